//! Rows of the engine as a page takes them: every value exactly as the table holds it.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Date32Type, Decimal128Type, Int64Type, TimeUnit, TimestampMicrosecondType};
use chrono::DateTime;
use kam_report::{Cell, Row};

/// All rows of a batch.
pub(crate) fn rows(batch: &RecordBatch) -> Vec<Row> {
    (0..batch.num_rows()).map(|at| row(batch, at)).collect()
}

/// One row of a batch.
pub(crate) fn row(batch: &RecordBatch, at: usize) -> Row {
    let schema = batch.schema_ref();
    let cells = schema.fields().iter().zip(batch.columns());
    cells.map(|(field, column)| (field.name().clone(), cell(column.as_ref(), at))).collect()
}

fn cell(column: &dyn Array, row: usize) -> Cell {
    if column.is_null(row) {
        return Cell::Null;
    }
    match column.data_type() {
        DataType::Int64 => Cell::Integer(column.as_primitive::<Int64Type>().value(row)),
        kind if kind.is_integer() => shown(column, row).parse().map_or(Cell::Null, Cell::Integer),
        DataType::Boolean => Cell::Boolean(column.as_boolean().value(row)),
        DataType::Decimal128(_, scale) => {
            Cell::Decimal { unscaled: column.as_primitive::<Decimal128Type>().value(row), scale: *scale }
        }
        DataType::Date32 => column.as_primitive::<Date32Type>().value_as_date(row).map_or(Cell::Null, Cell::Date),
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            let micros = column.as_primitive::<TimestampMicrosecondType>().value(row);
            DateTime::from_timestamp_micros(micros).map_or(Cell::Null, Cell::Timestamp)
        }
        DataType::List(_) => list(column.as_list::<i32>().value(row).as_ref()),
        DataType::LargeList(_) => list(column.as_list::<i64>().value(row).as_ref()),
        _ => Cell::Text(shown(column, row)),
    }
}

fn shown(column: &dyn Array, row: usize) -> String {
    arrow::util::display::array_value_to_string(column, row).unwrap_or_default()
}

/// An unknown value in a list keeps its place.
fn list(values: &dyn Array) -> Cell {
    Cell::List((0..values.len()).map(|at| cell(values, at)).collect())
}
