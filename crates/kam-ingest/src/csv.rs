//! Rows of a CSV file, one at a time, with their place and their text as sent.
//!
//! The usual CSV readers give back fields and forget the rest. A rejected row needs its own bytes, line and
//! offset, and a quote that is never closed must refuse the file instead of swallowing half of it, so the rows
//! are cut here. The plain dialect is RFC 4180's as everyone reads it: a quote opens only at the start of a field, is
//! doubled inside it, and may hold line ends; a row ends with CRLF, LF or CR; blank lines are no rows. Other dialects
//! are declared, or found by looking (`sniff.rs`), and cut by `general.rs`.

mod blocks;
mod cutter;
mod dialect;
mod fields;
mod footer;
mod general;
mod preamble;
mod recut;
mod row;

use crate::encoding::WrittenIn;
use crate::error::Error;
use crate::limits::{CHUNK_BYTES, COLUMNS, RECORD_BYTES};
use cutter::Cutter;
use memchr::{memchr, memchr_iter, memchr3};
use std::borrow::Cow;
use std::io::Read;
use std::ops::Range;

pub(crate) use blocks::border;
pub(crate) use dialect::{Dialect, Escape, Plain, RowEnd};
pub(crate) use fields::{Place, Rows as FoundRows, Span, walk};
pub(crate) use general::General;
pub(crate) use recut::Judge;
pub(crate) use row::Row;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Cuts a stream of bytes into records.
pub(crate) struct Records<R> {
    input: R,
    file: String,
    dialect: Dialect,
    cutter: Cutter,
    /// Who reads again what does not fit, if anyone does.
    judge: Option<Judge>,
    footer: footer::Footer,
    /// How many bytes are asked for at a time.
    chunk: usize,
    buffer: Vec<u8>,
    /// Where the next record begins in the buffer.
    start: usize,
    ended: bool,
    /// The line and the byte offset in the file of `start`.
    line: u64,
    offset: u64,
    /// What the text was before it was decoded.
    written_in: WrittenIn,
    fields: Vec<Field>,
}

/// One record, still bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    /// The record as sent, without its line end.
    pub(crate) raw: &'a [u8],
    /// Its fields, at most [`COLUMNS`] of them.
    pub(crate) fields: &'a [Field],
    /// How many fields it has.
    pub(crate) width: usize,
    /// The line it begins on, from 1.
    pub(crate) line: u64,
    /// Where it begins in the file, as delivered.
    pub(crate) offset: u64,
    /// What the text was in the file.
    pub(crate) written_in: WrittenIn,
    /// It breaks the rules of its dialect and was read against them.
    pub(crate) mended: bool,
    dialect: &'a Dialect,
}

/// Where one field stands in its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    start: usize,
    end: usize,
    /// Holds doubled quotes, or other escapes.
    escaped: bool,
    /// Text follows the closing quote.
    pub(crate) stray: bool,
    /// Stands in quotes.
    pub(crate) quoted: bool,
}

impl Field {
    /// The field's bytes within the record, without its quotes.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl<R: Read> Records<R> {
    /// Begins to read; a byte order mark is passed over, and UTF-16 is refused.
    pub(crate) fn open(input: R, file: &str, dialect: Dialect) -> Result<Self, Error> {
        Self::open_by(CHUNK_BYTES, input, file, dialect)
    }

    fn open_by(chunk: usize, input: R, file: &str, dialect: Dialect) -> Result<Self, Error> {
        if let Some(fault) = dialect.fault() {
            return Err(Error::BadDialect { file: file.to_owned(), fault });
        }
        let mut records = Self {
            input,
            file: file.to_owned(),
            cutter: Cutter::of(&dialect),
            dialect,
            judge: None,
            footer: footer::Footer::default(),
            chunk,
            buffer: Vec::new(),
            start: 0,
            ended: false,
            line: 1,
            offset: 0,
            written_in: WrittenIn::UTF_8,
            fields: Vec::new(),
        };
        records.fill()?;
        records.skip_mark()?;
        Ok(records)
    }

    /// Says what the text was before it was decoded. To be said before the first record.
    pub(crate) fn written_in(mut self, written_in: WrittenIn) -> Self {
        self.written_in = written_in;
        self.offset = written_in.length(self.buffer.get(..self.start).unwrap_or_default());
        self
    }

