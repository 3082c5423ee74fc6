//! Money as it is spoken of: `1.2M`, `123.5万`.
//!
//! Below the smallest unit it is whole; from there on it has one place (or as many as asked for). It rounds half away
//! from zero once, from the exact amount, like money written out; what rounds up to the next unit is written in that:
//! 999,950 is `1.0M`, not `1,000.0K`. The powers and words of the units are the language's (`format-money-units`).

use super::{Decimal, Rounding, Sign, written};
use crate::messages::Messages;
use tera::Error;

/// The units of a language, the smallest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Units {
    units: Vec<(u8, String)>,
}

impl Units {
    /// Reads the language's units: `3 K, 6 M, 9 bn`.
    pub(crate) fn of(messages: &Messages) -> Result<Self, Error> {
        let text = messages.text("format-money-units", &[])?;
        let unit = |written: &str| {
            let (power, word) = written.trim().split_once(' ')?;
            Some((power.parse::<u8>().ok().filter(|power| *power <= 30)?, word.to_owned()))
        };
        let units: Option<Vec<_>> = text.split(',').map(unit).collect();
        let rises = |units: &Vec<(u8, String)>| units.is_sorted_by(|a, b| a.0 < b.0);
        let units = units.filter(rises);
        units.map(|units| Self { units }).ok_or_else(|| {
            Error::message(format!(
                "message `format-money-units` is `{text}`; it lists rising powers of ten with their words: `3 K, 6 M`"
            ))
        })
    }
}

/// Writes an amount of money in the largest unit it fills.
pub(crate) fn short_money(amount: Decimal, sign: Sign, places: u8, units: &Units) -> String {
    let mut next = units.units.iter();
    let mut rounded = amount.rounded(0, Rounding::HalfAwayFromZero);
    let mut power = 0;
    let mut word = "";
    for (larger, name) in next.by_ref() {
        if rounded.digits().0.len() <= usize::from(*larger - power) {
            break;
        }
        (power, word) = (*larger, name);
        rounded = amount.times_ten_to(-i16::from(power)).rounded(places, Rounding::HalfAwayFromZero);
    }
    format!("{}{word}", written(&rounded, sign))
}
