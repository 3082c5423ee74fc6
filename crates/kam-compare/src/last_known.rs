//! The last known rows of keys that are gone.

use crate::Result;
use crate::digest::{ByDigest, Digest};
use crate::known::Known;
use crate::versions::Origins;
use arrow::array::{BooleanArray, RecordBatch};
use arrow::compute::filter_record_batch;
use kam_project::Extract;

/// Finds them among all that has landed: rows are not kept in memory.
pub struct LastKnown<'a> {
    known: &'a Known,
    missing: ByDigest<()>,
    declared: Vec<usize>,
}

impl<'a> LastKnown<'a> {
    pub(crate) fn of(extract: &'a Extract, known: &'a Known, gone: &[Digest]) -> Self {
        let missing = gone.iter().map(|key| (*key, ())).collect();
        Self { known, missing, declared: (0..extract.columns.len()).collect() }
    }

    /// How many keys are yet to be found.
    pub fn missing(&self) -> usize {
        self.missing.len()
    }

    /// Those of some landed rows that are the last known of their keys: the declared columns.
    ///
    /// `rows` are columns as [`Known::take_in`] takes them.
    pub fn among(&mut self, rows: &RecordBatch) -> Result<RecordBatch> {
        let digests = self.known.digester().digests(rows)?;
        let origins = Origins::of(rows)?;
        let is_last = digests.keys.iter().enumerate().map(|(row, key)| {
            let stands = self.missing.contains_key(key) && self.known.is_newest(key, &origins.version(row));
            stands && self.missing.remove(key).is_some()
        });
        let is_last: Vec<bool> = is_last.collect();
        filter_record_batch(&rows.project(&self.declared)?, &BooleanArray::from(is_last))
    }
}
