//! Every store operation of a small run, failed and crashed in every way.
//!
//! After each fault the lake must show all of a commit or nothing of it, every table must open, and the next
//! run must finish the work: no row lost, none doubled. The loop ends only when a run completes without the
//! fault being reached, so no operation is left out.

use crate::fault_store::{Fault, FaultStore};
use crate::flaky_store::FlakyStore;
use crate::real;
use chrono::{DateTime, TimeDelta, Utc};
use kam_lake::{Location, Patience, Reader, Session, SessionSettings, history};
use kam_project::{Layer, Project, TableName};
use kam_run::{Request, RunStatus, Stop, Surroundings};
use object_store::ObjectStore;
use object_store::memory::InMemory;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// What the shop sold in 2026Q3: counted by hand from `deliveries/sales-1.csv`.
const REVENUE: &str = "Anna 10.8000, Berta 20.2000, Clara 99.0001";
/// Rows of the file, one of which has no such date.
const LANDED: u64 = 5;

#[test]
fn error_before_any_operation() {
    fail_every_operation(Fault::ErrorBefore, &[0]);
}

#[test]
fn error_after_any_write() {
    fail_every_operation(Fault::ErrorAfter, &[0]);
}

#[test]
fn own_write_taken_for_a_rivals() {
    fail_every_operation(Fault::AppliedTwice, &[0]);
}

#[test]
fn crash_before_any_operation() {
    fail_every_operation(Fault::CrashBefore, &[0]);
}

#[test]
fn crash_after_any_write() {
    fail_every_operation(Fault::CrashAfter, &[0]);
}

#[test]
fn crash_during_any_write() {
    fail_every_operation(Fault::Torn, &[0, 1, 2]);
}

/// Goal G9: a store that fails one, five or twenty operations of a hundred only makes a run slower.
#[test]
fn a_store_that_fails_now_and_then_is_asked_again() {
    let rig = Rig::new();
    let patience = Patience { first: Duration::ZERO, longest: Duration::ZERO, times: 30 };
    for (percent, least) in [(1, 0), (5, 5), (20, 40)] {
        let failed: u64 = (0..3)
            .map(|seed| {
                let lake: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
                let flaky = Arc::new(FlakyStore::new(Arc::clone(&lake), percent, seed));
                let store: Arc<dyn ObjectStore> = Arc::<FlakyStore>::clone(&flaky);
                let ended = rig.run_at(Location::within(store).with_patience(patience), 0);
                assert_eq!(ended, Ok(RunStatus::Done), "{percent} %, seed {seed}");
                assert_eq!(
                    rig.look(&lake),
                    Seen { landed: LANDED, revenue: REVENUE.to_owned() },
                    "{percent} %, seed {seed}"
                );
                flaky.failed()
            })
            .sum();
        println!("{percent} %: {failed} operations failed, and every run was whole");
        assert!(failed >= least, "{percent} %: {failed}");
    }
}

/// A rig that cannot fail proves nothing: an unnoticed doubled commit must be noticed.
#[test]
fn the_rig_notices_a_doubled_row() {
    let rig = Rig::new();
    let lake: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    rig.run(&lake, 0).unwrap();
    let seen = rig.look(&lake);
    assert_eq!(seen, Seen { landed: LANDED, revenue: REVENUE.to_owned() });
    let doubled = Seen { landed: LANDED + 1, ..seen };
    assert!(std::panic::catch_unwind(|| doubled.assert_whole("a doubled row")).is_err());
}

fn fail_every_operation(fault: Fault, seeds: &[u64]) {
    let rig = Rig::new();
    for seed in seeds {
        let mut covered = 0;
        while rig.survives(fault, covered, *seed) {
            covered += 1;
        }
        println!("{fault:?}, seed {seed}: {covered} operations failed, each run finished by the next");
        assert!(covered > 20, "a run has more than {covered} operations");
    }
}

/// What a reader sees.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    landed: u64,
    revenue: String,
}

