//! What a cell looks like: a number, a day, an address, words.

/// The kinds of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Nothing, or a word for nothing.
    Empty,
    /// Digits, with signs, marks, a currency or a percent sign.
    Number,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day and a time of it.
    Moment,
    /// A web or mail address.
    Address,
    /// `true`, `no` and the like.
    Truth,
    /// Letters and digits without a space: `MG-8769`.
    Code,
    /// Words.
    Words,
    /// Anything else.
    Other,
}

impl Kind {
    /// What a cell looks like.
    pub(crate) fn of(cell: &str) -> Self {
        let text = cell.trim();
        if is_nothing(text) {
            Self::Empty
        } else if is_number(text) {
            Self::Number
        } else if let Some(kind) = of_moment(text) {
            kind
        } else if is_truth(text) {
            Self::Truth
        } else if is_address(text) {
            Self::Address
        } else if is_code(text) {
            Self::Code
        } else if is_words(text) {
            Self::Words
        } else {
            Self::Other
        }
    }

    /// Whether values of this kind tell a column from its header.
    pub(crate) fn is_typed(self) -> bool {
        matches!(self, Self::Number | Self::Date | Self::Time | Self::Moment | Self::Address | Self::Truth)
    }
}

fn is_nothing(text: &str) -> bool {
    let words = ["", "-", "--", ".", "..", "...", "?", "n/a", "na", "nan", "null", "none", "nil", "#n/a", "\\n"];
    text.len() <= 4 && words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn is_truth(text: &str) -> bool {
    text.len() <= 5 && ["true", "false", "yes", "no"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A number with its sign, grouping and decimal marks, exponent, currency and percent sign.
fn is_number(text: &str) -> bool {
    let is_outer = |c: char| "+-()%$€£¥ \u{a0}\u{202f}".contains(c);
    let core = text.trim_matches(is_outer);
    let core = ["EUR", "USD", "GBP", "CHF", "CNY", "JPY"]
        .iter()
        .find_map(|code| {
            core.strip_prefix(code).or_else(|| core.strip_suffix(code)).map(|rest| rest.trim_matches(is_outer))
        })
        .unwrap_or(core);
    if !core.bytes().any(|byte| byte.is_ascii_digit()) || text.len() - core.len() > 8 {
        return false;
    }
    let (mantissa, exponent) = core.split_once(['e', 'E']).unwrap_or((core, "0"));
    let is_whole = |text: &str| {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_whole(exponent) && exponent.len() <= 4 && is_mantissa(mantissa)
}

/// Digits, one decimal mark, and marks between groups of three.
fn is_mantissa(text: &str) -> bool {
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    let is_mark = |c: char| matches!(c, '.' | ',' | '\'' | ' ' | '\u{a0}' | '\u{202f}');
    if marks.iter().any(|(_, c)| !is_mark(*c)) {
        return false;
    }
    let Some(((_, last), earlier)) = marks.split_last() else { return true };
    let groups: Vec<&str> = text.split(is_mark).collect();
    let is_grouping = |groups: &[&str]| {
        groups.first().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.iter().skip(1).all(|group| group.len() == 3)
    };
    let all_alike = earlier.iter().all(|(_, c)| c == last);
    let is_decimal = matches!(last, '.' | ',');
    match (earlier.first(), groups.split_last()) {
        (None, _) if is_decimal => true,
        (None, _) => is_grouping(&groups),
        (Some(_), _) if all_alike => is_grouping(&groups),
        (Some((_, first)), Some((_, before))) => {
            is_decimal && earlier.iter().all(|(_, c)| c == first) && is_grouping(before)
        }
        _ => false,
    }
}

/// A date, a time, or both.
fn of_moment(text: &str) -> Option<Kind> {
    let is_begun = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    if !is_begun || text.len() < 4 || text.len() > 40 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if is_time(text) {
        return Some(Kind::Time);
    }
    if is_date(text) {
        return Some(Kind::Date);
    }
    let parts = text.char_indices().filter(|(_, c)| matches!(c, 'T' | ' ' | ','));
    let mut splits = parts.filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)));
    splits.any(|(day, time)| is_date(day.trim()) && is_time(time.trim())).then_some(Kind::Moment)
}

/// `23:59`, with seconds, fractions, AM or PM, a zone.
fn is_time(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let text = ["AM", "PM", "A.M.", "P.M.", "Z", "UTC", "GMT"]
        .iter()
        .find_map(|mark| upper.strip_suffix(mark))
        .unwrap_or(&upper);
    let text = text.trim_end();
    let zone = text.char_indices().skip(4).find(|(_, c)| matches!(c, '+' | '-')).map(|(at, _)| at);
    let (clock, zone) = zone.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""));
    let is_zone = zone.len() <= 6 && zone.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b':');
    let (clock, fraction) = clock.trim_end().split_once(['.', ',']).unwrap_or((clock.trim_end(), ""));
    let parts: Vec<&str> = clock.split(':').collect();
    let is_pair = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_hours = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    is_zone
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && (2..=3).contains(&parts.len())
        && parts.first().is_some_and(is_hours)
        && parts.iter().skip(1).all(is_pair)
}

