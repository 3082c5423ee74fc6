//! Where the table of a file stands: what is before it, which rows name its columns.

use super::kind::Kind;
use super::profile::Profile;
use super::sample::SampleRow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

/// The most rows that are taken for a header.
const HEADER_ROWS: usize = 4;

/// What is said of the table's place; the rest is found.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct DeclaredLayout {
    pub(crate) preamble_lines: Option<u64>,
    pub(crate) header_lines: Option<usize>,
}

/// A table's place, and what its columns look like.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    /// How many lines stand before it.
    pub(crate) preamble_lines: u64,
    /// How many rows name its columns.
    pub(crate) header_rows: usize,
    /// The names, of several rows joined by a space; empty without a header.
    pub(crate) names: Vec<String>,
    /// What the columns below look like.
    pub(crate) columns: Vec<Profile>,
}

/// Finds the table in a sample.
pub(crate) fn layout(rows: &[SampleRow], declared: DeclaredLayout) -> Layout {
    let width = commonest_width(rows);
    let start = match declared.preamble_lines {
        Some(lines) => rows.iter().position(|row| row.line > lines).unwrap_or(rows.len()),
        None => start(rows, width),
    };
    let table = rows.get(start..).unwrap_or_default();
    let header_rows = declared.header_lines.unwrap_or_else(|| header_rows(table, width)).min(table.len());
    let names = joined(table.get(..header_rows).unwrap_or_default());
    let body = table.iter().skip(header_rows).filter(|row| row.cells.len() == width);
    Layout {
        preamble_lines: declared.preamble_lines.unwrap_or_else(|| table.first().map_or(0, |row| row.line - 1)),
        header_rows,
        columns: Profile::of_columns(width, body.map(|row| row.cells.as_slice())),
        names,
    }
}

/// Header cells below each other, joined by a space.
pub(crate) fn joined(rows: &[SampleRow]) -> Vec<String> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let name = |column: usize| {
        let parts = rows.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.trim().is_empty());
        parts.map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    match rows {
        // What stands alone is left as it is, blanks and all.
        [row] => row.cells.clone(),
        _ => (0..width).map(name).collect(),
    }
}

/// The width most rows have; of one cell only where no row has more.
fn commonest_width(rows: &[SampleRow]) -> usize {
    let mut widths = BTreeMap::<usize, usize>::new();
    for row in rows {
        *widths.entry(row.cells.len()).or_default() += 1;
    }
    // Of two tables of one length the first is meant; of a row or two the wider.
    let first = |width: usize| rows.iter().position(|row| row.cells.len() == width);
    let several = widths.iter().filter(|(width, _)| **width > 1);
    let commonest = several.max_by_key(|(width, rows)| {
        let earlier = if **rows > 2 { Reverse(first(**width)) } else { Reverse(None) };
        (**rows, earlier, **width)
    });
    commonest.or_else(|| widths.iter().next_back()).map_or(0, |(width, _)| *width)
}

fn filled(row: &SampleRow) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// The first row of the table: wide and full enough to be one of its rows.
fn start(rows: &[SampleRow], width: usize) -> usize {
    // Padded lines around a table hold one cell, if any.
    let several = |row: &&SampleRow| row.cells.len() == width && (width < 3 || filled(row) > 1);
    let mut fullness: Vec<usize> = rows.iter().filter(several).map(filled).collect();
    fullness.sort_unstable();
    let usual = fullness.get(fullness.len() / 2).copied().unwrap_or_default();
    let enough = if width < 3 { 1 } else { usual.div_ceil(2).max(2) };
    let is_row = |at: usize, row: &SampleRow| {
        let full = filled(row) >= enough.min(usual.max(1));
        let next = rows
            .get(at + 1)
            .is_some_and(|next| next.cells.len() == width && next.cells.iter().any(|cell| Kind::of(cell).is_typed()));
        let is_named = row.cells.len() > 1 && next && row.cells.iter().all(|cell| !Kind::of(cell).is_typed());
        full && (row.cells.len() == width || is_named)
    };
    rows.iter().enumerate().find(|(at, row)| is_row(*at, row)).map_or(0, |(at, _)| at)
}

