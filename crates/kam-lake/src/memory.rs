//! How much memory all queries of a process take together, and what is held beside them.

use crate::error::{Error, Result};
use datafusion::execution::memory_pool::{FairSpillPool, MemoryConsumer, MemoryPool, MemoryReservation};
use std::fs;
use std::sync::{Arc, OnceLock};

/// Sets how many bytes all queries of this process, and what is held beside them, may take together; what does not fit is spilled. Half of the machine's
/// memory where nobody says. It counts if it is said before the first query.
pub fn limit_memory(bytes: usize) {
    POOL.get_or_init(|| LimitedPool::of(bytes));
}

/// The memory all sessions share: several are open at once, and it is one machine's.
pub(crate) fn shared() -> Arc<dyn MemoryPool> {
    let shared = POOL.get_or_init(|| LimitedPool::of(half_of_the_machine()));
    Arc::<FairSpillPool>::clone(&shared.pool)
}

/// What is held beside queries, counted in the same memory; let go when it is dropped.
#[derive(Debug)]
pub struct Reservation {
    action: &'static str,
    name: String,
    held: MemoryReservation,
}

impl Reservation {
    /// Holds nothing yet. Messages say that one could not do the action, a verb, with what is named.
    pub fn to(action: &'static str, name: impl Into<String>) -> Self {
        Self::within(&shared(), action, name)
    }

    fn within(pool: &Arc<dyn MemoryPool>, action: &'static str, name: impl Into<String>) -> Self {
        let name = name.into();
        Self { action, held: MemoryConsumer::new(name.as_str()).register(pool), name }
    }

    /// Holds so many bytes from now on, instead of what it held.
    ///
    /// [`Error::Exhausted`] where others leave too little; then it holds what it held.
    pub fn hold(&self, bytes: usize) -> Result<()> {
        self.held.try_resize(bytes).map_err(|source| Error::query(self.action, self.name.as_str(), source))
    }
}

/// How many bytes that is.
pub(crate) fn limit() -> usize {
    POOL.get_or_init(|| LimitedPool::of(half_of_the_machine())).bytes
}

static POOL: OnceLock<LimitedPool> = OnceLock::new();

struct LimitedPool {
    bytes: usize,
    pool: Arc<FairSpillPool>,
}

impl LimitedPool {
    fn of(bytes: usize) -> Self {
        Self { bytes, pool: Arc::new(FairSpillPool::new(bytes)) }
    }
}

/// What is taken where the system does not tell how much there is, in bytes.
const OTHERWISE: usize = 4 << 30;

/// Where a container's share of the machine stands, in the two ways of Linux.
const CONTAINER: [&str; 2] = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

/// Half of what the machine, or the container, has: the other half is for what the engine does not count.
fn half_of_the_machine() -> usize {
    let machine = fs::read_to_string("/proc/meminfo").ok().as_deref().and_then(total);
    let containers = CONTAINER.iter().filter_map(|file| fs::read_to_string(file).ok()?.trim().parse().ok());
    containers.chain(machine).min().map_or(OTHERWISE, |bytes: usize| bytes / 2)
}

fn total(meminfo: &str) -> Option<usize> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    #[test]
    fn what_is_held_is_missing_elsewhere_until_it_is_let_go() {
        let pool: Arc<dyn MemoryPool> = Arc::new(FairSpillPool::new(100));
        let (one, two) =
            (Reservation::within(&pool, "compare", "raw.one"), Reservation::within(&pool, "land", "raw.two"));
        one.hold(60).unwrap();
        two.hold(40).unwrap();
        let refused = two.hold(41).unwrap_err();
        assert!(matches!(&refused, Error::Exhausted { action: "land", name, .. } if name == "raw.two"), "{refused}");
        one.hold(59).unwrap();
        two.hold(41).unwrap();
        drop(one);
        two.hold(100).unwrap();
        drop(two);
        assert_eq!(pool.reserved(), 0);
    }

    #[test]
    fn the_total_is_read_in_kibibytes() {
        assert_eq!(total("MemTotal:       24683624 kB\nMemFree: 1 kB\n"), Some(24_683_624 * 1024));
        assert_eq!(total("MemFree: 1 kB\n"), None);
        assert_eq!(total("MemTotal: much\n"), None);
    }
}
