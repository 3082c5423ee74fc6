//! `median_of(list)` and `mad_of(list)`: the middle of exact numbers, and how far they lie from it.

use super::exact::{SCALE, SIX_PLACES, divide, fractions};
use super::number_lists::{NumberLists, list_of_exact};
use arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

/// Which middle is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Middle {
    /// The median: the middle number, or the mean of the middle two.
    OfNumbers,
    /// The median of the distances from the median.
    OfDistances,
}

/// A median as DECIMAL(18,6), rounded once, half to even; NULLs in the list are left out.
///
/// NULL if the list is NULL or nothing remains. A function over a list instead of an aggregate, because
/// engines take the median of decimals through floating point.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct MedianOf {
    middle: Middle,
    signature: Signature,
}

impl MedianOf {
    /// The function of one of the two middles.
    pub(crate) fn middle(middle: Middle) -> Self {
        Self { middle, signature: Signature::new(TypeSignature::UserDefined, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for MedianOf {
    fn name(&self) -> &str {
        match self.middle {
            Middle::OfNumbers => "median_of",
            Middle::OfDistances => "mad_of",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(SIX_PLACES)
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        match arguments {
            [list] => Ok(vec![list_of_exact(self.name(), list)?]),
            _ => Err(DataFusionError::Plan(format!("{} takes one list", self.name()))),
        }
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [lists] = arrays.as_slice() else {
            return exec_err!("{} takes one list", self.name());
        };
        let lists = NumberLists::of(lists)?;
        let shift = i32::from(SCALE) - lists.scale();
        fractions((0..lists.len()).map(|row| match (lists.sorted(row), self.middle) {
            (None, _) => Ok(None),
            (Some(numbers), Middle::OfNumbers) => divide(twice_median(&numbers)?, 2, shift).map(Some),
            (Some(numbers), Middle::OfDistances) => divide(four_times_mad(&numbers)?, 4, shift).map(Some),
        }))
    }
}

/// Twice the median, which is whole whatever the numbers.
fn twice_median(sorted: &[i128]) -> Result<i128> {
    let upper = sorted.len() / 2;
    let lower = sorted.len().saturating_sub(1) / 2;
    match (sorted.get(lower), sorted.get(upper)) {
        (Some(lower), Some(upper)) => lower.checked_add(*upper).ok_or_else(too_large),
        _ => exec_err!("no numbers have no median"),
    }
}

/// Four times the median of the distances: each is taken doubled, from the doubled median.
fn four_times_mad(sorted: &[i128]) -> Result<i128> {
    let median = twice_median(sorted)?;
    let distance = |number: &i128| number.checked_mul(2)?.checked_sub(median).map(i128::abs);
    let distances = sorted.iter().map(|number| distance(number).ok_or_else(too_large));
    let mut distances = distances.collect::<Result<Vec<_>>>()?;
    distances.sort_unstable();
    twice_median(&distances)
}

fn too_large() -> DataFusionError {
    DataFusionError::Execution("the numbers of a median do not fit 38 digits".to_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    #[test]
    fn of_a_history() {
        // Sorted 97 98 99 100 | 101 102 103 104: the middle is 100.5. Distances .5 .5 1.5 1.5 2.5 2.5 3.5 3.5: 2.
        let history = [97, 98, 99, 100, 101, 102, 103, 104];
        assert_eq!(divide(twice_median(&history).unwrap(), 2, 6).unwrap(), 100_500_000);
        assert_eq!(divide(four_times_mad(&history).unwrap(), 4, 6).unwrap(), 2_000_000);
    }

    #[test]
    fn of_an_odd_number_of_numbers_and_of_one() {
        assert_eq!((twice_median(&[1, 2, 9]).unwrap(), four_times_mad(&[1, 2, 9]).unwrap()), (4, 4));
        assert_eq!((twice_median(&[-7]).unwrap(), four_times_mad(&[-7]).unwrap()), (-14, 0));
    }

    #[test]
    fn rounds_once() {
        // Of 0.0000001 and 0.0000004 the middle is 0.00000025: not half a millionth.
        assert_eq!(divide(twice_median(&[1, 4]).unwrap(), 2, 6 - 7).unwrap(), 0);
        // The middle of 0.000001 and 0.000002 is a half: the even neighbour is 2; of 2 and 3 it is 2 too.
        assert_eq!(divide(twice_median(&[1, 2]).unwrap(), 2, 0).unwrap(), 2);
        assert_eq!(divide(twice_median(&[2, 3]).unwrap(), 2, 0).unwrap(), 2);
    }

    #[test]
    fn refuses_what_does_not_fit() {
        assert!(twice_median(&[i128::MAX, i128::MAX]).is_err());
        assert!(four_times_mad(&[i128::MAX / 2 + 1]).is_err());
    }
}
