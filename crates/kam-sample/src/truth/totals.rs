//! What everything adds up to, quarter by quarter.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};

use crate::company::money::ApplicationKind;
use crate::company::{CompanyHistory, Fen, Quarter, Settings};

/// The totals of a quarter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct QuarterTotals {
    net_revenue: Fen,
    cost: Fen,
    billings: Fen,
    receipts: Fen,
    applied_cash: Fen,
    discounts: Fen,
    write_offs: Fen,
    receivables: Fen,
    invoice_lines: u64,
    invoices: u64,
    credit_notes: u64,
    orders: u64,
    order_lines: u64,
    tickets: u64,
    complaints: u64,
    answers: u64,
    left: u64,
}

/// The totals of all quarters, summed from the facts and never from the ledger.
#[derive(Debug)]
pub(crate) struct ControlTotals(BTreeMap<Quarter, QuarterTotals>);

impl ControlTotals {
    pub(crate) fn of(settings: &Settings) -> Self {
        Self(settings.each_quarter().map(|quarter| (quarter, QuarterTotals::default())).collect())
    }

    pub(crate) fn add(&mut self, history: &CompanyHistory) {
        self.add_trade(history);
        self.add_money(history);
        self.add_service(history);
        if let Some(leaving) = history.leaving {
            self.on(leaving.date, |totals| totals.left += 1);
        }
    }

    /// Gives the totals as lines: quarter, measure, amount.
    pub(crate) fn rows(&self) -> Vec<(Quarter, &'static str, String)> {
        let mut owed = Fen::ZERO;
        let mut rows = Vec::new();
        for (quarter, totals) in &self.0 {
            owed += totals.receivables;
            let named = named(&QuarterTotals { receivables: owed, ..*totals });
            rows.extend(named.into_iter().map(|(measure, amount)| (*quarter, measure, amount)));
        }
        rows
    }

    fn on(&mut self, day: NaiveDate, change: impl FnOnce(&mut QuarterTotals)) {
        if let Some(totals) = self.0.get_mut(&Quarter::of(day)) {
            change(totals);
        }
    }

    fn add_trade(&mut self, history: &CompanyHistory) {
        for order in &history.orders {
            self.on(order.date, |totals| {
                totals.orders += 1;
                totals.order_lines += order.lines.len() as u64;
            });
        }
        for invoice in &history.invoices {
            self.on(invoice.date, |totals| {
                totals.net_revenue += invoice.net();
                totals.cost += invoice.cost();
                totals.invoice_lines += invoice.lines.len() as u64;
                totals.invoices += u64::from(!invoice.is_credit_note());
                totals.credit_notes += u64::from(invoice.is_credit_note());
            });
        }
    }

    /// Receivables are what each quarter adds to them; they are carried on when written.
    fn add_money(&mut self, history: &CompanyHistory) {
        for receivable in &history.receivables {
            self.on(receivable.date, |totals| {
                totals.billings += receivable.gross;
                totals.receivables += receivable.gross;
            });
        }
        for receipt in &history.receipts {
            self.on(receipt.date, |totals| totals.receipts += receipt.amount);
        }
        for application in &history.applications {
            self.on(application.date, |totals| {
                totals.receivables -= application.amount;
                match application.kind {
                    ApplicationKind::Cash => totals.applied_cash += application.amount,
                    ApplicationKind::Discount => totals.discounts += application.amount,
                    ApplicationKind::WriteOff => totals.write_offs += application.amount,
                    ApplicationKind::Credit => {}
                }
            });
        }
    }

    /// Tickets and answers count on the day they have in China.
    fn add_service(&mut self, history: &CompanyHistory) {
        let local = |at: chrono::NaiveDateTime| (at + TimeDelta::hours(8)).date();
        for ticket in &history.tickets {
            self.on(local(ticket.opened_at), |totals| {
                totals.tickets += 1;
                totals.complaints += u64::from(ticket.is_complaint());
            });
        }
        for at in history.answers.iter().filter_map(|answer| answer.answered_at) {
            self.on(local(at), |totals| totals.answers += 1);
        }
    }
}

fn named(totals: &QuarterTotals) -> [(&'static str, String); 17] {
    [
        ("net_revenue", totals.net_revenue.to_string()),
        ("cost", totals.cost.to_string()),
        ("billings_gross", totals.billings.to_string()),
        ("receipts", totals.receipts.to_string()),
        ("applied_cash", totals.applied_cash.to_string()),
        ("discounts", totals.discounts.to_string()),
        ("write_offs", totals.write_offs.to_string()),
        ("receivables_closing", totals.receivables.to_string()),
        ("invoice_lines", totals.invoice_lines.to_string()),
        ("invoices", totals.invoices.to_string()),
        ("credit_notes", totals.credit_notes.to_string()),
        ("orders", totals.orders.to_string()),
        ("order_lines", totals.order_lines.to_string()),
        ("tickets", totals.tickets.to_string()),
        ("complaints", totals.complaints.to_string()),
        ("answers", totals.answers.to_string()),
        ("customers_left", totals.left.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::ControlTotals;
    use crate::company::{CompanyHistory, Fen, Settings};

    #[test]
    fn totals_are_those_of_the_ledger() {
        let settings = Settings { accounts: 40, ..Settings::default() };
        let mut totals = ControlTotals::of(&settings);
        let (mut revenue, mut cost, mut written_off, mut owed) = (Fen::ZERO, Fen::ZERO, Fen::ZERO, Fen::ZERO);
        for history in settings.numbers().map(|number| CompanyHistory::simulate(&settings, number)) {
            totals.add(&history);
            for month in history.ledger.iter().filter(|month| month.month.quarter() == settings.last_quarter) {
                revenue += month.revenue;
                cost += month.cost;
                written_off += month.written_off;
                let is_last = month.month.end_day() == settings.end_day();
                owed += if is_last { month.receivables } else { Fen::ZERO };
            }
        }
        let rows = totals.rows();
        let told = |measure: &str| {
            let of_last = |row: &&(_, &str, String)| row.0 == settings.last_quarter && row.1 == measure;
            rows.iter().find(of_last).map(|row| row.2.clone())
        };
        assert_eq!(told("net_revenue"), Some(revenue.to_string()));
        assert_eq!(told("cost"), Some(cost.to_string()));
        assert_eq!(told("write_offs"), Some(written_off.to_string()));
        assert_eq!(told("receivables_closing"), Some(owed.to_string()));
    }
}
