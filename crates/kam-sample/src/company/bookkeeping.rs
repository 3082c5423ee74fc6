//! The ledger: what the facts add up to.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::company::fen::Fen;
use crate::company::money::{Application, ApplicationKind, LedgerMonth, Receivable};
use crate::company::quarter::Month;
use crate::company::settings::Settings;
use crate::company::trade::Invoice;

/// Adds up invoices, receivables and applications by account and month.
pub(crate) fn ledger(
    settings: &Settings,
    invoices: &[Invoice],
    receivables: &[Receivable],
    applications: &[Application],
) -> Vec<LedgerMonth> {
    let mut books = Books(BTreeMap::new());
    for invoice in invoices {
        let month = books.month(invoice.account, invoice.date);
        month.revenue += invoice.net();
        month.cost += invoice.cost();
    }
    for receivable in receivables {
        books.month(receivable.account, receivable.date).billed += receivable.gross;
    }
    for application in applications {
        let month = books.month(receivables[application.receivable].account, application.date);
        month.settled += application.amount;
        if application.kind == ApplicationKind::WriteOff {
            month.written_off += application.amount;
        }
    }
    books.closed(settings)
}

struct Books(BTreeMap<(usize, Month), LedgerMonth>);

impl Books {
    fn month(&mut self, account: usize, day: NaiveDate) -> &mut LedgerMonth {
        let month = Month::of(day);
        self.0.entry((account, month)).or_insert_with(|| empty(account, month))
    }

    /// Carries what is owed from month to month.
    fn closed(self, settings: &Settings) -> Vec<LedgerMonth> {
        let mut accounts: Vec<usize> = self.0.keys().map(|(account, _)| *account).collect();
        accounts.dedup();
        let mut months = Vec::new();
        for account in accounts {
            let mut owed = Fen::ZERO;
            for month in settings.each_month() {
                let moved = self.0.get(&(account, month)).copied();
                let known = moved.unwrap_or_else(|| empty(account, month));
                owed += known.billed - known.settled;
                if moved.is_some() || owed != Fen::ZERO {
                    months.push(LedgerMonth { receivables: owed, ..known });
                }
            }
        }
        months
    }
}

fn empty(account: usize, month: Month) -> LedgerMonth {
    let nothing = Fen::ZERO;
    LedgerMonth {
        account,
        month,
        revenue: nothing,
        cost: nothing,
        billed: nothing,
        settled: nothing,
        written_off: nothing,
        receivables: nothing,
    }
}
