//! Packed bytes unpacked as they are read, within limits.

use crate::limits::{UNPACKED_BYTES, UNPACKED_FREELY, UNPACKED_TIMES};
use flate2::Crc;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use std::io::{self, BufReader, Read};
use thiserror::Error;

/// Any stream of bytes that may move between threads.
pub(crate) type Stream = Box<dyn Read + Send>;

/// What is wrong with packed bytes: the delivery's fault, not the disk's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub(crate) struct Damage(pub(crate) String);

impl Damage {
    /// What an input or output error says of packed bytes, if it speaks of them.
    pub(crate) fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }

    fn error(fault: &str) -> io::Error {
        io::Error::other(Self(fault.to_owned()))
    }
}

/// Unpacks gzip, of one member or several; `packed` is its size.
pub(crate) fn gunzipped(input: impl Read + Send + 'static, packed: u64) -> Stream {
    Box::new(Bounded::new(MultiGzDecoder::new(BufReader::new(input)), packed))
}

/// What an archive's directory says of a member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Promised {
    pub(crate) deflated: bool,
    pub(crate) packed: u64,
    pub(crate) unpacked: u64,
    pub(crate) crc: u32,
}

/// Unpacks the member of an archive that begins here.
pub(crate) fn unpacked(input: impl Read + Send + 'static, promised: Promised) -> Stream {
    let input = BufReader::new(input.take(promised.packed));
    if promised.deflated {
        Box::new(Kept::new(Bounded::new(DeflateDecoder::new(input), promised.packed), promised))
    } else {
        Box::new(Kept::new(Bounded::new(input, promised.packed), promised))
    }
}

/// Unpacks no more than is sane.
struct Bounded<R> {
    input: R,
    packed: u64,
    unpacked: u64,
}

impl<R> Bounded<R> {
    fn new(input: R, packed: u64) -> Self {
        Self { input, packed, unpacked: 0 }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(chunk).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Damage::error("It is cut short."),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Damage::error("Its packed bytes are damaged."),
            _ => error,
        })?;
        self.unpacked += count as u64;
        if self.unpacked > UNPACKED_BYTES {
            return Err(Damage::error(&format!("It unpacks to more than {UNPACKED_BYTES} bytes.")));
        }
        if self.unpacked > UNPACKED_FREELY && self.unpacked / UNPACKED_TIMES > self.packed {
            return Err(Damage::error(&format!("It unpacks to more than {UNPACKED_TIMES} times its size.")));
        }
        Ok(count)
    }
}

/// Holds a member to what the archive's directory promised.
struct Kept<R> {
    input: R,
    promised: Promised,
    crc: Crc,
    unpacked: u64,
}

impl<R> Kept<R> {
    fn new(input: R, promised: Promised) -> Self {
        Self { input, promised, crc: Crc::new(), unpacked: 0 }
    }
}

impl<R: Read> Read for Kept<R> {
    fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(chunk)?;
        self.crc.update(chunk.get(..count).unwrap_or_default());
        self.unpacked += count as u64;
        if self.unpacked > self.promised.unpacked {
            return Err(Damage::error("It is larger than its archive says."));
        }
        let is_end = count == 0 && !chunk.is_empty();
        if is_end && self.unpacked < self.promised.unpacked {
            return Err(Damage::error("It is cut short."));
        }
        if is_end && self.crc.sum() != self.promised.crc {
            return Err(Damage::error("Its checksum is not the one its archive states."));
        }
        Ok(count)
    }
}
