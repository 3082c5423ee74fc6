//! Several at once: runs started together, and readers while runs commit.

use crate::kam::binary;
use crate::till::{Till, customers};
use kam_lake::{Location, Reader, Session, SessionSettings};
use kam_project::TableName;
use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// How often, where `tests/run --long` does not ask for more.
fn rounds(short: u32, long: u32) -> u32 {
    if std::env::var_os("KAM_LONG").is_some() { long } else { short }
}

/// Goal G15: one lake has one writer; whoever comes second waits for nothing and says so.
#[test]
fn runs_started_together_land_each_delivery_once() {
    for at_once in [2, 4, 8] {
        let till = Till::that_has_run();
        let rounds = rounds(1, 200);
        for round in 1..=rounds {
            till.write(&format!("in/sales-{round}x.csv"), &format!("sale,sold_on,amount\nX{round},2026-03-01,1.00\n"));
            let runs: Vec<Child> = (0..at_once).map(|_| started(&till)).collect();
            let codes: Vec<Option<i32>> = runs.into_iter().map(|mut run| run.wait().unwrap().code()).collect();
            assert!(
                codes.iter().all(|code| matches!(code, Some(0 | 3))),
                "{at_once} at once, round {round}: {codes:?}"
            );
            assert!(codes.contains(&Some(0)), "{at_once} at once, round {round}: none got through");
        }
        till.run("run").done();
        let landed =
            "select count(*) as landed, count(distinct sha256) as contents from run.deliveries where status = 'landed'";
        let expected = 2 + rounds;
        assert_eq!(till.ask(landed), format!("{expected},{expected}\n"), "{at_once} at once");
        assert_eq!(till.ask("select count(*) as sales from raw.till_sales"), format!("{}\n", 2 + rounds));
        till.run("maintain verify").done();
    }
}

fn started(till: &Till) -> Child {
    let mut command = Command::new(binary());
    command.args(["run", "--quiet"]).current_dir(till.path("")).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Goal G5: a reader sees one commit or the next, never some tables of each. Every run lands a sale and a customer.
#[test]
fn a_reader_never_sees_half_of_a_commit() {
    let till = Till::that_has_run();
    let is_over = AtomicBool::new(false);
    let looks = thread::scope(|scope| {
        let reader = scope.spawn(|| polled(&till, &is_over));
        for run in 1..=rounds(6, 250) {
            till.write("in/customers.csv", &customers(1..=40 + run));
            till.write(&format!("in/sales-{run}x.csv"), &format!("sale,sold_on,amount\nX{run},2026-03-01,1.00\n"));
            till.run("run").done();
        }
        is_over.store(true, Ordering::SeqCst);
        reader.join().unwrap()
    });
    println!("{} looks at {} states, each whole", looks.values().sum::<u32>(), looks.len());
    assert!(looks.len() > 2, "{looks:?}");
}

/// Looks again and again; how often each state was seen, by its number of sales.
fn polled(till: &Till, is_over: &AtomicBool) -> BTreeMap<i64, u32> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut looks = BTreeMap::new();
    while !is_over.load(Ordering::SeqCst) {
        let (sales, customers, deliveries) = runtime.block_on(look(till));
        // Two sales and forty customers came first, in two deliveries.
        assert_eq!((sales - 2, 2 * (sales - 2)), (customers - 40, deliveries - 2), "{sales} {customers} {deliveries}");
        *looks.entry(sales).or_default() += 1;
    }
    looks
}

async fn look(till: &Till) -> (i64, i64, i64) {
    let location = Location::open("lake", &till.path(""), &BTreeMap::new()).unwrap();
    let reader = Reader::open(&location).await.unwrap();
    let session = Session::open(&SessionSettings::default()).unwrap();
    let mut counts = Vec::new();
    for (table, what) in [
        ("raw.till_sales", "count(*)"),
        ("raw.till_customers", "count(distinct customer)"),
        ("run.deliveries", "count(*)"),
    ] {
        let name: TableName = table.parse().unwrap();
        assert!(reader.register(&session, &name).await.unwrap());
        let (_, rows) = session.query("a look", &format!("select {what} as found from {table}")).await.unwrap();
        counts.push(arrow::util::display::array_value_to_string(rows[0].column(0), 0).unwrap().parse().unwrap());
    }
    (counts[0], counts[1], counts[2])
}
