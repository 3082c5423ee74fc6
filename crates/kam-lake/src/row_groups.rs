//! Rows into encoded groups of a Parquet file, its columns side by side on all cores.
//!
//! Encoding is most of what landing costs. Every batch is shared out by column, and the next one waits until all have taken
//! theirs, so the bytes do not depend on how many cores there are. What a group has become is for `leaving.rs` to pass on.

use crate::statistics::{ColumnStatistics, Statistics};
use arrow::array::RecordBatch;
use arrow::datatypes::{FieldRef, SchemaRef};
use futures::future::try_join_all;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::errors::ParquetError;
use std::mem;

/// A group of rows ends after so many, as Parquet's writers have it.
const GROUP_ROWS: usize = 1024 * 1024;

/// The rows of one batch below which sharing out costs more than it saves.
const FEW_ROWS: usize = 2_048;

pub(crate) type Result<T> = std::result::Result<T, ParquetError>;

/// The rows of a Parquet file, of which the last are in an open group.
pub(crate) struct RowGroups {
    schema: SchemaRef,
    groups: ArrowRowGroupWriterFactory,
    /// How many groups have ended, and about how many bytes they took.
    ended: usize,
    ended_bytes: usize,
    open: Group,
    statistics: Statistics,
}

/// A group of rows: its columns, and how many rows they have.
#[derive(Default)]
pub(crate) struct Group {
    columns: Vec<ArrowColumnWriter>,
    rows: usize,
}

impl RowGroups {
    /// No rows yet.
    pub(crate) fn of(schema: &SchemaRef, groups: ArrowRowGroupWriterFactory) -> Self {
        let (schema, statistics) = (SchemaRef::clone(schema), Statistics::of(schema));
        Self { schema, groups, ended: 0, ended_bytes: 0, open: Group::default(), statistics }
    }

    /// Adds rows that are left of a batch, up to the end of a group; gives that group if it has ended.
    pub(crate) async fn add(&mut self, rows: &mut RecordBatch) -> Result<Option<Group>> {
        let count = rows.num_rows().min(GROUP_ROWS - self.open.rows);
        let (now, later) = (rows.slice(0, count), rows.slice(count, rows.num_rows() - count));
        self.add_to_group(&now).await?;
        *rows = later;
        Ok((self.open.rows == GROUP_ROWS).then(|| self.end()))
    }

    /// Ends the open group, which may have no rows.
    pub(crate) fn end(&mut self) -> Group {
        self.ended_bytes += self.open.size();
        self.ended += 1;
        mem::take(&mut self.open)
    }

    /// About how many bytes the rows have become.
    pub(crate) fn size(&self) -> usize {
        self.ended_bytes + self.open.size()
    }

    /// What all the rows hold.
    pub(crate) fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    async fn add_to_group(&mut self, batch: &RecordBatch) -> Result<()> {
        if self.open.columns.is_empty() {
            self.open.columns = self.groups.create_column_writers(self.ended)?;
        }
        let columns = mem::take(&mut self.open.columns).into_iter().zip(mem::take(&mut self.statistics.columns));
        let given = self.schema.fields().iter().cloned().zip(batch.columns().iter().cloned());
        let work = columns.zip(given).map(|((mut writer, mut statistics), (field, values))| {
            move || {
                statistics.add(&values);
                for leaf in compute_leaves(FieldRef::as_ref(&field), &values)? {
                    writer.write(&leaf)?;
                }
                Ok((writer, statistics))
            }
        });
        let taken: Vec<(ArrowColumnWriter, ColumnStatistics)> = done(work.collect(), batch.num_rows()).await?;
        (self.open.columns, self.statistics.columns) = taken.into_iter().unzip();
        self.open.rows += batch.num_rows();
        self.statistics.rows += batch.num_rows();
        Ok(())
    }
}

impl Group {
    /// How many rows it has.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Its columns as they will lie in the file.
    pub(crate) async fn chunks(self) -> Result<Vec<ArrowColumnChunk>> {
        let work = self.columns.into_iter().map(|column| move || column.close()).collect();
        done(work, self.rows).await
    }

    fn size(&self) -> usize {
        self.columns.iter().map(ArrowColumnWriter::get_estimated_total_bytes).sum()
    }
}

/// Does all, and gives what came of each in order; what has many rows is done on threads that may block.
pub(crate) async fn done<T, F>(work: Vec<F>, rows: usize) -> Result<Vec<T>>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T> + Send + 'static,
{
    if rows < FEW_ROWS {
        return work.into_iter().map(|work| work()).collect();
    }
    let tasks = work.into_iter().map(|work| async {
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|died| ParquetError::External(Box::new(died)))?
    });
    try_join_all(tasks).await
}
