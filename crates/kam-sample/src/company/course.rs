//! How a relation goes, quarter by quarter: the one place that knows who will leave.

use chrono::Days;

use crate::company::chance::{Chance, Topic};
use crate::company::history::{Cause, Leaving};
use crate::company::quarter::Quarter;
use crate::company::register::Registered;
use crate::company::settings::Settings;
use crate::company::sizes::rank_of;

/// Quarters told past the last, so that those who leave soon after it fade within it.
const FORESEEN: i64 = 4;

/// In how many of a thousand quarters a customer leaves, by size: the smaller half, the middle, the biggest sixth.
const LEAVING: [i64; 3] = [34, 27, 16];
/// In how many of a thousand quarters one who stays begins to look like a leaver.
const CRISIS: i64 = 14;
/// How many of a thousand leavers whose cause could be seen show nothing.
const WITHOUT_WARNING: i64 = 90;

const CAUSES: [Cause; 5] = [Cause::Price, Cause::Service, Cause::Competitor, Cause::Insolvency, Cause::Silent];
const CAUSE_WEIGHTS: [i64; 5] = [26, 22, 26, 9, 17];
/// How strongly each cause shows, in thousandths: in volume, in delay of payment, in complaints, in displeasure, in
/// discounts asked for, in deals lost.
const SYMPTOMS: [[i64; 6]; 5] = [
    [650, 200, 300, 450, 650, 600],
    [550, 250, 1000, 1000, 100, 400],
    [850, 150, 350, 500, 300, 900],
    [600, 1000, 200, 150, 0, 200],
    [550, 300, 250, 350, 100, 300],
];

/// How things stand in a quarter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Condition {
    /// What is bought, in thousandths of the usual.
    pub(crate) volume: i64,
    /// Days added to every payment.
    pub(crate) delay_days: i64,
    /// Complaints, in thousandths of the usual.
    pub(crate) complaints: i64,
    /// Taken off every satisfaction answer, in thousandths of a point.
    pub(crate) displeasure: i64,
    /// Added to every discount, in hundredths of a percent.
    pub(crate) discount: i64,
    /// Taken off the chance to win a deal or renew a contract, in thousandths.
    pub(crate) disloyalty: i64,
}

/// A customer's course.
#[derive(Debug)]
pub(crate) struct Course {
    first: i64,
    conditions: Vec<Condition>,
    pub(crate) leaving: Option<Leaving>,
    pub(crate) had_crisis: bool,
    /// Where the customer stands by size, in thousandths.
    pub(crate) rank: i64,
}

impl Course {
    pub(crate) fn of(settings: &Settings, registered: &Registered) -> Self {
        let number = registered.company.number;
        let mut chance = Chance::of(settings.seed, number, Topic::Course);
        let (first, last) = (settings.first_quarter().ordinal(), settings.last_quarter.ordinal() + FORESEEN);
        let rank = rank_of(settings.seed, number);
        let mut course = Self {
            first,
            conditions: usual(last - first + 1, rank, &mut chance),
            leaving: leaving(settings, registered, rank, &mut chance),
            had_crisis: false,
            rank,
        };
        match course.leaving {
            Some(leaving) if leaving.is_silent => {}
            Some(leaving) => course.fade(leaving, &mut chance),
            None => course.had_crisis = course.go_through_crisis(&mut chance),
        }
        course
    }

    /// Gives how things stand in a quarter; what was before the first quarter was as in it.
    pub(crate) fn in_quarter(&self, quarter: Quarter) -> &Condition {
        let place = (quarter.ordinal() - self.first).clamp(0, self.conditions.len() as i64 - 1);
        &self.conditions[place as usize]
    }

    /// Lets the customer drift away over two to four quarters.
    fn fade(&mut self, leaving: Leaving, chance: &mut Chance) {
        let last = Quarter::of(leaving.date).ordinal() - self.first;
        let span = chance.between(2, 4);
        let symptoms = symptoms(leaving.cause, chance);
        for back in 0..=span {
            self.worsen(last - back, 1000 * (span + 1 - back) / (span + 1), &symptoms);
        }
    }

    /// Lets a customer who stays worsen for a while and recover, or not.
    fn go_through_crisis(&mut self, chance: &mut Chance) -> bool {
        let quarters = self.conditions.len() as i64;
        let Some(start) = (0..quarters).find(|_| chance.happens(CRISIS)) else { return false };
        let cause = CAUSES[chance.weighted(&CAUSE_WEIGHTS)];
        let symptoms = symptoms(cause, chance);
        let depth = chance.between(500, 1000);
        let span = chance.between(2, 4);
        for step in 0..span {
            self.worsen(start + step, depth * (step + 1) / span, &symptoms);
        }
        self.worsen(start + span, depth / 2, &symptoms);
        true
    }

    fn worsen(&mut self, place: i64, severity: i64, symptoms: &[i64; 6]) {
        let known = usize::try_from(place).ok().and_then(|place| self.conditions.get_mut(place));
        let Some(condition) = known else { return };
        let felt = symptoms.map(|symptom| symptom * severity / 1000);
        condition.volume = condition.volume * (1000 - felt[0] * 7 / 10) / 1000;
        condition.delay_days += felt[1] * 50 / 1000;
        condition.complaints += felt[2] * 4;
        condition.displeasure += felt[3] * 16 / 10;
        condition.discount += felt[4] * 800 / 1000;
        condition.disloyalty += felt[5] * 3 / 10;
    }
}

/// Gives the quarters of a customer nothing special happens to: it grows or shrinks, and strays from that.
fn usual(quarters: i64, rank: i64, chance: &mut Chance) -> Vec<Condition> {
    let growth = 4 + chance.bell() * 18 / 1000;
    let stray = 90 + (1000 - rank) * 130 / 1000;
    let mut volume = 1000;
    let mut displeasure = 0;
    let mut quarter = |_| {
        volume = (volume * (1000 + growth) / 1000).clamp(300, 3500);
        displeasure = displeasure / 2 + chance.bell() * 120 / 1000;
        Condition {
            volume: chance.around(volume, stray),
            delay_days: chance.between(-2, 2),
            complaints: chance.around(1000, 400),
            displeasure,
            discount: chance.bell() * 80 / 1000,
            disloyalty: 0,
        }
    };
    (0..quarters).map(&mut quarter).collect()
}

/// No customer shows every sign of its cause.
fn symptoms(cause: Cause, chance: &mut Chance) -> [i64; 6] {
    let place = CAUSES.iter().position(|known| *known == cause).unwrap_or(0);
    SYMPTOMS[place].map(|symptom| symptom * chance.between(250, 1200) / 1000)
}

fn leaving(settings: &Settings, registered: &Registered, rank: i64, chance: &mut Chance) -> Option<Leaving> {
    let hazard = LEAVING[usize::from(rank >= 500) + usize::from(rank >= 840)];
    let settled = registered.company.since + Days::new(200);
    let last = settings.last_quarter.ordinal() + FORESEEN;
    let mut quarters = (settings.first_quarter().ordinal()..=last).map(Quarter::from_ordinal);
    let quarter = quarters.find(|quarter| quarter.first_day() >= settled && chance.happens(hazard))?;
    let date = quarter.first_day() + Days::new(chance.between(0, 89) as u64);
    let cause = CAUSES[chance.weighted(&CAUSE_WEIGHTS)];
    let is_silent = cause == Cause::Silent || chance.happens(WITHOUT_WARNING);
    Some(Leaving { date, cause, is_silent })
}
