//! What a moment changes: its rows, as they arrive, compared with what is known of their keys.
//!
//! Rows that say nothing new are let go at once; of every key 55 to 110 bytes are kept until the moment ends.

use crate::arriving::{Account, Origin};
use crate::digest::{ByDigest, Digest};
use crate::error::{Error, Result};
use crate::known::Known;
use arrow::array::{ArrayRef, AsArray, BooleanArray, Int64Array, RecordBatch, StringArray};
use arrow::compute::filter_record_batch;
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use arrow::util::display::array_value_to_string;
use kam_lake::history;
use kam_project::{AddsUp, Extract};
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// A snapshot or an upsert on its way in.
pub(crate) struct Difference<'a> {
    extract: &'a Extract,
    known: &'a Known,
    /// By part of the moment.
    origins: &'a [Origin],
    schema: SchemaRef,
    seen: ByDigest<Seen>,
    /// Rows whose key had been seen in the moment before.
    repeats: Vec<(Digest, Place)>,
    /// Keys of rows that differ, as people read them.
    doubled: ByDigest<String>,
    held: Vec<Held>,
    /// Rows so far, by part.
    admitted: Vec<u64>,
    /// How many of the current keys it states.
    stated: u64,
}

/// The first row of a key in the moment.
#[derive(Debug, Clone, Copy)]
struct Seen {
    says: Digest,
    place: Place,
}

/// A row of the moment: its part, and its number there.
#[derive(Debug, Clone, Copy)]
struct Place {
    part: usize,
    number: i64,
}

/// Rows of one part that are new or changed.
struct Held {
    part: usize,
    keys: Vec<Digest>,
    says: Vec<Digest>,
    rows: RecordBatch,
}

impl<'a> Difference<'a> {
    /// A comparison with what is known at the moment; `origins` are those of its parts.
    pub(crate) fn new(extract: &'a Extract, known: &'a Known, origins: &'a [Origin]) -> Self {
        Self {
            extract,
            known,
            origins,
            schema: history::landed_schema(extract),
            seen: ByDigest::default(),
            repeats: Vec::new(),
            doubled: ByDigest::default(),
            held: Vec::new(),
            admitted: vec![0; origins.len()],
            stated: 0,
        }
    }

    /// Compares more rows of a part: the declared columns, then `_row_number`.
    ///
    /// Of rows that are alike the first counts, so parts must come in the order of their deliveries' ids.
    pub(crate) fn compare(&mut self, part: usize, rows: &RecordBatch) -> Result<()> {
        if let Some(admitted) = self.admitted.get_mut(part) {
            *admitted += rows.num_rows() as u64;
        }
        let digests = self.known.digester().digests(rows)?;
        let numbers = rows.columns().last().and_then(|column| column.as_primitive_opt()).cloned();
        let numbers: Int64Array = numbers.unwrap_or_else(|| Int64Array::new_null(rows.num_rows()));
        let place = |row| Place { part, number: numbers.value(row) };
        let mut operations = Operations::default();
        let mut held = Held { part, keys: Vec::new(), says: Vec::new(), rows: rows.clone() };
        for (row, (key, says)) in digests.keys.into_iter().zip(digests.rows).enumerate() {
            let known = match self.seen.entry(key) {
                Entry::Vacant(vacant) => {
                    vacant.insert(Seen { says, place: place(row) });
                    self.known.row(&key)
                }
                Entry::Occupied(seen) => {
                    let differs = seen.get().says != says;
                    self.repeats.push((key, place(row)));
                    if differs && !self.doubled.contains_key(&key) {
                        self.doubled.insert(key, self.shown_key(rows, row)?);
                    }
                    operations.leave();
                    continue;
                }
            };
            self.stated += u64::from(known.is_some());
            if known == Some(says) {
                operations.leave();
            } else {
                operations.land(if known.is_some() { "update" } else { "insert" });
                held.keys.push(key);
                held.says.push(says);
            }
        }
        self.hold(held, operations)
    }

    fn hold(&mut self, held: Held, operations: Operations) -> Result<()> {
        let Some(origin) = self.origins.get(held.part).filter(|_| !held.keys.is_empty()) else {
            return Ok(());
        };
        let (rows, operations) = operations.of(&held.rows).map_err(|e| self.failed(e))?;
        let rows = origin.landed(&rows, operations, &self.schema).map_err(|e| self.failed(e))?;
        self.held.push(Held { rows, ..held });
        Ok(())
    }

    /// Ends the comparison. Of the moment so many rows were not admitted: one of them may be what seems to be missing.
    pub(crate) fn ended(mut self, not_admitted: u64) -> Result<Changes> {
        let held = std::mem::take(&mut self.held);
        let held = held.into_iter().map(|held| self.believed(held)).collect::<Result<Vec<_>>>()?;
        let parts = self.parts(&held);
        let current = if self.is_whole() { self.known.current() } else { 0 };
        let gone = if self.is_whole() { current - self.stated } else { 0 };
        let found = Found { parts, current, gone, not_admitted };
        let is_gone = |key: &Digest| !self.seen.contains_key(key);
        let gone = if found.deleted() > 0 { self.known.current_keys().filter(is_gone).collect() } else { Vec::new() };
        Ok(Changes { found, held, gone })
    }

