//! The cumulative value curve (累计价值曲线): customers from the largest down, each one's share as a bar,
//! and the share reached so far as a line. Both are parts of one total, so they share one axis.

use super::asked::cell;
use super::geometry::{map, whole};
use super::ranked_line::{rank_marks, ranked_line};
use super::scale::{Axis, Place, Scale};
use crate::format::Decimal;
use tera::{Error, Kwargs, Value};

/// Past so many customers bars would be thinner than a hair; the line alone remains.
const MOST_BARS: usize = 160;

/// One customer on the curve.
struct Point {
    label: Value,
    class: Value,
    share: Value,
    cumulative: Value,
    /// Both shares in millionths.
    height: i128,
    reached: i128,
}

/// The drawing's size and the plot inside it, in whole units.
struct Frame {
    width: i128,
    height: i128,
    left: i128,
    right: i128,
    top: i128,
    bottom: i128,
}

const WIDE: Frame = Frame { width: 960, height: 380, left: 48, right: 944, top: 28, bottom: 340 };
const NARROW: Frame = Frame { width: 360, height: 300, left: 40, right: 352, top: 28, bottom: 262 };

/// The two scales of a drawing, and how many customers stand side by side.
struct Plot {
    across: Scale,
    up: Scale,
    customers: usize,
}

/// Gives the geometry of the curve. Rows come ranked; rows whose shares are unknown are left out.
///
/// Arguments: `rows`, the names of the columns `label`, `class`, `share` and `cumulative`, and
/// `size`, `wide` or `narrow`: a phone gets a drawing of its own, not a shrunken one.
pub(super) fn cumulative_curve(arguments: &Kwargs) -> Result<Value, Error> {
    let points = points(arguments)?;
    let frame = if arguments.get::<&str>("size")? == Some("narrow") { &NARROW } else { &WIDE };
    let heights = points.iter().flat_map(|point| [point.reached, point.height]);
    let (low, high) = heights.fold((0, 1_000_000), |(low, high), value| (value.min(low), value.max(high)));
    let axis = Axis::over(low, high, 7);
    let plot = Plot {
        across: Scale {
            low: 0,
            high: whole(points.len()),
            start: Place::units(frame.left),
            end: Place::units(frame.right),
        },
        up: Scale { low: axis.low, high: axis.high, start: Place::units(frame.bottom), end: Place::units(frame.top) },
        customers: points.len(),
    };
    let reached: Vec<i128> = points.iter().map(|point| point.reached).collect();
    Ok(map([
        ("width", Value::from(frame.width)),
        ("height", Value::from(frame.height)),
        ("left", Place::units(frame.left).value()),
        ("right", Place::units(frame.right).value()),
        ("top", Place::units(frame.top).value()),
        ("bottom", Place::units(frame.bottom).value()),
        ("plot_height", Place::units(frame.bottom - frame.top).value()),
        ("zero", plot.up.place(0).value()),
        ("customers", Value::from(points.len())),
        ("shares", share_marks(&axis, &plot)),
        ("ranks", rank_marks(&plot.across, points.len())),
        ("line", Value::from(ranked_line(&reached, &plot.across, &plot.up, None))),
        ("bars", bars(&points, &plot)),
        ("bands", bands(&points, &plot)),
    ]))
}

fn points(arguments: &Kwargs) -> Result<Vec<Point>, Error> {
    let rows = arguments.must_get::<&[Value]>("rows")?;
    let column = |name| arguments.must_get::<&str>(name);
    let (label, class, share, cumulative) =
        (column("label")?, column("class")?, column("share")?, column("cumulative")?);
    let mut points = Vec::with_capacity(rows.len());
    for row in rows {
        let (share, cumulative) = (cell(row, share)?, cell(row, cumulative)?);
        if share.is_none() || cumulative.is_none() {
            continue;
        }
        points.push(Point {
            label: cell(row, label)?,
            class: cell(row, class)?,
            height: Decimal::from_value(&share)?.millionths(),
            reached: Decimal::from_value(&cumulative)?.millionths(),
            share,
            cumulative,
        });
    }
    Ok(points)
}

fn share_marks(axis: &Axis, plot: &Plot) -> Value {
    let mark =
        |&share: &i128| map([("y", plot.up.place(share).value()), ("share", Decimal::new(share, 6).into_value())]);
    Value::from(axis.marks.iter().map(mark).collect::<Vec<_>>())
}

fn bars(points: &[Point], plot: &Plot) -> Value {
    let shown = if points.len() > MOST_BARS { &[] } else { points };
    Value::from(shown.iter().enumerate().map(|(index, point)| bar(index, point, plot)).collect::<Vec<_>>())
}

/// One customer's bar, with the column of the plot that belongs to it, for pointing at.
fn bar(index: usize, point: &Point, plot: &Plot) -> Value {
    let (start, end) = (plot.across.place(whole(index)), plot.across.place(whole(index) + 1));
    let gap = Place((end.0 - start.0) / 8);
    let (zero, top) = (plot.up.place(0), plot.up.place(point.height));
    map([
        ("rank", Value::from(index + 1)),
        ("label", point.label.clone()),
        ("class", point.class.clone()),
        ("share", point.share.clone()),
        ("cumulative", point.cumulative.clone()),
        ("column_x", start.value()),
        ("column_width", Place(end.0 - start.0).value()),
        ("x", Place(start.0 + gap.0).value()),
        ("width", Place(end.0 - start.0 - 2 * gap.0).value()),
        ("y", zero.min(top).value()),
        ("height", Place((zero.0 - top.0).abs()).value()),
    ])
}

/// Neighbours of one class make a band.
fn bands(points: &[Point], plot: &Plot) -> Value {
    let mut start = 0;
    let mut bands = Vec::new();
    for group in points.chunk_by(|left, right| left.class == right.class) {
        let end = start + group.len();
        if let Some(last) = group.last() {
            bands.push(band(start, end, last, plot));
        }
        start = end;
    }
    Value::from(bands)
}

fn band(start: usize, end: usize, last: &Point, plot: &Plot) -> Value {
    let (from, to) = (plot.across.place(whole(start)), plot.across.place(whole(end)));
    map([
        ("class", last.class.clone()),
        ("customers", Value::from(end - start)),
        ("cumulative", last.cumulative.clone()),
        ("x", from.value()),
        ("width", Place(to.0 - from.0).value()),
        ("middle", Place((from.0 + to.0) / 2).value()),
        ("end_x", to.value()),
        ("end_y", plot.up.place(last.reached).value()),
        ("is_last", Value::from(end == plot.customers)),
    ])
}
