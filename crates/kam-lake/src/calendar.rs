//! The tables a run gives to SQL so that a quarter is data, not a parameter.

use crate::columns::arrow_field;
use crate::error::{Error, Result};
use arrow::array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::datatypes::{Date32Type, Schema, SchemaRef};
use chrono::{DateTime, NaiveDate, Utc};
use kam_project::{Calendar, ColumnType, Month, Quarter};
use std::sync::Arc;

const QUARTER_COLUMNS: [(&str, ColumnType); 11] = [
    ("quarter", ColumnType::Text),
    ("number", ColumnType::Bigint),
    ("quarter_start", ColumnType::Date),
    ("quarter_end", ColumnType::Date),
    ("as_of", ColumnType::Date),
    ("known_at", ColumnType::Timestamp),
    ("year_ago_start", ColumnType::Date),
    ("year_ago_end", ColumnType::Date),
    ("t12m_start", ColumnType::Date),
    ("p12m_start", ColumnType::Date),
    ("days", ColumnType::Bigint),
];

const MONTH_COLUMNS: [(&str, ColumnType); 5] = [
    ("month", ColumnType::Text),
    ("number", ColumnType::Bigint),
    ("month_start", ColumnType::Date),
    ("month_end", ColumnType::Date),
    ("quarter", ColumnType::Text),
];

/// The tables that hold for every run.
#[derive(Debug, Clone)]
pub struct Tables {
    /// `run.calendar`: all quarters of fiscal years 1970 to 2069.
    pub quarters: RecordBatch,
    /// `run.months`: their months.
    pub months: RecordBatch,
}

impl Tables {
    /// The tables of a calendar. No quarter has a cut-off of its own here: `known_at` is the beginning of time.
    pub fn of(calendar: Calendar) -> Result<Self> {
        Ok(Self { quarters: quarter_rows(&calendar.all(), DateTime::UNIX_EPOCH)?, months: month_rows(calendar)? })
    }
}

/// The columns of `run.quarters` and `run.calendar`.
pub fn quarter_schema() -> SchemaRef {
    schema(&QUARTER_COLUMNS)
}

/// The columns of `run.months`.
pub fn month_schema() -> SchemaRef {
    schema(&MONTH_COLUMNS)
}

/// Rows of `run.quarters` or `run.calendar`, one per quarter.
pub fn quarter_rows(quarters: &[Quarter], known_at: DateTime<Utc>) -> Result<RecordBatch> {
    let known_at = TimestampMicrosecondArray::from_value(known_at.timestamp_micros(), quarters.len());
    let columns: Vec<ArrayRef> = vec![
        texts(quarters.iter().map(Quarter::label)),
        numbers(quarters.iter().map(|quarter| quarter.number)),
        dates(quarters.iter().map(|quarter| quarter.start)),
        dates(quarters.iter().map(|quarter| quarter.end)),
        dates(quarters.iter().map(Quarter::as_of)),
        Arc::new(known_at.with_timezone("UTC")),
        dates(quarters.iter().map(|quarter| quarter.year_ago_start)),
        dates(quarters.iter().map(|quarter| quarter.year_ago_end)),
        dates(quarters.iter().map(|quarter| quarter.t12m_start)),
        dates(quarters.iter().map(|quarter| quarter.p12m_start)),
        numbers(quarters.iter().map(Quarter::days)),
    ];
    rows(quarter_schema(), columns)
}

/// Rows of `run.months` for all quarters of a calendar.
fn month_rows(calendar: Calendar) -> Result<RecordBatch> {
    let quarters = calendar.all();
    let months: Vec<Month> = match (quarters.first(), quarters.last()) {
        (Some(first), Some(last)) => calendar.months_between(*first, *last),
        _ => Vec::new(),
    };
    let columns: Vec<ArrayRef> = vec![
        texts(months.iter().map(|month| month.label.clone())),
        numbers(months.iter().map(|month| month.number)),
        dates(months.iter().map(|month| month.start)),
        dates(months.iter().map(|month| month.end)),
        texts(months.iter().map(|month| month.quarter.clone())),
    ];
    rows(month_schema(), columns)
}

fn rows(schema: SchemaRef, columns: Vec<ArrayRef>) -> Result<RecordBatch> {
    RecordBatch::try_new(schema, columns).map_err(|e| Error::query("assemble", "run.quarters", e.into()))
}

fn schema(columns: &[(&str, ColumnType)]) -> SchemaRef {
    let fields: Vec<_> = columns.iter().map(|(name, kind)| arrow_field(name, *kind)).collect();
    Arc::new(Schema::new(fields))
}

fn texts(values: impl Iterator<Item = String>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

fn numbers(values: impl Iterator<Item = i64>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(values))
}

fn dates(values: impl Iterator<Item = NaiveDate>) -> ArrayRef {
    Arc::new(Date32Array::from_iter_values(values.map(Date32Type::from_naive_date)))
}
