//! Proving a lake whole: every object that a commit names is there, and is what was written.

use super::named::{Fault, Named, named_by, records};
use crate::commit::Plan;
use crate::error::Result;
use crate::head::{Head, numbered};
use crate::location::Location;
use crate::record;
use futures::StreamExt;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What looking at every object came to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Verified {
    /// Commits that stand.
    pub commits: u64,
    /// Objects looked at.
    pub objects: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Objects written without a hash, of which only the length could be compared.
    pub unhashed: u64,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Reads every object that any commit names, and compares it with what was written. Changes nothing.
///
/// Commits, plans and lists of pages have checksums of their own, log entries stand in their plan byte by byte, data files have
/// their SHA-256 in their table's log and pages in their name. An error means the store did not answer; damage is a [`Fault`].
pub async fn verify(location: &Location) -> Result<Verified> {
    let store = location.store.as_ref();
    let mut verified = Verified::default();
    let heads: Vec<Head> = records(store, "commit", &mut verified.faults).await?;
    let plans: Vec<Plan> = records(store, "plan", &mut verified.faults).await?;
    verified.commits = heads.len() as u64;
    verified.objects = (heads.len() + plans.len()) as u64;
    verified.compare_plans(store, &heads, &plans).await?;
    let all: Vec<&Head> = heads.iter().collect();
    for (path, named) in named_by(store, &all, &mut verified.faults).await? {
        verified.compare(store, &path, &named).await?;
    }
    Ok(verified)
}

impl Verified {
    /// What a plan promised must stand where its commit does.
    async fn compare_plans(&mut self, store: &dyn ObjectStore, heads: &[Head], plans: &[Plan]) -> Result<()> {
        let standing: BTreeSet<u64> = heads.iter().map(|head| head.number).collect();
        for plan in plans.iter().filter(|plan| standing.contains(&plan.commit.number)) {
            if heads.iter().any(|head| head.number == plan.commit.number && *head != plan.commit) {
                self.fault(&numbered("commit", plan.commit.number), "it is not what was planned");
            }
            for (entry, content) in &plan.log_entries {
                let path = Path::from(entry.as_str());
                match record::read(store, &path).await? {
                    Some(found) if found == content.as_bytes() => {}
                    Some(_) => self.fault(&path, "it is not what was planned"),
                    None => self.fault(&path, "it is not there"),
                }
            }
        }
        Ok(())
    }

    async fn compare(&mut self, store: &dyn ObjectStore, path: &Path, named: &Named) -> Result<()> {
        self.objects += 1;
        let found = match store.get(path).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => {
                self.fault(path, "it is not there");
                return Ok(());
            }
            Err(source) => return Err(record::store_error("read", path, source)),
        };
        let (mut hash, mut bytes, mut stream) = (Sha256::new(), 0_u64, found.into_stream());
        while let Some(part) = stream.next().await {
            let part = part.map_err(|source| record::store_error("read", path, source))?;
            bytes += part.len() as u64;
            hash.update(&part);
        }
        self.bytes += bytes;
        if let Some(size) = named.size.filter(|size| *size != bytes) {
            self.fault(path, &format!("it has {bytes} bytes, and {size} were written"));
        } else if let Some(sha256) = &named.sha256 {
            if *sha256 != record::hex(&hash.finalize()) {
                self.fault(path, "it is not what was written: its SHA-256 is another");
            }
        } else if named.size.is_some() {
            self.unhashed += 1;
        }
        Ok(())
    }

    fn fault(&mut self, path: &Path, detail: &str) {
        self.faults.push(Fault { path: path.to_string(), detail: detail.to_owned() });
    }
}
