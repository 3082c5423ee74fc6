//! Spelling × shape → value, or the exact sentence: one row of a table each.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::made::{column, texts};
use kam_project::{Negative, Spelling, Unit};

mod moments;

/// Reads every text, and compares what is written of it: the value, or how the sentence ends.
#[track_caller]
fn reads(column: &Column, table: &[(&str, &str)]) {
    let rule = Rule::new(column, &[], &texts(&[""])).unwrap();
    for (text, expected) in table {
        let read = match rule.admit(Some(text)) {
            Ok(Value::Null) => "NULL".to_owned(),
            Ok(Value::Bigint(value)) => value.to_string(),
            Ok(Value::Decimal(value)) => value.to_string(),
            Ok(Value::Boolean(value)) => value.to_string(),
            Ok(Value::Date(day)) => shown(i64::from(day) * 86_400_000_000).replace(" 00:00:00", ""),
            Ok(Value::Timestamp(micros)) => shown(micros),
            Ok(value) => format!("[{}]", value.of_text(text).unwrap()),
            Err(objection) => {
                let start = format!("`{text}` in column `{}` ", column.source_name);
                objection.reason.strip_prefix(&start).unwrap_or(&objection.reason).to_owned()
            }
        };
        assert_eq!(read, *expected, "{text}");
    }
}

fn shown(micros: i64) -> String {
    chrono::DateTime::from_timestamp_micros(micros).unwrap().format("%Y-%m-%d %H:%M:%S%.f").to_string()
}

/// Cents.
fn money(thousands_mark: Option<char>, decimal_mark: char, spelling: Spelling) -> Column {
    Column { thousands_mark, decimal_mark, spelling, ..column("Amount", ColumnType::Decimal(18, 2)) }
}

fn unit(text: &str, mantissa: i128, exponent: i32) -> Unit {
    Unit { text: text.to_owned(), mantissa, exponent }
}

fn dates(formats: &[&str]) -> Column {
    Column { formats: texts(formats), ..column("Day", ColumnType::Date) }
}

fn times(formats: &[&str], zone: &str) -> Column {
    Column { formats: texts(formats), zone: Some(zone.to_owned()), ..column("At", ColumnType::Timestamp) }
}

#[test]
fn german_marks() {
    reads(
        &money(Some('.'), ',', Spelling::default()),
        &[
            ("1.234,56", "123456"),
            ("1234,56", "123456"),
            ("-1.234.567,8", "-123456780"),
            ("+5", "500"),
            ("1,23", "123"),
            ("1.23", "is not a number"),
            ("1.2345", "is not a number"),
            ("1..234", "is not a number"),
            (".234", "is not a number"),
            ("1.234,567", "has more than 2 digits after the point, which decimal(18,2) cannot hold"),
            ("1.234,5.678", "is not a number"),
        ],
    );
}

#[test]
fn groups_are_whole() {
    reads(
        &money(Some(','), '.', Spelling::default()),
        &[
            ("1,234.50", "123450"),
            ("1,23", "is not a number"),
            ("1234,567", "is not a number"),
            ("12,345,678", "1234567800"),
        ],
    );
    let indian = Spelling { groups: vec![3, 2], ..Spelling::default() };
    reads(
        &money(Some(','), '.', indian),
        &[
            ("12,34,567.50", "123456750"),
            ("1,234", "123400"),
            ("123,456", "is not a number like `1,234.5` or `-1,234.5`"),
            ("1,234,567", "is not a number like `1,234.5` or `-1,234.5`"),
        ],
    );
}

#[test]
fn blanks_and_apostrophes_between_thousands() {
    reads(
        &money(Some(' '), ',', Spelling::default()),
        &[
            ("1 234,50", "123450"),
            ("1\u{a0}234,50", "123450"),
            ("1\u{202f}234\u{2009}567,50", "123456750"),
            ("1  234", "is not a number"),
        ],
    );
    reads(&money(Some('\''), '.', Spelling::default()), &[("1'234.50", "123450"), ("1’234.50", "123450")]);
}

#[test]
fn negative_numbers_as_declared() {
    let sap = Spelling { negative: vec![Negative::After], ..Spelling::default() };
    reads(
        &money(Some(','), '.', sap),
        &[
            ("1,234.50-", "-123450"),
            ("1,234.50", "123450"),
            ("0.00-", "0"),
            ("-1", "is not a number like `1,234.5` or `1,234.5-`"),
            ("1--", "is not a number like `1,234.5` or `1,234.5-`"),
            ("-", "is not a number like `1,234.5` or `1,234.5-`"),
            ("1.005-", "has more than 2 digits after the point, which decimal(18,2) cannot hold"),
        ],
    );
    let books = Spelling { negative: vec![Negative::Before, Negative::Brackets], ..Spelling::default() };
    reads(
        &money(None, '.', books),
        &[
            ("(12.00)", "-1200"),
            ("-12.00", "-1200"),
            ("12.00", "1200"),
            ("(-12.00)", "is not a number like `1234.5` or `-1234.5` or `(1234.5)`"),
            ("(12.00", "is not a number like `1234.5` or `-1234.5` or `(1234.5)`"),
            ("()", "is not a number like `1234.5` or `-1234.5` or `(1234.5)`"),
        ],
    );
}

