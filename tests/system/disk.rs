//! A disk of which it is known what would last: a folder that real calls change, and what a power cut leaves of it.
//!
//! The model is stricter than common file systems. A file's bytes last once the file was synced; a name lasts once its folder was
//! synced, that of a new folder in the one above it. What was not synced may last or not, each change by itself, in any order.

use crate::strace::Call;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What ends a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// It alone dies: all it did is there.
    Kill,
    /// The power fails: nothing that was not synced is there.
    CutAtOnce,
    /// The power fails: of what was not synced chance says what is there, and how much of it.
    Cut,
}

/// Files and folders, as seen now and as they would last.
pub(crate) struct Disk {
    nodes: Vec<Node>,
    open: BTreeMap<u32, Opened>,
    /// Which change each thread's sync begins after.
    syncing: BTreeMap<u32, u64>,
    clock: u64,
}

/// The folder that everything is below.
const ROOT: usize = 0;

enum Node {
    File { bytes: Vec<u8>, synced: Vec<u8> },
    Folder { names: Names, synced: Names, pending: Vec<(u64, Change)> },
}

type Names = BTreeMap<String, usize>;

/// A change of a folder that was not synced yet.
enum Change {
    Added(String, usize),
    Removed(String),
    Renamed(String, String, usize),
}

struct Opened {
    node: usize,
    at: usize,
    appends: bool,
}

impl Disk {
    /// A disk with all files and folders below a folder on it, of which nothing can be lost.
    pub(crate) fn of(folder: &Path) -> Self {
        let mut disk = Self { nodes: vec![Node::folder()], open: BTreeMap::new(), syncing: BTreeMap::new(), clock: 0 };
        disk.take_over(folder, ROOT);
        disk
    }

    fn take_over(&mut self, from: &Path, to: usize) {
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                // One may be empty: that is what a cut leaves of a folder whose files were not synced.
                let folder = self.lasting(to, &name(&path), Node::folder);
                self.take_over(&path, folder);
            } else {
                let bytes = fs::read(&path).unwrap();
                self.lasting(to, &name(&path), || Node::File { bytes: bytes.clone(), synced: bytes });
            }
        }
    }

    /// Adds a file or gives it other bytes, from outside; it lasts.
    pub(crate) fn add(&mut self, path: &Path, bytes: Vec<u8>) {
        let mut folder = ROOT;
        for part in path.parent().unwrap() {
            folder = self.lasting(folder, part.to_str().unwrap(), Node::folder);
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        let file = self.lasting(folder, name, || Node::File { bytes: Vec::new(), synced: Vec::new() });
        self.nodes[file] = Node::File { bytes: bytes.clone(), synced: bytes };
    }

    /// What stands in a folder under a name; made there if it is not, and it lasts.
    fn lasting(&mut self, folder: usize, name: &str, make: impl FnOnce() -> Node) -> usize {
        let new = self.nodes.len();
        let Node::Folder { names, synced, .. } = &mut self.nodes[folder] else { panic!("{name} lies in a file") };
        let node = *names.entry(name.to_owned()).or_insert(new);
        synced.insert(name.to_owned(), node);
        if node == new {
            self.nodes.push(make());
        }
        node
    }

    /// Another process begins: no file is open.
    pub(crate) fn next_process(&mut self) {
        self.open.clear();
        self.syncing.clear();
    }

    /// Does what a process did.
    pub(crate) fn apply(&mut self, call: &Call) {
        self.clock += 1;
        match call {
            Call::Open { file, path, creates, empties, appends } => {
                let node = self.found(path).unwrap_or_else(|| self.created(path, *creates));
                if let (true, Node::File { bytes, .. }) = (*empties, &mut self.nodes[node]) {
                    bytes.clear();
                }
                self.open.insert(*file, Opened { node, at: 0, appends: *appends });
            }
            Call::Write { file, at, bytes } => self.write(*file, *at, bytes),
            Call::Seek { file, to } => self.open.get_mut(file).unwrap().at = *to,
            Call::SetLength { file, length } => self.bytes(*file).resize(*length, 0),
            Call::SyncBegins { thread } => _ = self.syncing.insert(*thread, self.clock),
            Call::Synced { thread, file } => self.sync(*thread, *file),
            Call::MakeFolder { path } => {
                self.nodes.push(Node::folder());
                self.change(path, Change::Added(name(path), self.nodes.len() - 1));
            }
            Call::Link { from, to } => self.change(to, Change::Added(name(to), self.found(from).unwrap())),
            Call::Rename { from, to } => self.rename(from, to),
            Call::Remove { path } => self.change(path, Change::Removed(name(path))),
        }
    }

    fn created(&mut self, path: &Path, may: bool) -> usize {
        assert!(may, "{} was opened, but is not there", path.display());
        self.nodes.push(Node::File { bytes: Vec::new(), synced: Vec::new() });
        self.change(path, Change::Added(name(path), self.nodes.len() - 1));
        self.nodes.len() - 1
    }

    fn rename(&mut self, from: &Path, to: &Path) {
        let node = self.found(from).unwrap();
        if from.parent() == to.parent() {
            self.change(to, Change::Renamed(name(from), name(to), node));
        } else {
            // One may last without the other.
            self.change(to, Change::Added(name(to), node));
            self.change(from, Change::Removed(name(from)));
        }
    }

    fn write(&mut self, file: u32, at: Option<usize>, new: &[u8]) {
        let opened = self.open.get_mut(&file).unwrap();
        let Node::File { bytes, .. } = &mut self.nodes[opened.node] else { panic!("a folder was written to") };
        let begin = at.unwrap_or(if opened.appends { bytes.len() } else { opened.at });
        let end = begin + new.len();
        bytes.resize(bytes.len().max(end), 0);
        bytes[begin..end].copy_from_slice(new);
        if at.is_none() {
            opened.at = end;
        }
    }

    fn bytes(&mut self, file: u32) -> &mut Vec<u8> {
        match &mut self.nodes[self.open[&file].node] {
            Node::File { bytes, .. } => bytes,
            Node::Folder { .. } => panic!("a folder has no bytes"),
        }
    }

    fn sync(&mut self, thread: u32, file: u32) {
        let began = self.syncing.remove(&thread).unwrap();
        match &mut self.nodes[self.open[&file].node] {
            Node::File { bytes, synced } => synced.clone_from(bytes),
            Node::Folder { synced, pending, .. } => {
                let lasting = pending.extract_if(.., |(when, _)| *when < began);
                lasting.for_each(|(_, change)| change.apply(synced));
            }
        }
    }

    fn change(&mut self, path: &Path, change: Change) {
        let folder = self.found(path.parent().unwrap()).unwrap();
        let Node::Folder { names, pending, .. } = &mut self.nodes[folder] else { panic!("it lies in a file") };
        change.apply(names);
        pending.push((self.clock, change));
    }

    fn found(&self, path: &Path) -> Option<usize> {
        path.iter().try_fold(ROOT, |folder, part| match &self.nodes[folder] {
            Node::Folder { names, .. } => names.get(part.to_str().unwrap()).copied(),
            Node::File { .. } => None,
        })
    }

    /// Writes into an empty folder what is there after an end of this kind; the same for the same chance.
    pub(crate) fn after(&self, end: End, chance: &mut ChaCha8Rng, to: &Path) {
        let (mut open, mut left) = (vec![(ROOT, to.to_path_buf())], BTreeMap::<usize, Vec<u8>>::new());
        while let Some((node, path)) = open.pop() {
            match &self.nodes[node] {
                Node::File { bytes, synced } => {
                    // All names of a file show the same bytes.
                    let bytes = left.entry(node).or_insert_with(|| remains(bytes, synced, end, chance));
                    fs::write(path, bytes).unwrap();
                }
                Node::Folder { names, synced, pending } => {
                    fs::create_dir_all(&path).unwrap();
                    let names = if end == End::Kill { names.clone() } else { lasting(synced, pending, end, chance) };
                    open.extend(names.into_iter().map(|(name, node)| (node, path.join(name))));
                }
            }
        }
    }
}

