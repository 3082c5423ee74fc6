//! `kam replay`: rows that were rejected and now fit.

use super::validate::valid_project;
use super::{Desk, surroundings, wait};
use crate::arguments::{self, ListFormat};
use crate::columns::Columns;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use kam_run::Replayed;

/// Lands them and writes what became of each file to standard output.
pub(super) fn run(asked: &arguments::Replay, desk: Desk<'_>) -> Result<ExitCode> {
    let project = valid_project(desk)?;
    let replayed = wait(kam_run::replay(&project, &surroundings(), asked.extract.as_deref()))??;
    match asked.format {
        ListFormat::Json => output::print_json(&replayed)?,
        ListFormat::Text => output::print(&text(&replayed))?,
    }
    if replayed.iter().any(|file| file.landed > 0) {
        desk.console.say("`kam run` builds what follows from them");
    }
    Ok(ExitCode::Done)
}

fn text(replayed: &[Replayed]) -> String {
    if replayed.is_empty() {
        return "no rejected row waits\n".to_owned();
    }
    let mut columns = Columns::default();
    for file in replayed {
        let name = file.member.as_ref().map_or_else(|| file.file.clone(), |member| format!("{} ({member})", file.file));
        let landed = format!("{} of {} rows landed", file.landed, file.waiting);
        columns.row([&file.extract, &name, &landed, file.reason.as_deref().unwrap_or_default()]);
    }
    columns.text()
}
