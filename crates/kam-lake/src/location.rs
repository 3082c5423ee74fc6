//! Where a lake lives: a folder of this machine, or an object store.

use crate::durable::Durable;
use crate::error::{Error, Result};
use crate::patient::{Patience, Patient};
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
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
}

impl Location {
    /// Opens a declared address: a URL, or a folder relative to the project's root.
    ///
    /// `variables` is the environment: an object store takes its settings from it (`AWS_ACCESS_KEY_ID`, …).
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
        Self { store, folder: None }
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

    fn local(folder: &Path) -> Result<Self> {
        let shown = folder.display().to_string();
        std::fs::create_dir_all(folder).map_err(|e| location_error(&shown, &e.to_string()))?;
        let folder = folder.canonicalize().map_err(|e| location_error(&shown, &e.to_string()))?;
        let files = LocalFileSystem::new_with_prefix(&folder).map_err(|e| location_error(&shown, &e.to_string()))?;
        let store = Arc::new(Durable::new(files, folder.clone()));
        Ok(Self { store, folder: Some(folder) })
    }

    fn remote(address: &str, url: &Url, variables: &BTreeMap<String, String>) -> Result<Self> {
        // Only what is plainly meant for the store: it would take any `TOKEN` or `ENDPOINT` for its own.
        let meant = |name: &str| ["aws_", "azure_", "google_"].iter().any(|prefix| name.starts_with(prefix));
        let options = variables.iter().map(|(name, value)| (name.to_lowercase(), value.clone()));
        let (store, prefix) = object_store::parse_url_opts(url, options.filter(|(name, _)| meant(name)))
            .map_err(|e| location_error(address, &e.to_string()))?;
        let store: Arc<dyn ObjectStore> = Arc::new(PrefixStore::new(store, prefix));
        Ok(Self { store, folder: None }.with_patience(Patience::NETWORK))
    }
}

fn location_error(address: &str, detail: &str) -> Error {
    Error::Location { address: address.to_owned(), detail: detail.to_owned() }
}
