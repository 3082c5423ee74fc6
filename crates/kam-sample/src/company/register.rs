//! Who a customer is, before any system knows it.

use chrono::{Days, NaiveDate};

use crate::company::chance::{Chance, Topic, mix};
use crate::company::credit_code::credit_code;
use crate::company::fen::Fen;
use crate::company::identity::Company;
use crate::company::industries::{INDUSTRIES, Industry};
use crate::company::naming::{Name, Order, brand, brand_abroad};
use crate::company::places::{CITIES, CITIES_ABROAD, City, CityAbroad, STREETS, STREETS_ABROAD};
use crate::company::settings::Settings;
use crate::company::sizes::size_of;

const FORMS: &[&str] = &["有限公司", "股份有限公司", "集团有限公司", "有限责任公司"];
const FORM_WEIGHTS: &[i64] = &[76, 11, 8, 5];
/// What the middle customer turns over in a year, in yuan.
const MIDDLE_REVENUE: i64 = 38_000_000;

/// A customer with what its names are made of.
#[derive(Debug)]
pub(crate) struct Registered {
    pub(crate) company: Company,
    pub(crate) name: Name,
    pub(crate) industry: usize,
    pub(crate) area: &'static str,
    /// Size in thousandths of the middle customer's.
    pub(crate) size: i64,
    pub(crate) is_foreign: bool,
}

/// Which other company it may be taken for.
enum Kinship {
    None,
    /// Of one group, in another region; both carry the region in their names.
    Sister {
        elder: u32,
        region: [&'static str; 2],
    },
    /// Of the same brand by accident.
    Stranger {
        other: u32,
    },
}

/// Registers a customer; systems are left empty.
pub(crate) fn register(settings: &Settings, number: u32) -> Registered {
    let mut chance = Chance::of(settings.seed, number, Topic::Register);
    let kinship = kinship(number);
    let is_foreign =
        !matches!(kinship, Kinship::Sister { .. }) && mix(settings.seed ^ u64::from(number) << 20).is_multiple_of(5);
    if is_foreign { abroad(settings, number, &mut chance) } else { chinese(settings, number, &kinship, &mut chance) }
}

fn kinship(number: u32) -> Kinship {
    match (number % 24, number % 11) {
        (23, _) => Kinship::Sister { elder: number, region: ["华东", "East China"] },
        (0, _) => Kinship::Sister { elder: number - 1, region: ["华南", "South China"] },
        (_, 5) => Kinship::Stranger { other: number / 2 },
        _ => Kinship::None,
    }
}

fn chinese(settings: &Settings, number: u32, kinship: &Kinship, chance: &mut Chance) -> Registered {
    let elder = match kinship {
        Kinship::None => number,
        Kinship::Sister { elder, .. } => *elder,
        Kinship::Stranger { other } => *other,
    };
    let industry = industry_of(settings.seed, number, kinship);
    let city = city_of(kinship, chance);
    let name = chinese_name(settings.seed, elder, kinship, (industry, city), chance);
    let size = size_of(settings.seed, number);
    let street = format!("{}{}号", chance.pick(STREETS), chance.between(1, 1999));
    let phone = format!("{}-{}", city.dial, chance.between(22_000_000, 88_999_999));
    let domain = domain_of(&name.brand_english, number, ["com.cn", "com", "cn"], chance);
    let company = Company {
        legal_name: name.legal(),
        uscc: Some(credit_code(settings.seed, number, city.division)),
        country: "CN",
        country_name: "中国",
        province: city.province,
        city: city.name,
        street,
        postal_code: city.post.to_owned(),
        phone,
        domain,
        namesake: (elder != number).then_some(elder),
        ..blank(settings, number, &INDUSTRIES[industry], size, chance)
    };
    Registered { company, name, industry, area: city.area, size, is_foreign: false }
}

fn abroad(settings: &Settings, number: u32, chance: &mut Chance) -> Registered {
    let city: &CityAbroad = chance.pick(CITIES_ABROAD);
    let industry = industry_of(settings.seed, number, &Kinship::None);
    let words = chance.pick(&INDUSTRIES[industry].words);
    let brand = brand_abroad(settings.seed, number);
    let name = Name {
        region: "",
        region_english: city.name,
        brand_english: brand.clone(),
        brand,
        word: words[0],
        short_word: words[1],
        word_english: words[2],
        form: city.legal_form,
        order: Order::Abroad,
    };
    let size = size_of(settings.seed, number);
    let street = format!("{} {}", chance.between(1, 480), chance.pick(STREETS_ABROAD));
    let phone = format!("{} {}", city.dial, chance.between(1_000_000, 9_999_999));
    let ending = city.mail_ending;
    let domain = domain_of(&name.brand_english, number, [ending, ending, "com"], chance);
    let company = Company {
        legal_name: name.legal(),
        country: city.country,
        country_name: city.country_name,
        city: city.name,
        street,
        postal_code: city.post.to_owned(),
        phone,
        domain,
        ..blank(settings, number, &INDUSTRIES[industry], size, chance)
    };
    Registered { company, name, industry, area: "海外", size, is_foreign: true }
}

/// Fills in what does not depend on the country.
fn blank(settings: &Settings, number: u32, industry: &Industry, size: i64, chance: &mut Chance) -> Company {
    let annual_revenue = Fen::yuan(chance.around(MIDDLE_REVENUE, 600) / 1000 * size.clamp(80, 40_000));
    Company {
        number,
        legal_name: String::new(),
        uscc: None,
        country: "",
        country_name: "",
        province: "",
        city: "",
        street: String::new(),
        postal_code: String::new(),
        phone: String::new(),
        domain: String::new(),
        industry: industry.name,
        industry_english: industry.english,
        employees: u32::try_from(chance.around(annual_revenue.0 / 100 / 900_000 + 8, 300)).unwrap_or(8),
        registered_capital: Fen::yuan((chance.around(annual_revenue.0 / 100 / 8, 500) / 1_000_000 + 1) * 1_000_000),
        annual_revenue,
        since: since(settings, chance),
        crm: Vec::new(),
        erp: Vec::new(),
        service: None,
        namesake: None,
    }
}

/// Gives the first day of the relation: three in four customers are older than what is told, the others come one by one.
fn since(settings: &Settings, chance: &mut Chance) -> NaiveDate {
    let first = settings.first_day();
    if chance.happens(750) {
        return first - Days::new(chance.between(30, 4000) as u64);
    }
    let span = 91 * i64::from(settings.quarters.saturating_sub(1).max(1));
    first + Days::new(chance.between(0, span * 9 / 10) as u64)
}

/// Sisters are of one industry, strangers are not.
fn industry_of(seed: u64, number: u32, kinship: &Kinship) -> usize {
    let own = |number: u32| (mix(seed ^ u64::from(number) << 32) % INDUSTRIES.len() as u64) as usize;
    match kinship {
        Kinship::None => own(number),
        Kinship::Sister { elder, .. } => own(*elder),
        Kinship::Stranger { other } => (own(*other) + 1 + number as usize % 7) % INDUSTRIES.len(),
    }
}

fn city_of(kinship: &Kinship, chance: &mut Chance) -> &'static City {
    let wanted = match kinship {
        Kinship::Sister { region: ["华东", _], .. } => Some("华东大区"),
        Kinship::Sister { .. } => Some("华南大区"),
        Kinship::None | Kinship::Stranger { .. } => None,
    };
    let cities: Vec<&City> = CITIES.iter().filter(|city| wanted.is_none_or(|area| city.area == area)).collect();
    cities[chance.below(cities.len())]
}

