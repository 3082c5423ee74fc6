//! Goal G17: a writer that is paused while another takes its place cannot publish when it wakes up.
//!
//! On this machine a lock goes with its process, so a paused one keeps all others out; it is told apart from a dead one. Elsewhere
//! a lease ends. Then it is the commit's number that keeps the paused one out: here it is paused before each of its operations.

use crate::faults::{Rig, Story};
use crate::kam::{Kam, binary};
use crate::real::{ask, define, extracts};
use async_trait::async_trait;
use futures::StreamExt;
use futures::stream::BoxStream;
use kam_run::RunStatus;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMultipartOptions,
    PutOptions, PutPayload, PutResult, Result,
};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

const NET: &str = "select cast(sum(net_amount) as decimal(18,2)) as net from conformed.invoice_lines";

#[test]
fn a_paused_run_keeps_its_lock_and_goes_on_when_it_wakes_up() {
    let Some(project) = northwind() else { return };
    let run = Paused::after_its_first_step(&project);
    let talk = again(&project).refused(3);
    let process = run.child.id().to_string();
    assert!(talk.contains("the lake is busy: run ") && talk.contains(&process), "{talk}");
    let (code, talk) = run.woken();
    assert_eq!(code, Some(0), "{talk}");
    assert_eq!(ask(&project, NET), "1265793.04\n");
}

/// A lock may be lost: somebody deletes its file, or the file system forgets it.
#[test]
fn a_paused_run_that_lost_its_lock_cannot_publish() {
    let Some(project) = northwind() else { return };
    let run = Paused::after_its_first_step(&project);
    fs::remove_file(project.path().join("lake/_kam/lock")).unwrap();
    again(&project).done();
    let before = ask(&project, "select run_id from run.runs order by run_id");
    let (code, talk) = run.woken();
    assert_eq!(code, Some(3), "{talk}");
    let said = "was planned by another run while this one was working\n  = hint: run again: the work of the other run will be taken \
                into account\n";
    assert!(talk.ends_with(said), "{talk}");
    assert_eq!(ask(&project, "select run_id from run.runs order by run_id"), before);
    assert_eq!(ask(&project, NET), "1265793.04\n");
    Kam::inside(&project).run("maintain verify").done();
}

#[test]
fn a_writer_whose_lease_ended_cannot_publish_wherever_it_was_paused() {
    let rig = Arc::new(Rig::new());
    for story in [Story::First, Story::Second] {
        let (mut endings, mut at) = (BTreeMap::<_, usize>::new(), 0);
        while let Some(ending) = overtaken(&rig, story, at) {
            *endings.entry(ending).or_default() += 1;
            at += stride();
        }
        println!("{story:?} run, paused before one operation in {}: {endings:?}", stride());
        assert!(endings.keys().any(|ending| ending.contains("was planned by another run")), "{endings:?}");
    }
}

/// Every operation where `tests/run --long` asks for it.
fn stride() -> usize {
    if std::env::var_os("KAM_LONG").is_some() { 1 } else { 8 }
}

/// A run paused before an operation, while another whose clock says that the lease is over does all the work; how it ended when it
/// went on. None once a run has no such operation.
fn overtaken(rig: &Arc<Rig>, story: Story, at: usize) -> Option<String> {
    let lake: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    rig.prepare(story, &lake);
    let (other, beside) = (Arc::clone(rig), Arc::clone(&lake));
    let takes_over: Box<dyn FnOnce() + Send> = Box::new(move || {
        let ended = other.run(&beside, 2);
        assert!(matches!(ended, Ok(RunStatus::Done | RunStatus::NothingToDo)), "{ended:?}");
    });
    let paused = Arc::new(PausedStore::new(Arc::clone(&lake), at, takes_over));
    let store: Arc<dyn ObjectStore> = Arc::<PausedStore>::clone(&paused);
    let ended = rig.run(&store, 1);
    let place = format!("{story:?} run, paused before operation {at}");
    let [_, _, end] = story.states();
    assert_eq!(rig.look(&lake), end, "{place}: {ended:?}");
    assert_eq!(rig.run(&lake, 3), Ok(RunStatus::NothingToDo), "{place}: {ended:?}");
    paused.has_paused().then(|| match ended {
        Ok(status) => format!("{status:?}"),
        Err(said) => said.split_once(char::is_numeric).map_or(said.clone(), |(_, rest)| rest.trim().to_owned()),
    })
}

/// A store whose caller is held up before one operation until something else has happened.
struct PausedStore {
    inner: Arc<dyn ObjectStore>,
    at: usize,
    operations: AtomicUsize,
    meanwhile: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl PausedStore {
    fn new(inner: Arc<dyn ObjectStore>, at: usize, meanwhile: Box<dyn FnOnce() + Send>) -> Self {
        Self { inner, at, operations: AtomicUsize::new(0), meanwhile: Mutex::new(Some(meanwhile)) }
    }

    fn has_paused(&self) -> bool {
        self.meanwhile.lock().unwrap().is_none()
    }

    async fn next(&self) {
        if self.operations.fetch_add(1, Ordering::SeqCst) == self.at {
            let meanwhile = self.meanwhile.lock().unwrap().take().unwrap();
            tokio::task::spawn_blocking(meanwhile).await.unwrap();
        }
    }
}

impl fmt::Debug for PausedStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for PausedStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "paused before operation {} of {}", self.at, self.inner)
    }
}

#[async_trait]
impl ObjectStore for PausedStore {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.next().await;
        self.inner.put_opts(location, payload, options).await
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.next().await;
        self.inner.put_multipart_opts(location, options).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.next().await;
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        // Only the lease is deleted in a run, at its very end.
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix).boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.next().await;
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.next().await;
        self.inner.copy_opts(from, to, options).await
    }
}

fn northwind() -> Option<TempDir> {
    extracts()?;
    let folder = tempfile::tempdir().unwrap();
    define("northwind", folder.path());
    Some(folder)
}

fn again(project: &TempDir) -> crate::kam::Ended {
    Kam::inside(project).with("KAM_REAL_DATA", extracts().unwrap()).run("run --quiet")
}

/// A run that stands still.
struct Paused {
    child: Child,
    talk: BufReader<std::process::ChildStderr>,
    said: String,
}

impl Paused {
    /// Starts a run, and pauses it once the first of its many steps has ended.
    fn after_its_first_step(project: &TempDir) -> Self {
        let mut command = Command::new(binary());
        command.arg("run").current_dir(project).env("KAM_REAL_DATA", extracts().unwrap());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut talk = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("[1/") {
            assert!(talk.read_line(&mut said).unwrap() > 0, "it ended before its first step: {said}");
        }
        let paused = Self { child, talk, said };
        paused.send("-STOP");
        while paused.state() != "T" {
            std::thread::yield_now();
        }
        paused
    }

    fn send(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success(), "no {signal} could be sent");
    }

    /// What the system says of it: T once it stands still.
    fn state(&self) -> String {
        let text = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        text.rsplit_once(") ").unwrap().1.chars().take(1).collect()
    }

    /// Lets it go on to its end; its exit code, and all it said.
    fn woken(mut self) -> (Option<i32>, String) {
        self.send("-CONT");
        self.talk.read_to_string(&mut self.said).unwrap();
        (self.child.wait().unwrap().code(), self.said)
    }
}
