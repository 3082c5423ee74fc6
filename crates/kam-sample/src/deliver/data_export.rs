//! The comma-separated dialect of Salesforce's Data Export, and the archive its files come in.
//!
//! Every field stands in double quotes; lines end in LF alone; there is no byte order mark; nothing is `""`; yes and
//! no are `1` and `0`; a day carries midnight; times are those of Greenwich.

use super::cell::Cell;
use super::column::Column;
use super::rows::{Breakage, RowWriter, SURPLUS, spell_date, spell_moment};
use crate::error::{Error, Result};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How much of a file is read at once on its way into the archive.
const CHUNK: usize = 1 << 16;

/// One file of the archive, written beside it until the archive is made.
pub(crate) struct Member {
    path: PathBuf,
    file: BufWriter<File>,
    line: u64,
    bytes: Vec<u8>,
}

/// Puts files into a new archive, in this order, and removes them.
pub(crate) fn archive(path: &Path, members: &[(&str, PathBuf)]) -> Result<()> {
    let file = File::create_new(path).map_err(Error::writing(path))?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    for (name, from) in members {
        take_in(&mut zip, name, from).map_err(Error::writing(path))?;
        fs::remove_file(from).map_err(Error::writing(from))?;
    }
    let ended = zip.finish().map_err(io::Error::from).and_then(|mut file| file.flush());
    ended.map_err(Error::writing(path))
}

fn take_in(zip: &mut ZipWriter<BufWriter<File>>, name: &str, from: &Path) -> io::Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(true);
    zip.start_file(name, options)?;
    io::copy(&mut BufReader::with_capacity(CHUNK, File::open(from)?), zip).map(drop)
}

impl Member {
    /// Begins a file with its header.
    pub(crate) fn create(path: &Path, columns: &[Column]) -> Result<Self> {
        let file = File::create_new(path).map_err(Error::writing(path))?;
        let mut member =
            Self { path: path.to_owned(), file: BufWriter::with_capacity(CHUNK, file), line: 1, bytes: Vec::new() };
        let names: Vec<Cell<'_>> = columns.iter().map(|column| Cell::text(column.name)).collect();
        member.row(&names)?;
        Ok(member)
    }

    fn send(&mut self) -> Result<u64> {
        self.bytes.push(b'\n');
        self.file.write_all(&self.bytes).map_err(Error::writing(&self.path))?;
        let begun = self.line;
        self.line += self.bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum::<u64>();
        Ok(begun)
    }

    fn fill(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        self.bytes.clear();
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.bytes.push(b',');
            }
            spell(&mut self.bytes, cell).map_err(Error::writing(&self.path))?;
        }
        Ok(())
    }
}

impl RowWriter for Member {
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
        self.file.flush().map_err(Error::writing(&self.path))
    }
}

fn spell(to: &mut Vec<u8>, cell: &Cell<'_>) -> std::io::Result<()> {
    to.push(b'"');
    match cell {
        Cell::Null | Cell::Object(_) => {}
        Cell::Text(text) => {
            for byte in text.bytes() {
                if byte == b'"' {
                    to.push(b'"');
                }
                to.push(byte);
            }
        }
        Cell::Whole(whole) => write!(to, "{whole}")?,
        Cell::Number(number) => number.trimmed().spell(to)?,
        Cell::Boolean(is_true) => to.push(if *is_true { b'1' } else { b'0' }),
        Cell::Date(date) => {
            spell_date(to, *date)?;
            to.extend_from_slice(b" 00:00:00");
        }
        Cell::Moment(moment) => spell_moment(to, *moment, ' ')?,
    }
    to.push(b'"');
    Ok(())
}
