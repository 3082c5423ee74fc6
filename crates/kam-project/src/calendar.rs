//! Fiscal quarters and months, half-open: a period ends where the next one begins.
//!
//! A fiscal year is named for the calendar year in which it **ends**: with a year that starts in April, `2026Q1`
//! is April to June 2025. With a year that starts in January, fiscal and calendar year are the same.

use chrono::{Datelike, Months, NaiveDate};
use std::fmt;
use thiserror::Error;

/// The calendar of a company: the month its fiscal year starts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    start_month: u32,
}

/// One fiscal quarter with every date `run.quarters` shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// Consecutive: fiscal year × 4 + quarter − 1.
    pub number: i64,
    /// The first day.
    pub start: NaiveDate,
    /// The day after the last one.
    pub end: NaiveDate,
    /// The first day of the same quarter a year before.
    pub year_ago_start: NaiveDate,
    /// The day after the last one of the same quarter a year before.
    pub year_ago_end: NaiveDate,
    /// The first day of the twelve months that end with this quarter.
    pub t12m_start: NaiveDate,
    /// The first day of the twelve months before those.
    pub p12m_start: NaiveDate,
}

/// One month of the fiscal calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// `2026-09`.
    pub label: String,
    /// Consecutive: year × 12 + month − 1.
    pub number: i64,
    /// The first day.
    pub start: NaiveDate,
    /// The day after the last one.
    pub end: NaiveDate,
    /// The quarter it belongs to.
    pub quarter: String,
}

/// Says why a text or a month makes no quarter.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// Not four digits, `Q` and 1 to 4, or a year outside 1900 to 2200.
    #[error("`{text}` is not a quarter")]
    Label {
        /// What stood there.
        text: String,
    },
    /// Not a month.
    #[error("there is no month {month}")]
    Month {
        /// What stood there.
        month: u32,
    },
}

impl Default for Calendar {
    fn default() -> Self {
        Self { start_month: 1 }
    }
}

impl Calendar {
    /// Makes the calendar of a fiscal year that starts in a month, 1 to 12.
    pub fn starting_in(month: u32) -> Result<Self, CalendarError> {
        if (1..=12).contains(&month) { Ok(Self { start_month: month }) } else { Err(CalendarError::Month { month }) }
    }

    /// Reads a label, `2026Q3`.
    pub fn quarter(self, label: &str) -> Result<Quarter, CalendarError> {
        let wrong = || CalendarError::Label { text: label.into() };
        let (year, quarter) = label.split_once('Q').ok_or_else(wrong)?;
        if year.len() != 4 || quarter.len() != 1 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let year: i64 = year.parse().map_err(|_| wrong())?;
        let quarter: i64 = quarter.parse().map_err(|_| wrong())?;
        if !(1900..=2200).contains(&year) || !(1..=4).contains(&quarter) {
            return Err(wrong());
        }
        self.numbered(year * 4 + quarter - 1).ok_or_else(wrong)
    }

    /// The quarter with a number; none outside the calendar's range.
    pub fn numbered(self, number: i64) -> Option<Quarter> {
        let start = |back: i64| self.start(number - back);
        Some(Quarter {
            number,
            start: start(0)?,
            end: start(-1)?,
            year_ago_start: start(4)?,
            year_ago_end: start(3)?,
            t12m_start: start(3)?,
            p12m_start: start(7)?,
        })
    }

    /// The quarter a day belongs to.
    pub fn quarter_of(self, day: NaiveDate) -> Option<Quarter> {
        self.numbered((month_number(day) - self.offset()).div_euclid(3))
    }

    /// The last quarter that is over on a day.
    pub fn last_closed(self, on: NaiveDate) -> Option<Quarter> {
        self.numbered(self.quarter_of(on)?.number - 1)
    }

    /// All quarters from one to another, both included; empty if the second comes first.
    pub fn quarters_between(self, first: Quarter, last: Quarter) -> Vec<Quarter> {
        (first.number..=last.number).filter_map(|number| self.numbered(number)).collect()
    }

    /// All quarters of the fiscal years 1970 to 2069: what `run.calendar` shows.
    pub fn all(self) -> Vec<Quarter> {
        (1970 * 4..2070 * 4).filter_map(|number| self.numbered(number)).collect()
    }

    /// The months of the quarters from one to another: what `run.months` shows.
    pub fn months_between(self, first: Quarter, last: Quarter) -> Vec<Month> {
        let from = month_number(first.start);
        (from..month_number(last.end)).filter_map(|number| self.month(number)).collect()
    }

    fn month(self, number: i64) -> Option<Month> {
        let start = first_of(number)?;
        Some(Month {
            label: format!("{:04}-{:02}", start.year(), start.month()),
            number,
            start,
            end: first_of(number + 1)?,
            quarter: self.quarter_of(start)?.label(),
        })
    }

    /// The first day of the quarter with a number.
    fn start(self, number: i64) -> Option<NaiveDate> {
        first_of(number.checked_mul(3)? + self.offset())
    }

