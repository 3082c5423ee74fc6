//! An object store that fails on demand: before or after an operation is applied, halfway, or for good.

use async_trait::async_trait;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, ObjectStoreExt,
    PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// What happens at the chosen operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It fails and was not applied.
    ErrorBefore,
    /// It was applied, and yet fails.
    ErrorAfter,
    /// It was applied, and the client's own retry found it there: hazard H1.
    AppliedTwice,
    /// The process dies before it: nothing works from here on.
    CrashBefore,
    /// The process dies after it was applied.
    CrashAfter,
    /// The process dies while it writes: the seed says how much of it is there.
    Torn,
}

impl Fault {
    /// Whether it differs from failing before, where nothing is written.
    fn needs_a_write(self) -> bool {
        !matches!(self, Self::ErrorBefore | Self::CrashBefore)
    }
}

/// A store that does one wrong thing at one operation, and otherwise what the inner store does.
#[derive(Debug)]
pub(crate) struct FaultStore {
    inner: Arc<dyn ObjectStore>,
    fault: Fault,
    at: usize,
    seed: u64,
    operations: AtomicUsize,
    fired: AtomicBool,
    dead: AtomicBool,
    torn: Mutex<Option<Path>>,
}

impl FaultStore {
    /// Fails the operation numbered `at` (from 0; reads are not counted where the fault needs a write).
    pub(crate) fn new(inner: Arc<dyn ObjectStore>, fault: Fault, at: usize, seed: u64) -> Self {
        let (operations, fired, dead) = (AtomicUsize::new(0), AtomicBool::new(false), AtomicBool::new(false));
        Self { inner, fault, at, seed, operations, fired, dead, torn: Mutex::default() }
    }

    /// Whether the chosen operation was reached.
    pub(crate) fn has_fired(&self) -> bool {
        self.fired.load(Ordering::SeqCst)
    }

    /// Whether the object of which a part is there is an entry of a table's log.
    ///
    /// No store does that to us: an object gets its name with all its bytes. Kam knows what the entry should say, others cannot.
    pub(crate) fn has_torn_a_log(&self) -> bool {
        let torn = self.torn.lock().unwrap();
        torn.as_ref().is_some_and(|path| path.as_ref().contains("/_delta_log/") && path.as_ref().ends_with(".json"))
    }

    /// How many operations there were.
    pub(crate) fn operations(&self) -> usize {
        self.operations.load(Ordering::SeqCst)
    }

    /// Counts an operation; true if it is the one to fail.
    fn is_chosen(&self, writes: bool) -> Result<bool> {
        if self.dead.load(Ordering::SeqCst) {
            return Err(broken("the process is dead"));
        }
        if !writes && self.fault.needs_a_write() {
            return Ok(false);
        }
        let chosen = self.operations.fetch_add(1, Ordering::SeqCst) == self.at;
        if chosen {
            self.fired.store(true, Ordering::SeqCst);
        }
        Ok(chosen)
    }

    fn read(&self) -> Result<()> {
        match self.is_chosen(false)? {
            true => Err(self.die_or_fail()),
            false => Ok(()),
        }
    }

    fn die_or_fail(&self) -> Error {
        if matches!(self.fault, Fault::CrashBefore | Fault::CrashAfter | Fault::Torn) {
            self.dead.store(true, Ordering::SeqCst);
        }
        broken("the store answered 500")
    }

    async fn faulty_put(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let creates = options.mode == PutMode::Create;
        match self.fault {
            Fault::ErrorBefore | Fault::CrashBefore => {}
            Fault::Torn => {
                let bytes: Vec<u8> = payload.iter().flat_map(|chunk| chunk.to_vec()).collect();
                let torn = bytes[..cut(self.seed, bytes.len())].to_vec();
                self.inner.put_opts(location, torn.into(), options).await?;
                *self.torn.lock().unwrap() = Some(location.clone());
            }
            Fault::ErrorAfter | Fault::AppliedTwice | Fault::CrashAfter => {
                self.inner.put_opts(location, payload, options).await?;
            }
        }
        let failure = self.die_or_fail();
        if self.fault == Fault::AppliedTwice && creates {
            let source = "If-None-Match".into();
            return Err(Error::AlreadyExists { path: location.to_string(), source });
        }
        Err(failure)
    }
}

/// How much of a torn write is there: the seed spreads it over none, some and all but one.
fn cut(seed: u64, length: usize) -> usize {
    match seed % 3 {
        0 => 0,
        1 => length / 2,
        _ => length.saturating_sub(1),
    }
}

fn broken(what: &'static str) -> Error {
    Error::Generic { store: "faulty", source: what.into() }
}

impl fmt::Display for FaultStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {} of {}", self.fault, self.at, self.inner)
    }
}

#[async_trait]
impl ObjectStore for FaultStore {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        match self.is_chosen(true)? {
            true => self.faulty_put(location, payload, options).await,
            false => self.inner.put_opts(location, payload, options).await,
        }
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        // The small run's files are far below the size at which uploads are split.
        Err(broken("a small run splits no upload"))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.read()?;
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let chosen = self.is_chosen(true);
        let inner = Arc::clone(&self.inner);
        let (fault, failure) = (self.fault, self.die_if(&chosen));
        let seed = self.seed;
        futures::stream::once(async move {
            let paths: Vec<Path> = locations.try_collect().await?;
            let applied = match (&chosen, fault) {
                (Ok(true), Fault::ErrorBefore | Fault::CrashBefore) => 0,
                (Ok(true), Fault::Torn) => cut(seed, paths.len()),
                (Ok(_), _) => paths.len(),
                (Err(_), _) => 0,
            };
            for path in paths.iter().take(applied) {
                inner.delete(path).await?;
            }
            match (chosen, failure) {
                (Err(dead), _) => Err(dead),
                (Ok(_), Some(failure)) => Err(failure),
                (Ok(_), None) => Ok(futures::stream::iter(paths.into_iter().map(Ok))),
            }
        })
        .try_flatten()
        .boxed()
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
        if !self.is_chosen(true)? {
            return self.inner.copy_opts(from, to, options).await;
        }
        // A store copies an object whole or not at all.
        if matches!(self.fault, Fault::ErrorAfter | Fault::AppliedTwice | Fault::CrashAfter) {
            self.inner.copy_opts(from, to, options).await?;
        }
        Err(self.die_or_fail())
    }
}

impl FaultStore {
    fn die_if(&self, chosen: &Result<bool>) -> Option<Error> {
        matches!(chosen, Ok(true)).then(|| self.die_or_fail())
    }
}
