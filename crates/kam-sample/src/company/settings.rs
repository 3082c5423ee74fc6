//! What is asked for.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::company::quarter::{Month, Quarter};

/// What a sample is made from: the same settings give the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How many customers, numbered from 1.
    pub accounts: u32,
    /// How many quarters, ending with `last_quarter`.
    pub quarters: u32,
    /// The last quarter told about: nothing is known of a later day.
    pub last_quarter: Quarter,
    /// Where chance begins.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { accounts: 120, quarters: 12, last_quarter: Quarter { year: 2026, number: 3 }, seed: 1 }
    }
}

impl Settings {
    /// The first quarter told about.
    #[must_use]
    pub fn first_quarter(&self) -> Quarter {
        Quarter::from_ordinal(self.last_quarter.ordinal() - i64::from(self.quarters) + 1)
    }

    /// The quarters, oldest first.
    pub fn each_quarter(&self) -> impl DoubleEndedIterator<Item = Quarter> + use<> {
        (self.first_quarter().ordinal()..=self.last_quarter.ordinal()).map(Quarter::from_ordinal)
    }

    /// The months of the quarters, oldest first.
    pub fn each_month(&self) -> impl Iterator<Item = Month> + use<> {
        self.each_quarter().flat_map(|quarter| quarter.months())
    }

    /// The first day anything happens.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        self.first_quarter().first_day()
    }

    /// The day after the last: nothing in a history has this date or a later one.
    #[must_use]
    pub fn end_day(&self) -> NaiveDate {
        self.last_quarter.end_day()
    }

    /// The instant after the last, in UTC: nothing has happened at or after it.
    #[must_use]
    pub fn end_instant(&self) -> NaiveDateTime {
        self.end_day().and_time(NaiveTime::MIN) - chrono::TimeDelta::hours(8)
    }

    /// The numbers of the customers.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + use<> {
        1..=self.accounts
    }
}
