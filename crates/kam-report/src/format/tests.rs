//! Figures people check by hand, written before the code was run.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

use super::*;
use crate::messages::Messages;
use chrono::NaiveDate;
use tera::Value;

const EN: &str = include_str!("../../../../report-templates/locales/en.ftl");
const ZH: &str = include_str!("../../../../report-templates/locales/zh-CN.ftl");

fn plain_money(unscaled: i128, scale: i8) -> String {
    money(Decimal::new(unscaled, scale), Sign::Plain)
}

fn plain_percent(unscaled: i128) -> String {
    percent(Decimal::new(unscaled, 6), 1, Sign::Plain)
}

#[test]
fn a_machine_reads_all_places_and_nothing_else() {
    let plain = |unscaled, scale| exact(Decimal::new(unscaled, scale));
    assert_eq!(plain(-12_345_600, 4), "-1234.5600");
    assert_eq!(plain(7, 0), "7");
    assert_eq!(plain(-5, 3), "-0.005");
    assert_eq!(plain(0, 2), "0.00");
    assert_eq!(plain(12, -2), "1200");
}

#[test]
fn money_rounds_half_away_from_zero_as_sql_does() {
    assert_eq!(plain_money(1_102_773_050, 4), "110,277.31");
    assert_eq!(plain_money(1_102_773_049, 4), "110,277.30");
    assert_eq!(plain_money(-1_102_773_050, 4), "−110,277.31");
    assert_eq!(plain_money(50, 4), "0.01");
    assert_eq!(plain_money(-50, 4), "−0.01");
    assert_eq!(plain_money(-5, 3), "−0.01");
}

#[test]
fn zero_has_no_sign() {
    assert_eq!(plain_money(0, 4), "0.00");
    assert_eq!(plain_money(-49, 4), "0.00");
    assert_eq!(money(Decimal::new(0, 4), Sign::Always), "0.00");
    assert_eq!(percent(Decimal::new(-499, 6), 1, Sign::Always), "0.0%");
}

#[test]
fn thousands_are_grouped() {
    assert_eq!(plain_money(99_999, 2), "999.99");
    assert_eq!(plain_money(100_000, 2), "1,000.00");
    assert_eq!(plain_money(126_579_304, 2), "1,265,793.04");
    assert_eq!(number(Decimal::new(-1_000_000, 0), 0, Sign::Plain), "−1,000,000");
}

#[test]
fn every_scale_is_exact() {
    assert_eq!(plain_money(7, 0), "7.00");
    assert_eq!(plain_money(7, 1), "0.70");
    assert_eq!(plain_money(7, -3), "7,000.00");
    assert_eq!(plain_money(0, -3), "0.00");
    assert_eq!(plain_money(i128::MAX, 38), "1.70");
    assert_eq!(plain_money(i128::MAX, 40), "0.02");
    assert_eq!(plain_money(i128::MAX, 127), "0.00");
}

#[test]
fn the_largest_numbers_keep_every_digit() {
    let largest = "170,141,183,460,469,231,731,687,303,715,884,105,727";
    let smallest = "−170,141,183,460,469,231,731,687,303,715,884,105,728";
    assert_eq!(plain_money(i128::MAX, 0), format!("{largest}.00"));
    assert_eq!(plain_money(i128::MIN, 0), format!("{smallest}.00"));
    assert_eq!(plain_money(i128::MAX, 2), "1,701,411,834,604,692,317,316,873,037,158,841,057.27");
    assert_eq!(percent(Decimal::new(1, -128), 0, Sign::Plain).matches('0').count(), 130);
}

#[test]
fn ratios_round_half_to_even() {
    assert_eq!(plain_percent(120_500), "12.0%");
    assert_eq!(plain_percent(121_500), "12.2%");
    assert_eq!(plain_percent(120_501), "12.1%");
    assert_eq!(plain_percent(-120_500), "−12.0%");
    assert_eq!(plain_percent(-121_500), "−12.2%");
    assert_eq!(plain_percent(1_000_000), "100.0%");
    assert_eq!(plain_percent(12_345_678), "1,234.6%");
}

#[test]
fn a_change_shows_its_sign() {
    assert_eq!(percent(Decimal::new(123_000, 6), 1, Sign::Always), "+12.3%");
    assert_eq!(percent(Decimal::new(-45_000, 6), 1, Sign::Always), "−4.5%");
    assert_eq!(hundredths(Decimal::new(4_000, 6), 1, Sign::Always), "+0.4");
    assert_eq!(number(Decimal::new(3, 0), 0, Sign::Always), "+3");
}

