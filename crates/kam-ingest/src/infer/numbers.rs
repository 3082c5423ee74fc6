//! What a column's numbers have in common: which mark means what, how wide they are, how they say that they are below zero.

use super::evidence::{counted, share};
use super::spelt::{Places, Spelt, UNITS, spelt};
use kam_project::{ColumnType, Negative};
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of a column, as far as they were seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    pub(super) read: u64,
    by_point: Reading,
    by_comma: Reading,
    negatives: BTreeMap<&'static str, u64>,
    units: BTreeMap<&'static str, u64>,
    full_width: u64,
    pub(super) leading_zeros: u64,
    pub(super) exponents: u64,
    /// Those without any mark or unit, all digits.
    pub(super) plain: u64,
    /// The least and the greatest, without what stands behind their points; none of a number that is not plainly written.
    range: Option<(i64, i64)>,
    unplain: u64,
}

/// The numbers by one meaning of their marks.
#[derive(Debug, Clone, Default)]
struct Reading {
    failed: u64,
    whole: usize,
    fraction: usize,
    /// The digits behind the mark that are left once units are multiplied.
    scale: usize,
    with_fraction: u64,
    /// Those with a fraction of zeros alone.
    round: u64,
    grouped: u64,
    by_twos: u64,
    thousands: BTreeSet<char>,
}

/// What a column of numbers is declared as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberShape {
    pub(super) kind: ColumnType,
    pub(super) decimal_mark: char,
    pub(super) thousands_mark: Option<char>,
    pub(super) by_twos: bool,
    /// The ways to write a number below zero, shown by the number one; empty for the usual one.
    pub(super) negative: Vec<&'static str>,
    pub(super) units: Vec<&'static str>,
    pub(super) full_width: bool,
    /// What was seen, as parts of a sentence.
    pub(super) evidence: Vec<String>,
}

/// Why numbers are no column of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoShape {
    /// The marks mean one thing in one value and another in the next.
    Mixed,
    /// Every mark may be of decimals or of thousands.
    Unclear(char),
    /// Amounts of several currencies.
    Currencies(Vec<&'static str>),
    /// More digits than any number holds.
    TooWide,
}

