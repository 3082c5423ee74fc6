//! `docs/faults.md`: what each fault looks like to the person at the terminal, in the very words.

use crate::kam::{Ended, Kam};
use crate::repository::root;
use crate::till::{Till, customers};
use std::fmt::Write as _;
use std::fs::{self, File};

/// One fault: what happened, and what was called.
struct Scene {
    title: &'static str,
    about: &'static str,
    words: &'static str,
    ended: Ended,
    till: Till,
}

#[test]
fn the_page_of_faults_is_current() {
    let mut page = String::from(
        "# When something goes wrong\n\n\
         The very messages of a small project, a till with customers and sales; written by the tests, see `CONTRIBUTING.md`.\n\
         Whatever happened, what was visible before still is, every table opens, and the same command goes on once the cause is gone.\n",
    );
    for scene in scenes() {
        let Scene { title, about, words, ended, till } = scene;
        let talk = plain(&ended.talk, &till);
        write!(page, "\n## {title}\n\n{about}\n\n```text\n$ kam {words}\n{talk}```\n\nExit code {}.\n", ended.code)
            .unwrap();
    }
    let file = root().join("docs/faults.md");
    if std::env::var_os("KAM_BLESS").is_some() {
        fs::write(&file, &page).unwrap();
    }
    let current = fs::read_to_string(&file).unwrap_or_default();
    assert!(current == page, "docs/faults.md is out of date: run `KAM_BLESS=1 cargo nextest run fault_page`\n{page}");
}

/// Without what differs from one day and machine to the next: folders, runs, times, names given by chance.
fn plain(talk: &str, till: &Till) -> String {
    let folder = till.path("").canonicalize().unwrap();
    let talk = talk.replace(&format!("{}/", folder.display()), "");
    let patterns = [
        (r"\d{8}T\d{6}\.\d{6}Z", "20261129T030703.000001Z"),
        (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "3bbc2c50-e54c-4c96-b16d-1b170f496944"),
        (r"process \d+", "process 4711"),
        (r"\d+\.\d s", "0.1 s"),
        (
            r"additional .* for the total memory pool",
            "additional 352.4 KB for the sort - 30.0 KB remain available for the total memory pool",
        ),
    ];
    patterns.iter().fold(talk, |talk, (pattern, instead)| {
        regex::Regex::new(pattern).unwrap().replace_all(&talk, *instead).into_owned()
    })
}

fn scenes() -> impl Iterator<Item = Scene> {
    of_deliveries().into_iter().chain([busy()]).chain(of_the_lake())
}

/// Prepares a till that has run, and calls kam in it.
fn scene(title: &'static str, about: &'static str, words: &'static str, prepare: impl Fn(&Till)) -> Scene {
    let till = Till::that_has_run();
    prepare(&till);
    let ended = match words.split_once('"') {
        Some((flags, question)) => {
            let question = question.trim_end_matches('"');
            Kam::inside(&till.path("")).call(flags.split_whitespace().chain([question]))
        }
        None => till.run(words),
    };
    Scene { title, about, words, ended, till }
}

fn of_deliveries() -> Vec<Scene> {
    vec![
        scene(
            "Too many rows are bad",
            "More rows of a file do not fit than its extract allows. The rows stand in `raw.rejected_rows`.",
            "run",
            |till| {
                till.write("in/sales-2.csv", "sale,sold_on,amount\nS3,2026-01-05,ten\nS4,2026-02-05,twenty\n");
            },
        ),
        scene("A file was cut short", "A snapshot lacks many of the keys that were there.", "run", |till| {
            till.write("in/customers.csv", &customers(4..=40))
        }),
        scene("A file came again with other content", "Facts add up, so its rows would count twice.", "run", |till| {
            till.write("in/sales-1.csv", "sale,sold_on,amount\nS1,2026-01-05,10.00\nS2,2026-02-05,20.51\n");
        }),
        scene("A column is missing", "A file has another header than its extract declares.", "run", |till| {
            till.write("in/sales-2.csv", "sale,sold_on\nS3,2026-01-05\n");
        }),
        scene(
            "A file is dated after today",
            "It waits until its day has come.",
            "run --extracted-at 2999-12-31T00:00:00Z",
            |till| {
                till.write("in/customers.csv", &customers(1..=41));
            },
        ),
        scene("The source is out of reach", "A folder is not mounted, or a file is gone.", "run", |till| {
            fs::remove_file(till.path("in/customers.csv")).unwrap();
        }),
    ]
}

fn of_the_lake() -> Vec<Scene> {
    vec![
        scene(
            "A data file is gone",
            "Something below the lake was deleted. Questions that need it fail; nothing is guessed.",
            "sql \"select count(*) from raw.till_customers\"",
            |till| {
                fs::remove_file(data_file(till)).unwrap();
            },
        ),
        scene(
            "There is too little memory",
            "What all queries may take together is `memory` in project.toml, else half of the machine's. Little is spilled to disk, too \
             little is told.",
            "sql --memory 64KiB \"select * from raw.till_customers order by credit\"",
            |_| {},
        ),
        scene(
            "A bit was changed",
            "`kam maintain verify` reads every object that a commit names.",
            "maintain verify",
            |till| {
                let file = data_file(till);
                let mut bytes = fs::read(&file).unwrap();
                bytes[100] ^= 1;
                fs::write(&file, bytes).unwrap();
            },
        ),
        scene(
            "The newest commit cannot be read",
            "The record that says which tables belong together was changed.",
            "run",
            |till| {
                let commit = till.path("lake/_kam/commit/00000000000000000002.json");
                let text = fs::read_to_string(&commit).unwrap();
                fs::write(&commit, text.replacen("\"number\": 2", "\"number\": 3", 1)).unwrap();
            },
        ),
        scene("The definitions hold a mistake", "Nothing is run.", "run", |till| {
            till.write(
                "pipelines/extracts/till/sales.toml",
                "description = \"What was sold.\"\nadds_upp = \"append\"\n",
            );
        }),
    ]
}

fn data_file(till: &Till) -> std::path::PathBuf {
    let folder = till.path("lake/raw/till_customers");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.into_iter().find(|file| file.extension().is_some_and(|kind| kind == "parquet")).unwrap()
}

fn busy() -> Scene {
    let till = Till::that_has_run();
    let lock = File::options().append(true).open(till.path("lake/_kam/lock")).unwrap();
    lock.lock().unwrap();
    let ended = till.run("run");
    Scene {
        title: "Another run is at work",
        about: "One lake has one writer at a time; readers wait for nobody.",
        words: "run",
        ended,
        till,
    }
}
