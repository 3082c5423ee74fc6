//! Kingdee: what `ExecuteBillQuery` answers for customers, materials and the bills of each quarter, the list of
//! receivables as people export it, and what accounting keeps in workbooks.
//!
//! A bill is sent again in each quarter in which it changed, as it stood at that quarter's end.

mod balances;
mod costs;
mod customers;
mod invoices;
mod matches;
mod orders;
mod receipts;
mod receivables;

use super::bill_query::BillQuery;
use super::cell::Cell;
use super::column::Column;
use super::delivery::{Delivery, Description, Desk};
use crate::company::vendor::STAFF;
use crate::company::{CompanyHistory, Quarter, Settings};
use crate::error::Result;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

pub(crate) use customers::Customers;

/// The system, which is its folder.
pub(crate) const SYSTEM: &str = "kingdee";

/// The code of the yuan.
const CURRENCY: &str = "PRE001";

/// The name of the yuan, where lists show names.
const CURRENCY_NAME: &str = "人民币";

/// A document everybody has agreed to (已审核).
const APPROVED: &str = "C";

/// Of cancelling, closing and forbidding: not done.
const NOT_DONE: &str = "A";

/// Of cancelling, closing and forbidding: done.
const DONE: &str = "B";

/// The deliveries of one quarter.
pub(crate) struct Kingdee {
    quarter: Quarter,
    orders: Delivery,
    stock_outs: Delivery,
    invoices: Delivery,
    receivables: receivables::Receivables,
    receipts: Delivery,
    matches: Delivery,
    balances: balances::Balances,
    counts: Delivery,
}

impl Kingdee {
    /// Begins the files of a quarter.
    pub(crate) fn begin(desk: &Desk, settings: &Settings, quarter: Quarter) -> Result<Self> {
        Ok(Self {
            quarter,
            orders: bills(desk, "SAL_SaleOrder", quarter, orders::COLUMNS, &[1])?,
            stock_outs: bills(desk, "SAL_OUTSTOCK", quarter, orders::STOCK_OUT_COLUMNS, &[1])?,
            invoices: bills(desk, "IV_SALESIC", quarter, invoices::COLUMNS, &[2, 1])?,
            receivables: receivables::Receivables::begin(desk, quarter)?,
            receipts: bills(desk, "AR_RECEIVEBILL", quarter, receipts::COLUMNS, &[1])?,
            matches: bills(desk, "AR_MATCHRECORD", quarter, matches::COLUMNS, &[0, 1])?,
            balances: balances::Balances::begin(desk, quarter)?,
            counts: costs::begin(desk, settings, quarter)?,
        })
    }

    /// Adds what happened with one customer in the quarter.
    pub(crate) fn add(&mut self, history: &CompanyHistory) -> Result<()> {
        orders::add(history, self.quarter, &mut self.orders, &mut self.stock_outs)?;
        invoices::add(history, self.quarter, &mut self.invoices)?;
        self.receivables.add(history)?;
        receipts::add(history, self.quarter, &mut self.receipts)?;
        matches::add(history, self.quarter, &mut self.matches)?;
        self.balances.add(history)?;
        costs::add(history, self.quarter, &mut self.counts)
    }

    /// Ends the files.
    pub(crate) fn finish(self) -> Result<()> {
        for delivery in [self.orders, self.stock_outs, self.invoices, self.receipts, self.matches, self.counts] {
            delivery.finish()?;
        }
        self.receivables.finish()?;
        self.balances.finish()
    }
}

fn bills(
    desk: &Desk,
    form: &str,
    quarter: Quarter,
    columns: &'static [Column],
    key: &'static [usize],
) -> Result<Delivery> {
    let file = format!("{form}_{quarter}.json");
    let writer = BillQuery::create(&desk.path(SYSTEM, &file))?;
    Ok(desk.delivery(Description { system: SYSTEM, file, member: "", columns, key }, Box::new(writer)))
}

/// The code of an ERP account.
fn code(history: &CompanyHistory, account: usize) -> Cell<'_> {
    history.company.erp.get(account).map_or(Cell::Null, |account| Cell::text(&account.code))
}

/// The name of an ERP account.
fn name(history: &CompanyHistory, account: usize) -> Cell<'_> {
    history.company.erp.get(account).map_or(Cell::Null, |account| Cell::text(&account.name))
}

/// The name of an employee of the vendor.
fn employee(place: usize) -> Cell<'static> {
    STAFF.get(place).map_or(Cell::Null, |employee| Cell::text(employee.name))
}

/// A number of the ERP.
fn whole(number: u64) -> Cell<'static> {
    Cell::maybe(i64::try_from(number).ok(), Cell::Whole)
}

/// The number of a document's line, unique among those of its form.
fn entry(document: u64, line: usize) -> Cell<'static> {
    /// More lines than any document has.
    const LINES: u64 = 100;
    whole(document * LINES + line as u64 + 1)
}

/// When a document of this day was last touched: that evening.
fn evening(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + TimeDelta::minutes(17 * 60 + 42) + TimeDelta::milliseconds(723)
}
