//! How deliveries differ from what is declared: told, remembered in `run.drift`, and, where the extract says so, taken over.

use crate::error::{Refused, Result};
use crate::event::{Event, StepStatus};
use crate::known::KnownKeys;
use crate::land::{Landed, Landing, LandingContext, land_by_kind};
use crate::record::DriftRow;
use crate::survey::{Delivery, Moment, Seen};
use kam_ingest::{Drift, Evolved};
use kam_project::{DriftKind, DriftMode, Extract};

/// Lands a moment of an extract that takes over columns nobody declared. Only if it lands are they taken over.
pub(crate) async fn land(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    known: &mut Option<KnownKeys>,
    moment: &Moment<'_>,
) -> Result<Landed> {
    let so_far = landing.evolved.get(&moment.extract.table).unwrap_or(moment.extract);
    let files: Vec<Seen<'_>> = moment.deliveries.iter().map(Delivery::seen).collect();
    let evolved = kam_ingest::evolved(so_far, &files)?;
    let is_wider = !same_columns(so_far, &evolved.extract);
    if is_wider {
        // Rows so far have fewer columns, and so has what is known of their keys.
        landing.settle(context.writer).await?;
        *known = None;
    }
    let as_evolved = Moment {
        extract: &evolved.extract,
        known_from: moment.known_from,
        deliveries: moment.deliveries.clone(),
        standing: moment.standing.clone(),
    };
    let landed = land_by_kind(context, landing, known, &as_evolved).await;
    if !landed.as_ref().is_ok_and(|landed| landed.status != StepStatus::Failed) {
        // Nothing was taken over, and what is known was made for more columns.
        known.take_if(|_| is_wider);
        return landed;
    }
    for (place, drift) in &evolved.new {
        if let Some(delivery) = moment.deliveries.get(*place) {
            landing.drift.push(Drifted { context, moment, delivery }.row(drift, None));
        }
    }
    landing.evolved.insert(moment.extract.table.clone(), evolved.extract);
    landed
}

/// Whether two states of an extract make the same table.
pub(crate) fn same_columns(one: &Extract, other: &Extract) -> bool {
    let names = |extract: &Extract| extract.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    names(one) == names(other)
}

/// What differs in the files of a moment, as far as their names tell without reading on; or that they will be refused.
pub(crate) fn foreseen(moment: &Moment<'_>) -> Option<String> {
    let files: Vec<Seen<'_>> = moment.deliveries.iter().map(Delivery::seen).collect();
    let told = names(moment.extract, &files).unwrap_or_else(|error| {
        let refused = Refused::of(&error);
        vec![format!("it will be refused: {}", refused.detail)]
    });
    (!told.is_empty()).then(|| told.join("; "))
}

