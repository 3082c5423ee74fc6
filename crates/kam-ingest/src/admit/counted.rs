//! Moments written as a count: days of a workbook, seconds since 1970, days from the end of time.

use super::Fault;
use super::moment::finer;
use super::number::{Miss, Notation, Number};
use super::serial;
use super::written::Local;
use crate::rejected::ReasonCode;
use chrono::{DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, TimeDelta};
use kam_project::NamedFormat;

const DAY_MS: i128 = 86_400_000;

/// The day and its time in a format that counts days; none if the text is no such count.
pub(super) fn day(format: NamedFormat, text: &str) -> Result<Option<NaiveDateTime>, Fault> {
    match format {
        NamedFormat::Excel1900 => of_serial(text, false),
        NamedFormat::Excel1904 => of_serial(text, true),
        NamedFormat::Inverted => Ok(inverted(text)),
        NamedFormat::Epoch(_) => Ok(None),
    }
}

/// Seconds since 1970 in units of `10^-places`; none if the text is no such count.
pub(super) fn instant(text: &str, places: u8) -> Result<Option<Local>, Fault> {
    let notation = Notation { decimal_mark: '.', thousands_mark: None, groups: &[] };
    let Some(number) = notation.signed(text).ok().filter(|_| !text.contains(['e', 'E'])) else { return Ok(None) };
    let seconds = Number { exponent: number.exponent - i32::from(places), ..number };
    let micros = match seconds.in_units(6) {
        Ok(micros) => micros,
        Err(Miss::Precision) => return Err(finer()),
        Err(_) => return Ok(None),
    };
    let instant = i64::try_from(micros).ok().and_then(DateTime::from_timestamp_micros);
    let instant = instant.filter(|instant| (1_000..=9_999).contains(&instant.year()));
    Ok(instant.map(|instant| (instant.naive_utc(), LocalResult::Single(instant))))
}

/// A serial with its fraction of a day, to the millisecond: workbooks know no finer.
fn of_serial(text: &str, is_1904: bool) -> Result<Option<NaiveDateTime>, Fault> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain(whole) || !is_plain(fraction) || fraction.len() > 28 {
        return Ok(None);
    }
    let Some(days) = whole.parse().ok().filter(|days| *days < serial::END) else { return Ok(None) };
    let day = serial::day(days, is_1904).ok_or_else(|| {
        let what = if days == 60 { "29 February 1900" } else { "0 January 1900" };
        Fault::new(ReasonCode::NoSuchTime, format!("is {what} to a workbook, a day that never was"))
    })?;
    let unit = 10_i128.pow(u32::try_from(fraction.len()).unwrap_or_default());
    let parts: i128 = fraction.parse().unwrap_or_default();
    let milliseconds = (2 * parts * DAY_MS + unit) / (2 * unit);
    let milliseconds = i64::try_from(milliseconds).ok().map(TimeDelta::milliseconds);
    Ok(day.and_hms_opt(0, 0, 0).zip(milliseconds).and_then(|(day, time)| day.checked_add_signed(time)))
}

/// 99999999 less the digits of `%Y%m%d`.
fn inverted(text: &str) -> Option<NaiveDateTime> {
    let digits: u32 =
        text.parse().ok().filter(|_| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()))?;
    let upright = format!("{:08}", 99_999_999 - digits);
    let day = NaiveDate::parse_from_str(&upright, "%Y%m%d").ok();
    day.filter(|day| day.year() >= 1_000)?.and_hms_opt(0, 0, 0)
}

/// How a workbook's moment is spelled in a format that counts days; none if it cannot be.
pub(crate) fn spelled(moment: NaiveDateTime, format: NamedFormat) -> Option<String> {
    let time = i128::from(moment.time().signed_duration_since(chrono::NaiveTime::MIN).num_milliseconds());
    match format {
        NamedFormat::Excel1900 | NamedFormat::Excel1904 => {
            let days = serial::of_day(moment.date(), format == NamedFormat::Excel1904)?;
            // Twelve digits of a day are far finer than the millisecond they are read as.
            let parts = (time * 1_000_000_000_000 + DAY_MS / 2) / DAY_MS;
            Some(if parts == 0 { days.to_string() } else { format!("{days}.{parts:012}") })
        }
        NamedFormat::Inverted if time == 0 => {
            let upright: u32 = moment.format("%Y%m%d").to_string().parse().ok()?;
            Some(format!("{:08}", 99_999_999_u32.checked_sub(upright)?))
        }
        _ => None,
    }
}
