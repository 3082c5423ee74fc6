//! Builds the crate anew when a built-in definition comes, goes or changes.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut cargo = io::stdout();
    for folder in ["pipelines", "sql", "report-templates", "given"] {
        writeln!(cargo, "cargo:rerun-if-changed=../../{folder}")?;
    }
    Ok(())
}
