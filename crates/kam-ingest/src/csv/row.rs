//! A record seen through a layout: whether it has the form it should have.

use super::{Record, legible};
use crate::header::Layout;
use crate::rejected::{Objection, ReasonCode, shortened};
use std::str::Utf8Error;

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
        let text = std::str::from_utf8(self.record.raw).map_err(|error| self.not_utf8(&error))?;
        match memchr::memchr(0, self.record.raw) {
            Some(at) => Err(self.objection_at(at, ReasonCode::NulByte, "holds a NUL byte")),
            None => Ok(text),
        }
    }

    fn not_utf8(&self, error: &Utf8Error) -> Objection {
        let at = error.valid_up_to();
        let byte = self.record.raw.get(at).copied().unwrap_or_default();
        let place = self.record.offset + at as u64;
        self.objection_at(at, ReasonCode::NotUtf8, &format!("is not UTF-8: byte {place} of the file is {byte:02X}"))
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
                let value = legible(bytes);
                let reason = format!("`{}` in column `{name}` {verdict}", shortened(&value));
                Objection { column: Some(name.clone()), value: Some(value), code, reason }
            }
            _ => Objection::to_row(code, format!("a field {verdict}")),
        }
    }
}
