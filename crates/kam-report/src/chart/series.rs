//! One value per quarter: a line over time, columns, and the small ones that stand within a line of text.

use super::asked::{Asked, millionths};
use super::geometry::{Frame, map, whole};
use super::letters::{widest, width};
use super::quarter_marks::quarter_marks;
use super::scale::{Axis, Place, Scale};
use tera::{Error, Kwargs, State, Value};

const TREND_WIDE: Frame = Frame { width: 800, height: 250, left: 52, right: 700, top: 22, bottom: 206 };
const TREND_NARROW: Frame = Frame { width: 360, height: 220, left: 40, right: 290, top: 24, bottom: 176 };
const COLUMNS_WIDE: Frame = Frame { width: 800, height: 240, left: 52, right: 796, top: 24, bottom: 196 };
const COLUMNS_NARROW: Frame = Frame { width: 360, height: 220, left: 42, right: 356, top: 24, bottom: 176 };

/// A value in millionths, or what is not known.
type Known = Option<i128>;

/// Gives the geometry of a line over quarters. What is unknown interrupts the line.
///
/// Arguments: `rows`, the columns `label`, `value` and, if given, `other`; `reference`, a level to compare with;
/// `zero`, whether the axis shows zero; `format`, `places`; `size`.
pub(super) fn trend(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let frame = asked.size()?.pick(TREND_WIDE, TREND_NARROW);
    let rows = asked.rows()?;
    let values = column(&asked, "value")?;
    let others = if asked.word("other")?.is_some() { column(&asked, "other")? } else { Vec::new() };
    let reference = asked.given("reference")?;
    let zero = asked.is_on("zero")?.then_some(0);
    let seen = values.iter().chain(&others).copied().flatten().chain(reference).chain(zero);
    let axis = axis_over(seen, 3);
    let up = Scale { low: axis.low, high: axis.high, start: Place::units(frame.bottom), end: Place::units(frame.top) };
    let places = spread(rows.len(), frame.left, frame.right);
    let labels = rows.iter().map(|row| asked.label(row)).collect::<Result<Vec<_>, _>>()?;
    let letters = asked.size()?.letters();
    Ok(frame.handed([
        ("count", Value::from(values.iter().flatten().count())),
        ("marks", asked.marks(&axis.marks, "y", |mark| up.place(mark).value())?),
        ("quarters", quarter_marks(&labels, &places, letters)),
        ("line", line(&asked, &values, &places, &up)?),
        ("other", line(&asked, &others, &places, &up)?),
        ("extremes", extremes(&asked, &values, &places, &up, letters)?),
        ("reference", reference.map_or(Value::none(), |level| up.place(level).value())),
        ("pointers", pointers(&asked, rows, &labels, &places)?),
    ]))
}

