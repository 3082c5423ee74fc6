//! The rows of a sheet as they come.
//!
//! Unpacking and reading a sheet takes about as long as typing it, so it has a thread of its own and sends rows some at
//! a time. The library that may have to read it is other people's code over other people's bytes: whatever happens to it
//! there, here it is a refused delivery.

use super::batch::{Batch, SheetRow};
use super::parts;
use super::sender::Sender;
use crate::error::Error;
use crate::limits::WORKBOOK_BYTES;
use std::io::Read;
use std::sync::mpsc::{Receiver, sync_channel};

/// Rows of a sheet that hold anything.
pub(crate) struct SheetRows {
    file: String,
    batches: Receiver<Result<Batch, Error>>,
    batch: Batch,
    /// How many of the batch's rows have come.
    come: usize,
}

impl SheetRows {
    /// Reads a workbook into memory and finds the sheet: the first if none is named.
    pub(crate) fn open(file: &str, sheet: Option<&str>, input: impl Read) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        let read = input.take(WORKBOOK_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|source| Error::of_reading(file, source))?;
        parts::check(file, &bytes)?;
        let (sender, batches) = sync_channel(4);
        let (name, wanted) = (file.to_owned(), sheet.map(str::to_owned));
        let thread = std::thread::Builder::new().name("sheet".to_owned());
        let spawned = thread.spawn(move || Sender::new(name, sender).send_all(&bytes, wanted.as_deref()));
        spawned.map_err(|source| Error::of_reading(file, source))?;
        Ok(Self { file: file.to_owned(), batches, batch: Batch::default(), come: 0 })
    }

    /// Goes to the next row; whether there is one.
    pub(crate) fn advance(&mut self) -> Result<bool, Error> {
        self.come += 1;
        if self.come > self.batch.rows() {
            let gave_up = |_| Error::Damaged { file: self.file.clone(), fault: "Its reader gave up.".to_owned() };
            self.batch = self.batches.recv().map_err(gave_up)??;
            self.come = 1;
        }
        Ok(self.batch.rows() > 0)
    }

    /// The row gone to.
    pub(crate) fn row(&self) -> Option<SheetRow<'_>> {
        self.batch.row(self.come.checked_sub(1)?)
    }
}
