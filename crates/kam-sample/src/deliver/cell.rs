//! One value of a row, as a system holds it; how it is spelled is the affair of the file it goes into.

use chrono::{NaiveDate, NaiveDateTime};
use std::borrow::Cow;
use std::io::{self, Write};

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Nothing is known.
    Null,
    /// Text; also what cannot be anything else, once dirt has been at it.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(i64),
    /// An exact number.
    Number(Exact),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(NaiveDate),
    /// A time, in the system's own zone.
    Moment(NaiveDateTime),
    /// Values under names of their own, for files that can hold them.
    Object(Vec<(&'static str, Cell<'a>)>),
}

/// `units × 10^-places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exact {
    /// The number without its point.
    pub(crate) units: i64,
    /// How many digits stand behind the point.
    pub(crate) places: u32,
}

impl<'a> Cell<'a> {
    /// Borrowed text.
    pub(crate) fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// Text made for this row.
    pub(crate) fn made(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }

    /// A number of hundredths.
    pub(crate) fn hundredths(units: i64) -> Self {
        Self::Number(Exact { units, places: 2 })
    }

    /// What there is, or nothing.
    pub(crate) fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Null, cell)
    }
}

impl Exact {
    /// Without the zeros that end the digits behind the point.
    pub(crate) fn trimmed(self) -> Self {
        let Self { mut units, mut places } = self;
        while places > 0 && units % 10 == 0 {
            (units, places) = (units / 10, places - 1);
        }
        Self { units, places }
    }

    /// Writes all digits there are.
    pub(crate) fn spell(self, to: &mut Vec<u8>) -> io::Result<()> {
        let scale = 10_u64.pow(self.places);
        let (whole, rest) = (self.units.unsigned_abs() / scale, self.units.unsigned_abs() % scale);
        let sign = if self.units < 0 { "-" } else { "" };
        match self.places {
            0 => write!(to, "{sign}{whole}"),
            places => write!(to, "{sign}{whole}.{rest:0width$}", width = places as usize),
        }
    }

    /// The nearest double, for the cells of a workbook, which hold nothing else.
    #[expect(clippy::cast_precision_loss, reason = "a workbook holds doubles; money of ours has fewer than 16 digits")]
    pub(crate) fn double(self) -> f64 {
        self.units as f64 / 10_u64.pow(self.places) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(units: i64, places: u32) -> String {
        let mut text = Vec::new();
        assert!(Exact { units, places }.trimmed().spell(&mut text).is_ok());
        String::from_utf8_lossy(&text).into_owned()
    }

    #[test]
    fn numbers_keep_every_digit() {
        assert_eq!(spelled(-5, 2), "-0.05");
        assert_eq!(spelled(123_450, 4), "12.345");
        assert_eq!(spelled(-1200, 2), "-12");
        assert_eq!(spelled(0, 4), "0");
        assert_eq!(Exact { units: -1_234_567, places: 2 }.double().to_string(), "-12345.67");
    }
}
