//! `kam maintain`: one changed bit is found wherever it is, and nothing that a commit needs is taken away.

use crate::till::{Till, contents, customers};
use crate::upkeep::Upkeep;
use object_store::ObjectStore;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

const ROWS: &str = "select (select count(*) from raw.till_customers) as customers, \
                    (select count(*) from history.till_customers) as versions, \
                    (select count(*) from run.deliveries) as deliveries, \
                    (select sum(amount) from raw.till_sales) as amount";

/// A till with a history: some runs, each with news.
fn till_of(runs: u32) -> Till {
    let till = Till::that_has_run();
    for run in 1..runs {
        till.write("in/customers.csv", &customers(1..=40 + run));
        till.write(&format!("in/sales-{}.csv", run + 1), &format!("sale,sold_on,amount\nT{run},2026-03-01,{run}.00\n"));
        till.run("run").done();
    }
    till
}

/// What is said of a lake that is not as it was written.
#[track_caller]
fn damaged(till: &Till, words: &str) -> String {
    let ended = till.run(words);
    assert_eq!(ended.code, 3, "{} {}", ended.data, ended.talk);
    ended.talk
}

#[test]
fn a_whole_lake_is_verified_and_inspected() {
    let till = till_of(3);
    let said = till.run("maintain verify").done();
    assert!(said.contains("6 commits, ") && said.ends_with(": all as written\n"), "{said}");
    let said = till.run("maintain inspect").done();
    assert!(said.starts_with("commit 6 is what is visible, 6 commits stand\n"), "{said}");
    assert!(said.contains("raw.till_customers") && said.contains("run.deliveries"), "{said}");
    let said = till.run("maintain verify --store").done();
    assert_eq!(said, "the store keeps what a commit relies on\n");
    assert!(!till.path("lake/_kam/probe").join("first").exists());
}

/// Every object a commit needs, and in each a bit at a place chance chooses.
#[test]
fn one_changed_bit_is_found_in_every_object() {
    let till = till_of(3);
    let mut chance = ChaCha8Rng::seed_from_u64(5);
    let mut found = 0;
    for (file, content) in till.lake().into_iter().filter(|(_, content)| !content.is_empty()) {
        let mut changed = content.clone();
        let (byte, bit) = (chance.random_range(0..content.len()), chance.random_range(0..8));
        changed[byte] ^= 1 << bit;
        fs::write(till.path("lake").join(&file), &changed).unwrap();
        let talk = damaged(&till, "maintain verify");
        assert!(talk.contains("error: `"), "byte {byte}, bit {bit} of {}: {talk}", file.display());
        fs::write(till.path("lake").join(&file), &content).unwrap();
        found += 1;
    }
    assert!(found > 40, "{found} objects");
    till.run("maintain verify").done();
}

#[test]
fn a_missing_and_a_shortened_file_are_named() {
    let till = till_of(2);
    let file = data_file(&till, "raw/till_customers");
    let content = fs::read(&file).unwrap();
    fs::write(&file, &content[1..]).unwrap();
    let talk = damaged(&till, "maintain verify");
    assert!(
        talk.contains(&format!("it has {} bytes, and {} were written", content.len() - 1, content.len())),
        "{talk}"
    );
    fs::remove_file(&file).unwrap();
    let talk = damaged(&till, "maintain verify");
    assert!(
        talk.contains("error: `raw/till_customers/") && talk.contains(".parquet` is damaged: it is not there"),
        "{talk}"
    );
}

fn data_file(till: &Till, table: &str) -> PathBuf {
    let files = contents(&till.path("lake").join(table));
    let file =
        files.into_iter().map(|(file, _)| file).find(|file| file.extension().is_some_and(|kind| kind == "parquet"));
    till.path("lake").join(table).join(file.unwrap())
}

#[test]
fn vacuum_takes_what_no_commit_needs_and_nothing_else() {
    let till = till_of(4);
    let before = till.ask(ROWS);
    let stray = ["raw/till_customers/left-by-a-crash.parquet", "raw/till_sales/half.parquet#1234"];
    stray.iter().for_each(|file| fs::write(till.path("lake").join(file), "x").unwrap());
    let lake = till.lake();
    let said = till.run("maintain vacuum --keep 3 --dry-run").done();
    assert!(said.starts_with("5 commits and ") && said.contains(" would be taken away"), "{said}");
    assert!(lake == till.lake(), "a rehearsal changes nothing");
    let said = till.run("maintain vacuum --keep 3").done();
    assert!(said.starts_with("5 commits and "), "{said}");
    assert!(stray.iter().all(|file| !till.path("lake").join(file).exists()));
    assert_eq!(till.ask(ROWS), before);
    till.run("maintain verify").done();
    let said = till.run("maintain vacuum --keep 3").done();
    assert_eq!(said, "0 commits and 0 objects taken away, 0 B\n");
    till.write("in/customers.csv", &customers(1..=50));
    till.run("run").done();
    assert_eq!(till.ask("select count(*) as customers from raw.till_customers"), "50\n");
    till.run("maintain verify").done();
}

