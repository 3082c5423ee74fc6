//! What is done where a delivery has another form than declared: for the table, for a kind of drift, for a column.

use super::{Column, Extract, Format, FormatKind};
use crate::columns::ColumnType;
use crate::problem::Problem;
use crate::spelling::Spelling;
use crate::suggest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;

/// How a delivery may differ from what is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "drift_kind")]
pub enum DriftKind {
    /// A column that is not declared.
    Added,
    /// A declared column that is not there.
    Missing,
    /// A declared column whose name is written in other case.
    Case,
    /// Declared columns in another order.
    Reordered,
    /// A number that needs more room than its type has.
    Widened,
    /// A value that is not of the declared type.
    Type,
    /// A text that `one_of` or `pattern` does not allow.
    Value,
    /// No value where one is required.
    Null,
}

/// What is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "drift_mode")]
pub enum DriftMode {
    /// What does not fit is set apart, where it can be found again.
    #[default]
    Quarantine,
    /// The table takes the new form over.
    Evolve,
    /// The delivery is refused.
    Freeze,
    /// The rows that do not fit are left out.
    DiscardRow,
    /// The values that do not fit become NULL.
    DiscardValue,
}

/// What an extract says of drift; nothing said is quarantine.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DriftPolicy {
    table: Modes,
    /// By the columns' names in the file.
    columns: BTreeMap<String, Modes>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Modes {
    mode: Option<DriftMode>,
    kinds: BTreeMap<DriftKind, DriftMode>,
}

impl Modes {
    fn of(&self, kind: DriftKind) -> Option<DriftMode> {
        self.kinds.get(&kind).copied().or(self.mode)
    }
}

impl DriftKind {
    /// As definitions and tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Missing => "missing",
            Self::Case => "case",
            Self::Reordered => "reordered",
            Self::Widened => "widened",
            Self::Type => "type",
            Self::Value => "value",
            Self::Null => "null",
        }
    }

    /// Whether it is one of the columns' names, not of values.
    pub fn is_of_names(self) -> bool {
        matches!(self, Self::Added | Self::Missing | Self::Case | Self::Reordered)
    }

    /// What a mode comes to for this kind: some say nothing about it, and then the nearest careful one holds.
    fn applied(self, mode: DriftMode, required: bool) -> DriftMode {
        use DriftMode::{DiscardRow, DiscardValue, Evolve, Freeze, Quarantine};
        match (self, mode) {
            // Every row of the file lacks it.
            (Self::Missing | Self::Case, DiscardRow) => Freeze,
            // Columns are found by name: their order takes nothing away.
            (Self::Reordered, Quarantine | DiscardRow | DiscardValue) => Evolve,
            // Models stand on the declared types: none is changed by a delivery.
            (Self::Widened | Self::Type | Self::Value | Self::Null, Evolve) => Quarantine,
            (Self::Widened | Self::Type | Self::Value, DiscardValue) if required => Quarantine,
            (Self::Null, DiscardValue) => Quarantine,
            (_, mode) => mode,
        }
    }

    /// Why a mode written for this kind can mean nothing, and what to write instead.
    fn misfit(self, mode: DriftMode) -> Option<(&'static str, &'static str)> {
        use DriftMode::{DiscardRow, DiscardValue, Evolve, Quarantine};
        match (self, mode) {
            (Self::Missing | Self::Case, DiscardRow) => {
                Some(("Every row of such a file lacks the value, so none would be left.", "write `freeze`"))
            }
            (Self::Reordered, Quarantine | DiscardRow | DiscardValue) => {
                Some(("Columns are found by name, so no row and no value is touched.", "write `evolve` or `freeze`"))
            }
            (Self::Widened | Self::Type | Self::Value | Self::Null, Evolve) => Some((
                "Models stand on declared types, so no delivery changes one.",
                "declare another type, or write `quarantine`",
            )),
            (Self::Null, DiscardValue) => {
                Some(("There is no value to discard.", "drop `required`, or write `discard_row`"))
            }
            _ => None,
        }
    }
}

impl DriftMode {
    /// As definitions and tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quarantine => "quarantine",
            Self::Evolve => "evolve",
            Self::Freeze => "freeze",
            Self::DiscardRow => "discard_row",
            Self::DiscardValue => "discard_value",
        }
    }
}

