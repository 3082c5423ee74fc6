//! Where a CSV file may be cut, and how it is read on from there.
//!
//! Where a block may end takes the quotes alone: one opens only where a field begins, so looking at the byte before each
//! tells whether it does.

use super::cutter::Cutter;
use super::footer::Footer;
use super::{Dialect, Plain, Records};
use crate::blocks::Rest;
use crate::encoding::WrittenIn;
use crate::limits::CHUNK_BYTES;
use memchr::{memchr_iter, memrchr};
use std::ops::Range;

impl<R> Records<R> {
    /// Goes on where another reading stands.
    pub(crate) fn resume(rest: Rest<R>, dialect: Plain) -> Self {
        let Rest { input, file, carried, line, offset, ended } = rest;
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

    /// What has not been read, and its dialect, unless it takes more than cutting: another dialect or encoding, a footer, a judge.
    pub(crate) fn into_rest(mut self: Box<Self>) -> Result<(Rest<R>, Plain), Box<Self>> {
        let Cutter::Plain(dialect) = self.cutter else { return Err(self) };
        if self.judge.is_some() || self.footer.is_declared() || !self.written_in.is_utf_8() {
            return Err(self);
        }
        self.buffer.drain(..self.start);
        let Self { input, file, buffer: carried, line, offset, ended, .. } = *self;
        Ok((Rest { input, file, carried, line, offset, ended }, dialect))
    }
}

/// Where the last whole record ends; `ended` says that nothing follows the bytes.
pub(crate) fn border(bytes: &[u8], dialect: Plain, ended: bool) -> Option<usize> {
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
