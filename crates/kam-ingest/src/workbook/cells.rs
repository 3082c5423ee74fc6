//! Cells as the workbook types them, gathered into rows.

use super::open_document::{CONTENT, Fault, OpenSheet};
use super::parts;
use crate::admit::serial;
use crate::error::Error;
use crate::limits::{RECORD_BYTES, SHEET_CELLS, SHEET_COLUMNS, SHEET_REPEATED, SHEET_ROWS};
use crate::native::iso;
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use std::borrow::Cow;
use std::fmt::Display;
use std::io::Cursor;
use std::sync::mpsc::SyncSender;
use zip::ZipArchive;

/// One row of a sheet.
#[derive(Debug, Default)]
pub(crate) struct SheetRow {
    /// Its number in the sheet, from 1.
    pub(crate) line: u32,
    /// The cells that are not empty, with their columns from 0, in order.
    pub(crate) cells: Vec<(usize, Cell)>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    Truth(bool),
    /// A number, and what a column of days makes a moment of, if it may be one.
    Number {
        text: String,
        serial: Option<Serial>,
    },
    /// A number the workbook shows as a day or a time.
    Moment {
        moment: NaiveDateTime,
    },
    /// What could not be computed: `#N/A`.
    Error(String),
}

/// A number that counts days from one of two epochs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Serial {
    days: f64,
    is_1904: bool,
}

impl Serial {
    /// The moment it stands for, if there is one.
    pub(crate) fn moment(self) -> Option<NaiveDateTime> {
        moment(self.days, self.is_1904)
    }
}

impl Cell {
    /// The cell as people see it.
    pub(crate) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Number { text, .. } | Self::Error(text) => Cow::Borrowed(text),
            Self::Truth(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            Self::Moment { moment } => Cow::Owned(iso(*moment)),
        }
    }
}

impl Cell {
    /// About how many bytes it holds.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            _ => 16,
        }
    }
}

impl SheetRow {
    pub(crate) fn cell(&self, column: usize) -> Option<&Cell> {
        let at = self.cells.partition_point(|(at, _)| *at < column);
        self.cells.get(at).filter(|(at, _)| *at == column).map(|(_, cell)| cell)
    }

    /// The row with a tab between cells.
    pub(crate) fn original(&self) -> String {
        let width = self.cells.iter().map(|(at, _)| at + 1).max().unwrap_or_default();
        let shown =
            |at| self.cell(at).map(|cell| cell.shown().replace(['\t', '\r', '\n', '\0'], " ")).unwrap_or_default();
        (0..width).map(shown).collect::<Vec<_>>().join("\t")
    }

    /// About how many bytes it holds.
    pub(crate) fn size(&self) -> usize {
        self.cells.iter().map(|(_, cell)| cell.size()).sum()
    }
}

/// Reads a sheet and sends its rows away, some at a time; an empty batch is the end.
pub(crate) struct Sender {
    file: String,
    rows: SyncSender<Result<Vec<SheetRow>, Error>>,
    some: Vec<SheetRow>,
    bytes: usize,
    cells: u64,
    /// The bytes of rows that stand in the file once and are repeated, with what every cell and row costs beside.
    repeated: usize,
}

/// Nobody wants more rows.
struct Gone;

enum Stop {
    Gone,
    Refused(Error),
}

impl From<Gone> for Stop {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Sender {
    pub(crate) fn new(file: String, rows: SyncSender<Result<Vec<SheetRow>, Error>>) -> Self {
        Self { file, rows, some: Vec::new(), bytes: 0, cells: 0, repeated: 0 }
    }

    pub(crate) fn send_all(mut self, bytes: Vec<u8>, sheet: Option<&str>) {
        let last = match self.read(bytes, sheet) {
            Ok(()) => self.flush().map(|()| Ok(Vec::new())),
            Err(Stop::Refused(error)) => Ok(Err(error)),
            Err(Stop::Gone) => Err(Gone),
        };
        if let Ok(last) = last {
            // Whoever asked may have gone; then nobody needs the end.
            let _ = self.rows.send(last);
        }
    }

