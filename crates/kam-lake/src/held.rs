//! Small tables that are read once and held, because many queries of a run ask them.
//!
//! A small lake is hundreds of files of a few kilobytes: opening them for every query costs more than all else. Files are
//! looked up and proved whole when they are read, as ever; they never change afterwards.

use crate::scan::ExactFiles;
use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use arrow::datatypes::SchemaRef;
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::datasource::source::DataSourceExec;
use datafusion::error::Result;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::{ExecutionPlan, collect};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::OnceCell;

/// How large the files of a table may be together to be held, in bytes.
const SMALL: u64 = 1 << 20;

/// How many decoded bytes a session may still hold.
#[derive(Debug)]
pub(crate) struct Room {
    left: AtomicUsize,
}

impl Room {
    pub(crate) fn of(bytes: usize) -> Self {
        Self { left: AtomicUsize::new(bytes) }
    }

    fn take(&self, bytes: usize) -> bool {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes)).is_ok()
    }

    fn give_back(&self, bytes: usize) {
        self.left.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// A table that may be held, as the engine sees it.
#[derive(Debug)]
pub(crate) struct HeldFiles {
    files: ExactFiles,
    room: Arc<Room>,
    /// All rows; none where there was no room for them.
    rows: OnceCell<Option<RecordBatch>>,
}

impl HeldFiles {
    /// A table to hold if it is small and there is room when it is first read.
    pub(crate) fn provider(files: ExactFiles, room: &Arc<Room>) -> Arc<dyn TableProvider> {
        if files.bytes() > SMALL || room.left.load(Ordering::Relaxed) == 0 {
            return Arc::new(files);
        }
        Arc::new(Self { files, room: Arc::clone(room), rows: OnceCell::new() })
    }

    async fn read(&self, session: &dyn Session) -> Result<Option<RecordBatch>> {
        let plan = self.files.scan(session, None, &[], None).await?;
        let batches = collect(plan, session.task_ctx()).await?;
        let rows = concat_batches(&self.files.schema(), &batches)?;
        Ok(self.room.take(rows.get_array_memory_size()).then_some(rows))
    }
}

#[async_trait]
impl TableProvider for HeldFiles {
    fn schema(&self) -> SchemaRef {
        self.files.schema()
    }

    fn table_type(&self) -> TableType {
        self.files.table_type()
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        self.files.supports_filters_pushdown(filters)
    }

    async fn scan(
        &self,
        session: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let Some(rows) = self.rows.get_or_try_init(|| self.read(session)).await? else {
            return self.files.scan(session, projection, filters, limit).await;
        };
        let held = MemorySourceConfig::try_new(&[vec![rows.clone()]], self.schema(), projection.cloned())?;
        Ok(DataSourceExec::from_data_source(held.with_limit(limit)))
    }
}

impl Drop for HeldFiles {
    fn drop(&mut self) {
        if let Some(Some(rows)) = self.rows.get() {
            self.room.give_back(rows.get_array_memory_size());
        }
    }
}
