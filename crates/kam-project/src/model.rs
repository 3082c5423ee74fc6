//! A model: one SELECT file, its header, and what it reads.

use crate::columns::{Audience, ColumnType};
use crate::dependencies::{self, Reference, Unnamed};
use crate::dialect;
use crate::header::{self, Found};
use crate::name::{Layer, TableName};
use crate::overlay::File;
use crate::problem::Problem;
use crate::shape::{self, ColumnsWritten};
use crate::sql;
use crate::written::Written;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use toml::Spanned;

/// One file below `sql/`, checked: a staging, conformed or mart model, or a check.
#[derive(Debug, Clone)]
pub struct Model {
    /// Its table, from the path.
    pub table: TableName,
    /// The staging system's folder, for staging models.
    pub system: Option<String>,
    /// The file, as shown to people.
    pub file: PathBuf,
    /// The whole text, header included (a comment to both engines).
    pub sql: String,
    /// What the header says.
    pub header: Header,
    /// The tables it reads, found by parsing.
    pub reads: BTreeSet<TableName>,
    /// The column its outermost `order by` begins with, ascending.
    pub ordered_by: Option<String>,
}

impl Model {
    /// Whether the table is replaced quarter by quarter.
    pub fn is_quarterly(&self) -> bool {
        self.header.grain.iter().any(|column| column == "quarter")
    }
}

/// The TOML in the opening `/* kam … */` comment.
#[derive(Debug, Clone, Default)]
pub struct Header {
    /// What one row is, in a sentence.
    pub description: String,
    /// The columns that identify a row; the table is sorted by them.
    pub grain: Vec<String>,
    /// The entity a feeding staging model feeds.
    pub feeds: Option<String>,
    /// What a check's rows mean.
    pub severity: Severity,
    /// What is said of columns.
    pub columns: BTreeMap<String, ColumnNote>,
}

/// What the rows of a check mean for the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "severity")]
pub enum Severity {
    /// Nothing becomes visible.
    #[default]
    Block,
    /// The report says so.
    Warn,
}

/// What a header says of one column.
#[derive(Debug, Clone, Default)]
pub struct ColumnNote {
    /// What it means.
    pub about: String,
    /// Its unit.
    pub unit: Option<String>,
    /// Who may see it.
    pub audience: Option<Audience>,
    /// The measure it holds, an id of the measure register.
    pub measure: Option<String>,
    /// Its type; needed where the table reads its own past.
    pub kind: Option<ColumnType>,
}

/// The header of a model as written.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeaderWritten {
    /// What one row is, in a sentence.
    description: String,
    /// The columns that identify a row; the table is sorted by them.
    #[schemars(with = "Option<Vec<String>>")]
    grain: Option<Spanned<Vec<String>>>,
    /// The entity a feeding staging model feeds.
    #[schemars(with = "Option<String>")]
    feeds: Option<Spanned<String>>,
    /// What the rows of a check mean: `block` (the default) or `warn`.
    #[schemars(with = "Option<Severity>")]
    severity: Option<Spanned<Severity>>,
    /// What is said of columns.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, ColumnNoteWritten>")]
    columns: ColumnsWritten<ColumnNoteWritten>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "column")]
struct ColumnNoteWritten {
    /// What it means.
    about: String,
    /// Its unit.
    unit: Option<String>,
    /// Who may see it.
    audience: Option<Audience>,
    /// The measure it holds, an id of the measure register.
    measure: Option<String>,
    /// Its type; needed where a table reads its own past.
    #[serde(rename = "type")]
    #[schemars(with = "Option<String>")]
    kind: Option<Spanned<String>>,
}

/// A model with the places of what is checked against other files.
#[derive(Debug)]
pub(crate) struct ModelDraft {
    pub(crate) model: Model,
    pub(crate) feeds: Option<Spanned<String>>,
    pub(crate) columns: Vec<Spanned<String>>,
    pub(crate) references: Vec<Reference>,
    pub(crate) unnamed: Vec<Unnamed>,
    /// Whether the header could be read; if not, what it would have said is unknown.
    pub(crate) has_header: bool,
}

/// What a SQL file must say in its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A model or check of this layer.
    Model(Layer),
    /// A report's query, which needs no header.
    Query,
}

