//! Rows known by their key. A snapshot states all there are: what is new, what changed, and what is gone; an upsert
//! states some, and says nothing of the others.

use crate::arriving::{Account, Arriving};
use crate::drift;
use crate::error::{Refused, Result};
use crate::known::{KnownKeys, deletions, failed};
use crate::land::{Landed, Landing, LandingContext, balanced, delivery_row, over_limit, percent, refuse};
use crate::origin::{Origin, texts};
use crate::record::{DeliveryRow, RejectedRow};
use crate::survey::{Delivery, Moment, Standing};
use arrow::array::RecordBatch;
use kam_compare::{Changes, Difference, Found, Known, Part};
use kam_ingest::ReasonCode;
use kam_lake::{Reservation, history};
use kam_project::Extract;

/// Lands the differences between a moment and what is known of its keys, and makes them known.
pub(crate) async fn land(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    keys: &mut KnownKeys,
    moment: &Moment<'_>,
) -> Result<Landed> {
    keys.reach(moment.known_from);
    // What differs is held until it has landed.
    let held = Reservation::to("compare", moment.extract.table.to_string());
    let (changes, accounts) = compare(keys.known(), moment, &held).await?;
    let found = &changes.found;
    if let Some(refused) = refusal(context, moment, &accounts, found) {
        // Its rejected rows are kept, so that they can be looked at.
        refuse(context, landing, moment, &accounts, &refused);
        return Ok(Landed::refused(&refused));
    }
    let origins: Vec<Origin> = moment.deliveries.iter().map(|d| Origin::of(context, moment, d)).collect();
    let mut rows = new_rows(moment.extract, &changes, &origins)?;
    let search = changes.last_known(moment.extract, keys.known());
    if let (Some(search), Some(origin)) = (search, origins.first()) {
        landing.settle(context.writer).await?;
        let lake = (context.writer, &landing.staged);
        rows.extend(deletions(moment.extract, search, lake, origin).await?);
    }
    landing.add(context.writer, moment.extract, &rows).await?;
    keys.learn(&changes, &origins.iter().map(Origin::version).collect::<Vec<_>>())?;
    record(context, landing, moment, &accounts, found)?;
    let rows = found.changed() + found.deleted();
    Ok(message(found).map_or(Landed::whole(rows), |message| Landed::with_warning(rows, message)))
}

/// Compares the rows of all parts, read in the order of their ids. The accounts come in the moment's own order.
async fn compare(known: &Known, moment: &Moment<'_>, held: &Reservation) -> Result<(Changes, Vec<Account>)> {
    let extract = moment.extract;
    let mut difference = Difference::new(extract, known, moment.deliveries.len());
    let mut parts: Vec<(usize, &Delivery)> = moment.deliveries.iter().enumerate().collect();
    parts.sort_by_key(|(_, delivery)| delivery.id.as_str());
    let mut accounts = Vec::with_capacity(parts.len());
    for (part, delivery) in parts {
        let mut arriving = Arriving::begin(extract, delivery)?;
        while let Some(rows) = arriving.next_rows().await? {
            held.hold(difference.bytes_with(&rows))?;
            difference.compare(part, &rows).map_err(|source| failed(extract, source))?;
        }
        accounts.push((part, arriving.account(&delivery.found.shown())?));
    }
    accounts.sort_by_key(|(part, _)| *part);
    let accounts: Vec<Account> = accounts.into_iter().map(|(_, account)| account).collect();
    let not_admitted = accounts.iter().map(|account| account.totals.rows_rejected).sum();
    Ok((difference.ended(not_admitted).map_err(|source| failed(extract, source))?, accounts))
}

/// New and changed rows as they land.
pub(crate) fn new_rows(extract: &Extract, changes: &Changes, origins: &[Origin]) -> Result<Vec<RecordBatch>> {
    let schema = history::landed_schema(extract);
    let new = changes.new.iter().filter_map(|new| Some((new, origins.get(new.part)?)));
    let rows = new.map(|(new, origin)| origin.landed(&new.rows, texts(new.operations()), &schema));
    rows.collect::<Result<_, _>>().map_err(|source| failed(extract, source))
}

