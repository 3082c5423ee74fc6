//! What goes wrong on the way from a system to us, and the ledger of every fault put in.
//!
//! Dirt is only ever added: a spoiled copy beside the row it was made from, or a row of its own. No clean row is
//! missing or changed, so that what is left once all dirt is rejected adds up to the truth. Where two rows contradict
//! each other both have a key nothing else has.

use crate::deliver::cell::Cell;
use crate::deliver::column::{Column, Kind};
use crate::deliver::rows::Breakage;
use crate::error::{Error, Result};
use rand::Rng;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Seek};
use std::path::{Path, PathBuf};

/// A share in parts of a million.
const MILLION: u64 = 1_000_000;

/// The ledger: one line for each row that is dirt.
pub(crate) struct Ledger {
    path: PathBuf,
    lines: csv::Writer<File>,
    /// How many rows it names.
    pub(crate) rows: u64,
}

/// One row that is dirt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Defect<'a> {
    /// The system it came from.
    pub(crate) system: &'static str,
    /// The file, as its system's folder holds it.
    pub(crate) file: &'a str,
    /// The member of the archive or the sheet of the workbook; else empty.
    pub(crate) member: &'a str,
    /// The row's number among the data rows, from 1.
    pub(crate) row_number: u64,
    /// The line it begins on, from 1.
    pub(crate) line: u64,
    /// The key of the row it was made from.
    pub(crate) record_key: String,
    /// The column that is wrong; empty if the row is wrong as a whole.
    pub(crate) column: &'static str,
    /// What stands there.
    pub(crate) value: String,
    /// Why it must be rejected, by the code of the rejected rows; `duplicate` for what only counts once.
    pub(crate) reason_code: &'static str,
}

/// What makes one file dirty.
pub(crate) struct Spoiler {
    share: u64,
    chance: ChaCha8Rng,
    faults: Vec<Fault>,
    clean: u64,
    dirty: u64,
    wait: u64,
}

/// A way to be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// One value cannot be what its column holds.
    Value {
        /// The column's place.
        column: usize,
        /// What stands there instead; nothing at all if empty.
        text: &'static str,
        /// Why that must be rejected.
        reason_code: &'static str,
    },
    /// The row is broken as a whole.
    Broken(Breakage),
    /// The row stands there twice.
    Twice,
    /// Two rows of one key say different things.
    Contradiction,
}

impl Ledger {
    /// Begins the ledger with its captions.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        let mut ledger = Self::create_part(path)?;
        ledger.put([
            "system",
            "file",
            "member",
            "row_number",
            "line",
            "record_key",
            "column",
            "value",
            "reason_code",
        ])?;
        Ok(ledger)
    }

    /// Begins a part of a ledger, without captions.
    pub(crate) fn create_part(path: &Path) -> Result<Self> {
        let file = File::options().read(true).write(true).create_new(true).open(path).map_err(Error::writing(path))?;
        Ok(Self { path: path.to_owned(), lines: csv::Writer::from_writer(file), rows: 0 })
    }

    /// Puts a part of the ledger at its end, and removes that part.
    pub(crate) fn take_in(&mut self, mut part: Self) -> Result<()> {
        part.flush()?;
        self.flush()?;
        let mut from = part.lines.get_ref();
        let copied = from.rewind().and_then(|()| io::copy(&mut from, &mut self.lines.get_ref()));
        copied.map_err(Error::writing(&self.path))?;
        self.rows += part.rows;
        fs::remove_file(&part.path).map_err(Error::writing(&part.path))
    }

    /// Writes a line.
    pub(crate) fn note(&mut self, defect: &Defect<'_>) -> Result<()> {
        let (row_number, line) = (defect.row_number.to_string(), defect.line.to_string());
        self.rows += 1;
        self.put([
            defect.system,
            defect.file,
            defect.member,
            &row_number,
            &line,
            &defect.record_key,
            defect.column,
            &defect.value,
            defect.reason_code,
        ])
    }

    /// Sees that all of it is written.
    pub(crate) fn flush(&mut self) -> Result<()> {
        self.lines.flush().map_err(Error::writing(&self.path))
    }

    fn put<const N: usize>(&mut self, fields: [&str; N]) -> Result<()> {
        let written = self.lines.write_record(fields);
        written.map_err(|error| Error::Write { path: self.path.clone(), source: error.into() })
    }
}

impl Spoiler {
    /// What may go wrong in a file of these columns; `is_keyed` if later rows of a key stand for earlier ones.
    pub(crate) fn new(seed: (u64, &str), share: u32, columns: &[Column], file: Whole<'_>) -> Self {
        let chance = ChaCha8Rng::from_seed(Sha256::digest(format!("dirt {} {}", seed.0, seed.1)).into());
        let mut spoiler =
            Self { share: u64::from(share), chance, faults: faults(columns, file), clean: 0, dirty: 0, wait: 0 };
        spoiler.wait = spoiler.pause();
        spoiler
    }

