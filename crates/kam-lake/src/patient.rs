//! A store that is asked again when it does not answer.
//!
//! Clients of object stores try again by themselves where the store says it is busy. What is left are connections that break,
//! answers that never come, and outages longer than their patience. What may be done twice is asked again here. Creating an
//! object only if it is absent is asked again only while nothing stands there: an answer that was lost may have been "done", and
//! what stands there is compared by `record.rs`.
//!
//! Patience ends: a store that has been given up is asked once for each further thing, and not waited for, until it has answered.
//! So an outage ends a run soon after one patience, however much of it was still to come.

use async_trait::async_trait;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, ObjectStoreExt,
    PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, RenameOptions, Result,
};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::Instant;

/// How long to wait before each further try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Before the second try; before each later one twice as long.
    pub first: Duration,
    /// But never longer.
    pub longest: Duration,
    /// How often at most, the first time not counted.
    pub times: u32,
    /// And not after so long, counted from the first try, however long each one took.
    pub limit: Duration,
}

impl Patience {
    /// Of stores across a network.
    pub const NETWORK: Self = Self::across_a_network(Duration::from_secs(120));

    /// Of a disk, which fails for good or hardly at all.
    pub const DISK: Self = Self {
        first: Duration::from_millis(20),
        longest: Duration::from_millis(80),
        times: 2,
        limit: Duration::from_secs(10),
    };

    /// Of whoever has to wait for another try of the same, his own or a rival's, to come to its end.
    const MOMENT: Self = Self {
        first: Duration::from_millis(50),
        longest: Duration::from_millis(400),
        times: 5,
        limit: Duration::from_secs(10),
    };

    /// Of stores across a network that may stay away for so long.
    pub const fn across_a_network(limit: Duration) -> Self {
        Self { first: Duration::from_millis(200), longest: Duration::from_secs(15), times: u32::MAX, limit }
    }

    /// The waits, one after the other; their time runs from here.
    pub(crate) fn waits(self) -> impl Iterator<Item = Duration> + Send {
        let began = Instant::now();
        let doubled = move |time: u32| self.first.saturating_mul(1 << time.min(20)).min(self.longest);
        (0..self.times).map(doubled).take_while(move |wait| began.elapsed() + *wait <= self.limit)
    }
}

/// How long a store that has been given up is waited for.
const LAST_CHANCE: Duration = Duration::from_secs(3);

/// Whether asking again may help: the store did not answer. What it answered stays so.
fn may_pass(error: &Error) -> bool {
    matches!(error, Error::Generic { .. })
}

/// How patient to be with a write that failed and left nothing behind; not at all where trying again is no use.
///
/// A store across a network has been asked again before, see [`Patient`]. One that says "it exists" of what is not there was
/// just then busy with another try.
pub(crate) fn patience_with(error: &Error) -> Patience {
    match error {
        Error::Generic { store: "local disk" | "LocalFileSystem", .. } => Patience::DISK,
        Error::Generic { .. } | Error::AlreadyExists { .. } => Patience::MOMENT,
        _ => Patience { times: 0, ..Patience::DISK },
    }
}

/// A store and the patience one has with it.
#[derive(Debug)]
pub(crate) struct Patient {
    inner: Arc<dyn ObjectStore>,
    patience: Patience,
    /// Whether patience has ended, and the store has not answered since.
    given_up: Arc<AtomicBool>,
}

impl Patient {
    /// Wraps a store.
    pub(crate) fn new(inner: Arc<dyn ObjectStore>, patience: Patience) -> Self {
        Self { inner, patience, given_up: Arc::default() }
    }

    async fn again<T, Call: Future<Output = Result<T>> + Send>(
        &self,
        call: impl Fn() -> Call + Send + Sync,
    ) -> Result<T> {
        again(self.patience, &self.given_up, call, || async { true }).await
    }

    /// Creates an object, again and again while nothing stands there.
    async fn create(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let create = || self.inner.put_opts(location, payload.clone(), options.clone());
        let nothing_is_there = || async { matches!(self.inner.head(location).await, Err(Error::NotFound { .. })) };
        again(self.patience, &self.given_up, create, nothing_is_there).await
    }
}

/// Calls until the store answers, patience ends, or what failed may not be called again.
async fn again<T, Call: Future<Output = Result<T>> + Send, May: Future<Output = bool> + Send>(
    patience: Patience,
    given_up: &AtomicBool,
    call: impl Fn() -> Call + Send + Sync,
    may_again: impl Fn() -> May + Send + Sync,
) -> Result<T> {
    let mut waits = patience.waits();
    loop {
        let answered = match given_up.load(Ordering::Relaxed) {
            true => tokio::time::timeout(LAST_CHANCE, call()).await.unwrap_or_else(|_| Err(given_up_on())),
            false => call().await,
        };
        if !answered.as_ref().is_err_and(may_pass) {
            given_up.store(false, Ordering::Relaxed);
            return answered;
        }
        if given_up.load(Ordering::Relaxed) || !may_again().await {
            return answered;
        }
        let Some(wait) = waits.next() else {
            given_up.store(true, Ordering::Relaxed);
            return answered;
        };
        tokio::time::sleep(wait).await;
    }
}

