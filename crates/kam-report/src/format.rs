//! Exact numbers, written for people.
//!
//! Rounding happens here and nowhere else, on whole numbers. **Money rounds half away from zero**
//! (四舍五入), because the figure in the report must be the one an analyst gets from `round(x, 2)` in SQL,
//! and both engines round that way: 110277.3050 is 110,277.31. **Ratios round half to even**, the
//! convention for measures (C7 of the measure register): a share is not posted to anybody's account, and
//! many of them side by side must not lean upwards.

mod dates;
mod decimal;
mod short;

pub(crate) use dates::{date, day, month, quarter};
pub use decimal::{Decimal, Rounding};
pub(crate) use short::{Units, short_money};

use decimal::Rounded;

/// What is printed where nothing is known.
pub(crate) const ABSENT: &str = "—";

/// U+2212, as wide as the plus sign and the digits.
const MINUS: &str = "−";

/// Whether a number says how much there is, or how much more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A minus where it is due.
    Plain,
    /// A plus or a minus, nothing at zero: the number is a change.
    Always,
    /// None: a word beside the number says which way it went.
    Never,
}

/// Writes an amount of money with two places, half away from zero.
pub(crate) fn money(amount: Decimal, sign: Sign) -> String {
    written(&amount.rounded(2, Rounding::HalfAwayFromZero), sign)
}

/// Writes a ratio in hundredths, half to even: 0.123449 with one place is `12.3`.
pub(crate) fn hundredths(ratio: Decimal, places: u8, sign: Sign) -> String {
    written(&ratio.times_hundred().rounded(places, Rounding::HalfEven), sign)
}

/// Writes a ratio as percent: `12.3%`.
pub(crate) fn percent(ratio: Decimal, places: u8, sign: Sign) -> String {
    format!("{}%", hundredths(ratio, places, sign))
}

/// Writes a number with all its places and nothing between its digits, for a machine.
pub(crate) fn exact(value: Decimal) -> String {
    let rounded = value.unrounded();
    let (whole, fraction) = rounded.digits();
    let (mark, point) = (if rounded.is_negative() { "-" } else { "" }, if fraction.is_empty() { "" } else { "." });
    format!("{mark}{whole}{point}{fraction}")
}

/// Writes any number with grouped thousands and so many places, half to even.
pub(crate) fn number(value: Decimal, places: u8, sign: Sign) -> String {
    written(&value.rounded(places, Rounding::HalfEven), sign)
}

fn written(number: &Rounded, sign: Sign) -> String {
    let mark = match (sign, number.is_negative(), number.is_zero()) {
        (Sign::Plain | Sign::Always, true, _) => MINUS,
        (Sign::Always, false, false) => "+",
        _ => "",
    };
    let (whole, fraction) = number.digits();
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{mark}{}{point}{fraction}", grouped(whole))
}

/// Sets a comma before every third digit from the right. Both our languages group so.
fn grouped(digits: &str) -> String {
    let first = digits.len() % 3;
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place != 0 && place % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests;
