//! Delta tables: what a version holds, and the log entry of the next one.

use crate::error::{Error, Result};
use crate::log_window::LogWindow;
use arrow::datatypes::SchemaRef;
use chrono::{DateTime, Utc};
use deltalake::kernel::engine::arrow_conversion::TryIntoKernel;
use deltalake::kernel::{Action, Add, EagerSnapshot, MetadataExt, Remove, StructType, new_metadata};
use deltalake::logstore::{StorageConfig, default_logstore};
use kam_project::TableName;
use object_store::ObjectStore;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use url::Url;

/// One version of a table: its columns and exactly the files that hold its rows.
#[derive(Debug, Clone)]
pub struct TableState {
    /// The Delta version.
    pub version: u64,
    /// The columns.
    pub schema: SchemaRef,
    /// The files.
    pub files: Vec<DataFile>,
    /// The table's id, which outlives changes of its columns.
    pub(crate) id: String,
}

/// One data file, as its table's log describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// The path below the table's folder.
    pub path: String,
    /// Its length in bytes.
    pub size: u64,
    /// How many rows it holds.
    pub rows: u64,
    /// The quarter all its rows belong to, if the table has quarters.
    pub quarter: Option<String>,
}

/// The folder of a table below the lake: `marts/value_contribution`.
pub(crate) fn folder(table: &TableName) -> Path {
    Path::from(format!("{}/{}", table.layer.as_str(), table.name))
}

/// Where the log entry of a version lies, below the lake.
pub(crate) fn log_entry_path(table: &TableName, version: u64) -> Path {
    Path::from(format!("{}/_delta_log/{version:020}.json", folder(table)))
}

/// Opens a table at exactly one version.
pub(crate) async fn open(store: &Arc<dyn ObjectStore>, table: &TableName, version: u64) -> Result<TableState> {
    let failed = |source| delta_error("open", table, source);
    let window = LogWindow::read(store, table, version).await?;
    let log_store = log_store(&window.held().await?, table)?;
    let snapshot = EagerSnapshot::try_new(log_store.as_ref(), Some(version)).await.map_err(failed)?;
    let log = snapshot.log_data();
    let files = log.iter().map(|file| {
        let stats = file.stats();
        DataFile {
            path: file.path().to_string(),
            size: u64::try_from(file.size()).unwrap_or_default(),
            rows: file.num_records().map(|rows| rows as u64).unwrap_or_default(),
            quarter: stats.as_deref().and_then(single_quarter),
        }
    });
    let mut files: Vec<DataFile> = files.collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let id = snapshot.metadata().id().to_owned();
    Ok(TableState { version, schema: snapshot.arrow_schema(), files, id })
}

/// The quarter of a file, by its statistics: no file mixes quarters.
pub(crate) fn single_quarter(stats: &str) -> Option<String> {
    let stats: serde_json::Value = serde_json::from_str(stats).ok()?;
    let lowest = stats.get("minValues")?.get("quarter")?.as_str()?;
    let highest = stats.get("maxValues")?.get("quarter")?.as_str()?;
    (lowest == highest).then(|| lowest.to_owned())
}

/// What one commit does to one table.
pub(crate) struct LogEntry<'a> {
    pub table: &'a TableName,
    pub commit: u64,
    pub moment: DateTime<Utc>,
    /// The columns, if this version declares them: the first, and every change.
    pub schema: Option<&'a SchemaRef>,
    /// The table's id; none before its first version.
    pub id: Option<&'a str>,
    pub removed: &'a [DataFile],
    pub added: &'a [Add],
    /// Whether the rows stay what they were, and only lie in other files.
    pub keeps_rows: bool,
}

impl LogEntry<'_> {
    /// The exact bytes of the log entry: one JSON action per line.
    pub(crate) fn bytes(&self) -> Result<String> {
        let mut lines = vec![self.commit_info()];
        if self.id.is_none() {
            lines.push(json!({"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}}));
        }
        if let Some(schema) = self.schema {
            lines.push(self.metadata(schema)?);
        }
        lines.push(json!({"txn": {
            "appId": "kam", "version": self.commit, "lastUpdated": self.moment.timestamp_millis(),
        }}));
        for file in self.removed {
            lines.push(self.action(Action::Remove(self.remove(file)))?);
        }
        for add in self.added {
            lines.push(self.action(Action::Add(Add { data_change: !self.keeps_rows, ..add.clone() }))?);
        }
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        Ok(lines.join("\n"))
    }

    fn commit_info(&self) -> serde_json::Value {
        let (operation, parameters) = match (self.id, self.removed) {
            _ if self.keeps_rows => ("OPTIMIZE", json!({"predicate": "[]"})),
            (None, _) => ("CREATE TABLE", json!({"mode": "Append"})),
            (Some(_), []) => ("WRITE", json!({"mode": "Append"})),
            (Some(_), _) => ("WRITE", json!({"mode": "Overwrite"})),
        };
        json!({"commitInfo": {
            "timestamp": self.moment.timestamp_millis(),
            "operation": operation,
            "operationParameters": parameters,
            "engineInfo": concat!("kam/", env!("CARGO_PKG_VERSION")),
            "kamCommit": self.commit,
        }})
    }

    /// The table's columns, with log clean-up off: published editions pin old versions.
    fn metadata(&self, schema: &SchemaRef) -> Result<serde_json::Value> {
        let failed = |source| delta_error("describe", self.table, source);
        let columns: StructType =
            schema.as_ref().try_into_kernel().map_err(|e: arrow::error::ArrowError| failed(e.into()))?;
        let settings = [
            ("delta.enableExpiredLogCleanup", "false"),
            ("delta.logRetentionDuration", "interval 36500 days"),
            ("delta.deletedFileRetentionDuration", "interval 36500 days"),
        ];
        let metadata = new_metadata(&columns, Vec::<String>::new(), settings).map_err(|e| failed(e.into()))?;
        let metadata = match self.id {
            Some(id) => metadata.with_table_id(id.to_owned()).map_err(|e| failed(e.into()))?,
            None => metadata,
        };
        self.action(Action::Metadata(metadata))
    }

    fn remove(&self, file: &DataFile) -> Remove {
        Remove {
            path: file.path.clone(),
            data_change: !self.keeps_rows,
            deletion_timestamp: Some(self.moment.timestamp_millis()),
            extended_file_metadata: Some(true),
            partition_values: Some(HashMap::new()),
            size: i64::try_from(file.size).ok(),
            tags: None,
            deletion_vector: None,
            base_row_id: None,
            default_row_commit_version: None,
        }
    }

    fn action(&self, action: Action) -> Result<serde_json::Value> {
        serde_json::to_value(action)
            .map_err(|e| Error::Damaged { path: folder(self.table).to_string(), detail: e.to_string() })
    }
}

pub(crate) fn log_store(store: &Arc<dyn ObjectStore>, table: &TableName) -> Result<deltalake::logstore::LogStoreRef> {
    let folder = folder(table);
    let address = format!("kam-lake://lake/{folder}/");
    let url = Url::parse(&address).map_err(|e| Error::Location { address: address.clone(), detail: e.to_string() })?;
    let prefixed = Arc::new(PrefixStore::new(Arc::clone(store), folder));
    Ok(default_logstore(prefixed, Arc::clone(store), &url, &StorageConfig::default()))
}

pub(crate) fn delta_error(action: &'static str, table: &TableName, source: deltalake::DeltaTableError) -> Error {
    Error::Delta { action, table: table.to_string(), source: Box::new(source) }
}
