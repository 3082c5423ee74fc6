//! Rows become pages, below the lake: nobody sees them before the commit.

use crate::build::Building;
use crate::error::{Error, Result};
use crate::fan_out::{self, Layout};
use crate::log::Log;
use crate::pages::{self, Page};
use crate::record;
use crate::slices::Wanted;
use crate::sources::Sources;
use kam_lake::Staged;
use kam_project::{FanOut, Project, Quarter, Report};
use kam_report::{About, Renderer, Rows};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Renders every page of a build below the lake.
pub(crate) async fn render(building: &Building<'_>, staged: &mut Staged, log: &mut Log<'_>) -> Result<()> {
    for quarter in &building.builds.due {
        for key in pages::abandoned(building.project, building.writer.head(), &quarter.label()) {
            staged.drop_page(&key);
        }
    }
    let folder = format!("_kam/reports/{}", log.run_id);
    let checks = record::CHECKS.rows(&log.checks)?;
    let sources = Sources::open(building.project, &building.session, building.known_at, checks)?;
    #[cfg(test)]
    let sources = sources.planting(building.planted);
    let mut press = Press { building, sources, folder, held: Held::default() };
    for page in &building.builds.pages {
        let step = log.begin(&page.step())?;
        let written = press.print(page, staged).await;
        log.end_with(step, written)?;
    }
    Ok(())
}

struct Press<'a> {
    building: &'a Building<'a>,
    sources: Sources<'a>,
    /// The folder of the run's pages below the lake.
    folder: String,
    held: Held,
}

/// What several pages need: a renderer for each language, and the rows of the quarter at hand, which are the same in all.
#[derive(Default)]
struct Held {
    renderers: BTreeMap<String, Arc<Renderer>>,
    quarter: Option<Quarter>,
    datasets: BTreeMap<String, BTreeMap<String, Rows>>,
}

impl Press<'_> {
    /// Writes a page, or the pages of every account; how many.
    async fn print(&mut self, page: &Page, staged: &mut Staged) -> Result<u64> {
        let project = self.building.project;
        let report = project.reports.get(&page.report);
        let report = report.ok_or_else(|| Error::NoReport { wanted: page.report.clone() })?;
        if self.held.quarter != Some(page.quarter) {
            self.held.quarter = Some(page.quarter);
            self.held.datasets.clear();
            self.sources.turn_to(page.quarter).await?;
        }
        match &report.fan_out {
            Some(fan_out) => self.accounts(report, fan_out, page, staged).await,
            None => self.one(report, page, staged).await,
        }
    }

    async fn one(&mut self, report: &Report, page: &Page, staged: &mut Staged) -> Result<u64> {
        let project = self.building.project;
        if !self.held.datasets.contains_key(&report.name) {
            self.held.datasets.insert(report.name.clone(), self.sources.datasets(report).await?);
        }
        let quarter = page.quarter.label();
        for (locale, _) in &page.locales {
            let failed = |source| Error::Report {
                report: report.name.clone(),
                quarter: quarter.clone(),
                locale: locale.clone(),
                source,
            };
            let renderer = self.held.renderer(project, locale).map_err(failed)?;
            let datasets = self.held.datasets.get(&report.name).cloned().unwrap_or_default();
            let keys = staged.reports_over(self.building.writer.head());
            let has_account_pages = pages::has_account_pages(keys.keys(), &quarter, locale);
            let about = About { report, company: &project.settings.title, has_account_pages };
            let html = renderer.render(&about, datasets).map_err(failed)?;
            let key = pages::key(&report.name, false, &quarter, locale);
            let path = self.building.writer.write_report(&self.folder, &key, html).await?;
            staged.set_page(&key, path);
        }
        Ok(page.locales.len() as u64)
    }

    async fn accounts(&mut self, report: &Report, fan_out: &FanOut, page: &Page, staged: &mut Staged) -> Result<u64> {
        let Building { project, compiled, writer, .. } = self.building;
        let quarter = page.quarter.label();
        let bound = compiled.bound.get(&report.name).cloned().unwrap_or_default();
        let mut renderers = Vec::new();
        for (locale, _) in &page.locales {
            let page = || format!("{quarter}/{locale}/{}", report.name);
            let renderer = self.held.renderer(project, locale);
            renderers.push((locale.clone(), renderer.map_err(|source| Error::AccountPage { page: page(), source })?));
        }
        let layout = Layout {
            report: Arc::new(report.clone()),
            company: project.settings.title.as_str().into(),
            quarter: quarter.clone(),
            renderers,
            shared: Arc::new(self.sources.shared(report, fan_out, &bound).await?),
        };
        let slicer = self.sources.slices(report, fan_out, &bound, Wanted::Listed).await?;
        let key = |locale: &str| pages::key(&report.name, true, &quarter, locale);
        let folder = |locale: &str| format!("{}/{}", self.folder, key(locale).trim_end_matches('/'));
        let mut written = fan_out::write(&layout, slicer, writer, &folder).await?;
        let mut count = 0;
        for (locale, _) in &page.locales {
            let names = written.remove(locale).unwrap_or_default();
            if names.is_empty() {
                staged.drop_page(&key(locale));
                continue;
            }
            count += names.len() as u64;
            let list = writer.write_page_list(&folder(locale), names).await?;
            staged.set_page(&key(locale), list);
        }
        Ok(count)
    }
}

impl Held {
    fn renderer(&mut self, project: &Project, locale: &str) -> Result<Arc<Renderer>, kam_report::Error> {
        if let Some(renderer) = self.renderers.get(locale) {
            return Ok(Arc::clone(renderer));
        }
        let renderer = Arc::new(Renderer::new(&project.templates, locale)?);
        self.renderers.insert(locale.to_owned(), Arc::clone(&renderer));
        Ok(renderer)
    }
}

/// The fingerprints of rendered pages, to be remembered.
pub(crate) fn fingerprints(building: &Building<'_>, staged: &Staged) -> Vec<(String, String, String)> {
    let keys = staged.reports_over(building.writer.head());
    let mut remembered = Vec::new();
    for page in &building.builds.pages {
        let quarter = page.quarter.label();
        for (locale, fingerprint) in &page.locales {
            let links = !page.is_per_account && pages::has_account_pages(keys.keys(), &quarter, locale);
            let made_from = pages::linked(fingerprint, links);
            remembered.push((pages::name(&page.report, locale), quarter.clone(), made_from));
        }
    }
    remembered
}
