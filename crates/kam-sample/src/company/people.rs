//! The people at a customer: they come, and some go.

use chrono::{Days, NaiveDate};

use crate::company::chance::{Chance, Topic};
use crate::company::keys::Keys;
use crate::company::people_names::{FAMILY, FAMILY_ABROAD, GIVEN, GIVEN_ABROAD};
use crate::company::register::Registered;
use crate::company::sales::{Contact, Role};
use crate::company::settings::Settings;

/// A post at a customer.
struct Post {
    role: Role,
    title: &'static str,
    title_abroad: &'static str,
    department: &'static str,
    seniority: u8,
    is_executive: bool,
}

const fn post(role: Role, titles: [&'static str; 3], seniority: u8) -> Post {
    Post {
        role,
        title: titles[0],
        title_abroad: titles[1],
        department: titles[2],
        seniority,
        is_executive: seniority >= 4,
    }
}

/// Posts, the first of which every customer has.
const POSTS: &[Post] = &[
    post(Role::Procurement, ["采购经理", "Purchasing Manager", "采购部"], 3),
    post(Role::Decision, ["总经理", "General Manager", "总经办"], 5),
    post(Role::Technical, ["技术工程师", "Engineer", "技术部"], 2),
    post(Role::Finance, ["财务经理", "Finance Manager", "财务部"], 3),
    post(Role::User, ["生产主管", "Production Supervisor", "生产部"], 2),
    post(Role::Decision, ["采购总监", "Head of Purchasing", "采购部"], 4),
    post(Role::Influence, ["设备部经理", "Maintenance Manager", "设备部"], 3),
    post(Role::Technical, ["总工程师", "Chief Engineer", "技术部"], 4),
    post(Role::Influence, ["副总经理", "Vice President", "总经办"], 5),
    post(Role::User, ["维修班长", "Maintenance Lead", "设备部"], 1),
];

/// In how many of a thousand years a post changes hands.
const LEAVING_A_YEAR: i64 = 110;

/// Gives the people known to the CRM, oldest post first.
pub(crate) fn contacts(settings: &Settings, registered: &Registered, rank: i64) -> Vec<Contact> {
    let accounts = registered.company.crm.len();
    if accounts == 0 {
        return Vec::new();
    }
    let mut chance = Chance::of(settings.seed, registered.company.number, Topic::Contacts);
    let keys = Keys::of(settings.seed, registered.company.number);
    let count = (2 + rank * 6 / 1000 + chance.between(0, 2)) as usize;
    let mut contacts: Vec<Contact> = Vec::new();
    for post in POSTS.iter().take(count) {
        let account = chance.below(accounts + 2).saturating_sub(2);
        let mut joined = Some(registered.company.since - Days::new(chance.between(0, 1500) as u64));
        while let Some(day) = joined {
            let left = left(settings, day, &mut chance);
            let id = keys.salesforce("003", contacts.len());
            contacts.push(contact(registered, post, (id, account), (day, left), &mut chance));
            joined = left.map(|left| left + Days::new(chance.between(10, 90) as u64));
            joined = joined.filter(|day| *day < settings.end_day());
        }
    }
    contacts
}

/// Gives when somebody leaves, if it is while we look; who left before is forgotten.
fn left(settings: &Settings, joined: NaiveDate, chance: &mut Chance) -> Option<NaiveDate> {
    let mut year = joined.max(settings.first_day());
    while year < settings.end_day() {
        if chance.happens(LEAVING_A_YEAR) {
            let day = year + Days::new(chance.between(0, 364) as u64);
            return Some(day).filter(|day| *day < settings.end_day());
        }
        year = year + Days::new(365);
    }
    None
}

fn contact(
    registered: &Registered,
    post: &Post,
    (id, account): (String, usize),
    (joined, left): (NaiveDate, Option<NaiveDate>),
    chance: &mut Chance,
) -> Contact {
    let (family_name, given_name, mailbox) = person(registered.is_foreign, chance);
    let mobile = if registered.is_foreign {
        format!(
            "{} {}",
            registered.company.phone.split(' ').next().unwrap_or("+1"),
            chance.between(10_000_000, 99_999_999)
        )
    } else {
        format!("1{}{}", chance.pick(&["38", "39", "36", "86", "58", "77"]), chance.between(10_000_000, 99_999_999))
    };
    Contact {
        id,
        account,
        family_name,
        given_name,
        title: if registered.is_foreign { post.title_abroad } else { post.title },
        department: post.department,
        role: post.role,
        seniority: post.seniority,
        is_executive: post.is_executive,
        email: format!("{mailbox}@{}", registered.company.domain),
        mobile,
        joined,
        left,
        has_consented: chance.happens(930),
    }
}

fn person(is_foreign: bool, chance: &mut Chance) -> (String, String, String) {
    if is_foreign {
        let (family, given) = (*chance.pick(FAMILY_ABROAD), *chance.pick(GIVEN_ABROAD));
        let mailbox = format!("{given}.{family}").to_lowercase().replace('ü', "u").replace(' ', "");
        return (family.to_owned(), given.to_owned(), mailbox);
    }
    let (family, given) = (chance.pick(FAMILY), chance.pick(GIVEN));
    (family[0].to_owned(), given[0].to_owned(), format!("{}.{}", given[1], family[1]))
}
