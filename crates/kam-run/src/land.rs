//! Deliveries become raw rows, once the account of each file balances.

use crate::arriving::{Account, first_rejection};
use crate::drift;
use crate::error::{Error, Refused, Result};
use crate::event::{Event, Refusal, StepStatus};
use crate::facts;
use crate::keyed;
use crate::known::KnownKeys;
use crate::ledger::Content;
use crate::log::Log;
use crate::moment::written;
use crate::plan;
use crate::record::{self, DeliveryRow, DriftRow, RejectedRow};
use crate::remember::append;
use crate::survey::{Delivery, Moment, Standing};
use arrow::array::RecordBatch;
use chrono::{DateTime, Utc};
use kam_lake::{Addition, Staged, Writer, history};
use kam_project::{AddsUp, Extract, TableName};
use std::collections::{BTreeMap, BTreeSet};

/// What landing has come to so far.
#[derive(Default)]
pub(crate) struct Landing {
    pub staged: Staged,
    /// Rows of the extract that is landing: one file takes those of many deliveries.
    addition: Option<Addition>,
    pub deliveries: Vec<DeliveryRow>,
    pub rejected: Vec<RejectedRow>,
    pub drift: Vec<DriftRow>,
    /// Extracts with the columns they took over.
    pub evolved: BTreeMap<TableName, Extract>,
    pub refusals: Vec<Refusal>,
}

/// Where and when a landing happens.
pub(crate) struct LandingContext<'a> {
    pub writer: &'a Writer,
    pub run_id: &'a str,
    pub now: DateTime<Utc>,
    pub accept_loss: bool,
    /// What earlier runs refused: it is refused again, and recorded already.
    pub refused: &'a BTreeSet<Content>,
}

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

