//! Encoded groups of rows on their way to the store, behind the encoding of those that follow.

use crate::row_groups::{Group, Result, done};
use bytes::Bytes;
use object_store::ObjectStore;
use object_store::buffered::BufWriter;
use object_store::path::Path;
use parquet::arrow::arrow_writer::ArrowColumnChunk;
use parquet::arrow::async_writer::AsyncFileWriter;
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedFileWriter;
use sha2::{Digest, Sha256};
use std::mem;
use std::sync::Arc;
use tokio::task::JoinSet;

/// A file that takes one group after another. Dropped before its end, it is never there.
pub(crate) struct Leaving {
    /// Where the file stands, while no group is under way.
    standing: Option<Standing>,
    under_way: JoinSet<Result<Standing>>,
}

/// What has left is hashed, and is with the store.
struct Standing {
    laid_out: SerializedFileWriter<Vec<u8>>,
    file: BufWriter,
    hash: Sha256,
    bytes: usize,
}

impl Leaving {
    /// Begins a file, laid out by this writer.
    pub(crate) fn to(store: &Arc<dyn ObjectStore>, path: &Path, laid_out: SerializedFileWriter<Vec<u8>>) -> Self {
        let file = BufWriter::new(Arc::clone(store), path.clone());
        let standing = Standing { laid_out, file, hash: Sha256::new(), bytes: 0 };
        Self { standing: Some(standing), under_way: JoinSet::new() }
    }

    /// Sends a group on its way, once the one before it has arrived.
    pub(crate) async fn send(&mut self, group: Group) -> Result<()> {
        let standing = self.arrived().await?;
        self.under_way.spawn(standing.after(group));
        Ok(())
    }

    /// Sends the last group and ends the file: how many bytes it has, and their SHA-256.
    pub(crate) async fn end(mut self, last: Group) -> Result<(usize, Sha256)> {
        self.arrived().await?.after(last).await?.end().await
    }

    /// Waits for the group under way, if there is one.
    async fn arrived(&mut self) -> Result<Standing> {
        match self.under_way.join_next().await {
            Some(arrived) => arrived.map_err(|died| ParquetError::External(Box::new(died)))?,
            None => self.standing.take().ok_or_else(|| ParquetError::General("the file has failed before".to_owned())),
        }
    }
}

impl Standing {
    /// What it is once a group has left.
    async fn after(self, group: Group) -> Result<Self> {
        let rows = group.rows();
        if rows == 0 {
            return Ok(self);
        }
        let chunks = group.chunks().await?;
        let laid_out = done(vec![move || self.lay_out(chunks)], rows).await?.pop();
        let (standing, bytes) = laid_out.ok_or_else(|| ParquetError::General("a group was lost".to_owned()))?;
        standing.sent(bytes).await
    }

    /// Ends the file.
    async fn end(mut self) -> Result<(usize, Sha256)> {
        self.laid_out.finish()?;
        let footer = self.taken();
        let mut standing = self.sent(footer).await?;
        AsyncFileWriter::complete(&mut standing.file).await?;
        Ok((standing.bytes, standing.hash))
    }

    fn lay_out(mut self, chunks: Vec<ArrowColumnChunk>) -> Result<(Self, Bytes)> {
        let mut group = self.laid_out.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
        let bytes = self.taken();
        Ok((self, bytes))
    }

    /// What has been laid out and not been taken before: a few bytes of it may come with the next.
    fn taken(&mut self) -> Bytes {
        let bytes = Bytes::from(mem::take(self.laid_out.inner_mut()));
        self.hash.update(&bytes);
        self.bytes += bytes.len();
        bytes
    }

    async fn sent(mut self, bytes: Bytes) -> Result<Self> {
        AsyncFileWriter::write(&mut self.file, bytes).await?;
        Ok(self)
    }
}
