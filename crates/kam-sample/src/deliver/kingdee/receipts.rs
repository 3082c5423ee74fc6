//! Receipts (收款单), each with one line.

use super::{APPROVED, CURRENCY, NOT_DONE, code, entry, evening, name, whole};
use crate::company::money::Receipt;
use crate::company::{CompanyHistory, Fen, Quarter};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use crate::deliver::delivery::Delivery;
use crate::error::Result;

/// Field keys, in the order asked for.
pub(super) const COLUMNS: &[Column] = &[
    Column::number("FID").required(),
    Column::number("FRECEIVEBILLENTRY_FENTRYID").required(),
    Column::text("FBillNo").required(),
    Column::date("FDATE").required(),
    Column::text("FBILLTYPEID.FNAME"),
    Column::text("FCONTACTUNITTYPE").required(),
    Column::text("FCONTACTUNIT.FNumber").required(),
    Column::text("FCONTACTUNIT.FName"),
    Column::text("FCURRENCYID.FNumber").required(),
    Column::number("FRECAMOUNTFOR").required(),
    Column::number("FRECTOTALAMOUNTFOR"),
    Column::text("FPURPOSEID.FNumber"),
    Column::text("FSETTLETYPEID.FName"),
    Column::number("FWRITTENOFFAMOUNTFOR_D"),
    Column::text("FDOCUMENTSTATUS").required().coded(),
    Column::text("FCancelStatus").coded(),
    Column::moment("FCREATEDATE"),
    Column::moment("FMODIFYDATE"),
];

/// What has been set against receivables of one receipt.
#[derive(Clone, Copy, Default)]
struct Used {
    amount: Fen,
    is_now: bool,
    is_ever: bool,
}

/// Delivers the receipts of the quarter, and older ones of which something was used in it.
pub(super) fn add(history: &CompanyHistory, quarter: Quarter, to: &mut Delivery) -> Result<()> {
    let mut used = vec![Used::default(); history.receipts.len()];
    for application in &history.applications {
        let Some(used) = application.receipt.and_then(|receipt| used.get_mut(receipt)) else { continue };
        used.is_ever = true;
        if application.date < quarter.end_day() {
            used.amount += application.amount;
            used.is_now |= quarter.contains(application.date);
        }
    }
    for (receipt, used) in history.receipts.iter().zip(used) {
        if used.is_now || quarter.contains(receipt.date) {
            to.row(&row(history, receipt, used))?;
        }
    }
    Ok(())
}

fn row<'a>(history: &'a CompanyHistory, receipt: &'a Receipt, used: Used) -> [Cell<'a>; 18] {
    [
        whole(receipt.id),
        entry(receipt.id, 0),
        Cell::text(&receipt.number),
        Cell::Date(receipt.date),
        Cell::text("销售收款单"),
        Cell::text("BD_Customer"),
        code(history, receipt.account),
        name(history, receipt.account),
        Cell::text(CURRENCY),
        Cell::hundredths(receipt.amount.0),
        Cell::hundredths(receipt.amount.0),
        Cell::text(if used.is_ever { "SFKYT01_SYS" } else { "SFKYT02_SYS" }),
        Cell::text("电汇"),
        Cell::hundredths(used.amount.0),
        Cell::text(APPROVED),
        Cell::text(NOT_DONE),
        Cell::Moment(evening(receipt.date)),
        Cell::Moment(evening(receipt.date)),
    ]
}
