//! `kam plan`: what a run would do, and why.

use super::{Desk, surroundings, wait};
use crate::arguments::{self, ListFormat};
use crate::columns::Columns;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use kam_run::{Plan, Step};

/// Writes the plan to standard output.
pub(super) fn run(asked: &arguments::Plan, desk: Desk<'_>) -> Result<ExitCode> {
    let project = desk.project()?;
    let request = (&asked.request).into();
    let plan = wait(kam_run::plan(&project, &request, &surroundings()))??;
    match asked.format {
        ListFormat::Json => output::print_json(&plan)?,
        ListFormat::Text => output::print(&steps(&plan.steps))?,
    }
    desk.console.say(&summary(&plan));
    Ok(ExitCode::Done)
}

/// Steps as lines: what, to which thing, why.
pub(super) fn steps(steps: &[Step]) -> String {
    let mut columns = Columns::default();
    for step in steps {
        let mut reason = step.reason.clone();
        if let (Some(first), Some(last)) = (step.quarters.first(), step.quarters.last()) {
            let span = if first == last { first.clone() } else { format!("{first} to {last}") };
            reason = format!("{reason} ({span})");
        }
        columns.row([step.kind.as_str(), &step.target, &reason]);
    }
    columns.text()
}

fn summary(plan: &Plan) -> String {
    match plan.steps.len() {
        0 => format!("{}: nothing to do", plan.pipeline),
        1 => format!("{}: 1 step", plan.pipeline),
        count => format!("{}: {count} steps", plan.pipeline),
    }
}
