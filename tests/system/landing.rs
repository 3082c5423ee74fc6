//! What becomes of deliveries: by their bytes, not by their names and dates; with an account of every row.

use crate::till::{Till, customers};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fs::{self, File};
use std::time::{Duration, SystemTime};

const CUSTOMERS: &str = "select count(*) as customers, sum(credit) as credit from raw.till_customers";
const SALES: &str = "select sale, amount from raw.till_sales order by sale, amount";

/// Every delivery's rows are landed, rejected or unchanged: all of them.
#[track_caller]
fn accounts_balance(till: &Till, deliveries: usize) {
    let sum = "sum(case when rows_read = rows_landed + rows_rejected + rows_unchanged then 1 else 0 end)";
    let found = till.ask(&format!("select count(*) as deliveries, {sum} as balanced from run.deliveries"));
    assert_eq!(found, format!("{deliveries},{deliveries}\n"));
}

#[test]
fn a_renamed_or_touched_file_is_no_news() {
    let till = Till::that_has_run();
    let before = till.lake();
    fs::rename(till.path("in/sales-1.csv"), till.path("in/sales-january.csv")).unwrap();
    let touched = File::options().append(true).open(till.path("in/customers.csv")).unwrap();
    touched.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).unwrap();
    let again = till.run("run");
    assert!(again.talk.contains("nothing to do"), "{}", again.talk);
    assert_eq!(again.done(), "");
    assert!(before == till.lake(), "the lake has changed");
    assert_eq!(till.run("plan").done(), "");
    accounts_balance(&till, 2);
}

#[test]
fn a_snapshot_cut_short_is_refused_until_accepted() {
    let till = Till::that_has_run();
    assert_eq!(till.ask(CUSTOMERS), "40,820.00\n");
    till.write("in/customers.csv", &customers(4..=40));
    let talk = till.run("run").refused(1);
    let sentence = "`customers.csv` lacks 3 of the 40 keys of raw.till_customers, more than the limit of 5 %. \
                    It may have been cut short.";
    assert!(talk.contains(sentence) && talk.contains("= hint: if they are really gone, run again"), "{talk}");
    assert_eq!(till.ask(CUSTOMERS), "40,820.00\n");
    let refused = "select file, reason from run.deliveries where status = 'refused'";
    assert_eq!(till.ask(refused), format!("customers.csv,\"{sentence}\"\n"));

    till.run("run --accept-loss").done();
    assert_eq!(till.ask(CUSTOMERS), "37,814.00\n");
    let gone = "select customer, _op from history.till_customers where _op <> 'insert' order by customer";
    assert_eq!(till.ask(gone), "C01,delete\nC02,delete\nC03,delete\n");
    accounts_balance(&till, 4);
}

#[test]
fn a_delivery_refused_again_is_recorded_once() {
    let till = Till::that_has_run();
    till.write("in/sales-2.csv", "sale,sold_on,amount\nS3,2026-01-05,ten\nS4,2026-02-05,twenty\n");
    for _ in 0..3 {
        let talk = till.run("run").refused(1);
        assert!(talk.contains("2 of 2 rows of `sales-2.csv` were rejected"), "{talk}");
    }
    let recorded = "select count(*) as deliveries, sum(rows_rejected) as rows_rejected from run.deliveries where status = 'refused'";
    assert_eq!(till.ask(recorded), "1,2\n");
    assert_eq!(till.ask("select count(*) as rejected from raw.rejected_rows"), "2\n");
    assert_eq!(till.ask("select count(*) as runs from run.runs where status = 'refused'"), "3\n");
    accounts_balance(&till, 3);
}

