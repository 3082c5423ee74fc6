//! A line or columns small enough to stand within a line of text.

use super::asked::{Asked, millionths};
use super::geometry::{map, whole};
use super::runs::{Known, points, runs, spread};
use super::scale::{Place, Scale};
use tera::{Error, Kwargs, State, Value};

/// The widest column and its gap, in hundredths of a unit.
const WIDEST_STEP: i128 = 1_000;

/// Gives the geometry of a line, or of columns, 100 units wide and 24 high.
///
/// Arguments: `values`, numbers and NULLs, or rows and the column `value`; `zero`, whether zero is shown.
pub(super) fn sparkline(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let list = asked.list("values")?;
    let values: Vec<Known> = match asked.word("value")? {
        None => list.iter().map(millionths).collect::<Result<_, _>>()?,
        Some(_) => list.iter().map(|row| asked.number(row, "value")).collect::<Result<_, _>>()?,
    };
    let has_zero = asked.is_on("zero")?;
    let up = scale(values.iter().copied().flatten().chain(has_zero.then_some(0)));
    let points = points(&values, &spread(values.len(), 3, 97), &up);
    let last = points.iter().rev().find_map(|point| *point);
    let (x, y) = last.map_or((Value::none(), Value::none()), |(x, y)| (x.value(), y.value()));
    Ok(map([
        ("count", Value::from(points.iter().flatten().count())),
        ("runs", runs(&points)),
        ("last_x", x),
        ("last_y", y),
        ("zero", if has_zero { up.place(0).value() } else { Value::none() }),
        ("columns", if has_zero { columns(&values, &up) } else { Value::from(Vec::<Value>::new()) }),
    ]))
}

/// Between 3 and 21 units high; what never changes runs through the middle.
fn scale(seen: impl Iterator<Item = i128>) -> Scale {
    let (low, high) = seen.fold((i128::MAX, i128::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let (low, high) = match high.cmp(&low) {
        std::cmp::Ordering::Greater => (low, high),
        std::cmp::Ordering::Equal => (low.saturating_sub(1), low.saturating_add(1)),
        std::cmp::Ordering::Less => (0, 1),
    };
    Scale { low, high, start: Place::units(21), end: Place::units(3) }
}

/// Columns end at the right, where the newest is.
fn columns(values: &[Known], up: &Scale) -> Value {
    let step = (9_400 / whole(values.len().max(1))).min(WIDEST_STEP);
    let column = |(index, value): (usize, &Known)| {
        let (zero, end) = (up.place(0).0, up.place((*value)?).0);
        Some(map([
            ("x", Place(9_700 - step * whole(values.len() - index) + step / 8).value()),
            ("width", Place((step * 3 / 4).max(20)).value()),
            ("y", Place(zero.min(end)).value()),
            ("height", Place((zero - end).abs().max(60)).value()),
            ("is_negative", Value::from(value.is_some_and(|value| value < 0))),
            ("is_last", Value::from(index + 1 == values.len())),
        ]))
    };
    Value::from(values.iter().enumerate().filter_map(column).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_changes_runs_through_the_middle() {
        assert_eq!(scale([5, 5].into_iter()).place(5), Place::units(12));
        assert_eq!(scale([0, 10].into_iter()).place(10), Place::units(3));
        assert!(scale([].into_iter()).place(0) <= Place::units(21));
    }

    #[test]
    fn a_single_column_is_no_wider_than_others() {
        let up = scale([0, 10].into_iter());
        let columns = columns(&[Some(10)], &up);
        let width =
            columns.as_array().and_then(|columns| columns.first()).and_then(|column| column.get_from_path("width"));
        assert_eq!(width, Some(&Value::from("7.5")));
    }
}
