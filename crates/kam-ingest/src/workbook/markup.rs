//! XML as the writers of workbooks write it: tags, attributes and text, nothing else.
//!
//! Whatever is written in another way is left to the library, so nothing here decides that a part is bad.

mod text;

pub(super) use text::{stated, string};

use memchr::memchr;

/// It is not written as it nearly always is.
#[derive(Debug, PartialEq)]
pub(super) struct Unsure;

/// Some XML, of which this is still to be read.
pub(super) struct Markup<'a> {
    rest: &'a str,
}

/// A tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// With its prefix, if it has one.
    pub(super) name: &'a str,
    pub(super) attributes: Attributes<'a>,
    pub(super) form: Form,
}

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Opens,
    Closes,
    /// Both: `<c/>`.
    Whole,
}

/// The attributes of a tag that are still to be read.
#[derive(Debug)]
pub(super) struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Markup<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// Passes over exactly this, if it comes next.
    pub(super) fn pass(&mut self, next: &str) -> Result<(), Unsure> {
        self.rest = self.rest.strip_prefix(next).ok_or(Unsure)?;
        Ok(())
    }

    /// The next tag, with nothing but blanks before it, or none at the end.
    pub(super) fn tag(&mut self) -> Result<Option<Tag<'a>>, Unsure> {
        let start = self.rest.trim_ascii_start();
        if start.is_empty() {
            return Ok(None);
        }
        let start = start.strip_prefix('<').ok_or(Unsure)?;
        let end = memchr(b'>', start.as_bytes()).ok_or(Unsure)?;
        let (inner, rest) = start.split_at_checked(end).ok_or(Unsure)?;
        self.rest = rest.strip_prefix('>').ok_or(Unsure)?;
        Tag::of(inner).map(Some)
    }

    /// The next tag where one must come.
    pub(super) fn next(&mut self) -> Result<Tag<'a>, Unsure> {
        self.tag()?.ok_or(Unsure)
    }

    /// What stands before the next tag, as it is written.
    pub(super) fn text(&mut self) -> Result<&'a str, Unsure> {
        let end = memchr(b'<', self.rest.as_bytes()).ok_or(Unsure)?;
        let (text, rest) = self.rest.split_at_checked(end).ok_or(Unsure)?;
        self.rest = rest;
        Ok(text)
    }

    /// Passes over the declaration at the head of a part: it must be in UTF-8.
    pub(super) fn declaration(&mut self) -> Result<(), Unsure> {
        let Some(rest) = self.rest.strip_prefix("<?xml ") else { return Ok(()) };
        let (declared, rest) = rest.split_once("?>").ok_or(Unsure)?;
        self.rest = rest;
        let mut attributes = Attributes { rest: declared };
        while let Some((key, value)) = attributes.next()? {
            if key == "encoding" && !value.eq_ignore_ascii_case("utf-8") || key == "version" && value != "1.0" {
                return Err(Unsure);
            }
        }
        Ok(())
    }
}

impl<'a> Tag<'a> {
    /// The tag of what stands between its brackets.
    fn of(inner: &'a str) -> Result<Self, Unsure> {
        let (inner, form) = if let Some(inner) = inner.strip_prefix('/') {
            (inner.trim_ascii_end(), Form::Closes)
        } else if let Some(inner) = inner.strip_suffix('/') {
            (inner, Form::Whole)
        } else {
            (inner, Form::Opens)
        };
        let length = inner.bytes().take_while(|byte| is_of_name(*byte)).count();
        let (name, rest) = inner.split_at_checked(length).ok_or(Unsure)?;
        let is_parted = rest.is_empty() || form != Form::Closes && rest.starts_with([' ', '\t', '\r', '\n']);
        if name.is_empty() || !is_parted {
            return Err(Unsure);
        }
        Ok(Self { name, attributes: Attributes { rest }, form })
    }

    /// What it is and does; of its attributes nothing is asked, but they must be such.
    pub(super) fn plain(mut self) -> Result<(&'a str, Form), Unsure> {
        while self.attributes.next()?.is_some() {}
        Ok((self.name, self.form))
    }
}

impl<'a> Attributes<'a> {
    /// The next one, as it is written, or none after the last.
    pub(super) fn next(&mut self) -> Result<Option<(&'a str, &'a str)>, Unsure> {
        let start = self.rest.trim_ascii_start();
        if start.is_empty() {
            return Ok(None);
        }
        let length = start.bytes().take_while(|byte| is_of_name(*byte)).count();
        let (key, rest) = start.split_at_checked(length).ok_or(Unsure)?;
        let rest = rest.strip_prefix('=').ok_or(Unsure)?;
        let quote = rest.bytes().next().filter(|quote| matches!(quote, b'"' | b'\'')).ok_or(Unsure)?;
        let rest = rest.get(1..).ok_or(Unsure)?;
        let end = rest.bytes().position(|byte| byte == quote).ok_or(Unsure)?;
        let (value, rest) = rest.split_at_checked(end).ok_or(Unsure)?;
        self.rest = rest.get(1..).ok_or(Unsure)?;
        if key.is_empty() { Err(Unsure) } else { Ok(Some((key, value))) }
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.')
}
