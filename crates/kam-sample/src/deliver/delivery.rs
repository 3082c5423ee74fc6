//! One file being delivered: rows go in, and now and then some dirt.

use super::cell::Cell;
use super::column::Column;
use super::rows::{Breakage, RowWriter};
use crate::dirt::{Defect, Fault, Ledger, Spoiler, Whole, contradiction, text};
use crate::error::Result;
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

/// What all deliveries of a sample share.
#[derive(Clone)]
pub(crate) struct Desk {
    /// Where they go: a folder for each system.
    pub(crate) folder: PathBuf,
    /// Where chance begins.
    pub(crate) seed: u64,
    /// Parts of a million of each file's rows that are dirt.
    pub(crate) dirt: u32,
    /// Where dirt is written down; none if everything is clean.
    pub(crate) ledger: Option<Rc<RefCell<Ledger>>>,
    /// What has been delivered so far.
    pub(crate) done: Rc<RefCell<Vec<Delivered>>>,
}

/// A file, or a member of one, that was delivered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delivered {
    /// The file, relative to the sample's folder.
    pub file: String,
    /// The member of an archive or the sheet of a workbook; else empty.
    pub member: String,
    /// Its rows, dirt included.
    pub rows: u64,
}

/// What a file is called and what stands in it.
#[derive(Debug, Clone)]
pub(crate) struct Description {
    /// The system, which is the folder.
    pub(crate) system: &'static str,
    /// The file in it.
    pub(crate) file: String,
    /// The member of an archive or the sheet of a workbook; else empty.
    pub(crate) member: &'static str,
    /// Its columns.
    pub(crate) columns: &'static [Column],
    /// The places of the columns that name a row; none where rows are just rows.
    pub(crate) key: &'static [usize],
}

/// A file being delivered.
pub(crate) struct Delivery {
    description: Description,
    desk: Desk,
    writer: Box<dyn RowWriter>,
    spoiler: Option<Spoiler>,
    rows: u64,
}

impl Desk {
    /// Where a file of a system goes.
    pub(crate) fn path(&self, system: &str, file: &str) -> PathBuf {
        self.folder.join(system).join(file)
    }

    /// Begins a delivery that may get dirty.
    pub(crate) fn delivery(&self, description: Description, writer: Box<dyn RowWriter>) -> Delivery {
        let name = format!("{}/{}/{}", description.system, description.file, description.member);
        let whole = Whole { breakages: writer.breakages(), is_keyed: !description.key.is_empty() };
        let spoiler =
            self.ledger.as_ref().map(|_| Spoiler::new((self.seed, &name), self.dirt, description.columns, whole));
        Delivery { description, desk: self.clone(), writer, spoiler, rows: 0 }
    }

    /// Begins a delivery that stays clean: of things, of which there are few and every one is needed.
    pub(crate) fn clean_delivery(&self, description: Description, writer: Box<dyn RowWriter>) -> Delivery {
        Delivery { description, desk: self.clone(), writer, spoiler: None, rows: 0 }
    }
}

impl Delivery {
    /// Delivers a row.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        self.writer.row(cells)?;
        self.rows += 1;
        match self.spoiler.as_mut().and_then(Spoiler::after_row) {
            Some(fault) => self.soil(cells, fault),
            None => Ok(()),
        }
    }

    /// How many rows it has by now, dirt included.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Ends the file and says how many rows it has.
    pub(crate) fn finish(self) -> Result<()> {
        self.writer.finish()?;
        let Description { system, file, member, .. } = self.description;
        let delivered = Delivered { file: format!("{system}/{file}"), member: member.to_owned(), rows: self.rows };
        self.desk.done.borrow_mut().push(delivered);
        Ok(())
    }

    fn soil(&mut self, cells: &[Cell<'_>], fault: Fault) -> Result<()> {
        match fault {
            Fault::Value { column, text, reason_code } => {
                let mut spoiled = cells.to_vec();
                spoiled[column] = wrong(text);
                let place = (self.description.columns[column].name, text.to_owned());
                self.dirt(cells, &spoiled, place, reason_code)
            }
            Fault::Broken(breakage) => self.broken(cells, breakage),
            Fault::Twice => self.dirt(cells, cells, ("", String::new()), "duplicate"),
            Fault::Contradiction => {
                let Some((one, other)) = contradiction(cells, self.description.key, self.description.columns) else {
                    return self.dirt(cells, cells, ("", String::new()), "duplicate");
                };
                self.dirt(&one, &one, ("", String::new()), "doubled_key")?;
                self.dirt(&other, &other, ("", String::new()), "doubled_key")
            }
        }
    }

    /// Writes a whole row that must not count.
    fn dirt(
        &mut self,
        cells: &[Cell<'_>],
        spoiled: &[Cell<'_>],
        (column, value): (&'static str, String),
        reason_code: &'static str,
    ) -> Result<()> {
        let line = self.writer.row(spoiled)?;
        self.note(cells, line, (column, value), reason_code)
    }

    fn broken(&mut self, cells: &[Cell<'_>], breakage: Breakage) -> Result<()> {
        let line = self.writer.broken(cells, breakage)?;
        let reason_code = match breakage {
            Breakage::Short => "short_row",
            Breakage::Long => "long_row",
            Breakage::Torn => "not_json",
        };
        self.note(cells, line, ("", String::new()), reason_code)
    }

    fn note(
        &mut self,
        cells: &[Cell<'_>],
        line: u64,
        (column, value): (&'static str, String),
        reason_code: &'static str,
    ) -> Result<()> {
        self.rows += 1;
        let Some(ledger) = &self.desk.ledger else { return Ok(()) };
        let key = self.description.key.iter().map(|place| text(&cells[*place]));
        ledger.borrow_mut().note(&Defect {
            system: self.description.system,
            file: &self.description.file,
            member: self.description.member,
            row_number: self.rows,
            line,
            record_key: key.collect::<Vec<_>>().join(", "),
            column,
            value,
            reason_code,
        })
    }
}

/// What stands where something else should: a number if it is one.
fn wrong(text: &'static str) -> Cell<'static> {
    match text.parse() {
        _ if text.is_empty() => Cell::Null,
        Ok(number) if text != "00000000" => Cell::Whole(number),
        _ => Cell::text(text),
    }
}
