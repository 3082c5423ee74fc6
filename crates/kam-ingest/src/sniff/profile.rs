//! What the cells of a column have in common, so that a row out of place is seen to be.

use super::kind::Kind;
use std::collections::BTreeSet;

/// The most shapes a column may have and still be told by them.
const SHAPES: usize = 12;

/// The fewest values a column is told by.
const VALUES: usize = 5;

/// What a column's values look like.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profile {
    values: usize,
    empties: usize,
    typed: usize,
    /// Digits, capitals and small letters in a row are one sign each; none once there were too many.
    shapes: Option<BTreeSet<String>>,
    /// How all of them begin.
    beginning: Option<String>,
    /// The kinds seen.
    kinds: BTreeSet<Kind>,
}

impl Profile {
    /// The profiles of as many columns as these rows have.
    pub(crate) fn of_columns<'a>(width: usize, rows: impl Iterator<Item = &'a [String]>) -> Vec<Self> {
        let mut columns = vec![Self { shapes: Some(BTreeSet::new()), ..Self::default() }; width];
        for row in rows {
            for (column, cell) in columns.iter_mut().zip(row) {
                column.take(cell);
            }
        }
        columns
    }

    fn take(&mut self, cell: &str) {
        let kind = Kind::of(cell);
        if kind == Kind::Empty {
            self.empties += 1;
            return;
        }
        self.values += 1;
        self.typed += usize::from(kind.is_typed());
        self.kinds.insert(kind);
        let beginning = self.beginning.get_or_insert_with(|| cell.to_owned());
        let common = beginning.chars().zip(cell.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        beginning.truncate(common);
        if let Some(shapes) = &mut self.shapes {
            shapes.insert(shape(cell));
            if shapes.len() > SHAPES {
                self.shapes = None;
            }
        }
    }

    /// Whether enough is known to tell.
    pub(crate) fn is_known(&self) -> bool {
        self.values + self.empties >= VALUES
    }

    /// Whether a cell could stand in this column.
    pub(crate) fn fits(&self, cell: &str) -> bool {
        let kind = Kind::of(cell);
        if !self.is_known() {
            return true;
        }
        if kind == Kind::Empty {
            return self.empties > 0;
        }
        if self.values == 0 {
            return false;
        }
        if self
            .beginning
            .as_ref()
            .is_some_and(|beginning| beginning.len() >= 4 && self.values >= VALUES && !cell.starts_with(beginning))
        {
            return false;
        }
        match &self.shapes {
            Some(shapes) if self.values >= VALUES => shapes.contains(&shape(cell)),
            _ => self.fits_text(cell, kind),
        }
    }

    /// Of texts without a shape only their kinds tell: numbers stand among numbers.
    fn fits_text(&self, cell: &str, kind: Kind) -> bool {
        let is_text = |kind: &Kind| !kind.is_typed();
        if kind.is_typed() || !self.kinds.iter().any(is_text) {
            return self.kinds.contains(&kind);
        }
        !cell.starts_with([' ', ',', ';']) && !cell.ends_with(' ')
    }

    /// Whether its values are of kinds that no header cell is: four of five at least.
    pub(crate) fn is_typed(&self) -> bool {
        self.values > 0 && self.typed * 5 >= self.values * 4
    }

    /// Whether a value of this kind was seen.
    pub(crate) fn holds(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    /// Whether all of its values hold digits in one of few shapes, as codes do.
    pub(crate) fn is_coded(&self) -> bool {
        let shapes = self.shapes.as_ref().filter(|_| self.values >= 3);
        shapes.is_some_and(|shapes| !shapes.is_empty() && shapes.iter().all(|shape| shape.contains('9')))
    }

    /// Whether every row has a value here.
    pub(crate) fn never_empty(&self) -> bool {
        self.values > 0 && self.empties == 0
    }

    /// Whether it holds nothing but four digits.
    pub(crate) fn is_of_years(&self) -> bool {
        self.shapes.as_ref().is_some_and(|shapes| shapes.len() == 1 && shapes.contains("9999"))
    }
}

/// A text's shape: `MG-8769` is `AA-9999`, words are cut short.
pub(crate) fn shape(cell: &str) -> String {
    let mut shape = String::new();
    let mut run = 0;
    for letter in cell.chars() {
        let sign = match letter {
            _ if letter.is_numeric() => '9',
            _ if letter.is_uppercase() => 'A',
            _ if letter.is_alphabetic() => 'a',
            other => other,
        };
        run = if shape.ends_with(sign) { run + 1 } else { 1 };
        if run <= 4 && shape.len() < 48 {
            shape.push(sign);
        }
    }
    shape
}
