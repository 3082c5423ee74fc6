//! `ratio(a, b)` and `mean(sum, n)`: exact division to six places, half to even.

use arrow::array::{Array, ArrayRef, AsArray, Decimal128Array};
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::{DataType, Decimal128Type, i256};
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};
use std::sync::Arc;

/// Digits of the result after the point.
const SCALE: i8 = 6;
/// Digits of the result in all.
const PRECISION: u8 = 18;

/// Divides two exact numbers into a DECIMAL(18,6), rounding half to even.
///
/// NULL if either is NULL or the divisor is zero (conventions C5 and C7 of the measure register). The
/// engine's own division of decimals cuts off; DuckDB's goes through floating point.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Ratio {
    name: &'static str,
    signature: Signature,
}

impl Ratio {
    /// The function under one of its names.
    pub(crate) fn named(name: &'static str) -> Self {
        let signature = Signature::new(TypeSignature::UserDefined, Volatility::Immutable);
        Self { name, signature }
    }
}

impl ScalarUDFImpl for Ratio {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Decimal128(PRECISION, SCALE))
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        if arguments.len() != 2 {
            return Err(DataFusionError::Plan(format!("{} takes two numbers", self.name)));
        }
        arguments.iter().map(|kind| exact(self.name, kind)).collect()
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [dividends, divisors] = arrays.as_slice() else {
            return exec_err!("{} takes two numbers", self.name);
        };
        let (dividends, scale) = decimals(dividends)?;
        let (divisors, divisor_scale) = decimals(divisors)?;
        // dividend / 10^scale divided by divisor / 10^divisor_scale, in units of 10^-SCALE
        let shift = i32::from(SCALE) + i32::from(divisor_scale) - i32::from(scale);
        let quotients = dividends.iter().zip(divisors.iter()).map(|(a, b)| match (a, b) {
            (Some(a), Some(b)) if b != 0 => divide(a, b, shift).map(Some),
            _ => Ok(None),
        });
        let quotients = quotients.collect::<Result<Decimal128Array>>()?;
        let quotients = quotients.with_precision_and_scale(PRECISION, SCALE)?;
        quotients.validate_decimal_precision(PRECISION)?;
        Ok(ColumnarValue::Array(Arc::new(quotients)))
    }
}

/// The exact type an argument is taken as.
fn exact(function: &str, kind: &DataType) -> Result<DataType> {
    match kind {
        DataType::Decimal128(..) => Ok(kind.clone()),
        DataType::Null => Ok(DataType::Decimal128(PRECISION, SCALE)),
        kind if kind.is_integer() => Ok(DataType::Decimal128(20, 0)),
        other => Err(DataFusionError::Plan(format!(
            "{function} takes exact numbers, not {other}: cast to decimal(p,s) first"
        ))),
    }
}

fn decimals(array: &ArrayRef) -> Result<(Decimal128Array, i8)> {
    match array.data_type() {
        DataType::Decimal128(_, scale) => Ok((array.as_primitive::<Decimal128Type>().clone(), *scale)),
        _ => {
            let checked = CastOptions { safe: false, ..CastOptions::default() };
            let array = cast_with_options(array, &DataType::Decimal128(20, 0), &checked)?;
            Ok((array.as_primitive::<Decimal128Type>().clone(), 0))
        }
    }
}

/// `a * 10^shift / b`, half to even.
fn divide(a: i128, b: i128, shift: i32) -> Result<i128> {
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
