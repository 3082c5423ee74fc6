//! Reports, opened in Chromium. The rules stand in `tests/browser/rules`; each says what it asks of a page.

use crate::company::{LAST, company};
use crate::kam::Kam;
use crate::real::there;
use crate::repository::{root, text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::tempdir;

/// Runs one of the scripts of `tests/browser`; whether it is content, and what it says. None where there is no browser.
pub(crate) fn judged(script: &str, words: impl IntoIterator<Item = PathBuf>) -> Option<(bool, String)> {
    let browser = root().join("tests/browser");
    there(&browser.join("node_modules"), "what drives a browser (`tests/run` installs it)")?;
    there(&program("chromium"), "Chromium (`tests/run` installs it)")?;
    let judged = Command::new(program("node")).arg(browser.join(script)).args(words).output().unwrap();
    let said = String::from_utf8_lossy(&[judged.stdout, judged.stderr].concat()).into_owned();
    println!("{said}");
    Some((judged.status.success(), said))
}

/// Where a program lies; its bare name where it is nowhere.
fn program(name: &str) -> PathBuf {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file());
    found.unwrap_or_else(|| PathBuf::from(name))
}

/// Asks every rule about pages.
#[track_caller]
fn holds(pages: impl IntoIterator<Item = PathBuf>) {
    if let Some((content, said)) = judged("check.mjs", pages) {
        assert!(content, "{said}");
    }
}

/// A page takes half a minute: of one in two languages the first is looked at, by `tests/run --long` both.
fn asked_for(pages: impl Iterator<Item = PathBuf>) -> Vec<PathBuf> {
    let most = if std::env::var_os("KAM_LONG").is_some() { usize::MAX } else { 1 };
    pages.take(most).collect()
}

/// A page of the last quarter in both languages.
fn in_both_languages(project: &Path, page: &str) -> Vec<PathBuf> {
    ["zh-CN", "en"].map(|locale| project.join(format!("reports/{LAST}/{locale}/{page}"))).into()
}

#[test]
fn the_portfolio_holds_in_a_browser() {
    holds(in_both_languages(&company(1), "index.html"));
}

/// The pages of three customers that differ most: the most valuable, the most at risk, the one least is known of.
fn accounts(project: &Path) -> Vec<String> {
    let asked =
        Kam::inside(&project).reading(&text("tests/browser/telling_accounts.sql")).run("sql --format csv").done();
    let mut found: BTreeMap<&str, String> = BTreeMap::new();
    for row in asked.lines().skip(1) {
        let mut cells = row.split(',');
        let (kind, page) = (cells.next().unwrap(), format!("accounts/{}.html", cells.next().unwrap()));
        let has_page = in_both_languages(project, &page).iter().all(|page| page.is_file());
        if has_page && !found.values().any(|taken| *taken == page) {
            found.entry(kind).or_insert(page);
        }
    }
    assert_eq!(found.len(), 3, "{found:?}");
    found.into_values().collect()
}

#[test]
fn accounts_hold_in_a_browser() {
    let folder = company(1);
    holds(accounts(&folder).iter().enumerate().flat_map(|(at, page)| {
        let pages = in_both_languages(&folder, page).into_iter();
        if at % 2 == 0 { asked_for(pages) } else { asked_for(pages.rev()) }
    }));
}

#[test]
fn the_gallery_holds_in_a_browser() {
    let folder = tempdir().unwrap();
    Kam::inside(&folder).run("init . --quiet").done();
    let pages = Kam::inside(&folder).run("report --gallery --quiet").done();
    assert_eq!(pages.lines().count(), 2, "{pages}");
    holds(asked_for(pages.lines().map(PathBuf::from)));
}

#[test]
fn every_rule_finds_its_fault() {
    let Some((content, said)) = judged("check.mjs", [root().join("tests/browser/faulty.html")]) else { return };
    let rules = said.lines().filter_map(|line| line.split(": ").nth(1));
    let kinds: BTreeSet<&str> = rules.map(|rule| rule.split(':').next().unwrap()).collect();
    let expected = [
        "axe", "clipped", "console", "contrast", "filter", "html", "link", "overflow", "overlap", "print", "request",
        "script", "small", "sort",
    ];
    assert_eq!(kinds, BTreeSet::from(expected));
    assert!(!content, "{said}");
}
