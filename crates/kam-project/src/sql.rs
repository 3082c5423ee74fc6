//! SQL files parsed, with places as byte ranges of the file.

use crate::overlay::File;
use crate::problem::Problem;
use sqlparser::ast::{Expr, OrderByKind, Statement, Visit, Visitor};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Location, Span, Token, Tokenizer};
use std::ops::{ControlFlow, Range};

/// A SQL file with one statement.
pub(crate) struct Parsed<'a> {
    pub(crate) file: &'a File,
    pub(crate) statement: Statement,
}

/// The most bytes a SQL file may have: beyond any model a person reads.
const LONGEST: usize = 32_768;

/// How deep an expression may nest: beyond it, walking one could exhaust the stack.
const DEEPEST: usize = 400;

/// Parses a SQL file; anything but one statement is a problem.
pub(crate) fn parse<'a>(file: &'a File, problems: &mut Vec<Problem>) -> Option<Parsed<'a>> {
    if file.text.len() > LONGEST {
        let detail = format!("It has {} bytes; a model has at most {LONGEST}.", file.text.len());
        let problem = Problem::new(&file.shown, "this file is too long for one model").with_detail(detail);
        problems.push(problem.with_hint("split it into models that read each other"));
        return None;
    }
    let mut statements = match Parser::parse_sql(&GenericDialect {}, &file.text) {
        Ok(statements) => statements,
        Err(error) => {
            problems.push(unparsed(file, &error.to_string()));
            return None;
        }
    };
    match (statements.pop(), statements.is_empty()) {
        (Some(statement), true) if Depth::of(&statement) > DEEPEST => {
            let problem = Problem::new(&file.shown, "an expression in this file nests too deep");
            let detail = format!("It nests deeper than {DEEPEST} operators or brackets.");
            problems.push(problem.with_detail(detail).with_hint("split it over several CTEs"));
            None
        }
        (Some(statement), true) => Some(Parsed { file, statement }),
        (Some(_), false) => {
            let mut problem = Problem::new(&file.shown, "the file holds more than one statement");
            problem.span = statement(&file.text, 1);
            let detail = "A file is one table, so it is one `select`.";
            problems.push(problem.with_detail(detail).with_hint("give each statement a file of its own"));
            None
        }
        (None, _) => {
            let problem = Problem::new(&file.shown, "the file holds no statement");
            problems.push(problem.with_hint("write a `select` below the header"));
            None
        }
    }
}

/// The column the outermost `order by` begins with, if it rises by a plain column.
pub(crate) fn ordered_by(statement: &Statement) -> Option<String> {
    let Statement::Query(query) = statement else { return None };
    let OrderByKind::Expressions(keys) = &query.order_by.as_ref()?.kind else { return None };
    let first = keys.first().filter(|first| first.options.asc != Some(false))?;
    match &first.expr {
        Expr::Identifier(name) => Some(name.value.clone()),
        Expr::CompoundIdentifier(parts) => parts.last().map(|name| name.value.clone()),
        _ => None,
    }
}

impl Parsed<'_> {
    /// Where the statement stands.
    pub(crate) fn place(&self) -> Option<Range<usize>> {
        statement(&self.file.text, 0)
    }

    /// The byte range of what the parser calls a span; none if it knows no place.
    pub(crate) fn range(&self, span: Span) -> Option<Range<usize>> {
        let start = byte(&self.file.text, span.start)?;
        let end = byte(&self.file.text, span.end)?;
        Some(start..end.max(start))
    }

    /// States a problem at a span.
    pub(crate) fn problem(&self, span: Option<Range<usize>>, message: impl Into<String>) -> Problem {
        let problem = Problem::new(&self.file.shown, message);
        match span {
            Some(span) => problem.at(span),
            None => problem,
        }
    }
}

/// Measures how deep expressions nest.
#[derive(Default)]
struct Depth {
    now: usize,
    most: usize,
}

impl Depth {
    fn of(statement: &Statement) -> usize {
        let mut depth = Self::default();
        let _ = statement.visit(&mut depth);
        depth.most
    }
}

impl Visitor for Depth {
    type Break = ();

    fn pre_visit_expr(&mut self, _: &Expr) -> ControlFlow<()> {
        self.now += 1;
        self.most = self.most.max(self.now);
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, _: &Expr) -> ControlFlow<()> {
        self.now -= 1;
        ControlFlow::Continue(())
    }
}

/// Where a statement of a file stands, the first being 0, without comments around it.
fn statement(text: &str, index: usize) -> Option<Range<usize>> {
    let tokens = Tokenizer::new(&GenericDialect {}, text).tokenize_with_location().ok()?;
    let statements = tokens.split(|token| token.token == Token::SemiColon);
    let words =
        |token: &&sqlparser::tokenizer::TokenWithSpan| !matches!(token.token, Token::Whitespace(_) | Token::EOF);
    let mut written = statements.map(|tokens| tokens.iter().filter(words)).filter_map(|mut words| {
        let first = words.next()?;
        Some((first.span.start, words.next_back().unwrap_or(first).span.end))
    });
    let (start, end) = written.nth(index)?;
    Some(byte(text, start)?..byte(text, end)?)
}

/// The byte position of a line and column, both counted from 1 in characters.
fn byte(text: &str, location: Location) -> Option<usize> {
    let line = usize::try_from(location.line.checked_sub(1)?).ok()?;
    let column = usize::try_from(location.column.checked_sub(1)?).ok()?;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..)?;
    Some(start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at))
}

/// States what the parser said, at the place it named.
fn unparsed(file: &File, said: &str) -> Problem {
    let said = said.trim_start_matches("sql parser error: ");
    let (what, place) = said.rsplit_once(" at Line: ").unwrap_or((said, ""));
    let mut numbers = place.split(", Column: ").map_while(|number| number.trim().parse::<u64>().ok());
    let start = match (numbers.next(), numbers.next()) {
        (Some(line), Some(column)) => byte(&file.text, Location { line, column }),
        _ => None,
    };
    let problem = Problem::new(&file.shown, "this is not SQL").with_detail(sentence(what));
    let end = file.text.trim_end();
    let start = start.unwrap_or(end.len()).min(file.text.floor_char_boundary(end.len().saturating_sub(1)));
    problem.at(start..start + word(&file.text[start..]))
}

/// `Expected: an expression, found: from` as a sentence.
fn sentence(said: &str) -> String {
    let said = &said.replace("end of statement", "the end of the statement");
    match said.strip_prefix("Expected: ").and_then(|rest| rest.rsplit_once(", found: ")) {
        Some((wanted, "EOF")) => format!("The file ends where {} was expected.", symbol(wanted)),
        Some((wanted, found)) => format!("Expected {}, found `{found}`.", symbol(wanted)),
        None => format!("{}.", said.trim_end_matches('.')),
    }
}

/// A symbol or keyword in backticks; a phrase stays as it is.
fn symbol(wanted: &str) -> String {
    if wanted.contains(' ') { wanted.into() } else { format!("`{wanted}`") }
}

/// How long the word at the beginning of a text is, at least one character.
fn word(text: &str) -> usize {
    let letters = text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_');
    let length: usize = letters.map(char::len_utf8).sum();
    length.max(text.chars().next().map_or(0, char::len_utf8))
}
