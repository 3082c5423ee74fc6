//! Deliveries of another form than declared: what lands, what is set apart, what is refused, and what is told of it.

use crate::kam::Kam;
use crate::landing::accounts_balance;
use crate::real::{ask, built_copy, copy_folder, extracts};
use crate::till::{Till, customers};
use std::fs;
use tempfile::tempdir;

const CUSTOMERS: &str = "pipelines/extracts/till/customers.toml";
const SALES: &str = "pipelines/extracts/till/sales.toml";
const DRIFT: &str =
    "select file, kind, \"column\", policy, rows_affected from run.drift order by run_id, file, kind, \"column\"";

/// Forty customers with a tier, which the first two have.
fn with_tiers() -> String {
    let line = |line: &str| match line.get(..3) {
        Some("cus") => format!("{line},Tier Now\n"),
        Some("C01" | "C02") => format!("{line},gold\n"),
        _ => format!("{line},\n"),
    };
    customers(1..=40).lines().map(line).collect()
}

/// Adds what an extract says of drift.
fn say(till: &Till, file: &str, drift: &str) {
    let declared = fs::read_to_string(till.path(file)).unwrap();
    till.write(file, &format!("{declared}\n{drift}\n"));
}

#[test]
fn a_column_nobody_declared_is_told_and_changes_nothing() {
    let till = Till::that_has_run();
    till.write("in/customers.csv", &with_tiers());
    let sentence = "the file has a column `Tier Now` that is not declared and not landed";
    let plan = till.run("plan").done();
    assert!(plan.contains(&format!("drift: {sentence}")), "{plan}");
    let run = till.run("run");
    assert!(run.talk.contains(&format!("drift: customers.csv: {sentence}\n")), "{}", run.talk);
    run.done();
    assert_eq!(till.ask(DRIFT), "customers.csv,added,Tier Now,quarantine,40\n");
    let status = till.run("status").done();
    assert!(status.contains("\ndrift, newest first\n  customers.csv  added  quarantine"), "{status}");
    let last = "select rows_read, rows_landed, rows_rejected, rows_unchanged from run.deliveries \
                where extract = 'raw.till_customers' order by known_from desc limit 1";
    assert_eq!(till.ask(last), "40,0,0,40\n");
    assert_eq!(till.ask("select * from raw.till_customers limit 0"), "");
    assert!(till.run("run").talk.contains("nothing to do"));

    // Once it is declared, the file lands anew by itself.
    let declared = fs::read_to_string(till.path(CUSTOMERS)).unwrap();
    till.write(CUSTOMERS, &(declared + "\"Tier Now\" = { type = \"text\", as = \"tier\" }\n"));
    till.run("run").done();
    assert_eq!(
        till.ask("select tier, count(*) as n from raw.till_customers group by tier order by n"),
        "gold,2\n,38\n"
    );
    accounts_balance(&till, 4);
}

#[test]
fn a_column_is_taken_over_with_the_rows_that_brought_it() {
    let till = Till::new();
    say(&till, CUSTOMERS, "[drift.kinds]\nadded = \"evolve\"");
    till.run("run").done();
    till.write("in/customers.csv", &with_tiers());
    let run = till.run("run");
    let sentence =
        "drift: customers.csv: the file has a column `Tier Now` that is not declared: it lands as text, as `tier_now`";
    assert!(run.talk.contains(sentence), "{}", run.talk);
    run.done();
    let tiers = "select tier_now, count(*) as n from raw.till_customers group by tier_now order by n";
    assert_eq!(till.ask(tiers), "gold,2\n,38\n");
    let versions = "select customer, _op, tier_now, _known_to is null as stands from history.till_customers \
                    where customer in ('C01', 'C03') order by customer, _known_from";
    assert_eq!(till.ask(versions), "C01,insert,,false\nC01,update,gold,true\nC03,insert,,true\n");
    assert_eq!(till.ask(DRIFT), "customers.csv,added,Tier Now,evolve,0\n");
    assert!(till.run("run").talk.contains("nothing to do"));

    // It is known from now on, however it is spelled and wherever it stands; where it is missing, it is NULL.
    till.write(
        "in/customers.csv",
        &with_tiers().replace("Tier Now", "tier_now").replace("C02,Ulm,2.00,gold", "C02,Ulm,2.00,tin"),
    );
    till.run("run").done();
    assert_eq!(till.ask(tiers), "gold,1\ntin,1\n,38\n");
    till.write("in/customers.csv", &customers(1..=40));
    till.run("run").done();
    assert_eq!(till.ask(tiers), ",40\n");
    accounts_balance(&till, 5);
}