#[test]
fn currencies_beside_numbers() {
    let units = ["RMB", "￥", "¥", "€", "元", "$"].map(|text| unit(text, 1, 0)).to_vec();
    let spelling = Spelling { units, negative: vec![Negative::Before, Negative::Brackets], ..Spelling::default() };
    let likes = "is not a number like `1,234.5` or `-1,234.5` or `(1,234.5)`, with or without \
                 `RMB`, `￥`, `¥`, `€`, `元`, `$`";
    reads(
        &money(Some(','), '.', spelling),
        &[
            ("￥1,234.00", "123400"),
            ("¥ 1,234.00", "123400"),
            ("12.50 元", "1250"),
            ("12.50\u{a0}€", "1250"),
            ("RMB 7", "700"),
            ("-$5", "-500"),
            ("$-5", "-500"),
            ("($5.00)", "-500"),
            ("$(5.00)", "-500"),
            ("¥12元", "1200"),
            ("$$5", likes),
            ("$", likes),
            ("£5", likes),
        ],
    );
}

#[test]
fn units_multiply_exactly() {
    let units = vec![unit("万", 1, 4), unit("亿", 1, 8), unit("元", 1, 0)];
    reads(
        &money(None, '.', Spelling { units, ..Spelling::default() }),
        &[
            ("1.5万", "1500000"),
            ("2亿", "20000000000"),
            ("1.5万元", "1500000"),
            ("9800", "980000"),
            ("0.0000015万", "has more than 2 digits after the point, which decimal(18,2) cannot hold"),
            ("1万亿", "is not a number like `1234.5` or `-1234.5`, with or without `万`, `亿`, `元`"),
            ("99999999999亿", "is too large for decimal(18,2)"),
        ],
    );
    let share = Column {
        spelling: Spelling { units: vec![unit("%", 1, -2)], ..Spelling::default() },
        ..column("Share", ColumnType::Decimal(9, 4))
    };
    reads(
        &share,
        &[
            ("12.5%", "1250"),
            ("12.5 %", "1250"),
            ("0.125", "1250"),
            ("-3%", "-300"),
            ("0.001%", "has more than 4 digits after the point, which decimal(9,4) cannot hold"),
        ],
    );
    let points = Column {
        spelling: Spelling { units: vec![unit("%", 1, 0)], ..Spelling::default() },
        ..column("Share", ColumnType::Decimal(9, 4))
    };
    reads(&points, &[("12.5%", "125000")]);
    let in_cents = Spelling { units: vec![unit("€", 1, 0), unit("", 1, -2)], ..Spelling::default() };
    reads(&money(None, '.', in_cents), &[("1250", "1250"), ("12.50€", "1250"), ("-3", "-3")]);
    let dozens = Column {
        spelling: Spelling { units: vec![unit("dz", 12, 0)], ..Spelling::default() },
        ..column("Pieces", ColumnType::Bigint)
    };
    reads(
        &dozens,
        &[
            ("2.5 dz", "30"),
            ("7", "7"),
            ("0.1 dz", "is not a whole number"),
            ("x", "is not a number like `1234` or `-1234`, with or without `dz`"),
        ],
    );
}

#[test]
fn digits_of_full_width() {
    let spelling = Spelling { full_width: true, units: vec![unit("￥", 1, 0)], ..Spelling::default() };
    reads(
        &money(Some(','), '.', spelling),
        &[
            ("１２３．５０", "12350"),
            ("－１，２３４．５", "-123450"),
            ("￥１２３\u{3000}", "12300"),
            ("¥123", "12300"),
            ("１２三", "is not a number like `1,234.5` or `-1,234.5`, with or without `¥`"),
        ],
    );
    reads(
        &money(None, '.', Spelling::default()),
        &[("１２３．５０", "is not a number; it would be with `full_width = true`")],
    );
    let day = Column {
        spelling: Spelling { full_width: true, ..Spelling::default() },
        ..dates(&["%Y年%m月%d日", "%Y/%m/%d"])
    };
    reads(&day, &[("２０２６年３月１日", "2026-03-01"), ("２０２６／０３／０１", "2026-03-01")]);
}

#[test]
fn exponents_lose_no_digit() {
    reads(
        &money(None, '.', Spelling::default()),
        &[
            ("1.2E+05", "12000000"),
            ("1.2e5", "12000000"),
            ("12345E-2", "12345"),
            ("12345E-3", "has more than 2 digits after the point, which decimal(18,2) cannot hold"),
            ("1.2E", "is not a number"),
        ],
    );
    reads(
        &column("Id", ColumnType::Bigint),
        &[("17850.0", "17850"), ("17850.5", "is not a whole number"), ("1.785E+4", "17850")],
    );
}

