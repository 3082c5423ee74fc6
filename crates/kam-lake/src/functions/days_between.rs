//! `days_between(a, b)`: whole days from one date to another.

use arrow::array::{AsArray, Int64Array};
use arrow::datatypes::{DataType, Date32Type};
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use std::sync::Arc;

/// `b - a` in days as BIGINT, NULL if either is NULL. Engines differ in what `b - a` itself returns.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct DaysBetween {
    signature: Signature,
}

impl Default for DaysBetween {
    fn default() -> Self {
        let dates = vec![DataType::Date32, DataType::Date32];
        Self { signature: Signature::exact(dates, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for DaysBetween {
    fn name(&self) -> &str {
        "days_between"
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
            return exec_err!("days_between takes two dates");
        };
        let (from, to) = (from.as_primitive::<Date32Type>(), to.as_primitive::<Date32Type>());
        let days = from.iter().zip(to.iter()).map(|pair| match pair {
            (Some(from), Some(to)) => Some(i64::from(to) - i64::from(from)),
            _ => None,
        });
        Ok(ColumnarValue::Array(Arc::new(days.collect::<Int64Array>())))
    }
}
