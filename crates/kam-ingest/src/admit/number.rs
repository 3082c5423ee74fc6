//! Exact numbers out of text.

use super::Fault;
use crate::rejected::ReasonCode;
use kam_project::Column;

/// `mantissa × 10^exponent`, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    mantissa: i128,
    exponent: i32,
}

/// How a text fails to be a number that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Miss {
    Spelling,
    Precision,
    Range,
}

/// A whole number of 64 bits. `12.0` and `1.2E3` are whole.
pub(super) fn bigint(text: &str, column: &Column) -> Result<i64, Fault> {
    let whole = parse(text, column).and_then(|number| scaled(number, 0));
    whole.and_then(|whole| i64::try_from(whole).map_err(|_| Miss::Range)).map_err(|miss| match miss {
        Miss::Spelling => Fault::new(ReasonCode::NotANumber, "is not a number"),
        Miss::Precision => Fault::new(ReasonCode::TooPrecise, "is not a whole number"),
        Miss::Range => Fault::new(ReasonCode::OutOfRange, "is too large for bigint"),
    })
}

/// A decimal as its unscaled integer.
pub(super) fn decimal(text: &str, column: &Column, precision: u8, scale: u8) -> Result<i128, Fault> {
    let unscaled = parse(text, column).and_then(|number| scaled(number, i32::from(scale)));
    unscaled.and_then(|unscaled| within(unscaled, precision)).map_err(|miss| match miss {
        Miss::Spelling => Fault::new(ReasonCode::NotANumber, "is not a number"),
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

fn within(unscaled: i128, precision: u8) -> Result<i128, Miss> {
    let bound = 10_u128.checked_pow(u32::from(precision)).ok_or(Miss::Range)?;
    if unscaled.unsigned_abs() < bound { Ok(unscaled) } else { Err(Miss::Range) }
}

/// The number in units of `10^-scale`, if it is a whole number of them.
fn scaled(number: Number, scale: i32) -> Result<i128, Miss> {
    if number.mantissa == 0 {
        return Ok(0);
    }
    let shift = number.exponent.checked_add(scale).ok_or(Miss::Range)?;
    let factor = 10_i128.checked_pow(shift.unsigned_abs());
    match factor {
        Some(factor) if shift >= 0 => number.mantissa.checked_mul(factor).ok_or(Miss::Range),
        Some(factor) if number.mantissa % factor == 0 => Ok(number.mantissa / factor),
        None if shift >= 0 => Err(Miss::Range),
        _ => Err(Miss::Precision),
    }
}

/// Reads `[+-] digits [mark digits] [E [+-] digits]`, with thousands marks between whole groups of three.
fn parse(text: &str, column: &Column) -> Result<Number, Miss> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (plain, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((plain, exponent)) => (plain, power(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = plain.split_once(column.decimal_mark).unwrap_or((plain, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Err(Miss::Spelling);
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Miss::Spelling);
    }
    let fraction = fraction.trim_end_matches('0');
    let mantissa = grouped(whole, column.thousands_mark)?;
    let mantissa =
        digits(mantissa, fraction).map_err(|miss| if miss == Miss::Range { Miss::Precision } else { miss })?;
    let places = i32::try_from(fraction.len()).map_err(|_| Miss::Precision)?;
    let exponent = exponent.checked_sub(places).ok_or(Miss::Precision)?;
    Ok(Number { mantissa: if negative { -mantissa } else { mantissa }, exponent })
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

/// The digits before the decimal mark: with a thousands mark, one to three and then groups of exactly three.
fn grouped(whole: &str, mark: Option<char>) -> Result<i128, Miss> {
    let Some(mark) = mark.filter(|&mark| whole.contains(mark)) else {
        return digits(0, whole);
    };
    let mut value = 0;
    for (at, group) in whole.split(mark).enumerate() {
        let sized = if at == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        if !sized {
            return Err(Miss::Spelling);
        }
        value = digits(value, group)?;
    }
    Ok(value)
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
