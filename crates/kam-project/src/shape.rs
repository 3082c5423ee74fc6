//! The declared columns of an extract or a given table, as written and checked.

use crate::columns::{ColumnType, TypeError};
use crate::extract::Column;
use crate::problem::Problem;
use crate::suggest;
use chrono::format::{Item, StrftimeItems};
use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;

/// `[columns]` as written: names with their places, so that the order of the file is known.
pub(crate) type ColumnsWritten<T> = BTreeMap<Spanned<String>, T>;

/// One column as written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "column")]
pub(crate) struct ColumnWritten {
    /// `text`, `bigint`, `boolean`, `date`, `timestamp` or `decimal(p,s)`.
    #[serde(rename = "type")]
    #[schemars(with = "String")]
    kind: Spanned<String>,
    /// Whether a row without a value is rejected.
    #[serde(default)]
    required: bool,
    /// A regular expression the whole text must match.
    #[schemars(with = "Option<String>")]
    pattern: Option<Spanned<String>>,
    /// The texts allowed.
    one_of: Option<Vec<String>>,
    /// strftime formats, tried in order; ISO 8601 if none is given.
    #[schemars(with = "Option<Vec<String>>")]
    formats: Option<Spanned<Vec<Spanned<String>>>>,
    /// The IANA time zone of a timestamp that carries no offset.
    #[schemars(with = "Option<String>")]
    zone: Option<Spanned<String>>,
    /// Texts that mean true.
    #[serde(rename = "true")]
    #[schemars(with = "Option<Vec<String>>")]
    truths: Option<Spanned<Vec<String>>>,
    /// Texts that mean false.
    #[serde(rename = "false")]
    #[schemars(with = "Option<Vec<String>>")]
    falsehoods: Option<Spanned<Vec<String>>>,
    /// Texts that mean NULL here, instead of those of the format.
    null: Option<Vec<String>>,
    /// The column's name in the table, if not that of the file.
    #[serde(rename = "as")]
    #[schemars(with = "Option<String>")]
    landed: Option<Spanned<String>>,
    /// The decimal mark, `.` if not given.
    #[schemars(with = "Option<String>")]
    decimal_mark: Option<Spanned<String>>,
    /// The mark between thousands.
    #[schemars(with = "Option<String>")]
    thousands_mark: Option<Spanned<String>>,
}

/// Checks all columns of a file and returns them in the order they were written.
pub(crate) fn columns(
    file: &Path,
    written: &ColumnsWritten<ColumnWritten>,
    problems: &mut Vec<Problem>,
) -> Vec<Column> {
    let mut ordered: Vec<_> = written.iter().collect();
    ordered.sort_by_key(|(name, _)| name.span().start);
    if ordered.is_empty() {
        problems.push(Problem::new(file, "no columns are declared").with_hint("add them under `[columns]`"));
    }
    let mut columns: Vec<Column> = Vec::new();
    for (name, written) in ordered {
        let mut checker = Checker { file, problems };
        let column = checker.column(name, written);
        let twin = columns.iter().find(|other| other.name.eq_ignore_ascii_case(&column.name));
        if let Some(twin) = twin {
            checker.twins(name, &column, twin);
        }
        columns.push(column);
    }
    columns
}

/// Reads a column type; what is not one is a problem.
pub(crate) fn column_type(file: &Path, written: &Spanned<String>, problems: &mut Vec<Problem>) -> Option<ColumnType> {
    match written.get_ref().parse() {
        Ok(kind) => Some(kind),
        Err(error) => {
            let hint = match &error {
                TypeError::Unknown { text, ours } => {
                    let near = suggest::nearest(text, ["text", "bigint", "boolean", "date", "timestamp"]);
                    ours.or(near).map(|ours| format!("write `{ours}`"))
                }
                TypeError::Digits { .. } | TypeError::Range { .. } => Some("write for example `decimal(18,4)`".into()),
            };
            let all = "the types are text, bigint, boolean, date, timestamp and decimal(p,s)".into();
            let problem = Problem::new(file, error.to_string()).at(written.span());
            problems.push(problem.with_hint_if(hint.or(Some(all))));
            None
        }
    }
}

