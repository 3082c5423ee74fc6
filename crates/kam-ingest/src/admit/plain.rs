//! The spellings nearly every value has, read quickly. What is spelled in any other way is left to its rule, so nothing
//! here decides that a value is bad, and each gives what the rule would give.

use super::{Value, eight};
use chrono::{LocalResult, NaiveDate, TimeZone};
use chrono_tz::Tz;
use kam_project::{Column, ColumnType, Spelling};

/// How a column's values are spelled, as far as that can be read quickly.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Quick {
    /// Any text at all.
    Text,
    /// `-12`
    Whole,
    /// `-12.50`: digits before the mark are at most `whole`, behind it at most `scale`.
    Decimal { mark: u8, whole: usize, scale: usize },
    /// A day or a time, part by part; none if it is ISO 8601.
    Moment { parts: Option<Vec<Part>>, zone: Option<Tz> },
    /// Only its rule can tell.
    Other,
}

/// A part of a day's or a time's spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Mark(u8),
}

/// A day and a time of day, as written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Written {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
    micros: u32,
}

impl Quick {
    /// The quick way to read a column. Every key of a column is named here, so that a new one is thought of.
    pub(super) fn of(column: &Column, zone: Option<Tz>) -> Self {
        let Column {
            source_name: _,
            name: _,
            kind,
            required: _,
            pattern,
            one_of,
            formats,
            zone: _,
            truths: _,
            falsehoods: _,
            null: _,
            decimal_mark,
            thousands_mark: _,
            spelling,
        } = column;
        if pattern.is_some() || !one_of.is_empty() || *spelling != Spelling::default() {
            return Self::Other;
        }
        match *kind {
            ColumnType::Text => Self::Text,
            ColumnType::Bigint => Self::Whole,
            ColumnType::Boolean => Self::Other,
            ColumnType::Decimal(precision, scale) => match u8::try_from(*decimal_mark) {
                Ok(mark) if mark.is_ascii_punctuation() && mark != b'-' => {
                    let (whole, scale) = (precision.saturating_sub(scale), scale);
                    Self::Decimal { mark, whole: whole.into(), scale: scale.into() }
                }
                _ => Self::Other,
            },
            ColumnType::Date => Self::moment(formats, None, false),
            ColumnType::Timestamp => Self::moment(formats, zone, true),
        }
    }

    /// A value spelled plainly.
    pub(super) fn value(&self, text: &str, kind: ColumnType) -> Option<Value> {
        let bytes = text.as_bytes();
        match (self, kind) {
            (Self::Text, _) => Some(Value::Text),
            (Self::Whole, _) => whole(bytes).map(Value::Bigint),
            (&Self::Decimal { mark, whole, scale }, _) => decimal(bytes, mark, whole, scale).map(Value::Decimal),
            (Self::Moment { parts, .. }, ColumnType::Date) => date(bytes, parts.as_deref()).map(Value::Date),
            (Self::Moment { parts, zone }, _) => timestamp(bytes, parts.as_deref(), *zone).map(Value::Timestamp),
            (Self::Other, _) => None,
        }
    }

    fn moment(formats: &[String], zone: Option<Tz>, timed: bool) -> Self {
        match formats.first().map(|format| parts(format)) {
            None => Self::Moment { parts: None, zone },
            Some(Some(parts)) if timed || !parts.contains(&Part::Hour) => Self::Moment { parts: Some(parts), zone },
            Some(_) => Self::Other,
        }
    }
}

/// The powers of ten that a number of 18 digits may be multiplied by.
const TENS: [i64; 19] = {
    let (mut tens, mut at) = ([1; 19], 1);
    while at < tens.len() {
        tens[at] = tens[at - 1] * 10;
        at += 1;
    }
    tens
};

/// A whole number of at most 18 digits.
pub(super) fn whole(text: &[u8]) -> Option<i64> {
    let (negative, digits) = signed(text);
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let value = number(digits)?;
    Some(if negative { -value } else { value })
}

/// A decimal of at most 18 digits, unscaled.
pub(super) fn decimal(text: &[u8], mark: u8, whole: usize, scale: usize) -> Option<i128> {
    let (negative, digits) = signed(text);
    let (value, before) = if digits.len() <= 8 { short_decimal(digits, mark)? } else { long_decimal(digits, mark)? };
    let behind = digits.len().saturating_sub(before + 1);
    if before == 0 || before > whole || behind > scale || before + behind > 18 {
        return None;
    }
    let power = scale - behind;
    let value = match TENS.get(power) {
        Some(ten) if before + scale <= 18 => i128::from(value * ten),
        _ => i128::from(value).checked_mul(10_i128.checked_pow(u32::try_from(power).ok()?)?)?,
    };
    Some(if negative { -value } else { value })
}

/// The digits of a decimal as one number, and how many stand before the mark; all of them if there is none.
fn long_decimal(digits: &[u8], mark: u8) -> Option<(i64, usize)> {
    let (mut value, mut before, mut at) = (0_i64, digits.len(), 0);
    if digits.len() > 19 {
        return None;
    }
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit));
        } else if byte == mark && before == digits.len() {
            before = at;
        } else {
            return None;
        }
        at += 1;
    }
    Some((value, before))
}

/// The same of at most eight bytes, without a loop whose end no processor foresees.
fn short_decimal(digits: &[u8], mark: u8) -> Option<(i64, usize)> {
    let word = eight::word(digits);
    match eight::first(word, mark) {
        Some(before) => Some((eight::number(eight::without(word, before), digits.len() - 1)?, before)),
        None => Some((eight::number(word, digits.len())?, digits.len())),
    }
}

