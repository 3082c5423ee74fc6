//! What is known of an extract's keys, from the lake.

use crate::error::{Error, Result};
use crate::origin::{Origin, repeated};
use arrow::array::{ArrayRef, Int64Array, RecordBatch};
use chrono::{DateTime, Utc};
use kam_compare::{Changes, Known, LastKnown, ORIGIN, Version};
use kam_lake::{Reservation, Rows, Session, SessionSettings, Staged, Writer, history};
use kam_project::Extract;
use std::sync::Arc;

/// What is known of an extract's keys, within the memory of the run.
pub(crate) struct KnownKeys {
    known: Known,
    held: Reservation,
}

impl KnownKeys {
    /// What was known of an extract at a moment, of all that has landed or is staged; where nothing has, without a query.
    pub(crate) async fn at(
        moment: DateTime<Utc>,
        extract: &Extract,
        (writer, staged): (&Writer, &Staged),
    ) -> Result<Self> {
        let held = Reservation::to("compare", extract.table.to_string());
        let mut keys = Self { known: Known::nothing_at(moment, extract), held };
        if writer.head().version(&extract.table).is_some() || staged.new_rows(&extract.table) > 0 {
            let mut landed = landed(extract, writer, staged).await?;
            while let Some(rows) = landed.next_rows().await? {
                keys.held.hold(keys.known.bytes_with(rows.num_rows()))?;
                keys.known.take_in(&rows).map_err(|source| failed(extract, source))?;
            }
        }
        Ok(keys)
    }

    /// Walks on to a later moment.
    pub(crate) fn reach(&mut self, moment: DateTime<Utc>) {
        self.known.reach(moment);
    }

    /// What is known.
    pub(crate) fn known(&self) -> &Known {
        &self.known
    }

    /// Makes known what has landed.
    pub(crate) fn learn(&mut self, changes: &Changes, versions: &[Version<&str>]) -> Result<()> {
        let rows = changes.found.changed() + changes.found.deleted();
        self.held.hold(self.known.bytes_with(usize::try_from(rows).unwrap_or(usize::MAX)))?;
        changes.learn(&mut self.known, versions);
        Ok(())
    }
}

/// Deletes the keys that a search is for: what was known of them last, said by who found them missing.
///
/// This reads all landed rows once. It is asked for only where keys are gone.
pub(crate) async fn deletions(
    extract: &Extract,
    mut search: LastKnown<'_>,
    (writer, staged): (&Writer, &Staged),
    origin: &Origin,
) -> Result<Vec<RecordBatch>> {
    let mut deletions = Vec::new();
    let mut landed = landed(extract, writer, staged).await?;
    while let Some(rows) = landed.next_rows().await? {
        let last = search.among(&rows).map_err(|source| failed(extract, source))?;
        if last.num_rows() > 0 {
            deletions.push(deleted(extract, &last, origin)?);
        }
    }
    match search.missing() {
        0 => Ok(deletions),
        missing => {
            Err(Error::Died { part: format!("looking up what was known of {missing} keys of {}", extract.table) })
        }
    }
}

/// The rows as deletions; they stand in no line of a delivery.
pub(crate) fn deleted(extract: &Extract, last: &RecordBatch, origin: &Origin) -> Result<RecordBatch> {
    let numbers: ArrayRef = Arc::new(Int64Array::new_null(last.num_rows()));
    let operations = repeated("delete", last.num_rows());
    let rows = origin.beside(last.columns(), &numbers, operations, &history::landed_schema(extract));
    rows.map_err(|source| failed(extract, source))
}

/// All landed versions of an extract's rows: the declared columns, then those of [`ORIGIN`].
async fn landed(extract: &Extract, writer: &Writer, staged: &Staged) -> Result<Rows> {
    let session = Session::open(&SessionSettings::default())?;
    writer.register_history(&session, staged, extract).await?;
    Ok(session.compute(&extract.table, &history::versions(extract, &ORIGIN), &[]).await?)
}

pub(crate) fn failed(extract: &Extract, source: kam_compare::Error) -> Error {
    Error::Rows { table: extract.table.to_string(), source }
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
