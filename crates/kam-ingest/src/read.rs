//! From a file to portions of typed rows, in bounded memory, with every row accounted for.

use crate::admit::{Rule, Table, Value, admit_row, rules};
use crate::csv::{Dialect, Record, Records, legible};
use crate::delivery::{Fingerprint, FoundFile, Hashed};
use crate::error::Error;
use crate::header::{Layout, Note};
use crate::limits::{PORTION_BYTES, PORTION_ROWS};
use crate::rejected::{Objection, ReasonCode, RejectedRow, shortened};
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use kam_project::{Column, CsvFormat, Extract};
use std::fs::File;
use std::io::Read;
use std::str::Utf8Error;

/// Reads one delivery: an iterator of [`Portion`]s, then [`Reader::finish`].
///
/// The first error ends it, and the delivery is refused as a whole.
pub struct Reader<R = File> {
    file: String,
    records: Records<Hashed<R>>,
    layout: Layout,
    rules: Vec<Rule>,
    table: Table,
    values: Vec<Value>,
    totals: Totals,
    done: bool,
}

/// Some rows of a delivery, in the file's order.
#[derive(Debug)]
pub struct Portion {
    /// The admitted rows: the declared columns, then `_row_number`.
    pub rows: RecordBatch,
    /// The rejected ones.
    pub rejected: Vec<RejectedRow>,
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
    /// What was read, to be compared with what [`fingerprint`](crate::fingerprint) saw before.
    pub fingerprint: Fingerprint,
}

/// Begins to read a delivery: opens it and checks its header against the extract's shape.
pub fn read(extract: &Extract, found: &FoundFile) -> Result<Reader, Error> {
    let file = File::open(&found.path).map_err(|source| Error::Unreadable { file: found.name.clone(), source })?;
    read_from(extract, &found.name, file)
}

/// Begins to read a delivery from any stream of bytes, known to people as `file`.
pub fn read_from<R: Read>(extract: &Extract, file: &str, input: R) -> Result<Reader<R>, Error> {
    Reader::open(&extract.columns, &extract.key, &extract.format, file, input)
}

impl<R: Read> Reader<R> {
    pub(crate) fn open(
        columns: &[Column],
        key: &[String],
        format: &CsvFormat,
        file: &str,
        input: R,
    ) -> Result<Self, Error> {
        let dialect = Dialect { delimiter: format.delimiter, quote: format.quote };
        let mut records = Records::open(Hashed::new(input), file, dialect)?;
        let layout = layout(&mut records, file, columns, key, format.header)?;
        Ok(Self {
            file: file.to_owned(),
            layout,
            rules: rules(columns, key, &format.null)?,
            table: Table::new(columns),
            values: Vec::with_capacity(columns.len()),
            totals: Totals::default(),
            done: false,
            records,
        })
    }

    /// How the file drifted from its shape without being refused.
    pub fn notes(&self) -> &[Note] {
        &self.layout.notes
    }

    /// The schema of every portion's rows.
    pub fn schema(&self) -> SchemaRef {
        self.table.schema().clone()
    }

    /// The account of what was read; of the whole delivery once the iterator has ended.
    pub fn finish(self) -> Totals {
        Totals { fingerprint: self.records.input().fingerprint(), ..self.totals }
    }