/// An extract with the columns it would take over from some files, found by the names the files give them.
pub(crate) fn as_delivered(extract: &Extract, files: &[Seen<'_>]) -> Result<Evolved, kam_ingest::Error> {
    match extract.drift.adds_columns() {
        true => kam_ingest::evolved(extract, files),
        false => Ok(Evolved::from(extract)),
    }
}

fn names(extract: &Extract, files: &[Seen<'_>]) -> Result<Vec<String>, kam_ingest::Error> {
    let evolved = as_delivered(extract, files)?;
    let mut told: Vec<String> = evolved.new.iter().map(|(_, drift)| drift.to_string()).collect();
    for (found, fingerprint) in files {
        told.extend(kam_ingest::read(&evolved.extract, found, fingerprint)?.drifts().iter().map(Drift::to_string));
    }
    Ok(told)
}

/// Remembers how a delivery that landed differs from what is declared.
pub(crate) fn remember(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    moment: &Moment<'_>,
    delivery: &Delivery,
    drifts: &[Drift],
) {
    let drifted = Drifted { context, moment, delivery };
    landing.drift.extend(drifts.iter().map(|drift| drifted.row(drift, None)));
}

/// Remembers for what a delivery was refused, if that is a drift.
pub(crate) fn remember_refusal(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    moment: &Moment<'_>,
    delivery: &Delivery,
    refused: &Refused,
) {
    let Some((kind, column)) = &refused.drift else { return };
    let is_it = moment.deliveries.len() == 1 || refused.detail.contains(&format!("`{}`", delivery.found.shown()));
    if is_it {
        let drift = Drift {
            kind: DriftKind::Added,
            column: column.clone(),
            mode: DriftMode::Freeze,
            detail: refused.detail.clone(),
            rows: 0,
        };
        landing.drift.push(Drifted { context, moment, delivery }.row(&drift, Some(kind)));
    }
}

struct Drifted<'a, 'c> {
    context: &'a LandingContext<'c>,
    moment: &'a Moment<'a>,
    delivery: &'a Delivery,
}

impl Drifted<'_, '_> {
    fn row(&self, drift: &Drift, kind: Option<&'static str>) -> DriftRow {
        DriftRow {
            delivery_id: self.delivery.id.clone(),
            extract: self.moment.extract.table.to_string(),
            file: self.delivery.found.name.clone(),
            member: self.delivery.found.member.clone(),
            column: drift.column.clone(),
            kind: kind.unwrap_or(drift.kind.as_str()),
            policy: drift.mode.as_str(),
            detail: drift.detail.clone(),
            rows_affected: drift.rows,
            shape_version: self.moment.extract.shape_version.clone(),
            run_id: self.context.run_id.to_owned(),
        }
    }
}

/// The events that tell of drift: of one file, kind and policy one.
pub(crate) fn events(rows: &[DriftRow]) -> Vec<Event> {
    let mut rows: Vec<&DriftRow> = rows.iter().collect();
    let group = |row: &&DriftRow| (row.file.clone(), row.member.clone(), row.kind, row.policy);
    rows.sort_by_key(group);
    rows.chunk_by(|one, next| group(one) == group(next)).filter_map(event).collect()
}

fn event(rows: &[&DriftRow]) -> Option<Event> {
    let first = rows.first()?;
    let file = first.member.as_ref().map_or_else(|| first.file.clone(), |member| format!("{}/{member}", first.file));
    let columns: Vec<String> = rows.iter().map(|row| row.column.clone()).collect();
    let message = match rows {
        [row] => format!("{file}: {}", row.detail),
        _ => {
            let names = columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ");
            format!("{file}: {} ({}): {names}", phrase(first.kind), first.policy)
        }
    };
    let (extract, kind, policy) = (first.extract.clone(), first.kind, first.policy);
    Some(Event::Drifted { extract, file, kind, policy, columns, message })
}

fn phrase(kind: &str) -> &'static str {
    match kind {
        "added" => "columns that are not declared",
        "missing" => "declared columns that are not there",
        "case" => "columns whose names are in other case",
        "widened" => "columns with numbers their types have no room for",
        "type" => "columns with values of another type",
        "value" => "columns with values that are not allowed",
        "null" => "columns that lack values they must have",
        _ => "columns of another form",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &'static str, column: &str) -> DriftRow {
        DriftRow {
            delivery_id: "d".to_owned(),
            extract: "raw.shop_orders".to_owned(),
            file: "orders.csv".to_owned(),
            member: None,
            column: column.to_owned(),
            kind,
            policy: "quarantine",
            detail: format!("something about `{column}`"),
            rows_affected: 3,
            shape_version: String::new(),
            run_id: String::new(),
        }
    }

    #[test]
    fn drift_of_a_kind_is_told_at_once() {
        let events = events(&[row("added", "b"), row("missing", "c"), row("added", "a")]);
        let told: Vec<&str> = events
            .iter()
            .filter_map(|event| match event {
                Event::Drifted { message, .. } => Some(message.as_str()),
                _ => None,
            })
            .collect();
        let expected =
            ["orders.csv: columns that are not declared (quarantine): `b`, `a`", "orders.csv: something about `c`"];
        assert_eq!(told, expected);
    }
}
