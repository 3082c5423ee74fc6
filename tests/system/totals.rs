//! The totals of real companies, to the cent: as kam answers, and as other people's readers see our tables.

use crate::kam::binary;
use crate::real::{ask, built, delta_scan, extracts, python};
use crate::repository::root;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Asks for a total in whole cents.
#[track_caller]
fn total(project: &Path, sum: &str, from: &str) -> String {
    ask(&project, &format!("select cast({sum} as decimal(18, 2)) as total from {from}")).trim().to_owned()
}

#[test]
fn northwind() {
    let Some(project) = built("northwind") else { return };
    let total = |sum: &str, from: &str| total(&project, sum, from);
    assert_eq!(total("sum(net_revenue_q_amount)", "marts.value_contribution"), "1265793.04");
    assert_eq!(total("sum(net_amount)", "conformed.invoice_lines"), "1265793.04");
    assert_eq!(total("sum(gross_amount)", "conformed.invoice_lines"), "1354458.59");
    assert_eq!(ask(&project, "select distinct currency from conformed.invoice_lines"), "USD\n");
    for (customer, net) in [("QUICK", "110277.31"), ("ERNSH", "104874.98")] {
        let from = format!(
            "marts.value_contribution as value inner join conformed.customer_keys as keys \
             on value.customer_id = keys.customer_id where keys.source_key = '{customer}'"
        );
        assert_eq!(total("sum(net_revenue_q_amount)", &from), net, "{customer}");
    }
}

#[test]
fn who_never_ordered_is_in_the_map_with_no_value() {
    let Some(project) = built("northwind") else { return };
    let found = ask(
        &project,
        "select keys.source_key, map.quarter, coalesce(map.net_revenue_t12m_amount, 0) as value, \
             map.first_order_date, map.is_customer_without_orders \
         from marts.customer_asset_map as map \
         inner join conformed.customer_keys as keys on map.customer_id = keys.customer_id \
         where keys.source_key in ('FISSA', 'PARIS') order by keys.source_key, map.quarter",
    );
    let quarters = ["1996Q3", "1996Q4", "1997Q1", "1997Q2", "1997Q3", "1997Q4", "1998Q1", "1998Q2"];
    let rows = ["FISSA", "PARIS"]
        .into_iter()
        .flat_map(|customer| quarters.into_iter().map(move |quarter| format!("{customer},{quarter},0.0000,,true\n")));
    assert_eq!(found, rows.collect::<String>());
}

#[test]
fn classicmodels() {
    let Some(project) = built("classicmodels") else { return };
    let invoices = "conformed.invoice_lines where document_type = 'invoice'";
    assert_eq!(total(&project, "sum(net_amount)", invoices), "9604190.61");
}

#[test]
fn other_readers_see_the_same() {
    let (duckdb, mut readers) = (delta_scan(), vec!["deltalake", "polars"]);
    readers.extend(duckdb.is_some().then_some("delta_scan"));
    let northwind = ["gross 1354458.59", "invoices 1265793.04", "value 1265793.04", "QUICK 110277.31"];
    let northwind = northwind.into_iter().chain(["ERNSH 104874.98", "FISSA 0.00", "PARIS 0.00"]);
    for (project, totals) in [("northwind", northwind.collect()), ("classicmodels", vec!["invoices 9604190.61"])] {
        let (Some(folder), Some(python)) = (built(project), python()) else { return };
        let script = root().join("tests/oracle/totals.py");
        let read = Command::new(python).arg(script).arg(folder.join("lake")).args(&duckdb).output().unwrap();
        let told = String::from_utf8_lossy(&read.stdout);
        assert!(read.status.success(), "{told}{}", String::from_utf8_lossy(&read.stderr));
        for reader in &readers {
            for total in &totals {
                let line = format!("{reader} {total}");
                assert!(told.lines().any(|found| found == line), "{project}: no line `{line}` in\n{told}");
            }
        }
    }
}

#[test]
fn maven_crm() {
    let (Some(project), Some(python), Some(extracts)) = (built("maven-crm"), python(), extracts()) else { return };
    let script = root().join("tests/oracle/pipeline.py");
    let asked =
        Command::new(python).arg(script).arg(extracts.join("maven-crm")).arg(binary()).arg(project).output().unwrap();
    let told = String::from_utf8_lossy(&[asked.stdout, asked.stderr].concat()).into_owned();
    println!("{told}");
    assert!(asked.status.success() && told.contains(" figures equal"), "{told}");
}

#[test]
fn receivables_of_2012() {
    let (Some(project), Some(python), Some(extracts)) = (built("receivables-2012"), python(), extracts()) else {
        return;
    };
    let file = fs::read_dir(extracts.join("receivables-2012")).unwrap().map(|entry| entry.unwrap().path());
    let file = file.filter(|path| path.extension().is_some_and(|ending| ending == "csv")).max().unwrap();
    let script = root().join("tests/oracle/receivables.py");
    let asked = Command::new(python).arg(script).arg(file).arg(project.join("lake")).output().unwrap();
    let told = String::from_utf8_lossy(&[asked.stdout, asked.stderr].concat()).into_owned();
    println!("{told}");
    assert!(asked.status.success() && told.contains(" equal"), "{told}");
}

/// As DuckDB adds the 219 files up: of the lines that are sales or credits, those without a customer's number included.
#[test]
fn online_retail() {
    let Some(project) = built("online-retail") else { return };
    let sums = "select count(*) as lines, cast(sum(net_amount) as decimal(18,2)) as net, \
                count(case when document_type = 'credit_note' then 1 end) as credits, \
                cast(sum(case when document_type = 'credit_note' then net_amount end) as decimal(18,2)) as credited, \
                count(case when account_key is null then 1 end) as without_customer, \
                cast(sum(case when account_key is null then net_amount end) as decimal(18,2)) as unattributed \
                from conformed.invoice_lines";
    assert_eq!(ask(&project, sums), "320702,5772993.44,5847,-520770.56,88649,853885.71\n");
}