fn given_up_on() -> Error {
    Error::Generic { store: "remote", source: "it did not answer before, and does not now".into() }
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
            PutMode::Create => self.create(location, payload, options).await,
            // Whoever updates reads back what stands there.
            PutMode::Update(_) => self.inner.put_opts(location, payload, options).await,
        }
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.again(|| self.inner.put_multipart_opts(location, options.clone())).await
    }

    /// What is found is called as it was asked for: a store below a prefix calls it by its whole path, and whoever goes on with
    /// that name asks below the prefix twice.
    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        let mut found = self.again(|| self.inner.get_opts(location, options.clone())).await?;
        found.meta.location = location.clone();
        Ok(found)
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(locations)
    }

    /// Whole lists: half of one that broke off, and the rest of another, is no list.
    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let (inner, prefix, patience) = (Arc::clone(&self.inner), prefix.cloned(), self.patience);
        let given_up = Arc::clone(&self.given_up);
        let listed = async move {
            let list = || inner.list(prefix.as_ref()).try_collect::<Vec<ObjectMeta>>();
            let objects = again(patience, &given_up, list, || async { true }).await?;
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
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;
    use object_store::memory::InMemory;
    use std::sync::atomic::AtomicUsize;

    const THRICE: Patience = Patience {
        first: Duration::from_millis(1),
        longest: Duration::from_millis(1),
        times: 3,
        limit: Duration::from_secs(60),
    };

    fn silent() -> Error {
        Error::Generic { store: "s3", source: "timed out".into() }
    }

    #[tokio::test]
    async fn waits_grow_and_end() {
        let waits: Vec<u128> = Patience::NETWORK.waits().take(20).map(|wait| wait.as_millis()).collect();
        assert_eq!(&waits[..8], [200, 400, 800, 1600, 3200, 6400, 12_800, 15_000]);
        // Time that is over is not waited for, whatever it was spent on.
        let over = Patience { limit: Duration::ZERO, ..Patience::NETWORK };
        assert_eq!(over.waits().count(), 0);
        assert_eq!(THRICE.waits().count(), 3);
    }

    /// A store of which each call is counted, and answered as it is told.
    async fn counted(store: &Patient, answer: impl Fn() -> Result<()> + Send + Sync) -> (usize, Result<()>) {
        let asked = AtomicUsize::new(0);
        let call = || {
            asked.fetch_add(1, Ordering::SeqCst);
            let answered = answer();
            async { answered }
        };
        let answered = store.again(call).await;
        (asked.load(Ordering::SeqCst), answered)
    }

    #[tokio::test]
    async fn what_the_store_answered_is_not_asked_again() {
        let store = Patient::new(Arc::new(InMemory::new()), THRICE);
        let missing = || Err(Error::NotImplemented { operation: "x".into(), implementer: "y".into() });
        assert_eq!(counted(&store, missing).await.0, 1);
        assert_eq!(counted(&store, || Err(silent())).await.0, 4);
    }

    #[tokio::test]
    async fn a_store_that_was_given_up_is_asked_once_until_it_answers() {
        let store = Patient::new(Arc::new(InMemory::new()), THRICE);
        assert_eq!(counted(&store, || Err(silent())).await.0, 4);
        assert_eq!(counted(&store, || Err(silent())).await.0, 1);
        assert!(counted(&store, || Ok(())).await.1.is_ok());
        assert_eq!(counted(&store, || Err(silent())).await.0, 4);
    }

    #[tokio::test]
    async fn what_lies_below_a_prefix_is_found_under_the_name_it_was_asked_by() {
        let below = object_store::prefix::PrefixStore::new(InMemory::new(), "a/prefix");
        let (store, path) = (Patient::new(Arc::new(below), THRICE), Path::from("raw/a"));
        store.put(&path, "one".into()).await.unwrap();
        let found = store.head(&path).await.unwrap();
        assert_eq!(found.location, path);
    }

    #[tokio::test]
    async fn what_stands_there_is_not_created_again() {
        let store = Patient::new(Arc::new(InMemory::new()), THRICE);
        let (path, options) = (Path::from("a"), PutOptions { mode: PutMode::Create, ..PutOptions::default() });
        store.put_opts(&path, "one".into(), options.clone()).await.unwrap();
        let twice = store.put_opts(&path, "two".into(), options).await.unwrap_err();
        assert!(matches!(twice, Error::AlreadyExists { .. }), "{twice}");
    }
}
