//! What was seen, in words that stand behind a `#`.

/// A count with commas between thousands: `8,800`.
pub(super) fn counted(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A part of a whole: `all 830`, or `12 of 830`.
pub(super) fn share(part: u64, whole: u64) -> String {
    if part == whole { format!("all {}", counted(whole)) } else { format!("{} of {}", counted(part), counted(whole)) }
}

/// A part of a whole in percent: less than one is told as such.
pub(super) fn percent(part: u64, whole: u64) -> String {
    match part.saturating_mul(100).checked_div(whole) {
        None => "0 %".to_owned(),
        Some(0) if part > 0 => "less than 1 %".to_owned(),
        Some(percent) => format!("{percent} %"),
    }
}

/// A value as a comment may quote it: short, on one line, without marks that hide.
pub(super) fn quoted(value: &str) -> String {
    let plain = |letter: char| match letter {
        '\n' | '\r' | '\t' => ' ',
        letter if letter.is_control() => '\u{FFFD}',
        '`' => '\'',
        letter => letter,
    };
    let mut letters = value.chars().map(plain);
    let short: String = letters.by_ref().take(40).collect();
    let more = if letters.next().is_some() { "…" } else { "" };
    format!("`{short}{more}`")
}

/// Words as a sentence lists them.
pub(super) fn listed<S: AsRef<str>>(values: &[S], most: usize) -> String {
    let shown: Vec<String> = values.iter().take(most).map(|value| quoted(value.as_ref())).collect();
    let more = values.len().saturating_sub(shown.len());
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_shares_are_told() {
        assert_eq!([0, 999, 1000, 1_234_567].map(counted), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!((share(830, 830).as_str(), share(12, 8800).as_str()), ("all 830", "12 of 8,800"));
        assert_eq!((percent(61, 100).as_str(), percent(1, 500).as_str()), ("61 %", "less than 1 %"));
        assert_eq!(quoted("a\nb`"), "`a b'`");
    }
}
