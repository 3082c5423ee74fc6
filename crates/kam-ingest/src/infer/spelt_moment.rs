//! One day or time taken apart: which digits stand where, and what the day may be.

use chrono::NaiveDate;

/// A day, or a day and a time, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SpeltMoment {
    /// Its strftime format; where the order of day, month and year is open they are `{1}`, `{2}` and `{3}`.
    pub(super) template: String,
    /// The numbers whose order is open.
    pub(super) open: Option<[u8; 3]>,
    /// The year, if it has four digits.
    pub(super) year: Option<u16>,
    /// Whether it has a time of day.
    pub(super) has_time: bool,
    /// Whether that time is midnight.
    pub(super) is_midnight: bool,
    /// Whether it says how far its clock is from UTC.
    pub(super) has_offset: bool,
    /// Whether ISO 8601 reads it, so that no format need be declared.
    pub(super) is_iso: bool,
}

/// The longest text that is taken for a moment, in bytes.
const LONGEST: usize = 40;

/// Takes a moment apart; none if it is none.
pub(super) fn spelt_moment(text: &str) -> Option<SpeltMoment> {
    let begins = text.chars().next().is_some_and(|first| first.is_ascii_alphanumeric());
    if !begins || text.len() < 6 || text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact(text);
    }
    let whole = day(text).map(|day| (day, None));
    let (day, time) = whole.or_else(|| {
        // The time begins behind the blank or the `T` before its first colon.
        let colon = text.find(':')?;
        let at = text.get(..colon)?.rfind(['T', ' '])?;
        let day = day(text.get(..at)?.trim_end().trim_end_matches(','))?;
        let between = text.get(at..=at)?;
        let comma = if text.get(..at)?.trim_end().ends_with(',') { "," } else { "" };
        Some((day, Some((format!("{comma}{between}"), time(text.get(at + 1..)?)?))))
    })?;
    let Some((between, time)) = time else {
        return Some(SpeltMoment {
            is_iso: day.template == "%Y-%m-%d" && day.is_padded,
            template: day.template,
            open: day.open,
            year: day.year,
            has_time: false,
            is_midnight: true,
            has_offset: false,
        });
    };
    let is_iso_time = time.format.starts_with("%H:%M:%S") && !time.format.contains("%p");
    let is_iso = day.template == "%Y-%m-%d"
        && day.is_padded
        && is_iso_time
        && matches!((between.as_str(), time.offset), ("T", _) | (" ", Offset::None));
    Some(SpeltMoment {
        template: format!("{}{between}{}", day.template, time.format),
        open: day.open,
        year: day.year,
        has_time: true,
        is_midnight: time.is_midnight,
        has_offset: time.offset != Offset::None,
        is_iso,
    })
}

struct Day {
    template: String,
    open: Option<[u8; 3]>,
    year: Option<u16>,
    is_padded: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offset {
    None,
    Told,
}

struct Time {
    format: String,
    is_midnight: bool,
    offset: Offset,
}

/// `20260930`, or `20260930235959`.
fn compact(text: &str) -> Option<SpeltMoment> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
    let (has_time, template) = match text.len() {
        8 => (false, "%Y%m%d"),
        14 => (true, "%Y%m%d%H%M%S"),
        _ => return None,
    };
    let year = number(0, 4).filter(|year| (1900..=2999).contains(year) || *year == 9999)?;
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(number(4, 6)?), u32::from(number(6, 8)?))?;
    if has_time && (number(8, 10)? > 23 || number(10, 12)? > 59 || number(12, 14)? > 59) {
        return None;
    }
    let is_midnight = text.get(8..).is_none_or(|time| time.bytes().all(|digit| digit == b'0'));
    let template = template.to_owned();
    let year = Some(year);
    Some(SpeltMoment { template, open: None, year, has_time, is_midnight, has_offset: false, is_iso: false })
}

/// Digits, letters, or marks between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Number(&'a str),
    Word(&'a str),
    Marks(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let class = |letter: char| match letter {
        _ if letter.is_ascii_digit() => 0,
        _ if letter.is_ascii_alphabetic() => 1,
        _ => 2,
    };
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter| class(letter) != class(first)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(match class(first) {
            0 => Piece::Number(piece),
            1 => Piece::Word(piece),
            _ => Piece::Marks(piece),
        });
        rest = after;
    }
    pieces
}

