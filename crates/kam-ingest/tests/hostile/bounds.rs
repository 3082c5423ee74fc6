//! What reading any file may take, and an extract to read it by.

use kam_project::Extract;
use std::fs;

pub(super) const MIB: usize = 1024 * 1024;

/// What one file may take: seconds of the processor, whatever else the machine does, and bytes at the peak.
pub(super) const SECONDS: f64 = 1.0;
pub(super) const PEAK: usize = 256 * MIB;

/// A project whose one extract reads `from` in a format into columns.
pub(super) fn project(from: &str, format: &str, columns: &str) -> (tempfile::TempDir, Extract) {
    let root = tempfile::tempdir().unwrap();
    let pipelines = root.path().join("pipelines");
    fs::create_dir_all(pipelines.join("extracts/shop")).unwrap();
    fs::write(pipelines.join("project.toml"), "name = \"shop\"\nsystems = [\"shop\"]\n").unwrap();
    fs::write(pipelines.join("connections.toml"), "[shop]\nroot = { default = \".\" }\n").unwrap();
    let definition = format!(
        "description = \"Orders.\"\nfrom = {{ connection = \"shop\", {from} }}\nadds_up = \"append\"\nformat = {{ {format} }}\n\n[columns]\n{columns}"
    );
    fs::write(pipelines.join("extracts/shop/orders.toml"), definition).unwrap();
    let loaded = kam_project::load_over(&kam_project::overlay::Files::new(), root.path());
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let extract = loaded.project.extracts.into_values().next().unwrap();
    (root, extract)
}

pub(super) fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    // utime and stime, fields 14 and 15, in hundredths; the second field may hold blanks and ends with a bracket.
    let fields: Vec<_> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks = |at: usize| fields[at].parse::<f64>().unwrap();
    (ticks(11) + ticks(12)) / 100.0
}

pub(super) fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}
