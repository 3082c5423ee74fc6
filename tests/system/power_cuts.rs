//! Goal G3: the power fails, and what had not been synced is not there, or in part, or as zeros.
//!
//! A real run is watched once, call by call. Each call is then a moment at which the power may fail: the disk that is left is written
//! into a folder of its own, where what is visible must be whole, and where the real binary must finish what was begun.
//! `tests/run --long` cuts more than five hundred times; what was cut, and at which call, depends on nothing but its number.

use crate::disk::{Disk, End};
use crate::regulars::{LANDED, Seen, TOTALS, call, definitions, look, pages, prepare, run_within, second};
use crate::strace::{Call, recorded, strace};
use kam_project::Project;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::tempdir;

/// What is called, one after the other.
const ACTS: [&str; 3] = ["run --quiet", "run --quiet", "maintain vacuum --keep 2"];

/// Once at every call that changes a file.
const EVERY: usize = usize::MAX;

/// How often the power fails, where `tests/run --long` does not ask for more.
fn cases(short: usize, long: usize) -> usize {
    if std::env::var_os("KAM_LONG").is_some() { long } else { short }
}

#[test]
fn a_power_cut_leaves_whole_commits_and_the_next_run_finishes() {
    cut(cases(10, 600), |case| if case % 4 == 0 { End::CutAtOnce } else { End::Cut });
}

/// Goal G1, at every single call that changes a file: what is done is done, what is not is not.
#[test]
fn a_kill_at_any_call_leaves_whole_commits_and_the_next_run_finishes() {
    cut(cases(6, EVERY), |_| End::Kill);
}

/// The power fails once more while the next run mends what the first cut left.
#[test]
fn a_second_power_cut_is_as_harmless_as_the_first() {
    let Some(strace) = strace() else { return };
    let story = Story::watched(&strace);
    let cases = cases(3, 60);
    for (case, moment) in spread(cases, story.calls.len()).enumerate() {
        let left = story.after(moment, End::Cut, case);
        let words = ACTS[story.act(moment)];
        let mut disk = Disk::of(left.path());
        let mending = recorded(&strace, &left.path().canonicalize().unwrap(), words);
        let mut chance = ChaCha8Rng::seed_from_u64(case as u64);
        let again = chance.random_range(0..=mending.len());
        mending[..again].iter().for_each(|call| disk.apply(call));
        let twice = tempdir().unwrap();
        disk.after(End::Cut, &mut chance, twice.path());
        let place = format!("case {case}, cut after call {moment}, and after call {again} of the next run");
        story.assert_whole(twice.path(), moment, &place);
        story.assert_finishes(twice.path(), moment, &place);
    }
    println!("{cases} times the power failed twice, 0 violations");
}

/// A kill may come between a record's name and its sync. What the next run then finds done, and says so, must last from there on.
#[test]
fn what_a_run_finds_done_outlasts_a_power_cut() {
    let Some(strace) = strace() else { return };
    let story = Story::watched(&strace);
    let mut cuts = 0;
    for moment in (0..story.ends[1]).filter(|moment| story.is_record(*moment)) {
        let mut disk = story.disk_after(moment);
        let left = tempdir().unwrap();
        disk.after(End::Kill, &mut ChaCha8Rng::seed_from_u64(0), left.path());
        disk.next_process();
        let mending = recorded(&strace, &left.path().canonicalize().unwrap(), ACTS[0]);
        mending.iter().for_each(|call| disk.apply(call));
        let cut = tempdir().unwrap();
        disk.after(End::CutAtOnce, &mut ChaCha8Rng::seed_from_u64(0), cut.path());
        let place = format!("killed after {}, run again, then cut", story.told(moment));
        assert!(look(cut.path(), &place) == story.seen[story.act(moment)], "{place}: what was done is undone");
        cuts += 1;
    }
    println!("{cuts} records were named but not synced when the run was killed; what the next run said stood");
    assert_eq!(cuts, 8, "two plans and two commits of two runs");
}

/// Ends the story after calls spread over all of it, and begins again each time.
fn cut(cases: usize, end: impl Fn(usize) -> End) {
    let Some(strace) = strace() else { return };
    let story = Story::watched(&strace);
    let all = story.calls.len();
    let mut phases: BTreeMap<&str, usize> = BTreeMap::new();
    let changes = story.changes.len();
    for (case, moment) in spread(if cases == EVERY { changes } else { cases }, changes).enumerate() {
        let moment = story.changes[moment];
        let end = end(case);
        let left = story.after(moment, end, case);
        let place = format!("case {case}, {end:?} after call {moment} of {all}, {:?}", story.told(moment));
        story.assert_whole(left.path(), moment, &place);
        // The program itself now and then; else what it would do, for reading definitions is most of its time.
        if case % 8 == 0 || story.act(moment) == 2 {
            story.assert_finishes(left.path(), moment, &place);
        } else {
            let ended = run_within(&story.definitions, left.path());
            assert!(ended.is_ok(), "{place}: {ended:?}");
            story.assert_finished(left.path(), moment, &place);
        }
        *phases.entry(story.phase(moment)).or_default() += 1;
        if case % 25 == 24 {
            println!("{} ends, 0 violations: {phases:?}", case + 1);
        }
    }
    println!(
        "{} ends, 0 violations, after {changes} changes by {all} calls: {phases:?}",
        phases.values().sum::<usize>()
    );
}

