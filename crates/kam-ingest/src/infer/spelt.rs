//! One number taken apart: its sign, what stands beside it, its digits, and what its marks may mean.

use kam_project::Negative;

/// A number as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Spelt {
    /// How it says that it is below zero; none if it does not.
    pub(super) negative: Option<Negative>,
    /// What stands beside it.
    pub(super) units: Vec<&'static str>,
    pub(super) is_full_width: bool,
    /// The power of ten behind an `E`.
    pub(super) exponent: Option<i32>,
    /// Digits before the first mark that begin with a zero and go on.
    pub(super) has_leading_zero: bool,
    /// What it is if a point marks decimals, and if a comma does; none if it is no number then.
    pub(super) by_point: Option<Places>,
    pub(super) by_comma: Option<Places>,
}

/// A number's digits, read by one meaning of its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Places {
    /// Digits before the decimal mark.
    pub(super) whole: usize,
    /// Digits behind it, none without a mark.
    pub(super) fraction: Option<usize>,
    /// Whether all digits behind it are zeros.
    pub(super) is_round: bool,
    /// The mark between groups.
    pub(super) thousands: Option<char>,
    /// Whether the groups are of two digits but for the last, as in India.
    pub(super) by_twos: bool,
}

/// What may stand beside a number, the longer first, and the power of ten it stands for.
pub(super) const UNITS: [(&str, i32); 25] = [
    ("万元", 4),
    ("亿元", 8),
    ("US$", 0),
    ("USD", 0),
    ("EUR", 0),
    ("GBP", 0),
    ("CHF", 0),
    ("CNY", 0),
    ("RMB", 0),
    ("JPY", 0),
    ("SEK", 0),
    ("PLN", 0),
    ("$", 0),
    ("€", 0),
    ("£", 0),
    ("¥", 0),
    ("￥", 0),
    ("₹", 0),
    ("元", 0),
    ("円", 0),
    ("kr", 0),
    ("zł", 0),
    ("%", -2),
    ("万", 4),
    ("亿", 8),
];

/// The longest text that is taken for a number, in bytes.
const LONGEST: usize = 64;

/// Takes a number apart; none if it is no number in any spelling.
pub(super) fn spelt(text: &str) -> Option<Spelt> {
    let may_be = text.len() <= LONGEST && text.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if !may_be {
        return None;
    }
    let mut spelt = Spelt { is_full_width: !text.is_ascii() && has_full_width(text), ..Spelt::default() };
    let narrow: String = if spelt.is_full_width { text.chars().map(half_width).collect() } else { String::new() };
    let text = if spelt.is_full_width { narrow.as_str() } else { text };
    let mut core = text.trim_matches(is_blank);
    let mut is_signed = false;
    loop {
        if let Some((rest, sign)) = sign(core).filter(|_| !is_signed) {
            (core, spelt.negative, is_signed) = (rest.trim_matches(is_blank), sign, true);
        } else if let Some((rest, unit)) = unit(core) {
            core = rest.trim_matches(is_blank);
            spelt.units.push(unit);
        } else {
            break;
        }
    }
    let (mantissa, exponent) = core.split_once(['e', 'E']).unwrap_or((core, ""));
    let has_exponent = mantissa.len() < core.len();
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if has_exponent && (digits.is_empty() || digits.len() > 2 || !is_digits(digits)) || spelt.units.len() > 2 {
        return None;
    }
    spelt.exponent = exponent.parse().ok().filter(|_| has_exponent);
    let first = mantissa.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    spelt.has_leading_zero = first.len() > 1 && first.starts_with('0');
    spelt.by_point = places(mantissa, '.');
    spelt.by_comma = places(mantissa, ',');
    (spelt.by_point.is_some() || spelt.by_comma.is_some()).then_some(spelt)
}

/// What a sign says, and what is left without it.
fn sign(text: &str) -> Option<(&str, Option<Negative>)> {
    let before = || text.strip_prefix('-').map(|rest| (rest, Some(Negative::Before)));
    let after = || text.strip_suffix('-').map(|rest| (rest, Some(Negative::After)));
    let brackets = || Some((text.strip_prefix('(')?.strip_suffix(')')?, Some(Negative::Brackets)));
    before().or_else(after).or_else(brackets).or_else(|| text.strip_prefix('+').map(|rest| (rest, None)))
}

