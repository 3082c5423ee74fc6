//! How the files of an extract are read: their kind, and what each kind wants to know.

mod marks;

use super::encodings::EncodingsWritten;
use crate::problem::Problem;
use encoding_rs::Encoding;
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;

/// The declared form of an extract's files.
#[derive(Debug, Clone)]
pub struct Format {
    /// The kind of file, with what that kind declares.
    pub kind: FormatKind,
    /// The encodings its text may be in, tried in order; empty if nothing is declared and it is to be found.
    pub encodings: Vec<&'static Encoding>,
    /// Texts that mean NULL, in every column that does not say otherwise.
    pub null: Vec<String>,
}

/// The kinds of files.
#[derive(Debug, Clone)]
pub enum FormatKind {
    /// Text with a character between fields.
    Csv(CsvFormat),
    /// One JSON document that holds an array of records.
    Json(JsonFormat),
    /// One JSON value per line.
    Ndjson(NdjsonFormat),
    /// A sheet of an Excel workbook.
    Xlsx(XlsxFormat),
}

/// The declared dialect of a CSV file.
#[derive(Debug, Clone)]
pub struct CsvFormat {
    /// What stands between fields: one character or several.
    pub delimiter: String,
    /// The quote, or none.
    pub quote: Option<u8>,
    /// How a quote is written within quotes.
    pub escape: CsvEscape,
    /// What ends a row; none for a line end of any kind.
    pub row_end: Option<String>,
    /// How many rows name the columns; of several the cells are joined by a space.
    pub header_lines: u32,
    /// How many lines stand before the table.
    pub preamble_lines: u32,
    /// How many rows stand behind the table.
    pub footer_lines: u32,
}

/// How a quote is written within quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvEscape {
    /// Twice.
    #[default]
    Doubled,
    /// Behind this byte, which makes a letter of any mark.
    Before(u8),
    /// As it is: a quote closes only where its field ends.
    None,
}

/// Where the records of a JSON document are, and what they look like.
#[derive(Debug, Clone, Default)]
pub struct JsonFormat {
    /// The keys and places that lead to the array of records; none if it is the document itself.
    pub records: Vec<String>,
    /// Whether records are arrays whose values stand in the order of the declared columns.
    pub positional: bool,
    /// How an answer says that it is an error.
    pub failed: Option<FailedAnswer>,
}

/// An answer that is an error: it says so in a place of its own.
#[derive(Debug, Clone)]
pub struct FailedAnswer {
    /// The keys and places that lead to the value that tells.
    pub path: Vec<String>,
    /// The value that says it failed.
    pub value: String,
    /// The keys and places that lead to the sender's words about it.
    pub message: Option<Vec<String>>,
}

/// Where the record of each line is.
#[derive(Debug, Clone, Default)]
pub struct NdjsonFormat {
    /// The keys and places that lead to the record; none if it is the line's value itself.
    pub record: Vec<String>,
}

/// Where the table of a workbook is.
#[derive(Debug, Clone)]
pub struct XlsxFormat {
    /// The sheet's name; the first sheet if none.
    pub sheet: Option<String>,
    /// The row that names the columns, from 1.
    pub header_row: u32,
    /// A row whose first cell that is not empty holds one of these ends the table.
    pub footer: Vec<String>,
}

impl Default for CsvFormat {
    /// As everyone reads CSV: commas, double quotes, a header.
    fn default() -> Self {
        Self {
            delimiter: ",".to_owned(),
            quote: Some(b'"'),
            escape: CsvEscape::Doubled,
            row_end: None,
            header_lines: 1,
            preamble_lines: 0,
            footer_lines: 0,
        }
    }
}

