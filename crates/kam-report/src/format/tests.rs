//! Figures people check by hand, written before the code was run.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

use super::*;

const EN: &str = include_str!("../../../../report-templates/locales/en.ftl");
const ZH: &str = include_str!("../../../../report-templates/locales/zh-CN.ftl");

fn plain_money(unscaled: i128, scale: i8) -> String {
    money(Decimal::new(unscaled, scale), Sign::Plain)
}

fn plain_percent(unscaled: i128) -> String {
    percent(Decimal::new(unscaled, 6), 1, Sign::Plain)
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
    let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
    assert_eq!(date(day, &en).unwrap(), "30 Sep 2026");
    assert_eq!(date(day, &zh).unwrap(), "2026年9月30日");
    assert_eq!(quarter("2026Q3", &en).unwrap(), "Q3 2026");
    assert_eq!(quarter("2026Q3", &zh).unwrap(), "2026 年第三季度");
    assert!(quarter("2026Q5", &en).unwrap_err().to_string().contains("`2026Q5` is no quarter"));
}
