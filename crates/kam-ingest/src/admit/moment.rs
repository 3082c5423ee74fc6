//! Days and instants out of text, by the declared formats in order; without any, ISO 8601.
//!
//! A time without an offset belongs to the column's zone. A local time that the zone's clocks skipped is no
//! time, and one they showed twice is two: both are rejected, since choosing would be guessing.

use super::spelled::narrow;
use super::written::{Local, Written};
use super::{Fault, named_zone};
use super::{counted, meant};
use crate::error::Error;
use crate::rejected::ReasonCode;
use chrono::{DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, Timelike, Utc};
use chrono_tz::Tz;
use kam_project::{Column, ColumnType, NamedFormat};
use std::borrow::Cow;

const ISO_DATES: [&str; 1] = ["%Y-%m-%d"];
const ISO_TIMES: [&str; 4] = ["%+", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d"];

/// Days from 0001-01-01 to 1970-01-01, counted as chrono counts.
const EPOCH_DAY: i32 = 719_163;

/// A column's formats, made ready for many values.
pub(super) struct Moments {
    readings: Vec<Reading>,
    shown: Vec<String>,
    zone: Option<Tz>,
    full_width: bool,
}

enum Reading {
    Written(Written),
    Named(NamedFormat),
}

impl Moments {
    /// None of a column that holds no moments.
    pub(super) fn of(column: &Column) -> Result<Option<Self>, Error> {
        let iso: &[&str] = match column.kind {
            ColumnType::Date => &ISO_DATES,
            ColumnType::Timestamp => &ISO_TIMES,
            _ => return Ok(None),
        };
        let shown: Vec<String> = match column.formats.as_slice() {
            [] => iso.iter().map(|format| (*format).to_owned()).collect(),
            declared => declared.to_vec(),
        };
        let full_width = column.spelling.full_width;
        let reading = |format: &String| match NamedFormat::named(format) {
            Some(named) => Reading::Named(named),
            None => {
                let format = if full_width { narrow(format) } else { Cow::Borrowed(format.as_str()) };
                Reading::Written(Written::new(&format, column.spelling.first_year))
            }
        };
        let zone = column.zone.as_deref().map(|zone| named_zone(zone, &column.source_name)).transpose()?;
        Ok(Some(Self { readings: shown.iter().map(reading).collect(), shown, zone, full_width }))
    }

    fn plain<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.full_width { narrow(text) } else { Cow::Borrowed(text) }
    }

    /// The formats, as a sentence names them.
    fn likeness(&self) -> String {
        self.shown.iter().map(|format| format!("`{format}`")).collect::<Vec<_>>().join(" or ")
    }

    /// A day, counted from 1970-01-01.
    pub(super) fn date(&self, text: &str, column: &Column) -> Result<i32, Fault> {
        let text = self.plain(text);
        let text = text.trim_matches(' ');
        let found = self.readings.iter().find_map(|reading| reading.day(text).transpose());
        let day = found.transpose()?.ok_or_else(|| {
            let verdict = format!("is not a date like {}{}", self.likeness(), meant::day(text, column));
            Fault::new(ReasonCode::NotADate, verdict)
        })?;
        Ok(day.num_days_from_ce() - EPOCH_DAY)
    }

    /// An instant, in microseconds from 1970-01-01 UTC.
    pub(super) fn timestamp(&self, text: &str) -> Result<i64, Fault> {
        let text = self.plain(text);
        let text = text.trim_matches(' ');
        let found = self.readings.iter().find_map(|reading| reading.instant(text, self.zone).transpose());
        let (naive, instant) = found
            .transpose()?
            .ok_or_else(|| Fault::new(ReasonCode::NotATimestamp, format!("is not a time like {}", self.likeness())))?;
        if naive.nanosecond() >= 1_000_000_000 {
            return Err(Fault::new(ReasonCode::NoSuchTime, "is a leap second, which no clock here shows"));
        }
        if naive.nanosecond() % 1_000 != 0 {
            return Err(finer());
        }
        let zone = self.zone.map_or("UTC", |zone| zone.name());
        match instant {
            LocalResult::Single(instant) => Ok(instant.timestamp_micros()),
            LocalResult::None => {
                Err(Fault::new(ReasonCode::NoSuchTime, format!("does not exist in {zone}: clocks skipped it")))
            }
            LocalResult::Ambiguous(..) => {
                Err(Fault::new(ReasonCode::AmbiguousTime, format!("happened twice in {zone}: clocks were set back")))
            }
        }
    }
}

impl Reading {
    /// The day, if the text is written so.
    fn day(&self, text: &str) -> Result<Option<NaiveDate>, Fault> {
        let naive = match self {
            Self::Written(written) => match written.day(text) {
                Some(day) => day,
                None => return Ok(None),
            },
            Self::Named(named) => match counted::day(*named, text)? {
                Some(naive) => naive,
                None => return Ok(None),
            },
        };
        if naive.time() == chrono::NaiveTime::MIN {
            return Ok(Some(naive.date()));
        }
        Err(Fault::new(ReasonCode::TooPrecise, "has a time of day, which a date has no room for"))
    }

    /// The time as written, and the instants it may be.
    fn instant(&self, text: &str, zone: Option<Tz>) -> Result<Option<Local>, Fault> {
        match self {
            Self::Written(written) => Ok(written.instant(text, zone)),
            Self::Named(NamedFormat::Epoch(places)) => counted::instant(text, *places),
            Self::Named(named) => {
                let naive = counted::day(*named, text)?;
                Ok(naive.zip(zone).map(|(naive, zone)| super::written::local(naive, zone)))
            }
        }
    }
}

/// A moment from a file's name, UTC.
pub(crate) fn moment(text: &str, format: &str) -> Option<DateTime<Utc>> {
    let (_, instant): (NaiveDateTime, _) = Written::new(format, None).read(text, Some(Tz::UTC))?;
    instant.single()
}

pub(super) fn finer() -> Fault {
    Fault::new(ReasonCode::TooPrecise, "is finer than a microsecond")
}
