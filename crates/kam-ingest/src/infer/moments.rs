//! What a column's days and times have in common: their formats, and which number is the day.

use super::evidence::{counted, listed, percent, share};
use super::spelt_moment::{SpeltMoment, spelt_moment};
use kam_project::ColumnType;
use std::collections::BTreeMap;

/// The most formats of one column.
const TEMPLATES: usize = 6;

/// The moments of a column, as far as they were seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Moments {
    pub(super) read: u64,
    templates: BTreeMap<String, Seen>,
    times: u64,
    /// Moments with a time of day that is not midnight.
    within_days: u64,
    offsets: u64,
    iso: u64,
    years: Option<(u16, u16)>,
}

/// The moments of one template.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    count: u64,
    /// How many have a number above 12 in the first and in the second place, and above 31 in the first.
    first_above: u64,
    second_above: u64,
    first_is_no_day: u64,
    third_is_no_day: u64,
    /// Which numbers stood in each place, one bit each.
    numbers: [u128; 3],
}

/// Which of three numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Day,
    Month,
    Year,
}

/// What a column of moments is declared as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MomentShape {
    pub(super) kind: ColumnType,
    /// None where ISO 8601 reads all.
    pub(super) formats: Vec<String>,
    /// Whether the values say how far they are from UTC.
    pub(super) has_offset: bool,
    pub(super) evidence: Vec<String>,
}

/// Why moments are no column of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoMoment {
    /// Some have the day first, others the month.
    Mixed,
    /// Nothing tells which number is what; the formats it may be.
    Unclear(Vec<Vec<String>>),
}

