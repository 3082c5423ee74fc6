//! What must be true of every history.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::company::course::Course;
use crate::company::money::ApplicationKind;
use crate::company::presence::enter_systems;
use crate::company::quarter::Month;
use crate::company::register::register;
use crate::company::service::Ticket;
use crate::company::trade::Invoice;
use crate::company::{CompanyHistory, Fen, Settings};

fn settings() -> Settings {
    Settings { accounts: 150, ..Settings::default() }
}

fn histories(settings: &Settings) -> impl Iterator<Item = CompanyHistory> {
    settings.numbers().map(|number| CompanyHistory::simulate(settings, number))
}

#[test]
fn the_same_settings_tell_the_same_story() {
    let settings = settings();
    let bigger = Settings { accounts: 4000, ..settings };
    for number in 1..25 {
        let history = CompanyHistory::simulate(&settings, number);
        assert_eq!(history, CompanyHistory::simulate(&settings, number));
        assert_eq!(history, CompanyHistory::simulate(&bigger, number), "size changes nobody");
    }
    let other = Settings { seed: 2, ..settings };
    assert_ne!(CompanyHistory::simulate(&settings, 1), CompanyHistory::simulate(&other, 1));
}

#[test]
fn one_customer_in_five_makes_most_of_the_revenue() {
    let mut revenues: Vec<i64> =
        histories(&settings()).map(|history| history.invoices.iter().map(|bill| bill.net().0).sum()).collect();
    revenues.sort_unstable_by(|one, other| other.cmp(one));
    let top: i64 = revenues[..revenues.len() / 5].iter().sum();
    let share = top * 1000 / revenues.iter().sum::<i64>();
    assert!((720..860).contains(&share), "{share}");
}

#[test]
fn about_a_tenth_leaves_each_year() {
    let settings = Settings { accounts: 1200, ..Settings::default() };
    let (mut left, mut years) = (0, 0);
    for number in settings.numbers() {
        let registered = register(&settings, number);
        let end = Course::of(&settings, &registered)
            .leaving
            .map_or(settings.end_day(), |leaving| leaving.date.min(settings.end_day()));
        left += i64::from(end < settings.end_day()) * 1000;
        years += (end - registered.company.since.max(settings.first_day())).num_days().max(0);
    }
    let a_year = left * 365 / years;
    assert!((80..120).contains(&a_year), "{a_year} of a thousand");
}

#[test]
fn codes_and_names_belong_to_one_customer_each() {
    let settings = Settings { accounts: 3000, ..Settings::default() };
    let (mut codes, mut names, mut keys, mut domains) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for number in settings.numbers() {
        let mut registered = register(&settings, number);
        enter_systems(&settings, &mut registered);
        let company = registered.company;
        assert!(company.uscc.is_none_or(|code| codes.insert(code)));
        assert!(names.insert(company.legal_name.clone()), "{}", company.legal_name);
        assert!(domains.insert(company.domain.clone()), "{}", company.domain);
        assert!(company.crm.iter().all(|account| keys.insert(account.id.clone())));
        assert!(company.erp.iter().all(|account| keys.insert(account.code.clone())));
    }
}

#[test]
fn the_ledger_is_the_sum_of_the_facts() {
    let settings = settings();
    for history in histories(&settings) {
        let booked: Fen = history.ledger.iter().map(|month| month.revenue).sum();
        assert_eq!(booked, history.invoices.iter().map(Invoice::net).sum());
        for account in 0..history.company.erp.len() {
            let last = history.ledger.iter().rfind(|month| month.account == account);
            let closing = last.filter(|month| month.month.end_day() == settings.end_day());
            let owed = open(&history, settings.end_day());
            let of_account = owed.iter().filter(|(place, _)| history.receivables[**place].account == account);
            assert_eq!(closing.map_or(Fen::ZERO, |month| month.receivables), of_account.map(|(_, left)| *left).sum());
        }
    }
}

#[test]
fn nothing_is_taken_off_twice() {
    for history in histories(&settings()) {
        for (place, left) in open(&history, NaiveDate::MAX) {
            let gross = history.receivables[place].gross;
            let bounds = if gross > Fen::ZERO { Fen::ZERO..=gross } else { gross..=Fen::ZERO };
            assert!(bounds.contains(&left), "{left} of {gross}");
        }
        let mut used = vec![Fen::ZERO; history.receipts.len()];
        for application in &history.applications {
            let receivable = &history.receivables[application.receivable];
            assert!(application.date >= receivable.date);
            assert_eq!(application.kind == ApplicationKind::Cash, application.receipt.is_some());
            if let Some(receipt) = application.receipt {
                assert_eq!(history.receipts[receipt].account, receivable.account);
                assert!(history.receipts[receipt].date <= application.date);
                used[receipt] += application.amount;
            }
        }
        assert!(history.receipts.iter().zip(&used).all(|(receipt, used)| receipt.amount >= *used));
        assert!(history.receipts.iter().all(|receipt| receipt.amount > Fen::ZERO));
    }
}