    fn read(&mut self, bytes: Vec<u8>, wanted: Option<&str>) -> Result<(), Stop> {
        if parts::is_open_document(&bytes) {
            return self.read_open_document(bytes, wanted);
        }
        let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| self.damaged(&error))?;
        let sheets = workbook.sheet_names();
        let found = sheets.iter().find(|name| wanted.is_none_or(|wanted| wanted == name.as_str())).cloned();
        let Some(sheet) = found else {
            let sheet = wanted.unwrap_or_default().to_owned();
            return Err(Error::NoSheet { file: self.file.clone(), sheet, sheets }.into());
        };
        let is_1904 = workbook.has_1904_epoch();
        let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(|error| self.damaged(&error))?;
        let mut row = SheetRow::default();
        while let Some(cell) = cells.next_cell().map_err(|error| self.damaged(&error))? {
            let (line, column) = cell.get_position();
            let line = line.saturating_add(1);
            if line != row.line {
                let done = std::mem::replace(&mut row, SheetRow { line, cells: Vec::new() });
                self.push(done, line)?;
            }
            if let Some(value) = typed(cell.get_value(), is_1904) {
                row.cells.push((usize::try_from(column).unwrap_or(usize::MAX), value));
                self.measure(&row, 1)?;
            }
        }
        self.push(row, u32::MAX)?;
        Ok(())
    }

    fn read_open_document(&mut self, bytes: Vec<u8>, wanted: Option<&str>) -> Result<(), Stop> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| self.damaged(&error))?;
        let content = archive.by_name(CONTENT).map_err(|error| self.damaged(&error))?;
        let mut sheet = OpenSheet::find(content, wanted).map_err(|fault| self.stopped(fault, wanted))?;
        while let Some((row, times)) = sheet.row().map_err(|fault| self.stopped(fault, wanted))? {
            let last = row.line.saturating_add(times - 1);
            for line in row.line..last {
                self.repeated += row.size() + 16 * row.cells.len() + 256;
                if self.repeated > SHEET_REPEATED {
                    return Err(self.too_large(line, format!("{SHEET_REPEATED} bytes in repeated rows")));
                }
                self.measure(&row, row.cells.len())?;
                self.push(SheetRow { line, cells: row.cells.clone() }, u32::MAX)?;
            }
            self.measure(&row, row.cells.len())?;
            self.push(SheetRow { line: last, ..row }, u32::MAX)?;
        }
        Ok(())
    }

    fn stopped(&self, fault: Fault, wanted: Option<&str>) -> Stop {
        let file = self.file.clone();
        match fault {
            Fault::Damaged(fault) => Error::Damaged { file, fault }.into(),
            Fault::TooLarge { line, limit } => self.too_large(line, limit),
            Fault::NoSheet(sheets) => {
                Error::NoSheet { file, sheet: wanted.unwrap_or_default().to_owned(), sheets }.into()
            }
        }
    }

    /// Takes a row whose last cell was read; `next` is the row after it.
    fn push(&mut self, mut row: SheetRow, next: u32) -> Result<(), Stop> {
        if row.line > SHEET_ROWS {
            return Err(self.too_large(row.line, format!("{SHEET_ROWS} rows")));
        }
        if next <= row.line {
            let fault = format!("Its row {next} stands behind row {}.", row.line);
            return Err(Error::Damaged { file: self.file.clone(), fault }.into());
        }
        if !row.cells.is_sorted_by_key(|(column, _)| *column) {
            row.cells.sort_by_key(|(column, _)| *column);
        }
        if row.size() > RECORD_BYTES {
            return Err(self.too_large(row.line, format!("{RECORD_BYTES} bytes in one row")));
        }
        if !row.cells.is_empty() {
            self.bytes += row.size();
            self.some.push(row);
        }
        if self.some.len() >= 256 || self.bytes > RECORD_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Counts so many cells more of a row.
    fn measure(&mut self, row: &SheetRow, more: usize) -> Result<(), Stop> {
        self.cells += more as u64;
        if self.cells > SHEET_CELLS {
            return Err(self.too_large(row.line, format!("{SHEET_CELLS} cells")));
        }
        if row.cells.last().is_some_and(|(column, _)| *column >= SHEET_COLUMNS) || row.cells.len() > SHEET_COLUMNS {
            return Err(self.too_large(row.line, format!("{SHEET_COLUMNS} columns")));
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Gone> {
        self.bytes = 0;
        let some = std::mem::take(&mut self.some);
        if some.is_empty() { Ok(()) } else { self.rows.send(Ok(some)).map_err(|_| Gone) }
    }

    fn too_large(&self, line: u32, limit: String) -> Stop {
        Error::TooLarge { file: self.file.clone(), line: u64::from(line), limit }.into()
    }

    fn damaged(&self, error: &dyn Display) -> Stop {
        Error::Damaged { file: self.file.clone(), fault: format!("As a workbook: {error}.") }.into()
    }
}

/// A cell's value; none if it is empty.
fn typed(value: &DataRef<'_>, is_1904: bool) -> Option<Cell> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => Cell::Number {
            text: number.to_string(),
            serial: i32::try_from(*number).ok().map(|number| Serial { days: f64::from(number), is_1904 }),
        },
        DataRef::Float(number) => {
            Cell::Number { text: spelled(*number), serial: Some(Serial { days: *number, is_1904 }) }
        }
        DataRef::String(text) => return stated(text),
        DataRef::SharedString(text) => return stated(text),
        DataRef::Bool(truth) => Cell::Truth(*truth),
        DataRef::DateTime(shown) => shown_moment(*shown, is_1904),
        DataRef::DateTimeIso(text) => iso_moment(text),
        DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    })
}

