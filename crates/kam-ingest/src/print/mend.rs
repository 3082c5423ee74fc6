//! Rows with a mark too few or too many, put right where only one way makes every cell look like its column.
//!
//! Nothing is done to a row that can be put right in two ways, or in none.

use crate::sniff::Profile;

/// A row put right, and how.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mended {
    pub(super) cells: Vec<String>,
    /// What was done, as the end of a sentence.
    pub(super) how: String,
}

/// The only row of the columns' width that these cells could have been.
pub(super) fn mended(cells: &[String], columns: &[Profile], delimiter: &str) -> Option<Mended> {
    let is_known = !columns.is_empty() && columns.iter().all(Profile::is_known);
    if !is_known {
        return None;
    }
    if cells.len() + 1 == columns.len() {
        return with_one_more(cells, columns);
    }
    if cells.len() == columns.len() + 1 {
        return without_empty(cells, columns).or_else(|| with_two_joined(cells, columns, delimiter));
    }
    None
}

/// The only way to join neighbours among pieces so that every column gets a cell that looks like it.
///
/// `pieces` are texts and whether they stood in quotes; quoted ones are whole.
pub(super) fn aligned(pieces: &[(String, bool)], columns: &[Profile], delimiter: &str) -> Option<Vec<String>> {
    let is_known = columns.len() > 2 && columns.iter().all(Profile::is_known);
    let has_room = pieces.len() >= columns.len() && pieces.len() <= columns.len() + 64;
    if !is_known || !has_room {
        return None;
    }
    // For each piece and column: in how many ways the rest can be laid out, two standing for more.
    let (width, count) = (columns.len(), pieces.len());
    let mut ways = vec![vec![0u8; width + 1]; count + 1];
    let mut steps = vec![vec![0usize; width + 1]; count + 1];
    set(&mut ways, count, width, 1);
    for (column, profile) in columns.iter().enumerate().rev() {
        for piece in (column..count).rev() {
            let longest = count - piece - (width - column - 1).min(count - piece);
            for taken in 1..=longest {
                let Some(cell) = cell(pieces, piece, taken, delimiter) else { break };
                let rest = get(&ways, piece + taken, column + 1);
                if rest > 0 && profile.fits(&cell) {
                    let all = get(&ways, piece, column).saturating_add(rest).min(2);
                    set(&mut ways, piece, column, all);
                    if let Some(step) = steps.get_mut(piece).and_then(|row| row.get_mut(column)) {
                        *step = taken;
                    }
                }
            }
        }
    }
    if get(&ways, 0, 0) != 1 {
        return None;
    }
    let (mut cells, mut piece) = (Vec::with_capacity(width), 0);
    for column in 0..width {
        let taken = steps.get(piece).and_then(|row| row.get(column)).copied()?;
        cells.push(cell(pieces, piece, taken, delimiter)?);
        piece += taken;
    }
    Some(cells)
}

fn get(ways: &[Vec<u8>], piece: usize, column: usize) -> u8 {
    ways.get(piece).and_then(|row| row.get(column)).copied().unwrap_or_default()
}

fn set(ways: &mut [Vec<u8>], piece: usize, column: usize, value: u8) {
    if let Some(slot) = ways.get_mut(piece).and_then(|row| row.get_mut(column)) {
        *slot = value;
    }
}

/// Pieces joined to one cell, if none of several is quoted.
fn cell(pieces: &[(String, bool)], at: usize, taken: usize, delimiter: &str) -> Option<String> {
    let pieces = pieces.get(at..at + taken)?;
    if pieces.len() > 1 && pieces.iter().any(|(_, quoted)| *quoted) {
        return None;
    }
    Some(pieces.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(delimiter))
}

/// A delimiter is missing: a cell is two, or an empty one is not there.
fn with_one_more(cells: &[String], columns: &[Profile]) -> Option<Mended> {
    let mut found: Vec<(Mended, bool)> = Vec::new();
    for at in 0..=cells.len() {
        let before = cells.get(..at).unwrap_or_default();
        if !fit(before, columns) {
            break;
        }
        let rest = cells.get(at..).unwrap_or_default();
        if columns.get(at).is_some_and(|column| column.fits("")) && fit(rest, columns.get(at + 1..).unwrap_or_default())
        {
            let whole = [before, &[String::new()], rest].concat();
            found.push((Mended { cells: whole, how: "a missing empty cell was put in".to_owned() }, true));
        }
        let Some((cell, rest)) = rest.split_first() else { continue };
        if let ([left, right, ..], true) =
            (columns.get(at..).unwrap_or_default(), fit(rest, columns.get(at + 2..).unwrap_or_default()))
        {
            for cut in cell.char_indices().map(|(cut, _)| cut).skip(1) {
                let (first, second) = cell.split_at(cut);
                if left.fits(first) && right.fits(second) {
                    let whole = [before, &[first.to_owned(), second.to_owned()], rest].concat();
                    let how = format!("`{first}` and `{second}` were taken apart");
                    found.push((Mended { cells: whole, how }, is_seam(first, second)));
                }
            }
        }
        if found.len() > 64 {
            return None;
        }
    }
    only(found)
}

/// Whether a cut does not go through a number or a word.
fn is_seam(first: &str, second: &str) -> bool {
    match (first.chars().next_back(), second.chars().next()) {
        (Some(_), Some('.' | ',' | ':' | ';' | '-' | '/' | ' '))
        | (Some('.' | ',' | ':' | '-' | '/' | '$' | '€'), _) => false,
        (Some(a), Some(b)) => !(a.is_numeric() && b.is_numeric() || a.is_alphabetic() && b.is_lowercase()),
        _ => true,
    }
}

/// A delimiter too many made an empty cell.
fn without_empty(cells: &[String], columns: &[Profile]) -> Option<Mended> {
    let empties = cells.iter().enumerate().filter(|(_, cell)| cell.is_empty());
    let without =
        empties.map(|(at, _)| [cells.get(..at).unwrap_or_default(), cells.get(at + 1..).unwrap_or_default()].concat());
    let fitting = without.filter(|cells| fit(cells, columns));
    only(fitting.map(|cells| (Mended { cells, how: "an empty cell too many was left out".to_owned() }, true)).collect())
}

/// A delimiter stands in a text without quotes.
fn with_two_joined(cells: &[String], columns: &[Profile], delimiter: &str) -> Option<Mended> {
    let mut found = Vec::new();
    for (at, pair) in cells.windows(2).enumerate() {
        let joined = pair.join(delimiter);
        let whole = [
            cells.get(..at).unwrap_or_default(),
            std::slice::from_ref(&joined),
            cells.get(at + 2..).unwrap_or_default(),
        ]
        .concat();
        if pair.iter().all(|cell| !cell.is_empty()) && fit(&whole, columns) {
            found.push((Mended { cells: whole, how: format!("`{joined}` was put together") }, true));
        }
    }
    only(found)
}

fn fit(cells: &[String], columns: &[Profile]) -> bool {
    cells.iter().zip(columns).all(|(cell, column)| column.fits(cell))
}

/// The only result there is, or the only one at a seam.
fn only(mut found: Vec<(Mended, bool)>) -> Option<Mended> {
    found.dedup_by(|(a, _), (b, _)| a.cells == b.cells);
    if found.len() > 1 {
        found.retain(|(_, is_seam)| *is_seam);
    }
    if found.len() == 1 { found.pop().map(|(mended, _)| mended) } else { None }
}