/// Checks that a key is made of declared columns.
pub(crate) fn key(file: &Path, key: &[Spanned<String>], columns: &[Column], problems: &mut Vec<Problem>) {
    for name in key {
        if columns.iter().any(|column| column.name == *name.get_ref()) {
            continue;
        }
        let renamed = columns.iter().find(|column| column.source_name == *name.get_ref());
        let hint = match renamed {
            Some(column) => Some(format!("it lands as `{}`: name it so in the key", column.name)),
            None => suggest::hint(name.get_ref(), columns.iter().map(|column| column.name.as_str())),
        };
        let message = format!("the key column `{}` is not declared", name.get_ref());
        problems.push(Problem::new(file, message).at(name.span()).with_hint_if(hint));
    }
}

/// Checks a strftime format.
pub(crate) fn strftime(file: &Path, format: &Spanned<String>, problems: &mut Vec<Problem>) {
    if StrftimeItems::new(format.get_ref()).any(|item| item == Item::Error) {
        let message = format!("`{}` is not a strftime format", format.get_ref());
        let problem = Problem::new(file, message).at(format.span());
        problems
            .push(problem.with_hint("for example `%Y-%m-%d` or `%d/%m/%Y %H:%M:%S`; a percent sign itself is `%%`"));
    }
}

/// Compiles a regular expression; what does not compile is a problem.
pub(crate) fn regex(file: &Path, pattern: &Spanned<String>, problems: &mut Vec<Problem>) -> Option<Regex> {
    match Regex::new(pattern.get_ref()) {
        Ok(regex) => Some(regex),
        Err(error) => {
            let said = error.to_string();
            let reason = said.lines().last().unwrap_or_default().trim_start_matches("error: ").to_string();
            let message = format!("`{}` is not a regular expression", pattern.get_ref());
            let problem = Problem::new(file, message).at(pattern.span());
            problems.push(problem.with_detail(format!("The parser says: {reason}.")));
            None
        }
    }
}

struct Checker<'a> {
    file: &'a Path,
    problems: &'a mut Vec<Problem>,
}

