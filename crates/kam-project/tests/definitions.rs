//! Every folder of `tests/definitions` is a small project with mistakes; `expected.txt` holds the exact words.
//!
//! The built-ins are left out, so that a case says all there is to know about it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use kam_project::overlay::Files;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_mistake_gets_its_exact_words() {
    let cases = cases();
    assert!(cases.len() >= 14, "only {} cases under tests/definitions", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|case| difference(case)).collect();
    assert!(wrong.is_empty(), "{} of {} cases differ\n\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/definitions");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn difference(case: &Path) -> Option<String> {
    let expected = fs::read_to_string(case.join("expected.txt")).unwrap();
    let loaded = kam_project::load_over(&Files::new(), case);
    let rendered: Vec<String> = loaded.problems.iter().map(|problem| loaded.render(problem)).collect();
    let actual = rendered.join("\n");
    let name = case.file_name().unwrap().to_string_lossy();
    (actual != expected).then(|| format!("=== {name}\n--- expected\n{expected}--- actual\n{actual}"))
}
