//! Deliveries made up for tests.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::arriving::{Origin, repeated};
use arrow::array::{ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use arrow::util::display::array_value_to_string;
use chrono::{DateTime, TimeDelta, Utc};
use kam_lake::{arrow_field, history};
use kam_project::{AddsUp, Column, ColumnType, Extract};
use std::path::Path;
use std::sync::Arc;

/// An extract with a key of two columns.
pub(crate) fn extract(adds_up: AddsUp) -> Extract {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/projects/shop");
    let like = kam_project::load(&shop).project.extracts.into_values().next().unwrap();
    let column = |name: &str, kind| Column { name: name.to_owned(), kind, ..like.columns[0].clone() };
    let columns = vec![
        column("code", ColumnType::Text),
        column("text", ColumnType::Text),
        column("number", ColumnType::Bigint),
        column("amount", ColumnType::Decimal(18, 2)),
    ];
    Extract { adds_up, key: vec!["code".to_owned(), "number".to_owned()], columns, ..like }
}

/// A row of that extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub code: String,
    pub number: i64,
    pub text: Option<String>,
    pub amount: Option<i128>,
}

impl Row {
    pub(crate) fn of(code: &str, number: i64, text: &str) -> Self {
        Self { code: code.to_owned(), number, text: Some(text.to_owned()), amount: None }
    }
}

/// Noon of a day.
pub(crate) fn moment(day: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::days(i64::from(day))
}

/// A delivery of a day, loaded on that day.
pub(crate) fn origin(file: &str, delivery_id: &str, day: u32) -> Origin {
    Origin {
        delivery_id: delivery_id.to_owned(),
        file: file.to_owned(),
        member: None,
        known_from: moment(day),
        loaded_at: moment(day),
    }
}

impl Origin {
    /// The same, loaded on another day.
    pub(crate) fn loaded(self, day: u32) -> Self {
        Self { loaded_at: moment(day), ..self }
    }
}

/// The parts of a moment in the order of their ids.
pub(crate) fn parts(origins: &[Origin]) -> Vec<usize> {
    let mut parts: Vec<usize> = (0..origins.len()).collect();
    parts.sort_by_key(|part| origins[*part].delivery_id.as_str());
    parts
}

/// Rows as they are admitted.
pub(crate) fn admitted(extract: &Extract, rows: &[Row]) -> RecordBatch {
    let amounts: Decimal128Array = rows.iter().map(|row| row.amount).collect();
    let columns: [ArrayRef; 5] = [
        Arc::new(StringArray::from_iter_values(rows.iter().map(|row| &row.code))),
        Arc::new(rows.iter().map(|row| row.text.as_deref()).collect::<StringArray>()),
        Arc::new(Int64Array::from_iter_values(rows.iter().map(|row| row.number))),
        Arc::new(amounts.with_precision_and_scale(18, 2).unwrap()),
        Arc::new(Int64Array::from_iter_values(1..=i64::try_from(rows.len()).unwrap())),
    ];
    let fields = extract.columns.iter().map(|column| arrow_field(&column.name, column.kind));
    let fields = fields.chain([arrow_field("_row_number", ColumnType::Bigint)]);
    let schema = arrow::datatypes::Schema::new(fields.collect::<Vec<_>>());
    RecordBatch::try_new(Arc::new(schema), columns.to_vec()).unwrap()
}

/// Rows as they land.
pub(crate) fn landed(extract: &Extract, origin: &Origin, rows: &[Row]) -> RecordBatch {
    let operations = repeated("insert", rows.len());
    origin.landed(&admitted(extract, rows), operations, &history::landed_schema(extract)).unwrap()
}

/// Landed rows as lines, sorted: key, what they say, what they do, from which file and row.
pub(crate) fn shown(rows: &[RecordBatch]) -> Vec<String> {
    let columns = ["code", "number", "text", "amount", "_op", "_file", "_row_number", "_delivery_id"];
    let cell = |rows: &RecordBatch, row: usize, name: &str| {
        let column = rows.column_by_name(name).unwrap();
        if column.is_null(row) { "-".to_owned() } else { array_value_to_string(column, row).unwrap() }
    };
    let line = |rows: &RecordBatch, row| columns.map(|name| cell(rows, row, name)).join(" ");
    let mut lines: Vec<String> =
        rows.iter().flat_map(|rows| (0..rows.num_rows()).map(move |row| line(rows, row))).collect();
    lines.sort();
    lines
}
