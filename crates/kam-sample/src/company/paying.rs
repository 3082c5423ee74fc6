//! What is billed is owed, and mostly paid.

use chrono::{Datelike, Days, NaiveDate};

use crate::company::chance::{Chance, Topic};
use crate::company::course::Course;
use crate::company::fen::Fen;
use crate::company::history::Cause;
use crate::company::keys::Keys;
use crate::company::money::{Application, Receipt, Receivable};
use crate::company::quarter::Quarter;
use crate::company::register::Registered;
use crate::company::settings::Settings;
use crate::company::settling::Settlement;
use crate::company::trade::Invoice;
use crate::company::workdays::workday;

/// How many of a thousand receivables are contested by a content customer.
const DISPUTED: i64 = 12;
/// Days late at least and at most, by kind of payer: prompt, slightly late, late, bad.
const LATENESS: [[i64; 2]; 4] = [[-10, 0], [-5, 9], [3, 28], [12, 60]];
const PAYER_WEIGHTS: [i64; 4] = [44, 31, 18, 7];
/// How many of a thousand payments are forgotten for a while.
const FORGOTTEN: i64 = 18;

/// What a customer owes and how it came off again.
#[derive(Debug)]
pub(crate) struct Payments {
    pub(crate) receivables: Vec<Receivable>,
    pub(crate) receipts: Vec<Receipt>,
    pub(crate) applications: Vec<Application>,
}

/// A receivable that somebody means to pay.
#[derive(Debug)]
pub(crate) struct Claim {
    pub(crate) receivable: usize,
    pub(crate) account: usize,
    pub(crate) date: NaiveDate,
    pub(crate) due: NaiveDate,
    /// What is left once credit notes are taken off.
    pub(crate) open: Fen,
    /// When it is paid; nothing where it never is.
    pub(crate) paid: Option<NaiveDate>,
}

/// How a customer pays.
struct Payer<'a> {
    course: &'a Course,
    lateness: [i64; 2],
    /// The day of the month on which invoices are paid together, and again half a month later.
    payday: Option<u32>,
    takes_discount: bool,
}

/// Gives what is owed and paid, everything oldest first.
pub(crate) fn payments(
    settings: &Settings,
    registered: &Registered,
    course: &Course,
    invoices: &[Invoice],
) -> Payments {
    let mut chance = Chance::of(settings.seed, registered.company.number, Topic::Payments);
    let keys = Keys::of(settings.seed, registered.company.number);
    let payer = Payer::of(course, &mut chance);
    let receivables: Vec<Receivable> = invoices
        .iter()
        .enumerate()
        .map(|(place, invoice)| receivable(registered, course, keys, (place, invoice), &mut chance))
        .collect();
    let mut settlement = Settlement::new(payer.takes_discount);
    let mut claims: Vec<Claim> = Vec::new();
    for (place, receivable) in receivables.iter().enumerate().filter(|(_, receivable)| receivable.gross > Fen::ZERO) {
        claims.push(payer.claim(place, receivable, &mut chance));
    }
    settlement.set_credits(&receivables, invoices, &mut claims);
    for claim in &claims {
        settlement.plan(claim, payer.written_off(claim, &mut chance), &mut chance);
    }
    let (receipts, applications) = settlement.close(settings.end_day(), &mut chance);
    numbered(keys, receivables, receipts, applications)
}

fn receivable(
    registered: &Registered,
    course: &Course,
    keys: Keys,
    (place, invoice): (usize, &Invoice),
    chance: &mut Chance,
) -> Receivable {
    let terms_days = registered.company.erp[invoice.account].terms_days;
    let displeasure = course.in_quarter(Quarter::of(invoice.date)).displeasure.clamp(0, 2000);
    let gross = invoice.gross();
    let is_disputed = chance.happens(DISPUTED * (1000 + displeasure * 2) / 1000);
    Receivable {
        number: keys.document("AR", place + 1),
        id: keys.internal("AR_receivable", place),
        account: invoice.account,
        invoice: place,
        date: invoice.date,
        due: if gross > Fen::ZERO { invoice.date + Days::new(u64::from(terms_days)) } else { invoice.date },
        gross,
        terms_days: if gross > Fen::ZERO { terms_days } else { 0 },
        is_disputed: is_disputed && gross > Fen::ZERO,
    }
}