/// The same rows, landed in one run or in two.
#[test]
fn a_column_taken_over_in_one_run_or_in_two_is_the_same() {
    let till = || {
        let till = Till::new();
        let declared = fs::read_to_string(till.path(CUSTOMERS)).unwrap();
        let declared = declared
            .replace("path = \"customers.csv\" }", "path = \"customers-*.csv\" }\nknown_from = { pattern = \"customers-(\\\\d{8})\\\\.csv\", format = \"%Y%m%d\" }");
        till.write(CUSTOMERS, &format!("{declared}\n[drift]\nmode = \"evolve\"\n"));
        till.write("in/customers-20260101.csv", &customers(1..=40));
        say(&till, SALES, "[drift]\nmode = \"evolve\"");
        till
    };
    let second = |till: &Till| {
        till.write("in/customers-20260201.csv", &with_tiers());
        till.write("in/sales-2.csv", "seller,sale,sold_on,amount\nLi,S3,2026-01-05,3.00\n");
    };
    let rows = |till: &Till| {
        let customers = "select customer, city, credit, tier_now, _op, _file, _row_number, _known_from from history.till_customers \
                         order by customer, _known_from";
        let sales = "select sale, sold_on, amount, seller, _file from raw.till_sales order by sale";
        (till.ask(customers), till.ask(sales))
    };
    let (at_once, one_by_one) = (till(), till());
    second(&at_once);
    at_once.run("run").done();
    one_by_one.run("run").done();
    second(&one_by_one);
    one_by_one.run("run").done();
    let (customers, sales) = rows(&at_once);
    assert_eq!(
        sales,
        "S1,2026-01-05,10.00,,sales-1.csv\nS2,2026-02-05,20.50,,sales-1.csv\nS3,2026-01-05,3.00,Li,sales-2.csv\n"
    );
    assert_eq!(customers.lines().count(), 42, "{customers}");
    assert_eq!(rows(&one_by_one), (customers, sales));
}

#[test]
fn a_refused_delivery_takes_no_column_over() {
    let till = Till::new();
    say(&till, CUSTOMERS, "[drift]\nmode = \"evolve\"");
    till.run("run").done();
    till.write("in/customers.csv", "customer,city,credit,tier\nC01,Ulm,1.00,gold\n");
    let talk = till.run("run").refused(1);
    assert!(talk.contains("`customers.csv` lacks 39 of the 40 keys"), "{talk}");
    let header =
        Kam::inside(&till.path("")).call(["sql", "--format", "csv", "select * from raw.till_customers limit 1"]).done();
    assert!(header.starts_with("customer,city,credit,_delivery_id,"), "{header}");
}

/// Goal G36: what is frozen stops before any table has changed.
#[test]
fn a_frozen_form_is_refused_before_any_table_changes() {
    let breaks = [
        ("sale,sold_on,amount,tip\nS3,2026-01-05,3.00,0.10\n", "added", "tip"),
        ("sale,amount\nS3,3.00\n", "missing", "sold_on"),
        ("sale,sold_on,amount\nS3,5.1.2026,3.00\n", "type", "sold_on"),
    ];
    let till = Till::new();
    say(&till, SALES, "[drift]\nmode = \"freeze\"");
    till.run("run").done();
    let tables = "select sale, amount, _delivery_id from raw.till_sales order by sale";
    let before = till.ask(tables);
    for (number, (content, kind, column)) in breaks.into_iter().enumerate() {
        till.write("in/sales-2.csv", content);
        let talk = till.run("run").refused(1);
        assert!(
            talk.contains("`sales-2.csv` has another form than declared, which its extract freezes"),
            "{kind}: {talk}"
        );
        assert_eq!(till.ask(tables), before, "{kind}");
        let last = "select kind, \"column\", policy from run.drift order by run_id desc limit 1";
        assert_eq!(till.ask(last), format!("{kind},{column},freeze\n"), "{number}");
    }
    till.write("in/sales-2.csv", "sale,sold_on,amount\nS3,2026-01-05,3.00\n");
    till.run("run").done();
    assert_eq!(till.ask("select count(*) as sales from raw.till_sales"), "3\n");
}

#[test]
fn rows_left_out_are_recorded_and_do_not_count_against_the_limit() {
    let till = Till::new();
    let declared =
        fs::read_to_string(till.path(SALES)).unwrap().replace("reject_limit = \"0.5\"", "reject_limit = \"0\"");
    till.write(SALES, &format!("{declared}\n[drift.kinds]\ntype = \"discard_row\"\n"));
    till.write("in/sales-2.csv", "sale,sold_on,amount\nS3,2026-01-05,3.00\nS4,5.1.2026,4.00\nS5,6.1.2026,5.00\n");
    let run = till.run("run");
    assert!(
        run.talk.contains("drift: sales-2.csv: 2 rows were left out: `5.1.2026` in column `sold_on`"),
        "{}",
        run.talk
    );
    run.done();
    let apart =
        "select row_number, \"column\", value, reason_code, original from raw.rejected_rows order by row_number";
    let expected = "2,sold_on,5.1.2026,discarded_row,\"S4,5.1.2026,4.00\"\n3,sold_on,6.1.2026,discarded_row,\"S5,6.1.2026,5.00\"\n";
    assert_eq!(till.ask(apart), expected);
    assert_eq!(till.ask(DRIFT), "sales-2.csv,type,sold_on,discard_row,2\n");
    assert_eq!(till.run("replay").done(), "no rejected row waits\n", "what was left out on purpose does not wait");
    accounts_balance(&till, 3);
}

