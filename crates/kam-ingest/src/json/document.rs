//! The records of one JSON document, cut out one at a time: the document itself is never held.

use super::bytes::{Bytes, Place};
use super::grammar::{Begins, Grammar, Step};
use super::pieces::unquoted;
use super::record::RawRecord;
use crate::encoding::WrittenIn;
use crate::error::Error;
use crate::limits::{CAUGHT_BYTES, RECORD_BYTES};
use kam_project::JsonFormat;
use std::io::Read;

/// Walks through a document.
pub(crate) struct Document<R> {
    bytes: Bytes<R>,
    grammar: Grammar,
    levels: Vec<Level>,
    key: Vec<u8>,
    /// The path to the records, then those an error is told by.
    watches: Vec<Watch>,
    failing: Option<String>,
    /// How many brackets are open around each record, while inside their array.
    within: Option<usize>,
    found: bool,
    recording: Option<usize>,
    record: Vec<u8>,
    began: Place,
    written_in: WrittenIn,
    ended: bool,
}

/// An object or array that is open.
struct Level {
    /// Which watched paths lead here so far, one bit each.
    leading: u8,
    /// The place of the current element; none in an object.
    element: Option<usize>,
}

/// A path, and what was found at its end.
struct Watch {
    path: Vec<String>,
    /// How many brackets are open around the value being caught.
    catching: Option<usize>,
    caught: Vec<u8>,
}

impl Watch {
    fn of(path: &[String]) -> Self {
        Self { path: path.to_vec(), catching: None, caught: Vec::new() }
    }

    /// What was caught, as people read it.
    fn text(&self) -> Option<String> {
        let raw = std::str::from_utf8(&self.caught).ok()?;
        (!raw.is_empty()).then(|| unquoted(raw).map_or_else(|| raw.to_owned(), |text| text.into_owned()))
    }
}

const RECORDS: usize = 0;
const TELLTALE: usize = 1;
const MESSAGE: usize = 2;

impl<R: Read> Document<R> {
    pub(crate) fn open(format: &JsonFormat, input: R, file: &str) -> Result<Self, Error> {
        let mut watches = vec![Watch::of(&format.records)];
        if let Some(failed) = &format.failed {
            watches.push(Watch::of(&failed.path));
            watches.extend(failed.message.as_ref().map(|message| Watch::of(message)));
        }
        let bytes = Bytes::open(input, file)?;
        Ok(Self {
            began: bytes.place(),
            bytes,
            grammar: Grammar::new(),
            levels: Vec::new(),
            key: Vec::new(),
            watches,
            failing: format.failed.as_ref().map(|failed| failed.value.clone()),
            within: None,
            found: false,
            recording: None,
            record: Vec::new(),
            written_in: WrittenIn::UTF_8,
            ended: false,
        })
    }

    /// Says what the text was before it was decoded.
    pub(crate) fn written_in(mut self, written_in: WrittenIn) -> Self {
        self.written_in = written_in;
        self
    }

