//! The fields of a block's rows, found all at once.
//!
//! First the places of all bytes that structure the block are listed, 64 bytes at a time; then rows are walked from one
//! such place to the next. What `cut` in [`csv`](super) finds record by record is found here, and in the same way.

use super::Plain;
use crate::limits::RECORD_BYTES;

/// Walks over the rows of a block.
pub(crate) struct Walk<'a> {
    bytes: &'a [u8],
    dialect: Plain,
    /// How many fields a row should have.
    width: usize,
    /// Where delimiters, quotes and line ends stand, then the block's length.
    places: Vec<u32>,
    /// The next of them.
    next: usize,
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

/// A block that must be read row by row.
#[derive(Debug)]
pub(crate) struct Unreadable;

/// How a row's field ended.
struct End {
    span: Span,
    stray: bool,
    /// Where it ends, quote and all.
    at: usize,
}

impl<'a> Walk<'a> {
    /// Begins to walk over a block; `refused` lists bytes no row may hold, in order.
    pub(crate) fn new(bytes: &'a [u8], dialect: Plain, width: usize, refused: Vec<u32>) -> Self {
        let places = structure(bytes, dialect);
        Self { bytes, dialect, width, places, next: 0, at: 0, refused, next_refused: 0, lines: 0, rows: 0 }
    }

    /// Finds up to so many rows more; none are found after the last.
    pub(crate) fn take(&mut self, count: usize, rows: &mut Rows) -> Result<(), Unreadable> {
        rows.clear();
        while self.at < self.bytes.len() && rows.places.len() + rows.odd.len() < count {
            self.row(rows)?;
        }
        Ok(())
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
            self.next += 1;
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
        let places = self.places.get(self.next..).unwrap_or_default();
        let mut start = self.at;
        let ends = places.iter().take_while(|&&at| self.bytes.get(at as usize) == Some(&self.dialect.delimiter));
        let mut passed = 0;
        for &end in ends.take(self.width.saturating_sub(*width + 1)) {
            rows.fields.push(span(start, end as usize, false));
            start = end as usize + 1;
            passed += 1;
        }
        self.at = start;
        self.next += passed;
        *width += passed;
    }

    /// The field that begins here; afterwards `next` is the place where it ended.
    fn field(&mut self) -> Result<End, Unreadable> {
        let start = self.at;
        let stop = self.place();
        if stop == start && self.is_quote(stop) {
            return self.quoted(start);
        }
        let at = self.stop();
        Ok(End { span: span(start, at, false), stray: false, at })
    }

    fn quoted(&mut self, start: usize) -> Result<End, Unreadable> {
        self.next += 1;
        let mut escaped = false;
        let close = loop {
            let at = self.place();
            match self.bytes.get(at) {
                None => return Err(Unreadable),
                Some(&byte) if Some(byte) == self.dialect.quote => {
                    self.next += 1;
                    if self.place() != at + 1 || !self.is_quote(at + 1) {
                        break at;
                    }
                    escaped = true;
                }
                Some(b'\n') => self.lines += 1,
                Some(b'\r') if self.bytes.get(at + 1) != Some(&b'\n') => self.lines += 1,
                Some(_) => {}
            }
            self.next += 1;
        };
        let at = self.stop();
        Ok(End { span: span(start + 1, close, escaped), stray: at > close + 1, at })
    }

    /// Where an unquoted stretch stops: quotes in it are text.
    fn stop(&mut self) -> usize {
        loop {
            let at = self.place();
            if !self.is_quote(at) {
                return at;
            }
            self.next += 1;
        }
    }

    fn place(&self) -> usize {
        self.places.get(self.next).map_or(self.bytes.len(), |&at| at as usize)
    }

    fn is_quote(&self, at: usize) -> bool {
        self.dialect.quote.is_some() && self.bytes.get(at).copied() == self.dialect.quote
    }

    fn pass_line_end(&mut self, end: usize) {
        let both = self.bytes.get(end) == Some(&b'\r') && self.bytes.get(end + 1) == Some(&b'\n');
        let size = if both { 2 } else { 1 };
        self.at = end + size;
        self.next += size;
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

/// Where delimiters, quotes and line ends stand.
fn structure(bytes: &[u8], dialect: Plain) -> Vec<u32> {
    let mut places = Vec::with_capacity(bytes.len() / 4);
    let (chunks, rest) = bytes.as_chunks::<64>();
    let mut base = 0;
    for chunk in chunks {
        note(marked(chunk, dialect), base, &mut places);
        base += 64;
    }
    // No ASCII byte: it structures nothing.
    let mut last = [0xFF; 64];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    note(marked(&last, dialect), base, &mut places);
    places
}

fn note(mut marked: u64, base: u32, places: &mut Vec<u32>) {
    while marked != 0 {
        places.push(base + marked.trailing_zeros());
        marked &= marked - 1;
    }
}

/// Which of 64 bytes structure a file, a bit for each.
fn marked(chunk: &[u8; 64], dialect: Plain) -> u64 {
    let (delimiter, quote) = (dialect.delimiter, dialect.quote.unwrap_or(dialect.delimiter));
    let mut hits = [0_u8; 64];
    for (hit, &byte) in hits.iter_mut().zip(chunk) {
        *hit = u8::from((byte == delimiter) | (byte == quote) | (byte == b'\n') | (byte == b'\r'));
    }
    let (words, _) = hits.as_chunks::<8>();
    // Eight bytes of 0 or 1 become eight bits: the product puts the byte at `i` at bit 56 + i, and no two of its terms meet.
    let bits = words.iter().map(|word| u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56);
    bits.enumerate().fold(0, |all, (at, bits)| all | bits << (8 * at))
}