impl fmt::Display for Format {
    /// Writes the form as `run.deliveries` keeps it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FormatKind::Csv(csv) => {
                let quote = csv.quote.map_or_else(|| "none".to_owned(), |quote| char::from(quote).to_string());
                write!(f, "csv, delimiter {}, quote {quote}", csv.delimiter)
            }
            FormatKind::Json(json) => {
                f.write_str(if json.positional { "json, positional" } else { "json" })?;
                if json.records.is_empty() { Ok(()) } else { write!(f, ", records {}", json.records.join(".")) }
            }
            FormatKind::Ndjson(ndjson) if ndjson.record.is_empty() => f.write_str("ndjson"),
            FormatKind::Ndjson(ndjson) => write!(f, "ndjson, record {}", ndjson.record.join(".")),
            FormatKind::Xlsx(xlsx) => {
                let sheet =
                    xlsx.sheet.as_deref().map_or_else(|| "first sheet".to_owned(), |name| format!("sheet {name}"));
                write!(f, "xlsx, {sheet}, header in row {}", xlsx.header_row)
            }
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "format")]
pub(super) struct FormatWritten {
    /// The kind of file.
    #[serde(default)]
    kind: KindWritten,
    /// The encoding of the text, or several tried in order, by their names in the WHATWG standard: `utf-8`, `utf-16le`, `gb18030`,
    /// `big5`, `shift_jis`, `windows-1252` …; found from the bytes if not given. Not for `xlsx`.
    #[schemars(with = "Option<EncodingsWritten>")]
    encoding: Option<Spanned<EncodingsWritten>>,
    /// `csv`: what stands between fields, one character or several, `,` if not given.
    #[schemars(with = "Option<String>")]
    delimiter: Option<Spanned<String>>,
    /// `csv`: the quote, `"` if not given; an empty text means there is none.
    #[schemars(with = "Option<String>")]
    quote: Option<Spanned<String>>,
    /// `csv`: what stands before a quote within quotes: the quote itself if not given, another character such as `\`,
    /// or an empty text for nothing.
    #[schemars(with = "Option<String>")]
    escape: Option<Spanned<String>>,
    /// `csv`: what ends a row, such as `&|\n`; a line end of any kind if not given.
    #[schemars(with = "Option<String>")]
    row_end: Option<Spanned<String>>,
    /// `csv`: whether the first line names the columns; it does if not given.
    #[schemars(with = "Option<bool>")]
    header: Option<Spanned<bool>>,
    /// `csv`: how many rows name the columns, 1 if not given; of several the cells are joined by a space.
    #[schemars(with = "Option<u32>", range(max = 16))]
    header_lines: Option<Spanned<u32>>,
    /// `csv`: how many lines stand before the table; they are passed over.
    #[schemars(with = "Option<u32>")]
    preamble_lines: Option<Spanned<u32>>,
    /// `csv`: how many rows stand behind the table; they are passed over.
    #[schemars(with = "Option<u32>", range(max = 1000))]
    footer_lines: Option<Spanned<u32>>,
    /// `json`: the keys that lead to the array of records, with dots between them; the document itself if not given.
    #[schemars(with = "Option<String>")]
    records: Option<Spanned<String>>,
    /// `json`: whether records are arrays whose values stand in the order of `[columns]`.
    #[schemars(with = "Option<bool>")]
    positional: Option<Spanned<bool>>,
    /// `json`: how an answer says that it is an error; such a delivery is refused.
    #[schemars(with = "Option<FailedWritten>")]
    failed: Option<Spanned<FailedWritten>>,
    /// `ndjson`: the keys that lead to the record within each line, with dots between them.
    #[schemars(with = "Option<String>")]
    record: Option<Spanned<String>>,
    /// `xlsx`, which reads `.ods` too: the sheet's name; the first sheet if not given.
    #[schemars(with = "Option<String>")]
    sheet: Option<Spanned<String>>,
    /// `xlsx`: the row that names the columns, 1 if not given.
    #[schemars(with = "Option<u32>", range(min = 1))]
    header_row: Option<Spanned<u32>>,
    /// `xlsx`: a row whose first cell that is not empty holds one of these texts ends the table.
    #[schemars(with = "Option<Vec<String>>")]
    footer: Option<Spanned<Vec<String>>>,
    /// Texts that mean NULL; the empty text if not given. JSON's `null` is always NULL.
    null: Option<Vec<String>>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "failed")]
struct FailedWritten {
    /// The keys that lead to the value that tells, with dots between them; a number is a place in an array, from 0.
    #[schemars(with = "String")]
    path: Spanned<String>,
    /// The value that says it failed.
    value: String,
    /// The keys that lead to what the sender says about it.
    #[schemars(with = "Option<String>")]
    message: Option<Spanned<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "kind")]
enum KindWritten {
    /// Text with a character between fields.
    #[default]
    Csv,
    /// One JSON document that holds an array of records.
    Json,
    /// One JSON value per line.
    Ndjson,
    /// A sheet of an Excel workbook.
    Xlsx,
}

impl KindWritten {
    fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Xlsx => "xlsx",
        }
    }
}

impl FormatWritten {
    /// Checks what was written and gives the form it declares.
    pub(super) fn checked(&self, file: &Path, problems: &mut Vec<Problem>) -> Format {
        let mut checker = Checker { file, problems };
        checker.fitting(self);
        let encodings =
            self.encoding.as_ref().map(|written| written.get_ref().checked(&written.span(), file, checker.problems));
        let kind = match self.kind {
            KindWritten::Csv => FormatKind::Csv(checker.csv(self)),
            KindWritten::Json => FormatKind::Json(checker.json(self)),
            KindWritten::Ndjson => FormatKind::Ndjson(NdjsonFormat { record: checker.steps(self.record.as_ref()) }),
            KindWritten::Xlsx => FormatKind::Xlsx(checker.xlsx(self)),
        };
        Format {
            kind,
            encodings: encodings.unwrap_or_default(),
            null: self.null.clone().unwrap_or_else(|| vec![String::new()]),
        }
    }

