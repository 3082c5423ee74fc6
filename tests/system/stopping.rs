//! Signals to stop, sent to a real run: the first lets the step at hand end, the second ends it where it stands.

use crate::kam::{Kam, binary};
use crate::real::{ask, define, extracts};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use tempfile::{TempDir, tempdir};

const NET: &str = "select cast(sum(net_amount) as decimal(18,2)) as net from conformed.invoice_lines";
const LAST: &str = "select status, reason from run.runs order by run_id desc limit 1";

#[test]
fn a_run_that_is_asked_to_stop_ends_its_step_and_says_so() {
    for signal in ["-INT", "-TERM"] {
        let Some(project) = northwind() else { return };
        let (code, talk) = interrupted(&project, &[signal]);
        assert_eq!(code, Some(3), "{talk}");
        assert!(talk.contains("stopping once the step at hand is done; once more to stop at once\n"), "{talk}");
        let said = "error: the run was stopped\n  = hint: run it again: it takes up where this one stopped\n";
        assert!(talk.ends_with(said), "{talk}");
        assert_eq!(ask(&project, LAST), "stopped,the run was stopped\n");
        // To finish a whole company takes its time, and both signals stop at the same place.
        if signal == "-INT" || std::env::var_os("KAM_LONG").is_some() {
            finished_by_the_next(&project);
        }
    }
}

#[test]
fn asked_twice_it_ends_where_it_stands() {
    let Some(project) = northwind() else { return };
    let (code, talk) = interrupted(&project, &["-INT", "-INT"]);
    assert_eq!(code, Some(3), "{talk}");
    assert!(talk.contains("error: the run was stopped"), "{talk}");
    finished_by_the_next(&project);
}

#[track_caller]
fn finished_by_the_next(project: &TempDir) {
    let data = extracts().unwrap();
    Kam::inside(project).with("KAM_REAL_DATA", &data).run("run --quiet").done();
    assert_eq!(ask(project, NET), "1265793.04\n");
}

fn northwind() -> Option<TempDir> {
    extracts()?;
    let folder = tempdir().unwrap();
    define("northwind", folder.path());
    Some(folder)
}

/// Runs it, and sends signals once the first of its many steps has ended; its exit code and what it said.
fn interrupted(project: &TempDir, signals: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(binary());
    command.arg("run").current_dir(project).env("KAM_REAL_DATA", extracts().unwrap());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut talk = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("[1/") {
        assert!(talk.read_line(&mut said).unwrap() > 0, "it ended before its first step: {said}");
    }
    signals.iter().for_each(|signal| send(&child, signal));
    talk.read_to_string(&mut said).unwrap();
    (child.wait().unwrap().code(), said)
}

fn send(child: &Child, signal: &str) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success(), "no {signal} could be sent");
}
