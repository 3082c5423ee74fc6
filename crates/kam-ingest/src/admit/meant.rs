//! What a text would be in another spelling: told to people, never landed.

use super::spelled::Spelled;
use super::written::Written;
use kam_project::{Column, Negative, Spelling, Unit};
use std::sync::LazyLock;

/// Spellings often left undeclared, with what declares them.
static NUMBERS: LazyLock<Vec<(String, Spelled)>> = LazyLock::new(|| {
    let plain = Spelling::default;
    let signs = ["¥", "￥", "$", "€", "£", "元", "RMB", "CNY", "USD", "EUR"].map(|sign| (sign, 1, 0, "1"));
    let units = signs.into_iter().chain([("%", 1, -2, "\"0.01\""), ("万", 1, 4, "10000"), ("亿", 1, 8, "100000000")]);
    let units = units.map(|(text, mantissa, exponent, factor)| {
        let units = vec![Unit { text: text.to_owned(), mantissa, exponent }];
        (format!("`units = {{ \"{text}\" = {factor} }}`"), '.', None, Spelling { units, ..plain() })
    });
    let negative = |way| Spelling { negative: vec![way], ..plain() };
    let others = [
        ("`thousands_mark = \",\"`", '.', Some(','), plain()),
        ("`decimal_mark = \",\"`", ',', None, plain()),
        ("`decimal_mark = \",\"` and `thousands_mark = \".\"`", ',', Some('.'), plain()),
        ("`thousands_mark = \" \"`", '.', Some(' '), plain()),
        ("`negative = [\"1-\"]`", '.', None, negative(Negative::After)),
        ("`negative = [\"(1)\"]`", '.', None, negative(Negative::Brackets)),
        ("`full_width = true`", '.', None, Spelling { full_width: true, ..plain() }),
    ];
    let others =
        others.into_iter().map(|(key, decimal, thousands, spelling)| (key.to_owned(), decimal, thousands, spelling));
    others
        .chain(units)
        .map(|(key, decimal, thousands, spelling)| (key, Spelled::new(decimal, thousands, &spelling)))
        .collect()
});

/// Formats often left undeclared.
static DAYS: LazyLock<Vec<(&str, Written)>> = LazyLock::new(|| {
    let formats = ["%Y%m%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y年%m月%d日", "%d %b %Y"];
    formats.into_iter().map(|format| (format, Written::new(format, None))).collect()
});

/// How the sentence about a text that is no number goes on, where a key not given would make it one.
pub(super) fn number(text: &str, column: &Column) -> String {
    if column.decimal_mark != '.' || column.thousands_mark.is_some() || column.spelling != Spelling::default() {
        return String::new();
    }
    with(NUMBERS.iter().filter(|(_, spelled)| spelled.read(text).is_ok()).map(|(key, _)| key.clone()))
}

/// The same about a text that is no date.
pub(super) fn day(text: &str, column: &Column) -> String {
    if !column.formats.is_empty() {
        return String::new();
    }
    let fitting = DAYS.iter().filter(|(_, written)| written.day(text).is_some());
    with(fitting.map(|(format, _)| format!("`formats = [\"{format}\"]`")))
}

/// The first two ways, but for those that only add to one of them: of more, nobody would read the rest.
fn with(ways: impl Iterator<Item = String>) -> String {
    let mut told: Vec<String> = Vec::new();
    for way in ways {
        if told.len() < 2 && !told.iter().any(|other| way.starts_with(other)) {
            told.push(way);
        }
    }
    if told.is_empty() { String::new() } else { format!("; it would be with {}", told.join(" or with ")) }
}
