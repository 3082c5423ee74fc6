//! `docs/reference/reason_codes.md` lists every reason a row can be rejected for.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use kam_ingest::ReasonCode;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

#[test]
fn the_page_of_reason_codes_is_current() {
    let mut page = String::from("# Reason codes\n\nGenerated from the code; see `CONTRIBUTING.md`.\n\n");
    page.push_str("Why a row stands in `raw.rejected_rows`: its `reason_code`. The sentence beside it, `reason`, names the value.\n\n");
    page.push_str("| code | meaning |\n|---|---|\n");
    for code in ReasonCode::ALL {
        writeln!(page, "| `{code}` | {} |", code.meaning()).unwrap();
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/reason_codes.md");
    if env::var_os("KAM_BLESS").is_some() {
        fs::write(&file, &page).unwrap();
    }
    let current = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        current == page,
        "docs/reference/reason_codes.md is out of date: run `KAM_BLESS=1 cargo test -p kam-ingest --test reason_codes`"
    );
}