/// Lands the moments of one extract, from the oldest to the newest.
pub(crate) async fn land_extract(
    context: &LandingContext<'_>,
    moments: &[Moment<'_>],
    log: &mut Log<'_>,
) -> Result<Landing> {
    let (early, due): (Vec<_>, Vec<_>) = moments.iter().partition(|moment| moment.standing == Standing::Early);
    let (mut landing, mut known) = (Landing::default(), None);
    for (number, moment) in due.iter().enumerate() {
        let step = log.begin(&plan::land_step(moment))?;
        let told = landing.drift.len();
        let landed = async {
            let landed = land(context, &mut landing, &mut known, moment).await?;
            if number + 1 == due.len() {
                landing.settle(context.writer).await?;
            }
            Ok(landed)
        };
        match landed.await {
            Ok(landed) => {
                // A refusal tells of its drift itself.
                let drifted = landing.drift.get(told..).filter(|_| landed.status != StepStatus::Failed);
                log.end(step, Some(landed.rows), landed.status, landed.message);
                drift::events(drifted.unwrap_or_default()).into_iter().for_each(|event| log.tell(event));
            }
            Err(error) => log.end_with(step, Err(error))?,
        }
    }
    early.iter().for_each(|moment| log.tell(Event::Noted { message: moment.reason() }));
    Ok(landing)
}

/// Lands one moment. What is refused is noted, and leaves nothing behind.
async fn land(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    known: &mut Option<KnownKeys>,
    moment: &Moment<'_>,
) -> Result<Landed> {
    let landed = match (&moment.standing, moment.extract.adds_up) {
        (Standing::Resent, _) => Err(Error::Refused { refusal: resent(moment) }),
        (Standing::Late | Standing::Early, _) => return Ok(note_late(context, landing, moment)),
        _ if moment.extract.drift.adds_columns() => drift::land(context, landing, known, moment).await,
        _ => land_by_kind(context, landing, known, moment).await,
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

/// Lands one moment by how its extract adds up.
pub(crate) async fn land_by_kind(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    known: &mut Option<KnownKeys>,
    moment: &Moment<'_>,
) -> Result<Landed> {
    if moment.extract.adds_up == AddsUp::Append {
        return facts::land(context, landing, moment).await;
    }
    let known = match known {
        Some(known) => known,
        None => {
            let lake = (context.writer, &landing.staged);
            known.insert(KnownKeys::at(moment.known_from, moment.extract, lake).await?)
        }
    };
    keyed::land(context, landing, known, moment).await
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

/// Why a delivery is refused of which more rows were rejected than its extract allows. Those it says to leave out do not count.
pub(crate) fn over_limit(extract: &Extract, delivery: &Delivery, account: &Account, rejected: u64) -> Option<Refused> {
    let totals = &account.totals;
    let rejected = rejected.saturating_sub(totals.rows_discarded);
    let allowed = u128::from(totals.rows_read) * u128::from(extract.reject_limit_ppm);
    if u128::from(rejected) * 1_000_000 <= allowed {
        return None;
    }
    let detail = format!(
        "{rejected} of {} rows of `{}` were rejected, more than the limit of {}. {}",
        totals.rows_read,
        delivery.found.shown(),
        percent(extract.reject_limit_ppm),
        first_rejection(&account.rejected),
    );
    let hint = format!(
        "see `select * from raw.rejected_rows`; mend the file, or raise `reject_limit` in {}",
        extract.file.display()
    );
    Some(Refused { detail: detail.trim_end().to_owned(), hint: Some(hint), drift: None })
}

pub(crate) fn percent(parts_per_million: u32) -> String {
    let (whole, rest) = (parts_per_million / 10_000, parts_per_million % 10_000);
    let rest = format!("{rest:04}");
    match rest.trim_end_matches('0') {
        "" => format!("{whole} %"),
        digits => format!("{whole}.{digits} %"),
    }
}

/// The record of a delivery, as far as its reading tells.
pub(crate) fn delivery_row(
    context: &LandingContext<'_>,
    moment: &Moment<'_>,
    delivery: &Delivery,
    account: &Account,
) -> DeliveryRow {
    DeliveryRow {
        delivery_id: delivery.id.clone(),
        extract: moment.extract.table.to_string(),
        file: delivery.found.name.clone(),
        member: delivery.found.member.clone(),
        sha256: delivery.fingerprint.sha256.clone(),
        bytes: delivery.fingerprint.bytes,
        period: delivery.found.period.clone(),
        known_from: written(moment.known_from),
        encoding: delivery.fingerprint.encoding(),
        dialect: moment.extract.format.to_string(),
        shape_version: moment.extract.shape_version.clone(),
        rows_read: account.totals.rows_read,
        rows_rejected: account.totals.rows_rejected,
        control_totals: account.control.to_json(),
        status: "landed",
        run_id: context.run_id.to_owned(),
        ..DeliveryRow::default()
    }
}

fn resent(moment: &Moment<'_>) -> Refused {
    let files: Vec<String> = moment.deliveries.iter().map(|d| format!("`{}`", d.found.shown())).collect();
    Refused {
        detail: format!("{} was landed before with other content. Its rows would count twice.", files.join(", ")),
        hint: Some(format!(
            "deliver it under a new name if it holds new facts, or set `on_resend = \"replace\"` in {}",
            moment.extract.file.display()
        )),
        drift: None,
    }
}

/// Records a refused moment with what is known of its deliveries; their rejected rows are kept. However often a content comes
/// again, it is recorded once for each shape it was read by.
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
        if context.refused.contains(&content(moment.extract, delivery)) {
            continue;
        }
        let row = delivery_row(context, moment, delivery, account);
        let reason = Some(refused.detail.clone());
        // None of its admitted rows landed: they are as unchanged as before it came.
        let rows_unchanged = row.rows_read - row.rows_rejected;
        landing.deliveries.push(DeliveryRow { status: "refused", reason, rows_unchanged, ..row });
        landing.rejected.extend(account.rejected_rows(moment.extract, delivery));
        drift::remember(context, landing, moment, delivery, &account.totals.drifts);
        drift::remember_refusal(context, landing, moment, delivery, refused);
    }
}

fn content(extract: &Extract, delivery: &Delivery) -> Content {
    Content {
        extract: extract.table.to_string(),
        file: delivery.found.name.clone(),
        member: delivery.found.member.clone().unwrap_or_default(),
        sha256: delivery.fingerprint.sha256.clone(),
        shape_version: extract.shape_version.clone(),
    }
}

/// An older snapshot arriving late never becomes current. Where what follows it cannot be read again, it is recorded, and none of
/// its rows land.
fn note_late(context: &LandingContext<'_>, landing: &mut Landing, moment: &Moment<'_>) -> Landed {
    let reason = "it is older than the newest snapshot landed, and the one that follows it is no longer where it was delivered: \
                  none of its rows landed";
    for delivery in &moment.deliveries {
        let row = delivery_row(context, moment, delivery, &Account::default());
        landing.deliveries.push(DeliveryRow { status: "late", reason: Some(reason.to_owned()), ..row });
    }
    Landed::with_warning(0, reason.to_owned())
}

impl Landing {
    /// Adds rows to the extract that is landing.
    pub(crate) async fn add(&mut self, writer: &Writer, extract: &Extract, rows: &[RecordBatch]) -> Result<()> {
        let addition =
            self.addition.get_or_insert_with(|| Addition::new(&extract.table, history::landed_schema(extract)));
        for rows in rows {
            writer.add(addition, rows).await?;
        }
        Ok(())
    }

    /// Stages the rows added so far, so that they can be read.
    pub(crate) async fn settle(&mut self, writer: &Writer) -> Result<()> {
        match self.addition.take() {
            Some(addition) => Ok(writer.stage_addition(&mut self.staged, addition).await?),
            None => Ok(()),
        }
    }

    /// Takes in what landing other extracts has come to.
    pub(crate) fn join(&mut self, other: Self) {
        self.staged.join(other.staged);
        self.deliveries.extend(other.deliveries);
        self.rejected.extend(other.rejected);
        self.drift.extend(other.drift);
        self.evolved.extend(other.evolved);
        self.refusals.extend(other.refusals);
    }

    /// Adds the records of all deliveries to what will be committed.
    pub(crate) async fn stage_records(&mut self, writer: &Writer) -> Result<()> {
        append(writer, &mut self.staged, &record::DELIVERIES, &self.deliveries).await?;
        if !self.drift.is_empty() {
            append(writer, &mut self.staged, &record::DRIFT, &self.drift).await?;
        }
        append(writer, &mut self.staged, &record::REJECTED_ROWS, &self.rejected).await
    }
}
