//! Money, in fen.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount of money in hundredths of a yuan: exact, and the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(pub i64);

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Gives an amount of whole yuan.
    #[must_use]
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }

    /// Gives `parts` of `whole` of the amount, halves rounded away from zero.
    #[must_use]
    pub fn share(self, parts: i64, whole: i64) -> Self {
        // Nearly every amount is small enough for the machine's own arithmetic, which is many times faster.
        if let Some(product) = self.0.checked_mul(parts) {
            let rounded = (product.abs() + whole / 2) / whole;
            return Self(if product < 0 { -rounded } else { rounded });
        }
        let product = i128::from(self.0) * i128::from(parts);
        let half = i128::from(whole) / 2;
        let rounded = (product.abs() + half) / i128::from(whole);
        let signed = if product < 0 { -rounded } else { rounded };
        Self(i64::try_from(signed).unwrap_or(i64::MAX))
    }

    /// Gives the amount as a number of yuan: the fraction nearest to it, which prints with at most two decimals.
    #[must_use]
    pub fn as_number(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "amounts stay far below 2^53 fen")]
        let fen = self.0 as f64;
        fen / 100.0
    }
}

impl fmt::Display for Fen {
    /// Writes yuan with two decimals, as `-1234.50`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(formatter, "{sign}{}.{:02}", self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100)
    }
}

impl Add for Fen {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Fen {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Fen {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Fen {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Fen {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Fen;

    #[test]
    fn prints_yuan_with_two_decimals() {
        assert_eq!(Fen(-123_450).to_string(), "-1234.50");
        assert_eq!(Fen(7).to_string(), "0.07");
    }

    #[test]
    fn shares_round_halves_away_from_zero() {
        assert_eq!(Fen(5).share(1, 2), Fen(3));
        assert_eq!(Fen(-5).share(1, 2), Fen(-3));
        assert_eq!(Fen(100).share(13, 100), Fen(13));
    }
}
