//! A delivery's rows on their way to the lake, and the account kept of them.

use crate::error::{Error, Refused, Result};
use crate::land::LandingContext;
use crate::record::RejectedRow;
use crate::survey::{Delivery, Moment};
use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::datatypes::SchemaRef;
use chrono::{DateTime, Utc};
use kam_ingest::Totals;
use kam_lake::{Rows, history};
use kam_project::Extract;
use std::sync::{Arc, Mutex, PoisonError};

/// How many rejected rows of one delivery are kept; one that has more is refused whatever its limit.
const KEPT_REJECTIONS: usize = 100_000;

/// Reads a delivery on a thread of its own, a few portions ahead of whoever takes its rows.
pub(crate) fn arriving(extract: &Extract, delivery: &Delivery, origin: Origin) -> Result<(Rows, SharedAccount)> {
    let schema = history::landed_schema(extract);
    let account = SharedAccount::default();
    let (sender, receiver) = tokio::sync::mpsc::channel(2);
    let mut reader = kam_ingest::read(extract, &delivery.found)?;
    let (landed, shared, surveyed) = (Arc::clone(&schema), account.clone(), delivery.fingerprint.clone());
    let file = delivery.found.shown();
    tokio::task::spawn_blocking(move || {
        let mut rejected = Vec::new();
        for portion in reader.by_ref() {
            let rows = portion.map_err(BoxError::from).and_then(|portion| {
                keep(&mut rejected, portion.rejected, &file)?;
                origin.landed(&portion.rows, &landed).map_err(BoxError::from)
            });
            let failed = rows.is_err();
            if sender.blocking_send(rows).is_err() || failed {
                return;
            }
        }
        let totals = reader.finish();
        if totals.fingerprint.sha256 != surveyed.sha256 {
            let changed = Refused {
                detail: format!("`{file}` changed while it was being read"),
                hint: Some("run again once its sender has finished writing it".to_owned()),
            };
            // The other side has gone only if it failed first; then its error is the one to tell.
            let _ = sender.blocking_send(Err(Box::new(Error::Refused { refusal: changed })));
            return;
        }
        shared.put(Account { totals, rejected });
    });
    let stream =
        futures::stream::unfold(receiver, |mut receiver| async { receiver.recv().await.map(|rows| (rows, receiver)) });
    Ok((Rows::arriving(schema, stream), account))
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

fn keep(
    kept: &mut Vec<kam_ingest::RejectedRow>,
    more: Vec<kam_ingest::RejectedRow>,
    file: &str,
) -> Result<(), BoxError> {
    kept.extend(more);
    if kept.len() <= KEPT_REJECTIONS {
        return Ok(());
    }
    let refusal = Refused {
        detail: format!("more than {KEPT_REJECTIONS} rows of `{file}` were rejected. {}", first_rejection(kept)),
        hint: Some("compare the file with the columns its extract declares".to_owned()),
    };
    Err(Box::new(Error::Refused { refusal }))
}

/// The account of one delivery while it is being read.
#[derive(Default)]
pub(crate) struct Account {
    pub totals: Totals,
    pub rejected: Vec<kam_ingest::RejectedRow>,
}

impl Account {
    pub(crate) fn rejected_rows(&self, extract: &Extract, delivery: &Delivery) -> Vec<RejectedRow> {
        let row = |row: &kam_ingest::RejectedRow| RejectedRow {
            delivery_id: delivery.id.clone(),
            extract: extract.table.to_string(),
            file: delivery.found.name.clone(),
            member: delivery.found.member.clone(),
            row_number: row.row_number,
            line: Some(row.line),
            byte_offset: row.byte_offset,
            column: row.column.clone(),
            value: row.value.clone(),
            reason_code: row.reason_code.as_str().to_owned(),
            reason: row.reason.clone(),
            original: Some(row.original.clone()),
            shape_version: extract.shape_version.clone(),
            replayed_by: None,
        };
        self.rejected.iter().map(row).collect()
    }
}

/// An account shared with the stream that fills it.
#[derive(Clone, Default)]
pub(crate) struct SharedAccount(Arc<Mutex<Option<Account>>>);

impl SharedAccount {
    fn put(&self, account: Account) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(account);
    }

    pub(crate) fn taken(&self, file: &str) -> Result<Account> {
        let account = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        account.ok_or_else(|| Error::Died { part: format!("reading {file}") })
    }
}

