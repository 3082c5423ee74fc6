//! The fields of a block's rows, found all at once.
//!
//! First the places of all bytes that structure the block are listed; then rows are walked from one
//! such place to the next. What `cut` in [`csv`](super) finds record by record is found here, and in the same way.

use super::Plain;
use crate::blocks::Unreadable;
use crate::glance::{Sixteen, is};
use crate::limits::RECORD_BYTES;
use crate::marks::Marks;

/// Walks over the rows of a block.
pub(crate) struct Walk<'a, F> {
    bytes: &'a [u8],
    dialect: Plain,
    /// How many fields a row should have.
    width: usize,
    /// Where delimiters, quotes and line ends stand.
    marks: Marks<'a, F>,
    at: usize,
    /// Bytes that no row may hold, in order.
    refused: Vec<u32>,
    next_refused: usize,
    /// Lines and rows so far.
    pub(crate) lines: u64,
    pub(crate) rows: u64,
}

/// Where a field stands in its block, without its quotes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) start: u32,
    end: u32,
}

/// The bit of a span's end that says that the field holds doubled quotes.
const ESCAPED: u32 = 1 << 31;

impl Span {
    pub(crate) fn end(self) -> u32 {
        self.end & !ESCAPED
    }

    pub(crate) fn is_escaped(self) -> bool {
        self.end & ESCAPED != 0
    }
}

/// A row's place in its block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) start: usize,
    /// Where its line end begins.
    pub(crate) end: usize,
    /// How many lines of the block are before it.
    pub(crate) lines: u64,
    /// Its number among the block's rows, from 1.
    pub(crate) number: u64,
}

/// Some rows of a block.
#[derive(Default)]
pub(crate) struct Rows {
    /// The fields of the rows that have the form they should have, row after row.
    pub(crate) fields: Vec<Span>,
    /// The places of these rows.
    pub(crate) places: Vec<Place>,
    /// The places of the others.
    pub(crate) odd: Vec<Place>,
}

impl Rows {
    pub(crate) fn clear(&mut self) {
        self.fields.clear();
        self.places.clear();
        self.odd.clear();
    }
}

/// How a row's field ended.
struct End {
    span: Span,
    stray: bool,
    /// Where it ends, quote and all.
    at: usize,
}

/// Begins to walk over a block; `refused` lists bytes no row may hold, in order.
pub(crate) fn walk(
    bytes: &[u8],
    dialect: Plain,
    width: usize,
    refused: Vec<u32>,
) -> Walk<'_, impl Fn(Sixteen) -> Sixteen> {
    let (delimiter, quote) = (dialect.delimiter, dialect.quote.unwrap_or(dialect.delimiter));
    let is_mark = move |bytes| is(bytes, delimiter) | is(bytes, quote) | is(bytes, b'\n') | is(bytes, b'\r');
    let marks = Marks::new(bytes, is_mark);
    Walk { bytes, dialect, width, marks, at: 0, refused, next_refused: 0, lines: 0, rows: 0 }
}

impl<F: Fn(Sixteen) -> Sixteen> Walk<'_, F> {
    /// Finds up to so many rows more; none are found after the last.
    pub(crate) fn take(&mut self, count: usize, rows: &mut Rows) -> Result<(), Unreadable> {
        rows.clear();
        while self.at < self.bytes.len() && rows.places.len() + rows.odd.len() < count {
            self.row(rows)?;
        }
        Ok(())
    }

    /// How many bytes were walked over.
    pub(crate) fn passed(&self) -> usize {
        self.at
    }

    fn row(&mut self, rows: &mut Rows) -> Result<(), Unreadable> {
        let (start, lines, first) = (self.at, self.lines, rows.fields.len());
        let (mut width, mut stray) = (0, false);
        let end = loop {
            self.plain_fields(&mut width, rows);
            let field = self.field()?;
            width += 1;
            stray |= field.stray;
            if width <= self.width {
                rows.fields.push(field.span);
            }
            if self.bytes.get(field.at) != Some(&self.dialect.delimiter) {
                break field.at;
            }
            self.at = field.at + 1;
            self.marks.pass(1);
        };
        self.pass_line_end(end);
        if end == start {
            rows.fields.truncate(first);
            return Ok(());
        }
        if end - start > RECORD_BYTES {
            return Err(Unreadable);
        }
        self.rows += 1;
        let refused = self.holds_refused(end);
        let place = Place { start, end, lines, number: self.rows };
        if width == self.width && !stray && !refused {
            rows.places.push(place);
        } else {
            rows.fields.truncate(first);
            rows.odd.push(place);
        }
        Ok(())
    }

    /// Passes over fields that end at a delimiter and hold no quote: nearly all.
    fn plain_fields(&mut self, width: &mut usize, rows: &mut Rows) {
        let mut start = self.at;
        let ends =
            self.marks.known().iter().take_while(|&&at| self.bytes.get(at as usize) == Some(&self.dialect.delimiter));
        let mut passed = 0;
        for &end in ends.take(self.width.saturating_sub(*width + 1)) {
            rows.fields.push(span(start, end as usize, false));
            start = end as usize + 1;
            passed += 1;
        }
        self.at = start;
        self.marks.pass_known(passed);
        *width += passed;
    }

    /// The field that begins here; afterwards the next mark is the one that ended it.
    fn field(&mut self) -> Result<End, Unreadable> {
        let start = self.at;
        let stop = self.marks.place();
        if stop == start && self.is_quote(stop) {
            return self.quoted(start);
        }
        let at = self.stop();
        Ok(End { span: span(start, at, false), stray: false, at })
    }

    fn quoted(&mut self, start: usize) -> Result<End, Unreadable> {
        self.marks.pass(1);
        let mut escaped = false;
        let close = loop {
            let at = self.marks.place();
            match self.bytes.get(at) {
                None => return Err(Unreadable),
                Some(&byte) if Some(byte) == self.dialect.quote => {
                    self.marks.pass(1);
                    if self.marks.place() != at + 1 || !self.is_quote(at + 1) {
                        break at;
                    }
                    escaped = true;
                }
                Some(b'\n') => self.lines += 1,
                Some(b'\r') if self.bytes.get(at + 1) != Some(&b'\n') => self.lines += 1,
                Some(_) => {}
            }
            self.marks.pass(1);
        };
        let at = self.stop();
        Ok(End { span: span(start + 1, close, escaped), stray: at > close + 1, at })
    }

    /// Where an unquoted stretch stops: quotes in it are text.
    fn stop(&mut self) -> usize {
        loop {
            let at = self.marks.place();
            if !self.is_quote(at) {
                return at;
            }
            self.marks.pass(1);
        }
    }

    fn is_quote(&self, at: usize) -> bool {
        self.dialect.quote.is_some() && self.bytes.get(at).copied() == self.dialect.quote
    }

    fn pass_line_end(&mut self, end: usize) {
        let both = self.bytes.get(end) == Some(&b'\r') && self.bytes.get(end + 1) == Some(&b'\n');
        let size = if both { 2 } else { 1 };
        self.at = end + size;
        self.marks.pass(size);
        self.lines += 1;
    }

    /// Whether a byte no row may hold stands before `end`, and behind the rows before.
    fn holds_refused(&mut self, end: usize) -> bool {
        let before = self.next_refused;
        while self.refused.get(self.next_refused).is_some_and(|&at| (at as usize) < end) {
            self.next_refused += 1;
        }
        self.next_refused > before
    }
}

fn span(start: usize, end: usize, escaped: bool) -> Span {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX >> 1);
    Span { start: place(start), end: place(end) | if escaped { ESCAPED } else { 0 } }
}
