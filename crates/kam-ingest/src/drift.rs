//! How a delivery differs from what its extract declares, and what is done about it.
//!
//! Names drift once per file: a column too many, one too few, one in other case. Values drift row by row. Either way the extract
//! says what follows, and whatever follows is told: nothing here is silent.

use crate::admit::{Rule, Value};
use crate::error::Error;
use crate::rejected::{Objection, ReasonCode, RejectedRow};
use crate::rows::Row;
use kam_project::{Column, DriftKind, DriftMode, DriftPolicy};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

mod evolved;

pub use evolved::{Evolved, evolved};

/// One way in which a delivery differs from what is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// What kind of difference.
    pub kind: DriftKind,
    /// The column: as declared, or as the file names it if it is not declared.
    pub column: String,
    /// What was done about it.
    pub mode: DriftMode,
    /// It, in a sentence without its full stop.
    pub detail: String,
    /// How many rows it touches, as far as the file was read.
    pub rows: u64,
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

/// A difference in the names of a file's columns; how many rows the file has is not known yet.
pub(crate) fn of_names(kind: DriftKind, column: &str, mode: DriftMode, detail: String) -> Drift {
    Drift { kind, column: column.to_owned(), mode, detail, rows: 0 }
}

/// Differences in names, of so many rows.
pub(crate) fn of_rows(names: &[Drift], rows: u64) -> Vec<Drift> {
    names.iter().map(|drift| Drift { rows, ..drift.clone() }).collect()
}

/// A column that is not declared.
pub(crate) fn added(column: &str, drift: &DriftPolicy) -> Drift {
    let mode = match drift.mode(column, DriftKind::Added, false) {
        // What has no name, or one that tables refuse, is not taken over.
        DriftMode::Evolve => DriftMode::Quarantine,
        mode => mode,
    };
    let end = match mode {
        DriftMode::DiscardRow => "not declared: rows with a value in it are left out",
        DriftMode::DiscardValue => "not declared, whose values are left out",
        _ => "not declared and not landed",
    };
    of_names(DriftKind::Added, column, mode, format!("the file has a column `{column}` that is {end}"))
}

/// A declared column that may be missing, and is.
pub(crate) fn missing(column: &Column, drift: &DriftPolicy, renamed: Option<String>) -> Drift {
    let name = &column.source_name;
    let mode = drift.mode(name, DriftKind::Missing, false);
    let renamed = renamed.map_or_else(String::new, |renamed| format!("; `{renamed}` may be its new name"));
    let detail = format!("the file lacks the column `{name}`, which is NULL in every row{renamed}");
    of_names(DriftKind::Missing, name, mode, detail)
}

/// The kind of drift a value is rejected for; none if the row's form is in doubt, where no policy helps.
fn kind_of(code: ReasonCode) -> Option<DriftKind> {
    match code {
        ReasonCode::TooPrecise | ReasonCode::OutOfRange => Some(DriftKind::Widened),
        ReasonCode::NotANumber
        | ReasonCode::NotABoolean
        | ReasonCode::NotADate
        | ReasonCode::NotATimestamp
        | ReasonCode::NoSuchTime
        | ReasonCode::AmbiguousTime => Some(DriftKind::Type),
        ReasonCode::UnknownValue | ReasonCode::PatternUnmatched => Some(DriftKind::Value),
        ReasonCode::RequiredNull => Some(DriftKind::Null),
        ReasonCode::UndeclaredColumn => Some(DriftKind::Added),
        _ => None,
    }
}

/// A row with a value in a column that is not declared, where such rows are to be left out.
pub(crate) fn unwelcome<'a>(
    columns: &[(usize, String)],
    cell: impl Fn(usize) -> Option<Cow<'a, str>>,
) -> Result<(), Objection> {
    let found = columns.iter().find_map(|(place, name)| {
        let value = cell(*place).filter(|value| !value.trim().is_empty())?;
        Some((name, value.into_owned()))
    });
    found.map_or(Ok(()), |(name, value)| Err(undeclared(name, value)))
}

/// The objection to a value that no column is declared for.
pub(crate) fn undeclared(column: &str, value: String) -> Objection {
    Objection {
        column: Some(column.to_owned()),
        value: Some(value),
        code: ReasonCode::UndeclaredColumn,
        reason: format!("column `{column}` is not declared and has a value"),
    }
}

/// What an extract says of drift, and what has drifted in one delivery so far.
#[derive(Default)]
pub(crate) struct Watch {
    policy: DriftPolicy,
    /// By column, kind and mode: how many rows, and the first sentence.
    seen: BTreeMap<(String, DriftKind, DriftMode), (u64, String)>,
    /// Values of the row at hand that become NULL, if it is admitted.
    dropped: Vec<Objection>,
}

impl Watch {
    pub(crate) fn new(policy: &DriftPolicy) -> Self {
        Self { policy: policy.clone(), seen: BTreeMap::new(), dropped: Vec::new() }
    }

