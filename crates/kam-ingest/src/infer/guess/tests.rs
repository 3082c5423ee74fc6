//! Values of one column, and what it is declared as.

use super::*;

/// The declaration of a column of these values, as TOML would write it.
fn declared(name: &str, values: &[&str]) -> String {
    let mut seen = Seen::new(name, 0);
    for value in values {
        seen.take(value, 1_000);
    }
    let guess = guess(&seen, Context::default());
    let keys: Vec<String> = guess.keys.iter().map(|(key, toml)| format!(", {key} = {toml}")).collect();
    format!("{}{}", guess.kind, keys.concat())
}

#[test]
fn identifiers_stay_text() {
    for (name, values, expected) in [
        ("CustomerID", ["17850.0", "12346.0"].as_slice(), "text, trim = [\".0\"]"),
        ("quantity", &["17850.0", "12346.0"], "decimal(18,1)"),
        ("OrderID", &["10248", "10249"], "text"),
        ("quantity", &["10248", "10249"], "bigint"),
        ("anything", &["0012", "0013", "14"], "text"),
        ("orderLineNumber", &["1", "2"], "bigint"),
        ("price", &["12", "13"], "decimal(18,2)"),
        ("客户编号", &["12", "13"], "text"),
        ("big", &["1234567890123456789012"], "text"),
    ] {
        assert_eq!(declared(name, values), expected, "{name} {values:?}");
    }
}

#[test]
fn counts_of_days_and_seconds_are_told_by_their_names() {
    for (name, values, expected) in [
        ("OrderDate", ["46022", "46023"].as_slice(), "date, formats = [\"excel_1900\"]"),
        ("OrderDate", &["46022.75"], "timestamp, formats = [\"excel_1900\"], zone = \"UTC\""),
        ("population", &["46022"], "bigint"),
        ("created_at", &["1456679760"], "timestamp, formats = [\"epoch_seconds\"]"),
        ("updated", &["1456679760123"], "timestamp, formats = [\"epoch_milliseconds\"]"),
    ] {
        assert_eq!(declared(name, values), expected, "{name} {values:?}");
    }
}

#[test]
fn words_for_nothing_do_not_hide_a_type() {
    for (name, values, expected) in [
        ("n", ["1", "?", "2", "NULL", "", "-"].as_slice(), "bigint"),
        ("day", &["2026-01-01", "N/A"], "date"),
        ("day", &["20260101", "00000000"], "date, formats = [\"%Y%m%d\"]"),
        ("flag", &["true", "null", "false"], "boolean, true = [\"true\"], false = [\"false\"]"),
        ("is_open", &["1", "0"], "boolean, true = [\"1\"], false = [\"0\"]"),
        ("n", &["1", "0"], "bigint"),
        ("LOEVM", &["X", "", ""], "boolean, true = [\"X\"], false = [\"\"]"),
        ("nothing", &["", "", "?"], "text"),
    ] {
        assert_eq!(declared(name, values), expected, "{name} {values:?}");
    }
}

#[test]
fn one_value_out_of_place_makes_text_and_is_told() {
    let mut seen = Seen::new("day", 0);
    for at in 0..200 {
        seen.take(if at == 17 { "soon" } else { "2026-01-01" }, 1_000);
    }
    let guess = guess(&seen, Context::default());
    let doubt = "199 of 200 values are dates or times, but `soon` is none, and 1 in all. As `text` every row lands; with their \
                 type these rows would be rejected.";
    assert_eq!((guess.kind, guess.doubts), (ColumnType::Text, vec![doubt.to_owned()]));
}
