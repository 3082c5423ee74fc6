//! Rows out, as RFC 4180 has them: commas, double quotes, one line end.

use crate::error::Error;
use std::io::{self, Write};

/// Whoever takes the rows of a table.
pub(crate) trait RowSink {
    /// Takes the names of the columns, each of them another one; before any row.
    fn header(&mut self, names: &[&str]) -> Result<(), Error>;
    /// Takes a row.
    fn row(&mut self, cells: &[&str]) -> Result<(), Error>;
}

/// Rows written as they come.
pub(super) struct Paper<'a> {
    pub(super) out: &'a mut dyn Write,
}

impl RowSink for Paper<'_> {
    fn header(&mut self, names: &[&str]) -> Result<(), Error> {
        self.row(names)
    }

    fn row(&mut self, cells: &[&str]) -> Result<(), Error> {
        write_row(self.out, cells).map_err(|source| Error::Unwritten { source })
    }
}

/// Writes one row.
fn write_row(out: &mut dyn Write, cells: &[&str]) -> io::Result<()> {
    let is_alone = cells.len() == 1;
    for (at, cell) in cells.iter().copied().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        // A row of one empty cell would be a blank line, which is no row.
        if memchr::memchr3(b',', b'"', b'\n', cell.as_bytes()).is_some()
            || cell.contains('\r')
            || is_alone && cell.is_empty()
        {
            out.write_all(b"\"")?;
            let mut rest = cell;
            while let Some((before, behind)) = rest.split_once('"') {
                out.write_all(before.as_bytes())?;
                out.write_all(b"\"\"")?;
                rest = behind;
            }
            out.write_all(rest.as_bytes())?;
            out.write_all(b"\"")?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

/// Names for every column: a blank one is called by its place, one that comes again is numbered.
pub(super) fn names(given: &[String], width: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(width);
    for at in 0..width.max(given.len()) {
        let given = given.get(at).map(|name| name.trim()).filter(|name| !name.is_empty());
        let name = given.map_or_else(|| format!("column_{}", at + 1), str::to_owned);
        let mut unique = name.clone();
        let mut number = 2;
        while names.contains(&unique) {
            unique = format!("{name}_{number}");
            number += 1;
        }
        names.push(unique);
    }
    names
}
