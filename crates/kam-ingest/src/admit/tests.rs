#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::made::{Chance, column, texts};

fn admit(column: &Column, text: &str) -> Result<Value, (ReasonCode, String)> {
    let rule = Rule::new(column, &[], &texts(&["", "NULL"])).unwrap();
    rule.admit(Some(text)).map_err(|objection| (objection.code, objection.reason))
}

fn code(column: &Column, text: &str) -> ReasonCode {
    admit(column, text).unwrap_err().0
}

fn money() -> Column {
    column("UnitPrice", ColumnType::Decimal(18, 4))
}

#[test]
fn text_stays_as_sent() {
    let city = column("City", ColumnType::Text);
    assert_eq!(admit(&city, "  Méx ico "), Ok(Value::Text));
    assert_eq!(admit(&city, "NULL"), Ok(Value::Null));
    assert_eq!(admit(&city, " NULL"), Ok(Value::Text));
}

#[test]
fn a_column_has_its_own_texts_for_null() {
    let mut state = column("state", ColumnType::Text);
    state.null = Some(texts(&["?"]));
    assert_eq!(admit(&state, "?"), Ok(Value::Null));
    assert_eq!(admit(&state, ""), Ok(Value::Text));
}

#[test]
fn required_columns_refuse_null() {
    let mut id = column("OrderID", ColumnType::Text);
    id.required = true;
    let (code, reason) = admit(&id, "NULL").unwrap_err();
    assert_eq!(code, ReasonCode::RequiredNull);
    assert_eq!(reason, "column `OrderID` is required and has no value");
}

#[test]
fn key_columns_are_required() {
    let rule = Rule::new(&column("OrderID", ColumnType::Text), &texts(&["OrderID"]), &texts(&[""])).unwrap();
    assert_eq!(rule.admit(Some("")).unwrap_err().code, ReasonCode::RequiredNull);
    assert_eq!(rule.admit(None).unwrap_err().value, None);
}

#[test]
fn whole_numbers() {
    let count = column("Quantity", ColumnType::Bigint);
    for (text, expected) in [
        ("0", 0),
        ("-0", 0),
        ("+7", 7),
        ("007", 7),
        (" 12 ", 12),
        ("17850.0", 17_850),
        ("1.2E3", 1_200),
        ("1200e-2", 12),
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
    ] {
        assert_eq!(admit(&count, text), Ok(Value::Bigint(expected)), "{text}");
    }
}

#[test]
fn what_is_no_whole_number() {
    let count = column("Quantity", ColumnType::Bigint);
    assert_eq!(code(&count, "1.5"), ReasonCode::TooPrecise);
    assert_eq!(code(&count, "9223372036854775808"), ReasonCode::OutOfRange);
    assert_eq!(code(&count, "1E99"), ReasonCode::OutOfRange);
    assert_eq!(admit(&count, "abc").unwrap_err().1, "`abc` in column `Quantity` is not a number");
    for text in [
        " ", "-", "+", ".", "--1", "+-1", "1-", "(1)", "1 2", "0x10", "NaN", "inf", "1e", "1e+", "1e1.5", "١", "1_000",
        "1,000", "−1",
    ] {
        assert_eq!(code(&count, text), ReasonCode::NotANumber, "{text}");
    }
}

#[test]
fn decimals_are_exact() {
    for (text, expected) in [
        ("14", 140_000),
        ("9.8", 98_000),
        ("-0.05", -500),
        (".5", 5_000),
        ("5.", 50_000),
        ("1.5E3", 15_000_000),
        ("15e-4", 15),
        ("0.00010000000000000000000000000000000000000000000000", 1),
        ("99999999999999.9999", 999_999_999_999_999_999),
        ("0E999999999999", 0),
        ("0.000E-99999", 0),
    ] {
        assert_eq!(admit(&money(), text), Ok(Value::Decimal(expected)), "{text}");
    }
}

#[test]
fn decimals_are_never_rounded() {
    let (code_, reason) = admit(&money(), "10.12345").unwrap_err();
    assert_eq!(code_, ReasonCode::TooPrecise);
    assert_eq!(
        reason,
        "`10.12345` in column `UnitPrice` has more than 4 digits after the point, which decimal(18,4) cannot hold"
    );
    for text in ["1E-5", "1E-99999999999", "0.123456789012345678901234567890123456789012345"] {
        assert_eq!(code(&money(), text), ReasonCode::TooPrecise, "{text}");
    }
    for text in ["100000000000000", "-100000000000000", "1E999999999", "1E99999999999999999999", &"9".repeat(60)] {
        assert_eq!(code(&money(), text), ReasonCode::OutOfRange, "{text}");
    }
}

