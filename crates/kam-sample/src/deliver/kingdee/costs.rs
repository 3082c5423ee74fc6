//! The workbook of service cost: pools (成本池), how long each activity takes (作业标准), how often it was done (作业量).

use super::{CURRENCY_NAME, SYSTEM, code};
use crate::company::history::ActivityCount;
use crate::company::vendor::{ACTIVITY_STANDARDS, CostPool, cost_pools};
use crate::company::{CompanyHistory, Quarter, Settings};
use crate::deliver::cell::{Cell, Exact};
use crate::deliver::column::Column;
use crate::deliver::delivery::{Delivered, Delivery, Description, Desk};
use crate::deliver::rows::RowWriter;
use crate::deliver::workbook::Book;
use crate::error::Result;

const POOL_COLUMNS: &[Column] = &[
    Column::text("成本池").required(),
    Column::number("年度").required(),
    Column::number("期间").required(),
    Column::number("成本金额").required(),
    Column::number("有效分钟").required(),
    Column::text("币别"),
];

const STANDARD_COLUMNS: &[Column] =
    &[Column::text("作业").required(), Column::text("成本池").required(), Column::number("单次分钟").required()];

const COUNT_COLUMNS: &[Column] = &[
    Column::text("客户编码").required(),
    Column::text("作业").required(),
    Column::number("年度").required(),
    Column::number("期间").required(),
    Column::number("次数").required(),
];

/// Begins the workbook of a quarter; what is left to deliver is how often things were done for customers.
pub(super) fn begin(desk: &Desk, settings: &Settings, quarter: Quarter) -> Result<Delivery> {
    let file = format!("cost_pools_{quarter}.xlsx");
    let mut book = Book::create(&desk.path(SYSTEM, &file), quarter.end_day())?;
    let pools = cost_pools(settings).into_iter().filter(|pool| pool.month.quarter() == quarter);
    let pools: Vec<_> = pools.map(pool_row).collect();
    book = sheet(desk, book, (&file, "成本池"), POOL_COLUMNS, &pools)?;
    let standards = ACTIVITY_STANDARDS.iter().map(|standard| {
        [Cell::text(standard.activity.name()), Cell::text(standard.pool), Cell::Whole(i64::from(standard.minutes))]
    });
    book = sheet(desk, book, (&file, "作业标准"), STANDARD_COLUMNS, &standards.collect::<Vec<_>>())?;
    let counts = book.sheet("作业量", COUNT_COLUMNS, &[])?;
    let description = Description { system: SYSTEM, file, member: "作业量", columns: COUNT_COLUMNS, key: &[] };
    Ok(desk.delivery(description, Box::new(counts)))
}

/// Delivers how often things were done for one customer in the quarter.
pub(super) fn add(history: &CompanyHistory, quarter: Quarter, to: &mut Delivery) -> Result<()> {
    let counts = history.activities.iter().filter(|count| count.month.quarter() == quarter);
    counts.map(|count| count_row(history, count)).try_for_each(|row| to.row(&row))
}

/// Writes a small sheet whole, the total row below its pools included.
fn sheet<const N: usize>(
    desk: &Desk,
    book: Book,
    (file, member): (&str, &'static str),
    columns: &[Column],
    rows: &[[Cell<'_>; N]],
) -> Result<Book> {
    let mut sheet = book.sheet(member, columns, if N == POOL_COLUMNS.len() { &["成本金额"] } else { &[] })?;
    rows.iter().try_for_each(|row| sheet.row(row).map(drop))?;
    let (file, member) = (format!("{SYSTEM}/{file}"), member.to_owned());
    desk.done.borrow_mut().push(Delivered { file, member, rows: rows.len() as u64 });
    sheet.into_book()
}

fn pool_row(pool: CostPool) -> [Cell<'static>; 6] {
    [
        Cell::text(pool.pool),
        Cell::Whole(i64::from(pool.month.year)),
        Cell::Whole(i64::from(pool.month.number)),
        Cell::hundredths(pool.cost.0),
        super::whole(pool.practical_minutes),
        Cell::text(CURRENCY_NAME),
    ]
}

fn count_row<'a>(history: &'a CompanyHistory, count: &ActivityCount) -> [Cell<'a>; 5] {
    [
        code(history, count.account),
        Cell::text(count.activity.name()),
        Cell::Whole(i64::from(count.month.year)),
        Cell::Whole(i64::from(count.month.number)),
        Cell::Number(Exact { units: i64::from(count.count), places: 0 }),
    ]
}
