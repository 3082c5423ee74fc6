//! Taking away what no commit needs any more.

use super::named::{Fault, named_by, records};
use crate::checkpoint;
use crate::commit::Writer;
use crate::error::Result;
use crate::head::{Head, numbered};
use crate::location::Location;
use crate::record;
use futures::{StreamExt, TryStreamExt, stream};
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;

/// What was taken away, or would be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Vacuumed {
    /// Commits that no longer stand.
    pub commits: u64,
    /// Objects only they named, or that a crash left behind.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Damage: as long as there is any, nothing is taken away.
    pub faults: Vec<Fault>,
}

/// The folders below the lake that hold objects commits name.
const OURS: [&str; 7] = ["raw", "conformed", "marts", "checks", "run", "_kam/reports", "_kam/checkpoint"];

/// Takes away all but the newest `keep` commits, at least two, and what only they named; then what a crash left half-written.
///
/// The writer holds the lake's lock, so nothing found here is being written. Records of older commits go first: one that is
/// there can be read at any moment. Plans stay, since their numbers must never be used again; so do the tables'
/// logs, but for checkpoints with which no commit is opened.
/// Readers of other programs lose the older versions of tables.
pub async fn vacuum(location: &Location, writer: &Writer, keep: usize, is_rehearsal: bool) -> Result<Vacuumed> {
    let store = writer.store().as_ref();
    let mut vacuumed = Vacuumed::default();
    let heads: Vec<Head> = records(store, "commit", &mut vacuumed.faults).await?;
    let (old, kept) = heads.split_at(heads.len().saturating_sub(keep.max(2)));
    let kept: Vec<&Head> = kept.iter().collect();
    let needed = named_by(store, &kept, &mut vacuumed.faults).await?;
    if !vacuumed.faults.is_empty() {
        return Ok(vacuumed);
    }
    let needed: BTreeSet<&Path> = needed.keys().collect();
    let listed = listed(store).await?;
    let recorded: BTreeSet<Path> = listed.iter().filter_map(|object| checkpoint::of_record(&object.location)).collect();
    let is_spare = |object: &ObjectMeta| is_spare(object, &needed, &recorded);
    let spare: Vec<ObjectMeta> = listed.into_iter().filter(is_spare).collect();
    let half_written = location.folder().map(half_written).unwrap_or_default();
    vacuumed.commits = old.len() as u64;
    vacuumed.objects = (spare.len() + half_written.len()) as u64;
    vacuumed.bytes = spare.iter().map(|object| object.size).chain(half_written.iter().map(|(_, size)| *size)).sum();
    if !is_rehearsal {
        let records = old.iter().map(|head| numbered("commit", head.number)).collect();
        delete(store, records).await?;
        // Records of checkpoints go after their checkpoints: one without a record would stay for ever.
        let paths = spare.into_iter().map(|object| object.location);
        let (records, others) = paths.partition(|path| checkpoint::of_record(path).is_some());
        delete(store, others).await?;
        delete(store, records).await?;
        for (path, _) in half_written {
            // It may be gone already, and counts for nothing.
            let _ = fs::remove_file(path);
        }
    }
    Ok(vacuumed)
}

/// Every object in the folders of ours.
async fn listed(store: &dyn ObjectStore) -> Result<Vec<ObjectMeta>> {
    let mut found = Vec::new();
    for folder in OURS {
        let folder = Path::from(folder);
        let objects: Vec<ObjectMeta> =
            store.list(Some(&folder)).try_collect().await.map_err(|e| record::store_error("list", &folder, e))?;
        found.extend(objects);
    }
    Ok(found)
}

/// Data files, pages and checkpoints nobody needs; of a table's log nothing but checkpoints of ours, which have a record.
fn is_spare(object: &ObjectMeta, needed: &BTreeSet<&Path>, recorded: &BTreeSet<Path>) -> bool {
    let is_log = object.location.parts().any(|part| part.as_ref() == "_delta_log");
    (!is_log || recorded.contains(&object.location)) && !needed.contains(&object.location)
}

async fn delete(store: &dyn ObjectStore, paths: Vec<Path>) -> Result<()> {
    let shown = paths.first().cloned().unwrap_or_default();
    let gone = store.delete_stream(stream::iter(paths.into_iter().map(Ok)).boxed());
    let gone = gone.filter(|deleted| {
        let is_gone = matches!(deleted, Err(object_store::Error::NotFound { .. }));
        std::future::ready(!is_gone)
    });
    let deleted: std::result::Result<Vec<Path>, _> = gone.try_collect().await;
    deleted.map(|_| ()).map_err(|source| record::store_error("delete", &shown, source))
}

/// What a crash of this machine left half-written: listings leave it out.
fn half_written(lake: &std::path::Path) -> Vec<(std::path::PathBuf, u64)> {
    let (mut found, mut open) = (Vec::new(), vec![lake.to_path_buf()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(entry.path()),
                Ok(kind) if kind.is_file() && entry.file_name().to_string_lossy().contains('#') => {
                    found.push((entry.path(), entry.metadata().map_or(0, |known| known.len())));
                }
                _ => {}
            }
        }
    }
    found
}
