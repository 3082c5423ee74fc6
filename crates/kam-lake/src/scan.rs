//! Reads exactly the files a table's state names.
//!
//! The engine's own listing table would take a missing file for no rows. Here every file is looked up
//! before it is read, and one that is missing or has another length is an error with its name.

use crate::delta::{DataFile, TableState, folder};
use crate::error::Error;
use arrow::datatypes::SchemaRef;
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Statistics;
use datafusion::common::stats::Precision;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::source::ParquetSource;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder};
use datafusion::datasource::source::DataSourceExec;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use futures::{StreamExt, TryStreamExt};
use kam_project::TableName;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use std::sync::Arc;

/// How many files are looked up at a time.
const LOOK_UPS: usize = 16;

/// One table's exact files, as the engine sees them.
#[derive(Debug)]
pub(crate) struct ExactFiles {
    table: TableName,
    state: TableState,
    store: Arc<dyn ObjectStore>,
    address: ObjectStoreUrl,
}

impl ExactFiles {
    pub(crate) fn new(
        table: TableName,
        state: TableState,
        store: Arc<dyn ObjectStore>,
        address: ObjectStoreUrl,
    ) -> Self {
        Self { table, state, store, address }
    }

    /// How large the files are together.
    pub(crate) fn bytes(&self) -> u64 {
        self.state.files.iter().map(|file| file.size).sum()
    }

    /// Proves that a file is there, whole, and describes it to the engine.
    async fn verified(&self, file: DataFile) -> Result<PartitionedFile> {
        let path = Path::from(format!("{}/{}", folder(&self.table), file.path));
        let (table, shown) = (self.table.to_string(), path.to_string());
        let found = match self.store.head(&path).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => {
                return Err(external(Error::MissingFile { table, path: shown }));
            }
            Err(source) => {
                return Err(external(Error::Store { action: "read", path: shown, source }));
            }
        };
        if found.size != file.size {
            let (expected, found) = (file.size, found.size);
            return Err(external(Error::ChangedFile { table, path: shown, expected, found }));
        }
        Ok(PartitionedFile::new_from_meta(found).with_statistics(Arc::new(self.statistics(file.rows))))
    }

    /// What the planner needs to tell which side of a join is the smaller, since that one is held in memory: exact rows, and a
    /// guess at the distinct values of each column, without which it knows nothing of rows that come from a join. Not the
    /// bytes: those of files are packed, and would make a wide table look smaller than a few narrow rows.
    fn statistics(&self, rows: u64) -> Statistics {
        let mut statistics = Statistics::new_unknown(&self.state.schema);
        statistics.num_rows = Precision::Exact(usize::try_from(rows).unwrap_or(usize::MAX));
        for column in &mut statistics.column_statistics {
            column.distinct_count = statistics.num_rows.to_inexact();
        }
        statistics
    }

    fn file_groups(&self, files: Vec<PartitionedFile>, partitions: usize) -> Vec<FileGroup> {
        let groups = files.len().min(partitions.max(1));
        let mut grouped = vec![Vec::new(); groups];
        for (index, file) in files.into_iter().enumerate() {
            if let Some(group) = grouped.get_mut(index % groups) {
                group.push(file);
            }
        }
        grouped.into_iter().map(FileGroup::new).collect()
    }
}

fn external(error: Error) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}

#[async_trait]
impl TableProvider for ExactFiles {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.state.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }

    async fn scan(
        &self,
        session: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let files: Vec<PartitionedFile> = futures::stream::iter(self.state.files.clone())
            .map(|file| self.verified(file))
            .buffered(LOOK_UPS)
            .try_collect()
            .await?;
        if files.is_empty() {
            let schema = match projection {
                Some(columns) => Arc::new(self.state.schema.project(columns)?),
                None => Arc::clone(&self.state.schema),
            };
            return Ok(Arc::new(EmptyExec::new(schema)));
        }
        let rows = self.state.files.iter().map(|file| file.rows).sum();
        let source = Arc::new(ParquetSource::new(Arc::clone(&self.state.schema)));
        let scan = FileScanConfigBuilder::new(self.address.clone(), source)
            .with_file_groups(self.file_groups(files, session.config().target_partitions()))
            .with_statistics(self.statistics(rows))
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        Ok(DataSourceExec::from_data_source(scan))
    }
}
