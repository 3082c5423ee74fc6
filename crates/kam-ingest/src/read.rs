//! From a file to portions of typed rows, in bounded memory, with every row accounted for.

use crate::admit::{Rule, Table, Value, rules};
use crate::delivery::{Fingerprint, FoundFile};
use crate::drift::{self, Drift, Watch};
use crate::encoding::{Finding, TextEncoding};
use crate::error::Error;
use crate::limits::{PORTION_BYTES, PORTION_ROWS};
use crate::rejected::{ReasonCode, RejectedRow};
use crate::rows::{Rows, signed};
use crate::unpack::Stream;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use kam_project::{Extract, FormatKind};
use std::io::Read;

/// Reads one delivery: an iterator of [`Portion`]s, then [`Reader::finish`].
///
/// The first error ends it, and the delivery is refused as a whole.
pub struct Reader<R = Stream> {
    file: String,
    rows: Rows<R>,
    rules: Vec<Rule>,
    table: Table,
    values: Vec<Value>,
    watch: Watch,
    totals: Totals,
    finding: Finding,
    encoding: Option<TextEncoding>,
    done: bool,
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
    /// What was read, to be compared with what [`fingerprint`](crate::fingerprint) saw before.
    pub fingerprint: Fingerprint,
}

/// Begins to read a delivery: opens it and checks its header against the extract's shape. `before` is what its
/// [`fingerprint`](crate::fingerprint()) said: in which encoding its text is.
pub fn read(extract: &Extract, found: &FoundFile, before: &Fingerprint) -> Result<Reader, Error> {
    begin(extract, &found.shown(), found.open()?, before.encoding.clone())
}

/// Begins to read a delivery from any stream of bytes, known to people as `file`. What passes only once cannot be looked at
/// first: its text is in the first encoding declared, else in UTF-8.
pub fn read_from<R: Read>(extract: &Extract, file: &str, input: R) -> Result<Reader<R>, Error> {
    begin(extract, file, input, Finding::Unseen)
}

fn begin<R: Read>(extract: &Extract, file: &str, input: R, finding: Finding) -> Result<Reader<R>, Error> {
    let encoding = match extract.format.kind {
        FormatKind::Xlsx(_) => None,
        _ => Some(finding.settled(&extract.format.encodings, file)?),
    };
    let rows = Rows::open(extract, file, input, encoding)?;
    Ok(Reader {
        file: file.to_owned(),
        rows,
        rules: rules(&extract.columns, &extract.key, &extract.format.null)?,
        table: Table::new(&extract.columns),
        values: Vec::with_capacity(extract.columns.len()),
        watch: Watch::new(&extract.drift),
        totals: Totals::default(),
        finding,
        encoding,
        done: false,
    })
}

impl<R: Read> Reader<R> {
    /// How the file differs from what is declared, as far as it has been read: its names first, then its values.
    pub fn drifts(&self) -> Vec<Drift> {
        let mut drifts = self.rows.drifts(self.totals.rows_read);
        drifts.extend(self.watch.values());
        drifts
    }

    /// The encoding the text is read in, and how it is known; none of a workbook.
    pub fn encoding(&self) -> Option<TextEncoding> {
        self.encoding
    }

    /// The schema of every portion's rows.
    pub fn schema(&self) -> SchemaRef {
        self.table.schema().clone()
    }

    /// The account of what was read; of the whole delivery once the iterator has ended.
    pub fn finish(self) -> Totals {
        let drifts = self.drifts();
        let fingerprint = Fingerprint { encoding: self.finding, ..self.rows.fingerprint() };
        Totals { fingerprint, drifts, ..self.totals }
    }

    fn portion(&mut self) -> Result<Portion, Error> {
        let (mut rejected, mut discarded) = (Vec::new(), Vec::new());
        let mut bytes = 0;
        while self.table.rows() + rejected.len() < PORTION_ROWS && bytes < PORTION_BYTES {
            let Some(mut row) = self.rows.advance()? else {
                self.done = true;
                // Which keys JSON has is known only now.
                drift::refuse_frozen(&self.file, &self.rows.drifts(self.totals.rows_read))?;
                break;
            };
            bytes += row.size();
            self.totals.rows_read += 1;
            let row_number = signed(self.totals.rows_read);
            let (table, rules, values, watch) = (&mut self.table, &self.rules, &mut self.values, &mut self.watch);
            let admitted = row.fields().and_then(|fields| {
                watch.admit_row(rules, values, |at| fields.get(at))?;
                table.push(row_number, values, |at| fields.get(at));
                Ok(())
            });
            match admitted {
                Ok(()) => {
                    self.totals.rows_admitted += 1;
                    discarded.extend(watch.discarded_values(&row, row_number));
                }
                Err(objection) => {
                    let row = watch.rejected(&self.file, &row, row_number, objection)?;
                    self.totals.rows_discarded += u64::from(row.reason_code == ReasonCode::DiscardedRow);
                    self.totals.rows_rejected += 1;
                    rejected.push(row);
                }
            }
        }
        let rows = self.table.take().map_err(|source| Error::Batch { file: self.file.clone(), source })?;
        Ok(Portion { rows, rejected, discarded })
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Portion, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.portion() {
            Ok(portion) if portion.rows.num_rows() == 0 && portion.rejected.is_empty() => None,
            Ok(portion) => Some(Ok(portion)),
            Err(error) => {
                self.done = true;
                Some(Err(error))
            }
        }
    }
}

#[cfg(test)]
mod tests;
