//! Tickets, what customers thought of them, and how well they were kept.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};

use crate::company::chance::{Chance, Topic};
use crate::company::course::{Condition, Course};
use crate::company::keys::Keys;
use crate::company::people_names::{FAMILY, FAMILY_ABROAD, GIVEN, GIVEN_ABROAD};
use crate::company::quarter::Quarter;
use crate::company::register::Registered;
use crate::company::service::{Answer, Audit, Ticket, TicketKind};
use crate::company::settings::Settings;
use crate::company::vendor::{SALESPEOPLE, STAFF};
use crate::company::workdays::{workday, working_instant};

const KINDS: [TicketKind; 4] = [TicketKind::Question, TicketKind::Incident, TicketKind::Request, TicketKind::Complaint];
const SUBJECTS: [[&str; 4]; 4] = [
    ["产品选型咨询", "安装尺寸确认", "保修条款咨询", "替代型号咨询"],
    ["轴承异响", "减速机漏油", "传感器无信号", "液压系统压力不足"],
    ["现场调试申请", "备件更换", "校准服务申请", "技术培训申请"],
    ["到货延迟投诉", "产品质量投诉", "响应过慢投诉", "发货错误投诉"],
];
const CAUSES: [[&str; 3]; 4] = [
    ["资料不全", "型号不明", "使用咨询"],
    ["安装不当", "产品缺陷", "正常磨损"],
    ["计划服务", "客户变更", "配套需求"],
    ["物流延误", "产品缺陷", "内部流程"],
];
const PLATFORMS: [&str; 6] = ["email", "wechat", "call", "im", "feedback", "manual_input"];
const PLATFORM_WEIGHTS: [i64; 6] = [30, 25, 25, 10, 5, 5];
/// Minutes within which a person should answer and the matter be solved, by severity.
const DUE_MINUTES: [[i64; 2]; 4] = [[60, 480], [240, 1440], [480, 4320], [1440, 7200]];
/// How many of a thousand solved tickets are opened again, asked about, answered, and looked through.
const REOPENED: i64 = 55;
const ASKED: i64 = 750;
const ANSWERED: i64 = 480;
const AUDITED: i64 = 260;
/// How many of a thousand fields looked through are wrong.
const WRONG: i64 = 35;

/// What the service desk knows.
#[derive(Debug, Default)]
pub(crate) struct ServiceRecord {
    pub(crate) tickets: Vec<Ticket>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) audits: Vec<Audit>,
}

struct Desk<'a> {
    settings: &'a Settings,
    registered: &'a Registered,
    keys: Keys,
    /// What the customer usually answers, in thousandths of a point.
    mood: i64,
}

/// Gives tickets, answers and audits, each oldest first.
pub(crate) fn service(settings: &Settings, registered: &Registered, course: &Course) -> ServiceRecord {
    let mut record = ServiceRecord::default();
    if registered.company.service.is_none() {
        return record;
    }
    let mut chance = Chance::of(settings.seed, registered.company.number, Topic::Tickets);
    let keys = Keys::of(settings.seed, registered.company.number);
    let mood = 4350 + chance.bell() * 280 / 1000;
    let desk = Desk { settings, registered, keys, mood };
    let last = course.leaving.map_or(settings.end_day(), |leaving| leaving.date.min(settings.end_day()));
    let pace = 900 + 8500 * course.rank / 1000 * course.rank / 1000;
    let mut day = registered.company.since.max(settings.first_day());
    loop {
        let condition = course.in_quarter(Quarter::of(day));
        // Complaints come on top of what is usual.
        let busy = pace * (850 + 150 * condition.complaints.clamp(200, 6000) / 1000) / 1000;
        let hours = chance.around(91 * 24 * 1000 / busy.max(100), 650);
        day = day + Days::new(((hours + chance.between(0, 23)) / 24) as u64);
        let date = workday(day);
        if date >= last {
            record.answers.sort_by_key(|answer| (answer.sent_at, answer.id));
            record.audits.sort_by_key(|audit| (audit.date, audit.id));
            return record;
        }
        desk.handle(&mut record, date, course.in_quarter(Quarter::of(date)), &mut chance);
    }
}