/// Gives the geometry of columns from zero. What is unknown has no column.
///
/// Arguments: `rows`, the columns `label` and `value`; `format`, `places`; `size`.
pub(super) fn columns(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let frame = asked.size()?.pick(COLUMNS_WIDE, COLUMNS_NARROW);
    let rows = asked.rows()?;
    let values = column(&asked, "value")?;
    let axis = axis_over(values.iter().copied().flatten().chain([0]), 4);
    let up = Scale { low: axis.low, high: axis.high, start: Place::units(frame.bottom), end: Place::units(frame.top) };
    let count = whole(rows.len().max(1));
    let step = ((frame.right - frame.left) * 100 / count).min(9_000);
    let places: Vec<Place> =
        (0..rows.len()).map(|index| Place(frame.left * 100 + step * whole(index) + step / 2)).collect();
    let labels = rows.iter().map(|row| asked.label(row)).collect::<Result<Vec<_>, _>>()?;
    let letters = asked.size()?.letters();
    let mut columns = Vec::with_capacity(rows.len());
    let written = rows.iter().map(|row| asked.written(&asked.cell(row, "value")?)).collect::<Result<Vec<_>, _>>()?;
    let is_roomy = widest(written.iter().map(String::as_str), letters) + 400 <= step;
    for (index, (value, place)) in values.iter().zip(&places).enumerate() {
        let is_last = index + 1 == rows.len();
        let drawn = up.place(value.unwrap_or(0)).0;
        let (zero, half) = (up.place(0).0, (step * 32 / 100).max(20));
        columns.push(map([
            ("x", Place(place.0 - half).value()),
            ("middle", place.value()),
            ("width", Place(half * 2).value()),
            ("y", Place(drawn.min(zero)).value()),
            (
                "height",
                Place((drawn - zero).abs().max(if *value == Some(0) || value.is_none() { 0 } else { 50 })).value(),
            ),
            ("label_y", Place(if value.unwrap_or(0) < 0 { drawn + letters + 200 } else { drawn - 500 }).value()),
            ("label", Value::from(labels[index].as_str())),
            ("written", Value::from(written[index].as_str())),
            ("is_labelled", Value::from(is_roomy || (is_last && value.is_some()))),
            ("is_last", Value::from(is_last)),
            ("is_unknown", Value::from(value.is_none())),
            ("is_negative", Value::from(value.unwrap_or(0) < 0)),
            ("column_x", Place(place.0 - step / 2).value()),
            ("column_width", Place(step).value()),
        ]));
    }
    Ok(frame.handed([
        ("count", Value::from(values.iter().flatten().count())),
        ("marks", asked.marks(&axis.marks, "y", |mark| up.place(mark).value())?),
        ("quarters", quarter_marks(&labels, &places, letters)),
        ("zero", up.place(0).value()),
        ("columns", Value::from(columns)),
    ]))
}

fn column<'a>(asked: &Asked<'a>, argument: &'a str) -> Result<Vec<Known>, Error> {
    asked.rows()?.iter().map(|row| asked.number(row, argument)).collect()
}

fn axis_over(values: impl Iterator<Item = i128>, steps: i128) -> Axis {
    let ends = values.fold(None, |ends: Option<(i128, i128)>, value| {
        Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
    });
    let (low, high) = ends.unwrap_or((0, 1_000_000));
    Axis::over(low, if high > low { high } else { low + low.abs().max(1_000_000) / 10 }, steps)
}

fn spread(count: usize, left: i128, right: i128) -> Vec<Place> {
    let last = whole(count.saturating_sub(1));
    let scale = Scale { low: 0, high: last, start: Place::units(left), end: Place::units(right) };
    match count {
        1 => vec![Place::units(right)],
        _ => (0..count).map(|index| scale.place(whole(index))).collect(),
    }
}

/// Runs of known values, and the last known one with its text.
fn line(asked: &Asked, values: &[Known], places: &[Place], up: &Scale) -> Result<Value, Error> {
    let points: Vec<Option<(Place, Place)>> =
        values.iter().zip(places).map(|(value, x)| value.map(|value| (*x, up.place(value)))).collect();
    let runs = runs(&points);
    let last = values.iter().zip(&points).rev().find_map(|(value, point)| Some(((*value)?, (*point)?)));
    let last = match last {
        None => Value::none(),
        Some((value, (x, y))) => {
            map([("x", x.value()), ("y", y.value()), ("written", Value::from(asked.mark(value)?))])
        }
    };
    Ok(map([("runs", runs), ("last", last)]))
}

/// Neighbours that are known make a line; one that stands alone makes a dot.
fn runs(points: &[Option<(Place, Place)>]) -> Value {
    let groups = points.chunk_by(|left, right| left.is_some() == right.is_some());
    let run = |group: &[Option<(Place, Place)>]| {
        let known: Vec<_> = group.iter().copied().flatten().collect();
        let first = *known.first()?;
        let is_alone = Value::from(known.len() == 1);
        let points = Value::from(super::geometry::written_points(&known));
        Some(map([("points", points), ("is_alone", is_alone), ("x", first.0.value()), ("y", first.1.value())]))
    };
    Value::from(groups.filter_map(run).collect::<Vec<_>>())
}