fn unit(text: &str) -> Option<(&str, &'static str)> {
    UNITS
        .iter()
        .find_map(|(unit, _)| text.strip_prefix(unit).or_else(|| text.strip_suffix(unit)).map(|rest| (rest, *unit)))
}

/// The digits of a number whose decimal mark is known.
fn places(text: &str, decimal: char) -> Option<Places> {
    let (whole, fraction) = match text.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digits || !fraction.is_none_or(is_digits) {
        return None;
    }
    let is_round = fraction.is_some_and(|fraction| fraction.bytes().all(|digit| digit == b'0'));
    let of_fraction = Places { whole: whole.len(), fraction: fraction.map(str::len), is_round, ..Places::default() };
    if is_digits(whole) {
        return Some(of_fraction);
    }
    let marks: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let first = marks.first().copied()?;
    let thousands = if is_blank(first) {
        ' '
    } else if first == '’' {
        '\''
    } else {
        first
    };
    let is_mark =
        thousands != decimal && matches!(thousands, ',' | '.' | ' ' | '\'') && marks.iter().all(|c| *c == first);
    let groups: Vec<usize> = whole.split(first).map(str::len).collect();
    let (head, rest) = groups.split_first()?;
    let (last, middle) = rest.split_last()?;
    let by_threes = (1..=3).contains(head) && middle.iter().all(|group| *group == 3);
    let by_twos = (1..=2).contains(head) && !middle.is_empty() && middle.iter().all(|group| *group == 2);
    // A group of its own is never a zero: `0,500` is half of one.
    let is_grouped = is_mark && *last == 3 && (by_threes || by_twos) && !whole.starts_with('0');
    let whole = groups.iter().sum();
    let grouped = Places { whole, thousands: Some(thousands), by_twos: by_twos && !by_threes, ..of_fraction };
    is_grouped.then_some(grouped)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}')
}

fn has_full_width(text: &str) -> bool {
    text.chars().any(|c| ('０'..='９').contains(&c))
}

fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let Some(spelt) = spelt(text) else { return "no number".to_owned() };
        let places = |places: Option<Places>| match places {
            None => "none".to_owned(),
            Some(Places { whole, fraction, thousands, by_twos, .. }) => {
                let fraction = fraction.map_or_else(String::new, |digits| format!(".{digits}"));
                let twos = if by_twos { " by twos" } else { "" };
                format!(
                    "{whole}{fraction}{}{twos}",
                    thousands.map_or_else(String::new, |mark| format!(" with `{mark}`"))
                )
            }
        };
        format!("{} or {}", places(spelt.by_point), places(spelt.by_comma))
    }

    #[test]
    fn marks_may_mean_two_things() {
        for (text, expected) in [
            ("17850", "5 or 5"),
            ("17850.0", "5.1 or none"),
            ("12,5", "none or 2.1"),
            ("1,234", "4 with `,` or 1.3"),
            ("1.234", "1.3 or 4 with `.`"),
            ("0.500", "1.3 or none"),
            ("1.234,56", "none or 4.2 with `.`"),
            ("1,234,567.8", "7.1 with `,` or none"),
            ("12,34,567", "7 with `,` by twos or none"),
            ("1 234,5", "none or 4.1 with ` `"),
            ("1'234.5", "4.1 with `'` or none"),
            (".25", "0.2 or none"),
            ("1,23", "none or 1.2"),
            ("12-5", "no number"),
            ("abc1", "no number"),
            ("", "no number"),
            (".", "no number"),
            ("1.2.3", "no number"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn signs_and_units_are_told() {
        let all = |text: &str| spelt(text).map(|spelt| (spelt.negative, spelt.units)).unwrap_or_default();
        assert_eq!(all("12.50-"), (Some(Negative::After), vec![]));
        assert_eq!(all("($5.00)"), (Some(Negative::Brackets), vec!["$"]));
        assert_eq!(all("-€ 3"), (Some(Negative::Before), vec!["€"]));
        assert_eq!(all("1.5万元"), (None, vec!["万元"]));
        assert_eq!(all("12 %"), (None, vec!["%"]));
        assert!(spelt("１２３．５０").is_some_and(|spelt| spelt.is_full_width));
        assert!(spelt("007").is_some_and(|spelt| spelt.has_leading_zero));
        assert!(spelt("0.7").is_some_and(|spelt| !spelt.has_leading_zero));
        assert_eq!(spelt("1.2E+05").and_then(|spelt| spelt.exponent), Some(5));
    }
}