/// So many numbers below another, spread evenly; more than there are, some twice.
fn spread(cases: usize, below: usize) -> impl Iterator<Item = usize> {
    (0..cases).map(move |case| (2 * case + 1) * below / (2 * cases))
}

/// What the real binary did in all acts, and what was to be seen after each.
struct Story {
    begin: tempfile::TempDir,
    definitions: Project,
    calls: Vec<Call>,
    /// The calls that changed a file.
    changes: Vec<usize>,
    /// Where each act ends.
    ends: Vec<usize>,
    seen: Vec<Seen>,
    pages: Vec<BTreeMap<PathBuf, Vec<u8>>>,
}

impl Story {
    fn watched(strace: &Path) -> Self {
        let (begin, folder) = (tempdir().unwrap(), tempdir().unwrap());
        prepare(begin.path());
        prepare(folder.path());
        let root = folder.path().canonicalize().unwrap();
        let (mut calls, mut ends, mut seen, mut pages_seen) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (act, words) in ACTS.iter().enumerate() {
            if act == 1 {
                second().iter().for_each(|(file, text)| fs::write(root.join(file), text).unwrap());
            }
            calls.extend(recorded(strace, &root, words));
            ends.push(calls.len());
            seen.push(look(&root, words));
            pages_seen.push(pages(&root));
            let which = act.min(1);
            assert_eq!((seen[act].landed, seen[act].total.as_deref()), (LANDED[which], Some(TOTALS[which])));
        }
        let changes = (0..calls.len()).filter(|call| calls[*call].changes()).collect();
        let definitions = definitions(begin.path());
        Self { begin, definitions, calls, changes, ends, seen, pages: pages_seen }
    }

    /// The act a call belongs to.
    fn act(&self, moment: usize) -> usize {
        self.ends.iter().position(|end| moment < *end).unwrap()
    }

    /// Whether a call gives a plan or a commit its name.
    fn is_record(&self, moment: usize) -> bool {
        matches!(&self.calls[moment], Call::Link { to, .. } if to.starts_with("lake/_kam/plan") || to.starts_with("lake/_kam/commit"))
    }

    /// What is left after an end at a moment.
    fn after(&self, moment: usize, end: End, case: usize) -> tempfile::TempDir {
        let left = tempdir().unwrap();
        self.disk_after(moment).after(end, &mut ChaCha8Rng::seed_from_u64(case as u64), left.path());
        left
    }

    /// The disk once a call was done.
    fn disk_after(&self, moment: usize) -> Disk {
        let mut disk = Disk::of(self.begin.path());
        for (number, call) in self.calls[..=moment].iter().enumerate() {
            if self.ends.contains(&number) {
                disk.next_process();
            }
            if number == self.ends[0] {
                second().into_iter().for_each(|(file, text)| disk.add(&file, text.into_bytes()));
            }
            disk.apply(call);
        }
        disk
    }

    /// What is visible is what was visible before, or one commit more; pages are what they were or will be.
    fn assert_whole(&self, folder: &Path, moment: usize, place: &str) {
        let act = self.act(moment);
        let before = act.checked_sub(1).map_or_else(Seen::default, |before| self.seen[before].clone());
        let landed = Seen { landed: self.seen[act].landed, ..before.clone() };
        let found = look(folder, place);
        assert!([&before, &landed, &self.seen[act]].contains(&&found), "{place}: {found:?}");
        for (page, bytes) in pages(folder) {
            let is_unfinished = page.extension().is_some_and(|kind| kind == "new");
            let known = self.pages.iter().any(|pages| pages.get(&page) == Some(&bytes));
            assert!(known || is_unfinished, "{place}: page {} is cut off", page.display());
        }
        if let Ok(text) = fs::read_to_string(folder.join("run_results.json")) {
            serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{place}: {error}"));
        }
    }

    /// The same command again comes to where it would have come.
    fn assert_finishes(&self, folder: &Path, moment: usize, place: &str) {
        let act = self.act(moment);
        let ended = call(folder, ACTS[act]);
        assert_eq!(ended.code, 0, "{place}: {}", ended.talk);
        self.assert_finished(folder, moment, place);
    }

    fn assert_finished(&self, folder: &Path, moment: usize, place: &str) {
        let act = self.act(moment);
        assert!(look(folder, place) == self.seen[act], "{place}: the next run comes to something else");
        if act < 2 {
            assert!(pages(folder) == self.pages[act], "{place}: the next run's pages are others");
        }
    }

    /// What a moment lies in, by the records written before it.
    fn phase(&self, moment: usize) -> &'static str {
        let act = self.act(moment);
        if act == 2 {
            return "vacuum";
        }
        let begin = act.checked_sub(1).map_or(0, |before| self.ends[before]);
        let records = |kind: &str| {
            let is_one = |call: &&Call| matches!(call, Call::Link { to, .. } if to.starts_with(Path::new("lake/_kam").join(kind)));
            self.calls[begin..=moment].iter().filter(is_one).count()
        };
        match (records("plan"), records("commit")) {
            (0, _) => "landing",
            (1, 0) => "landing: plan to commit",
            (1, _) => "building",
            (_, 1) => "building: plan to commit",
            _ => "handing out pages",
        }
    }

    fn told(&self, moment: usize) -> String {
        format!("{:?}", self.calls[moment]).chars().take(200).collect()
    }
}
