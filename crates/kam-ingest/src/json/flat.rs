//! Flat records of many lines, found quickly: objects of texts, numbers, truths and nulls.
//!
//! Nearly every line is such an object, with its keys in the order of the line before: so each key is compared with the one
//! expected, with all that stands around it, and only values are looked at. Any other line (nested, spaced by more than
//! blanks, a key twice or with escapes, or no JSON at all) is only found: whoever reads it says what it holds or what is wrong
//! with it.

use super::course::{Keys, Met};
use super::record::{Plan, Seen, Target};
use super::token;
use memchr::memchr;

/// Walks over the lines of a block.
pub(crate) struct Flat<'a> {
    text: &'a [u8],
    at: usize,
    /// Lines so far.
    pub(crate) lines: u64,
    keys: Keys<'a>,
    /// Whether all values of the line at hand are plain.
    is_plain: bool,
}

/// A line of a block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub(crate) start: usize,
    /// Where its line end begins.
    pub(crate) end: usize,
    /// How many lines of the block are before it.
    pub(crate) lines: u64,
    /// Whether its values were found.
    pub(crate) is_flat: bool,
    /// Whether these are all texts without escapes, numbers, or NULL.
    pub(crate) is_plain: bool,
}

/// The value of one column in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    Null,
    /// Text as it stands in the block, from one byte to before another.
    Text(u32, u32),
    /// The same with its quotes, in which escapes stand for letters.
    Escaped(u32, u32),
    Number(u32, u32),
    Truth(bool),
    /// Text as it stands elsewhere.
    Kept(u32, u32),
}

/// Begins to walk over UTF-8.
pub(crate) fn flat(text: &[u8]) -> Flat<'_> {
    Flat { text, at: 0, lines: 0, keys: Keys::new(text), is_plain: true }
}

impl<'a> Flat<'a> {
    /// The next line, or none behind the last. Of a flat one `cells` gets the values, where those that are NULL stand already.
    pub(crate) fn advance(&mut self, plan: &Plan, cells: &mut [Cell]) -> Option<Line> {
        if self.at >= self.text.len() {
            return None;
        }
        let (start, lines) = (self.at, self.lines);
        let found = self.object(start, plan, cells);
        let end = self.pass_line_end(found);
        Some(Line { start, end, lines, is_flat: found == Some(end), is_plain: self.is_plain })
    }

    /// Takes the line before as one whose keys count.
    pub(crate) fn count(&mut self) {
        self.keys.count();
    }

    /// The keys that counted, of so many columns.
    pub(crate) fn seen(&self, columns: usize) -> Seen {
        self.keys.seen(columns)
    }

    /// Reads a flat object; gives where it and the blanks behind it end.
    fn object(&mut self, start: usize, plan: &Plan, cells: &mut [Cell]) -> Option<usize> {
        self.keys.begin();
        self.is_plain = true;
        let mut at = start;
        loop {
            let (met, begun) = match self.keys.expected(at) {
                Some(expected) => expected,
                None => match self.member(at, at == start)? {
                    Ok((name, value)) => (self.keys.met(name, self.text.get(at..value)?, plan)?, value),
                    Err(end) => return Some(end),
                },
            };
            let (cell, behind) = self.value(self.blanks(begun))?;
            self.put(met, cell, cells)?;
            at = behind;
        }
    }

    fn put(&mut self, met: Met, cell: Cell, cells: &mut [Cell]) -> Option<()> {
        self.is_plain &= !matches!(cell, Cell::Escaped(..) | Cell::Truth(_));
        match met.target {
            Target::Column(column) => *cells.get_mut(column)? = cell,
            Target::Undeclared if cell != Cell::Null => self.keys.value(met),
            Target::Undeclared | Target::Below => {}
        }
        Some(())
    }

    /// The key that follows the value before, if any, and where its own value begins; or where the object and the blanks behind it end.
    fn member(&self, at: usize, is_first: bool) -> Option<Result<(&'a [u8], usize), usize>> {
        let at = self.blanks(at);
        let key = match self.byte(at)? {
            b'{' if is_first => self.blanks(at + 1),
            b',' if !is_first => self.blanks(at + 1),
            b'}' if !is_first => at,
            _ => return None,
        };
        match self.byte(key)? {
            b'"' => {
                let name = token::text(self.text, key + 1).filter(|name| !name.is_escaped)?;
                let value = self.blanks(self.expected(b':', self.blanks(name.end + 1))?);
                Some(Ok((self.text.get(key + 1..name.end)?, value)))
            }
            b'}' if is_first || key == at => Some(Err(self.blanks(key + 1))),
            _ => None,
        }
    }

    fn value(&self, at: usize) -> Option<(Cell, usize)> {
        match self.byte(at)? {
            b'"' => {
                let token::Text { end, is_escaped } = token::text(self.text, at + 1)?;
                let cell = if is_escaped {
                    Cell::Escaped(place(at), place(end + 1))
                } else {
                    Cell::Text(place(at + 1), place(end))
                };
                Some((cell, end + 1))
            }
            b'-' | b'0'..=b'9' => {
                let end = token::number(self.text, at)?;
                Some((Cell::Number(place(at), place(end)), end))
            }
            b'n' => self.word(at, b"null", Cell::Null),
            b't' => self.word(at, b"true", Cell::Truth(true)),
            b'f' => self.word(at, b"false", Cell::Truth(false)),
            _ => None,
        }
    }

    fn word(&self, at: usize, word: &[u8], cell: Cell) -> Option<(Cell, usize)> {
        self.text.get(at..)?.starts_with(word).then_some((cell, at + word.len()))
    }

    /// Where the line ends without its line end, which is passed. An object `found` in it ends there, or the line is not flat.
    fn pass_line_end(&mut self, found: Option<usize>) -> usize {
        let start = self.at;
        let at_once = found.and_then(|at| match (self.byte(at), self.byte(at + 1)) {
            (Some(b'\n'), _) => Some(at),
            (Some(b'\r'), Some(b'\n')) => Some(at + 1),
            _ => None,
        });
        let sought = || memchr(b'\n', self.text.get(start..).unwrap_or_default()).map(|at| start + at);
        let feed = at_once.or_else(sought).unwrap_or(self.text.len());
        self.lines += u64::from(feed < self.text.len());
        self.at = feed + 1;
        let before = feed.checked_sub(1).filter(|&before| before >= start);
        before.filter(|&before| self.byte(before) == Some(b'\r')).unwrap_or(feed)
    }

    fn expected(&self, byte: u8, at: usize) -> Option<usize> {
        (self.byte(at) == Some(byte)).then_some(at + 1)
    }

    /// Where the blanks that begin here end.
    fn blanks(&self, mut at: usize) -> usize {
        while self.byte(at) == Some(b' ') {
            at += 1;
        }
        at
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
