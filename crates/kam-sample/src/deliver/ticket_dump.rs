//! The JSON lines of Udesk's dump: one object a line.
//!
//! Nothing is `""`, never `null`; times are those of China, with milliseconds and offset; what customers' own fields
//! hold is always text.

use super::cell::Cell;
use super::column::Column;
use super::rows::{Breakage, RowWriter, spell_date, spell_milliseconds, spell_moment};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file of one object a line.
pub(crate) struct TicketDump {
    path: PathBuf,
    file: BufWriter<File>,
    names: Vec<&'static str>,
    lines: u64,
    bytes: Vec<u8>,
}

impl TicketDump {
    /// Begins a file.
    pub(crate) fn create(path: &Path, columns: &[Column]) -> Result<Self> {
        let file = File::create_new(path).map_err(Error::writing(path))?;
        Ok(Self {
            path: path.to_owned(),
            file: BufWriter::new(file),
            names: columns.iter().map(|column| column.name).collect(),
            lines: 0,
            bytes: Vec::new(),
        })
    }

    fn fill(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        self.bytes.clear();
        let values = self.names.iter().copied().zip(cells);
        object(&mut self.bytes, values).map_err(Error::writing(&self.path))
    }

    fn send(&mut self) -> Result<u64> {
        self.bytes.push(b'\n');
        self.file.write_all(&self.bytes).map_err(Error::writing(&self.path))?;
        self.lines += 1;
        Ok(self.lines)
    }
}

impl RowWriter for TicketDump {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<u64> {
        self.fill(cells)?;
        self.send()
    }

    fn broken(&mut self, cells: &[Cell<'_>], _: Breakage) -> Result<u64> {
        self.fill(cells)?;
        self.bytes.pop();
        self.send()
    }

    fn breakages(&self) -> &'static [Breakage] {
        &[Breakage::Torn]
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.file.flush().map_err(Error::writing(&self.path))
    }
}

fn object<'a>(to: &mut Vec<u8>, values: impl Iterator<Item = (&'static str, &'a Cell<'a>)>) -> io::Result<()> {
    to.push(b'{');
    for (index, (name, cell)) in values.enumerate() {
        if index > 0 {
            to.push(b',');
        }
        serde_json::to_writer(&mut *to, name)?;
        to.push(b':');
        spell(to, cell)?;
    }
    to.push(b'}');
    Ok(())
}

fn spell(to: &mut Vec<u8>, cell: &Cell<'_>) -> io::Result<()> {
    match cell {
        Cell::Null => to.extend_from_slice(b"\"\""),
        Cell::Text(text) => serde_json::to_writer(to, text)?,
        Cell::Whole(whole) => write!(to, "{whole}")?,
        Cell::Number(number) => number.trimmed().spell(to)?,
        Cell::Boolean(is_true) => write!(to, "{is_true}")?,
        Cell::Date(date) => {
            to.push(b'"');
            spell_date(to, *date)?;
            to.push(b'"');
        }
        Cell::Moment(moment) => {
            to.push(b'"');
            spell_moment(to, *moment, 'T')?;
            spell_milliseconds(to, *moment)?;
            to.extend_from_slice(b"+08:00\"");
        }
        Cell::Object(values) => object(to, values.iter().map(|(name, cell)| (*name, cell)))?,
    }
    Ok(())
}
