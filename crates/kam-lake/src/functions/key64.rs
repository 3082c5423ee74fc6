//! `key64(source_system, source_key)`: an integer key that needs no state.

use super::texts::texts;
use arrow::array::Int64Array;
use arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The first 63 bits, after the sign, of the SHA-256 of both texts with a unit separator between.
///
/// NULL if either is NULL. That no two keys of a table share one is left to a check.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key64 {
    signature: Signature,
}

impl Default for Key64 {
    fn default() -> Self {
        Self { signature: Signature::string(2, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for Key64 {
    fn name(&self) -> &str {
        "key64"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [systems, keys] = arrays.as_slice() else {
            return exec_err!("key64 takes two texts");
        };
        let (systems, keys) = (texts(systems)?, texts(keys)?);
        let hashed = systems.iter().zip(keys.iter()).map(|pair| match pair {
            (Some(system), Some(key)) => Some(key64(system, key)),
            _ => None,
        });
        let hashed: Int64Array = hashed.collect();
        Ok(ColumnarValue::Array(Arc::new(hashed)))
    }
}

fn key64(system: &str, key: &str) -> i64 {
    let mut hash = Sha256::new();
    hash.update(system.as_bytes());
    hash.update([31]);
    hash.update(key.as_bytes());
    let digest = hash.finalize();
    let bits = digest.iter().take(8).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    i64::try_from(bits & 0x7fff_ffff_ffff_ffff).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::key64;

    #[test]
    fn equals_the_digest_computed_elsewhere() {
        // printf 'northwind\037QUICK' | sha256sum
        assert_eq!(key64("northwind", "QUICK"), NORTHWIND_QUICK);
    }

    const NORTHWIND_QUICK: i64 = 204795718725073119;
}
