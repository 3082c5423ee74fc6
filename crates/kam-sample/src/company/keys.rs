//! Keys as the systems make them, and none that two systems share.

use crate::company::chance::{mix, scrambled, scrambled_below};

/// The vendor's instance of Salesforce, after the three letters that say what a record is.
const INSTANCE: &str = "5g0";

const BASE_62: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/// The keys of one customer's records.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keys {
    salt: u64,
    number: u32,
}

impl Keys {
    pub(crate) fn of(seed: u64, number: u32) -> Self {
        Self { salt: mix(seed), number }
    }

    /// Gives a Salesforce id of 18 characters.
    pub(crate) fn salesforce(self, prefix: &str, serial: usize) -> String {
        let mut rest = self.internal(prefix, serial);
        let mut tail = [b'A'; 9];
        for place in tail.iter_mut().rev() {
            *place = BASE_62[(rest % 62) as usize];
            rest /= 62;
        }
        let mut id = format!("{prefix}{INSTANCE}");
        id.extend(tail.iter().map(|letter| char::from(*letter)));
        let check = check_letters(&id);
        id + &check
    }

    /// Gives a number no other record of the kind has.
    pub(crate) fn internal(self, kind: &str, serial: usize) -> u64 {
        scrambled(u64::from(self.number) << 20 | serial as u64, 46, self.salt_of(kind))
    }

    /// Gives a customer's number of seven digits in the system of that name.
    pub(crate) fn customer(self, system: &str, serial: usize) -> u64 {
        let value = u64::from(self.number) * 2 + serial as u64;
        scrambled_below(value, 10_000_000, 24, self.salt_of(system))
    }

    /// Gives an ERP document's number, as `XSDD0471100012`.
    pub(crate) fn document(self, prefix: &str, serial: usize) -> String {
        format!("{prefix}{:07}{serial:05}", self.customer(prefix, 0))
    }

    fn salt_of(self, kind: &str) -> u64 {
        kind.bytes().fold(self.salt, |salt, byte| mix(salt ^ u64::from(byte)))
    }
}

/// Gives the three letters that make an id safe where case is lost: each says which of five are capitals.
fn check_letters(id: &str) -> String {
    let letters = id.as_bytes();
    let letter_of = |group: usize| {
        let bits = (0..5).filter(|bit| letters[group * 5 + bit].is_ascii_uppercase()).map(|bit| 1_usize << bit);
        char::from(BASE_32[bits.sum::<usize>()])
    };
    (0..3).map(letter_of).collect()
}

#[cfg(test)]
mod tests {
    use super::{Keys, check_letters};

    #[test]
    fn check_letters_are_those_of_salesforce() {
        assert_eq!(check_letters("001D000000IqhSL"), "IAZ");
    }

    #[test]
    fn ids_have_eighteen_characters() {
        assert_eq!(Keys::of(1, 5).salesforce("001", 0).len(), 18);
    }
}