impl Seen {
    /// Nothing, the landing commit, or all of it.
    fn assert_whole(&self, place: &str) {
        let landed = self.landed == 0 || self.landed == LANDED;
        let built = self.revenue.is_empty() || (self.revenue == REVENUE && self.landed == LANDED);
        assert!(landed && built, "{place}: a part of a commit is visible: {self:?}");
    }
}

struct Rig {
    project: Project,
    runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

impl Rig {
    /// The shop, copied so that its reports land in a folder of our own.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        real::define("shop", folder.path());
        let loaded = kam_project::load_over(&BTreeMap::new(), folder.path());
        let problems: Vec<String> = loaded.problems.iter().map(|problem| loaded.render(problem)).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        Self { project: loaded.project, runtime, _folder: folder }
    }

    /// Fails one operation of a first run; false once a run has no such operation.
    fn survives(&self, fault: Fault, at: usize, seed: u64) -> bool {
        let place = format!("{fault:?} at operation {at}, seed {seed}");
        let lake: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
        let faulty = Arc::new(FaultStore::new(Arc::clone(&lake), fault, at, seed));
        let store: Arc<dyn ObjectStore> = Arc::<FaultStore>::clone(&faulty);
        let first = self.run(&store, 0);
        if !faulty.has_fired() {
            assert_eq!(first.unwrap(), RunStatus::Done);
            return false;
        }
        self.look(&lake).assert_whole(&place);
        let second = self.run(&lake, 1).unwrap_or_else(|error| panic!("{place}: the next run failed: {error}"));
        assert!(matches!(second, RunStatus::Done | RunStatus::NothingToDo), "{place}: {second:?}");
        assert_eq!(self.look(&lake), Seen { landed: LANDED, revenue: REVENUE.to_owned() }, "{place}");
        assert_eq!(self.run(&lake, 2).unwrap(), RunStatus::NothingToDo, "{place}");
        true
    }

    /// Runs the pipeline on a day of its own, so that a dead run's lease has expired.
    fn run(&self, lake: &Arc<dyn ObjectStore>, day: i64) -> Result<RunStatus, String> {
        self.run_at(Location::within(Arc::clone(lake)), day)
    }

    fn run_at(&self, lake: Location, day: i64) -> Result<RunStatus, String> {
        let around = Surroundings {
            variables: BTreeMap::new(),
            stop: Stop::default(),
            now: [first_day, second_day, third_day][usize::try_from(day).unwrap()],
            lake: Some(lake),
        };
        let (request, mut silent) = (Request::default(), |_| {});
        match self.runtime.block_on(kam_run::run(&self.project, &request, &around, &mut silent)) {
            Ok(outcome) => Ok(outcome.status),
            Err(error) => Err(format!("{error} {}", error.detail().unwrap_or_default())),
        }
    }

    fn look(&self, lake: &Arc<dyn ObjectStore>) -> Seen {
        self.runtime.block_on(async {
            let reader = Reader::open(&Location::within(Arc::clone(lake))).await.unwrap();
            let session = Session::open(&SessionSettings::default()).unwrap();
            for table in reader.tables() {
                reader.register(&session, &table).await.unwrap();
                reader.table(&table).await.unwrap();
            }
            let extract = self.project.extracts.values().next().unwrap();
            reader.register_history(&session, extract).await.unwrap();
            let landed = format!("select count(*) as landed from {}", history::history(&extract.table));
            let landed = text(&session, &landed).await.parse().unwrap();
            let mart = TableName::new(Layer::Marts, "revenue");
            let revenue = match reader.table(&mart).await.unwrap() {
                Some(_) => text(&session, SHOWN).await,
                None => String::new(),
            };
            Seen { landed, revenue }
        })
    }
}

const SHOWN: &str = "select string_agg(account_key || ' ' || cast(net_revenue_amount as text), ', ' order by account_key) \
                     from marts.revenue";

async fn text(session: &Session, sql: &str) -> String {
    let (_, batches) = session.query("a look", sql).await.unwrap();
    arrow::util::display::array_value_to_string(batches[0].column(0), 0).unwrap()
}

fn first_day() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

fn second_day() -> DateTime<Utc> {
    first_day() + TimeDelta::days(1)
}

fn third_day() -> DateTime<Utc> {
    first_day() + TimeDelta::days(2)
}
