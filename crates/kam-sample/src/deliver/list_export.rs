//! A list exported to Excel, in as many workbooks as it takes: a sheet ends after 1,048,576 rows.

use super::cell::Cell;
use super::column::Column;
use super::delivery::{Delivery, Description, Desk};
use super::workbook::{Book, ROWS};
use crate::error::Result;
use chrono::NaiveDate;

/// What is exported, and under which name.
#[derive(Debug, Clone)]
pub(crate) struct List {
    /// The system, which is the folder.
    pub(crate) system: &'static str,
    /// The file without its ending.
    pub(crate) stem: String,
    /// The sheet.
    pub(crate) sheet: &'static str,
    /// Its columns.
    pub(crate) columns: &'static [Column],
    /// The places of the columns that name a row.
    pub(crate) key: &'static [usize],
    /// The columns added up below.
    pub(crate) added: &'static [&'static str],
    /// The day the workbook says it was made on.
    pub(crate) made: NaiveDate,
}

/// A list being exported.
pub(crate) struct ListExport {
    desk: Desk,
    list: List,
    part: u32,
    rows: u32,
    delivery: Delivery,
}

impl ListExport {
    /// Begins the first workbook.
    pub(crate) fn begin(desk: &Desk, list: List) -> Result<Self> {
        let delivery = begin(desk, &list, 1)?;
        Ok(Self { desk: desk.clone(), list, part: 1, rows: 0, delivery })
    }

    /// Exports a row.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        /// A row may bring two of dirt.
        const MOST: u32 = 3;
        if self.rows + MOST > ROWS {
            self.part += 1;
            self.rows = 0;
            let next = begin(&self.desk, &self.list, self.part)?;
            std::mem::replace(&mut self.delivery, next).finish()?;
        }
        let before = self.delivery.rows();
        self.delivery.row(cells)?;
        self.rows += u32::try_from(self.delivery.rows() - before).unwrap_or(MOST);
        Ok(())
    }

    /// Ends the last workbook.
    pub(crate) fn finish(self) -> Result<()> {
        self.delivery.finish()
    }
}

fn begin(desk: &Desk, list: &List, part: u32) -> Result<Delivery> {
    let file = if part == 1 { format!("{}.xlsx", list.stem) } else { format!("{}_{part}.xlsx", list.stem) };
    let book = Book::create(&desk.path(list.system, &file), list.made)?;
    let sheet = book.sheet(list.sheet, list.columns, list.added)?;
    let (system, member) = (list.system, list.sheet);
    let description = Description { system, file, member, columns: list.columns, key: list.key };
    Ok(desk.delivery(description, Box::new(sheet)))
}
