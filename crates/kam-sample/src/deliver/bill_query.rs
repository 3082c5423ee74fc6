//! The answer of Kingdee's `ExecuteBillQuery`: an array of rows, each an array of values in the order asked for.
//!
//! Nothing names the columns. Times carry no zone and are those of China; numbers always show a point; a related field
//! that is not there is `null`.

use super::cell::Cell;
use super::rows::{Breakage, RowWriter, SURPLUS, spell_date, spell_milliseconds, spell_moment};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// One answer, or the pages of one, laid end to end.
pub(crate) struct BillQuery {
    path: PathBuf,
    file: BufWriter<File>,
    line: u64,
    bytes: Vec<u8>,
}

impl BillQuery {
    /// Begins an answer.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        let file = File::create_new(path).map_err(Error::writing(path))?;
        let mut file = BufWriter::with_capacity(1 << 16, file);
        file.write_all(b"[").map_err(Error::writing(path))?;
        Ok(Self { path: path.to_owned(), file, line: 1, bytes: Vec::new() })
    }

    fn fill(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        self.bytes.clear();
        self.bytes.extend_from_slice(if self.line == 1 { b"\n[" } else { b",\n[" });
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.bytes.push(b',');
            }
            spell(&mut self.bytes, cell).map_err(Error::writing(&self.path))?;
        }
        Ok(())
    }

    fn send(&mut self) -> Result<u64> {
        self.bytes.push(b']');
        self.file.write_all(&self.bytes).map_err(Error::writing(&self.path))?;
        self.line += 1;
        Ok(self.line)
    }
}

impl RowWriter for BillQuery {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<u64> {
        self.fill(cells)?;
        self.send()
    }

    fn broken(&mut self, cells: &[Cell<'_>], breakage: Breakage) -> Result<u64> {
        match breakage {
            Breakage::Long => {
                self.fill(cells)?;
                self.bytes.extend_from_slice(format!(",\"{SURPLUS}\"").as_bytes());
            }
            Breakage::Short | Breakage::Torn => self.fill(&cells[..cells.len().saturating_sub(1)])?,
        }
        self.send()
    }

    fn breakages(&self) -> &'static [Breakage] {
        &[Breakage::Short, Breakage::Long]
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let ended = self.file.write_all(b"\n]\n").and_then(|()| self.file.flush());
        ended.map_err(Error::writing(&self.path))
    }
}

fn spell(to: &mut Vec<u8>, cell: &Cell<'_>) -> io::Result<()> {
    match cell {
        Cell::Null | Cell::Object(_) => to.extend_from_slice(b"null"),
        Cell::Text(text) => serde_json::to_writer(to, text)?,
        Cell::Whole(whole) => write!(to, "{whole}")?,
        Cell::Number(number) => {
            let number = number.trimmed();
            number.spell(to)?;
            if number.places == 0 {
                to.extend_from_slice(b".0");
            }
        }
        Cell::Boolean(is_true) => write!(to, "{is_true}")?,
        Cell::Date(date) => {
            to.push(b'"');
            spell_date(to, *date)?;
            to.extend_from_slice(b"T00:00:00\"");
        }
        Cell::Moment(moment) => {
            to.push(b'"');
            spell_moment(to, *moment, 'T')?;
            spell_milliseconds(to, *moment)?;
            to.push(b'"');
        }
    }
    Ok(())
}
