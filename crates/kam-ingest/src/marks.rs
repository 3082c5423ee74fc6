//! Where the bytes stand that structure a text, found 64 at a time and a stretch ahead of whoever walks from one to the next.

use crate::glance::{Sixteen, marked};

/// How many bytes are looked at ahead: what is noted of them stays near the processor.
const STRETCH: usize = 16 * 1024;

/// The places of a text's marks, in order.
pub(crate) struct Marks<'a, F> {
    text: &'a [u8],
    is_mark: F,
    /// The marks of the stretch at hand, and the next of them.
    places: Vec<u32>,
    next: usize,
    /// How far the text has been looked at.
    seen: usize,
}

impl<'a, F: Fn(Sixteen) -> Sixteen> Marks<'a, F> {
    pub(crate) fn new(text: &'a [u8], is_mark: F) -> Self {
        let mut marks = Self { text, is_mark, places: Vec::new(), next: 0, seen: 0 };
        marks.look_ahead();
        marks
    }

    /// Where the next mark stands; where the text ends if there is none.
    pub(crate) fn place(&self) -> usize {
        self.places.get(self.next).map_or(self.text.len(), |&at| at as usize)
    }

    /// Passes so many marks.
    pub(crate) fn pass(&mut self, count: usize) {
        for _ in 0..count {
            self.next += 1;
            if self.next >= self.places.len() {
                self.look_ahead();
            }
        }
    }

    /// Some of the next marks, as many as are known; to be passed with [`pass_known`](Self::pass_known).
    pub(crate) fn known(&self) -> &[u32] {
        self.places.get(self.next..).unwrap_or_default()
    }

    /// Passes so many of the marks known.
    pub(crate) fn pass_known(&mut self, count: usize) {
        self.next += count;
        if self.next >= self.places.len() {
            self.look_ahead();
        }
    }

    /// Finds marks beyond the last one known, if there are any.
    fn look_ahead(&mut self) {
        self.places.clear();
        self.next = 0;
        while self.places.is_empty() && self.seen < self.text.len() {
            let end = (self.seen + STRETCH).min(self.text.len());
            let stretch = self.text.get(self.seen..end).unwrap_or_default();
            note_all(stretch, self.seen, &self.is_mark, &mut self.places);
            self.seen = end;
        }
    }
}

/// Notes the marks of bytes that begin at `start`.
fn note_all(bytes: &[u8], start: usize, is_mark: impl Fn(Sixteen) -> Sixteen, places: &mut Vec<u32>) {
    let mut base = u32::try_from(start).unwrap_or(u32::MAX);
    let (chunks, rest) = bytes.as_chunks::<64>();
    for chunk in chunks {
        note(marked(chunk, &is_mark), base, places);
        base += 64;
    }
    let mut last = [0; 64];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let there = (1 << rest.len()) - 1;
    note(marked(&last, &is_mark) & there, base, places);
}

fn note(mut bits: u64, base: u32, places: &mut Vec<u32>) {
    while bits != 0 {
        places.push(base + bits.trailing_zeros());
        bits &= bits - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glance::is;

    #[test]
    fn marks_are_found_across_stretches() {
        for length in [0, 1, 63, 64, 65, STRETCH - 1, STRETCH, STRETCH + 1, 3 * STRETCH + 7] {
            // Marks stand close together, and then not for more than a stretch.
            let is_marked =
                |at: usize| at % 97 < 3 && at < STRETCH / 2 || at + 2 > length && at.is_multiple_of(2) || at == STRETCH;
            let text: Vec<u8> = (0..length).map(|at| if is_marked(at) { b',' } else { b'x' }).collect();
            let expected: Vec<usize> = (0..length).filter(|&at| is_marked(at)).collect();
            let mut marks = Marks::new(&text, |bytes| is(bytes, b','));
            let mut found = Vec::new();
            while marks.place() < length {
                found.push(marks.place());
                marks.pass(1);
            }
            assert_eq!(found, expected, "{length}");
            marks.pass(2);
            assert_eq!(marks.place(), length);
        }
    }
}