    /// The keys given that belong to some kinds of files only, with those kinds.
    fn particular(&self) -> Vec<Particular> {
        use KindWritten::{Csv, Json, Ndjson, Xlsx};
        let all = [
            particular("encoding", self.encoding.as_ref(), &[Csv, Json, Ndjson]),
            particular("delimiter", self.delimiter.as_ref(), &[Csv]),
            particular("quote", self.quote.as_ref(), &[Csv]),
            particular("escape", self.escape.as_ref(), &[Csv]),
            particular("row_end", self.row_end.as_ref(), &[Csv]),
            particular("header", self.header.as_ref(), &[Csv]),
            particular("header_lines", self.header_lines.as_ref(), &[Csv]),
            particular("preamble_lines", self.preamble_lines.as_ref(), &[Csv]),
            particular("footer_lines", self.footer_lines.as_ref(), &[Csv]),
            particular("records", self.records.as_ref(), &[Json]),
            particular("positional", self.positional.as_ref(), &[Json]),
            particular("failed", self.failed.as_ref(), &[Json]),
            particular("record", self.record.as_ref(), &[Ndjson]),
            particular("sheet", self.sheet.as_ref(), &[Xlsx]),
            particular("header_row", self.header_row.as_ref(), &[Xlsx]),
            particular("footer", self.footer.as_ref(), &[Xlsx]),
        ];
        all.into_iter().flatten().collect()
    }
}

/// A key that was given, and the kinds of files it says something about.
struct Particular {
    key: &'static str,
    span: Range<usize>,
    kinds: &'static [KindWritten],
}

fn particular<T>(key: &'static str, written: Option<&Spanned<T>>, kinds: &'static [KindWritten]) -> Option<Particular> {
    written.map(|written| Particular { key, span: written.span(), kinds })
}

struct Checker<'a> {
    file: &'a Path,
    problems: &'a mut Vec<Problem>,
}

impl Checker<'_> {
    /// Refuses keys that say nothing about a file of this kind.
    fn fitting(&mut self, written: &FormatWritten) {
        let kind = written.kind.as_str();
        for Particular { key, span, kinds } in written.particular() {
            if !kinds.contains(&written.kind) {
                let message = format!("`{key}` says nothing about a file of kind `{kind}`");
                let hint = match (written.kind, key) {
                    (KindWritten::Json, "record") => "did you mean `records`?".to_owned(),
                    (KindWritten::Ndjson, "records") => "did you mean `record`?".to_owned(),
                    _ => {
                        format!("remove it, or say `kind = \"{}\"`", kinds.first().map_or("csv", |kind| kind.as_str()))
                    }
                };
                self.push(span, message, &hint);
            }
        }
    }

    fn json(&mut self, written: &FormatWritten) -> JsonFormat {
        let failed = written.failed.as_ref().map(|failed| {
            let failed = failed.get_ref();
            FailedAnswer {
                path: self.steps(Some(&failed.path)),
                value: failed.value.clone(),
                message: failed.message.as_ref().map(|message| self.steps(Some(message))),
            }
        });
        JsonFormat {
            records: self.steps(written.records.as_ref()),
            positional: written.positional.as_ref().is_some_and(|positional| *positional.get_ref()),
            failed,
        }
    }

    /// The steps of a path through JSON; the empty text has none.
    fn steps(&mut self, written: Option<&Spanned<String>>) -> Vec<String> {
        let Some(written) = written.filter(|written| !written.get_ref().is_empty()) else { return Vec::new() };
        let steps: Vec<String> = written.get_ref().split('.').map(str::to_owned).collect();
        if steps.iter().any(String::is_empty) {
            let message = format!("`{}` has an empty step", written.get_ref());
            self.push(written.span(), message, "write keys with one dot between them: `data.records`");
        }
        steps
    }

    fn xlsx(&mut self, written: &FormatWritten) -> XlsxFormat {
        let header_row = written.header_row.as_ref().map_or(1, |row| *row.get_ref());
        if let (0, Some(row)) = (header_row, &written.header_row) {
            self.push(row.span(), "a sheet has no row 0".to_owned(), "rows are counted from 1, as in the sheet");
        }
        if let Some(sheet) = written.sheet.as_ref().filter(|sheet| sheet.get_ref().is_empty()) {
            self.push(sheet.span(), "the sheet has no name".to_owned(), "name it, or leave `sheet` out for the first");
        }
        XlsxFormat {
            sheet: written.sheet.as_ref().map(|sheet| sheet.get_ref().clone()),
            header_row,
            footer: written.footer.as_ref().map(|footer| footer.get_ref().clone()).unwrap_or_default(),
        }
    }

    fn push(&mut self, span: Range<usize>, message: String, hint: &str) {
        self.problems.push(Problem::new(self.file, message).at(span).with_hint(hint));
    }
}
