//! An entity: the typed seam between systems and meaning.

use crate::columns::{Audience, ColumnType};
use crate::name::{Layer, TableName, is_name};
use crate::problem::Problem;
use crate::shape::{self, ColumnsWritten};
use crate::written::Written;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// One file of `pipelines/entities/`, checked.
#[derive(Debug, Clone)]
pub struct Entity {
    /// `entity.<name>`.
    pub table: TableName,
    /// The definition's file, as shown to people.
    pub file: PathBuf,
    /// What one row is, in a sentence.
    pub description: String,
    /// A thing (an account) or a fact (an invoice line, with its origin).
    pub kind: EntityKind,
    /// All columns: `source_system`, `source_key`, the declared ones, and the origin of facts.
    pub columns: Vec<EntityColumn>,
}

/// Whether rows are things or facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "kind")]
pub enum EntityKind {
    /// It has a key and changes.
    Thing,
    /// It happened; its rows carry where they came from.
    Fact,
}

/// One column of an entity.
#[derive(Debug, Clone)]
pub struct EntityColumn {
    /// Its name.
    pub name: String,
    /// Its exact type.
    pub kind: ColumnType,
    /// Whether what feeds the entity must have it, and never NULL.
    pub required: bool,
    /// Who may see it.
    pub audience: Option<Audience>,
    /// What it means.
    pub about: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
}

/// The columns every entity begins with.
pub const IDENTITY: [&str; 2] = ["source_system", "source_key"];

/// The columns every fact ends with: where the row came from.
pub const ORIGIN: [(&str, ColumnType); 4] = [
    ("_delivery_id", ColumnType::Text),
    ("_file", ColumnType::Text),
    ("_member", ColumnType::Text),
    ("_row_number", ColumnType::Bigint),
];

/// An entity as written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntityWritten {
    /// What one row is, in a sentence.
    description: String,
    /// A `thing` has a key and changes; a `fact` happened, and its rows carry where they came from.
    kind: EntityKind,
    /// The columns besides `source_system`, `source_key` and the origin of facts.
    #[schemars(with = "std::collections::BTreeMap<String, EntityColumnWritten>")]
    columns: ColumnsWritten<EntityColumnWritten>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "column")]
struct EntityColumnWritten {
    /// `text`, `bigint`, `boolean`, `date`, `timestamp` or `decimal(p,s)`.
    #[serde(rename = "type")]
    #[schemars(with = "String")]
    kind: Spanned<String>,
    /// Whether what feeds the entity must have it, and never NULL.
    #[serde(default)]
    required: bool,
    /// Who may see it.
    audience: Option<Audience>,
    /// What it means.
    about: Option<String>,
    /// Its unit.
    unit: Option<String>,
}

/// Reads one file of `pipelines/entities/`.
pub(crate) fn read(written: Written<'_>, name: &str, problems: &mut Vec<Problem>) -> Option<Entity> {
    let EntityWritten { description, kind, columns } = written.read(problems)?;
    let mut ordered: Vec<_> = columns.into_iter().collect();
    ordered.sort_by_key(|(name, _)| name.span().start);
    let mut all: Vec<EntityColumn> = IDENTITY.map(|name| implied(name, ColumnType::Text)).into();
    for (name, column) in ordered {
        check_name(written.file, &name, problems);
        all.push(declared(written.file, name.into_inner(), column, problems));
    }
    if kind == EntityKind::Fact {
        all.extend(ORIGIN.map(|(name, kind)| implied(name, kind)));
    }
    let table = TableName::new(Layer::Entity, name);
    Some(Entity { table, file: written.file.into(), description, kind, columns: all })
}

fn implied(name: &str, kind: ColumnType) -> EntityColumn {
    let required = IDENTITY.contains(&name);
    EntityColumn { name: name.into(), kind, required, audience: None, about: None, unit: None }
}

fn declared(file: &Path, name: String, written: EntityColumnWritten, problems: &mut Vec<Problem>) -> EntityColumn {
    let kind = shape::column_type(file, &written.kind, problems).unwrap_or(ColumnType::Text);
    let EntityColumnWritten { required, audience, about, unit, .. } = written;
    EntityColumn { name, kind, required, audience, about, unit }
}

fn check_name(file: &Path, name: &Spanned<String>, problems: &mut Vec<Problem>) {
    let text = name.get_ref().as_str();
    if IDENTITY.contains(&text) || text.starts_with('_') {
        let problem = Problem::new(file, format!("the column name `{text}` is reserved")).at(name.span());
        let detail =
            "Every entity has `source_system` and `source_key`; names starting with `_` say where a row came from.";
        problems.push(problem.with_detail(detail).with_hint("remove the column, or give it another name"));
    } else if !is_name(text) {
        let problem = Problem::new(file, format!("`{text}` cannot be the name of a column")).at(name.span());
        let detail = "Names in an entity are made of lower-case letters, digits and underscores, a letter first.";
        problems.push(problem.with_detail(detail));
    }
}
