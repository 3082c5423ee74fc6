//! Spans on an axis of time: contracts and tickets, with a line at the day the report looks from.

use super::asked::Asked;
use super::geometry::{Frame, map, whole};
use super::letters::{shortened, width};
use super::scale::{Place, Scale};
use chrono::{Datelike, NaiveDate};
use tera::{Error, Kwargs, State, Value};

/// Rows past these are counted and left out.
const MOST_ROWS: usize = 60;

/// A row's height in whole units.
const ROW: i128 = 24;

/// What stays free between a label and the axis, in hundredths.
const LABEL_GAP: i128 = 2_000;

/// A span's days; what is not known is open.
struct Span {
    start: Option<i128>,
    end: Option<i128>,
}

/// Gives one span per row. A span without an end runs on to the right edge, one without a start comes from the left.
///
/// Arguments: `rows`, the columns `label`, `start`, `end` and, if given, `kind`; `as_of`, a date; `quarters`, rows
/// with `quarter` and `start_date` for the axis, calendar quarters if none are given; `size`.
pub(super) fn timeline(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let size = asked.size()?;
    let rows = asked.rows()?;
    let shown = rows.get(..MOST_ROWS.min(rows.len())).unwrap_or_default();
    let mut spans = Vec::with_capacity(shown.len());
    for row in shown {
        spans.push(Span { start: day(&asked.cell(row, "start")?)?, end: day(&asked.cell(row, "end")?)? });
    }
    let as_of = asked.word("as_of")?.map(|date| day(&Value::from(date))).transpose()?.flatten();
    let bottom = 26 + ROW * whole(shown.len());
    let frame = size.pick(
        Frame { width: 800, height: bottom + 20, left: 216, right: 782, top: 26, bottom },
        Frame { width: 360, height: bottom + 22, left: 130, right: 342, top: 26, bottom },
    );
    let marks = quarters(&asked, &spans, as_of)?;
    let known = spans.iter().flat_map(|span| [span.start, span.end]).flatten().chain(as_of);
    let known = known.chain(marks.iter().map(|(day, _)| *day));
    let (low, high) = known.fold((i128::MAX, i128::MIN), |(low, high), day| (low.min(day), high.max(day)));
    let (low, high) = if low > high { (0, 1) } else { (low, high.max(low + 1)) };
    let across = Scale { low, high, start: Place::units(frame.left), end: Place::units(frame.right) };
    let places: Vec<Place> = marks.iter().map(|(day, _)| across.place(*day)).collect();
    let names: Vec<String> = marks.into_iter().map(|(_, name)| name).collect();
    let letters = size.letters();
    let mut drawn = Vec::with_capacity(shown.len());
    for (index, (row, span)) in shown.iter().zip(&spans).enumerate() {
        drawn.push(handed(&asked, row, span, &across, (26 + ROW * whole(index)) * 100)?);
    }
    Ok(frame.handed([
        ("grid", Value::from(places.iter().map(|place| place.value()).collect::<Vec<_>>())),
        ("quarters", names_above(&names, &places, letters, frame.right * 100)),
        ("as_of", as_of.map_or(Value::none(), |day| across.place(day).value())),
        ("as_of_anchor", Value::from(as_of.map_or("end", |day| as_of_anchor(across.place(day), &frame)))),
        ("spans", Value::from(drawn)),
        ("left_out", Value::from(rows.len() - shown.len())),
    ]))
}

/// The date below its line leans to the side with room.
fn as_of_anchor(place: Place, frame: &Frame) -> &'static str {
    if place.0 > (frame.left + frame.right) * 50 { "end" } else { "start" }
}

/// Names of quarters where they begin. Where all would not fit only years are named, and of those as many as fit.
fn names_above(names: &[String], places: &[Place], letters: i128, right: i128) -> Value {
    let step = places.windows(2).map(|pair| pair[1].0 - pair[0].0).min().unwrap_or(i128::MAX / 4);
    let are_all_named = step >= width("2026 Q1", letters) + 500;
    let mut free = i128::MIN;
    let mut marks = Vec::new();
    for (name, place) in names.iter().zip(places) {
        let name = match (name.split_at_checked(4), are_all_named) {
            (Some((year, number)), true) if number.starts_with('Q') => format!("{year} {number}"),
            (Some((year, "Q1")), false) => year.to_owned(),
            (Some((_, number)), false) if number.starts_with('Q') => continue,
            _ => name.clone(),
        };
        let end = place.0 + width(&name, letters);
        if place.0 >= free && end <= right {
            free = end + 500;
            marks.push(map([("x", place.value()), ("name", Value::from(name))]));
        }
    }
    Value::from(marks)
}

