//! The one place that types values: a row is admitted whole, or an objection names its first bad column.
//!
//! Text stays as sent. Other types pass over spaces around the value, take only spellings the shape declares,
//! and are exact: nothing is rounded, cut off or guessed, and no number goes through a float.

mod columns;
mod counted;
mod eight;
mod meant;
mod moment;
mod number;
mod plain;
pub(crate) mod serial;
mod spelled;
mod table;
mod written;

use crate::error::Error;
use crate::header::is_required;
use crate::rejected::{Objection, ReasonCode, shortened};
use chrono_tz::Tz;
use kam_project::{Column, ColumnType};
use moment::Moments;
use regex::Regex;
use spelled::Spelled;
use std::borrow::Cow;
use std::ops::Range;

pub(crate) use columns::{Typed, Values};
pub(crate) use counted::spelled;
pub(crate) use moment::moment;
pub(crate) use table::Table;
pub use table::{ROW_NUMBER, arrow_schema};

/// A value typed, ready for its column. Text stays in the row it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    Null,
    /// The text as it stands in its row.
    Text,
    /// Some bytes of it, the rest being trimmed.
    Part {
        start: usize,
        end: usize,
    },
    Bigint(i64),
    Boolean(bool),
    Date(i32),
    Timestamp(i64),
    Decimal(i128),
}

impl Value {
    /// What lands of the row's text in a column of texts.
    pub(crate) fn of_text(self, text: &str) -> Option<&str> {
        match self {
            Self::Text => Some(text),
            Self::Part { start, end } => text.get(start..end),
            _ => None,
        }
    }
}

/// One column's rules, made ready for many values.
pub(crate) struct Rule {
    column: Column,
    required: bool,
    nulls: Vec<String>,
    /// Whether no text at all is the only text that means NULL.
    only_empty: bool,
    pattern: Option<Regex>,
    moments: Option<Moments>,
    spelled: Option<Spelled>,
    quick: plain::Quick,
}

/// Why a value is not admitted: the code, and how the sentence about it ends.
struct Fault {
    code: ReasonCode,
    verdict: String,
}

impl Fault {
    fn new(code: ReasonCode, verdict: impl Into<String>) -> Self {
        Self { code, verdict: verdict.into() }
    }
}

impl Rule {
    /// Makes the rule of one declared column; `null` is the format's list of texts that mean NULL.
    pub(crate) fn new(column: &Column, key: &[String], null: &[String]) -> Result<Self, Error> {
        let zone = column.zone.as_deref().map(|zone| named_zone(zone, &column.source_name)).transpose()?;
        let nulls = nulls(column, null);
        Ok(Self {
            required: is_required(column, key),
            only_empty: matches!(nulls.as_slice(), [null] if null.is_empty()),
            nulls,
            pattern: column.pattern.as_deref().map(|pattern| whole(pattern, &column.source_name)).transpose()?,
            moments: Moments::of(column)?,
            spelled: Spelled::of(column),
            quick: plain::Quick::of(column, zone),
            column: column.clone(),
        })
    }

    /// Types one value; none means that the file has no such column.
    pub(crate) fn admit(&self, value: Option<&str>) -> Result<Value, Objection> {
        let Some(text) = value.filter(|text| !self.means_null(text)) else {
            return if self.required { Err(self.null_objection(value)) } else { Ok(Value::Null) };
        };
        let trimmed = trimmed(text, &self.column.spelling.trim);
        let typed = match text.get(trimmed.clone()) {
            Some(part) if part.len() < text.len() => {
                if self.means_null(part) {
                    return if self.required { Err(self.null_objection(value)) } else { Ok(Value::Null) };
                }
                self.typed(part).map(|_| Value::Part { start: trimmed.start, end: trimmed.end })
            }
            _ => self.quick.value(text, self.column.kind).map_or_else(|| self.typed(text), Ok),
        };
        typed.map_err(|fault| self.objection(text, &fault))
    }

    /// Whether NULL rejects a row.
    pub(crate) fn is_required(&self) -> bool {
        self.required
    }

    fn means_null(&self, text: impl AsRef<[u8]>) -> bool {
        let text = text.as_ref();
        if self.only_empty { text.is_empty() } else { self.nulls.iter().any(|null| null.as_bytes() == text) }
    }

    fn quick(&self) -> &plain::Quick {
        &self.quick
    }

    /// The type of its values.
    pub(crate) fn kind(&self) -> ColumnType {
        self.column.kind
    }

