//! The names of quarters below a time axis: `Q3` at each, the year once, as few as there is room for.

use super::geometry::{map, whole};
use super::letters::{shortened, widest};
use super::scale::Place;
use tera::Value;

/// Marks below points. `2026Q3` is split into quarter and year; other labels are written as they are, and
/// every second, third, … is left out where they would touch, counted from the last.
pub(super) fn quarter_marks(labels: &[String], places: &[Place], letters: i128) -> Value {
    let step = match places {
        [first, second, ..] => second.0 - first.0,
        _ => i128::MAX / 4,
    };
    let split: Option<Vec<(&str, &str)>> = labels.iter().map(|label| quarter(label)).collect();
    match split {
        Some(quarters) => split_marks(&quarters, places, step, letters),
        None => plain_marks(labels, places, step, letters),
    }
}

/// `2026Q3` as year and quarter.
fn quarter(label: &str) -> Option<(&str, &str)> {
    let (year, number) = (label.get(..4)?, label.get(4..)?);
    let is_quarter = matches!(number, "Q1" | "Q2" | "Q3" | "Q4") && year.bytes().all(|digit| digit.is_ascii_digit());
    is_quarter.then_some((year, number))
}

fn split_marks(quarters: &[(&str, &str)], places: &[Place], step: i128, letters: i128) -> Value {
    let has_room = step >= letters * 2;
    let mut marks = Vec::new();
    let mut year_place: Option<i128> = None;
    let mut before = "";
    for (index, ((year, number), place)) in quarters.iter().zip(places).enumerate() {
        let is_last = index + 1 == quarters.len();
        let is_new = *year != before && year_place.is_none_or(|before| place.0 - before >= letters * 3);
        if is_new {
            (before, year_place) = (year, Some(place.0));
        }
        if has_room || is_last || (is_new && (places[places.len() - 1].0 - place.0) >= letters * 2) {
            let year = if is_new { Value::from(*year) } else { Value::none() };
            marks.push(map([("x", place.value()), ("name", Value::from(*number)), ("year", year)]));
        }
    }
    Value::from(marks)
}

fn plain_marks(labels: &[String], places: &[Place], step: i128, letters: i128) -> Value {
    let shown: Vec<String> = labels.iter().map(|label| shortened(label, 9_000, letters)).collect();
    let room = widest(shown.iter().map(String::as_str), letters) + letters;
    let every = (room + step - 1).div_euclid(step.max(1)).max(1);
    let from_last = |index: usize| whole(shown.len() - 1 - index) % every == 0;
    let marks = shown.iter().zip(places).enumerate().filter(|(index, _)| from_last(*index));
    let mark = |(_, (name, place)): (usize, (&String, &Place))| {
        map([("x", place.value()), ("name", Value::from(name.as_str())), ("year", Value::none())])
    };
    Value::from(marks.map(mark).collect::<Vec<_>>())
}
