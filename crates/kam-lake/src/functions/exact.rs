//! Exact numbers: taken as arguments, divided, and given back with six digits after the point.

use arrow::array::{Array, ArrayRef, AsArray, Decimal128Array};
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::{DataType, Decimal128Type, i256};
use datafusion::common::{DataFusionError, Result};
use datafusion::logical_expr::ColumnarValue;
use std::sync::Arc;

/// The type of every fraction our functions give.
pub(super) const SIX_PLACES: DataType = DataType::Decimal128(PRECISION, SCALE);
/// Digits of it after the point.
pub(super) const SCALE: i8 = 6;
/// Digits of it in all.
const PRECISION: u8 = 18;
/// The type whole numbers are taken as.
const WHOLE: DataType = DataType::Decimal128(20, 0);

/// A column of millionths as fractions; refuses what does not fit.
pub(super) fn fractions(millionths: impl Iterator<Item = Result<Option<i128>>>) -> Result<ColumnarValue> {
    let fractions = millionths.collect::<Result<Decimal128Array>>()?;
    let fractions = fractions.with_precision_and_scale(PRECISION, SCALE)?;
    fractions.validate_decimal_precision(PRECISION)?;
    Ok(ColumnarValue::Array(Arc::new(fractions)))
}

/// The exact type an argument is taken as.
pub(super) fn exact(function: &str, kind: &DataType) -> Result<DataType> {
    match kind {
        DataType::Decimal128(..) => Ok(kind.clone()),
        DataType::Null => Ok(SIX_PLACES),
        kind if kind.is_integer() => Ok(WHOLE),
        other => Err(DataFusionError::Plan(format!(
            "{function} takes exact numbers, not {other}: cast to decimal(p,s) first"
        ))),
    }
}

/// The unscaled numbers of a column, and their scale.
pub(super) fn decimals(array: &ArrayRef) -> Result<(Decimal128Array, i8)> {
    match array.data_type() {
        DataType::Decimal128(_, scale) => Ok((array.as_primitive::<Decimal128Type>().clone(), *scale)),
        _ => {
            let checked = CastOptions { safe: false, ..CastOptions::default() };
            let array = cast_with_options(array, &WHOLE, &checked)?;
            Ok((array.as_primitive::<Decimal128Type>().clone(), 0))
        }
    }
}

/// `a * 10^shift / b`, half to even.
pub(super) fn divide(a: i128, b: i128, shift: i32) -> Result<i128> {
    let overflow = || DataFusionError::Execution(format!("the ratio of {a} and {b} does not fit 18 digits"));
    let power = i256::from_i128(10).checked_pow(shift.unsigned_abs()).ok_or_else(overflow)?;
    let (mut a, mut b) = (i256::from_i128(a), i256::from_i128(b));
    if shift >= 0 {
        a = a.checked_mul(power).ok_or_else(overflow)?;
    } else {
        b = b.checked_mul(power).ok_or_else(overflow)?;
    }
    let quotient = a.checked_div(b).ok_or_else(overflow)?;
    let rest = a.checked_rem(b).ok_or_else(overflow)?;
    let twice = rest.wrapping_abs().checked_mul(i256::from_i128(2)).ok_or_else(overflow)?;
    let is_odd = quotient.checked_rem(i256::from_i128(2)).is_some_and(|rest| rest != i256::ZERO);
    let away = match twice.cmp(&b.wrapping_abs()) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => is_odd,
        std::cmp::Ordering::Greater => true,
    };
    let step = if a.is_negative() == b.is_negative() { i256::ONE } else { i256::MINUS_ONE };
    let rounded = if away { quotient.wrapping_add(step) } else { quotient };
    rounded.to_i128().ok_or_else(overflow)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::divide;

    #[test]
    fn divides_half_to_even() {
        assert_eq!(divide(112, 100, 6).unwrap(), 1_120_000);
        assert_eq!(divide(1, 3, 6).unwrap(), 333_333);
        assert_eq!(divide(-2, 3, 6).unwrap(), -666_667);
        assert_eq!(divide(1, 2_000_000, 6).unwrap(), 0);
        assert_eq!(divide(3, 2_000_000, 6).unwrap(), 2);
        assert_eq!(divide(-3, 2_000_000, 6).unwrap(), -2);
        assert_eq!(divide(5, 2, 0).unwrap(), 2);
        assert_eq!(divide(7, 2, 0).unwrap(), 4);
        assert_eq!(divide(25, 1, -1).unwrap(), 2);
    }

    #[test]
    fn survives_the_largest_numbers() {
        assert!(divide(i128::MAX, 1, 6).is_err());
        assert_eq!(divide(i128::MAX, i128::MAX, 6).unwrap(), 1_000_000);
        assert_eq!(divide(i128::MIN, i128::MAX, 6).unwrap(), -1_000_000);
    }
}
