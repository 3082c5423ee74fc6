//! Chance, the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// What a stream of chance decides. Each has its own, so that more of one thing changes nothing else.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Topic {
    Register,
    Presence,
    Course,
    Orders,
    Credits,
    Payments,
    Contracts,
    Contacts,
    Deals,
    Touches,
    Tickets,
}

/// A stream of whole random numbers.
#[derive(Clone, Debug)]
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// Begins a customer's stream for one topic.
    pub(crate) fn of(seed: u64, number: u32, topic: Topic) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(u64::from(number) << 8 | topic as u64);
        Self(stream)
    }

    /// Gives a number from 0 to `count` - 1.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.0.next_u64()) * count as u128) >> 64) as usize
    }

    /// Gives a number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// Says yes in so many of a thousand cases.
    pub(crate) fn happens(&mut self, in_thousand: i64) -> bool {
        self.between(0, 999) < in_thousand
    }

    /// Takes one of the things.
    pub(crate) fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// Gives a place, each as likely as its weight.
    pub(crate) fn weighted(&mut self, weights: &[i64]) -> usize {
        let mut rest = self.between(0, weights.iter().sum::<i64>() - 1);
        for (place, weight) in weights.iter().enumerate() {
            rest -= weight;
            if rest < 0 {
                return place;
            }
        }
        0
    }

    /// Gives a number around 0 with a deviation of 1000, shaped like a bell and never past 3464.
    pub(crate) fn bell(&mut self) -> i64 {
        let bits = self.0.next_u64();
        let sum: i64 = [0, 16, 32, 48].iter().map(|shift| ((bits >> shift) & 0xffff) as i64).sum();
        (sum - 131_070) * 1000 / 37_837
    }

    /// Gives `value` times or divided by a chance factor that strays from one by so many thousandths.
    pub(crate) fn around(&mut self, value: i64, deviation: i64) -> i64 {
        let stray = self.bell() * deviation / 1000;
        if stray >= 0 { value * (1000 + stray) / 1000 } else { value * 1000 / (1000 - stray) }
    }
}

/// Gives each number below 2^`bits` another one below it, and none twice: keys that tell nothing of what they stand
/// for. `bits` is even.
pub(crate) fn scrambled(value: u64, bits: u32, salt: u64) -> u64 {
    let half = bits / 2;
    let mask = (1_u64 << half) - 1;
    let (mut left, mut right) = (value >> half & mask, value & mask);
    for round in 0..4_u64 {
        let mixed = mix(right ^ salt.wrapping_add(round) << 40) & mask;
        (left, right) = (right, left ^ mixed);
    }
    left << half | right
}

/// As [`scrambled`], for numbers below `count`, which 2^`bits` exceeds.
pub(crate) fn scrambled_below(value: u64, count: u64, bits: u32, salt: u64) -> u64 {
    let mut next = scrambled(value, bits, salt);
    while next >= count {
        next = scrambled(next, bits, salt);
    }
    next
}

/// Mixes the bits of a number.
pub(crate) fn mix(value: u64) -> u64 {
    let first = (value ^ value >> 30).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let second = (first ^ first >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    second ^ second >> 31
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Chance, Topic, scrambled_below};

    #[test]
    fn scrambled_numbers_are_all_different() {
        let all: BTreeSet<u64> = (0..5000).map(|value| scrambled_below(value, 5000, 14, 7)).collect();
        assert_eq!(all.len(), 5000);
    }

    #[test]
    fn the_bell_has_its_deviation() {
        let mut chance = Chance::of(1, 1, Topic::Course);
        let square: i64 = (0..10_000).map(|_| chance.bell()).map(|value| value * value).sum::<i64>() / 10_000;
        assert!((950_000..1_050_000).contains(&square), "{square}");
    }
}