    /// Months from the start of fiscal year 0 to that of calendar year 0: a year starting later belongs to the next.
    fn offset(self) -> i64 {
        let start = i64::from(self.start_month);
        if start == 1 { 0 } else { start - 13 }
    }
}

impl Quarter {
    /// The fiscal year.
    pub fn year(&self) -> i64 {
        self.number.div_euclid(4)
    }

    /// The quarter of the fiscal year, 1 to 4.
    pub fn of_year(&self) -> i64 {
        self.number.rem_euclid(4) + 1
    }

    /// `2026Q3`.
    pub fn label(&self) -> String {
        format!("{:04}Q{}", self.year(), self.of_year())
    }

    /// The last day: what a report of the quarter is as of.
    pub fn as_of(&self) -> NaiveDate {
        self.end.pred_opt().unwrap_or(self.end)
    }

    /// How many days it has.
    pub fn days(&self) -> i64 {
        (self.end - self.start).num_days()
    }

    /// Whether a day lies in it.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.start <= day && day < self.end
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

/// Months since January of year 0.
fn month_number(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

/// The first day of a month.
fn first_of(number: i64) -> Option<NaiveDate> {
    let year = NaiveDate::from_ymd_opt(i32::try_from(number.div_euclid(12)).ok()?, 1, 1)?;
    year.checked_add_months(Months::new(u32::try_from(number.rem_euclid(12)).ok()?))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn every_day_lies_in_exactly_one_quarter_of_every_calendar() {
        for start_month in 1..=12 {
            let calendar = Calendar::starting_in(start_month).unwrap();
            let mut expected = calendar.quarter_of(day(1990, 1, 1)).unwrap();
            assert!(expected.contains(day(1990, 1, 1)));
            for today in day(1990, 1, 1).iter_days().take_while(|day| day.year() <= 2060) {
                let quarter = calendar.quarter_of(today).unwrap();
                if !expected.contains(today) {
                    assert_eq!((today, quarter.number), (expected.end, expected.number + 1));
                    expected = quarter;
                }
                assert_eq!(quarter, expected, "{today} with a year that starts in month {start_month}");
                assert!(quarter.contains(today));
            }
        }
    }

    #[test]
    fn quarters_hold_together_in_every_calendar() {
        for start_month in 1..=12 {
            let calendar = Calendar::starting_in(start_month).unwrap();
            for quarter in calendar.all() {
                assert_eq!(calendar.quarter(&quarter.label()), Ok(quarter));
                assert_eq!(calendar.quarter_of(quarter.as_of()), Some(quarter));
                assert_eq!(calendar.last_closed(quarter.end), Some(quarter));
                assert!((89..=92).contains(&quarter.days()));
                let year_ago = calendar.numbered(quarter.number - 4).unwrap();
                assert_eq!((quarter.year_ago_start, quarter.year_ago_end), (year_ago.start, year_ago.end));
                assert_eq!(quarter.t12m_start, year_ago.end);
                assert_eq!(quarter.p12m_start, calendar.numbered(quarter.number - 8).unwrap().end);
                let last_of_year = calendar.numbered(quarter.year() * 4 + 3).unwrap();
                assert_eq!(i64::from(last_of_year.as_of().year()), quarter.year());
            }
        }
    }

    #[test]
    fn a_year_is_named_for_where_it_ends() {
        let april = Calendar::starting_in(4).unwrap();
        assert_eq!(april.quarter("2026Q1").unwrap().start, day(2025, 4, 1));
        assert_eq!(april.quarter("2026Q4").unwrap().as_of(), day(2026, 3, 31));
        let quarter = Calendar::default().quarter("2026Q3").unwrap();
        assert_eq!((quarter.number, quarter.start, quarter.as_of()), (8106, day(2026, 7, 1), day(2026, 9, 30)));
        assert_eq!((quarter.t12m_start, quarter.p12m_start), (day(2025, 10, 1), day(2024, 10, 1)));
        assert_eq!(quarter.days(), 92);
        assert_eq!(Calendar::default().last_closed(day(2026, 9, 30)).unwrap().label(), "2026Q2");
    }

    #[test]
    fn months_follow_their_quarters() {
        let calendar = Calendar::starting_in(12).unwrap();
        let quarter = calendar.quarter("2026Q1").unwrap();
        let months = calendar.months_between(quarter, quarter);
        let labels: Vec<_> = months.iter().map(|month| month.label.as_str()).collect();
        assert_eq!(labels, ["2025-12", "2026-01", "2026-02"]);
        assert!(months.iter().all(|month| month.quarter == "2026Q1"));
        assert_eq!(calendar.months_between(calendar.all()[0], *calendar.all().last().unwrap()).len(), 1200);
    }

    #[test]
    fn what_is_not_a_quarter_is_refused() {
        for text in ["2026", "2026Q5", "2026Q0", "26Q1", "2026q1", "2026Q", "+026Q1", "1899Q4", "2026Q11", ""] {
            assert!(Calendar::default().quarter(text).is_err(), "{text}");
        }
        assert!(Calendar::starting_in(0).is_err());
        assert!(Calendar::starting_in(13).is_err());
    }
}
