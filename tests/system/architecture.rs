//! The drawing in `ARCHITECTURE.md` and the house style, held against the files.

use crate::example::parse;
use crate::repository::{files, root, text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use toml::{Table, Value};

/// Every mistake at once.
#[track_caller]
fn none(mistakes: &[String]) {
    assert!(mistakes.is_empty(), "\n{}\n", mistakes.join("\n"));
}

#[test]
fn crates_know_exactly_whom_the_drawing_lets_them_know() {
    let (drawn, built) = (edges_drawn(), edges_built("dependencies"));
    assert!(!drawn.is_empty(), "ARCHITECTURE.md has no block that begins with ```edges");
    assert_eq!(drawn, built, "left the drawing in ARCHITECTURE.md, right the manifests");
}

#[test]
fn tests_of_a_crate_know_no_more_than_the_crate_may() {
    let drawn = edges_drawn();
    for section in ["dev-dependencies", "build-dependencies"] {
        for (name, known) in edges_built(section) {
            let allowed = drawn.get(&name).cloned().unwrap_or_default();
            assert!(known.is_subset(&allowed), "{name}: {known:?} among its {section}, {allowed:?} drawn");
        }
    }
}

/// `kam-run -> kam-lake kam-project` by line, in the block that begins with ```edges.
fn edges_drawn() -> BTreeMap<String, BTreeSet<String>> {
    let page = text("ARCHITECTURE.md");
    let lines = page.lines().skip_while(|line| line.trim() != "```edges").skip(1);
    let edges = lines.take_while(|line| line.trim() != "```").filter_map(|line| line.split_once("->"));
    let split = |known: &str| known.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    let edges = edges.map(|(name, known)| (name.trim().to_owned(), split(known)));
    edges.filter(|(_, known)| !known.is_empty()).collect()
}

/// The crates of ours each manifest names, where it names any.
fn edges_built(section: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut edges = BTreeMap::new();
    for manifest in files("crates", "/Cargo.toml") {
        let manifest: Table = text(&manifest).parse().unwrap();
        let name = manifest["package"]["name"].as_str().unwrap().to_owned();
        let known = manifest.get(section).and_then(Value::as_table).into_iter().flat_map(Table::keys);
        let ours: BTreeSet<String> = known.filter(|known| known.starts_with("kam-")).cloned().collect();
        if !ours.is_empty() {
            edges.insert(name, ours);
        }
    }
    edges
}

#[test]
fn tools_stay_in_the_hand_that_holds_them() {
    let deny: Table = text("deny.toml").parse().unwrap();
    let bans = deny["bans"]["deny"].as_array().unwrap();
    let users = users();
    let mut mistakes = Vec::new();
    for ban in bans {
        let name = ban["crate"].as_str().unwrap();
        let allowed: Vec<&str> =
            ban.get("wrappers").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        for user in users.get(name).into_iter().flatten().filter(|user| !allowed.contains(&user.as_str())) {
            mistakes.push(format!("{user} uses {name}: {}", ban["reason"].as_str().unwrap()));
        }
    }
    none(&mistakes);
}

#[test]
fn every_crate_comes_from_crates_io() {
    let elsewhere = packages().into_iter().filter_map(|package| {
        let source = package.get("source")?.as_str()?.to_owned();
        (source != "registry+https://github.com/rust-lang/crates.io-index").then_some(source)
    });
    none(&elsewhere.collect::<Vec<_>>());
}

/// Who uses a package directly, by the lock file.
fn users() -> BTreeMap<String, BTreeSet<String>> {
    let mut users: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages() {
        let user = package["name"].as_str().unwrap();
        for used in package.get("dependencies").and_then(Value::as_array).into_iter().flatten() {
            let used = used.as_str().unwrap().split(' ').next().unwrap();
            users.entry(used.into()).or_default().insert(user.into());
        }
    }
    users
}

fn packages() -> Vec<Table> {
    let lock: Table = text("Cargo.lock").parse().unwrap();
    lock["package"].as_array().unwrap().iter().map(|package| package.as_table().unwrap().clone()).collect()
}

#[test]
fn analysts_cannot_write() {
    let naming =
        files("crates/kam-serve/src", ".rs").into_iter().filter(|file| words(&text(file)).any(|word| word == "Writer"));
    none(&naming.map(|file| format!("{file} names `Writer`; kam-serve only reads")).collect::<Vec<_>>());
}

#[test]
fn only_the_command_line_reads_the_environment() {
    let is_test = |file: &str| file.contains("/tests/") || file.ends_with("/tests.rs");
    let libraries = rust_files()
        .into_iter()
        .filter(|file| file.contains("/src/") && !file.starts_with("crates/kam-cli/") && !is_test(file));
    let reading = libraries.filter(|file| untested(&text(file)).contains("env::var"));
    none(&reading.map(|file| format!("{file} reads the environment; let `kam-cli` hand it down")).collect::<Vec<_>>());
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

fn rust_files() -> Vec<String> {
    let mut found = files("crates", ".rs");
    found.extend(files("tests/system", ".rs"));
    found
}

/// The text before the tests, which come last.
fn untested(text: &str) -> &str {
    let tests = ["#[cfg(test)]\nmod tests", "#[cfg(test)]\n#[expect"].iter().filter_map(|start| text.find(start)).min();
    &text[..tests.unwrap_or(text.len())]
}

/// The text after a model's `/* kam … */` header.
fn headless(text: &str) -> &str {
    text.strip_prefix("/* kam").and_then(|text| text.split_once("*/\n")).map_or(text, |(_, query)| query)
}

#[test]
fn files_are_short() {
    let mut mistakes = Vec::new();
    let mut limit = |files: Vec<String>, most: usize| {
        for file in files {
            let lines = headless(untested(&text(&file))).lines().count();
            if lines > most {
                mistakes.push(format!("{file} has {lines} lines; {most} is the limit"));
            }
        }
    };
    limit(rust_files(), 400);
    // What stands for our functions in another engine is one script, not a model.
    let (scripts, models) = files("sql", ".sql").into_iter().partition(|file| file.starts_with("sql/functions/"));
    limit(scripts, 400);
    // Queries count without their headers, which tell every column; some measures take a chain of thirty named steps.
    limit(models, 180);
    // A query of a report lines up what a page says of one thing, a column to a line.
    limit(files("report-templates", ".sql"), 300);
    limit(files("report-templates", ".html"), 100);
    limit(vec!["README.md".into()], 120);
    limit(vec!["ARCHITECTURE.md".into()], 250);
    none(&mistakes);
}

#[test]
fn every_file_says_what_it_is() {
    let modules = rust_files().into_iter().filter(|file| !file.ends_with("/tests.rs"));
    let silent = modules.filter(|file| !text(file).starts_with("//! "));
    none(&silent.map(|file| format!("{file} does not begin with a `//! ` line")).collect::<Vec<_>>());
}

/// Names that say nothing.
const EMPTY: [&str; 18] = [
    "common",
    "core",
    "base",
    "util",
    "utils",
    "helper",
    "helpers",
    "misc",
    "shared",
    "types",
    "manager",
    "handler",
    "processor",
    "imp",
    "data",
    "info",
    "mod",
    "prelude",
];

/// Endings of names that say nothing.
const EMPTY_ENDINGS: [&str; 8] = ["util", "utils", "helper", "helpers", "misc", "manager", "handler", "processor"];

#[test]
fn names_say_something() {
    let mut mistakes = Vec::new();
    for file in rust_files() {
        let parts = Path::new(&file).with_extension("");
        let parts: Vec<&str> = parts.iter().filter_map(|part| part.to_str()).collect();
        if parts.iter().any(|part| is_empty_name(part.trim_start_matches("kam-"))) {
            mistakes.push(format!("{file}: its name says nothing"));
        }
        let text = text(&file);
        let named = types(&text).filter(|name| is_empty_name(&snake(name)));
        mistakes.extend(named.map(|name| format!("{file}: the name `{name}` says nothing")));
    }
    none(&mistakes);
}

fn is_empty_name(name: &str) -> bool {
    EMPTY.contains(&name) || name.rsplit('_').next().is_some_and(|last| EMPTY_ENDINGS.contains(&last))
}

/// The names of the types a file defines.
fn types(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let mut words = words(line).filter(|word| !["pub", "crate", "super", ""].contains(word));
        ["struct", "enum", "trait", "type"].contains(&words.next()?).then(|| words.next())?
    })
}

