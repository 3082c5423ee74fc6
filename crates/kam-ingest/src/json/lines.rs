//! A JSON value on each line; a line that is none costs one row, not the file.

use super::bytes::Bytes;
use super::grammar::Grammar;
use super::record::RawRecord;
use crate::blocks::Rest;
use crate::encoding::WrittenIn;
use crate::error::Error;
use crate::limits::RECORD_BYTES;
use std::io::Read;

/// Cuts a file into lines that are not blank.
pub(crate) struct Lines<R> {
    bytes: Bytes<R>,
    line: Vec<u8>,
    found: bool,
    written_in: WrittenIn,
}

impl<R: Read> Lines<R> {
    pub(crate) fn open(input: R, file: &str) -> Result<Self, Error> {
        let bytes = Bytes::open(input, file)?;
        Ok(Self { bytes, line: Vec::new(), found: false, written_in: WrittenIn::UTF_8 })
    }

    /// Goes on where another reading stands, which has found a line or none.
    pub(crate) fn resume(rest: Rest<R>, found: bool) -> Self {
        Self { bytes: Bytes::resume(rest), line: Vec::new(), found, written_in: WrittenIn::UTF_8 }
    }

    /// What has not been read, if its text stands as it stood in the file.
    pub(crate) fn into_rest(self: Box<Self>) -> Result<Rest<R>, Box<Self>> {
        if self.written_in.is_utf_8() { Ok(self.bytes.into_rest()) } else { Err(self) }
    }

    /// The line that comes next, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.bytes.place().line
    }

    /// Says what the text was before it was decoded.
    pub(crate) fn written_in(mut self, written_in: WrittenIn) -> Self {
        self.written_in = written_in;
        self
    }

    /// The next line that is not blank, or none at the end of the file.
    pub(crate) fn advance(&mut self) -> Result<Option<RawRecord<'_>>, Error> {
        loop {
            let place = self.bytes.place();
            if !self.cut(place.line)? {
                break;
            }
            if !self.line.iter().all(u8::is_ascii_whitespace) {
                self.found = true;
                return Ok(Some(RawRecord {
                    raw: &self.line,
                    line: place.line,
                    offset: place.offset,
                    written_in: self.written_in,
                }));
            }
        }
        if self.found { Ok(None) } else { Err(Error::Empty { file: self.bytes.file().to_owned() }) }
    }

    pub(crate) fn input(&self) -> &R {
        self.bytes.input()
    }

    /// Takes one line without its end; false if nothing is left.
    fn cut(&mut self, number: u64) -> Result<bool, Error> {
        self.line.clear();
        let mut is_there = false;
        while let Some(byte) = self.bytes.peek()? {
            is_there = true;
            self.bytes.pass(byte);
            if byte == b'\n' {
                break;
            }
            self.line.push(byte);
            if self.line.len() > RECORD_BYTES {
                let limit = format!("{RECORD_BYTES} bytes in one line");
                return Err(Error::TooLarge { file: self.bytes.file().to_owned(), line: number, limit });
            }
        }
        if self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        Ok(is_there)
    }
}

/// Why a line is no JSON, and at which of its characters.
pub(crate) fn fault(line: &str) -> Option<(usize, String)> {
    let mut grammar = Grammar::new();
    for (at, byte) in line.bytes().enumerate() {
        if let Err(fault) = grammar.step(byte) {
            return Some((column(line, at), fault));
        }
    }
    grammar.end().err().map(|fault| (column(line, line.len()), fault))
}

fn column(line: &str, at: usize) -> usize {
    line.get(..at).map_or(at, |before| before.chars().count()) + 1
}
