//! What of a table's log says what the table is at a version: the newest whole checkpoint, and the entries after it.
//!
//! It is read here and handed to the Delta library in memory. So the library meets no checkpoint that was cut short or
//! changed, and entries are asked of the store side by side.

use crate::checkpoint;
use crate::delta::log_entry_path;
use crate::error::Result;
use crate::record;
use arrow::json::LineDelimitedWriter;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use kam_project::TableName;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many entries are read at a time.
const LOOK_UPS: usize = 16;

/// The part of a log that one version needs.
pub(crate) struct LogWindow {
    version: u64,
    checkpoint: Option<(u64, Path, Bytes)>,
    /// The entries after the checkpoint, all of them where there is none, in order.
    entries: Vec<(Path, Bytes)>,
}

/// What a log says of its table, whichever way it is written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// Protocol and columns.
    about: BTreeMap<&'static str, Value>,
    /// The last of each application.
    transactions: BTreeMap<String, Value>,
    /// By path.
    files: BTreeMap<String, Value>,
}

impl LogWindow {
    /// Reads what a version needs.
    pub(crate) async fn read(store: &Arc<dyn ObjectStore>, table: &TableName, version: u64) -> Result<Self> {
        let newest = checkpoint::newest(store.as_ref(), table, version).await?;
        let first = newest.as_ref().map_or(0, |(at, _)| at + 1);
        let entries = stream::iter(first..=version).map(|entry| async move {
            let path = log_entry_path(table, entry);
            let found = record::read(store.as_ref(), &path).await?;
            found.map(|bytes| (path.clone(), bytes)).ok_or_else(|| checkpoint::lacking(&path))
        });
        let entries = entries.buffered(LOOK_UPS).try_collect().await?;
        let checkpoint = newest.map(|(at, bytes)| (at, checkpoint::path(table, at), bytes));
        Ok(Self { version, checkpoint, entries })
    }

    /// A checkpoint and nothing else.
    pub(crate) fn of_checkpoint(table: &TableName, version: u64, bytes: Bytes) -> Self {
        Self { version, checkpoint: Some((version, checkpoint::path(table, version), bytes)), entries: Vec::new() }
    }

    /// Whether the version's own checkpoint is all there is to read.
    pub(crate) fn is_a_checkpoint(&self) -> bool {
        self.checkpoint.as_ref().is_some_and(|(at, ..)| *at == self.version)
    }

    /// The same in memory, where the Delta library finds it under its own paths.
    pub(crate) async fn held(&self) -> Result<Arc<dyn ObjectStore>> {
        let held = InMemory::new();
        let checkpoint = self.checkpoint.iter().map(|(_, path, bytes)| (path, bytes));
        for (path, bytes) in checkpoint.chain(self.entries.iter().map(|(path, bytes)| (path, bytes))) {
            held.put(path, bytes.clone().into()).await.map_err(|e| record::store_error("hold", path, e))?;
        }
        Ok(Arc::new(held))
    }

    /// What all of it together says.
    pub(crate) fn says(&self) -> Result<Said> {
        let mut said = Said::default();
        if let Some((_, path, bytes)) = &self.checkpoint {
            said.take(path, &as_log_entry(path, bytes)?)?;
        }
        for (path, bytes) in &self.entries {
            said.take(path, bytes)?;
        }
        Ok(said)
    }
}

impl Said {
    /// Takes in an entry: one JSON action per line.
    fn take(&mut self, path: &Path, entry: &[u8]) -> Result<()> {
        for line in entry.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let action: Value = serde_json::from_slice(line).map_err(|e| record::damaged(path, &e.to_string()))?;
            self.take_action(without_nulls(action));
        }
        Ok(())
    }

    fn take_action(&mut self, mut action: Value) {
        let named = |action: &Value, key: &str| action.get(key).and_then(Value::as_str).map(str::to_owned);
        for kind in ["protocol", "metaData"] {
            if let Some(found) = action.get_mut(kind) {
                self.about.insert(kind, found.take());
            }
        }
        if let Some(transaction) = action.get_mut("txn")
            && let Some(application) = named(transaction, "appId")
        {
            self.transactions.insert(application, transaction.take());
        }
        if let Some(path) = action.get("remove").and_then(|remove| named(remove, "path")) {
            self.files.remove(&path);
        }
        if let Some(add) = action.get_mut("add")
            && let Some(path) = named(add, "path")
        {
            let mut file = add.take();
            // A word about the commit that added it, not about the file.
            if let Some(keys) = file.as_object_mut() {
                keys.remove("dataChange");
            }
            self.files.insert(path, file);
        }
    }
}

/// A checkpoint's rows as a log entry has its actions: JSON, one per line.
fn as_log_entry(path: &Path, bytes: &Bytes) -> Result<Vec<u8>> {
    let failed = |detail: String| record::damaged(path, &detail);
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes.clone()).map_err(|e| failed(e.to_string()))?;
    let mut writer = LineDelimitedWriter::new(Vec::new());
    for batch in reader.build().map_err(|e| failed(e.to_string()))? {
        let batch = batch.map_err(|e| failed(e.to_string()))?;
        writer.write(&batch).map_err(|e| failed(e.to_string()))?;
    }
    writer.finish().map_err(|e| failed(e.to_string()))?;
    Ok(writer.into_inner())
}

/// Unknown is the same whether it is written or left out.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(keys) => Value::Object(
            keys.into_iter().filter(|(_, value)| !value.is_null()).map(|(k, v)| (k, without_nulls(v))).collect(),
        ),
        other => other,
    }
}
