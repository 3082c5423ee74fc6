//! Numbers in the spellings a column declares: signs behind them, brackets, units, full width.
//!
//! Columns that declare none of it never come here.

use super::number::{Miss, Notation, Number};
use kam_project::{Column, ColumnType, Negative, Spelling, Unit};
use std::borrow::Cow;

/// A column's declared spellings, made ready for many values.
pub(super) struct Spelled {
    decimal_mark: char,
    thousands_mark: Option<char>,
    groups: Vec<u8>,
    negative: Vec<Negative>,
    units: Vec<Unit>,
    /// What numbers without a unit are multiplied by.
    bare: Option<Unit>,
    full_width: bool,
    whole: bool,
}

/// A text from which signs and units are being taken.
struct Remainder<'t, 's> {
    text: &'t str,
    negative: Option<bool>,
    taken: Vec<&'s Unit>,
}

impl Spelled {
    /// None if the column declares nothing beyond its marks.
    pub(super) fn of(column: &Column) -> Option<Self> {
        let is_number = matches!(column.kind, ColumnType::Bigint | ColumnType::Decimal(..));
        let Spelling { negative, units, groups, full_width, .. } = &column.spelling;
        if !is_number || (negative.is_empty() && units.is_empty() && groups.is_empty() && !full_width) {
            return None;
        }
        let whole = !matches!(column.kind, ColumnType::Decimal(_, 1..));
        Some(Self { whole, ..Self::new(column.decimal_mark, column.thousands_mark, &column.spelling) })
    }

    /// The spellings of numbers that are declared.
    pub(super) fn new(decimal_mark: char, thousands_mark: Option<char>, spelling: &Spelling) -> Self {
        let Spelling { negative, units, groups, full_width, .. } = spelling;
        let folded = |mark: char| if *full_width { half_width(mark) } else { mark };
        let text = |text: &str| if *full_width { narrow(text).into_owned() } else { text.to_owned() };
        let units = units.iter().map(|unit| Unit { text: text(&unit.text), ..unit.clone() });
        let (bare, units): (Vec<_>, Vec<_>) = units.partition(|unit| unit.text.is_empty());
        Self {
            decimal_mark: folded(decimal_mark),
            thousands_mark: thousands_mark.map(folded),
            groups: groups.clone(),
            negative: if negative.is_empty() { vec![Negative::Before] } else { negative.clone() },
            units,
            bare: bare.into_iter().next(),
            full_width: *full_width,
            whole: false,
        }
    }

    /// Reads a number with its sign, and with its units multiplied.
    pub(super) fn read(&self, text: &str) -> Result<Number, Miss> {
        let text = if self.full_width { narrow(text) } else { Cow::Borrowed(text) };
        let mut left = Remainder { text: text.trim_matches(is_blank), negative: None, taken: Vec::new() };
        while self.take_sign(&mut left) || self.take_unit(&mut left) {}
        let number = self.notation().unsigned(left.text)?;
        let scaling = left.taken.iter().find(|unit| unit.scales()).copied();
        let factor = if left.taken.is_empty() { self.bare.as_ref() } else { scaling };
        let number = factor.map_or(Ok(number), |factor| multiplied(number, factor))?;
        let is_negative = left.negative == Some(true);
        Ok(Number { mantissa: if is_negative { -number.mantissa } else { number.mantissa }, ..number })
    }

    fn notation(&self) -> Notation<'_> {
        Notation { decimal_mark: self.decimal_mark, thousands_mark: self.thousands_mark, groups: &self.groups }
    }

    /// Takes one sign off, in a way that is declared; a number has one at most.
    fn take_sign(&self, left: &mut Remainder<'_, '_>) -> bool {
        if left.negative.is_some() {
            return false;
        }
        let taken = self.negative.iter().find_map(|way| match way {
            Negative::Before => left.text.strip_prefix('-'),
            Negative::After => left.text.strip_suffix('-'),
            Negative::Brackets => left.text.strip_prefix('(')?.strip_suffix(')'),
        });
        let positive = || left.text.strip_prefix('+').map(|rest| (rest, false));
        let Some((rest, negative)) = taken.map(|rest| (rest, true)).or_else(positive) else { return false };
        (left.text, left.negative) = (rest, Some(negative));
        true
    }

    /// Takes one unit off either end, each at most once, and one at most that changes the number.
    fn take_unit<'s>(&'s self, left: &mut Remainder<'_, 's>) -> bool {
        let has_scaling = left.taken.iter().any(|unit| unit.scales());
        let found = self.units.iter().find_map(|unit| {
            if left.taken.contains(&unit) || (has_scaling && unit.scales()) {
                return None;
            }
            let unit_text = unit.text.as_str();
            let rest = left.text.strip_prefix(unit_text).or_else(|| left.text.strip_suffix(unit_text))?;
            Some((unit, rest.trim_matches(is_blank)))
        });
        let Some((unit, rest)) = found else { return false };
        left.taken.push(unit);
        left.text = rest;
        true
    }

    /// Examples of what is taken, as a sentence names them.
    pub(super) fn likeness(&self) -> String {
        let groups = self.groups.first().map_or(3, |size| usize::from(*size));
        let digits: String = "234567890".chars().cycle().take(groups).collect();
        let mark = self.thousands_mark.map_or_else(String::new, String::from);
        let fraction = if self.whole { String::new() } else { format!("{}5", self.decimal_mark) };
        let number = format!("1{mark}{digits}{fraction}");
        let ways = self.negative.iter().map(|way| match way {
            Negative::Before => format!("`-{number}`"),
            Negative::After => format!("`{number}-`"),
            Negative::Brackets => format!("`({number})`"),
        });
        let ways = std::iter::once(format!("`{number}`")).chain(ways).collect::<Vec<_>>().join(" or ");
        let units: Vec<_> = self.units.iter().map(|unit| format!("`{}`", unit.text)).collect();
        if units.is_empty() { ways } else { format!("{ways}, with or without {}", units.join(", ")) }
    }
}

fn multiplied(number: Number, factor: &Unit) -> Result<Number, Miss> {
    let mantissa = number.mantissa.checked_mul(factor.mantissa).ok_or(Miss::Range)?;
    let exponent = number.exponent.checked_add(factor.exponent).ok_or(Miss::Range)?;
    Ok(Number { mantissa, exponent })
}

/// Blanks of any width.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}')
}

/// A text whose letters of full width are replaced by their plain ones.
pub(super) fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(half_width).collect()) }
}

/// The plain letter for one of full width; any other is itself.
fn half_width(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '￥' => '¥',
        '￡' => '£',
        '￠' => '¢',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    }
}
