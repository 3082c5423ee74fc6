//! How much memory a session takes by default.

use std::fs;

/// What is taken where the system does not tell how much there is, in bytes.
const OTHERWISE: usize = 4 << 30;

/// Half of the machine's memory, in bytes: the other half is for what the engine does not count.
pub(crate) fn half_of_the_machine() -> usize {
    let told = fs::read_to_string("/proc/meminfo").ok();
    told.as_deref().and_then(total).map_or(OTHERWISE, |bytes| bytes / 2)
}

fn total(meminfo: &str) -> Option<usize> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_read_in_kibibytes() {
        assert_eq!(total("MemTotal:       24683624 kB\nMemFree: 1 kB\n"), Some(24_683_624 * 1024));
        assert_eq!(total("MemFree: 1 kB\n"), None);
        assert_eq!(total("MemTotal: much\n"), None);
    }
}
