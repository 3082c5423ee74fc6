//! Calls, visits, messages, and what was told to salespeople.

use chrono::{Days, NaiveDate, TimeDelta};

use crate::company::chance::{Chance, Topic};
use crate::company::course::Course;
use crate::company::keys::Keys;
use crate::company::quarter::Quarter;
use crate::company::register::Registered;
use crate::company::sales::{Case, Channel, Contact, Touch};
use crate::company::settings::Settings;
use crate::company::workdays::{workday, working_instant};

const CHANNELS: [Channel; 5] = [Channel::Call, Channel::Email, Channel::Visit, Channel::Meeting, Channel::Message];
const CHANNEL_WEIGHTS: [i64; 5] = [30, 28, 12, 8, 22];
const SUBJECTS: [&str; 8] =
    ["订单跟进", "报价沟通", "交期确认", "对账", "新品介绍", "季度回访", "技术交流", "合同续签"];
const CASE_SUBJECTS: [&str; 6] = ["开票信息变更", "退换货申请", "产品选型咨询", "物流查询", "样品申请", "资质文件索取"];
const COMPLAINT_SUBJECTS: [&str; 4] = ["交货延迟投诉", "质量异议", "价格异议", "服务态度投诉"];

/// Gives the touches and the cases of the CRM, each oldest first.
pub(crate) fn touches(
    settings: &Settings,
    registered: &Registered,
    course: &Course,
    contacts: &[Contact],
) -> (Vec<Touch>, Vec<Case>) {
    if registered.company.crm.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut chance = Chance::of(settings.seed, registered.company.number, Topic::Touches);
    let scene = Scene { registered, contacts, keys: Keys::of(settings.seed, registered.company.number) };
    let last = course.leaving.map_or(settings.end_day(), |leaving| leaving.date.min(settings.end_day()));
    let gap = 42 - course.rank * 32 / 1000;
    let (mut touches, mut cases) = (Vec::new(), Vec::new());
    let mut day = registered.company.since.max(settings.first_day());
    loop {
        day = day + Days::new(chance.around(gap, 600).clamp(1, 200) as u64);
        let date = workday(day);
        if date >= last {
            return (touches, cases);
        }
        touches.push(scene.touch(touches.len(), date, settings, &mut chance));
        let complaints = course.in_quarter(Quarter::of(date)).complaints.clamp(0, 6000);
        if chance.happens(60 + complaints * 15 / 1000) {
            cases.push(scene.case(cases.len(), date, (complaints, settings), &mut chance));
        }
    }
}

struct Scene<'a> {
    registered: &'a Registered,
    contacts: &'a [Contact],
    keys: Keys,
}

impl Scene<'_> {
    fn touch(&self, place: usize, date: NaiveDate, settings: &Settings, chance: &mut Chance) -> Touch {
        let occurred_at = working_instant(date, chance);
        let late = if chance.happens(120) { chance.between(24, 240) } else { chance.between(0, 20) };
        let last = settings.end_instant() - TimeDelta::minutes(1);
        let contact = self.contact(date, chance);
        Touch {
            id: self.keys.salesforce("00T", place),
            account: contact.map_or(0, |place| self.contacts[place].account),
            contact,
            owner: self.registered.company.crm[0].owner,
            channel: CHANNELS[chance.weighted(&CHANNEL_WEIGHTS)],
            is_inbound: chance.happens(380),
            subject: SUBJECTS[chance.below(SUBJECTS.len())],
            occurred_at,
            logged_at: (occurred_at + TimeDelta::hours(late)).min(last),
        }
    }

    fn case(&self, place: usize, date: NaiveDate, known: (i64, &Settings), chance: &mut Chance) -> Case {
        let (complaints, settings) = known;
        let is_complaint = chance.happens((180 + complaints * 80 / 1000).min(750));
        let subject = if is_complaint { *chance.pick(&COMPLAINT_SUBJECTS) } else { *chance.pick(&CASE_SUBJECTS) };
        let opened_at = working_instant(date, chance);
        let closed_at = opened_at + TimeDelta::hours(chance.between(3, 240));
        let contact = self.contact(date, chance);
        Case {
            id: self.keys.salesforce("500", place),
            number: format!("{:07}{place:03}", self.keys.customer("case", 0)),
            account: contact.map_or(0, |place| self.contacts[place].account),
            contact,
            subject,
            is_complaint,
            severity: chance.weighted(&[5, 20, 50, 25]) as u8 + 1,
            opened_at,
            closed_at: Some(closed_at).filter(|at| *at < settings.end_instant()),
            owner: self.registered.company.crm[0].owner,
        }
    }

    /// Gives somebody who is there on that day, in three of four cases.
    fn contact(&self, date: NaiveDate, chance: &mut Chance) -> Option<usize> {
        let is_there = |contact: &Contact| contact.joined <= date && contact.left.is_none_or(|left| left > date);
        let there: Vec<usize> = (0..self.contacts.len()).filter(|place| is_there(&self.contacts[*place])).collect();
        let is_named = chance.happens(750);
        if there.is_empty() || !is_named { None } else { Some(*chance.pick(&there)) }
    }
}
