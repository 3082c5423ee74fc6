//! A lake on S3 behind a bad network: errors, lost answers and outages, over real HTTP and through the real program.
//!
//! Whatever happens to requests, no row is lost and none doubled, and the same command finishes the job. `KAM_LONG` tries
//! every write of a commit with every kind of trouble, and `KAM_RUNS` says how many runs fail by chance.

use crate::chaos_proxy::{ChaosProxy, Fault, Request, Rule, Trouble, When};
use crate::kam::Ended;
use crate::on_s3::{run_once_free, seen, with_lake_at};
use crate::s3_server::S3Server;
use crate::shop::Seen;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What goal G8 names.
const TROUBLES: [Trouble; 7] = [
    Trouble::Status(500),
    Trouble::Status(503),
    Trouble::Status(408),
    Trouble::Status(429),
    Trouble::Silence,
    Trouble::Reset,
    Trouble::Cut,
];

fn is_long() -> bool {
    std::env::var_os("KAM_LONG").is_some()
}

/// The shop with a lake of its own in the server's bucket.
struct Shop<'a> {
    server: &'a S3Server,
    project: TempDir,
    name: String,
}

impl<'a> Shop<'a> {
    fn new(server: &'a S3Server, name: &str) -> Self {
        Self { server, project: with_lake_at("shop", &format!("s3://lake/{name}")), name: name.to_owned() }
    }

    fn run(&self, door: &ChaosProxy) -> Ended {
        self.server.kam(&self.project, door).with("KAM_STORE_PATIENCE", "20").with("KAM_LEASE", "2").run("run --quiet")
    }

    fn seen(&self) -> Seen {
        seen(self.project.path(), &self.server.objects(&self.name))
    }

    /// How many commits stand.
    fn commits(&self) -> usize {
        std::fs::read_dir(self.server.objects(&self.name).join("_kam/commit")).map_or(0, Iterator::count)
    }

    /// Runs it behind a bad door, and where that ends badly again behind a good one; true if once was enough.
    fn finishes(&self, door: &ChaosProxy, place: &str) -> bool {
        let first = self.run(door);
        if first.code != 0 {
            assert_eq!(first.code, 3, "{place}: {}", first.talk);
            assert_eq!(sentences(&first.talk), 1, "{place}: {}", first.talk);
            let states = Seen::of_a_first_run();
            assert!(states.contains(&self.seen()), "{place}: a part of a commit is visible: {:?}", self.seen());
            let good = self.server.quiet_door();
            run_once_free(|| self.run(&good));
        }
        assert_eq!(self.seen(), Seen::of_a_first_run()[2], "{place}");
        first.code == 0
    }
}

/// How many errors are told.
fn sentences(talk: &str) -> usize {
    talk.lines().filter(|line| line.starts_with("error: ")).count()
}

/// How many writes of a first run make its commits.
fn writes_of_commits(server: &S3Server) -> usize {
    let (shop, counted) = (Shop::new(server, "counted"), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&counted);
    let door = server.door(Box::new(move |request| {
        count.fetch_add(usize::from(request.is_of_a_commit()), Ordering::SeqCst);
        None
    }));
    assert!(shop.finishes(&door, "a quiet run"));
    counted.load(Ordering::SeqCst)
}

/// Does one kind of trouble to the write of a commit that has this number.
fn once(at: usize, fault: Fault) -> (Rule, Arc<AtomicBool>) {
    let (fired, mut writes) = (Arc::new(AtomicBool::new(false)), 0);
    let fires = Arc::clone(&fired);
    let rule = move |request: &Request| {
        writes += usize::from(request.is_of_a_commit());
        let is_it = request.is_of_a_commit() && writes == at + 1;
        fires.fetch_or(is_it, Ordering::SeqCst);
        is_it.then_some(fault)
    };
    (Box::new(rule), fired)
}

