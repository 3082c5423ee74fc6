//! `Task.csv`: every touch; what ends in `__c` are fields the vendor added.

use super::{NO, account_id, contact_id, user_id};
use crate::company::CompanyHistory;
use crate::company::sales::{Channel, Touch};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;

/// Columns, by their API names.
pub(super) const COLUMNS: &[Column] = &[
    Column::text("Id").required().identifier(),
    Column::text("WhoId").identifier(),
    Column::text("WhatId").identifier(),
    Column::text("AccountId").identifier(),
    Column::text("Subject"),
    Column::date("ActivityDate"),
    Column::text("Status").required(),
    Column::text("Priority"),
    Column::boolean("IsHighPriority"),
    Column::text("OwnerId").identifier(),
    Column::boolean("IsClosed").required(),
    Column::text("TaskSubtype"),
    Column::text("CallType"),
    Column::number("CallDurationInSeconds"),
    Column::text("CallDisposition"),
    Column::moment("CreatedDate").required(),
    Column::moment("LastModifiedDate"),
    Column::boolean("IsDeleted"),
    Column::boolean("IsArchived"),
    Column::text("Type__c"),
    Column::moment("OccurredAt__c"),
];

/// A touch as a row.
pub(super) fn row<'a>(history: &'a CompanyHistory, touch: &'a Touch) -> [Cell<'a>; 21] {
    let (subtype, channel) = names(touch.channel);
    // The day is that of China.
    let day = (touch.occurred_at + chrono::TimeDelta::hours(8)).date();
    [
        Cell::text(&touch.id),
        contact_id(history, touch.contact),
        account_id(history, touch.account),
        account_id(history, touch.account),
        Cell::text(touch.subject),
        Cell::Date(day),
        Cell::text("Completed"),
        Cell::text("Normal"),
        NO,
        user_id(touch.owner),
        Cell::Boolean(true),
        Cell::text(subtype),
        Cell::text(if touch.is_inbound { "Inbound" } else { "Outbound" }),
        Cell::Null,
        Cell::Null,
        Cell::Moment(touch.logged_at),
        Cell::Moment(touch.logged_at),
        NO,
        NO,
        Cell::text(channel),
        Cell::Moment(touch.occurred_at),
    ]
}

fn names(channel: Channel) -> (&'static str, &'static str) {
    match channel {
        Channel::Call => ("Call", "call"),
        Channel::Email => ("Email", "email"),
        Channel::Visit => ("Task", "visit"),
        Channel::Meeting => ("Task", "meeting"),
        Channel::Message => ("Task", "message"),
    }
}
