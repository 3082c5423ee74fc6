//! The sheet's thread: takes cells from whatever reads them, holds them to the bounds, and sends rows away.

use super::batch::Batch;
use super::cells::Cell;
use super::open_document::{CONTENT, Fault, OpenSheet};
use super::quick::{self, Halt};
use super::shared_texts::SharedTexts;
use super::{by_library, parts};
use crate::error::Error;
use crate::limits::{RECORD_BYTES, SHEET_CELLS, SHEET_COLUMNS, SHEET_REPEATED, SHEET_ROWS};
use std::fmt::Display;
use std::io::Cursor;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use zip::ZipArchive;

/// How many rows are sent at a time.
const BATCH_ROWS: usize = 256;

/// Reads a sheet and sends its rows away, some at a time; an empty batch is the end.
pub(crate) struct Sender {
    file: String,
    rows: SyncSender<Result<Batch, Error>>,
    batch: Batch,
    bytes: usize,
    /// The row that is being gathered, from 1, and about how many bytes it holds; 0 before the first.
    line: u32,
    row_bytes: usize,
    cells: u64,
    /// The last row that is gone.
    sent: u32,
    last_ended: u32,
    /// The bytes of rows that stand in the file once and are repeated, with what every cell and row costs beside.
    repeated: usize,
}

/// Why no more rows are sent.
pub(super) enum Stop {
    /// Nobody wants more.
    Gone,
    Refused(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Sender {
    pub(crate) fn new(file: String, rows: SyncSender<Result<Batch, Error>>) -> Self {
        Self {
            file,
            rows,
            batch: Batch::default(),
            bytes: 0,
            line: 0,
            row_bytes: 0,
            cells: 0,
            sent: 0,
            last_ended: 0,
            repeated: 0,
        }
    }

    pub(crate) fn send_all(mut self, bytes: &[u8], sheet: Option<&str>) {
        let last = match self.read(bytes, sheet).and_then(|()| self.flush()) {
            Ok(()) => Ok(Batch::default()),
            Err(Stop::Refused(error)) => Err(error),
            Err(Stop::Gone) => return,
        };
        // Whoever asked may have gone; then nobody needs the end.
        let _ = self.rows.send(last);
    }

    fn read(&mut self, bytes: &[u8], wanted: Option<&str>) -> Result<(), Stop> {
        if parts::is_open_document(bytes) {
            parts::unpack(&self.file, bytes, None)?;
            return self.read_open_document(bytes, wanted);
        }
        match quick::read(self, bytes, wanted) {
            Ok(()) => return Ok(()),
            Err(Halt::Stop(stop)) => return Err(stop),
            Err(Halt::Unsure) => self.begin_again(),
        }
        parts::unpack(&self.file, bytes, None)?;
        by_library::read(self, bytes, wanted)
    }

    fn read_open_document(&mut self, bytes: &[u8], wanted: Option<&str>) -> Result<(), Stop> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| self.damaged(&error))?;
        let content = archive.by_name(CONTENT).map_err(|error| self.damaged(&error))?;
        let mut sheet = OpenSheet::find(content, wanted).map_err(|fault| self.stopped(fault, wanted))?;
        while let Some((row, times)) = sheet.row().map_err(|fault| self.stopped(fault, wanted))? {
            let last = row.line.saturating_add(times - 1);
            for line in row.line..=last {
                if line < last {
                    self.repeated += row.size() + 16 * row.cells.len() + 256;
                }
                if self.repeated > SHEET_REPEATED {
                    return Err(self.too_large(line, format!("{SHEET_REPEATED} bytes in repeated rows")));
                }
                self.begin_row(line)?;
                for (column, cell) in &row.cells {
                    self.push(*column, cell)?;
                }
                self.end_row()?;
            }
        }
        Ok(())
    }

    fn stopped(&self, fault: Fault, wanted: Option<&str>) -> Stop {
        match fault {
            Fault::Damaged(fault) => Error::Damaged { file: self.file.clone(), fault }.into(),
            Fault::TooLarge { line, limit } => self.too_large(line, limit),
            Fault::NoSheet(sheets) => self.no_sheet(wanted, sheets),
        }
    }