#[test]
fn texts_are_trimmed_as_declared() {
    let id = |trim: &[&str]| Column {
        spelling: Spelling { trim: texts(trim), ..Spelling::default() },
        ..column("CustomerID", ColumnType::Text)
    };
    reads(
        &id(&[".0"]),
        &[
            ("17850.0", "[17850]"),
            ("0017850", "[0017850]"),
            ("1.0.0", "[1.0]"),
            ("", "NULL"),
            (".0", "NULL"),
            (" 7.0", "[ 7]"),
        ],
    );
    reads(&id(&[" "]), &[("  A 1  ", "[A 1]"), ("\u{3000}A", "[A]"), ("   ", "NULL")]);
    reads(&id(&[" ", ".0"]), &[(" 17850.0 ", "[17850]"), ("17850 .0", "[17850]")]);
    reads(&id(&[]), &[("17850.0", "[17850.0]"), ("00123", "[00123]")]);
    let known = Column { pattern: Some("[0-9]+".to_owned()), ..id(&[".0"]) };
    reads(&known, &[("17850.0", "[17850]"), ("17850.5", "does not match `[0-9]+`")]);
}

#[test]
fn words_for_true_and_false() {
    let sap = Column { truths: texts(&["X"]), falsehoods: texts(&[""]), ..column("LOEVM", ColumnType::Boolean) };
    reads(&sap, &[("X", "true"), ("", "false"), ("x", "is neither true nor false")]);
    let chinese =
        Column { truths: texts(&["是"]), falsehoods: texts(&["否"]), ..column("启用", ColumnType::Boolean) };
    reads(&chinese, &[("是", "true"), ("否", "false"), ("", "NULL")]);
}

#[test]
fn what_a_format_types_itself_is_spelled_as_declared() {
    use crate::native::Native;
    let spelled = |column: &Column, number: &str| Native::Number(number.to_owned().into()).text(column).into_owned();
    let sap = money(Some('.'), ',', Spelling { negative: vec![Negative::After], ..Spelling::default() });
    assert_eq!(spelled(&sap, "-1234.5"), "1234,5-");
    let books = money(None, '.', Spelling { negative: vec![Negative::Brackets], ..Spelling::default() });
    assert_eq!(spelled(&books, "-1234.5"), "(1234.5)");
    let noon = chrono::NaiveDate::from_ymd_opt(2025, 12, 31).unwrap().and_hms_milli_opt(12, 0, 0, 1).unwrap();
    let at = times(&["excel_1904"], "UTC");
    let serial = Native::Moment(noon).text(&at).into_owned();
    assert_eq!(serial, "44560.500000011574");
    reads(&at, &[(&serial, "2025-12-31 12:00:00.001")]);
    let day = Native::Moment(noon.date().and_hms_opt(0, 0, 0).unwrap()).text(&dates(&["inverted"])).into_owned();
    assert_eq!(day, "79748768");
}

#[test]
fn what_is_not_declared_is_told() {
    let is = |ways: &str| format!("is not a number; it would be with {ways}");
    let table = [
        ("1.234,56", is("`decimal_mark = \",\"` and `thousands_mark = \".\"`")),
        ("1,234", is("`thousands_mark = \",\"` or with `decimal_mark = \",\"`")),
        ("1,234.5", is("`thousands_mark = \",\"`")),
        ("9,80", is("`decimal_mark = \",\"`")),
        ("12.50-", is("`negative = [\"1-\"]`")),
        ("(5)", is("`negative = [\"(1)\"]`")),
        ("￥5", is("`units = { \"￥\" = 1 }`")),
        ("$34.80", is("`units = { \"$\" = 1 }`")),
        ("12.5 %", is("`units = { \"%\" = \"0.01\" }`")),
        ("abc", "is not a number".to_owned()),
        ("A1", "is not a number".to_owned()),
    ];
    for (text, expected) in &table {
        reads(&column("Amount", ColumnType::Decimal(18, 2)), &[(text, expected)]);
    }
    reads(
        &dates(&[]),
        &[
            ("31.01.2026", "is not a date like `%Y-%m-%d`; it would be with `formats = [\"%d.%m.%Y\"]`"),
            ("20260131", "is not a date like `%Y-%m-%d`; it would be with `formats = [\"%Y%m%d\"]`"),
            (
                "1/2/2026",
                "is not a date like `%Y-%m-%d`; it would be with `formats = [\"%d/%m/%Y\"]` or with `formats = [\"%m/%d/%Y\"]`",
            ),
            ("2026-02-30", "is not a date like `%Y-%m-%d`"),
        ],
    );
}
