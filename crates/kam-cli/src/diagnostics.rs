//! Mistakes as text: what was attempted on which thing, more about it, and what to do.

use anstream::stderr;
use kam_project::{Loaded, Problem};
use serde::Serialize;
use std::io::Write;

/// An error in the three parts people get to see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Said {
    /// What failed, on which thing: lower case, no full stop.
    #[serde(rename = "message")]
    pub(crate) primary: String,
    /// More about it, in full sentences.
    pub(crate) detail: Option<String>,
    /// What to do.
    pub(crate) hint: Option<String>,
}

impl Said {
    /// The text, ending in a newline.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("error: {}\n", self.primary);
        for (label, part) in [("", &self.detail), ("hint: ", &self.hint)] {
            if let Some(part) = part {
                let part = part.trim_end().replace('\n', "\n    ");
                text.push_str(&format!("  = {label}{part}\n"));
            }
        }
        text
    }

    /// Writes the text to standard error, whatever has become of the console.
    pub(crate) fn print(&self) {
        stderr().write_all(paint(&self.text()).as_bytes()).ok();
    }
}

/// Marks the word `error:` for a terminal; what is no terminal, or does not want it, gets it without.
pub(crate) fn paint(text: &str) -> String {
    match text.strip_prefix("error:") {
        Some(rest) => format!("\u{1b}[1;31merror:\u{1b}[0m{rest}"),
        None => text.to_owned(),
    }
}

/// A mistake in a definition as one JSON object.
#[derive(Debug, Serialize)]
pub(crate) struct ProblemLine<'a> {
    event: &'static str,
    file: String,
    /// From 1, if the place is known.
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    detail: Option<&'a str>,
    hint: Option<&'a str>,
}

impl<'a> ProblemLine<'a> {
    /// Finds the place of a problem in its file.
    pub(crate) fn new(problem: &'a Problem, loaded: &Loaded) -> Self {
        let place = loaded.sources.get(&problem.file).zip(problem.span.as_ref());
        let before = place.map(|(text, span)| &text[..text.floor_char_boundary(span.start.min(text.len()))]);
        Self {
            event: "problem",
            file: problem.file.display().to_string(),
            line: before.map(|before| before.matches('\n').count() + 1),
            column: before.map(|before| before.rsplit('\n').next().unwrap_or("").chars().count() + 1),
            message: &problem.message,
            detail: problem.detail.as_deref(),
            hint: problem.hint.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn an_error_has_three_parts() {
        let detail = Some("one\ntwo\n".into());
        let said = Said { primary: "could not read `x`".into(), detail, hint: Some("look".into()) };
        assert_eq!(said.text(), "error: could not read `x`\n  = one\n    two\n  = hint: look\n");
    }

    #[test]
    fn a_problem_is_placed_by_line_and_column() {
        let problem = Problem::new("x.toml", "wrong").at(8..9);
        let sources = [(PathBuf::from("x.toml"), "a = 1\n客 = 2".to_owned())].into();
        let loaded = Loaded { sources, ..Loaded::default() };
        let line = ProblemLine::new(&problem, &loaded);
        assert_eq!((line.line, line.column), (Some(2), Some(1)));
    }
}
