//! What is checked of a column's numbers: marks, groups, signs and units.

use super::{Checker, ColumnWritten};
use crate::spelling::{Negative, Unit};
use std::collections::BTreeMap;
use toml::Spanned;

/// The factor of a unit as written: a whole number, or a decimal in quotes.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "factor")]
pub(crate) enum FactorWritten {
    /// A whole number.
    Whole(i64),
    /// A decimal in quotes, since it is exact.
    Decimal(String),
    /// What is neither, kept to be told.
    #[schemars(skip)]
    Other(toml::Value),
}

/// `units` as written.
pub(crate) type UnitsWritten = BTreeMap<Spanned<String>, Spanned<FactorWritten>>;

impl Checker<'_> {
    pub(super) fn mark(&mut self, written: Option<&Spanned<String>>) -> Option<char> {
        let written = written?;
        let mut letters = written.get_ref().chars();
        match (letters.next(), letters.next()) {
            (Some(mark), None) if is_part_of_numbers(mark) => {
                let message = format!("`{mark}` cannot be told from the other parts of a number");
                self.push(written.span(), message, "write another mark, for example `,`");
                None
            }
            (Some(mark), None) => Some(mark),
            _ => {
                let message = format!("`{}` is not one mark", written.get_ref());
                self.push(written.span(), message, "write one character, for example `,`");
                None
            }
        }
    }

    /// Marks that say the same of different things, and groups without a mark.
    pub(super) fn marks(&mut self, written: &ColumnWritten) {
        let decimal = written.decimal_mark.as_ref().map_or(".", |mark| mark.get_ref().as_str());
        if let Some(thousands) = written.thousands_mark.as_ref().filter(|mark| mark.get_ref() == decimal) {
            let message = format!("`{decimal}` is the mark of decimals and of thousands");
            let other = if decimal == "," { "." } else { "," };
            let hint = match &written.decimal_mark {
                Some(_) => format!("`thousands_mark = \"{other}\"`"),
                None => format!("add `decimal_mark = \"{other}\"`"),
            };
            self.push(thousands.span(), message, &hint);
        }
        let Some(groups) = &written.groups else { return };
        if written.thousands_mark.is_none() {
            let message = "`groups` says nothing without a mark between them".to_owned();
            self.push(groups.span(), message, "add `thousands_mark = \",\"`");
        }
        if groups.get_ref().is_empty() || groups.get_ref().contains(&0) {
            let message = "a group has at least one digit".to_owned();
            self.push(groups.span(), message, "write the sizes from the right: `[3, 2]` is how India groups");
        }
    }

    pub(super) fn negative(&mut self, written: Option<&Spanned<Vec<Spanned<String>>>>) -> Vec<Negative> {
        let Some(written) = written else { return Vec::new() };
        if written.get_ref().is_empty() {
            self.push(written.span(), "`negative` is empty".to_owned(), "write for example `[\"-1\", \"(1)\"]`");
        }
        let known = Negative::ALL;
        let mut found = Vec::new();
        for text in written.get_ref() {
            match known.iter().find(|(name, _)| name == text.get_ref()) {
                Some((_, negative)) => found.push(*negative),
                None => {
                    let message = format!("`{}` shows no way to write a negative number", text.get_ref());
                    self.push(text.span(), message, "the ways are shown by the number one: `-1`, `1-` and `(1)`");
                }
            }
        }
        found
    }

    pub(super) fn units(&mut self, written: &ColumnWritten) -> Vec<Unit> {
        let Some(all) = &written.units else { return Vec::new() };
        if all.get_ref().is_empty() {
            self.push(all.span(), "`units` is empty".to_owned(), "write for example `{ \"%\" = \"0.01\" }`");
        }
        let marks = [written.decimal_mark.as_ref(), written.thousands_mark.as_ref()];
        let marks: Vec<&str> = marks.into_iter().flatten().map(|mark| mark.get_ref().as_str()).collect();
        let mut units = Vec::new();
        for (text, factor) in all.get_ref() {
            self.unit_text(text, &marks);
            units.extend(self.factor(text.get_ref(), factor));
        }
        units.sort_by_key(|unit| std::cmp::Reverse(unit.text.len()));
        units
    }

    fn unit_text(&mut self, text: &Spanned<String>, marks: &[&str]) {
        let unit = text.get_ref();
        let is_mark = marks.contains(&unit.as_str()) || matches!(unit.as_str(), "." | "E" | "e");
        if unit.trim() != unit {
            let message = format!("the unit `{unit}` begins or ends with a blank");
            self.push(text.span(), message, "write it without: blanks between a number and its unit are passed over");
        } else if is_mark || unit.contains(|c: char| c.is_numeric() && c.is_ascii() || "+-()".contains(c)) {
            let message = format!("the unit `{unit}` cannot be told from the other parts of a number");
            self.push(text.span(), message, "units hold no digits, signs, brackets or marks of numbers");
        }
    }

    fn factor(&mut self, unit: &str, written: &Spanned<FactorWritten>) -> Option<Unit> {
        let shown = match written.get_ref() {
            FactorWritten::Whole(whole) => whole.to_string(),
            FactorWritten::Decimal(text) => text.clone(),
            FactorWritten::Other(other) => {
                let hint = match other {
                    toml::Value::Float(float) => format!("write it in quotes, so that it is exact: `\"{float}\"`"),
                    _ => "write a whole number, or a decimal in quotes: `\"0.01\"`".to_owned(),
                };
                self.push(written.span(), format!("`{other}` is not an exact factor"), &hint);
                return None;
            }
        };
        let exact = exact(&shown);
        if exact.is_none() {
            let message = format!("`{shown}` is not a factor above zero");
            self.push(written.span(), message, "write for example `10000`, or `\"0.01\"` for percent");
        }
        exact.map(|(mantissa, exponent)| Unit { text: unit.to_owned(), mantissa, exponent })
    }
}

/// A decimal above zero of at most eighteen digits, without the zeros at its end.
fn exact(text: &str) -> Option<(i128, i32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}");
    let is_plain = !whole.is_empty() && digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let mut mantissa: i128 = digits.parse().ok().filter(|digits| is_plain && *digits > 0)?;
    let mut exponent = -i32::try_from(fraction.len()).ok()?;
    while mantissa % 10 == 0 {
        mantissa /= 10;
        exponent += 1;
    }
    Some((mantissa, exponent))
}

fn is_part_of_numbers(mark: char) -> bool {
    mark.is_numeric() || "+-()eE".contains(mark)
}

#[cfg(test)]
mod tests {
    use super::exact;

    #[test]
    fn factors_are_exact() {
        for (text, factor) in [
            ("1", Some((1, 0))),
            ("10000", Some((1, 4))),
            ("0.01", Some((1, -2))),
            ("12", Some((12, 0))),
            ("0.50", Some((5, -1))),
            ("0", None),
            ("0.00", None),
            ("-1", None),
            (".5", None),
            ("1e4", None),
            ("1234567890123456789", None),
            ("", None),
        ] {
            assert_eq!(exact(text), factor, "{text}");
        }
    }
}
