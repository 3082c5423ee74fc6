//! The till with regular customers: facts and a snapshot, models, and pages of accounts; small enough to be run a thousand times.

use crate::kam::{Ended, Kam};
use crate::real::{self, define};
use crate::till::{CUSTOMERS, contents, customers};
use kam_lake::{Location, Reader, Session, SessionSettings, maintain};
use kam_project::{Layer, Project};
use kam_run::{Request, RunStatus, Surroundings};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a reader finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Seen {
    /// Rows landed of sales and of customers.
    pub(crate) landed: (u64, u64),
    /// What all sales come to, where they are built.
    pub(crate) total: Option<String>,
    /// The rows of every built table.
    pub(crate) tables: BTreeMap<String, Vec<String>>,
}

/// What all sales come to after the first deliveries, and after the second; added up by hand.
pub(crate) const TOTALS: [&str; 2] = ["1234807.9901", "1234808.9900"];

/// Rows landed of sales and of customers after the first deliveries, and after the second.
pub(crate) const LANDED: [(u64, u64); 2] = [(6, 40), (7, 41)];

/// Brings the project into a folder, with its first deliveries.
pub(crate) fn prepare(folder: &Path) {
    define("accounts", folder);
    // Under names of their own: a report that lies over a built-in one has its queries too, and all they read.
    let templates = folder.join("report-templates");
    for (built_in, own) in [("portfolio", "everybody"), ("account", "regular")] {
        fs::rename(templates.join(built_in), templates.join(own)).unwrap();
    }
    let pipeline = folder.join("pipelines/quarterly.toml");
    let text = fs::read_to_string(&pipeline).unwrap();
    fs::write(pipeline, text + "reports = [\"everybody\", \"regular\"]\n").unwrap();
    fs::write(folder.join("pipelines/extracts/till/customers.toml"), CUSTOMERS).unwrap();
    fs::write(folder.join("deliveries/customers.csv"), customers(1..=40)).unwrap();
}

/// What is delivered next: a sale more, and a customer more.
pub(crate) fn second() -> [(PathBuf, String); 2] {
    let sales = "sale,customer,name,sold_on,amount\nS7,3,Clara,2026-09-01,0.9999\n";
    [("deliveries/sales-2.csv".into(), sales.to_owned()), ("deliveries/customers.csv".into(), customers(1..=41))]
}

/// Calls kam in the project.
pub(crate) fn call(folder: &Path, words: &str) -> Ended {
    Kam::inside(&folder).run(words)
}

/// The project's definitions, which are the same wherever it lies.
pub(crate) fn definitions(folder: &Path) -> Project {
    let loaded = kam_project::load(folder);
    let problems: Vec<String> = loaded.problems.iter().map(|problem| loaded.render(problem)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    loaded.project
}

/// Runs the project in a folder as the binary would, without reading its definitions again: most of so small a run is that.
pub(crate) fn run_within(definitions: &Project, folder: &Path) -> Result<RunStatus, String> {
    let project = Project { root: folder.to_path_buf(), ..definitions.clone() };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let ended = runtime.block_on(kam_run::run(&project, &Request::default(), &Surroundings::of([]), &mut |_| {}));
    ended.map(|outcome| outcome.status).map_err(|error| error.to_string())
}

/// Opens every table, compares every object that a commit names with what was written, and returns what a reader finds.
#[track_caller]
pub(crate) fn look(folder: &Path, place: &str) -> Seen {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let location = Location::open("lake", folder, &BTreeMap::new()).unwrap();
        let verified = maintain::verify(&location).await.unwrap();
        assert!(verified.faults.is_empty(), "{place}: {:?}", verified.faults);
        let reader = Reader::open(&location).await.unwrap_or_else(|error| panic!("{place}: {error}"));
        let session = Session::open(&SessionSettings::default()).unwrap();
        for table in reader.tables() {
            assert!(reader.register(&session, &table).await.unwrap(), "{place}: {table} does not open");
        }
        let tables = reader.tables();
        let is_there = |name: &str| tables.iter().any(|table| table.to_string() == name);
        let mut seen = Seen::default();
        for (count, table) in
            [(&mut seen.landed.0, "raw.till_sales"), (&mut seen.landed.1, "raw.till_customers")].into_iter()
        {
            if is_there(table) {
                *count = one(&session, &format!("select cast(count(*) as text) as rows from {table}"))
                    .await
                    .parse()
                    .unwrap();
            }
        }
        if is_there("marts.revenue") {
            let total = "select cast(sum(net_revenue_amount) as text) as total from marts.revenue";
            seen.total = Some(one(&session, total).await);
        }
        for table in tables.iter().filter(|table| [Layer::Conformed, Layer::Marts].contains(&table.layer)) {
            let (_, batches) = session.query("a look", &format!("select * from {table}")).await.unwrap();
            seen.tables.insert(table.to_string(), real::text_rows(&batches));
        }
        seen
    })
}

async fn one(session: &Session, sql: &str) -> String {
    let (_, batches) = session.query("a look", sql).await.unwrap();
    arrow::util::display::array_value_to_string(batches[0].column(0), 0).unwrap()
}

/// The pages handed out, by their path.
pub(crate) fn pages(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let reports = folder.join("reports");
    if reports.is_dir() { contents(&reports).into_iter().collect() } else { BTreeMap::new() }
}
