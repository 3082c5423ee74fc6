//! Goals G7 and G40: runs, late deliveries, compactions and vacuums in an order that chance chooses.
//!
//! Whatever the order: a vacuum takes nothing that a commit names and leaves nothing that none names, every question is
//! answered as the deliveries say, and a commit that stands is read as it was.

use crate::upkeep::{Answers, Deed, Upkeep};
use kam_lake::{Reader, Session, SessionSettings};
use object_store::ObjectStore;
use object_store::memory::InMemory;
use object_store::path::Path;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn is_long() -> bool {
    std::env::var_os("KAM_LONG").is_some()
}

#[test]
fn whatever_the_order_nothing_needed_goes_and_nothing_else_stays() {
    let histories = if is_long() { 1000 } else { 4 };
    let mut done = BTreeMap::new();
    for seed in 0..histories {
        for deed in a_history(seed) {
            *done.entry(format!("{deed:?}")).or_insert(0) += 1;
        }
    }
    println!("{histories} histories: {done:?}");
    assert!(done.len() >= 6, "{done:?}");
}

/// What happens next.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A list of customers with one more, a sale, and a run.
    News,
    /// A list that was made before the newest one, a sale, and a run.
    Late,
    Does(Deed),
}

fn a_history(seed: u64) -> Vec<Step> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let upkeep = Upkeep::new();
    let lake: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    let mut golden = Golden::default();
    let mut deeds = vec![Step::News];
    deeds.extend((0..10).map(|_| match chance.random_range(0..8) {
        0..=2 => Step::News,
        3 => Step::Late,
        4 | 5 => Step::Does(Deed::Compact),
        _ => Step::Does(Deed::Vacuum(chance.random_range(2..6))),
    }));
    for (at, step) in deeds.iter().enumerate() {
        let place = format!("seed {seed}, after {:?}", &deeds[..=at]);
        let deed = golden.deliver(&upkeep, *step);
        upkeep.does(deed, &lake, 0).unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_eq!(upkeep.answers(&lake), golden.answers(), "{place}");
        if matches!(deed, Deed::Vacuum(_)) {
            assert_eq!(data_files(&upkeep, &lake), needed_files(&upkeep, &lake), "{place}");
            upkeep.verify(&lake);
        }
        if deed == Deed::Compact {
            assert_eq!(upkeep.does(Deed::Run, &lake, 0), Ok(false), "{place}: something is out of date");
        }
    }
    upkeep.verify(&lake);
    upkeep.assert_others_read(&lake, &format!("seed {seed}"));
    deeds
}

/// What the deliveries say, added up beside kam.
struct Golden {
    customers: u32,
    /// Numbers of sales, each of as much; beside the two of 30.50 that every till begins with.
    sales: Vec<u32>,
}

impl Default for Golden {
    fn default() -> Self {
        Self { customers: 40, sales: Vec::new() }
    }
}

impl Golden {
    fn deliver(&mut self, upkeep: &Upkeep, step: Step) -> Deed {
        let next = 100 + u32::try_from(self.sales.len()).unwrap();
        match step {
            Step::Does(deed) => return deed,
            Step::News => {
                self.customers += 1;
                upkeep.deliver_customers(self.customers);
            }
            // It changes what was so, and nothing that is so.
            Step::Late => upkeep.deliver_late_customers(self.customers),
        }
        upkeep.deliver_sale(next);
        self.sales.push(next);
        Deed::Run
    }

    fn answers(&self) -> Answers {
        let credit = self.customers * (self.customers + 1) / 2;
        let sold = 30 + self.sales.iter().sum::<u32>();
        Answers {
            customers: format!("{} {credit}.00", self.customers),
            sales: format!("{} {sold}.50", self.sales.len() + 2),
        }
    }
}

fn data_files(upkeep: &Upkeep, lake: &Arc<dyn ObjectStore>) -> BTreeSet<Path> {
    let is_data = |path: &Path| path.as_ref().ends_with(".parquet") && !path.as_ref().contains("checkpoint");
    upkeep.objects(lake).into_iter().filter(is_data).collect()
}

