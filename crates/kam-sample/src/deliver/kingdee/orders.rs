//! Sales orders (销售订单) and what left the store for them (销售出库单), a row for each line.

use super::{APPROVED, CURRENCY, DONE, NOT_DONE, code, employee, entry, evening, name, whole};
use crate::company::catalogue::PRODUCTS;
use crate::company::trade::{Line, Order};
use crate::company::{CompanyHistory, Quarter};
use crate::deliver::cell::{Cell, Exact};
use crate::deliver::column::Column;
use crate::deliver::delivery::Delivery;
use crate::error::Result;
use chrono::NaiveDate;

/// Field keys of orders, in the order asked for.
pub(super) const COLUMNS: &[Column] = &[
    Column::number("FID").required(),
    Column::number("FSaleOrderEntry_FENTRYID").required(),
    Column::text("FBillNo").required(),
    Column::number("FSaleOrderEntry_FSEQ"),
    Column::date("FDate").required(),
    Column::text("FBillTypeID.FName"),
    Column::text("FDocumentStatus").required().coded(),
    Column::text("FCloseStatus").coded(),
    Column::text("FCancelStatus").required().coded(),
    Column::text("FCustId.FNumber").required(),
    Column::text("FCustId.FName"),
    Column::text("FSaleOrgId.FName"),
    Column::text("FSalerId.FName"),
    Column::text("FSettleCurrId.FNumber").required(),
    Column::number("FExchangeRate"),
    Column::text("FMaterialId.FNumber").required(),
    Column::text("FMaterialId.FName"),
    Column::number("FQty").required(),
    Column::number("FTaxPrice"),
    Column::number("FAmount").required(),
    Column::number("FTaxAmount"),
    Column::number("FAllAmount"),
    Column::date("FDeliveryDate"),
    Column::number("FStockOutQty"),
    Column::text("FMrpCloseStatus").coded(),
    Column::moment("FModifyDate"),
];

/// Field keys of what left the store.
pub(super) const STOCK_OUT_COLUMNS: &[Column] = &[
    Column::number("FID").required(),
    Column::number("FEntity_FENTRYID").required(),
    Column::text("FBillNo").required(),
    Column::date("FDate").required(),
    Column::text("FDocumentStatus").required().coded(),
    Column::text("FCancelStatus").coded(),
    Column::text("FCustomerID.FNumber").required(),
    Column::text("FMaterialID.FNumber").required(),
    Column::number("FRealQty").required(),
    Column::text("FSoorDerno"),
    Column::text("FSrcBillNo"),
    Column::moment("FModifyDate"),
];

/// Delivers the orders that were placed or fulfilled in the quarter, and what left the store in it.
pub(super) fn add(
    history: &CompanyHistory,
    quarter: Quarter,
    orders: &mut Delivery,
    stock_outs: &mut Delivery,
) -> Result<()> {
    for order in &history.orders {
        let delivered = order.delivered.filter(|delivered| *delivered < quarter.end_day());
        let is_delivered_now = delivered.is_some_and(|delivered| quarter.contains(delivered));
        if quarter.contains(order.date) || is_delivered_now {
            for place in 0..order.lines.len() {
                orders.row(&row(history, order, place, delivered))?;
            }
        }
        if let (true, Some(delivered)) = (is_delivered_now, delivered) {
            for place in 0..order.lines.len() {
                stock_outs.row(&stock_out_row(history, order, place, delivered))?;
            }
        }
    }
    Ok(())
}

fn row<'a>(
    history: &'a CompanyHistory,
    order: &'a Order,
    place: usize,
    delivered: Option<NaiveDate>,
) -> [Cell<'a>; 26] {
    let line = &order.lines[place];
    let product = &PRODUCTS[line.product];
    let seller = history.company.erp.get(order.account).map_or(0, |account| account.seller);
    let fulfilled = if delivered.is_some() { line.quantity } else { 0 };
    [
        whole(order.id),
        entry(order.id, place),
        Cell::text(&order.number),
        Cell::Whole(place as i64 + 1),
        Cell::Date(order.date),
        Cell::text("标准销售订单"),
        Cell::text(APPROVED),
        Cell::text(if delivered.is_some() { DONE } else { NOT_DONE }),
        Cell::text(if order.is_cancelled { DONE } else { NOT_DONE }),
        code(history, order.account),
        name(history, order.account),
        Cell::text("销售总公司"),
        employee(seller),
        Cell::text(CURRENCY),
        Cell::Number(Exact { units: 1, places: 0 }),
        Cell::text(product.code),
        Cell::text(product.name),
        Cell::Number(Exact { units: line.quantity, places: 0 }),
        Cell::maybe(price_with_tax(line), Cell::Number),
        Cell::hundredths(line.net.0),
        Cell::hundredths(line.tax.0),
        Cell::hundredths(line.gross().0),
        Cell::Date(order.promised),
        Cell::Number(Exact { units: fulfilled, places: 0 }),
        Cell::text(if delivered.is_some() { DONE } else { NOT_DONE }),
        Cell::Moment(evening(delivered.unwrap_or(order.date))),
    ]
}

fn stock_out_row<'a>(
    history: &'a CompanyHistory,
    order: &'a Order,
    place: usize,
    delivered: NaiveDate,
) -> [Cell<'a>; 12] {
    let line = &order.lines[place];
    let number = order.number.replacen("XSDD", "XSCK", 1);
    [
        whole(order.id),
        entry(order.id, place),
        Cell::made(number),
        Cell::Date(delivered),
        Cell::text(APPROVED),
        Cell::text(NOT_DONE),
        code(history, order.account),
        Cell::text(PRODUCTS[line.product].code),
        Cell::Number(Exact { units: line.quantity, places: 0 }),
        Cell::text(&order.number),
        Cell::text(&order.number),
        Cell::Moment(evening(delivered)),
    ]
}

/// What one unit costs with VAT, to six places.
fn price_with_tax(line: &Line) -> Option<Exact> {
    let millionths = (line.gross().0 * 10_000).checked_div(line.quantity)?;
    Some(Exact { units: millionths, places: 6 })
}
