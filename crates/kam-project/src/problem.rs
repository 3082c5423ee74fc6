//! A problem found in a definition, with everything a person needs to mend it.

use std::fmt::Write;
use std::ops::Range;
use std::path::PathBuf;
use unicode_width::UnicodeWidthChar;

/// One thing wrong with a project's definitions.
///
/// The text has three parts after the PostgreSQL manual: `message` (lower case, no full stop, what is
/// wrong with which thing), `detail` (full sentences) and `hint` (what to type next).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as the user knows it: relative to the project's root, or `built-in:sql/marts/x.sql`.
    pub file: PathBuf,
    /// The byte range of the mistake in that file, if one place can be named.
    pub span: Option<Range<usize>>,
    /// What is wrong, in one line.
    pub message: String,
    /// More about it.
    pub detail: Option<String>,
    /// What to do.
    pub hint: Option<String>,
}

impl Problem {
    /// States what is wrong with a file.
    pub fn new(file: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self { file: file.into(), span: None, message: message.into(), detail: None, hint: None }
    }

    /// Names the place.
    #[must_use]
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    /// Adds more about it, in full sentences.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what to do, if anything can be said.
    #[must_use]
    pub fn with_hint_if(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    /// Writes the problem for a person: message, place, the line with a caret, detail and hint.
    ///
    /// `source` is the text of the file; without it the place is the file alone. Ends in a newline.
    pub fn render(&self, source: Option<&str>) -> String {
        let place = source.zip(self.span.as_ref()).map(|(text, span)| Place::of(text, span));
        let gutter = " ".repeat(place.as_ref().map_or(1, |place| place.line.to_string().len()));
        let mut out = format!("error: {}\n {gutter}--> {}", self.message, self.file.display());
        if let Some(place) = &place {
            place.write(&mut out, &gutter);
        }
        out.push('\n');
        for (label, text) in [("", &self.detail), ("hint: ", &self.hint)] {
            if let Some(text) = text {
                writeln!(out, " {gutter} = {label}{text}").ok();
            }
        }
        out
    }
}

/// Where a span starts, and how far it runs on its first line, in terminal cells.
struct Place<'a> {
    line: usize,
    column: usize,
    text: &'a str,
    before: &'a str,
    marked: &'a str,
}

impl<'a> Place<'a> {
    fn of(text: &'a str, span: &Range<usize>) -> Self {
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let rest = &text[line_start..];
        let line = rest.split('\n').next().unwrap_or(rest).trim_end_matches('\r');
        let before = &line[..(start - line_start).min(line.len())];
        let marked = &line[before.len()..(end - line_start).min(line.len()).max(before.len())];
        Self {
            line: text[..start].matches('\n').count() + 1,
            column: before.chars().count() + 1,
            text: line,
            before,
            marked,
        }
    }

    fn write(&self, out: &mut String, gutter: &str) {
        let Self { line, column, text, .. } = self;
        let pad: String = self.before.chars().map(blank).collect();
        let carets = "^".repeat(self.marked.chars().map(cells).sum::<usize>().max(1));
        write!(out, ":{line}:{column}\n {gutter} |\n {line} | {text}\n {gutter} | {pad}{carets}").ok();
    }
}

/// The nearest character boundary at or below a byte position.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

/// As many blanks as the character takes cells; a tab stays a tab, so that the caret lines up.
fn blank(character: char) -> String {
    if character == '\t' { "\t".into() } else { " ".repeat(cells(character)) }
}

fn cells(character: char) -> usize {
    character.width().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_wide_characters() {
        let problem = Problem::new("x.toml", "unknown key `客`").at(15..18).with_hint("remove it");
        let text = "a = 1\n大 = \"客户\" # 客\n";
        assert_eq!(&text[13..19], "客户");
        let expected = "\
error: unknown key `客`
  --> x.toml:2:6
   |
 2 | 大 = \"客户\" # 客
   |       ^^^^
   = hint: remove it
";
        assert_eq!(Problem { span: Some(13..19), ..problem }.render(Some(text)), expected);
    }

    #[test]
    fn a_span_past_the_end_still_renders() {
        let problem = Problem::new("x.toml", "broken").at(90..99);
        assert_eq!(problem.render(Some("a")), "error: broken\n  --> x.toml:1:2\n   |\n 1 | a\n   |  ^\n");
        assert_eq!(problem.render(None), "error: broken\n  --> x.toml\n");
    }
}
