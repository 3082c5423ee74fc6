//! Streams that fingerprint what passes through.
//!
//! A delivery's bytes pass twice: to be identified (see `identified.rs`), and to be read. SHA-256 takes a fifth of the time of
//! reading them, so it is taken the first time only. The second time tells by a hash of 256 bits that is not made against forgers, but is several times
//! as quick, whether the bytes are still those.

use super::Fingerprint;
use crate::encoding::Finding;
use highway::{HighwayHash, HighwayHasher};
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// A quick hash of the same bytes.
pub(crate) type Echo = [u64; 4];

/// A hash as people write it.
pub(super) fn hexadecimal(sha256: Sha256) -> String {
    sha256.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A stream that fingerprints what passes through.
pub(crate) struct Hashed<R> {
    input: R,
    bytes: u64,
    sha256: Option<Sha256>,
    echo: Option<HighwayHasher>,
    /// What was identified before.
    before: Option<Fingerprint>,
}

impl<R> Hashed<R> {
    /// A stream that passes once.
    pub(crate) fn once(input: R) -> Self {
        Self { input, bytes: 0, sha256: Some(Sha256::new()), echo: None, before: None }
    }

    /// A stream that has passed before.
    pub(crate) fn again(input: R, before: &Fingerprint) -> Self {
        match before.echo {
            Some(_) => {
                let (echo, before) = (Some(HighwayHasher::default()), Some(before.clone()));
                Self { input, bytes: 0, sha256: None, echo, before }
            }
            None => Self::once(input),
        }
    }

    /// What has passed. Bytes that are not those of before have no SHA-256.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let echo = self.echo.clone().map(HighwayHash::finalize256);
        if let Some(before) = self.before.as_ref().filter(|before| before.echo == echo && before.bytes == self.bytes) {
            return before.clone();
        }
        let sha256 = self.sha256.clone().map(hexadecimal).unwrap_or_default();
        Fingerprint { sha256, bytes: self.bytes, echo, encoding: Finding::Unseen }
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(chunk)?;
        let passed = chunk.get(..count).unwrap_or_default();
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(passed);
        }
        if let Some(echo) = &mut self.echo {
            echo.append(passed);
        }
        self.bytes += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::super::identified::identified;
    use super::*;

    fn passed(mut hashed: Hashed<&[u8]>) -> Fingerprint {
        io::copy(&mut hashed, &mut io::sink()).unwrap_or_default();
        hashed.fingerprint()
    }

    #[test]
    fn bytes_that_pass_again_are_known_and_others_are_not() {
        let first = identified(&b"abc"[..], |_| {}).unwrap_or_default();
        assert_eq!(first.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(passed(Hashed::once(b"abc")).sha256, first.sha256);
        assert_eq!(passed(Hashed::again(b"abc", &first)), first);
        for other in [&b"abd"[..], b"ab", b"abcd", b""] {
            let other = passed(Hashed::again(other, &first));
            assert_eq!((other.sha256.as_str(), other == first), ("", false));
        }
        let unseen = Fingerprint { echo: None, ..first.clone() };
        assert_eq!(passed(Hashed::again(b"abc", &unseen)).sha256, first.sha256);
    }
}
