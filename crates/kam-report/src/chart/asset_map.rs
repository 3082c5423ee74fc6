//! The asset map (客户资产图): each customer by its value and its risk, as large as what it contributes.

use super::asked::{Asked, text};
use super::geometry::{Frame, Size, map};
use super::letters::{shortened, width};
use super::placing::{Block, Surface, Wanted};
use super::scale::{Place, Scale};
use tera::{Error, Kwargs, State, Value};

/// A score of 100, in millionths.
const FULL: i128 = 100_000_000;

/// So many bubbles say who they are when pointed at; all others are dots of one path per tier.
const MOST_BUBBLES: usize = 240;

/// How many of them are tried for a name, the most important first.
const NAMED: usize = 60;

/// Half the breadth of a line between quadrants with the air beside it, in hundredths.
const LINE: i128 = 150;

/// Bubbles at 0 and 100 stay within the frame, more or less.
const INSET: i128 = 14;

/// A dot's radius, and that of a bubble whose contribution is unknown.
const UNKNOWN: i128 = 400;

const WIDE: Frame = Frame { width: 800, height: 520, left: 34, right: 796, top: 22, bottom: 480 };
const NARROW: Frame = Frame { width: 360, height: 414, left: 30, right: 356, top: 24, bottom: 370 };

/// One customer on the map; places and radius in hundredths.
struct Bubble {
    row: Value,
    name: String,
    tier: Value,
    x: i128,
    y: i128,
    radius: i128,
    amount: Option<i128>,
    is_protected: bool,
}

/// Where the scores stand, and where they are cut.
struct Plot {
    across: Scale,
    up: Scale,
    value_cut: i128,
    risk_cut: i128,
}

/// Gives the geometry of the map. Rows without a score or without a risk are counted, not drawn.
///
/// Arguments: `rows`, the columns `label`, `value`, `risk`, `amount`, `tier` and, if given, `href`; the cuts
/// `value_cut` and `risk_cut`; `format` of the amount; `size`; `names`, the words of the four quadrants.
pub(super) fn asset_map(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let size = asked.size()?;
    let frame = size.pick(WIDE, NARROW);
    let plot = plot(&asked, &frame)?;
    let (mut bubbles, unplaced) = bubbles(&asked, &plot, size)?;
    bubbles.sort_by(|left, right| importance(right).cmp(&importance(left)).then_with(|| left.name.cmp(&right.name)));
    let (shown, dots) = bubbles.split_at(bubbles.len().min(MOST_BUBBLES));
    let corners = corners(&asked, &frame, &plot, size)?;
    let labels = labels(shown, room_for_names(shown, &frame, &plot, &corners), size);
    let mut drawn: Vec<&Bubble> = shown.iter().collect();
    drawn.sort_by_key(|bubble| std::cmp::Reverse(bubble.radius));
    let drawn = drawn.into_iter().map(|bubble| handed(&asked, bubble)).collect::<Result<Vec<_>, _>>()?;
    Ok(frame.handed([
        ("x_cut", plot.across.place(plot.value_cut).value()),
        ("y_cut", plot.up.place(plot.risk_cut).value()),
        ("protect_width", Place(frame.right * 100 - plot.across.place(plot.value_cut).0).value()),
        ("protect_height", Place(plot.up.place(plot.risk_cut).0 - frame.top * 100).value()),
        ("x_marks", score_marks(&plot.across)),
        ("y_marks", score_marks(&plot.up)),
        ("corners", Value::from(corners.into_iter().map(|(corner, _)| corner).collect::<Vec<_>>())),
        ("bubbles", Value::from(drawn)),
        ("dots", dots_by_tier(dots)),
        ("labels", labels),
        ("customers", Value::from(bubbles.len())),
        ("unplaced", Value::from(unplaced)),
    ]))
}