    /// After a clean row: what goes wrong with a copy of it, if anything. The dirty rows are never a greater share
    /// of all rows than was asked for.
    pub(crate) fn after_row(&mut self) -> Option<Fault> {
        self.clean += 1;
        self.wait = self.wait.saturating_sub(1);
        let is_room = (self.dirty + 2) * MILLION <= self.share * (self.clean + self.dirty + 2);
        if self.wait > 0 || !is_room || self.faults.is_empty() {
            return None;
        }
        self.wait = self.pause();
        let fault = self.faults[self.chance.random_range(0..self.faults.len())];
        self.dirty += if fault == Fault::Contradiction { 2 } else { 1 };
        Some(fault)
    }

    /// Rows until the next fault: on average somewhat fewer than the share allows.
    fn pause(&mut self) -> u64 {
        let longest = (MILLION * 3 / 2).checked_div(self.share).unwrap_or(u64::MAX).max(1);
        self.chance.random_range(1..=longest)
    }
}

/// What a file's rows can suffer as wholes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whole<'a> {
    /// How they can break.
    pub(crate) breakages: &'a [Breakage],
    /// Whether rows have a key, so that one may stand there twice.
    pub(crate) is_keyed: bool,
}

/// Every fault that is possible, each kind about as often as the others: kinds with many columns get three of them.
fn faults(columns: &[Column], file: Whole<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for text in ["12,3,4", "N/A", "1.2万"] {
        wrong(&mut faults, columns, text, "not_a_number", |column| column.kind == Kind::Number && !column.is_coded);
    }
    for text in ["2026-02-30", "昨天", "00000000"] {
        wrong(&mut faults, columns, text, "not_a_date", |column| column.kind == Kind::Date);
    }
    for text in ["2026-02-30 08:00:00", "25:61"] {
        wrong(&mut faults, columns, text, "not_a_timestamp", |column| column.kind == Kind::Moment);
    }
    wrong(&mut faults, columns, "", "required_null", |column| column.is_required);
    wrong(&mut faults, columns, "?", "unknown_value", |column| column.is_coded && column.kind == Kind::Text);
    wrong(&mut faults, columns, "9", "unknown_value", |column| column.is_coded && column.kind == Kind::Number);
    wrong(&mut faults, columns, "maybe", "not_a_boolean", |column| column.kind == Kind::Boolean);
    for breakage in file.breakages {
        faults.extend([Fault::Broken(*breakage); 3]);
    }
    if file.is_keyed {
        faults.extend([Fault::Twice; 3]);
        faults.extend([Fault::Contradiction; 3]);
    }
    faults
}

fn wrong(
    faults: &mut Vec<Fault>,
    columns: &[Column],
    text: &'static str,
    reason_code: &'static str,
    suffers: impl Fn(&Column) -> bool,
) {
    let places = columns.iter().zip(0..).filter(|(column, _)| suffers(column)).map(|(_, place)| place);
    faults.extend(places.take(3).map(|column| Fault::Value { column, text, reason_code }));
}

/// A row of a key nothing else has, and another that contradicts it; none if the row has no key or nothing to deny.
pub(crate) fn contradiction<'a>(
    cells: &[Cell<'a>],
    key: &[usize],
    columns: &[Column],
) -> Option<(Vec<Cell<'a>>, Vec<Cell<'a>>)> {
    let mut one = cells.to_vec();
    let place = *key.last()?;
    one[place] = strange(&one[place], columns[place].is_identifier)?;
    let mut other = one.clone();
    let denied = (0..cells.len()).find(|place| is_deniable(*place, &cells[*place], key, columns))?;
    other[denied] = match &cells[denied] {
        Cell::Whole(whole) => Cell::Whole(whole + 1),
        Cell::Number(number) => {
            Cell::Number(crate::deliver::cell::Exact { units: number.units + 100, places: number.places })
        }
        other => Cell::made(format!("{}*", text(other))),
    };
    Some((one, other))
}

fn is_deniable(place: usize, cell: &Cell<'_>, key: &[usize], columns: &[Column]) -> bool {
    let column = &columns[place];
    let is_free = column.kind == Kind::Text && !column.is_coded && !column.is_identifier;
    let is_number = matches!(cell, Cell::Number(_) | Cell::Whole(_)) && column.kind == Kind::Number && !column.is_coded;
    !key.contains(&place) && !matches!(cell, Cell::Null) && (is_free || is_number)
}

/// A key like this one that no clean row has.
fn strange<'a>(cell: &Cell<'a>, is_identifier: bool) -> Option<Cell<'a>> {
    /// More than any number the company gives to anything.
    const BEYOND: i64 = 4_000_000_000_000_000_000;
    match cell {
        Cell::Whole(whole) => Some(Cell::Whole(whole + BEYOND)),
        Cell::Text(text) if is_identifier => Some(Cell::made(format!("{}ZzZ{}", text.get(..3)?, text.get(6..)?))),
        Cell::Text(text) => Some(Cell::made(format!("{text}X"))),
        _ => None,
    }
}

/// A value as the ledger names it.
pub(crate) fn text(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => text.to_string(),
        Cell::Whole(whole) => whole.to_string(),
        _ => String::new(),
    }
}
