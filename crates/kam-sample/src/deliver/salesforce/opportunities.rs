//! `Opportunity.csv` and `OpportunityHistory.csv`; what ends in `__c` are fields the vendor added.

use super::{CURRENCY, NO, NOWHERE, account_id, product_id, user_id};
use crate::company::sales::{Opportunity, Outcome, Purpose, Stage};
use crate::company::{CompanyHistory, Quarter};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;

/// Columns of opportunities, by their API names.
pub(super) const COLUMNS: &[Column] = &[
    Column::text("Id").required().identifier(),
    Column::boolean("IsDeleted"),
    Column::text("AccountId").identifier(),
    Column::boolean("IsPrivate"),
    Column::text("Name").required(),
    Column::text("StageName").required(),
    Column::number("StageSortOrder"),
    Column::number("Amount"),
    Column::number("Probability"),
    Column::number("ExpectedRevenue"),
    Column::number("TotalOpportunityQuantity"),
    Column::date("CloseDate").required(),
    Column::text("Type"),
    Column::text("NextStep"),
    Column::text("LeadSource"),
    Column::boolean("IsClosed").required(),
    Column::boolean("IsWon").required(),
    Column::text("ForecastCategory"),
    Column::text("ForecastCategoryName"),
    Column::text("CurrencyIsoCode").identifier(),
    Column::text("CampaignId").identifier(),
    Column::boolean("HasOpportunityLineItem"),
    Column::text("OwnerId").identifier(),
    Column::moment("CreatedDate").required(),
    Column::moment("LastModifiedDate"),
    Column::moment("SystemModstamp"),
    Column::date("LastActivityDate"),
    Column::moment("LastStageChangeDate"),
    Column::number("FiscalYear"),
    Column::number("FiscalQuarter"),
    Column::text("ContactId").identifier(),
    Column::text("ContractId").identifier(),
    Column::text("LossReason__c"),
    Column::text("Competitor__c"),
    Column::boolean("IsTender__c"),
    Column::text("Product__c").identifier(),
];

/// Columns of stage histories, by their API names.
pub(super) const STAGE_COLUMNS: &[Column] = &[
    Column::text("Id").required().identifier(),
    Column::text("OpportunityId").required().identifier(),
    Column::text("CreatedById").identifier(),
    Column::moment("CreatedDate").required(),
    Column::text("StageName").required(),
    Column::number("Amount"),
    Column::number("ExpectedRevenue"),
    Column::date("CloseDate"),
    Column::number("Probability"),
    Column::text("FromForecastCategory"),
    Column::text("ForecastCategory"),
    Column::text("FromOpportunityStageName"),
    Column::moment("PrevOpportunityStageUpdate"),
    Column::number("PrevAmount"),
    Column::date("PrevCloseDate"),
    Column::moment("ValidThroughDate"),
    Column::text("CurrencyIsoCode").identifier(),
    Column::moment("SystemModstamp"),
    Column::boolean("IsDeleted"),
];

/// An opportunity as a row.
pub(super) fn row<'a>(history: &'a CompanyHistory, deal: &'a Opportunity) -> [Cell<'a>; 36] {
    let last = deal.stages.last();
    let stage = last.map_or(Stage::FirstContact, |entry| entry.stage);
    let changed = last.map_or(deal.created_at, |entry| entry.entered_at);
    let close = deal.closed.unwrap_or(deal.expected_close);
    let quarter = Quarter::of(close);
    let probability = i64::from(stage.probability());
    [
        Cell::text(&deal.id),
        NO,
        account_id(history, deal.account),
        NO,
        Cell::text(&deal.name),
        Cell::text(stage.name()),
        Cell::Whole(stage as i64 + 1),
        Cell::hundredths(deal.amount.0),
        Cell::Whole(probability),
        Cell::hundredths(deal.amount.share(probability, 100).0),
        Cell::Null,
        Cell::Date(close),
        Cell::text(purpose(deal.purpose)),
        Cell::Null,
        Cell::Null,
        Cell::Boolean(deal.outcome != Outcome::Open),
        Cell::Boolean(deal.outcome == Outcome::Won),
        Cell::text(forecast(stage)),
        Cell::text(forecast(stage)),
        Cell::text(CURRENCY),
        Cell::text(NOWHERE),
        NO,
        user_id(deal.owner),
        Cell::Moment(deal.created_at),
        Cell::Moment(changed),
        Cell::Moment(changed),
        Cell::Null,
        Cell::Moment(changed),
        Cell::Whole(i64::from(quarter.year)),
        Cell::Whole(i64::from(quarter.number)),
        Cell::Null,
        Cell::Null,
        Cell::maybe(deal.loss_reason, Cell::text),
        Cell::maybe(deal.competitor, Cell::text),
        Cell::Boolean(deal.is_tender),
        product_id(deal.product),
    ]
}

/// A stage entered as a row: what it is, what was before, and until when it held.
pub(super) fn stage_row(deal: &Opportunity, place: usize) -> [Cell<'_>; 19] {
    let entry = &deal.stages[place];
    let before = place.checked_sub(1).and_then(|place| deal.stages.get(place));
    let after = deal.stages.get(place + 1);
    let probability = i64::from(entry.stage.probability());
    [
        Cell::text(&entry.id),
        Cell::text(&deal.id),
        user_id(deal.owner),
        Cell::Moment(entry.entered_at),
        Cell::text(entry.stage.name()),
        Cell::hundredths(entry.amount.0),
        Cell::hundredths(entry.amount.share(probability, 100).0),
        Cell::Date(deal.expected_close),
        Cell::Whole(probability),
        Cell::maybe(before, |before| Cell::text(forecast(before.stage))),
        Cell::text(forecast(entry.stage)),
        Cell::maybe(before, |before| Cell::text(before.stage.name())),
        Cell::maybe(before, |before| Cell::Moment(before.entered_at)),
        Cell::maybe(before, |before| Cell::hundredths(before.amount.0)),
        Cell::maybe(before, |_| Cell::Date(deal.expected_close)),
        Cell::maybe(after, |after| Cell::Moment(after.entered_at)),
        Cell::text(CURRENCY),
        Cell::Moment(entry.entered_at),
        NO,
    ]
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::New => "New Business",
        Purpose::Renew => "Renewal",
        Purpose::Expand => "Expansion",
    }
}

fn forecast(stage: Stage) -> &'static str {
    match stage {
        Stage::FirstContact | Stage::Needs => "Pipeline",
        Stage::Proposal => "BestCase",
        Stage::Signing => "Forecast",
        Stage::Delivery => "Closed",
        Stage::Lost => "Omitted",
    }
}
