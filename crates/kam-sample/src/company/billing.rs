//! What was delivered is billed, and some of it taken back.

use chrono::{Days, NaiveDate};

use crate::company::chance::{Chance, Topic};
use crate::company::course::Course;
use crate::company::fen::Fen;
use crate::company::keys::Keys;
use crate::company::ordering::vat;
use crate::company::quarter::Quarter;
use crate::company::settings::Settings;
use crate::company::trade::{Invoice, Line, Order};
use crate::company::workdays::workday;

/// How many of a thousand orders of three lines or more are billed in two parts.
const IN_PARTS: i64 = 150;
/// How many of a thousand invoices are partly taken back.
const TAKEN_BACK: i64 = 28;

/// Gives invoices and credit notes, oldest first.
pub(crate) fn invoices(settings: &Settings, number: u32, course: &Course, orders: &[Order]) -> Vec<Invoice> {
    let mut chance = Chance::of(settings.seed, number, Topic::Credits);
    let mut bills = bills(settings.end_day(), orders, &mut chance);
    bills.sort_by_key(|bill| (bill.date, bill.order));
    let mut credits: Vec<Invoice> = Vec::new();
    for (place, bill) in bills.iter().enumerate() {
        let complaints = course.in_quarter(Quarter::of(bill.date)).complaints.clamp(0, 5000);
        if chance.happens(TAKEN_BACK * (1000 + complaints) / 2000) {
            credits.extend(credit_note(place, bill, settings.end_day(), &mut chance));
        }
    }
    let mut invoices = merged(bills, credits);
    let keys = Keys::of(settings.seed, number);
    for (place, invoice) in invoices.iter_mut().enumerate() {
        invoice.number = keys.document("XSFP", place + 1);
        invoice.id = keys.internal("IV_SALESIC", place);
        invoice.tax_number = format!("{}{:016}", invoice.date.format("%y32"), invoice.id);
    }
    invoices
}

fn bills(end: NaiveDate, orders: &[Order], chance: &mut Chance) -> Vec<Invoice> {
    let mut bills = Vec::new();
    for (place, order) in orders.iter().enumerate() {
        let Some(delivered) = order.delivered else { continue };
        let date = workday(delivered + Days::new(chance.between(0, 4) as u64));
        let split = if order.lines.len() > 2 && chance.happens(IN_PARTS) { order.lines.len() / 2 } else { 0 };
        let later = workday(date + Days::new(chance.between(6, 25) as u64));
        let (early_lines, late_lines) = order.lines.split_at(split);
        for (date, lines) in [(date, early_lines), (if split > 0 { later } else { date }, late_lines)] {
            if !lines.is_empty() && date < end {
                bills.push(bill(place, order.account, date, lines.to_vec()));
            }
        }
    }
    bills
}

fn bill(order: usize, account: usize, date: NaiveDate, lines: Vec<Line>) -> Invoice {
    Invoice { number: String::new(), id: 0, tax_number: String::new(), account, date, order, credits: None, lines }
}

/// Takes back part of one line: goods with their cost, or only some of the price.
fn credit_note(place: usize, invoice: &Invoice, end: NaiveDate, chance: &mut Chance) -> Option<Invoice> {
    let date = workday(invoice.date + Days::new(chance.between(5, 60) as u64));
    let line = *chance.pick(&invoice.lines);
    let part = chance.between(50, 600);
    let taken = if chance.happens(550) { goods_taken_back(&line, part) } else { price_cut(&line, part) };
    let note = Invoice { credits: Some(place), ..bill(invoice.order, invoice.account, date, vec![taken]) };
    (date < end && taken.net != Fen::ZERO).then_some(note)
}

fn goods_taken_back(line: &Line, part: i64) -> Line {
    let quantity = (line.quantity * part / 1000).max(1);
    let net = -line.net.share(quantity, line.quantity);
    Line { quantity: -quantity, net, tax: vat(net), cost: -line.cost.share(quantity, line.quantity), ..*line }
}

fn price_cut(line: &Line, part: i64) -> Line {
    let net = -line.net.share(part, 3000);
    Line { quantity: 0, discount: 0, net, tax: vat(net), cost: Fen::ZERO, ..*line }
}

/// Puts invoices and credit notes in one order; a note keeps pointing at its invoice.
fn merged(bills: Vec<Invoice>, credits: Vec<Invoice>) -> Vec<Invoice> {
    let count = bills.len();
    let mut all: Vec<(usize, Invoice)> = bills.into_iter().chain(credits).enumerate().collect();
    all.sort_by_key(|(place, invoice)| (invoice.date, *place));
    let mut new_places = vec![0; count];
    for (new, (old, _)) in all.iter().enumerate() {
        if let Some(place) = new_places.get_mut(*old) {
            *place = new;
        }
    }
    let pointed = |mut invoice: Invoice| {
        invoice.credits = invoice.credits.map(|old| new_places[old]);
        invoice
    };
    all.into_iter().map(|(_, invoice)| pointed(invoice)).collect()
}
