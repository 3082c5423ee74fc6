//! Lists as people export them to Excel: Chinese captions in the first row, a total row `合计` in the last.

use super::cell::Cell;
use super::column::{Column, Kind};
use super::rows::{Breakage, RowWriter};
use crate::error::{Error, Result};
use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// How many rows below captions and above the total a sheet can take.
pub(crate) const ROWS: u32 = 1_048_576 - 2;

/// The caption of the row that adds the others up.
const TOTAL: &str = "合计";

/// A workbook being written, sheet by sheet.
pub(crate) struct Book {
    path: PathBuf,
    workbook: Workbook,
}

/// The sheet of a workbook that is being written; ending it ends the workbook.
pub(crate) struct Sheet {
    book: Book,
    worksheet: Worksheet,
    row: u32,
    totals: Vec<Option<i128>>,
    formats: Formats,
}

struct Formats {
    date: Format,
    moment: Format,
}

impl Book {
    /// Begins a workbook that says it was made on this day; anything else would differ with every writing.
    pub(crate) fn create(path: &Path, made: NaiveDate) -> Result<Self> {
        let mut workbook = Workbook::new();
        let folder = path.parent().unwrap_or(Path::new("."));
        let prepared = prepare(&mut workbook, folder, made);
        prepared.map_err(Error::making(path))?;
        Ok(Self { path: path.to_owned(), workbook })
    }

    /// Begins a sheet with its captions; columns named here are added up below.
    pub(crate) fn sheet(mut self, name: &str, columns: &[Column], added: &[&str]) -> Result<Sheet> {
        let begun = self.workbook.new_worksheet_with_constant_memory();
        let mut worksheet = begun.map_err(Error::making(&self.path))?;
        caption(&mut worksheet, name, columns).map_err(Error::making(&self.path))?;
        let totals = columns.iter().map(|column| added.contains(&column.name).then_some(0)).collect();
        let formats = Formats {
            date: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        };
        Ok(Sheet { book: self, worksheet, row: 1, totals, formats })
    }

    /// Writes the workbook to its place, where nothing may be yet.
    fn save(mut self) -> Result<()> {
        let file = File::create_new(&self.path).map_err(Error::writing(&self.path))?;
        self.workbook.save_to_writer(BufWriter::new(file)).map_err(Error::making(&self.path))
    }
}

impl Sheet {
    /// Ends the sheet, for another to follow.
    pub(crate) fn into_book(mut self) -> Result<Book> {
        self.total()?;
        let Self { mut book, worksheet, .. } = self;
        book.workbook.push_worksheet(worksheet);
        Ok(book)
    }

    /// Adds what the row holds to the totals, in hundredths.
    fn add(&mut self, cells: &[Cell<'_>]) {
        for (cell, total) in cells.iter().zip(&mut self.totals) {
            if let (Cell::Number(number), Some(total)) = (cell, total) {
                let scale = 10_i128.pow(number.places);
                *total += i128::from(number.units) * 100 / scale;
            }
        }
    }

    fn total(&mut self) -> Result<()> {
        if self.totals.iter().all(Option::is_none) {
            return Ok(());
        }
        let totals = std::mem::take(&mut self.totals).into_iter();
        let cell = |total: i128| Cell::maybe(i64::try_from(total).ok(), Cell::hundredths);
        let mut last: Vec<_> = totals.map(|total| total.map_or(Cell::Null, cell)).collect();
        if let Some(first) = last.first_mut() {
            *first = Cell::text(TOTAL);
        }
        self.row(&last).map(drop)
    }
}

fn prepare(workbook: &mut Workbook, folder: &Path, made: NaiveDate) -> Result<(), XlsxError> {
    use chrono::Datelike;
    let year = u16::try_from(made.year()).unwrap_or(2000);
    let (month, day) = (made.month() as u8, made.day() as u8);
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    workbook.set_tempdir(folder).map(drop)
}

fn caption(worksheet: &mut Worksheet, name: &str, columns: &[Column]) -> Result<(), XlsxError> {
    worksheet.set_name(name)?;
    for (column, index) in columns.iter().zip(0..) {
        let width = if matches!(column.kind, Kind::Text) { 18 } else { 14 };
        worksheet.set_column_width(index, width)?;
    }
    for (column, index) in columns.iter().zip(0..) {
        worksheet.write_string(0, index, column.name)?;
    }
    Ok(())
}

impl RowWriter for Sheet {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<u64> {
        for (cell, index) in cells.iter().zip(0..) {
            let written = write(&mut self.worksheet, &self.formats, (self.row, index), cell);
            written.map_err(Error::making(&self.book.path))?;
        }
        self.add(cells);
        self.row += 1;
        Ok(u64::from(self.row))
    }

    fn broken(&mut self, cells: &[Cell<'_>], _: Breakage) -> Result<u64> {
        self.row(cells)
    }

    /// A sheet has cells whether or not they were filled: its rows do not break.
    fn breakages(&self) -> &'static [Breakage] {
        &[]
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.into_book()?.save()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a workbook holds doubles, and no whole number of ours is that large")]
fn write(sheet: &mut Worksheet, formats: &Formats, at: (u32, u16), cell: &Cell<'_>) -> Result<(), XlsxError> {
    let (row, column) = at;
    match cell {
        Cell::Null | Cell::Object(_) => return Ok(()),
        Cell::Text(text) => sheet.write_string(row, column, text.as_ref())?,
        Cell::Whole(whole) => sheet.write_number(row, column, *whole as f64)?,
        Cell::Number(number) => sheet.write_number(row, column, number.double())?,
        Cell::Boolean(is_true) => sheet.write_string(row, column, if *is_true { "是" } else { "否" })?,
        Cell::Date(date) => {
            let serial = serial(date.and_time(chrono::NaiveTime::MIN));
            sheet.write_number_with_format(row, column, serial, &formats.date)?
        }
        Cell::Moment(moment) => sheet.write_number_with_format(row, column, serial(*moment), &formats.moment)?,
    };
    Ok(())
}

/// Excel's count of days since the last but one day of 1899.
#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1899 have 13 digits")]
fn serial(moment: NaiveDateTime) -> f64 {
    /// Days from there to 1970-01-01.
    const BEFORE_1970: i64 = 25_569;
    let milliseconds = moment.and_utc().timestamp_millis() + BEFORE_1970 * 86_400_000;
    milliseconds as f64 / 86_400_000.0
}
