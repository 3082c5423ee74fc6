//! A report: its page, its queries, and the parts all reports share.

use crate::model::Model;
use crate::problem::Problem;
use crate::written::Written;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use toml::Spanned;

/// One folder of `report-templates/` that holds a `report.toml`, checked.
#[derive(Debug, Clone)]
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
    /// Its queries by name; each hands its rows to the page under that name. A query is no table: the layer of its
    /// table name says nothing.
    pub queries: BTreeMap<String, Model>,
}

/// The texts below `report-templates/` that rendering needs.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    /// Every `.html` file by its path below `report-templates/`.
    pub html: BTreeMap<String, String>,
    /// Every `.css` file by its path.
    pub styles: BTreeMap<String, String>,
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
}

/// A report with the places of what is checked against other files.
#[derive(Debug)]
pub(crate) struct ReportDraft {
    pub(crate) report: Report,
    pub(crate) title: Spanned<String>,
    pub(crate) page: Spanned<String>,
}

/// Reads one `report.toml`; its queries are read apart.
pub(crate) fn read(written: Written<'_>, name: &str, problems: &mut Vec<Problem>) -> Option<ReportDraft> {
    let ReportWritten { description, title, page } = written.read(problems)?;
    let report = Report {
        name: name.into(),
        file: written.file.into(),
        description,
        title: title.get_ref().clone(),
        page: format!("{name}/{}", page.get_ref()),
        queries: BTreeMap::new(),
    };
    Some(ReportDraft { report, title, page })
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
}

/// Whether a Fluent text holds a message.
fn has_message(text: &str, id: &str) -> bool {
    text.lines().any(|line| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('=')))
}
