//! What a moment changes: its rows, as they arrive, compared with what is known of their keys.

use crate::Result;
use crate::digest::{ByDigest, Digest, bytes_with};
use crate::known::Known;
use crate::last_known::LastKnown;
use crate::versions::Version;
use arrow::array::{AsArray, BooleanArray, Int64Array, RecordBatch};
use arrow::compute::filter_record_batch;
use arrow::util::display::array_value_to_string;
use kam_project::{AddsUp, Extract};
use std::collections::hash_map::Entry;

/// A snapshot or an upsert on its way in.
///
/// Rows that say nothing new are let go at once; of every key 64 to 130 bytes are kept until the moment ends.
pub struct Difference<'a> {
    extract: &'a Extract,
    known: &'a Known,
    seen: ByDigest<Seen>,
    /// Rows whose key had been seen in the moment before.
    repeats: Vec<(Digest, Place)>,
    /// Keys of rows that differ, as people read them.
    doubled: ByDigest<String>,
    new: Vec<New>,
    /// The bytes of what is new, and of doubled keys.
    held: usize,
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
pub struct New {
    /// The part.
    pub part: usize,
    /// The rows as they were admitted.
    pub rows: RecordBatch,
    lines: Vec<Line>,
}

/// One of these rows.
#[derive(Debug, Clone, Copy)]
struct Line {
    key: Digest,
    says: Digest,
    is_update: bool,
}

impl New {
    /// What each row does, as `_op` says it.
    pub fn operations(&self) -> impl Iterator<Item = &'static str> {
        self.lines.iter().map(|line| if line.is_update { "update" } else { "insert" })
    }
}

impl<'a> Difference<'a> {
    /// A comparison with what is known at a moment of so many parts.
    pub fn new(extract: &'a Extract, known: &'a Known, parts: usize) -> Self {
        Self {
            extract,
            known,
            seen: ByDigest::default(),
            repeats: Vec::new(),
            doubled: ByDigest::default(),
            new: Vec::new(),
            held: 0,
            admitted: vec![0; parts],
            stated: 0,
        }
    }

    /// Compares more rows of a part: the declared columns, then `_row_number`.
    ///
    /// Of rows that are alike the first counts, so parts must come in an order that does not depend on chance.
    pub fn compare(&mut self, part: usize, rows: &RecordBatch) -> Result<()> {
        if let Some(admitted) = self.admitted.get_mut(part) {
            *admitted += rows.num_rows() as u64;
        }
        let digests = self.known.digester().digests(rows)?;
        let numbers: Option<&Int64Array> = rows.columns().last().and_then(|column| column.as_primitive_opt());
        let (mut lands, mut lines) = (vec![false; rows.num_rows()], Vec::new());
        for ((row, lands), (key, says)) in lands.iter_mut().enumerate().zip(digests.keys.into_iter().zip(digests.rows))
        {
            let place = Place { part, number: numbers.map_or(0, |numbers| numbers.value(row)) };
            match self.seen.entry(key) {
                Entry::Vacant(vacant) => {
                    vacant.insert(Seen { says, place });
                    let known = self.known.row(&key);
                    self.stated += u64::from(known.is_some());
                    *lands = known != Some(says);
                    if *lands {
                        lines.push(Line { key, says, is_update: known.is_some() });
                    }
                }
                Entry::Occupied(seen) => {
                    self.repeats.push((key, place));
                    if seen.get().says != says && !self.doubled.contains_key(&key) {
                        let shown = shown_key(self.extract, rows, row)?;
                        self.held += 2 * size_of::<(Digest, String)>() + shown.capacity();
                        self.doubled.insert(key, shown);
                    }
                }
            }
        }
        if !lines.is_empty() {
            let rows = filter_record_batch(rows, &BooleanArray::from(lands))?;
            self.held += new_bytes(&rows, lines.capacity());
            self.new.push(New { part, rows, lines });
        }
        Ok(())
    }

    /// How many bytes it takes, at most, once these rows are compared too.
    pub fn bytes_with(&self, rows: &RecordBatch) -> usize {
        let count = rows.num_rows();
        let repeats = self.repeats.capacity() * size_of::<(Digest, Place)>();
        bytes_with(&self.seen, count) + repeats + self.held + new_bytes(rows, count)
    }

