//! A series as lines: neighbours that are known belong together, what is unknown is a gap.

use super::geometry::{map, whole, written_points};
use super::scale::{Place, Scale};
use tera::Value;

/// A value in millionths, or what is not known.
pub(super) type Known = Option<i128>;

/// Its place.
pub(super) type Point = Option<(Place, Place)>;

/// So many places from left to right, given in whole units; a single one stands at the right, where the newest is.
pub(super) fn spread(count: usize, left: i128, right: i128) -> Vec<Place> {
    let last = whole(count.saturating_sub(1));
    let scale = Scale { low: 0, high: last, start: Place::units(left), end: Place::units(right) };
    match count {
        1 => vec![Place::units(right)],
        _ => (0..count).map(|index| scale.place(whole(index))).collect(),
    }
}

/// Where values stand.
pub(super) fn points(values: &[Known], places: &[Place], up: &Scale) -> Vec<Point> {
    values.iter().zip(places).map(|(value, x)| value.map(|value| (*x, up.place(value)))).collect()
}

/// Neighbours that are known make a line; one that stands alone makes a dot.
pub(super) fn runs(points: &[Point]) -> Value {
    let groups = points.chunk_by(|left, right| left.is_some() == right.is_some());
    let run = |group: &[Point]| {
        let known: Vec<_> = group.iter().copied().flatten().collect();
        let (x, y) = *known.first()?;
        let is_alone = Value::from(known.len() == 1);
        let points = Value::from(written_points(&known));
        Some(map([("points", points), ("is_alone", is_alone), ("x", x.value()), ("y", y.value())]))
    };
    Value::from(groups.filter_map(run).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unknown_is_a_gap() {
        let up = Scale { low: 0, high: 10, start: Place::units(10), end: Place::units(0) };
        let values = [Some(1), Some(2), None, None, Some(3), None];
        let found = runs(&points(&values, &spread(6, 0, 50), &up));
        let lines: Vec<_> = found.as_array().into_iter().flatten().map(|run| run.get_from_path("points")).collect();
        assert_eq!(lines, [Some(&Value::from("0 9 10 8")), Some(&Value::from("40 7"))]);
    }

    #[test]
    fn a_single_value_stands_at_the_right() {
        assert_eq!(spread(1, 3, 97), [Place::units(97)]);
        assert_eq!(spread(0, 3, 97), []);
        assert_eq!(spread(3, 0, 100), [Place::units(0), Place::units(50), Place::units(100)]);
    }
}
