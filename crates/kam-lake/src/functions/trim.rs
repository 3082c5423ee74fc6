//! `trim(t)`: a text without the blanks around it, full-width ones too.

use super::texts::texts;
use arrow::array::StringArray;
use arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};
use std::sync::Arc;

/// The text without what Unicode calls space separators at its ends, as DuckDB's `trim` has it; the engine's own leaves all but
/// the ASCII blank, and Chinese names are typed with the full-width one. With a second text, without the letters of that.
/// NULL for NULL.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Trim {
    signature: Signature,
    aliases: Vec<String>,
}

impl Default for Trim {
    fn default() -> Self {
        let signature = TypeSignature::OneOf(vec![TypeSignature::String(1), TypeSignature::String(2)]);
        // The engine plans `trim(t)` as `btrim(t)`.
        Self { signature: Signature::new(signature, Volatility::Immutable), aliases: vec!["trim".to_owned()] }
    }
}

impl ScalarUDFImpl for Trim {
    fn name(&self) -> &str {
        "btrim"
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let trimmed: StringArray = match arrays.as_slice() {
            [text] => texts(text)?.iter().map(|text| text.map(|text| text.trim_matches(is_blank))).collect(),
            [text, letters] => texts(text)?
                .iter()
                .zip(texts(letters)?.iter())
                .map(|pair| match pair {
                    (Some(text), Some(letters)) => Some(text.trim_matches(|letter| letters.contains(letter))),
                    _ => None,
                })
                .collect(),
            _ => return exec_err!("trim takes a text, and the letters to take away if it is not blanks"),
        };
        Ok(ColumnarValue::Array(Arc::new(trimmed)))
    }
}

/// Unicode's category Zs.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn full_width_blanks_are_blanks_and_line_ends_are_not() {
        assert_eq!("\u{3000} 青岛 机械\u{a0}\u{3000}".trim_matches(is_blank), "青岛 机械");
        assert_eq!("a\n\t".trim_matches(is_blank), "a\n\t");
    }
}