#[test]
fn marks_are_as_declared() {
    let mut german = money();
    german.decimal_mark = ',';
    german.thousands_mark = Some('.');
    assert_eq!(admit(&german, "1.234.567,5"), Ok(Value::Decimal(12_345_675_000)));
    assert_eq!(admit(&german, "1234567,5"), Ok(Value::Decimal(12_345_675_000)));
    for text in ["1.23,5", "1234.567", ".567", "1..567", "1.567.", "1,5.0", "1,500.000"] {
        assert_eq!(code(&german, text), ReasonCode::NotANumber, "{text}");
    }
}

#[test]
fn any_decimal_survives_the_way_through_text() {
    let mut chance = Chance(7);
    for _ in 0..20_000 {
        let digits = 1 + chance.below(17);
        let unscaled = (0..digits).fold(0_i128, |value, _| value * 10 + chance.below(10) as i128);
        let scale = chance.below(5);
        let unit = 10_i128.pow(u32::try_from(scale).unwrap());
        let sign = chance.pick(&["", "-", "+"]);
        let plain = match scale {
            0 => format!("{sign}{unscaled}"),
            _ => format!("{sign}{}.{:0scale$}", unscaled / unit, unscaled % unit),
        };
        let raised = format!("{sign}{unscaled}E-{scale}");
        let magnitude = unscaled * 10_i128.pow(u32::try_from(4 - scale).unwrap());
        let expected = if *sign == "-" { -magnitude } else { magnitude };
        if magnitude < 10_i128.pow(18) {
            assert_eq!(admit(&money(), &plain), Ok(Value::Decimal(expected)), "{plain}");
            assert_eq!(admit(&money(), &raised), Ok(Value::Decimal(expected)), "{raised}");
        } else {
            assert_eq!(code(&money(), &plain), ReasonCode::OutOfRange, "{plain}");
        }
    }
}

#[test]
fn no_text_makes_a_type_panic() {
    let mut chance = Chance(11);
    let letters: Vec<char> = "0123456789+-.,eE:/TZ %'\u{a0}年月\u{0}".chars().collect();
    let kinds = [
        ColumnType::Text,
        ColumnType::Bigint,
        ColumnType::Boolean,
        ColumnType::Date,
        ColumnType::Timestamp,
        ColumnType::Decimal(38, 38),
        ColumnType::Decimal(38, 0),
        ColumnType::Decimal(1, 1),
    ];
    let columns = kinds.map(|kind| column("x", kind));
    for _ in 0..10_000 {
        let text: String = (0..chance.below(24)).map(|_| *chance.pick(&letters)).collect();
        for column in &columns {
            let _ = admit(column, &text);
        }
    }
}

#[test]
fn booleans_are_as_declared() {
    let mut gone = column("IsDeleted", ColumnType::Boolean);
    assert_eq!(admit(&gone, "TRUE"), Ok(Value::Boolean(true)));
    assert_eq!(admit(&gone, "false"), Ok(Value::Boolean(false)));
    assert_eq!(code(&gone, "1"), ReasonCode::NotABoolean);
    (gone.truths, gone.falsehoods) = (texts(&["1", "Y"]), texts(&["0", "N"]));
    assert_eq!(admit(&gone, "Y"), Ok(Value::Boolean(true)));
    assert_eq!(admit(&gone, "0"), Ok(Value::Boolean(false)));
    assert_eq!(code(&gone, "true"), ReasonCode::NotABoolean);
}

/// A text with two digits of a year has the form of a format with four as well; it means another one.
#[test]
fn a_format_that_reads_another_year_than_is_written_is_passed_over() {
    let mut day = column("engage_date", ColumnType::Date);
    day.formats = texts(&["%Y-%m-%d", "%d-%m-%y"]);
    assert_eq!(admit(&day, "20-10-16"), Ok(Value::Date(17_094)));
    assert_eq!(admit(&day, "2016-10-20"), Ok(Value::Date(17_094)));
    let mut moment = column("engaged_at", ColumnType::Timestamp);
    (moment.formats, moment.zone) = (texts(&["%Y-%m-%d %H:%M", "%d-%m-%y %H:%M"]), Some("UTC".to_owned()));
    assert_eq!(admit(&moment, "20-10-16 00:00"), Ok(Value::Timestamp(17_094 * 86_400_000_000)));
}

#[test]
fn dates_by_format() {
    let mut day = column("OrderDate", ColumnType::Date);
    assert_eq!(admit(&day, "1970-01-01"), Ok(Value::Date(0)));
    assert_eq!(admit(&day, "1996-07-04"), Ok(Value::Date(9_681)));
    day.formats = texts(&["%m/%d/%Y", "%Y%m%d"]);
    assert_eq!(admit(&day, "7/4/1996"), Ok(Value::Date(9_681)));
    assert_eq!(admit(&day, "19960704"), Ok(Value::Date(9_681)));
    assert_eq!(
        admit(&day, "13/4/1996").unwrap_err().1,
        "`13/4/1996` in column `OrderDate` is not a date like `%m/%d/%Y` or `%Y%m%d`"
    );
    for text in ["2/29/1997", "7/4/96", "7/4/1996 ", "07-04-1996", "1996", "7/4/19960", "0/0/0000"] {
        let admitted = admit(&day, text);
        assert!(admitted.is_err() || text.ends_with(' '), "{text}: {admitted:?}");
    }
}