#[test]
fn a_damaged_lake_is_not_vacuumed() {
    let till = till_of(3);
    let entry = till.path("lake/raw/till_sales/_delta_log/00000000000000000000.json");
    fs::remove_file(entry).unwrap();
    let lake = till.lake();
    let talk = damaged(&till, "maintain vacuum --keep 2");
    assert!(talk.contains("00000000000000000000.json` is damaged: a commit needs it, but it is not there"), "{talk}");
    assert!(lake == till.lake());
}

const ORIGINS: &str = "select sale, cast(sold_on as text) as sold_on, amount, _file, _row_number, _op, \
                       cast(_known_from as text) as known_from, cast(_loaded_at as text) as loaded_at, _known_to is null as stands \
                       from history.till_sales order by sale, _file, _row_number";

/// A till with a history of so many runs, made by the library: that is quicker than to start a program for each.
fn run_by_the_library(runs: u32) -> Upkeep {
    let upkeep = Upkeep::new();
    let lake: Arc<dyn ObjectStore> = upkeep.lake_of(runs);
    upkeep.export(&lake, &upkeep.till.path("lake"));
    upkeep
}

/// Twelve runs leave twelve small files in each table that only grows.
#[test]
fn compact_puts_small_files_together_and_changes_no_row() {
    let till = run_by_the_library(12).till;
    let [rows, origins] = [ROWS, ORIGINS].map(|question| till.ask(question));
    let said = till.run("maintain inspect").done();
    assert!(
        said.contains(" small files in ") && said.contains(": `kam maintain compact` puts them together"),
        "{said}"
    );
    let lake = till.lake();
    let said = till.run("maintain compact --dry-run").done();
    assert!(said.contains(" would be put together; ") && said.contains("raw.till_sales"), "{said}");
    assert!(lake == till.lake(), "a rehearsal changes nothing");

    let said = till.run("maintain compact").done();
    assert!(said.contains(" tables put together; "), "{said}");
    assert_eq!([ROWS, ORIGINS].map(|question| till.ask(question)), [rows, origins]);
    till.run("maintain verify").done();
    let found = till.run("maintain inspect --format json").done();
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    for table in found["tables"].as_array().unwrap() {
        let count = |key: &str| table[key].as_u64().unwrap();
        assert!(count("files") <= 1 && count("small_files") == 0 && count("log_entries") <= 11, "{table}");
    }
    assert!(till.run("run").talk.contains("nothing to do"));
    let lake = till.lake();
    assert_eq!(till.run("maintain compact").done(), "0 small files of 0 tables put together; 0 checkpoints written\n");
    assert!(lake == till.lake(), "what is done is done");
}

/// After compaction: news, what was rejected, what comes late, and a vacuum.
#[test]
fn a_compacted_lake_goes_on_as_any() {
    let upkeep = run_by_the_library(3);
    let till = &upkeep.till;
    till.write("in/sales-9.csv", "sale,sold_on,amount\nS9,2026-01-05,9.00\nS10,5.1.2026,10.00\nS11,2026-01-06,1.00\n");
    upkeep.deliver_customers(45);
    till.run("run").done();
    till.run("maintain compact").done();
    let file = "pipelines/extracts/till/sales.toml";
    let shape = fs::read_to_string(till.path(file)).unwrap();
    let mended = shape.replace(
        "sold_on = { type = \"date\" }",
        "sold_on = { type = \"date\", formats = [\"%Y-%m-%d\", \"%-d.%-m.%Y\"] }",
    );
    till.write(file, &mended);
    assert_eq!(till.run("replay").done(), "raw.till_sales  sales-9.csv  1 of 1 rows landed\n");
    upkeep.deliver_late_customers(44);
    till.run("run").done();
    till.run("maintain compact").done();
    till.run("maintain vacuum --keep 2").done();
    till.run("maintain verify").done();
    let asked = "select (select count(*) from raw.till_customers where city = 'Ulm') as customers, \
                 (select count(*) from history.till_customers where city = 'Bonn 1') as late, \
                 (select sum(amount) from raw.till_sales) as amount, \
                 (select _file || cast(_row_number as text) from raw.till_sales where sale = 'S10') as origin";
    // 30.50 and T41, T42, then 9, 10 and 1.
    assert_eq!(till.ask(asked), "45,44,133.50,sales-9.csv2\n");
}

/// Damage must not get a hash that says it is whole.
#[test]
fn a_changed_file_is_not_compacted() {
    let till = run_by_the_library(3).till;
    let file = data_file(&till, "raw/till_sales");
    let mut content = fs::read(&file).unwrap();
    let middle = content.len() / 2;
    content[middle] ^= 1;
    fs::write(&file, content).unwrap();
    let talk = damaged(&till, "maintain compact");
    assert!(talk.contains(".parquet` is damaged: it is not what was written: its SHA-256 is another"), "{talk}");
    assert!(till.run("maintain inspect").done().starts_with("commit 6 is what is visible"));
}
