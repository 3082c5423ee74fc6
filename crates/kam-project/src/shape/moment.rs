//! What is checked of a column's moments: formats, zone, and what two digits of a year mean.

use super::{Checker, ColumnWritten};
use crate::columns::ColumnType;
use crate::problem::Problem;
use crate::spelling::NamedFormat;
use crate::suggest;
use chrono::format::{Item, Numeric, StrftimeItems};
use std::path::Path;
use toml::Spanned;

impl Checker<'_> {
    pub(super) fn zone(&mut self, name: &Spanned<String>, kind: ColumnType, written: &ColumnWritten) {
        let formats = formats(written);
        match &written.zone {
            Some(zone) if zone.get_ref().parse::<chrono_tz::Tz>().is_err() => {
                let message = format!("there is no time zone `{}`", zone.get_ref());
                self.push(zone.span(), message, "write an IANA name: `UTC`, `Europe/Berlin`, `Asia/Shanghai`");
            }
            None if kind == ColumnType::Timestamp && (formats.is_empty() || !formats.iter().all(carries_offset)) => {
                let message = format!("the timestamp `{}` has no time zone", name.get_ref());
                let problem = Problem::new(self.file, message).at(written.kind.span());
                let detail = "Its formats carry no offset, so the instant would be a guess.";
                let hint = "add for example `zone = \"UTC\"`, or `%z` to every format";
                self.problems.push(problem.with_detail(detail).with_hint(hint));
            }
            _ => {}
        }
    }

    pub(super) fn formats(&mut self, kind: Option<ColumnType>, written: &ColumnWritten) -> Vec<String> {
        for format in formats(written) {
            match NamedFormat::named(format.get_ref()) {
                Some(named) => self.named(kind, format, named),
                None if format.get_ref().contains('%') => strftime(self.file, format, self.problems),
                None => self.no_format(format),
            }
        }
        formats(written).iter().map(|format| format.get_ref().clone()).collect()
    }

    /// What a column of this type cannot be spelled by.
    fn named(&mut self, kind: Option<ColumnType>, format: &Spanned<String>, named: NamedFormat) {
        let name = format.get_ref();
        let (says, hint) = match (kind, named) {
            (Some(ColumnType::Date), NamedFormat::Epoch(_)) => {
                ("an instant, and no day", "change the type to `timestamp`")
            }
            (Some(ColumnType::Timestamp), NamedFormat::Inverted) => {
                ("a day, and no instant", "change the type to `date`")
            }
            _ => return,
        };
        self.push(format.span(), format!("`{name}` says {says}"), hint);
    }

    fn no_format(&mut self, format: &Spanned<String>) {
        let text = format.get_ref();
        let names = NamedFormat::ALL.iter().map(|(name, _)| *name);
        let as_strftime = translated(text).map(|strftime| format!("write `{strftime}`"));
        let hint = as_strftime.unwrap_or_else(|| {
            let listed: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
            let known = format!("for example `%Y-%m-%d`, or one of {}", listed.join(", "));
            suggest::nearest(text, names).map_or(known, |near| format!("did you mean `{near}`?"))
        });
        self.push(format.span(), format!("`{text}` is neither a strftime format nor the name of one"), &hint);
    }

    pub(super) fn first_year(&mut self, kind: Option<ColumnType>, written: &ColumnWritten) -> Option<i32> {
        let first = written.first_year.as_ref()?;
        let is_moment = matches!(kind, None | Some(ColumnType::Date | ColumnType::Timestamp));
        if is_moment && !formats(written).iter().any(|format| has_two_digits(format.get_ref())) {
            let message = "`first_year` says nothing where no format has `%y`".to_owned();
            self.push(first.span(), message, "remove it, or write `%y` where the year has two digits");
            return None;
        }
        let year = i32::try_from(*first.get_ref()).ok().filter(|year| (1_000..=9_900).contains(year));
        if year.is_none() {
            let message = format!("`{}` is not the first of a hundred years", first.get_ref());
            self.push(first.span(), message, "for example `1950`: then `50` is 1950, and `49` is 2049");
        }
        year
    }
}

/// Checks a strftime format.
pub(crate) fn strftime(file: &Path, format: &Spanned<String>, problems: &mut Vec<Problem>) {
    let items: Vec<_> = StrftimeItems::new(format.get_ref()).collect();
    if items.contains(&Item::Error) {
        let message = format!("`{}` is not a strftime format", format.get_ref());
        let problem = Problem::new(file, message).at(format.span());
        problems
            .push(problem.with_hint("for example `%Y-%m-%d` or `%d/%m/%Y %H:%M:%S`; a percent sign itself is `%%`"));
    } else if items.iter().any(|item| matches!(item, Item::Numeric(Numeric::Nanosecond, _))) {
        let message = "`%f` counts nanoseconds: `.5` would be five of them, and not half a second";
        let problem = Problem::new(file, message).at(format.span());
        problems
            .push(problem.with_hint("write `%.f` for a point and digits, or `%3f`, `%6f` or `%9f` for so many digits"));
    }
}

fn formats(written: &ColumnWritten) -> &[Spanned<String>] {
    written.formats.as_ref().map(|formats| formats.get_ref().as_slice()).unwrap_or_default()
}

fn carries_offset(format: &Spanned<String>) -> bool {
    let format = format.get_ref();
    matches!(NamedFormat::named(format), Some(NamedFormat::Epoch(_)))
        || ["%z", "%:z", "%::z", "%#z", "%+", "%s"].iter().any(|item| format.contains(item))
}

fn has_two_digits(format: &str) -> bool {
    StrftimeItems::new(format).any(|item| matches!(item, Item::Numeric(Numeric::YearMod100, _)))
}

/// A format of letters, as `dd.MM.yyyy HH:mm`, in the letters of strftime; none if it is no such thing.
fn translated(letters: &str) -> Option<String> {
    let is_known = |c: char| "yYmMdDhHsS".contains(c) || !c.is_alphanumeric() || !c.is_ascii();
    if !letters.to_lowercase().contains("yy") || !letters.chars().all(is_known) {
        return None;
    }
    let mut strftime = String::new();
    let mut rest = letters;
    while let Some(first) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(first).len();
        let (word, after) = rest.split_at_checked(run)?;
        let seen_hour = strftime.contains("%H");
        match (first.to_ascii_lowercase(), run) {
            ('y', 4) => strftime.push_str("%Y"),
            ('y', 2) => strftime.push_str("%y"),
            ('d', _) => strftime.push_str("%d"),
            ('h', _) => strftime.push_str("%H"),
            ('s', _) => strftime.push_str("%S"),
            ('m', _) => strftime.push_str(if seen_hour { "%M" } else { "%m" }),
            _ => strftime.push_str(word),
        }
        rest = after;
    }
    Some(strftime)
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn letters_are_told_as_strftime() {
        for (letters, strftime) in [
            ("dd.MM.yyyy HH:mm", Some("%d.%m.%Y %H:%M")),
            ("yyyy-mm-dd", Some("%Y-%m-%d")),
            ("YYYYMMDD", Some("%Y%m%d")),
            ("M/d/yy", Some("%m/%d/%y")),
            ("yyyy年M月d日", Some("%Y年%m月%d日")),
            ("iso8601", None),
            ("excel", None),
        ] {
            assert_eq!(translated(letters).as_deref(), strftime, "{letters}");
        }
    }
}
