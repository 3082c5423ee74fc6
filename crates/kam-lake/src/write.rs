//! Rows into Parquet files, where they will live.

use crate::columns::{spelled, stored_type};
use crate::error::{Error, Result};
use crate::parquet_file::OpenFile;
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::SortOptions;
use arrow::datatypes::{Field, Schema, SchemaRef};
use arrow::row::{OwnedRow, RowConverter, SortField};
use datafusion::execution::SendableRecordBatchStream;
use deltalake::kernel::Add;
use futures::StreamExt;
use kam_project::TableName;
use object_store::ObjectStore;
use std::sync::Arc;

/// Files written but not committed.
#[derive(Debug)]
pub(crate) struct NewFiles {
    pub schema: SchemaRef,
    pub files: Vec<Add>,
}

/// The columns a table will have, given those a query yields.
pub(crate) fn stored_schema(table: &TableName, queried: &Schema) -> Result<SchemaRef> {
    let fields = queried.fields().iter().map(|field| match stored_type(field.data_type()) {
        Some(kind) => Ok(Field::new(field.name(), kind, true)),
        None => Err(Error::ColumnType {
            table: table.to_string(),
            column: field.name().clone(),
            found: spelled(field.data_type()),
        }),
    });
    Ok(Arc::new(Schema::new(fields.collect::<Result<Vec<_>>>()?)))
}

/// Writes a stream of rows, sorted by `grain`, proving on the way that no two rows share it.
///
/// A table whose grain begins with `quarter` gets files of its own for each.
pub(crate) async fn write_files(
    store: &Arc<dyn ObjectStore>,
    table: &TableName,
    mut rows: SendableRecordBatchStream,
    grain: &[String],
) -> Result<NewFiles> {
    let schema = rows.schema();
    let by_quarter = grain.first().is_some_and(|column| column == "quarter");
    let mut writer = QuarterWriter::new(store, table, Arc::clone(&schema), by_quarter);
    let mut unique = UniqueGrain::new(table, &schema, grain)?;
    while let Some(batch) = rows.next().await {
        let batch = batch.map_err(|e| Error::query("compute", table.to_string(), e))?;
        unique.check(&batch)?;
        writer.write(&batch).await?;
    }
    Ok(NewFiles { schema, files: writer.finish().await? })
}

/// One open file at a time; a new one when the quarter changes.
struct QuarterWriter<'a> {
    table: &'a TableName,
    store: &'a Arc<dyn ObjectStore>,
    schema: SchemaRef,
    quarter_column: Option<usize>,
    open: Option<(Option<String>, OpenFile)>,
    files: Vec<Add>,
}

impl<'a> QuarterWriter<'a> {
    fn new(store: &'a Arc<dyn ObjectStore>, table: &'a TableName, schema: SchemaRef, by_quarter: bool) -> Self {
        let quarter_column = schema.index_of("quarter").ok().filter(|_| by_quarter);
        Self { table, store, schema, quarter_column, open: None, files: Vec::new() }
    }

    async fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        let mut start = 0;
        while start < batch.num_rows() {
            let quarter = self.quarter_at(batch, start);
            let mut end = start + 1;
            while end < batch.num_rows() && self.quarter_at(batch, end) == quarter {
                end += 1;
            }
            let quarter = quarter.map(str::to_owned);
            self.write_slice(quarter, &batch.slice(start, end - start)).await?;
            start = end;
        }
        Ok(())
    }

    async fn write_slice(&mut self, quarter: Option<String>, batch: &RecordBatch) -> Result<()> {
        if self.open.as_ref().is_some_and(|(open, file)| *open != quarter || file.is_full()) {
            self.close().await?;
        }
        let (_, mut file) = match self.open.take() {
            Some(open) => open,
            None => (None, OpenFile::create(self.store, self.table, &self.schema)?),
        };
        file.write(batch).await?;
        self.open = Some((quarter, file));
        Ok(())
    }

    async fn close(&mut self) -> Result<()> {
        if let Some((_, file)) = self.open.take() {
            self.files.push(file.close().await?);
        }
        Ok(())
    }

    async fn finish(mut self) -> Result<Vec<Add>> {
        self.close().await?;
        Ok(self.files)
    }

    fn quarter_at<'b>(&self, batch: &'b RecordBatch, row: usize) -> Option<&'b str> {
        let column = batch.column(self.quarter_column?);
        let texts = column.as_string_opt::<i32>()?;
        (!texts.is_null(row)).then(|| texts.value(row))
    }
}

/// Refuses rows whose grain is NULL or the same as the row's before.
struct UniqueGrain<'a> {
    table: &'a TableName,
    grain: &'a [String],
    columns: Vec<usize>,
    converter: RowConverter,
    last: Option<OwnedRow>,
}

impl<'a> UniqueGrain<'a> {
    fn new(table: &'a TableName, schema: &Schema, grain: &'a [String]) -> Result<Self> {
        let columns = grain.iter().map(|column| {
            schema
                .index_of(column)
                .map_err(|_| grain_error(table, format!("has no column `{column}`, which its grain names")))
        });
        let columns = columns.collect::<Result<Vec<_>>>()?;
        let fields = columns.iter().map(|column| {
            let kind = schema.field(*column).data_type().clone();
            SortField::new_with_options(kind, SortOptions::default())
        });
        let converter = RowConverter::new(fields.collect())
            .map_err(|e| grain_error(table, format!("has a grain that cannot be compared: {e}")))?;
        Ok(Self { table, grain, columns, converter, last: None })
    }

    fn check(&mut self, batch: &RecordBatch) -> Result<()> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let columns: Vec<_> = self.columns.iter().map(|c| Arc::clone(batch.column(*c))).collect();
        for (name, column) in self.grain.iter().zip(&columns) {
            if column.null_count() > 0 {
                return Err(grain_error(self.table, format!("has a row without `{name}`, which its grain names")));
            }
        }
        let rows = self
            .converter
            .convert_columns(&columns)
            .map_err(|e| grain_error(self.table, format!("has a grain that cannot be compared: {e}")))?;
        for index in 0..rows.num_rows() {
            let repeated = match index.checked_sub(1) {
                Some(before) => rows.row(before) == rows.row(index),
                None => self.last.as_ref().is_some_and(|last| last.row() == rows.row(index)),
            };
            if repeated {
                return Err(grain_error(self.table, self.duplicate(batch, index)));
            }
        }
        self.last = rows.iter().next_back().map(|row| row.owned());
        Ok(())
    }

    fn duplicate(&self, batch: &RecordBatch, row: usize) -> String {
        let values = self.grain.iter().zip(&self.columns).map(|(name, column)| {
            let shown = arrow::util::display::array_value_to_string(batch.column(*column), row);
            format!("{name} = {}", shown.unwrap_or_default())
        });
        format!("has two rows with {}", values.collect::<Vec<_>>().join(", "))
    }
}

pub(crate) fn grain_error(table: &TableName, detail: String) -> Error {
    Error::Grain { table: table.to_string(), detail }
}
