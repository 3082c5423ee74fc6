//! Letters that were lost before a file reached us: whoever wrote U+FFFD could not read them.

use memchr::memmem;

/// U+FFFD in UTF-8.
const MARK: &[u8] = "\u{FFFD}".as_bytes();

/// Looks for the first lost letter of a text in UTF-8, while its bytes pass.
#[derive(Debug, Default)]
pub(crate) struct Lost {
    /// How many lines have ended.
    lines: u64,
    /// The last bytes seen: a mark may be cut.
    tail: Vec<u8>,
    found: Option<u64>,
}

impl Lost {
    /// Takes in the next bytes of the file.
    pub(crate) fn look(&mut self, chunk: &[u8]) {
        if self.found.is_some() {
            return;
        }
        let seam = self.tail.iter().chain(chunk.iter().take(MARK.len() - 1)).copied().collect::<Vec<u8>>();
        let at = if memmem::find(&seam, MARK).is_some() { Some(0) } else { memmem::find(chunk, MARK) };
        let before = chunk.get(..at.unwrap_or(chunk.len())).unwrap_or_default();
        self.lines += memchr::memchr_iter(b'\n', before).count() as u64;
        self.found = at.map(|_| self.lines + 1);
        // A short chunk may hold the middle of a mark alone.
        self.tail.extend(chunk.get(chunk.len().saturating_sub(MARK.len() - 1)..).unwrap_or_default());
        self.tail.drain(..self.tail.len().saturating_sub(MARK.len() - 1));
    }

    /// The line of the first lost letter, from 1.
    pub(crate) fn line(&self) -> Option<u64> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_lost_letter_is_found_wherever_it_is_cut() {
        let text = "a\nb\nc\u{FFFD}\nd\u{FFFD}".as_bytes();
        for cut in 0..=text.len() {
            for step in 1..4 {
                let (mut lost, (before, after)) = (Lost::default(), text.split_at(cut));
                before.chunks(step).chain([after]).for_each(|chunk| lost.look(chunk));
                assert_eq!(lost.line(), Some(3), "cut at {cut}, by {step}");
            }
        }
        let mut lost = Lost::default();
        lost.look("a\n\u{FFFC}\u{2F}".as_bytes());
        assert_eq!(lost.line(), None);
    }
}
