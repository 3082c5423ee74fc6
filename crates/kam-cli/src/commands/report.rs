//! `kam report`: the reports of the last run, written again.

use super::{Desk, run::line, surroundings, wait};
use crate::arguments;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use kam_run::ReportRequest;

/// Writes the reports, and the path of each to standard output.
pub(super) fn run(asked: &arguments::Report, desk: Desk<'_>) -> Result<ExitCode> {
    let project = desk.project()?;
    let wanted = ReportRequest { quarter: asked.quarter.clone(), locale: asked.locale.clone() };
    let written = wait(kam_run::report(&project, &wanted, &surroundings()))??;
    output::print(&written.iter().map(|path| line(path)).collect::<String>())?;
    Ok(ExitCode::Done)
}