    /// The next record, or none at the end of the file.
    pub(crate) fn advance(&mut self) -> Result<Option<Record<'_>>, Error> {
        if !self.is_of_table()? {
            return Ok(None);
        }
        loop {
            let window = window(&self.buffer, self.start);
            let last = self.ended && self.start + window.len() == self.buffer.len();
            if window.is_empty() && last {
                return Ok(None);
            }
            let mut found = self.cutter.cut(window, last, &mut self.fields);
            if let Some(judge) = &self.judge {
                found = judge.reviewed(found, window, last, &mut self.fields);
            }
            match found {
                Cut::Record(extent) if extent.text == 0 => self.pass_over(extent.whole, 1),
                Cut::Record(extent) => return self.give(extent).map(Some),
                Cut::Unfinished { quote } => self.read_on(quote)?,
                Cut::Unclosed { quote } => return Err(self.unclosed(quote)),
            }
        }
    }

    fn read_on(&mut self, quote: Option<usize>) -> Result<(), Error> {
        if window(&self.buffer, self.start).len() < RECORD_BYTES + 3 {
            return self.fill();
        }
        Err(match quote {
            Some(quote) => self.unclosed(quote),
            None => self.too_large(self.line, format!("{RECORD_BYTES} bytes in one row")),
        })
    }

    fn give(&mut self, extent: Extent) -> Result<Record<'_>, Error> {
        let (line, offset, start) = (self.line, self.offset, self.start);
        if extent.text > RECORD_BYTES {
            return Err(self.too_large(line, format!("{RECORD_BYTES} bytes in one row")));
        }
        let text = start..start + extent.text;
        let lines = match (&self.dialect.row_end, extent.quoted) {
            (RowEnd::Text(_), _) => line_ends(self.buffer.get(start..start + extent.whole).unwrap_or_default()),
            (_, true) => line_ends(self.buffer.get(text.clone()).unwrap_or_default()) + 1,
            _ => 1,
        };
        self.pass_over(extent.whole, lines);
        Ok(Record {
            raw: self.buffer.get(text).unwrap_or_default(),
            fields: &self.fields,
            width: extent.width,
            line,
            offset,
            written_in: self.written_in,
            mended: extent.mended,
            dialect: &self.dialect,
        })
    }

    fn pass_over(&mut self, bytes: usize, lines: u64) {
        let passed = self.buffer.get(self.start..self.start + bytes).unwrap_or_default();
        self.offset += self.written_in.length(passed);
        self.start += bytes;
        self.line += lines;
    }

    /// Drops what has been read and asks for one chunk more, or as much again as is held.
    fn fill(&mut self) -> Result<(), Error> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let wanted = self.buffer.len().max(self.chunk);
        let read = self.input.by_ref().take(wanted as u64).read_to_end(&mut self.buffer);
        let count = read.map_err(|source| Error::of_reading(&self.file, source))?;
        self.ended = count < wanted;
        Ok(())
    }

    fn skip_mark(&mut self) -> Result<(), Error> {
        if self.buffer.starts_with(BOM) {
            self.pass_over(BOM.len(), 0);
        }
        refuse_other_encodings(&self.buffer, &self.file)
    }

    fn unclosed(&self, quote: usize) -> Error {
        let window = window(&self.buffer, self.start);
        let before = window.get(..quote).unwrap_or_default();
        let swallowed = (window.len() - quote) as u64;
        Error::UnclosedQuote { file: self.file.clone(), line: self.line + line_ends(before), swallowed }
    }

    fn too_large(&self, line: u64, limit: String) -> Error {
        Error::TooLarge { file: self.file.clone(), line, limit }
    }

    /// Whether the file has no byte at all but, perhaps, a mark.
    pub(crate) fn is_empty(&self) -> bool {
        self.ended && window(&self.buffer, self.start).is_empty()
    }

    /// The line that comes next, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// From here on, what does not fit a table is read again.
    pub(crate) fn judged_by(&mut self, judge: Judge) {
        self.judge = Some(judge);
    }

    /// The stream, for whoever lent it.
    pub(crate) fn input(&self) -> &R {
        &self.input
    }
}

