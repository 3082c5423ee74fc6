//! One Parquet file, from its first row to its place in a table's log.

use crate::delta::folder;
use crate::error::{Error, Result};
use crate::leaving::Leaving;
use crate::record;
use crate::row_groups::RowGroups;
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use deltalake::kernel::Add;
use kam_project::TableName;
use object_store::ObjectStore;
use object_store::path::Path;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use sha2::Digest;
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
    leaving: Leaving,
}

impl OpenFile {
    /// Begins a file of a table, under a name nobody else has.
    pub(crate) fn create(store: &Arc<dyn ObjectStore>, table: &TableName, schema: &SchemaRef) -> Result<Self> {
        let name = format!("{}.parquet", Uuid::new_v4());
        let path = Path::from(format!("{}/{name}", folder(table)));
        let writer = ArrowWriter::try_new(Vec::new(), SchemaRef::clone(schema), Some(settings()));
        let begun = writer.and_then(ArrowWriter::into_serialized_writer).map_err(|e| write_error(&path, e));
        let (laid_out, groups) = begun?;
        let leaving = Leaving::to(store, &path, laid_out);
        Ok(Self { name, path, row_groups: RowGroups::of(schema, groups), leaving })
    }

    /// Adds rows.
    pub(crate) async fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        let mut rows = batch.clone();
        while rows.num_rows() > 0 {
            let ended = self.row_groups.add(&mut rows).await.map_err(|e| write_error(&self.path, e))?;
            if let Some(group) = ended {
                self.leaving.send(group).await.map_err(|e| write_error(&self.path, e))?;
            }
        }
        Ok(())
    }

    /// Whether the next rows belong into another file.
    pub(crate) fn is_full(&self) -> bool {
        self.row_groups.size() >= FULL
    }

    /// Ends the file and describes it as its table's log will.
    pub(crate) async fn close(mut self) -> Result<Add> {
        let last = self.row_groups.end().await.map_err(|e| write_error(&self.path, e))?;
        let (bytes, hash) = self.leaving.end(last).await.map_err(|e| write_error(&self.path, e))?;
        Ok(Add {
            path: self.name,
            partition_values: HashMap::new(),
            size: i64::try_from(bytes).unwrap_or(i64::MAX),
            // Readers use it for caches only; the log entry itself carries the moment of the commit.
            modification_time: 0,
            data_change: true,
            stats: Some(self.row_groups.statistics().json()),
            tags: Some(HashMap::from([(HASH.to_owned(), Some(record::hex(&hash.finalize())))])),
            deletion_vector: None,
            base_row_id: None,
            default_row_commit_version: None,
            clustering_provider: None,
        })
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
