//! What each system knows a customer as.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::company::chance::{Chance, Topic};
use crate::company::fen::Fen;
use crate::company::identity::{CrmAccount, ErpAccount, ServiceOrganization};
use crate::company::keys::Keys;
use crate::company::naming::{mistyped, traditional};
use crate::company::register::Registered;
use crate::company::settings::Settings;
use crate::company::vendor::SALESPEOPLE;

const TERMS: &[u32] = &[30, 60, 90];

/// Writes the customer into the systems that know it: all three know most, one or two know some.
pub(crate) fn enter_systems(settings: &Settings, registered: &mut Registered) {
    let number = registered.company.number;
    let mut chance = Chance::of(settings.seed, number, Topic::Presence);
    let keys = Keys::of(settings.seed, number);
    // Everywhere; not in the CRM; not at the service desk; only in the ERP; only in the CRM.
    let known = chance.weighted(&[82, 5, 8, 2, 3]);
    let owner = chance.below(SALESPEOPLE);
    let (in_crm, in_erp) = (![1, 3].contains(&known), known != 4);
    let in_service = ![2, 3, 4].contains(&known);
    let crm_count = if in_crm { 1 + usize::from(chance.happens(40)) } else { 0 };
    let erp_count = if in_erp { 1 + usize::from(chance.happens(50)) } else { 0 };
    let crm = (0..crm_count).map(|place| crm_account(registered, (keys, place, owner), &mut chance)).collect();
    let terms = TERMS[chance.weighted(if registered.size > 4000 { &[20, 45, 35] } else { &[50, 38, 12] })];
    let erp = (0..erp_count).map(|place| erp_account(registered, (keys, place, owner), terms, &mut chance)).collect();
    let service = in_service.then(|| organization(registered, keys, &mut chance));
    registered.company.crm = crm;
    registered.company.erp = erp;
    // A second account not yet opened is none.
    registered.company.crm.retain(|account: &CrmAccount| account.created_at < settings.end_instant());
    registered.company.erp.retain(|account: &ErpAccount| account.created_at.date() < settings.end_day());
    registered.company.service = service;
}

fn crm_account(registered: &Registered, (keys, place, owner): (Keys, usize, usize), chance: &mut Chance) -> CrmAccount {
    let company = &registered.company;
    let name = crm_name(registered, chance);
    let given = |text: &str, chance: &mut Chance, likely: i64| chance.happens(likely).then(|| text.to_owned());
    let website = format!("{}{}", chance.pick(&["www.", "https://www.", ""]), company.domain);
    CrmAccount {
        id: keys.salesforce("001", place),
        name,
        uscc: company.uscc.clone().filter(|_| chance.happens(450)),
        street: given(&company.street, chance, 600),
        city: given(company.city, chance, 850),
        website: given(&website, chance, 700),
        phone: given(&company.phone, chance, 650),
        owner,
        created_at: written_at(company.since + Days::new(200 * place as u64), chance),
    }
}

fn crm_name(registered: &Registered, chance: &mut Chance) -> String {
    let name = &registered.name;
    if registered.is_foreign {
        return match chance.weighted(&[50, 18, 12, 12, 8]) {
            0 => name.legal(),
            1 => name.without_form(),
            2 => name.legal().to_uppercase(),
            3 => name.loosely_written(),
            _ => name.brand.clone(),
        };
    }
    match chance.weighted(&[36, 12, 14, 8, 10, 7, 3, 2, 5, 3]) {
        0 => name.legal(),
        1 => name.without_form(),
        2 => name.short(),
        3 => name.region_and_brand(),
        4 => name.without_region(),
        5 => name.english(),
        6 => traditional(&name.legal()),
        7 => mistyped(&name.legal(), chance),
        8 => name.loosely_written(),
        _ => format!(" {}　", name.legal()),
    }
}

fn erp_account(
    registered: &Registered,
    (keys, place, seller): (Keys, usize, usize),
    terms_days: u32,
    chance: &mut Chance,
) -> ErpAccount {
    let company = &registered.company;
    let legal = match chance.weighted(&[88, 8, 4]) {
        0 => company.legal_name.clone(),
        1 => registered.name.loosely_written(),
        _ => format!("{} ", company.legal_name),
    };
    let name = if place == 0 { legal } else { branch_name(registered) };
    let code = keys.customer("BD_Customer", place);
    // A month of the customer's usual purchases, twice over, and terms on top.
    let credit_limit = Fen::yuan((registered.size * i64::from(30 + terms_days) / 20_000 + 1) * 50_000);
    ErpAccount {
        id: 100_000 + keys.customer("FCUSTID", place),
        code: format!("CUST{code:07}"),
        name,
        short_name: registered.name.short(),
        uscc: company.uscc.clone().filter(|_| chance.happens(900)),
        group: registered.area,
        terms_days,
        credit_limit,
        seller,
        created_at: written_at(company.since + Days::new(150 * place as u64), chance) + TimeDelta::hours(8),
    }
}

fn branch_name(registered: &Registered) -> String {
    if registered.is_foreign {
        format!("{} (China Branch)", registered.company.legal_name)
    } else {
        format!("{}第二分公司", registered.company.legal_name)
    }
}

fn organization(registered: &Registered, keys: Keys, chance: &mut Chance) -> ServiceOrganization {
    let (company, name) = (&registered.company, &registered.name);
    let written = match chance.weighted(&[38, 18, 24, 10, 7, 3]) {
        0 => name.short(),
        1 => name.region_and_brand(),
        2 => name.legal(),
        3 => name.without_form(),
        4 => name.loosely_written(),
        _ => mistyped(&name.short(), chance),
    };
    let domains = if chance.happens(850) { vec![company.domain.clone()] } else { Vec::new() };
    ServiceOrganization {
        id: 1_000_000 + keys.customer("organization", 0),
        name: written,
        domains,
        created_at: written_at(company.since + Days::new(chance.between(0, 60) as u64), chance),
    }
}

/// Gives an instant of the working day, UTC.
pub(crate) fn written_at(day: NaiveDate, chance: &mut Chance) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + TimeDelta::seconds(chance.between(3600, 36_000))
}