impl<'a> Record<'a> {
    /// The field at `position` without quotes, given the whole record as text.
    pub(crate) fn field(&self, text: &'a str, position: usize) -> Option<Cow<'a, str>> {
        let field = self.fields.get(position)?;
        let inner = text.get(field.range())?;
        Some(if field.escaped { Cow::Owned(self.dialect.unescaped(inner)) } else { Cow::Borrowed(inner) })
    }

    /// The field at `position` of a record that is no text, legible.
    pub(crate) fn raw_field(&self, position: usize) -> String {
        let bytes = self.fields.get(position).and_then(|field| self.raw.get(field.range()));
        self.dialect.unescaped(&self.written_in.legible(bytes.unwrap_or_default()))
    }

    /// The record as text one can read: bytes that are no text are written `\xNN`.
    pub(crate) fn original(&self) -> String {
        self.written_in.legible(self.raw)
    }
}

/// Refuses a file that begins with the mark of another encoding.
pub(crate) fn refuse_other_encodings(beginning: &[u8], file: &str) -> Result<(), Error> {
    if beginning.starts_with(b"\xFF\xFE") || beginning.starts_with(b"\xFE\xFF") {
        let finding = "It begins with the byte order mark of UTF-16.".to_owned();
        return Err(Error::NotUtf8 { file: file.to_owned(), finding });
    }
    Ok(())
}

/// What may belong to the next record: never more than the longest record, its line end and one byte.
fn window(buffer: &[u8], start: usize) -> &[u8] {
    let rest = buffer.get(start..).unwrap_or_default();
    rest.get(..RECORD_BYTES + 3).unwrap_or(rest)
}

/// How many lines end within `bytes`.
fn line_ends(bytes: &[u8]) -> u64 {
    let feeds = memchr_iter(b'\n', bytes).count();
    let lone = memchr_iter(b'\r', bytes).filter(|&at| bytes.get(at + 1) != Some(&b'\n')).count();
    (feeds + lone) as u64
}

/// What was found at the beginning of a window.
pub(crate) enum Cut {
    /// A whole record.
    Record(Extent),
    /// The window ends before the record does; a quote may be open.
    Unfinished { quote: Option<usize> },
    /// The file ends within quotes opened here.
    Unclosed { quote: usize },
}

/// How far a record reaches.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    /// Bytes without the line end.
    pub(crate) text: usize,
    /// Bytes with it.
    pub(crate) whole: usize,
    pub(crate) width: usize,
    /// Line ends may stand within it.
    quoted: bool,
    /// It was read again, against the rules of its dialect.
    mended: bool,
}

/// Cuts one record off the window; `last` says that nothing follows the window.
fn cut(window: &[u8], last: bool, dialect: Plain, fields: &mut Vec<Field>) -> Cut {
    fields.clear();
    let (mut at, mut width, mut quoted) = (0, 0, false);
    loop {
        let is_quoted = dialect.quote.is_some() && window.get(at).copied() == dialect.quote;
        let piece =
            if is_quoted { quoted_piece(window, at, last, dialect) } else { plain_piece(window, at, last, dialect) };
        let (field, end) = match piece {
            Ok(found) => found,
            Err(unfinished) => return unfinished,
        };
        width += 1;
        quoted |= is_quoted;
        if fields.len() < COLUMNS {
            fields.push(field);
        }
        if window.get(end) != Some(&dialect.delimiter) {
            return record_end(window, end, last, width, quoted);
        }
        at = end + 1;
    }
}

fn record_end(window: &[u8], end: usize, last: bool, width: usize, quoted: bool) -> Cut {
    let line_end = match (window.get(end), window.get(end + 1)) {
        (None, _) => 0,
        (Some(b'\r'), Some(b'\n')) => 2,
        (Some(b'\r'), None) if !last => return Cut::Unfinished { quote: None },
        _ => 1,
    };
    Cut::Record(Extent { text: end, whole: end + line_end, width, quoted, mended: false })
}

/// A field and the position behind it, or how the window failed it.
type Piece = Result<(Field, usize), Cut>;

fn plain_piece(window: &[u8], at: usize, last: bool, dialect: Plain) -> Piece {
    let end = stop(window, at, last, dialect).ok_or(Cut::Unfinished { quote: None })?;
    Ok((Field { start: at, end, escaped: false, stray: false, quoted: false }, end))
}

/// Where an unquoted stretch stops: at a delimiter, a line end or the end of the file.
fn stop(window: &[u8], at: usize, last: bool, dialect: Plain) -> Option<usize> {
    let rest = window.get(at..).unwrap_or_default();
    match memchr3(dialect.delimiter, b'\n', b'\r', rest) {
        Some(found) => Some(at + found),
        None => last.then_some(window.len()),
    }
}

fn quoted_piece(window: &[u8], at: usize, last: bool, dialect: Plain) -> Piece {
    let quote = dialect.quote.unwrap_or_default();
    let (mut from, mut escaped) = (at + 1, false);
    loop {
        let rest = window.get(from..).unwrap_or_default();
        let Some(found) = memchr(quote, rest) else {
            return Err(if last { Cut::Unclosed { quote: at } } else { Cut::Unfinished { quote: Some(at) } });
        };
        let close = from + found;
        if window.get(close + 1) == Some(&quote) {
            (from, escaped) = (close + 2, true);
            continue;
        }
        // At the window's very end the stop is not found, so that the next byte is waited for.
        let end = stop(window, close + 1, last, dialect).ok_or(Cut::Unfinished { quote: Some(at) })?;
        return Ok((Field { start: at + 1, end: close, escaped, stray: end > close + 1, quoted: true }, end));
    }
}

#[cfg(test)]
mod tests;
