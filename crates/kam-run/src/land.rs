//! Deliveries become raw rows, once the account of each file balances.

use crate::error::{Error, Result};
use crate::event::{Refusal, StepStatus};
use crate::record::{self, DeliveryRow, RejectedRow};
use crate::snapshot;
use crate::survey::{Delivery, Moment, Standing};
use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::datatypes::SchemaRef;
use chrono::{DateTime, SecondsFormat, Utc};
use kam_ingest::Totals;
use kam_lake::{Replace, Rows, Staged, Writer, history};
use kam_project::{AddsUp, Extract};
use std::sync::{Arc, Mutex, PoisonError};

/// What landing has come to so far.
#[derive(Default)]
pub(crate) struct Landing {
    pub staged: Staged,
    pub deliveries: Vec<DeliveryRow>,
    pub rejected: Vec<RejectedRow>,
    pub refusals: Vec<Refusal>,
}

/// Where and when a landing happens.
pub(crate) struct LandingContext<'a> {
    pub writer: &'a Writer,
    pub run_id: &'a str,
    pub now: DateTime<Utc>,
    pub accept_loss: bool,
}

/// How many rejected rows of one delivery are kept; one that has more is refused whatever its limit.
const KEPT_REJECTIONS: usize = 100_000;

/// What landing one moment came to.
#[derive(Debug)]
pub(crate) struct Landed {
    pub rows: u64,
    pub status: StepStatus,
    pub message: Option<String>,
}

impl Landed {
    pub(crate) fn whole(rows: u64) -> Self {
        Self { rows, status: StepStatus::Done, message: None }
    }

    pub(crate) fn with_warning(rows: u64, message: String) -> Self {
        Self { rows, status: StepStatus::Warned, message: Some(message) }
    }

    pub(crate) fn refused(refused: &Refused) -> Self {
        Self { rows: 0, status: StepStatus::Failed, message: Some(refused.detail.clone()) }
    }
}

/// Lands one moment. What is refused is noted, and leaves nothing behind.
pub(crate) async fn land(context: &LandingContext<'_>, landing: &mut Landing, moment: &Moment<'_>) -> Result<Landed> {
    let landed = match (&moment.standing, moment.extract.adds_up) {
        (Standing::Resent, _) => Err(Error::Refused { refusal: resent(moment) }),
        (Standing::Late | Standing::Early, _) => return Ok(note_late(context, landing, moment)),
        (_, AddsUp::Append) => land_facts(context, landing, moment).await,
        (_, AddsUp::Snapshot) => snapshot::land(context, landing, moment).await,
    };
    let refused = match landed {
        Err(Error::Ingest(error)) if error.blame() == kam_ingest::Blame::Data => Refused::of(&error),
        Err(Error::Refused { refusal }) => refusal,
        other => return other,
    };
    let accounts = moment.deliveries.iter().map(|_| Account::default()).collect::<Vec<_>>();
    refuse(context, landing, moment, &accounts, &refused);
    Ok(Landed::refused(&refused))
}

/// Why a delivery is refused, and what to do about it.
#[derive(Debug)]
pub struct Refused {
    pub(crate) detail: String,
    pub(crate) hint: Option<String>,
}

impl Refused {
    fn of(error: &kam_ingest::Error) -> Self {
        let detail = match error.detail() {
            Some(detail) => format!("{error}. {detail}"),
            None => error.to_string(),
        };
        Self { detail, hint: error.hint() }
    }
}

