#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::admit::Rule;
use crate::made::{Chance, column, texts};

#[test]
fn plain_numbers_are_exact() {
    assert_eq!(whole(b"-9007199254740993"), Some(-9_007_199_254_740_993));
    assert_eq!(whole(b"0"), Some(0));
    assert_eq!([whole(b""), whole(b"-"), whole(b"1 "), whole(b"1.0"), whole(b"1234567890123456789")], [None; 5]);
    assert_eq!(decimal(b"-12.5", b'.', 16, 2), Some(-1_250));
    assert_eq!(decimal(b"12,50", b',', 16, 2), Some(1_250));
    assert_eq!(decimal(b"7", b'.', 10, 28), Some(70_000_000_000_000_000_000_000_000_000));
    assert_eq!(decimal(b"7.", b'.', 16, 2), Some(700));
    for left_to_the_rule in ["", "-", ".5", "1.234", "123", "1.2.3", "1e2", "12345678901234567.89"] {
        assert_eq!(decimal(left_to_the_rule.as_bytes(), b'.', 2, 2), None, "{left_to_the_rule}");
    }
}

#[test]
fn plain_days_are_those_of_the_calendar() {
    assert_eq!(date(b"1970-01-01", None), Some(0));
    assert_eq!(date(b"1996-07-04", None), Some(9_681));
    assert_eq!(date(b"2000-02-29", None), Some(11_016));
    assert_eq!(date(b"1000-01-01", None), Some(-354_285));
    for left_to_the_rule in
        ["1900-02-29", "2024-04-31", "2024-00-01", "2024-01-00", "0999-01-01", "2024-1-01", "2024-01-01 "]
    {
        assert_eq!(date(left_to_the_rule.as_bytes(), None), None, "{left_to_the_rule}");
    }
}

#[test]
fn plain_times_need_a_zone_that_showed_them_once() {
    let berlin = Some(Tz::Europe__Berlin);
    assert_eq!(timestamp(b"1970-01-01T00:00:01.5Z", None, None), Some(1_500_000));
    assert_eq!(timestamp(b"1970-01-02", None, Some(Tz::UTC)), Some(86_400_000_000));
    assert_eq!(timestamp(b"1970-01-01 01:00:00", None, berlin), Some(0));
    assert_eq!(timestamp(b"2024-03-31 02:30:00", None, berlin), None);
    assert_eq!(timestamp(b"2024-10-27 02:30:00", None, berlin), None);
    assert_eq!(timestamp(b"2024-10-27 02:30:00", None, None), None);
    assert_eq!(timestamp(b"2024-10-27 23:59:60", None, Some(Tz::UTC)), None);
}

#[test]
fn formats_of_fixed_width_are_read_part_by_part() {
    let german = parts("%d.%m.%Y");
    assert_eq!(date(b"04.07.1996", german.as_deref()), Some(9_681));
    assert_eq!(date(b"4.7.1996", german.as_deref()), None);
    assert_eq!([parts("%d.%m.%y"), parts("%d.%m"), parts("%Y-%m-%d %H:%M"), parts("%s")], [None, None, None, None]);
}

/// Whatever is read quickly, the rule alone reads it and in the same way.
#[test]
fn plain_values_are_what_the_rule_gives() {
    let of = |kind: ColumnType, zone: Option<&str>, formats: &[&str]| Column {
        zone: zone.map(str::to_owned),
        formats: texts(formats),
        ..column("x", kind)
    };
    let columns = [
        of(ColumnType::Bigint, None, &[]),
        of(ColumnType::Decimal(18, 2), None, &[]),
        Column { decimal_mark: ',', thousands_mark: Some('.'), ..of(ColumnType::Decimal(5, 3), None, &[]) },
        of(ColumnType::Decimal(38, 20), None, &[]),
        of(ColumnType::Date, None, &[]),
        of(ColumnType::Date, None, &["%d.%m.%Y", "%Y-%m-%d"]),
        of(ColumnType::Date, None, &["%Y%m%d"]),
        of(ColumnType::Timestamp, Some("UTC"), &[]),
        of(ColumnType::Timestamp, Some("Europe/Berlin"), &["%Y-%m-%d %H:%M:%S", "%d/%m/%Y"]),
        of(ColumnType::Timestamp, Some("UTC"), &["%d/%m/%Y", "%Y-%m-%d"]),
        of(ColumnType::Timestamp, None, &[]),
        of(ColumnType::Date, None, &["%Y-%m-%d %H:%M:%S", "%d.%m.%Y"]),
        of(ColumnType::Date, None, &["excel_1900", "%Y-%m-%d"]),
        of(ColumnType::Timestamp, None, &["epoch_seconds"]),
    ];
    let seeds = [
        "2024-03-31 02:30:00",
        "2024-02-29T23:59:59.5Z",
        "29.02.2024",
        "20240229",
        "31/10/2024",
        "1999-12-31",
        "-12.345",
        "1.234,5",
        "77",
    ];
    let letters: Vec<char> = "0123456789012345678901234567893-+.,:TZ /eE".chars().collect();
    let (mut chance, mut quick) = (Chance(1), 0);
    let rules: Vec<_> = columns.iter().map(|column| Rule::new(column, &[], &[]).unwrap()).collect();
    for _ in 0..40_000 {
        let mut text: Vec<char> = chance.pick(&seeds).chars().collect();
        for _ in 0..chance.below(4) {
            let (at, letter) = (chance.below(text.len()), *chance.pick(&letters));
            match chance.below(6) {
                0 => text.insert(at, letter),
                1 if text.len() > 1 => drop(text.remove(at)),
                _ => text[at] = letter,
            }
        }
        let text: String = text.into_iter().collect();
        for (rule, column) in rules.iter().zip(&columns) {
            if let Some(value) = rule.quick.value(&text, column.kind) {
                quick += 1;
                assert!(rule.typed(&text).is_ok_and(|typed| typed == value), "{text} as {}: {value:?}", column.kind);
            }
        }
    }
    assert!(quick > 20_000, "{quick}");
}
