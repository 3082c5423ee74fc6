//! A report: its page, its queries, and the parts all reports share.

use crate::model::Model;
use crate::overlay::File;
use crate::problem::Problem;
use crate::suggest;
use crate::written::Written;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use toml::Spanned;

/// One folder of `report-templates/` that holds a `report.toml`, checked.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The folder's name.
    pub name: String,
    /// The `report.toml`, as shown to people.
    pub file: PathBuf,
    /// What it tells, in a sentence.
    pub description: String,
    /// The Fluent id of its title.
    pub title: String,
    /// The page template's name, as tera knows it: `portfolio/page.html`.
    pub page: String,
    /// Where its rows come from.
    pub kind: ReportKind,
    /// Whom it is rendered for one by one; none means one page.
    pub fan_out: Option<FanOut>,
    /// For which quarters a run renders it.
    pub quarters: RenderedQuarters,
    /// Its queries by name; each hands its rows to the page under that name. A query is no table: the layer of its
    /// table name says nothing.
    pub queries: BTreeMap<String, Model>,
    /// The rows of a gallery by name, as they stand in its folder `rows/`.
    pub rows: BTreeMap<String, RowsFile>,
}

/// Where a report's rows come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReportKind {
    /// From tables, by its queries; a pipeline renders it.
    #[default]
    Tables,
    /// From files of its own, `rows/<name>.json`: it shows what components look like, and no run renders it.
    Gallery,
}

/// The column that says whose row it is: a query that has it is bound, and a page sees only its own rows of it.
pub const CUSTOMER_ID: &str = "customer_id";

/// The column of the query `accounts` that names a customer.
pub const CUSTOMER_NAME: &str = "customer_name";

/// The column of the query `accounts` that says false where a customer gets a page only when it is asked for.
pub const GETS_PAGE: &str = "gets_page";

/// What a page is told beside the rows of its queries.
const TOLD: [&str; 4] = ["account", "company", "locale", "report"];

/// One page for each customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FanOut {
    /// The query that lists who gets a page.
    pub accounts: String,
}

/// What there is one page for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Per {
    /// Each row of the query `accounts`.
    Customer,
}

/// The quarters a run renders a report for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RenderedQuarters {
    /// Every quarter the pipeline builds.
    #[default]
    All,
    /// The pipeline's newest quarter, and those that have such pages from earlier.
    Last,
}

/// A file of rows that stands in a gallery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsFile {
    /// The file, as shown to people.
    pub file: PathBuf,
    /// Its text.
    pub text: String,
}

/// The texts below `report-templates/` that rendering needs.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    /// Every `.html` file by its path below `report-templates/`.
    pub html: BTreeMap<String, String>,
    /// Every `.css` file by its path.
    pub styles: BTreeMap<String, String>,
    /// Every `.js` file of `scripts/` by its path.
    pub scripts: BTreeMap<String, String>,
    /// Fluent texts by locale, built-in first, then the project's over it.
    pub messages: BTreeMap<String, Vec<String>>,
}

/// A report as written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportWritten {
    /// What it tells, in a sentence.
    description: String,
    /// The Fluent id of its title.
    #[schemars(with = "String")]
    title: Spanned<String>,
    /// The page, a file beside the `report.toml`.
    #[schemars(with = "String")]
    page: Spanned<String>,
    /// `gallery` for a page over rows of its own folder `rows/`; else its rows come from tables.
    #[schemars(with = "Option<ReportKind>")]
    kind: Option<Spanned<ReportKind>>,
    /// `customer`: one page for each row of the query `accounts`, and on it only rows of that customer.
    #[schemars(with = "Option<Per>")]
    per: Option<Spanned<Per>>,
    /// The query that lists who gets a page: `customer_id`, `customer_name`, and whatever the page calls `account`.
    /// Where it has a column `gets_page`, a row that says false gets its page only when asked for.
    #[schemars(with = "Option<String>")]
    accounts: Option<Spanned<String>>,
    /// `last`: only the pipeline's newest quarter, and those that have such pages already; else all quarters.
    #[schemars(with = "Option<RenderedQuarters>")]
    quarters: Option<Spanned<RenderedQuarters>>,
}

/// A report with the places of what is checked against other files.
#[derive(Debug)]
pub(crate) struct ReportDraft {
    pub(crate) report: Report,
    title: Spanned<String>,
    page: Spanned<String>,
    accounts: Option<Spanned<String>>,
}

/// Reads one `report.toml`; its queries are read apart.
pub(crate) fn read(written: Written<'_>, name: &str, problems: &mut Vec<Problem>) -> Option<ReportDraft> {
    let as_written: ReportWritten = written.read(problems)?;
    as_written.fits(written, problems);
    let ReportWritten { description, title, page, kind, per, accounts, quarters } = as_written;
    let fan_out = per.and(accounts.as_ref()).map(|accounts| FanOut { accounts: accounts.get_ref().clone() });
    let report = Report {
        name: name.into(),
        file: written.file.into(),
        description,
        title: title.get_ref().clone(),
        page: format!("{name}/{}", page.get_ref()),
        kind: kind.map(Spanned::into_inner).unwrap_or_default(),
        fan_out,
        quarters: quarters.map(Spanned::into_inner).unwrap_or_default(),
        ..Report::default()
    };
    Some(ReportDraft { report, title, page, accounts })
}

