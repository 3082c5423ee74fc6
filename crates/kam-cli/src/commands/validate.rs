//! `kam validate`: every mistake in the definitions, at once.

use super::{Desk, wait};
use crate::error::Result;
use crate::exit_code::ExitCode;
use kam_project::{Loaded, Project};

/// Checks the definitions, and plans every model on empty tables.
pub(super) fn run(desk: Desk<'_>) -> Result<ExitCode> {
    let project = valid_project(desk)?;
    desk.console.say(&format!("{}: {}, no mistakes", project.settings.name, counted(&project)));
    Ok(ExitCode::Done)
}

/// The project, if neither reading nor planning it finds a mistake.
pub(super) fn valid_project(desk: Desk<'_>) -> Result<Project> {
    let loaded = desk.load()?;
    desk.refuse(&loaded, &loaded.problems)?;
    let problems = wait(kam_run::validate(&loaded.project))?;
    desk.refuse(&loaded, &problems)?;
    let Loaded { project, .. } = loaded;
    Ok(project)
}

fn counted(project: &Project) -> String {
    let nouns = [
        (project.extracts.len(), "extracts"),
        (project.entities.len(), "entities"),
        (project.given.len(), "given tables"),
        (project.models.len(), "models and checks"),
        (project.reports.len(), "reports"),
    ];
    nouns.map(|(count, noun)| format!("{count} {noun}")).join(", ")
}
