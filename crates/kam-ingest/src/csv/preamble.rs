//! Lines before a table: passed over as they are, since quotes in them mean nothing.

use super::Records;
use crate::error::Error;
use crate::limits::RECORD_BYTES;
use std::io::Read;

impl<R: Read> Records<R> {
    /// Passes over so many lines, whatever they hold.
    pub(crate) fn skip_lines(&mut self, lines: u64) -> Result<(), Error> {
        for _ in 0..lines {
            let (start, end) = loop {
                let rest = self.buffer.get(self.start..).unwrap_or_default();
                let found = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                match found {
                    Some(at) if at + 1 < rest.len() || self.ended => break (at, rest.get(at..).unwrap_or_default()),
                    None if self.ended => break (rest.len(), &[][..]),
                    _ if rest.len() > RECORD_BYTES => {
                        return Err(self.too_large(self.line, format!("{RECORD_BYTES} bytes in one line")));
                    }
                    _ => self.fill()?,
                }
            };
            let line_end = match (end.first(), end.get(1)) {
                (None, _) => 0,
                (Some(b'\r'), Some(b'\n')) => 2,
                _ => 1,
            };
            self.pass_over(start + line_end, 1);
        }
        Ok(())
    }
}