#[test]
fn values_left_out_become_null_and_leave_a_record() {
    let till = Till::new();
    say(&till, SALES, "[drift.columns.sold_on]\nmode = \"discard_value\"");
    till.write("in/sales-2.csv", "sale,sold_on,amount\nS3,5.1.2026,3.00\nS4,2026-01-05,4.00\n");
    till.run("run").done();
    let sales = "select sale, sold_on, amount from raw.till_sales where sale in ('S3', 'S4') order by sale";
    assert_eq!(till.ask(sales), "S3,,3.00\nS4,2026-01-05,4.00\n");
    let apart = "select row_number, \"column\", value, reason_code from raw.rejected_rows";
    assert_eq!(till.ask(apart), "1,sold_on,5.1.2026,discarded_value\n");
    let account = "select rows_read, rows_landed, rows_rejected from run.deliveries where file = 'sales-2.csv'";
    assert_eq!(till.ask(account), "2,2,0\n");
    assert_eq!(till.ask(DRIFT), "sales-2.csv,type,sold_on,discard_value,1\n");
    accounts_balance(&till, 3);
}

#[test]
fn what_no_policy_can_mean_is_refused_by_validate() {
    let till = Till::new();
    say(&till, SALES, "[drift.kinds]\ntype = \"evolve\"");
    let talk = till.run("validate").refused(2);
    assert!(talk.contains("`evolve` says nothing about the drift `type`"), "{talk}");
    assert!(talk.contains("sales.toml:13:8"), "{talk}");
}

#[test]
fn programs_are_told_of_drift_too() {
    let till = Till::that_has_run();
    till.write("in/customers.csv", &with_tiers());
    let run = till.run("run --log-format json");
    let events = run.talk.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let drifted = events.into_iter().find(|event| event["event"] == "drifted").unwrap();
    assert_eq!((&drifted["kind"], &drifted["policy"]), (&"added".into(), &"quarantine".into()));
    assert_eq!((&drifted["columns"], &drifted["file"]), (&serde_json::json!(["Tier Now"]), &"customers.csv".into()));
    run.done();
}

/// The same deals, exported by someone else: two columns more, and dates of another form.
#[test]
fn a_second_export_of_the_same_deals_changes_nothing() {
    let (Some(project), Some(extracts)) = (built_copy("maven-crm"), extracts()) else { return };
    let deals = "select count(*) as deals, sum(close_value) as won, min(engage_date) as first, max(close_date) as last, \
                 count(engage_date) as engaged from raw.maven_sales_pipeline";
    let before = ask(&project, deals);
    assert_eq!(before, "8800,10005534.0000,2016-10-20,2017-12-31,8300\n");
    let marts = "select quarter, won_q_count, won_q_amount, lost_q_count, open_count from marts.sales_pipeline order by quarter";
    let measured = ask(&project, marts);
    let second = tempdir().unwrap();
    copy_folder(&extracts.join("maven-crm-second-export"), &second.path().join("maven-crm"));
    let run = Kam::inside(&project).with("KAM_REAL_DATA", second.path()).run("run");
    let told =
        "drift: sales_pipeline.csv: columns that are not declared (quarantine): `engage_quarter`, `close_quarter`";
    assert!(run.talk.contains(told), "{}", run.talk);
    run.done();
    let last = "select file, rows_read, rows_landed, rows_rejected, rows_unchanged, rows_deleted from run.deliveries \
                where run_id = (select max(runs.run_id) from run.deliveries as runs)";
    assert_eq!(ask(&project, last), "sales_pipeline.csv,8800,0,0,8800,0\n");
    assert_eq!((ask(&project, deals), ask(&project, marts)), (before, measured));
    let drift = "select file, kind, \"column\", policy, rows_affected from run.drift order by \"column\"";
    let expected = "sales_pipeline.csv,added,close_quarter,quarantine,8800\nsales_pipeline.csv,added,engage_quarter,quarantine,8800\n";
    assert_eq!(ask(&project, drift), expected);
    let again = Kam::inside(&project).with("KAM_REAL_DATA", second.path()).run("run");
    assert!(again.talk.contains("nothing to do"), "{}", again.talk);
}
