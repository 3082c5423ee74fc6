//! Checkpoints: a table's whole log up to a version in one file, so that opening it does not read every entry there ever was.
//!
//! They follow the Delta protocol, and the Delta library makes them; every reader can use them, and nobody must. kam believes
//! one only if it has the hash that a record of ours, below `_kam/checkpoint`, says. So one that is missing, cut short or
//! changed makes opening slower, and nothing else.
//!
//! One is made in memory, written beside the log, read back, and compared with what the log says. Then its record is written,
//! and a copy inside the store gives it its name in the log, all at once; `_last_checkpoint` follows in the same way. Whatever
//! dies in between, no reader ever finds a half there.

use crate::delta::{delta_error, folder, log_store};
use crate::durable::NameFollows;
use crate::error::{Error, Result};
use crate::log_window::LogWindow;
use crate::record;
use bytes::Bytes;
use deltalake::DeltaTable;
use deltalake::protocol::checkpoints::create_checkpoint;
use futures::{StreamExt, TryStreamExt, stream};
use kam_project::TableName;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutOptions};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// So many versions apart are the checkpoints of a table: opening reads at most as many entries and one checkpoint.
pub(crate) const EVERY: u64 = 10;

/// How many tables get theirs at a time: most of it is waiting for the disk.
const AT_ONCE: usize = 4;

/// What is known of a checkpoint that was read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// Its length in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// What `_last_checkpoint` says while this one is the last.
    pub hint: String,
}

/// Where the checkpoint of a version lies, below the lake.
pub(crate) fn path(table: &TableName, version: u64) -> Path {
    Path::from(format!("{}/_delta_log/{version:020}.checkpoint.parquet", folder(table)))
}

/// Where other readers look for the newest checkpoint first.
pub(crate) fn hint_path(table: &TableName) -> Path {
    Path::from(format!("{}/_delta_log/_last_checkpoint", folder(table)))
}

/// Where our records of a table's checkpoints lie.
pub(crate) fn records(table: &TableName) -> Path {
    Path::from(format!("_kam/checkpoint/{}", folder(table)))
}

/// Where the record of one lies.
pub(crate) fn record_path(table: &TableName, version: u64) -> Path {
    records(table).join(format!("{version:020}.json"))
}

/// The checkpoint a record of ours tells of, none if the path is no such record's.
pub(crate) fn of_record(path: &Path) -> Option<Path> {
    let (folder, version) = path.as_ref().strip_prefix("_kam/checkpoint/")?.rsplit_once('/')?;
    let version = version.strip_suffix(".json")?;
    Some(Path::from(format!("{folder}/_delta_log/{version}.checkpoint.parquet")))
}

/// The versions that have a record, ascending.
pub(crate) async fn recorded(store: &dyn ObjectStore, table: &TableName) -> Result<Vec<u64>> {
    let folder = records(table);
    let found: Vec<_> =
        store.list(Some(&folder)).try_collect().await.map_err(|e| record::store_error("list", &folder, e))?;
    let version = |object: &object_store::ObjectMeta| object.location.filename()?.strip_suffix(".json")?.parse().ok();
    let mut versions: Vec<u64> = found.iter().filter_map(version).collect();
    versions.sort_unstable();
    Ok(versions)
}

/// The newest checkpoint up to a version that is whole.
pub(crate) async fn newest(store: &dyn ObjectStore, table: &TableName, up_to: u64) -> Result<Option<(u64, Bytes)>> {
    if up_to < EVERY {
        return Ok(None);
    }
    for version in recorded(store, table).await?.into_iter().rev().filter(|version| *version <= up_to) {
        if let Some(bytes) = whole(store, table, version).await? {
            return Ok(Some((version, bytes)));
        }
    }
    Ok(None)
}

/// A checkpoint's bytes if they are those that were read back when it was made.
async fn whole(store: &dyn ObjectStore, table: &TableName, version: u64) -> Result<Option<Bytes>> {
    let Some(known) = known(store, table, version).await? else {
        return Ok(None);
    };
    let found = record::read(store, &path(table, version)).await?;
    Ok(found.filter(|bytes| record::sha256(bytes) == known.sha256))
}

/// The record of a checkpoint, none if there is none that can be believed.
async fn known(store: &dyn ObjectStore, table: &TableName, version: u64) -> Result<Option<Checkpoint>> {
    let path = record_path(table, version);
    Ok(match record::read(store, &path).await? {
        Some(bytes) => record::unseal(&path, &bytes).ok(),
        None => None,
    })
}

