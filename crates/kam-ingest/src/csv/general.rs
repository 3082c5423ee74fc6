//! Cuts records of any dialect: several characters between fields, other escapes, other ends of rows.
//!
//! The plain dialect has its own, faster way; where both apply they cut the same.

use super::dialect::{Dialect, Escape, RowEnd};
use super::{Cut, Extent, Field};
use crate::limits::COLUMNS;

/// What is asked of bytes: where fields and rows end.
pub(crate) struct General {
    pub(crate) dialect: Dialect,
    /// The bytes at which some mark may begin.
    marks: [bool; 256],
    /// A stray quote does not end its field: it goes on until a quote stands before a mark.
    pub(crate) is_lenient: bool,
}

/// What begins at a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Delimiter,
    /// A row end of so many bytes.
    RowEnd(usize),
    /// The end of the file.
    End,
    /// A letter like any other.
    Letter,
    /// The window ends too early to tell.
    Unknown,
}

/// Where a field ends, or how the window failed it.
type Piece = Result<(Field, usize), Cut>;

impl General {
    pub(crate) fn new(dialect: &Dialect) -> Self {
        let mut marks = [false; 256];
        let mut mark = |byte: Option<&u8>| {
            if let Some(slot) = byte.and_then(|byte| marks.get_mut(usize::from(*byte))) {
                *slot = true;
            }
        };
        mark(dialect.delimiter.as_bytes().first());
        match &dialect.row_end {
            RowEnd::Line => [b'\r', b'\n'].iter().for_each(|byte| mark(Some(byte))),
            RowEnd::Feed => [b'\r', b'\n'].iter().for_each(|byte| mark(Some(byte))),
            RowEnd::Text(end) => mark(end.as_bytes().first()),
        }
        if let Escape::Before(escape) = dialect.escape {
            mark(Some(&escape));
        }
        Self { dialect: dialect.clone(), marks, is_lenient: false }
    }

    /// Cuts one record off the window; `last` says that nothing follows the window.
    pub(crate) fn cut(&self, window: &[u8], last: bool, fields: &mut Vec<Field>) -> Cut {
        fields.clear();
        let (mut at, mut width) = (0, 0);
        loop {
            let (field, end) = match self.piece(window, at, last) {
                Ok(found) => found,
                Err(unfinished) => return unfinished,
            };
            width += 1;
            if fields.len() < COLUMNS {
                fields.push(field);
            }
            match self.mark(window, end, last) {
                Mark::Delimiter => at = end + self.dialect.delimiter.len(),
                Mark::RowEnd(bytes) => {
                    return Cut::Record(Extent { text: end, whole: end + bytes, width, quoted: true, mended: false });
                }
                Mark::Unknown => return Cut::Unfinished { quote: None },
                Mark::End | Mark::Letter => {
                    return Cut::Record(Extent { text: end, whole: end, width, quoted: true, mended: false });
                }
            }
        }
    }

    fn piece(&self, window: &[u8], at: usize, last: bool) -> Piece {
        let is_quoted = self.dialect.quote.is_some() && window.get(at).copied() == self.dialect.quote;
        if is_quoted { self.quoted(window, at, last) } else { self.unquoted(window, at, last) }
    }

    /// A field without quotes, from `at`.
    pub(crate) fn unquoted(&self, window: &[u8], at: usize, last: bool) -> Piece {
        let (end, escaped) = self.stop(window, at, last).ok_or(Cut::Unfinished { quote: None })?;
        Ok((Field { start: at, end, escaped, stray: false, quoted: false }, end))
    }

    /// Where an unquoted stretch stops, and whether a mark was escaped on the way.
    fn stop(&self, window: &[u8], from: usize, last: bool) -> Option<(usize, bool)> {
        let (mut at, mut escaped) = (from, false);
        loop {
            at += window.get(at..)?.iter().position(|byte| self.is_mark(*byte)).unwrap_or(window.len() - at);
            match self.mark(window, at, last) {
                Mark::Letter if self.is_escape(window, at) => (at, escaped) = (at + 2, true),
                Mark::Letter => at += 1,
                Mark::Unknown => return None,
                Mark::Delimiter | Mark::RowEnd(_) | Mark::End => return Some((at, escaped)),
            }
            if at > window.len() {
                return last.then_some((window.len(), escaped));
            }
        }
    }

