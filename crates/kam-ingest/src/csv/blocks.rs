//! A CSV file in blocks of whole records, so that several threads may type them at once.
//!
//! Where a block may end takes the quotes alone: one opens only where a field begins, so looking at the byte before each
//! tells whether it does. What cannot be cut (a quote left open, a row longer than any may be, lines that end with CR)
//! is left for [`Records`], which says what is wrong with it.

use super::cutter::Cutter;
use super::footer::Footer;
use super::{Dialect, Plain, Records};
use crate::encoding::WrittenIn;
use crate::error::Error;
use crate::limits::{CHUNK_BYTES, RECORD_BYTES};
use memchr::{memchr_iter, memrchr};
use std::io::{ErrorKind, Read};
use std::ops::Range;

/// Cuts a stream of bytes into blocks.
pub(crate) struct Blocks<R> {
    input: R,
    file: String,
    dialect: Plain,
    /// About how many bytes a block has.
    size: usize,
    /// What has been read beyond the last block: it begins with a record.
    carried: Vec<u8>,
    /// Where that begins in the file.
    offset: u64,
    ended: bool,
    /// What is carried cannot be cut.
    uncut: bool,
}

/// What is left of a file while it is read, for whoever reads on in another way: UTF-8 in a plain dialect, of which every
/// row is given as it is cut.
pub(crate) struct Rest<R> {
    pub(crate) input: R,
    pub(crate) file: String,
    pub(crate) dialect: Plain,
    /// What has been taken from the input and not been read: it begins with a record.
    pub(crate) carried: Vec<u8>,
    /// The line and the byte offset in the file where that begins.
    pub(crate) line: u64,
    pub(crate) offset: u64,
    /// Whether the input has ended.
    pub(crate) ended: bool,
}

/// Some whole records.
pub(crate) struct Block {
    pub(crate) bytes: Vec<u8>,
    /// Where they begin in the file.
    pub(crate) offset: u64,
}

impl<R> Records<R> {
    /// Goes on where another reading stands.
    pub(crate) fn resume(rest: Rest<R>) -> Self {
        let Rest { input, file, dialect, carried, line, offset, ended } = rest;
        Self {
            input,
            file,
            dialect: Dialect::plain(char::from(dialect.delimiter), dialect.quote),
            cutter: Cutter::Plain(dialect),
            judge: None,
            footer: Footer::default(),
            chunk: CHUNK_BYTES,
            buffer: carried,
            start: 0,
            ended,
            line,
            offset,
            written_in: WrittenIn::UTF_8,
            fields: Vec::new(),
        }
    }

    /// What has not been read, unless it takes more than cutting: another dialect or encoding, a footer, a judge.
    pub(crate) fn into_rest(mut self: Box<Self>) -> Result<Rest<R>, Box<Self>> {
        let Cutter::Plain(dialect) = self.cutter else { return Err(self) };
        if self.judge.is_some() || self.footer.is_declared() || !self.written_in.is_utf_8() {
            return Err(self);
        }
        self.buffer.drain(..self.start);
        let Self { input, file, buffer: carried, line, offset, ended, .. } = *self;
        Ok(Rest { input, file, dialect, carried, line, offset, ended })
    }
}

impl<R: Read> Blocks<R> {
    /// Goes on where a reading by rows stands.
    pub(crate) fn after(rest: Rest<R>, size: usize) -> Self {
        let Rest { input, file, dialect, carried, offset, ended, .. } = rest;
        Self { input, file, dialect, size, carried, offset, ended, uncut: false }
    }

    /// The next block, or none where only what cannot be cut is left, if anything.
    pub(crate) fn advance(&mut self) -> Result<Option<Block>, Error> {
        loop {
            if self.uncut || (self.ended && self.carried.is_empty()) {
                return Ok(None);
            }
            if !self.ended {
                self.fill()?;
            }
            match border(&self.carried, self.dialect, self.ended) {
                Some(end) => return Ok(Some(self.cut(end))),
                None => self.uncut = self.ended || self.carried.len() > 2 * RECORD_BYTES,
            }
        }
    }

    /// What is left, to be read by rows from the given line on.
    pub(crate) fn into_records(self, line: u64) -> Records<R> {
        let Self { input, file, dialect, carried, offset, ended, .. } = self;
        Records::resume(Rest { input, file, dialect, carried, line, offset, ended })
    }

    /// The stream, for whoever lent it.
    pub(crate) fn input(&self) -> &R {
        &self.input
    }

    /// Asks for a block more, or as much again as is held.
    fn fill(&mut self) -> Result<(), Error> {
        let mut at = self.carried.len();
        self.carried.resize(at + self.size.max(at), 0);
        while let Some(room) = self.carried.get_mut(at..).filter(|room| !room.is_empty()) {
            match self.input.read(room) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => at += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(source) => return Err(Error::of_reading(&self.file, source)),
            }
        }
        self.carried.truncate(at);
        Ok(())
    }

    fn cut(&mut self, end: usize) -> Block {
        let mut carried = Vec::with_capacity(self.size * 2);
        carried.extend_from_slice(self.carried.get(end..).unwrap_or_default());
        let mut bytes = std::mem::replace(&mut self.carried, carried);
        bytes.truncate(end);
        let offset = self.offset;
        self.offset += end as u64;
        Block { bytes, offset }
    }
}

/// Where the last whole record ends; `ended` says that nothing follows the bytes.
fn border(bytes: &[u8], dialect: Plain, ended: bool) -> Option<usize> {
    let (plain, open) = unquoted(bytes, dialect);
    if ended && !open {
        return Some(bytes.len());
    }
    plain.into_iter().rev().find_map(|Range { start, end }| {
        let stretch = bytes.get(start..end).unwrap_or_default();
        memrchr(b'\n', stretch).map(|at| start + at + 1)
    })
}

/// The stretches outside of quotes, and whether a quote is open at the end.
fn unquoted(bytes: &[u8], dialect: Plain) -> (Vec<Range<usize>>, bool) {
    let (mut plain, mut start, mut open) = (Vec::new(), 0, false);
    let begins_field = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        before.is_none_or(|&byte| byte == dialect.delimiter || byte == b'\n' || byte == b'\r')
    };
    let quotes = dialect.quote.into_iter().flat_map(|quote| memchr_iter(quote, bytes));
    let mut quotes = quotes.peekable();
    while let Some(at) = quotes.next() {
        if !open && begins_field(at) {
            plain.push(start..at);
            open = true;
        } else if open && quotes.next_if_eq(&(at + 1)).is_none() {
            start = at + 1;
            open = false;
        }
    }
    if !open {
        plain.push(start..bytes.len());
    }
    (plain, open)
}
