//! Days on which people work.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use crate::company::chance::Chance;

/// First days of the spring festival, month and day, from 2015.
const FESTIVALS: [(u32, u32); 20] = [
    (2, 18),
    (2, 7),
    (1, 27),
    (2, 15),
    (2, 4),
    (1, 24),
    (2, 11),
    (1, 31),
    (1, 21),
    (2, 9),
    (1, 28),
    (2, 16),
    (2, 5),
    (1, 26),
    (2, 12),
    (2, 2),
    (1, 23),
    (2, 10),
    (1, 30),
    (2, 18),
];

/// Gives the day itself, or the next on which people work.
pub(crate) fn workday(day: NaiveDate) -> NaiveDate {
    let mut day = day;
    while is_free(day) {
        day = day + Days::new(1);
    }
    day
}

/// Gives an instant of working hours, UTC.
pub(crate) fn working_instant(day: NaiveDate, chance: &mut Chance) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + TimeDelta::seconds(chance.between(3600, 36_000))
}

fn is_free(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || is_national(day) || is_festival(day)
}

fn is_national(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (1, 1) | (5, 1..=3) | (10, 1..=7))
}

fn is_festival(day: NaiveDate) -> bool {
    let known = usize::try_from(day.year() - 2015).ok().and_then(|place| FESTIVALS.get(place));
    let start = known.and_then(|(month, first)| NaiveDate::from_ymd_opt(day.year(), *month, *first));
    start.is_some_and(|start| day >= start && (day - start).num_days() < 8)
}
