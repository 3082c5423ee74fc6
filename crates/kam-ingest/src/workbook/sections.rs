//! A part of a workbook in sections that can be read by themselves, while it unpacks.

use super::markup::Unsure;
use crate::limits::{CHUNK_BYTES, RECORD_BYTES};
use memchr::memmem;
use std::io::Read;

/// The most of a part that is held at once, in bytes: a row may hold [`RECORD_BYTES`], and XML is long.
const SECTION_BYTES: usize = 4 * RECORD_BYTES;

/// A part in sections, each of which but the first begins with a mark.
pub(super) struct Sections<R> {
    part: R,
    mark: &'static str,
    held: Vec<u8>,
    /// How many of them were given.
    given: usize,
}

impl<R: Read> Sections<R> {
    pub(super) fn new(part: R, mark: &'static str) -> Self {
        Self { part, mark, held: Vec::with_capacity(2 * CHUNK_BYTES), given: 0 }
    }

    /// The next section, or none at the end.
    pub(super) fn next(&mut self) -> Result<Option<&str>, Unsure> {
        self.held.drain(..self.given);
        self.given = 0;
        while self.given == 0 {
            let mut chunk = self.part.by_ref().take(CHUNK_BYTES as u64);
            let more = chunk.read_to_end(&mut self.held).map_err(|_| Unsure)?;
            if self.held.is_empty() {
                return Ok(None);
            }
            let mark = || memmem::rfind(&self.held, self.mark.as_bytes()).unwrap_or_default();
            self.given = if more == 0 { self.held.len() } else { mark() };
            if self.held.len() > SECTION_BYTES {
                return Err(Unsure);
            }
        }
        let section = self.held.get(..self.given).and_then(|section| std::str::from_utf8(section).ok());
        section.ok_or(Unsure).map(Some)
    }

    /// Unpacks what is left, so that the whole part is known to be sound.
    pub(super) fn end(mut self) -> Result<(), Unsure> {
        std::io::copy(&mut self.part, &mut std::io::sink()).map(drop).map_err(|_| Unsure)
    }
}
