//! What was set against what (核销记录): a match of two bills states two rows, each bill once as the source.

use super::whole;
use crate::company::money::{Application, ApplicationKind};
use crate::company::{CompanyHistory, Fen, Quarter};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use crate::deliver::delivery::Delivery;
use crate::error::Result;

/// Field keys, in the order asked for.
pub(super) const COLUMNS: &[Column] = &[
    Column::number("FID").required(),
    Column::number("FEntity_FENTRYID").required(),
    Column::text("FSourceFromId").required(),
    Column::text("FSRCBILLNO").required(),
    Column::number("FSRCROWID"),
    Column::text("FTargetFromId").required(),
    Column::text("FTargetBillNo").required(),
    Column::number("FTargetEntryId"),
    Column::date("FVERIFYDATE").required(),
    Column::number("FCURWRITTENOFFAMOUNTFOR").required(),
    Column::number("FNOTWRITTENOFFAMOUNTFOR"),
    Column::boolean("FISACTIVATION"),
];

/// The form of receivables.
const RECEIVABLE: &str = "AR_receivable";

/// A bill that takes part in a match.
#[derive(Clone, Copy)]
struct Bill<'a> {
    form: &'static str,
    number: &'a str,
}

/// Delivers the matches of the quarter.
pub(super) fn add(history: &CompanyHistory, quarter: Quarter, to: &mut Delivery) -> Result<()> {
    for application in history.applications.iter().filter(|application| quarter.contains(application.date)) {
        let Some(receivable) = history.receivables.get(application.receivable) else { continue };
        // A credit is two applications of one match: that of the credit note is told with that of the invoice.
        if application.kind == ApplicationKind::Credit && application.amount < Fen::ZERO {
            continue;
        }
        let bill = Bill { form: RECEIVABLE, number: &receivable.number };
        let made = format!("{}{}", prefix(application.kind), application.id);
        let other = other(history, application, &made);
        to.row(&row(application, 0, bill, other))?;
        to.row(&row(application, 1, other, bill))?;
    }
    Ok(())
}

fn row<'a>(application: &Application, entry: u64, source: Bill<'a>, target: Bill<'a>) -> [Cell<'a>; 12] {
    [
        whole(application.id),
        whole(application.id * 2 + entry),
        Cell::text(source.form),
        Cell::text(source.number),
        Cell::Whole(1),
        Cell::text(target.form),
        Cell::text(target.number),
        Cell::Whole(1),
        Cell::Date(application.date),
        Cell::hundredths(application.amount.0.abs()),
        Cell::Null,
        Cell::Boolean(true),
    ]
}

/// The bill a receivable was set against; what is no bill of the company's story gets a number made from the match.
fn other<'a>(history: &'a CompanyHistory, application: &Application, made: &'a str) -> Bill<'a> {
    let receipt = application.receipt.and_then(|place| history.receipts.get(place));
    let counterpart = application.counterpart.and_then(|place| history.receivables.get(place));
    match application.kind {
        ApplicationKind::Cash => {
            Bill { form: "AR_RECEIVEBILL", number: receipt.map_or(made, |receipt| &receipt.number) }
        }
        ApplicationKind::Credit => {
            Bill { form: RECEIVABLE, number: counterpart.map_or(made, |counterpart| &counterpart.number) }
        }
        ApplicationKind::Discount => Bill { form: "AR_CASHDISCOUNT", number: made },
        ApplicationKind::WriteOff => Bill { form: "AR_BADDEBT", number: made },
    }
}

fn prefix(kind: ApplicationKind) -> &'static str {
    match kind {
        ApplicationKind::Cash => "SKD",
        ApplicationKind::Discount => "XJZK",
        ApplicationKind::Credit => "YSD",
        ApplicationKind::WriteOff => "HZSS",
    }
}