/// Writes the checkpoints that are due after a commit has made these versions.
///
/// The commit stands without them: what fails here is left to the next that is due, or to `kam maintain compact`.
pub(crate) async fn keep_up(store: &Arc<dyn ObjectStore>, tables: Vec<(TableName, u64)>) {
    let due = tables.into_iter().filter(|(_, version)| *version > 0 && version % EVERY == 0);
    let _ = write_all(store, due.collect()).await;
}

/// Writes the checkpoints of some tables, each at a version; returns how many were not there.
pub(crate) async fn write_all(store: &Arc<dyn ObjectStore>, tables: Vec<(TableName, u64)>) -> Result<u64> {
    let written = stream::iter(tables).map(|(table, version)| async move { write(store, &table, version).await });
    let written: Vec<bool> = written.buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(written.into_iter().map(u64::from).sum())
}

/// Writes the checkpoint of a version; false if it was there.
async fn write(store: &Arc<dyn ObjectStore>, table: &TableName, version: u64) -> Result<bool> {
    let window = LogWindow::read(store, table, version).await?;
    if window.is_a_checkpoint() {
        if let Some(known) = known(store.as_ref(), table, version).await? {
            point_to(store.as_ref(), table, &known).await?;
        }
        return Ok(false);
    }
    let (bytes, hint) = made(&window, table, version).await?;
    let made = LogWindow::of_checkpoint(table, version, bytes.clone());
    if made.says()? != window.says()? {
        return Err(record::damaged(
            &path(table, version),
            "the Delta library made a checkpoint that is not what the log says",
        ));
    }
    let known = Checkpoint { size: bytes.len() as u64, sha256: record::sha256(&bytes), hint };
    let record = record_path(table, version);
    let sealed = record::seal(&record, &known)?;
    let beside = records(table).join(format!("{version:020}.parquet"));
    stage(store.as_ref(), &beside, bytes).await?;
    store.put(&record, sealed.into()).await.map_err(|e| record::store_error("write", &record, e))?;
    name(store.as_ref(), &beside, &path(table, version)).await?;
    point_to(store.as_ref(), table, &known).await?;
    Ok(true)
}

/// A checkpoint as the Delta library makes it of what stands in memory, and what it would write to `_last_checkpoint`.
async fn made(window: &LogWindow, table: &TableName, version: u64) -> Result<(Bytes, String)> {
    let failed = |source| delta_error("checkpoint", table, source);
    let held = window.held().await?;
    let mut delta = DeltaTable::new(log_store(&held, table)?);
    delta.load_version(version).await.map_err(failed)?;
    create_checkpoint(&delta, None).await.map_err(failed)?;
    let (path, hint_path) = (path(table, version), hint_path(table));
    let bytes = record::read(held.as_ref(), &path).await?.unwrap_or_default();
    let hint = record::read(held.as_ref(), &hint_path).await?.unwrap_or_default();
    let hint = String::from_utf8(hint.to_vec()).map_err(|e| record::damaged(&hint_path, &e.to_string()))?;
    Ok((bytes, hint))
}

/// Says to other readers which checkpoint is the newest.
async fn point_to(store: &dyn ObjectStore, table: &TableName, known: &Checkpoint) -> Result<()> {
    let path = hint_path(table);
    if record::read(store, &path).await?.is_some_and(|hint| hint == known.hint) {
        return Ok(());
    }
    let beside = records(table).join("_last_checkpoint");
    stage(store, &beside, Bytes::from(known.hint.clone())).await?;
    name(store, &beside, &path).await
}

/// Writes bytes beside the log, where no reader looks, and reads them back. Their name there need not last.
async fn stage(store: &dyn ObjectStore, beside: &Path, bytes: Bytes) -> Result<()> {
    let mut options = PutOptions::default();
    options.extensions.insert(NameFollows);
    let written = store.put_opts(beside, bytes.clone().into(), options).await;
    written.map_err(|e| record::store_error("write", beside, e))?;
    match record::read(store, beside).await? {
        Some(found) if found == bytes => Ok(()),
        _ => Err(record::damaged(beside, "it does not read back as it was written")),
    }
}

/// Gives what stands beside the log its name there, all at once.
async fn name(store: &dyn ObjectStore, beside: &Path, path: &Path) -> Result<()> {
    store.copy(beside, path).await.map_err(|e| record::store_error("write", path, e))?;
    match store.delete(beside).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(source) => Err(record::store_error("delete", beside, source)),
    }
}

/// An error that says a table's log lacks an entry.
pub(crate) fn lacking(path: &Path) -> Error {
    record::damaged(path, "a commit needs it, but it is not there")
}

#[cfg(test)]
mod tests;