    fn typed(&self, text: &str) -> Result<Value, Fault> {
        let column = &self.column;
        if !column.one_of.is_empty() && !column.one_of.iter().any(|known| known == text) {
            return Err(Fault::new(ReasonCode::UnknownValue, format!("is none of {}", listed(&column.one_of))));
        }
        if let (Some(regex), Some(pattern)) = (&self.pattern, &column.pattern)
            && !regex.is_match(text)
        {
            return Err(Fault::new(ReasonCode::PatternUnmatched, format!("does not match `{pattern}`")));
        }
        let spaceless = text.trim_matches(' ');
        match column.kind {
            ColumnType::Text => Ok(Value::Text),
            ColumnType::Bigint => number::bigint(spaceless, column, self.spelled.as_ref()).map(Value::Bigint),
            ColumnType::Decimal(precision, scale) => {
                number::decimal(spaceless, column, self.spelled.as_ref(), (precision, scale)).map(Value::Decimal)
            }
            ColumnType::Boolean => boolean(spaceless, column),
            ColumnType::Date => self.moments()?.date(spaceless, column).map(Value::Date),
            ColumnType::Timestamp => self.moments()?.timestamp(spaceless).map(Value::Timestamp),
        }
    }

    /// The formats; a column of moments has some.
    fn moments(&self) -> Result<&Moments, Fault> {
        self.moments.as_ref().ok_or_else(|| Fault::new(ReasonCode::NotADate, "is read by no format"))
    }

    fn objection(&self, text: &str, fault: &Fault) -> Objection {
        let name = &self.column.source_name;
        Objection {
            column: Some(name.clone()),
            value: Some(text.to_owned()),
            code: fault.code,
            reason: format!("`{}` in column `{name}` {}", shortened(text), fault.verdict),
        }
    }

    fn null_objection(&self, value: Option<&str>) -> Objection {
        let name = &self.column.source_name;
        Objection {
            column: Some(name.clone()),
            value: value.map(str::to_owned),
            code: ReasonCode::RequiredNull,
            reason: format!("column `{name}` is required and has no value"),
        }
    }
}

/// Rules for all declared columns.
pub(crate) fn rules(columns: &[Column], key: &[String], null: &[String]) -> Result<Vec<Rule>, Error> {
    columns.iter().map(|column| Rule::new(column, key, null)).collect()
}

/// Types a row into `values`, one per rule; the first objection ends it.
pub(crate) fn admit_row<'a>(
    rules: &[Rule],
    values: &mut Vec<Value>,
    field: impl Fn(usize) -> Option<Cow<'a, str>>,
) -> Result<(), Objection> {
    values.clear();
    for (at, rule) in rules.iter().enumerate() {
        values.push(rule.admit(field(at).as_deref())?);
    }
    Ok(())
}

/// The texts that mean NULL: the column's own; else those of the format, but for what the column takes for true or false.
fn nulls(column: &Column, of_format: &[String]) -> Vec<String> {
    let is_boolean = column.kind == ColumnType::Boolean;
    let is_word = |null: &String| is_boolean && (column.truths.contains(null) || column.falsehoods.contains(null));
    column.null.clone().unwrap_or_else(|| of_format.iter().filter(|null| !is_word(null)).cloned().collect())
}

/// What is left of a text: blanks taken off both ends if they are named, anything else once off the end.
fn trimmed(text: &str, named: &[String]) -> Range<usize> {
    if named.is_empty() {
        return 0..text.len();
    }
    let are_blanks_named = named.iter().any(|name| name == " ");
    let blank = |letter: char| are_blanks_named && (letter.is_whitespace());
    let mut left = text.trim_matches(blank);
    for ending in named.iter().filter(|name| *name != " ") {
        left = left.strip_suffix(ending.as_str()).unwrap_or(left).trim_end_matches(blank);
    }
    let start = text.len() - text.trim_start_matches(blank).len();
    start.min(text.len())..(start + left.len()).min(text.len())
}

fn whole(pattern: &str, column: &str) -> Result<Regex, Error> {
    Regex::new(&format!("^(?:{pattern})$")).map_err(|source| Error::BadPattern {
        place: format!("column `{column}`"),
        pattern: pattern.to_owned(),
        source: Box::new(source),
    })
}

fn named_zone(zone: &str, column: &str) -> Result<Tz, Error> {
    zone.parse().map_err(|_| Error::UnknownZone { column: column.to_owned(), zone: zone.to_owned() })
}

fn boolean(text: &str, column: &Column) -> Result<Value, Fault> {
    let (truths, falsehoods) = (&column.truths, &column.falsehoods);
    if truths.iter().any(|truth| truth == text) {
        return Ok(Value::Boolean(true));
    }
    if falsehoods.iter().any(|falsehood| falsehood == text) {
        return Ok(Value::Boolean(false));
    }
    if truths.is_empty() && falsehoods.is_empty() {
        match text.to_ascii_lowercase().as_str() {
            "true" => return Ok(Value::Boolean(true)),
            "false" => return Ok(Value::Boolean(false)),
            _ => {}
        }
    }
    Err(Fault::new(ReasonCode::NotABoolean, "is neither true nor false"))
}

/// The values allowed, as a sentence lists them.
fn listed(values: &[String]) -> String {
    let quoted: Vec<_> = values.iter().take(12).map(|value| format!("`{value}`")).collect();
    let more = if values.len() > quoted.len() { ", …" } else { "" };
    format!("{}{more}", quoted.join(", "))
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod spellings;