pub(crate) fn first_rejection(rejected: &[kam_ingest::RejectedRow]) -> String {
    rejected.first().map_or_else(String::new, |row| format!("The first is in line {}: {}.", row.line, row.reason))
}

/// The columns kam adds to rows of one delivery.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    delivery_id: String,
    file: String,
    member: Option<String>,
    operation: &'static str,
    known_from: DateTime<Utc>,
    loaded_at: DateTime<Utc>,
}

impl Origin {
    pub(crate) fn of(context: &LandingContext<'_>, moment: &Moment<'_>, delivery: &Delivery) -> Self {
        Self {
            delivery_id: delivery.id.clone(),
            file: delivery.found.name.clone(),
            member: delivery.found.member.clone(),
            operation: "insert",
            known_from: moment.known_from,
            loaded_at: context.now,
        }
    }

    /// Admitted rows, whose last column is `_row_number`, as landed rows.
    pub(crate) fn landed(
        &self,
        admitted: &RecordBatch,
        schema: &SchemaRef,
    ) -> Result<RecordBatch, arrow::error::ArrowError> {
        let rows = admitted.num_rows();
        let (numbers, declared) = admitted.columns().split_last().map_or_else(
            || (Arc::new(Int64Array::new_null(0)) as ArrayRef, &[][..]),
            |(last, rest)| (Arc::clone(last), rest),
        );
        let mut columns = declared.to_vec();
        columns.push(repeated(&self.delivery_id, rows));
        columns.push(repeated(&self.file, rows));
        columns.push(match &self.member {
            Some(member) => repeated(member, rows),
            None => Arc::new(StringArray::new_null(rows)),
        });
        columns.push(numbers);
        columns.push(repeated(self.operation, rows));
        columns.push(moments(self.known_from, rows));
        columns.push(moments(self.loaded_at, rows));
        RecordBatch::try_new(Arc::clone(schema), columns)
    }
}

fn repeated(text: &str, rows: usize) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(std::iter::repeat_n(text, rows)))
}

fn moments(moment: DateTime<Utc>, rows: usize) -> ArrayRef {
    let moments = TimestampMicrosecondArray::from_value(moment.timestamp_micros(), rows);
    Arc::new(moments.with_timezone("UTC"))
}

/// A `delete` row that withdraws all earlier rows of a file, see `history.rs` in kam-lake.
pub(crate) fn withdrawal(context: &LandingContext<'_>, moment: &Moment<'_>, delivery: &Delivery) -> Result<Rows> {
    let schema = history::landed_schema(moment.extract);
    let declared = moment.extract.columns.iter().map(|column| kam_lake::arrow_field(&column.name, column.kind));
    let mut columns: Vec<ArrayRef> = declared.map(|field| arrow::array::new_null_array(field.data_type(), 1)).collect();
    columns.push(Arc::new(Int64Array::new_null(1)));
    let fields = moment.extract.columns.iter().map(|column| kam_lake::arrow_field(&column.name, column.kind));
    let row_number = kam_lake::arrow_field("_row_number", kam_project::ColumnType::Bigint);
    let admitted = arrow::datatypes::Schema::new(fields.chain([row_number]).collect::<Vec<_>>());
    let failed = |source| Error::Rows { table: moment.extract.table.to_string(), source };
    let admitted = RecordBatch::try_new(Arc::new(admitted), columns).map_err(failed)?;
    let origin = Origin { operation: "delete", ..Origin::of(context, moment, delivery) };
    let rows = origin.landed(&admitted, &schema).map_err(failed)?;
    Ok(Rows::held(schema, vec![rows]))
}