#[test]
fn two_digit_years_only_where_declared() {
    let mut day = column("close_date", ColumnType::Date);
    day.formats = texts(&["%d-%m-%y"]);
    assert_eq!(admit(&day, "20-10-16"), Ok(Value::Date(17_094)));
    day.formats = texts(&["%d-%m-%Y"]);
    assert_eq!(code(&day, "20-10-16"), ReasonCode::NotADate);
    assert_eq!(admit(&day, "01-01-0001"), Ok(Value::Date(-719_162)));
}

#[test]
fn instants_by_offset_or_zone() {
    let mut at = column("CreatedDate", ColumnType::Timestamp);
    assert_eq!(admit(&at, "1970-01-01T01:00:00+01:00"), Ok(Value::Timestamp(0)));
    assert_eq!(admit(&at, "1970-01-01T00:00:00.000001Z"), Ok(Value::Timestamp(1)));
    assert_eq!(code(&at, "1970-01-01 00:00:00"), ReasonCode::NotATimestamp);
    at.zone = Some("Asia/Shanghai".to_owned());
    assert_eq!(admit(&at, "1970-01-01 08:00:00"), Ok(Value::Timestamp(0)));
    assert_eq!(admit(&at, "1970-01-01"), Ok(Value::Timestamp(-28_800_000_000)));
    assert_eq!(code(&at, "1970-01-01 08:00:00.0000001"), ReasonCode::TooPrecise);
    assert_eq!(code(&at, "1970-01-01 23:59:60"), ReasonCode::NoSuchTime);
    at.formats = texts(&["%d/%m/%Y %H:%M"]);
    assert_eq!(admit(&at, "29/2/2016 01:16"), Ok(Value::Timestamp(1_456_679_760_000_000)));
    assert_eq!(code(&at, "29/2/2016"), ReasonCode::NotATimestamp);
}

#[test]
fn clocks_that_are_set_make_no_guesses() {
    let mut at = column("opened_at", ColumnType::Timestamp);
    at.zone = Some("Europe/Berlin".to_owned());
    assert_eq!(
        admit(&at, "2026-03-29 02:30:00").unwrap_err(),
        (
            ReasonCode::NoSuchTime,
            "`2026-03-29 02:30:00` in column `opened_at` does not exist in Europe/Berlin: clocks skipped it".to_owned()
        )
    );
    assert_eq!(code(&at, "2026-10-25 02:30:00"), ReasonCode::AmbiguousTime);
    assert_eq!(admit(&at, "2026-10-25T02:30:00+01:00"), Ok(Value::Timestamp(1_792_891_800_000_000)));
}

#[test]
fn epoch_seconds_are_utc_whatever_the_zone() {
    let mut at = column("ts", ColumnType::Timestamp);
    at.formats = texts(&["%s"]);
    at.zone = Some("Asia/Tokyo".to_owned());
    assert_eq!(admit(&at, "86400"), Ok(Value::Timestamp(86_400_000_000)));
}

#[test]
fn values_and_patterns_match_as_a_whole() {
    let mut status = column("status", ColumnType::Text);
    status.one_of = texts(&["Shipped", "On Hold"]);
    assert_eq!(admit(&status, "Shipped"), Ok(Value::Text));
    assert_eq!(
        admit(&status, "shipped").unwrap_err(),
        (ReasonCode::UnknownValue, "`shipped` in column `status` is none of `Shipped`, `On Hold`".to_owned())
    );
    let mut id = column("Id", ColumnType::Text);
    id.pattern = Some("[0-9]{3}|x".to_owned());
    assert_eq!(admit(&id, "123"), Ok(Value::Text));
    assert_eq!(code(&id, "1234"), ReasonCode::PatternUnmatched);
    assert_eq!(code(&id, "123\n"), ReasonCode::PatternUnmatched);
    assert_eq!(code(&id, "ax"), ReasonCode::PatternUnmatched);
}

#[test]
fn bad_rules_are_the_definitions_fault() {
    let mut id = column("Id", ColumnType::Text);
    id.pattern = Some("(".to_owned());
    assert_eq!(Rule::new(&id, &[], &[]).err().unwrap().blame(), crate::Blame::Definition);
    let mut at = column("at", ColumnType::Timestamp);
    at.zone = Some("Europe/Bern".to_owned());
    assert_eq!(
        Rule::new(&at, &[], &[]).err().unwrap().to_string(),
        "the zone `Europe/Bern` of column `at` does not exist"
    );
}
