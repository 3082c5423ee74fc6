//! Up to eight bytes read at once, side by side in a word: the first is its lowest.

/// A byte in each place of a word.
const EACH: u64 = 0x0101_0101_0101_0101;

/// Up to eight bytes; the places behind them are 0.
pub(super) fn word(bytes: &[u8]) -> u64 {
    if let Some(all) = bytes.first_chunk() {
        return u64::from_le_bytes(*all);
    }
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            let (first, last) = (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)));
            first | last << (8 * (bytes.len() - 4))
        }
        _ => bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

/// The place of the first byte that is the given one, which is not 0.
pub(super) fn first(word: u64, byte: u8) -> Option<usize> {
    let others = word ^ (EACH * u64::from(byte));
    // The lowest bit that is set marks the first place that has become 0; what is above may be wrong.
    let found = others.wrapping_sub(EACH) & !others & (EACH * 0x80);
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}

/// The bytes but for that in one place: those behind move up.
pub(super) fn without(word: u64, place: usize) -> u64 {
    let before = (1_u64 << (8 * place)) - 1;
    word & before | word >> 8 & !before
}

/// The number of which so many digits, one to eight, are all that stands in a word.
pub(super) fn number(word: u64, digits: usize) -> Option<i64> {
    let missing = 8_usize.checked_sub(digits).filter(|&missing| missing < 8)?;
    // Zeros go before the digits, and each digit becomes its value.
    let zeros = EACH * u64::from(b'0');
    let values = (word << (8 * missing) | zeros & ((1 << (8 * missing)) - 1)) ^ zeros;
    if (values.wrapping_add(EACH * 0x76) | values) & (EACH * 0x80) != 0 {
        return None;
    }
    // Two digits to a number below 100 in every other place, then all four of those to one.
    let pairs = values.wrapping_mul(10).wrapping_add(values >> 8);
    let odd = (pairs & 0x0000_00FF_0000_00FF).wrapping_mul(100 + (1_000_000 << 32));
    let even = (pairs >> 16 & 0x0000_00FF_0000_00FF).wrapping_mul(1 + (10_000 << 32));
    Some(i64::from((odd.wrapping_add(even) >> 32) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_count_are_read() {
        assert_eq!(word(b"ab"), 0x6261);
        assert_eq!(word(b"abcdefghi"), u64::from_le_bytes(*b"abcdefgh"));
        for number in [0, 7, 42, 305, 1_999, 65_536, 123_456, 9_876_543, 12_345_678, 99_999_999_i64] {
            let text = number.to_string();
            assert_eq!(super::number(word(text.as_bytes()), text.len()), Some(number));
        }
        assert_eq!([number(word(b"00000120"), 8), number(word(b"007"), 3)], [Some(120), Some(7)]);
        assert_eq!([number(0, 0), number(u64::MAX, 9)], [None; 2]);
    }

    #[test]
    fn what_is_no_digit_is_seen_in_every_place() {
        for place in 0..8 {
            for byte in (0..=u8::MAX).filter(|byte| !byte.is_ascii_digit()) {
                let mut bytes = *b"19090909";
                bytes[place] = byte;
                for digits in place + 1..=8 {
                    assert_eq!(number(word(&bytes[..digits]), digits), None, "{bytes:?}");
                }
            }
        }
    }

    #[test]
    fn one_byte_is_found_and_taken_out() {
        assert_eq!(
            [first(word(b"12.5.7"), b'.'), first(word(b"/.../"), b'.'), first(word(b"1"), b'.')],
            [Some(2), Some(1), None]
        );
        for (text, place, rest) in [(&b"12.50"[..], 2, &b"1250"[..]), (b".1", 0, b"1"), (b"1234567.", 7, b"1234567")] {
            assert_eq!(without(word(text), place), word(rest));
        }
    }
}
