//! What customers said about tickets (满意度): an answer is one of the options the vendor defined.

use super::{bounds, customer_id, local, organization_id, whole};
use crate::company::service::Answer;
use crate::company::{CompanyHistory, Quarter};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use crate::deliver::delivery::Delivery;
use crate::error::Result;

/// Members of a survey.
pub(super) const COLUMNS: &[Column] = &[
    Column::text("id").required().identifier(),
    Column::text("ticket_id").identifier(),
    Column::text("customer_id").identifier(),
    Column::text("organization_id").identifier(),
    Column::text("option_name"),
    Column::text("remark"),
    Column::moment("sent_at"),
    Column::moment("answered_at"),
];

/// Delivers the surveys that were sent or answered in the quarter.
pub(super) fn add(history: &CompanyHistory, quarter: Quarter, to: &mut Delivery) -> Result<()> {
    let (begin, end) = bounds(quarter);
    for answer in history.answers.iter().filter(|answer| answer.sent_at < end) {
        let answered_at = answer.answered_at.filter(|at| *at < end);
        if answered_at.unwrap_or(answer.sent_at).max(answer.sent_at) < begin {
            continue;
        }
        let ticket = history.tickets.get(answer.ticket);
        to.row(&[
            whole(answer.id),
            Cell::maybe(ticket, |ticket| whole(ticket.id)),
            Cell::maybe(ticket, customer_id),
            organization_id(history),
            Cell::maybe(answered_at.and_then(|_| option(answer)), Cell::text),
            Cell::Null,
            local(answer.sent_at),
            Cell::maybe(answered_at, local),
        ])?;
    }
    Ok(())
}

/// The option chosen.
pub(super) fn option(answer: &Answer) -> Option<&'static str> {
    let options = ["非常不满意", "不满意", "一般", "满意", "非常满意"];
    options.get(usize::from(answer.score?).checked_sub(1)?).copied()
}
