//! Quarters and months of the calendar year, which is the vendor's fiscal year.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    /// The year, as `2026`.
    pub year: i32,
    /// 1 to 4.
    pub number: u32,
}

/// A month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year, as `2026`.
    pub year: i32,
    /// 1 to 12.
    pub number: u32,
}

impl Quarter {
    /// Gives the quarter a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }

    /// Counts quarters, so that the next one has the next number.
    #[must_use]
    pub fn ordinal(self) -> i64 {
        i64::from(self.year) * 4 + i64::from(self.number) - 1
    }

    /// Gives the quarter with that count.
    #[must_use]
    pub fn from_ordinal(ordinal: i64) -> Self {
        let year = i32::try_from(ordinal.div_euclid(4)).unwrap_or(i32::MAX);
        Self { year, number: u32::try_from(ordinal.rem_euclid(4)).unwrap_or(0) + 1 }
    }

    /// The quarter after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::from_ordinal(self.ordinal() + 1)
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        Month { year: self.year, number: self.number * 3 - 2 }.first_day()
    }

    /// The day after its last.
    #[must_use]
    pub fn end_day(self) -> NaiveDate {
        self.next().first_day()
    }

    /// Its three months.
    #[must_use]
    pub fn months(self) -> [Month; 3] {
        [2, 1, 0].map(|back| Month { year: self.year, number: self.number * 3 - back })
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }
}

impl Month {
    /// Gives the month a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month() }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.number, 1).unwrap_or(NaiveDate::MAX)
    }

    /// The day after its last.
    #[must_use]
    pub fn end_day(self) -> NaiveDate {
        self.next().first_day()
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        if self.number == 12 {
            Self { year: self.year + 1, number: 1 }
        } else {
            Self { year: self.year, number: self.number + 1 }
        }
    }

    /// The quarter it belongs to.
    #[must_use]
    pub fn quarter(self) -> Quarter {
        Quarter { year: self.year, number: (self.number - 1) / 3 + 1 }
    }
}

impl fmt::Display for Quarter {
    /// Writes `2026Q3`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}Q{}", self.year, self.number)
    }
}

impl fmt::Display for Month {
    /// Writes `2026-09`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{:02}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::Quarter;

    #[test]
    fn quarters_follow_each_other() {
        let last = Quarter { year: 2025, number: 4 };
        assert_eq!(last.next().to_string(), "2026Q1");
        assert_eq!(last.months().map(|month| month.to_string()), ["2025-10", "2025-11", "2025-12"]);
        assert_eq!(Quarter::of(last.end_day()), last.next());
    }
}
