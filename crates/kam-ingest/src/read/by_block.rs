//! Reading a CSV file block by block, on all cores.
//!
//! What comes of it is what reading row by row gives: rows that are not admitted are read by themselves, a block that
//! holds something no file may have is read row by row, and so is the end of a file that cannot be cut into blocks.

use super::block::{self, Shape};
use super::by_row::ByRow;
use super::crew::Crew;
use super::{Portion, Totals};
use crate::admit::{Rule, Table};
use crate::csv::{Block, Blocks, Dialect, Records, Rest};
use crate::delivery::{Fingerprint, Hashed};
use crate::drift::{Drift, Watch};
use crate::encoding::{Decoded, WrittenIn};
use crate::error::Error;
use crate::header::Layout;
use crate::limits::PORTION_ROWS;
use crate::rejected::RejectedRow;
use crate::rows::{Rows, signed};
use arrow_array::{Int64Array, RecordBatch};
use arrow_schema::ArrowError;
use kam_project::{Column, Extract};
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

/// A CSV file while it is read.
pub(super) struct ByBlock<R> {
    source: Source<R>,
    shape: Arc<Shape>,
    columns: Arc<[Column]>,
    crew: Crew,
    watch: Watch,
    /// The line on which the next block begins.
    line: u64,
    ready: VecDeque<Portion>,
    /// What ends the reading, once what was read before it has been taken.
    failed: Option<Error>,
}

enum Source<R> {
    Blocks(Blocks<Decoded<Hashed<R>>>),
    /// What could not be cut.
    Rest(Box<ByRow<R>>),
    /// While one becomes the other.
    None,
}

/// How blocks are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// About how many bytes a block has.
    pub(super) block: usize,
    /// How many threads type beside the one that takes the rows.
    pub(super) helpers: usize,
}

impl<R: Read> ByBlock<R> {
    /// Goes on behind the header.
    pub(super) fn new(
        rest: Rest<Decoded<Hashed<R>>>,
        layout: Layout,
        rules: Arc<[Rule]>,
        extract: &Extract,
        pace: Pace,
    ) -> Self {
        let plain = rest.dialect;
        let dialect = Dialect::plain(char::from(plain.delimiter), plain.quote);
        let shape = Arc::new(Shape { file: rest.file.clone(), plain, dialect, layout, rules });
        Self {
            line: rest.line,
            source: Source::Blocks(Blocks::after(rest, pace.block)),
            columns: extract.columns.as_slice().into(),
            watch: Watch::new(&extract.drift),
            crew: Crew::new(Arc::clone(&shape), pace.helpers),
            shape,
            ready: VecDeque::new(),
            failed: None,
        }
    }

    /// Some rows more, or none after the last; they are added to the totals.
    pub(super) fn portion(&mut self, totals: &mut Totals) -> Result<Option<Portion>, Error> {
        loop {
            if let Some(portion) = self.ready.pop_front() {
                return Ok(Some(portion));
            }
            if let Source::Rest(rest) = &mut self.source {
                return rest.portion(totals);
            }
            self.read_ahead();
            match self.crew.take() {
                Some((_, Ok(rows))) => self.take(rows, totals)?,
                Some((block, Err(_))) => self.take_by_row(&block, totals),
                None => match self.failed.take() {
                    Some(error) => return Err(error),
                    None => self.turn_to_rest(),
                },
            }
        }
    }

    /// How the file differs from what is declared, of so many rows: its names first, then its values.
    pub(super) fn drifts(&self, rows_read: u64) -> Vec<Drift> {
        if let Source::Rest(rest) = &self.source {
            return rest.drifts(rows_read);
        }
        let names = self.shape.layout.drifts.iter().map(|drift| Drift { rows: rows_read, ..drift.clone() });
        names.chain(self.watch.values()).collect()
    }

    pub(super) fn fingerprint(&self) -> Fingerprint {
        match &self.source {
            Source::Blocks(blocks) => blocks.input().input().fingerprint(),
            Source::Rest(rest) => rest.rows.fingerprint(),
            Source::None => Fingerprint::default(),
        }
    }

    fn read_ahead(&mut self) {
        let Source::Blocks(blocks) = &mut self.source else {
            return;
        };
        while self.failed.is_none() && !self.crew.is_busy() {
            match blocks.advance() {
                Ok(Some(block)) => self.crew.give(block),
                Ok(None) => return,
                Err(error) => self.failed = Some(error),
            }
        }
    }