    fn portion(&mut self) -> Result<Portion, Error> {
        let mut rejected = Vec::new();
        let mut bytes = 0;
        while self.table.rows() + rejected.len() < PORTION_ROWS && bytes < PORTION_BYTES {
            let Some(record) = self.records.advance()? else {
                self.done = true;
                break;
            };
            bytes += record.raw.len();
            self.totals.rows_read += 1;
            let row_number = signed(self.totals.rows_read);
            let row = Row { record: &record, layout: &self.layout };
            match row.admit(&self.rules, &mut self.values) {
                Ok(text) => {
                    self.table.push(row_number, &self.values, |at| row.field(text, at));
                    self.totals.rows_admitted += 1;
                }
                Err(objection) => {
                    rejected.push(row.rejected(row_number, objection));
                    self.totals.rows_rejected += 1;
                }
            }
        }
        let rows = self.table.take().map_err(|source| Error::Batch { file: self.file.clone(), source })?;
        Ok(Portion { rows, rejected })
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

fn layout<R: Read>(
    records: &mut Records<R>,
    file: &str,
    columns: &[Column],
    key: &[String],
    header: bool,
) -> Result<Layout, Error> {
    if !header && !records.is_empty() {
        return Ok(Layout::declared(columns));
    }
    match records.advance()? {
        Some(header) => Layout::of_header(file, &header, columns, key),
        None => Err(Error::Empty { file: file.to_owned() }),
    }
}

/// A record seen through a layout.
pub(crate) struct Row<'r, 'a> {
    pub(crate) record: &'r Record<'a>,
    pub(crate) layout: &'r Layout,
}

impl<'a> Row<'_, 'a> {
    /// Types the row into `values` and gives back its text.
    pub(crate) fn admit(&self, rules: &[Rule], values: &mut Vec<Value>) -> Result<&'a str, Objection> {
        let text = self.text()?;
        self.check_form()?;
        admit_row(rules, values, |at| self.field(text, at))?;
        Ok(text)
    }

    /// The text of the declared column at `at`, if the file has it.
    pub(crate) fn field(&self, text: &'a str, at: usize) -> Option<std::borrow::Cow<'a, str>> {
        let place = self.layout.places.get(at).copied().flatten()?;
        self.record.field(text, place)
    }

    fn text(&self) -> Result<&'a str, Objection> {
        let text = std::str::from_utf8(self.record.raw).map_err(|error| self.not_utf8(&error))?;
        match memchr::memchr(0, self.record.raw) {
            Some(at) => Err(self.objection_at(at, ReasonCode::NulByte, "holds a NUL byte")),
            None => Ok(text),
        }
    }

    fn not_utf8(&self, error: &Utf8Error) -> Objection {
        let at = error.valid_up_to();
        let byte = self.record.raw.get(at).copied().unwrap_or_default();
        let place = self.record.offset + at as u64;
        self.objection_at(at, ReasonCode::NotUtf8, &format!("is not UTF-8: byte {place} of the file is {byte:02X}"))
    }

    /// Fields and columns must be as many, and every quoted field must end at its closing quote.
    fn check_form(&self) -> Result<(), Objection> {
        let (fields, columns) = (self.record.width, self.layout.names.len());
        if let Some(at) = self.record.fields.iter().position(|field| field.stray) {
            return Err(self.objection_in(at, ReasonCode::StrayQuote, "goes on after its closing quote"));
        }
        let reason = format!("the row has {fields} fields where the file has {columns} columns");
        match fields.cmp(&columns) {
            std::cmp::Ordering::Less => Err(Objection::to_row(ReasonCode::ShortRow, reason)),
            std::cmp::Ordering::Greater => Err(Objection::to_row(ReasonCode::LongRow, reason)),
            std::cmp::Ordering::Equal => Ok(()),
        }
    }

    /// An objection to the field that holds the byte at `at`.
    fn objection_at(&self, at: usize, code: ReasonCode, verdict: &str) -> Objection {
        let field = self.record.fields.iter().position(|field| at < field.range().end);
        self.objection_in(field.unwrap_or(usize::MAX), code, verdict)
    }

    fn objection_in(&self, field: usize, code: ReasonCode, verdict: &str) -> Objection {
        let bytes = self.record.fields.get(field).and_then(|field| self.record.raw.get(field.range()));
        match (self.layout.names.get(field), bytes) {
            (Some(name), Some(bytes)) => {
                let value = legible(bytes);
                let reason = format!("`{}` in column `{name}` {verdict}", shortened(&value));
                Objection { column: Some(name.clone()), value: Some(value), code, reason }
            }
            _ => Objection::to_row(code, format!("a field {verdict}")),
        }
    }

    /// The row with its place and what is held against it.
    pub(crate) fn rejected(&self, row_number: i64, objection: Objection) -> RejectedRow {
        RejectedRow {
            row_number,
            line: signed(self.record.line),
            byte_offset: signed(self.record.offset),
            column: objection.column,
            value: objection.value,
            reason_code: objection.code,
            reason: objection.reason,
            original: self.record.original(),
        }
    }
}

/// A count as the tables store it; no file has 2^63 of anything.
fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