impl fmt::Display for DriftMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Column {
    /// A column that nobody declared and that was taken over: as sent, and maybe NULL.
    fn taken_over(source_name: &str, name: &str, kind: ColumnType) -> Self {
        Self {
            source_name: source_name.to_owned(),
            name: name.to_owned(),
            kind,
            required: false,
            pattern: None,
            one_of: Vec::new(),
            formats: Vec::new(),
            zone: None,
            truths: Vec::new(),
            falsehoods: Vec::new(),
            null: None,
            spelling: Spelling::default(),
            decimal_mark: '.',
            thousands_mark: None,
        }
    }
}

impl Extract {
    /// Takes over a column that nobody declared, which the file calls so, under a name of the table's.
    pub fn take_over(&mut self, source_name: &str, name: &str, kind: ColumnType) {
        self.columns.push(Column::taken_over(source_name, name, kind));
        self.taken_over += 1;
    }

    /// The columns nobody declared.
    pub fn taken_over_mut(&mut self) -> &mut [Column] {
        let declared = self.columns.len().saturating_sub(self.taken_over);
        self.columns.get_mut(declared..).unwrap_or_default()
    }
}

impl DriftPolicy {
    /// The policy with one mode for the whole table.
    pub fn of_table(mode: DriftMode) -> Self {
        Self { table: Modes { mode: Some(mode), kinds: BTreeMap::new() }, columns: BTreeMap::new() }
    }

    /// What is done about a kind of drift of a column: said of the column and kind, of the column, of the kind, of the table,
    /// in this order. `required` says whether the column must have a value.
    pub fn mode(&self, column: &str, kind: DriftKind, required: bool) -> DriftMode {
        let of_column = self.columns.get(column).and_then(|modes| modes.of(kind));
        kind.applied(of_column.or(self.table.of(kind)).unwrap_or_default(), required)
    }

    /// Whether some column that is not declared would be taken over.
    pub fn adds_columns(&self) -> bool {
        let adds = |modes: &Modes| modes.of(DriftKind::Added) == Some(DriftMode::Evolve);
        adds(&self.table) || self.columns.values().any(adds)
    }
}

/// `[drift]` as written.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "drift")]
pub(super) struct DriftWritten {
    /// What is done about every drift nothing else is said of; `quarantine` if not given.
    #[schemars(with = "Option<DriftMode>")]
    mode: Option<Spanned<DriftMode>>,
    /// What is done about one kind of drift: `{ added = "evolve", type = "freeze" }`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<DriftKind, DriftMode>")]
    kinds: KindsWritten,
    /// Exceptions, by the columns' names in the file.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, ColumnDriftWritten>")]
    columns: BTreeMap<Spanned<String>, ColumnDriftWritten>,
}

type KindsWritten = BTreeMap<Spanned<DriftKind>, Spanned<DriftMode>>;

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "column_drift")]
struct ColumnDriftWritten {
    /// What is done about every drift of this column.
    #[schemars(with = "Option<DriftMode>")]
    mode: Option<Spanned<DriftMode>>,
    /// What is done about one kind of drift of this column.
    #[serde(default)]
    #[schemars(with = "BTreeMap<DriftKind, DriftMode>")]
    kinds: KindsWritten,
}

/// What a policy is about.
pub(super) struct Declared<'a> {
    pub(super) file: &'a Path,
    pub(super) format: &'a Format,
    pub(super) columns: &'a [Column],
    pub(super) key: &'a [String],
}

impl DriftWritten {
    /// Checks what was written against the extract it is about.
    pub(super) fn checked(self, declared: &Declared<'_>, problems: &mut Vec<Problem>) -> DriftPolicy {
        let mut checker = Checker { declared, problems };
        checker.kinds(&self.kinds);
        for (name, written) in &self.columns {
            checker.column(name, written);
        }
        let columns = self.columns.into_iter();
        DriftPolicy {
            table: modes(self.mode, self.kinds),
            columns: columns.map(|(name, column)| (name.into_inner(), modes(column.mode, column.kinds))).collect(),
        }
    }
}