fn plot(asked: &Asked, frame: &Frame) -> Result<Plot, Error> {
    let scale = |start: i128, end: i128| {
        let inset = if start < end { INSET } else { -INSET };
        Scale { low: 0, high: FULL, start: Place::units(start + inset), end: Place::units(end - inset) }
    };
    let cut = |given: Option<i128>| given.unwrap_or(FULL / 2).clamp(0, FULL);
    Ok(Plot {
        across: scale(frame.left, frame.right),
        up: scale(frame.bottom, frame.top),
        value_cut: cut(asked.given("value_cut")?),
        risk_cut: cut(asked.given("risk_cut")?),
    })
}

fn bubbles(asked: &Asked, plot: &Plot, size: Size) -> Result<(Vec<Bubble>, usize), Error> {
    let rows = asked.rows()?;
    let mut largest = 1;
    for row in rows {
        largest = largest.max(asked.number(row, "amount")?.map_or(0, i128::abs));
    }
    let mut bubbles = Vec::with_capacity(rows.len());
    for row in rows {
        let (Some(value), Some(risk)) = (asked.number(row, "value")?, asked.number(row, "risk")?) else { continue };
        let (value, risk) = (value.clamp(0, FULL), risk.clamp(0, FULL));
        let amount = asked.number(row, "amount")?;
        bubbles.push(Bubble {
            row: row.clone(),
            name: asked.label(row)?,
            tier: asked.cell(row, "tier")?,
            x: plot.across.place(value).0,
            y: plot.up.place(risk).0,
            radius: amount.map_or(UNKNOWN, |amount| radius(amount.abs(), largest, size)),
            amount,
            is_protected: value >= plot.value_cut && risk >= plot.risk_cut,
        });
    }
    let unplaced = rows.len() - bubbles.len();
    Ok((bubbles, unplaced))
}

/// The area grows with the amount; nobody is too small to be seen.
fn radius(amount: i128, largest: i128, size: Size) -> i128 {
    let greatest: i128 = size.pick(2_600, 1_900);
    (greatest * greatest).saturating_mul(amount).checked_div(largest).unwrap_or(0).isqrt().clamp(250, greatest)
}

/// Valuable customers at risk first, then the largest.
fn importance(bubble: &Bubble) -> (bool, i128) {
    (bubble.is_protected && bubble.amount.is_some(), bubble.amount.map_or(-1, i128::abs))
}

fn score_marks(scale: &Scale) -> Value {
    let mark = |score: i128| map([("place", scale.place(score * 1_000_000).value()), ("score", Value::from(score))]);
    Value::from([0, 25, 50, 75, 100].map(mark).to_vec())
}

/// The words of the quadrants, each in its outer corner, with the room they take.
fn corners(asked: &Asked, frame: &Frame, plot: &Plot, size: Size) -> Result<Vec<(Value, Block)>, Error> {
    let names = asked.list("names")?;
    let x_cut = plot.across.place(plot.value_cut).0;
    let (left, right, top, bottom) = (frame.left * 100, frame.right * 100, frame.top * 100, frame.bottom * 100);
    let letters = size.letters();
    let corner = |(name, (is_left, is_top)): (&Value, (bool, bool))| {
        let room = (if is_left { x_cut - left } else { right - x_cut } - 1_600).max(0);
        let shown = shortened(&text(name), room, letters);
        let taken = width(&shown, letters) * 110 / 100;
        let x = if is_left { left + 800 } else { right - 800 };
        let y = if is_top { top + 1_700 } else { bottom - 900 };
        let start = if is_left { x } else { x - taken };
        let block = Block { left: start, right: start + taken, top: y - letters, bottom: y + letters * 30 / 100 };
        let anchor = if is_left { "start" } else { "end" };
        let entries =
            [("x", Place(x).value()), ("y", Place(y).value()), ("anchor", anchor.into()), ("name", shown.into())];
        (map(entries), block)
    };
    let places = [(true, true), (false, true), (true, false), (false, false)];
    Ok(names.iter().zip(places).map(corner).collect())
}

