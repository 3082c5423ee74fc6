//! `docs/reference/run_results.schema.json` is the schema of what every run leaves.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::{env, fs};

#[test]
fn the_schema_in_the_reference_is_current() {
    let schema = kam_run::run_results_schema();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/run_results.schema.json");
    if env::var_os("KAM_BLESS").is_some() {
        fs::write(&file, &schema).unwrap();
    }
    let current = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        current == schema,
        "docs/reference/run_results.schema.json is out of date: run `KAM_BLESS=1 cargo test -p kam-run --test run_results`"
    );
}