    /// The next record, or none at the end of the document.
    pub(crate) fn advance(&mut self) -> Result<Option<RawRecord<'_>>, Error> {
        self.record.clear();
        while !self.ended {
            let is_whole = match self.bytes.peek()? {
                Some(byte) => self.take(byte)?,
                None => self.end()?,
            };
            if is_whole {
                return Ok(Some(RawRecord {
                    raw: &self.record,
                    line: self.began.line,
                    offset: self.began.offset,
                    written_in: self.written_in,
                }));
            }
        }
        Ok(None)
    }

    pub(crate) fn input(&self) -> &R {
        self.bytes.input()
    }

    /// Takes one byte; true if it completes a record.
    fn take(&mut self, byte: u8) -> Result<bool, Error> {
        let step = self.grammar.step(byte).map_err(|fault| self.malformed(fault))?;
        let mut is_whole = step.ends_before && self.value_ended(self.depth_before(step));
        if step.begins_key {
            self.key.clear();
        }
        if step.is_in_key && self.key.len() < CAUGHT_BYTES {
            self.key.push(byte);
        }
        if let Some(begins) = step.begins {
            self.value_begins(begins)?;
        }
        self.keep(byte)?;
        if step.is_next_element
            && let Some(Level { element: Some(element), .. }) = self.levels.last_mut()
        {
            *element += 1;
        }
        if step.ends {
            self.levels.truncate(self.grammar.depth());
            is_whole |= self.value_ended(self.grammar.depth());
        }
        self.bytes.pass(byte);
        Ok(is_whole)
    }

    /// How many brackets were open around a number that ended before this byte.
    fn depth_before(&self, step: Step) -> usize {
        self.grammar.depth() + usize::from(step.ends)
    }

    fn keep(&mut self, byte: u8) -> Result<(), Error> {
        if self.recording.is_some() {
            if self.record.len() >= RECORD_BYTES {
                let limit = format!("{RECORD_BYTES} bytes in one record");
                return Err(Error::TooLarge { file: self.bytes.file().to_owned(), line: self.began.line, limit });
            }
            self.record.push(byte);
        }
        for watch in self.watches.iter_mut().filter(|watch| watch.catching.is_some()) {
            if watch.caught.len() < CAUGHT_BYTES {
                watch.caught.push(byte);
            }
        }
        Ok(())
    }

    /// A value begins: it may be the records, one of them, or what tells of an error.
    fn value_begins(&mut self, begins: Begins) -> Result<(), Error> {
        let is_container = matches!(begins, Begins::Object | Begins::Array);
        // The grammar counts the bracket already.
        let around = self.grammar.depth() - usize::from(is_container);
        let leading = self.leading(around);
        if self.within == Some(around) && self.recording.is_none() {
            self.record_begins(around);
        }
        for (at, watch) in self.watches.iter_mut().enumerate().skip(TELLTALE) {
            if leading & (1 << at) != 0 && watch.path.len() == around && watch.caught.is_empty() {
                watch.catching = Some(around);
            }
        }
        if leading & (1 << RECORDS) != 0 && self.watches.first().is_some_and(|watch| watch.path.len() == around) {
            self.records_begin(begins, around)?;
        }
        if is_container {
            self.levels.push(Level { leading, element: (begins == Begins::Array).then_some(0) });
        }
        Ok(())
    }

    /// Which watched paths lead to the value that begins.
    fn leading(&self, around: usize) -> u8 {
        let Some(level) = self.levels.last() else { return u8::MAX };
        if level.leading == 0 {
            return 0;
        }
        let place = level.element.map(|element| element.to_string());
        let step = place.as_deref().map_or(self.key.as_slice(), str::as_bytes);
        let mut leading = 0;
        for (at, watch) in self.watches.iter().enumerate() {
            let is_on = watch.path.get(around - 1).is_some_and(|wanted| wanted.as_bytes() == step);
            leading |= u8::from(is_on && level.leading & (1 << at) != 0) << at;
        }
        leading
    }

    fn records_begin(&mut self, begins: Begins, around: usize) -> Result<(), Error> {
        if self.found {
            return Err(self.malformed("the records stand here a second time".to_owned()));
        }
        self.found = true;
        match begins {
            Begins::Array => self.within = Some(around + 1),
            Begins::Null => {}
            Begins::Object | Begins::Other => self.record_begins(around),
        }
        Ok(())
    }

    fn record_begins(&mut self, around: usize) {
        self.recording = Some(around);
        self.began = self.bytes.place();
        self.record.clear();
    }

    /// A value around which so many brackets are open has ended; true if it was a record.
    fn value_ended(&mut self, around: usize) -> bool {
        for watch in &mut self.watches {
            watch.catching = watch.catching.filter(|&catching| catching != around);
        }
        if self.recording == Some(around) {
            self.recording = None;
            return true;
        }
        if self.within == Some(around + 1) {
            self.within = None;
        }
        false
    }

    fn end(&mut self) -> Result<bool, Error> {
        let ends_number = self.grammar.end().map_err(|fault| self.malformed(fault))?;
        self.ended = true;
        let is_whole = ends_number && self.value_ended(0);
        self.refuse_failed()?;
        if !self.found {
            let path = self.watches.first().map(|watch| watch.path.join(".")).unwrap_or_default();
            return Err(Error::NoRecords { file: self.bytes.file().to_owned(), path });
        }
        Ok(is_whole)
    }

    /// An answer that says it is an error is one, though it is sound JSON.
    fn refuse_failed(&self) -> Result<(), Error> {
        let told = self.watches.get(TELLTALE).and_then(Watch::text);
        if self.failing.is_none() || told != self.failing {
            return Ok(());
        }
        let message = self.watches.get(MESSAGE).and_then(Watch::text);
        Err(Error::FailedAnswer { file: self.bytes.file().to_owned(), message })
    }

    fn malformed(&self, fault: String) -> Error {
        let Place { line, column, .. } = self.bytes.place();
        Error::Malformed { file: self.bytes.file().to_owned(), line, column, fault }
    }
}
