//! Payments and credit notes are set against what is owed.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::company::chance::Chance;
use crate::company::fen::Fen;
use crate::company::money::{Application, ApplicationKind, Receipt, Receivable};
use crate::company::paying::Claim;
use crate::company::trade::Invoice;
use crate::company::workdays::workday;

/// How many of a thousand claims are paid in two parts.
const IN_PARTS: i64 = 60;
/// How many of a thousand claims are paid a little short; the rest is given up.
const SHORT: i64 = 12;
/// How many of a thousand payments are more than what they pay for.
const OVERPAID: i64 = 15;
/// Discount for paying within ten days, in hundredths of a percent, and the days.
const EARLY_DISCOUNT: i64 = 100;
const EARLY_DAYS: u64 = 10;

/// What is paid, before payments of one day become one payment.
#[derive(Debug)]
pub(crate) struct Settlement {
    takes_discount: bool,
    /// By day and account: what is paid for which receivable.
    payments: BTreeMap<(NaiveDate, usize), Vec<(usize, Fen)>>,
    /// What comes off without a payment.
    others: Vec<Application>,
}

impl Settlement {
    pub(crate) fn new(takes_discount: bool) -> Self {
        Self { takes_discount, payments: BTreeMap::new(), others: Vec::new() }
    }

    /// Sets each credit note against its invoice or, where that is paid by then, against the next that can take it.
    /// One that finds none stays open.
    pub(crate) fn set_credits(&mut self, receivables: &[Receivable], invoices: &[Invoice], claims: &mut [Claim]) {
        for (place, note) in receivables.iter().enumerate() {
            let Some(target) = invoices[note.invoice].credits else { continue };
            let first = claims.partition_point(|claim| claim.receivable < target);
            let taken = -note.gross;
            let takes = |claim: &&mut Claim| {
                claim.account == note.account && claim.open >= taken && claim.paid.is_some_and(|paid| paid >= note.date)
            };
            let Some(claim) = claims[first..].iter_mut().find(takes) else { continue };
            claim.open -= taken;
            let date = note.date.max(claim.date);
            self.others.push(credit(claim.receivable, place, date, taken));
            self.others.push(credit(place, claim.receivable, date, -taken));
        }
    }

    /// Plans how one claim is paid, or given up on the day `written_off`.
    pub(crate) fn plan(&mut self, claim: &Claim, written_off: NaiveDate, chance: &mut Chance) {
        let Some(paid) = claim.paid else {
            self.give_up(claim, written_off, claim.open);
            return;
        };
        let rest = claim.open - self.taken_off(claim, paid, chance);
        if rest.0 > 100_000 && chance.happens(IN_PARTS) {
            let part = rest.share(chance.between(400, 700), 1000);
            let later = workday(paid + Days::new(chance.between(15, 60) as u64));
            self.pay(claim, paid, part);
            self.pay(claim, later, rest - part);
        } else {
            self.pay(claim, paid, rest);
        }
    }

    /// Gives what need not be paid: the discount of the early, or the little left by those who pay short.
    fn taken_off(&mut self, claim: &Claim, paid: NaiveDate, chance: &mut Chance) -> Fen {
        if self.takes_discount && paid <= claim.date + Days::new(EARLY_DAYS) {
            let discount = claim.open.share(EARLY_DISCOUNT, 10_000);
            self.others.push(other(claim.receivable, paid, discount, ApplicationKind::Discount));
            return discount;
        }
        if !chance.happens(SHORT) {
            return Fen::ZERO;
        }
        let short = claim.open.share(chance.between(1, 12), 1000);
        self.give_up(claim, workday(paid + Days::new(chance.between(60, 120) as u64)), short);
        short
    }

    fn pay(&mut self, claim: &Claim, date: NaiveDate, amount: Fen) {
        if amount > Fen::ZERO {
            self.payments.entry((date, claim.account)).or_default().push((claim.receivable, amount));
        }
    }

    fn give_up(&mut self, claim: &Claim, date: NaiveDate, amount: Fen) {
        if amount > Fen::ZERO {
            self.others.push(other(claim.receivable, date, amount, ApplicationKind::WriteOff));
        }
    }

    /// Makes payments of what falls before `end`, and leaves out what does not.
    pub(crate) fn close(self, end: NaiveDate, chance: &mut Chance) -> (Vec<Receipt>, Vec<Application>) {
        let mut applications = self.others;
        applications.retain(|part| part.date < end && part.amount != Fen::ZERO);
        let mut receipts: Vec<Receipt> = Vec::new();
        // By account: the payment that has something left, and how much.
        let mut advances: BTreeMap<usize, (usize, Fen)> = BTreeMap::new();
        for ((date, account), parts) in self.payments.range(..(end, 0)) {
            let total: Fen = parts.iter().map(|(_, amount)| *amount).sum();
            let advance = advances.get(account).copied().filter(|(_, left)| *left < total && chance.happens(600));
            if advance.is_some() {
                advances.remove(account);
            }
            let extra = if chance.happens(OVERPAID) { overpaid(total, chance) } else { Fen::ZERO };
            let place = receipts.len();
            if extra > Fen::ZERO && !advances.contains_key(account) {
                advances.insert(*account, (place, extra));
            }
            let from_advance = advance.map_or(Fen::ZERO, |(_, left)| left);
            let kept = advances.get(account).filter(|(receipt, _)| *receipt == place).map_or(Fen::ZERO, |_| extra);
            receipts.push(receipt(*account, *date, total - from_advance + kept));
            applications.extend(cash(*date, parts, place, advance));
        }
        (receipts, applications)
    }
}

/// Gives whole hundreds of yuan paid in advance.
fn overpaid(total: Fen, chance: &mut Chance) -> Fen {
    Fen((total.share(chance.between(50, 300), 1000).0 / 10_000 + 1) * 10_000)
}

fn receipt(account: usize, date: NaiveDate, amount: Fen) -> Receipt {
    Receipt { number: String::new(), id: 0, account, date, amount }
}

/// Sets a day's payment against its receivables, using up what an earlier one had left first.
fn cash(
    date: NaiveDate,
    parts: &[(usize, Fen)],
    receipt: usize,
    advance: Option<(usize, Fen)>,
) -> impl Iterator<Item = Application> {
    let (earlier, mut left) = advance.unwrap_or((receipt, Fen::ZERO));
    parts.iter().flat_map(move |(receivable, amount)| {
        let first = left.min(*amount);
        left -= first;
        [(earlier, first), (receipt, *amount - first)].into_iter().filter(|(_, part)| *part > Fen::ZERO).map(
            move |(receipt, part)| Application {
                receipt: Some(receipt),
                ..other(*receivable, date, part, ApplicationKind::Cash)
            },
        )
    })
}

fn credit(receivable: usize, counterpart: usize, date: NaiveDate, amount: Fen) -> Application {
    Application { counterpart: Some(counterpart), ..other(receivable, date, amount, ApplicationKind::Credit) }
}

fn other(receivable: usize, date: NaiveDate, amount: Fen, kind: ApplicationKind) -> Application {
    Application { id: 0, receivable, date, amount, kind, receipt: None, counterpart: None }
}
