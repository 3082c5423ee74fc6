//! A customer orders.

use chrono::{Datelike, Days, NaiveDate};

use crate::company::catalogue::{PRODUCTS, list_price, standard_cost};
use crate::company::chance::{Chance, Topic};
use crate::company::course::{Condition, Course};
use crate::company::fen::Fen;
use crate::company::history::Cause;
use crate::company::industries::INDUSTRIES;
use crate::company::keys::Keys;
use crate::company::quarter::Quarter;
use crate::company::register::Registered;
use crate::company::settings::Settings;
use crate::company::trade::{Line, Order};
use crate::company::workdays::workday;

/// What the middle customer buys in a quarter, in fen.
const MIDDLE_QUARTER: i64 = 18_000_000;
/// VAT on goods, in percent.
const VAT: i64 = 13;
/// How many of a thousand orders are called off.
const CANCELLED: i64 = 18;

/// What stays the same from one order to the next.
struct Buyer<'a> {
    registered: &'a Registered,
    course: &'a Course,
    keys: Keys,
    /// Orders in a usual quarter, in thousandths.
    pace: i64,
    /// What is bought again and again, the favourites first.
    assortment: Vec<usize>,
    /// Usual discount, in hundredths of a percent.
    discount: i64,
    end: NaiveDate,
}

/// Gives everything ordered, oldest first.
pub(crate) fn orders(settings: &Settings, registered: &Registered, course: &Course) -> Vec<Order> {
    if registered.company.erp.is_empty() {
        return Vec::new();
    }
    let mut chance = Chance::of(settings.seed, registered.company.number, Topic::Orders);
    let buyer = Buyer::of(settings, registered, course, &mut chance);
    let last = course.leaving.map_or(settings.end_day(), |leaving| leaving.date.min(settings.end_day()));
    let mut orders = Vec::new();
    let mut day = registered.company.since.max(settings.first_day());
    loop {
        day = day + Days::new(buyer.gap(day, &mut chance));
        let date = workday(day);
        if date >= last {
            return orders;
        }
        let order = buyer.order(orders.len(), date, &mut chance);
        orders.push(order);
    }
}

impl<'a> Buyer<'a> {
    fn of(settings: &Settings, registered: &'a Registered, course: &'a Course, chance: &mut Chance) -> Self {
        let rank = course.rank;
        let pace = 3500 + chance.around(28_500, 250) * rank / 1000 * rank / 1000 * rank / 1000;
        let line_value = MIDDLE_QUARTER * registered.size / pace / 3;
        let discount = 300 + rank * 9 / 10 + chance.bell() * 250 / 1000;
        Self {
            registered,
            course,
            keys: Keys::of(settings.seed, registered.company.number),
            pace,
            assortment: assortment(line_value, chance),
            discount: discount.max(0),
            end: settings.end_day(),
        }
    }

    fn season(&self, day: NaiveDate) -> i64 {
        INDUSTRIES[self.registered.industry].season[day.month0() as usize]
    }

    /// A smaller volume is mostly fewer orders and a little smaller ones.
    fn frequency(condition: &Condition) -> i64 {
        (1000 + 3 * condition.volume) / 4
    }

    /// Days to the next order.
    fn gap(&self, day: NaiveDate, chance: &mut Chance) -> u64 {
        let condition = self.course.in_quarter(Quarter::of(day));
        let pace = self.pace * Self::frequency(condition) / 1000 * self.season(day) / 1000;
        let hours = chance.around(91 * 24 * 1000 / pace.max(400), 450);
        // Hours below a day decide by chance whether the day counts.
        ((hours + chance.between(0, 23)) / 24).max(0) as u64
    }