impl<'a> Payer<'a> {
    fn of(course: &'a Course, chance: &mut Chance) -> Self {
        let lateness = LATENESS[chance.weighted(&PAYER_WEIGHTS)];
        let payday = chance.happens(600).then(|| chance.between(3, 13) as u32);
        Self { course, lateness, payday, takes_discount: lateness == LATENESS[0] && chance.happens(120) }
    }

    fn claim(&self, place: usize, receivable: &Receivable, chance: &mut Chance) -> Claim {
        let days = self.days_late(receivable, chance);
        let wanted = (receivable.due + chrono::TimeDelta::days(days)).max(receivable.date + Days::new(3));
        let paid = self.pay_run(wanted, receivable.date);
        Claim {
            receivable: place,
            account: receivable.account,
            date: receivable.date,
            due: receivable.due,
            open: receivable.gross,
            paid: Some(paid).filter(|paid| self.can_pay(*paid, chance)),
        }
    }

    fn days_late(&self, receivable: &Receivable, chance: &mut Chance) -> i64 {
        let delay = self.course.in_quarter(Quarter::of(receivable.due)).delay_days;
        let forgotten = if chance.happens(FORGOTTEN) { chance.between(25, 80) } else { 0 };
        let contested = if receivable.is_disputed { chance.between(20, 110) } else { 0 };
        let early = if self.takes_discount { i64::from(receivable.terms_days) - 9 } else { 0 };
        let usual = chance.between(self.lateness[0], self.lateness[1]);
        usual + delay * chance.between(400, 1600) / 1000 + forgotten + contested - early
    }

    /// The bankrupt pays one in six of what falls into or after its end.
    fn can_pay(&self, paid: NaiveDate, chance: &mut Chance) -> bool {
        let is_bankrupt =
            |day| self.course.leaving.is_some_and(|leaving| leaving.cause == Cause::Insolvency && day >= leaving.date);
        !is_bankrupt(paid) || chance.happens(160)
    }

    /// Moves a payment to a day on which the customer pays: the prompt to the one before, the others to the next.
    fn pay_run(&self, wanted: NaiveDate, invoiced: NaiveDate) -> NaiveDate {
        let Some(payday) = self.payday else { return workday(wanted) };
        let is_run = |day: &NaiveDate| day.day() == payday || day.day() == payday + 15;
        let mut days_before = (0..17).map(|back| wanted - Days::new(back));
        let mut days_after = (0..17).map(|ahead| wanted + Days::new(ahead));
        let earlier = days_before.find(is_run).filter(|day| self.is_prompt() && *day > invoiced);
        workday(earlier.or_else(|| days_after.find(is_run)).unwrap_or(wanted))
    }

    fn is_prompt(&self) -> bool {
        self.lateness == LATENESS[0]
    }

    /// When a claim nobody will pay is given up.
    fn written_off(&self, claim: &Claim, chance: &mut Chance) -> NaiveDate {
        let end = self.course.leaving.map_or(claim.due, |leaving| leaving.date.max(claim.due));
        workday(end + Days::new(chance.between(150, 280) as u64))
    }
}

/// Gives everything its number, once its order is known.
fn numbered(
    keys: Keys,
    receivables: Vec<Receivable>,
    mut receipts: Vec<Receipt>,
    mut applications: Vec<Application>,
) -> Payments {
    for (place, receipt) in receipts.iter_mut().enumerate() {
        receipt.number = keys.document("SKD", place + 1);
        receipt.id = keys.internal("AR_RECEIVEBILL", place);
    }
    applications.sort_by_key(|part| (part.date, part.receivable, part.kind, part.receipt));
    for (place, application) in applications.iter_mut().enumerate() {
        application.id = keys.internal("AR_MATCHRECORD", place);
    }
    Payments { receivables, receipts, applications }
}
