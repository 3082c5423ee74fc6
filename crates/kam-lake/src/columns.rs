//! Declared column types as the engine's types, and back.

use arrow::datatypes::{DataType, Field, TimeUnit};
use kam_project::ColumnType;

/// The engine's type of a declared column type.
pub fn arrow_type(kind: ColumnType) -> DataType {
    match kind {
        ColumnType::Text => DataType::Utf8,
        ColumnType::Bigint => DataType::Int64,
        ColumnType::Boolean => DataType::Boolean,
        ColumnType::Date => DataType::Date32,
        ColumnType::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        ColumnType::Decimal(precision, scale) => {
            DataType::Decimal128(precision, i8::try_from(scale).unwrap_or(i8::MAX))
        }
    }
}

/// A nullable field of a declared type.
pub fn arrow_field(name: &str, kind: ColumnType) -> Field {
    Field::new(name, arrow_type(kind), true)
}

/// The type a query's column is stored as, or none if tables may not hold it.
///
/// Only conversions that cannot lose a value silently are made: views to plain text, and whole numbers
/// to 64 bits, which the engine checks.
pub(crate) fn stored_type(queried: &DataType) -> Option<DataType> {
    match queried {
        DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8 => Some(DataType::Utf8),
        kind if kind.is_integer() => Some(DataType::Int64),
        DataType::Timestamp(_, zone) => zone.as_ref().map(|_| arrow_type(ColumnType::Timestamp)),
        DataType::Boolean | DataType::Date32 => Some(queried.clone()),
        DataType::Decimal128(_, scale) if *scale >= 0 => Some(queried.clone()),
        _ => None,
    }
}

/// The declared spelling of an engine type, for messages: `decimal(18,4)`.
pub fn spelled(kind: &DataType) -> String {
    match kind {
        DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8 => "text".to_owned(),
        DataType::Int64 => "bigint".to_owned(),
        DataType::Boolean => "boolean".to_owned(),
        DataType::Date32 => "date".to_owned(),
        DataType::Timestamp(_, _) => "timestamp".to_owned(),
        DataType::Decimal128(precision, scale) => format!("decimal({precision},{scale})"),
        DataType::Float64 => "double".to_owned(),
        other => other.to_string().to_lowercase(),
    }
}