/// Goal G8: a write of a commit that was done, and whose answer was lost or wrong, is not done twice.
#[test]
fn an_answer_lost_after_a_commits_write_doubles_nothing() {
    let Some(server) = S3Server::start() else { return };
    let (writes, stride) = (writes_of_commits(&server), if is_long() { 1 } else { 11 });
    assert!(writes > 12, "{writes} writes");
    let cases = (0..writes).flat_map(|at| TROUBLES.map(|trouble| (at, trouble)));
    let (mut tried, mut at_once) = (0, 0);
    for (at, trouble) in cases.step_by(stride) {
        let place = format!("{trouble:?} after write {at} of {writes}");
        let (rule, fired) = once(at, (trouble, When::After));
        let shop = Shop::new(&server, &format!("g8-{tried}"));
        let is_done = shop.finishes(&server.door(rule), &place);
        assert!(fired.load(Ordering::SeqCst), "{place}: it was not reached");
        assert!(!is_done || shop.commits() == 2, "{place}: {} commits", shop.commits());
        at_once += usize::from(is_done);
        tried += 1;
    }
    println!("G8: {tried} lost answers to {writes} writes of two commits; {at_once} runs went on by themselves");
    assert!(tried >= 8, "{tried}");
}

/// A lost answer about the lease is not taken for another run's lease.
#[test]
fn an_answer_lost_about_the_lease_is_not_taken_for_a_rivals() {
    let Some(server) = S3Server::start() else { return };
    for trouble in TROUBLES {
        let shop = Shop::new(&server, &format!("lease-{trouble:?}"));
        // A lease that ended long ago stands there, so that the run has to take it over.
        let (lease, fired) = (server.objects(&shop.name).join("_kam/lease.json"), Arc::new(AtomicBool::new(false)));
        std::fs::create_dir_all(lease.parent().unwrap()).unwrap();
        std::fs::write(lease, "").unwrap();
        let fires = Arc::clone(&fired);
        let door = server.door(Box::new(move |request| {
            let is_it = request.is_conditional_overwrite() && !fires.swap(true, Ordering::SeqCst);
            is_it.then_some((trouble, When::After))
        }));
        assert!(shop.finishes(&door, &format!("{trouble:?} after the lease was taken over")));
        assert!(fired.load(Ordering::SeqCst));
    }
}

/// S3 answers 409 while another try for the same name is under way: there is nothing yet, and nobody has won.
#[test]
fn a_name_that_another_try_is_busy_with_is_tried_again() {
    let Some(server) = S3Server::start() else { return };
    let (shop, fired) = (Shop::new(&server, "busy"), Arc::new(AtomicUsize::new(0)));
    let fires = Arc::clone(&fired);
    let door = server.door(Box::new(move |request| {
        let is_it = request.is_of_a_commit() && fires.fetch_add(1, Ordering::SeqCst) < 2;
        is_it.then_some((Trouble::Status(409), When::Before))
    }));
    assert!(shop.finishes(&door, "a conflict, twice"));
    assert!(fired.load(Ordering::SeqCst) > 2);
}

/// Fails requests by chance: so many of a hundred, with any kind of trouble, before the store has heard of them or after.
fn by_chance(percent: u32, seed: u64, failed: Arc<AtomicUsize>) -> Rule {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    Box::new(move |_| {
        let (fails, kind, is_late) =
            (chance.random_range(0..100) < percent, chance.random_range(0..8), chance.random());
        failed.fetch_add(usize::from(fails), Ordering::SeqCst);
        let trouble = TROUBLES.get(kind).copied().unwrap_or(Trouble::Delay(Duration::from_millis(20)));
        fails.then_some((trouble, if is_late { When::After } else { When::Before }))
    })
}

/// Goal G9: requests that fail by chance make a run slower, and nothing else.
#[test]
fn one_failed_request_of_a_hundred_only_makes_a_run_slower() {
    fail_by_chance(1);
}

#[test]
fn five_failed_requests_of_a_hundred_only_make_a_run_slower() {
    fail_by_chance(5);
}

#[test]
fn twenty_failed_requests_of_a_hundred_only_make_a_run_slower() {
    fail_by_chance(20);
}