async fn land_facts(context: &LandingContext<'_>, landing: &mut Landing, moment: &Moment<'_>) -> Result<Landed> {
    let mut landed = 0;
    for delivery in &moment.deliveries {
        let origin = Origin::of(context, moment, delivery);
        let (rows, account) = arriving(moment.extract, delivery, origin)?;
        // Staged apart, so that a delivery refused at its end leaves nothing among the others.
        let mut staged = landing.staged.clone();
        let table = &moment.extract.table;
        if moment.standing == Standing::Replaces {
            let marker = withdrawal(context, moment, delivery)?;
            context.writer.stage(&mut staged, table, marker, &[], &Replace::Nothing).await?;
        }
        let before = staged.new_rows(table);
        let written = context.writer.stage(&mut staged, table, rows, &[], &Replace::Nothing).await;
        written.map_err(Error::from_stage)?;
        let account = account.taken(&delivery.found.name)?;
        if let Some(refused) = over_limit(moment.extract, delivery, &account, account.totals.rows_rejected) {
            refuse(context, landing, moment, &[account], &refused);
            return Ok(Landed::refused(&refused));
        }
        let rows_landed = staged.new_rows(table) - before;
        let row = DeliveryRow { rows_landed, ..delivery_row(context, moment, delivery, &account) };
        landing.staged = staged;
        landing.deliveries.push(balanced(row)?);
        landing.rejected.extend(account.rejected_rows(moment.extract, delivery));
        landed += rows_landed;
    }
    Ok(Landed::whole(landed))
}

/// A delivery's record, once read = landed + rejected + unchanged.
pub(crate) fn balanced(row: DeliveryRow) -> Result<DeliveryRow> {
    if row.rows_read == row.rows_landed + row.rows_rejected + row.rows_unchanged {
        return Ok(row);
    }
    Err(Error::Unbalanced {
        file: row.file,
        read: row.rows_read,
        landed: row.rows_landed,
        rejected: row.rows_rejected,
        unchanged: row.rows_unchanged,
    })
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
            member: None,
            row_number: row.row_number,
            line: Some(row.line),
            byte_offset: Some(row.byte_offset),
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

/// The columns kam adds to rows of one delivery.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    delivery_id: String,
    file: String,
    operation: &'static str,
    known_from: DateTime<Utc>,
    loaded_at: DateTime<Utc>,
}

