//! Days and instants out of text, by the declared formats in order; without any, ISO 8601.
//!
//! A time without an offset belongs to the column's zone. A local time that the zone's clocks skipped is no
//! time, and one they showed twice is two: both are rejected, since choosing would be guessing.

use super::Fault;
use crate::rejected::ReasonCode;
use chrono::{DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use kam_project::Column;

const ISO_DATES: [&str; 1] = ["%Y-%m-%d"];
const ISO_TIMES: [&str; 4] = ["%+", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d"];

/// Days from 0001-01-01 to 1970-01-01, counted as chrono counts.
const EPOCH_DAY: i32 = 719_163;

/// A day, counted from 1970-01-01.
pub(super) fn date(text: &str, column: &Column) -> Result<i32, Fault> {
    let found = formats(column, &ISO_DATES).find_map(|format| NaiveDate::parse_from_str(text, format).ok());
    match found {
        Some(day) if year_is_written(day, text, column) => Ok(day.num_days_from_ce() - EPOCH_DAY),
        _ => Err(Fault::new(ReasonCode::NotADate, format!("is not a date like {}", likeness(column, &ISO_DATES)))),
    }
}

/// An instant, in microseconds from 1970-01-01 UTC.
pub(super) fn timestamp(text: &str, column: &Column, zone: Option<Tz>) -> Result<i64, Fault> {
    let read = formats(column, &ISO_TIMES).find_map(|format| read(text, format, zone));
    let (naive, instant) = read.ok_or_else(|| unread(column))?;
    if !year_is_written(naive.date(), text, column) {
        return Err(unread(column));
    }
    if naive.nanosecond() >= 1_000_000_000 {
        return Err(Fault::new(ReasonCode::NoSuchTime, "is a leap second, which no clock here shows"));
    }
    if naive.nanosecond() % 1_000 != 0 {
        return Err(Fault::new(ReasonCode::TooPrecise, "is finer than a microsecond"));
    }
    match instant {
        LocalResult::Single(instant) => Ok(instant.timestamp_micros()),
        LocalResult::None => {
            Err(Fault::new(ReasonCode::NoSuchTime, format!("does not exist in {}: clocks skipped it", shown(zone))))
        }
        LocalResult::Ambiguous(..) => Err(Fault::new(
            ReasonCode::AmbiguousTime,
            format!("happened twice in {}: clocks were set back", shown(zone)),
        )),
    }
}

/// A moment from a file's name, UTC.
pub(crate) fn moment(text: &str, format: &str) -> Option<DateTime<Utc>> {
    match read(text, format, Some(Tz::UTC))?.1 {
        LocalResult::Single(instant) => Some(instant),
        _ => None,
    }
}

/// Reads by one format: the time as written, and the instants it may be.
fn read(text: &str, format: &str, zone: Option<Tz>) -> Option<(NaiveDateTime, LocalResult<DateTime<Utc>>)> {
    if has_offset(format) {
        let instant = DateTime::parse_from_str(text, format).ok()?;
        return Some((instant.naive_local(), LocalResult::Single(instant.to_utc())));
    }
    let naive = naive(text, format)?;
    let zone = if format.contains("%s") { Tz::UTC } else { zone? };
    Some((naive, zone.from_local_datetime(&naive).map(|instant| instant.to_utc())))
}

fn naive(text: &str, format: &str) -> Option<NaiveDateTime> {
    let with_time = NaiveDateTime::parse_from_str(text, format).ok();
    with_time
        .or_else(|| NaiveDate::parse_from_str(text, format).ok()?.and_hms_opt(0, 0, 0).filter(|_| has_no_time(format)))
}

fn has_offset(format: &str) -> bool {
    ["%z", "%:z", "%::z", "%:::z", "%#z", "%+"].iter().any(|offset| format.contains(offset))
}

fn has_no_time(format: &str) -> bool {
    !["%H", "%k", "%I", "%l", "%M", "%S", "%T", "%R", "%X", "%r", "%c", "%p", "%P", "%f"]
        .iter()
        .any(|part| format.contains(part))
}

/// Whether the text spells the year in full: `%Y` reads `96` as the year 96, which nobody means.
fn year_is_written(day: NaiveDate, text: &str, column: &Column) -> bool {
    let two_digits = column.formats.iter().any(|format| format.contains("%y") || format.contains("%s"));
    match day.year() {
        1_000..=9_999 => true,
        year @ 0..=999 => !two_digits && text.contains(&format!("{year:04}")),
        _ => false,
    }
}

fn formats<'a>(column: &'a Column, iso: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let iso = if column.formats.is_empty() { iso } else { &[] };
    column.formats.iter().map(String::as_str).chain(iso.iter().copied())
}

fn unread(column: &Column) -> Fault {
    Fault::new(ReasonCode::NotATimestamp, format!("is not a time like {}", likeness(column, &ISO_TIMES)))
}

/// The formats, as a sentence names them.
fn likeness(column: &Column, iso: &[&str]) -> String {
    let shown: Vec<_> = formats(column, iso).map(|format| format!("`{format}`")).collect();
    shown.join(" or ")
}

fn shown(zone: Option<Tz>) -> &'static str {
    zone.map_or("UTC", |zone| zone.name())
}
