//! The JSON Schemas under `docs/reference` are those of the types that read the files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::{env, fs};

#[test]
fn the_schemas_in_the_reference_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference");
    let bless = env::var_os("KAM_BLESS").is_some();
    for (name, schema) in kam_project::schemas() {
        let file = folder.join(format!("{name}.schema.json"));
        if bless {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &schema).unwrap();
        }
        let current = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            current == schema,
            "docs/reference/{name}.schema.json is out of date: run `KAM_BLESS=1 cargo test -p kam-project --test schemas`"
        );
    }
}
