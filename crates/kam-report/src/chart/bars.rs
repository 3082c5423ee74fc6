//! Bars beside the rows of a table: their cells are drawings 100 units wide that stretch to any width.

use super::asked::Asked;
use super::geometry::map;
use super::letters::widest;
use super::scale::{Place, Scale};
use tera::{Error, Kwargs, State, Value};

/// A bar's ends on a scale, in whole hundredths.
pub(super) struct Extent {
    scale: Scale,
}

impl Extent {
    /// Covers the values and zero.
    pub(super) fn over(values: impl Iterator<Item = i128>) -> Self {
        let (low, high) = values.fold((0, 0), |(low, high): (i128, i128), value| (low.min(value), high.max(value)));
        let high = if low == high { 1 } else { high };
        Self { scale: Scale { low, high, start: Place::units(0), end: Place::units(100) } }
    }

    /// Where a value stands.
    pub(super) fn place(&self, value: i128) -> Place {
        self.scale.place(value)
    }

    /// The left end and the width of a bar between two values; one that is there is seen.
    pub(super) fn bar(&self, from: i128, to: i128) -> (Place, Place) {
        let (from_place, to_place) = (self.place(from), self.place(to));
        let width = (from_place.0 - to_place.0).abs();
        let width = if from == to { 0 } else { width.max(30) };
        (Place(from_place.0.min(to_place.0).min(10_000 - width)), Place(width))
    }
}

/// How much room the labels beside bars want: `short` ones leave most of the row to the bars.
pub(super) fn reach(labels: &[String]) -> Value {
    let widest = widest(labels.iter().map(String::as_str), 100);
    Value::from(match widest {
        ..=700 => "short",
        701..=1_400 => "middle",
        _ => "long",
    })
}

/// Gives one bar per row, from zero, below zero to the left.
///
/// Arguments: `rows`, the columns `label` and `value`; `format`, `places`, `sign`; `prefix` or `label_format`.
pub(super) fn bars(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let rows = asked.rows()?;
    let values = rows.iter().map(|row| asked.number(row, "value")).collect::<Result<Vec<_>, _>>()?;
    let extent = Extent::over(values.iter().copied().flatten());
    let labels = rows.iter().map(|row| asked.label(row)).collect::<Result<Vec<_>, _>>()?;
    let abouts = rows.iter().map(|row| asked.chosen(row, "about")).collect::<Result<Vec<_>, _>>()?;
    let has_abouts = abouts.iter().any(|about| !about.is_none());
    let reach = if has_abouts { Value::from("long") } else { reach(&labels) };
    let mut bars = Vec::with_capacity(rows.len());
    for ((row, value), label) in rows.iter().zip(values).zip(&labels) {
        let (x, width) = extent.bar(0, value.unwrap_or(0));
        bars.push(map([
            ("label", Value::from(label.as_str())),
            ("written", Value::from(asked.written(&asked.cell(row, "value")?)?)),
            ("x", x.value()),
            ("width", width.value()),
            ("is_negative", Value::from(value.unwrap_or(0) < 0)),
            ("is_unknown", Value::from(value.is_none())),
            ("about", asked.chosen(row, "about")?),
            ("reason", asked.chosen(row, "reason")?),
        ]));
    }
    Ok(map([("zero", extent.place(0).value()), ("reach", reach), ("bars", Value::from(bars))]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_diverge_at_zero() {
        let extent = Extent::over([-25, 75].into_iter());
        assert_eq!(extent.place(0), Place(2_500));
        assert_eq!(extent.bar(0, 75), (Place(2_500), Place(7_500)));
        assert_eq!(extent.bar(0, -25), (Place(0), Place(2_500)));
        assert_eq!(extent.bar(0, 0), (Place(2_500), Place(0)));
    }

    #[test]
    fn the_smallest_bar_is_seen_and_stays_inside() {
        let extent = Extent::over([1, 1_000_000].into_iter());
        assert_eq!(extent.bar(0, 1), (Place(0), Place(30)));
        assert_eq!(extent.bar(999_999, 1_000_000), (Place(9_970), Place(30)));
    }

    #[test]
    fn nothing_at_all_has_a_scale() {
        assert_eq!(Extent::over([].into_iter()).place(0), Place(0));
    }
}