impl Numbers {
    /// Takes a value; whether it is a number.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let Some(spelt) = spelt(text) else { return false };
        self.read += 1;
        match text.split('.').next().and_then(|whole| whole.parse::<i64>().ok()).filter(|_| spelt.exponent.is_none()) {
            Some(whole) => {
                let (least, most) = self.range.unwrap_or((whole, whole));
                self.range = Some((least.min(whole), most.max(whole)));
            }
            None => self.unplain += 1,
        }
        let factor = |unit: &&str| UNITS.iter().find(|(known, _)| known == unit).map_or(0, |(_, power)| *power);
        let power: i32 = spelt.units.iter().map(factor).sum::<i32>() + spelt.exponent.unwrap_or_default();
        self.by_point.take(spelt.by_point, power);
        self.by_comma.take(spelt.by_comma, power);
        self.plain += u64::from(is_plain(&spelt));
        self.full_width += u64::from(spelt.is_full_width);
        self.leading_zeros += u64::from(spelt.has_leading_zero);
        self.exponents += u64::from(spelt.exponent.is_some());
        if let Some(negative) = spelt.negative {
            *self.negatives.entry(shown(negative)).or_default() += 1;
        }
        for unit in spelt.units {
            *self.units.entry(unit).or_default() += 1;
        }
        true
    }

    /// Whether every number is whole, and ends in `.0` where it has a mark at all, as an export by way of floats leaves it.
    pub(super) fn end_in_point_zero(&self) -> bool {
        let Reading { failed, fraction, with_fraction, round, .. } = &self.by_point;
        *failed == 0 && *fraction == 1 && *with_fraction > 0 && with_fraction == round && self.units.is_empty()
    }

    /// Whether all lie within these bounds, and are written with digits and a point at most.
    pub(super) fn are_within(&self, least: i64, most: i64) -> bool {
        self.unplain == 0 && self.range.is_some_and(|(from, to)| from >= least && to <= most)
    }

    /// Whether any has something behind its point.
    pub(super) fn have_fractions(&self) -> bool {
        self.by_point.with_fraction > self.by_point.round
    }

    /// The digits of the widest number before its decimal mark.
    pub(super) fn widest(&self) -> usize {
        self.by_point.whole.max(self.by_comma.whole)
    }

    /// What the column is declared as, all of its values being numbers.
    pub(super) fn shape(&self) -> Result<NumberShape, NoShape> {
        let currencies: Vec<&str> = self.units.keys().copied().filter(|unit| is_currency(unit)).collect();
        if currencies.len() > 1 {
            return Err(NoShape::Currencies(currencies));
        }
        let (decimal_mark, reading) = self.marks()?;
        let kind = reading.kind().ok_or(NoShape::TooWide)?;
        let has_fraction = matches!(kind, ColumnType::Decimal(_, 1..));
        let negative: Vec<&'static str> = self.negatives.keys().copied().collect();
        let is_usual = negative.iter().all(|way| *way == "-1");
        Ok(NumberShape {
            kind,
            decimal_mark: if has_fraction || reading.with_fraction > 0 { decimal_mark } else { '.' },
            thousands_mark: reading.thousands.first().copied(),
            by_twos: reading.by_twos > 0,
            negative: if is_usual { Vec::new() } else { negative },
            units: self.units.keys().copied().collect(),
            full_width: self.full_width > 0,
            evidence: self.evidence(reading),
        })
    }

    /// The meaning of the marks that all values agree on.
    fn marks(&self) -> Result<(char, &Reading), NoShape> {
        let is_marked = |reading: &Reading| reading.with_fraction + reading.grouped > 0;
        let by_point = self.by_point.failed == 0 && self.by_point.thousands.len() < 2;
        let by_comma = self.by_comma.failed == 0 && self.by_comma.thousands.len() < 2;
        match (by_point, by_comma) {
            (true, false) => Ok(('.', &self.by_point)),
            (false, true) => Ok((',', &self.by_comma)),
            (false, false) => Err(NoShape::Mixed),
            (true, true) if !is_marked(&self.by_point) => Ok(('.', &self.by_point)),
            (true, true) => {
                // All marks stand before three digits. Decimals of one width would be there in every number.
                let (grouped, mark) = match self.by_point.grouped {
                    0 => (&self.by_comma, '.'),
                    _ => (&self.by_point, ','),
                };
                let unmarked = self.read.saturating_sub(grouped.grouped);
                match mark {
                    _ if unmarked >= 2 && grouped.grouped >= 2 && grouped.whole > 3 => {
                        Ok((if mark == ',' { '.' } else { ',' }, grouped))
                    }
                    _ => Err(NoShape::Unclear(mark)),
                }
            }
        }
    }

    fn evidence(&self, reading: &Reading) -> Vec<String> {
        let mut said = Vec::new();
        if reading.with_fraction > 0 && reading.fraction > 0 {
            let digits =
                if reading.fraction == 1 { "1 digit".to_owned() } else { format!("{} digits", reading.fraction) };
            said.push(format!("at most {digits} after the mark and {} before it", reading.whole));
        } else if let (Some((least, most)), 0) = (self.range, self.unplain) {
            said.push(if least == most {
                format!("always {least}")
            } else {
                format!("whole numbers from {least} to {most}")
            });
        } else {
            said.push(format!("whole numbers, the longest of {} digits", reading.whole));
        }
        if let Some(mark) = reading.thousands.first() {
            said.push(format!("{} with `{mark}` between thousands", counted(reading.grouped)));
        }
        for (way, count) in &self.negatives {
            if *way != "-1" || self.negatives.len() > 1 {
                said.push(format!("{} below zero written as `{way}`", counted(*count)));
            }
        }
        for (unit, count) in &self.units {
            said.push(format!("`{unit}` beside {}", share(*count, self.read)));
        }
        if self.full_width > 0 {
            said.push(format!("{} of full width", counted(self.full_width)));
        }
        if self.exponents > 0 {
            said.push(format!("{} with an exponent", counted(self.exponents)));
        }
        said
    }
}

impl Reading {
    fn take(&mut self, places: Option<Places>, power: i32) {
        let Some(Places { whole, fraction, is_round, thousands, by_twos }) = places else {
            self.failed += 1;
            return;
        };
        let digits = fraction.unwrap_or_default();
        let left = i32::try_from(digits).unwrap_or(i32::MAX).saturating_sub(power);
        let grown = usize::try_from(power.max(0)).unwrap_or_default();
        self.whole = self.whole.max(whole + grown);
        self.fraction = self.fraction.max(digits);
        self.scale = self.scale.max(usize::try_from(left).unwrap_or_default());
        self.with_fraction += u64::from(fraction.is_some());
        self.round += u64::from(is_round);
        self.grouped += u64::from(thousands.is_some());
        self.by_twos += u64::from(by_twos);
        self.thousands.extend(thousands);
    }

