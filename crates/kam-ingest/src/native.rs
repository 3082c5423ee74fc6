//! Values a format types itself, spelled as the column's own rule reads them: so one place types them all.

use crate::admit::spelled;
use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};
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
        let is_exact = match format.as_str() {
            "%Y-%m-%d" => moment.time() == NaiveTime::MIN,
            "%Y-%m-%d %H:%M:%S" => moment.nanosecond() == 0,
            _ => false,
        };
        if is_exact && let Some(text) = plain(moment, format.len() > "%Y-%m-%d".len()) {
            return Some(text);
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
    let is_day = moment.time() == NaiveTime::MIN;
    let other = || moment.format(if is_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M:%S%.f" }).to_string();
    plain(moment, !is_day).unwrap_or_else(other)
}

/// The same of four digits of a year, and of no more than milliseconds; with the time of day or not.
fn plain(moment: NaiveDateTime, timed: bool) -> Option<String> {
    let year = u32::try_from(moment.year()).ok().filter(|year| (1..=9_999).contains(year))?;
    let (milliseconds, finer) = (moment.nanosecond() / 1_000_000, moment.nanosecond() % 1_000_000);
    if milliseconds > 999 || finer > 0 {
        return None;
    }
    let mut text = String::with_capacity("0000-00-00 00:00:00.000".len());
    put(&mut text, "", year, 1_000);
    put(&mut text, "-", moment.month(), 10);
    put(&mut text, "-", moment.day(), 10);
    if timed {
        put(&mut text, " ", moment.hour(), 10);
        put(&mut text, ":", moment.minute(), 10);
        put(&mut text, ":", moment.second(), 10);
    }
    if timed && milliseconds > 0 {
        put(&mut text, ".", milliseconds, 100);
    }
    Some(text)
}

/// Adds a mark and a number whose first digit counts so much.
fn put(text: &mut String, mark: &str, number: u32, mut power: u32) {
    text.push_str(mark);
    while power > 0 {
        text.extend(char::from_digit(number / power % 10, 10));
        power /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, TimeDelta};

    #[test]
    fn moments_are_spelled_as_the_library_of_days_spells_them() {
        let from = NaiveDate::from_ymd_opt(2026, 3, 31).and_then(|day| day.and_hms_opt(0, 0, 0)).unwrap_or_default();
        for days in [0, 1, 30, -740_000, -100_000, 2_900_000, -750_000, 3_000_000] {
            for milliseconds in [0, 1_000, 1, 43_200_500, 86_399_999, 3_600_000, 60_000] {
                for nanoseconds in [0, 1_000, 7] {
                    let moment = from + TimeDelta::days(days) + TimeDelta::milliseconds(milliseconds);
                    let moment = moment + TimeDelta::nanoseconds(nanoseconds);
                    let is_day = moment.time() == NaiveTime::MIN;
                    let format = if is_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M:%S%.f" };
                    assert_eq!(iso(moment), moment.format(format).to_string());
                    if nanoseconds == 0 {
                        let timed = moment.format("%Y-%m-%d %H:%M:%S%.f").to_string();
                        assert_eq!(plain(moment, true).unwrap_or(timed.clone()), timed);
                    }
                }
            }
        }
    }

    #[test]
    fn a_moment_is_spelled_in_the_first_format_that_keeps_it() {
        let column = kam_project::Column {
            formats: crate::made::texts(&["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S%.3f"]),
            ..crate::made::column("at", ColumnType::Timestamp)
        };
        let at = |hour, milliseconds| {
            let day =
                NaiveDate::from_ymd_opt(2026, 3, 31).and_then(|day| day.and_hms_milli_opt(hour, 5, 9, milliseconds));
            Native::Moment(day.unwrap_or_default()).text(&column).into_owned()
        };
        assert_eq!((at(0, 0).as_str(), at(8, 0).as_str()), ("2026-03-31 00:05:09", "2026-03-31 08:05:09"));
        assert_eq!(at(8, 20), "31.03.2026 08:05:09.020");
        let day = NaiveDate::from_ymd_opt(2026, 3, 31).and_then(|day| day.and_hms_opt(0, 0, 0)).unwrap_or_default();
        assert_eq!(Native::Moment(day).text(&column), "2026-03-31");
    }
}
