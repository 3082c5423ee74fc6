//! `Account.csv`.

use super::{CURRENCY, NO, NOWHERE, user_id};
use crate::company::{CompanyHistory, CrmAccount};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;

/// Columns, by their API names.
pub(super) const COLUMNS: &[Column] = &[
    Column::text("Id").required().identifier(),
    Column::boolean("IsDeleted"),
    Column::text("MasterRecordId").identifier(),
    Column::text("Name").required(),
    Column::text("Type"),
    Column::text("ParentId").identifier(),
    Column::text("RecordTypeId").identifier(),
    Column::text("BillingStreet"),
    Column::text("BillingCity"),
    Column::text("BillingState"),
    Column::text("BillingPostalCode"),
    Column::text("BillingCountry"),
    Column::text("Phone"),
    Column::text("Website"),
    Column::text("AccountNumber"),
    Column::text("Industry"),
    Column::number("AnnualRevenue"),
    Column::number("NumberOfEmployees"),
    Column::text("Ownership"),
    Column::text("Rating"),
    Column::text("AccountSource"),
    Column::text("Site"),
    Column::text("CurrencyIsoCode").identifier(),
    Column::text("OwnerId").identifier(),
    Column::moment("CreatedDate").required(),
    Column::moment("LastModifiedDate"),
    Column::moment("SystemModstamp"),
    Column::date("LastActivityDate"),
    Column::text("USCC__c"),
];

/// An account as a row.
pub(super) fn row<'a>(history: &'a CompanyHistory, account: &'a CrmAccount, place: usize) -> [Cell<'a>; 29] {
    let company = &history.company;
    let optional = |text: &'a Option<String>| text.as_deref().map_or(Cell::Null, Cell::text);
    let beside_city = |text: &'a str| if account.city.is_some() { Cell::text(text) } else { Cell::Null };
    let last_touch = history.touches.iter().filter(|touch| touch.account == place).map(|touch| touch.occurred_at).max();
    [
        Cell::text(&account.id),
        NO,
        Cell::Null,
        Cell::text(&account.name),
        Cell::text("Customer - Direct"),
        Cell::text(NOWHERE),
        Cell::Null,
        optional(&account.street),
        optional(&account.city),
        beside_city(company.province),
        beside_city(&company.postal_code),
        Cell::text(company.country),
        optional(&account.phone),
        optional(&account.website),
        Cell::Null,
        Cell::text(company.industry_english),
        Cell::hundredths(company.annual_revenue.0),
        Cell::Whole(i64::from(company.employees)),
        Cell::text("Private"),
        Cell::Null,
        Cell::Null,
        Cell::Null,
        Cell::text(CURRENCY),
        user_id(account.owner),
        Cell::Moment(account.created_at),
        Cell::Moment(account.created_at),
        Cell::Moment(account.created_at),
        Cell::maybe(last_touch, |touch| Cell::Date(touch.date())),
        optional(&account.uscc),
    ]
}
