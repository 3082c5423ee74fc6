//! The work a customer makes.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};

use crate::company::fen::Fen;
use crate::company::history::{ActivityCount, CompanyHistory};
use crate::company::quarter::Month;
use crate::company::sales::Channel;
use crate::company::settings::Settings;
use crate::company::trade::Order;
use crate::company::vendor::Activity;

/// Days a receivable is overdue when we begin to remind of it, once a month.
const PATIENCE: u64 = 10;
/// An order above this is checked for credit, in fen.
const LARGE_ORDER: Fen = Fen::yuan(200_000);

type Counts = BTreeMap<(usize, Month, Activity), u32>;

/// Counts the work by ERP account and month; what concerns no single account is counted for the first.
pub(crate) fn activities(settings: &Settings, history: &CompanyHistory) -> Vec<ActivityCount> {
    if history.company.erp.is_empty() {
        return Vec::new();
    }
    let mut counts = Counts::new();
    for order in &history.orders {
        add(&mut counts, order.account, order.date, Activity::Order);
        if is_checked(order) {
            add(&mut counts, order.account, order.date, Activity::CreditCheck);
        }
    }
    for invoice in &history.invoices {
        add(&mut counts, invoice.account, invoice.date, Activity::Invoice);
    }
    for ticket in &history.tickets {
        add(&mut counts, 0, local_day(ticket.opened_at), Activity::Ticket);
    }
    for touch in history.touches.iter().filter(|touch| touch.channel == Channel::Visit) {
        add(&mut counts, 0, local_day(touch.occurred_at), Activity::Visit);
    }
    add_reminders(settings, history, &mut counts);
    let counted = |((account, month, activity), count)| ActivityCount { account, month, activity, count };
    counts.into_iter().map(counted).collect()
}

fn add(counts: &mut Counts, account: usize, day: NaiveDate, activity: Activity) {
    *counts.entry((account, Month::of(day), activity)).or_default() += 1;
}

fn is_checked(order: &Order) -> bool {
    order.net() > LARGE_ORDER
}

fn local_day(at: NaiveDateTime) -> NaiveDate {
    (at + TimeDelta::hours(8)).date()
}

/// Counts a reminder on the last day of every month in which a receivable is overdue for long.
fn add_reminders(settings: &Settings, history: &CompanyHistory, counts: &mut Counts) {
    let mut settled: Vec<Option<NaiveDate>> = vec![None; history.receivables.len()];
    for application in &history.applications {
        settled[application.receivable] = Some(application.date);
    }
    let mut applied = vec![Fen::ZERO; history.receivables.len()];
    for application in &history.applications {
        applied[application.receivable] += application.amount;
    }
    for (place, receivable) in history.receivables.iter().enumerate().filter(|(_, owed)| owed.gross > Fen::ZERO) {
        let is_paid = applied[place] == receivable.gross;
        let until = settled[place].filter(|_| is_paid).unwrap_or(settings.end_day());
        let mut month = Month::of(receivable.due + Days::new(PATIENCE));
        while month.end_day() <= until {
            let day = month.first_day();
            add(counts, receivable.account, day, Activity::Reminder);
            month = month.next();
        }
    }
}