/// A day or time as ISO 8601 writes it; what is none is text.
pub(super) fn iso_moment(text: &str) -> Cell {
    let read = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"];
    let time = read.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    time.or_else(day).map_or_else(|| Cell::Text(text.to_owned()), |moment| Cell::Moment { moment })
}

fn stated(text: &str) -> Option<Cell> {
    (!text.is_empty()).then(|| Cell::Text(text.to_owned()))
}

/// A number shown as a day or time; one shown as a span of time, or that is no day there is, stays a number.
fn shown_moment(shown: ExcelDateTime, is_1904: bool) -> Cell {
    let number = shown.as_f64();
    match moment(number, is_1904).filter(|_| shown.is_datetime()) {
        Some(moment) => Cell::Moment { moment },
        None => Cell::Number { text: spelled(number), serial: None },
    }
}

/// The moment a serial number stands for, to the millisecond: Excel knows no finer.
fn moment(serial: f64, is_1904: bool) -> Option<NaiveDateTime> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    // Both are whole and far from the ends of their types.
    let (days, milliseconds) = (serial.floor() as u64, (serial.fract() * 86_400_000.0).round_ties_even() as i64);
    serial::day(days, is_1904)?.and_hms_opt(0, 0, 0)?.checked_add_signed(TimeDelta::milliseconds(milliseconds))
}

/// A number as Excel keeps it: fifteen digits that count, so that 0.1 + 0.2 is 0.3; whole ones entire.
pub(super) fn spelled(number: f64) -> String {
    let plain = number.to_string();
    let is_whole = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    if is_whole || !number.is_finite() || plain.bytes().filter(u8::is_ascii_digit).count() <= 15 {
        return plain;
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_as_excel_shows_them() {
        for (number, text) in [
            (1.0, "1"),
            (-0.5, "-0.5"),
            (0.1 + 0.2, "0.3"),
            (1_234.560_000_000_000_1, "1234.56"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (1e21, "1000000000000000000000"),
            (0.000_012_5, "0.0000125"),
        ] {
            assert_eq!(spelled(number), text);
        }
    }

    #[test]
    fn serials_are_days_of_both_epochs() {
        let day = |serial, is_1904| moment(serial, is_1904).map(iso);
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(59.0, false).as_deref(), Some("1900-02-28"));
        assert_eq!(day(60.0, false), None);
        assert_eq!(day(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(day(46_022.0, false).as_deref(), Some("2025-12-31"));
        assert_eq!(day(44_560.0, true).as_deref(), Some("2025-12-31"));
        assert_eq!(day(46_022.75, false).as_deref(), Some("2025-12-31 18:00:00"));
        assert_eq!((day(-1.0, false), day(f64::NAN, false), day(3e6, true)), (None, None, None));
    }
}
