//! Goal G20: memory that is refused at every single request in turn, for queries of the shapes marts have.
//!
//! A query may spill and come to the same rows, or end with a clear error. It must not panic, hang, or leave a file behind.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::error::Error;
use crate::session::{Session, SessionSettings};
use arrow::array::{ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use arrow::util::pretty::pretty_format_batches;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{MemoryPool, MemoryReservation, UnboundedMemoryPool};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Gives what is asked for, but for one request.
#[derive(Debug)]
struct RefusingPool {
    inner: UnboundedMemoryPool,
    refused: usize,
    requests: AtomicUsize,
}

impl RefusingPool {
    fn of(refused: usize) -> Self {
        Self { inner: UnboundedMemoryPool::default(), refused, requests: AtomicUsize::new(0) }
    }

    fn has_refused(&self) -> bool {
        self.requests.load(Ordering::SeqCst) > self.refused
    }
}

impl fmt::Display for RefusingPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "all but request {}", self.refused)
    }
}

impl MemoryPool for RefusingPool {
    fn name(&self) -> &str {
        "refusing"
    }

    fn grow(&self, reservation: &MemoryReservation, additional: usize) {
        self.inner.grow(reservation, additional);
    }

    fn shrink(&self, reservation: &MemoryReservation, shrink: usize) {
        self.inner.shrink(reservation, shrink);
    }

    fn try_grow(&self, reservation: &MemoryReservation, additional: usize) -> Result<()> {
        if self.requests.fetch_add(1, Ordering::SeqCst) == self.refused {
            return Err(DataFusionError::ResourcesExhausted("there is no more".to_owned()));
        }
        self.inner.try_grow(reservation, additional)
    }

    fn reserved(&self) -> usize {
        self.inner.reserved()
    }
}

/// The shapes of queries that hold rows: sums, sorts, joins, windows, lists, and distinct values.
const SHAPES: [&str; 6] = [
    "select customer, sum(amount) as amount, count(*) as lines from raw.lines group by customer order by customer",
    "select line, customer, amount, note from raw.lines order by note, line desc",
    "select one.line, two.amount from raw.lines as one inner join raw.lines as two on one.line = two.line + 1 order by one.line",
    "select line, row_number() over (partition by customer order by amount desc, line) as place from raw.lines order by line",
    "select customer, array_agg(line order by line) as lines from raw.lines where line < 2000 group by customer order by customer",
    "select count(distinct note) as notes, count(distinct customer) as customers from raw.lines",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_request_for_memory_may_be_refused() {
    let folder = std::env::temp_dir().join(format!("kam-scarce-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for shape in SHAPES {
        let (mut refused, mut spilled, expected) = (0, 0, answer(shape, usize::MAX, &folder).await.0.unwrap());
        loop {
            let (found, has_refused) = answer(shape, refused, &folder).await;
            // Whoever was dropped in the middle of its work may still be tidying up.
            while files(&folder) > 0 {
                tokio::task::yield_now().await;
            }
            match found {
                Ok(found) => {
                    assert_eq!(found, expected, "request {refused} of {shape}");
                    spilled += 1;
                }
                Err(error) => {
                    assert!(matches!(error, Error::Exhausted { .. }), "request {refused} of {shape}: {error:?}")
                }
            }
            if !has_refused {
                break;
            }
            refused += 1;
        }
        assert!(refused > 0, "it asked for no memory: {shape}");
        tell(shape, refused, spilled - 1);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[expect(clippy::print_stderr, reason = "the figures stand in docs/evidence.md")]
fn tell(shape: &str, refused: usize, spilled: usize) {
    eprintln!("{refused} requests refused, {spilled} of them got by without: {shape}");
}

/// What a query comes to where one request is refused, and whether it came to that request.
async fn answer(sql: &str, refused: usize, folder: &Path) -> (crate::Result<String>, bool) {
    let pool = Arc::new(RefusingPool::of(refused));
    let temporary = DiskManagerBuilder::default().with_mode(DiskManagerMode::Directories(vec![folder.to_path_buf()]));
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::<RefusingPool>::clone(&pool))
        .with_disk_manager_builder(temporary)
        .build_arc()
        .unwrap();
    let settings = SessionSettings { partitions: 2, ..SessionSettings::default() };
    let session = Session::open_in(&settings, runtime).unwrap();
    let rows = lines();
    session.register_rows(&"raw.lines".parse().unwrap(), rows.schema(), vec![rows]).unwrap();
    let found = session.query("a mart", sql).await;
    let found = found.map(|(_, batches)| pretty_format_batches(&batches).unwrap().to_string());
    drop(session);
    (found, pool.has_refused())
}

fn lines() -> RecordBatch {
    let numbers = || 0..5_000_i64;
    let amounts = Decimal128Array::from_iter_values(numbers().map(|line| i128::from(line * 7919 % 1_000)));
    let columns: [(&str, ArrayRef); 4] = [
        ("line", Arc::new(Int64Array::from_iter_values(numbers()))),
        ("customer", Arc::new(Int64Array::from_iter_values(numbers().map(|line| line % 97)))),
        ("amount", Arc::new(amounts.with_precision_and_scale(18, 2).unwrap())),
        ("note", Arc::new(StringArray::from_iter_values(numbers().map(|line| format!("note {}", line * 31 % 4_999))))),
    ];
    RecordBatch::try_from_iter(columns).unwrap()
}

fn files(folder: &Path) -> usize {
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        found += if entry.path().is_dir() { files(&entry.path()) } else { 1 };
    }
    found
}
