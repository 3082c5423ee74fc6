//! A till in memory that is kept up: runs, compactions and vacuums by the library, and what readers see afterwards.

use crate::till::{Till, customers};
use chrono::{DateTime, TimeDelta, Utc};
use deltalake::kernel::EagerSnapshot;
use deltalake::logstore::{StorageConfig, default_logstore};
use futures::TryStreamExt;
use kam_lake::{Location, Reader, Session, SessionSettings, history};
use kam_project::{Project, TableName};
use kam_run::{Request, RunStatus, Stop, Surroundings, maintain};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, Mutex};
use tokio::runtime::Runtime;

/// What is done to a lake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Run,
    Compact,
    /// Keeps so many commits.
    Vacuum(usize),
}

/// The till's definitions and deliveries, and what works on its lakes.
pub(crate) struct Upkeep {
    pub(crate) till: Till,
    project: Project,
    pub(crate) runtime: Runtime,
    /// The day of the newest list of customers, and how many came late since.
    days: Mutex<(u32, u32)>,
}

/// What questions are answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answers {
    /// Customers, and the sum of their credits.
    pub(crate) customers: String,
    /// Sales, and the sum of their amounts.
    pub(crate) sales: String,
}

impl Upkeep {
    pub(crate) fn new() -> Self {
        let till = Till::new();
        let file = till.path("pipelines/extracts/till/customers.toml");
        let dated = fs::read_to_string(file).unwrap().replace("\"customers.csv\" }", DATED);
        till.write("pipelines/extracts/till/customers.toml", &dated);
        till.write("in/customers_20200101.csv", &customers(1..=40));
        let project = till.project();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        Self { till, project, runtime, days: Mutex::new((0, 0)) }
    }

    /// A delivery of customers C01 to a last one, and one more file with a sale of as much.
    pub(crate) fn deliver(&self, last: u32) {
        self.deliver_customers(last);
        self.deliver_sale(last);
    }

    /// The list of all customers there are, ten days after the one before.
    pub(crate) fn deliver_customers(&self, last: u32) {
        let mut days = self.days.lock().unwrap();
        *days = (days.0 + 10, 0);
        self.till.write(&customers_of(days.0), &customers(1..=last));
    }

    /// A list that was made before the newest, with another city in each row.
    pub(crate) fn deliver_late_customers(&self, last: u32) {
        let mut days = self.days.lock().unwrap();
        days.1 += 1;
        let city = format!("Bonn {}", days.1);
        self.till.write(&customers_of(days.0 - days.1), &customers(1..=last).replace("Ulm", &city));
    }

    pub(crate) fn deliver_sale(&self, number: u32) {
        let sale = format!("sale,sold_on,amount\nT{number},2026-03-01,{number}.00\n");
        self.till.write(&format!("in/sales-{number}.csv"), &sale);
    }

    /// A lake with some runs, each with news: customers 40, 41, …, and a sale of as much after the first.
    pub(crate) fn lake_of(&self, runs: u32) -> Arc<InMemory> {
        let lake = Arc::new(InMemory::new());
        for run in 0..runs {
            if run > 0 {
                self.deliver(40 + run);
            }
            let store: Arc<dyn ObjectStore> = Arc::<InMemory>::clone(&lake);
            self.does(Deed::Run, &store, 0).unwrap();
        }
        lake
    }

    /// Does something on a day of its own, so that a dead process's lease has expired. Says whether there was anything to do.
    pub(crate) fn does(&self, deed: Deed, lake: &Arc<dyn ObjectStore>, day: usize) -> Result<bool, String> {
        let around = Surroundings {
            variables: BTreeMap::new(),
            stop: Stop::default(),
            now: DAYS[day],
            lake: Some(Location::within(Arc::clone(lake))),
        };
        let said = |error: kam_run::Error| format!("{error} {}", error.detail().unwrap_or_default());
        self.runtime.block_on(async {
            match deed {
                Deed::Run => {
                    let (request, mut silent) = (Request::default(), |_| {});
                    let outcome = kam_run::run(&self.project, &request, &around, &mut silent).await.map_err(said)?;
                    assert!(outcome.refusals.is_empty(), "{:?}", outcome.refusals);
                    Ok(outcome.status != RunStatus::NothingToDo)
                }
                Deed::Compact => {
                    let compacted = maintain::compact(&self.project, &around, false).await.map_err(said)?;
                    Ok(!compacted.tables.is_empty() || compacted.checkpoints > 0)
                }
                Deed::Vacuum(keep) => {
                    let vacuumed = maintain::vacuum(&self.project, &around, keep, false).await.map_err(said)?;
                    assert!(vacuumed.faults.is_empty(), "{:?}", vacuumed.faults);
                    Ok(vacuumed.commits + vacuumed.objects > 0)
                }
            }
        })
    }

    /// Whatever a commit names is there and as it was written.
    pub(crate) fn verify(&self, lake: &Arc<dyn ObjectStore>) {
        let location = Location::within(Arc::clone(lake));
        let verified = self.runtime.block_on(kam_lake::maintain::verify(&location)).unwrap();
        assert!(verified.faults.is_empty(), "{:?}", verified.faults);
    }