    /// Types a row into `values`, one per rule; the first objection that does not end in a NULL ends it.
    pub(crate) fn admit_row<'a>(
        &mut self,
        rules: &[Rule],
        values: &mut Vec<Value>,
        field: impl Fn(usize) -> Option<Cow<'a, str>>,
    ) -> Result<(), Objection> {
        values.clear();
        self.dropped.clear();
        for (at, rule) in rules.iter().enumerate() {
            match rule.admit(field(at).as_deref()) {
                Ok(value) => values.push(value),
                Err(objection) if self.mode(&objection, rule.is_required()) == Some(DriftMode::DiscardValue) => {
                    values.push(Value::Null);
                    self.dropped.push(objection);
                }
                Err(objection) => return Err(objection),
            }
        }
        Ok(())
    }

    /// The records of values that became NULL in a row that was admitted.
    pub(crate) fn discarded_values(&mut self, row: &Row<'_>, row_number: i64) -> Vec<RejectedRow> {
        let dropped = std::mem::take(&mut self.dropped);
        let records = dropped.into_iter().map(|objection| {
            self.count(&objection, DriftMode::DiscardValue);
            let reason = format!("{}; it became NULL, as the extract says", objection.reason);
            row.rejected(row_number, Objection { code: ReasonCode::DiscardedValue, reason, ..objection })
        });
        records.collect()
    }

    /// What becomes of a row that is not admitted: its record, or the refusal of the whole delivery.
    pub(crate) fn rejected(
        &mut self,
        file: &str,
        row: &Row<'_>,
        row_number: i64,
        objection: Objection,
    ) -> Result<RejectedRow, Error> {
        let mode = self.mode(&objection, true);
        if let Some(mode) = mode {
            self.count(&objection, mode);
        }
        match (mode, kind_of(objection.code)) {
            (Some(DriftMode::Freeze), Some(kind)) => {
                let row = row.rejected(row_number, objection);
                let finding = format!("In line {}, {}", row.line, row.reason);
                Err(Error::Frozen { file: file.to_owned(), kind, column: row.column.unwrap_or_default(), finding })
            }
            (Some(DriftMode::DiscardRow), _) => {
                let reason = format!("{}; the row is left out, as the extract says", objection.reason);
                Ok(row.rejected(row_number, Objection { code: ReasonCode::DiscardedRow, reason, ..objection }))
            }
            _ => Ok(row.rejected(row_number, objection)),
        }
    }

    /// Counts a row that was rejected elsewhere, by an extract that says nothing of drift.
    pub(crate) fn saw(&mut self, rejected: &RejectedRow) {
        let Some(kind) = kind_of(rejected.reason_code).filter(|kind| *kind != DriftKind::Added) else { return };
        if let Some(column) = &rejected.column {
            let seen = self.seen.entry((column.clone(), kind, DriftMode::Quarantine));
            seen.or_insert_with(|| (0, rejected.reason.clone())).0 += 1;
        }
    }

    /// What is done about a value that drifted; none if its fault is no drift.
    fn mode(&self, objection: &Objection, required: bool) -> Option<DriftMode> {
        let kind = kind_of(objection.code)?;
        Some(self.policy.mode(objection.column.as_deref()?, kind, required))
    }

    fn count(&mut self, objection: &Objection, mode: DriftMode) {
        let (Some(kind), Some(column)) = (kind_of(objection.code), &objection.column) else { return };
        // A column that is not declared is told of once, among the names.
        if kind != DriftKind::Added {
            let seen = self.seen.entry((column.clone(), kind, mode));
            seen.or_insert_with(|| (0, objection.reason.clone())).0 += 1;
        }
    }

    /// How values have drifted so far.
    pub(crate) fn values(&self) -> impl Iterator<Item = Drift> {
        self.seen.iter().map(|((column, kind, mode), (rows, first))| Drift {
            kind: *kind,
            column: column.clone(),
            mode: *mode,
            detail: told(*mode, *rows, first),
            rows: *rows,
        })
    }
}

/// What was done about some rows, and the first of the reasons.
fn told(mode: DriftMode, rows: u64, first: &str) -> String {
    let (row, verb) = if rows == 1 { ("row", "was") } else { ("rows", "were") };
    let done = match mode {
        DriftMode::DiscardRow => format!("{rows} {row} {verb} left out"),
        DriftMode::DiscardValue => format!("the value of {rows} {row} became NULL"),
        _ => format!("{rows} {row} {verb} rejected"),
    };
    format!("{done}: {first}")
}

/// The refusal of a file whose form is frozen and differs, if it is.
pub(crate) fn refuse_frozen(file: &str, drifts: &[Drift]) -> Result<(), Error> {
    match drifts.iter().find(|drift| drift.mode == DriftMode::Freeze) {
        Some(drift) => Err(Error::Frozen {
            file: file.to_owned(),
            kind: drift.kind,
            column: drift.column.clone(),
            finding: capital(&drift.detail),
        }),
        None => Ok(()),
    }
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