/// `2026-09-30`, `30.9.2026`, `9/30/26`, `30 Sep 2026`, `Sep 30, 2026`, `30-Sep-26`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts.as_slice() else { return false };
    let separators = text.bytes().filter(|byte| matches!(byte, b'-' | b'/' | b'.' | b' ' | b',')).count();
    let small =
        |part: &str| (1..=2).contains(&part.len()) && part.parse::<u8>().is_ok_and(|number| (1..=31).contains(&number));
    let year = |part: &str| matches!(part.len(), 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
    let full_year = |part: &str| part.len() == 4 && year(part);
    let is_alike = separators <= 3;
    is_alike
        && (full_year(a) && (small(b) || is_month(b)) && small(c)
            || small(a) && (small(b) || is_month(b)) && year(c)
            || is_month(a) && small(b) && year(c)
            || year(a) && small(b) && small(c))
}

fn is_month(text: &str) -> bool {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.to_lowercase();
    lower.chars().all(char::is_alphabetic) && months.iter().any(|month| lower.starts_with(month)) && lower.len() <= 9
}

fn is_address(text: &str) -> bool {
    let has_space = text.contains(char::is_whitespace);
    let scheme = ["http://", "https://", "ftp://", "www."].iter().any(|scheme| text.starts_with(scheme));
    let mail = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !host.contains([',', ';', '|'])
    });
    !has_space && (scheme || mail)
}

/// Letters, digits and the marks that codes and names of columns are made of.
fn is_code(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '#' | '(' | ')' | '+' | '&' | '\''))
        && text.chars().any(char::is_alphanumeric)
}

/// Words with the marks that short texts hold.
fn is_words(text: &str) -> bool {
    // In prose a comma stands before a space.
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if matches!(letter, ',' | ':') && letters.peek() != Some(&' ') {
            return false;
        }
    }
    text.chars().all(|c| {
        c.is_alphanumeric()
            || matches!(
                c,
                ' ' | ','
                    | ':'
                    | '-'
                    | '_'
                    | '.'
                    | '/'
                    | '\''
                    | '’'
                    | '('
                    | ')'
                    | '&'
                    | '+'
                    | '#'
                    | '%'
                    | '°'
                    | '!'
                    | '?'
            )
    }) && text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_look_like_what_they_are() {
        let all = [
            ("", Kind::Empty),
            (" N/A ", Kind::Empty),
            ("-", Kind::Empty),
            ("12", Kind::Number),
            ("-1,234.50", Kind::Number),
            ("1.234,50 €", Kind::Number),
            ("$74.69", Kind::Number),
            ("3e-7", Kind::Number),
            ("12 %", Kind::Number),
            ("1 234 567", Kind::Number),
            (".0000", Kind::Number),
            ("28/01/2018", Kind::Date),
            ("2018-01-28", Kind::Date),
            ("30.9.2026", Kind::Date),
            ("Sep 30, 2026", Kind::Date),
            ("00:15", Kind::Time),
            ("9:05:01.5 pm", Kind::Time),
            ("2019-04-30 00:00:00.000", Kind::Moment),
            ("2019-04-30T10:00:00+02:00", Kind::Moment),
            ("https://x.org/a", Kind::Address),
            ("a@b.org", Kind::Address),
            ("TRUE", Kind::Truth),
            ("MG-8769", Kind::Code),
            ("Kids' Hat", Kind::Words),
            ("a, b", Kind::Words),
            ("a,b", Kind::Other),
            ("1;2", Kind::Other),
            ("12:00,5", Kind::Time),
            ("1-2-3-4", Kind::Code),
        ];
        for (text, kind) in all {
            assert_eq!(Kind::of(text), kind, "{text:?}");
        }
    }
}
