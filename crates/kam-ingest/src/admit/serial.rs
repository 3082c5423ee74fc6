//! Days as workbooks count them.

use chrono::{Days, NaiveDate};

/// The first serial that is no day any more: 10000-01-01, counted from 1900.
pub(crate) const END: u64 = 2_958_466;

/// The day of a serial number. Of the days counted from 1900, 0 and 60 are none: a workbook takes 1900 for a leap
/// year, and what comes before its 29 February is off by one.
pub(crate) fn day(days: u64, is_1904: bool) -> Option<NaiveDate> {
    let zero = match (is_1904, days) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1),
        (false, 0 | 60) => None,
        (false, 1..=59) => NaiveDate::from_ymd_opt(1899, 12, 31),
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30),
    }?;
    zero.checked_add_days(Days::new(days)).filter(|_| days < END)
}

/// The serial number of a day, if it has one.
pub(crate) fn of_day(day: NaiveDate, is_1904: bool) -> Option<u64> {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).filter(|_| !is_1904).or(NaiveDate::from_ymd_opt(1904, 1, 1))?;
    let counted = u64::try_from(day.signed_duration_since(zero).num_days()).ok()?;
    [counted, counted.saturating_sub(1)].into_iter().find(|days| self::day(*days, is_1904) == Some(day))
}