    /// A field in quotes, from `at`.
    pub(crate) fn quoted(&self, window: &[u8], at: usize, last: bool) -> Piece {
        let quote = self.dialect.quote.unwrap_or_default();
        let (mut from, mut escaped, mut stray) = (at + 1, false, false);
        loop {
            let rest = window.get(from..).unwrap_or_default();
            let Some(found) = self.next_quote(rest, quote) else {
                return Err(if last { Cut::Unclosed { quote: at } } else { Cut::Unfinished { quote: Some(at) } });
            };
            let close = from + found;
            if window.get(close).copied() != Some(quote) {
                (from, escaped) = (close + 2, true);
                continue;
            }
            if self.dialect.escape == Escape::Doubled && window.get(close + 1) == Some(&quote) {
                (from, escaped) = (close + 2, true);
                continue;
            }
            match self.mark(window, close + 1, last) {
                Mark::Unknown => return Err(Cut::Unfinished { quote: Some(at) }),
                Mark::Letter if self.dialect.escape == Escape::None => from = close + 1,
                Mark::Letter if self.is_lenient => (from, stray) = (close + 1, true),
                Mark::Letter => {
                    let (end, _) = self.stop(window, close + 1, last).ok_or(Cut::Unfinished { quote: Some(at) })?;
                    return Ok((Field { start: at + 1, end: close, escaped, stray: true, quoted: true }, end));
                }
                _ => return Ok((Field { start: at + 1, end: close, escaped, stray, quoted: true }, close + 1)),
            }
        }
    }

    /// The next quote, or the next escape before anything.
    fn next_quote(&self, rest: &[u8], quote: u8) -> Option<usize> {
        match self.dialect.escape {
            Escape::Before(escape) => memchr::memchr2(quote, escape, rest),
            _ => memchr::memchr(quote, rest),
        }
    }

    /// Whether an escape stands here before a mark, a quote or itself.
    fn is_escape(&self, window: &[u8], at: usize) -> bool {
        let Escape::Before(escape) = self.dialect.escape else { return false };
        window.get(at) == Some(&escape)
    }

    fn is_mark(&self, byte: u8) -> bool {
        self.marks.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// What begins at `at`.
    pub(crate) fn mark(&self, window: &[u8], at: usize, last: bool) -> Mark {
        let rest = window.get(at..).unwrap_or_default();
        let Some(first) = rest.first() else { return if last { Mark::End } else { Mark::Unknown } };
        if !self.is_mark(*first) {
            return Mark::Letter;
        }
        let row_end = match &self.dialect.row_end {
            RowEnd::Text(end) => begins(rest, end.as_bytes(), last).map(|is| is.then_some(end.len())),
            RowEnd::Line | RowEnd::Feed => self.line_end(rest, last),
        };
        let delimiter = self.dialect.delimiter.as_bytes();
        match (row_end, begins(rest, delimiter, last)) {
            (Some(Some(bytes)), _) => Mark::RowEnd(bytes),
            (None, _) | (_, None) => Mark::Unknown,
            (_, Some(true)) => Mark::Delimiter,
            _ => Mark::Letter,
        }
    }

    /// The bytes of the line end that begins here, if one does; nothing if more must be read to tell.
    fn line_end(&self, rest: &[u8], last: bool) -> Option<Option<usize>> {
        match (rest.first(), rest.get(1)) {
            (Some(b'\n'), _) => Some(Some(1)),
            (Some(b'\r'), Some(b'\n')) => Some(Some(2)),
            (Some(b'\r'), None) if !last => None,
            (Some(b'\r'), _) if self.dialect.row_end == RowEnd::Line => Some(Some(1)),
            _ => Some(None),
        }
    }
}

/// Whether `text` begins with `mark`; nothing if more must be read to tell.
fn begins(text: &[u8], mark: &[u8], last: bool) -> Option<bool> {
    if mark.is_empty() {
        return Some(false);
    }
    let is_short = text.len() < mark.len();
    if is_short && !last && mark.starts_with(text) { None } else { Some(text.starts_with(mark)) }
}
