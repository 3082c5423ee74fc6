//! `quantile_of(list, p)`: what a share of exact numbers lies below.

use super::exact::{SCALE, SIX_PLACES, decimals, divide, exact, fractions};
use super::number_lists::{NumberLists, list_of_exact};
use arrow::array::Array;
use arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

/// One, in the millionths a share is counted in.
const ONE: i128 = 1_000_000;

/// The number at place `(n - 1) * p` of the sorted list, between two by straight line, as DECIMAL(18,6).
///
/// What `percentile_cont` gives, exactly. NULL if either is NULL or no numbers remain; refuses a share outside
/// 0 to 1, or of more than six digits after the point.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct QuantileOf {
    signature: Signature,
}

impl Default for QuantileOf {
    fn default() -> Self {
        Self { signature: Signature::new(TypeSignature::UserDefined, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for QuantileOf {
    fn name(&self) -> &str {
        "quantile_of"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(SIX_PLACES)
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        let [list, share] = arguments else {
            return Err(DataFusionError::Plan("quantile_of takes a list and a share".to_owned()));
        };
        match exact("quantile_of", share)? {
            DataType::Decimal128(_, scale) if scale > SCALE => Err(DataFusionError::Plan(
                "the share quantile_of takes has six digits after the point at most".to_owned(),
            )),
            share => Ok(vec![list_of_exact("quantile_of", list)?, share]),
        }
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [lists, shares] = arrays.as_slice() else {
            return exec_err!("quantile_of takes a list and a share");
        };
        let lists = NumberLists::of(lists)?;
        let (shares, scale) = decimals(shares)?;
        let to_millionths = i32::from(SCALE) - i32::from(scale);
        let shift = i32::from(SCALE) - lists.scale();
        fractions((0..lists.len()).map(|row| match lists.sorted(row) {
            Some(numbers) if !shares.is_null(row) => {
                let share = divide(shares.value(row), 1, to_millionths)?;
                divide(million_times_quantile(&numbers, share)?, ONE, shift).map(Some)
            }
            _ => Ok(None),
        }))
    }
}

/// A million times the quantile, which is whole whatever the numbers; the share counts in millionths.
fn million_times_quantile(sorted: &[i128], share: i128) -> Result<i128> {
    if !(0..=ONE).contains(&share) {
        return exec_err!("the share quantile_of takes lies between 0 and 1");
    }
    let steps = i128::try_from(sorted.len()).unwrap_or(i128::MAX).saturating_sub(1);
    let place = steps.saturating_mul(share);
    let number = |at: i128| usize::try_from(at).ok().and_then(|at| sorted.get(at)).copied();
    let (lower, rest) = (number(place / ONE), place % ONE);
    let upper = if rest == 0 { lower } else { number(place / ONE + 1) };
    let between = |lower: i128, upper: i128| lower.checked_mul(ONE - rest)?.checked_add(upper.checked_mul(rest)?);
    lower
        .zip(upper)
        .and_then(|(lower, upper)| between(lower, upper))
        .ok_or_else(|| DataFusionError::Execution("the numbers of a quantile do not fit 38 digits".to_owned()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    #[test]
    fn lies_between_two_by_straight_line() {
        let history = [97, 98, 99, 100, 101, 102, 103, 104];
        // Place 7 * .9 = 6.3: between 103 and 104.
        assert_eq!(million_times_quantile(&history, 900_000).unwrap(), 103_300_000);
        assert_eq!(million_times_quantile(&history, 500_000).unwrap(), 100_500_000);
        assert_eq!(million_times_quantile(&history, 0).unwrap(), 97_000_000);
        assert_eq!(million_times_quantile(&history, ONE).unwrap(), 104_000_000);
        assert_eq!(million_times_quantile(&[-5], 333_333).unwrap(), -5_000_000);
        // Place 2 * .25 = .5: half way from -3 to 1.
        assert_eq!(million_times_quantile(&[-3, 1, 8], 250_000).unwrap(), -1_000_000);
    }

    #[test]
    fn refuses_what_is_no_share() {
        assert!(million_times_quantile(&[1], -1).is_err());
        assert!(million_times_quantile(&[1], ONE + 1).is_err());
    }
}
