//! One run at a time: a file lock on this machine, a lease object elsewhere.
//!
//! The lock is a courtesy that keeps two runs from wasting work. What keeps a stale writer from
//! publishing is the commit's number, see `commit.rs`.

use crate::error::{Error, Result};
use crate::location::Location;
use crate::record;
use chrono::{DateTime, TimeDelta, Utc};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, UpdateVersion};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::sync::Arc;

/// How long a lease lasts when its holder dies.
const LEASE_MINUTES: i64 = 15;

/// A held lock.
#[derive(Debug)]
pub(crate) enum Lock {
    /// Goes with the process, however it ends.
    File { _held: File },
    /// Goes when released, or when it expires.
    Lease { store: Arc<dyn ObjectStore>, run_id: String },
}

#[derive(Serialize, Deserialize)]
struct Lease {
    run_id: String,
    expires_at: DateTime<Utc>,
}

impl Lock {
    /// Takes the lake's lock, or says who is in the way.
    pub(crate) async fn take(location: &Location, run_id: &str, now: DateTime<Utc>) -> Result<Self> {
        match &location.folder {
            Some(folder) => lock_file(&folder.join("_kam").join("lock")),
            None => lease(&location.store, run_id, now).await,
        }
    }

    /// Gives a lease back; a file lock needs nothing.
    pub(crate) async fn release(self) {
        let Self::Lease { store, run_id } = self else {
            return;
        };
        let path = lease_path();
        let held = record::read(store.as_ref(), &path).await.ok().flatten().unwrap_or_default();
        // Whoever took over an expired lease keeps it; one that cannot be deleted expires by itself.
        if record::unseal::<Lease>(&path, &held).is_ok_and(|lease| lease.run_id == run_id) {
            let _ = store.delete(&path).await;
        }
    }
}

fn lock_file(path: &std::path::Path) -> Result<Lock> {
    let refused =
        |source: std::io::Error| Error::Location { address: path.display().to_string(), detail: source.to_string() };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(refused)?;
    }
    let file = File::options().create(true).append(true).open(path).map_err(refused)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock::File { _held: file }),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::Busy { lock: path.display().to_string() }),
        Err(std::fs::TryLockError::Error(source)) => Err(refused(source)),
    }
}

fn lease_path() -> Path {
    Path::from("_kam/lease.json")
}

async fn lease(store: &Arc<dyn ObjectStore>, run_id: &str, now: DateTime<Utc>) -> Result<Lock> {
    let path = lease_path();
    let lease = Lease { run_id: run_id.to_owned(), expires_at: now + TimeDelta::minutes(LEASE_MINUTES) };
    let bytes = record::seal(&path, &lease)?;
    let create = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
    let Err(trouble) = store.put_opts(&path, bytes.clone().into(), create).await else {
        return Ok(Lock::Lease { store: Arc::clone(store), run_id: run_id.to_owned() });
    };
    let held = match store.get(&path).await {
        Ok(held) => held,
        Err(_) => return Err(record::store_error("write", &path, trouble)),
    };
    let version = UpdateVersion { e_tag: held.meta.e_tag.clone(), version: held.meta.version.clone() };
    let held = held.bytes().await.map_err(|e| record::store_error("read", &path, e))?;
    if !may_take(&path, &held, run_id, now) {
        return Err(Error::Busy { lock: path.to_string() });
    }
    let update = PutOptions { mode: PutMode::Update(version), ..PutOptions::default() };
    match store.put_opts(&path, bytes.into(), update).await {
        Ok(_) => Ok(Lock::Lease { store: Arc::clone(store), run_id: run_id.to_owned() }),
        Err(object_store::Error::Precondition { .. }) => Err(Error::Busy { lock: path.to_string() }),
        Err(source) => Err(record::store_error("write", &path, source)),
    }
}

/// Whether a lease may be taken over: it has expired, is our own, or was torn by a crash.
fn may_take(path: &Path, held: &[u8], run_id: &str, now: DateTime<Utc>) -> bool {
    record::unseal::<Lease>(path, held).map_or(true, |held| held.expires_at <= now || held.run_id == run_id)
}