fn chinese_name(
    seed: u64,
    elder: u32,
    kinship: &Kinship,
    (industry, city): (usize, &'static City),
    chance: &mut Chance,
) -> Name {
    let sister = match kinship {
        Kinship::Sister { region, .. } => Some(*region),
        Kinship::None | Kinship::Stranger { .. } => None,
    };
    let [region, region_english] = sister.unwrap_or([city.name, city.pinyin]);
    // Sisters share the word, so it is drawn from the elder's number.
    let words = match sister {
        Some(_) => &INDUSTRIES[industry].words[elder as usize % 4],
        None => chance.pick(&INDUSTRIES[industry].words),
    };
    let order = match sister {
        Some(_) => Order::RegionLast,
        None if chance.happens(120) => Order::RegionInBrackets,
        None => Order::RegionFirst,
    };
    let form = if sister.is_some() { FORMS[0] } else { FORMS[chance.weighted(FORM_WEIGHTS)] };
    let (brand, brand_english) = brand(seed, elder);
    Name {
        region,
        region_english,
        brand,
        brand_english,
        word: words[0],
        short_word: words[1],
        word_english: words[2],
        form,
        order,
    }
}

/// Gives an internet domain nobody else has: the brand alone is mostly taken, so a few letters follow or go before.
fn domain_of(brand: &str, number: u32, endings: [&str; 3], chance: &mut Chance) -> String {
    let letters = brand.chars().filter(char::is_ascii_alphabetic);
    let brand: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    let ending = chance.pick(&endings);
    let tail = tail_of(number);
    if chance.happens(600) { format!("{brand}-{tail}.{ending}") } else { format!("{tail}-{brand}.{ending}") }
}

/// Gives the letters that keep a domain apart: the first customers need few.
fn tail_of(number: u32) -> String {
    let mut rest = u64::from(number) * 7;
    let mut tail = String::new();
    while rest > 0 {
        tail.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    tail
}
