//! The newest commit: which version of every table belongs together.

use crate::error::{Error, Result};
use crate::record;
use futures::TryStreamExt;
use kam_project::TableName;
use object_store::ObjectStore;
use object_store::path::Path;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One commit: the Delta version of every table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The commit's number; 0 is the empty lake before the first.
    pub number: u64,
    /// The run that made it.
    pub run_id: String,
    /// Delta versions by table name, `marts.value_contribution`.
    pub tables: BTreeMap<String, u64>,
    /// The version whose rows a table still has, where later ones only laid them out anew.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rows: BTreeMap<String, u64>,
    /// Rendered pages: the object below the lake, by quarter, locale and file. A name that ends in `/` is a folder of
    /// pages, one per account; its object is the list of them, and they lie beside it.
    #[serde(default)]
    pub reports: BTreeMap<String, String>,
}

impl Head {
    /// The version of a table, none if it has never been committed.
    pub fn version(&self, table: &TableName) -> Option<u64> {
        self.tables.get(&table.to_string()).copied()
    }

    /// The version a table's rows are those of: what was built from it is out of date only if this changes.
    pub fn version_of_rows(&self, table: &TableName) -> Option<u64> {
        self.rows.get(&table.to_string()).copied().or_else(|| self.version(table))
    }
}

/// The path of a numbered record: `_kam/commit/00000000000000000007.json`.
pub(crate) fn numbered(folder: &str, number: u64) -> Path {
    Path::from(format!("_kam/{folder}/{number:020}.json"))
}

/// Reads the newest commit that stands whole.
///
/// The very newest may have been cut short by a crash: then nobody was ever told of it, and the one before is
/// the newest. A record that is whole but wrong is an error.
pub(crate) async fn newest(store: &dyn ObjectStore) -> Result<Head> {
    let numbers = numbers(store, "commit").await?;
    let mut newest_first = numbers.iter().rev();
    let Some(last) = newest_first.next() else {
        return Ok(Head::default());
    };
    match read_commit(store, *last).await {
        Err(Error::Torn { .. }) => match newest_first.next() {
            Some(before) => read_commit(store, *before).await,
            None => Ok(Head::default()),
        },
        head => head,
    }
}

/// The numbers of the records in a folder below `_kam`, ascending.
pub(crate) async fn numbers(store: &dyn ObjectStore, folder: &str) -> Result<Vec<u64>> {
    let prefix = Path::from(format!("_kam/{folder}"));
    let objects: Vec<_> =
        store.list(Some(&prefix)).try_collect().await.map_err(|source| record::store_error("list", &prefix, source))?;
    let mut numbers: Vec<u64> =
        objects.iter().filter_map(|object| object.location.filename()?.strip_suffix(".json")?.parse().ok()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

async fn read_commit(store: &dyn ObjectStore, number: u64) -> Result<Head> {
    let path = numbered("commit", number);
    match record::read(store, &path).await? {
        Some(bytes) => record::unseal(&path, &bytes),
        None => Err(record::damaged(&path, "it was listed but is not there")),
    }
}
