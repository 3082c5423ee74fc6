//! Deals: opened, moved from stage to stage, won and lost.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};

use crate::company::catalogue::PRODUCTS;
use crate::company::chance::{Chance, Topic};
use crate::company::course::Course;
use crate::company::fen::Fen;
use crate::company::keys::Keys;
use crate::company::quarter::Quarter;
use crate::company::register::Registered;
use crate::company::sales::{Opportunity, Outcome, Purpose, Stage, StageEntry};
use crate::company::settings::Settings;
use crate::company::workdays::{workday, working_instant};

const SELLING: [Stage; 4] = [Stage::FirstContact, Stage::Needs, Stage::Proposal, Stage::Signing];
const LOSS_REASONS: [&str; 5] = ["价格偏高", "交期过长", "技术不符", "竞争对手关系", "售后服务"];
const COMPETITORS: [&str; 5] = ["恒达工业品", "东方传动", "SKN 轴承", "博世瑞", "本地贸易商"];
const PURPOSES: [Purpose; 3] = [Purpose::New, Purpose::Renew, Purpose::Expand];
const PURPOSE_NAMES: [&str; 3] = ["新购", "续约", "扩展"];

/// What stays the same from one deal to the next.
struct Pursuit<'a> {
    settings: &'a Settings,
    registered: &'a Registered,
    course: &'a Course,
    keys: Keys,
    /// How many stage entries have been written.
    entries: usize,
}

/// How a deal will end.
struct Fate {
    outcome: Outcome,
    /// How many of the selling stages it goes through.
    stages: usize,
}

/// Gives the deals, oldest first.
pub(crate) fn opportunities(settings: &Settings, registered: &Registered, course: &Course) -> Vec<Opportunity> {
    if registered.company.crm.is_empty() {
        return Vec::new();
    }
    let mut chance = Chance::of(settings.seed, registered.company.number, Topic::Deals);
    let keys = Keys::of(settings.seed, registered.company.number);
    let mut pursuit = Pursuit { settings, registered, course, keys, entries: 0 };
    let last = course.leaving.map_or(settings.end_day(), |leaving| leaving.date.min(settings.end_day()));
    let gap = 240 - course.rank * 160 / 1000;
    let mut deals = Vec::new();
    let mut day = registered.company.since.max(settings.first_day()) + Days::new(chance.between(0, gap) as u64);
    while day < last {
        let deal = pursuit.deal(deals.len(), workday(day), &mut chance);
        deals.extend(deal);
        day = day + Days::new(chance.around(gap, 600).max(5) as u64);
    }
    deals
}

impl Pursuit<'_> {
    fn deal(&mut self, place: usize, created: NaiveDate, chance: &mut Chance) -> Option<Opportunity> {
        let created_at = working_instant(created, chance);
        let fate = self.fate(created, chance);
        let worth = 180_000 * self.registered.size / 1000 * chance.between(40, 900) / 1000;
        let amount = Fen::yuan((worth / 1000 + 5) * 1000);
        let (stages, decided) = self.stages(&fate, created_at, amount, chance);
        let amount = stages.last()?.amount;
        let closed = decided.map(|at| (at + TimeDelta::hours(8)).date());
        let is_lost = closed.is_some() && fate.outcome == Outcome::Lost;
        let (product, purpose) = (chance.below(PRODUCTS.len()), chance.weighted(&[35, 25, 40]));
        let accounts = self.registered.company.crm.len();
        Some(Opportunity {
            id: self.keys.salesforce("006", place),
            account: chance.below(accounts + 2).saturating_sub(2),
            name: format!("{}-{}{}", self.registered.name.short(), PRODUCTS[product].name, PURPOSE_NAMES[purpose]),
            product,
            owner: self.registered.company.crm[0].owner,
            amount,
            created_at,
            expected_close: created + Days::new(chance.between(45, 150) as u64),
            closed,
            outcome: if closed.is_some() { fate.outcome } else { Outcome::Open },
            loss_reason: Some(*chance.pick(&LOSS_REASONS)).filter(|_| is_lost),
            competitor: Some(*chance.pick(&COMPETITORS)).filter(|_| is_lost && chance.happens(700)),
            is_tender: chance.happens(180),
            purpose: PURPOSES[purpose],
            stages,
        })
    }

    fn fate(&self, created: NaiveDate, chance: &mut Chance) -> Fate {
        let decided = Quarter::of(created + Days::new(80));
        let likely = 440 - self.course.in_quarter(decided).disloyalty;
        let place = chance.between(0, 999);
        let (outcome, stages) = if place < likely {
            (Outcome::Won, SELLING.len())
        } else if place < 880 {
            (Outcome::Lost, chance.weighted(&[15, 25, 45, 15]) + 1)
        } else {
            (Outcome::NoDecision, chance.weighted(&[40, 35, 25]) + 1)
        };
        Fate { outcome, stages }
    }

    /// Gives the stages entered before the end, and when the deal was decided.
    fn stages(
        &mut self,
        fate: &Fate,
        created_at: NaiveDateTime,
        amount: Fen,
        chance: &mut Chance,
    ) -> (Vec<StageEntry>, Option<NaiveDateTime>) {
        let last = if fate.outcome == Outcome::Won { Stage::Delivery } else { Stage::Lost };
        let mut entries = Vec::new();
        let (mut at, mut worth) = (created_at, amount);
        for stage in SELLING.into_iter().take(fate.stages).chain([last]) {
            if at >= self.settings.end_instant() {
                return (entries, None);
            }
            let id = self.keys.salesforce("008", self.entries);
            self.entries += 1;
            entries.push(StageEntry { id, stage, entered_at: at, amount: worth });
            if stage == last {
                return (entries, Some(at));
            }
            let day = at.date() + Days::new(chance.around(22, 700).clamp(1, 120) as u64);
            at = working_instant(workday(day), chance);
            worth = Fen::yuan(chance.around(worth.0 / 100_000, 80).max(1) * 1000);
        }
        (entries, None)
    }
}
