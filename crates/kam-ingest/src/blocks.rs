//! A text file in blocks of whole records, so that several threads may type them at once.
//!
//! What cannot be cut (a quote left open, a record longer than any may be, lines that end with CR) is left for whoever reads
//! record by record, who says what is wrong with it. Buffers go round: a block that has been typed lends its bytes to a later one.

use crate::csv::{self, Plain};
use crate::error::Error;
use crate::limits::RECORD_BYTES;
use memchr::memrchr;
use std::io::{ErrorKind, Read};

/// Cuts a stream of bytes into blocks.
pub(crate) struct Blocks<R> {
    input: R,
    file: String,
    border: Border,
    /// About how many bytes a block has.
    size: usize,
    /// What has been read beyond the last block: it begins with a record.
    carried: Buffer,
    spare: Vec<Buffer>,
    /// Where what is carried begins in the file.
    offset: u64,
    ended: bool,
    /// What is carried cannot be cut.
    uncut: bool,
}

/// Between which bytes a file may be cut.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Border {
    /// Rows that may hold line ends within quotes.
    Rows(Plain),
    /// Lines, whatever they hold.
    Lines,
}

/// What is left of a file while it is read, for whoever reads on in another way: UTF-8, of which every record is given as it is cut.
pub(crate) struct Rest<R> {
    pub(crate) input: R,
    pub(crate) file: String,
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
    held: Buffer,
    /// Where they begin in the file.
    pub(crate) offset: u64,
}

/// A block that must be read record by record.
#[derive(Debug)]
pub(crate) struct Unreadable;

/// Bytes of which the first are in use. Those behind have been written before, so that nobody needs to do so again.
#[derive(Default)]
struct Buffer {
    bytes: Vec<u8>,
    used: usize,
}

impl Block {
    pub(crate) fn bytes(&self) -> &[u8] {
        self.held.used()
    }
}

impl Buffer {
    fn used(&self) -> &[u8] {
        self.bytes.get(..self.used).unwrap_or_default()
    }

    /// So many bytes behind those in use.
    fn room(&mut self, wanted: usize) -> &mut [u8] {
        let end = self.used + wanted;
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
        self.bytes.get_mut(self.used..end).unwrap_or_default()
    }

    fn append(&mut self, more: &[u8]) {
        self.room(more.len()).copy_from_slice(more);
        self.used += more.len();
    }
}

impl Border {
    /// Where the last whole record ends; `ended` says that nothing follows the bytes.
    fn last(self, bytes: &[u8], ended: bool) -> Option<usize> {
        match self {
            Self::Rows(dialect) => csv::border(bytes, dialect, ended),
            Self::Lines if ended => Some(bytes.len()),
            Self::Lines => memrchr(b'\n', bytes).map(|at| at + 1),
        }
    }
}

impl<R: Read> Blocks<R> {
    /// Goes on where a reading by records stands.
    pub(crate) fn after(rest: Rest<R>, border: Border, size: usize) -> Self {
        let Rest { input, file, carried, offset, ended, .. } = rest;
        let carried = Buffer { used: carried.len(), bytes: carried };
        Self { input, file, border, size, carried, spare: Vec::new(), offset, ended, uncut: false }
    }

    /// The next block, or none where only what cannot be cut is left, if anything.
    pub(crate) fn advance(&mut self) -> Result<Option<Block>, Error> {
        loop {
            if self.uncut || (self.ended && self.carried.used == 0) {
                return Ok(None);
            }
            if !self.ended {
                self.fill()?;
            }
            match self.border.last(self.carried.used(), self.ended) {
                Some(end) => return Ok(Some(self.cut(end))),
                None => self.uncut = self.ended || self.carried.used > 2 * RECORD_BYTES,
            }
        }
    }

    /// Takes back what held a block that is done with.
    pub(crate) fn reuse(&mut self, block: Block) {
        if block.held.bytes.len() <= 4 * self.size {
            self.spare.push(Buffer { used: 0, ..block.held });
        }
    }

    /// What is left, to be read by records from the given line on.
    pub(crate) fn into_rest(self, line: u64) -> Rest<R> {
        let Self { input, file, mut carried, offset, ended, .. } = self;
        carried.bytes.truncate(carried.used);
        Rest { input, file, carried: carried.bytes, line, offset, ended }
    }

    /// The stream, for whoever lent it.
    pub(crate) fn input(&self) -> &R {
        &self.input
    }

    /// Asks for a block more, or as much again as is held.
    fn fill(&mut self) -> Result<(), Error> {
        let mut wanted = self.size.max(self.carried.used);
        while wanted > 0 {
            match self.input.read(self.carried.room(wanted)) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => {
                    self.carried.used += count;
                    wanted -= count.min(wanted);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(source) => return Err(Error::of_reading(&self.file, source)),
            }
        }
        Ok(())
    }

    fn cut(&mut self, end: usize) -> Block {
        let mut carried = self.spare.pop().unwrap_or_default();
        carried.append(self.carried.used().get(end..).unwrap_or_default());
        let mut held = std::mem::replace(&mut self.carried, carried);
        held.used = end;
        let offset = self.offset;
        self.offset += end as u64;
        Block { held, offset }
    }
}
