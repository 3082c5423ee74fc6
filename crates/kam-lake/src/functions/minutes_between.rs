//! `minutes_between(a, b)`: whole minutes from one instant to another.

use super::instants::{MINUTE, as_instant, instants};
use arrow::array::Int64Array;
use arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};
use std::sync::Arc;

/// `b - a` in minutes, rounded down (also below zero: -90 s are -2 minutes); NULL if either is NULL.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct MinutesBetween {
    signature: Signature,
}

impl Default for MinutesBetween {
    fn default() -> Self {
        Self { signature: Signature::new(TypeSignature::UserDefined, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for MinutesBetween {
    fn name(&self) -> &str {
        "minutes_between"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        if arguments.len() != 2 {
            return Err(DataFusionError::Plan("minutes_between takes two timestamps".to_owned()));
        }
        arguments.iter().map(|kind| as_instant("minutes_between", kind)).collect()
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [from, to] = arrays.as_slice() else {
            return exec_err!("minutes_between takes two timestamps");
        };
        let (from, to) = (instants(from), instants(to));
        let minutes = from.iter().zip(to.iter()).map(|(from, to)| Some(minutes_between(from?, to?)));
        Ok(ColumnarValue::Array(Arc::new(minutes.collect::<Int64Array>())))
    }
}

fn minutes_between(from: i64, to: i64) -> i64 {
    to.saturating_sub(from).div_euclid(MINUTE)
}

#[cfg(test)]
mod tests {
    use super::minutes_between;

    #[test]
    fn rounds_down() {
        let second = 1_000_000;
        assert_eq!(
            [0, 59, 60, 119, 120, -1, -60, -90].map(|to| minutes_between(0, to * second)),
            [0, 0, 1, 1, 2, -1, -1, -2]
        );
    }
}