/// Where names may stand: clear of every bubble, of the words in the corners and of the lines between quadrants.
fn room_for_names(bubbles: &[Bubble], frame: &Frame, plot: &Plot, corners: &[(Value, Block)]) -> Surface {
    let bounds =
        Block { left: frame.left * 100, right: frame.right * 100, top: frame.top * 100, bottom: frame.bottom * 100 };
    let mut surface = Surface::new(bounds);
    corners.iter().for_each(|(_, block)| surface.keep(*block));
    let (x, y) = (plot.across.place(plot.value_cut).0, plot.up.place(plot.risk_cut).0);
    surface.keep(Block { left: x - LINE, right: x + LINE, ..bounds });
    surface.keep(Block { top: y - LINE, bottom: y + LINE, ..bounds });
    for bubble in bubbles {
        surface.keep_disc(bubble.x, bubble.y, bubble.radius * 9 / 10);
    }
    surface
}

fn labels(bubbles: &[Bubble], mut surface: Surface, size: Size) -> Value {
    let (letters, most, longest) = (size.letters(), size.pick(22, 9), size.pick(15_000, 10_000));
    let label = |bubble: &Bubble| {
        let name = shortened(&bubble.name, longest, letters);
        let wanted = Wanted { x: bubble.x, y: bubble.y, radius: bubble.radius, width: width(&name, letters), letters };
        let placed = surface.place(&wanted)?;
        let (x, y) = (Place(placed.x).value(), Place(placed.y).value());
        Some(map([("x", x), ("y", y), ("anchor", placed.anchor.written().into()), ("name", name.into())]))
    };
    Value::from(bubbles.iter().take(NAMED).filter_map(label).take(most).collect::<Vec<_>>())
}

fn handed(asked: &Asked, bubble: &Bubble) -> Result<Value, Error> {
    let kind = match bubble.amount {
        None => "unknown",
        Some(amount) if amount < 0 => "negative",
        Some(_) => "positive",
    };
    Ok(map([
        ("x", Place(bubble.x).value()),
        ("y", Place(bubble.y).value()),
        ("radius", Place(bubble.radius).value()),
        ("kind", Value::from(kind)),
        ("tier", bubble.tier.clone()),
        ("name", Value::from(bubble.name.as_str())),
        ("value", asked.cell(&bubble.row, "value")?),
        ("risk", asked.cell(&bubble.row, "risk")?),
        ("amount", Value::from(asked.written(&asked.cell(&bubble.row, "amount")?)?)),
        ("href", link(asked, &bubble.row)?),
    ]))
}

/// A customer's link: a path beside the page. Whatever could name a scheme is refused, since rows are data.
fn link(asked: &Asked, row: &Value) -> Result<Value, Error> {
    let link = asked.chosen(row, "href")?;
    match link.as_str().filter(|path| path.contains(':') || path.starts_with(['/', '\\'])) {
        None => Ok(link),
        Some(path) => Err(Error::message(format!("a link of the chart is `{path}`; it is a path beside the page"))),
    }
}

/// The many small ones: one path per tier, a dot per customer.
fn dots_by_tier(bubbles: &[Bubble]) -> Value {
    let mut paths: Vec<(Value, String)> = Vec::new();
    for bubble in bubbles {
        let dot = format!("M{} {}h0", Place(bubble.x).written(), Place(bubble.y).written());
        match paths.iter_mut().find(|(tier, _)| *tier == bubble.tier) {
            Some((_, path)) => path.push_str(&dot),
            None => paths.push((bubble.tier.clone(), dot)),
        }
    }
    paths.sort_by_key(|(tier, _)| text(tier));
    Value::from(paths.into_iter().map(|(tier, path)| map([("tier", tier), ("path", path.into())])).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_grows_with_the_amount() {
        assert_eq!(radius(100, 100, Size::Wide), 2_600);
        assert_eq!(radius(25, 100, Size::Wide), 1_300);
        assert_eq!(radius(0, 100, Size::Wide), 250);
    }
}