impl Checker<'_> {
    fn column(&mut self, name: &Spanned<String>, written: &ColumnWritten) -> Column {
        let kind = column_type(self.file, &written.kind, self.problems);
        if let Some(kind) = kind {
            self.fitting(kind, written);
            self.zone(name, kind, written);
        }
        if let Some(pattern) = &written.pattern {
            regex(self.file, pattern, self.problems);
        }
        let landed = written.landed.as_ref().unwrap_or(name);
        self.landed(name, landed);
        Column {
            source_name: name.get_ref().clone(),
            name: landed.get_ref().clone(),
            kind: kind.unwrap_or(ColumnType::Text),
            required: written.required,
            pattern: written.pattern.as_ref().map(|pattern| pattern.get_ref().clone()),
            one_of: written.one_of.clone().unwrap_or_default(),
            formats: self.formats(written),
            zone: written.zone.as_ref().map(|zone| zone.get_ref().clone()),
            truths: texts(written.truths.as_ref(), &["true", "1"]),
            falsehoods: texts(written.falsehoods.as_ref(), &["false", "0"]),
            null: written.null.clone(),
            decimal_mark: self.mark(written.decimal_mark.as_ref()).unwrap_or('.'),
            thousands_mark: self.mark(written.thousands_mark.as_ref()),
        }
    }

    /// Refuses keys that say nothing about a column of this type.
    fn fitting(&mut self, kind: ColumnType, written: &ColumnWritten) {
        use ColumnType::{Bigint, Boolean, Date, Decimal, Timestamp};
        let moment = matches!(kind, Date | Timestamp);
        let number = matches!(kind, Bigint | Decimal(..));
        let misplaced = [
            ("formats", written.formats.as_ref().map(Spanned::span), moment),
            ("zone", written.zone.as_ref().map(Spanned::span), kind == Timestamp),
            ("true", written.truths.as_ref().map(Spanned::span), kind == Boolean),
            ("false", written.falsehoods.as_ref().map(Spanned::span), kind == Boolean),
            ("decimal_mark", written.decimal_mark.as_ref().map(Spanned::span), number),
            ("thousands_mark", written.thousands_mark.as_ref().map(Spanned::span), number),
        ];
        for (key, span, fits) in misplaced {
            if let (Some(span), false) = (span, fits) {
                let message = format!("`{key}` says nothing about a column of type `{kind}`");
                self.push(span, message, "remove it, or change the type");
            }
        }
    }

    fn zone(&mut self, name: &Spanned<String>, kind: ColumnType, written: &ColumnWritten) {
        let formats = written.formats.as_ref().map(|formats| formats.get_ref().as_slice()).unwrap_or_default();
        match &written.zone {
            Some(zone) if zone.get_ref().parse::<chrono_tz::Tz>().is_err() => {
                let message = format!("there is no time zone `{}`", zone.get_ref());
                self.push(zone.span(), message, "write an IANA name: `UTC`, `Europe/Berlin`, `Asia/Shanghai`");
            }
            None if kind == ColumnType::Timestamp && (formats.is_empty() || !formats.iter().all(carries_offset)) => {
                let message = format!("the timestamp `{}` has no time zone", name.get_ref());
                let problem = Problem::new(self.file, message).at(written.kind.span());
                let detail = "Its formats carry no offset, so the instant would be a guess.";
                let hint = "add for example `zone = \"UTC\"`, or `%z` to every format";
                self.problems.push(problem.with_detail(detail).with_hint(hint));
            }
            _ => {}
        }
    }

    fn formats(&mut self, written: &ColumnWritten) -> Vec<String> {
        let formats = written.formats.as_ref().map(|formats| formats.get_ref().as_slice()).unwrap_or_default();
        for format in formats {
            strftime(self.file, format, self.problems);
        }
        formats.iter().map(|format| format.get_ref().clone()).collect()
    }

    fn mark(&mut self, written: Option<&Spanned<String>>) -> Option<char> {
        let written = written?;
        let mut letters = written.get_ref().chars();
        match (letters.next(), letters.next()) {
            (Some(mark), None) if !mark.is_ascii_digit() => Some(mark),
            _ => {
                let message = format!("`{}` is not one mark", written.get_ref());
                self.push(written.span(), message, "write one character, for example `,`");
                None
            }
        }
    }

    fn landed(&mut self, name: &Spanned<String>, landed: &Spanned<String>) {
        let text = landed.get_ref();
        if text.starts_with('_') {
            let message = format!("the column name `{text}` is reserved");
            let problem = Problem::new(self.file, message).at(landed.span());
            let detail = "Names starting with `_` belong to kam: where a row came from, and when.";
            self.problems.push(problem.with_detail(detail).with_hint("give it another name with `as`"));
        } else if text.is_empty() || text.contains(REFUSED) {
            let message = format!("`{text}` cannot be the name of a column in a table");
            let problem = Problem::new(self.file, message).at(landed.span());
            let detail = "Delta tables refuse blanks, tabs, line ends and any of ,;{}()= in a column's name.";
            let hint = format!("add `as = \"{}\"`", snake(name.get_ref()));
            self.problems.push(problem.with_detail(detail).with_hint(hint));
        }
    }

    fn twins(&mut self, name: &Spanned<String>, column: &Column, twin: &Column) {
        let message = format!("two columns are called `{}`", column.name);
        let detail = if twin.name == column.name {
            format!("`{}` lands under this name, too.", twin.source_name)
        } else {
            format!("It differs from `{}` in nothing but case, which engines do not tell apart.", twin.name)
        };
        let problem = Problem::new(self.file, message).at(name.span()).with_detail(detail);
        self.problems.push(problem.with_hint("give one of them another name with `as`"));
    }

    fn push(&mut self, span: Range<usize>, message: String, hint: &str) {
        self.problems.push(Problem::new(self.file, message).at(span).with_hint(hint));
    }
}

/// What Delta refuses in the name of a column.
const REFUSED: [char; 11] = [' ', ',', ';', '{', '}', '(', ')', '\n', '\t', '\r', '='];

/// A name Delta accepts, made of one it does not.
fn snake(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("_").to_lowercase();
    if name.is_empty() { "column_1".into() } else { name }
}

fn carries_offset(format: &Spanned<String>) -> bool {
    ["%z", "%:z", "%::z", "%#z", "%+", "%s"].iter().any(|item| format.get_ref().contains(item))
}

fn texts(written: Option<&Spanned<Vec<String>>>, default: &[&str]) -> Vec<String> {
    match written {
        Some(texts) => texts.get_ref().clone(),
        None => default.iter().map(|text| (*text).into()).collect(),
    }
}
