//! The columns kam adds to landed rows: where they are from, and when they became known.

use crate::error::{Error, Result};
use crate::land::LandingContext;
use crate::survey::{Delivery, Moment};
use arrow::array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray, new_null_array};
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use chrono::{DateTime, Utc};
use kam_compare::Version;
use kam_lake::history;
use kam_project::Extract;
use std::sync::{Arc, Mutex, PoisonError};

/// The columns kam adds to rows of one delivery.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    pub delivery_id: String,
    pub file: String,
    pub member: Option<String>,
    pub known_from: DateTime<Utc>,
    pub loaded_at: DateTime<Utc>,
    pub columns: OriginColumns,
}

/// What has been made of the columns that say the same in every row.
#[derive(Debug, Clone, Default)]
pub(crate) struct OriginColumns {
    delivery_id: Same,
    file: Same,
    member: Same,
    insert: Same,
    known_from: Same,
    loaded_at: Same,
}

/// A column of one value, as long as it was ever asked for: a shorter one is a part of it.
#[derive(Debug, Default)]
struct Same(Mutex<Option<ArrayRef>>);

impl Origin {
    pub(crate) fn of(context: &LandingContext<'_>, moment: &Moment<'_>, delivery: &Delivery) -> Self {
        Self {
            delivery_id: delivery.id.clone(),
            file: delivery.found.name.clone(),
            member: delivery.found.member.clone(),
            known_from: moment.known_from,
            loaded_at: context.now,
            columns: OriginColumns::default(),
        }
    }

    /// The version that rows of this delivery are of their keys.
    pub(crate) fn version(&self) -> Version<&str> {
        let Self { delivery_id, file, known_from, loaded_at, .. } = self;
        let (known_from, loaded_at) = (known_from.timestamp_micros(), loaded_at.timestamp_micros());
        Version { known_from, loaded_at, file, delivery_id }
    }

    /// Admitted rows, whose last column is `_row_number`, as landed rows.
    pub(crate) fn landed(
        &self,
        admitted: &RecordBatch,
        operations: ArrayRef,
        schema: &SchemaRef,
    ) -> Result<RecordBatch, ArrowError> {
        match admitted.columns().split_last() {
            Some((numbers, declared)) => self.beside(declared, numbers, operations, schema),
            None => Ok(RecordBatch::new_empty(Arc::clone(schema))),
        }
    }

    /// The declared columns with those kam adds beside them.
    pub(crate) fn beside(
        &self,
        declared: &[ArrayRef],
        numbers: &ArrayRef,
        operations: ArrayRef,
        schema: &SchemaRef,
    ) -> Result<RecordBatch, ArrowError> {
        let rows = numbers.len();
        let mut columns = declared.to_vec();
        columns.push(self.columns.delivery_id.of(rows, |rows| repeated(&self.delivery_id, rows)));
        columns.push(self.columns.file.of(rows, |rows| repeated(&self.file, rows)));
        columns.push(self.columns.member.of(rows, |rows| match &self.member {
            Some(member) => repeated(member, rows),
            None => Arc::new(StringArray::new_null(rows)),
        }));
        columns.push(Arc::clone(numbers));
        columns.push(operations);
        columns.push(self.columns.known_from.of(rows, |rows| moments(self.known_from, rows)));
        columns.push(self.columns.loaded_at.of(rows, |rows| moments(self.loaded_at, rows)));
        RecordBatch::try_new(Arc::clone(schema), columns)
    }

    /// The operation of rows that are all new.
    pub(crate) fn inserts(&self, rows: usize) -> ArrayRef {
        self.columns.insert.of(rows, |rows| repeated("insert", rows))
    }
}

impl Same {
    /// So many rows of it.
    fn of(&self, rows: usize, make: impl Fn(usize) -> ArrayRef) -> ArrayRef {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match made.as_ref().filter(|made| made.len() >= rows) {
            Some(made) => made.slice(0, rows),
            None => Arc::clone(made.insert(make(rows))),
        }
    }
}

/// A copy makes its own.
impl Clone for Same {
    fn clone(&self) -> Self {
        Self::default()
    }
}

pub(crate) fn repeated(text: &str, rows: usize) -> ArrayRef {
    texts(std::iter::repeat_n(text, rows))
}

pub(crate) fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(texts))
}

fn moments(moment: DateTime<Utc>, rows: usize) -> ArrayRef {
    let moments = TimestampMicrosecondArray::from_value(moment.timestamp_micros(), rows);
    Arc::new(moments.with_timezone("UTC"))
}

/// A `delete` row that withdraws all earlier rows of a file, see `history.rs` in kam-lake.
pub(crate) fn withdrawal(extract: &Extract, origin: &Origin) -> Result<RecordBatch> {
    let schema = history::landed_schema(extract);
    let declared = schema.fields().iter().take(extract.columns.len());
    let declared: Vec<ArrayRef> = declared.map(|field| new_null_array(field.data_type(), 1)).collect();
    let numbers: ArrayRef = Arc::new(Int64Array::new_null(1));
    let rows = origin.beside(&declared, &numbers, repeated("delete", 1), &schema);
    rows.map_err(|source| Error::Rows { table: extract.table.to_string(), source })
}
