//! Projects over the extracts of real companies. Each is built once, and the tests of all processes share it.

use crate::kam::{Kam, binary};
use crate::repository::{files, root};
use arrow::array::RecordBatch;
use arrow::util::pretty::pretty_format_batches;
use kam_lake::{Location, Reader, Session, SessionSettings};
use kam_project::Layer;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

/// The folder with the extracts, if it is there; the tests that need it are left out where it is not.
pub(crate) fn extracts() -> Option<PathBuf> {
    let folder = std::env::var_os("KAM_REAL_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    there(&folder, "the extracts of real companies (KAM_REAL_DATA names their folder)")
}

/// The Python that has what `tests/requirements.txt` names, if `tests/run` has made it.
pub(crate) fn python() -> Option<PathBuf> {
    // Not resolved: it is the path it is called by that tells Python where its packages are.
    let python = root().join("tests/.venv/bin/python");
    there(&python, "tests/.venv (`tests/run` makes it)").map(|_| python)
}

/// The folder with DuckDB's reader of Delta tables, if `tests/run` has made it.
pub(crate) fn delta_scan() -> Option<PathBuf> {
    let installed = root().join("tests/.venv/delta/installed.txt");
    let installed = there(&installed, "DuckDB's extension for Delta (`tests/run` installs it)")?;
    installed.parent().map(Path::to_path_buf)
}

/// What a test needs, resolved. CI leaves nothing out.
pub(crate) fn there(path: &Path, what: &str) -> Option<PathBuf> {
    let found = path.canonicalize().ok();
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{what}: `{}` is not there", path.display());
        println!("left out: {what}: `{}` is not there", path.display());
    }
    found
}

/// Copies the definitions of one of `tests/projects`: what is made by programs stays behind.
pub(crate) fn define(project: &str, to: &Path) {
    let from = format!("tests/projects/{project}/");
    for file in files(from.trim_end_matches('/'), "") {
        copy_file(&root().join(&file), &to.join(file.trim_start_matches(&from)));
    }
}

/// A project of `tests/projects` that has run, to be read only; none where the extracts are not there.
pub(crate) fn built(project: &str) -> Option<PathBuf> {
    let extracts = extracts()?;
    let folder = made(project, version(project, &extracts), |folder| {
        define(project, folder);
        Kam::inside(&folder).with("KAM_REAL_DATA", &extracts).run("run --quiet").done();
    });
    Some(folder)
}

/// A folder that is made once, to be read only, whichever of all test processes needs it first.
pub(crate) fn made(name: &str, version: u64, make: impl FnOnce(&Path)) -> PathBuf {
    let made = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let lock = File::create(made.join(format!("{name}.lock"))).unwrap();
    lock.lock().unwrap();
    let folder = made.join(format!("{name}-{version:016x}"));
    if !folder.is_dir() {
        remove_older(made, name);
        let unfinished = made.join(format!("{name}-unfinished"));
        make(&unfinished);
        fs::rename(unfinished, &folder).unwrap();
    }
    folder
}

/// What a build depends on: the program, the definitions, and where the extracts are.
pub(crate) fn version(project: &str, extracts: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    (program_version(), extracts).hash(&mut hasher);
    for file in files(&format!("tests/projects/{project}"), "") {
        (&file, fs::read(root().join(&file)).unwrap()).hash(&mut hasher);
    }
    hasher.finish()
}

/// Another number for every build of the program.
pub(crate) fn program_version() -> u64 {
    let program = fs::metadata(binary()).unwrap();
    let mut hasher = DefaultHasher::new();
    (program.len(), program.modified().unwrap()).hash(&mut hasher);
    hasher.finish()
}

fn remove_older(made: &Path, project: &str) {
    for entry in fs::read_dir(made).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.strip_prefix(project).is_some_and(|rest| rest.starts_with('-')) {
            fs::remove_dir_all(entry.path()).unwrap();
        }
    }
}

/// The same, to be changed.
pub(crate) fn built_copy(project: &str) -> Option<TempDir> {
    let copy = tempdir().unwrap();
    copy_folder(&built(project)?, copy.path());
    Some(copy)
}

/// Copies all files below a folder.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    for file in below(from) {
        copy_file(&from.join(&file), &to.join(&file));
    }
}

/// Copies a file that may be written by nobody to one that may.
fn copy_file(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::write(to, fs::read(from).unwrap()).unwrap();
}

/// The paths of all files below a folder, sorted.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let entry = entry.unwrap();
            match entry.file_type().unwrap().is_dir() {
                true => folders.push(entry.path()),
                false => found.push(entry.path().strip_prefix(folder).unwrap().to_path_buf()),
            }
        }
    }
    found.sort();
    found
}

/// How many files lie below a folder that another process may be writing to.
pub(crate) fn count(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries.flatten().map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
}

/// The answer to a question, as CSV without its header.
#[track_caller]
pub(crate) fn ask(project: &impl AsRef<Path>, sql: &str) -> String {
    let answer = Kam::inside(project).call(["sql", "--format", "csv", sql]).done();
    answer.split_once('\n').unwrap().1.to_owned()
}

/// The rows of every conformed table and every mart, sorted.
pub(crate) fn rows(project: &Path) -> BTreeMap<String, Vec<String>> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let reader = Reader::open(&Location::open("lake", project, &BTreeMap::new()).unwrap()).await.unwrap();
        let session = Session::open(&SessionSettings::default()).unwrap();
        let mut found = BTreeMap::new();
        for table in reader.tables().into_iter().filter(|table| [Layer::Conformed, Layer::Marts].contains(&table.layer))
        {
            assert!(reader.register(&session, &table).await.unwrap(), "{table} does not open");
            let (_, batches) = session.query("a look", &format!("select * from {table}")).await.unwrap();
            found.insert(table.to_string(), text_rows(&batches));
        }
        found
    })
}

/// Rows as text, sorted.
pub(crate) fn text_rows(batches: &[RecordBatch]) -> Vec<String> {
    let text = pretty_format_batches(batches).unwrap().to_string();
    let mut rows: Vec<String> = text.lines().map(Into::into).collect();
    rows.sort();
    rows
}