#[test]
fn who_has_left_orders_nothing() {
    for history in histories(&settings()) {
        let Some(leaving) = history.leaving else { continue };
        assert!(history.orders.iter().all(|order| order.date < leaving.date));
        assert!(history.tickets.iter().all(|ticket| ticket.opened_at.date() < leaving.date));
    }
}

#[test]
fn nothing_is_known_of_the_days_to_come() {
    let settings = settings();
    let end = settings.end_day();
    for history in histories(&settings) {
        assert!(history.orders.iter().all(|order| order.date < end && order.delivered.is_none_or(|day| day < end)));
        assert!(history.invoices.iter().all(|invoice| invoice.date < end));
        assert!(history.receipts.iter().all(|receipt| receipt.date < end));
        assert!(history.applications.iter().all(|application| application.date < end));
        assert!(history.contracts.iter().all(|contract| contract.signed < end));
        let instants = history.tickets.iter().map(Ticket::updated_at);
        assert!(
            instants.chain(history.touches.iter().map(|touch| touch.logged_at)).all(|at| at < settings.end_instant())
        );
    }
}

#[test]
fn lists_are_by_date_and_point_at_what_there_is() {
    for history in histories(&settings()) {
        assert!(history.orders.is_sorted_by_key(|order| order.date));
        assert!(history.invoices.is_sorted_by_key(|invoice| invoice.date));
        assert!(history.receipts.is_sorted_by_key(|receipt| receipt.date));
        assert!(history.applications.is_sorted_by_key(|application| application.date));
        for invoice in &history.invoices {
            let Some(place) = invoice.credits else { continue };
            let credited = &history.invoices[place];
            assert!(!credited.is_credit_note() && credited.account == invoice.account && credited.date < invoice.date);
            assert!(invoice.gross() < Fen::ZERO && -invoice.gross() <= credited.gross());
        }
        let known = history.tickets.len();
        assert!(history.answers.iter().all(|answer| answer.ticket < known));
        assert!(history.contracts.iter().all(|one| one.renewed_by.is_none_or(|next| next < history.contracts.len())));
    }
}

#[test]
fn leavers_fade_before_they_go() {
    let settings = Settings { accounts: 1500, ..Settings::default() };
    let mut ordered = [0_usize; 2];
    for number in settings.numbers() {
        let leaving = Course::of(&settings, &register(&settings, number)).leaving;
        let Some(leaving) = leaving.filter(|leaving| !leaving.is_silent && leaving.date <= settings.end_day()) else {
            continue;
        };
        let history = CompanyHistory::simulate(&settings, number);
        for (place, back) in [(0, 548), (1, 183)] {
            let from = leaving.date - Days::new(back);
            let to = from + Days::new(182);
            // Only where both half-years are told.
            let is_told = leaving.date - Days::new(548) >= settings.first_day().max(history.company.since);
            let of_time = history.orders.iter().filter(|order| order.date >= from && order.date < to);
            ordered[place] += of_time.count() * usize::from(is_told);
        }
    }
    assert!(ordered[1] * 100 < ordered[0] * 85, "{ordered:?}");
}

/// Gives what is open of each receivable at the end of a day.
fn open(history: &CompanyHistory, day: NaiveDate) -> BTreeMap<usize, Fen> {
    let mut open: BTreeMap<usize, Fen> =
        history.receivables.iter().map(|receivable| receivable.gross).enumerate().collect();
    for application in history.applications.iter().filter(|application| application.date <= day) {
        if let Some(left) = open.get_mut(&application.receivable) {
            *left -= application.amount;
        }
    }
    open
}

#[test]
fn months_carry_what_is_owed() {
    for history in histories(&settings()) {
        let mut before: BTreeMap<usize, (Month, Fen)> = BTreeMap::new();
        for month in &history.ledger {
            let (_, owed) = before.get(&month.account).copied().unwrap_or((month.month, Fen::ZERO));
            assert_eq!(owed + month.billed - month.settled, month.receivables);
            before.insert(month.account, (month.month, month.receivables));
        }
    }
}
