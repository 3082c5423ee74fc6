//! Columns of instants and zones as arguments, and the clocks on the wall there.

use arrow::array::{ArrayRef, AsArray, TimestampMicrosecondArray};
use arrow::datatypes::{DataType, TimeUnit, TimestampMicrosecondType};
use chrono::{DateTime, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use datafusion::common::{DataFusionError, Result};

/// Microseconds of a minute.
pub(super) const MINUTE: i64 = 60_000_000;

/// The type instants are taken as; a timestamp without a zone is one of UTC, as everywhere in a session.
pub(super) fn instant() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

/// The type an argument that must be an instant is taken as.
pub(super) fn as_instant(function: &str, kind: &DataType) -> Result<DataType> {
    match kind {
        DataType::Timestamp(..) | DataType::Null => Ok(instant()),
        other => Err(DataFusionError::Plan(format!(
            "{function} takes timestamps, not {other}: use the column that has the time"
        ))),
    }
}

/// The type an argument that must be a text is taken as.
pub(super) fn as_text(function: &str, kind: &DataType) -> Result<DataType> {
    if kind.is_string() || kind.is_null() {
        return Ok(DataType::Utf8);
    }
    Err(DataFusionError::Plan(format!("{function} takes a time zone, not {kind}: write 'Asia/Shanghai'")))
}

/// The instants of a column, in microseconds.
pub(super) fn instants(array: &ArrayRef) -> TimestampMicrosecondArray {
    array.as_primitive::<TimestampMicrosecondType>().clone()
}

/// Remembers the zone last asked for: it is nearly always the same.
#[derive(Default)]
pub(super) struct Zones {
    last: Option<(String, Tz)>,
}

impl Zones {
    /// A zone by its IANA name.
    pub(super) fn named(&mut self, name: &str) -> Result<Tz> {
        if let Some((_, zone)) = self.last.as_ref().filter(|(last, _)| last == name) {
            return Ok(*zone);
        }
        let zone =
            name.parse::<Tz>().map_err(|_| DataFusionError::Execution(format!("no time zone is named `{name}`")))?;
        self.last = Some((name.to_owned(), zone));
        Ok(zone)
    }
}

/// What date and time it is in a zone at an instant.
pub(super) fn local(microseconds: i64, zone: Tz) -> Result<NaiveDateTime> {
    let instant = DateTime::from_timestamp_micros(microseconds);
    let instant =
        instant.ok_or_else(|| DataFusionError::Execution("an instant lies outside all calendars".to_owned()))?;
    Ok(instant.with_timezone(&zone).naive_local())
}

/// Days from 1970-01-01 to a date.
pub(super) fn day_number(date: NaiveDate) -> i64 {
    date.signed_duration_since(NaiveDate::default()).num_days()
}
