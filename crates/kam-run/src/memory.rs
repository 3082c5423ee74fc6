//! How much memory the process holds at most, where the system tells.

use std::fs;

/// The most memory held since the process began or [`forget`] was called last, in bytes.
pub(crate) fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// Begins to watch anew, so that each step of a run has its own peak. Where it cannot, peaks only grow.
pub(crate) fn forget() {
    // Linux resets the peak of the process that writes a five here; elsewhere there is no such file.
    fs::write("/proc/self/clear_refs", "5").ok();
}