/// How many rows at the top name columns instead of holding values.
fn header_rows(table: &[SampleRow], width: usize) -> usize {
    let Some(first) = table.first() else { return 0 };
    // Rows that may be a header say nothing about the columns, if there are others.
    let wide: Vec<&SampleRow> = table.iter().filter(|row| row.cells.len() == width).collect();
    let skipped = if wide.len() >= HEADER_ROWS + 3 { HEADER_ROWS } else { wide.len().div_ceil(2).max(1) };
    let below = wide.iter().skip(skipped);
    let columns = Profile::of_columns(width, below.map(|row| row.cells.as_slice()));
    if !is_header(first, &columns, table.get(1..).unwrap_or_default()) {
        return 0;
    }
    let others = table.iter().skip(1).take(HEADER_ROWS - 1);
    1 + others.take_while(|row| row.cells.len() == width && is_more_header(row, &columns)).count()
}

/// Whether a row names columns that look like this.
fn is_header(row: &SampleRow, columns: &[Profile], below: &[SampleRow]) -> bool {
    if row.cells.iter().all(|cell| cell.trim().is_empty()) {
        return false;
    }
    let (against, for_data) = told(row, columns);
    if is_of_years(row, columns) {
        return true;
    }
    if against > 0 || for_data > 0 {
        return against > for_data;
    }
    let kinds = || row.cells.iter().map(|cell| Kind::of(cell));
    if kinds().any(Kind::is_typed) {
        return false;
    }
    // Words over words: a header, unless half of its cells stand there twice, or one again in its own column.
    let named = || row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let is_distinct = named().collect::<HashSet<_>>().len() * 2 > named().count();
    let again = |(at, cell): (usize, &String)| {
        !cell.trim().is_empty() && below.iter().take(200).any(|row| row.cells.get(at) == Some(cell))
    };
    is_distinct && !row.cells.iter().enumerate().any(again)
}

/// Of the columns with a clear look: in how many a row's cell does not look so, and in how many it does.
fn told(row: &SampleRow, columns: &[Profile]) -> (usize, usize) {
    let (mut against, mut for_data) = (0, 0);
    for (cell, column) in row.cells.iter().zip(columns) {
        let kind = Kind::of(cell);
        if kind == Kind::Empty {
            continue;
        }
        if column.is_typed() {
            // A number above truths is a name, as a word is.
            if column.holds(kind) && kind.is_typed() { for_data += 1 } else { against += 1 }
        } else if column.is_coded() {
            if !cell.contains(|c: char| c.is_ascii_digit()) {
                against += 1
            } else if column.fits(cell) {
                for_data += 1
            }
        }
    }
    (against, for_data)
}

/// Whether a row names years above values that are none: `Country, 2010, 2011, 2012`.
fn is_of_years(row: &SampleRow, columns: &[Profile]) -> bool {
    let year = |cell: &String| cell.trim().parse::<u16>().ok().filter(|year| (1800..=2200).contains(year));
    let years: Vec<(usize, u16)> =
        row.cells.iter().enumerate().filter_map(|(at, cell)| Some((at, year(cell)?))).collect();
    let steps: HashSet<i32> =
        years.iter().zip(years.iter().skip(1)).map(|((_, a), (_, b))| i32::from(*b) - i32::from(*a)).collect();
    let others = row.cells.iter().filter(|cell| year(cell).is_none() && Kind::of(cell).is_typed()).count();
    let is_data = years.iter().any(|(at, _)| columns.get(*at).is_none_or(Profile::is_of_years));
    years.len() >= 2 && steps.len() == 1 && !steps.contains(&0) && others == 0 && !is_data
}

/// Whether a row below a header still names columns: words above every column of values.
fn is_more_header(row: &SampleRow, columns: &[Profile]) -> bool {
    let (against, for_data) = told(row, columns);
    let typed = columns.iter().filter(|column| column.is_typed()).count();
    for_data == 0 && against >= 2 && against * 2 >= typed
}
