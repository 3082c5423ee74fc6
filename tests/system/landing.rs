//! What becomes of deliveries: by their bytes, not by their names and dates; with an account of every row.

use crate::repository::text;
use crate::till::{Till, customers};
use std::fs::{self, File};
use std::time::{Duration, SystemTime};

const CUSTOMERS: &str = "select count(*) as customers, sum(credit) as credit from raw.till_customers";
const SALES: &str = "select sale, amount from raw.till_sales order by sale, amount";

/// Every delivery's rows are landed, rejected or unchanged: all of them.
#[track_caller]
pub(crate) fn accounts_balance(till: &Till, deliveries: usize) {
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

/// The keys of a JSON object, sorted.
fn names(object: &serde_json::Value) -> Vec<&String> {
    let mut names: Vec<&String> = object.as_object().unwrap().keys().collect();
    names.sort();
    names
}

#[test]
fn every_run_leaves_its_results() {
    let till = Till::that_has_run();
    let results =
        || -> serde_json::Value { serde_json::from_slice(&fs::read(till.path("run_results.json")).unwrap()).unwrap() };
    assert_eq!((&results()["status"], &results()["error"]), (&"done".into(), &serde_json::Value::Null));
    let schema: serde_json::Value = serde_json::from_str(&text("docs/reference/run_results.schema.json")).unwrap();
    assert_eq!(names(&results()), names(&schema["properties"]));
    assert_eq!(names(&results()["steps"][0]), names(&schema["$defs"]["step"]["properties"]));
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
    let amounts = "select control_totals from run.deliveries where extract = 'raw.till_customers' order by known_from desc limit 1";
    assert_eq!(till.ask(amounts), "\"{\"\"credit\"\":\"\"858.00\"\"}\"\n");
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

/// A content that came, went and came back is two deliveries, and only the second stands.
#[test]
fn only_rows_of_what_stands_are_replayed() {
    let till = Till::new();
    let file = "pipelines/extracts/till/sales.toml";
    let shape =
        fs::read_to_string(till.path(file)).unwrap().replace("reject_limit = \"0.5\"", "reject_limit = \"0.9\"");
    let shape = shape.replace("adds_up = \"append\"", "adds_up = \"append\"\non_resend = \"replace\"");
    till.write(file, &shape);
    let [came, went] = ["S3,2026-01-05,3.00\nS4,5.1.2026,4.00\n", "S5,2026-01-05,5.00\n"];
    for content in [came, went, came] {
        till.write("in/sales-1.csv", &format!("sale,sold_on,amount\n{content}"));
        till.run("run").done();
    }
    let formats = "sold_on = { type = \"date\", formats = [\"%Y-%m-%d\", \"%-d.%-m.%Y\"] }";
    till.write(file, &shape.replace("sold_on = { type = \"date\" }", formats));
    let replayed = till.run("replay").done();
    assert!(replayed.contains("1 of 1 rows landed"), "{replayed}");
    assert!(replayed.contains("0 of 1 rows landed  another content of it has taken its place"), "{replayed}");
    assert_eq!(till.ask(SALES), "S3,3.00\nS4,4.00\n");
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
