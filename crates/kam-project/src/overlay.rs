//! The files of a project: the built-ins, and the project's own over them.

use crate::place::FOLDERS;
use crate::problem::Problem;
use rust_embed::RustEmbed;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// One definition file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The file as shown to people: relative to the root, or `built-in:sql/marts/x.sql`.
    pub shown: PathBuf,
    /// Its text.
    pub text: String,
}

/// A set of definition files by path, `/` between the parts.
pub type Files = BTreeMap<String, File>;

/// What lies at one path: the project's file, the built-in, or one over the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layered<'a> {
    pub(crate) built_in: Option<&'a File>,
    pub(crate) own: Option<&'a File>,
}

impl<'a> Layered<'a> {
    /// The file that counts, where files are replaced whole.
    pub(crate) fn top(self) -> Option<&'a File> {
        self.own.or(self.built_in)
    }

    /// Both, the built-in first, where they merge or stack.
    pub(crate) fn both(self) -> impl Iterator<Item = &'a File> {
        self.built_in.into_iter().chain(self.own)
    }
}

/// Lays the project's files over the built-ins, path by path.
pub(crate) fn lay<'a>(built_in: &'a Files, own: &'a Files) -> BTreeMap<&'a str, Layered<'a>> {
    let paths = built_in.keys().chain(own.keys());
    paths.map(|path| (path.as_str(), Layered { built_in: built_in.get(path), own: own.get(path) })).collect()
}

#[derive(RustEmbed)]
#[folder = "../../pipelines/"]
struct Pipelines;

#[derive(RustEmbed)]
#[folder = "../../sql/"]
struct Sql;

#[derive(RustEmbed)]
#[folder = "../../report-templates/"]
struct ReportTemplates;

#[derive(RustEmbed)]
#[folder = "../../given/"]
struct GivenTables;

/// The definitions embedded in the binary.
pub fn built_in() -> Files {
    let mut files = Files::new();
    embed::<Pipelines>("pipelines", &mut files);
    embed::<Sql>("sql", &mut files);
    embed::<ReportTemplates>("report-templates", &mut files);
    embed::<GivenTables>("given", &mut files);
    files
}

/// Whether a file, as shown to people, is one of the embedded.
pub fn is_built_in(shown: &Path) -> bool {
    shown.to_string_lossy().starts_with(BUILT_IN)
}

/// How the embedded file at a path is shown to people.
pub fn built_in_at(path: impl Display) -> PathBuf {
    PathBuf::from(format!("{BUILT_IN}{path}"))
}

/// What stands before the path of an embedded file where it is shown.
const BUILT_IN: &str = "built-in:";

/// The systems whose extracts are embedded in the binary: the folders of `pipelines/extracts`.
pub fn built_in_systems() -> BTreeSet<String> {
    let extracts = Pipelines::iter().filter_map(|path| Some(path.strip_prefix("extracts/")?.to_owned()));
    extracts.filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect()
}

fn embed<T: RustEmbed>(folder: &str, files: &mut Files) {
    for name in T::iter().filter(|name| !name.split('/').any(is_ignored)) {
        let path = format!("{folder}/{name}");
        if let Some(content) = T::get(&name) {
            let text = String::from_utf8_lossy(&content.data).into_owned();
            files.insert(path.clone(), File { shown: built_in_at(&path), text });
        }
    }
}

/// Reads the definition files below a project's root; what cannot be read is a problem.
pub(crate) fn own(root: &Path, problems: &mut Vec<Problem>) -> Files {
    let mut files = Files::new();
    for folder in FOLDERS {
        let path = root.join(folder);
        if path.is_dir() {
            Walk { root, files: &mut files, problems }.folder(&path, folder, 0);
        }
    }
    files
}

/// What some editors put before a UTF-8 text.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Folders nest this deep at most: deeper ones are a link that leads back to itself.
const DEEPEST: usize = 12;

struct Walk<'a> {
    root: &'a Path,
    files: &'a mut Files,
    problems: &'a mut Vec<Problem>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, path: &str, depth: usize) {
        if depth > DEEPEST {
            return self.problem(path, "these folders nest too deep", "Perhaps a link leads back to itself.");
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.problem(path, "reading this folder failed", &said(&error)),
        };
        for entry in entries {
            match entry {
                Ok(entry) => self.entry(&entry.path(), path, depth),
                Err(error) => self.problem(path, "reading this folder failed", &said(&error)),
            }
        }
    }

    fn entry(&mut self, entry: &Path, folder: &str, depth: usize) {
        let Some(name) = entry.file_name().and_then(|name| name.to_str()) else {
            let shown = entry.strip_prefix(self.root).unwrap_or(entry).to_path_buf();
            return self.problems.push(Problem::new(shown, "the name of this file is not UTF-8"));
        };
        if is_ignored(name) {
            return;
        }
        let path = format!("{folder}/{name}");
        if entry.is_dir() { self.folder(entry, &path, depth + 1) } else { self.file(entry, &path) }
    }

    fn file(&mut self, entry: &Path, path: &str) {
        let bytes = match fs::read(entry) {
            Ok(bytes) => bytes,
            Err(error) => return self.problem(path, "reading this file failed", &said(&error)),
        };
        if let Err(error) = std::str::from_utf8(&bytes) {
            self.not_utf8(path, error.valid_up_to(), &bytes);
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text).to_string();
        self.files.insert(path.to_string(), File { shown: path.into(), text });
    }

    /// The file is read on, a mark in place of what is not UTF-8: what else is wrong with it is worth knowing.
    fn not_utf8(&mut self, path: &str, at: usize, bytes: &[u8]) {
        let marked = char::REPLACEMENT_CHARACTER.len_utf8();
        let at_in_text = if bytes.starts_with(BYTE_ORDER_MARK.as_bytes()) { at - BYTE_ORDER_MARK.len() } else { at };
        let byte = bytes.get(at).copied().unwrap_or_default();
        let problem = Problem::new(path, "this file is not UTF-8").at(at_in_text..at_in_text + marked);
        let detail = format!("The byte here is 0x{byte:02X}, which UTF-8 does not allow there.");
        self.problems.push(problem.with_detail(detail).with_hint("save it as UTF-8"));
    }

    fn problem(&mut self, path: &str, message: &str, detail: &str) {
        self.problems.push(Problem::new(path, message).with_detail(detail));
    }
}

/// What the operating system said, in words that are the same everywhere where they can be.
fn said(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "It is not there; a link may lead nowhere.".into(),
        ErrorKind::PermissionDenied => "The permissions do not allow it.".into(),
        _ => format!("The system says: {error}."),
    }
}

/// Dot files, what editors leave behind, and notes to people.
fn is_ignored(name: &str) -> bool {
    name.starts_with(['.', '#'])
        || name.ends_with(['~', '#'])
        || [".swp", ".swo", ".bak", ".orig", ".tmp"].iter().any(|ending| name.ends_with(ending))
        || name == "README.md"
}
