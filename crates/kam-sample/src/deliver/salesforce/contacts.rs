//! `Contact.csv`; what ends in `__c` are fields the vendor added.

use super::{NO, account_id, user_id};
use crate::company::CompanyHistory;
use crate::company::sales::Contact;
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use chrono::{NaiveTime, TimeDelta};

/// Columns, by their API names.
pub(super) const COLUMNS: &[Column] = &[
    Column::text("Id").required().identifier(),
    Column::boolean("IsDeleted"),
    Column::text("MasterRecordId").identifier(),
    Column::text("AccountId").identifier(),
    Column::text("LastName"),
    Column::text("FirstName"),
    Column::text("Salutation"),
    Column::text("Name"),
    Column::text("Title"),
    Column::text("Department"),
    Column::text("Email"),
    Column::text("Phone"),
    Column::text("MobilePhone"),
    Column::text("ReportsToId").identifier(),
    Column::text("LeadSource"),
    Column::text("OwnerId").identifier(),
    Column::moment("CreatedDate").required(),
    Column::moment("LastModifiedDate"),
    Column::moment("SystemModstamp"),
    Column::date("LastActivityDate"),
    Column::moment("EmailBouncedDate"),
    Column::boolean("HasOptedOutOfEmail"),
    Column::text("Role__c"),
    Column::number("Seniority__c"),
    Column::boolean("IsExecutive__c"),
    Column::date("JoinedDate__c"),
    Column::date("LeftDate__c"),
    Column::boolean("HasConsented__c"),
];

/// A contact as a row.
pub(super) fn row<'a>(history: &'a CompanyHistory, contact: &'a Contact) -> [Cell<'a>; 28] {
    let owner = history.company.crm.get(contact.account).map_or(0, |account| account.owner);
    // Written down on the first morning; changed on the morning of leaving.
    let morning = TimeDelta::hours(1);
    let created = contact.joined.and_time(NaiveTime::MIN) + morning;
    let changed = contact.left.map_or(created, |left| left.and_time(NaiveTime::MIN) + morning);
    [
        Cell::text(&contact.id),
        NO,
        Cell::Null,
        account_id(history, contact.account),
        Cell::text(&contact.family_name),
        Cell::text(&contact.given_name),
        Cell::Null,
        Cell::made(full_name(contact)),
        Cell::text(contact.title),
        Cell::text(contact.department),
        Cell::text(&contact.email),
        Cell::Null,
        Cell::text(&contact.mobile),
        Cell::Null,
        Cell::Null,
        user_id(owner),
        Cell::Moment(created),
        Cell::Moment(changed),
        Cell::Moment(changed),
        Cell::Null,
        Cell::Null,
        Cell::Boolean(!contact.has_consented),
        Cell::text(contact.role.code()),
        Cell::Whole(i64::from(contact.seniority)),
        Cell::Boolean(contact.is_executive),
        Cell::Date(contact.joined),
        Cell::maybe(contact.left, Cell::Date),
        Cell::Boolean(contact.has_consented),
    ]
}

/// Family name first and unparted in Chinese, last elsewhere.
fn full_name(contact: &Contact) -> String {
    if contact.family_name.is_ascii() {
        format!("{} {}", contact.given_name, contact.family_name)
    } else {
        format!("{}{}", contact.family_name, contact.given_name)
    }
}
