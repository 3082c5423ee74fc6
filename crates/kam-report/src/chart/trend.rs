//! A line over quarters: where it runs, where it stops for what is unknown, and which values are written beside it.

use super::asked::Asked;
use super::geometry::{Frame, Size, map, marks};
use super::letters::{shortened, width};
use super::placing::Block;
use super::quarter_marks::quarter_marks;
use super::runs::{Known, Point, points, runs, spread};
use super::scale::{Axis, Place, Scale};
use tera::{Error, Kwargs, State, Value};

const WIDE: Frame = Frame { width: 800, height: 240, left: 52, right: 792, top: 24, bottom: 200 };
const NARROW: Frame = Frame { width: 360, height: 220, left: 40, right: 354, top: 26, bottom: 178 };

/// One of the two lines: its values, their places, and the text at its end.
struct Line {
    values: Vec<Known>,
    points: Vec<Point>,
    written: String,
    name: String,
}

/// Gives the geometry of a line over quarters. What is unknown interrupts the line.
///
/// Arguments: `rows`, the columns `label`, `value` and, if given, `other`; `name` and `other_name`, the words at
/// their ends; `reference`, a level to compare with, and `reference_name`; `zero`, whether the axis shows zero; `format`, `places`; `size`.
pub(super) fn trend(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let size = asked.size()?;
    let letters = size.letters();
    let rows = asked.rows()?;
    let (mut line, mut other) = (line(&asked, "value", "name")?, line(&asked, "other", "other_name")?);
    let reference = asked.given("reference")?;
    let zero = asked.is_on("zero")?.then_some(0);
    let seen = line.values.iter().chain(&other.values).copied().flatten();
    let axis = Axis::around(seen.chain(reference).chain(zero), 3);
    let written = asked.marks(&axis.marks)?;
    let frame = frame(size, [&mut line, &mut other]).beside(&written, letters);
    let up = Scale { low: axis.low, high: axis.high, start: Place::units(frame.bottom), end: Place::units(frame.top) };
    let places = spread(rows.len(), frame.left, frame.right);
    line.points = points(&line.values, &places, &up);
    other.points = points(&other.values, &places, &up);
    let labels = rows.iter().map(|row| asked.label(row)).collect::<Result<Vec<_>, _>>()?;
    let words = width(asked.word("reference_name")?.unwrap_or_default(), letters);
    let taken = reference.map(|level| reference_blocks(up.place(level).0, words, &frame, letters));
    let (line_y, other_y) = apart(&line, &other, size);
    let (line_y, other_y) = (clear(&line, line_y, &other, size), clear(&other, other_y, &line, size));
    Ok(frame.handed([
        ("count", Value::from(line.values.iter().flatten().count())),
        ("marks", marks(&axis, written, &up)),
        ("quarters", quarter_marks(&labels, &places, letters)),
        ("extremes", extremes(&asked, &line, &other, taken, &frame)?),
        ("line", handed(&line, line_y)),
        ("other", handed(&other, other_y)),
        ("reference", reference.map_or(Value::none(), |level| up.place(level).value())),
        ("pointers", pointers(&asked, rows, &labels, &places)?),
    ]))
}

fn line<'a>(asked: &Asked<'a>, argument: &'a str, name: &'a str) -> Result<Line, Error> {
    let mut line = Line { values: Vec::new(), points: Vec::new(), written: String::new(), name: String::new() };
    if asked.word(argument)?.is_none() {
        return Ok(line);
    }
    line.values = asked.rows()?.iter().map(|row| asked.number(row, argument)).collect::<Result<_, _>>()?;
    if let Some(last) = line.values.iter().rev().find_map(|value| *value) {
        line.written = asked.mark(last)?;
        line.name = asked.word(name)?.unwrap_or_default().to_owned();
    }
    Ok(line)
}

/// Leaves as much room at the right as the texts at the ends take: side by side, or one below the other.
fn frame(size: Size, lines: [&mut Line; 2]) -> Frame {
    let frame = size.pick(WIDE, NARROW);
    let letters = size.letters();
    let mut room = 0;
    for line in lines {
        line.name = shortened(&line.name, size.pick(16_000, 9_000), letters);
        let (value, name) = (width(&line.written, letters) * 108 / 100, width(&line.name, letters));
        room = room.max(size.pick(value + 600 + name, value.max(name)));
    }
    Frame { right: (frame.right - (room + 1_000) / 100).max(frame.width / 2), ..frame }
}

/// The heights of the two texts, apart enough to be read.
fn apart(line: &Line, other: &Line, size: Size) -> (i128, i128) {
    let end = |line: &Line| line.points.iter().rev().find_map(|point| point.map(|(_, y)| y.0));
    let least = size.pick(1_500, 3_000);
    match (end(line), end(other)) {
        (Some(upper), Some(lower)) if (upper - lower).abs() < least => {
            let (middle, sign) = ((upper + lower) / 2, if upper <= lower { 1 } else { -1 });
            (middle - sign * least / 2, middle + sign * least / 2)
        }
        (upper, lower) => (upper.unwrap_or(0), lower.unwrap_or(0)),
    }
}

