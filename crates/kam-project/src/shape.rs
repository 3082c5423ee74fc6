//! The declared columns of an extract or a given table, as written and checked.

mod moment;
mod number;

use crate::columns::{ColumnType, TypeError};
use crate::extract::Column;
use crate::problem::Problem;
use crate::spelling::Spelling;
use crate::suggest;
pub(crate) use moment::strftime;
use number::UnitsWritten;
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
    /// How dates and times are written, tried in order: strftime formats, or `excel_1900`, `excel_1904`,
    /// `epoch_seconds`, `epoch_milliseconds`, `epoch_microseconds` and `inverted`; ISO 8601 if none is given.
    #[schemars(with = "Option<Vec<String>>")]
    formats: Option<Spanned<Vec<Spanned<String>>>>,
    /// The IANA time zone of a timestamp that carries no offset.
    #[schemars(with = "Option<String>")]
    zone: Option<Spanned<String>>,
    /// The first of the hundred years that `%y` can mean: with 1950, `50` is 1950 and `49` is 2049. 1970 if not given.
    #[schemars(with = "Option<i64>")]
    first_year: Option<Spanned<i64>>,
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
    /// The mark between thousands. A blank stands for no-break and thin ones too, `'` for `’`.
    #[schemars(with = "Option<String>")]
    thousands_mark: Option<Spanned<String>>,
    /// The sizes of the groups between thousands marks, from the right: `[3]` if not given, `[3, 2]` in India.
    #[schemars(with = "Option<Vec<u8>>")]
    groups: Option<Spanned<Vec<u8>>>,
    /// How negative numbers are written, shown by the number one: `-1`, `1-` or `(1)`; `["-1"]` if not given.
    #[schemars(with = "Option<Vec<crate::spelling::Negative>>")]
    negative: Option<Spanned<Vec<Spanned<String>>>>,
    /// What may stand before or behind a number, and what it multiplies it by: `{ "¥" = 1, "万" = 10000, "%" = "0.01" }`.
    /// An empty text speaks of numbers without a unit.
    #[schemars(with = "Option<std::collections::BTreeMap<String, number::FactorWritten>>")]
    units: Option<Spanned<UnitsWritten>>,
    /// Whether digits, letters and marks may be of full width: `１２３．５０`.
    #[schemars(with = "Option<bool>")]
    full_width: Option<Spanned<bool>>,
    /// What is taken off a text: `" "` takes blanks off both ends, anything else is taken once off the end.
    #[schemars(with = "Option<Vec<String>>")]
    trim: Option<Spanned<Vec<String>>>,
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
            formats: self.formats(kind, written),
            zone: written.zone.as_ref().map(|zone| zone.get_ref().clone()),
            truths: texts(written.truths.as_ref(), &["true", "1"]),
            falsehoods: texts(written.falsehoods.as_ref(), &["false", "0"]),
            null: written.null.clone(),
            decimal_mark: self.mark(written.decimal_mark.as_ref()).unwrap_or('.'),
            thousands_mark: self.mark(written.thousands_mark.as_ref()),
            spelling: self.spelling(kind, written),
        }
    }

    fn spelling(&mut self, kind: Option<ColumnType>, written: &ColumnWritten) -> Spelling {
        self.marks(written);
        self.words(written);
        Spelling {
            negative: self.negative(written.negative.as_ref()),
            units: self.units(written),
            groups: written.groups.as_ref().map(|groups| groups.get_ref().clone()).unwrap_or_default(),
            full_width: written.full_width.as_ref().is_some_and(|full_width| *full_width.get_ref()),
            trim: self.trim(written.trim.as_ref()),
            first_year: self.first_year(kind, written),
        }
    }

    fn trim(&mut self, written: Option<&Spanned<Vec<String>>>) -> Vec<String> {
        let Some(written) = written else { return Vec::new() };
        if written.get_ref().is_empty() || written.get_ref().iter().any(String::is_empty) {
            let message = "`trim` names nothing to take off".to_owned();
            self.push(written.span(), message, "write for example `[\" \"]` for blanks, or `[\".0\"]`");
        }
        written.get_ref().clone()
    }

    /// A text that means two things at once.
    fn words(&mut self, written: &ColumnWritten) {
        let words = |written: &Option<Spanned<Vec<String>>>| written.as_ref().map(|words| words.get_ref().clone());
        let truths = words(&written.truths).unwrap_or_default();
        let null = written.null.clone().unwrap_or_default();
        let meanings = [
            (&written.falsehoods, &truths, "true and false"),
            (&written.truths, &null, "true and NULL"),
            (&written.falsehoods, &null, "false and NULL"),
        ];
        for (words, others, both) in meanings {
            let Some(words) = words else { continue };
            if let Some(word) = words.get_ref().iter().find(|word| others.contains(word)) {
                self.push(words.span(), format!("`{word}` means {both}"), "let it mean one of them");
            }
        }
    }

    /// Refuses keys that say nothing about a column of this type.
    fn fitting(&mut self, kind: ColumnType, written: &ColumnWritten) {
        use ColumnType::{Bigint, Boolean, Date, Decimal, Text, Timestamp};
        let moment = matches!(kind, Date | Timestamp);
        let number = matches!(kind, Bigint | Decimal(..));
        let misplaced = [
            ("formats", written.formats.as_ref().map(Spanned::span), moment),
            ("zone", written.zone.as_ref().map(Spanned::span), kind == Timestamp),
            ("first_year", written.first_year.as_ref().map(Spanned::span), moment),
            ("true", written.truths.as_ref().map(Spanned::span), kind == Boolean),
            ("false", written.falsehoods.as_ref().map(Spanned::span), kind == Boolean),
            ("decimal_mark", written.decimal_mark.as_ref().map(Spanned::span), number),
            ("thousands_mark", written.thousands_mark.as_ref().map(Spanned::span), number),
            ("groups", written.groups.as_ref().map(Spanned::span), number),
            ("negative", written.negative.as_ref().map(Spanned::span), number),
            ("units", written.units.as_ref().map(Spanned::span), number),
            ("full_width", written.full_width.as_ref().map(Spanned::span), number || moment),
            ("trim", written.trim.as_ref().map(Spanned::span), kind == Text),
        ];
        for (key, span, fits) in misplaced {
            if let (Some(span), false) = (span, fits) {
                let message = format!("`{key}` says nothing about a column of type `{kind}`");
                self.push(span, message, "remove it, or change the type");
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

fn texts(written: Option<&Spanned<Vec<String>>>, default: &[&str]) -> Vec<String> {
    match written {
        Some(texts) => texts.get_ref().clone(),
        None => default.iter().map(|text| (*text).into()).collect(),
    }
}
