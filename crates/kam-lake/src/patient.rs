//! A store that is asked again when it does not answer.
//!
//! Clients of object stores try again by themselves where the store says it is busy. What is left are connections that break,
//! answers that never come, and outages longer than their patience. Only what may be done twice is asked again here: creating an
//! object only if it is absent is not, since an answer that was lost may have been "done"; `record.rs` reads back instead.

use async_trait::async_trait;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMode,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, RenameOptions, Result,
};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How long to wait before each further try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Before the second try; before each later one twice as long.
    pub first: Duration,
    /// But never longer.
    pub longest: Duration,
    /// How often at most, the first time not counted.
    pub times: u32,
}

impl Patience {
    /// Of stores across a network: some five minutes in all.
    pub const NETWORK: Self = Self { first: Duration::from_millis(200), longest: Duration::from_secs(30), times: 15 };

    /// Of a disk, which fails for good or hardly at all.
    pub const DISK: Self = Self { first: Duration::from_millis(20), longest: Duration::from_millis(80), times: 2 };

    /// The waits, one after the other.
    pub(crate) fn waits(self) -> impl Iterator<Item = Duration> {
        let doubled = move |time: u32| self.first.saturating_mul(1 << time.min(20)).min(self.longest);
        (0..self.times).map(doubled)
    }
}

/// Whether asking again may help: the store did not answer. What it answered stays so.
fn may_pass(error: &Error) -> bool {
    matches!(error, Error::Generic { .. })
}

/// How patient to be after an error; not at all where asking again is no use.
pub(crate) fn patience_with(error: &Error) -> Patience {
    match error {
        Error::Generic { store: "local disk" | "LocalFileSystem", .. } => Patience::DISK,
        Error::Generic { .. } => Patience::NETWORK,
        _ => Patience { times: 0, ..Patience::DISK },
    }
}

/// A store and the patience one has with it.
#[derive(Debug)]
pub(crate) struct Patient {
    inner: Arc<dyn ObjectStore>,
    patience: Patience,
}

impl Patient {
    /// Wraps a store.
    pub(crate) fn new(inner: Arc<dyn ObjectStore>, patience: Patience) -> Self {
        Self { inner, patience }
    }

    async fn again<T, Call: Future<Output = Result<T>> + Send>(
        &self,
        call: impl Fn() -> Call + Send + Sync,
    ) -> Result<T> {
        again(self.patience, call).await
    }
}

async fn again<T, Call: Future<Output = Result<T>> + Send>(
    patience: Patience,
    call: impl Fn() -> Call + Send + Sync,
) -> Result<T> {
    for wait in patience.waits() {
        match call().await {
            Err(error) if may_pass(&error) => tokio::time::sleep(wait).await,
            answered => return answered,
        }
    }
    call().await
}

impl fmt::Display for Patient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

#[async_trait]
impl ObjectStore for Patient {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        match options.mode {
            PutMode::Overwrite => self.again(|| self.inner.put_opts(location, payload.clone(), options.clone())).await,
            PutMode::Create | PutMode::Update(_) => self.inner.put_opts(location, payload, options).await,
        }
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.again(|| self.inner.put_multipart_opts(location, options.clone())).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.again(|| self.inner.get_opts(location, options.clone())).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(locations)
    }

    /// Whole lists: half of one that broke off, and the rest of another, is no list.
    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let (inner, prefix, patience) = (Arc::clone(&self.inner), prefix.cloned(), self.patience);
        let listed = async move {
            let list = || inner.list(prefix.as_ref()).try_collect::<Vec<ObjectMeta>>();
            let objects = again(patience, list).await?;
            Ok::<_, Error>(futures::stream::iter(objects.into_iter().map(Ok)))
        };
        futures::stream::once(listed).try_flatten().boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.again(|| self.inner.list_with_delimiter(prefix)).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }

    async fn rename_opts(&self, from: &Path, to: &Path, options: RenameOptions) -> Result<()> {
        self.inner.rename_opts(from, to, options).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let waits: Vec<u128> = Patience::NETWORK.waits().map(|wait| wait.as_millis()).collect();
        assert_eq!(&waits[..4], [200, 400, 800, 1600]);
        assert_eq!((waits.len(), waits[14]), (15, 30_000));
        assert!((240..360).contains(&(waits.iter().sum::<u128>() / 1000)), "{waits:?}");
    }

    #[tokio::test]
    async fn what_the_store_answered_is_not_asked_again() {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let missing = || {
            asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            async { Err::<(), _>(Error::NotImplemented { operation: "x".into(), implementer: "y".into() }) }
        };
        let thrice = Patience { first: Duration::from_millis(1), longest: Duration::from_millis(1), times: 3 };
        assert!(again(thrice, missing).await.is_err());
        assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 1);
        let silent = || {
            asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            async { Err::<(), _>(Error::Generic { store: "s3", source: "timed out".into() }) }
        };
        assert!(again(thrice, silent).await.is_err());
        assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 5);
    }
}