/// The height of a text at the end of a line where no other line runs through it: that line may have gone on longer.
fn clear(line: &Line, y: i128, other: &Line, size: Size) -> i128 {
    let Some((x, _)) = line.points.iter().rev().find_map(|point| *point) else { return y };
    let letters = size.letters();
    let (value, name) = (width(&line.written, letters) * 108 / 100, width(&line.name, letters));
    let left = x.0 + 500;
    let right = left + size.pick(value + 600 + name, value.max(name));
    let below = size.pick(letters / 2, letters * 2);
    let is_clear = |y: &i128| !crosses(&other.points, &Block { left, right, top: y - letters / 2, bottom: y + below });
    let step = letters + 300;
    [0, -1, 1, -2, 2].into_iter().map(|steps| y + steps * step).find(is_clear).unwrap_or(y)
}

fn handed(line: &Line, label_y: i128) -> Value {
    let last = line.points.iter().rev().find_map(|point| *point);
    let last = last.map_or(Value::none(), |(x, y)| {
        map([
            ("x", x.value()),
            ("y", y.value()),
            ("label_y", Place(label_y).value()),
            ("written", Value::from(line.written.as_str())),
            ("name", Value::from(line.name.as_str())),
        ])
    });
    map([("runs", runs(&line.points)), ("last", last)])
}

/// The highest and the lowest value, unless the last says the same or something stands where they would be written.
fn extremes(
    asked: &Asked,
    line: &Line,
    other: &Line,
    reference: Option<[Block; 2]>,
    frame: &Frame,
) -> Result<Value, Error> {
    let letters = asked.size()?.letters();
    let known: Vec<(i128, (Place, Place))> =
        line.values.iter().zip(&line.points).filter_map(|(value, point)| Some(((*value)?, (*point)?))).collect();
    let Some(&(last, _)) = known.last() else { return Ok(Value::from(Vec::<Value>::new())) };
    let highest = known.iter().max_by_key(|(value, (x, _))| (*value, -x.0));
    let lowest = known.iter().min_by_key(|(value, (x, _))| (*value, x.0));
    let mut found = Vec::new();
    for (is_highest, extreme) in [(true, highest), (false, lowest)] {
        let Some(&(value, (x, y))) = extreme.filter(|(value, _)| *value != last && known.len() > 2) else { continue };
        let written = asked.mark(value)?;
        let taken = width(&written, letters);
        let left = (x.0 - taken / 2).max(frame.left * 100 + 100);
        let baseline = if is_highest { y.0 - 600 } else { y.0 + letters + 200 };
        let block = Block { left, right: left + taken, top: baseline - letters, bottom: baseline + 200 };
        let is_outside = block.right > frame.right * 100 - 600 || block.bottom > frame.bottom * 100 + 400;
        if is_outside || reference.iter().flatten().any(|taken| taken.meets(&block)) || crosses(&other.points, &block) {
            continue;
        }
        let (x, y) = (Place(left + taken / 2).value(), Place(baseline).value());
        found.push(map([("x", x), ("y", y), ("written", Value::from(written))]));
    }
    Ok(Value::from(found))
}

/// What a reference takes: its line, and the words above it at the left.
fn reference_blocks(y: i128, words: i128, frame: &Frame, letters: i128) -> [Block; 2] {
    let (left, right) = (frame.left * 100, frame.right * 100);
    let line = Block { left, right, top: y - 50, bottom: y + 50 };
    [line, Block { left, right: left + 600 + words, top: y - 500 - letters, bottom: y }]
}

/// Whether a line comes through a box: the ends of its pieces within the box's width are looked at.
fn crosses(points: &[Point], block: &Block) -> bool {
    points.windows(2).any(|pair| {
        let [Some((from_x, from_y)), Some((to_x, to_y))] = pair else { return false };
        if to_x.0 < block.left || from_x.0 > block.right {
            return false;
        }
        let piece = Scale { low: from_x.0, high: to_x.0, start: *from_y, end: *to_y };
        let ends = [piece.place(from_x.0.max(block.left)).0, piece.place(to_x.0.min(block.right)).0];
        ends[0].min(ends[1]) < block.bottom && ends[0].max(ends[1]) > block.top
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(y: i128) -> Line {
        let points = vec![Some((Place(0), Place(y)))];
        Line { values: vec![Some(1)], points, written: "1".to_owned(), name: String::new() }
    }

    #[test]
    fn texts_at_the_ends_stand_apart() {
        assert_eq!(apart(&at(5_000), &at(9_000), Size::Wide), (5_000, 9_000));
        assert_eq!(apart(&at(5_000), &at(5_000), Size::Wide), (4_250, 5_750));
        assert_eq!(apart(&at(5_400), &at(5_000), Size::Wide), (5_950, 4_450));
    }

    #[test]
    fn a_text_steps_aside_from_a_line_that_goes_on() {
        let ended = Line { points: vec![Some((Place(0), Place(5_000))), None], ..at(0) };
        let goes_on =
            Line { points: vec![Some((Place(0), Place(5_100))), Some((Place(9_000), Place(5_100)))], ..at(0) };
        let aside = clear(&ended, 5_000, &goes_on, Size::Wide);
        assert!((5_000 - aside) * 2 >= Size::Wide.letters(), "{aside}");
        assert_eq!(clear(&ended, 5_000, &at(5_100), Size::Wide), 5_000);
    }

    #[test]
    fn a_line_through_a_box_is_noticed() {
        let block = Block { left: 400, right: 600, top: 400, bottom: 600 };
        let line = |from: i128, to: i128| [Some((Place(0), Place(from))), Some((Place(1_000), Place(to)))];
        assert!(crosses(&line(0, 1_000), &block));
        assert!(!crosses(&line(0, 300), &block));
        assert!(!crosses(&[Some((Place(0), Place(0))), None], &block));
    }
}
