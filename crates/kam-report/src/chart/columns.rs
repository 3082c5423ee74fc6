//! Amounts per quarter as columns from zero.

use super::asked::{Asked, without_zero_fractions};
use super::geometry::{Frame, map, marks, whole};
use super::letters::{widest, width};
use super::quarter_marks::quarter_marks;
use super::runs::Known;
use super::scale::{Axis, Place, Scale};
use tera::{Error, Kwargs, State, Value};

const WIDE: Frame = Frame { width: 800, height: 240, left: 52, right: 796, top: 34, bottom: 198 };
const NARROW: Frame = Frame { width: 360, height: 222, left: 42, right: 356, top: 34, bottom: 178 };

/// The greatest width a column and its gap take, in hundredths.
const WIDEST_STEP: i128 = 9_000;

/// Where columns stand.
struct Plot {
    up: Scale,
    step: i128,
    right: i128,
    letters: i128,
}

/// Gives the geometry of columns from zero. What is unknown has no column. If there is room for every value above its
/// column there are no marks at the side; else only the last one is written.
///
/// Arguments: `rows`, the columns `label` and `value`; `format`, `places`; `size`.
pub(super) fn columns(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let frame = asked.size()?.pick(WIDE, NARROW);
    let letters = asked.size()?.letters();
    let rows = asked.rows()?;
    let values: Vec<Known> = rows.iter().map(|row| asked.number(row, "value")).collect::<Result<_, _>>()?;
    let labels = rows.iter().map(|row| asked.label(row)).collect::<Result<Vec<_>, _>>()?;
    let written = without_zero_fractions(
        rows.iter().map(|row| asked.written(&asked.cell(row, "value")?)).collect::<Result<Vec<_>, _>>()?,
    );
    let room = widest(written.iter().map(String::as_str), letters) + 400;
    let count = whole(rows.len().max(1));
    let is_roomy = room <= ((frame.right * 100) / count).min(WIDEST_STEP);
    let mut axis = Axis::around(values.iter().copied().flatten().chain([0]), 4);
    if is_roomy {
        axis.marks.clear();
    }
    let beside = asked.marks(&axis.marks)?;
    let frame = if is_roomy { Frame { left: 0, ..frame } } else { frame.beside(&beside, letters) };
    // Texts of columns below zero stand above the names of quarters.
    let room_below = if axis.low < 0 { 16 } else { 0 };
    let start = Place::units(frame.bottom - room_below);
    let up = Scale { low: axis.low, high: axis.high, start, end: Place::units(frame.top) };
    let plot = Plot {
        up,
        step: ((frame.right - frame.left) * 100 / count).min(WIDEST_STEP),
        right: frame.right * 100,
        letters,
    };
    let places: Vec<Place> = (0..rows.len()).map(|index| plot.middle(&frame, index)).collect();
    let mut columns = Vec::with_capacity(rows.len());
    for (index, ((value, place), (label, text))) in
        values.iter().zip(&places).zip(labels.iter().zip(&written)).enumerate()
    {
        let is_last = index + 1 == rows.len();
        columns.push(plot.column(*value, *place, [label, text], (is_last, is_roomy || is_last)));
    }
    Ok(frame.handed([
        ("count", Value::from(values.iter().flatten().count())),
        ("marks", marks(&axis, beside, &up)),
        ("quarters", quarter_marks(&labels, &places, letters)),
        ("zero", up.place(0).value()),
        ("end", Place(frame.left * 100 + plot.step * whole(rows.len())).value()),
        ("columns", Value::from(columns)),
    ]))
}

impl Plot {
    fn middle(&self, frame: &Frame, index: usize) -> Place {
        Place(frame.left * 100 + self.step * whole(index) + self.step / 2)
    }

    fn column(&self, value: Known, place: Place, texts: [&str; 2], (is_last, is_labelled): (bool, bool)) -> Value {
        let [label, written] = texts;
        let (zero, end) = (self.up.place(0).0, self.up.place(value.unwrap_or(0)).0);
        let half = (self.step * 30 / 100).max(20);
        let least = if value.is_none_or(|value| value == 0) { 0 } else { 50 };
        let label_y = if value.unwrap_or(0) < 0 { end + self.letters + 200 } else { end - 500 };
        // A text wider than its column leans inwards at the right edge.
        let overhang = place.0 + width(written, self.letters) / 2 > self.right;
        let (label_x, anchor) = if overhang { (place.0 + half, "end") } else { (place.0, "middle") };
        map([
            ("x", Place(place.0 - half).value()),
            ("end", Place(place.0 + half).value()),
            ("width", Place(half * 2).value()),
            ("y", Place(end.min(zero)).value()),
            ("height", Place((end - zero).abs().max(least)).value()),
            ("label_y", Place(label_y).value()),
            ("label_x", Place(label_x).value()),
            ("anchor", Value::from(anchor)),
            ("label", Value::from(label)),
            ("written", Value::from(written)),
            ("is_labelled", Value::from(is_labelled && value.is_some())),
            ("is_last", Value::from(is_last)),
            ("is_unknown", Value::from(value.is_none())),
            ("is_negative", Value::from(value.unwrap_or(0) < 0)),
            ("column_x", Place(place.0 - self.step / 2).value()),
            ("column_width", Place(self.step).value()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_on_zero() {
        let up = Scale { low: -100, high: 100, start: Place::units(200), end: Place::units(0) };
        let plot = Plot { up, step: 1_000, right: 80_000, letters: 1_100 };
        let place = |value| {
            let column = plot.column(value, Place(500), ["2026Q4", "x"], (false, true));
            ["x", "width", "y", "height", "label_y"].map(|name| column.get_from_path(name).cloned())
        };
        let written = |texts: [&str; 5]| texts.map(|text| Some(Value::from(text)));
        assert_eq!(place(Some(50)), written(["2", "6", "50", "50", "45"]));
        assert_eq!(place(Some(-50)), written(["2", "6", "100", "50", "163"]));
        assert_eq!(place(Some(0)), written(["2", "6", "100", "0", "95"]));
    }
}