impl Origin {
    pub(crate) fn of(context: &LandingContext<'_>, moment: &Moment<'_>, delivery: &Delivery) -> Self {
        Self {
            delivery_id: delivery.id.clone(),
            file: delivery.found.name.clone(),
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
        columns.push(Arc::new(StringArray::new_null(rows)));
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

/// Reads a delivery on a thread of its own, a few portions ahead of whoever takes its rows.
pub(crate) fn arriving(extract: &Extract, delivery: &Delivery, origin: Origin) -> Result<(Rows, SharedAccount)> {
    let schema = history::landed_schema(extract);
    let account = SharedAccount::default();
    let (sender, receiver) = tokio::sync::mpsc::channel(2);
    let mut reader = kam_ingest::read(extract, &delivery.found)?;
    let (landed, shared, surveyed) = (Arc::clone(&schema), account.clone(), delivery.fingerprint.clone());
    let file = delivery.found.name.clone();
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

/// Why a delivery is refused of which more rows were rejected than its extract allows.
pub(crate) fn over_limit(extract: &Extract, delivery: &Delivery, account: &Account, rejected: u64) -> Option<Refused> {
    let totals = &account.totals;
    let allowed = u128::from(totals.rows_read) * u128::from(extract.reject_limit_ppm);
    if u128::from(rejected) * 1_000_000 <= allowed {
        return None;
    }
    let detail = format!(
        "{rejected} of {} rows of `{}` were rejected, more than the limit of {}. {}",
        totals.rows_read,
        delivery.found.name,
        percent(extract.reject_limit_ppm),
        first_rejection(&account.rejected),
    );
    let hint = format!(
        "see `select * from raw.rejected_rows`; mend the file, or raise `reject_limit` in {}",
        extract.file.display()
    );
    Some(Refused { detail: detail.trim_end().to_owned(), hint: Some(hint) })
}

pub(crate) fn percent(parts_per_million: u32) -> String {
    let (whole, rest) = (parts_per_million / 10_000, parts_per_million % 10_000);
    let rest = format!("{rest:04}");
    match rest.trim_end_matches('0') {
        "" => format!("{whole} %"),
        digits => format!("{whole}.{digits} %"),
    }
}

fn first_rejection(rejected: &[kam_ingest::RejectedRow]) -> String {
    rejected.first().map_or_else(String::new, |row| format!("The first is in line {}: {}.", row.line, row.reason))
}

/// A `delete` row that withdraws all earlier rows of a file, see `history.rs` in kam-lake.
fn withdrawal(context: &LandingContext<'_>, moment: &Moment<'_>, delivery: &Delivery) -> Result<Rows> {
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

/// The record of a delivery, as far as its reading tells.
pub(crate) fn delivery_row(
    context: &LandingContext<'_>,
    moment: &Moment<'_>,
    delivery: &Delivery,
    account: &Account,
) -> DeliveryRow {
    let format = &moment.extract.format;
    let quote = format.quote.map_or_else(|| "none".to_owned(), |quote| char::from(quote).to_string());
    DeliveryRow {
        delivery_id: delivery.id.clone(),
        extract: moment.extract.table.to_string(),
        file: delivery.found.name.clone(),
        sha256: delivery.fingerprint.sha256.clone(),
        bytes: delivery.fingerprint.bytes,
        known_from: moment.known_from.to_rfc3339_opts(SecondsFormat::Micros, true),
        encoding: "utf-8",
        dialect: format!("csv, delimiter {}, quote {quote}", char::from(format.delimiter)),
        shape_version: moment.extract.shape_version.clone(),
        rows_read: account.totals.rows_read,
        rows_rejected: account.totals.rows_rejected,
        status: "landed",
        run_id: context.run_id.to_owned(),
        ..DeliveryRow::default()
    }
}

fn resent(moment: &Moment<'_>) -> Refused {
    let files: Vec<String> = moment.deliveries.iter().map(|d| format!("`{}`", d.found.name)).collect();
    Refused {
        detail: format!("{} was landed before with other content. Its rows would count twice.", files.join(", ")),
        hint: Some(format!(
            "deliver it under a new name if it holds new facts, or set `on_resend = \"replace\"` in {}",
            moment.extract.file.display()
        )),
    }
}

/// Records a refused moment with what is known of its deliveries; their rejected rows are kept.
pub(crate) fn refuse(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    moment: &Moment<'_>,
    accounts: &[Account],
    refused: &Refused,
) {
    landing.refusals.push(Refusal {
        what: format!("a delivery of {}", moment.extract.table),
        detail: refused.detail.clone(),
        hint: refused.hint.clone(),
    });
    for (delivery, account) in moment.deliveries.iter().zip(accounts) {
        let row = delivery_row(context, moment, delivery, account);
        let reason = Some(refused.detail.clone());
        // None of its admitted rows landed: they are as unchanged as before it came.
        let rows_unchanged = row.rows_read - row.rows_rejected;
        landing.deliveries.push(DeliveryRow { status: "refused", reason, rows_unchanged, ..row });
        landing.rejected.extend(account.rejected_rows(moment.extract, delivery));
    }
}

/// An older snapshot arriving late never becomes current: it is recorded, and none of its rows land.
fn note_late(context: &LandingContext<'_>, landing: &mut Landing, moment: &Moment<'_>) -> Landed {
    let reason = "it is older than the newest snapshot landed, and none of its rows were";
    for delivery in &moment.deliveries {
        let row = delivery_row(context, moment, delivery, &Account::default());
        landing.deliveries.push(DeliveryRow { status: "late", reason: Some(reason.to_owned()), ..row });
    }
    Landed::with_warning(0, reason.to_owned())
}

impl Landing {
    /// Adds the records of all deliveries to what will be committed.
    pub(crate) async fn stage_records(&mut self, writer: &Writer) -> Result<()> {
        for (table, batch) in [
            (&record::DELIVERIES, record::DELIVERIES.rows(&self.deliveries)?),
            (&record::REJECTED_ROWS, record::REJECTED_ROWS.rows(&self.rejected)?),
        ] {
            let rows = Rows::held(table.schema(), vec![batch]);
            writer.stage(&mut self.staged, &table.name(), rows, &[], &Replace::Nothing).await?;
        }
        Ok(())
    }
}
