//! Ids of Salesforce: three letters for the kind of object, twelve for the object, three that tell upper from lower case.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The id of the numbered object of a kind.
pub(super) fn id(kind: &str, number: u64) -> String {
    let mut id = format!("{kind}5g000");
    let places = (0..7).rev().map(|place| number / 62_u64.pow(place) % 62);
    id.extend(places.map(|digit| char::from(DIGITS[digit as usize])));
    id.push_str(&check(&id));
    id
}

/// For each five letters one that tells which of them are upper case, so that ids differ where case is lost.
fn check(id: &str) -> String {
    let letters = id.as_bytes().chunks(5).map(|five| {
        let bits = five.iter().enumerate().map(|(place, letter)| usize::from(letter.is_ascii_uppercase()) << place);
        char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits.sum::<usize>()])
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_end_in_their_check_letters() {
        // An id of the platform's documents: `001A0000006Vm9u` with its check letters.
        assert_eq!(check("001A0000006Vm9u"), "IAC");
        assert_eq!(id("005", 62), "0055g0000000010AAA");
        assert_eq!(id("01t", 35), "01t5g000000000ZAAQ");
    }
}
