//! Frame agreements: signed, renewed, ended.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};

use crate::company::agreements::Contract;
use crate::company::chance::{Chance, Topic};
use crate::company::course::Course;
use crate::company::fen::Fen;
use crate::company::keys::Keys;
use crate::company::quarter::Quarter;
use crate::company::register::Registered;
use crate::company::settings::Settings;
use crate::company::vendor::SALESPEOPLE;

const NOTICE: [u32; 3] = [30, 60, 90];
/// In how many of a thousand cases a content customer renews.
const RENEWED: i64 = 950;
/// What a quarter of the middle customer is worth, in yuan.
const MIDDLE_QUARTER: i64 = 180_000;

/// What stays the same from one agreement to the next.
struct Party<'a> {
    settings: &'a Settings,
    registered: &'a Registered,
    course: &'a Course,
    keys: Keys,
    notice_days: u32,
    is_auto_renewed: bool,
    owner: usize,
}

/// Gives the agreements known, oldest first.
pub(crate) fn contracts(settings: &Settings, registered: &Registered, course: &Course) -> Vec<Contract> {
    let mut chance = Chance::of(settings.seed, registered.company.number, Topic::Contracts);
    let is_wanted = chance.happens(300 + course.rank * 6 / 10);
    if registered.company.crm.is_empty() || registered.company.erp.is_empty() || !is_wanted {
        return Vec::new();
    }
    let party = Party {
        settings,
        registered,
        course,
        keys: Keys::of(settings.seed, registered.company.number),
        notice_days: *chance.pick(&NOTICE),
        is_auto_renewed: chance.happens(350),
        owner: registered.company.crm[0].owner.min(SALESPEOPLE - 1),
    };
    party.chain(&mut chance)
}

impl Party<'_> {
    fn chain(&self, chance: &mut Chance) -> Vec<Contract> {
        let mut contracts: Vec<Contract> = Vec::new();
        let mut start = self.first_start(chance);
        let mut is_renewal = false;
        loop {
            let signed = self.signed(start, is_renewal, chance);
            let is_known = signed < self.settings.end_day();
            if !is_known || self.course.leaving.is_some_and(|leaving| start >= leaving.date) {
                return contracts;
            }
            if let Some(last) = contracts.len().checked_sub(1).filter(|_| is_renewal) {
                contracts[last].renewed_by = Some(contracts.len());
            }
            let contract = self.contract(contracts.len(), start, signed, chance);
            let (end, is_over) = (contract.end, contract.terminated.is_some());
            contracts.push(contract);
            if is_over {
                return contracts;
            }
            is_renewal = self.is_renewed(end, chance);
            start = if is_renewal { end } else { end + Days::new(chance.between(90, 260) as u64) };
            if !is_renewal && chance.happens(400) {
                return contracts;
            }
        }
    }

    /// The agreements of old customers that are long over are not told about.
    fn first_start(&self, chance: &mut Chance) -> NaiveDate {
        let first = self.registered.company.since + Days::new(chance.between(20, 150) as u64);
        let earliest = self.settings.first_day() - Days::new(400);
        let years = (i64::from(earliest.year()) - i64::from(first.year())).max(0);
        first.checked_add_months(Months::new(years as u32 * 12)).unwrap_or(first)
    }

    fn signed(&self, start: NaiveDate, is_renewal: bool, chance: &mut Chance) -> NaiveDate {
        let early = if is_renewal { chance.between(-12, 75) } else { chance.between(2, 30) };
        start - TimeDelta::days(early)
    }

    fn contract(&self, place: usize, start: NaiveDate, signed: NaiveDate, chance: &mut Chance) -> Contract {
        let months = if chance.happens(180) { 24 } else { 12 };
        let end = start.checked_add_months(Months::new(months)).unwrap_or(start);
        let volume = self.course.in_quarter(Quarter::of(start)).volume;
        let worth = MIDDLE_QUARTER * 4 * self.registered.size / 1000 * volume / 1000;
        let annual_amount = Fen::yuan((chance.around(worth, 120) / 10_000 + 1) * 10_000);
        let code = self.keys.customer("contract", 0);
        Contract {
            id: self.keys.salesforce("800", place),
            number: format!("HT-{}-{code:07}{place:02}", start.year()),
            name: format!("{}{}年度框架协议", self.registered.name.short(), start.year()),
            account: 0,
            requested: signed - Days::new(chance.between(5, 40) as u64),
            signed,
            start,
            end,
            notice_days: self.notice_days,
            annual_amount,
            is_auto_renewed: self.is_auto_renewed,
            renewed_by: None,
            terminated: self.terminated(start, end, chance),
            owner: self.owner,
        }
    }

    /// Four in ten who leave end a running agreement before its time.
    fn terminated(&self, start: NaiveDate, end: NaiveDate, chance: &mut Chance) -> Option<NaiveDate> {
        let is_ended = chance.happens(400);
        let leaving = self.course.leaving.filter(|leaving| leaving.date > start && leaving.date < end)?;
        Some(leaving.date).filter(|date| is_ended && *date < self.settings.end_day())
    }

    fn is_renewed(&self, end: NaiveDate, chance: &mut Chance) -> bool {
        let disloyalty = self.course.in_quarter(Quarter::of(end)).disloyalty;
        chance.happens(RENEWED - disloyalty)
    }
}
