//! An exact number and its rounding, in whole numbers only.

use tera::value::Key;
use tera::{Error, Map, Value};

/// A million million million, in millionths.
const FARTHEST: i128 = 1_000_000_000_000_000_000_000_000;

/// An exact number: `unscaled` shifted right by `scale` digits. 123.45 is `(12345, 2)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    unscaled: i128,
    scale: i16,
}

/// Which way a number exactly between two neighbours goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Away from zero, as SQL's `round` does: money.
    HalfAwayFromZero,
    /// To the even neighbour: ratios and everything else.
    HalfEven,
}

impl Decimal {
    /// Joins digits and scale.
    pub fn new(unscaled: i128, scale: i8) -> Self {
        Self { unscaled, scale: i16::from(scale) }
    }

    /// The number a hundred times as large.
    pub(crate) fn times_hundred(self) -> Self {
        self.times_ten_to(2)
    }

    /// The number with its point moved: by a power of ten.
    pub(crate) fn times_ten_to(self, power: i16) -> Self {
        Self { scale: self.scale - power, ..self }
    }

    /// Whether the number is above, at or below zero: 1, 0, −1.
    pub(crate) fn signum(self) -> i128 {
        self.unscaled.signum()
    }

    /// The number, if it has no places.
    pub(crate) fn whole(self) -> Option<i64> {
        if self.scale == 0 { i64::try_from(self.unscaled).ok() } else { None }
    }

    /// The number with as many places as it has.
    pub(crate) fn unrounded(self) -> Rounded {
        self.rounded(u8::try_from(self.scale.max(0)).unwrap_or(u8::MAX), Rounding::HalfEven)
    }

    /// Rounds to so many places. Zero has no sign: −0.004 to two places is 0.00.
    pub(crate) fn rounded(self, places: u8, rounding: Rounding) -> Rounded {
        let surplus = i32::from(self.scale) - i32::from(places);
        let magnitude = self.unscaled.unsigned_abs();
        let mut digits = match u32::try_from(surplus) {
            Ok(dropped) => divided(magnitude, dropped, rounding).to_string(),
            Err(_) if magnitude == 0 => String::from("0"),
            Err(_) => format!("{magnitude}{}", zeros(surplus.unsigned_abs() as usize)),
        };
        let places = usize::from(places);
        if digits.len() <= places {
            digits.insert_str(0, &zeros(places + 1 - digits.len()));
        }
        Rounded { is_negative: self.unscaled < 0, digits, places }
    }

    /// The number in millionths, half to even, for geometry: no further than 10¹⁸ either way, which no drawing
    /// needs and every multiplication survives.
    pub(crate) fn millionths(self) -> i128 {
        let rounded = self.rounded(6, Rounding::HalfEven);
        let magnitude = rounded.digits.parse().unwrap_or(FARTHEST).min(FARTHEST);
        if rounded.is_negative { -magnitude } else { magnitude }
    }

    /// How a number crosses into a template: a map no template can add up or print by accident.
    pub(crate) fn into_value(self) -> Value {
        let mut map = Map::new();
        map.insert("unscaled".into(), Value::from(self.unscaled));
        map.insert("scale".into(), Value::from(self.scale));
        Value::from(map)
    }

    /// Reads a number back from a template: a decimal, or a whole number.
    pub(crate) fn from_value(value: &Value) -> Result<Self, Error> {
        if let Some(whole) = value.as_i128().filter(|_| value.is_i64() || value.is_u64() || value.is_i128()) {
            return Ok(Self::new(whole, 0));
        }
        let part =
            |name: &'static str| value.as_map().and_then(|map| map.get(&Key::Str(name))).and_then(Value::as_i128);
        match (part("unscaled"), part("scale").and_then(|scale| i8::try_from(scale).ok())) {
            (Some(unscaled), Some(scale)) => Ok(Self::new(unscaled, scale)),
            _ => Err(Error::message(format!("expected a number, found {} `{value}`", value.name()))),
        }
    }
}

/// A number with its final places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rounded {
    is_negative: bool,
    digits: String,
    places: usize,
}

impl Rounded {
    /// Whether every digit is zero.
    pub(crate) fn is_zero(&self) -> bool {
        self.digits.bytes().all(|digit| digit == b'0')
    }

    /// Whether it is below zero after rounding.
    pub(crate) fn is_negative(&self) -> bool {
        self.is_negative && !self.is_zero()
    }

    /// The digits before and after the point.
    pub(crate) fn digits(&self) -> (&str, &str) {
        self.digits.split_at(self.digits.len() - self.places)
    }
}

fn zeros(count: usize) -> String {
    "0".repeat(count)
}

/// Drops that many digits. Past 38 nothing is left of an i128, not even half a unit.
fn divided(magnitude: u128, dropped: u32, rounding: Rounding) -> u128 {
    let divisor = match 10_u128.checked_pow(dropped) {
        Some(1) => return magnitude,
        Some(divisor) => divisor,
        None => return 0,
    };
    let (quotient, rest) = (magnitude / divisor, magnitude % divisor);
    let is_up = match rest.cmp(&(divisor / 2)) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => rounding == Rounding::HalfAwayFromZero || quotient % 2 == 1,
    };
    quotient + u128::from(is_up)
}
