//! A pipeline: when and which.

use crate::calendar::Calendar;
use crate::glob;
use crate::name::TableName;
use crate::problem::Problem;
use crate::report::{Report, ReportKind};
use crate::written::Written;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::PathBuf;
use toml::Spanned;

/// One file directly in `pipelines/`, checked.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// The file's name without its ending.
    pub name: String,
    /// The file, as shown to people.
    pub file: PathBuf,
    /// What it does, in a sentence.
    pub description: String,
    /// Globs over `raw` names: which extracts it lands.
    pub extracts: Vec<String>,
    /// Globs over report names: which reports it renders.
    pub reports: Vec<String>,
    /// The first quarter it builds, `2023Q1`; none means the quarter of the run.
    pub first_quarter: Option<String>,
    /// The last quarter it builds; none means the last closed one.
    pub last_quarter: Option<String>,
}

impl Pipeline {
    /// Whether it lands a raw table.
    pub fn lands(&self, table: &TableName) -> bool {
        self.extracts.iter().any(|pattern| glob::matches(raw_name(pattern), &table.name))
    }

    /// Whether it renders a report. A gallery is rendered when asked for, never by a run.
    pub fn renders(&self, report: &Report) -> bool {
        report.kind == ReportKind::Tables && self.reports.iter().any(|pattern| glob::matches(pattern, &report.name))
    }
}

/// A pattern over raw tables may name the layer or leave it out.
pub(crate) fn raw_name(pattern: &str) -> &str {
    pattern.strip_prefix("raw.").unwrap_or(pattern)
}

/// A pipeline as written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PipelineWritten {
    /// What it does, in a sentence.
    description: String,
    /// Names or patterns of the raw tables it lands; all if not given.
    #[schemars(with = "Option<Vec<String>>")]
    extracts: Option<Vec<Spanned<String>>>,
    /// Names or patterns of the reports it renders; all if not given.
    #[schemars(with = "Option<Vec<String>>")]
    reports: Option<Vec<Spanned<String>>>,
    /// The quarters it builds; the last closed one if not given.
    quarters: Option<QuartersWritten>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "quarters")]
struct QuartersWritten {
    /// The first quarter, `2023Q1`.
    #[schemars(with = "String")]
    first: Spanned<String>,
    /// The last quarter; the last closed one if not given.
    #[schemars(with = "Option<String>")]
    last: Option<Spanned<String>>,
}

/// A pipeline with the places of what is checked against other files.
#[derive(Debug)]
pub(crate) struct PipelineDraft {
    pub(crate) pipeline: Pipeline,
    pub(crate) extracts: Vec<Spanned<String>>,
    pub(crate) reports: Vec<Spanned<String>>,
}

/// Reads one file directly in `pipelines/`.
pub(crate) fn read(written: Written<'_>, name: &str, problems: &mut Vec<Problem>) -> Option<PipelineDraft> {
    let PipelineWritten { description, extracts, reports, quarters } = written.read(problems)?;
    check_quarters(written, quarters.as_ref(), problems);
    let (first, last) = quarters.map_or((None, None), |quarters| (Some(quarters.first), quarters.last));
    let pipeline = Pipeline {
        name: name.into(),
        file: written.file.into(),
        description,
        extracts: patterns(extracts.as_ref()),
        reports: patterns(reports.as_ref()),
        first_quarter: first.map(Spanned::into_inner),
        last_quarter: last.map(Spanned::into_inner),
    };
    let (extracts, reports) = (extracts.unwrap_or_default(), reports.unwrap_or_default());
    Some(PipelineDraft { pipeline, extracts, reports })
}

fn patterns(written: Option<&Vec<Spanned<String>>>) -> Vec<String> {
    match written {
        Some(patterns) => patterns.iter().map(|pattern| pattern.get_ref().clone()).collect(),
        None => vec!["*".into()],
    }
}

/// Checks the labels; which month the fiscal year starts in makes no difference to that.
fn check_quarters(written: Written<'_>, quarters: Option<&QuartersWritten>, problems: &mut Vec<Problem>) {
    let Some(quarters) = quarters else { return };
    let mut numbers = Vec::new();
    for label in std::iter::once(&quarters.first).chain(&quarters.last) {
        match Calendar::default().quarter(label.get_ref()) {
            Ok(quarter) => numbers.push(quarter.number),
            Err(error) => {
                let problem = Problem::new(written.file, error.to_string()).at(label.span());
                problems.push(problem.with_hint("a quarter is four digits, `Q` and 1 to 4: `2026Q3`"));
            }
        }
    }
    if let ([first, last], Some(label)) = (numbers.as_slice(), &quarters.last)
        && first > last
    {
        let message = format!("the last quarter `{}` comes before the first one", label.get_ref());
        problems.push(Problem::new(written.file, message).at(label.span()).with_hint("swap them"));
    }
}
