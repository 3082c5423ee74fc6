//! What analysts and reports see: the tables of one commit, and no way to write.

use crate::delta;
use crate::error::Result;
use crate::head::{self, Head};
use crate::history;
use crate::location::Location;
use crate::pages;
use crate::record;
use crate::session::Session;
use kam_project::{Extract, Layer, TableName};
use object_store::ObjectStore;
use object_store::path::Path;
use std::str::FromStr;
use std::sync::Arc;

/// A read-only view of the lake at its newest commit.
#[derive(Debug, Clone)]
pub struct Reader {
    store: Arc<dyn ObjectStore>,
    head: Head,
}

impl Reader {
    /// Opens the newest commit.
    pub async fn open(location: &Location) -> Result<Self> {
        let store = Arc::clone(&location.store);
        let head = head::newest(store.as_ref()).await?;
        Ok(Self { store, head })
    }

    /// The commit being read.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The names of all tables.
    pub fn tables(&self) -> Vec<TableName> {
        self.head.tables.keys().filter_map(|name| TableName::from_str(name).ok()).collect()
    }

    /// Registers one table; false if it has never been committed.
    pub async fn register(&self, session: &Session, table: &TableName) -> Result<bool> {
        match self.table(table).await? {
            Some(state) => session.register_files(&self.store, table, table, state).map(|()| true),
            None => Ok(false),
        }
    }

    /// Registers the stored versions of a landed table under `history`, empty where nothing has landed.
    pub async fn register_history(&self, session: &Session, extract: &Extract) -> Result<()> {
        self.register_versions(session, extract, &history::history(&extract.table)).await
    }

    /// The same, each version with the time it was the last word: what analysts ask.
    pub async fn register_intervals(&self, session: &Session, extract: &Extract) -> Result<()> {
        let (name, stored) = (history::history(&extract.table), TableName::new(Layer::History, "stored"));
        self.register_versions(session, extract, &stored).await?;
        session.register_view(&name, &history::intervals(extract, &stored)).await?;
        session.forget(&stored)
    }

    async fn register_versions(&self, session: &Session, extract: &Extract, name: &TableName) -> Result<()> {
        let declared = history::landed_schema(extract);
        let state = self.table(&extract.table).await?;
        let state = history::with_columns(&extract.table, declared, state)?;
        session.register_files(&self.store, &extract.table, name, state)
    }

    /// Reads a file of a report, none if it is not there.
    pub async fn report_file(&self, path: &str) -> Result<Option<String>> {
        let path = Path::from(path);
        match record::read(self.store.as_ref(), &path).await? {
            Some(bytes) => match String::from_utf8(bytes.to_vec()) {
                Ok(text) => Ok(Some(text)),
                Err(error) => Err(record::damaged(&path, &error.to_string())),
            },
            None => Ok(None),
        }
    }

    /// The pages of a folder that a commit names by its list: each one's name, and the object that holds it.
    pub async fn pages(&self, list: &str) -> Result<Vec<(String, String)>> {
        pages::read(self.store.as_ref(), list).await
    }

    /// The state of one table, none if it has never been committed.
    pub async fn table(&self, table: &TableName) -> Result<Option<delta::TableState>> {
        match self.head.version(table) {
            Some(version) => delta::open(&self.store, table, version).await.map(Some),
            None => Ok(None),
        }
    }
}