fn day(text: &str) -> Option<Day> {
    match pieces(text).as_slice() {
        [Piece::Number(a), Piece::Marks(s), Piece::Number(b), Piece::Marks(t), Piece::Number(c)] if s == t => {
            matches!(*s, "-" | "/" | "." | ". " | " ").then(|| of_numbers(a, b, c, s)).flatten()
        }
        [
            Piece::Number(a),
            Piece::Marks("年"),
            Piece::Number(b),
            Piece::Marks("月"),
            Piece::Number(c),
            Piece::Marks("日" | "号"),
        ] => {
            let mut day = of_numbers(a, b, c, "-").filter(|day| day.open.is_none())?;
            let last = if text.ends_with('日') { "日" } else { "号" };
            day.template = format!("%Y年%m月%d{last}");
            Some(day)
        }
        [Piece::Number(a), Piece::Marks(s), Piece::Word(month), Piece::Marks(t), Piece::Number(c)]
            if is_between(s) && is_between(t) =>
        {
            let (number, letters) = month_of(month)?;
            let (year, letters_of_year) = year_of(c)?;
            checked(year, number, a)?;
            Some(named(format!("%d{s}{letters}{t}{letters_of_year}"), year))
        }
        [Piece::Word(month), Piece::Marks(s), Piece::Number(b), Piece::Marks(t), Piece::Number(c)]
            if is_between(s) && is_between(t) =>
        {
            let (number, letters) = month_of(month)?;
            let (year, letters_of_year) = year_of(c)?;
            checked(year, number, b)?;
            Some(named(format!("{letters}{s}%d{t}{letters_of_year}"), year))
        }
        _ => None,
    }
}

/// Whether marks may stand beside the name of a month.
fn is_between(marks: &str) -> bool {
    matches!(marks, " " | "-" | "/" | "." | ", " | ". ")
}

fn named(template: String, year: u16) -> Day {
    let is_clean = year >= 1000;
    Day { template, open: None, year: is_clean.then_some(year), is_padded: true }
}

/// Three numbers with one mark between them.
fn of_numbers(a: &str, b: &str, c: &str, mark: &str) -> Option<Day> {
    let small = |text: &str| text.parse::<u8>().ok().filter(|_| text.len() <= 2);
    let year = |text: &str| text.parse::<u16>().ok().filter(|year| text.len() == 4 && *year >= 1000);
    let is_padded = b.len() == 2 && (c.len() == 2 || a.len() == 2);
    if let Some(year) = year(a) {
        NaiveDate::from_ymd_opt(i32::from(year), u32::from(small(b)?), u32::from(small(c)?))?;
        let template = format!("%Y{mark}%m{mark}%d");
        return Some(Day { template, open: None, year: Some(year), is_padded });
    }
    let (first, second) = (small(a).filter(|one| *one > 0)?, small(b).filter(|two| *two > 0)?);
    if let Some(year) = year(c) {
        let is_day = |day: u8, month: u8| NaiveDate::from_ymd_opt(i32::from(year), month.into(), day.into()).is_some();
        let template = format!("{{1}}{mark}{{2}}{mark}%Y");
        let may_be = is_day(first, second) || is_day(second, first);
        return may_be.then_some(Day { template, open: Some([first, second, 0]), year: Some(year), is_padded });
    }
    let third = small(c).filter(|_| c.len() == 2)?;
    let may_be = first.min(second) <= 12 && first <= 31 && second <= 31 || second <= 12 && (1..=31).contains(&third);
    let template = format!("{{1}}{mark}{{2}}{mark}{{3}}");
    may_be.then_some(Day { template, open: Some([first, second, third]), year: None, is_padded })
}

fn checked(year: u16, month: u32, day: &str) -> Option<NaiveDate> {
    let day = day.parse::<u32>().ok().filter(|_| day.len() <= 2)?;
    // Of a year of two digits any leap year will do.
    NaiveDate::from_ymd_opt(if year < 1000 { 2000 } else { i32::from(year) }, month, day)
}

