//! Rows of a sheet, one at a time.
//!
//! Here the rows of a sheet meet the declared columns; `row_stream.rs` gets them out of the workbook.

mod cells;
mod open_document;
mod parts;
mod row_stream;

use cells::Serial;
pub(crate) use cells::{Cell, SheetRow};
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
    row: SheetRow,
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
            row: SheetRow::default(),
            footer: format.footer.clone(),
            columns: columns.to_vec(),
            fingerprint: input.fingerprint(),
            done: false,
        };
        let layout = sheet.header(format.header_row, key, drift)?;
        Ok((sheet, layout))
    }

    /// The next row that is not blank, with the declared columns, or none where the table ends.
    pub(crate) fn advance(&mut self) -> Result<Option<(&SheetRow, &[Column])>, Error> {
        while !self.done {
            let Some(row) = self.rows.advance()? else { break };
            let Some(first) = row.cells.iter().map(|(_, cell)| cell.shown()).find(|text| !text.trim().is_empty())
            else {
                continue;
            };
            self.done = self.footer.iter().any(|footer| footer == first.trim());
            if !self.done {
                self.row = row;
                return Ok(Some((&self.row, &self.columns)));
            }
        }
        Ok(None)
    }

    /// The values of a row, or why it has none.
    pub(crate) fn values<'a>(
        row: &'a SheetRow,
        layout: &Layout,
        columns: &[Column],
    ) -> Result<Vec<Option<Cow<'a, str>>>, Objection> {
        drift::unwelcome(&layout.unwelcome, |place| row.cell(place).map(Cell::shown))?;
        let cell = |place: &Option<usize>| place.and_then(|place| row.cell(place));
        layout
            .places
            .iter()
            .zip(columns)
            .map(|(place, column)| cell(place).map_or(Ok(None), |cell| text(cell, column)))
            .collect()
    }

    pub(crate) fn fingerprint(&self) -> Fingerprint {
        self.fingerprint.clone()
    }

    fn header(&mut self, wanted: u32, key: &[String], drift: &DriftPolicy) -> Result<Layout, Error> {
        let row = loop {
            match self.rows.advance()? {
                Some(row) if row.line < wanted => {}
                Some(row) if row.line == wanted => break row,
                _ => return Err(Error::NoHeader { file: self.file.clone(), row: wanted }),
            }
        };
        let width = row.cells.iter().map(|(column, _)| column + 1).max().unwrap_or_default();
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
fn text<'a>(cell: &'a Cell, column: &Column) -> Result<Option<Cow<'a, str>>, Objection> {
    let is_moment = matches!(column.kind, ColumnType::Date | ColumnType::Timestamp);
    match cell {
        Cell::Text(text) => Ok(Some(Cow::Borrowed(text))),
        Cell::Truth(truth) => Ok(Some(Native::Truth(*truth).text(column))),
        Cell::Number { text, serial } => Ok(Some(match serial.filter(|_| is_moment).and_then(Serial::moment) {
            Some(moment) => Native::Moment(moment).text(column),
            None => Native::Number(Cow::Borrowed(text)).text(column),
        })),
        Cell::Moment { moment, .. } => Ok(Some(Native::Moment(*moment).text(column))),
        Cell::Error(error) => {
            Err(place_objection(column, error, ReasonCode::ErrorValue, "is an error its workbook could not resolve"))
        }
    }
}

#[cfg(test)]
mod tests;
