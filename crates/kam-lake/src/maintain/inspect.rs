//! Looking at a lake: what it holds, and how much of it is needed.

use super::checkpoints;
use super::named::{Fault, named_by, records};
use super::small_files::heaps;
use crate::delta;
use crate::error::Result;
use crate::head::Head;
use crate::location::Location;
use crate::record;
use futures::TryStreamExt;
use kam_project::TableName;
use object_store::ObjectMeta;
use serde::Serialize;
use std::str::FromStr;

/// What a lake holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Inspected {
    /// The newest commit; 0 before the first.
    pub commit: u64,
    /// How many commits stand.
    pub commits: u64,
    /// All objects of the lake.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Bytes of objects the newest commit names; the others belong to older ones, or to nobody.
    pub needed_bytes: u64,
    /// The tables of the newest commit.
    pub tables: Vec<InspectedTable>,
    /// Records that cannot be read.
    pub faults: Vec<Fault>,
}

/// One table as the newest commit has it.
#[derive(Debug, Clone, Serialize)]
pub struct InspectedTable {
    /// `marts.value_contribution`.
    pub name: String,
    /// Its Delta version.
    pub version: u64,
    /// Its rows.
    pub rows: u64,
    /// Its files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Small ones among them that `kam maintain compact` puts together.
    pub small_files: u64,
    /// Log entries that opening it reads besides a checkpoint.
    pub log_entries: u64,
}

/// Looks at a lake. Changes nothing, and reads no rows.
pub async fn inspect(location: &Location) -> Result<Inspected> {
    let store = location.store.as_ref();
    let mut found = Inspected::default();
    let heads: Vec<Head> = records(store, "commit", &mut found.faults).await?;
    let objects: Vec<ObjectMeta> =
        store.list(None).try_collect().await.map_err(|e| record::store_error("list", &"".into(), e))?;
    found.commits = heads.len() as u64;
    found.objects = objects.len() as u64;
    found.bytes = objects.iter().map(|object| object.size).sum();
    let Some(head) = heads.last() else { return Ok(found) };
    found.commit = head.number;
    let needed = named_by(store, &[head], &mut found.faults).await?;
    found.needed_bytes = objects.iter().filter(|object| needed.contains_key(&object.location)).map(|o| o.size).sum();
    for (name, version) in &head.tables {
        let Ok(table) = TableName::from_str(name) else { continue };
        let state = delta::open(&location.store, &table, *version).await?;
        found.tables.push(InspectedTable {
            name: name.clone(),
            version: *version,
            rows: state.files.iter().map(|file| file.rows).sum(),
            files: state.files.len() as u64,
            bytes: state.files.iter().map(|file| file.size).sum(),
            small_files: heaps(&state.files).iter().map(|heap| heap.len() as u64).sum(),
            log_entries: checkpoints::entries_since(store, &table, *version).await?,
        });
    }
    Ok(found)
}
