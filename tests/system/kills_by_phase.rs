//! Goal G1: `kill -9` of a run, after a call it makes or at a time chance chooses, and counted by what it hit.
//!
//! `KAM_LONG` kills a thousand times. Every other run is a project's second, which has a state to lose.

use crate::real::copy_folder;
use crate::regulars::{LANDED, Seen, TOTALS, call, definitions, look, pages, prepare, run_within, second};
use crate::strace::{killed_after, recorded, strace};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::{TempDir, tempdir};

const RUN: &str = "run --quiet";

#[test]
fn a_killed_run_leaves_whole_commits_and_the_next_finishes_it() {
    let Some(strace) = strace() else { return };
    let kills: usize = if std::env::var_os("KAM_LONG").is_some() { 1000 } else { 12 };
    let stories = [Story::first(&strace), Story::second(&strace)];
    let definitions = definitions(stories[0].begin.path());
    let mut chance = ChaCha8Rng::seed_from_u64(1);
    let (mut phases, mut slowest) = (BTreeMap::<_, usize>::new(), Duration::ZERO);
    for kill in 0..kills {
        let story = &stories[kill % 2];
        let project = story.begin();
        let root = project.path().canonicalize().unwrap();
        // Three of four after a call, spread evenly: most of the time of so small a run goes by before it writes.
        let (how, place) = if kill / 2 % 4 < 3 {
            let calls = (2 * kill + 1) * story.calls / (2 * kills);
            killed_after(&strace, &root, RUN, calls);
            ("after a call", format!("kill {kill}, after call {calls} of {}", story.calls))
        } else {
            let seconds = story.takes.as_secs_f64() * chance.random_range(0.0..1.0);
            killed_at(&root, seconds);
            ("at a time", format!("kill {kill}, after {seconds:.3} s"))
        };
        *phases.entry((how, story.phase(&root))).or_default() += 1;
        let found = look(&root, &place);
        assert!(story.states.contains(&found), "{place}: a part of a commit is visible: {found:?}");
        let began = Instant::now();
        // The program itself now and then; else what it would do, for reading definitions is most of its time.
        if kill % 8 < 2 {
            call(&root, RUN).done();
        } else {
            let ended = run_within(&definitions, &root);
            assert!(ended.is_ok(), "{place}: {ended:?}");
        }
        slowest = slowest.max(began.elapsed());
        assert!(look(&root, &place) == story.states[2], "{place}: the next run comes to something else");
        assert!(pages(&root) == story.pages, "{place}: the next run's pages are others");
        if kill % 25 == 24 {
            println!("{} kills, 0 violations: {phases:?}; the slowest next run took {slowest:?}", kill + 1);
        }
    }
    let hit = |(_, phase): &(&str, Phase)| !matches!(phase, Phase::BeforeTheFirstWrite | Phase::After);
    let between: usize = phases.iter().filter(|(place, _)| hit(place)).map(|(_, kills)| kills).sum();
    println!("{kills} kills, 0 violations, {between} between the first and the last write: {phases:?}");
    assert!(between * 2 > kills, "only {between} of {kills} kills hit a run that was writing");
}

/// Kills a run after so many seconds; one that is over by then has ended well.
fn killed_at(folder: &Path, seconds: f64) {
    let mut command = Command::new("timeout");
    command.args(["--signal=KILL", &format!("{seconds:.3}")]).arg(crate::kam::binary()).args(RUN.split_whitespace());
    command.current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
}

/// What a kill interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    BeforeTheFirstWrite,
    Landing,
    LandingPlanned,
    Building,
    BuildingPlanned,
    HandingOut,
    After,
}

/// A run that is killed: from where it begins, and what is visible before, after its first commit, and after its second.
struct Story {
    begin: TempDir,
    files: usize,
    states: [Seen; 3],
    pages: BTreeMap<PathBuf, Vec<u8>>,
    calls: usize,
    takes: Duration,
}

impl Story {
    fn first(strace: &Path) -> Self {
        let begin = tempdir().unwrap();
        prepare(begin.path());
        Self::of(strace, begin, Seen::default(), 0)
    }

    fn second(strace: &Path) -> Self {
        let begin = tempdir().unwrap();
        prepare(begin.path());
        call(begin.path(), RUN).done();
        second().iter().for_each(|(file, text)| fs::write(begin.path().join(file), text).unwrap());
        let before = look(begin.path(), "before the second run");
        Self::of(strace, begin, before, 1)
    }

    /// Runs it whole: once against the clock, and once counting its calls.
    fn of(strace: &Path, begin: TempDir, before: Seen, which: usize) -> Self {
        let (project, counted) = (tempdir().unwrap(), tempdir().unwrap());
        copy_folder(begin.path(), project.path());
        copy_folder(begin.path(), counted.path());
        let began = Instant::now();
        call(project.path(), RUN).done();
        let takes = began.elapsed();
        let after = look(project.path(), "a whole run");
        assert_eq!((after.landed, after.total.as_deref()), (LANDED[which], Some(TOTALS[which])));
        let landed = Seen { landed: after.landed, ..before.clone() };
        let calls = recorded(strace, &counted.path().canonicalize().unwrap(), RUN);
        let calls = calls.iter().filter(|call| call.is_counted()).count();
        let files = crate::real::count(&begin.path().join("lake"));
        Self { begin, files, states: [before, landed, after], pages: pages(project.path()), calls, takes }
    }

    fn begin(&self) -> TempDir {
        let project = tempdir().unwrap();
        copy_folder(self.begin.path(), project.path());
        project
    }

    /// What a kill interrupted, by what stands of the run's two commits.
    fn phase(&self, root: &Path) -> Phase {
        let records =
            |kind: &str, root: &Path| fs::read_dir(root.join("lake/_kam").join(kind)).map_or(0, Iterator::count);
        let new = |kind: &str| {
            let unfinished = fs::read_dir(root.join("lake/_kam").join(kind)).into_iter().flatten().flatten();
            let unfinished = unfinished.filter(|entry| entry.file_name().to_string_lossy().contains('#')).count();
            records(kind, root) - unfinished - records(kind, self.begin.path())
        };
        // The lock is no write of a run.
        let locked = usize::from(self.files == 0);
        match (new("plan"), new("commit")) {
            (0, _) if crate::real::count(&root.join("lake")) <= self.files + locked => Phase::BeforeTheFirstWrite,
            (0, _) => Phase::Landing,
            (1, 0) => Phase::LandingPlanned,
            (1, _) => Phase::Building,
            (_, 1) => Phase::BuildingPlanned,
            _ if pages(root) != self.pages => Phase::HandingOut,
            _ => Phase::After,
        }
    }
}
