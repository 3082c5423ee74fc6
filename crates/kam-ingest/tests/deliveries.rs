//! Every broken delivery of `tests/deliveries` gets exactly the sentences its `expected.txt` says.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use kam_ingest::{Error, RejectedRow, find, fingerprint, read};
use kam_project::Extract;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_case_reads_as_expected() {
    let cases = cases();
    assert!(cases.len() >= 20, "only {} cases found", cases.len());
    let differing: Vec<String> = cases.iter().filter_map(|case| difference(case)).collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/deliveries");
    let entries = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = entries.filter(|path| path.join("expected.txt").is_file()).collect();
    cases.sort();
    cases
}

fn difference(case: &Path) -> Option<String> {
    let expected = fs::read_to_string(case.join("expected.txt")).unwrap();
    let told = told(case);
    (told != expected).then(|| format!("{}\nexpected:\n{expected}\ntold:\n{told}", case.display()))
}

/// What is said about a case's deliveries.
fn told(case: &Path) -> String {
    let no_built_ins = kam_project::overlay::Files::new();
    let loaded = kam_project::load_over(&no_built_ins, case);
    assert!(loaded.problems.is_empty(), "{}: {:?}", case.display(), loaded.problems);
    let mut told = String::new();
    for extract in loaded.project.extracts.values() {
        told += &account(extract, case).unwrap_or_else(|error| refusal(&error, case));
    }
    told
}

fn account(extract: &Extract, root: &Path) -> Result<String, Error> {
    let (mut accounts, mut details) = (String::new(), String::new());
    for found in find(extract, root)? {
        let before = fingerprint(&found)?;
        let mut reader = read(extract, &found, &before)?;
        let (mut rows, mut rejections) = (0, String::new());
        for portion in reader.by_ref() {
            let portion = portion?;
            rows += portion.rows.num_rows() as u64;
            rejections.extend(portion.rejected.iter().map(rejection));
        }
        details.extend(
            reader.drifts().iter().filter(|drift| drift.kind.is_of_names()).map(|note| format!("note: {note}\n")),
        );
        details += &rejections;
        let totals = reader.finish();
        assert_eq!(totals.rows_read, totals.rows_admitted + totals.rows_rejected);
        assert_eq!((totals.rows_admitted, &totals.fingerprint), (rows, &before));
        let (read, admitted, rejected) = (totals.rows_read, totals.rows_admitted, totals.rows_rejected);
        accounts += &format!("read {read}, admitted {admitted}, rejected {rejected}\n");
    }
    Ok(accounts + &details)
}

fn rejection(row: &RejectedRow) -> String {
    let column = row.column.as_ref().map(|column| format!(", column {column}")).unwrap_or_default();
    let original: String = row.original.lines().map(|line| format!("  {line}\n")).collect();
    format!("line {}{column}: {}: {}\n{original}", row.line, row.reason_code, row.reason)
}

fn refusal(error: &Error, root: &Path) -> String {
    let mut text = format!("refused, {:?}: {error}\n", error.blame());
    text.extend(error.detail().map(|detail| format!("{detail}\n")));
    text.extend(error.hint().map(|hint| format!("hint: {hint}\n")));
    text.replace(&root.display().to_string(), "<root>")
}
