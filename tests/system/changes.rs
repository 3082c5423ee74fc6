//! Deliveries that speak of rows by their key: in order, late, again; the history is that of what was known, when it was.

use crate::landing::accounts_balance;
use crate::till::Till;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fs;

const TICKETS: &str = "select ticket, state from raw.till_tickets order by ticket";

/// A till that is also sent tickets that are new or changed.
fn till_with_tickets() -> Till {
    let till = Till::new();
    till.write("pipelines/extracts/till/tickets.toml", TICKETS_SHAPE);
    till.write("in/tickets_20260301.csv", "ticket,state\nT1,open\nT2,open\nT3,open\n");
    till.run("run").done();
    till
}

const TICKETS_SHAPE: &str = r#"description = "Tickets that are new or changed."
from = { connection = "till", path = "tickets_*.csv" }
adds_up = "upsert"
key = ["ticket"]
known_from = { pattern = "tickets_(\\d{8})b?\\.csv", format = "%Y%m%d" }
reject_limit = "0.9"

[columns]
ticket = { type = "text", required = true }
state = { type = "text" }
"#;

/// What became of the rows of a delivery: read, landed, rejected, unchanged.
fn ticket_account(till: &Till, file: &str) -> String {
    let newest = "order by run_id desc limit 1";
    let columns = "rows_read, rows_landed, rows_rejected, rows_unchanged";
    till.ask(&format!("select {columns} from run.deliveries where file = '{file}' {newest}"))
}

#[test]
fn changes_take_the_place_of_what_they_change_and_others_stay() {
    let till = till_with_tickets();
    // T2 is closed, T3 said again, T4 new; T1 is not spoken of. T4 twice alike counts once.
    till.write("in/tickets_20260302.csv", "ticket,state\nT2,closed\nT3,open\nT4,open\nT4,open\n");
    till.run("run").done();
    assert_eq!(till.ask(TICKETS), "T1,open\nT2,closed\nT3,open\nT4,open\n");
    assert_eq!(ticket_account(&till, "tickets_20260302.csv"), "4,2,0,2\n");
    let operations =
        "select ticket, _op from history.till_tickets where _file = 'tickets_20260302.csv' order by ticket";
    assert_eq!(till.ask(operations), "T2,update\nT4,insert\n");
    let before = till.lake();
    assert!(till.run("run").talk.contains("nothing to do"));
    assert!(before == till.lake(), "the lake has changed");
    till.run("run --force").done();
    assert_eq!(till.ask(TICKETS), "T1,open\nT2,closed\nT3,open\nT4,open\n");
    accounts_balance(&till, 4);
}

#[test]
fn changes_of_one_key_that_differ_are_all_rejected() {
    let till = till_with_tickets();
    till.write("in/tickets_20260302.csv", "ticket,state\nT1,closed\nT1,waiting\nT2,closed\n");
    till.run("run").done();
    assert_eq!(till.ask(TICKETS), "T1,open\nT2,closed\nT3,open\n");
    assert_eq!(ticket_account(&till, "tickets_20260302.csv"), "3,1,2,0\n");
    let rejected = "select row_number, value, reason_code from raw.rejected_rows order by row_number";
    assert_eq!(till.ask(rejected), "1,T1,doubled_key\n2,T1,doubled_key\n");
    accounts_balance(&till, 4);
}

#[test]
fn a_late_change_never_takes_the_place_of_a_newer_one() {
    let till = till_with_tickets();
    till.write("in/tickets_20260305.csv", "ticket,state\nT1,closed\nT4,closed\n");
    till.run("run").done();
    // Of the day before: T1 and T4 have moved on since, T2 has not, T3 is as it was.
    till.write("in/tickets_20260304.csv", "ticket,state\nT1,waiting\nT2,waiting\nT3,open\nT4,open\n");
    till.run("run").done();
    assert_eq!(till.ask(TICKETS), "T1,closed\nT2,waiting\nT3,open\nT4,closed\n");
    assert_eq!(ticket_account(&till, "tickets_20260304.csv"), "4,3,0,1\n");
    let periods = "select file, period from run.deliveries where extract = 'raw.till_tickets' and period >= '20260304' order by file";
    assert_eq!(till.ask(periods), "tickets_20260304.csv,20260304\ntickets_20260305.csv,20260305\n");
    let first = "select ticket, state, _op from history.till_tickets where ticket in ('T1', 'T4') \
                 order by ticket, _known_from, state";
    assert_eq!(
        till.ask(first),
        "T1,open,insert\nT1,waiting,update\nT1,closed,update\nT4,open,insert\nT4,closed,insert\n"
    );
    let times = "select state, cast(_known_from as date) as known_from, cast(_known_to as date) as known_to \
                 from history.till_tickets where ticket = 'T1' order by _known_from";
    assert_eq!(till.ask(times), "open,2026-03-01,2026-03-04\nwaiting,2026-03-04,2026-03-05\nclosed,2026-03-05,\n");
    // What came after it was read again, changed nothing, and left no record.
    accounts_balance(&till, 5);
}