fn refusal(context: &LandingContext<'_>, moment: &Moment<'_>, accounts: &[Account], found: &Found) -> Option<Refused> {
    let parts = moment.deliveries.iter().zip(accounts).zip(&found.parts);
    let mut over = parts.filter_map(|((delivery, account), part)| {
        over_limit(moment.extract, delivery, account, rejected(account, part))
    });
    over.next().or_else(|| loss(context, moment, found))
}

/// Why a snapshot that loses more keys than its limit is refused: a truncated file must not delete the company.
fn loss(context: &LandingContext<'_>, moment: &Moment<'_>, found: &Found) -> Option<Refused> {
    let Found { current, gone, .. } = found;
    let limit = moment.extract.loss_limit_ppm;
    let is_within = u128::from(*gone) * 1_000_000 <= u128::from(*current) * u128::from(limit);
    // What is read again was accepted when it came.
    if is_within || context.accept_loss || moment.standing == Standing::Restates {
        return None;
    }
    let files: Vec<String> = moment.deliveries.iter().map(|d| format!("`{}`", d.found.shown())).collect();
    Some(Refused {
        detail: format!(
            "{} lacks {gone} of the {current} keys of {}, more than the limit of {}. It may have been cut short.",
            files.join(", "),
            moment.extract.table,
            percent(limit),
        ),
        hint: Some("if they are really gone, run again with `--accept-loss`".to_owned()),
        drift: None,
    })
}

/// What is worth saying about keys that are missing but not taken as gone.
fn message(found: &Found) -> Option<String> {
    (found.gone > found.deleted()).then(|| {
        format!(
            "{} keys are missing, but not taken as gone: {} rows were rejected, and may be they",
            found.gone, found.not_admitted
        )
    })
}

/// How many rows of a delivery are rejected, those that share a key but differ included.
fn rejected(account: &Account, part: &Part) -> u64 {
    account.totals.rows_rejected + part.doubled.len() as u64
}

fn record(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    moment: &Moment<'_>,
    accounts: &[Account],
    found: &Found,
) -> Result<()> {
    let mut rows_deleted = found.deleted();
    let is_first = moment.standing != Standing::Restates;
    if !is_first && found.changed() + found.deleted() == 0 {
        // Read again, it said what stands already: nothing has happened.
        return Ok(());
    }
    for ((delivery, account), part) in moment.deliveries.iter().zip(accounts).zip(&found.parts) {
        landing.deliveries.push(balanced(DeliveryRow {
            rows_landed: part.changed,
            rows_rejected: rejected(account, part),
            rows_unchanged: part.believed - part.changed,
            // What is gone is gone from all parts together; the first tells it.
            rows_deleted: std::mem::take(&mut rows_deleted),
            reason: message(found),
            status: if is_first { "landed" } else { "restated" },
            ..delivery_row(context, moment, delivery, account)
        })?);
        if !is_first {
            continue;
        }
        drift::remember(context, landing, moment, delivery, &account.totals.drifts);
        landing.rejected.extend(account.rejected_rows(moment.extract, delivery));
        landing.rejected.extend(part.doubled.iter().map(|row| doubled_row(moment.extract, delivery, row)));
    }
    Ok(())
}

fn doubled_row(extract: &Extract, delivery: &Delivery, (row_number, key): &(i64, String)) -> RejectedRow {
    RejectedRow {
        delivery_id: delivery.id.clone(),
        extract: extract.table.to_string(),
        file: delivery.found.name.clone(),
        member: delivery.found.member.clone(),
        row_number: *row_number,
        line: None,
        byte_offset: None,
        column: Some(extract.key.join(", ")),
        reason: format!("several rows have the key `{key}` and differ"),
        value: Some(key.clone()),
        reason_code: ReasonCode::DoubledKey.as_str().to_owned(),
        original: None,
        shape_version: extract.shape_version.clone(),
        replayed_by: None,
    }
}
