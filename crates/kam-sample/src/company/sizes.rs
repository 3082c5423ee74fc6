//! How big customers are.

/// Sizes in thousandths of the middle one, at equal steps from the smallest to the biggest: a few make most of the
/// revenue. Quantiles of the log-normal distribution with a deviation of 1.6.
pub(crate) const SIZE_QUANTILES: [i64; 65] = [
    70, 70, 70, 74, 91, 109, 127, 145, 164, 183, 204, 225, 247, 270, 294, 318, 345, 372, 400, 430, 462, 495, 529, 566,
    604, 644, 687, 732, 780, 830, 883, 940, 1_000, 1_064, 1_132, 1_205, 1_283, 1_366, 1_455, 1_552, 1_656, 1_768,
    1_889, 2_022, 2_166, 2_324, 2_498, 2_690, 2_903, 3_140, 3_407, 3_709, 4_053, 4_449, 4_910, 5_454, 6_107, 6_904,
    7_905, 9_203, 10_965, 13_525, 17_674, 25_995, 59_002,
];

/// Gives a customer's size in thousandths of the middle one. Numbers step through the quantiles by the golden ratio, so
/// that the first hundred customers are as unequal as the first ten thousand.
pub(crate) fn size_of(seed: u64, number: u32) -> i64 {
    let place = place_of(seed, number);
    let (step, rest) = (place >> 26, (place & 0x03ff_ffff) as i64);
    let (low, high) = (SIZE_QUANTILES[step as usize], SIZE_QUANTILES[step as usize + 1]);
    low + (((high - low) * rest) >> 26)
}

/// Gives where a customer stands by size, in thousandths: 0 the smallest.
pub(crate) fn rank_of(seed: u64, number: u32) -> i64 {
    ((place_of(seed, number) * 1000) >> 32) as i64
}

/// Gives the customer's place by size: 32 bits, 0 the smallest.
fn place_of(seed: u64, number: u32) -> u64 {
    let start = seed.wrapping_mul(0xd1b5_4a32_d192_ed03);
    start.wrapping_add(u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 32
}
