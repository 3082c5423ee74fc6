//! The last known rows of keys that are gone: what a snapshot lacks is told once more, as deleted.

use crate::arriving::{Origin, repeated};
use crate::digest::{ByDigest, Digest};
use crate::error::{Error, Result};
use crate::known::{self, Known};
use arrow::array::{ArrayRef, BooleanArray, Int64Array, RecordBatch};
use arrow::compute::filter_record_batch;
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use kam_lake::{Staged, Writer, history};
use kam_project::Extract;
use std::sync::Arc;

/// The rows that delete some keys, known to be current: what was known of them last, and who says that they are gone.
///
/// Rows are not kept in memory, so this reads all landed rows once. It is asked for only where keys are gone.
pub(crate) async fn deletions(
    extract: &Extract,
    (writer, staged): (&Writer, &Staged),
    known: &Known,
    gone: &[Digest],
    origin: &Origin,
) -> Result<Vec<RecordBatch>> {
    let mut search = Search::of(extract, known, gone);
    let mut found = Vec::new();
    let mut rows = known::versions(extract, writer, staged).await?;
    while let Some(rows) = rows.next_rows().await? {
        found.extend(search.deletions(&rows, origin)?);
    }
    if search.is_over() {
        return Ok(found);
    }
    let part = format!("looking up what was known of {} keys of {}", search.missing.len(), extract.table);
    Err(Error::Died { part })
}

/// The keys whose last known rows are yet to be found.
pub(crate) struct Search<'a> {
    extract: &'a Extract,
    known: &'a Known,
    missing: ByDigest<()>,
    schema: SchemaRef,
}

impl<'a> Search<'a> {
    pub(crate) fn of(extract: &'a Extract, known: &'a Known, gone: &[Digest]) -> Self {
        let missing = gone.iter().map(|key| (*key, ())).collect();
        Self { extract, known, missing, schema: history::landed_schema(extract) }
    }

    /// Whether all have been found.
    pub(crate) fn is_over(&self) -> bool {
        self.missing.is_empty()
    }

    /// The deletions of those keys whose last known row is among these landed ones.
    pub(crate) fn deletions(&mut self, rows: &RecordBatch, origin: &Origin) -> Result<Option<RecordBatch>> {
        let digests = self.known.digester().digests(rows)?;
        let origins = known::origins(self.extract, rows)?;
        let is_last = digests.keys.iter().enumerate().map(|(row, key)| {
            let stands = self.missing.contains_key(key) && self.known.is_newest(key, &origins.version(row));
            stands && self.missing.remove(key).is_some()
        });
        let is_last: Vec<bool> = is_last.collect();
        if !is_last.contains(&true) {
            return Ok(None);
        }
        let last = filter_record_batch(rows, &BooleanArray::from(is_last));
        let deleted = last.and_then(|last| deleted(&last, origin, &self.schema));
        deleted.map(Some).map_err(|source| Error::Rows { table: self.extract.table.to_string(), source })
    }
}

/// Rows of the lake as deletions; they stand in no line of a delivery.
fn deleted(last: &RecordBatch, origin: &Origin, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let (count, declared) = (last.num_rows(), schema.fields().len() - history::ORIGIN.len());
    let numbers: ArrayRef = Arc::new(Int64Array::new_null(count));
    origin.beside(last.columns().get(..declared).unwrap_or_default(), &numbers, repeated("delete", count), schema)
}
