//! Where a lake lives: a folder of this machine, or an object store.

use crate::durable::{Durable, sync, sync_above};
use crate::error::{Error, Result};
use crate::head::Head;
use crate::lock;
use crate::patient::{Patience, Patient};
use crate::remote;
use chrono::TimeDelta;
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use url::Url;

/// An opened place for a lake.
#[derive(Debug, Clone)]
pub struct Location {
    /// The store, rooted at the lake.
    pub(crate) store: Arc<dyn ObjectStore>,
    /// The folder, if the lake is on this machine.
    pub(crate) folder: Option<PathBuf>,
    /// For how long a lease is taken, where there is no folder to lock.
    pub(crate) lease: TimeDelta,
    /// Whether nobody knows yet if the store keeps what a commit relies on.
    pub(crate) is_unproven: bool,
}

impl Location {
    /// Opens a declared address: a URL, or a folder relative to the project's root.
    ///
    /// `variables` is the environment: an object store takes its settings from it (`AWS_ACCESS_KEY_ID`, …), and we take how
    /// long it may stay away (`KAM_STORE_PATIENCE`) and how long a dead run's lease lasts (`KAM_LEASE`), both in seconds.
    pub fn open(address: &str, root: &Path, variables: &BTreeMap<String, String>) -> Result<Self> {
        match Url::parse(address) {
            Ok(url) if url.scheme().len() > 1 && url.scheme() != "file" => Self::remote(address, &url, variables),
            Ok(url) if url.scheme() == "file" => match url.to_file_path() {
                Ok(folder) => Self::local(&folder),
                Err(()) => Err(location_error(address, "the file address names no folder")),
            },
            _ => Self::local(&root.join(address)),
        }
    }

    /// A lake in any store, for tests and embedding.
    pub fn within(store: Arc<dyn ObjectStore>) -> Self {
        Self { store, folder: None, lease: lock::LEASE, is_unproven: false }
    }

    /// The same place, asked again as often as this where it does not answer.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { store: Arc::new(Patient::new(self.store, patience)), ..self }
    }

    /// The folder, if the lake is on this machine.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Makes last what a writer builds upon, in a folder of this machine: the newest commit's name, for its writer may have been killed
    /// before it was synced; or the name of a lake in which nothing is committed yet, for it and folders above it may be new.
    pub(crate) async fn settle(&self, newest: &Head) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let settled =
            if newest.number == 0 { sync_above(folder).await } else { sync(&folder.join("_kam/commit")).await };
        settled.map_err(|e| location_error(&folder.display().to_string(), &e.to_string()))
    }

    fn local(folder: &Path) -> Result<Self> {
        let shown = folder.display().to_string();
        std::fs::create_dir_all(folder).map_err(|e| location_error(&shown, &e.to_string()))?;
        let folder = folder.canonicalize().map_err(|e| location_error(&shown, &e.to_string()))?;
        let files = LocalFileSystem::new_with_prefix(&folder).map_err(|e| location_error(&shown, &e.to_string()))?;
        let store = Arc::new(Durable::new(files, folder.clone()));
        Ok(Self { folder: Some(folder), ..Self::within(store) })
    }

    fn remote(address: &str, url: &Url, variables: &BTreeMap<String, String>) -> Result<Self> {
        let remote = remote::open(url, variables).map_err(|detail| location_error(address, &detail))?;
        Ok(Self { lease: remote.lease, is_unproven: true, ..Self::within(remote.store) })
    }
}

fn location_error(address: &str, detail: &str) -> Error {
    Error::Location { address: address.to_owned(), detail: detail.to_owned() }
}
