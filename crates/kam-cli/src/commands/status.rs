//! `kam status`: what ran, what came, what is out of date.

use super::{Desk, plan, surroundings, wait};
use crate::arguments::{self, ListFormat};
use crate::columns::Columns;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use kam_run::Status;
use std::collections::BTreeMap;

/// Writes the status to standard output.
pub(super) fn run(asked: &arguments::Status, desk: Desk<'_>) -> Result<ExitCode> {
    let project = desk.project()?;
    let request = kam_run::Request { pipeline: asked.pipeline.clone(), ..kam_run::Request::default() };
    let status = wait(kam_run::status(&project, &request, &surroundings()))??;
    match asked.format {
        ListFormat::Json => output::print_json(&status)?,
        ListFormat::Text => output::print(&text(&status))?,
    }
    Ok(ExitCode::Done)
}

fn text(status: &Status) -> String {
    let parts = [
        ("runs, newest first", rows(&status.runs, ["run_id", "pipeline", "status", "quarters", "reason"])),
        ("deliveries, newest first", deliveries(&status.deliveries)),
        ("drift, newest first", rows(&status.drift, ["file", "kind", "policy", "detail"])),
        (
            "checks that found something",
            rows(&status.failed_checks, ["check_name", "severity", "violation_count", "sample"]),
        ),
        ("out of date", due(status)),
    ];
    let head = match status.commit {
        0 => "nothing has been committed yet\n".to_owned(),
        number => format!("commit {number} is what is visible\n"),
    };
    let parts = parts.iter().map(|(heading, lines)| format!("\n{heading}\n{}", indented(lines)));
    head + &parts.collect::<String>()
}

/// What a run would do, or why that cannot be told.
fn due(status: &Status) -> String {
    let unknown = status.due_unknown.as_ref().map(|why| format!("not known: {why}\n"));
    unknown.or_else(|| status.due.as_ref().map(|due| plan::steps(&due.steps))).unwrap_or_default()
}

/// One part of the status, or a word that there is nothing.
fn indented(lines: &str) -> String {
    let lines = if lines.is_empty() { "none" } else { lines };
    lines.lines().map(|line| format!("  {line}\n")).collect()
}

fn rows<const N: usize>(rows: &[BTreeMap<String, String>], names: [&str; N]) -> String {
    let mut columns = Columns::default();
    for row in rows {
        columns.row(names.map(|name| cell(row, name)));
    }
    columns.text()
}

fn deliveries(rows: &[BTreeMap<String, String>]) -> String {
    let mut columns = Columns::default();
    for row in rows {
        let count = |name, word| format!("{} {word}", cell(row, name));
        let counts = [
            count("rows_read", "read"),
            count("rows_landed", "landed"),
            count("rows_unchanged", "unchanged"),
            count("rows_rejected", "rejected"),
        ];
        columns.row([cell(row, "file"), cell(row, "status"), &counts.join(", "), cell(row, "reason")]);
    }
    columns.text()
}

fn cell<'a>(row: &'a BTreeMap<String, String>, name: &str) -> &'a str {
    row.get(name).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kam_run::Plan;

    #[test]
    fn a_status_names_what_there_is_and_what_there_is_not() {
        let run = [("run_id", "r1"), ("status", "done")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let due = Some(Plan { pipeline: "quarterly".into(), steps: Vec::new() });
        let (deliveries, drift, failed_checks) = (Vec::new(), Vec::new(), Vec::new());
        let status =
            Status { commit: 3, runs: vec![run.into()], deliveries, drift, failed_checks, due, due_unknown: None };
        let text = text(&status);
        assert!(text.starts_with("commit 3 is what is visible\n\nruns, newest first\n  r1    done\n"), "{text}");
        assert!(text.ends_with("\nout of date\n  none\n"), "{text}");
    }
}
