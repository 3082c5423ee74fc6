//! One Parquet file, from its first row to its place in a table's log.

use crate::delta::folder;
use crate::error::{Error, Result};
use crate::record;
use crate::row_groups::RowGroups;
use crate::statistics::Statistics;
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use bytes::Bytes;
use deltalake::kernel::Add;
use futures::future::BoxFuture;
use kam_project::TableName;
use object_store::ObjectStore;
use object_store::buffered::BufWriter;
use object_store::path::Path;
use parquet::arrow::async_writer::AsyncFileWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// The tag of a file in its table's log that holds the SHA-256 of its bytes.
pub(crate) const HASH: &str = "kam.sha256";

/// A file grows to this many bytes before the next one is begun: large enough to scan, small enough to share out.
const FULL: usize = 256 << 20;

/// A file being written. Until a commit names it, nobody reads it; dropped half-written, it is never there.
pub(crate) struct OpenFile {
    name: String,
    path: Path,
    row_groups: RowGroups,
    file: Hashing,
    /// How many bytes went to the store.
    written: usize,
    statistics: Statistics,
}

impl OpenFile {
    /// Begins a file of a table, under a name nobody else has.
    pub(crate) fn create(store: &Arc<dyn ObjectStore>, table: &TableName, schema: &SchemaRef) -> Result<Self> {
        let name = format!("{}.parquet", Uuid::new_v4());
        let path = Path::from(format!("{}/{name}", folder(table)));
        let file = Hashing { file: BufWriter::new(Arc::clone(store), path.clone()), hash: Sha256::new() };
        let row_groups = RowGroups::begin(schema, settings()).map_err(|e| write_error(&path, e))?;
        Ok(Self { name, path, row_groups, file, written: 0, statistics: Statistics::of(schema) })
    }

    /// Adds rows.
    pub(crate) async fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        self.statistics.add(batch);
        self.row_groups.add(batch).await.map_err(|e| write_error(&self.path, e))?;
        self.pass_on().await
    }

    /// Sends to the store what has been encoded.
    async fn pass_on(&mut self) -> Result<()> {
        let bytes = self.row_groups.take();
        if bytes.is_empty() {
            return Ok(());
        }
        self.written += bytes.len();
        self.file.write(bytes).await.map_err(|e| write_error(&self.path, e))
    }

    /// Whether the next rows belong into another file.
    pub(crate) fn is_full(&self) -> bool {
        self.row_groups.size() >= FULL
    }

    /// Ends the file and describes it as its table's log will.
    pub(crate) async fn close(mut self) -> Result<Add> {
        self.row_groups.end().await.map_err(|e| write_error(&self.path, e))?;
        self.pass_on().await?;
        self.file.complete().await.map_err(|e| write_error(&self.path, e))?;
        let size = i64::try_from(self.written).unwrap_or(i64::MAX);
        let hash = record::hex(&self.file.hash.finalize());
        Ok(Add {
            path: self.name,
            partition_values: HashMap::new(),
            size,
            // Readers use it for caches only; the log entry itself carries the moment of the commit.
            modification_time: 0,
            data_change: true,
            stats: Some(self.statistics.json()),
            tags: Some(HashMap::from([(HASH.to_owned(), Some(hash))])),
            deletion_vector: None,
            base_row_id: None,
            default_row_commit_version: None,
            clustering_provider: None,
        })
    }
}

/// A file on its way to the store, hashed as it passes.
struct Hashing {
    file: BufWriter,
    hash: Sha256,
}

impl AsyncFileWriter for Hashing {
    fn write(&mut self, bytes: Bytes) -> BoxFuture<'_, Result<(), ParquetError>> {
        self.hash.update(&bytes);
        AsyncFileWriter::write(&mut self.file, bytes)
    }

    fn complete(&mut self) -> BoxFuture<'_, Result<(), ParquetError>> {
        AsyncFileWriter::complete(&mut self.file)
    }
}

/// zstd 1: within 5 % as small as zstd 3, a tenth faster to write.
fn settings() -> WriterProperties {
    let level = ZstdLevel::try_new(1).unwrap_or_default();
    WriterProperties::builder().set_compression(Compression::ZSTD(level)).build()
}

fn write_error(path: &Path, source: ParquetError) -> Error {
    Error::Write { path: path.to_string(), source: Box::new(source) }
}
