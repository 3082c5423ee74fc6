//! Rows into the bytes of a Parquet file, its columns encoded side by side on all cores.
//!
//! Encoding is most of what landing costs. Every batch is shared out by column, and the next one waits until all have taken
//! theirs, so the bytes do not depend on how many cores there are.

use arrow::array::RecordBatch;
use arrow::datatypes::{FieldRef, SchemaRef};
use bytes::Bytes;
use futures::future::try_join_all;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use std::mem;

/// A group of rows ends after so many, as Parquet's writers have it.
const GROUP_ROWS: usize = 1024 * 1024;

/// The rows of one batch below which sharing out costs more than it saves.
const FEW_ROWS: usize = 2_048;

type Result<T> = std::result::Result<T, ParquetError>;

/// A Parquet file in memory, as far as it has not been taken away.
pub(crate) struct RowGroups {
    schema: SchemaRef,
    file: SerializedFileWriter<Vec<u8>>,
    groups: ArrowRowGroupWriterFactory,
    /// How many groups have ended.
    ended: usize,
    /// The open group: its columns, and how many rows they have.
    columns: Vec<ArrowColumnWriter>,
    rows: usize,
}

impl RowGroups {
    /// Begins a file of flat columns.
    pub(crate) fn begin(schema: &SchemaRef, settings: WriterProperties) -> Result<Self> {
        let writer = ArrowWriter::try_new(Vec::new(), SchemaRef::clone(schema), Some(settings))?;
        let (file, groups) = writer.into_serialized_writer()?;
        Ok(Self { schema: SchemaRef::clone(schema), file, groups, ended: 0, columns: Vec::new(), rows: 0 })
    }

    /// Adds rows.
    pub(crate) async fn add(&mut self, batch: &RecordBatch) -> Result<()> {
        let mut from = 0;
        while from < batch.num_rows() {
            let count = (batch.num_rows() - from).min(GROUP_ROWS - self.rows);
            self.add_to_group(&batch.slice(from, count)).await?;
            from += count;
            if self.rows == GROUP_ROWS {
                self.end_group().await?;
            }
        }
        Ok(())
    }

    /// What has been encoded since this was asked last, in order: a few bytes may come with the next.
    pub(crate) fn take(&mut self) -> Bytes {
        Bytes::from(mem::take(self.file.inner_mut()))
    }

    /// About how many bytes the file has so far, taken or not.
    pub(crate) fn size(&self) -> usize {
        self.file.bytes_written() + self.columns.iter().map(ArrowColumnWriter::get_estimated_total_bytes).sum::<usize>()
    }

    /// Ends the file; afterwards what is left of it can be taken.
    pub(crate) async fn end(&mut self) -> Result<()> {
        self.end_group().await?;
        self.file.finish()?;
        Ok(())
    }

    async fn add_to_group(&mut self, batch: &RecordBatch) -> Result<()> {
        if self.columns.is_empty() {
            self.columns = self.groups.create_column_writers(self.ended)?;
        }
        let columns = mem::take(&mut self.columns).into_iter();
        let given = self.schema.fields().iter().cloned().zip(batch.columns().iter().cloned());
        let work: Vec<_> = columns
            .zip(given)
            .map(|(mut writer, (field, values))| {
                move || {
                    for leaf in compute_leaves(FieldRef::as_ref(&field), &values)? {
                        writer.write(&leaf)?;
                    }
                    Ok(writer)
                }
            })
            .collect();
        self.columns = done(work, batch.num_rows()).await?;
        self.rows += batch.num_rows();
        Ok(())
    }

    async fn end_group(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let columns = mem::take(&mut self.columns);
        let work = columns.into_iter().map(|column| move || column.close()).collect();
        let chunks = done(work, self.rows).await?;
        let mut group = self.file.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
        (self.ended, self.rows) = (self.ended + 1, 0);
        Ok(())
    }
}

/// Does all, and gives what came of each in order; what has many rows is done on threads that may block.
async fn done<T, F>(work: Vec<F>, rows: usize) -> Result<Vec<T>>
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
