//! Charts: where every line and bar goes, so that a template only has to draw.
//!
//! A chart's rows are handed in, its geometry handed back as a map. Positions are whole hundredths of an
//! SVG unit and printed with two places, so the bytes do not depend on any float. Colours, fonts and
//! words belong to styles and components.
//!
//! | component in `components/charts/` | draws | gets |
//! |---|---|---|
//! | `<asset_map id title rows />` | value by risk, contribution as area, tier as colour | `label`, `value`, `risk`, `amount`, `tier`, `href` |
//! | `<sparkline values label />`, `<tiny_columns values label />` | a series within a line of text | numbers and NULLs, or rows and `value` |
//! | `<trend id title rows value />` | a line over quarters, a second one, a reference | `label`, `other`, `reference` |
//! | `<columns id title rows value />` | amounts per quarter | `label` |
//! | `<bars caption rows label value />` | a table with a bar in each row | `about`, `reason`, `total` |
//! | `<waterfall caption rows />` | from an amount to another by steps | `label`, `value`, `kind` |
//! | `<stack caption rows label parts names />` | bars cut into parts | `total`, `ramp`, `share` |
//! | `<curve rows size />`, `<whale_curve id title rows />` | what ranked customers add up to | `cumulative`, `ratio` |
//! | `<funnel caption rows />` | stages of selling | `label`, `count`, `amount`, `conversion` |
//! | `<timeline id title rows as_of />` | spans on an axis of quarters | `label`, `start`, `end`, `kind` |
//! | `<matrix caption rows levels across_name up_name />` | counts by two scales | `across`, `up`, `count`, `label` |
//! | `<figure_of heading rows columns>` | a sentence, a chart, and the data as a table | `name`, `heading`, `format` |
//!
//! What the last column names are column names given as texts, each with a usual one. `id` is unique on the page.
//! Each component's file says more.

mod asked;
mod asset_map;
mod bars;
mod columns;
mod cumulative;
mod data_cells;
mod funnel;
mod geometry;
mod letters;
mod matrix;
mod placing;
mod quarter_marks;
mod ranked_line;
mod runs;
mod scale;
mod sparkline;
mod stack;
mod timeline;
mod trend;
mod waterfall;
mod whale_curve;

use tera::{Error, Kwargs, State, Tera, Value};

/// Registers the geometry of every chart, one function each.
pub(crate) fn register(tera: &mut Tera) {
    tera.register_function("cumulative_curve", |arguments: Kwargs, _: &State| cumulative::cumulative_curve(&arguments));
    register_chart(tera, "asset_map", asset_map::asset_map);
    register_chart(tera, "bars", bars::bars);
    register_chart(tera, "columns", columns::columns);
    register_chart(tera, "data_cells", data_cells::data_cells);
    register_chart(tera, "funnel", funnel::funnel);
    register_chart(tera, "matrix", matrix::matrix);
    register_chart(tera, "sparkline", sparkline::sparkline);
    register_chart(tera, "stack", stack::stack);
    register_chart(tera, "timeline", timeline::timeline);
    register_chart(tera, "trend", trend::trend);
    register_chart(tera, "waterfall", waterfall::waterfall);
    register_chart(tera, "whale_curve", whale_curve::whale_curve);
}

fn register_chart(tera: &mut Tera, name: &'static str, draw: fn(&Kwargs, &State) -> Result<Value, Error>) {
    tera.register_function(name, move |arguments: Kwargs, state: &State| draw(&arguments, state));
}
