//! Days, months and quarters, as each language writes them: long in a sentence, short on an axis or in a table.

use crate::messages::Messages;
use chrono::{Datelike, NaiveDate};
use fluent_bundle::FluentValue;
use tera::{Error, Value};

/// Writes a calendar day: `30 Sep 2026`, `2026年9月30日`; short, without its year: `30 Sep`, `9月30日`.
pub(crate) fn date(day: NaiveDate, style: Option<&str>, messages: &Messages) -> Result<String, Error> {
    messages.text(message("format-date", style, &["short"])?, &parts(day))
}

/// Writes the month of a day: `Sep 2026`, `2026年9月`; short, without its year: `Sep`, `9月`.
pub(crate) fn month(day: NaiveDate, style: Option<&str>, messages: &Messages) -> Result<String, Error> {
    messages.text(message("format-month", style, &["short"])?, &parts(day))
}

/// Writes a quarter: `2026Q3` is `Q3 2026`, `2026 年第三季度`; short `2026Q3`, shortest `26Q3`.
pub(crate) fn quarter(label: &str, style: Option<&str>, messages: &Messages) -> Result<String, Error> {
    let parts = label.split_once('Q').and_then(|(year, number)| Some((year, number.parse::<u8>().ok()?)));
    let Some((year, number)) = parts.filter(|(_, number)| (1..=4).contains(number)) else {
        return Err(Error::message(format!("`{label}` is no quarter; one is written `2026Q3`")));
    };
    let short_year = year.get(year.len().saturating_sub(2)..).unwrap_or(year);
    let arguments = [("year", year.into()), ("short_year", short_year.into()), ("number", number.into())];
    messages.text(message("format-quarter", style, &["short", "shortest"])?, &arguments)
}

/// The day of a date, of an instant in UTC, or the first of a month `2026-09`: all begin alike.
pub(crate) fn day(value: &Value) -> Result<NaiveDate, Error> {
    let text = value.as_str().unwrap_or_default();
    let read = match text.get(..10) {
        Some(day) => day.parse().ok(),
        None => format!("{text}-01").parse().ok().filter(|_| text.len() == 7),
    };
    read.ok_or_else(|| Error::message(format!("expected a date, found {} `{value}`", value.name())))
}

fn parts(day: NaiveDate) -> [(&'static str, FluentValue<'static>); 3] {
    [("year", day.year().to_string().into()), ("month", day.month().into()), ("day", day.day().to_string().into())]
}

fn message(long: &'static str, style: Option<&str>, known: &[&'static str]) -> Result<&'static str, Error> {
    let Some(style) = style else { return Ok(long) };
    let found = known.iter().find(|known| **known == style);
    match (long, found) {
        ("format-date", Some(_)) => Ok("format-date-short"),
        ("format-month", Some(_)) => Ok("format-month-short"),
        (_, Some(&"short")) => Ok("format-quarter-short"),
        (_, Some(_)) => Ok("format-quarter-shortest"),
        (_, None) => Err(Error::message(format!("there is no style `{style}` here; it is `{}`", known.join("` or `")))),
    }
}
