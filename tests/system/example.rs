//! Worked examples as `tests/sql/*.slt` write them: rows in, questions, rows out.
//!
//! ```text
//! # What is shown, reckoned by hand.
//! quarters 2024Q1 2024Q4
//!
//! rows entity.accounts
//! source_system,source_key,account_name
//! erp,C1,One
//!
//! query marts.customer_asset_map has every customer
//! select customer_id, first_order_date from marts.customer_asset_map
//! ----
//! 1,NULL
//! ```

use kam_project::TableName;
use std::iter::Peekable;
use std::str::Lines;

/// One file: what is given, and what is asked.
#[derive(Debug, Default)]
pub(crate) struct Example {
    /// The first and the last quarter to build.
    pub(crate) quarters: Option<(String, String)>,
    /// Rows that take the place of tables, as CSV with a header.
    pub(crate) rows: Vec<(TableName, String)>,
    /// The questions, in order.
    pub(crate) questions: Vec<Question>,
}

/// One question with the rows it must get, in their order.
#[derive(Debug)]
pub(crate) struct Question {
    /// What it shows.
    pub(crate) title: String,
    /// The query.
    pub(crate) sql: String,
    /// The rows, as CSV without a header; `NULL` or nothing is NULL.
    pub(crate) expected: String,
}

/// Reads an example, or says which line cannot be read.
pub(crate) fn parse(text: &str) -> Result<Example, String> {
    let mut example = Example::default();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "" | "#" => {}
            "quarters" => example.quarters = rest.split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned())),
            "rows" => example.rows.push((table(rest)?, block(&mut lines))),
            "query" => example.questions.push(question(rest, &mut lines)?),
            _ => return Err(format!("`{line}` is no beginning of a block")),
        }
    }
    match example.questions.is_empty() {
        true => Err("it asks nothing".to_owned()),
        false => Ok(example),
    }
}

fn table(name: &str) -> Result<TableName, String> {
    name.parse().map_err(|error| format!("`rows {name}`: {error}"))
}

fn question(title: &str, lines: &mut Peekable<Lines<'_>>) -> Result<Question, String> {
    let text = block(lines);
    let (sql, expected) = text.split_once("----\n").ok_or_else(|| format!("`query {title}` has no line `----`"))?;
    Ok(Question { title: title.to_owned(), sql: sql.to_owned(), expected: expected.to_owned() })
}

/// The lines up to the next blank one.
fn block(lines: &mut Peekable<Lines<'_>>) -> String {
    let mut text = String::new();
    while let Some(line) = lines.next_if(|line| !line.is_empty()) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[test]
fn what_cannot_be_read_is_told() {
    for (text, told) in [
        ("", "it asks nothing"),
        ("qeury x\n", "`qeury x` is no beginning of a block"),
        ("query x\nselect 1\n\n1\n", "`query x` has no line `----`"),
    ] {
        assert_eq!(parse(text).unwrap_err(), told);
    }
}
