//! Deliveries made up for tests.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::versions::{ORIGIN, Version};
use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::datatypes::{DataType, Field, Schema};
use chrono::{DateTime, TimeDelta, Utc};
use kam_project::{AddsUp, Column, ColumnType, Extract};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// An extract with a key of two columns.
pub(crate) fn extract(adds_up: AddsUp) -> Extract {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/projects/shop");
    let like = kam_project::load_over(&BTreeMap::new(), &shop).project.extracts.into_values().next().unwrap();
    let column = |name: &str, kind| Column { name: name.to_owned(), kind, ..like.columns[0].clone() };
    let columns = [("code", ColumnType::Text), ("text", ColumnType::Text), ("number", ColumnType::Bigint)]
        .map(|(n, k)| column(n, k));
    Extract { adds_up, key: vec!["code".to_owned(), "number".to_owned()], columns: columns.to_vec(), ..like }
}

/// What a row says: a key of code and number, and a text.
pub(crate) type Row = (&'static str, i64, Option<&'static str>);

/// Noon of a day.
pub(crate) fn day(day: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::days(day)
}

/// A version known from a day, and loaded on it.
pub(crate) fn version(number: i64) -> Version<&'static str> {
    let moment = day(number).timestamp_micros();
    Version { known_from: moment, loaded_at: moment, file: "file.csv", delivery_id: "1" }
}

/// Rows as they are admitted.
pub(crate) fn admitted(rows: &[Row]) -> RecordBatch {
    let numbers = Int64Array::from_iter_values(1..=i64::try_from(rows.len()).unwrap());
    let (fields, mut columns) = declared(rows);
    columns.push(Arc::new(numbers));
    batch(fields.into_iter().chain([Field::new("_row_number", DataType::Int64, true)]), columns)
}

/// Rows as they have landed.
pub(crate) fn landed(rows: &[Row], operations: &[&str], version: &Version<&str>) -> RecordBatch {
    let moments = |moment| -> ArrayRef {
        Arc::new(TimestampMicrosecondArray::from_value(moment, rows.len()).with_timezone("UTC"))
    };
    let texts = |text: &str| -> ArrayRef { Arc::new(StringArray::from_iter_values(vec![text; rows.len()])) };
    let (fields, mut columns) = declared(rows);
    columns.extend([moments(version.known_from), moments(version.loaded_at)]);
    columns.extend([texts(version.file), texts(version.delivery_id)]);
    columns.push(Arc::new(StringArray::from_iter_values(operations)));
    let origin: Vec<Field> = ORIGIN
        .iter()
        .zip(columns.iter().skip(fields.len()))
        .map(|(name, column)| Field::new(*name, column.data_type().clone(), true))
        .collect();
    batch(fields.into_iter().chain(origin), columns)
}

fn declared(rows: &[Row]) -> (Vec<Field>, Vec<ArrayRef>) {
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from_iter_values(rows.iter().map(|(code, ..)| code))),
        Arc::new(rows.iter().map(|(.., text)| *text).collect::<StringArray>()),
        Arc::new(Int64Array::from_iter_values(rows.iter().map(|(_, number, _)| *number))),
    ];
    let names = ["code", "text", "number"].into_iter().zip(&columns);
    (names.map(|(name, column)| Field::new(name, column.data_type().clone(), true)).collect(), columns)
}

fn batch(fields: impl Iterator<Item = Field>, columns: Vec<ArrayRef>) -> RecordBatch {
    RecordBatch::try_new(Arc::new(Schema::new(fields.collect::<Vec<_>>())), columns).unwrap()
}
