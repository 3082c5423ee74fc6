//! What a query hands to a page.

use crate::format::Decimal;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use std::collections::BTreeMap;
use tera::Value;

/// The rows of one query, in the query's order.
pub type Rows = Vec<Row>;

/// One row: cells by column.
pub type Row = BTreeMap<String, Cell>;

/// One value, as exact as the table holds it. There is no floating point here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Unknown; why stands in the column's `…_null_reason`.
    Null,
    /// Text. It is data: a page prints it escaped, always.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An exact number: `unscaled` shifted right by `scale` digits.
    Decimal {
        /// All digits.
        unscaled: i128,
        /// How many of them stand after the point.
        scale: i8,
    },
    /// True or false.
    Boolean(bool),
    /// A calendar day.
    Date(NaiveDate),
    /// An instant.
    Timestamp(DateTime<Utc>),
    /// Several values in an order, unknown ones among them: the points of a line.
    List(Vec<Cell>),
}

/// Turns rows into what a template loops over: one map per row.
pub(crate) fn to_value(rows: Rows) -> Value {
    let rows: Vec<Value> = rows.into_iter().map(row_to_value).collect();
    Value::from(rows)
}

/// Turns one row into a map by column.
pub(crate) fn row_to_value(row: Row) -> Value {
    let cells: BTreeMap<String, Value> = row.into_iter().map(|(column, cell)| (column, cell_to_value(cell))).collect();
    Value::from(cells)
}

fn cell_to_value(cell: Cell) -> Value {
    match cell {
        Cell::Null => Value::none(),
        Cell::Text(text) => Value::from(text),
        Cell::Integer(number) => Value::from(number),
        Cell::Decimal { unscaled, scale } => Decimal::new(unscaled, scale).into_value(),
        Cell::Boolean(truth) => Value::from(truth),
        Cell::Date(date) => Value::from(date.to_string()),
        Cell::Timestamp(instant) => Value::from(instant.to_rfc3339_opts(SecondsFormat::Micros, true)),
        Cell::List(cells) => Value::from(cells.into_iter().map(cell_to_value).collect::<Vec<_>>()),
    }
}
