//! Large numbers as people say them: 1.23M in English, 123万 in Chinese.

use super::{Rounding, Sign, written};
use crate::format::Decimal;

/// The steps of a locale, from the smallest up: the power of ten, and what is written behind the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Steps(Vec<(i8, String)>);

impl Steps {
    /// Reads steps as a message writes them: `3 K, 6 M, 9 B` or `4 万, 8 亿`.
    pub(crate) fn read(text: &str) -> Result<Self, tera::Error> {
        let step = |part: &str| {
            let (power, word) = part.trim().split_once(' ')?;
            Some((power.parse::<i8>().ok().filter(|power| (1..=30).contains(power))?, word.trim().to_owned()))
        };
        let steps: Option<Vec<_>> = text.split(',').map(step).collect();
        let rising = steps.filter(|steps| steps.is_sorted_by(|before, after| before.0 < after.0));
        rising.map(Self).ok_or_else(|| {
            tera::Error::message(format!("`format-compact` is `{text}`; it is written like `3 K, 6 M, 9 B`"))
        })
    }
}

/// Writes about three digits that count, half to even, and the step's word; no zeros behind the point.
pub(crate) fn compact(value: Decimal, steps: &Steps, sign: Sign) -> String {
    let fits = |&(index, power): &(usize, i8)| {
        let next = steps.0.get(index).map_or(i8::MAX, |(next, _)| *next - power);
        value.shifted(power).rounded(0, Rounding::HalfEven).digits().0.len() <= usize::try_from(next).unwrap_or(0)
    };
    let powers = std::iter::once(0).chain(steps.0.iter().map(|(power, _)| *power)).enumerate();
    let (index, power) = powers.into_iter().find(fits).unwrap_or_default();
    let scaled = value.shifted(power);
    let whole = scaled.rounded(2, Rounding::HalfEven).digits().0.trim_start_matches('0').len();
    let places = u8::try_from(3_usize.saturating_sub(whole.max(1))).unwrap_or(0);
    let number = written(&scaled.rounded(places, Rounding::HalfEven).without_last_zeros(), sign);
    let word = index.checked_sub(1).and_then(|index| steps.0.get(index)).map_or("", |(_, word)| word.as_str());
    format!("{number}{word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written_in(steps: &str, unscaled: i128, scale: i8) -> String {
        compact(Decimal::new(unscaled, scale), &Steps::read(steps).unwrap_or(Steps(Vec::new())), Sign::Plain)
    }

    #[test]
    fn english_counts_by_thousands() {
        let written = |number| written_in("3 K, 6 M, 9 B", number, 0);
        assert_eq!(
            [0, 7, 999, 1_000, 1_234, 12_345, 999_499].map(written),
            ["0", "7", "999", "1K", "1.23K", "12.3K", "999K"]
        );
        assert_eq!(written(999_999), "1M");
        assert_eq!(written(-45_600_000), "−45.6M");
        assert_eq!(written(7_000_000_000_000), "7,000B");
        assert_eq!(written(i128::MAX).len(), "170,141,183,460,469,231,731,687,303,716B".len());
    }

    #[test]
    fn chinese_counts_by_ten_thousands() {
        let written = |number| written_in("4 万, 8 亿", number, 0);
        assert_eq!(
            [9_999, 10_000, 12_345, 1_234_567, 12_345_678].map(written),
            ["9,999", "1万", "1.23万", "123万", "1,235万"]
        );
        assert_eq!(written(123_456_789), "1.23亿");
    }

    #[test]
    fn small_numbers_keep_what_counts() {
        assert_eq!(written_in("3 K", 12_345, 3), "12.3");
        assert_eq!(written_in("3 K", 5, 3), "0");
        assert_eq!(written_in("3 K", 1_250, 3), "1.25");
        assert_eq!(written_in("3 K", 9_995, 4), "1");
    }

    #[test]
    fn steps_that_cannot_be_read_are_refused() {
        for text in ["", "K 3", "6 M, 3 K", "99 Z"] {
            assert!(Steps::read(text).is_err(), "{text}");
        }
    }
}
