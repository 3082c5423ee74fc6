//! `kam report`: the reports of the last run written again, one customer's page, the gallery.

mod pdf;
mod watch;

use super::{Desk, run::line, surroundings, variables, wait};
use crate::arguments;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use kam_project::Project;
use kam_run::{PreviewRequest, ReportRequest};
use pdf::Browser;
use std::path::PathBuf;

/// Writes pages, and the path of each to standard output.
pub(super) fn run(asked: &arguments::Report, desk: Desk<'_>) -> Result<ExitCode> {
    // Whoever asks for a PDF learns that there is no browser before any page is written.
    let browser = if asked.pdf { Some(Browser::find(&variables())?) } else { None };
    if asked.watch {
        return watch::run(asked, browser.as_ref(), desk);
    }
    let project = desk.project()?;
    let pages = if asked.account.is_some() || asked.gallery {
        laid_out(asked, &project)?
    } else {
        let wanted = ReportRequest { quarter: asked.quarter.clone(), locale: asked.locale.clone() };
        wait(kam_run::report(&project, &wanted, &surroundings()))??
    };
    tell(&pages, browser.as_ref())?;
    Ok(ExitCode::Done)
}

/// Lays out the pages asked for, from committed tables or a gallery's own rows.
fn laid_out(asked: &arguments::Report, project: &Project) -> Result<Vec<PathBuf>> {
    if asked.gallery {
        return Ok(kam_run::gallery(project, asked.locale.as_deref())?);
    }
    let wanted =
        PreviewRequest { quarter: asked.quarter.clone(), locale: asked.locale.clone(), account: asked.account.clone() };
    Ok(wait(kam_run::preview(project, &wanted, &surroundings()))??)
}

/// Writes the paths to standard output, each PDF's after it is printed.
fn tell(pages: &[PathBuf], browser: Option<&Browser>) -> Result<()> {
    output::print(&pages.iter().map(|path| line(path)).collect::<String>())?;
    let Some(browser) = browser else { return Ok(()) };
    for page in pdf::pages_of(pages)? {
        output::print(&line(&browser.print(&page)?))?;
    }
    Ok(())
}