    pub(crate) fn reader(&self, lake: &Arc<dyn ObjectStore>) -> Reader {
        self.runtime.block_on(Reader::open(&Location::within(Arc::clone(lake)))).unwrap()
    }

    /// What kam answers; every table must open.
    pub(crate) fn answers(&self, lake: &Arc<dyn ObjectStore>) -> Answers {
        let reader = self.reader(lake);
        self.runtime.block_on(async {
            let session = Session::open(&SessionSettings::default()).unwrap();
            for table in reader.tables() {
                assert!(reader.register(&session, &table).await.unwrap(), "{table} does not open");
            }
            let mut answers = Vec::new();
            for (extract, sum) in self.project.extracts.values().zip(["credit", "amount"]) {
                reader.register_history(&session, extract).await.unwrap();
                let current = history::current_rows(extract, history::Known::Now);
                let sql = format!(
                    "select cast(count(*) as text) || ' ' || coalesce(cast(sum({sum}) as text), '') from ({current})"
                );
                let (_, rows) = session.query("a look", &sql).await.unwrap();
                answers.push(arrow::util::display::array_value_to_string(rows[0].column(0), 0).unwrap());
            }
            let [customers, sales] = answers.try_into().unwrap();
            Answers { customers, sales }
        })
    }

    /// Version and rows of each table of the newest commit, as its log tells kam.
    pub(crate) fn rows(&self, reader: &Reader) -> BTreeMap<TableName, (u64, u64)> {
        self.runtime.block_on(async {
            let mut rows = BTreeMap::new();
            for table in reader.tables() {
                let state = reader.table(&table).await.unwrap().unwrap();
                rows.insert(table, (state.version, state.files.iter().map(|file| file.rows).sum()));
            }
            rows
        })
    }

    /// The Delta library, which knows nothing of our records, opens every table and counts the same rows in files that are there.
    pub(crate) fn assert_others_read(&self, lake: &Arc<dyn ObjectStore>, place: &str) {
        for (table, (version, rows)) in self.rows(&self.reader(lake)) {
            let (newest, _) = self.runtime.block_on(counted(lake, &table, None));
            assert!(newest >= version, "{place}: {table} is at {newest}, not {version}");
            let found = self.runtime.block_on(counted(lake, &table, Some(version)));
            assert_eq!(found, (version, rows), "{place}: {table}");
        }
    }

    /// All objects, by path.
    pub(crate) fn objects(&self, lake: &Arc<dyn ObjectStore>) -> BTreeSet<Path> {
        let listed = self.runtime.block_on(lake.list(None).try_collect::<Vec<_>>()).unwrap();
        listed.into_iter().map(|object| object.location).collect()
    }

    pub(crate) fn bytes(&self, lake: &Arc<dyn ObjectStore>, path: &Path) -> Vec<u8> {
        self.runtime.block_on(async { lake.get(path).await.unwrap().bytes().await.unwrap().to_vec() })
    }

    /// Writes a lake into a folder, for programs that know no memory of ours.
    pub(crate) fn export(&self, lake: &Arc<dyn ObjectStore>, folder: &std::path::Path) {
        for path in self.objects(lake) {
            let file = folder.join(path.as_ref());
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, self.bytes(lake, &path)).unwrap();
        }
    }
}

/// Version and rows of a table as the Delta library finds them.
async fn counted(lake: &Arc<dyn ObjectStore>, table: &TableName, version: Option<u64>) -> (u64, u64) {
    let folder = format!("{}/{}", table.layer.as_str(), table.name);
    let url = format!("memory:///{folder}/").parse().unwrap();
    let prefixed = Arc::new(PrefixStore::new(Arc::clone(lake), folder.as_str()));
    let log = default_logstore(prefixed, Arc::clone(lake), &url, &StorageConfig::default());
    let snapshot = EagerSnapshot::try_new(log.as_ref(), version).await.unwrap();
    let mut rows = 0;
    for file in snapshot.log_data().iter() {
        let path = Path::from(format!("{folder}/{}", file.path()));
        assert_eq!(lake.head(&path).await.unwrap().size, u64::try_from(file.size()).unwrap(), "{path}");
        rows += file.num_records().unwrap() as u64;
    }
    (snapshot.version(), rows)
}

const DATED: &str =
    "\"customers_*.csv\" }\nknown_from = { pattern = \"customers_(\\\\d{8})\\\\.csv\", format = \"%Y%m%d\" }";

/// The file of a day, counted from the first list of customers.
fn customers_of(day: u32) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    (first + TimeDelta::days(day.into())).format("in/customers_%Y%m%d.csv").to_string()
}

const DAYS: [fn() -> DateTime<Utc>; 4] = [first_day, second_day, third_day, fourth_day];

pub(crate) fn first_day() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

fn second_day() -> DateTime<Utc> {
    first_day() + TimeDelta::days(1)
}

fn third_day() -> DateTime<Utc> {
    first_day() + TimeDelta::days(2)
}

fn fourth_day() -> DateTime<Utc> {
    first_day() + TimeDelta::days(3)
}
