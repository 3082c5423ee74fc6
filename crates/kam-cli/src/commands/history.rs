//! `kam history`: the runs there were, the newest first.

use super::{Desk, surroundings, wait};
use crate::arguments::{self, ListFormat};
use crate::columns::Columns;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use kam_run::PastRun;

/// Writes the runs to standard output.
pub(super) fn run(asked: &arguments::History, desk: Desk<'_>) -> Result<ExitCode> {
    let project = desk.project()?;
    let runs = wait(kam_run::history(&project, &surroundings(), asked.last))??;
    match asked.format {
        ListFormat::Json => output::print_json(&runs)?,
        ListFormat::Text => output::print(&text(&runs))?,
    }
    Ok(ExitCode::Done)
}

fn text(runs: &[PastRun]) -> String {
    if runs.is_empty() {
        return "nothing has run yet\n".to_owned();
    }
    let mut columns = Columns::default();
    columns.row(["began", "took", "status", "landed", "rejected", "refused", "checks failed", "what came of it"]);
    for run in runs {
        let deliveries = format!("{} rows of {}", run.rows_landed, run.deliveries_landed);
        columns.row([
            &began(&run.started_at),
            &took(run.seconds),
            &run.status,
            &deliveries,
            &run.rows_rejected.to_string(),
            &run.deliveries_refused.to_string(),
            &run.checks_failed.to_string(),
            &came(run),
        ]);
    }
    columns.text()
}

/// To the minute, in UTC.
fn began(started_at: &str) -> String {
    started_at.get(..16).unwrap_or(started_at).replace('T', " ")
}

fn took(seconds: u64) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// The quarters built, or the first sentence of why none were.
fn came(run: &PastRun) -> String {
    let first = run.reason.as_deref().and_then(|reason| reason.lines().next());
    match (first, run.quarters.split(", ").collect::<Vec<_>>().as_slice()) {
        (Some(reason), _) => reason.to_owned(),
        (None, [""]) => "no quarter built".to_owned(),
        (None, [one]) => one.to_string(),
        (None, several) => {
            format!(
                "{} to {}, {} quarters",
                several.first().unwrap_or(&""),
                several.last().unwrap_or(&""),
                several.len()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_people_tell_them() {
        assert_eq!([0, 59, 60, 3599, 3600].map(took), ["0 s", "59 s", "1 min 0 s", "59 min 59 s", "1 h 0 min"]);
        assert_eq!(began("2026-11-29T03:07:03.000001Z"), "2026-11-29 03:07");
    }

    #[test]
    fn what_came_of_a_run_is_its_quarters_or_its_reason() {
        let run = |quarters: &str, reason: Option<&str>| {
            came(&PastRun { quarters: quarters.to_owned(), reason: reason.map(str::to_owned), ..PastRun::default() })
        };
        assert_eq!(run("", None), "no quarter built");
        assert_eq!(run("2026Q3", None), "2026Q3");
        assert_eq!(run("2026Q1, 2026Q2, 2026Q3", None), "2026Q1 to 2026Q3, 3 quarters");
        assert_eq!(run("", Some("it was full\nand more")), "it was full");
    }
}
