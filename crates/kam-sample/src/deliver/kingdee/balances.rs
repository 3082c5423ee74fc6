//! The balances of the general ledger (科目余额表) by customer and month, and for each account as a whole.

use super::{CURRENCY_NAME, SYSTEM, code, name};
use crate::company::money::LedgerMonth;
use crate::company::{CompanyHistory, Fen, Month, Quarter};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use crate::deliver::delivery::Desk;
use crate::deliver::list_export::{List, ListExport};
use crate::error::Result;
use std::collections::BTreeMap;

/// Captions.
const COLUMNS: &[Column] = &[
    Column::text("科目编码").required(),
    Column::text("科目名称"),
    Column::text("客户编码"),
    Column::text("客户名称"),
    Column::number("年度").required(),
    Column::number("期间").required(),
    Column::text("币别"),
    Column::number("期初余额"),
    Column::number("借方金额").required(),
    Column::number("贷方金额").required(),
    Column::number("期末余额").required(),
];

/// The accounts, by their codes in the standard chart.
const ACCOUNTS: [(&str, &str); 4] =
    [("1122", "应收账款"), ("6001", "主营业务收入"), ("6401", "主营业务成本"), ("6702", "信用减值损失")];

/// What stands in one row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Balance {
    opening: Fen,
    debit: Fen,
    credit: Fen,
    closing: Fen,
}

/// The balances of one quarter.
pub(super) struct Balances {
    quarter: Quarter,
    list: ListExport,
    whole: BTreeMap<(usize, Month), Balance>,
}

impl Balances {
    /// Begins the list.
    pub(super) fn begin(desk: &Desk, quarter: Quarter) -> Result<Self> {
        let list = List {
            system: SYSTEM,
            stem: format!("gl_balance_{quarter}"),
            sheet: "科目余额表",
            columns: COLUMNS,
            key: &[],
            added: &[],
            made: quarter.end_day(),
        };
        Ok(Self { quarter, list: ListExport::begin(desk, list)?, whole: BTreeMap::new() })
    }

    /// Adds one customer's months of the quarter.
    pub(super) fn add(&mut self, history: &CompanyHistory) -> Result<()> {
        for month in history.ledger.iter().filter(|month| month.month.quarter() == self.quarter) {
            for (place, balance) in balances(month).into_iter().enumerate() {
                if balance != Balance::default() {
                    let customer = (code(history, month.account), name(history, month.account));
                    self.list.row(&row(place, customer, month.month, balance))?;
                    *self.whole.entry((place, month.month)).or_default() += balance;
                }
            }
        }
        Ok(())
    }

    /// Adds the accounts as wholes, and ends the list.
    pub(super) fn finish(mut self) -> Result<()> {
        for ((place, month), balance) in self.whole {
            self.list.row(&row(place, (Cell::Null, Cell::Null), month, balance))?;
        }
        self.list.finish()
    }
}

impl std::ops::AddAssign for Balance {
    fn add_assign(&mut self, other: Self) {
        self.opening += other.opening;
        self.debit += other.debit;
        self.credit += other.credit;
        self.closing += other.closing;
    }
}

/// What a month means for each account. Revenue, cost and what is written off are carried to the profit of the month, so
/// that nothing stands there.
fn balances(month: &LedgerMonth) -> [Balance; 4] {
    let passing = |amount: Fen| Balance { debit: amount, credit: amount, ..Balance::default() };
    let receivables = Balance {
        opening: month.receivables - month.billed + month.settled,
        debit: month.billed,
        credit: month.settled,
        closing: month.receivables,
    };
    [receivables, passing(month.revenue), passing(month.cost), passing(month.written_off)]
}

fn row<'a>(place: usize, (code, name): (Cell<'a>, Cell<'a>), month: Month, balance: Balance) -> [Cell<'a>; 11] {
    let (account_code, account_name) = ACCOUNTS[place];
    [
        Cell::text(account_code),
        Cell::text(account_name),
        code,
        name,
        Cell::Whole(i64::from(month.year)),
        Cell::Whole(i64::from(month.number)),
        Cell::text(CURRENCY_NAME),
        Cell::hundredths(balance.opening.0),
        Cell::hundredths(balance.debit.0),
        Cell::hundredths(balance.credit.0),
        Cell::hundredths(balance.closing.0),
    ]
}
