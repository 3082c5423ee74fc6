//! Rows known by their key. A snapshot states all there are: what is new, what changed, and what is gone; an upsert
//! states some, and says nothing of the others.

use crate::arriving::{Account, Origin, arriving};
use crate::difference::{Difference, Found};
use crate::error::{Error, Refused, Result};
use crate::land::{Landed, Landing, LandingContext, balanced, delivery_row, over_limit, percent, refuse};
use crate::record::{DeliveryRow, RejectedRow};
use crate::survey::{Delivery, Moment};
use kam_lake::{Destination, Session, SessionSettings, history};
use kam_project::{Extract, Layer, TableName};

/// Lands the differences between a moment and what is known of its keys.
pub(crate) async fn land(context: &LandingContext<'_>, landing: &mut Landing, moment: &Moment<'_>) -> Result<Landed> {
    let session = Session::open(&SessionSettings::default())?;
    let accounts = read_parts(context, &session, moment).await?;
    context.writer.register_history(&session, &landing.staged, moment.extract).await?;

    let rejected = accounts.iter().map(|account| account.totals.rows_rejected).sum();
    let difference = Difference::of(&session, moment, rejected).await?;
    let found = difference.found().await?;
    if let Some(refused) = refusal(context, moment, &accounts, &found) {
        // Its rejected rows are kept, so that they can be looked at.
        refuse(context, landing, moment, &accounts, &refused);
        return Ok(Landed::refused(&refused));
    }
    let rows = found.changed() + found.deleted();
    if rows > 0 {
        let to = Destination::end_of(&moment.extract.table);
        context.writer.stage(&mut landing.staged, &to, difference.rows().await?).await?;
    }
    let message = found.message();
    record(context, landing, moment, &accounts, found)?;
    Ok(message.map_or(Landed::whole(rows), |message| Landed::with_warning(rows, message)))
}

fn refusal(context: &LandingContext<'_>, moment: &Moment<'_>, accounts: &[Account], found: &Found) -> Option<Refused> {
    let parts = moment.deliveries.iter().zip(accounts);
    let mut over = parts.filter_map(|(delivery, account)| {
        over_limit(moment.extract, delivery, account, found.rejected(&delivery.id, account))
    });
    over.next().or_else(|| loss(context, moment, found))
}

/// Reads all parts into the session as `staging.incoming`.
async fn read_parts(context: &LandingContext<'_>, session: &Session, moment: &Moment<'_>) -> Result<Vec<Account>> {
    let (mut batches, mut accounts) = (Vec::new(), Vec::new());
    for delivery in &moment.deliveries {
        let origin = Origin::of(context, moment, delivery);
        let (rows, account) = arriving(moment.extract, delivery, origin)?;
        batches.extend(rows.collect().await.map_err(Error::from_stage)?);
        accounts.push(account.taken(&delivery.found.shown())?);
    }
    let schema = history::landed_schema(moment.extract);
    session.register_rows(&TableName::new(Layer::Staging, "incoming"), schema, batches)?;
    Ok(accounts)
}

/// Why a snapshot that loses more keys than its limit is refused: a truncated file must not delete the company.
fn loss(context: &LandingContext<'_>, moment: &Moment<'_>, found: &Found) -> Option<Refused> {
    let Found { current, gone, .. } = *found;
    let limit = moment.extract.loss_limit_ppm;
    let is_within = u128::from(gone) * 1_000_000 <= u128::from(current) * u128::from(limit);
    if is_within || context.accept_loss {
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
    })
}

fn record(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    moment: &Moment<'_>,
    accounts: &[Account],
    mut found: Found,
) -> Result<()> {
    let (mut rows_deleted, reason) = (found.deleted(), found.message());
    for (delivery, account) in moment.deliveries.iter().zip(accounts) {
        let count = found.counts.get(&delivery.id).copied().unwrap_or_default();
        landing.deliveries.push(balanced(DeliveryRow {
            rows_landed: count.changed,
            rows_rejected: found.rejected(&delivery.id, account),
            rows_unchanged: count.believed - count.changed,
            // What is gone is gone from all parts together; the first tells it.
            rows_deleted: std::mem::take(&mut rows_deleted),
            reason: reason.clone(),
            ..delivery_row(context, moment, delivery, account)
        })?);
        landing.rejected.extend(account.rejected_rows(moment.extract, delivery));
        let doubled = found.doubled.remove(&delivery.id).unwrap_or_default();
        landing.rejected.extend(doubled.into_iter().map(|row| doubled_row(moment.extract, delivery, row)));
    }
    Ok(())
}

fn doubled_row(extract: &Extract, delivery: &Delivery, (row_number, key): (i64, String)) -> RejectedRow {
    RejectedRow {
        delivery_id: delivery.id.clone(),
        extract: extract.table.to_string(),
        file: delivery.found.name.clone(),
        member: delivery.found.member.clone(),
        row_number,
        line: None,
        byte_offset: None,
        column: Some(extract.key.join(", ")),
        reason: format!("several rows have the key `{key}` and differ"),
        value: Some(key),
        reason_code: "doubled_key".to_owned(),
        original: None,
        shape_version: extract.shape_version.clone(),
        replayed_by: None,
    }
}
