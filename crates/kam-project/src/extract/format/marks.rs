//! The marks of a CSV file, checked: what stands between fields and rows, and around them.

use super::{Checker, CsvEscape, CsvFormat, FormatWritten};
use toml::Spanned;

/// The most rows that may name columns.
const HEADER_LINES: u32 = 16;

/// The most rows that may stand behind a table: they are held back while it is read.
const FOOTER_LINES: u32 = 1_000;

impl Checker<'_> {
    /// The declared dialect and place of the table.
    pub(super) fn csv(&mut self, written: &FormatWritten) -> CsvFormat {
        let quote = match &written.quote {
            None => Some(b'"'),
            Some(quote) if quote.get_ref().is_empty() => None,
            Some(quote) => self.byte(quote, "for example `\"` or `'`; an empty text for none"),
        };
        let format = CsvFormat {
            delimiter: self.delimiter(written.delimiter.as_ref()),
            quote,
            escape: self.escape(written.escape.as_ref(), quote),
            row_end: written.row_end.as_ref().map(|end| end.get_ref().clone()),
            header_lines: self.header_lines(written),
            preamble_lines: written.preamble_lines.as_ref().map_or(0, |lines| *lines.get_ref()),
            footer_lines: self.at_most(written.footer_lines.as_ref(), FOOTER_LINES, "footer_lines").unwrap_or_default(),
        };
        self.differing(written, &format);
        format
    }

    fn delimiter(&mut self, written: Option<&Spanned<String>>) -> String {
        let Some(written) = written else { return ",".to_owned() };
        let delimiter = written.get_ref();
        if delimiter.is_empty() || delimiter.contains(['\r', '\n']) {
            let message = format!("`{}` cannot stand between fields", delimiter.escape_debug());
            self.push(written.span(), message, "for example `,`, `;`, `|`, `\\t` or `+|`");
            return ",".to_owned();
        }
        delimiter.clone()
    }

    fn escape(&mut self, written: Option<&Spanned<String>>, quote: Option<u8>) -> CsvEscape {
        let Some(written) = written else { return CsvEscape::Doubled };
        if written.get_ref().is_empty() {
            return CsvEscape::None;
        }
        match self.byte(written, "for example `\\`; an empty text for nothing") {
            Some(escape) if Some(escape) == quote => CsvEscape::Doubled,
            Some(escape) => CsvEscape::Before(escape),
            None => CsvEscape::Doubled,
        }
    }

    fn byte(&mut self, written: &Spanned<String>, hint: &str) -> Option<u8> {
        match written.get_ref().as_bytes() {
            [byte] if !matches!(byte, b'\n' | b'\r') && byte.is_ascii() => Some(*byte),
            _ => {
                let message = format!("`{}` is not one ASCII character", written.get_ref().escape_debug());
                self.push(written.span(), message, hint);
                None
            }
        }
    }

    fn header_lines(&mut self, written: &FormatWritten) -> u32 {
        let lines = self.at_most(written.header_lines.as_ref(), HEADER_LINES, "header_lines");
        let header = written.header.as_ref().map(|header| *header.get_ref());
        if let (Some(header), Some(lines), Some(written)) = (header, lines, &written.header_lines)
            && header != (lines > 0)
        {
            let message = format!("`header_lines` is {lines}, and `header` is {header}");
            self.push(written.span(), message, "remove `header`: `header_lines` says it all");
        }
        lines.unwrap_or_else(|| u32::from(header.unwrap_or(true)))
    }

    fn at_most(&mut self, written: Option<&Spanned<u32>>, most: u32, key: &str) -> Option<u32> {
        let written = written?;
        if *written.get_ref() > most {
            self.push(written.span(), format!("`{key}` is more than {most}"), &format!("write a number up to {most}"));
        }
        Some((*written.get_ref()).min(most))
    }

    /// No mark may be another one, or it would not be known which is meant.
    fn differing(&mut self, written: &FormatWritten, format: &CsvFormat) {
        let has = |byte: u8| format.delimiter.as_bytes().contains(&byte);
        let escape = match format.escape {
            CsvEscape::Before(escape) => Some(escape),
            CsvEscape::Doubled | CsvEscape::None => None,
        };
        if let (true, Some(written)) =
            (format.quote.is_some_and(has), written.quote.as_ref().or(written.delimiter.as_ref()))
        {
            self.push(written.span(), "`quote` stands in `delimiter`".to_owned(), "they must differ");
        }
        if let (true, Some(written)) = (escape.is_some_and(has), &written.escape) {
            self.push(written.span(), "`escape` stands in `delimiter`".to_owned(), "they must differ");
        }
        if let Some(written) =
            written.row_end.as_ref().filter(|end| end.get_ref().is_empty() || *end.get_ref() == format.delimiter)
        {
            let message = "`row_end` is nothing, or the same as `delimiter`".to_owned();
            self.push(written.span(), message, "leave it out for line ends of any kind");
        }
    }
}
