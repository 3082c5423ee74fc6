//! Checkpoints of a lake's tables: which are due, and which somebody needs.

use super::named::{Fault, Named, noted};
use crate::checkpoint::{self, Checkpoint, EVERY};
use crate::commit::Writer;
use crate::error::{Error, Result};
use crate::record;
use kam_project::TableName;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// Writes the checkpoints of the newest commit's tables that are due and not there; counts them.
pub(super) async fn catch_up(writer: &Writer, is_rehearsal: bool) -> Result<u64> {
    let mut due = Vec::new();
    for (name, version) in &writer.head().tables {
        let Ok(table) = TableName::from_str(name) else { continue };
        if entries_since(writer.store().as_ref(), &table, *version).await? > EVERY {
            due.push((table, *version));
        }
    }
    if is_rehearsal { Ok(due.len() as u64) } else { checkpoint::write_all(writer.store(), due).await }
}

/// How many log entries opening a table reads besides its checkpoint.
pub(super) async fn entries_since(store: &dyn ObjectStore, table: &TableName, version: u64) -> Result<u64> {
    let newest = checkpoint::newest(store, table, version).await?;
    Ok(newest.map_or(version + 1, |(at, _)| version - at))
}

/// Notes the checkpoints with which some versions of a table are opened, and what says which of them is the newest.
///
/// One that is not there is no damage: nothing depends on it, unless other readers are told to look for it.
pub(super) async fn name(
    store: &dyn ObjectStore,
    table: &TableName,
    versions: &BTreeSet<u64>,
    named: &mut BTreeMap<Path, Named>,
    faults: &mut Vec<Fault>,
) -> Result<()> {
    let recorded = checkpoint::recorded(store, table).await?;
    let opening = |version: &u64| recorded.iter().rfind(|at| *at <= version).copied();
    let needed: BTreeSet<u64> = versions.iter().filter_map(opening).collect();
    let hint = record::read(store, &checkpoint::hint_path(table)).await?;
    let mut newest_hint = None;
    for at in recorded {
        let (path, record) = (checkpoint::path(table, at), checkpoint::record_path(table, at));
        let is_there = is_there(store, &path).await?;
        let Some(known) = read(store, &record, is_there, faults).await? else { continue };
        let is_last = hint.as_ref().is_some_and(|hint| *hint == known.hint);
        if needed.contains(&at) || is_last {
            named.insert(record, Named::default());
            if is_there || is_last {
                named.insert(path, Named { size: Some(known.size), sha256: Some(known.sha256), ..Named::default() });
            }
        }
        if is_last || newest_hint.is_none() {
            newest_hint = Some(known.hint);
        }
    }
    if let (Some(_), Some(expected)) = (hint, newest_hint) {
        let sha256 = Some(record::sha256(expected.as_bytes()));
        named.insert(checkpoint::hint_path(table), Named { sha256, ..Named::default() });
    }
    Ok(())
}

/// A record, none if a crash cut it short before its checkpoint got its name.
async fn read(
    store: &dyn ObjectStore,
    path: &Path,
    is_there: bool,
    faults: &mut Vec<Fault>,
) -> Result<Option<Checkpoint>> {
    let bytes = record::read(store, path).await?.unwrap_or_default();
    match record::unseal(path, &bytes) {
        Err(Error::Torn { .. }) if !is_there => Ok(None),
        found => noted(found, faults),
    }
}

async fn is_there(store: &dyn ObjectStore, path: &Path) -> Result<bool> {
    match store.head(path).await {
        Ok(_) => Ok(true),
        Err(object_store::Error::NotFound { .. }) => Ok(false),
        Err(source) => Err(record::store_error("read", path, source)),
    }
}
