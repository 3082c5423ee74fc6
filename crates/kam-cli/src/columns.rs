//! Words in columns, as wide as they need to be.

use unicode_width::UnicodeWidthStr;

/// Lines of words; all but the last of a line are padded to the widest of their column.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    rows: Vec<Vec<String>>,
}

impl Columns {
    /// Adds a line.
    pub(crate) fn row<const N: usize>(&mut self, words: [&str; N]) {
        self.rows.push(words.map(str::to_owned).into());
    }

    /// The lines, each ending in a newline.
    pub(crate) fn text(&self) -> String {
        let widths = self.widths();
        self.rows.iter().map(|row| line(row, &widths)).collect()
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(|word| word.width()).max();
        (0..columns).map(|column| widest(column).unwrap_or(0)).collect()
    }
}

fn line(row: &[String], widths: &[usize]) -> String {
    let padded = |(word, width): (&String, &usize)| format!("{word}{}", " ".repeat(width.saturating_sub(word.width())));
    let words: Vec<String> = row.iter().zip(widths).map(padded).collect();
    format!("{}\n", words.join("  ").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_cells() {
        let mut columns = Columns::default();
        columns.row(["客户", "a", "x"]);
        columns.row(["abc", "bcd", ""]);
        assert_eq!(columns.text(), "客户  a    x\nabc   bcd\n");
    }
}
