//! Sets of digests that never grow beyond a bound, however many values pass.
//!
//! Where there is no room for all digests, those of a smaller and smaller part of all values are kept: a value is in the part or
//! not by its own digest, so all of its repetitions are, and the result depends on neither order nor chance (Gibbons and
//! Tirthapura, "Estimating simple functions on the union of data streams", 2001).

use siphasher::sip128::{Hasher128, SipHasher13};
use std::collections::HashSet;
use std::hash::Hasher;

/// The digest of one or several values. Its key is no secret: the same file gives the same draft.
pub(super) fn digest<'a>(values: impl IntoIterator<Item = &'a str>) -> u128 {
    let mut hasher = SipHasher13::new();
    for value in values {
        hasher.write(value.as_bytes());
        hasher.write_u8(0xff);
    }
    hasher.finish128().as_u128()
}

/// The digests of many values, or of a part of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Digests {
    kept: HashSet<u128>,
    /// Those of earlier files.
    earlier: HashSet<u128>,
    /// The part is one in two to the power of this.
    halvings: u32,
    /// How many values of the part came again.
    pub(super) repeated: u64,
    /// How many different ones an earlier file had, too.
    pub(super) again: u64,
}

impl Digests {
    /// Takes a value's digest, and keeps at most `room` of them.
    pub(super) fn take(&mut self, digest: u128, room: usize) {
        if digest.leading_zeros() < self.halvings {
            return;
        }
        if !self.kept.insert(digest) {
            self.repeated += 1;
        } else if self.earlier.contains(&digest) {
            self.again += 1;
        }
        while self.kept.len() + self.earlier.len() > room.max(1) && self.halvings < 64 {
            self.halvings += 1;
            let halvings = self.halvings;
            self.kept.retain(|digest| digest.leading_zeros() >= halvings);
            self.earlier.retain(|digest| digest.leading_zeros() >= halvings);
        }
    }

    /// The next file begins: what it repeats of this one is no repetition within a file.
    pub(super) fn next_file(&mut self) {
        self.earlier.extend(self.kept.drain());
    }

    /// About how many different values there were; exactly, if all are kept.
    pub(super) fn distinct(&self) -> u64 {
        let earlier = self.earlier.iter().filter(|digest| !self.kept.contains(*digest)).count();
        ((self.kept.len() + earlier) as u64) << self.halvings.min(40)
    }

    /// One in how many values was looked at.
    pub(super) fn one_in(&self) -> u64 {
        1 << self.halvings.min(63)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_are_found_without_room_for_all() {
        let mut digests = Digests::default();
        for value in 0..100_000_u32 {
            digests.take(digest([value.to_string().as_str()]), 1_000);
        }
        assert_eq!(digests.repeated, 0);
        assert!(digests.kept.len() <= 1_000 && digests.one_in() >= 128);
        assert!((80_000..120_000).contains(&digests.distinct()), "{}", digests.distinct());
        for value in 0..100_000_u32 {
            digests.take(digest([value.to_string().as_str()]), 1_000);
        }
        assert_eq!(digests.repeated, digests.kept.len() as u64);
    }

    #[test]
    fn values_do_not_run_into_each_other() {
        assert_ne!(digest(["a", "bc"]), digest(["ab", "c"]));
        assert_eq!(digest(["a", "b"]), digest(["a", "b"]));
    }
}