    /// The type that holds the widest number, with room for wider ones.
    fn kind(&self) -> Option<ColumnType> {
        if self.scale == 0 {
            return (self.whole <= 18).then_some(ColumnType::Bigint);
        }
        let precision = if self.whole + self.scale + 2 <= 18 { 18 } else { 38 };
        let (scale, fits) = (u8::try_from(self.scale).ok()?, self.whole + self.scale <= 38);
        fits.then_some(ColumnType::Decimal(precision, scale))
    }
}

fn is_plain(spelt: &Spelt) -> bool {
    let Spelt { negative, units, by_point, .. } = spelt;
    let is_whole = by_point.is_some_and(|places| places.fraction.is_none() && places.thousands.is_none());
    negative.is_none() && units.is_empty() && is_whole && spelt.exponent.is_none() && !spelt.is_full_width
}

fn shown(negative: Negative) -> &'static str {
    match negative {
        Negative::Before => "-1",
        Negative::After => "1-",
        Negative::Brackets => "(1)",
    }
}

fn is_currency(unit: &str) -> bool {
    !matches!(unit, "%" | "万" | "亿" | "万元" | "亿元" | "元")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kam_project::ColumnType::{Bigint, Decimal};

    fn numbers(values: &[&str]) -> Numbers {
        let mut numbers = Numbers::default();
        for value in values {
            assert!(numbers.take(value), "{value}");
        }
        numbers
    }

    fn kind(values: &[&str]) -> (ColumnType, char, Option<char>) {
        let shape = numbers(values).shape().map(|shape| (shape.kind, shape.decimal_mark, shape.thousands_mark));
        shape.unwrap_or((ColumnType::Text, '?', None))
    }

    #[test]
    fn the_widest_scale_is_the_columns() {
        assert_eq!(kind(&["1", "2.5", "3.125"]), (Decimal(18, 3), '.', None));
        assert_eq!(kind(&["1", "22", "333"]), (Bigint, '.', None));
        assert_eq!(kind(&["12.0", "7.0"]), (Decimal(18, 1), '.', None));
        assert_eq!(kind(&["12.00", "7.00"]), (Decimal(18, 2), '.', None));
        assert_eq!(kind(&["123456789012345678.25"]), (Decimal(38, 2), '.', None));
        assert_eq!(numbers(&["1234567890123456789012"]).shape(), Err(NoShape::TooWide));
    }

    #[test]
    fn marks_are_told_by_values_that_allow_one_meaning() {
        assert_eq!(kind(&["1.234,56", "7,5"]), (Decimal(18, 2), ',', Some('.')));
        assert_eq!(kind(&["1,234.56", "7.5"]), (Decimal(18, 2), '.', Some(',')));
        assert_eq!(kind(&["1 234,5", "7,5"]), (Decimal(18, 1), ',', Some(' ')));
        assert_eq!(kind(&["1,234", "12", "999", "12,500"]), (Bigint, '.', Some(',')));
        assert_eq!(kind(&["0.125", "1.250"]), (Decimal(18, 3), '.', None));
        assert_eq!(numbers(&["1,234", "5,678"]).shape(), Err(NoShape::Unclear(',')));
        assert_eq!(numbers(&["1.234", "5.678"]).shape(), Err(NoShape::Unclear('.')));
        assert_eq!(numbers(&["1,5", "1.5"]).shape(), Err(NoShape::Mixed));
    }

    #[test]
    fn signs_units_and_widths_are_declared() {
        let shape = numbers(&["12.50-", "3.00"]).shape().map(|shape| (shape.kind, shape.negative));
        assert_eq!(shape, Ok((Decimal(18, 2), vec!["1-"])));
        let shape = numbers(&["1.5万", "9800", "2亿"]).shape().map(|shape| (shape.kind, shape.units));
        assert_eq!(shape, Ok((Bigint, vec!["万", "亿"])));
        let shape = numbers(&["12.5%", "3%"]).shape().map(|shape| (shape.kind, shape.units));
        assert_eq!(shape, Ok((Decimal(18, 3), vec!["%"])));
        assert_eq!(numbers(&["$5", "€5"]).shape(), Err(NoShape::Currencies(vec!["$", "€"])));
    }
}
