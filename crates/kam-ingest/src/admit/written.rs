//! Moments as strftime writes them.

use chrono::format::{Fixed, Item, Numeric, Parsed, StrftimeItems, parse, parse_and_remainder};
use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// A time as written, and the instants it may be.
pub(super) type Local = (NaiveDateTime, LocalResult<DateTime<Utc>>);

/// One format.
pub(super) struct Written {
    items: Vec<Item<'static>>,
    has_offset: bool,
    has_time: bool,
    /// Whether the text holds no year in full: two digits, or seconds.
    is_short: bool,
    is_utc: bool,
    first_year: Option<i32>,
}

impl Written {
    /// Makes a format ready; one that is none reads nothing.
    pub(super) fn new(format: &str, first_year: Option<i32>) -> Self {
        let has = |parts: &[&str]| parts.iter().any(|part| format.contains(part));
        let items: Vec<_> = StrftimeItems::new(format).map(Item::to_owned).collect();
        let has_two_digits = items.iter().any(|item| matches!(item, Item::Numeric(Numeric::YearMod100, _)));
        Self {
            has_offset: has(&["%z", "%:z", "%::z", "%:::z", "%#z", "%+"]),
            has_time: items.iter().any(is_of_time),
            is_short: has_two_digits || format.contains("%s"),
            is_utc: format.contains("%s"),
            first_year: first_year.filter(|_| has_two_digits),
            items,
        }
    }

    /// The day, with the time of it if the format has one.
    pub(super) fn day(&self, text: &str) -> Option<NaiveDateTime> {
        let (parsed, late) = self.parsed(text)?;
        let day = parsed.to_naive_date().ok().filter(|day| self.has_year(*day, text))?;
        // An end of day is no midnight to a column of days.
        let time = if late { NaiveTime::from_hms_opt(23, 59, 59) } else { time_of_day(&parsed) };
        Some(day.and_time(time.filter(|_| self.has_time).unwrap_or(NaiveTime::MIN)))
    }

    /// The time as written with a year in full, and the instants it may be.
    pub(super) fn instant(&self, text: &str, zone: Option<Tz>) -> Option<Local> {
        self.read(text, zone).filter(|(naive, _)| self.has_year(naive.date(), text))
    }

    /// The same, with any year.
    pub(super) fn read(&self, text: &str, zone: Option<Tz>) -> Option<Local> {
        let (parsed, late) = self.parsed(text)?;
        let next = |naive: NaiveDateTime| if late { naive.checked_add_days(Days::new(1)) } else { Some(naive) };
        if self.has_offset {
            let instant = parsed.to_datetime().ok()?;
            let naive = next(instant.naive_local())?;
            let instant = instant.offset().from_local_datetime(&naive).single()?;
            return Some((naive, LocalResult::Single(instant.to_utc())));
        }
        let day = || parsed.to_naive_date().ok()?.and_hms_opt(0, 0, 0).filter(|_| !self.has_time);
        let naive = next(parsed.to_naive_datetime_with_offset(0).ok().or_else(day)?)?;
        Some(local(naive, if self.is_utc { Tz::UTC } else { zone? }))
    }

    /// What stands in the text, and whether it is 24:00 of its day, read as 0:00.
    fn parsed(&self, text: &str) -> Option<(Parsed, bool)> {
        let (mut parsed, late) = match self.parts(text) {
            Some(parsed) => (parsed, false),
            None => (self.end_of_day(text)?, true),
        };
        if let (Some(first), Some(short)) = (self.first_year, parsed.year_mod_100()) {
            let century =
                if short >= first.rem_euclid(100) { first.div_euclid(100) } else { first.div_euclid(100) + 1 };
            parsed.set_year_div_100(i64::from(century)).ok()?;
        }
        Some((parsed, late))
    }

    fn parts(&self, text: &str) -> Option<Parsed> {
        let mut parsed = Parsed::new();
        parse(&mut parsed, text, self.items.iter()).ok()?;
        Some(parsed)
    }

    /// A day's end, written as its hour 24: the next day's midnight.
    fn end_of_day(&self, text: &str) -> Option<Parsed> {
        let hour = self.items.iter().position(|item| matches!(item, Item::Numeric(Numeric::Hour, _)))?;
        let rest = parse_and_remainder(&mut Parsed::new(), text, self.items.iter().take(hour)).ok()?;
        let after = rest.strip_prefix("24")?;
        let before = text.strip_suffix(rest)?;
        let parsed = self.parts(&format!("{before}00{after}"))?;
        (time_of_day(&parsed) == Some(NaiveTime::MIN)).then_some(parsed)
    }

    /// Whether the text spells the year in full: `%Y` reads `96` as the year 96, which nobody means.
    fn has_year(&self, day: NaiveDate, text: &str) -> bool {
        match day.year() {
            1_000..=9_999 => true,
            year @ 0..=999 => !self.is_short && text.contains(&format!("{year:04}")),
            _ => false,
        }
    }
}

fn is_of_time(item: &Item<'_>) -> bool {
    use Fixed::{LongMonthName, LongWeekdayName, ShortMonthName, ShortWeekdayName, TimezoneName};
    use Numeric::{Hour, Hour12, Minute, Nanosecond, Second, Timestamp};
    match item {
        Item::Numeric(numeric, _) => {
            matches!(numeric, Hour | Hour12 | Minute | Second | Nanosecond | Timestamp)
        }
        Item::Fixed(fixed) => {
            !matches!(fixed, ShortMonthName | LongMonthName | ShortWeekdayName | LongWeekdayName | TimezoneName)
        }
        _ => false,
    }
}

/// The time of day as far as it is given; what is not given is 0.
fn time_of_day(parsed: &Parsed) -> Option<NaiveTime> {
    if let Some(seconds) = parsed.timestamp() {
        return DateTime::from_timestamp(seconds, 0).map(|instant| instant.time());
    }
    let hour = parsed.hour_div_12().unwrap_or(0) * 12 + parsed.hour_mod_12().unwrap_or(0);
    let (minute, second) = (parsed.minute().unwrap_or(0), parsed.second().unwrap_or(0).min(59));
    NaiveTime::from_hms_nano_opt(hour, minute, second, parsed.nanosecond().unwrap_or(0))
}

/// The instants at which the zone's clocks show a time.
pub(super) fn local(naive: NaiveDateTime, zone: Tz) -> Local {
    (naive, zone.from_local_datetime(&naive).map(|instant| instant.to_utc()))
}
