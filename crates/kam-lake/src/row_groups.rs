//! Rows into encoded groups of a Parquet file, its columns side by side on all cores.
//!
//! Encoding is most of what landing costs. Rows are gathered until there are many, and shared out by column; the next ones wait until
//! all columns have taken theirs, so the bytes do not depend on how many cores there are. What a group has become is for `leaving.rs`
//! to pass on.

use crate::statistics::{ColumnStatistics, Statistics};
use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{FieldRef, SchemaRef};
use futures::future::try_join_all;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::errors::ParquetError;
use std::mem;

/// A group of rows ends after so many, as Parquet's writers have it.
const GROUP_ROWS: usize = 1024 * 1024;

/// The rows below which sharing out costs more than it saves.
const FEW_ROWS: usize = 2_048;

/// How many rows are gathered before they are shared out, and how many bytes at most: whoever reads gives as few as it likes.
const GATHERED_ROWS: usize = 32 * 1024;
const GATHERED_BYTES: usize = 16 << 20;

pub(crate) type Result<T> = std::result::Result<T, ParquetError>;

/// The rows of a Parquet file, of which the last are in an open group.
pub(crate) struct RowGroups {
    schema: SchemaRef,
    groups: ArrowRowGroupWriterFactory,
    /// How many groups have ended, and about how many bytes they took.
    ended: usize,
    ended_bytes: usize,
    open: Group,
    gathered: Vec<RecordBatch>,
    gathered_rows: usize,
    gathered_bytes: usize,
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
        Self {
            schema: SchemaRef::clone(schema),
            groups,
            ended: 0,
            ended_bytes: 0,
            open: Group::default(),
            gathered: Vec::new(),
            gathered_rows: 0,
            gathered_bytes: 0,
            statistics: Statistics::of(schema),
        }
    }

    /// Adds rows that are left of a batch, up to the end of a group; gives that group if it has ended.
    pub(crate) async fn add(&mut self, rows: &mut RecordBatch) -> Result<Option<Group>> {
        let count = rows.num_rows().min(GROUP_ROWS - self.open.rows - self.gathered_rows);
        let (now, later) = (rows.slice(0, count), rows.slice(count, rows.num_rows() - count));
        *rows = later;
        self.gathered_rows += count;
        self.gathered_bytes += now.get_array_memory_size();
        self.gathered.push(now);
        if self.open.rows + self.gathered_rows == GROUP_ROWS {
            return self.end().await.map(Some);
        }
        if self.gathered_rows >= GATHERED_ROWS || self.gathered_bytes >= GATHERED_BYTES {
            self.share_out().await?;
        }
        Ok(None)
    }

    /// Ends the open group, which may have no rows.
    pub(crate) async fn end(&mut self) -> Result<Group> {
        self.share_out().await?;
        self.ended_bytes += self.open.size();
        self.ended += 1;
        Ok(mem::take(&mut self.open))
    }

    /// About how many bytes the rows have become.
    pub(crate) fn size(&self) -> usize {
        self.ended_bytes + self.open.size()
    }

    /// What all the rows hold.
    pub(crate) fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// Lets the columns of the open group take what has been gathered.
    async fn share_out(&mut self) -> Result<()> {
        let (batches, rows) = (mem::take(&mut self.gathered), mem::take(&mut self.gathered_rows));
        self.gathered_bytes = 0;
        if rows == 0 {
            return Ok(());
        }
        if self.open.columns.is_empty() {
            self.open.columns = self.groups.create_column_writers(self.ended)?;
        }
        let columns = mem::take(&mut self.open.columns).into_iter().zip(mem::take(&mut self.statistics.columns));
        let work = columns.zip(self.schema.fields()).enumerate().map(|(place, ((writer, statistics), field))| {
            let given = batches.iter().map(|batch| ArrayRef::clone(batch.column(place))).collect();
            let column = Column { writer, statistics, field: FieldRef::clone(field) };
            move || column.after(given)
        });
        let columns = done(work.collect(), rows).await?;
        (self.open.columns, self.statistics.columns) =
            columns.into_iter().map(|column| (column.writer, column.statistics)).unzip();
        self.open.rows += rows;
        self.statistics.rows += rows;
        Ok(())
    }
}

/// A column of the open group while it is on a thread of its own.
struct Column {
    writer: ArrowColumnWriter,
    statistics: ColumnStatistics,
    field: FieldRef,
}

impl Column {
    /// What it is once it has taken these values.
    fn after(mut self, given: Vec<ArrayRef>) -> Result<Self> {
        for values in given {
            self.statistics.add(&values);
            for leaf in compute_leaves(&self.field, &values)? {
                self.writer.write(&leaf)?;
            }
        }
        Ok(self)
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
