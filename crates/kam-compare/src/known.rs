//! What is known of an extract's keys, held in memory: of each its newest version, as a digest.

use crate::Result;
use crate::digest::{ByDigest, Digest, Digester, bytes_with};
use crate::versions::{Origins, Version, Versions};
use arrow::array::RecordBatch;
use chrono::{DateTime, Utc};
use kam_project::Extract;
use std::collections::hash_map::Entry;

/// What is known of an extract's keys at a moment.
///
/// It is filled once with all landed rows, and walks through time with the moments that land: at each it says what was
/// current then. So a moment of any age is compared with what was known at its own time by looking its keys up, however
/// much has landed before it.
///
/// A key takes 41 bytes in a map that is filled to between 7/16 and 7/8: 47 to 94 bytes, whatever its columns hold, and
/// half as much again while the map grows. A version later than the moment reached takes 40 bytes until its time comes.
pub struct Known {
    digester: Digester,
    newest: ByDigest<Stand>,
    /// How many keys have a current row.
    current: u64,
    versions: Versions,
    /// Versions later than the moment reached.
    to_come: Vec<(Digest, Stand)>,
    reached: i64,
}

/// What the newest version of a key says.
#[derive(Debug, Clone, Copy)]
struct Stand {
    row: Digest,
    version: u32,
    is_gone: bool,
}

impl Known {
    /// Nothing is known yet; what will be taken in is known at this moment, or is yet to come.
    pub fn nothing_at(moment: DateTime<Utc>, extract: &Extract) -> Self {
        Self {
            digester: Digester::new(extract),
            newest: ByDigest::default(),
            current: 0,
            versions: Versions::default(),
            to_come: Vec::new(),
            reached: moment.timestamp_micros(),
        }
    }

    /// Takes landed rows in, in any order: the declared columns, then those of [`ORIGIN`](crate::ORIGIN).
    pub fn take_in(&mut self, rows: &RecordBatch) -> Result<()> {
        let digests = self.digester.digests(rows)?;
        let origins = Origins::of(rows)?;
        for (row, (key, says)) in digests.keys.into_iter().zip(digests.rows).enumerate() {
            let version = origins.version(row);
            let stand = Stand { row: says, version: self.versions.number(&version), is_gone: origins.is_gone(row) };
            if version.known_from > self.reached {
                self.to_come.push((key, stand));
            } else {
                self.stand(key, stand);
            }
        }
        Ok(())
    }

    /// How many bytes it takes, at most, with so many rows more that are no versions yet to come: these count once they are there.
    pub fn bytes_with(&self, rows: usize) -> usize {
        bytes_with(&self.newest, rows) + self.to_come.capacity() * size_of::<(Digest, Stand)>()
    }

    /// Walks on to a later moment.
    pub fn reach(&mut self, moment: DateTime<Utc>) {
        self.reached = self.reached.max(moment.timestamp_micros());
        let (versions, reached) = (&self.versions, self.reached);
        let is_due = |(_, stand): &mut (Digest, Stand)| {
            versions.get(stand.version).is_some_and(|version| version.known_from <= reached)
        };
        let due: Vec<_> = self.to_come.extract_if(.., is_due).collect();
        due.into_iter().for_each(|(key, stand)| self.stand(key, stand));
    }

    pub(crate) fn digester(&self) -> &Digester {
        &self.digester
    }

    /// What the current row of a key says, none if it has none.
    pub(crate) fn row(&self, key: &Digest) -> Option<Digest> {
        self.newest.get(key).filter(|stand| !stand.is_gone).map(|stand| stand.row)
    }

    /// How many keys have a current row.
    pub fn current(&self) -> u64 {
        self.current
    }

    /// The keys that have a current row, in no order.
    pub(crate) fn current_keys(&self) -> impl Iterator<Item = Digest> {
        self.newest.iter().filter(|(_, stand)| !stand.is_gone).map(|(key, _)| *key)
    }

    /// Whether it is this version that stands for a key.
    pub(crate) fn is_newest(&self, key: &Digest, version: &Version<&str>) -> bool {
        let newest = self.newest.get(key).and_then(|stand| self.versions.get(stand.version));
        newest.is_some_and(|newest| newest == version)
    }

    /// Notes that a row has landed.
    pub(crate) fn learn(&mut self, key: Digest, row: Digest, version: &Version<&str>) {
        let version = self.versions.number(version);
        self.stand(key, Stand { row, version, is_gone: false });
    }

    /// Notes that a key is gone.
    pub(crate) fn forget(&mut self, key: Digest, version: &Version<&str>) {
        let version = self.versions.number(version);
        if let Some(stand) = self.newest.get(&key).copied() {
            self.stand(key, Stand { version, is_gone: true, ..stand });
        }
    }

    /// Lets a version stand for its key, unless a newer one does.
    fn stand(&mut self, key: Digest, stand: Stand) {
        match self.newest.entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(stand);
                self.current += u64::from(!stand.is_gone);
            }
            Entry::Occupied(mut occupied) => {
                if self.versions.get(occupied.get().version) < self.versions.get(stand.version) {
                    let before = occupied.insert(stand);
                    self.current = self.current + u64::from(!stand.is_gone) - u64::from(!before.is_gone);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;
    use crate::made::{day, extract, landed, version};
    use kam_project::AddsUp;

    #[test]
    fn what_it_will_take_is_said_before_it_takes_it() {
        let mut known = Known::nothing_at(day(1), &extract(AddsUp::Snapshot));
        assert_eq!(known.bytes_with(0), 0);
        for round in 0..20 {
            let rows: Vec<_> = (0..500).map(|row| ("C", round * 500 + row, None)).collect();
            let said = known.bytes_with(rows.len());
            known.take_in(&landed(&rows, &["insert"; 500], &version(1))).unwrap();
            assert!(said >= known.bytes_with(0), "{round}: {said}");
        }
        // Ten thousand keys fill 16,384 places of 41 bytes.
        assert_eq!((known.current(), known.bytes_with(0)), (10_000, 16_384 * 41));
        // With five thousand more they need twice as many, and the places of before until all have moved.
        assert_eq!(known.bytes_with(5_000), (32_768 + 16_384) * 41);
    }

    #[test]
    fn a_key_takes_as_many_bytes_as_is_said() {
        assert_eq!(size_of::<(Digest, Stand)>(), 40);
    }
}
