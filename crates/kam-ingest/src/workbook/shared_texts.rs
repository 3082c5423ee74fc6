//! The texts a workbook's cells share.

use super::markup::{Form, Markup, Unsure, string};
use super::sections::Sections;
use std::io::Read;

/// The part that holds them, in small letters.
pub(super) const SHARED_TEXTS: &str = "sharedstrings.xml";

/// Texts that are referred to by their number, from 0.
#[derive(Default)]
pub(super) struct SharedTexts {
    texts: String,
    ends: Vec<u32>,
}

impl SharedTexts {
    /// Reads their part.
    pub(super) fn read(part: impl Read) -> Result<Self, Unsure> {
        let mut sections = Sections::new(part, "<si");
        let (mut texts, mut is_begun, mut is_done) = (Self::default(), false, false);
        while !is_done && let Some(section) = sections.next()? {
            let mut markup = Markup::new(section);
            is_done = !is_begun && !begin(&mut markup)? || texts.add(&mut markup)?;
            is_begun = true;
        }
        if !is_done {
            return Err(Unsure);
        }
        sections.end()?;
        Ok(texts)
    }

    /// The text of this number, if there is one.
    pub(super) fn get(&self, at: u32) -> Option<&str> {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.texts.get(start as usize..*self.ends.get(at)? as usize)
    }

    /// Adds the texts of a section; whether they end there.
    fn add(&mut self, markup: &mut Markup<'_>) -> Result<bool, Unsure> {
        while let Some(tag) = markup.tag()? {
            match tag.plain()? {
                ("si", Form::Opens) => string(markup, "si", &mut self.texts)?,
                ("si", Form::Whole) => {}
                ("sst", Form::Closes) => return Ok(true),
                _ => return Err(Unsure),
            }
            self.ends.push(u32::try_from(self.texts.len()).map_err(|_| Unsure)?);
        }
        Ok(false)
    }
}

/// Passes over a part's head. Whether it holds anything.
fn begin(markup: &mut Markup<'_>) -> Result<bool, Unsure> {
    markup.declaration()?;
    match markup.next()?.plain()? {
        ("sst", Form::Opens) => Ok(true),
        ("sst", Form::Whole) => Ok(false),
        _ => Err(Unsure),
    }
}
