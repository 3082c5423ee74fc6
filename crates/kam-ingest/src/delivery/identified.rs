//! A stream read to its end to identify it.
//!
//! SHA-256 is most of the work: of a file of more than one chunk a thread of its own takes it, while this one reads and looks.

use super::Fingerprint;
use super::hashed::hexadecimal;
use crate::encoding::Finding;
use crate::limits::CHUNK_BYTES;
use highway::{HighwayHash, HighwayHasher};
use sha2::{Digest, Sha256};
use std::io::{self, ErrorKind, Read};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::{Builder, JoinHandle};

/// How many chunks may wait for their hash.
const WAITING: usize = 4;

/// Reads all of a stream, and shows its bytes to whoever looks for something else in them.
pub(super) fn identified(mut input: impl Read, mut look: impl FnMut(&[u8])) -> io::Result<Fingerprint> {
    let (mut sha256, mut echo, mut bytes) = (Hashing::Here(Sha256::new()), HighwayHasher::default(), 0);
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let count = fill(&mut input, &mut chunk)?;
        let seen = chunk.get(..count).unwrap_or_default();
        look(seen);
        echo.append(seen);
        bytes += count as u64;
        if count < CHUNK_BYTES {
            let (sha256, echo) = (sha256.end(seen)?, Some(echo.finalize256()));
            return Ok(Fingerprint { sha256, bytes, echo, encoding: Finding::Unseen });
        }
        chunk = sha256.take(chunk)?;
    }
}

/// Reads until the chunk is full or the stream has ended.
fn fill(input: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(room) = chunk.get_mut(filled..).filter(|room| !room.is_empty()) {
        match input.read(room) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Where the hash grows.
enum Hashing {
    Here(Sha256),
    Away(Away),
}

/// A thread that hashes the chunks it is sent, and sends them back to be filled again.
struct Away {
    chunks: SyncSender<Vec<u8>>,
    spare: Receiver<Vec<u8>>,
    thread: JoinHandle<Sha256>,
}

impl Hashing {
    /// Takes a full chunk in; gives one to fill next.
    fn take(&mut self, chunk: Vec<u8>) -> io::Result<Vec<u8>> {
        match self {
            Self::Here(sha256) => {
                sha256.update(&chunk);
                // Without another thread this one does all.
                if let Ok(away) = Away::going_on_from(sha256.clone()) {
                    *self = Self::Away(away);
                }
                Ok(chunk)
            }
            Self::Away(away) => {
                away.chunks.send(chunk).map_err(|_| died())?;
                Ok(away.spare.try_recv().unwrap_or_else(|_| vec![0; CHUNK_BYTES]))
            }
        }
    }

    /// The hash of all that was taken, and of these last bytes.
    fn end(self, last: &[u8]) -> io::Result<String> {
        let sha256 = match self {
            Self::Here(sha256) => sha256,
            Self::Away(Away { chunks, thread, .. }) => {
                drop(chunks);
                thread.join().map_err(|_| died())?
            }
        };
        Ok(hexadecimal(sha256.chain_update(last)))
    }
}

impl Away {
    fn going_on_from(mut sha256: Sha256) -> io::Result<Self> {
        let ((chunks, filled), (used, spare)) = (sync_channel::<Vec<u8>>(WAITING), channel());
        let thread = Builder::new().name("kam-hashing".to_owned()).spawn(move || {
            for chunk in filled {
                sha256.update(&chunk);
                // Nobody fills it again if the other side has failed.
                let _ = used.send(chunk);
            }
            sha256
        })?;
        Ok(Self { chunks, spare, thread })
    }
}

fn died() -> io::Error {
    io::Error::other("the thread that takes its SHA-256 has died")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use crate::delivery::Hashed;

    /// Gives a few bytes at a time, and now and then none because it was interrupted.
    struct Dripping<'a>(&'a [u8], usize);

    impl Read for Dripping<'_> {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            self.1 += 1;
            if self.1.is_multiple_of(7) {
                return Err(ErrorKind::Interrupted.into());
            }
            let most = room.len().min(60_000);
            self.0.read(&mut room[..most])
        }
    }

    #[test]
    fn however_many_chunks_there_are_the_fingerprint_is_that_of_the_bytes() {
        let bytes: Vec<u8> = (0..9 * CHUNK_BYTES + 5).map(|at| (at % 251) as u8).collect();
        for length in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 8 * CHUNK_BYTES, bytes.len()] {
            let (bytes, mut seen) = (&bytes[..length], Vec::new());
            let found = identified(Dripping(bytes, 0), |chunk| seen.extend_from_slice(chunk)).unwrap();
            assert_eq!(seen, bytes);
            let mut again = Hashed::again(bytes, &found);
            let mut once = Hashed::once(bytes);
            io::copy(&mut again, &mut io::sink()).unwrap();
            io::copy(&mut once, &mut io::sink()).unwrap();
            assert_eq!(again.fingerprint(), found);
            assert_eq!((once.fingerprint().sha256, once.fingerprint().bytes), (found.sha256, length as u64));
        }
    }

    #[test]
    fn a_stream_that_fails_is_not_identified() {
        let failing = io::repeat(7).take(5 * CHUNK_BYTES as u64).chain(Failing);
        assert_eq!(identified(failing, |_| {}).unwrap_err().kind(), ErrorKind::BrokenPipe);
    }

    struct Failing;

    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }
    }
}