impl Moments {
    /// Takes a value; whether it is a moment.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let Some(moment) = spelt_moment(text) else { return false };
        if self.templates.len() >= TEMPLATES && !self.templates.contains_key(&moment.template) {
            return false;
        }
        let SpeltMoment { template, open, year, has_time, is_midnight, has_offset, is_iso } = moment;
        self.read += 1;
        self.times += u64::from(has_time);
        self.within_days += u64::from(!is_midnight);
        self.offsets += u64::from(has_offset);
        self.iso += u64::from(is_iso);
        if let Some(year) = year {
            let (first, last) = self.years.unwrap_or((year, year));
            self.years = Some((first.min(year), last.max(year)));
        }
        self.templates.entry(template).or_default().take(open);
        true
    }

    /// Whether all are eight or fourteen digits, as numbers of orders may be too.
    pub(super) fn are_compact(&self) -> bool {
        self.templates.keys().all(|template| template.starts_with("%Y%m"))
    }

    /// Whether any has a time of day.
    pub(super) fn has_times(&self) -> bool {
        self.within_days > 0 || self.offsets > 0
    }

    /// The order that the values themselves tell, with the mark between their numbers; none if there is nothing to tell.
    pub(super) fn own_order(&self) -> Option<(Order, char)> {
        match self.orders().as_slice() {
            [order] => Some((*order, self.mark()?)),
            _ => None,
        }
    }

    /// The mark between the numbers whose order is open.
    pub(super) fn mark(&self) -> Option<char> {
        self.templates.keys().find_map(|template| template.strip_prefix("{1}")?.chars().next())
    }

    /// What the column is declared as, all of its values being moments; `other` is the order another column tells.
    pub(super) fn shape(&self, other: Option<(Order, &str)>) -> Result<MomentShape, NoMoment> {
        let orders = self.orders();
        let borrowed = other.filter(|(order, _)| orders.len() > 1 && orders.contains(order));
        let order = match (self.mark(), orders.as_slice(), borrowed) {
            (None, _, _) => None,
            (Some(_), [], _) => return Err(NoMoment::Mixed),
            (Some(_), [order], _) => Some(*order),
            (Some(_), _, Some((order, _))) => Some(order),
            (Some(_), several, None) => {
                return Err(NoMoment::Unclear(several.iter().map(|order| self.formats(Some(*order))).collect()));
            }
        };
        let is_day = self.within_days == 0;
        let has_offset = self.offsets > 0;
        let kind = if is_day && !has_offset { ColumnType::Date } else { ColumnType::Timestamp };
        let is_plain = self.iso == self.read && (kind == ColumnType::Timestamp || self.times == 0);
        let all = self.formats(order);
        let mut evidence = vec![self.likeness(&all)];
        evidence.extend(order.and_then(|order| self.reason(order, borrowed.map(|(_, column)| column))));
        if is_day && self.times > 0 {
            evidence.push("every time of day is midnight".to_owned());
        }
        if let Some((first, last)) = self.years {
            evidence.push(if first == last { format!("of {first}") } else { format!("of {first} to {last}") });
        }
        Ok(MomentShape { kind, formats: if is_plain { Vec::new() } else { all }, has_offset, evidence })
    }

    fn likeness(&self, formats: &[String]) -> String {
        let what = if self.has_times() { "times" } else { "dates" };
        format!("{} values are {what} like {}", share(self.read, self.read), listed(formats, TEMPLATES))
    }

    /// The orders that no value rules out.
    fn orders(&self) -> Vec<Order> {
        let open = || self.templates.iter().filter(|(template, _)| template.starts_with("{1}"));
        if open().next().is_none() {
            return Vec::new();
        }
        let is_short = open().any(|(template, _)| template.contains("{3}"));
        let is_long = open().any(|(template, _)| !template.contains("{3}"));
        let all = open().fold(Seen::default(), |all, (_, seen)| all.and(seen));
        let distinct = all.numbers.map(u128::count_ones);
        let [first, second, third] = distinct;
        let mut orders = Vec::new();
        // A year takes few numbers where a day takes many.
        let third_is_year = !is_short || third <= 12 || third.saturating_mul(2) <= first.max(second);
        let first_is_year = is_short && !is_long && first < third && first.saturating_mul(2) <= third;
        if all.second_above == 0 && all.first_is_no_day == 0 && third_is_year && !first_is_year {
            orders.push(Order::Day);
        }
        if all.first_above == 0 && third_is_year && !first_is_year {
            orders.push(Order::Month);
        }
        let third_may_be_day = is_short && !is_long && all.second_above == 0 && all.third_is_no_day == 0;
        if third_may_be_day && (first_is_year || all.first_is_no_day > 0 || third >= first) {
            orders.push(Order::Year);
        }
        orders
    }

    /// The formats, the commonest first.
    fn formats(&self, order: Option<Order>) -> Vec<String> {
        let letters = match order {
            Some(Order::Month) => ["%m", "%d", "%y"],
            Some(Order::Year) => ["%y", "%m", "%d"],
            _ => ["%d", "%m", "%y"],
        };
        let mut counted: Vec<(&String, u64)> = self.templates.iter().map(|(name, seen)| (name, seen.count)).collect();
        counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let spelled = |template: &str| {
            let [first, second, third] = letters;
            template.replace("{1}", first).replace("{2}", second).replace("{3}", third)
        };
        let formats: Vec<String> = counted.iter().map(|(template, _)| spelled(template)).collect();
        // `%.f` reads whole seconds, too.
        let is_finer = |format: &String| formats.contains(&format.replace("%S", "%S%.f"));
        formats
            .iter()
            .filter(|format| format.contains("%.f") || !format.contains("%S") || !is_finer(format))
            .cloned()
            .collect()
    }

    /// Why the numbers are taken in this order.
    fn reason(&self, order: Order, borrowed: Option<&str>) -> Option<String> {
        if let Some(column) = borrowed {
            return Some(format!("no number tells day from month; taken as in {}", listed(&[column], 1)));
        }
        let all = self.templates.values().fold(Seen::default(), |all, seen| all.and(seen));
        let open: u64 =
            self.templates.iter().filter(|(name, _)| name.contains("{1}")).map(|(_, seen)| seen.count).sum();
        Some(match order {
            Order::Day if all.first_above > 0 => format!("{} have a day above 12", percent(all.first_above, open)),
            Order::Month if all.second_above > 0 => format!("{} have a day above 12", percent(all.second_above, open)),
            Order::Year => "the first number is above 31, or takes few values".to_owned(),
            _ => return None,
        })
    }
}

