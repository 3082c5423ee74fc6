//! `Event.csv`: a header and nothing else, as most files of a true export are; the vendor writes everything into tasks.

use crate::deliver::column::Column;

/// Columns, by their API names.
pub(super) const COLUMNS: &[Column] = &[
    Column::text("Id").required().identifier(),
    Column::text("WhoId").identifier(),
    Column::text("WhatId").identifier(),
    Column::text("AccountId").identifier(),
    Column::text("Subject"),
    Column::moment("StartDateTime"),
    Column::moment("EndDateTime"),
    Column::date("ActivityDate"),
    Column::number("DurationInMinutes"),
    Column::text("Location"),
    Column::text("OwnerId").identifier(),
    Column::text("EventSubtype"),
    Column::text("ShowAs"),
    Column::boolean("IsChild"),
    Column::moment("CreatedDate").required(),
    Column::boolean("IsDeleted"),
];
