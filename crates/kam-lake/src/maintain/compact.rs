//! Few large files in place of many small ones, with the same rows in the same order.
//!
//! Every run adds a file to each table that only grows. After some years it is thousands, and every query opens each of them.

use super::checkpoints;
use super::named::{Named, live_files};
use super::small_files::heaps;
use crate::commit::Writer;
use crate::delta::{DataFile, TableState, folder};
use crate::error::{Error, Result};
use crate::parquet_file::OpenFile;
use crate::record;
use crate::session::{Session, SessionSettings};
use crate::staged::Staged;
use arrow::array::RecordBatch;
use chrono::{DateTime, Utc};
use deltalake::kernel::Add;
use futures::StreamExt;
use kam_project::TableName;
use object_store::ObjectStoreExt;
use object_store::path::Path;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

/// What was laid out anew, or would be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Compacted {
    /// The newest commit, the one that did it if anything was done.
    pub commit: u64,
    /// The tables that had files to put together.
    pub tables: Vec<CompactedTable>,
    /// Checkpoints that were due and not there.
    pub checkpoints: u64,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompactedTable {
    /// `raw.till_sales`.
    pub name: String,
    /// Small files that go.
    pub files: u64,
    /// Their rows.
    pub rows: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files in their place.
    pub into_files: u64,
}

/// The small files of a table that become one each.
struct Heaps {
    table: TableName,
    state: TableState,
    heaps: Vec<Vec<DataFile>>,
    /// What the log says of each file.
    known: BTreeMap<String, Named>,
}

/// Puts small files of each table together, all tables in one commit, and writes checkpoints that are due.
///
/// The writer holds the lake's lock. The old files stay until vacuum takes them: older commits name them still. Memory is that
/// of one row group. An error leaves every table as it was.
pub async fn compact(writer: &mut Writer, moment: DateTime<Utc>, is_rehearsal: bool) -> Result<Compacted> {
    let mut compacted = Compacted::default();
    let mut staged = Staged::default();
    let settings = SessionSettings { partitions: 1, ..SessionSettings::default() };
    for name in writer.head().tables.keys() {
        let Ok(table) = TableName::from_str(name) else { continue };
        let Some(heaps) = Heaps::of(writer, &table).await? else { continue };
        compacted.tables.push(heaps.summary());
        if !is_rehearsal {
            heaps.rewrite(writer, &Session::open(&settings)?, &mut staged).await?;
        }
    }
    if !is_rehearsal {
        writer.commit(staged, moment).await?;
    }
    compacted.commit = writer.head().number;
    compacted.checkpoints = checkpoints::catch_up(writer, is_rehearsal).await?;
    Ok(compacted)
}

impl Heaps {
    /// What there is to put together of a table, none if nothing.
    async fn of(writer: &Writer, table: &TableName) -> Result<Option<Self>> {
        let Some(state) = writer.table(table).await? else {
            return Ok(None);
        };
        if heaps(&state.files).is_empty() {
            return Ok(None);
        }
        let known = live_files(writer.store().as_ref(), table, state.version).await?;
        let mut files = state.files.clone();
        // As they were written: rows of a run stay beside those of the run before.
        files.sort_by_key(|file| known.get(&file.path).map(|file| file.added));
        let heaps = heaps(&files);
        Ok(Some(Self { table: table.clone(), state, heaps, known }))
    }

    fn summary(&self) -> CompactedTable {
        let files = || self.heaps.iter().flatten();
        CompactedTable {
            name: self.table.to_string(),
            files: files().count() as u64,
            rows: files().map(|file| file.rows).sum(),
            bytes: files().map(|file| file.size).sum(),
            into_files: self.heaps.len() as u64,
        }
    }

    async fn rewrite(self, writer: &Writer, session: &Session, staged: &mut Staged) -> Result<()> {
        let mut added = Vec::with_capacity(self.heaps.len());
        for heap in &self.heaps {
            added.push(self.one_file(writer, session, heap).await?);
        }
        let Self { table, state, heaps, .. } = self;
        staged.lay_out(&table, state, heaps.into_iter().flatten().collect(), added);
        Ok(())
    }

    /// Writes the rows of some files into one, in their order.
    async fn one_file(&self, writer: &Writer, session: &Session, heap: &[DataFile]) -> Result<Add> {
        let mut file = OpenFile::create(writer.store(), &self.table, &self.state.schema)?;
        for source in heap {
            self.prove_unchanged(writer, source).await?;
            let rows = self.copy_rows(writer, session, source, &mut file).await?;
            if rows != source.rows {
                let detail = format!("it has {rows} rows, and its table's log says {}", source.rows);
                return Err(record::damaged(&self.path(source), &detail));
            }
        }
        file.close().await
    }

    /// Damage must not get a new hash: what is written anew was first proved to be what was written.
    async fn prove_unchanged(&self, writer: &Writer, source: &DataFile) -> Result<()> {
        let Some(sha256) = self.known.get(&source.path).and_then(|known| known.sha256.as_ref()) else {
            return Ok(());
        };
        let path = self.path(source);
        let found = match writer.store().get(&path).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => {
                return Err(Error::MissingFile { table: self.table.to_string(), path: path.to_string() });
            }
            Err(source) => return Err(record::store_error("read", &path, source)),
        };
        let (mut hash, mut parts) = (Sha256::new(), found.into_stream());
        while let Some(part) = parts.next().await {
            hash.update(part.map_err(|source| record::store_error("read", &path, source))?);
        }
        if record::hex(&hash.finalize()) == *sha256 {
            Ok(())
        } else {
            Err(record::damaged(&path, "it is not what was written: its SHA-256 is another"))
        }
    }

    async fn copy_rows(
        &self,
        writer: &Writer,
        session: &Session,
        source: &DataFile,
        file: &mut OpenFile,
    ) -> Result<u64> {
        let TableState { version, schema, id, .. } = &self.state;
        let alone =
            TableState { version: *version, schema: Arc::clone(schema), files: vec![source.clone()], id: id.clone() };
        session.register_files(writer.store(), &self.table, &self.table, alone)?;
        let sql = format!("select * from {}.\"{}\"", self.table.layer.as_str(), self.table.name);
        let mut rows = session.prepare(&self.table.to_string(), &sql).await?.stream().await?;
        let mut copied = 0;
        while let Some(batch) = rows.next_rows().await? {
            let batch = RecordBatch::try_new(Arc::clone(schema), batch.columns().to_vec())
                .map_err(|e| Error::query("copy", self.table.to_string(), e.into()))?;
            file.write(&batch).await?;
            copied += batch.num_rows() as u64;
        }
        Ok(copied)
    }

    fn path(&self, file: &DataFile) -> Path {
        Path::from(format!("{}/{}", folder(&self.table), file.path))
    }
}
