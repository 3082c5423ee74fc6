//! `kam quickstart`: from nothing to a report, on a company that was made up.

use super::{Desk, init, sample};
use crate::arguments::{self, Everywhere, Quickstart};
use crate::console::Console;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use kam_sample::{Request, Settings};
use std::path::PathBuf;

/// The systems the made-up company uses.
const SYSTEMS: [&str; 3] = ["kingdee", "salesforce", "udesk"];

/// Makes a project, its deliveries and its reports, and writes the paths of the last quarter's to standard output.
pub(super) fn run(asked: &Quickstart, everywhere: &Everywhere, console: Console) -> Result<ExitCode> {
    let settings =
        Settings { accounts: asked.accounts, quarters: asked.quarters, seed: asked.seed, ..Settings::default() };
    let (first, last) = (settings.first_quarter().to_string(), settings.last_quarter.to_string());
    let systems = SYSTEMS.map(str::to_owned);
    init::connected(&asked.folder, &systems, Some((&first, &last)))?;
    console.say(&format!("made a project in `{}`", asked.folder.display()));
    let delivered = sample::written(&Request { settings, dirt: 0 }, &asked.folder.join("deliveries"), console)?;
    console.say(&format!("its systems delivered {} rows", delivered.rows()));
    let everywhere = Everywhere { project: Some(asked.folder.clone()), ..everywhere.clone() };
    let desk = Desk { everywhere: &everywhere, console };
    let (code, reports) = super::run::everything(&arguments::Request::default(), desk)?;
    output::print(&of_quarter(&reports, &last).map(|path| super::run::line(path)).collect::<String>())?;
    Ok(code)
}

/// The reports of one quarter: `…/reports/<quarter>/<locale>/index.html`.
fn of_quarter<'a>(reports: &'a [PathBuf], quarter: &str) -> impl Iterator<Item = &'a PathBuf> {
    let pages = reports.iter().filter(|path| path.extension().is_some());
    pages.filter(move |path| path.components().any(|part| part.as_os_str() == quarter))
}