fn fail_by_chance(percent: u32) {
    let Some(server) = S3Server::start() else { return };
    let runs = std::env::var_os("KAM_RUNS").map_or(2, |runs| runs.to_string_lossy().parse::<u64>().unwrap());
    let (mut whole, mut failed, mut slower) = (0, 0, Vec::new());
    for seed in 0..runs {
        // A quiet run before each, since the machine is not always as busy.
        let (quiet, _, _) = timed(&server, &format!("quiet-{seed}"), 0, seed);
        let (bad, failures, is_whole) = timed(&server, &format!("bad-{seed}"), percent, seed);
        whole += u64::from(is_whole);
        failed += failures;
        slower.push(bad.as_secs_f64() / quiet.as_secs_f64());
        if seed % 25 == 24 || seed + 1 == runs {
            slower.sort_by(f64::total_cmp);
            let (so_far, middle, most) = (slower.len(), slower[slower.len() / 2], slower[slower.len() - 1]);
            println!(
                "G9: {percent} %: {whole} of {so_far} runs done at once, {failed} requests failed; {middle:.2} times as long \
                 in the middle, {most:.2} at most"
            );
        }
    }
    assert!(whole * 100 >= runs * 98, "{percent} %: {whole} of {runs}");
}

/// How long a run took, how many of its requests failed, and whether it was done at once.
fn timed(server: &S3Server, name: &str, percent: u32, seed: u64) -> (Duration, usize, bool) {
    let (shop, failed) = (Shop::new(server, name), Arc::new(AtomicUsize::new(0)));
    let door = server.door(by_chance(percent, seed, Arc::clone(&failed)));
    let began = Instant::now();
    let is_whole = shop.finishes(&door, &format!("{percent} %, seed {seed}"));
    let lasted = began.elapsed();
    // To list objects the server walks over all there are, which would make each run slower than the one before.
    std::fs::remove_dir_all(server.objects(name)).unwrap();
    (lasted, failed.load(Ordering::SeqCst), is_whole)
}

/// How a store is away.
const OUTAGES: [Trouble; 3] = [Trouble::Reset, Trouble::Silence, Trouble::Status(503)];

/// Goal G10: an outage ends a run with one sentence within the time it is given; afterwards the same command finishes the job.
#[test]
fn an_outage_ends_a_run_in_time_and_the_same_command_finishes_the_job() {
    let Some(server) = S3Server::start() else { return };
    let settings = [("AWS_TIMEOUT", "1s"), ("KAM_STORE_PATIENCE", "3"), ("KAM_LEASE", "2")];
    OUTAGES.into_iter().for_each(|trouble| outage(&server, trouble, &settings, Duration::from_secs(60)));
}

/// The same where nobody has set anything: three and a half minutes at most.
#[test]
fn an_outage_ends_a_run_with_the_default_patience_in_time() {
    let Some(server) = S3Server::start().filter(|_| is_long()) else { return };
    // As long as the client waits for an answer by itself.
    let settings = [("AWS_TIMEOUT", "30s")];
    thread::scope(|scope| {
        for trouble in OUTAGES {
            let server = &server;
            scope.spawn(move || outage(server, trouble, &settings, Duration::from_secs(210)));
        }
    });
}

/// An outage in the middle of a run that ends when the run has.
fn outage(server: &S3Server, trouble: Trouble, settings: &[(&str, &str)], longest: Duration) {
    let (shop, began) = (Shop::new(server, &format!("outage-{trouble:?}")), Arc::new(OnceLock::new()));
    let (begins, mut requests) = (Arc::clone(&began), 0);
    let door = server.door(Box::new(move |_| {
        requests += 1;
        (requests > 40).then(|| *begins.get_or_init(Instant::now)).map(|_| (trouble, When::Before))
    }));
    let kam = server.kam(&shop.project, &door);
    let ended = settings.iter().fold(kam, |kam, (name, value)| kam.with(name, value)).run("run --quiet");
    let (talk, lasted) = (ended.refused(3), began.get().unwrap().elapsed());
    println!("G10: {trouble:?}: {lasted:?}: {talk}");
    assert!(lasted < longest, "{trouble:?}: {lasted:?}");
    assert!(talk.starts_with("error: could not ") && sentences(&talk) == 1, "{talk}");
    door.obey(Box::new(|_| None));
    assert!(Seen::of_a_first_run().contains(&shop.seen()), "{:?}", shop.seen());
    run_once_free(|| shop.run(&door));
    assert_eq!(shop.seen(), Seen::of_a_first_run()[2], "{trouble:?}");
}
