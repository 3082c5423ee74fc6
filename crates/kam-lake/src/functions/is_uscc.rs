//! `is_uscc(t)`: whether a text can be a unified social credit code of China.

use super::texts::texts;
use arrow::array::BooleanArray;
use arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use std::sync::Arc;

/// The symbols of GB 32100-2015 in the order of their values: no I, O, S, V, Z.
const SYMBOLS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether a text is 18 symbols of which the last checks the others (GB 32100-2015); NULL for NULL.
///
/// Strict: blanks and small letters are none of the symbols. Says nothing about whether the code was ever issued.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct IsUscc {
    signature: Signature,
}

impl Default for IsUscc {
    fn default() -> Self {
        Self { signature: Signature::string(1, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for IsUscc {
    fn name(&self) -> &str {
        "is_uscc"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [codes] = arrays.as_slice() else {
            return exec_err!("is_uscc takes a text");
        };
        let valid: BooleanArray = texts(codes)?.iter().map(|code| code.map(is_uscc)).collect();
        Ok(ColumnarValue::Array(Arc::new(valid)))
    }
}

fn is_uscc(code: &str) -> bool {
    let values: Option<Vec<usize>> = code.chars().map(|symbol| SYMBOLS.find(symbol)).collect();
    let Some((check, values)) = values.as_deref().and_then(<[usize]>::split_last) else { return false };
    // Each place weighs three times the one before, modulo 31.
    let weights = std::iter::successors(Some(1), |weight| Some(weight * 3 % 31));
    let sum: usize = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    values.len() == 17 && (31 - sum % 31) % 31 == *check
}

#[cfg(test)]
mod tests {
    use super::is_uscc;

    #[test]
    fn the_last_symbol_checks_the_others() {
        // The standard's own example: the sum is 1640 = 52 * 31 + 28, so the check value is 3.
        assert!(is_uscc("91350100M000100Y43"));
        assert!(!is_uscc("91350100M000100Y4Z"));
        assert!(!is_uscc("91350100M000100Y44"));
        assert!(!is_uscc("19350100M000100Y43"));
    }

    #[test]
    fn only_eighteen_symbols_of_the_alphabet_will_do() {
        for code in ["", "3", "91350100m000100Y43", " 91350100M000100Y43", "91350100M000100Y430", "９1350100M000100Y43"]
        {
            assert!(!is_uscc(code), "{code}");
        }
        assert!(is_uscc("000000000000000000"), "its check value is 0");
    }
}
