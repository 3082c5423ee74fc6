//! Sixteen bytes looked at at once: a bit for each of them, the first byte's lowest.

use wide::u8x16;

/// Sixteen bytes side by side.
pub(crate) type Sixteen = u8x16;

/// Which of sixteen bytes end a stretch of plain letters in a text of JSON: quotes, backslashes, control characters.
pub(crate) fn stops(bytes: &[u8; 16]) -> u32 {
    stopping(Sixteen::new(*bytes)).to_bitmask()
}

fn stopping(bytes: Sixteen) -> Sixteen {
    let is_control = bytes.min(Sixteen::splat(b' ' - 1)).simd_eq(bytes);
    is(bytes, b'"') | is(bytes, b'\\') | is_control
}

/// Which of sixteen bytes are digits.
pub(crate) fn digits(bytes: &[u8; 16]) -> u32 {
    let above = Sixteen::new(*bytes) - Sixteen::splat(b'0');
    above.min(Sixteen::splat(9)).simd_eq(above).to_bitmask()
}

/// All bits of every byte that is the given one.
pub(crate) fn is(bytes: Sixteen, byte: u8) -> Sixteen {
    bytes.simd_eq(Sixteen::splat(byte))
}

/// Which of 64 bytes are marked by `mark`, which sets all bits of those that are.
pub(crate) fn marked(bytes: &[u8; 64], mark: impl Fn(Sixteen) -> Sixteen) -> u64 {
    let (parts, _) = bytes.as_chunks::<16>();
    let marked = parts.iter().map(|part| u64::from(mark(Sixteen::new(*part)).to_bitmask()));
    marked.enumerate().fold(0, |all, (at, bits)| all | bits << (16 * at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_told_apart_at_every_place() {
        for byte in 0..=u8::MAX {
            for at in 0..16 {
                let mut bytes = [b'x'; 16];
                bytes[at] = byte;
                let bit = 1 << at;
                assert_eq!(digits(&bytes), if byte.is_ascii_digit() { bit } else { 0 }, "{byte}");
                let is_stop = byte < b' ' || byte == b'"' || byte == b'\\';
                assert_eq!(stops(&bytes), if is_stop { bit } else { 0 }, "{byte}");
            }
        }
        assert_eq!((digits(&[b'7'; 16]), stops(&[0; 16])), (0xFFFF, 0xFFFF));
    }
}
