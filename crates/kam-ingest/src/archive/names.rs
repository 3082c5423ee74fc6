//! Names of members, as whoever wrote an archive chose them: none may lead out of it, or mean two things.
//!
//! Nothing is unpacked to disk, so such a name harms nobody here. It is refused all the same: an archive that holds one
//! is not what its sender meant to deliver, and names of members stand in tables that other programs read.

use std::collections::BTreeSet;

/// Names that Windows takes for devices, whatever follows their first dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// What is wrong with an archive's names, if anything.
pub(super) fn fault(names: &[String]) -> Option<String> {
    if let Some(name) = names.iter().find(|name| leads_out(name)) {
        return Some(format!("Its member `{}` leads out of it.", shown(name)));
    }
    if let Some(name) = names.iter().find(|name| is_no_name(name)) {
        return Some(format!("Its member `{}` has a name that not every system can hold.", shown(name)));
    }
    let mut seen = BTreeSet::new();
    let twin = names.iter().find(|name| !seen.insert(name.to_lowercase()))?;
    Some(format!("Two of its members have one name: `{twin}`."))
}

/// A name as a terminal and a table may show it.
fn shown(name: &str) -> String {
    let plain =
        |letter: char| if letter.is_control() { letter.escape_default().to_string() } else { letter.to_string() };
    name.chars().map(plain).collect()
}

fn leads_out(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || name.contains(['\\', '\0']) || is_drive || parts(name).any(|part| part == "..")
}

/// Whether a name is empty, holds what no name should, or is a device's on Windows.
fn is_no_name(name: &str) -> bool {
    name.is_empty() || name.contains(char::is_control) || parts(name).any(is_no_part)
}

fn is_no_part(part: &str) -> bool {
    part.is_empty() || part == "." || part.ends_with(['.', ' ']) || is_device(part)
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_port = |kind: &str| {
        stem.strip_prefix(kind).is_some_and(|port| port.chars().count() == 1 && port.contains(|c: char| c.is_numeric()))
    };
    DEVICES.contains(&stem.as_str()) || is_port("com") || is_port("lpt")
}

/// The parts of a path; a folder's closing slash is none.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.strip_suffix('/').unwrap_or(name).split('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(names: &[&str]) -> Option<String> {
        fault(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn names_that_lead_out_are_refused() {
        let out = [
            "..",
            "../a",
            "../../a",
            "a/..",
            "a/../b",
            "a/../../b",
            "../",
            "/a",
            "//a",
            "/",
            "///etc/passwd",
            "/etc/passwd",
            "C:",
            "C:x",
            "C:/x",
            "c:\\x",
            "Z:/x",
            "\\a",
            "\\\\server\\share",
            "a\\b",
            "..\\a",
            "a\\..\\b",
            "a/..\\b",
            "\\..\\a",
            "a\0b",
            "\0",
            "a/\0/b",
            "....\\\\a",
            "a/b/../../../c",
            "x/../..",
        ];
        for name in out {
            let told = told(&["orders.csv", name]);
            assert_eq!(told, Some(format!("Its member `{}` leads out of it.", shown(name))), "{name:?}");
        }
    }

    #[test]
    fn names_that_not_every_system_can_hold_are_refused() {
        let none = [
            "",
            ".",
            "./a",
            "a/.",
            "a//b",
            "a/./b",
            "a.",
            "a ",
            "a./b",
            "a /b",
            "con",
            "CON.csv",
            "a/NUL",
            "nul.tar.gz",
            "aux .txt",
            "prn",
            "COM1",
            "com9.csv",
            "LPT1.x",
            "COM¹",
            "conin$",
            "a\nb",
            "a\rb",
            "a\tb",
            "\u{7f}",
            "a\u{1b}[2J",
            "a\u{85}b",
            "...",
            "a/... /b",
            "lpt²",
        ];
        for name in none {
            let told = told(&["orders.csv", name]).unwrap_or_default();
            assert!(told.ends_with("has a name that not every system can hold."), "{name:?}: {told}");
        }
    }

    #[test]
    fn names_that_differ_in_case_alone_are_one() {
        for (one, other) in [("a.csv", "a.csv"), ("a.csv", "A.csv"), ("über.csv", "ÜBER.csv"), ("x/a", "X/A")] {
            assert_eq!(told(&[one, other]), Some(format!("Two of its members have one name: `{other}`.")));
        }
    }

    #[test]
    fn plain_names_pass() {
        let plain = [
            "a.csv",
            "out/订单 2026.csv",
            "out/",
            "a..b",
            ".hidden",
            "..a",
            "a/..b/c",
            "console.csv",
            "com10",
            "compute.csv",
        ];
        assert_eq!(told(&plain), None);
    }
}
