//! `User.csv` and `Product2.csv`: who sells, and what.

use super::{NO, product_id, user_id};
use crate::company::vendor::STAFF;
use crate::company::{PRODUCTS, Settings};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use chrono::NaiveTime;

/// Columns of users, by their API names.
pub(super) const USER_COLUMNS: &[Column] = &[
    Column::text("Id").required().identifier(),
    Column::text("Username"),
    Column::text("Name").required(),
    Column::text("Email"),
    Column::boolean("IsActive"),
    Column::text("Title"),
    Column::text("Department"),
    Column::text("Division"),
    Column::text("ManagerId").identifier(),
    Column::text("UserRoleId").identifier(),
    Column::text("ProfileId").identifier(),
    Column::text("TimeZoneSidKey"),
    Column::text("LocaleSidKey"),
    Column::text("UserType"),
];

/// Columns of products, by their API names.
pub(super) const PRODUCT_COLUMNS: &[Column] = &[
    Column::text("Id").required().identifier(),
    Column::text("Name").required(),
    Column::text("ProductCode"),
    Column::text("Family"),
    Column::boolean("IsActive"),
    Column::text("StockKeepingUnit"),
    Column::text("QuantityUnitOfMeasure"),
    Column::moment("CreatedDate").required(),
    Column::moment("SystemModstamp"),
    Column::boolean("IsDeleted"),
];

/// The vendor's employees as rows.
pub(super) fn users() -> Vec<[Cell<'static>; 14]> {
    let rows = STAFF.iter().enumerate().map(|(place, employee)| {
        let mail = format!("{}@vendor.example", employee.mail);
        [
            user_id(place),
            Cell::made(format!("{mail}.crm")),
            Cell::text(employee.name),
            Cell::made(mail),
            Cell::Boolean(employee.is_active),
            Cell::text(employee.title),
            Cell::text(employee.department),
            Cell::Null,
            Cell::Null,
            Cell::Null,
            Cell::Null,
            Cell::text("Asia/Shanghai"),
            Cell::text("zh_CN"),
            Cell::text("Standard"),
        ]
    });
    rows.collect()
}

/// The products as rows, as old as the first day told about.
pub(super) fn products(settings: &Settings) -> Vec<[Cell<'static>; 10]> {
    let created = settings.first_day().and_time(NaiveTime::MIN);
    let rows = PRODUCTS.iter().enumerate().map(|(place, product)| {
        [
            product_id(place),
            Cell::text(product.name),
            Cell::text(product.code),
            Cell::text(product.line),
            Cell::Boolean(true),
            Cell::text(product.specification),
            Cell::text(product.unit),
            Cell::Moment(created),
            Cell::Moment(created),
            NO,
        ]
    });
    rows.collect()
}
