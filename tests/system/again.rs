//! The second run of a real company: nothing new, the same again, or exactly what changed.

use crate::kam::{Ended, Kam};
use crate::real::{ask, built, built_copy, copy_folder, extracts, rows};
use crate::till::{contents, lake_at};
use std::fs;
use std::path::Path;
use tempfile::{TempDir, tempdir};

/// Calls kam inside a project, with its extracts in this folder.
fn call(project: &TempDir, extracts: &Path, words: &str) -> Ended {
    Kam::inside(project).with("KAM_REAL_DATA", extracts).run(words)
}

#[test]
fn a_second_run_finds_nothing_to_do() {
    let (Some(project), Some(extracts)) = (built_copy("northwind"), extracts()) else { return };
    let (lake, reports) = (project.path().join("lake"), project.path().join("reports"));
    let before = (lake_at(&lake), contents(&reports));
    assert_eq!(call(&project, &extracts, "plan").done(), "");
    let again = call(&project, &extracts, "run");
    assert!(again.talk.contains("nothing to do"), "{}", again.talk);
    assert_eq!(
        again.done().lines().count(),
        18,
        "the pages of eight quarters in two languages, and the newest one's accounts"
    );
    assert!(before == (lake_at(&lake), contents(&reports)), "a run with nothing to do has written something");
}

/// Goal G18: first with all cores, then with one. Rows and pages depend on neither their number nor the moment.
#[test]
fn the_same_again_on_one_core_is_the_same() {
    is_the_same_again(Kam::on_one_core);
}

/// With four, where two are there. `KAM_LONG` only: it is another whole run.
#[test]
fn the_same_again_on_four_cores_is_the_same() {
    if std::env::var_os("KAM_LONG").is_some() {
        is_the_same_again(Kam::on_four_cores);
    }
}

fn is_the_same_again(kam: fn(&TempDir) -> Kam) {
    let (Some(project), Some(extracts)) = (built_copy("northwind"), extracts()) else { return };
    let first = built("northwind").unwrap();
    let pages = contents(&project.path().join("reports"));
    let forced = kam(&project).with("KAM_REAL_DATA", &extracts).run("run --force");
    assert!(forced.talk.contains("build marts.value_contribution"), "{}", forced.talk);
    forced.done();
    let (before, after) = (rows(&first), rows(project.path()));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (table, rows) in &before {
        assert!(rows == &after[table], "the rows of {table} are not the same");
    }
    assert!(pages == contents(&project.path().join("reports")), "the pages are not the same");
}

/// What every customer bought in every quarter.
const BOUGHT: &str = "select keys.source_key, value.quarter, value.net_revenue_q_amount \
    from marts.value_contribution as value inner join conformed.customer_keys as keys \
    on value.customer_id = keys.customer_id order by keys.source_key, value.quarter";

#[test]
fn one_changed_byte_changes_one_figure() {
    let (Some(project), Some(extracts)) = (built_copy("northwind"), extracts()) else { return };
    let before = ask(&project, BOUGHT);
    let changed = tempdir().unwrap();
    copy_folder(&extracts.join("northwind"), &changed.path().join("northwind"));
    let lines = changed.path().join("northwind/Order_Details.csv");
    let text = fs::read_to_string(&lines).unwrap();
    // One more of product 11 at 14.00, without discount, on the order VINET placed on 4 July 1996.
    let byte = text.find("10248,11,14,12,0").unwrap() + "10248,11,14,1".len();
    fs::write(&lines, format!("{}3{}", &text[..byte], &text[byte + 1..])).unwrap();
    let plan = call(&project, changed.path(), "plan").done();
    let landed: Vec<_> =
        plan.lines().filter_map(|line| line.strip_prefix("land ")?.split_whitespace().next()).collect();
    assert_eq!(landed, ["raw.northwind_order_details"], "{plan}");

    call(&project, changed.path(), "run").done();
    let account = "select rows_read, rows_landed, rows_rejected, rows_unchanged, rows_deleted from run.deliveries \
                   where extract = 'raw.northwind_order_details' order by known_from desc limit 1";
    assert_eq!(ask(&project, account), "2155,1,0,2154,0\n");
    let after = ask(&project, BOUGHT);
    let differing: Vec<_> = before.lines().zip(after.lines()).filter(|(before, after)| before != after).collect();
    // Its three orders of the quarter: 440.00, 538.60 and 121.60.
    assert_eq!(differing, [("VINET,1996Q3,1100.2000", "VINET,1996Q3,1114.2000")]);
    let total = "select sum(net_revenue_q_amount) as net from marts.value_contribution";
    assert_eq!(ask(&project, total), "1265807.0395\n");
}
