//! A record seen through a layout: whether it has the form it should have.

use super::Record;
use crate::header::Layout;
use crate::rejected::{Objection, ReasonCode, shortened};

/// A record seen through a layout.
pub(crate) struct Row<'a> {
    pub(crate) record: Record<'a>,
    pub(crate) layout: &'a Layout,
}

impl<'a> Row<'a> {
    /// The row as text, if it has the form it should have.
    pub(crate) fn checked_text(&self) -> Result<&'a str, Objection> {
        let text = self.text()?;
        self.check_form()?;
        Ok(text)
    }

    fn text(&self) -> Result<&'a str, Objection> {
        let Record { raw, offset, written_in, .. } = self.record;
        if let Some(no_text) = written_in.no_text(raw, Some(offset)) {
            return Err(self.objection_at(no_text.at, ReasonCode::NotUtf8, &no_text.verdict));
        }
        let text = std::str::from_utf8(raw).unwrap_or_default();
        match memchr::memchr(0, self.record.raw) {
            Some(at) => Err(self.objection_at(at, ReasonCode::NulByte, "holds a NUL byte")),
            None => Ok(text),
        }
    }

    /// Fields and columns must be as many, and every quoted field must end at its closing quote.
    fn check_form(&self) -> Result<(), Objection> {
        let (fields, columns) = (self.record.width, self.layout.names.len());
        if let Some(at) = self.record.fields.iter().position(|field| field.stray) {
            return Err(self.objection_in(at, ReasonCode::StrayQuote, "goes on after its closing quote"));
        }
        let reason = format!("the row has {fields} fields where the file has {columns} columns");
        match fields.cmp(&columns) {
            std::cmp::Ordering::Less => Err(Objection::to_row(ReasonCode::ShortRow, reason)),
            std::cmp::Ordering::Greater => Err(Objection::to_row(ReasonCode::LongRow, reason)),
            std::cmp::Ordering::Equal => Ok(()),
        }
    }

    /// An objection to the field that holds the byte at `at`.
    fn objection_at(&self, at: usize, code: ReasonCode, verdict: &str) -> Objection {
        let field = self.record.fields.iter().position(|field| at < field.range().end);
        self.objection_in(field.unwrap_or(usize::MAX), code, verdict)
    }

    fn objection_in(&self, field: usize, code: ReasonCode, verdict: &str) -> Objection {
        let bytes = self.record.fields.get(field).and_then(|field| self.record.raw.get(field.range()));
        match (self.layout.names.get(field), bytes) {
            (Some(name), Some(bytes)) => {
                let value = self.record.written_in.legible(bytes);
                let reason = format!("`{}` in column `{name}` {verdict}", shortened(&value));
                Objection { column: Some(name.clone()), value: Some(value), code, reason }
            }
            _ => Objection::to_row(code, format!("a field {verdict}")),
        }
    }
}