impl Desk<'_> {
    fn handle(&self, record: &mut ServiceRecord, date: NaiveDate, condition: &Condition, chance: &mut Chance) {
        let place = record.tickets.len();
        let ticket = self.ticket(place, date, condition, chance);
        let end = self.settings.end_instant();
        if let Some(solved) = ticket.resolved_at {
            if chance.happens(ASKED) {
                record.answers.extend(self.answer(place, &ticket, condition, chance));
            }
            let audited = (solved + TimeDelta::hours(8)).date() + Days::new(chance.between(1, 20) as u64);
            if chance.happens(AUDITED) && audited < self.settings.end_day() {
                record.audits.push(self.audit(place, audited, chance));
            }
        }
        record.tickets.extend(ticket.as_of(end));
    }

    fn ticket(&self, place: usize, date: NaiveDate, condition: &Condition, chance: &mut Chance) -> Ticket {
        let complaints = condition.complaints.clamp(200, 6000);
        let kind = chance.weighted(&[300, 350, 230, complaints * 90 / 1000]);
        let severity = chance.weighted(&[5, 20, 50, 25]);
        let opened_at = working_instant(date, chance);
        let [respond, resolve] = DUE_MINUTES[severity];
        let (asker, asker_mail) = self.asker(chance);
        // The desk is slower where it has been failing the customer.
        let slow = 1000 + (complaints - 1000).max(0) * 80 / 1000;
        let first_response_at =
            opened_at + TimeDelta::minutes(chance.around(respond * 42 / 100, 750) * slow / 1000 + 2);
        let solving = chance.around(resolve * 46 / 100, 650) * slow / 1000 + 10;
        let solved_at = first_response_at + TimeDelta::minutes(solving);
        let reopened_at = chance.happens(REOPENED).then(|| solved_at + TimeDelta::hours(chance.between(5, 120)));
        let resolved_at = reopened_at.map_or(solved_at, |at| at + TimeDelta::minutes(solving / 2 + 30));
        let ticket = Ticket {
            id: self.keys.internal("ticket", place),
            number: format!("{}-{:07}{:02}", date.format("%Y%m%d"), self.keys.customer("ticket", 0), place % 100),
            subject: SUBJECTS[kind][chance.below(SUBJECTS[kind].len())],
            kind: KINDS[kind],
            severity: severity as u8 + 1,
            platform: PLATFORMS[chance.weighted(&PLATFORM_WEIGHTS)],
            asker,
            asker_mail,
            agent: SALESPEOPLE + chance.below(STAFF.len() - SALESPEOPLE),
            opened_at,
            due_response_at: opened_at + TimeDelta::minutes(respond),
            first_response_at: Some(first_response_at),
            due_resolve_at: opened_at + TimeDelta::minutes(resolve),
            resolved_at: Some(resolved_at),
            reopened_at,
            closed_at: Some(resolved_at + TimeDelta::hours(chance.between(20, 170))),
            root_cause: Some(*chance.pick(&CAUSES[kind])),
        };
        ticket.as_of(self.settings.end_instant()).unwrap_or(ticket)
    }

    fn asker(&self, chance: &mut Chance) -> (String, String) {
        let domain = &self.registered.company.domain;
        if self.registered.is_foreign {
            let (given, family) = (*chance.pick(GIVEN_ABROAD), *chance.pick(FAMILY_ABROAD));
            let mailbox = given.to_lowercase().replace(' ', "");
            return (format!("{given} {family}"), format!("{mailbox}@{domain}"));
        }
        let (family, given) = (chance.pick(FAMILY), chance.pick(GIVEN));
        (format!("{}{}", family[0], given[0]), format!("{}{}@{domain}", given[1], family[1]))
    }

    fn answer(&self, place: usize, ticket: &Ticket, condition: &Condition, chance: &mut Chance) -> Option<Answer> {
        let end = self.settings.end_instant();
        let sent_at = ticket.resolved_at? + TimeDelta::hours(chance.between(1, 24));
        let answered_at = sent_at + TimeDelta::minutes(chance.between(5, 6000));
        let score = self.score(ticket, condition, chance);
        let answered_at = Some(answered_at).filter(|at| *at < end && chance.happens(ANSWERED));
        let id = self.keys.internal("survey", place);
        (sent_at < end).then(|| Answer { id, ticket: place, sent_at, answered_at, score: answered_at.map(|_| score) })
    }

    fn score(&self, ticket: &Ticket, condition: &Condition, chance: &mut Chance) -> u8 {
        let is_after = |at: Option<NaiveDateTime>, due| at.is_none_or(|at| at > due);
        let late = i64::from(is_after(ticket.first_response_at, ticket.due_response_at))
            + i64::from(is_after(ticket.resolved_at, ticket.due_resolve_at));
        let complaint = i64::from(ticket.is_complaint()) * 650;
        let reopened = i64::from(ticket.reopened_at.is_some()) * 350;
        let felt = self.mood - condition.displeasure - late * 400 - complaint - reopened + chance.bell() * 700 / 1000;
        ((felt + 500) / 1000).clamp(1, 5) as u8
    }

    fn audit(&self, place: usize, date: NaiveDate, chance: &mut Chance) -> Audit {
        let fields_checked = chance.between(9, 14) as u32;
        let wrong = (0..fields_checked).filter(|_| chance.happens(WRONG)).count() as u32;
        let id = self.keys.internal("audit", place);
        Audit { id, ticket: place, fields_checked, fields_correct: fields_checked - wrong, date }
    }
}