fn modes(mode: Option<Spanned<DriftMode>>, kinds: KindsWritten) -> Modes {
    let kinds = kinds.into_iter().map(|(kind, mode)| (kind.into_inner(), mode.into_inner())).collect();
    Modes { mode: mode.map(Spanned::into_inner), kinds }
}

struct Checker<'a, 'p> {
    declared: &'a Declared<'a>,
    problems: &'p mut Vec<Problem>,
}

impl Checker<'_, '_> {
    fn kinds(&mut self, kinds: &KindsWritten) {
        for (kind, mode) in kinds {
            let (told, mode, span) = (kind.get_ref().as_str(), *mode.get_ref(), mode.span());
            if let Some((detail, hint)) = kind.get_ref().misfit(mode) {
                self.push(span, format!("`{mode}` says nothing about the drift `{told}`"), detail, hint.to_owned());
            } else if let (true, Some(why)) = (kind.get_ref().is_of_names(), self.nameless()) {
                let hint = "remove it: too few or too many values reject a row".to_owned();
                self.push(kind.span(), format!("`{told}` says nothing about this file"), why, hint);
            } else if (kind.get_ref(), mode, self.is_json()) == (&DriftKind::Case, DriftMode::Evolve, true) {
                let detail = "In JSON two keys that differ in case are two keys.";
                let hint = "declare the column as the file writes it".to_owned();
                self.push(span, format!("`{mode}` says nothing about the drift `{told}`"), detail, hint);
            } else if (kind.get_ref(), self.is_json()) == (&DriftKind::Reordered, true) {
                let detail = "The keys of a JSON object have no order.";
                self.push(
                    kind.span(),
                    format!("`{told}` says nothing about this file"),
                    detail,
                    "remove it".to_owned(),
                );
            }
        }
    }

    fn column(&mut self, name: &Spanned<String>, written: &ColumnDriftWritten) {
        self.kinds(&written.kinds);
        let columns = self.declared.columns;
        match columns.iter().find(|column| column.source_name == *name.get_ref()) {
            Some(column) => self.declared_column(name, column, written),
            None if written.mode.is_none() && written.kinds.keys().all(|kind| *kind.get_ref() == DriftKind::Added) => {}
            None => {
                let near = suggest::nearest(name.get_ref(), columns.iter().map(|column| column.source_name.as_str()));
                let hint = near.map_or_else(
                    || "of a column that is not declared say `kinds = { added = \"…\" }`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                let detail = "It can drift in one way only: by being there.";
                self.push(name.span(), format!("the column `{}` is not declared", name.get_ref()), detail, hint);
            }
        }
    }

    fn declared_column(&mut self, name: &Spanned<String>, column: &Column, written: &ColumnDriftWritten) {
        let is_required = column.required || self.declared.key.contains(&column.name);
        for (kind, mode) in &written.kinds {
            let told = kind.get_ref().as_str();
            if *kind.get_ref() == DriftKind::Added {
                let message = format!("`added` says nothing about `{}`", name.get_ref());
                self.push(kind.span(), message, "The column is declared.", "remove it".to_owned());
            } else if is_required && *mode.get_ref() == DriftMode::DiscardValue {
                let message = format!("`discard_value` says nothing about the drift `{told}` of `{}`", name.get_ref());
                let hint = "write `discard_row`, or drop `required`".to_owned();
                self.push(mode.span(), message, "The column must have a value.", hint);
            }
        }
    }

    fn is_json(&self) -> bool {
        matches!(self.declared.format.kind, FormatKind::Json(_) | FormatKind::Ndjson(_))
    }

    /// Why nobody sees the names of the file's columns, if nobody does.
    fn nameless(&self) -> Option<&'static str> {
        match &self.declared.format.kind {
            FormatKind::Csv(csv) if csv.header_lines == 0 => Some("It has no header: columns stand as declared."),
            FormatKind::Json(json) if json.positional => Some("Its records are arrays: values stand as declared."),
            _ => None,
        }
    }

    fn push(&mut self, span: Range<usize>, message: String, detail: &str, hint: String) {
        let problem = Problem::new(self.declared.file, message).at(span);
        self.problems.push(problem.with_detail(detail).with_hint(hint));
    }
}

#[cfg(test)]
mod tests;
