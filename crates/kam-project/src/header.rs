//! The TOML in the opening `/* kam … */` comment of a SQL file.

use std::ops::Range;

/// Where the header of a SQL file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// The text between `/* kam` and `*/`.
    Header(Range<usize>),
    /// The file does not open with `/* kam`.
    Missing,
    /// It opens so, but the comment never closes.
    Open(Range<usize>),
}

/// Finds the header of a SQL file.
pub(crate) fn find(sql: &str) -> Found {
    let start = sql.len() - sql.trim_start().len();
    let Some(inside) = sql[start..].strip_prefix("/*") else { return Found::Missing };
    let blanks = inside.len() - inside.trim_start().len();
    let opening = start + 2 + blanks + 3;
    let is_kam = inside.trim_start().strip_prefix("kam").is_some_and(|rest| rest.starts_with(char::is_whitespace));
    if !is_kam {
        return Found::Missing;
    }
    match sql[opening..].find("*/") {
        Some(length) => Found::Header(opening..opening + length),
        None => Found::Open(start..opening),
    }
}

/// The TOML of the header, blanks before it, so that a position in it is the position in the file.
pub(crate) fn toml(sql: &str, header: &Range<usize>) -> String {
    let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let mut toml: String = sql.as_bytes()[..header.start].iter().copied().map(blank).collect();
    toml.push_str(&sql[header.clone()]);
    toml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_in_the_toml_are_positions_in_the_file() {
        let sql = "\n/* kam\ngrain = [\"客\"]\n*/\nselect 1";
        let Found::Header(range) = find(sql) else { unreachable!("there is a header") };
        let toml = toml(sql, &range);
        assert_eq!(toml.find("grain"), sql.find("grain"));
        assert_eq!(toml.trim(), "grain = [\"客\"]");
    }

    #[test]
    fn other_comments_are_no_header() {
        assert_eq!(find("/* kamel */ select 1"), Found::Missing);
        assert_eq!(find("-- kam"), Found::Missing);
        assert_eq!(find("/* kam grain"), Found::Open(0..6));
    }
}
