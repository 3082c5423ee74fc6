//! `ratio(a, b)` and `mean(sum, n)`: exact division to six places, half to even.

use super::exact::{SCALE, SIX_PLACES, decimals, divide, exact, fractions};
use arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

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
        Ok(SIX_PLACES)
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
        fractions(quotients)
    }
}
