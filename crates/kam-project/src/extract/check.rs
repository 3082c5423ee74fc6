//! What is checked of an extract within its own file.

use super::{AddsUp, KnownFrom, KnownFromWritten, OnResend};
use crate::problem::Problem;
use crate::shape;
use std::path::Path;
use toml::Spanned;

pub(super) struct Checker<'a> {
    pub(super) file: &'a Path,
    pub(super) problems: &'a mut Vec<Problem>,
}

impl Checker<'_> {
    pub(super) fn adding_up(
        &mut self,
        adds_up: &Spanned<AddsUp>,
        key: &[Spanned<String>],
        loss_limit: Option<&Spanned<String>>,
        on_resend: Option<&Spanned<OnResend>>,
    ) {
        let (what, detail) = match adds_up.get_ref() {
            AddsUp::Append => ("an extract that appends", None),
            AddsUp::Snapshot => {
                ("a snapshot", Some("Without one nobody can tell which rows changed and which are gone."))
            }
            AddsUp::Upsert => ("an upsert", Some("Without one nobody can tell which rows changed.")),
        };
        if let (true, Some(detail)) = (key.is_empty(), detail) {
            let problem = Problem::new(self.file, format!("{what} needs a key")).at(adds_up.span());
            let hint = "add `key = [\"…\"]` with the columns that identify a row";
            self.problems.push(problem.with_detail(detail).with_hint(hint));
        }
        let mut unheard = |setting: &str, place| {
            let problem = Problem::new(self.file, format!("`{setting}` says nothing about {what}"));
            self.problems.push(problem.at(place).with_hint("remove it"));
        };
        if let Some(limit) = loss_limit.filter(|_| *adds_up.get_ref() != AddsUp::Snapshot) {
            unheard("loss_limit", limit.span());
        }
        if let Some(resend) = on_resend.filter(|_| *adds_up.get_ref() != AddsUp::Append) {
            unheard("on_resend", resend.span());
        }
    }

    pub(super) fn path(&mut self, path: &Spanned<String>) {
        let text = path.get_ref();
        let folders = text.rsplit_once('/').map_or("", |(folders, _)| folders);
        let (message, hint) = if text.is_empty() || text.ends_with('/') {
            ("the path names no file", "name one, or a pattern such as `orders_*.csv`")
        } else if text.starts_with('/') || text.split('/').any(|part| part == "..") {
            ("the path leaves the connection's root", "write it relative to the root, without `..`")
        } else if folders.contains(['*', '?']) {
            ("only the last part of a path may hold `*` or `?`", "name the folders")
        } else {
            return;
        };
        self.problems.push(Problem::new(self.file, message).at(path.span()).with_hint(hint));
    }

    /// Archives need a member, and only they have one.
    pub(super) fn member(&mut self, path: &Spanned<String>, member: Option<&Spanned<String>>) {
        let file = path.get_ref().to_lowercase();
        let Some(member) = member else {
            if file.ends_with(".zip") {
                let message = "the path leads to archives, and no member is named";
                let hint = "add for example `member = \"Account.csv\"`";
                self.problems.push(Problem::new(self.file, message).at(path.span()).with_hint(hint));
            }
            return;
        };
        let text = member.get_ref();
        let folders = text.rsplit_once('/').map_or("", |(folders, _)| folders);
        let (message, hint) = if file.ends_with(".gz") {
            ("a file ending in `.gz` has no members", "remove `member`: the file is unpacked as it is")
        } else if text.is_empty() || text.ends_with('/') {
            ("the member names no file", "name one, or a pattern such as `orders_*.csv`")
        } else if text.starts_with('/') || text.contains('\\') || text.split('/').any(|part| part == "..") {
            ("the member leads out of its archive", "write it as the archive lists it, with `/` and without `..`")
        } else if folders.contains(['*', '?']) {
            ("only the last part of a member may hold `*` or `?`", "name the folders")
        } else {
            return;
        };
        self.problems.push(Problem::new(self.file, message).at(member.span()).with_hint(hint));
    }

    /// Only a member may be lacking: a path without a pattern must be there.
    pub(super) fn optional(&mut self, optional: Option<&Spanned<bool>>, member: Option<&Spanned<String>>) {
        if let (Some(optional), None) = (optional, member) {
            let problem = Problem::new(self.file, "`optional` says nothing without a member").at(optional.span());
            let hint = "remove it: a path with `*` or `?` in its last part may match nothing";
            self.problems.push(problem.with_hint(hint));
        }
    }

    pub(super) fn known_from(&mut self, written: KnownFromWritten) -> KnownFrom {
        let regex = shape::regex(self.file, &written.pattern, self.problems);
        if regex.is_some_and(|regex| regex.captures_len() != 2) {
            let problem = Problem::new(self.file, "the pattern needs exactly one group").at(written.pattern.span());
            self.problems.push(problem.with_hint("put brackets around the date: `orders_(\\d{8})\\.csv`"));
        }
        shape::strftime(self.file, &written.format, self.problems);
        KnownFrom { pattern: written.pattern.into_inner(), format: written.format.into_inner() }
    }

    pub(super) fn share(&mut self, written: Option<&Spanned<String>>, default: u32) -> u32 {
        let Some(written) = written else { return default };
        let share = ppm(written.get_ref());
        if share.is_none() {
            let message = format!("`{}` is not a share between 0 and 1", written.get_ref());
            let problem = Problem::new(self.file, message).at(written.span());
            self.problems.push(problem.with_hint("half a per cent is `\"0.005\"`; six digits after the point at most"));
        }
        share.unwrap_or(default)
    }
}

/// Reads a decimal between 0 and 1 as parts per million.
fn ppm(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(whole, "0" | "1") || fraction.len() > 6 || !digits(fraction) {
        return None;
    }
    let millionths = format!("{whole}{fraction:0<6}").parse().ok()?;
    (millionths <= 1_000_000).then_some(millionths)
}

#[cfg(test)]
mod tests {
    use super::ppm;

    #[test]
    fn shares_are_exact() {
        assert_eq!(ppm("0.005"), Some(5_000));
        assert_eq!(ppm("1"), Some(1_000_000));
        assert_eq!((ppm("1.1"), ppm("0.0000001"), ppm("5%"), ppm("")), (None, None, None, None));
    }
}