/// The names in a folder after a power cut.
fn lasting(synced: &Names, pending: &[(u64, Change)], end: End, chance: &mut ChaCha8Rng) -> Names {
    let mut names = synced.clone();
    for (_, change) in pending {
        if end == End::Cut && chance.random_bool(0.5) {
            change.apply(&mut names);
        }
    }
    names
}

/// The bytes of a file: as synced, or of what came since nothing, a beginning, a beginning and zeros, or all.
fn remains(bytes: &[u8], synced: &[u8], end: End, chance: &mut ChaCha8Rng) -> Vec<u8> {
    match end {
        End::Kill => return bytes.to_vec(),
        End::CutAtOnce => return synced.to_vec(),
        End::Cut if bytes == synced => return synced.to_vec(),
        End::Cut => {}
    }
    let mut begun = bytes[..chance.random_range(0..=bytes.len())].to_vec();
    match chance.random_range(0..4) {
        0 => synced.to_vec(),
        1 => begun,
        2 => {
            begun.resize(bytes.len(), 0);
            begun
        }
        _ => bytes.to_vec(),
    }
}

impl Node {
    fn folder() -> Self {
        Self::Folder { names: Names::new(), synced: Names::new(), pending: Vec::new() }
    }
}

impl Change {
    fn apply(&self, names: &mut Names) {
        match self {
            Self::Added(name, node) => _ = names.insert(name.clone(), *node),
            Self::Removed(name) => _ = names.remove(name),
            Self::Renamed(from, to, node) => {
                if names.get(from) == Some(node) {
                    names.remove(from);
                }
                names.insert(to.clone(), *node);
            }
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn an_empty_folder_that_was_there_is_written_into() {
    let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir(before.path().join("empty")).unwrap();
    let mut disk = Disk::of(before.path());
    let open = Call::Open { file: 3, path: "empty/a".into(), creates: true, empties: false, appends: false };
    disk.apply(&open);
    disk.apply(&Call::Write { file: 3, at: None, bytes: b"x".to_vec() });
    disk.after(End::Kill, &mut rand::SeedableRng::seed_from_u64(0), after.path());
    assert_eq!(fs::read(after.path().join("empty/a")).unwrap(), b"x");
}
