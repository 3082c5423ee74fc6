//! Rows become pages: first below the lake, then, once the commit stands, in the reports folder.

use crate::build::{Building, register_calendar};
use crate::cells;
use crate::error::{Error, Result};
use crate::log::Log;
use crate::plan::{self, Page};
use crate::record::{self, CheckRow};
use crate::surroundings::Surroundings;
use kam_lake::{Reader, Staged};
use kam_project::{Project, Quarter, Report};
use kam_report::{About, Renderer, Rows};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Renders every page of a build below the lake.
pub(crate) async fn render(building: &Building<'_>, staged: &mut Staged, log: &mut Log<'_>) -> Result<()> {
    let mut held = Held::default();
    for page in &building.builds.pages {
        let step = log.begin(&page.step());
        let html = html(building, &mut held, &log.checks, page).await;
        let path = format!("_kam/reports/{}/{}", log.run_id, page_key(page));
        let written = match html {
            Ok(html) => building.writer.write_report(&path, html).await.map_err(Error::from),
            Err(error) => Err(error),
        };
        log.end_with(step, written.map(|()| 1))?;
        staged.set_page(&page_key(page), path);
    }
    Ok(())
}

/// What several pages need: a renderer for each language, and the rows of the quarter at hand, which are the same in all.
#[derive(Default)]
struct Held {
    renderers: BTreeMap<String, Renderer>,
    quarter: Option<Quarter>,
    datasets: BTreeMap<String, BTreeMap<String, Rows>>,
}

/// The file of a report's page: the portfolio is what a reader opens first.
fn page_file(report: &str) -> String {
    if report == "portfolio" { "index.html".to_owned() } else { format!("{report}.html") }
}

fn page_key(page: &Page) -> String {
    format!("{}/{}/{}", page.quarter.label(), page.locale, page_file(&page.report))
}

async fn html(building: &Building<'_>, held: &mut Held, checks: &[CheckRow], page: &Page) -> Result<String> {
    let project = building.project;
    let failed = |source| Error::Report {
        report: page.report.clone(),
        quarter: page.quarter.label(),
        locale: page.locale.clone(),
        source,
    };
    if !held.renderers.contains_key(&page.locale) {
        let renderer = Renderer::new(&project.templates, &page.locale).map_err(failed)?;
        held.renderers.insert(page.locale.clone(), renderer);
    }
    let Some(report) = project.reports.get(&page.report) else {
        return Err(Error::NoReport { wanted: page.report.clone() });
    };
    hold(building, held, checks, page, report).await?;
    let (Some(renderer), Some(datasets)) = (held.renderers.get(&page.locale), held.datasets.get(&page.report)) else {
        return Err(Error::NoReport { wanted: page.report.clone() });
    };
    let about = About { report, company: &project.settings.title, has_account_pages: false };
    renderer.render(&about, datasets.clone()).map_err(failed)
}

/// Asks a report's queries for a page's quarter, unless the page before was of the same.
async fn hold(
    building: &Building<'_>,
    held: &mut Held,
    checks: &[CheckRow],
    page: &Page,
    report: &Report,
) -> Result<()> {
    if held.quarter != Some(page.quarter) {
        held.quarter = Some(page.quarter);
        held.datasets.clear();
        register_calendar(&building.session, building.project, &[page.quarter], building.known_at)?;
        register_checks(building, checks)?;
    }
    if !held.datasets.contains_key(&page.report) {
        held.datasets.insert(page.report.clone(), datasets(building, report).await?);
    }
    Ok(())
}

/// A page shows the checks of its own run.
fn register_checks(building: &Building<'_>, checks: &[CheckRow]) -> Result<()> {
    let rows = record::CHECKS.rows(checks)?;
    Ok(building.session.register_rows(&record::CHECKS.name(), rows.schema(), vec![rows])?)
}

async fn datasets(building: &Building<'_>, report: &Report) -> Result<BTreeMap<String, Rows>> {
    let mut datasets = BTreeMap::new();
    for (name, query) in &report.queries {
        let label = format!("{}/queries/{name}.sql", report.name);
        let (_, batches) = building.session.query(&label, &query.sql).await?;
        datasets.insert(name.clone(), batches.iter().flat_map(cells::rows).collect());
    }
    Ok(datasets)
}

/// Which reports to hand out.
#[derive(Debug, Clone, Default)]
pub struct ReportRequest {
    /// Of this quarter only.
    pub quarter: Option<String>,
    /// In this language only.
    pub locale: Option<String>,
}

/// Copies the committed pages to the reports folder again, and returns their paths.
pub async fn report(project: &Project, wanted: &ReportRequest, around: &Surroundings) -> Result<Vec<PathBuf>> {
    let reader = Reader::open(&around.lake(project)?).await?;
    let paths = hand_out(project, &reader, |key| {
        let mut parts = key.split('/');
        let (quarter, locale) = (parts.next(), parts.next());
        wanted.quarter.as_deref().is_none_or(|asked| Some(asked) == quarter)
            && wanted.locale.as_deref().is_none_or(|asked| Some(asked) == locale)
    })
    .await?;
    if paths.is_empty() {
        let parts = [wanted.quarter.as_deref(), wanted.locale.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let wanted = if parts.is_empty() { "any quarter".to_owned() } else { parts.join(", ") };
        return Err(Error::NoReport { wanted });
    }
    Ok(paths)
}

/// Brings the reports folder to what the newest commit says; only what differs is written.
pub(crate) async fn hand_out(
    project: &Project,
    reader: &Reader,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<PathBuf>> {
    let folder = project.root.join(&project.settings.reports);
    let mut paths = Vec::new();
    for (key, path) in reader.head().reports.iter().filter(|(key, _)| wanted(key)) {
        let html = reader.report_file(path).await?;
        let html = html.ok_or_else(|| Error::NoReport { wanted: key.clone() })?;
        let target = folder.join(key);
        write_if_different(&target, &html)?;
        paths.push(target);
    }
    Ok(paths)
}

/// Writes beside the target and renames, so that a file is never seen half-written.
pub(crate) fn write_if_different(target: &Path, text: &str) -> Result<()> {
    if std::fs::read(target).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    let failed = |source| Error::Output { path: target.display().to_string(), source };
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let beside = target.with_extension("new");
    std::fs::write(&beside, text).map_err(failed)?;
    std::fs::rename(&beside, target).map_err(failed)
}

/// The fingerprints of rendered pages, to be remembered.
pub(crate) fn fingerprints(building: &Building<'_>) -> impl Iterator<Item = (String, String, String)> {
    building
        .builds
        .pages
        .iter()
        .map(|page| (plan::page_name(&page.report, &page.locale), page.quarter.label(), page.fingerprint.clone()))
}
