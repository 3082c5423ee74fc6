//! The rows of a sheet as they come.
//!
//! The cell reader lends from its workbook, and is other people's code over other people's bytes. So it works on a
//! thread of its own and sends rows a few at a time: whatever happens to it there, here it is a refused delivery.

use super::cells::{Sender, SheetRow};
use super::parts;
use crate::error::Error;
use crate::limits::WORKBOOK_BYTES;
use std::io::Read;
use std::sync::mpsc::{Receiver, sync_channel};
use std::vec;

/// Rows of a sheet that hold anything.
pub(crate) struct SheetRows {
    file: String,
    rows: Receiver<Result<Vec<SheetRow>, Error>>,
    some: vec::IntoIter<SheetRow>,
}

impl SheetRows {
    /// Reads a workbook into memory and finds the sheet: the first if none is named.
    pub(crate) fn open(file: &str, sheet: Option<&str>, input: impl Read) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        let read = input.take(WORKBOOK_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|source| Error::of_reading(file, source))?;
        parts::check(file, &bytes)?;
        let (sender, rows) = sync_channel(4);
        let (name, wanted) = (file.to_owned(), sheet.map(str::to_owned));
        let thread = std::thread::Builder::new().name("sheet".to_owned());
        let spawned = thread.spawn(move || Sender::new(name, sender).send_all(bytes, wanted.as_deref()));
        spawned.map_err(|source| Error::of_reading(file, source))?;
        Ok(Self { file: file.to_owned(), rows, some: Vec::new().into_iter() })
    }

    /// The next row, or none at the end.
    pub(crate) fn advance(&mut self) -> Result<Option<SheetRow>, Error> {
        loop {
            if let Some(row) = self.some.next() {
                return Ok(Some(row));
            }
            match self.rows.recv() {
                Ok(Ok(rows)) if rows.is_empty() => return Ok(None),
                Ok(Ok(rows)) => self.some = rows.into_iter(),
                Ok(Err(error)) => return Err(error),
                Err(_) => {
                    return Err(Error::Damaged { file: self.file.clone(), fault: "Its reader gave up.".to_owned() });
                }
            }
        }
    }
}