/// `DryRun` as `dry_run`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

#[test]
fn every_mart_has_a_worked_example() {
    let marts = files("sql/marts", ".sql");
    assert!(!marts.is_empty());
    let examples: Vec<_> = files("tests/sql", ".slt").iter().map(|file| parse(&text(file)).unwrap()).collect();
    let asked: Vec<&str> =
        examples.iter().flat_map(|example| &example.questions).map(|question| question.sql.as_str()).collect();
    let tables = marts.iter().map(|mart| mart.replace("sql/marts/", "marts.").replace(".sql", ""));
    let unasked = tables.filter(|table| !asked.iter().any(|sql| names(sql, table)));
    none(&unasked.map(|table| format!("no query of `tests/sql/*.slt` asks for {table}")).collect::<Vec<_>>());
}

/// Whether a query names a table, and not only one whose name begins alike.
fn names(sql: &str, table: &str) -> bool {
    sql.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').any(|word| word == table)
}

#[test]
fn nothing_names_the_folder_it_was_written_in() {
    let here = root().canonicalize().unwrap().display().to_string();
    let mut mistakes = Vec::new();
    for file in files("crates", ".rs").into_iter().chain(files("sql", ".sql")).chain(files("docs", ".md")) {
        if text(&file).contains(&here) {
            mistakes.push(format!("{file} names `{here}`, a folder of one machine"));
        }
    }
    none(&mistakes);
}

#[test]
fn the_reading_of_files_sees_tests_and_names() {
    assert_eq!(untested("a\n#[cfg(test)]\nmod tests {\n}\n"), "a\n");
    assert_eq!(headless("/* kam\nrow = 1\n*/\nselect 1\n"), "select 1\n");
    assert!(names("select 1 from marts.a_b;", "marts.a_b") && !names("select 1 from marts.a_b", "marts.a"));
    assert_eq!(types("pub(crate) struct A<T>;\nlet x = 1;\nenum B {").collect::<Vec<_>>(), ["A", "B"]);
    assert!(is_empty_name(&snake("RowHelper")) && is_empty_name("info") && !is_empty_name(&snake("DataFile")));
}