    /// Ends the comparison. Of the moment so many rows were not admitted: one of them may be what seems to be missing.
    pub fn ended(mut self, not_admitted: u64) -> Result<Changes> {
        let new = std::mem::take(&mut self.new);
        let new = new.into_iter().map(|new| self.believed(new)).collect::<Result<Vec<_>>>()?;
        let parts = self.parts(&new);
        let is_whole = self.extract.adds_up == AddsUp::Snapshot;
        let current = if is_whole { self.known.current() } else { 0 };
        let gone = if is_whole { current - self.stated } else { 0 };
        let found = Found { parts, current, gone, not_admitted };
        let is_gone = |key: &Digest| !self.seen.contains_key(key);
        let gone = if found.deleted() > 0 { self.known.current_keys().filter(is_gone).collect() } else { Vec::new() };
        Ok(Changes { found, new, gone })
    }

    /// The new rows whose key says one thing only.
    fn believed(&self, new: New) -> Result<New> {
        if self.doubled.is_empty() {
            return Ok(new);
        }
        let is_believed = |line: &Line| !self.doubled.contains_key(&line.key);
        let believed: Vec<bool> = new.lines.iter().map(is_believed).collect();
        let lines = new.lines.into_iter().filter(is_believed).collect();
        Ok(New { part: new.part, rows: filter_record_batch(&new.rows, &believed.into())?, lines })
    }

    /// What each part says.
    fn parts(&self, new: &[New]) -> Vec<Part> {
        let parts = self.admitted.iter().map(|admitted| Part { believed: *admitted, ..Part::default() });
        let mut parts: Vec<Part> = parts.collect();
        for (key, place) in self.doubled_rows() {
            if let (Some(part), Some(key)) = (parts.get_mut(place.part), self.doubled.get(&key)) {
                part.believed -= 1;
                part.doubled.push((place.number, key.clone()));
            }
        }
        for new in new {
            if let Some(part) = parts.get_mut(new.part) {
                part.changed += new.lines.len() as u64;
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
}

fn new_bytes(rows: &RecordBatch, lines: usize) -> usize {
    rows.get_array_memory_size() + lines * size_of::<Line>()
}

fn shown_key(extract: &Extract, rows: &RecordBatch, row: usize) -> Result<String> {
    let columns = extract.key.iter().filter_map(|name| rows.column_by_name(name));
    let values = columns.map(|column| array_value_to_string(column, row));
    Ok(values.collect::<Result<Vec<_>>>()?.join(", "))
}

/// What a moment changes, if it is not refused.
pub struct Changes {
    /// The account of its rows.
    pub found: Found,
    /// The rows that land.
    pub new: Vec<New>,
    gone: Vec<Digest>,
}

impl Changes {
    /// The search for the last known rows of the keys that are gone; none if none are.
    pub fn last_known<'a>(&self, extract: &'a Extract, known: &'a Known) -> Option<LastKnown<'a>> {
        (!self.gone.is_empty()).then(|| LastKnown::of(extract, known, &self.gone))
    }

    /// Makes known what has landed, by the parts' versions.
    pub fn learn(&self, known: &mut Known, versions: &[Version<&str>]) {
        for new in &self.new {
            if let Some(version) = versions.get(new.part) {
                new.lines.iter().for_each(|line| known.learn(line.key, line.says, version));
            }
        }
        // What is gone is gone from all parts together; the first tells it.
        if let Some(version) = versions.first() {
            self.gone.iter().for_each(|key| known.forget(*key, version));
        }
    }
}

/// What comparing a moment has found.
pub struct Found {
    /// What each part says.
    pub parts: Vec<Part>,
    /// How many keys are current; an upsert need not know.
    pub current: u64,
    /// How many of them the snapshot does not have.
    pub gone: u64,
    /// Rows of the moment that were not admitted.
    pub not_admitted: u64,
}

/// What one delivery says: rows that can be believed, and those among them that are new or changed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Part {
    /// Rows that can be believed.
    pub believed: u64,
    /// Those among them that are new or changed.
    pub changed: u64,
    /// Row number and key of rows that share a key but differ: none of them can be believed.
    pub doubled: Vec<(i64, String)>,
}

impl Found {
    /// How many rows are new or say something new.
    pub fn changed(&self) -> u64 {
        self.parts.iter().map(|part| part.changed).sum()
    }

    /// How many keys are taken as gone: none while a row that was not admitted may be the missing one.
    pub fn deleted(&self) -> u64 {
        if self.not_admitted == 0 { self.gone } else { 0 }
    }
}

#[cfg(test)]
mod tests;
