//! `Case.csv`.

use super::{NO, NOWHERE, account_id, contact_id, user_id};
use crate::company::CompanyHistory;
use crate::company::sales::Case;
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;

/// Columns, by their API names.
pub(super) const COLUMNS: &[Column] = &[
    Column::text("Id").required().identifier(),
    Column::boolean("IsDeleted"),
    Column::text("MasterRecordId").identifier(),
    Column::text("CaseNumber").required(),
    Column::text("AccountId").identifier(),
    Column::text("ContactId").identifier(),
    Column::text("AssetId").identifier(),
    Column::text("ProductId").identifier(),
    Column::text("ParentId").identifier(),
    Column::text("SuppliedName"),
    Column::text("SuppliedEmail"),
    Column::text("SuppliedCompany"),
    Column::text("Type"),
    Column::text("Status").required(),
    Column::text("Reason"),
    Column::text("Origin"),
    Column::text("Subject"),
    Column::text("Priority"),
    Column::boolean("IsClosed").required(),
    Column::moment("ClosedDate"),
    Column::boolean("IsEscalated"),
    Column::boolean("IsClosedOnCreate"),
    Column::moment("SlaStartDate"),
    Column::moment("SlaExitDate"),
    Column::boolean("IsStopped"),
    Column::moment("StopStartDate"),
    Column::text("MilestoneStatus"),
    Column::text("OwnerId").identifier(),
    Column::moment("CreatedDate").required(),
    Column::moment("LastModifiedDate"),
    Column::moment("SystemModstamp"),
];

/// A case as a row.
pub(super) fn row<'a>(history: &'a CompanyHistory, case: &'a Case) -> [Cell<'a>; 31] {
    let changed = case.closed_at.unwrap_or(case.opened_at);
    let priority = ["Critical", "High", "Medium", "Low"];
    let is_closed = case.closed_at.is_some();
    [
        Cell::text(&case.id),
        NO,
        Cell::Null,
        Cell::text(&case.number),
        account_id(history, case.account),
        contact_id(history, case.contact),
        Cell::Null,
        Cell::Null,
        Cell::text(NOWHERE),
        Cell::Null,
        Cell::Null,
        Cell::Null,
        Cell::text(if case.is_complaint { "Complaint" } else { "Problem" }),
        Cell::text(if is_closed { "Closed" } else { "New" }),
        Cell::Null,
        Cell::text("Phone"),
        Cell::text(case.subject),
        Cell::maybe(priority.get(usize::from(case.severity).saturating_sub(1)), |word| Cell::text(word)),
        Cell::Boolean(is_closed),
        Cell::maybe(case.closed_at, Cell::Moment),
        NO,
        NO,
        Cell::Null,
        Cell::Null,
        NO,
        Cell::Null,
        Cell::Null,
        user_id(case.owner),
        Cell::Moment(case.opened_at),
        Cell::Moment(changed),
        Cell::Moment(changed),
    ]
}
