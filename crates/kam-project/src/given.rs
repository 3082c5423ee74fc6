//! A given table: what people decide and no system knows.

use crate::extract::Column;
use crate::name::{Layer, TableName};
use crate::overlay::{File, Layered};
use crate::problem::Problem;
use crate::shape::{self, ColumnWritten, ColumnsWritten};
use crate::written::Written;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::PathBuf;
use toml::Spanned;

/// `given/<name>.csv` with its shape `given/<name>.toml`.
#[derive(Debug, Clone)]
pub struct Given {
    /// `given.<name>`.
    pub table: TableName,
    /// The shape's file, as shown to people.
    pub file: PathBuf,
    /// What one row decides, in a sentence.
    pub description: String,
    /// The columns that identify a row; a project's row replaces the built-in row of the same key.
    pub key: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The CSV texts, built-in first, then the project's; each with the file's name as shown to people.
    pub texts: Vec<(PathBuf, String)>,
}

/// The shape of a given table as written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenWritten {
    /// What one row decides, in a sentence.
    description: String,
    /// The columns that identify a row; a project's row replaces the built-in row of the same key.
    #[schemars(with = "Vec<String>")]
    key: Spanned<Vec<Spanned<String>>>,
    /// The columns by their names in the file.
    #[schemars(with = "std::collections::BTreeMap<String, ColumnWritten>")]
    columns: ColumnsWritten<ColumnWritten>,
}

/// Reads `given/<name>.toml` and lays the rows of `given/<name>.csv` beside it.
pub(crate) fn read(
    written: Written<'_>,
    name: &str,
    rows: Option<Layered<'_>>,
    problems: &mut Vec<Problem>,
) -> Option<Given> {
    let GivenWritten { description, key, columns } = written.read(problems)?;
    let columns = shape::columns(written.file, &columns, problems);
    shape::key(written.file, key.get_ref(), &columns, problems);
    if key.get_ref().is_empty() {
        let problem = Problem::new(written.file, "a given table needs a key").at(key.span());
        problems.push(problem.with_hint("name the columns that identify a row"));
    }
    let texts: Vec<_> = rows.iter().flat_map(|rows| rows.both()).map(text).collect();
    if texts.is_empty() {
        let names: Vec<&str> = columns.iter().map(|column| column.source_name.as_str()).collect();
        let problem = Problem::new(written.file, format!("`given/{name}.csv` is missing beside its shape"));
        problems.push(problem.with_hint(format!("make it, its first line being `{}`", names.join(","))));
    }
    let table = TableName::new(Layer::Given, name);
    let key = key.into_inner().into_iter().map(Spanned::into_inner).collect();
    Some(Given { table, file: written.file.into(), description, key, columns, texts })
}

fn text(file: &File) -> (PathBuf, String) {
    (file.shown.clone(), file.text.clone())
}
