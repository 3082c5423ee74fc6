//! How much room a text takes: an estimate that errs on the wide side, since fonts are the reader's own.

/// No label looks at more letters than this.
const MOST_LETTERS: usize = 120;

/// The width of a text in hundredths of a unit, set so high.
pub(super) fn width(text: &str, height: i128) -> i128 {
    text.chars().take(MOST_LETTERS).map(hundredths_of_em).sum::<i128>() * height / 100
}

/// The text, or as much of its beginning as fits with an ellipsis.
pub(super) fn shortened(text: &str, room: i128, height: i128) -> String {
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let line = line.trim();
    if line.chars().count() <= MOST_LETTERS && width(line, height) <= room {
        return line.to_owned();
    }
    let room = room - width("…", height);
    let mut used = 0;
    let kept = line.chars().take(MOST_LETTERS).take_while(|&letter| {
        used += hundredths_of_em(letter) * height / 100;
        used <= room
    });
    let kept: String = kept.collect();
    let kept = kept.trim_end_matches(|letter: char| letter.is_whitespace() || hundredths_of_em(letter) == 0);
    format!("{kept}…")
}

/// The width of the widest of texts.
pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a str>, height: i128) -> i128 {
    texts.map(|text| width(text, height)).max().unwrap_or(0)
}

fn hundredths_of_em(letter: char) -> i128 {
    match letter {
        _ if is_mark(letter) => 0,
        _ if is_ideograph(letter) => 100,
        'i' | 'j' | 'l' | 'I' | 'f' | 't' | 'r' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | '-' => {
            36
        }
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '&' | '—' | '…' => 92,
        'A'..='Z' => 68,
        '!'..='~' => 57,
        '\u{a0}'..='\u{24f}' | '\u{370}'..='\u{52f}' => 62,
        _ => 78,
    }
}

/// Marks that stand on other letters, and letters without width.
fn is_mark(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}')
}

/// Letters as wide as they are high: Chinese, Japanese, Korean, and pictures.
fn is_ideograph(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' | '\u{fdfd}' | '\u{12000}'..='\u{123ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_letter_is_as_wide_as_high() {
        assert_eq!(width("深圳", 1_100), 2_200);
        assert_eq!(width("Il", 1_000), 720);
        assert_eq!(width("e\u{301}", 1_000), 570);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(shortened("Meadow Sons", 100_000, 1_100), "Meadow Sons");
        assert_eq!(shortened("深圳市华强电子有限公司", 6_000, 1_000), "深圳市华强…");
        assert_eq!(shortened("a\nb", 10_000, 1_000), "a b");
        assert_eq!(shortened("Meadow Sons", 0, 1_100), "…");
        assert_eq!(shortened("", 0, 1_100), "");
        assert!(shortened(&"x".repeat(100_000), i128::MAX / 4, 1_100).chars().count() < 130);
    }
}
