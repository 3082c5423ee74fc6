//! All rows of all files, read once: every column as far as it is seen.

use super::column::Seen;
use crate::error::Error;
use crate::limits::COLUMNS;
use crate::print::{Asked, Found, Printed, RowSink, Told, hand_over};
use std::collections::HashMap;
use std::path::Path;

/// How many digests of values are kept at once, of all columns together: 16 bytes each, and as much again for finding them.
const ROOM: usize = 4_000_000;

/// After how many rows the room is shared out anew.
const SHARED_OUT: u64 = 4_096;

/// What was seen of some files of one table.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) columns: Vec<Seen>,
    pub(super) rows: u64,
    /// Whether a cell holds anything but ASCII.
    pub(super) is_beyond_ascii: bool,
    /// What each file was found to be.
    pub(super) files: Vec<Surveyed>,
    places: HashMap<String, usize>,
    /// For each column of the current file its place here; and the columns it lacks.
    current: Vec<usize>,
    lacking: Vec<usize>,
    room: usize,
}

/// One file.
#[derive(Debug)]
pub(super) struct Surveyed {
    pub(super) found: Found,
    pub(super) printed: Printed,
    /// The columns it has, in its order.
    pub(super) columns: Vec<usize>,
}

impl Survey {
    /// Reads one more file.
    pub(super) fn look(&mut self, path: &Path, asked: &Asked, tell: &mut dyn FnMut(Told)) -> Result<(), Error> {
        self.current.clear();
        self.lacking.clear();
        for column in &mut self.columns {
            column.next_file();
        }
        self.share_out();
        let (printed, found) = hand_over(path, asked, self, tell)?;
        self.files.push(Surveyed { found, printed, columns: self.current.clone() });
        Ok(())
    }

    fn place(&mut self, name: &str) -> usize {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.columns.len();
        self.columns.push(Seen::new(name, self.rows));
        self.places.insert(name.to_owned(), place);
        place
    }

    fn share_out(&mut self) {
        let wanting = self.columns.iter().filter(|column| column.may_be_key()).count();
        self.room = ROOM / wanting.max(1);
    }
}

impl RowSink for Survey {
    fn header(&mut self, names: &[&str]) -> Result<(), Error> {
        self.is_beyond_ascii |= names.iter().any(|name| !name.is_ascii());
        self.current = names.iter().take(COLUMNS).map(|name| self.place(name)).collect();
        self.lacking = (0..self.columns.len()).filter(|place| !self.current.contains(place)).collect();
        self.share_out();
        Ok(())
    }

    fn row(&mut self, cells: &[&str]) -> Result<(), Error> {
        for at in self.current.len()..cells.len().min(COLUMNS) {
            let place = self.place(&format!("column_{}", at + 1));
            self.current.push(place);
        }
        for (at, place) in self.current.iter().enumerate() {
            if let Some(column) = self.columns.get_mut(*place) {
                column.take(cells.get(at).copied().unwrap_or_default(), self.room);
            }
        }
        for place in &self.lacking {
            if let Some(column) = self.columns.get_mut(*place) {
                column.take_nothing();
            }
        }
        self.rows += 1;
        self.is_beyond_ascii = self.is_beyond_ascii || cells.iter().any(|cell| !cell.is_ascii());
        if self.rows.is_multiple_of(SHARED_OUT) {
            self.share_out();
        }
        Ok(())
    }
}