    fn order(&self, place: usize, date: NaiveDate, chance: &mut Chance) -> Order {
        let condition = *self.course.in_quarter(Quarter::of(date));
        let usual = MIDDLE_QUARTER * self.registered.size / self.pace;
        let value = chance.around(usual * condition.volume / Self::frequency(&condition), 350);
        let promised = workday(date + Days::new(chance.between(3, 24) as u64));
        let delivered = self.delivered(promised, &condition, chance);
        let is_cancelled = chance.happens(CANCELLED) || self.is_stranded(delivered);
        Order {
            number: self.keys.document("XSDD", place + 1),
            id: self.keys.internal("SAL_SaleOrder", place),
            account: self.account(date, chance),
            date,
            promised,
            delivered: Some(delivered).filter(|day| !is_cancelled && *day < self.end),
            is_cancelled,
            lines: self.lines(date, value, &condition, chance),
        }
    }

    /// Three in ten orders come from a second account once there is one.
    fn account(&self, date: NaiveDate, chance: &mut Chance) -> usize {
        let second = self.registered.company.erp.get(1);
        let is_branch = chance.happens(300);
        usize::from(is_branch && second.is_some_and(|account| account.created_at.date() < date))
    }

    /// We deliver late in one of eight cases, and more often to those who have reason to complain.
    fn delivered(&self, promised: NaiveDate, condition: &Condition, chance: &mut Chance) -> NaiveDate {
        let late = 110 + condition.complaints.clamp(0, 5000) * 15 / 1000;
        let stray = if chance.happens(late) { chance.between(1, 15) } else { -chance.between(0, 2) };
        let day = promised + chrono::TimeDelta::days(stray);
        workday(day)
    }

    /// What was not delivered to the bankrupt is not delivered any more.
    fn is_stranded(&self, delivered: NaiveDate) -> bool {
        self.course.leaving.is_some_and(|leaving| leaving.cause == Cause::Insolvency && delivered >= leaving.date)
    }

    fn lines(&self, date: NaiveDate, value: i64, condition: &Condition, chance: &mut Chance) -> Vec<Line> {
        let most = 3 + self.course.rank * 5 / 1000;
        let count = chance.between(1, most);
        let quarter = Quarter::of(date);
        (0..count)
            .map(|_| {
                let wanted = chance.around(value / count, 450);
                let discount = self.discount + condition.discount + chance.bell() * 60 / 1000;
                line(self.product(wanted, chance), wanted, discount.clamp(0, 3500), quarter)
            })
            .collect()
    }

    /// Favourites are bought more often; what costs far more than is to be spent is left.
    fn product(&self, wanted: i64, chance: &mut Chance) -> usize {
        let mut choice = 0;
        for _ in 0..3 {
            let bound = chance.below(self.assortment.len()) + 1;
            choice = self.assortment[chance.below(bound)];
            if PRODUCTS[choice].list_price.0 <= wanted * 3 / 2 {
                break;
            }
        }
        choice
    }
}

/// Gives a line of about that value after discount.
fn line(product: usize, wanted: i64, discount: i64, quarter: Quarter) -> Line {
    let price = list_price(product, quarter);
    let paid = 10_000 - discount;
    let quantity = (wanted * 10_000 / paid / price.0.max(1)).max(1);
    let net = Fen(price.0 * quantity).share(paid, 10_000);
    let cost = Fen(standard_cost(product, quarter).0 * quantity);
    Line { product, quantity, list_price: price, discount: discount as u32, net, tax: vat(net), cost }
}

/// Gives the VAT on an amount.
pub(crate) fn vat(net: Fen) -> Fen {
    net.share(VAT, 100)
}

/// Gives the products a customer buys: six to fourteen of those it can afford.
fn assortment(line_value: i64, chance: &mut Chance) -> Vec<usize> {
    let mut left: Vec<usize> =
        (0..PRODUCTS.len()).filter(|place| PRODUCTS[*place].list_price.0 <= line_value.max(15_000)).collect();
    let count = chance.between(6, 14) as usize;
    let mut taken = Vec::new();
    while taken.len() < count && !left.is_empty() {
        taken.push(left.swap_remove(chance.below(left.len())));
    }
    taken
}
