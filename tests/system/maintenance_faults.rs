//! Goal G4: every store operation of a run that writes checkpoints, of a compaction and of a vacuum, failed and crashed in every way.
//!
//! After each fault every table opens, for kam, for the Delta library and for other programs, and holds the right rows; the
//! same command then finishes the work. A few operations by default; with `tests/run --long` every write, and every operation or
//! one in `KAM_ONE_IN` of them.

use crate::fault_store::{Fault, FaultStore};
use crate::real::{delta_scan, python};
use crate::repository::root;
use crate::upkeep::{Answers, Deed, Upkeep};
use kam_lake::Location;
use object_store::memory::InMemory;
use object_store::{ObjectStore, ObjectStoreExt};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

const FAULTS: [Fault; 5] = [Fault::ErrorBefore, Fault::ErrorAfter, Fault::CrashBefore, Fault::CrashAfter, Fault::Torn];

/// So many runs bring the landed tables to version 8: the ninth lands nothing large, the tenth has a checkpoint.
const RUNS: u32 = 10;

/// Customers 40 to 49, then 50; two sales of 30.50 and those of 41.00 to 49.00, then 50.00.
fn before() -> Answers {
    Answers { customers: "49 1225.00".to_owned(), sales: "11 435.50".to_owned() }
}

fn after() -> Answers {
    Answers { customers: "50 1275.00".to_owned(), sales: "12 485.50".to_owned() }
}

#[test]
fn a_run_that_writes_checkpoints() {
    let upkeep = Upkeep::new();
    let lake = upkeep.lake_of(RUNS);
    upkeep.deliver(50);
    let story = Story { upkeep, lake, deed: Deed::Run, answers: [before(), after()] };
    let checkpoints = story.done().iter().filter(|path| path.ends_with(".checkpoint.parquet")).count();
    assert!(checkpoints >= 4, "the run has {checkpoints} checkpoints to write");
    story.survives(211, 61);
}

#[test]
fn a_compaction() {
    let upkeep = Upkeep::new();
    let lake = upkeep.lake_of(RUNS);
    let story = Story { upkeep, lake, deed: Deed::Compact, answers: [before(), before()] };
    let checkpoints = story.done().iter().filter(|path| path.ends_with(".checkpoint.parquet")).count();
    assert!(checkpoints >= 4, "the compaction has {checkpoints} checkpoints to write");
    story.survives(211, 37);
}

#[test]
fn a_vacuum() {
    let upkeep = Upkeep::new();
    let lake = upkeep.lake_of(RUNS);
    let store: Arc<dyn ObjectStore> = Arc::<InMemory>::clone(&lake);
    upkeep.does(Deed::Compact, &store, 0).unwrap();
    upkeep.deliver(50);
    upkeep.does(Deed::Run, &store, 0).unwrap();
    let story = Story { upkeep, lake, deed: Deed::Vacuum(2), answers: [after(), after()] };
    assert!(story.done().len() + 50 < story.upkeep.objects(&story.lake()).len());
    story.survives(61, 1);
}

/// Checkpoints are proved as everything else, and one that is damaged stops nobody.
#[test]
fn one_changed_bit_in_a_checkpoint_is_found_and_stops_nobody() {
    let upkeep = Upkeep::new();
    let lake: Arc<dyn ObjectStore> = upkeep.lake_of(RUNS + 1);
    let mut chance = ChaCha8Rng::seed_from_u64(6);
    let objects = upkeep.objects(&lake);
    let of_checkpoints: Vec<_> = objects.iter().filter(|path| path.as_ref().contains("checkpoint")).collect();
    assert!(of_checkpoints.len() >= 12, "{of_checkpoints:?}");
    let put = |path, bytes: Vec<u8>| upkeep.runtime.block_on(lake.put(path, bytes.into())).unwrap();
    let mut all_changed = Vec::new();
    for path in of_checkpoints {
        let whole = upkeep.bytes(&lake, path);
        let (byte, bit) = (chance.random_range(0..whole.len()), chance.random_range(0..8));
        let mut changed = whole.clone();
        changed[byte] ^= 1 << bit;
        put(path, changed.clone());
        let location = Location::within(Arc::clone(&lake));
        let verified = upkeep.runtime.block_on(kam_lake::maintain::verify(&location)).unwrap();
        let is_found = verified.faults.iter().any(|fault| fault.path == path.as_ref());
        assert!(is_found, "byte {byte}, bit {bit} of {path}: {:?}", verified.faults);
        put(path, whole);
        all_changed.push((path, changed));
    }
    all_changed.into_iter().for_each(|(path, changed)| drop(put(path, changed)));
    assert_eq!(upkeep.answers(&lake), after());
    upkeep.deliver(51);
    assert_eq!(upkeep.does(Deed::Run, &lake, 0), Ok(true));
    assert_eq!(upkeep.answers(&lake).customers, "51 1326.00");
}

fn is_long() -> bool {
    std::env::var_os("KAM_LONG").is_some()
}

/// How many operations there are to each that is failed in a long run.
fn one_in() -> usize {
    std::env::var_os("KAM_ONE_IN").map_or(1, |one_in| one_in.to_str().unwrap().parse().unwrap())
}

