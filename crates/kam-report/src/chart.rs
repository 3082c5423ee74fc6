//! Charts: where every line and bar goes, so that a template only has to draw.
//!
//! A chart's rows are handed in, its geometry handed back as a map. Positions are whole hundredths of an
//! SVG unit and printed with two places, so the bytes do not depend on any float. Colours, fonts and
//! words belong to styles and components.

mod cumulative;
mod scale;

use tera::{Kwargs, State, Tera};

/// Registers the geometry of every chart, one function each.
pub(crate) fn register(tera: &mut Tera) {
    tera.register_function("cumulative_curve", |arguments: Kwargs, _: &State| cumulative::cumulative_curve(&arguments));
}
