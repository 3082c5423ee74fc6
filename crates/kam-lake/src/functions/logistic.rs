//! `logistic(x)`: any number drawn into the range from 0 to 1.

use super::exact::{SIX_PLACES, decimals, exact, fractions};
use arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

/// `1 / (1 + e^-x)` as DECIMAL(18,6), half to even; NULL for NULL.
///
/// The only function that goes through floating point, since e is no fraction. Two engines, or two machines, may
/// differ in the last bit of the double; that shows after rounding to six places only if the double lies within
/// some 1e-10 millionths of a half, which one value in ten thousand million does.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Logistic {
    signature: Signature,
}

impl Default for Logistic {
    fn default() -> Self {
        Self { signature: Signature::new(TypeSignature::UserDefined, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for Logistic {
    fn name(&self) -> &str {
        "logistic"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(SIX_PLACES)
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        match arguments {
            [number] => Ok(vec![exact("logistic", number)?]),
            _ => Err(DataFusionError::Plan("logistic takes one number".to_owned())),
        }
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [numbers] = arrays.as_slice() else {
            return exec_err!("logistic takes one number");
        };
        let (numbers, scale) = decimals(numbers)?;
        fractions(numbers.iter().map(|number| Ok(number.map(|number| millionths(number, scale)))))
    }
}

/// The logistic of `number / 10^scale` in millionths.
fn millionths(number: i128, scale: i8) -> i128 {
    let x = number as f64 / 10_f64.powi(i32::from(scale));
    (1_000_000.0 / (1.0 + (-x).exp())).round_ties_even() as i128
}

#[cfg(test)]
mod tests {
    use super::millionths;

    #[test]
    fn equals_the_printed_tables() {
        // 1/(1+e^-x): x = 1 -> .7310585786, x = -2 -> .1192029220, x = 1.702 * .5 = .851 -> .7007971...
        assert_eq!(millionths(0, 0), 500_000);
        assert_eq!(millionths(1, 0), 731_059);
        assert_eq!(millionths(-20, 1), 119_203);
        assert_eq!(millionths(1, 0) + millionths(-1, 0), 1_000_000);
    }

    #[test]
    fn ends_at_the_ends() {
        assert_eq!((millionths(10_i128.pow(37), 0), millionths(-(10_i128.pow(37)), 0)), (1_000_000, 0));
    }
}