    /// Takes a typed block in: its rows get their numbers, its rejected rows their lines.
    fn take(&mut self, rows: block::Rows, totals: &mut Totals) -> Result<(), Error> {
        let (row, line) = (signed(totals.rows_read), signed(self.line));
        totals.rows_read += rows.rows;
        totals.rows_admitted += rows.numbers.len() as u64;
        totals.rows_rejected += rows.rejected.len() as u64;
        self.line += rows.lines;
        rows.rejected.iter().for_each(|rejected| self.watch.saw(rejected));
        let whole = self.whole(rows, row, line);
        let whole = whole.map_err(|source| Error::Batch { file: self.shape.file.clone(), source })?;
        self.ready.extend(portions(whole, row));
        Ok(())
    }

    fn whole(&self, rows: block::Rows, row: i64, line: i64) -> Result<Portion, ArrowError> {
        let numbers: Int64Array = rows.numbers.iter().map(|number| number + row).collect();
        let placed = |rejected: RejectedRow| RejectedRow {
            row_number: rejected.row_number + row,
            line: rejected.line + line,
            ..rejected
        };
        let mut columns = rows.columns;
        columns.push(Arc::new(numbers));
        Ok(Portion {
            rows: RecordBatch::try_new(crate::admit::arrow_schema(&self.columns), columns)?,
            rejected: rows.rejected.into_iter().map(placed).collect(),
            discarded: Vec::new(),
        })
    }

    /// Reads a block row by row; what makes that fail ends the reading.
    fn take_by_row(&mut self, block: &Block, totals: &mut Totals) {
        let records = Records::resume(Rest {
            input: Decoded::new(Hashed::new(std::io::empty()), WrittenIn::UTF_8.0),
            file: self.shape.file.clone(),
            dialect: self.shape.plain,
            carried: block.bytes.clone(),
            line: self.line,
            offset: block.offset,
            ended: true,
        });
        let mut by_row = self.by_row(records);
        loop {
            match by_row.portion(totals) {
                Ok(Some(portion)) => self.ready.push_back(portion),
                Ok(None) => break,
                Err(error) => {
                    self.fail(error);
                    break;
                }
            }
        }
        self.watch = by_row.watch;
        if let Rows::Csv { records, .. } = by_row.rows {
            self.line = records.line();
        }
    }

    /// Ends the reading, whatever was read ahead.
    fn fail(&mut self, error: Error) {
        while self.crew.take().is_some() {}
        self.failed = Some(error);
    }

    fn turn_to_rest(&mut self) {
        if let Source::Blocks(blocks) = std::mem::replace(&mut self.source, Source::None) {
            let records = blocks.into_records(self.line);
            self.source = Source::Rest(Box::new(self.by_row(records)));
        }
    }

    /// Reads row by row, and watches on where blocks have seen drift.
    fn by_row<I: Read>(&mut self, records: Records<Decoded<Hashed<I>>>) -> ByRow<I> {
        let rows = Rows::Csv { records: Box::new(records), layout: self.shape.layout.clone() };
        let (table, watch) = (Table::new(&self.columns), std::mem::take(&mut self.watch));
        ByRow::new(&self.shape.file, rows, Arc::clone(&self.shape.rules), table, watch)
    }
}

/// What a block gave, in portions no larger than they may be; `row` is the number of the row before it.
fn portions(whole: Portion, row: i64) -> Vec<Portion> {
    let Portion { rows, mut rejected, discarded } = whole;
    let (most, all) = (PORTION_ROWS, rows.num_rows() + rejected.len());
    if all <= most {
        return if all == 0 { Vec::new() } else { vec![Portion { rows, rejected, discarded }] };
    }
    let (mut portions, mut taken, mut refused, mut end) = (Vec::new(), 0, 0, row);
    while taken < rows.num_rows() || !rejected.is_empty() {
        end += signed(most as u64);
        // Admitted rows up to `end` are all rows up to it but those rejected.
        let later = rejected.partition_point(|rejected| rejected.row_number <= end);
        let behind = rejected.split_off(later);
        refused += rejected.len();
        let upto = usize::try_from(end - row).unwrap_or(usize::MAX).saturating_sub(refused).min(rows.num_rows());
        portions.push(Portion { rows: rows.slice(taken, upto - taken), rejected, discarded: Vec::new() });
        (taken, rejected) = (upto, behind);
    }
    portions
}

#[cfg(test)]
mod tests;
