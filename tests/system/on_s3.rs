//! A lake on S3, spoken to over HTTP on loopback: what it holds, which stores are refused, and who may write.

use crate::chaos_proxy::{ChaosProxy, Request, Trouble, When};
use crate::kam::{Ended, binary};
use crate::real::{below, built, define, extracts, rows};
use crate::s3_server::S3Server;
use crate::shop::{Seen, look};
use kam_lake::Location;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use tempfile::{TempDir, tempdir};

/// A project of `tests/projects` in a folder of its own, with its lake in the bucket.
pub(crate) fn with_lake_at(project: &str, lake: &str) -> TempDir {
    let folder = tempdir().unwrap();
    define(project, folder.path());
    let settings = folder.path().join("pipelines/project.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    assert!(text.contains("lake = \"lake\""), "{text}");
    std::fs::write(settings, text.replace("lake = \"lake\"", &format!("lake = \"{lake}\""))).unwrap();
    folder
}

/// What a reader sees of the shop's lake, read where the server keeps it.
pub(crate) fn seen(project: &Path, objects: &Path) -> Seen {
    let loaded = kam_project::load_over(&BTreeMap::new(), project);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let lake = Location::open(&objects.to_string_lossy(), project, &BTreeMap::new()).unwrap();
    runtime.block_on(look(&loaded.project, &lake))
}

#[test]
fn a_run_on_s3_makes_what_a_run_in_a_folder_makes() {
    let (Some(server), Some(extracts), Some(local)) = (S3Server::start(), extracts(), built("northwind")) else {
        return;
    };
    let (door, project) = (server.quiet_door(), with_lake_at("northwind", "s3://lake"));
    let kam = || server.kam(&project, &door).with("KAM_REAL_DATA", &extracts);
    kam().run("run --quiet").done();
    // The server keeps the bucket `lake` as a folder of that name.
    let bucket = server.objects("");
    let (there, here) = (contents(bucket.parent().unwrap()), contents(&local));
    assert!(here.len() > 10, "{} tables", here.len());
    for (table, rows) in &here {
        assert_eq!(there.get(table), Some(rows), "{table} on S3 and in a folder");
    }
    let (pages, expected) = (below(&project.path().join("reports")), below(&local.join("reports")));
    assert!(!pages.is_empty());
    assert_eq!(pages, expected);
    let verified = kam().run("maintain verify").done();
    assert!(verified.ends_with(": all as written\n"), "{verified}");
    let net = "select cast(sum(net_amount) as decimal(18,2)) as net from conformed.invoice_lines";
    assert_eq!(kam().call(["sql", "--format", "csv", net]).done(), "net\n1265793.04\n");
    kam().run("run --quiet").done();
    assert!(contents(bucket.parent().unwrap()) == here, "a second run changes nothing");
}

/// The rows of every table, without the column that names the delivery: each lake gives a delivery a name of its own.
pub(crate) fn contents(project: &Path) -> BTreeMap<String, Vec<String>> {
    let mut tables = rows(project);
    for rows in tables.values_mut() {
        let cells = |row: &String| row.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
        let ids = rows.iter().find_map(|row| cells(row).iter().position(|cell| cell == "_delivery_id"));
        let kept = rows.iter().map(|row| {
            let kept = cells(row).into_iter().enumerate().filter(|(number, _)| Some(*number) != ids);
            kept.map(|(_, cell)| cell).collect::<Vec<_>>().join("|")
        });
        *rows = kept.collect();
        rows.sort();
    }
    tables
}

/// Goal G14: a store that does not keep its promise is told within five seconds, and no run begins a lake on it.
#[test]
fn a_store_without_put_if_absent_is_refused() {
    let Some(server) = S3Server::start_unsigned() else { return };
    let project = with_lake_at("shop", "s3://lake");
    let quiet = server.quiet_door();
    let said = server.kam(&project, &quiet).run("maintain verify --store").done();
    assert_eq!(said, "the store keeps what a commit relies on\n");
    let deaf = server.door(Box::new(|_| Some((Trouble::Unconditional, When::Before))));
    let began = Instant::now();
    let talk = server.kam(&project, &deaf).run("maintain verify --store").refused(3);
    assert!(began.elapsed() < Duration::from_secs(5), "it took {:?}", began.elapsed());
    let unfit = "error: this store cannot hold a lake: it writes an object that is there although told to create it only if absent\n";
    assert!(talk.starts_with(unfit), "{talk}");
    let talk = server.kam(&project, &deaf).run("run --quiet").refused(3);
    assert!(talk.starts_with(unfit), "{talk}");
    assert_eq!(below(&server.objects("")), Vec::<std::path::PathBuf>::new(), "nothing is left of it");
    server.kam(&project, &quiet).run("run --quiet").done();
}

