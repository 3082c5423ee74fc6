//! Texts and numbers of JSON, found from where they begin.

use crate::glance::{digits, stops};

/// A text in quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Text {
    /// Where its closing quote stands.
    pub(super) end: usize,
    /// Whether escapes stand for letters in it.
    pub(super) is_escaped: bool,
}

/// The text whose first letter, behind its quote, is at `start`; none if it ends nowhere or holds a control character.
pub(super) fn text(bytes: &[u8], start: usize) -> Option<Text> {
    let end = stop(bytes, start);
    match bytes.get(end)? {
        b'"' => Some(Text { end, is_escaped: false }),
        b'\\' => escaped(bytes, end),
        _ => None,
    }
}

/// The same, of a text whose first backslash is at `at`.
fn escaped(bytes: &[u8], mut at: usize) -> Option<Text> {
    loop {
        match bytes.get(at)? {
            b'"' => return Some(Text { end: at, is_escaped: true }),
            // A quote or backslash behind a backslash is a letter.
            b'\\' if *bytes.get(at + 1)? >= b' ' => at = stop(bytes, at + 2),
            _ => return None,
        }
    }
}

/// Where the next quote, backslash or control character stands, or the end of all bytes.
fn stop(bytes: &[u8], mut from: usize) -> usize {
    while let Some(chunk) = bytes.get(from..).and_then(|rest| rest.first_chunk()) {
        match stops(chunk) {
            0 => from += chunk.len(),
            found => return from + found.trailing_zeros() as usize,
        }
    }
    let is_stop = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..b' ');
    bytes.iter().skip(from).position(is_stop).map_or(bytes.len(), |at| from + at)
}

/// Where the number that begins at `start` ends, as JSON spells it.
pub(super) fn number(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start..)?;
    let length = rest.first_chunk().and_then(short_number).or_else(|| number_length(rest))?;
    Some(start + length)
}

/// How many bytes a number without an exponent takes that ends within sixteen; none if it may be another.
fn short_number(chunk: &[u8; 16]) -> Option<usize> {
    // A stretch of digits ends at the first bit that is not set.
    let others = !digits(chunk);
    let sign = u32::from(chunk.first() == Some(&b'-'));
    let point = sign + (others >> sign).trailing_zeros();
    let at = |place: u32| chunk.get(place as usize).copied();
    if point == sign || point > sign + 1 && at(sign) == Some(b'0') {
        return None;
    }
    let mut end = point;
    if at(point)? == b'.' {
        end = point + 1 + (others >> (point + 1)).trailing_zeros();
        if end == point + 1 {
            return None;
        }
    }
    (!matches!(at(end)?, b'e' | b'E')).then_some(end as usize)
}

/// How many bytes a number takes.
fn number_length(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| text.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(text.first() == Some(&b'-'));
    let whole = digits(sign);
    if whole == 0 || whole > 1 && text.get(sign) == Some(&b'0') {
        return None;
    }
    let mut end = sign + whole;
    if text.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        end = (fraction > 0).then_some(end + 1 + fraction)?;
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        end = (exponent > 0).then_some(end + 1 + sign + exponent)?;
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_end_at_their_quote() {
        let whole = |inner: &str, behind: &str| text(format!("{inner}\"{behind}").as_bytes(), 0);
        for letters in 0..40 {
            for behind in ["", ",\"b\":\"a longer text behind it\""] {
                let plain = "é".repeat(letters);
                assert_eq!(whole(&plain, behind), Some(Text { end: 2 * letters, is_escaped: false }), "{letters}");
                let escaped = format!("{plain}\\\"\\\\");
                assert_eq!(whole(&escaped, behind), Some(Text { end: 2 * letters + 4, is_escaped: true }), "{letters}");
            }
            let plain = "x".repeat(letters);
            for broken in ["\n", "\\\n\"", "\\", "", "\0\"", "\\\"", "\\n\t\""] {
                assert_eq!(text(format!("{plain}{broken}").as_bytes(), 0), None, "{letters} {broken:?}");
            }
        }
    }

    #[test]
    fn numbers_end_where_they_end_wherever_they_stand() {
        let whole = [
            "0",
            "-0",
            "7",
            "-12",
            "0.5",
            "-10.250",
            "123456789012345",
            "1234567890123456",
            "12345678901234567890",
            "1.23456789012345",
            "1e5",
            "-1.5E-07",
            "12345678901234.5",
            "123456789012345.5",
            "1E+400",
        ];
        for number in whole {
            for behind in ["", ",", "}", " ", ",\"b\":12345678901234567890", "x", "-", "+1"] {
                let text = format!("{number}{behind}");
                assert_eq!(super::number(text.as_bytes(), 0), Some(number.len()), "{text}");
                assert_eq!(super::number(format!("[{text}").as_bytes(), 1), Some(number.len() + 1), "{text}");
            }
        }
        for broken in ["", "-", "01", "-00", "1.", "1.,", ".5", "-.5", "1e", "1e+", "1.e5", "+1", "x", "00.5"] {
            for behind in ["", ",", ",\"b\":12345678901234567890"] {
                let text = format!("{broken}{behind}");
                assert_eq!(super::number(text.as_bytes(), 0), None, "{text}");
            }
        }
    }
}
