//! Every store operation of a small run, failed and crashed in every way.
//!
//! After each fault the lake must show all of a commit or nothing of it, every table must open, and the next
//! run must finish the work: no row lost, none doubled. The loop ends only when a run completes without the
//! fault being reached, so no operation is left out.

use crate::fault_store::{Fault, FaultStore};
use crate::flaky_store::FlakyStore;
use crate::real;
use crate::shop::{LANDED, REVENUE, Seen, look};
use chrono::{DateTime, TimeDelta, Utc};
use kam_lake::{Location, Patience};
use kam_project::Project;
use kam_run::{Request, RunStatus, Stop, Surroundings};
use object_store::ObjectStore;
use object_store::memory::InMemory;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// What a second delivery adds, and what was sold then.
const MORE: &str = "sale,customer,sold_on,amount\nS7,Anna,2026-07-03,1.00\n";
const REVENUE_THEN: &str = "Anna 11.8000, Berta 20.2000, Clara 99.0001";

/// Which run meets the fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Story {
    /// The first of an empty lake.
    First,
    /// One that finds a lake with two commits, and more to land.
    Second,
}

impl Story {
    /// What a reader may see after the fault: before it, landed, or built.
    pub(crate) fn states(self) -> [Seen; 3] {
        match self {
            Self::First => Seen::of_a_first_run(),
            Self::Second => {
                [Seen::of(LANDED, REVENUE), Seen::of(LANDED + 1, REVENUE), Seen::of(LANDED + 1, REVENUE_THEN)]
            }
        }
    }
}

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

/// Every fifth operation for each kind of fault, another fifth for each; with `tests/run --long` every one.
#[test]
fn a_second_run_survives_them_too() {
    let stride = if std::env::var_os("KAM_LONG").is_some() { 1 } else { 8 };
    let faults = [Fault::ErrorBefore, Fault::ErrorAfter, Fault::CrashBefore, Fault::CrashAfter, Fault::Torn];
    for (first, fault) in faults.into_iter().enumerate() {
        fail_operations(Story::Second, fault, 1, (first % stride, stride));
    }
}

#[test]
fn crash_during_any_write() {
    fail_every_operation(Fault::Torn, &[0, 1, 2]);
}

/// Goal G9: a store that fails one, five or twenty operations of a hundred only makes a run slower.
#[test]
fn a_store_that_fails_now_and_then_is_asked_again() {
    let rig = Rig::new();
    let patience = Patience { first: Duration::ZERO, longest: Duration::ZERO, times: 30, ..Patience::NETWORK };
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
    assert!(std::panic::catch_unwind(|| assert_whole(&doubled, Story::First, "a doubled row")).is_err());
}

fn fail_every_operation(fault: Fault, seeds: &[u64]) {
    seeds.iter().for_each(|seed| fail_operations(Story::First, fault, *seed, (0, 1)));
}

/// Fails one operation after the other, from the first on in steps, until a run has no more of them.
fn fail_operations(story: Story, fault: Fault, seed: u64, (first, stride): (usize, usize)) {
    let rig = Rig::new();
    let (mut at, mut failed) = (first, 0);
    while rig.survives(story, fault, at, seed) {
        at += stride;
        failed += 1;
    }
    println!("{story:?} run, {fault:?}, seed {seed}: {failed} operations failed, each run finished by the next");
    assert!(at > 20, "a run has more than {at} operations");
}

/// What is seen is one of the states between which commits lead.
pub(crate) fn assert_whole(seen: &Seen, story: Story, place: &str) {
    assert!(story.states().contains(seen), "{place}: a part of a commit is visible: {seen:?}");
}

pub(crate) struct Rig {
    project: Project,
    runtime: tokio::runtime::Runtime,
    folder: tempfile::TempDir,
}

impl Rig {
    /// The shop, copied so that its reports land in a folder of our own.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        real::define("shop", folder.path());
        let loaded = kam_project::load_over(&BTreeMap::new(), folder.path());
        let problems: Vec<String> = loaded.problems.iter().map(|problem| loaded.render(problem)).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        Self { project: loaded.project, runtime, folder }
    }

    /// Fails one operation of a run; false once a run has no such operation.
    fn survives(&self, story: Story, fault: Fault, at: usize, seed: u64) -> bool {
        let place = format!("{story:?} run, {fault:?} at operation {at}, seed {seed}");
        let lake: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
        let [_, _, end] = story.states();
        self.prepare(story, &lake);
        let faulty = Arc::new(FaultStore::new(Arc::clone(&lake), fault, at, seed));
        let store: Arc<dyn ObjectStore> = Arc::<FaultStore>::clone(&faulty);
        let first = self.run(&store, 1);
        if !faulty.has_fired() {
            assert_eq!(first.unwrap(), RunStatus::Done);
            return false;
        }
        assert_whole(&self.look(&lake), story, &place);
        let second = self.run(&lake, 2).unwrap_or_else(|error| panic!("{place}: the next run failed: {error}"));
        assert!(matches!(second, RunStatus::Done | RunStatus::NothingToDo), "{place}: {second:?}");
        assert_eq!(self.look(&lake), end, "{place}");
        assert_eq!(self.run(&lake, 3).unwrap(), RunStatus::NothingToDo, "{place}");
        true
    }

    /// Brings a lake to where the story begins.
    pub(crate) fn prepare(&self, story: Story, lake: &Arc<dyn ObjectStore>) {
        let more = self.folder.path().join("deliveries/sales-2.csv");
        std::fs::remove_file(&more).ok();
        if story == Story::Second {
            assert_eq!(self.run(lake, 0), Ok(RunStatus::Done));
            std::fs::write(more, MORE).unwrap();
        }
    }

    /// Runs the pipeline on a day of its own, so that a dead run's lease has expired.
    pub(crate) fn run(&self, lake: &Arc<dyn ObjectStore>, day: i64) -> Result<RunStatus, String> {
        self.run_at(Location::within(Arc::clone(lake)), day)
    }

    fn run_at(&self, lake: Location, day: i64) -> Result<RunStatus, String> {
        let around = Surroundings {
            variables: BTreeMap::new(),
            stop: Stop::default(),
            now: [first_day, second_day, third_day, fourth_day][usize::try_from(day).unwrap()],
            lake: Some(lake),
        };
        let (request, mut silent) = (Request::default(), |_| {});
        match self.runtime.block_on(kam_run::run(&self.project, &request, &around, &mut silent)) {
            Ok(outcome) => Ok(outcome.status),
            Err(error) => Err(format!("{error} {}", error.detail().unwrap_or_default())),
        }
    }

    pub(crate) fn look(&self, lake: &Arc<dyn ObjectStore>) -> Seen {
        self.runtime.block_on(look(&self.project, &Location::within(Arc::clone(lake))))
    }
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

fn fourth_day() -> DateTime<Utc> {
    first_day() + TimeDelta::days(3)
}
