//! The oracle: DuckDB builds everything from the landed rows, and every table is equal.

use crate::company::{company, is_long};
use crate::kam::{Kam, binary};
use crate::real::{built, define, python};
use crate::repository::{files, root, text};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::{TempDir, tempdir};

/// A copy of a project's definitions, to be compiled.
fn definitions(project: &str) -> TempDir {
    let folder = tempdir().unwrap();
    define(project, folder.path());
    folder
}

/// Compares a lake with what definitions say; whether they agree, and what the oracle says. Some marts must have rows.
fn compare(python: &Path, lake: &Path, definitions: &impl AsRef<Path>, marts: &[String]) -> (bool, String) {
    let made = tempdir().unwrap();
    let script = made.path().join("script.sql");
    fs::write(&script, Kam::inside(definitions).run("compile --dialect duckdb").done()).unwrap();
    let oracle = root().join("tests/oracle/compare.py");
    let compared = Command::new(python).arg(oracle).arg(lake).arg(script).args(marts).output().unwrap();
    let told = [compared.stdout, compared.stderr].concat();
    (compared.status.success(), String::from_utf8_lossy(&told).into_owned())
}

#[test]
fn northwind_is_equal() {
    is_equal("northwind", &["value_contribution", "value_concentration", "customer_asset_map", "risk_signals"]);
}

#[test]
fn classicmodels_is_equal() {
    is_equal("classicmodels", &["value_contribution", "value_concentration", "customer_asset_map", "segmentation"]);
}

/// Marts by their names.
fn marts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("marts.{name}")).collect()
}

fn is_equal(project: &str, with_rows: &[&str]) {
    let (Some(folder), Some(python)) = (built(project), python()) else { return };
    let (agrees, told) = compare(&python, &folder.join("lake"), &definitions(project), &marts(with_rows));
    println!("{project}: {told}");
    assert!(agrees && told.contains(" tables equal, "), "{told}");
}

/// Asks both engines what every function gives; whether they agree, and what the oracle says.
fn compare_functions(python: &Path, project: &Path, macros: &Path) -> (bool, String) {
    let folder = root().join("tests/oracle");
    let mut asked = Command::new(python);
    asked.arg(folder.join("functions.py")).arg(binary()).arg(project).arg(macros).arg(folder.join("functions.sql"));
    let compared = asked.output().unwrap();
    (compared.status.success(), String::from_utf8_lossy(&[compared.stdout, compared.stderr].concat()).into_owned())
}

#[test]
fn every_function_gives_the_same() {
    let (Some(project), Some(python)) = (built("northwind"), python()) else { return };
    let (agrees, told) = compare_functions(&python, &project, &root().join("sql/functions/duckdb.sql"));
    println!("functions: {told}");
    assert!(agrees && told.contains(" queries equal, "), "{told}");
}

#[test]
fn a_function_changed_on_one_side_is_noticed() {
    let (Some(project), Some(python)) = (built("northwind"), python()) else { return };
    let (folder, before) = (tempdir().unwrap(), text("sql/functions/duckdb.sql"));
    let macros = folder.path().join("duckdb.sql");
    let after = before.replacen("least(len(a), len(b), 4)", "least(len(a), len(b), 5)", 1);
    assert_ne!(before, after, "the macro no longer says how many letters lead");
    fs::write(&macros, after).unwrap();
    let (agrees, told) = compare_functions(&python, &project, &macros);
    assert!(!agrees && told.contains("-- jaro_winkler") && told.contains("DuckDB ("), "{told}");
}

#[test]
fn maven_crm_is_equal() {
    is_equal("maven-crm", &["sales_pipeline", "sales_stages", "sales_owners", "customer_asset_map"]);
}

#[test]
fn receivables_are_equal() {
    is_equal("receivables-2012", &["receivables", "receivables_total", "customer_asset_map"]);
}

#[test]
fn made_up_companies_are_equal() {
    let Some(python) = python() else { return };
    let all = files("sql/marts", ".sql");
    let all = all.iter().map(|file| file.trim_start_matches("sql/").trim_end_matches(".sql").replace('/', "."));
    let all: Vec<String> = all.collect();
    for seed in 1..=if is_long() { 5 } else { 1 } {
        let folder = company(seed);
        let (agrees, told) = compare(&python, &folder.join("lake"), &folder, &all);
        println!("seed {seed}: {told}");
        assert!(agrees && told.contains(" tables equal, "), "{told}");
    }
}

#[test]
fn a_model_changed_on_one_side_is_noticed() {
    let (Some(folder), Some(python)) = (built("northwind"), python()) else { return };
    let changed = definitions("northwind");
    let model = "sql/marts/value_contribution.sql";
    let own = changed.path().join(model);
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    let before = text(model);
    // Classed by the share down to the customer instead of the share before it.
    let after = before.replacen("cumulative_before_ratio < cutoffs", "cumulative_ratio < cutoffs", 1);
    assert_ne!(before, after, "{model} no longer says who is in A");
    fs::write(own, after).unwrap();
    let (agrees, told) = compare(&python, &folder.join("lake"), &changed, &marts(&["value_contribution"]));
    assert!(!agrees && told.contains("marts.value_contribution: "), "{told}");
    assert!(told.contains(" rows only in kam, "), "{told}");
}
