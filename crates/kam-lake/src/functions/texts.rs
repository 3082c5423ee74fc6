//! Columns of text as arguments.

use arrow::array::{ArrayRef, AsArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use datafusion::common::Result;

/// A column of text in whatever form the engine holds it, as plain text.
#[expect(clippy::disallowed_methods, reason = "from text to text nothing can be lost")]
pub(super) fn texts(array: &ArrayRef) -> Result<StringArray> {
    Ok(cast(array, &DataType::Utf8)?.as_string::<i32>().clone())
}