/// The data files of every version that a commit names, by reading commits and logs as text.
fn needed_files(upkeep: &Upkeep, lake: &Arc<dyn ObjectStore>) -> BTreeSet<Path> {
    let mut needed = BTreeSet::new();
    for commit in upkeep.objects(lake).into_iter().filter(|path| path.as_ref().starts_with("_kam/commit/")) {
        let commit: Value = serde_json::from_slice(&upkeep.bytes(lake, &commit)).unwrap();
        for (table, version) in commit["body"]["tables"].as_object().unwrap() {
            let folder = table.replace('.', "/");
            let mut files = BTreeSet::new();
            for version in 0..=version.as_u64().unwrap() {
                let entry = upkeep.bytes(lake, &Path::from(format!("{folder}/_delta_log/{version:020}.json")));
                for action in String::from_utf8(entry).unwrap().lines() {
                    let action: Value = serde_json::from_str(action).unwrap();
                    if let Some(removed) = action["remove"]["path"].as_str() {
                        files.remove(removed);
                    }
                    if let Some(added) = action["add"]["path"].as_str() {
                        files.insert(added.to_owned());
                    }
                }
            }
            needed.extend(files.iter().map(|file| Path::from(format!("{folder}/{file}"))));
        }
    }
    needed
}

/// Goal G40: a commit within what vacuum keeps is read as it was, byte for byte, whatever came after.
#[test]
fn an_old_commit_is_read_as_it_was() {
    let upkeep = Upkeep::new();
    let lake: Arc<dyn ObjectStore> = upkeep.lake_of(6);
    let (old, loads) = (upkeep.reader(&lake), if is_long() { 100 } else { 12 });
    let (rows, files) = (all_rows(&upkeep, &old), all_files(&upkeep, &old, &lake));
    assert!(rows.len() >= 5 && files.len() > 20, "{} tables, {} files", rows.len(), files.len());
    for load in 0..loads {
        upkeep.deliver(50 + load);
        upkeep.does(Deed::Run, &lake, 0).unwrap();
        if load % 5 == 4 {
            assert!(upkeep.does(Deed::Compact, &lake, 0).unwrap());
        }
    }
    let newest = upkeep.reader(&lake).head().number;
    let keep = usize::try_from(newest - old.head().number + 1).unwrap();
    assert!(upkeep.does(Deed::Vacuum(keep), &lake, 0).unwrap(), "older commits go");
    assert_eq!(all_files(&upkeep, &old, &lake), files);
    assert_eq!(all_rows(&upkeep, &old), rows);
    upkeep.verify(&lake);
}

/// The rows of each table of a commit, sorted.
fn all_rows(upkeep: &Upkeep, reader: &Reader) -> BTreeMap<String, Vec<String>> {
    upkeep.runtime.block_on(async {
        let session = Session::open(&SessionSettings::default()).unwrap();
        let mut all = BTreeMap::new();
        for table in reader.tables() {
            assert!(reader.register(&session, &table).await.unwrap());
            let (_, batches) = session.query("a look", &format!("select * from {table}")).await.unwrap();
            let text = arrow::util::pretty::pretty_format_batches(&batches).unwrap().to_string();
            let mut rows: Vec<String> = text.lines().map(Into::into).collect();
            rows.sort();
            all.insert(table.to_string(), rows);
        }
        all
    })
}

/// The bytes of each data file of a commit.
fn all_files(upkeep: &Upkeep, reader: &Reader, lake: &Arc<dyn ObjectStore>) -> BTreeMap<Path, Vec<u8>> {
    let mut all = BTreeMap::new();
    for table in reader.tables() {
        let state = upkeep.runtime.block_on(reader.table(&table)).unwrap().unwrap();
        for file in state.files {
            let path = Path::from(format!("{}/{}/{}", table.layer.as_str(), table.name, file.path));
            let bytes = upkeep.bytes(lake, &path);
            all.insert(path, bytes);
        }
    }
    all
}
