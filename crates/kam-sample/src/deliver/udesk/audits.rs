//! Looks through tickets (质检): how many of their fields were right.

use super::tickets::agent_id;
use super::{organization_id, whole};
use crate::company::service::Audit;
use crate::company::vendor::SALESPEOPLE;
use crate::company::{CompanyHistory, Quarter};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use crate::deliver::delivery::Delivery;
use crate::error::Result;
use chrono::{NaiveTime, TimeDelta};

/// Members of an audit.
pub(super) const COLUMNS: &[Column] = &[
    Column::text("id").required().identifier(),
    Column::text("ticket_id").required().identifier(),
    Column::text("organization_id").identifier(),
    Column::text("auditor_id").identifier(),
    Column::number("fields_checked").required(),
    Column::number("fields_correct").required(),
    Column::moment("audited_at").required(),
];

/// Delivers the audits of the quarter.
pub(super) fn add(history: &CompanyHistory, quarter: Quarter, to: &mut Delivery) -> Result<()> {
    let audits = history.audits.iter().filter(|audit| quarter.contains(audit.date));
    audits.map(|audit| row(history, audit)).try_for_each(|row| to.row(&row))
}

fn row<'a>(history: &'a CompanyHistory, audit: &Audit) -> [Cell<'a>; 7] {
    // The first agent looks through tickets, in the morning, China time.
    let time = audit.date.and_time(NaiveTime::MIN) + TimeDelta::hours(10);
    [
        whole(audit.id),
        Cell::maybe(history.tickets.get(audit.ticket), |ticket| whole(ticket.id)),
        organization_id(history),
        Cell::Whole(agent_id(SALESPEOPLE)),
        Cell::Whole(i64::from(audit.fields_checked)),
        Cell::Whole(i64::from(audit.fields_correct)),
        Cell::Moment(time),
    ]
}