/// A run that waits before it writes its first plan, until it is told to go on.
struct Waiting {
    run: Child,
    go_on: Sender<()>,
    _door: ChaosProxy,
}

impl Waiting {
    fn of(server: &S3Server, project: &TempDir, lease: &str) -> Self {
        let (go_on, told) = channel();
        let (waits, waiting) = channel();
        let door = server.door(Box::new(move |request| held(request, &told, &waits)));
        let mut command = Command::new(binary());
        command.args(["run", "--quiet"]).current_dir(project).envs(server.variables(&door));
        let run = command.env("KAM_LEASE", lease).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        waiting.recv().unwrap();
        Self { run, go_on, _door: door }
    }

    fn send(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.run.id().to_string()]).status().unwrap();
        assert!(sent.success(), "no {signal} could be sent");
    }

    /// Lets it go on, and tells how it ended.
    fn ended(self) -> Ended {
        self.go_on.send(()).ok();
        let Output { status, stdout, stderr } = self.run.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ended { code: status.code().unwrap_or(-1), data: text(stdout), talk: text(stderr) }
    }
}

/// Holds the first plan back, and tells that it does.
fn held(request: &Request, told: &Receiver<()>, waits: &Sender<()>) -> Option<(Trouble, When)> {
    if request.is_put_if_absent() && request.path().contains("/_kam/plan/") && waits.send(()).is_ok() {
        told.recv().ok();
    }
    None
}

/// Runs it again and again while another run's lease stands in its way, which must be said each time.
pub(crate) fn run_once_free(run: impl Fn() -> Ended) -> usize {
    let mut refusals = 0;
    loop {
        let ended = run();
        if ended.code == 0 {
            return refusals;
        }
        assert!(ended.code == 3 && ended.talk.starts_with("error: the lake is busy: run "), "{}", ended.talk);
        refusals += 1;
    }
}

#[test]
fn of_two_runs_at_once_one_works_and_the_other_says_who() {
    let Some(server) = S3Server::start() else { return };
    let (project, other) = (with_lake_at("shop", "s3://lake"), with_lake_at("shop", "s3://lake"));
    let mut first = Waiting::of(&server, &project, "60");
    let lease = std::fs::read_to_string(server.objects("_kam/lease.json")).unwrap();
    let holder = lease.split('"').skip_while(|word| *word != "run_id").nth(2).unwrap().to_owned();
    let door = server.quiet_door();
    let talk = server.kam(&other, &door).run("run --quiet").refused(3);
    assert!(talk.starts_with(&format!("error: the lake is busy: run {holder} ")), "{talk}");
    assert!(talk.contains("`_kam/lease.json`"), "{talk}");
    assert!(first.run.try_wait().unwrap().is_none());
    first.ended().done();
    assert_eq!(seen(project.path(), &server.objects("")), Seen::of_a_first_run()[2]);
    assert!(!server.objects("_kam/lease.json").exists(), "a lease is given back");
}

/// Goal G17: what a dead run holds is free once its lease has ended.
#[test]
fn the_lease_of_a_dead_run_is_taken_over() {
    let Some(server) = S3Server::start() else { return };
    let (project, other) = (with_lake_at("shop", "s3://lake"), with_lake_at("shop", "s3://lake"));
    let dead = Waiting::of(&server, &project, "1");
    dead.send("-KILL");
    assert_eq!(dead.ended().code, -1);
    assert!(server.objects("_kam/lease.json").exists(), "nobody gave it back");
    let door = server.quiet_door();
    run_once_free(|| server.kam(&other, &door).run("run --quiet"));
    assert_eq!(seen(other.path(), &server.objects("")), Seen::of_a_first_run()[2]);
}

/// Goal G17: a run that slept through its lease, and wakes up in the middle of its commit, publishes nothing.
#[test]
fn a_run_that_wakes_up_too_late_cannot_publish() {
    let Some(server) = S3Server::start() else { return };
    let (project, other) = (with_lake_at("shop", "s3://lake"), with_lake_at("shop", "s3://lake"));
    let asleep = Waiting::of(&server, &project, "1");
    asleep.send("-STOP");
    let door = server.quiet_door();
    run_once_free(|| server.kam(&other, &door).run("run --quiet"));
    let before = below(&server.objects("_kam/commit"));
    asleep.send("-CONT");
    let talk = asleep.ended().refused(3);
    assert!(talk.starts_with("error: commit 1 was planned by another run while this one was working\n"), "{talk}");
    assert_eq!(below(&server.objects("_kam/commit")), before);
    assert_eq!(seen(other.path(), &server.objects("")), Seen::of_a_first_run()[2]);
    server.kam(&other, &door).run("maintain verify").done();
}
