//! Exact numbers out of text.

use super::spelled::Spelled;
use super::{Fault, meant};
use crate::rejected::ReasonCode;
use kam_project::Column;

/// `mantissa × 10^exponent`, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) mantissa: i128,
    pub(super) exponent: i32,
}

/// How a text fails to be a number that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Miss {
    Spelling,
    Precision,
    Range,
}

/// A whole number of 64 bits. `12.0` and `1.2E3` are whole.
pub(super) fn bigint(text: &str, column: &Column, spelled: Option<&Spelled>) -> Result<i64, Fault> {
    let whole = read(text, column, spelled).and_then(|number| number.in_units(0));
    whole.and_then(|whole| i64::try_from(whole).map_err(|_| Miss::Range)).map_err(|miss| match miss {
        Miss::Spelling => unread(text, column, spelled),
        Miss::Precision => Fault::new(ReasonCode::TooPrecise, "is not a whole number"),
        Miss::Range => Fault::new(ReasonCode::OutOfRange, "is too large for bigint"),
    })
}

/// A decimal as its unscaled integer.
pub(super) fn decimal(
    text: &str,
    column: &Column,
    spelled: Option<&Spelled>,
    (precision, scale): (u8, u8),
) -> Result<i128, Fault> {
    let unscaled = read(text, column, spelled).and_then(|number| number.in_units(i32::from(scale)));
    unscaled.and_then(|unscaled| within(unscaled, precision)).map_err(|miss| match miss {
        Miss::Spelling => unread(text, column, spelled),
        Miss::Precision => {
            let kind = column.kind;
            Fault::new(
                ReasonCode::TooPrecise,
                format!("has more than {scale} digits after the point, which {kind} cannot hold"),
            )
        }
        Miss::Range => Fault::new(ReasonCode::OutOfRange, format!("is too large for {}", column.kind)),
    })
}

fn read(text: &str, column: &Column, spelled: Option<&Spelled>) -> Result<Number, Miss> {
    match spelled {
        Some(spelled) => spelled.read(text),
        None => Notation { decimal_mark: column.decimal_mark, thousands_mark: column.thousands_mark, groups: &[] }
            .signed(text),
    }
}

fn unread(text: &str, column: &Column, spelled: Option<&Spelled>) -> Fault {
    let more = match spelled {
        Some(spelled) => format!(" like {}", spelled.likeness()),
        None => meant::number(text, column),
    };
    Fault::new(ReasonCode::NotANumber, format!("is not a number{more}"))
}

fn within(unscaled: i128, precision: u8) -> Result<i128, Miss> {
    let bound = 10_u128.checked_pow(u32::from(precision)).ok_or(Miss::Range)?;
    if unscaled.unsigned_abs() < bound { Ok(unscaled) } else { Err(Miss::Range) }
}

impl Number {
    /// The number in units of `10^-scale`, if it is a whole number of them.
    pub(super) fn in_units(self, scale: i32) -> Result<i128, Miss> {
        if self.mantissa == 0 {
            return Ok(0);
        }
        let shift = self.exponent.checked_add(scale).ok_or(Miss::Range)?;
        let factor = 10_i128.checked_pow(shift.unsigned_abs());
        match factor {
            Some(factor) if shift >= 0 => self.mantissa.checked_mul(factor).ok_or(Miss::Range),
            Some(factor) if self.mantissa % factor == 0 => Ok(self.mantissa / factor),
            None if shift >= 0 => Err(Miss::Range),
            _ => Err(Miss::Precision),
        }
    }
}

/// How digits are marked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Notation<'a> {
    pub(super) decimal_mark: char,
    pub(super) thousands_mark: Option<char>,
    /// Sizes of the groups between thousands marks, from the right; empty means 3.
    pub(super) groups: &'a [u8],
}

impl Notation<'_> {
    /// Reads `[+-] digits [mark digits] [E [+-] digits]`, with thousands marks between whole groups.
    pub(super) fn signed(self, text: &str) -> Result<Number, Miss> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let number = self.unsigned(unsigned)?;
        Ok(Number { mantissa: if negative { -number.mantissa } else { number.mantissa }, ..number })
    }

    /// The same without a sign before it.
    pub(super) fn unsigned(self, text: &str) -> Result<Number, Miss> {
        let (plain, exponent) = match text.split_once(['e', 'E']) {
            Some((plain, exponent)) => (plain, power(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = plain.split_once(self.decimal_mark).unwrap_or((plain, ""));
        if whole.is_empty() && fraction.is_empty() {
            return Err(Miss::Spelling);
        }
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Miss::Spelling);
        }
        let fraction = fraction.trim_end_matches('0');
        let mantissa = self.grouped(whole)?;
        let mantissa =
            digits(mantissa, fraction).map_err(|miss| if miss == Miss::Range { Miss::Precision } else { miss })?;
        let places = i32::try_from(fraction.len()).map_err(|_| Miss::Precision)?;
        let exponent = exponent.checked_sub(places).ok_or(Miss::Precision)?;
        Ok(Number { mantissa, exponent })
    }

    /// The digits before the decimal mark: with a thousands mark, every group has its size, the first at most its own.
    fn grouped(self, whole: &str) -> Result<i128, Miss> {
        let is_mark = |letter| self.thousands_mark.is_some_and(|mark| stands_for(mark, letter));
        if self.thousands_mark.is_none() || !whole.contains(is_mark) {
            return digits(0, whole);
        }
        let mut groups = whole.rsplit(is_mark).enumerate().peekable();
        while let Some((at, group)) = groups.next() {
            let size = usize::from(*self.groups.get(at).or(self.groups.last()).unwrap_or(&3));
            let is_first = groups.peek().is_none();
            if group.is_empty() || group.len() > size || (!is_first && group.len() != size) {
                return Err(Miss::Spelling);
            }
        }
        whole.split(is_mark).try_fold(0, digits)
    }
}

/// Whether a letter is what a mark declares: a blank is of any width, and an apostrophe straight or curved.
fn stands_for(mark: char, letter: char) -> bool {
    match mark {
        ' ' => matches!(letter, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'),
        '\'' => matches!(letter, '\'' | '’'),
        mark => mark == letter,
    }
}

/// The power of ten; beyond a billion it is out of every range, and is kept there.
fn power(text: &str) -> Result<i32, Miss> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Miss::Spelling);
    }
    let size =
        unsigned.trim_start_matches('0').get(..10).map_or_else(|| unsigned.parse().unwrap_or(0), |_| 1_000_000_000);
    Ok(if text.starts_with('-') { -size } else { size })
}

/// Appends decimal digits to a value.
fn digits(value: i128, text: &str) -> Result<i128, Miss> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Miss::Spelling);
    }
    text.bytes().try_fold(value, |value, byte| {
        let shifted = value.checked_mul(10).ok_or(Miss::Range)?;
        shifted.checked_add(i128::from(byte - b'0')).ok_or(Miss::Range)
    })
}
