//! `jaro_winkler(a, b)`: how alike two names are.

use super::texts::texts;
use arrow::array::Decimal128Array;
use arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use std::sync::Arc;

/// Digits of the result in all, and after the point.
const DIGITS: (u8, i8) = (9, 4);
/// One, in the units of the result.
const ONE: i128 = 10_000;

/// The likeness of two texts after Jaro and Winkler (1990), DECIMAL(9,4) from 0 to 1; NULL if either is NULL.
///
/// Over Unicode letters; a tenth of what is missing for each of the first four letters that agree, whatever the
/// likeness so far. Reckoned in whole numbers, half to even: libraries give doubles, which are cut one way in one
/// engine and the other way in another. Two empty texts are alike.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct JaroWinkler {
    signature: Signature,
}

impl Default for JaroWinkler {
    fn default() -> Self {
        Self { signature: Signature::string(2, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for JaroWinkler {
    fn name(&self) -> &str {
        "jaro_winkler"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Decimal128(DIGITS.0, DIGITS.1))
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [left, right] = arrays.as_slice() else {
            return exec_err!("jaro_winkler takes two texts");
        };
        let (left, right) = (texts(left)?, texts(right)?);
        let pairs = left.iter().zip(right.iter());
        let alike: Decimal128Array = pairs.map(|(left, right)| Some(jaro_winkler(left?, right?))).collect();
        let alike = alike.with_precision_and_scale(DIGITS.0, DIGITS.1)?;
        Ok(ColumnarValue::Array(Arc::new(alike)))
    }
}

/// The likeness in ten-thousandths.
fn jaro_winkler(left: &str, right: &str) -> i128 {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let (part, whole) = jaro(&left, &right);
    let prefix = left.iter().zip(&right).take(4).take_while(|(left, right)| left == right).count();
    // part / whole + prefix / 10 * (1 - part / whole)
    half_even((10 * part + prefix as i128 * (whole - part)) * ONE, 10 * whole)
}

/// The likeness after Jaro, as a part of a whole: (m/|a| + m/|b| + (m - t)/m) / 3.
fn jaro(left: &[char], right: &[char]) -> (i128, i128) {
    let (left_length, right_length) = (left.len() as i128, right.len() as i128);
    let (matched_left, matched_right) = matched(left, right);
    let matches = matched_left.len() as i128;
    if matches == 0 {
        return (i128::from(left.is_empty() && right.is_empty()), 1);
    }
    let displaced = matched_left.iter().zip(&matched_right).filter(|(left, right)| left != right).count() as i128;
    let in_order = matches - displaced / 2;
    let part = matches * matches * (left_length + right_length) + in_order * left_length * right_length;
    (part, 3 * left_length * right_length * matches)
}

/// The letters of each text that the other has too, not farther away than half the longer text, each in its order.
fn matched(left: &[char], right: &[char]) -> (Vec<char>, Vec<char>) {
    let reach = (left.len().max(right.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; right.len()];
    let mut matched_left = Vec::new();
    for (at, letter) in left.iter().enumerate() {
        let near = (at.saturating_sub(reach)..right.len().min(at + reach + 1))
            .find(|other| !taken.get(*other).copied().unwrap_or(true) && right.get(*other) == Some(letter));
        if let Some(place) = near.and_then(|other| taken.get_mut(other)) {
            *place = true;
            matched_left.push(*letter);
        }
    }
    let matched_right = right.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(letter, _)| *letter);
    (matched_left, matched_right.collect())
}

/// `a / b` of whole numbers that are not negative, half to even.
fn half_even(a: i128, b: i128) -> i128 {
    let (quotient, twice) = (a / b, a % b * 2);
    quotient + i128::from(twice > b || (twice == b && quotient % 2 == 1))
}

#[cfg(test)]
mod tests {
    use super::{half_even, jaro, jaro_winkler};

    /// Winkler 2006, table 6, as tests of other implementations give it: Jaro, then Jaro-Winkler.
    const PUBLISHED: [(&str, &str, i128, i128); 15] = [
        ("SHACKLEFORD", "SHACKELFORD", 970, 982),
        ("DUNNINGHAM", "CUNNIGHAM", 896, 896),
        ("NICHLESON", "NICHULSON", 926, 956),
        ("JONES", "JOHNSON", 790, 832),
        ("MASSEY", "MASSIE", 889, 933),
        ("ABROMS", "ABRAMS", 889, 922),
        ("JERALDINE", "GERALDINE", 926, 926),
        ("MARHTA", "MARTHA", 944, 961),
        ("MICHELLE", "MICHAEL", 869, 921),
        ("JULIES", "JULIUS", 889, 933),
        ("TANYA", "TONYA", 867, 880),
        ("DWAYNE", "DUANE", 822, 840),
        ("SEAN", "SUSAN", 783, 805),
        ("JON", "JOHN", 917, 933),
        ("DIXON", "DICKSONX", 767, 813),
    ];

    #[test]
    fn equals_the_published_table() {
        for (left, right, plain, boosted) in PUBLISHED {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            let (part, whole) = jaro(&letters(left), &letters(right));
            assert_eq!(half_even(part * 1_000, whole), plain, "{left} {right}");
            assert_eq!(half_even(jaro_winkler(left, right), 10), boosted, "{left} {right}");
            assert_eq!(jaro_winkler(left, right), jaro_winkler(right, left), "{left} {right}");
        }
    }

    #[test]
    fn counts_letters_not_bytes() {
        // Five of six letters agree, in order: (5/6 + 5/6 + 1) / 3 = 8/9; four of them lead: 8/9 + .4/9 = .9333.
        assert_eq!(jaro_winkler("上海华东贸易", "上海华东貿易"), 9_333);
        assert_eq!(jaro_winkler("上海", "北京"), 0);
    }

    #[test]
    fn of_nothing() {
        assert_eq!((jaro_winkler("", ""), jaro_winkler("", "a"), jaro_winkler("a", "a")), (10_000, 0, 10_000));
    }

    #[test]
    fn a_half_goes_to_the_even_neighbour() {
        assert_eq!((half_even(5, 2), half_even(7, 2), half_even(8, 3), half_even(1, 3)), (2, 4, 3, 0));
    }
}
