//! An object store that fails now and then, as one across a bad network: before an operation is applied, or after.

use async_trait::async_trait;
use futures::StreamExt;
use futures::stream::BoxStream;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Which of a hundred operations fail, by chance.
#[derive(Debug)]
pub(crate) struct FlakyStore {
    inner: Arc<dyn ObjectStore>,
    percent: u64,
    seed: u64,
    operations: AtomicU64,
    failed: AtomicU64,
}

/// When an operation fails.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Before,
    After,
    Never,
}

impl FlakyStore {
    pub(crate) fn new(inner: Arc<dyn ObjectStore>, percent: u64, seed: u64) -> Self {
        Self { inner, percent, seed, operations: AtomicU64::new(0), failed: AtomicU64::new(0) }
    }

    /// How many operations have failed so far.
    pub(crate) fn failed(&self) -> u64 {
        self.failed.load(Ordering::SeqCst)
    }

    fn when(&self) -> When {
        let mut hasher = DefaultHasher::new();
        (self.seed, self.operations.fetch_add(1, Ordering::SeqCst)).hash(&mut hasher);
        let chance = hasher.finish();
        if chance % 100 >= self.percent {
            return When::Never;
        }
        self.failed.fetch_add(1, Ordering::SeqCst);
        if (chance >> 32).is_multiple_of(2) { When::Before } else { When::After }
    }

    fn read(&self) -> Result<()> {
        if self.when() == When::Never { Ok(()) } else { Err(silent()) }
    }
}

fn silent() -> Error {
    Error::Generic { store: "flaky", source: "the connection was reset".into() }
}

impl fmt::Display for FlakyStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} % of {}", self.percent, self.inner)
    }
}

#[async_trait]
impl ObjectStore for FlakyStore {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        match self.when() {
            When::Before => Err(silent()),
            When::After => self.inner.put_opts(location, payload, options).await.and(Err(silent())),
            When::Never => self.inner.put_opts(location, payload, options).await,
        }
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        // The small run's files are far below the size at which uploads are split.
        Err(Error::NotImplemented { operation: "multipart".into(), implementer: "a small run".into() })
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.read()?;
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        match self.read() {
            Ok(()) => self.inner.list(prefix),
            Err(failure) => futures::stream::once(async { Err(failure) }).boxed(),
        }
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.read()?;
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}