/// T2 was said again, unchanged, the day after what comes late: that is the later word, although it left no row.
#[test]
fn a_late_change_does_not_undo_a_repeat_that_came_after_it() {
    let till = till_with_tickets();
    till.write("in/tickets_20260305.csv", "ticket,state\nT2,open\n");
    till.run("run").done();
    till.write("in/tickets_20260304.csv", "ticket,state\nT1,waiting\nT2,waiting\n");
    till.run("run").done();
    assert_eq!(till.ask(TICKETS), "T1,waiting\nT2,open\nT3,open\n");
    let times = "select state, cast(_known_from as date) as known_from, cast(_known_to as date) as known_to \
                 from history.till_tickets where ticket = 'T2' order by _known_from";
    assert_eq!(till.ask(times), "open,2026-03-01,2026-03-04\nwaiting,2026-03-04,2026-03-05\nopen,2026-03-05,\n");
    assert!(till.run("run").talk.contains("nothing to do"));
    accounts_balance(&till, 6);
}

#[test]
fn changes_of_one_run_land_from_the_oldest_to_the_newest() {
    let till = till_with_tickets();
    till.write("in/tickets_20260303.csv", "ticket,state\nT1,closed\nT2,closed\n");
    till.write("in/tickets_20260302.csv", "ticket,state\nT1,waiting\nT2,closed\n");
    till.write("in/tickets_20260303b.csv", "ticket,state\nT1,open again\n");
    till.run("run").done();
    assert_eq!(till.ask(TICKETS), "T1,open again\nT2,closed\nT3,open\n");
    assert_eq!(ticket_account(&till, "tickets_20260303.csv"), "2,1,0,1\n");
    accounts_balance(&till, 6);
}

#[test]
fn a_file_of_changes_sent_again_is_simply_newer() {
    let till = till_with_tickets();
    let first = "ticket,state\nT1,open\nT2,open\nT3,open\n";
    till.write("in/tickets_20260301.csv", "ticket,state\nT1,closed\nT2,open\n");
    till.run("run").done();
    assert_eq!(till.ask(TICKETS), "T1,closed\nT2,open\nT3,open\n");
    till.write("in/tickets_20260301.csv", first);
    till.run("run").done();
    assert_eq!(till.ask(TICKETS), "T1,open\nT2,open\nT3,open\n");
    accounts_balance(&till, 5);
}

const STOCK_SHAPE: &str = r#"description = "What lies in the store, every day."
from = { connection = "till", path = "stock_*.csv" }
adds_up = "snapshot"
key = ["thing"]
known_from = { pattern = "stock_(\\d{8})\\.csv", format = "%Y%m%d" }
loss_limit = "1"

[columns]
thing = { type = "text", required = true }
pieces = { type = "bigint" }
"#;

/// What lay in the store on a day of May, as the history tells it.
fn stock_on(till: &Till, day: usize) -> String {
    let then = format!("cast('2026-05-{day:02}T12:00:00Z' as timestamp with time zone)");
    till.ask(&format!(
        "select thing, pieces from history.till_stock where _op <> 'delete' and _known_from <= {then} \
         and (_known_to is null or _known_to > {then}) order by thing"
    ))
}

/// Six days by chance, of things that come, change and go, delivered in an order by chance: the history is that of the days.
#[test]
fn snapshots_in_any_order_make_the_same_history() {
    for seed in 1..=2 {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let days: Vec<String> = (1..=6).map(|_| stock(&mut chance)).collect();
        let mut order: Vec<usize> = (1..=6).collect();
        order.shuffle(&mut chance);
        let till = Till::new();
        till.write("pipelines/extracts/till/stock.toml", STOCK_SHAPE);
        for parts in order.chunks(2) {
            for day in parts {
                till.write(&format!("in/stock_202605{day:02}.csv"), &format!("thing,pieces\n{}", days[day - 1]));
            }
            till.run("run").done();
        }
        for (day, stock) in (1..).zip(&days) {
            assert_eq!(stock_on(&till, day), *stock, "seed {seed}, day {day}, in the order {order:?}");
        }
        assert_eq!(till.ask("select thing, pieces from raw.till_stock order by thing"), days[5], "seed {seed}");
        assert!(till.run("run").talk.contains("nothing to do"), "seed {seed}");
        let sums = "select sum(rows_read - rows_landed - rows_rejected - rows_unchanged) as missing, \
                    count(case when status = 'landed' and extract = 'raw.till_stock' then 1 end) as landed from run.deliveries";
        assert_eq!(till.ask(sums), "0,6\n", "seed {seed}");
    }
}

fn stock(chance: &mut ChaCha8Rng) -> String {
    let things = (1..=8).filter_map(|thing| {
        let pieces = chance.random_range(0..4);
        (pieces > 0).then(|| format!("T{thing},{pieces}\n"))
    });
    things.collect()
}

#[test]
fn a_late_snapshot_whose_next_is_gone_lands_nothing_and_says_so() {
    let till = Till::new();
    till.write("pipelines/extracts/till/stock.toml", STOCK_SHAPE);
    till.write("in/stock_20260503.csv", "thing,pieces\nT1,3\n");
    till.run("run").done();
    fs::remove_file(till.path("in/stock_20260503.csv")).unwrap();
    till.write("in/stock_20260502.csv", "thing,pieces\nT1,2\n");
    let ended = till.run("run");
    assert!(ended.talk.contains("the one that follows it is no longer where it was delivered"), "{}", ended.talk);
    ended.done();
    assert_eq!(till.ask("select thing, pieces from raw.till_stock"), "T1,3\n");
    assert_eq!(stock_on(&till, 2), "");
    assert!(till.run("run").talk.contains("nothing to do"));
}
