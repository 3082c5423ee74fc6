//! A damaged lake says so: it never answers with fewer rows.

use crate::kam::Kam;
use crate::real::{ask, below, built_copy, extracts};
use std::fs::{self, File};
use std::path::PathBuf;
use tempfile::TempDir;

const COUNT: &str = "select count(*) as rows from marts.value_contribution";
const SUM: &str = "select sum(net_revenue_q_amount) as net from marts.value_contribution";
const HINT: &str = "  = hint: restore the file from a backup, or rebuild the table with `kam run --force`\n";

/// A data file of `marts.value_contribution`, with its path below the lake.
fn data_file(project: &TempDir) -> (PathBuf, String) {
    let folder = project.path().join("lake/marts/value_contribution");
    let files = below(&folder).into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "parquet"));
    let file = files.min().unwrap();
    (folder.join(&file), format!("marts/value_contribution/{}", file.display()))
}

#[track_caller]
fn every_question_gets(project: &TempDir, sentence: &str) {
    for question in [COUNT, SUM, "select * from marts.value_contribution limit 1"] {
        let talk = Kam::inside(project).call(["sql", question]).refused(3);
        assert_eq!(talk, format!("error: {sentence}\n{HINT}"), "{question}");
    }
    // What does not need the file is still answered.
    assert_eq!(ask(project, "select count(*) as rows from raw.northwind_orders"), "830\n");
}

#[test]
fn a_missing_data_file_is_named() {
    let Some(project) = built_copy("northwind") else { return };
    let (path, name) = data_file(&project);
    fs::remove_file(path).unwrap();
    every_question_gets(&project, &format!("data file `{name}` of table `marts.value_contribution` is missing"));
}

#[test]
fn a_truncated_data_file_is_named() {
    let Some(project) = built_copy("northwind") else { return };
    let (path, name) = data_file(&project);
    let length = fs::metadata(&path).unwrap().len();
    File::options().write(true).open(&path).unwrap().set_len(length / 2).unwrap();
    every_question_gets(
        &project,
        &format!("data file `{name}` of table `marts.value_contribution` has {} bytes instead of {length}", length / 2),
    );
}

#[test]
fn a_damaged_file_is_rebuilt_by_force() {
    let (Some(project), Some(extracts)) = (built_copy("northwind"), extracts()) else { return };
    let sum = ask(&project, SUM);
    fs::remove_file(data_file(&project).0).unwrap();
    Kam::inside(&project).with("KAM_REAL_DATA", extracts).run("run --force").done();
    assert_eq!(ask(&project, SUM), sum);
}

#[test]
fn a_torn_commit_was_never_told_and_is_mended() {
    let (Some(project), Some(extracts)) = (built_copy("northwind"), extracts()) else { return };
    let sum = ask(&project, SUM);
    let newest = project.path().join("lake/_kam/commit/00000000000000000002.json");
    let whole = fs::read(&newest).unwrap();
    fs::write(&newest, &whole[..whole.len() / 2]).unwrap();
    // Commit 1 holds what was landed, and no mart.
    assert_eq!(ask(&project, "select count(*) as rows from raw.northwind_orders"), "830\n");
    Kam::inside(&project).call(["sql", SUM]).refused(2);

    let mended = Kam::inside(&project).with("KAM_REAL_DATA", extracts).run("run");
    assert!(mended.talk.contains("nothing to do, everything is as of commit 2"), "{}", mended.talk);
    assert_eq!((fs::read(&newest).unwrap(), ask(&project, SUM)), (whole, sum));
}

#[test]
fn a_commit_damaged_in_the_middle_of_history_does_not_stop_anybody() {
    let Some(project) = built_copy("northwind") else { return };
    fs::write(project.path().join("lake/_kam/commit/00000000000000000001.json"), "{").unwrap();
    assert_eq!(ask(&project, COUNT), "728\n");
}

#[test]
fn only_one_run_at_a_time() {
    let (Some(project), Some(extracts)) = (built_copy("northwind"), extracts()) else { return };
    let path = project.path().join("lake/_kam/lock");
    let lock = File::options().append(true).open(&path).unwrap();
    lock.lock().unwrap();
    fs::write(&path, "{\"run_id\":\"20260101T000000.000000Z\",\"process\":4711}\n").unwrap();
    let run = || Kam::inside(&project).with("KAM_REAL_DATA", &extracts).run("run");
    let talk = run().refused(3);
    assert!(talk.contains("error: the lake is busy: run 20260101T000000.000000Z (process 4711) holds `"), "{talk}");
    assert!(talk.contains("_kam/lock`\n"), "{talk}");
    assert!(talk.ends_with("  = hint: wait for the other run to end; the lock goes with its process\n"), "{talk}");
    assert_eq!(ask(&project, COUNT), "728\n", "readers wait for nobody");
    drop(lock);
    run().done();
    let signed = fs::read_to_string(&path).unwrap();
    assert!(!signed.contains("4711") && signed.contains("\"process\":"), "{signed}");
}