/// Reads one SQL file: header, statement, and the tables it reads.
pub(crate) fn read(
    file: &File,
    table: TableName,
    system: Option<String>,
    kind: Kind,
    problems: &mut Vec<Problem>,
) -> ModelDraft {
    let written = header_of(file, kind, problems);
    let has_header = written.is_some();
    let written = written.unwrap_or_default();
    let mut references = Vec::new();
    let mut unnamed = Vec::new();
    let mut ordered_by = None;
    let is_open = matches!(header::find(&file.text), Found::Open(_));
    if let Some(parsed) = (!is_open).then(|| sql::parse(file, problems)).flatten() {
        dialect::check(&parsed, kind, problems);
        ordered_by = sql::ordered_by(&parsed.statement);
        (references, unnamed) = dependencies::references(&parsed, problems);
    }
    let reads = references.iter().map(|reference| reference.table.clone()).collect();
    let columns = written.columns.keys().cloned().collect();
    let feeds = written.feeds.clone();
    let header = written.checked(file, problems);
    let model = Model { table, system, file: file.shown.clone(), sql: file.text.clone(), header, reads, ordered_by };
    ModelDraft { model, feeds, columns, references, unnamed, has_header }
}

fn header_of(file: &File, kind: Kind, problems: &mut Vec<Problem>) -> Option<HeaderWritten> {
    match header::find(&file.text) {
        Found::Header(range) => {
            let toml = header::toml(&file.text, &range);
            let written: HeaderWritten = Written { file: &file.shown, toml: &toml }.read(problems)?;
            if let Kind::Model(layer) = kind {
                written.fits(file, layer, range.start, problems);
            }
            Some(written)
        }
        Found::Missing if kind == Kind::Query => None,
        Found::Missing => {
            let problem = Problem::new(&file.shown, "the model has no header").at(0..0);
            let hint = "begin the file with `/* kam`, then `description = \"…\"`, then `*/`";
            problems.push(problem.with_hint(hint));
            None
        }
        Found::Open(span) => {
            let problem = Problem::new(&file.shown, "the header never ends").at(span);
            problems.push(problem.with_hint("close the comment with `*/`"));
            None
        }
    }
}

impl HeaderWritten {
    /// Refuses keys that say nothing in this layer, and asks for those it needs.
    fn fits(&self, file: &File, layer: Layer, opening: usize, problems: &mut Vec<Problem>) {
        if let (Some(feeds), true) = (&self.feeds, layer != Layer::Staging) {
            let problem = Problem::new(&file.shown, "only a staging model feeds an entity").at(feeds.span());
            problems.push(problem.with_hint("remove `feeds`"));
        }
        if let (Some(severity), true) = (&self.severity, layer != Layer::Checks) {
            let problem = Problem::new(&file.shown, "only a check has a severity").at(severity.span());
            problems.push(problem.with_hint("remove `severity`"));
        }
        let grain = self.grain.as_ref().filter(|grain| !grain.get_ref().is_empty());
        if matches!(layer, Layer::Conformed | Layer::Marts) && grain.is_none() {
            let problem = Problem::new(&file.shown, "the model does not say its grain");
            let detail =
                "The table is sorted by it, and the quarter in it says whether quarters are replaced one by one.";
            let hint = "add `grain = [\"…\"]` with the columns that identify a row";
            let span = opening.saturating_sub(3)..opening;
            problems.push(problem.at(span).with_detail(detail).with_hint(hint));
        }
    }

    fn checked(self, file: &File, problems: &mut Vec<Problem>) -> Header {
        let mut note = |written: ColumnNoteWritten| {
            let ColumnNoteWritten { about, unit, audience, measure, kind } = written;
            let kind = kind.and_then(|kind| shape::column_type(&file.shown, &kind, problems));
            ColumnNote { about, unit, audience, measure, kind }
        };
        Header {
            description: self.description,
            grain: self.grain.map(Spanned::into_inner).unwrap_or_default(),
            feeds: self.feeds.map(Spanned::into_inner),
            severity: self.severity.map(Spanned::into_inner).unwrap_or_default(),
            columns: self.columns.into_iter().map(|(name, written)| (name.into_inner(), note(written))).collect(),
        }
    }
}
