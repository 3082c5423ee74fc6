//! How a drawing crosses into a template: maps of places and texts, and the two sizes a drawing has.

use super::letters::widest;
use super::scale::{Axis, Place, Scale};
use tera::{Map, Value};

/// A phone gets a drawing of its own, not a shrunken one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// For a page.
    Wide,
    /// For a phone.
    Narrow,
}

impl Size {
    /// The one of two values that belongs to the size.
    pub(super) fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }

    /// The height of letters in hundredths, as styles/chart.css sets them.
    pub(super) fn letters(self) -> i128 {
        self.pick(1_100, 1_200)
    }
}

/// A drawing's size and the plot inside it, in whole units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) width: i128,
    pub(super) height: i128,
    pub(super) left: i128,
    pub(super) right: i128,
    pub(super) top: i128,
    pub(super) bottom: i128,
}

impl Frame {
    /// The frame with so much room at the left as the widest of the texts beside its marks takes.
    pub(super) fn beside(self, written: &[String], letters: i128) -> Self {
        let room = widest(written.iter().map(String::as_str), letters) / 100 + 10;
        Self { left: room.clamp(10, self.width / 3), ..self }
    }

    /// The frame's places as every drawing hands them on, with what else the drawing has.
    pub(super) fn handed<const N: usize>(&self, others: [(&'static str, Value); N]) -> Value {
        let places = [
            ("left", self.left),
            ("right", self.right),
            ("top", self.top),
            ("bottom", self.bottom),
            ("plot_width", self.right - self.left),
            ("plot_height", self.bottom - self.top),
        ];
        let mut map = Map::new();
        map.insert("width".into(), Value::from(self.width));
        map.insert("height".into(), Value::from(self.height));
        for (name, place) in places {
            map.insert(name.into(), Place::units(place).value());
        }
        for (name, value) in others {
            map.insert(name.into(), value);
        }
        Value::from(map)
    }
}

/// Marks of an axis as a template draws them.
pub(super) fn marks(axis: &Axis, written: Vec<String>, up: &Scale) -> Value {
    let mark = |(&mark, text): (&i128, String)| map([("y", up.place(mark).value()), ("written", Value::from(text))]);
    Value::from(axis.marks.iter().zip(written).map(mark).collect::<Vec<_>>())
}

/// A map a template reads by name.
pub(super) fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    let mut map = Map::new();
    for (name, value) in entries {
        map.insert(name.into(), value);
    }
    Value::from(map)
}

/// A count as geometry reckons.
pub(super) fn whole(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}

/// A line through places, as `points` of SVG writes it.
pub(super) fn written_points(points: &[(Place, Place)]) -> String {
    let written: Vec<String> = points.iter().map(|(x, y)| format!("{} {}", x.written(), y.written())).collect();
    written.join(" ")
}