/// A lake, what is done to it, and what is answered before and after.
struct Story {
    upkeep: Upkeep,
    lake: Arc<InMemory>,
    deed: Deed,
    answers: [Answers; 2],
}

impl Story {
    fn lake(&self) -> Arc<dyn ObjectStore> {
        Arc::new(self.lake.fork())
    }

    /// The objects there are once it is done without a fault.
    fn done(&self) -> Vec<String> {
        let lake = self.lake();
        assert_eq!(self.upkeep.answers(&lake), self.answers[0]);
        assert!(self.upkeep.does(self.deed, &lake, 1).unwrap());
        self.assert_finished(&lake, "without a fault");
        self.upkeep.objects(&lake).iter().map(ToString::to_string).collect()
    }

    /// Fails one operation in so many, or one write in so many, another one for each kind of fault.
    fn survives(&self, operations: usize, writes: usize) {
        let (operations, writes) = if is_long() { (one_in(), 1) } else { (operations, writes) };
        let mut others = Others::default();
        for (first, fault) in FAULTS.into_iter().enumerate() {
            let seeds = if fault == Fault::Torn { 0..3 } else { 0..1 };
            let mut failed = 0;
            for seed in seeds {
                let stride = match fault {
                    Fault::ErrorBefore | Fault::CrashBefore => operations,
                    Fault::ErrorAfter | Fault::CrashAfter | Fault::Torn | Fault::AppliedTwice => writes,
                };
                let mut at = first % stride;
                while self.fails(fault, at, seed, &mut others) {
                    at += stride;
                    failed += 1;
                }
            }
            println!("{:?}, {fault:?}: {failed} operations failed, each finished by the next", self.deed);
            assert!(failed >= 2, "{:?} has more than {failed} operations", self.deed);
        }
        others.read();
    }

    /// Fails one operation; false once there is no such operation.
    fn fails(&self, fault: Fault, at: usize, seed: u64, others: &mut Others) -> bool {
        let place = format!("{:?}, {fault:?} at operation {at}, seed {seed}", self.deed);
        let lake = self.lake();
        let faulty = Arc::new(FaultStore::new(Arc::clone(&lake), fault, at, seed));
        let store: Arc<dyn ObjectStore> = Arc::<FaultStore>::clone(&faulty);
        let ended = self.upkeep.does(self.deed, &store, 1);
        if !faulty.has_fired() {
            ended.unwrap();
            return false;
        }
        let seen = self.upkeep.answers(&lake);
        assert!(self.answers.contains(&seen) || self.is_landed(&seen), "{place}: a part is visible: {seen:?}");
        if !faulty.has_torn_a_log() {
            self.upkeep.assert_others_read(&lake, &place);
            others.take(&self.upkeep, &lake);
        }
        self.upkeep.does(self.deed, &lake, 2).unwrap_or_else(|error| panic!("{place}: the next failed: {error}"));
        self.assert_finished(&lake, &place);
        true
    }

    /// A run makes two commits; what landed is seen after the first.
    fn is_landed(&self, seen: &Answers) -> bool {
        self.deed == Deed::Run && *seen == self.answers[1]
    }

    fn assert_finished(&self, lake: &Arc<dyn ObjectStore>, place: &str) {
        assert_eq!(self.upkeep.answers(lake), self.answers[1], "{place}");
        self.upkeep.assert_others_read(lake, place);
        self.upkeep.verify(lake);
        assert_eq!(self.upkeep.does(self.deed, lake, 3), Ok(false), "{place}: there is more to do");
        assert_eq!(self.upkeep.does(Deed::Run, lake, 3), Ok(false), "{place}: something is out of date");
    }
}

/// Lakes after a fault, for programs that are slow to start: every so many of them.
#[derive(Default)]
struct Others {
    seen: usize,
    lakes: Vec<(tempfile::TempDir, serde_json::Value)>,
}

impl Others {
    const ONE_IN: usize = 5;

    fn take(&mut self, upkeep: &Upkeep, lake: &Arc<dyn ObjectStore>) {
        self.seen += 1;
        if !self.seen.is_multiple_of(Self::ONE_IN) {
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        upkeep.export(lake, folder.path());
        let rows = upkeep.rows(&upkeep.reader(lake)).into_iter();
        let tables: serde_json::Map<_, _> =
            rows.map(|(table, rows)| (format!("{}/{}", table.layer.as_str(), table.name), json!(rows))).collect();
        let lake = json!({"folder": folder.path(), "tables": tables});
        self.lakes.push((folder, lake));
    }

    fn read(self) {
        let Some(python) = python() else { return };
        let lakes: Vec<_> = self.lakes.iter().map(|(_, lake)| lake).collect();
        let mut reader = Command::new(python)
            .arg(root().join("tests/oracle/other_readers.py"))
            .args(delta_scan())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        reader.stdin.take().unwrap().write_all(json!(lakes).to_string().as_bytes()).unwrap();
        let ended = reader.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&ended.stdout);
        assert!(ended.status.success(), "another program does not read what a fault left: {told}{}", ended.status);
        println!("{} lakes, tables read: {told}", lakes.len());
    }
}