#[test]
fn days_and_quarters_follow_the_locale() {
    let en = Messages::read("en", &[EN.to_owned()]).unwrap();
    let zh = Messages::read("zh-CN", &[ZH.to_owned()]).unwrap();
    let last = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
    assert_eq!(date(last, None, &en).unwrap(), "30 Sep 2026");
    assert_eq!(date(last, None, &zh).unwrap(), "2026年9月30日");
    assert_eq!(date(last, Some("short"), &en).unwrap(), "30 Sep");
    assert_eq!(date(last, Some("short"), &zh).unwrap(), "9月30日");
    assert_eq!(month(last, None, &en).unwrap(), "Sep 2026");
    assert_eq!(month(last, None, &zh).unwrap(), "2026年9月");
    assert_eq!(month(last, Some("short"), &en).unwrap(), "Sep");
    assert_eq!(month(last, Some("short"), &zh).unwrap(), "9月");
    assert_eq!(quarter("2026Q3", None, &en).unwrap(), "Q3 2026");
    assert_eq!(quarter("2026Q3", None, &zh).unwrap(), "2026 年第三季度");
    for texts in [&en, &zh] {
        assert_eq!(quarter("2026Q3", Some("short"), texts).unwrap(), "2026Q3");
        assert_eq!(quarter("2026Q3", Some("shortest"), texts).unwrap(), "26Q3");
    }
    assert!(quarter("2026Q5", None, &en).unwrap_err().to_string().contains("`2026Q5` is no quarter"));
    let wrong = date(last, Some("long"), &en).unwrap_err().to_string();
    assert!(wrong.contains("there is no style `long` here; it is `short`"), "{wrong}");
}

#[test]
fn a_month_may_be_written_without_its_day() {
    let first = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
    assert_eq!(day(&Value::from("2026-09")).unwrap(), first);
    assert_eq!(day(&Value::from("2026-09-01T00:00:00Z")).unwrap(), first);
    for wrong in ["2026-9", "2026-09-1", "2026", "September", "客客客客客客客"] {
        assert!(day(&Value::from(wrong)).is_err(), "{wrong}");
    }
}

/// An amount in hundredths, short, in English and in Chinese.
fn short(hundredths: i128, sign: Sign, places: u8) -> [String; 2] {
    [("en", EN), ("zh-CN", ZH)].map(|(locale, text)| {
        let units = Units::of(&Messages::read(locale, &[text.to_owned()]).unwrap()).unwrap();
        short_money(Decimal::new(hundredths, 2), sign, places, &units)
    })
}

#[test]
fn short_money_is_spoken_in_the_units_of_the_language() {
    for (hundredths, english, chinese) in [
        (0, "0", "0"),
        (49, "0", "0"),
        (50, "1", "1"),
        (-49, "0", "0"),
        (-50, "−1", "−1"),
        (99_949, "999", "999"),
        (99_950, "1.0K", "1,000"),
        (123_456, "1.2K", "1,235"),
        (999_949, "10.0K", "9,999"),
        (999_950, "10.0K", "1.0万"),
        (1_234_567, "12.3K", "1.2万"),
        (99_994_999, "999.9K", "100.0万"),
        (99_995_000, "1.0M", "100.0万"),
        (123_456_789, "1.2M", "123.5万"),
        (-123_456_789, "−1.2M", "−123.5万"),
        (999_949_999_999, "10.0bn", "100.0亿"),
        (99_994_999_999, "999.9M", "10.0亿"),
        (99_995_000_000, "1.0bn", "10.0亿"),
        (999_994_999_999, "10.0bn", "100.0亿"),
        (9_999_499_999, "100.0M", "9,999.5万"),
        (9_999_950_000, "100.0M", "1.0亿"),
        (1_234_567_890_123_400, "12,345.7bn", "123,456.8亿"),
    ] {
        assert_eq!(short(hundredths, Sign::Plain, 1), [english, chinese], "{hundredths}");
    }
}

#[test]
fn short_money_rounds_once_and_half_away_from_zero() {
    // 1,250.00 is 1.25K; 1,249.99 is nearer to 1.2K, and rounding it to whole money first would not change that.
    assert_eq!(short(125_000, Sign::Plain, 1)[0], "1.3K");
    assert_eq!(short(-125_000, Sign::Plain, 1)[0], "−1.3K");
    assert_eq!(short(124_999, Sign::Plain, 1)[0], "1.2K");
    assert_eq!(short(125_000, Sign::Plain, 2), ["1.25K", "1,250"]);
    assert_eq!(short(12_345_678, Sign::Plain, 0), ["123K", "12万"]);
    assert_eq!(short(125_000, Sign::Always, 1)[0], "+1.3K");
    assert_eq!(short(-125_000, Sign::Never, 1)[0], "1.3K");
    assert_eq!(short(0, Sign::Always, 1)[0], "0");
    let least = "−1,701,411,834,604,692,317,316,873,037.2bn";
    assert_eq!(short(i128::MIN, Sign::Plain, 1)[0], least);
}

#[test]
fn units_that_cannot_be_read_are_told() {
    for text in ["K", "3K", "6 M, 3 K", "3 K, 3 M", "x K", "99 K", ""] {
        let messages = Messages::read("en", &[format!("format-money-units = {{\"{text}\"}}\n")]).unwrap();
        let told = Units::of(&messages).unwrap_err().to_string();
        assert!(told.contains("`format-money-units`") && told.contains("`3 K, 6 M`"), "{text}: {told}");
    }
}