fn year_of(text: &str) -> Option<(u16, &'static str)> {
    let year = text.parse().ok()?;
    match text.len() {
        4 if year >= 1000 => Some((year, "%Y")),
        2 => Some((year, "%y")),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A month's number, and the letters that stand for its name: the short one, or all of it.
fn month_of(word: &str) -> Option<(u32, &'static str)> {
    let lower = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| lower == *month || lower.len() == 3 && month.starts_with(&lower))?;
    Some((u32::try_from(at).ok()? + 1, if lower.len() == 3 { "%b" } else { "%B" }))
}

/// `23:59`, with seconds, a fraction of them, AM or PM, and an offset.
fn time(text: &str) -> Option<Time> {
    let (clock, zone, offset) = without_offset(text);
    let upper = clock.to_ascii_uppercase();
    let half = ["AM", "PM"].iter().find(|half| upper.ends_with(**half));
    let bare = half.map_or(clock, |half| clock.get(..clock.len() - half.len()).unwrap_or_default());
    let blank = if half.is_some() && bare.ends_with(' ') { " " } else { "" };
    let (hands, fraction) = match bare.trim_end().split_once('.') {
        Some((hands, fraction)) => (hands, Some(fraction)),
        None => (bare.trim_end(), None),
    };
    let parts: Vec<&str> = hands.split(':').collect();
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| (1..=2).contains(&part.len()));
    let hour = number(parts.first()?)?;
    let minute = parts.get(1).and_then(|part| number(part).filter(|_| part.len() == 2))?;
    let second = parts.get(2).map_or(Some(0), |part| number(part).filter(|_| part.len() == 2))?;
    let is_fraction = fraction.is_none_or(|digits| {
        parts.len() == 3 && (1..=9).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
    });
    let hours = if half.is_some() { 1..=12 } else { 0..=23 };
    if parts.len() > 3 || !hours.contains(&hour) || minute > 59 || second > 59 || !is_fraction {
        return None;
    }
    let seconds = match (parts.len(), fraction) {
        (3, Some(_)) => ":%S%.f",
        (3, None) => ":%S",
        _ => "",
    };
    let hours = if half.is_some() { "%I" } else { "%H" };
    let half_letters = if half.is_some() { "%p" } else { "" };
    let is_zero = fraction.is_none_or(|digits| digits.bytes().all(|digit| digit == b'0')) && minute == 0 && second == 0;
    let first_hour = half.map_or(hour == 0, |half| *half == "AM" && hour == 12);
    Some(Time {
        format: format!("{hours}:%M{seconds}{blank}{half_letters}{zone}"),
        is_midnight: is_zero && first_hour,
        offset,
    })
}

/// A time without its offset, and the letters that stand for that.
fn without_offset(text: &str) -> (&str, String, Offset) {
    if let Some(clock) = text.strip_suffix('Z') {
        return (clock, "Z".to_owned(), Offset::Told);
    }
    let Some(at) = text.rfind(['+', '-']) else { return (text, String::new(), Offset::None) };
    let (clock, zone) = text.split_at(at);
    let digits = zone.bytes().filter(u8::is_ascii_digit).count();
    let is_zone = zone.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b':');
    if !is_zone || digits != 4 {
        return (text, String::new(), Offset::None);
    }
    let blank = if clock.ends_with(' ') { " " } else { "" };
    let letters = if zone.contains(':') { "%:z" } else { "%z" };
    (clock.trim_end(), format!("{blank}{letters}"), Offset::Told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_taken_apart() {
        for (text, template) in [
            ("2026-09-30", "%Y-%m-%d"),
            ("2026/9/3", "%Y/%m/%d"),
            ("30.9.2026", "{1}.{2}.%Y"),
            ("9/30/26", "{1}/{2}/{3}"),
            ("20-10-16", "{1}-{2}-{3}"),
            ("20150101", "%Y%m%d"),
            ("20150101235959", "%Y%m%d%H%M%S"),
            ("2026年3月1日", "%Y年%m月%d日"),
            ("1 Mar 2026", "%d %b %Y"),
            ("March 1, 2026", "%B %d, %Y"),
            ("01-MAR-26", "%d-%b-%y"),
            ("29/2/2016 01:16", "{1}/{2}/%Y %H:%M"),
            ("2026-03-01 08:00:00.5", "%Y-%m-%d %H:%M:%S%.f"),
            ("2026-03-01T08:00:00Z", "%Y-%m-%dT%H:%M:%SZ"),
            ("2026-03-01 08:00:00+02:00", "%Y-%m-%d %H:%M:%S%:z"),
            ("3/1/2026 8:05 PM", "{1}/{2}/%Y %I:%M %p"),
        ] {
            assert_eq!(spelt_moment(text).map(|moment| moment.template).as_deref(), Some(template), "{text}");
        }
        let none = ["20151301", "2026-13-01", "2026-02-30", "31/31/2026", "12:30", "1.2.3.4", "2026", "MG-8769-12", ""];
        assert!(none.iter().all(|text| spelt_moment(text).is_none()));
    }

    #[test]
    fn midnight_offsets_and_iso_are_told() {
        let told = |text: &str| {
            spelt_moment(text).map(|moment| (moment.has_time, moment.is_midnight, moment.has_offset, moment.is_iso))
        };
        assert_eq!(told("2026-03-01"), Some((false, true, false, true)));
        assert_eq!(told("2026-3-1"), Some((false, true, false, false)));
        assert_eq!(told("2026-03-01 00:00:00"), Some((true, true, false, true)));
        assert_eq!(told("2026-03-01T08:00:00.5+02:00"), Some((true, false, true, true)));
        assert_eq!(told("3/1/2026 12:00 AM"), Some((true, true, false, false)));
    }
}
