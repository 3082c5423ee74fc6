//! `simplify_text(t)`: a text as it is compared, not as it is shown.

use super::texts::texts;
use arrow::array::StringArray;
use arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The text in the compatible form of Unicode (NFKC), in lower case, blanks at the ends gone and others made one.
///
/// So full-width letters, digits and brackets become plain, and so do full-width blanks. NULL for NULL.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct SimplifyText {
    signature: Signature,
}

impl Default for SimplifyText {
    fn default() -> Self {
        Self { signature: Signature::string(1, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for SimplifyText {
    fn name(&self) -> &str {
        "simplify_text"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [array] = arrays.as_slice() else {
            return exec_err!("simplify_text takes a text");
        };
        let simple: StringArray = texts(array)?.iter().map(|text| text.map(simplified)).collect();
        Ok(ColumnarValue::Array(Arc::new(simple)))
    }
}

fn simplified(text: &str) -> String {
    let plain = text.nfkc().collect::<String>().to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::simplified;

    #[test]
    fn full_width_becomes_plain() {
        assert_eq!(simplified("　ＡＢＣ（上海）　有限公司\t １２ "), "abc(上海) 有限公司 12");
        assert_eq!(simplified("Müller\u{a0}ﬁne"), "müller fine");
        assert_eq!(simplified("u\u{308}"), "ü");
        assert_eq!(simplified(" \u{3000} "), "");
    }
}
