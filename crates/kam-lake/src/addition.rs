//! Rows added to the end of a table, through as few files as hold them.

use crate::commit::Writer;
use crate::error::Result;
use crate::history;
use crate::parquet_file::OpenFile;
use crate::staged::{Replace, Staged};
use crate::write::NewFiles;
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use deltalake::kernel::Add;
use kam_project::TableName;

/// New rows of one table, written where they will live. Dropped before it is staged, it never was.
pub struct Addition {
    table: TableName,
    schema: SchemaRef,
    open: Option<OpenFile>,
    files: Vec<Add>,
    rows: u64,
}

impl Addition {
    /// No rows yet of a table with these columns.
    pub fn new(table: &TableName, schema: SchemaRef) -> Self {
        Self { table: table.clone(), schema, open: None, files: Vec::new(), rows: 0 }
    }

    /// How many rows have been added.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    async fn close(&mut self) -> Result<()> {
        if let Some(file) = self.open.take() {
            self.files.push(file.close().await?);
        }
        Ok(())
    }
}

impl Writer {
    /// Writes more rows of an addition.
    pub async fn add(&self, addition: &mut Addition, rows: &RecordBatch) -> Result<()> {
        if rows.num_rows() == 0 {
            return Ok(());
        }
        if addition.open.as_ref().is_some_and(OpenFile::is_full) {
            addition.close().await?;
        }
        let mut file = match addition.open.take() {
            Some(file) => file,
            None => OpenFile::create(self.store(), &addition.table, &addition.schema)?,
        };
        file.write(rows).await?;
        addition.rows += rows.num_rows() as u64;
        addition.open = Some(file);
        Ok(())
    }

    /// Notes the change; nobody sees it before the commit. Without rows there is none.
    pub async fn stage_addition(&self, staged: &mut Staged, mut addition: Addition) -> Result<()> {
        addition.close().await?;
        let Addition { table, schema, files, .. } = addition;
        if files.is_empty() {
            return Ok(());
        }
        let base = self.table(&table).await?;
        let schema = history::merged_columns(&table, base.as_ref(), &schema)?;
        staged.put(&table, base, &Replace::Nothing, NewFiles { schema, files });
        Ok(())
    }
}
