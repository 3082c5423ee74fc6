//! A clock that was set back between two runs: the later run is the later one all the same.

use crate::till::{Till, customers};
use chrono::{DateTime, TimeDelta, Utc};
use kam_run::{Event, Request, RunStatus, Surroundings};
use std::fs;

#[test]
fn a_clock_set_back_hides_and_doubles_nothing() {
    let till = Till::new();
    let shape = fs::read_to_string(till.path("pipelines/extracts/till/sales.toml")).unwrap();
    let replaced = shape.replace("adds_up = \"append\"", "adds_up = \"append\"\non_resend = \"replace\"");
    till.write("pipelines/extracts/till/sales.toml", &replaced);
    assert_eq!(run(&till, noon), [""; 0]);
    till.write("in/sales-1.csv", "sale,sold_on,amount\nS1,2026-01-05,10.00\nS2,2026-02-05,20.51\n");
    till.write("in/customers.csv", &customers(1..=41));
    let told = run(&till, an_hour_earlier);
    let note = "the clock shows 2026-10-01 11:00:00 UTC, which is before the last run, 20261001T120000.000000Z; this run counts as \
                right after it";
    assert_eq!(told, [note]);
    assert_eq!(till.ask("select sale, amount from raw.till_sales order by sale, amount"), "S1,10.00\nS2,20.51\n");
    assert_eq!(till.ask("select count(*) as customers from raw.till_customers"), "41\n");
    assert_eq!(till.ask("select count(*) as runs, count(distinct run_id) as ids from run.runs"), "2,2\n");
}

/// Runs the till as of a moment; what was noted.
fn run(till: &Till, now: fn() -> DateTime<Utc>) -> Vec<String> {
    let project = till.project();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let around = Surroundings { now, ..Surroundings::of([]) };
    let mut notes = Vec::new();
    let mut observer = |event: Event| {
        if let Event::Noted { message } = event {
            notes.push(message);
        }
    };
    let outcome = runtime.block_on(kam_run::run(&project, &Request::default(), &around, &mut observer));
    assert_eq!(outcome.unwrap().status, RunStatus::Done);
    notes
}

fn noon() -> DateTime<Utc> {
    "2026-10-01T12:00:00Z".parse().unwrap()
}

fn an_hour_earlier() -> DateTime<Utc> {
    noon() - TimeDelta::hours(1)
}
