//! Columns of numbers, and of identifiers made of digits.

use super::moment::zoned;
use super::{Context, Guess, toml_text};
use crate::infer::column::Seen;
use crate::infer::evidence::{counted, listed, share};
use crate::infer::identity;
use crate::infer::numbers::{NoShape, NumberShape};
use crate::infer::toml::list;
use kam_project::ColumnType;

/// A column whose values are all numbers.
pub(super) fn of_numbers(seen: &Seen, context: Context<'_>) -> Option<Guess> {
    if seen.numbers.read < seen.values {
        return None;
    }
    if let Some(guess) = identifier(seen) {
        return Some(guess);
    }
    if let Some(guess) = count_of_moments(seen, context) {
        return Some(guess);
    }
    let refused = |doubt: String| Guess::of_text(vec!["numbers".to_owned()]).doubting(doubt);
    Some(match seen.numbers.shape() {
        Ok(shape) => of_shape(seen, shape, context),
        Err(NoShape::Mixed) => refused(
            "The point marks decimals in some values and thousands in others: no one declaration reads all of them."
                .to_owned(),
        ),
        Err(NoShape::Unclear(mark)) => refused(format!(
            "Ask whoever sends it: `{mark}` stands before three digits in every number, so that it may mark decimals or thousands. It is {}.",
            if mark == ',' {
                "`type = \"bigint\", thousands_mark = \",\"` or `type = \"decimal(18,3)\", decimal_mark = \",\"`"
            } else {
                "`type = \"decimal(18,3)\"` or `type = \"bigint\", decimal_mark = \",\", thousands_mark = \".\"`"
            }
        )),
        Err(NoShape::Currencies(currencies)) => refused(format!(
            "The values are amounts of several currencies, {}: as `text` the staging model can tell them apart.",
            listed(&currencies, 8)
        )),
        Err(NoShape::TooWide) => {
            refused(format!("Of {} digits no number here has room.", counted(seen.numbers.widest() as u64)))
        }
    })
}

/// Digits that name something: they stay text.
fn identifier(seen: &Seen) -> Option<Guess> {
    let numbers = &seen.numbers;
    let is_named = identity::is_identifier(&seen.name);
    if is_named && numbers.end_in_point_zero() {
        let evidence = vec!["an identifier by its name, exported as a number: its `.0` is taken off".to_owned()];
        return Some(Guess::of_text(evidence).with("trim", list(&[".0"])));
    }
    if numbers.leading_zeros > 0 {
        let zeros = share(numbers.leading_zeros, seen.values);
        return Some(Guess::of_text(vec![format!("zeros lead {zeros} numbers, which a number would lose")]));
    }
    if !is_named {
        return None;
    }
    let guess = Guess::of_text(vec!["digits, but named like an identifier, so text".to_owned()]);
    Some(if numbers.exponents > 0 {
        let count = counted(numbers.exponents);
        guess.doubting(format!(
            "{count} values have an exponent: whoever exported them has lost digits. Ask for them again."
        ))
    } else {
        guess
    })
}

/// Numbers that count days or seconds, under a name that speaks of moments.
fn count_of_moments(seen: &Seen, context: Context<'_>) -> Option<Guess> {
    if !identity::is_of_moments(&seen.name) {
        return None;
    }
    let numbers = &seen.numbers;
    let counts = [
        (20_000, 80_000, "excel_1900", "days as a workbook counts them"),
        (1_000_000_000, 2_200_000_000, "epoch_seconds", "seconds since 1970"),
        (1_000_000_000_000, 2_200_000_000_000, "epoch_milliseconds", "milliseconds since 1970"),
        (1_000_000_000_000_000, 2_200_000_000_000_000, "epoch_microseconds", "microseconds since 1970"),
    ];
    let (_, _, format, what) = counts.into_iter().find(|(least, most, ..)| numbers.are_within(*least, *most))?;
    let is_day = format == "excel_1900" && !numbers.have_fractions();
    let kind = if is_day { ColumnType::Date } else { ColumnType::Timestamp };
    let formats = vec![format.to_owned()];
    let guess = Guess::new(kind, vec![format!("{what}, by its name and its numbers")]).with("formats", list(&formats));
    Some(if is_day { guess } else { zoned(guess, &formats, false, context) })
}

fn of_shape(seen: &Seen, shape: NumberShape, context: Context<'_>) -> Guess {
    let NumberShape { kind, decimal_mark, thousands_mark, by_twos, negative, units, full_width, evidence } = shape;
    let is_amount = kind == ColumnType::Bigint && identity::is_amount(&seen.name);
    let mut guess = Guess::new(if is_amount { ColumnType::Decimal(18, 2) } else { kind }, evidence);
    let mut decimal_mark = decimal_mark;
    if is_amount {
        decimal_mark = context.decimal_mark.filter(|mark| Some(*mark) != thousands_mark).unwrap_or(decimal_mark);
        guess.evidence.push("named like an amount, so decimals are to be expected".to_owned());
    }
    if seen.numbers.end_in_point_zero() {
        guess.evidence.push("all end in `.0`: `bigint` if they are counts".to_owned());
    }
    if decimal_mark != '.' {
        guess = guess.with("decimal_mark", toml_text(&decimal_mark.to_string()));
    }
    if let Some(mark) = thousands_mark {
        guess = guess.with("thousands_mark", toml_text(&mark.to_string()));
    }
    if by_twos {
        guess = guess.with("groups", "[3, 2]".to_owned());
    }
    if !negative.is_empty() {
        guess = guess.with("negative", list(&negative));
    }
    if !units.is_empty() {
        let factors: Vec<String> = units.iter().map(|unit| format!("{} = {}", toml_text(unit), factor(unit))).collect();
        guess = guess.with("units", format!("{{ {} }}", factors.join(", ")));
    }
    if full_width {
        guess = guess.with("full_width", "true".to_owned());
    }
    if units.contains(&"%") {
        guess.evidence.push("a share: `{ \"%\" = 1 }` keeps percent".to_owned());
    }
    let is_of_bits = seen.few().is_some_and(|few| few.keys().all(|text| text == "0" || text == "1"));
    if is_of_bits {
        guess.evidence.push("nothing but 0 and 1: `type = \"boolean\"` if they mean no and yes".to_owned());
    }
    guess
}

fn factor(unit: &str) -> &'static str {
    match unit {
        "%" => "\"0.01\"",
        "万" | "万元" => "10000",
        "亿" | "亿元" => "100000000",
        _ => "1",
    }
}
