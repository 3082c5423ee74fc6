//! The only place that commits.
//!
//! See the crate's first page for the order of a commit and why it survives any failure.

use crate::checkpoint;
use crate::delta::{self, LogEntry, TableState};
use crate::error::{Error, Result};
use crate::head::{self, Head, numbered};
use crate::history;
use crate::location::Location;
use crate::lock::Lock;
use crate::maintain;
use crate::pages;
use crate::record::{self, Put};
use crate::session::{Rows, Session};
use crate::staged::{Destination, Replace, Staged, only_replaced_quarters};
use crate::write::write_files;
use arrow::datatypes::SchemaRef;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt};
use kam_project::{Extract, Layer, TableName};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many log entries of a commit are on their way to the store at once: each waits for a disk or a network.
const AT_ONCE: usize = 16;

/// The lake's one writer: holds the lock, stages files, commits.
#[derive(Debug)]
pub struct Writer {
    store: Arc<dyn ObjectStore>,
    lock: Lock,
    run_id: String,
    head: Head,
    /// The next number nobody has planned.
    next: u64,
}

/// `_kam/plan/N`: everything the commit will write, byte by byte.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Plan {
    pub commit: Head,
    /// Path below the lake and content of every Delta log entry.
    pub log_entries: Vec<(String, String)>,
}

impl Writer {
    /// Takes the lock and finishes what an earlier run had planned but not committed.
    pub async fn open(location: &Location, run_id: &str, now: DateTime<Utc>) -> Result<Self> {
        let store = Arc::clone(&location.store);
        let lock = Lock::take(location, run_id, now).await?;
        let (head, next) = match settled(location).await {
            Ok(recovered) => recovered,
            Err(error) => {
                lock.release().await;
                return Err(error);
            }
        };
        Ok(Self { store, lock, run_id: run_id.to_owned(), head, next })
    }

    /// The newest commit.
    pub fn head(&self) -> &Head {
        &self.head
    }

    pub(crate) fn store(&self) -> &Arc<dyn ObjectStore> {
        &self.store
    }

    /// A table as last committed, none if it never was.
    pub async fn table(&self, table: &TableName) -> Result<Option<TableState>> {
        match self.head.version(table) {
            Some(version) => delta::open(&self.store, table, version).await.map(Some),
            None => Ok(None),
        }
    }

    /// Registers a table as this commit will leave it: staged if it is, else as last committed.
    ///
    /// False if it is neither.
    pub async fn register(&self, session: &Session, staged: &Staged, table: &TableName) -> Result<bool> {
        let state = match staged.table(table) {
            Some(state) => Some(state),
            None => self.table(table).await?,
        };
        match state {
            Some(state) => session.register_files(&self.store, table, table, state).map(|()| true),
            None => Ok(false),
        }
    }

    /// Registers a table as last committed under `previous`, with the columns declared today.
    ///
    /// An empty table where it never was committed.
    pub async fn register_previous(&self, session: &Session, table: &TableName, declared: &SchemaRef) -> Result<()> {
        let name = TableName::new(Layer::Previous, table.name.as_str());
        let state = self.table(table).await?;
        let state = history::with_columns(table, Arc::clone(declared), state)?;
        session.register_files(&self.store, table, &name, state)
    }

    /// Registers the stored versions of a landed table under `history`, with the columns declared today.
    ///
    /// A column declared since is NULL in older rows; one no longer declared is not read. An empty table
    /// where nothing has landed.
    pub async fn register_history(&self, session: &Session, staged: &Staged, extract: &Extract) -> Result<()> {
        let state = match staged.table(&extract.table) {
            Some(state) => Some(state),
            None => self.table(&extract.table).await?,
        };
        let (name, declared) = (history::history(&extract.table), history::landed_schema(extract));
        let state = history::with_columns(&extract.table, declared, state)?;
        session.register_files(&self.store, &extract.table, &name, state)
    }

    /// Writes rows where they will live, and notes the change; nobody sees it before the commit.
    ///
    /// `rows` must come sorted by the grain, a table with quarters by quarter first.
    pub async fn stage(&self, staged: &mut Staged, to: &Destination<'_>, rows: Rows) -> Result<()> {
        let base = self.table(to.table).await?;
        let mut new = write_files(&self.store, to.table, rows.into_stream(), to.grain).await?;
        only_replaced_quarters(to.table, &to.replace, &new.files)?;
        if to.replace == Replace::Nothing {
            new.schema = history::merged_columns(to.table, base.as_ref(), &new.schema)?;
        }
        staged.put(to.table, base, &to.replace, new);
        Ok(())
    }

    /// Writes a page of a report into a folder below the lake, and returns its path for a commit to name.
    pub async fn write_report(&self, folder: &str, name: &str, html: String) -> Result<String> {
        let path = Path::from(format!("{folder}/{}", pages::with_hash(name, html.as_bytes())));
        let written = self.store.put(&path, html.into_bytes().into()).await;
        written.map(|_| path.to_string()).map_err(|e| record::store_error("write", &path, e))
    }

    /// Writes a page of a folder below the lake, and returns its name there; it counts once the folder's list is written.
    pub async fn write_page(&self, folder: &str, name: &str, html: String) -> Result<String> {
        pages::write_page(self.store.as_ref(), folder, name, html).await
    }

