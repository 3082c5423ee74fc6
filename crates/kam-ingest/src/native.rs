//! Values a format types itself, spelled as the column's own rule reads them: so one place types them all.

use crate::admit::spelled;
use chrono::{Datelike, NaiveDateTime};
use kam_project::{Column, ColumnType, NamedFormat, Negative};
use std::borrow::Cow;

/// A value that is more than text.
pub(crate) enum Native<'a> {
    /// A number with `.` as its mark.
    Number(Cow<'a, str>),
    Truth(bool),
    /// A day or a time of day on a day, on no particular clock.
    Moment(NaiveDateTime),
}

impl<'a> Native<'a> {
    /// How the column wants it spelled.
    pub(crate) fn text(self, column: &Column) -> Cow<'a, str> {
        match self {
            Self::Number(text) => number_text(text, column),
            Self::Truth(truth) => truth_text(truth, column),
            Self::Moment(moment) => Cow::Owned(moment_text(moment, column)),
        }
    }
}

/// Whether every number is spelled in this column as it stands.
pub(crate) fn are_numbers_kept(column: &Column) -> bool {
    let is_number = matches!(column.kind, ColumnType::Bigint | ColumnType::Decimal(..));
    let is_turned = matches!(column.spelling.negative.first(), Some(Negative::After | Negative::Brackets));
    !is_number || column.decimal_mark == '.' && !is_turned
}

fn number_text<'a>(text: Cow<'a, str>, column: &Column) -> Cow<'a, str> {
    if !matches!(column.kind, ColumnType::Bigint | ColumnType::Decimal(..)) {
        return text;
    }
    let marked = match column.decimal_mark {
        '.' => text,
        mark => Cow::Owned(text.replace('.', &mark.to_string())),
    };
    match (column.spelling.negative.first(), marked.strip_prefix('-')) {
        (Some(Negative::After), Some(positive)) => Cow::Owned(format!("{positive}-")),
        (Some(Negative::Brackets), Some(positive)) => Cow::Owned(format!("({positive})")),
        _ => marked,
    }
}

fn truth_text<'a>(truth: bool, column: &Column) -> Cow<'a, str> {
    let plain = if truth { "true" } else { "false" };
    let texts = if truth { &column.truths } else { &column.falsehoods };
    match texts.first() {
        Some(first) if column.kind == ColumnType::Boolean => Cow::Owned(first.clone()),
        _ => Cow::Borrowed(plain),
    }
}

/// In the first declared format that loses nothing of it; else ISO 8601.
fn moment_text(moment: NaiveDateTime, column: &Column) -> String {
    let kept = column.formats.iter().find_map(|format| {
        if let Some(named) = NamedFormat::named(format) {
            return spelled(moment, named);
        }
        let text = written(moment, format)?;
        let day = || chrono::NaiveDate::parse_from_str(&text, format).ok()?.and_hms_opt(0, 0, 0);
        let read = NaiveDateTime::parse_from_str(&text, format).ok().or_else(day);
        (read == Some(moment)).then_some(text)
    });
    kept.unwrap_or_else(|| iso(moment))
}

fn written(moment: NaiveDateTime, format: &str) -> Option<String> {
    use std::fmt::Write;
    let mut text = String::new();
    write!(text, "{}", moment.format(format)).ok()?;
    Some(text)
}

/// ISO 8601: a day alone at midnight.
pub(crate) fn iso(moment: NaiveDateTime) -> String {
    let (day, time) = (moment.date(), moment.time());
    if time == chrono::NaiveTime::MIN && (0..=9_999).contains(&day.year()) {
        return format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
    }
    let is_day = time == chrono::NaiveTime::MIN;
    moment.format(if is_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M:%S%.f" }).to_string()
}
