//! Customers (客户) and materials (物料), all there are on the last day.

use super::{APPROVED, CURRENCY, NOT_DONE, SYSTEM, employee, whole};
use crate::company::{CompanyHistory, ErpAccount, PRODUCTS, Product, Settings};
use crate::deliver::bill_query::BillQuery;
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use crate::deliver::delivery::{Delivery, Description, Desk};
use crate::error::Result;
use chrono::NaiveDate;

/// Field keys of customers, in the order asked for.
const COLUMNS: &[Column] = &[
    Column::number("FCUSTID").required(),
    Column::text("FNumber").required(),
    Column::text("FName").required(),
    Column::text("FShortName"),
    Column::text("FGroup.FName"),
    Column::text("FCustTypeId.FName"),
    Column::text("FSELLER.FNumber"),
    Column::text("FSELLER.FName"),
    Column::text("FTRADINGCURRID.FNumber"),
    Column::moment("FCreateDate"),
    Column::moment("FModifyDate"),
    Column::text("FAddress"),
    Column::text("FCOUNTRY.FName"),
    Column::text("FPROVINCIAL.FName"),
    Column::text("FSOCIALCRECODE"),
    Column::text("FGROUPCUSTID.FNumber"),
    Column::text("FCORRESPONDORGID.FNumber"),
    Column::text("FForbidStatus").coded(),
    Column::text("FDocumentStatus").required().coded(),
];

/// Field keys of materials, in the order asked for.
const MATERIAL_COLUMNS: &[Column] = &[
    Column::number("FMATERIALID").required(),
    Column::text("FNumber").required(),
    Column::text("FName").required(),
    Column::text("FSpecification"),
    Column::text("FMaterialGroup.FName"),
    Column::text("FBaseUnitId.FName"),
    Column::text("FDocumentStatus").required().coded(),
    Column::text("FForbidStatus").coded(),
];

/// The customers being delivered.
pub(crate) struct Customers {
    delivery: Delivery,
}

impl Customers {
    /// Delivers the materials, and begins the customers.
    pub(crate) fn begin(desk: &Desk, settings: &Settings) -> Result<Self> {
        let day = settings.end_day().pred_opt().unwrap_or(settings.end_day());
        let mut materials = snapshot(desk, "BD_MATERIAL", day, MATERIAL_COLUMNS)?;
        for (product, number) in PRODUCTS.iter().zip(1..) {
            materials.row(&material_row(product, number))?;
        }
        materials.finish()?;
        Ok(Self { delivery: snapshot(desk, "BD_Customer", day, COLUMNS)? })
    }

    /// Adds one customer.
    pub(crate) fn add(&mut self, history: &CompanyHistory) -> Result<()> {
        history.company.erp.iter().try_for_each(|account| self.delivery.row(&row(history, account)))
    }

    /// Ends the file.
    pub(crate) fn finish(self) -> Result<()> {
        self.delivery.finish()
    }
}

fn snapshot(desk: &Desk, form: &str, day: NaiveDate, columns: &'static [Column]) -> Result<Delivery> {
    let file = format!("{form}_{}.json", day.format("%Y%m%d"));
    let writer = BillQuery::create(&desk.path(SYSTEM, &file))?;
    let description = Description { system: SYSTEM, file, member: "", columns, key: &[1] };
    Ok(desk.clean_delivery(description, Box::new(writer)))
}

fn row<'a>(history: &'a CompanyHistory, account: &'a ErpAccount) -> [Cell<'a>; 19] {
    let company = &history.company;
    let address = format!("{}{}{}", company.province, company.city, company.street);
    let province = if company.province.is_empty() { Cell::Null } else { Cell::text(company.province) };
    [
        whole(account.id),
        Cell::text(&account.code),
        Cell::text(&account.name),
        Cell::text(&account.short_name),
        Cell::text(account.group),
        Cell::text("直销客户"),
        // As codes of this system sometimes do, it ends in a blank.
        Cell::made(format!("XS{:03} ", account.seller + 1)),
        employee(account.seller),
        Cell::text(CURRENCY),
        Cell::Moment(account.created_at),
        Cell::Moment(account.created_at),
        Cell::made(address),
        Cell::text(company.country_name),
        province,
        Cell::maybe(account.uscc.as_deref(), Cell::text),
        Cell::Null,
        Cell::Null,
        Cell::text(NOT_DONE),
        Cell::text(APPROVED),
    ]
}

fn material_row(product: &Product, number: u64) -> [Cell<'_>; 8] {
    [
        whole(100_000 + number),
        Cell::text(product.code),
        Cell::text(product.name),
        Cell::text(product.specification),
        Cell::text(product.line),
        Cell::text(product.unit),
        Cell::text(APPROVED),
        Cell::text(NOT_DONE),
    ]
}
