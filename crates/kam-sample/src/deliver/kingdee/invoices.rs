//! VAT invoices (销售增值税专用发票), blue ones and red, a row for each line.

use super::{APPROVED, CURRENCY, NOT_DONE, code, entry, evening, name, whole};
use crate::company::catalogue::PRODUCTS;
use crate::company::trade::Invoice;
use crate::company::{CompanyHistory, Quarter};
use crate::deliver::cell::{Cell, Exact};
use crate::deliver::column::Column;
use crate::deliver::delivery::Delivery;
use crate::error::Result;

/// Field keys, in the order asked for.
pub(super) const COLUMNS: &[Column] = &[
    Column::number("FID").required(),
    Column::number("FSALESICENTRY_FENTRYID").required(),
    Column::text("FBillNo").required(),
    Column::number("FSALESICENTRY_FSEQ"),
    Column::date("FDATE").required(),
    Column::text("FINVOICENO"),
    Column::date("FINVOICEDATE"),
    Column::text("FRedBlue").coded(),
    Column::text("FDocumentStatus").required().coded(),
    Column::text("FCancelStatus").required().coded(),
    Column::text("FCustomerID.FNumber").required(),
    Column::text("FCustomerID.FName"),
    Column::text("FCURRENCYID.FNumber").required(),
    Column::text("FMATERIALID.FNumber"),
    Column::text("FPRICEUNITID.FName"),
    Column::number("FPRICEQTY"),
    Column::number("FAUXPRICE"),
    Column::number("FTAXRATE"),
    Column::number("FDISCOUNTAMOUNTFOR"),
    Column::number("FAMOUNTFOR").required(),
    Column::number("FDETAILTAXAMOUNTFOR"),
    Column::number("FALLAMOUNTFOR"),
    Column::number("FCOSTAMTSUM"),
    Column::moment("FModifyDate"),
];

/// Delivers the invoices of the quarter.
pub(super) fn add(history: &CompanyHistory, quarter: Quarter, to: &mut Delivery) -> Result<()> {
    for invoice in history.invoices.iter().filter(|invoice| quarter.contains(invoice.date)) {
        for place in 0..invoice.lines.len() {
            to.row(&row(history, invoice, place))?;
        }
    }
    Ok(())
}

fn row<'a>(history: &'a CompanyHistory, invoice: &'a Invoice, place: usize) -> [Cell<'a>; 24] {
    let line = &invoice.lines[place];
    let product = &PRODUCTS[line.product];
    [
        whole(invoice.id),
        entry(invoice.id, place),
        Cell::text(&invoice.number),
        Cell::Whole(place as i64 + 1),
        Cell::Date(invoice.date),
        Cell::text(&invoice.tax_number),
        Cell::Date(invoice.date),
        Cell::text(if invoice.is_credit_note() { "1" } else { "0" }),
        Cell::text(APPROVED),
        Cell::text(NOT_DONE),
        code(history, invoice.account),
        name(history, invoice.account),
        Cell::text(CURRENCY),
        Cell::text(product.code),
        Cell::text(product.unit),
        Cell::Number(Exact { units: line.quantity, places: 0 }),
        Cell::hundredths(line.list_price.0),
        Cell::Number(Exact { units: 13, places: 0 }),
        Cell::hundredths((line.at_list() - line.net).0),
        Cell::hundredths(line.net.0),
        Cell::hundredths(line.tax.0),
        Cell::hundredths(line.gross().0),
        Cell::hundredths(line.cost.0),
        Cell::Moment(evening(invoice.date)),
    ]
}
