//! Admitted rows as Arrow columns.

use super::Value;
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};
use kam_project::{Column, ColumnType};
use std::borrow::Cow;
use std::sync::Arc;

/// The column that holds the row's number in its file.
pub const ROW_NUMBER: &str = "_row_number";

/// Collects admitted rows until they are taken as a batch.
pub(crate) struct Table {
    schema: SchemaRef,
    columns: Vec<Builder>,
    /// None for tables that people write by hand.
    row_numbers: Option<Int64Builder>,
    rows: usize,
}

enum Builder {
    Text(StringBuilder),
    Bigint(Int64Builder),
    Boolean(BooleanBuilder),
    Date(Date32Builder),
    Timestamp(TimestampMicrosecondBuilder),
    Decimal(Decimal128Builder),
}

impl Table {
    /// An empty table of the declared columns and `_row_number`.
    pub(crate) fn new(columns: &[Column]) -> Self {
        Self {
            schema: arrow_schema(columns),
            row_numbers: Some(Int64Builder::new()),
            ..Self::without_row_number(columns)
        }
    }

    /// An empty table of the declared columns only.
    pub(crate) fn without_row_number(columns: &[Column]) -> Self {
        Self {
            schema: Arc::new(Schema::new(fields(columns))),
            columns: columns.iter().map(|column| Builder::new(column.kind)).collect(),
            row_numbers: None,
            rows: 0,
        }
    }

    pub(crate) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Adds one admitted row; text values are taken from `field`.
    pub(crate) fn push<'a>(
        &mut self,
        row_number: i64,
        values: &[Value],
        field: impl Fn(usize) -> Option<Cow<'a, str>>,
    ) {
        for (at, (builder, value)) in self.columns.iter_mut().zip(values).enumerate() {
            builder.push(*value, || field(at));
        }
        if let Some(row_numbers) = &mut self.row_numbers {
            row_numbers.append_value(row_number);
        }
        self.rows += 1;
    }

    /// Takes the rows collected so far.
    pub(crate) fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        let mut arrays: Vec<_> = self.columns.iter_mut().map(Builder::finish).collect();
        if let Some(row_numbers) = &mut self.row_numbers {
            arrays.push(Arc::new(row_numbers.finish()));
        }
        self.rows = 0;
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }
}

impl Builder {
    fn new(kind: ColumnType) -> Self {
        match kind {
            ColumnType::Text => Self::Text(StringBuilder::new()),
            ColumnType::Bigint => Self::Bigint(Int64Builder::new()),
            ColumnType::Boolean => Self::Boolean(BooleanBuilder::new()),
            ColumnType::Date => Self::Date(Date32Builder::new()),
            ColumnType::Timestamp => {
                Self::Timestamp(TimestampMicrosecondBuilder::new().with_data_type(data_type(kind)))
            }
            ColumnType::Decimal(..) => Self::Decimal(Decimal128Builder::new().with_data_type(data_type(kind))),
        }
    }

    /// Adds a value; one of another type cannot come from this column's rule, and would be NULL.
    fn push<'a>(&mut self, value: Value, text: impl FnOnce() -> Option<Cow<'a, str>>) {
        match (self, value) {
            (Self::Text(builder), Value::Text) => builder.append_option(text()),
            (Self::Text(builder), part @ Value::Part { .. }) => {
                builder.append_option(text().as_deref().and_then(|text| part.of_text(text)));
            }
            (Self::Text(builder), _) => builder.append_null(),
            (Self::Bigint(builder), Value::Bigint(value)) => builder.append_value(value),
            (Self::Bigint(builder), _) => builder.append_null(),
            (Self::Boolean(builder), Value::Boolean(value)) => builder.append_value(value),
            (Self::Boolean(builder), _) => builder.append_null(),
            (Self::Date(builder), Value::Date(value)) => builder.append_value(value),
            (Self::Date(builder), _) => builder.append_null(),
            (Self::Timestamp(builder), Value::Timestamp(value)) => builder.append_value(value),
            (Self::Timestamp(builder), _) => builder.append_null(),
            (Self::Decimal(builder), Value::Decimal(value)) => builder.append_value(value),
            (Self::Decimal(builder), _) => builder.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Bigint(builder) => Arc::new(builder.finish()),
            Self::Boolean(builder) => Arc::new(builder.finish()),
            Self::Date(builder) => Arc::new(builder.finish()),
            Self::Timestamp(builder) => Arc::new(builder.finish()),
            Self::Decimal(builder) => Arc::new(builder.finish()),
        }
    }
}

/// The schema of an extract's admitted rows: the declared columns under their landed names, then `_row_number`.
pub fn arrow_schema(columns: &[Column]) -> SchemaRef {
    let mut fields = fields(columns);
    fields.push(Field::new(ROW_NUMBER, DataType::Int64, true));
    Arc::new(Schema::new(fields))
}

fn fields(columns: &[Column]) -> Vec<Field> {
    columns.iter().map(|column| Field::new(&column.name, data_type(column.kind), true)).collect()
}

pub(super) fn data_type(kind: ColumnType) -> DataType {
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
