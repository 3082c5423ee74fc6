//! Texts in a workbook's XML: entities, escapes, runs.

use super::{Form, Markup, Unsure};
use memchr::{memchr2, memchr3};
use quick_xml::escape::resolve_xml_entity;

/// The blanks at a text's ends that are not meant, unless it says so.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// Adds what a text means: entities resolved, ends of lines as XML has them, and the escapes of workbooks, `_x000D_`.
pub(in crate::workbook) fn stated(text: &str, is_trimmed: bool, into: &mut String) -> Result<(), Unsure> {
    if memchr3(b'&', b'\r', b'_', text.as_bytes()).is_none() {
        into.push_str(if is_trimmed { text.trim_matches(BLANKS) } else { text });
        return Ok(());
    }
    let mut resolved = String::with_capacity(text.len());
    resolve(text, &mut resolved)?;
    let text = resolved.as_str();
    unescape(if is_trimmed { text.trim_matches(BLANKS) } else { text }, into)
}

/// Adds the text of an element just opened, to its end: it may be in runs, and how it is spoken is passed over.
pub(in crate::workbook) fn string(markup: &mut Markup<'_>, element: &str, into: &mut String) -> Result<(), Unsure> {
    let (mut depth, mut is_spoken) = (0_u32, false);
    loop {
        let mut tag = markup.next()?;
        let (name, form) = (tag.name, tag.form);
        let mut is_trimmed = true;
        while let Some((key, value)) = tag.attributes.next()? {
            is_trimmed &= key != "xml:space" || value != "preserve";
        }
        match (name, form) {
            ("t", Form::Opens) => {
                let text = markup.text()?;
                if is_spoken {
                    stated(text, false, &mut String::new())?
                } else {
                    stated(text, is_trimmed, into)?
                }
                markup.pass("</t>")?;
            }
            (name, Form::Closes) if name == element && depth == 0 => return Ok(()),
            (name, _) if name == element || name.contains(':') => return Err(Unsure),
            (_, Form::Opens) => depth += 1,
            (_, Form::Closes) => depth = depth.checked_sub(1).ok_or(Unsure)?,
            (_, Form::Whole) => {}
        }
        is_spoken = if name == "rPh" { form == Form::Opens } else { is_spoken };
    }
}

fn resolve(text: &str, into: &mut String) -> Result<(), Unsure> {
    let mut rest = text;
    while let Some(at) = memchr2(b'&', b'\r', rest.as_bytes()) {
        let (before, found) = rest.split_at_checked(at).ok_or(Unsure)?;
        into.push_str(before);
        rest = match found.strip_prefix('&') {
            Some(entity) => {
                let (name, rest) = entity.split_once(';').ok_or(Unsure)?;
                into.push_str(resolve_xml_entity(name).unwrap_or_default());
                if resolve_xml_entity(name).is_none() {
                    into.push(letter(name)?);
                }
                rest
            }
            None => {
                into.push('\n');
                found.strip_prefix("\r\n").or_else(|| found.strip_prefix('\r')).ok_or(Unsure)?
            }
        };
    }
    into.push_str(rest);
    Ok(())
}

/// The letter of `#10` or `#xA`.
fn letter(name: &str) -> Result<char, Unsure> {
    let number = name.strip_prefix('#').ok_or(Unsure)?;
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    let are_digits = (1..=7).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, radix).ok().filter(|code| are_digits && *code > 0);
    code.and_then(char::from_u32).ok_or(Unsure)
}

/// `_x000D_` stands for a letter.
fn unescape(text: &str, into: &mut String) -> Result<(), Unsure> {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, found) = rest.split_at_checked(at).ok_or(Unsure)?;
        into.push_str(before);
        rest = match found.get(2..6).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())) {
            Some(digits) if found.get(6..7) == Some("_") => {
                // Half a letter is the library's to mend.
                let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                into.push(code.ok_or(Unsure)?);
                found.get(7..).ok_or(Unsure)?
            }
            _ => {
                into.push('_');
                found.get(1..).ok_or(Unsure)?
            }
        };
    }
    into.push_str(rest);
    Ok(())
}
