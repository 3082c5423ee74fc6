//! The smallest project with a report, `tests/projects/shop`: what a reader sees of its lake, counted by hand.

use kam_lake::{Location, Reader, Session, SessionSettings, history};
use kam_project::{Layer, Project, TableName};

/// What the shop sold in 2026Q3: counted by hand from `deliveries/sales-1.csv`.
pub(crate) const REVENUE: &str = "Anna 10.8000, Berta 20.2000, Clara 99.0001";
/// Rows of the file, one of which has no such date.
pub(crate) const LANDED: u64 = 5;

const SHOWN: &str = "select string_agg(account_key || ' ' || cast(net_revenue_amount as text), ', ' order by account_key) \
                     from marts.revenue";

/// What a reader sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) landed: u64,
    pub(crate) revenue: String,
}

impl Seen {
    pub(crate) fn of(landed: u64, revenue: &str) -> Self {
        Self { landed, revenue: revenue.to_owned() }
    }

    /// What is there before any run, after its first commit, and after its second.
    pub(crate) fn of_a_first_run() -> [Self; 3] {
        [Self::of(0, ""), Self::of(LANDED, ""), Self::of(LANDED, REVENUE)]
    }
}

/// Opens every table of a lake, and tells what it sees.
pub(crate) async fn look(project: &Project, lake: &Location) -> Seen {
    let reader = Reader::open(lake).await.unwrap();
    let session = Session::open(&SessionSettings::default()).unwrap();
    for table in reader.tables() {
        reader.register(&session, &table).await.unwrap();
        reader.table(&table).await.unwrap();
    }
    let extract = project.extracts.values().next().unwrap();
    reader.register_history(&session, extract).await.unwrap();
    let landed = format!("select count(*) as landed from {}", history::history(&extract.table));
    let landed = text(&session, &landed).await.parse().unwrap();
    let mart = TableName::new(Layer::Marts, "revenue");
    let revenue = match reader.table(&mart).await.unwrap() {
        Some(_) => text(&session, SHOWN).await,
        None => String::new(),
    };
    Seen { landed, revenue }
}

async fn text(session: &Session, sql: &str) -> String {
    let (_, batches) = session.query("a look", sql).await.unwrap();
    arrow::util::display::array_value_to_string(batches[0].column(0), 0).unwrap()
}
