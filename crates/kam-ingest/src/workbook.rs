//! Rows of a sheet, one at a time.
//!
//! Here the rows of a sheet meet the declared columns; `row_stream.rs` gets them out of the workbook.

mod asked;
mod batch;
mod by_library;
mod cells;
mod markup;
mod open_document;
mod parts;
mod quick;
mod row_stream;
mod sections;
mod sender;
mod shared_texts;

pub(crate) use batch::SheetRow;
pub(crate) use cells::Cell;
pub(crate) use row_stream::SheetRows;

use crate::delivery::{Fingerprint, Hashed};
use crate::drift;
use crate::error::Error;
use crate::header::{Layout, Names};
use crate::limits::COLUMNS;
use crate::native::Native;
use crate::rejected::{Objection, ReasonCode};
use crate::rows::place_objection;
use kam_project::{Column, ColumnType, DriftPolicy, XlsxFormat};
use std::borrow::Cow;
use std::io::Read;

/// Rows below a sheet's header, until its footer.
pub(crate) struct Sheet {
    file: String,
    rows: SheetRows,
    footer: Vec<String>,
    columns: Vec<Column>,
    fingerprint: Fingerprint,
    done: bool,
}

impl Sheet {
    /// Reads the workbook into memory, finds the sheet, and its header.
    pub(crate) fn open(
        format: &XlsxFormat,
        (columns, key, drift): (&[Column], &[String], &DriftPolicy),
        file: &str,
        mut input: Hashed<impl Read>,
    ) -> Result<(Self, Layout), Error> {
        let rows = SheetRows::open(file, format.sheet.as_deref(), &mut input)?;
        let mut sheet = Self {
            file: file.to_owned(),
            rows,
            footer: format.footer.clone(),
            columns: columns.to_vec(),
            fingerprint: input.fingerprint(),
            done: false,
        };
        let layout = sheet.header(format.header_row, key, drift)?;
        Ok((sheet, layout))
    }

    /// The next row that is not blank, with the declared columns, or none where the table ends.
    pub(crate) fn advance(&mut self) -> Result<Option<(SheetRow<'_>, &[Column])>, Error> {
        while !self.done && self.rows.advance()? {
            let Some(row) = self.rows.row() else { break };
            let mut shown = row.cells().map(|(_, cell)| cell.shown());
            let Some(first) = shown.find(|text| !text.trim().is_empty()) else { continue };
            self.done = self.footer.iter().any(|footer| footer == first.trim());
            if !self.done {
                return Ok(self.rows.row().map(|row| (row, self.columns.as_slice())));
            }
        }
        Ok(None)
    }

    /// The values of a row, or why it has none.
    pub(crate) fn values<'a>(
        row: SheetRow<'a>,
        layout: &Layout,
        columns: &[Column],
    ) -> Result<Vec<Option<Cow<'a, str>>>, Objection> {
        drift::unwelcome(&layout.unwelcome, |place| row.cell(place).map(Cell::shown))?;
        let cell = |place: &Option<usize>| place.and_then(|place| row.cell(place));
        layout
            .places
            .iter()
            .zip(columns)
            .map(|(place, column)| cell(place).map_or(Ok(None), |cell| text(cell, column).map(Some)))
            .collect()
    }

    pub(crate) fn fingerprint(&self) -> Fingerprint {
        self.fingerprint.clone()
    }

    fn header(&mut self, wanted: u32, key: &[String], drift: &DriftPolicy) -> Result<Layout, Error> {
        let no_header = || Error::NoHeader { file: self.file.clone(), row: wanted };
        while self.rows.advance()? && self.rows.row().is_some_and(|row| row.line < wanted) {}
        let row = self.rows.row().filter(|row| row.line == wanted).ok_or_else(no_header)?;
        let width = row.width();
        if width > COLUMNS {
            let limit = format!("{COLUMNS} columns");
            return Err(Error::TooLarge { file: self.file.clone(), line: u64::from(row.line), limit });
        }
        let name = |column| row.cell(column).map(|cell| cell.shown().into_owned()).unwrap_or_default();
        let names = Names { names: (0..width).map(name).collect(), original: row.original() };
        Layout::of_names(&self.file, names, &self.columns, key, drift)
    }
}

/// A cell as the text its column's rule reads.
fn text<'a>(cell: Cell<'a>, column: &Column) -> Result<Cow<'a, str>, Objection> {
    let is_of_days = matches!(column.kind, ColumnType::Date | ColumnType::Timestamp);
    let is_moment = is_of_days || matches!(cell, Cell::Moment(_));
    if let Some(moment) = is_moment.then(|| cell.moment()).flatten() {
        return Ok(Native::Moment(moment).text(column));
    }
    match cell {
        Cell::Text(text) => Ok(text),
        Cell::Truth(truth) => Ok(Native::Truth(truth).text(column)),
        Cell::Number { text, .. } => Ok(Native::Number(text).text(column)),
        Cell::Moment(moment) => Ok(Native::Moment(moment).text(column)),
        Cell::Error(error) => {
            Err(place_objection(column, &error, ReasonCode::ErrorValue, "is an error its workbook could not resolve"))
        }
    }
}

#[cfg(test)]
mod tests;