/// A day, counted from 1970-01-01.
pub(super) fn date(text: &[u8], parts: Option<&[Part]>) -> Option<i32> {
    let written = match parts {
        Some(parts) => in_parts(text, parts)?,
        None => iso_day(text)?,
    };
    day_number(written)
}

/// An instant, in microseconds from 1970-01-01 UTC.
pub(super) fn timestamp(text: &[u8], parts: Option<&[Part]>, zone: Option<Tz>) -> Option<i64> {
    let (written, is_utc) = match parts {
        Some(parts) => (in_parts(text, parts)?, false),
        None => iso_time(text)?,
    };
    let Written { hour, minute, second, micros, .. } = written;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = i64::from(hour * 3600 + minute * 60 + second);
    let local = i64::from(day_number(written)?) * 86_400 + seconds;
    let zone = if is_utc { Tz::UTC } else { zone? };
    let utc = if zone == Tz::UTC { local } else { in_zone(written, zone)? };
    Some(utc * 1_000_000 + i64::from(micros))
}

/// Seconds from 1970-01-01 UTC of a time some zone's clocks showed once.
fn in_zone(written: Written, zone: Tz) -> Option<i64> {
    let Written { year, month, day, hour, minute, second, .. } = written;
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    match zone.from_local_datetime(&day.and_hms_opt(hour, minute, second)?) {
        LocalResult::Single(instant) => Some(instant.timestamp()),
        _ => None,
    }
}

/// The parts of a format whose every part has a fixed width: a whole day, and of the time all or nothing.
fn parts(format: &str) -> Option<Vec<Part>> {
    let (mut parts, mut letters) = (Vec::new(), format.bytes());
    while let Some(letter) = letters.next() {
        parts.push(match letter {
            b'%' => match letters.next()? {
                b'Y' => Part::Year,
                b'm' => Part::Month,
                b'd' => Part::Day,
                b'H' => Part::Hour,
                b'M' => Part::Minute,
                b'S' => Part::Second,
                _ => return None,
            },
            b'-' | b'.' | b'/' | b':' | b' ' | b'T' => Part::Mark(letter),
            _ => return None,
        });
    }
    let count = |part| parts.iter().filter(|found| **found == part).count();
    let day = [Part::Year, Part::Month, Part::Day].map(count);
    let time = [Part::Hour, Part::Minute, Part::Second].map(count);
    (day == [1, 1, 1] && (time == [0, 0, 0] || time == [1, 1, 1])).then_some(parts)
}

fn in_parts(text: &[u8], parts: &[Part]) -> Option<Written> {
    let (mut rest, mut written) = (text, Written::default());
    for part in parts {
        let size = match part {
            Part::Year => 4,
            Part::Mark(_) => 1,
            _ => 2,
        };
        let (piece, behind) = rest.split_at_checked(size)?;
        rest = behind;
        match part {
            Part::Year => written.year = small(piece)?,
            Part::Month => written.month = small(piece)?,
            Part::Day => written.day = small(piece)?,
            Part::Hour => written.hour = small(piece)?,
            Part::Minute => written.minute = small(piece)?,
            Part::Second => written.second = small(piece)?,
            Part::Mark(mark) => piece.starts_with(&[*mark]).then_some(())?,
        }
    }
    rest.is_empty().then_some(written)
}

/// `2026-11-29`
fn iso_day(text: &[u8]) -> Option<Written> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    Some(Written {
        year: small(&[y1, y2, y3, y4])?,
        month: small(&[m1, m2])?,
        day: small(&[d1, d2])?,
        ..Written::default()
    })
}

/// `2026-11-29`, or with ` 17:03:59` or `T17:03:59`, and up to six digits of a second; and whether it says `Z`.
fn iso_time(text: &[u8]) -> Option<(Written, bool)> {
    let (day, time) = text.split_at_checked(10)?;
    let day = iso_day(day)?;
    let Some((clock, behind)) = time.split_at_checked(9) else {
        return time.is_empty().then_some((day, false));
    };
    let &[mark @ (b' ' | b'T'), h1, h2, b':', m1, m2, b':', s1, s2] = clock else {
        return None;
    };
    let (behind, is_utc) = match behind.strip_suffix(b"Z") {
        Some(behind) if mark == b'T' => (behind, true),
        Some(_) => return None,
        None => (behind, false),
    };
    let micros = match behind {
        [] => 0,
        [b'.', digits @ ..] if (1..=6).contains(&digits.len()) => {
            let power = u32::try_from(6 - digits.len()).ok()?;
            small(digits)? * 10_u32.pow(power)
        }
        _ => return None,
    };
    let (hour, minute, second) = (small(&[h1, h2])?, small(&[m1, m2])?, small(&[s1, s2])?);
    Some((Written { hour, minute, second, micros, ..day }, is_utc))
}

/// The number of a day that is in the calendar, of years in four digits.
fn day_number(written: Written) -> Option<i32> {
    let Written { year, month, day, .. } = written;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return None,
    };
    if year < 1_000 || day == 0 || day > last {
        return None;
    }
    // Years begin in March, so that the odd day stands at their end: then months are 153 days in five.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    i32::try_from(days).ok()?.checked_sub(719_469)
}

fn signed(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    }
}

/// Up to 18 digits.
fn number(digits: &[u8]) -> Option<i64> {
    if digits.len() <= 8 {
        return eight::number(eight::word(digits), digits.len());
    }
    digits.iter().try_fold(0_i64, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| value * 10 + i64::from(digit))
    })
}

/// Up to nine digits.
fn small(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| value * 10 + u32::from(digit))
    })
}

#[cfg(test)]
mod tests;
