//! `weekdays_between(a, b)`: days from Monday to Friday in a span of dates.

use arrow::array::{AsArray, Int64Array};
use arrow::datatypes::{DataType, Date32Type};
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use std::sync::Arc;

/// How many days of `[a, b)` are no Saturday or Sunday; 0 if `b <= a`, NULL if either is NULL.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct WeekdaysBetween {
    signature: Signature,
}

impl Default for WeekdaysBetween {
    fn default() -> Self {
        let dates = vec![DataType::Date32, DataType::Date32];
        Self { signature: Signature::exact(dates, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for WeekdaysBetween {
    fn name(&self) -> &str {
        "weekdays_between"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [from, to] = arrays.as_slice() else {
            return exec_err!("weekdays_between takes two dates");
        };
        let (from, to) = (from.as_primitive::<Date32Type>(), to.as_primitive::<Date32Type>());
        let between = |from, to| (weekdays_before(to) - weekdays_before(from)).max(0);
        let days = from.iter().zip(to.iter()).map(|(from, to)| Some(between(from?.into(), to?.into())));
        Ok(ColumnarValue::Array(Arc::new(days.collect::<Int64Array>())))
    }
}

/// Weekdays from some Monday to a day, which counts from 1970-01-01.
pub(super) fn weekdays_before(day: i64) -> i64 {
    // 1970-01-01 was a Thursday, the fourth of its week.
    let since_monday = day + 3;
    since_monday.div_euclid(7) * 5 + since_monday.rem_euclid(7).min(5)
}

/// Whether a day, which counts from 1970-01-01, is no Saturday or Sunday.
pub(super) fn is_weekday(day: i64) -> bool {
    (day + 3).rem_euclid(7) < 5
}

#[cfg(test)]
mod tests {
    use super::{is_weekday, weekdays_before};

    #[test]
    fn counts_no_weekends() {
        // 1970-01-01 is a Thursday: Thursday and Friday, then a weekend, then five more.
        let from_thursday = |days| weekdays_before(days) - weekdays_before(0);
        assert_eq!([1, 2, 3, 4, 5, 9, 11].map(from_thursday), [1, 2, 2, 2, 3, 7, 7]);
        assert_eq!(from_thursday(-7), -5);
        assert_eq!([0, 1, 2, 3, 4, -4, -5].map(is_weekday), [true, true, false, false, true, false, false]);
    }
}
