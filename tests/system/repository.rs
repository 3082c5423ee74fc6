//! The repository's own files.

use std::fs;
use std::path::{Path, PathBuf};

/// The repository's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The text of a file, by its path from the root.
#[track_caller]
pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The paths of all files below a folder with this ending, from the root and with `/`, sorted.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(folder, &mut found);
    found.retain(|path| path.ends_with(ending));
    found.sort();
    found
}

/// Endings of folders that programs make.
const MADE: [&str; 5] = ["/target", "/.venv", "/node_modules", "/lake", "/reports"];

/// What stands below a folder that is not made by programs.
fn walk(folder: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        match entry.file_type().unwrap().is_dir() {
            true if MADE.iter().any(|made| path.ends_with(made)) => {}
            true => walk(&path, found),
            false => found.push(path),
        }
    }
}