/// The highest and the lowest, unless the last says the same or they would stand on its label.
fn extremes(asked: &Asked, values: &[Known], places: &[Place], up: &Scale, letters: i128) -> Result<Value, Error> {
    let known: Vec<(i128, Place)> =
        values.iter().zip(places).filter_map(|(value, place)| value.map(|value| (value, *place))).collect();
    let Some(&(last, last_place)) = known.last() else { return Ok(Value::from(Vec::<Value>::new())) };
    let highest = known.iter().max_by_key(|(value, place)| (*value, -place.0));
    let lowest = known.iter().min_by_key(|(value, place)| (*value, place.0));
    let mut found = Vec::new();
    for (is_highest, extreme) in [(true, highest), (false, lowest)] {
        let Some(&(value, place)) = extreme.filter(|(value, _)| *value != last && known.len() > 2) else { continue };
        let written = asked.mark(value)?;
        let half = width(&written, letters) / 2;
        if last_place.0 - place.0 < half {
            continue;
        }
        let y = up.place(value).0 + if is_highest { -700 } else { letters + 400 };
        found.push(map([("x", place.value()), ("y", Place(y).value()), ("written", Value::from(written))]));
    }
    Ok(Value::from(found))
}

/// A strip per quarter, for pointing at.
fn pointers(asked: &Asked, rows: &[Value], labels: &[String], places: &[Place]) -> Result<Value, Error> {
    let half = match places {
        [first, second, ..] => (second.0 - first.0) / 2,
        _ => 1_000,
    };
    let pointer = |((row, label), place): ((&Value, &String), &Place)| {
        Ok(map([
            ("x", Place(place.0 - half).value()),
            ("width", Place(half * 2).value()),
            ("label", Value::from(label.as_str())),
            ("written", Value::from(asked.written(&asked.cell(row, "value")?)?)),
            ("other", Value::from(asked.written(&asked.chosen(row, "other")?)?)),
        ]))
    };
    Ok(Value::from(rows.iter().zip(labels).zip(places).map(pointer).collect::<Result<Vec<_>, Error>>()?))
}

/// Gives the geometry of a line, or of columns, 100 units wide and 24 high, for within a text.
///
/// Arguments: `values`, numbers and NULLs, or rows and the column `value`; `zero`, whether zero is shown.
pub(super) fn sparkline(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let values: Vec<Known> = match asked.word("value")? {
        None => asked.list("values")?.iter().map(millionths).collect::<Result<_, _>>()?,
        Some(_) => asked.list("values")?.iter().map(|row| asked.number(row, "value")).collect::<Result<_, _>>()?,
    };
    let has_zero = asked.is_on("zero")?;
    let seen = values.iter().copied().flatten().chain(has_zero.then_some(0));
    let (low, high) = seen.fold((i128::MAX, i128::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let up = match high.cmp(&low) {
        std::cmp::Ordering::Greater => Scale { low, high, start: Place::units(21), end: Place::units(3) },
        _ => Scale {
            low: low.saturating_sub(1),
            high: low.saturating_add(1),
            start: Place::units(21),
            end: Place::units(3),
        },
    };
    let places = spread(values.len(), 3, 97);
    let points: Vec<Option<(Place, Place)>> =
        values.iter().zip(&places).map(|(value, x)| value.map(|value| (*x, up.place(value)))).collect();
    let last = points.iter().rev().find_map(|point| *point);
    let (x, y) = last.map_or((Value::none(), Value::none()), |(x, y)| (x.value(), y.value()));
    let step = 9_400 / whole(values.len().max(1));
    let columns = values.iter().enumerate().filter_map(|(index, value)| {
        let (zero, end) = (up.place(0).0, up.place((*value)?).0);
        Some(map([
            ("x", Place(300 + step * whole(index) + step / 8).value()),
            ("width", Place((step * 3 / 4).max(20)).value()),
            ("y", Place(zero.min(end)).value()),
            ("height", Place((zero - end).abs().max(60)).value()),
            ("is_negative", Value::from(value.is_some_and(|value| value < 0))),
            ("is_last", Value::from(index + 1 == values.len())),
        ]))
    });
    let columns = if has_zero { columns.collect() } else { Vec::new() };
    Ok(map([
        ("count", Value::from(points.iter().flatten().count())),
        ("runs", runs(&points)),
        ("last_x", x),
        ("last_y", y),
        ("zero", if has_zero { up.place(0).value() } else { Value::none() }),
        ("columns", Value::from(columns)),
    ]))
}
