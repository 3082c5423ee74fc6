//! Rows in memory that are replaced below queries already planned.

use arrow::array::RecordBatch;
use datafusion::datasource::MemTable;
use std::sync::Arc;

/// A table in memory whose rows can be replaced: what was planned over it sees the new ones.
#[derive(Clone)]
pub struct ReplaceableRows {
    table: Arc<MemTable>,
}

impl ReplaceableRows {
    pub(crate) fn of(table: Arc<MemTable>) -> Self {
        Self { table }
    }

    /// Puts other rows in place of those there; queries on their way keep the ones they began with.
    pub async fn replace(&self, rows: RecordBatch) {
        for (at, partition) in self.table.batches.iter().enumerate() {
            let mut there = partition.write().await;
            there.clear();
            there.extend((at == 0).then(|| rows.clone()));
        }
    }
}
