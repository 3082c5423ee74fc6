//! What commits name: every object of the lake that one of them needs.

use super::checkpoints;
use crate::checkpoint::lacking;
use crate::delta::{folder, log_entry_path};
use crate::error::{Error, Result};
use crate::head::{Head, numbered, numbers};
use crate::pages;
use crate::parquet_file::HASH;
use crate::record;
use kam_project::TableName;
use object_store::ObjectStore;
use object_store::path::Path;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// What is known of an object that is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// Its length, if whoever names it says so.
    pub size: Option<u64>,
    /// The SHA-256 of its bytes, likewise.
    pub sha256: Option<String>,
    /// Of a data file: where its table's log adds it, by version and line.
    pub added: Option<(u64, usize)>,
}

/// An object that is not what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The object, relative to the lake.
    pub path: String,
    /// What is wrong with it.
    pub detail: String,
}

/// Notes damage as a fault; what is no damage is an error still.
pub(crate) fn noted<T>(result: Result<T>, faults: &mut Vec<Fault>) -> Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(Error::Damaged { path, detail }) => {
            faults.push(Fault { path, detail });
            Ok(None)
        }
        Err(Error::Torn { path }) => {
            faults.push(Fault { path, detail: "it was cut short".to_owned() });
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Every record of a kind there is, oldest first.
///
/// The newest may have been cut short by a crash: nobody was told of it, and it is left out. So is any plan that was: no commit
/// came of it, and its number stays used.
pub(crate) async fn records<T: Serialize + DeserializeOwned>(
    store: &dyn ObjectStore,
    kind: &str,
    faults: &mut Vec<Fault>,
) -> Result<Vec<T>> {
    let all = numbers(store, kind).await?;
    let mut found = Vec::with_capacity(all.len());
    for number in &all {
        let path = numbered(kind, *number);
        let bytes = record::read(store, &path).await?.unwrap_or_default();
        match record::unseal(&path, &bytes) {
            Err(Error::Torn { .. }) if Some(number) == all.last() || is_unused(store, kind, *number).await? => {}
            record => found.extend(noted(record, faults)?),
        }
    }
    Ok(found)
}

/// Whether it is a plan of which no commit came.
async fn is_unused(store: &dyn ObjectStore, kind: &str, number: u64) -> Result<bool> {
    Ok(kind == "plan" && record::read(store, &numbered("commit", number)).await?.is_none())
}

/// Every object that some of these commits name, but for records of ours below `_kam/commit` and `_kam/plan`.
pub(crate) async fn named_by(
    store: &dyn ObjectStore,
    heads: &[&Head],
    faults: &mut Vec<Fault>,
) -> Result<BTreeMap<Path, Named>> {
    let mut named = BTreeMap::new();
    for (table, versions) in versions(heads) {
        if let Ok(table) = TableName::from_str(&table) {
            let listed = files(store, &table, &versions, &mut named).await;
            noted(listed, faults)?;
            checkpoints::name(store, &table, &versions, &mut named, faults).await?;
        }
    }
    let pages: BTreeSet<&String> = heads.iter().flat_map(|head| head.reports.values()).collect();
    for page in pages {
        if pages::is_list(page) {
            let listed = noted(pages::read(store, page).await, faults)?;
            for (_, object) in listed.into_iter().flatten() {
                named.insert(Path::from(object.as_str()), page_named(&object));
            }
        }
        named.insert(Path::from(page.as_str()), page_named(page));
    }
    Ok(named)
}

fn page_named(path: &str) -> Named {
    Named { sha256: pages::hash_of(path).map(str::to_owned), ..Named::default() }
}

/// The versions of each table that commits name.
fn versions(heads: &[&Head]) -> BTreeMap<String, BTreeSet<u64>> {
    let mut versions: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for (table, version) in heads.iter().flat_map(|head| &head.tables) {
        versions.entry(table.clone()).or_default().insert(*version);
    }
    versions
}

/// The data files of some versions of a table, and its log up to the newest of them.
async fn files(
    store: &dyn ObjectStore,
    table: &TableName,
    versions: &BTreeSet<u64>,
    named: &mut BTreeMap<Path, Named>,
) -> Result<()> {
    let mut live: BTreeMap<String, Named> = BTreeMap::new();
    for version in 0..=versions.last().copied().unwrap_or_default() {
        named.insert(apply(store, table, version, &mut live).await?, Named::default());
        if versions.contains(&version) {
            let files =
                live.iter().map(|(file, known)| (Path::from(format!("{}/{file}", folder(table))), known.clone()));
            named.extend(files);
        }
    }
    Ok(())
}

/// The data files of a version of a table, by path.
pub(super) async fn live_files(
    store: &dyn ObjectStore,
    table: &TableName,
    version: u64,
) -> Result<BTreeMap<String, Named>> {
    let mut live = BTreeMap::new();
    for version in 0..=version {
        apply(store, table, version, &mut live).await?;
    }
    Ok(live)
}

/// Applies a log entry, one JSON action per line; returns where it lies.
async fn apply(
    store: &dyn ObjectStore,
    table: &TableName,
    version: u64,
    live: &mut BTreeMap<String, Named>,
) -> Result<Path> {
    let path = log_entry_path(table, version);
    let entry = record::read(store, &path).await?.ok_or_else(|| lacking(&path))?;
    for (at, line) in entry.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
        let action: Value = serde_json::from_slice(line).map_err(|error| record::damaged(&path, &error.to_string()))?;
        let file = |kind: &str| action.get(kind)?.get("path")?.as_str().map(str::to_owned);
        if let Some(removed) = file("remove") {
            live.remove(&removed);
        }
        if let Some(added) = file("add") {
            let of = |key: &str| action.get("add")?.get(key);
            let sha256 = of("tags").and_then(|tags| tags.get(HASH)?.as_str()).map(str::to_owned);
            let size = of("size").and_then(Value::as_u64);
            live.insert(added, Named { size, sha256, added: Some((version, at)) });
        }
    }
    Ok(path)
}
