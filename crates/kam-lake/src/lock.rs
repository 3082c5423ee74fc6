//! One run at a time: a file lock on this machine, a lease object elsewhere.
//!
//! The lock is a courtesy that keeps two runs from wasting work. What keeps a stale writer from
//! publishing is the commit's number, see `commit.rs`.

use crate::error::{Error, Result};
use crate::location::Location;
use crate::record::{self, Put};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, UpdateVersion};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::File;
use std::io::Write;
use std::sync::Arc;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// How long a lease lasts when its holder dies, if nothing else was said. A living one renews it three times as often.
pub(crate) const LEASE: TimeDelta = TimeDelta::seconds(60);

/// A held lock.
#[derive(Debug)]
pub(crate) enum Lock {
    /// Goes with the process, however it ends.
    File { _held: File },
    /// Goes when released, or when it expires.
    Lease { store: Arc<dyn ObjectStore>, run_id: String, renewing: JoinHandle<()> },
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
            None => lease(&location.store, run_id, now, location.lease).await,
        }
    }

    /// Gives a lease back; a file lock needs nothing.
    pub(crate) async fn release(self) {
        let Self::Lease { store, run_id, renewing } = self else {
            return;
        };
        renewing.abort();
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

async fn lease(store: &Arc<dyn ObjectStore>, run_id: &str, now: DateTime<Utc>, length: TimeDelta) -> Result<Lock> {
    let path = lease_path();
    let lease = Lease { run_id: run_id.to_owned(), expires_at: now + length };
    let bytes = record::seal(&path, &lease)?;
    if record::put_if_absent(store.as_ref(), &path, &bytes).await? == Put::Ours {
        return Ok(held(store, run_id, now, length));
    }
    let Some((found, version)) = found(store.as_ref()).await? else {
        // It was given back since.
        return Err(Error::Busy { holder: "another run".to_owned(), lock: path.to_string() });
    };
    let holder = found.as_ref().map_or_else(|| "another run".to_owned(), |found| format!("run {}", found.run_id));
    if !may_take(found.as_ref(), run_id, now) {
        return Err(Error::Busy { holder, lock: path.to_string() });
    }
    match replace(store.as_ref(), &bytes, version).await? {
        true => Ok(held(store, run_id, now, length)),
        false => Err(Error::Busy { holder: "another run".to_owned(), lock: path.to_string() }),
    }
}

/// Writes a lease in place of the version that was found; false if another run was faster.
///
/// An answer may be lost, and a second try of the store's client be refused for what its first has done: what stands there tells.
async fn replace(store: &dyn ObjectStore, bytes: &Bytes, version: UpdateVersion) -> Result<bool> {
    let path = lease_path();
    let update = PutOptions { mode: PutMode::Update(version), ..PutOptions::default() };
    let Err(trouble) = store.put_opts(&path, bytes.clone().into(), update).await else {
        return Ok(true);
    };
    match record::read(store, &path).await? {
        Some(found) if found == *bytes => Ok(true),
        _ if matches!(trouble, object_store::Error::Precondition { .. }) => Ok(false),
        _ => Err(record::store_error("write", &path, trouble)),
    }
}

/// A lease that is renewed for as long as it is held.
fn held(store: &Arc<dyn ObjectStore>, run_id: &str, now: DateTime<Utc>, length: TimeDelta) -> Lock {
    let renewing = tokio::spawn(keep_renewing(Arc::clone(store), run_id.to_owned(), now, length));
    Lock::Lease { store: Arc::clone(store), run_id: run_id.to_owned(), renewing }
}

/// Renews a lease again and again, until another run has it: then this one can no longer publish, which the commit will tell.
async fn keep_renewing(store: Arc<dyn ObjectStore>, run_id: String, taken_at: DateTime<Utc>, length: TimeDelta) {
    let (began, third) = (Instant::now(), (length / 3).to_std().unwrap_or_default());
    loop {
        tokio::time::sleep(third).await;
        let now = taken_at + TimeDelta::from_std(began.elapsed()).unwrap_or_default();
        // A store that does not answer may do so before the lease ends.
        if matches!(renew(store.as_ref(), &run_id, now + length).await, Ok(false)) {
            return;
        }
    }
}

/// Renews a lease; false if another run has it.
async fn renew(store: &dyn ObjectStore, run_id: &str, expires_at: DateTime<Utc>) -> Result<bool> {
    let path = lease_path();
    let Some((Some(held), version)) = found(store).await? else {
        return Ok(false);
    };
    if held.run_id != run_id {
        return Ok(false);
    }
    let bytes = record::seal(&path, &Lease { run_id: run_id.to_owned(), expires_at })?;
    replace(store, &bytes, version).await
}

/// The lease that stands, none if it was torn by a crash, and its version. Nothing if no lease stands.
async fn found(store: &dyn ObjectStore) -> Result<Option<(Option<Lease>, UpdateVersion)>> {
    let path = lease_path();
    let found = match store.get(&path).await {
        Ok(found) => found,
        Err(object_store::Error::NotFound { .. }) => return Ok(None),
        Err(source) => return Err(record::store_error("read", &path, source)),
    };
    let version = UpdateVersion { e_tag: found.meta.e_tag.clone(), version: found.meta.version.clone() };
    let bytes = found.bytes().await.map_err(|source| record::store_error("read", &path, source))?;
    Ok(Some((record::unseal(&path, &bytes).ok(), version)))
}

/// Whether a lease may be taken over: it has expired, is our own, or was torn by a crash.
fn may_take(held: Option<&Lease>, run_id: &str, now: DateTime<Utc>) -> bool {
    held.is_none_or(|held| held.expires_at <= now || held.run_id == run_id)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;
    use object_store::memory::InMemory;

    async fn standing(store: &Arc<dyn ObjectStore>) -> Lease {
        found(store.as_ref()).await.unwrap().unwrap().0.unwrap()
    }

    fn noon() -> DateTime<Utc> {
        "2026-10-01T12:00:00Z".parse().unwrap()
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_lease_is_renewed_while_it_is_held_and_gone_once_it_is_not() {
        let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
        let length = TimeDelta::milliseconds(30);
        let lock = lease(&store, "one", noon(), length).await.unwrap();
        let busy = lease(&store, "two", noon(), length).await.unwrap_err();
        assert_eq!(busy.to_string(), "the lake is busy: run one holds `_kam/lease.json`");
        // It has been renewed once it lasts longer than it was taken for, however long that takes.
        while standing(&store).await.expires_at <= noon() + length {
            tokio::task::yield_now().await;
        }
        lock.release().await;
        let lock = lease(&store, "two", noon(), length).await.unwrap();
        lock.release().await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_lease_that_has_ended_is_taken_over_and_its_holder_stops_renewing() {
        let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
        let dead = lease(&store, "one", noon(), TimeDelta::hours(1)).await.unwrap();
        let taken = lease(&store, "two", noon() + TimeDelta::hours(1), TimeDelta::hours(1)).await.unwrap();
        assert!(!renew(store.as_ref(), "one", noon() + TimeDelta::hours(9)).await.unwrap());
        dead.release().await;
        assert_eq!(standing(&store).await.run_id, "two");
        taken.release().await;
    }
}
