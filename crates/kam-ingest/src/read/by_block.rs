//! Reading a CSV file or lines of JSON block by block, on all cores.
//!
//! What comes of it is what reading row by row gives: rows that are not admitted are read by themselves, a block that
//! holds something no file may have is read row by row, and so is the end of a file that cannot be cut into blocks.

use super::by_row::ByRow;
use super::crew::Crew;
use super::csv_block::Cells;
use super::lines_block::Keys;
use super::shape::{self, Form, Shape};
use super::{Portion, Totals};
use crate::admit::{Rule, Table};
use crate::blocks::{Block, Blocks, Border, Rest};
use crate::csv::Records;
use crate::delivery::{Fingerprint, Hashed};
use crate::drift::{self, Drift, Watch};
use crate::encoding::{Decoded, WrittenIn};
use crate::error::Error;
use crate::json::{Lines, Plan};
use crate::limits::PORTION_ROWS;
use crate::rejected::RejectedRow;
use crate::rows::{Rows, signed};
use arrow_array::{Int64Array, RecordBatch};
use arrow_schema::ArrowError;
use kam_project::{Column, Extract};
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

/// A file while it is read.
pub(super) struct ByBlock<R> {
    source: Source<R>,
    shape: Arc<Shape>,
    columns: Arc<[Column]>,
    crew: Crew,
    watch: Watch,
    /// Which keys were there, of lines of JSON.
    plan: Option<Plan>,
    /// The line on which the next block begins.
    line: u64,
    ready: VecDeque<Portion>,
    /// What ends the reading, once what was read before it has been taken.
    failed: Option<Error>,
}

enum Source<R> {
    Blocks(Box<Blocks<Decoded<Hashed<R>>>>),
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
    /// Goes on where a reading by rows stands; gives that back if its file is not one to be cut.
    pub(super) fn after(rows: Rows<R>, rules: &Arc<[Rule]>, extract: &Extract, pace: Pace) -> Result<Self, Rows<R>> {
        let (rest, border, form, plan) = match rows {
            Rows::Csv { records, layout } => match records.into_rest() {
                Ok((rest, plain)) => (rest, Border::Rows(plain), Form::Csv(Cells::new(plain, layout)), None),
                Err(records) => return Err(Rows::Csv { records, layout }),
            },
            Rows::Lines { lines, plan } => match lines.into_rest() {
                Ok(rest) => (rest, Border::Lines, Form::Lines(Keys::new(extract)), Some(plan)),
                Err(lines) => return Err(Rows::Lines { lines, plan }),
            },
            rows => return Err(rows),
        };
        let shape = Arc::new(Shape { file: rest.file.clone(), rules: Arc::clone(rules), form });
        Ok(Self {
            line: rest.line,
            source: Source::Blocks(Box::new(Blocks::after(rest, border, pace.block))),
            columns: extract.columns.as_slice().into(),
            watch: Watch::new(&extract.drift),
            plan,
            crew: Crew::new(Arc::clone(&shape), pace.helpers),
            shape,
            ready: VecDeque::new(),
            failed: None,
        })
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
                Some((block, Ok(rows))) if self.has_room_for(&rows) => {
                    self.take(rows, totals)?;
                    self.reuse(block);
                }
                Some((block, _)) => self.take_by_row(&block, totals),
                None => match self.failed.take() {
                    Some(error) => return Err(error),
                    None => self.turn_to_rest(totals),
                },
            }
        }
    }

    /// How the file differs from what is declared, of so many rows: its names first, then its values.
    pub(super) fn drifts(&self, rows_read: u64) -> Vec<Drift> {
        if let Source::Rest(rest) = &self.source {
            return rest.drifts(rows_read);
        }
        let names = match (&self.shape.form, &self.plan) {
            (Form::Csv(cells), _) => drift::of_rows(&cells.layout.drifts, rows_read),
            (Form::Lines(_), plan) => plan.as_ref().map(|plan| plan.drifts(rows_read)).unwrap_or_default(),
        };
        names.into_iter().chain(self.watch.values()).collect()
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

    /// What held a block may hold another.
    fn reuse(&mut self, block: Arc<Block>) {
        if let (Source::Blocks(blocks), Some(block)) = (&mut self.source, Arc::into_inner(block)) {
            blocks.reuse(block);
        }
    }

    /// Whether all keys of a block can be remembered: else they are counted row by row, as it matters which come first.
    fn has_room_for(&self, rows: &shape::Rows) -> bool {
        self.plan.as_ref().is_none_or(|plan| plan.has_room_for(&rows.seen))
    }

    /// Takes a typed block in: its rows get their numbers, its rejected rows their lines.
    fn take(&mut self, rows: shape::Rows, totals: &mut Totals) -> Result<(), Error> {
        let (row, line) = (signed(totals.rows_read), signed(self.line));
        totals.rows_read += rows.rows;
        totals.rows_admitted += rows.numbers.len() as u64;
        totals.rows_rejected += rows.rejected.len() as u64;
        self.line += rows.lines;
        if let Some(plan) = &mut self.plan {
            plan.add(&rows.seen);
        }
        rows.rejected.iter().for_each(|rejected| self.watch.saw(rejected));
        let whole = self.whole(rows, row, line);
        let whole = whole.map_err(|source| Error::Batch { file: self.shape.file.clone(), source })?;
        self.ready.extend(portions(whole, row));
        Ok(())
    }

    fn whole(&self, rows: shape::Rows, row: i64, line: i64) -> Result<Portion, ArrowError> {
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
        let mut by_row = self.by_row(
            Rest {
                input: Decoded::new(Hashed::once(std::io::empty()), WrittenIn::UTF_8.0),
                file: self.shape.file.clone(),
                carried: block.bytes().to_vec(),
                line: self.line,
                offset: block.offset,
                ended: true,
            },
            true,
        );
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
        match by_row.rows {
            Rows::Csv { records, .. } => self.line = records.line(),
            Rows::Lines { lines, plan } => (self.line, self.plan) = (lines.line(), Some(plan)),
            _ => {}
        }
    }

    /// Ends the reading, whatever was read ahead.
    fn fail(&mut self, error: Error) {
        while self.crew.take().is_some() {}
        self.failed = Some(error);
    }

    fn turn_to_rest(&mut self, totals: &Totals) {
        if let Source::Blocks(blocks) = std::mem::replace(&mut self.source, Source::None) {
            let rest = blocks.into_rest(self.line);
            self.source = Source::Rest(Box::new(self.by_row(rest, totals.rows_read > 0)));
        }
    }

    /// Reads row by row, and watches on where blocks have seen drift; `is_any` says whether there have been rows before.
    fn by_row<I: Read>(&mut self, rest: Rest<Decoded<Hashed<I>>>, is_any: bool) -> ByRow<I> {
        let rows = match (&self.shape.form, self.plan.take()) {
            (Form::Csv(cells), _) => {
                let records = Records::resume(rest, cells.plain);
                Rows::Csv { records: Box::new(records), layout: cells.layout.clone() }
            }
            (Form::Lines(keys), plan) => {
                let lines = Box::new(Lines::resume(rest, is_any));
                Rows::Lines { lines, plan: plan.unwrap_or_else(|| keys.plan()) }
            }
        };
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