impl Seen {
    fn take(&mut self, open: Option<[u8; 3]>) {
        self.count += 1;
        let Some([first, second, third]) = open else { return };
        self.first_above += u64::from(first > 12);
        self.second_above += u64::from(second > 12);
        self.first_is_no_day += u64::from(first > 31);
        self.third_is_no_day += u64::from(third > 31 || third == 0);
        for (seen, number) in self.numbers.iter_mut().zip([first, second, third]) {
            *seen |= 1_u128.checked_shl(number.into()).unwrap_or_default();
        }
    }

    fn and(mut self, other: &Self) -> Self {
        self.count += other.count;
        self.first_above += other.first_above;
        self.second_above += other.second_above;
        self.first_is_no_day += other.first_is_no_day;
        self.third_is_no_day += other.third_is_no_day;
        for (seen, more) in self.numbers.iter_mut().zip(other.numbers) {
            *seen |= more;
        }
        self
    }
}

/// What is said where nothing tells the order.
pub(super) fn unclear(read: u64) -> String {
    format!("none of {} values has a number above 12 that would tell day from month", counted(read))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(values: &[&str]) -> Moments {
        let mut moments = Moments::default();
        for value in values {
            assert!(moments.take(value), "{value}");
        }
        moments
    }

    fn formats(values: &[&str]) -> Result<(ColumnType, Vec<String>), NoMoment> {
        moments(values).shape(None).map(|shape| (shape.kind, shape.formats))
    }

    fn texts(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn a_number_above_twelve_tells_the_order() {
        assert_eq!(formats(&["01/02/2026", "13/02/2026"]), Ok((ColumnType::Date, texts(&["%d/%m/%Y"]))));
        assert_eq!(formats(&["01/02/2026", "02/13/2026"]), Ok((ColumnType::Date, texts(&["%m/%d/%Y"]))));
        assert_eq!(formats(&["13/02/2026", "02/13/2026"]), Err(NoMoment::Mixed));
        let both = vec![texts(&["%d/%m/%Y"]), texts(&["%m/%d/%Y"])];
        assert_eq!(formats(&["01/02/2026", "03/04/2026"]), Err(NoMoment::Unclear(both)));
        let unclear = moments(&["01/02/2026", "03/04/2026"]).shape(Some((Order::Month, "due")));
        assert_eq!(unclear.map(|shape| shape.formats), Ok(texts(&["%m/%d/%Y"])));
    }

    #[test]
    fn a_year_of_two_digits_takes_few_values() {
        let days: Vec<String> = (1..=31).map(|day| format!("{day:02}-10-{}", 16 + day % 2)).collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        assert_eq!(formats(&days), Ok((ColumnType::Date, texts(&["%d-%m-%y"]))));
        let days: Vec<String> = (1..=31).map(|day| format!("{}-10-{day:02}", 16 + day % 2)).collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        assert_eq!(formats(&days), Ok((ColumnType::Date, texts(&["%y-%m-%d"]))));
        assert!(matches!(formats(&["01-02-03"]), Err(NoMoment::Unclear(_))));
    }

    #[test]
    fn iso_needs_no_format_and_midnight_no_time() {
        assert_eq!(formats(&["2026-03-01"]), Ok((ColumnType::Date, Vec::new())));
        assert_eq!(formats(&["2026-03-01 08:00:00", "2026-03-01"]), Ok((ColumnType::Timestamp, Vec::new())));
        let midnight = Ok((ColumnType::Date, texts(&["%Y-%m-%d %H:%M:%S"])));
        assert_eq!(formats(&["2026-03-01 00:00:00"]), midnight);
        assert_eq!(formats(&["20150101", "20150102"]), Ok((ColumnType::Date, texts(&["%Y%m%d"]))));
        let finer = Ok((ColumnType::Timestamp, texts(&["%Y/%m/%d %H:%M:%S%.f"])));
        assert_eq!(formats(&["2026/03/01 08:00:00", "2026/03/01 08:00:00.5"]), finer);
    }
}