#[test]
fn a_snapshot_without_rows_deletes_all_once_that_is_accepted() {
    let till = Till::that_has_run();
    till.write("in/customers.csv", &customers([]));
    let talk = till.run("run").refused(1);
    assert!(talk.contains("`customers.csv` lacks 40 of the 40 keys of raw.till_customers"), "{talk}");
    till.run("run --accept-loss").done();
    assert_eq!(till.ask(CUSTOMERS), "0,\n");
    let undated = "select _op, count(*) as rows from history.till_customers where _known_from is null group by _op";
    assert_eq!(till.ask(undated), "");
    till.write("in/customers.csv", &customers(1..=40));
    till.run("run").done();
    assert_eq!(till.ask(CUSTOMERS), "40,820.00\n");
    accounts_balance(&till, 5);
}

#[test]
fn a_snapshot_dated_after_today_waits_and_bars_no_other() {
    let till = Till::that_has_run();
    till.write("in/customers.csv", &customers(1..=41));
    let early = till.run("run --extracted-at 2999-12-31T00:00:00Z");
    assert!(
        early.talk.contains("customers.csv is dated 2999-12-31") && early.talk.contains("yet to come"),
        "{}",
        early.talk
    );
    early.done();
    assert_eq!(till.ask(CUSTOMERS), "40,820.00\n");
    till.run("run").done();
    assert_eq!(till.ask(CUSTOMERS), "41,861.00\n");
    accounts_balance(&till, 3);
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
    for seed in 1..=4 {
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

#[test]
fn every_run_leaves_its_results() {
    let till = Till::that_has_run();
    let results =
        || -> serde_json::Value { serde_json::from_slice(&fs::read(till.path("run_results.json")).unwrap()).unwrap() };
    assert_eq!((&results()["status"], &results()["error"]), (&"done".into(), &serde_json::Value::Null));
    assert_eq!(results()["steps"][0]["target"], "raw.till_customers");
    till.run("run").done();
    assert_eq!((&results()["status"], &results()["commit"]), (&"nothing_to_do".into(), &2.into()));
    till.write("in/customers.csv", &customers(4..=40));
    till.run("run").refused(1);
    assert_eq!((&results()["status"], &results()["steps"][0]["status"]), (&"refused".into(), &"failed".into()));
    fs::remove_file(till.path("in/customers.csv")).unwrap();
    till.run("run").refused(3);
    assert_eq!(results()["status"], "failed");
    assert!(results()["error"].as_str().unwrap().contains("customers.csv"), "{}", results()["error"]);
    let status = till.run("status").done();
    assert!(status.contains("not known: ") && status.contains("customers.csv"), "{status}");
}

#[test]
fn a_snapshot_may_lose_what_its_limit_allows() {
    let till = Till::that_has_run();
    till.write("in/customers.csv", &customers(3..=41).replace("C40,Ulm", "C40,Bonn"));
    till.run("run").done();
    assert_eq!(till.ask(CUSTOMERS), "39,858.00\n");
    let operations = "select _op, count(*) as rows from history.till_customers group by _op order by _op";
    assert_eq!(till.ask(operations), "delete,2\ninsert,41\nupdate,1\n");
    let last = "select rows_read, rows_landed, rows_rejected, rows_unchanged, rows_deleted from run.deliveries \
                where extract = 'raw.till_customers' order by known_from desc limit 1";
    assert_eq!(till.ask(last), "39,2,0,37,2\n");
    accounts_balance(&till, 3);
}

#[test]
fn a_file_of_facts_sent_again_with_other_content_is_refused() {
    let till = Till::that_has_run();
    till.write("in/sales-1.csv", "sale,sold_on,amount\nS1,2026-01-05,10.00\nS2,2026-02-05,20.51\n");
    let talk = till.run("run").refused(1);
    assert!(talk.contains("`sales-1.csv` was landed before with other content. Its rows would count twice."), "{talk}");
    assert!(talk.contains("set `on_resend = \"replace\"` in pipelines/extracts/till/sales.toml"), "{talk}");
    assert_eq!(till.ask(SALES), "S1,10.00\nS2,20.50\n");
    accounts_balance(&till, 3);
}

#[test]
fn or_takes_the_place_of_the_old_where_that_is_agreed() {
    let till = Till::new();
    let shape = fs::read_to_string(till.path("pipelines/extracts/till/sales.toml")).unwrap();
    till.write(
        "pipelines/extracts/till/sales.toml",
        &shape.replace("adds_up = \"append\"", "adds_up = \"append\"\non_resend = \"replace\""),
    );
    till.write("in/sales-2.csv", "sale,sold_on,amount\nS3,2026-02-06,1.00\n");
    till.run("run").done();
    till.write("in/sales-1.csv", "sale,sold_on,amount\nS2,2026-02-05,20.51\nS4,2026-02-07,4.00\n");
    till.run("run").done();
    assert_eq!(till.ask(SALES), "S2,20.51\nS3,1.00\nS4,4.00\n");
    let times =
        "select sale, _known_to is null as stands from history.till_sales where _op = 'insert' order by sale, stands";
    assert_eq!(till.ask(times), "S1,false\nS2,false\nS2,true\nS3,true\nS4,true\n");
    accounts_balance(&till, 4);
}

#[test]
fn equal_facts_are_kept() {
    let till = Till::that_has_run();
    till.write("in/sales-2.csv", "sale,sold_on,amount\nS3,2026-02-06,1.00\nS3,2026-02-06,1.00\n");
    till.run("run").done();
    assert_eq!(till.ask(SALES), "S1,10.00\nS2,20.50\nS3,1.00\nS3,1.00\n");
    accounts_balance(&till, 3);
}

#[test]
fn a_bad_value_is_kept_aside_with_its_place() {
    let till = Till::that_has_run();
    till.write("in/sales-2.csv", "sale,sold_on,amount\nS3,2026-02-06,1.00\nS4,2026-02-30,4.00\nS5,,5.00\n");
    till.run("run").done();
    assert_eq!(till.ask(SALES), "S1,10.00\nS2,20.50\nS3,1.00\nS5,5.00\n");
    let rejected =
        "select file, row_number, line, \"column\", value, reason_code, reason, original from raw.rejected_rows";
    let expected = "sales-2.csv,2,3,sold_on,2026-02-30,not_a_date,\
                    `2026-02-30` in column `sold_on` is not a date like `%Y-%m-%d`,\"S4,2026-02-30,4.00\"\n";
    assert_eq!(till.ask(rejected), expected);
    let account = "select rows_read, rows_landed, rows_rejected, rows_unchanged from run.deliveries \
                   where file = 'sales-2.csv'";
    assert_eq!(till.ask(account), "3,2,1,0\n");
    accounts_balance(&till, 3);
}

/// Two bad rows of three: one fits once its amounts may have a comma for a point, the other never does.
#[test]
fn rejected_facts_land_once_when_their_definition_is_mended() {
    let till = Till::new();
    till.write("in/sales-2.csv", "sale,sold_on,amount\nS3,2026-01-05,3.00\nS4,5.1.2026,4.00\nS5,2026-01-05,five\n");
    let file = "pipelines/extracts/till/sales.toml";
    let shape =
        fs::read_to_string(till.path(file)).unwrap().replace("reject_limit = \"0.5\"", "reject_limit = \"0.9\"");
    till.write(file, &shape);
    till.run("run").done();
    assert_eq!(till.ask(SALES), "S1,10.00\nS2,20.50\nS3,3.00\n");
    assert_eq!(till.run("replay").done(), "raw.till_sales  sales-2.csv  0 of 2 rows landed\n");

    let mended = shape.replace(
        "sold_on = { type = \"date\" }",
        "sold_on = { type = \"date\", formats = [\"%Y-%m-%d\", \"%-d.%-m.%Y\"] }",
    );
    assert_ne!(mended, shape);
    till.write(file, &mended);
    assert_eq!(till.run("replay raw.till_sales").done(), "raw.till_sales  sales-2.csv  1 of 2 rows landed\n");
    assert_eq!(till.ask(SALES), "S1,10.00\nS2,20.50\nS3,3.00\nS4,4.00\n");
    let origin = "select _file, _row_number, cast(sold_on as text) as sold_on from raw.till_sales where sale = 'S4'";
    assert_eq!(till.ask(origin), "sales-2.csv,2,2026-01-05\n");
    let waiting = "select row_number, replayed_by is null as waits from raw.rejected_rows order by row_number";
    assert_eq!(till.ask(waiting), "2,false\n3,true\n");

    let before = till.ask(SALES);
    assert_eq!(till.run("replay").done(), "raw.till_sales  sales-2.csv  0 of 1 rows landed\n");
    till.run("run").done();
    assert_eq!(till.ask(SALES), before);
    assert!(till.run("run").talk.contains("nothing to do"));
    accounts_balance(&till, 4);
    fs::remove_file(till.path("in/sales-2.csv")).unwrap();
    let gone = till.run("replay").done();
    assert!(gone.contains("0 of 1 rows landed  the file is no longer where it was delivered"), "{gone}");
}

#[test]
fn a_snapshot_with_a_rejected_row_deletes_nothing() {
    let till = Till::that_has_run();
    // C01 cannot be read, C02 is not there: either may be the other's row.
    till.write("in/customers.csv", &customers((1..=40).filter(|n| *n != 2)).replace("1.00\nC03", "one\nC03"));
    till.run("run").done();
    assert_eq!(till.ask(CUSTOMERS), "40,820.00\n");
    let rejected = "select line, \"column\", value, reason_code from raw.rejected_rows";
    assert_eq!(till.ask(rejected), "2,credit,one,not_a_number\n");
    let last = "select rows_read, rows_landed, rows_rejected, rows_unchanged, rows_deleted from run.deliveries \
                where extract = 'raw.till_customers' order by known_from desc limit 1";
    assert_eq!(till.ask(last), "39,0,1,38,0\n");
    accounts_balance(&till, 3);
}

#[test]
fn rows_of_one_key_that_differ_are_all_rejected() {
    let till = Till::that_has_run();
    // C05 twice alike counts once; C40 with two cities can be believed in neither.
    let twice = customers(1..=40) + "C05,Ulm,5.00\nC40,Bonn,40.00\n";
    till.write("in/customers.csv", &twice);
    till.run("run").done();
    assert_eq!(till.ask(CUSTOMERS), "40,820.00\n");
    assert_eq!(till.ask("select city from raw.till_customers where customer = 'C40'"), "Ulm\n");
    let rejected =
        "select row_number, \"column\", value, reason_code, reason from raw.rejected_rows order by row_number";
    let sentence = "customer,C40,doubled_key,several rows have the key `C40` and differ";
    assert_eq!(till.ask(rejected), format!("40,{sentence}\n42,{sentence}\n"));
    let last = "select rows_read, rows_landed, rows_rejected, rows_unchanged from run.deliveries \
                where extract = 'raw.till_customers' order by known_from desc limit 1";
    assert_eq!(till.ask(last), "42,0,2,40\n");
    accounts_balance(&till, 3);
}

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
    let first = "select ticket, state, _op from history.till_tickets where ticket in ('T1', 'T4') \
                 order by ticket, _known_from, state";
    assert_eq!(
        till.ask(first),
        "T1,open,insert\nT1,waiting,update\nT1,closed,update\nT4,open,insert\nT4,closed,insert\n"
    );
    let times = "select state, cast(_known_from as date) as known_from, cast(_known_to as date) as known_to \
                 from history.till_tickets where ticket = 'T1' order by _known_from";
    assert_eq!(till.ask(times), "open,2026-03-01,2026-03-04\nwaiting,2026-03-04,2026-03-05\nclosed,2026-03-05,\n");
    // What came after it was read again.
    accounts_balance(&till, 6);
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
