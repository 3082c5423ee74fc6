//! From a file to portions of typed rows, in bounded memory, with every row accounted for.

mod by_block;
mod by_row;
mod crew;
mod csv_block;
mod lines_block;
mod shape;

use crate::admit::{Rule, Table, rules};
use crate::delivery::{Fingerprint, FoundFile, Hashed};
use crate::drift::{Drift, Watch};
use crate::encoding::{Finding, TextEncoding};
use crate::error::Error;
use crate::limits::BLOCK_BYTES;
use crate::rejected::RejectedRow;
use crate::rows::Rows;
use crate::unpack::Stream;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use by_block::{ByBlock, Pace};
use by_row::ByRow;
use kam_project::{DriftPolicy, Extract, FormatKind};
use std::io::Read;
use std::sync::Arc;

/// Reads one delivery: an iterator of [`Portion`]s, then [`Reader::finish`].
///
/// The first error ends it, and the delivery is refused as a whole.
pub struct Reader<R = Stream> {
    way: Way<R>,
    schema: SchemaRef,
    totals: Totals,
    finding: Finding,
    encoding: Option<TextEncoding>,
    done: bool,
}

/// How a file is read: both give the same.
enum Way<R> {
    Blocks(Box<ByBlock<R>>),
    Rows(Box<ByRow<R>>),
}

/// Some rows of a delivery, in the file's order.
#[derive(Debug)]
pub struct Portion {
    /// The admitted rows: the declared columns, then `_row_number`.
    pub rows: RecordBatch,
    /// The rejected ones.
    pub rejected: Vec<RejectedRow>,
    /// Values that became NULL in admitted rows, each with its place.
    pub discarded: Vec<RejectedRow>,
}

/// The account of a delivery: `rows_read = rows_admitted + rows_rejected`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Data rows in the file: neither the header nor blank lines.
    pub rows_read: u64,
    /// Rows that were typed.
    pub rows_admitted: u64,
    /// Rows that were not.
    pub rows_rejected: u64,
    /// Those of them the extract says to leave out: no fault of the delivery.
    pub rows_discarded: u64,
    /// How the file differs from what is declared.
    pub drifts: Vec<Drift>,
    /// What was read: that which [`fingerprint`](crate::fingerprint) saw before, or no SHA-256 if it has changed since.
    pub fingerprint: Fingerprint,
}

/// Begins to read a delivery: opens it and checks its header against the extract's shape. `before` is what its
/// [`fingerprint`](crate::fingerprint()) said: in which encoding its text is.
pub fn read(extract: &Extract, found: &FoundFile, before: &Fingerprint) -> Result<Reader, Error> {
    begin(extract, &found.shown(), Hashed::again(found.open()?, before), before.encoding.clone())
}

/// Begins to read a delivery from any stream of bytes, known to people as `file`. What passes only once cannot be looked at
/// first: its text is in the first encoding declared, else in UTF-8.
pub fn read_from<R: Read>(extract: &Extract, file: &str, input: R) -> Result<Reader<R>, Error> {
    begin(extract, file, Hashed::once(input), Finding::Unseen)
}

fn begin<R: Read>(extract: &Extract, file: &str, input: Hashed<R>, finding: Finding) -> Result<Reader<R>, Error> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let pace = Pace { block: BLOCK_BYTES, helpers: cores - 1 };
    begin_at(extract, file, input, finding, Some(pace))
}

/// Begins to read, in blocks of this pace where the file can be cut into any; without one, row by row.
fn begin_at<R: Read>(
    extract: &Extract,
    file: &str,
    input: Hashed<R>,
    finding: Finding,
    pace: Option<Pace>,
) -> Result<Reader<R>, Error> {
    let encoding = match extract.format.kind {
        FormatKind::Xlsx(_) => None,
        _ => Some(finding.settled(&extract.format.encodings, file)?),
    };
    let rows = Rows::open(extract, file, input, encoding)?;
    let rules: Arc<[Rule]> = rules(&extract.columns, &extract.key, &extract.format.null)?.into();
    let table = Table::new(&extract.columns);
    let schema = Arc::clone(table.schema());
    let watch = Watch::new(&extract.drift);
    // What blocks do not admit is rejected; where an extract says otherwise, rows are decided one by one.
    let way = match pace.filter(|_| extract.drift == DriftPolicy::default()) {
        Some(pace) => ByBlock::after(rows, &rules, extract, pace).map(|blocks| Way::Blocks(Box::new(blocks))),
        None => Err(rows),
    };
    let way = way.unwrap_or_else(|rows| Way::Rows(Box::new(ByRow::new(file, rows, rules, table, watch))));
    Ok(Reader { way, schema, totals: Totals::default(), finding, encoding, done: false })
}

impl<R: Read> Reader<R> {
    /// How the file differs from what is declared, as far as it has been read: its names first, then its values.
    pub fn drifts(&self) -> Vec<Drift> {
        match &self.way {
            Way::Blocks(blocks) => blocks.drifts(self.totals.rows_read),
            Way::Rows(rows) => rows.drifts(self.totals.rows_read),
        }
    }

    /// The encoding the text is read in, and how it is known; none of a workbook.
    pub fn encoding(&self) -> Option<TextEncoding> {
        self.encoding
    }

    /// The schema of every portion's rows.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// The account of what was read; of the whole delivery once the iterator has ended.
    pub fn finish(self) -> Totals {
        let drifts = self.drifts();
        let fingerprint = match &self.way {
            Way::Blocks(blocks) => blocks.fingerprint(),
            Way::Rows(rows) => rows.rows.fingerprint(),
        };
        Totals { fingerprint: Fingerprint { encoding: self.finding, ..fingerprint }, drifts, ..self.totals }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Portion, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let portion = match &mut self.way {
            Way::Blocks(blocks) => blocks.portion(&mut self.totals),
            Way::Rows(rows) => rows.portion(&mut self.totals),
        };
        self.done = !matches!(portion, Ok(Some(_)));
        portion.transpose()
    }
}

#[cfg(test)]
mod tests;
