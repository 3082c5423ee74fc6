//! `kam run`: land, build, check, report.

use super::validate::valid_project;
use super::{Desk, stopping, surroundings};
use crate::arguments::Request;
use crate::diagnostics::Said;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use crate::progress::Progress;
use kam_run::{Outcome, RunStatus};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Runs a pipeline, tells how it goes, and writes the path of each report to standard output.
pub(super) fn run(asked: &Request, desk: Desk<'_>) -> Result<ExitCode> {
    let (code, reports) = everything(asked, desk)?;
    output::print(&reports.iter().map(|path| line(path)).collect::<String>())?;
    Ok(code)
}

/// Runs a pipeline and tells how it goes; its reports.
pub(super) fn everything(asked: &Request, desk: Desk<'_>) -> Result<(ExitCode, Vec<PathBuf>)> {
    let project = valid_project(desk)?;
    let (request, started) = (asked.into(), Instant::now());
    let mut progress = Progress::new(desk.console);
    let around = surroundings();
    let mut observer = |event| progress.tell(&event);
    let run = kam_run::run(&project, &request, &around, &mut observer);
    let outcome = stopping::wait(run, &around.stop, desk.console);
    progress.end();
    let outcome = outcome??;
    for refusal in &outcome.refusals {
        let (detail, hint) = (Some(refusal.detail.clone()), refusal.hint.clone());
        desk.console.error(&Said { primary: format!("refused {}", refusal.what), detail, hint });
    }
    desk.console.say(&summary(&project.settings.name, &outcome, started));
    let code = match outcome.status {
        RunStatus::Done | RunStatus::NothingToDo => ExitCode::Done,
        RunStatus::Refused => ExitCode::Refused,
        RunStatus::Failed | RunStatus::Stopped => ExitCode::Unreachable,
    };
    Ok((code, outcome.reports))
}

/// A path on a line of its own.
pub(super) fn line(path: &Path) -> String {
    format!("{}\n", path.display())
}

fn summary(project: &str, outcome: &Outcome, started: Instant) -> String {
    let seconds = started.elapsed().as_secs_f64();
    let Outcome { commit, run_id, reports, refusals, .. } = outcome;
    match outcome.status {
        RunStatus::Done => format!("{project}: commit {commit} stands, {} reports, {seconds:.1} s", reports.len()),
        RunStatus::NothingToDo => format!("{project}: nothing to do, everything is as of commit {commit}"),
        RunStatus::Refused => {
            format!("{project}: {} refused; commit {commit} is what is visible (run {run_id})", refusals.len())
        }
        RunStatus::Failed | RunStatus::Stopped => {
            format!("{project}: run {run_id} failed; commit {commit} is what is visible")
        }
    }
}
