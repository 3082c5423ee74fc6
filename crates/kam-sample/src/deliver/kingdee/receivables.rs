//! The list of receivables (应收单), exported to Excel at each quarter's end.

use super::{CURRENCY_NAME, SYSTEM, code, name};
use crate::company::money::Receivable;
use crate::company::{CompanyHistory, Fen, Quarter};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use crate::deliver::delivery::Desk;
use crate::deliver::list_export::{List, ListExport};
use crate::error::Result;

/// Captions.
const COLUMNS: &[Column] = &[
    Column::text("单据编号").required(),
    Column::text("单据类型"),
    Column::date("业务日期").required(),
    Column::date("到期日").required(),
    Column::text("客户编码").required(),
    Column::text("客户"),
    Column::text("币别").required(),
    Column::number("价税合计").required(),
    Column::number("已核销金额"),
    Column::number("未核销金额"),
    Column::text("核销状态"),
    Column::text("单据状态").required().coded(),
    Column::text("作废状态").required().coded(),
    Column::text("发票号"),
    Column::text("是否有争议"),
];

/// The list of one quarter.
pub(super) struct Receivables {
    quarter: Quarter,
    list: ListExport,
}

impl Receivables {
    /// Begins the list.
    pub(super) fn begin(desk: &Desk, quarter: Quarter) -> Result<Self> {
        let list = List {
            system: SYSTEM,
            stem: format!("ar_receivable_{quarter}"),
            sheet: "应收单",
            columns: COLUMNS,
            key: &[0],
            added: &["价税合计", "已核销金额", "未核销金额"],
            made: quarter.end_day(),
        };
        Ok(Self { quarter, list: ListExport::begin(desk, list)? })
    }

    /// Adds the receivables of the quarter, and older ones of which something was settled in it.
    pub(super) fn add(&mut self, history: &CompanyHistory) -> Result<()> {
        let mut settled = vec![(Fen::ZERO, false); history.receivables.len()];
        for application in history.applications.iter().filter(|application| application.date < self.quarter.end_day()) {
            if let Some((amount, is_now)) = settled.get_mut(application.receivable) {
                *amount += application.amount;
                *is_now |= self.quarter.contains(application.date);
            }
        }
        for (receivable, (settled, is_settled_now)) in history.receivables.iter().zip(settled) {
            if is_settled_now || self.quarter.contains(receivable.date) {
                self.list.row(&row(history, receivable, settled))?;
            }
        }
        Ok(())
    }

    /// Ends the list.
    pub(super) fn finish(self) -> Result<()> {
        self.list.finish()
    }
}

fn row<'a>(history: &'a CompanyHistory, receivable: &'a Receivable, settled: Fen) -> [Cell<'a>; 15] {
    let open = receivable.gross - settled;
    let invoice = history.invoices.get(receivable.invoice);
    [
        Cell::text(&receivable.number),
        Cell::text("标准应收单"),
        Cell::Date(receivable.date),
        Cell::Date(receivable.due),
        code(history, receivable.account),
        name(history, receivable.account),
        Cell::text(CURRENCY_NAME),
        Cell::hundredths(receivable.gross.0),
        Cell::hundredths(settled.0),
        Cell::hundredths(open.0),
        Cell::text(if open == Fen::ZERO {
            "完全核销"
        } else if settled == Fen::ZERO {
            "未核销"
        } else {
            "部分核销"
        }),
        Cell::text("已审核"),
        Cell::text("未作废"),
        Cell::maybe(invoice, |invoice| Cell::text(&invoice.number)),
        Cell::text(if receivable.is_disputed { "是" } else { "否" }),
    ]
}