/// One row: its label at the left, its span on the axis.
fn handed(asked: &Asked, row: &Value, span: &Span, across: &Scale, top: i128) -> Result<Value, Error> {
    let room = across.start.0 - LABEL_GAP;
    let letters = asked.size()?.letters();
    let label = asked.label(row)?;
    let place = |day: Option<i128>, edge: Place| day.map_or(edge, |day| across.place(day));
    let (from, to) = (place(span.start, across.start), place(span.end, across.end));
    let kind = asked.chosen(row, "kind")?;
    Ok(map([
        ("label", Value::from(label.as_str())),
        ("shown", Value::from(shortened(&label, room, letters))),
        ("is_cut", Value::from(width(&label, letters) > room)),
        ("text_y", Place(top + ROW * 50 + letters * 35 / 100).value()),
        ("y", Place(top + 700).value()),
        ("middle", Place(top + ROW * 50).value()),
        ("x", from.min(to).value()),
        ("width", Place((to.0 - from.0).abs().max(200)).value()),
        ("end", from.max(to).value()),
        ("kind", kind),
        ("start", asked.cell(row, "start")?),
        ("end_date", asked.cell(row, "end")?),
        ("is_open", Value::from(span.end.is_none())),
        ("has_start", Value::from(span.start.is_some())),
        ("is_unknown", Value::from(span.start.is_none() && span.end.is_none())),
    ]))
}

/// Days since the year 1; the day of an instant is its date in UTC.
fn day(value: &Value) -> Result<Option<i128>, Error> {
    if value.is_none() {
        return Ok(None);
    }
    let date: Option<NaiveDate> = value.as_str().and_then(|text| text.get(..10)).and_then(|text| text.parse().ok());
    match date {
        Some(date) => Ok(Some(i128::from(date.num_days_from_ce()))),
        None => Err(Error::message(format!("expected a date, found {} `{value}`", value.name()))),
    }
}

/// The first days of quarters with their names: as given, or of the calendar from the first span to the last.
fn quarters(asked: &Asked, spans: &[Span], as_of: Option<i128>) -> Result<Vec<(i128, String)>, Error> {
    let given = asked.list("quarters")?;
    if !given.is_empty() {
        let mut marks = Vec::with_capacity(given.len());
        for row in given {
            let start = day(&super::asked::cell(row, "start_date")?)?;
            let name = super::asked::text(&super::asked::cell(row, "quarter")?);
            marks.extend(start.map(|start| (start, name)));
        }
        return Ok(marks);
    }
    let known = spans.iter().flat_map(|span| [span.start, span.end]).flatten().chain(as_of);
    let ends = known.fold(None, |ends: Option<(i128, i128)>, day| {
        Some(ends.map_or((day, day), |(low, high)| (low.min(day), high.max(day))))
    });
    Ok(ends.map_or_else(Vec::new, |(low, high)| calendar_quarters(low, high)))
}

/// Calendar quarters that begin from one day to another, no more than eighty.
fn calendar_quarters(low: i128, high: i128) -> Vec<(i128, String)> {
    let Some(first) = i32::try_from(low).ok().and_then(NaiveDate::from_num_days_from_ce_opt) else { return Vec::new() };
    let (mut year, mut number) = (first.year(), (first.month() - 1) / 3 + 1);
    let mut marks = Vec::new();
    while marks.len() < 80 {
        let start = NaiveDate::from_ymd_opt(year, number * 3 - 2, 1).map(|date| i128::from(date.num_days_from_ce()));
        match start.filter(|start| *start <= high) {
            Some(start) => marks.push((start, format!("{year:04}Q{number}"))),
            None => break,
        }
        (year, number) = if number == 4 { (year + 1, 1) } else { (year, number + 1) };
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(marks: &Value) -> Vec<String> {
        let names = marks.as_array().into_iter().flatten().filter_map(|mark| mark.get_from_path("name"));
        names.map(ToString::to_string).collect()
    }

    #[test]
    fn quarters_are_named_where_there_is_room() {
        let quarters: Vec<String> = ["2025Q4", "2026Q1", "2026Q2", "2026Q3"].map(str::to_owned).to_vec();
        let places = |step: i128| (0..4).map(|index| Place(index * step)).collect::<Vec<_>>();
        assert_eq!(names(&names_above(&quarters, &places(6_000), 1_100, 40_000)).len(), 4);
        assert_eq!(names(&names_above(&quarters, &places(1_000), 1_100, 40_000)), ["2026"]);
    }

    #[test]
    fn calendar_quarters_cover_the_spans() {
        let day = |text| day(&Value::from(text)).ok().flatten().unwrap_or_default();
        let quarters = calendar_quarters(day("2025-11-30"), day("2026-04-01"));
        let names: Vec<&str> = quarters.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["2025Q4", "2026Q1", "2026Q2"]);
        assert_eq!(quarters[1].0, day("2026-01-01"));
        assert!(calendar_quarters(day("0001-01-01"), day("9999-12-31")).len() <= 80);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        assert!(day(&Value::from("soon")).is_err());
        assert_eq!(day(&Value::none()).ok(), Some(None));
    }
}
