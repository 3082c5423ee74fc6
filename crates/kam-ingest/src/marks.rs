//! Where the bytes stand that structure a text, found 64 at a time and a stretch ahead of whoever walks from one to the next.

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

impl<'a, F: Fn(u8) -> bool> Marks<'a, F> {
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
fn note_all(bytes: &[u8], start: usize, is_mark: impl Fn(u8) -> bool, places: &mut Vec<u32>) {
    let mut base = u32::try_from(start).unwrap_or(u32::MAX);
    let (chunks, rest) = bytes.as_chunks::<64>();
    for chunk in chunks {
        note(bits(chunk, &is_mark), base, places);
        base += 64;
    }
    let mut last = [0; 64];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let there = (1 << rest.len()) - 1;
    note(bits(&last, &is_mark) & there, base, places);
}

fn note(mut marked: u64, base: u32, places: &mut Vec<u32>) {
    while marked != 0 {
        places.push(base + marked.trailing_zeros());
        marked &= marked - 1;
    }
}

/// Which of 64 bytes are marks, a bit for each.
fn bits(chunk: &[u8; 64], is_mark: impl Fn(u8) -> bool) -> u64 {
    let mut hits = [0_u8; 64];
    for (hit, &byte) in hits.iter_mut().zip(chunk) {
        *hit = u8::from(is_mark(byte));
    }
    let (words, _) = hits.as_chunks::<8>();
    // Eight bytes of 0 or 1 become eight bits: the product puts the byte at `i` at bit 56 + i, and no two of its terms meet.
    let bits = words.iter().map(|word| u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56);
    bits.enumerate().fold(0, |all, (at, bits)| all | bits << (8 * at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_across_stretches() {
        for length in [0, 1, 63, 64, 65, STRETCH - 1, STRETCH, STRETCH + 1, 3 * STRETCH + 7] {
            // Marks stand close together, and then not for more than a stretch.
            let is_marked =
                |at: usize| at % 97 < 3 && at < STRETCH / 2 || at + 2 > length && at.is_multiple_of(2) || at == STRETCH;
            let text: Vec<u8> = (0..length).map(|at| if is_marked(at) { b',' } else { b'x' }).collect();
            let expected: Vec<usize> = (0..length).filter(|&at| is_marked(at)).collect();
            let mut marks = Marks::new(&text, |byte| byte == b',');
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
