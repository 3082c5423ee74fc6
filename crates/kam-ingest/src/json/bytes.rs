//! The bytes of a JSON file, a chunk at a time, with their place.

use crate::blocks::Rest;
use crate::csv::refuse_other_encodings;
use crate::error::Error;
use crate::limits::CHUNK_BYTES;
use std::io::Read;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A file's bytes on their way.
pub(crate) struct Bytes<R> {
    input: R,
    file: String,
    chunk: Vec<u8>,
    at: usize,
    place: Place,
}

/// Where the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// From 1.
    pub(crate) line: u64,
    /// The character in the line, from 1.
    pub(crate) column: u64,
    /// In the file, from 0.
    pub(crate) offset: u64,
}

impl Place {
    fn pass(&mut self, byte: u8) {
        self.offset += 1;
        match byte {
            b'\n' => (self.line, self.column) = (self.line + 1, 1),
            // Bytes that continue a character take no column of their own.
            0x80..=0xBF => {}
            _ => self.column += 1,
        }
    }
}

impl<R: Read> Bytes<R> {
    /// Begins to read; a byte order mark is passed over, and UTF-16 is refused.
    pub(crate) fn open(input: R, file: &str) -> Result<Self, Error> {
        let place = Place { line: 1, column: 1, offset: 0 };
        let mut bytes = Self { input, file: file.to_owned(), chunk: Vec::new(), at: 0, place };
        bytes.fill()?;
        if bytes.chunk.starts_with(BOM) {
            bytes.at = BOM.len();
            bytes.place.offset = BOM.len() as u64;
        }
        refuse_other_encodings(&bytes.chunk, file)?;
        Ok(bytes)
    }

    /// Goes on where another reading stands.
    pub(crate) fn resume(rest: Rest<R>) -> Self {
        let Rest { input, file, carried, line, offset, .. } = rest;
        Self { input, file, chunk: carried, at: 0, place: Place { line, column: 1, offset } }
    }

    /// What has not been read. To be asked for at the beginning of a line.
    pub(crate) fn into_rest(mut self) -> Rest<R> {
        self.chunk.drain(..self.at);
        let Self { input, file, chunk: carried, place: Place { line, offset, .. }, .. } = self;
        Rest { input, file, carried, line, offset, ended: false }
    }

    /// The next byte, without passing it; none at the end.
    pub(crate) fn peek(&mut self) -> Result<Option<u8>, Error> {
        if self.at >= self.chunk.len() {
            self.fill()?;
        }
        Ok(self.chunk.get(self.at).copied())
    }

    /// Passes the byte that was peeked at.
    pub(crate) fn pass(&mut self, byte: u8) {
        self.at += 1;
        self.place.pass(byte);
    }

    pub(crate) fn place(&self) -> Place {
        self.place
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// The stream, for whoever lent it.
    pub(crate) fn input(&self) -> &R {
        &self.input
    }

    fn fill(&mut self) -> Result<(), Error> {
        self.chunk.clear();
        self.at = 0;
        let read = self.input.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut self.chunk);
        read.map(drop).map_err(|source| Error::of_reading(&self.file, source))
    }
}
