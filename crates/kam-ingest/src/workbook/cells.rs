//! What a cell holds.

use crate::admit::serial;
use crate::native::iso;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use std::borrow::Cow;

/// One cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Text(Cow<'a, str>),
    Truth(bool),
    /// A number as it is shown, and what a column of days makes a moment of, if it may be one.
    Number {
        text: Cow<'a, str>,
        days: Days,
    },
    /// A number the workbook shows as a day or a time.
    Moment(NaiveDateTime),
    /// What could not be computed: `#N/A`.
    Error(Cow<'a, str>),
}

/// Whether a number counts days, from one of two epochs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Days {
    /// It does not.
    Never,
    /// Exactly so many, of which its text may be a shorter spelling.
    Counted { days: f64, is_1904: bool },
    /// As many as its text says.
    Spelled { is_1904: bool },
}

impl<'a> Cell<'a> {
    /// The cell as people see it.
    pub(crate) fn shown(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) | Self::Number { text, .. } | Self::Error(text) => text,
            Self::Truth(truth) => Cow::Borrowed(if truth { "true" } else { "false" }),
            Self::Moment(moment) => Cow::Owned(iso(moment)),
        }
    }

    /// The moment it is, or a column of days takes it for.
    pub(crate) fn moment(&self) -> Option<NaiveDateTime> {
        match self {
            Self::Moment(moment) => Some(*moment),
            Self::Number { days: Days::Counted { days, is_1904 }, .. } => moment(*days, *is_1904),
            Self::Number { text, days: Days::Spelled { is_1904 } } => moment(text.parse().ok()?, *is_1904),
            _ => None,
        }
    }

    /// About how many bytes it holds.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            _ => OTHER_BYTES,
        }
    }
}

/// What a cell that is no text counts for.
pub(super) const OTHER_BYTES: usize = 16;

/// A day or time as ISO 8601 writes it; what is none is text.
pub(super) fn iso_moment(text: &str) -> Cell<'static> {
    let read = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"];
    let time = read.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    time.or_else(day).map_or_else(|| Cell::Text(Cow::Owned(text.to_owned())), Cell::Moment)
}

/// The moment a serial number stands for, to the millisecond: Excel knows no finer.
pub(super) fn moment(serial: f64, is_1904: bool) -> Option<NaiveDateTime> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    // Both are whole and far from the ends of their types.
    let (days, milliseconds) = (serial.floor() as u64, (serial.fract() * 86_400_000.0).round_ties_even() as i64);
    serial::day(days, is_1904)?.and_hms_opt(0, 0, 0)?.checked_add_signed(TimeDelta::milliseconds(milliseconds))
}

/// A number as Excel keeps it: fifteen digits that count, so that 0.1 + 0.2 is 0.3; whole ones entire.
pub(super) fn spelled(number: f64) -> String {
    let plain = number.to_string();
    let is_whole = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    if is_whole || !number.is_finite() || plain.bytes().filter(u8::is_ascii_digit).count() <= 15 {
        return plain;
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_as_excel_shows_them() {
        for (number, text) in [
            (1.0, "1"),
            (-0.5, "-0.5"),
            (0.1 + 0.2, "0.3"),
            (1_234.560_000_000_000_1, "1234.56"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (1e21, "1000000000000000000000"),
            (0.000_012_5, "0.0000125"),
        ] {
            assert_eq!(spelled(number), text);
        }
    }

    #[test]
    fn serials_are_days_of_both_epochs() {
        let day = |serial, is_1904| moment(serial, is_1904).map(iso);
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(59.0, false).as_deref(), Some("1900-02-28"));
        assert_eq!(day(60.0, false), None);
        assert_eq!(day(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(day(46_022.0, false).as_deref(), Some("2025-12-31"));
        assert_eq!(day(44_560.0, true).as_deref(), Some("2025-12-31"));
        assert_eq!(day(46_022.75, false).as_deref(), Some("2025-12-31 18:00:00"));
        assert_eq!((day(-1.0, false), day(f64::NAN, false), day(3e6, true)), (None, None, None));
    }
}
