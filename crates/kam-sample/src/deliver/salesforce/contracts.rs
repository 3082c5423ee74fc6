//! `Contract.csv`; what ends in `__c` are fields the vendor added.

use super::{CURRENCY, NO, account_id, user_id};
use crate::company::{CompanyHistory, Contract};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Columns, by their API names.
pub(super) const COLUMNS: &[Column] = &[
    Column::text("Id").required().identifier(),
    Column::text("AccountId").required().identifier(),
    Column::text("ContractNumber").required(),
    Column::text("Name"),
    Column::text("Status").required(),
    Column::text("StatusCode"),
    Column::date("StartDate"),
    Column::date("EndDate"),
    Column::number("ContractTerm"),
    Column::text("OwnerId").identifier(),
    Column::date("CompanySignedDate"),
    Column::text("CustomerSignedId").identifier(),
    Column::date("CustomerSignedDate"),
    Column::moment("ActivatedDate"),
    Column::number("OwnerExpirationNotice"),
    Column::text("SpecialTerms"),
    Column::text("Description"),
    Column::text("CurrencyIsoCode").identifier(),
    Column::moment("CreatedDate").required(),
    Column::moment("LastModifiedDate"),
    Column::moment("SystemModstamp"),
    Column::boolean("IsDeleted"),
    Column::number("AnnualAmount__c"),
    Column::boolean("IsAutoRenewed__c"),
    Column::text("RenewedBy__c").identifier(),
    Column::date("TerminatedDate__c"),
];

/// A contract as a row, as it stands before `end_day`.
pub(super) fn row<'a>(history: &'a CompanyHistory, contract: &'a Contract, end_day: NaiveDate) -> [Cell<'a>; 26] {
    let status = status(contract, end_day);
    let renewal = contract.renewed_by.and_then(|place| history.contracts.get(place));
    let changed = morning(contract.terminated.unwrap_or(contract.signed));
    [
        Cell::text(&contract.id),
        account_id(history, contract.account),
        Cell::text(&contract.number),
        Cell::text(&contract.name),
        Cell::text(status),
        Cell::text(if status == "Draft" { "Draft" } else { "Activated" }),
        Cell::Date(contract.start),
        Cell::maybe(contract.end.pred_opt(), Cell::Date),
        Cell::Whole(months(contract.start, contract.end)),
        user_id(contract.owner),
        Cell::Date(contract.signed),
        Cell::Null,
        Cell::Date(contract.signed),
        Cell::Moment(morning(contract.signed)),
        Cell::Whole(i64::from(contract.notice_days)),
        Cell::Null,
        Cell::made(format!("\"{}\"\n通知期{}天", contract.name, contract.notice_days)),
        Cell::text(CURRENCY),
        Cell::Moment(morning(contract.requested)),
        Cell::Moment(changed),
        Cell::Moment(changed),
        NO,
        Cell::hundredths(contract.annual_amount.0),
        Cell::Boolean(contract.is_auto_renewed),
        Cell::maybe(renewal, |renewal| Cell::text(&renewal.id)),
        Cell::maybe(contract.terminated, Cell::Date),
    ]
}

fn status(contract: &Contract, end_day: NaiveDate) -> &'static str {
    match contract.terminated {
        Some(_) => "Terminated",
        None if contract.signed >= end_day => "Draft",
        None if contract.end <= end_day => "Expired",
        None => "Activated",
    }
}

/// Nine o'clock in China, in the time of Greenwich.
fn morning(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + TimeDelta::hours(1)
}

/// The term as Salesforce counts it.
fn months(start: NaiveDate, end: NaiveDate) -> i64 {
    let of = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
    of(end) - of(start)
}
