//! How a text file marks its fields and rows.

use kam_project::{CsvEscape, CsvFormat};

/// The marks that structure a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// What stands between fields: one character or several; empty where a row is one field.
    pub(crate) delimiter: String,
    /// What opens and closes a field that may hold any mark, if anything does.
    pub(crate) quote: Option<u8>,
    /// How a quote is written within quotes.
    pub(crate) escape: Escape,
    /// What ends a row.
    pub(crate) row_end: RowEnd,
}

/// How a quote, or another mark, is written where it marks nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// A quote is written twice.
    Doubled,
    /// This byte before a mark makes it a letter.
    Before(u8),
    /// Quotes within quotes stand as they are: one closes only where its field ends.
    None,
}

/// What ends a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowEnd {
    /// CRLF, LF or CR, whichever comes.
    Line,
    /// CRLF or LF; a CR alone is a letter.
    Feed,
    /// This text and nothing else.
    Text(String),
}

/// A dialect of single bytes, as nearly all files have it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain {
    pub(crate) delimiter: u8,
    pub(crate) quote: Option<u8>,
}

impl Dialect {
    /// The dialect an extract declares.
    pub(crate) fn of(format: &CsvFormat) -> Self {
        Self {
            delimiter: format.delimiter.clone(),
            quote: format.quote,
            escape: match format.escape {
                CsvEscape::Doubled => Escape::Doubled,
                CsvEscape::Before(escape) => Escape::Before(escape),
                CsvEscape::None => Escape::None,
            },
            row_end: format.row_end.clone().map_or(RowEnd::Line, RowEnd::Text),
        }
    }

    /// The dialect of RFC 4180 with other marks.
    pub(crate) fn plain(delimiter: char, quote: Option<u8>) -> Self {
        Self { delimiter: delimiter.to_string(), quote, escape: Escape::Doubled, row_end: RowEnd::Line }
    }

    /// The dialect as a sentence people read.
    pub(crate) fn sentence(&self) -> String {
        let between = match self.delimiter.as_str() {
            "" => "Each row is one cell".to_owned(),
            delimiter => format!("Between cells stands {}", named(delimiter)),
        };
        let quote = match (self.quote, self.escape) {
            (None, _) => "no quotes".to_owned(),
            (Some(quote), Escape::Doubled) => format!("quotes are `{}`, doubled within quotes", char::from(quote)),
            (Some(quote), Escape::None) => format!("quotes are `{}`, as they are within quotes", char::from(quote)),
            (Some(quote), Escape::Before(escape)) => {
                format!("quotes are `{}`, behind `{}` within quotes", char::from(quote), char::from(escape))
            }
        };
        let row_end = match &self.row_end {
            RowEnd::Text(end) => format!("; rows end with {}", named(end)),
            RowEnd::Line | RowEnd::Feed => String::new(),
        };
        format!("{between}; {quote}{row_end}.")
    }

    /// The same as single bytes, if that is all it needs.
    pub(crate) fn as_plain(&self) -> Option<Plain> {
        let is_plain = self.escape == Escape::Doubled && self.row_end == RowEnd::Line;
        match self.delimiter.as_bytes() {
            [delimiter] if is_plain => Some(Plain { delimiter: *delimiter, quote: self.quote }),
            _ => None,
        }
    }

    /// Whether values such as times and addresses may hold the delimiter.
    pub(crate) fn joins_values(&self) -> bool {
        !matches!(self.delimiter.as_str(), "," | ";" | "\t" | "|") && self.delimiter.len() == 1
    }

    /// A field's text as it was meant: escapes taken away.
    pub(crate) fn unescaped(&self, text: &str) -> String {
        let quote = self.quote.map(char::from);
        let (mark, is_quote) = match self.escape {
            Escape::Doubled => (quote, true),
            Escape::Before(escape) => (Some(char::from(escape)), false),
            Escape::None => (None, false),
        };
        let mut plain = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = mark.and_then(|mark| rest.find(mark)) {
            let (before, from) = rest.split_at(at);
            let mut letters = from.chars();
            let (escape, next) = (letters.next(), letters.next());
            plain.push_str(before);
            let is_escape = match next {
                _ if is_quote => next == escape,
                Some(next) => Some(next) == quote || Some(next) == escape || self.is_marked_by(next),
                None => false,
            };
            if is_escape {
                plain.extend(next);
                rest = letters.as_str();
            } else {
                plain.extend(escape);
                rest = from.get(escape.map_or(0, char::len_utf8)..).unwrap_or_default();
            }
        }
        plain.push_str(rest);
        plain
    }

    /// Whether a delimiter or the end of a row begins with this letter.
    fn is_marked_by(&self, letter: char) -> bool {
        let ends_row = match &self.row_end {
            RowEnd::Text(end) => end.starts_with(letter),
            RowEnd::Line | RowEnd::Feed => letter == '\r' || letter == '\n',
        };
        ends_row || self.delimiter.starts_with(letter)
    }

    /// What makes this dialect unreadable, if anything.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let breaks_lines = |text: &str| text.contains(['\r', '\n']);
        let quote = self.quote.map(char::from);
        let escape = match self.escape {
            Escape::Before(escape) => Some(char::from(escape)),
            _ => None,
        };
        if self.quote.is_some_and(|quote| !quote.is_ascii()) || escape.is_some_and(|escape| !escape.is_ascii()) {
            Some("quote and escape must be ASCII characters")
        } else if breaks_lines(&self.delimiter) || [quote, escape].iter().flatten().any(|mark| "\r\n".contains(*mark)) {
            Some("delimiter, quote and escape must not be line ends")
        } else if quote.is_some_and(|quote| self.delimiter.contains(quote)) {
            Some("delimiter and quote must differ")
        } else if escape.is_some_and(|escape| self.delimiter.contains(escape)) {
            Some("delimiter and escape must differ")
        } else if matches!(&self.row_end, RowEnd::Text(end) if end.is_empty() || *end == self.delimiter) {
            Some("what ends a row must be there, and differ from the delimiter")
        } else {
            None
        }
    }
}

/// Marks as people call them.
fn named(marks: &str) -> String {
    match marks {
        "\t" => "a tab".to_owned(),
        " " => "a space".to_owned(),
        _ => format!("`{}`", marks.escape_debug()),
    }
}