    /// Writes the list of a folder's pages, all of which have been written, and returns its path for a commit to name.
    pub async fn write_page_list(&self, folder: &str, names: BTreeSet<String>) -> Result<String> {
        pages::write_list(self.store.as_ref(), folder, names).await
    }

    /// Makes everything staged visible at once.
    pub async fn commit(&mut self, staged: Staged, moment: DateTime<Utc>) -> Result<&Head> {
        if staged.is_empty() {
            return Ok(&self.head);
        }
        let plan = self.plan(&staged, moment)?;
        let path = numbered("plan", self.next);
        match record::put_if_absent(self.store.as_ref(), &path, &record::seal(&path, &plan)?).await? {
            Put::Ours => {}
            // A torn plan may be another writer's that will yet be skipped: its number is used up.
            Put::Theirs | Put::Torn => return Err(Error::Stale { number: self.next }),
        }
        roll_forward(&self.store, &plan).await?;
        self.next = plan.commit.number + 1;
        self.head = plan.commit;
        let changed = staged.changes.iter().map(|(table, change)| (table.clone(), change.version()));
        checkpoint::keep_up(&self.store, changed.collect()).await;
        Ok(&self.head)
    }

    /// Gives the lock back.
    pub async fn close(self) {
        self.lock.release().await;
    }

    fn plan(&self, staged: &Staged, moment: DateTime<Utc>) -> Result<Plan> {
        let mut commit = Head { number: self.next, run_id: self.run_id.clone(), ..self.head.clone() };
        commit.reports = staged.reports_over(&self.head);
        let mut log_entries = Vec::with_capacity(staged.changes.len());
        for (table, change) in &staged.changes {
            if change.mixes_columns() {
                return Err(Error::ColumnsChanged { table: table.to_string() });
            }
            let entry = LogEntry {
                table,
                commit: self.next,
                moment,
                schema: change.declares_columns().then_some(&change.schema),
                id: change.base.as_ref().map(|base| base.id.as_str()),
                removed: &change.removed,
                added: &change.added,
                keeps_rows: change.keeps_rows,
            };
            let path = delta::log_entry_path(table, change.version());
            log_entries.push((path.to_string(), entry.bytes()?));
            match self.head.version_of_rows(table).filter(|_| change.keeps_rows) {
                Some(version) => commit.rows.insert(table.to_string(), version),
                None => commit.rows.remove(&table.to_string()),
            };
            commit.tables.insert(table.to_string(), change.version());
        }
        Ok(Plan { commit, log_entries })
    }
}

/// What a writer finds, and may build upon: a power cut does not undo it any more. A new lake begins only on a store that keeps its
/// promises.
async fn settled(location: &Location) -> Result<(Head, u64)> {
    let (head, next) = recover(&location.store).await?;
    location.settle(&head).await?;
    if head.number == 0 && location.is_unproven {
        maintain::probe(location).await?;
    }
    Ok((head, next))
}

/// Brings the lake to the state its newest plan promised. Returns the newest commit and the next number.
async fn recover(store: &Arc<dyn ObjectStore>) -> Result<(Head, u64)> {
    let head = head::newest(store.as_ref()).await?;
    let planned = head::numbers(store.as_ref(), "plan").await?;
    let Some(last) = planned.last().copied().filter(|last| *last > head.number) else {
        let next = head.number + 1;
        return Ok((head, next));
    };
    let path = numbered("plan", last);
    let bytes = record::read(store.as_ref(), &path).await?.unwrap_or_default();
    match record::unseal::<Plan>(&path, &bytes) {
        Ok(plan) => {
            roll_forward(store, &plan).await?;
            Ok((plan.commit, last + 1))
        }
        // A plan torn by a crash was never acted on. Its number stays used; nothing refers to it.
        Err(Error::Torn { .. }) => Ok((head, last + 1)),
        Err(error) => Err(error),
    }
}

/// Writes what a plan promised, as often as needed: every write is put-if-absent of fixed bytes. Those of tables may come in any
/// order, before that of the commit.
async fn roll_forward(store: &Arc<dyn ObjectStore>, plan: &Plan) -> Result<()> {
    let entries = futures::stream::iter(&plan.log_entries).map(|(path, content)| write_entry(store, path, content));
    entries.buffer_unordered(AT_ONCE).try_collect::<()>().await?;
    let path = numbered("commit", plan.commit.number);
    let bytes = record::seal(&path, &plan.commit)?;
    match record::put_or_complete(store.as_ref(), &path, &bytes).await? {
        Put::Ours => Ok(()),
        Put::Theirs | Put::Torn => Err(Error::Stale { number: plan.commit.number }),
    }
}

async fn write_entry(store: &Arc<dyn ObjectStore>, path: &str, content: &str) -> Result<()> {
    let (location, bytes) = (Path::from(path), Bytes::from(content.to_owned()));
    match record::put_or_complete(store.as_ref(), &location, &bytes).await? {
        Put::Ours => Ok(()),
        Put::Theirs | Put::Torn => Err(foreign(path)),
    }
}

fn foreign(path: &str) -> Error {
    let (table, entry) = path.split_once("/_delta_log/").unwrap_or((path, ""));
    let version = entry.trim_end_matches(".json").parse().unwrap_or_default();
    Error::Foreign { table: table.to_owned(), version }
}
