//! From values to places, and axes people can read.

use tera::Value;

/// A place or a length in hundredths of an SVG unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(pub(crate) i128);

impl Place {
    /// A place in whole units.
    pub(crate) fn units(units: i128) -> Self {
        Self(units * 100)
    }

    /// How SVG reads it: `12`, `12.5`, `-0.25`.
    pub(crate) fn written(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match part {
            0 => format!("{sign}{whole}"),
            tenths if tenths % 10 == 0 => format!("{sign}{whole}.{}", tenths / 10),
            hundredths => format!("{sign}{whole}.{hundredths:02}"),
        }
    }

    /// The place as a template sees it.
    pub(crate) fn value(self) -> Value {
        Value::from(self.written())
    }
}

/// A straight scale: `low` stands at `start`, `high` at `end`. Rounds to the nearest hundredth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) low: i128,
    pub(crate) high: i128,
    pub(crate) start: Place,
    pub(crate) end: Place,
}

impl Scale {
    /// Where a value stands.
    pub(crate) fn place(&self, value: i128) -> Place {
        let span = (self.high - self.low).max(1);
        let way = (self.end.0 - self.start.0).saturating_mul(value.saturating_sub(self.low));
        Place(self.start.0.saturating_add((way.saturating_mul(2).saturating_add(span)).div_euclid(span * 2)))
    }
}

/// An axis: its ends and its marks, all multiples of one step of 1, 2 or 5 times a power of ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Axis {
    pub(crate) low: i128,
    pub(crate) high: i128,
    pub(crate) marks: Vec<i128>,
}

impl Axis {
    /// An axis over values that are known; if all are the same, or there are none, with some room around.
    pub(crate) fn around(values: impl Iterator<Item = i128>, steps: i128) -> Self {
        let ends = values.fold(None, |ends: Option<(i128, i128)>, value| {
            Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
        match ends.unwrap_or((0, 1_000_000)) {
            (0, 0) => Self::over(0, 1_000_000, steps),
            (low, high) if low == high => Self::over(low - low.abs() / 10, high + high.abs() / 10, steps),
            (low, high) => Self::over(low, high, steps),
        }
    }

    /// Chooses about so many steps over `low..=high`, widened to whole steps.
    pub(crate) fn over(low: i128, high: i128, steps: i128) -> Self {
        let step = nice_step((high - low).max(1), steps.max(1));
        let (first, last) = (low.div_euclid(step), -(-high).div_euclid(step));
        Self { low: first * step, high: last * step, marks: (first..=last).map(|mark| mark * step).collect() }
    }
}

/// The smallest of 1, 2, 5 × 10ⁿ that needs no more than so many steps.
fn nice_step(span: i128, steps: i128) -> i128 {
    let mut power: i128 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if step.saturating_mul(steps) >= span {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_on_round_numbers() {
        assert_eq!(Axis::over(0, 1_000_000, 7).marks, [0, 200_000, 400_000, 600_000, 800_000, 1_000_000]);
        assert_eq!(Axis::over(0, 89, 5).marks, [0, 20, 40, 60, 80, 100]);
        assert_eq!(Axis::over(0, 1, 5).marks, [0, 1]);
        assert_eq!(Axis::over(-50_000, 1_080_000, 3).marks, [-500_000, 0, 500_000, 1_000_000, 1_500_000]);
    }

    #[test]
    fn a_scale_rounds_to_the_nearest_hundredth() {
        let scale = Scale { low: 0, high: 3, start: Place::units(0), end: Place::units(1) };
        assert_eq!([0, 1, 2, 3].map(|value| scale.place(value).0), [0, 33, 67, 100]);
        let falling = Scale { low: 0, high: 4, start: Place::units(10), end: Place::units(0) };
        assert_eq!([0, 1, 4].map(|value| falling.place(value).written()), ["10", "7.5", "0"]);
    }

    #[test]
    fn places_are_written_without_needless_digits() {
        let written = [0, 5, 50, 100, 1234, -25, -1200].map(|place| Place(place).written());
        assert_eq!(written, ["0", "0.05", "0.5", "1", "12.34", "-0.25", "-12"]);
    }

    #[test]
    fn an_axis_has_room_around_a_single_value() {
        assert_eq!(Axis::around([].into_iter(), 4).marks, [0, 500_000, 1_000_000]);
        assert_eq!(Axis::around([0].into_iter(), 4).high, 1_000_000);
        let axis = Axis::around([45, 45].into_iter(), 4);
        assert!(axis.low < 45 && axis.high > 45);
    }

    #[test]
    fn extremes_do_not_overflow() {
        let scale = Scale { low: 0, high: 1, start: Place::units(0), end: Place::units(100) };
        assert!(scale.place(i128::MAX) > scale.place(1));
        assert!(Axis::over(0, i128::MAX / 4, 5).marks.len() < 10);
    }
}