    /// What each part says.
    fn parts(&self, held: &[Held]) -> Vec<Part> {
        let parts = self.admitted.iter().map(|admitted| Part { believed: *admitted, ..Part::default() });
        let mut parts: Vec<Part> = parts.collect();
        for (key, place) in self.doubled_rows() {
            if let (Some(part), Some(key)) = (parts.get_mut(place.part), self.doubled.get(&key)) {
                part.believed -= 1;
                part.doubled.push((place.number, key.clone()));
            }
        }
        for held in held {
            if let Some(part) = parts.get_mut(held.part) {
                part.changed += held.keys.len() as u64;
            }
        }
        parts.iter_mut().for_each(|part| part.doubled.sort_unstable());
        parts
    }

    /// The rows of all keys whose rows differ.
    fn doubled_rows(&self) -> Vec<(Digest, Place)> {
        let first = self.doubled.keys().filter_map(|key| Some((*key, self.seen.get(key)?.place)));
        let repeats = self.repeats.iter().filter(|(key, _)| self.doubled.contains_key(key)).copied();
        first.chain(repeats).collect()
    }

    /// The rows held whose key says one thing only.
    fn believed(&self, held: Held) -> Result<Held> {
        if self.doubled.is_empty() {
            return Ok(held);
        }
        let believed: Vec<bool> = held.keys.iter().map(|key| !self.doubled.contains_key(key)).collect();
        let pick = |digests: &[Digest]| {
            let picked = digests.iter().zip(&believed).filter(|(_, believed)| **believed);
            picked.map(|(digest, _)| *digest).collect()
        };
        let (keys, says) = (pick(&held.keys), pick(&held.says));
        let rows = filter_record_batch(&held.rows, &believed.into()).map_err(|e| self.failed(e))?;
        Ok(Held { part: held.part, keys, says, rows })
    }

    /// Whether the moment states all rows there are, so that keys it lacks are gone.
    fn is_whole(&self) -> bool {
        self.extract.adds_up == AddsUp::Snapshot
    }

    fn shown_key(&self, rows: &RecordBatch, row: usize) -> Result<String> {
        let columns = self.extract.key.iter().filter_map(|name| rows.column_by_name(name));
        let values = columns.map(|column| array_value_to_string(column, row));
        Ok(values.collect::<Result<Vec<_>, _>>().map_err(|e| self.failed(e))?.join(", "))
    }

    fn failed(&self, source: ArrowError) -> Error {
        Error::Rows { table: self.extract.table.to_string(), source }
    }
}

/// What becomes of each row of a batch.
#[derive(Default)]
struct Operations {
    lands: Vec<bool>,
    operations: Vec<&'static str>,
}

impl Operations {
    fn leave(&mut self) {
        self.lands.push(false);
    }

    fn land(&mut self, operation: &'static str) {
        self.lands.push(true);
        self.operations.push(operation);
    }

    /// The rows that land, and what each does.
    fn of(self, rows: &RecordBatch) -> Result<(RecordBatch, ArrayRef), ArrowError> {
        let rows = filter_record_batch(rows, &BooleanArray::from(self.lands))?;
        Ok((rows, Arc::new(StringArray::from_iter_values(self.operations))))
    }
}

/// What a moment changes, if it is not refused.
pub(crate) struct Changes {
    pub found: Found,
    held: Vec<Held>,
    /// The keys that are gone.
    pub gone: Vec<Digest>,
}

impl Changes {
    /// New and changed rows as they land.
    pub(crate) fn rows(&self) -> Vec<RecordBatch> {
        self.held.iter().map(|held| held.rows.clone()).collect()
    }

    /// Makes what has landed known.
    pub(crate) fn learn(&self, known: &mut Known, origins: &[Origin]) {
        for held in &self.held {
            if let Some(origin) = origins.get(held.part) {
                let rows = held.keys.iter().zip(&held.says);
                rows.for_each(|(key, says)| known.learn(*key, *says, &origin.version()));
            }
        }
        if let Some(origin) = origins.first() {
            self.gone.iter().for_each(|key| known.forget(*key, &origin.version()));
        }
    }
}

/// What comparing a moment has found.
pub(crate) struct Found {
    pub parts: Vec<Part>,
    /// How many keys are current; an upsert need not know.
    pub current: u64,
    /// How many of them the snapshot does not have.
    pub gone: u64,
    not_admitted: u64,
}

/// What one delivery says: rows that can be believed, and those among them that are new or changed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub believed: u64,
    pub changed: u64,
    /// Row number and key of rows that share a key but differ: none of them can be believed.
    pub doubled: Vec<(i64, String)>,
}

impl Part {
    /// How many of its rows are rejected, those that share a key but differ included.
    pub(crate) fn rejected(&self, account: &Account) -> u64 {
        account.totals.rows_rejected + self.doubled.len() as u64
    }
}

impl Found {
    /// How many rows are new or say something new.
    pub(crate) fn changed(&self) -> u64 {
        self.parts.iter().map(|part| part.changed).sum()
    }

    /// How many keys are taken as gone: none while a row that was not admitted may be the missing one.
    pub(crate) fn deleted(&self) -> u64 {
        if self.not_admitted == 0 { self.gone } else { 0 }
    }

    /// What is worth saying about keys that are missing but not taken as gone.
    pub(crate) fn message(&self) -> Option<String> {
        (self.gone > self.deleted()).then(|| {
            format!(
                "{} keys are missing, but not taken as gone: {} rows were rejected, and may be they",
                self.gone, self.not_admitted
            )
        })
    }
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
