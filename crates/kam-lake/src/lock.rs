//! One run at a time: a file lock on this machine, a lease object elsewhere.
//!
//! The lock is a courtesy that keeps two runs from wasting work. What keeps a stale writer from
//! publishing is the commit's number, see `commit.rs`.

use crate::error::{Error, Result};
use crate::location::Location;
use crate::record::{self, Put};
use chrono::{DateTime, TimeDelta, Utc};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, UpdateVersion};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::File;
use std::io::Write;
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

/// Who holds a lock of this machine, as the lock's file says: for whoever finds it locked.
#[derive(Serialize, Deserialize)]
struct Holder {
    run_id: String,
    process: u32,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "run {} (process {})", self.run_id, self.process)
    }
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
            Some(folder) => lock_file(&folder.join("_kam").join("lock"), run_id),
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

fn lock_file(path: &std::path::Path, run_id: &str) -> Result<Lock> {
    let refused =
        |source: std::io::Error| Error::Location { address: path.display().to_string(), detail: source.to_string() };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(refused)?;
    }
    let file = File::options().create(true).append(true).open(path).map_err(refused)?;
    match file.try_lock() {
        Ok(()) => {
            // The lock holds without it.
            let _ = sign(&file, run_id);
            Ok(Lock::File { _held: file })
        }
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Error::Busy { holder: signature(path), lock: path.display().to_string() })
        }
        Err(std::fs::TryLockError::Error(source)) => Err(refused(source)),
    }
}

/// Writes down who holds the lock.
fn sign(mut file: &File, run_id: &str) -> std::io::Result<()> {
    file.set_len(0)?;
    let holder = Holder { run_id: run_id.to_owned(), process: std::process::id() };
    serde_json::to_writer(file, &holder)?;
    writeln!(file)
}

/// Who holds the lock, as far as its file tells.
fn signature(path: &std::path::Path) -> String {
    let holder = std::fs::read(path).ok().and_then(|text| serde_json::from_slice::<Holder>(&text).ok());
    holder.map_or_else(|| "another run".to_owned(), |holder| holder.to_string())
}

fn lease_path() -> Path {
    Path::from("_kam/lease.json")
}

async fn lease(store: &Arc<dyn ObjectStore>, run_id: &str, now: DateTime<Utc>) -> Result<Lock> {
    let path = lease_path();
    let lease = Lease { run_id: run_id.to_owned(), expires_at: now + TimeDelta::minutes(LEASE_MINUTES) };
    let bytes = record::seal(&path, &lease)?;
    if record::put_if_absent(store.as_ref(), &path, &bytes).await? == Put::Ours {
        return Ok(Lock::Lease { store: Arc::clone(store), run_id: run_id.to_owned() });
    }
    let held = store.get(&path).await.map_err(|source| record::store_error("read", &path, source))?;
    let version = UpdateVersion { e_tag: held.meta.e_tag.clone(), version: held.meta.version.clone() };
    let held = held.bytes().await.map_err(|e| record::store_error("read", &path, e))?;
    let held = record::unseal::<Lease>(&path, &held).ok();
    let holder = held.as_ref().map_or_else(|| "another run".to_owned(), |held| format!("run {}", held.run_id));
    if !may_take(held.as_ref(), run_id, now) {
        return Err(Error::Busy { holder, lock: path.to_string() });
    }
    let update = PutOptions { mode: PutMode::Update(version), ..PutOptions::default() };
    match store.put_opts(&path, bytes.into(), update).await {
        Ok(_) => Ok(Lock::Lease { store: Arc::clone(store), run_id: run_id.to_owned() }),
        Err(object_store::Error::Precondition { .. }) => {
            Err(Error::Busy { holder: "another run".to_owned(), lock: path.to_string() })
        }
        Err(source) => Err(record::store_error("write", &path, source)),
    }
}

/// Whether a lease may be taken over: it has expired, is our own, or was torn by a crash.
fn may_take(held: Option<&Lease>, run_id: &str, now: DateTime<Utc>) -> bool {
    held.is_none_or(|held| held.expires_at <= now || held.run_id == run_id)
}
