//! Rows at a file's end that are no rows of its table: counted ahead, so that they are never given.

use super::{Cut, Records, window};
use crate::error::Error;
use std::io::Read;

/// How many rows more than needed are counted at a time, so that few are cut twice at a time.
const AHEAD: u64 = 256;

/// How many rows are kept back, and how many are known to follow.
#[derive(Debug, Default)]
pub(super) struct Footer {
    rows: u64,
    known: u64,
}

impl Footer {
    /// Whether rows are kept back.
    pub(super) fn is_declared(&self) -> bool {
        self.rows > 0
    }
}

impl<R: Read> Records<R> {
    /// From here on, the file's last rows are not given.
    pub(crate) fn hold_back(&mut self, rows: u32) {
        self.footer.rows = u64::from(rows);
    }

    /// Whether the next row is one of the table.
    pub(super) fn is_of_table(&mut self) -> Result<bool, Error> {
        if self.footer.rows == 0 {
            return Ok(true);
        }
        if self.footer.known <= self.footer.rows {
            self.footer.known = self.count_ahead(self.footer.rows + AHEAD)?;
        }
        let is_of_table = self.footer.known > self.footer.rows;
        self.footer.known = self.footer.known.saturating_sub(1);
        Ok(is_of_table)
    }

    /// How many rows follow, as far as `most`.
    fn count_ahead(&mut self, most: u64) -> Result<u64, Error> {
        let mut fields = Vec::new();
        let (mut at, mut rows) = (self.start, 0);
        while rows < most {
            let window = window(&self.buffer, at);
            let last = self.ended && at + window.len() == self.buffer.len();
            if window.is_empty() && last {
                break;
            }
            match self.cutter.cut(window, last, &mut fields) {
                Cut::Record(extent) => {
                    rows += u64::from(extent.text > 0);
                    at += extent.whole;
                }
                Cut::Unfinished { .. } if !self.ended => {
                    at -= self.start;
                    self.fill()?;
                }
                // Whoever reads it will say what is wrong with it.
                Cut::Unfinished { .. } | Cut::Unclosed { .. } => return Ok(most),
            }
        }
        Ok(rows)
    }
}
