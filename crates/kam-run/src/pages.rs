//! Which pages to render, and how each is called.

use crate::fingerprint::Fingerprints;
use crate::ledger::Ledger;
use crate::plan::{Step, StepKind};
use kam_lake::Head;
use kam_project::{Pipeline, Project, Quarter, RenderedQuarters, Report};

/// Pages to render from one asking of a report's queries: one, or one per account in each language.
pub(crate) struct Page {
    pub report: String,
    pub quarter: Quarter,
    /// The languages, each with what a page in it is made from. A report that is no customer's has one.
    pub locales: Vec<(String, String)>,
    pub is_per_account: bool,
    pub reason: &'static str,
}

/// The report whose pages others link to.
const ACCOUNT: &str = "account";

/// The report a reader opens first.
const PORTFOLIO: &str = "portfolio";

impl Page {
    pub(crate) fn step(&self) -> Step {
        let quarter = self.quarter.label();
        let target = match self.locales.as_slice() {
            [(locale, _)] if !self.is_per_account => format!("{quarter}/{locale}/{}", self.report),
            _ => format!("{quarter}/{}", self.report),
        };
        Step { kind: StepKind::Render, target, reason: self.reason.to_owned(), quarters: vec![quarter] }
    }
}

/// The name under which a commit knows a page, or a folder of pages.
pub(crate) fn key(report: &str, is_per_account: bool, quarter: &str, locale: &str) -> String {
    let file = match (report, is_per_account) {
        (ACCOUNT, true) => "accounts/".to_owned(),
        (report, true) => format!("{report}/"),
        (PORTFOLIO, false) => "index.html".to_owned(),
        (report, false) => format!("{report}.html"),
    };
    format!("{quarter}/{locale}/{file}")
}

/// Whether accounts have pages of a quarter in a language, among these.
pub(crate) fn has_account_pages<'a>(keys: impl IntoIterator<Item = &'a String>, quarter: &str, locale: &str) -> bool {
    let wanted = key(ACCOUNT, true, quarter, locale);
    keys.into_iter().any(|key| *key == wanted)
}

/// The name under which a page's fingerprint is remembered.
pub(crate) fn name(report: &str, locale: &str) -> String {
    format!("report/{report}/{locale}")
}

/// What a page is made from, its links among it: a page that may link to accounts is another page.
pub(crate) fn linked(fingerprint: &str, has_account_pages: bool) -> String {
    if has_account_pages { format!("{fingerprint}+accounts") } else { fingerprint.to_owned() }
}

/// The pages a commit knows of a quarter that no pipeline renders any more: no run would keep them true.
pub(crate) fn abandoned(project: &Project, head: &Head, quarter: &str) -> Vec<String> {
    let rendered = |report: &&Report| project.pipelines.values().any(|pipeline| pipeline.renders(report));
    let reports: Vec<&Report> = project.reports.values().filter(rendered).collect();
    let locales = &project.settings.locales;
    let is_kept = |known: &String| {
        let mut keys = reports.iter().flat_map(|report| {
            locales.iter().map(|locale| key(&report.name, report.fan_out.is_some(), quarter, locale))
        });
        keys.any(|key| key == *known)
    };
    let of_quarter = head.reports.keys().filter(|key| key.split('/').next() == Some(quarter));
    of_quarter.filter(|key| !is_kept(key)).cloned().collect()
}

/// Compares what a page would be made from with what it was made from.
pub(crate) struct PagePlanner<'a> {
    pub project: &'a Project,
    pub pipeline: &'a Pipeline,
    pub ledger: &'a Ledger,
    pub fingerprints: &'a Fingerprints,
    /// The newest quarter the pipeline builds.
    pub newest: Option<Quarter>,
}

impl PagePlanner<'_> {
    /// The pages to render: each quarter's account pages first, since others link to them.
    pub(crate) fn pages(&self, wanted: &[Quarter], due: &[String]) -> Vec<Page> {
        let mut pages = Vec::new();
        for quarter in wanted {
            let is_due = due.contains(&quarter.label());
            let of_accounts: Vec<Page> =
                self.reports(true).filter_map(|report| self.account_pages(*quarter, report, is_due)).collect();
            let mut plain = Vec::new();
            for locale in &self.project.settings.locales {
                let linked = of_accounts.iter().filter(|page| page.report == ACCOUNT);
                let is_linked = linked.flat_map(|page| &page.locales).any(|(of, _)| of == locale);
                plain.extend(
                    self.reports(false).filter_map(|report| self.page(*quarter, locale, report, is_due, is_linked)),
                );
            }
            pages.extend(of_accounts);
            pages.extend(plain);
        }
        pages
    }

    fn reports(&self, per_account: bool) -> impl Iterator<Item = &Report> {
        let renders = |report: &&Report| self.pipeline.renders(report);
        let reports = self.project.reports.values().filter(renders);
        reports.filter(move |report| report.fan_out.is_some() == per_account)
    }

    #[expect(clippy::too_many_arguments, reason = "whether it is due and whether it is linked are two questions")]
    fn page(&self, quarter: Quarter, locale: &str, report: &Report, is_due: bool, is_linked: bool) -> Option<Page> {
        let fingerprint = self.fingerprints.report(self.project, report, locale);
        let label = quarter.label();
        let links = is_linked || has_account_pages(self.ledger.head.reports.keys(), &label, locale);
        let reason = if is_due {
            "its tables are being built"
        } else if is_linked {
            "the accounts it links to are rendered"
        } else if !self.ledger.is_built(&name(&report.name, locale), &label, &linked(&fingerprint, links)) {
            "its template, queries or tables have changed"
        } else {
            return None;
        };
        let locales = vec![(locale.to_owned(), fingerprint)];
        Some(Page { report: report.name.clone(), quarter, locales, is_per_account: false, reason })
    }

    fn account_pages(&self, quarter: Quarter, report: &Report, is_due: bool) -> Option<Page> {
        let label = quarter.label();
        let locales = self.project.settings.locales.iter();
        let built = |locale: &&String| self.ledger.builds.contains_key(&(name(&report.name, locale), label.clone()));
        let is_wanted = report.quarters == RenderedQuarters::All || self.newest == Some(quarter);
        if !is_wanted && locales.clone().find(built).is_none() {
            return None;
        }
        let made_from = locales.map(|locale| (locale.clone(), self.fingerprints.report(self.project, report, locale)));
        let stale = |(locale, fingerprint): &(String, String)| {
            is_due || !self.ledger.is_built(&name(&report.name, locale), &label, fingerprint)
        };
        let locales: Vec<(String, String)> = made_from.filter(stale).collect();
        let reason = if is_due { "its tables are being built" } else { "its template, queries or tables have changed" };
        let page = Page { report: report.name.clone(), quarter, locales, is_per_account: true, reason };
        (!page.locales.is_empty()).then_some(page)
    }
}
