//! The same of days and times.

use super::*;

#[test]
fn days_in_many_formats() {
    reads(
        &dates(&["%Y年%m月%d日"]),
        &[("2026年3月1日", "2026-03-01"), ("2026年13月1日", "is not a date like `%Y年%m月%d日`")],
    );
    reads(
        &dates(&["%d %b %Y", "%B %d, %Y"]),
        &[
            ("1 Mar 2026", "2026-03-01"),
            ("march 1, 2026", "2026-03-01"),
            ("31 FEB 2026", "is not a date like `%d %b %Y` or `%B %d, %Y`"),
        ],
    );
    let sap = Column { null: Some(texts(&["", "00000000"])), ..dates(&["%Y%m%d"]) };
    reads(
        &sap,
        &[("20150101", "2015-01-01"), ("00000000", "NULL"), ("", "NULL"), ("20150229", "is not a date like `%Y%m%d`")],
    );
    reads(
        &dates(&["inverted"]),
        &[
            ("79849898", "2015-01-01"),
            ("79849897", "2015-01-02"),
            ("00000000", "is not a date like `inverted`"),
            ("7984989", "is not a date like `inverted`"),
        ],
    );
}

#[test]
fn days_with_a_time_are_no_days() {
    let day = dates(&["%Y-%m-%d %H:%M:%S"]);
    let timed = "has a time of day, which a date has no room for";
    reads(
        &day,
        &[("2026-03-01 00:00:00", "2026-03-01"), ("2026-03-01 00:00:01", timed), ("2026-03-01 24:00:00", timed)],
    );
    reads(&dates(&["excel_1900"]), &[("46022.5", timed), ("46022.0", "2025-12-31")]);
}

#[test]
fn two_digits_of_a_year() {
    let from =
        |year| Column { spelling: Spelling { first_year: Some(year), ..Spelling::default() }, ..dates(&["%d-%m-%y"]) };
    reads(
        &from(1950),
        &[
            ("20-10-49", "2049-10-20"),
            ("20-10-50", "1950-10-20"),
            ("20-10-99", "1999-10-20"),
            ("29-02-00", "2000-02-29"),
        ],
    );
    reads(&from(1900), &[("29-02-00", "is not a date like `%d-%m-%y`"), ("28-02-99", "1999-02-28")]);
    reads(&from(2000), &[("20-10-99", "2099-10-20")]);
    reads(&dates(&["%d-%m-%y"]), &[("20-10-70", "1970-10-20"), ("20-10-69", "2069-10-20")]);
}

#[test]
fn serials_of_workbooks() {
    reads(
        &dates(&["excel_1900"]),
        &[
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("60", "is 29 February 1900 to a workbook, a day that never was"),
            ("61", "1900-03-01"),
            ("0", "is 0 January 1900 to a workbook, a day that never was"),
            ("46022", "2025-12-31"),
            ("2958465", "9999-12-31"),
            ("2958466", "is not a date like `excel_1900`"),
            ("-1", "is not a date like `excel_1900`"),
            ("4.6E4", "is not a date like `excel_1900`"),
        ],
    );
    reads(&dates(&["excel_1904"]), &[("0", "1904-01-01"), ("44560", "2025-12-31")]);
    reads(&dates(&["%Y-%m-%d", "excel_1900"]), &[("2025-12-31", "2025-12-31"), ("46022", "2025-12-31")]);
    reads(
        &times(&["excel_1900"], "Asia/Shanghai"),
        &[
            ("46022.75", "2025-12-31 10:00:00"),
            ("46022.763888888891", "2025-12-31 10:20:00"),
            ("46022.99999999999", "2025-12-31 16:00:00"),
        ],
    );
}

#[test]
fn instants_as_counts_and_in_formats() {
    let epoch = |name| Column { formats: texts(&[name]), ..column("At", ColumnType::Timestamp) };
    reads(
        &epoch("epoch_seconds"),
        &[
            ("86400", "1970-01-02 00:00:00"),
            ("1456679760.25", "2016-02-28 17:16:00.250"),
            ("-1", "1969-12-31 23:59:59"),
            ("1.4E9", "is not a time like `epoch_seconds`"),
            ("0.0000001", "is finer than a microsecond"),
        ],
    );
    reads(
        &epoch("epoch_milliseconds"),
        &[
            ("1456679760123", "2016-02-28 17:16:00.123"),
            ("1456679760123000000", "is not a time like `epoch_milliseconds`"),
        ],
    );
    reads(&epoch("epoch_microseconds"), &[("1456679760123456", "2016-02-28 17:16:00.123456")]);
    reads(
        &times(&["%Y-%m-%d %H:%M:%S%.f"], "UTC"),
        &[("2026-03-01 08:00:00.5", "2026-03-01 08:00:00.500"), ("2026-03-01 08:00:00", "2026-03-01 08:00:00")],
    );
    reads(&times(&["%Y%m%d%H%M%S%3f"], "UTC"), &[("20260301080000500", "2026-03-01 08:00:00.500")]);
}

#[test]
fn the_end_of_a_day() {
    reads(
        &times(&["%Y-%m-%d %H:%M", "%Y%m%d%H%M%S", "%Y-%m-%dT%T%z"], "UTC"),
        &[
            ("2026-02-28 24:00", "2026-03-01 00:00:00"),
            ("20261231240000", "2027-01-01 00:00:00"),
            ("2026-02-28T24:00:00+0800", "2026-02-28 16:00:00"),
            ("2026-02-28 24:01", "is not a time like `%Y-%m-%d %H:%M` or `%Y%m%d%H%M%S` or `%Y-%m-%dT%T%z`"),
            ("2026-02-28 25:00", "is not a time like `%Y-%m-%d %H:%M` or `%Y%m%d%H%M%S` or `%Y-%m-%dT%T%z`"),
        ],
    );
}