    /// Forgets what was read, but not what was sent: those rows are passed over when they come again.
    fn begin_again(&mut self) {
        self.batch = Batch::default();
        (self.bytes, self.line, self.row_bytes, self.cells, self.last_ended) = (0, 0, 0, 0, 0);
    }

    /// Lets cells to come refer to these texts.
    pub(super) fn share(&mut self, texts: SharedTexts) {
        self.batch = Batch::sharing(&Arc::new(texts));
    }

    /// The cells to come stand in this row, from 1. Whether it stands where it should: behind the one before.
    pub(super) fn is_next(&self, line: u32) -> bool {
        line >= self.line
    }

    /// The cells to come stand in this row, from 1.
    pub(super) fn begin_row(&mut self, line: u32) -> Result<(), Stop> {
        if line == self.line {
            return Ok(());
        }
        let before = self.line;
        self.end_row()?;
        if line < before {
            let fault = format!("Its row {line} stands behind row {before}.");
            return Err(Error::Damaged { file: self.file.clone(), fault }.into());
        }
        self.line = line;
        Ok(())
    }

    /// Adds a cell to the row.
    pub(super) fn push(&mut self, column: usize, cell: &Cell<'_>) -> Result<(), Stop> {
        self.row_bytes += self.batch.push(column, cell);
        self.measure(column)
    }

    /// Adds a cell that holds a shared text to the row. Whether there is such a text.
    pub(super) fn push_shared(&mut self, column: usize, at: u32) -> Result<bool, Stop> {
        let Some(bytes) = self.batch.push_shared(column, at) else { return Ok(false) };
        self.row_bytes += bytes;
        if bytes > 0 {
            self.measure(column)?;
        }
        Ok(true)
    }

    /// Ends the row: it has no more cells.
    pub(super) fn end_row(&mut self) -> Result<(), Stop> {
        let (line, bytes) = (self.line, self.row_bytes);
        if line > SHEET_ROWS {
            return Err(self.too_large(line, format!("{SHEET_ROWS} rows")));
        }
        if line <= self.sent {
            self.batch.drop_row();
        } else {
            self.batch.end_row(line, bytes);
        }
        self.bytes += bytes;
        self.row_bytes = 0;
        self.last_ended = line;
        if self.batch.rows() >= BATCH_ROWS || self.bytes > RECORD_BYTES { self.flush() } else { Ok(()) }
    }

    /// Counts the cell just added.
    fn measure(&mut self, column: usize) -> Result<(), Stop> {
        self.cells += 1;
        let limit = if self.cells > SHEET_CELLS {
            format!("{SHEET_CELLS} cells")
        } else if column >= SHEET_COLUMNS || self.batch.gathered() > SHEET_COLUMNS {
            format!("{SHEET_COLUMNS} columns")
        } else if self.row_bytes > RECORD_BYTES {
            format!("{RECORD_BYTES} bytes in one row")
        } else {
            return Ok(());
        };
        Err(self.too_large(self.line, limit))
    }

    pub(super) fn flush(&mut self) -> Result<(), Stop> {
        self.bytes = 0;
        if self.batch.rows() == 0 {
            return Ok(());
        }
        self.sent = self.last_ended;
        let next = Batch::sharing(self.batch.shared());
        self.rows.send(Ok(std::mem::replace(&mut self.batch, next))).map_err(|_| Stop::Gone)
    }

    fn too_large(&self, line: u32, limit: String) -> Stop {
        Error::TooLarge { file: self.file.clone(), line: u64::from(line), limit }.into()
    }

    pub(super) fn damaged(&self, error: &dyn Display) -> Stop {
        Error::Damaged { file: self.file.clone(), fault: format!("As a workbook: {error}.") }.into()
    }

    pub(super) fn no_sheet(&self, wanted: Option<&str>, sheets: Vec<String>) -> Stop {
        Error::NoSheet { file: self.file.clone(), sheet: wanted.unwrap_or_default().to_owned(), sheets }.into()
    }
}