impl ReportWritten {
    /// Refuses keys that say nothing beside others, and asks for those they need.
    fn fits(&self, written: Written<'_>, problems: &mut Vec<Problem>) {
        let mut tell = |span, message: &str, hint: &str| {
            problems.push(Problem::new(written.file, message).at(span).with_hint(hint));
        };
        match (&self.per, &self.accounts) {
            (Some(per), None) => tell(
                per.span(),
                "a report per customer must say which query lists the customers",
                "add `accounts = \"…\"` with the name of a file in `queries/`",
            ),
            (None, Some(accounts)) => {
                tell(accounts.span(), "only a report per customer has `accounts`", "add `per = \"customer\"`");
            }
            _ => {}
        }
        if self.kind.as_ref().is_some_and(|kind| *kind.get_ref() == ReportKind::Gallery) {
            let tables = [self.per.as_ref().map(Spanned::span), self.quarters.as_ref().map(Spanned::span)];
            if let Some(span) = tables.into_iter().flatten().next() {
                tell(span, "a gallery has neither customers nor quarters", "remove this line");
            }
        }
    }
}

/// Reads the rows of a gallery, at least as JSON.
pub(crate) fn read_rows(file: &File, problems: &mut Vec<Problem>) -> RowsFile {
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&file.text) {
        let before = file.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let at = before + error.column().saturating_sub(1);
        let said = error.to_string();
        let said = said.split(" at line").next().unwrap_or_default().to_owned();
        let problem = Problem::new(&file.shown, "this is not JSON").at(at..at + 1);
        problems.push(problem.with_detail(format!("The parser says: {said}.")));
    }
    RowsFile { file: file.shown.clone(), text: file.text.clone() }
}

/// Refuses what would end a script before its end: it is written into pages as it is.
pub(crate) fn check_script(file: &File, problems: &mut Vec<Problem>) {
    let lower = file.text.to_ascii_lowercase();
    for ending in ["</script", "<!--"] {
        if let Some(at) = lower.find(ending) {
            let problem = Problem::new(&file.shown, format!("a script may not hold `{ending}`"));
            let detail = "It stands in the page as it is, and a browser would take this for the page's own.";
            let hint = "write it in two parts, as `\"<\" + \"/script\"`";
            problems.push(problem.at(at..at + ending.len()).with_detail(detail).with_hint(hint));
        }
    }
}

impl ReportDraft {
    /// Checks that the page and the title are there, in every locale.
    pub(crate) fn check(&self, templates: &Templates, locales: &[String], problems: &mut Vec<Problem>) {
        let file = &self.report.file;
        if !templates.html.contains_key(&self.report.page) {
            let message = format!("the page `{}` is not there", self.page.get_ref());
            let hint = format!("make `report-templates/{}`", self.report.page);
            problems.push(Problem::new(file, message).at(self.page.span()).with_hint(hint));
        }
        let id = self.title.get_ref();
        for locale in locales {
            let Some(texts) = templates.messages.get(locale) else { continue };
            if !texts.iter().any(|text| has_message(text, id)) {
                let message = format!("the title `{id}` has no words in `{locale}`");
                let hint = format!("add `{id} = …` to `report-templates/locales/{locale}.ftl`");
                problems.push(Problem::new(file, message).at(self.title.span()).with_hint(hint));
            }
        }
    }

    /// Checks where the rows come from: a gallery has files, any other report queries, and the one that lists customers.
    pub(crate) fn check_rows<'a>(
        &self,
        queries: &[Model],
        mut rows: impl Iterator<Item = &'a RowsFile>,
        problems: &mut Vec<Problem>,
    ) {
        let is_gallery = self.report.kind == ReportKind::Gallery;
        if let (Some(query), true) = (queries.first(), is_gallery) {
            let problem = Problem::new(&query.file, "a gallery asks no tables");
            problems.push(problem.with_hint("put rows into `rows/<name>.json` instead"));
        }
        if let (Some(rows), false) = (rows.next(), is_gallery) {
            let problem = Problem::new(&rows.file, "only a gallery has rows of its own");
            problems.push(problem.with_hint("a report asks for its rows with `queries/<name>.sql`"));
        }
        for query in queries.iter().filter(|query| TOLD.contains(&query.table.name.as_str())) {
            let message = format!("a query may not be called `{}`", query.table.name);
            let detail = "The page is told something else under that name.";
            problems.push(Problem::new(&query.file, message).with_detail(detail).with_hint("rename the file"));
        }
        if let Some(accounts) = self.accounts.as_ref().filter(|_| self.report.fan_out.is_some())
            && !queries.iter().any(|query| query.table.name == *accounts.get_ref())
        {
            let name = accounts.get_ref();
            let make = format!("make `report-templates/{}/queries/{name}.sql`", self.report.name);
            let near = suggest::nearest(name, queries.iter().map(|query| query.table.name.as_str()));
            let problem = Problem::new(&self.report.file, format!("there is no query `{name}`"));
            let meant = near.map(|near| format!("did you mean `{near}`?"));
            problems.push(problem.at(accounts.span()).with_hint(make).with_hint_if(meant));
        }
    }
}

/// Whether a Fluent text holds a message.
fn has_message(text: &str, id: &str) -> bool {
    text.lines().any(|line| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('=')))
}
