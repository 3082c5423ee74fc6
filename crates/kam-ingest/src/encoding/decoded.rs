//! Bytes of a file in, UTF-8 out.
//!
//! Bytes that are no text in their encoding come out as stand-ins, which are no UTF-8 either: so the row that holds them is
//! rejected by whoever reads it, and [`WrittenIn`](super::WrittenIn) can still tell which bytes they were.

use crate::limits::CHUNK_BYTES;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{self, Read};

/// A stream of text, decoded as it is read.
pub(crate) struct Decoded<R> {
    input: R,
    /// None if the bytes are UTF-8 already.
    turning: Option<Box<Turning>>,
}

/// A decoder at work.
struct Turning {
    decoder: Decoder,
    is_single: bool,
    raw: Vec<u8>,
    /// The last bytes of the piece before: a character may have begun there.
    before: Vec<u8>,
    text: Vec<u8>,
    /// How much of `text` has been given.
    given: usize,
    ended: bool,
}

/// The longest character of any encoding, with what a decoder may take back.
const REACH: usize = 8;

impl<R: Read> Decoded<R> {
    /// A stream of text out of bytes in the given encoding.
    pub(crate) fn new(input: R, encoding: &'static Encoding) -> Self {
        let turning = (encoding != UTF_8).then(|| Box::new(Turning::new(encoding)));
        Self { input, turning }
    }

    /// The stream of bytes, for whoever lent it.
    pub(crate) fn input(&self) -> &R {
        &self.input
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        match &mut self.turning {
            None => self.input.read(chunk),
            Some(turning) => {
                while turning.given >= turning.text.len() && !turning.ended {
                    turning.turn(&mut self.input)?;
                }
                Ok(turning.give(chunk))
            }
        }
    }
}

impl Turning {
    fn new(encoding: &'static Encoding) -> Self {
        Self {
            decoder: encoding.new_decoder_without_bom_handling(),
            is_single: encoding.is_single_byte(),
            raw: Vec::new(),
            before: Vec::new(),
            text: Vec::new(),
            given: 0,
            ended: false,
        }
    }

    fn give(&mut self, chunk: &mut [u8]) -> usize {
        let rest = self.text.get(self.given..).unwrap_or_default();
        let count = rest.len().min(chunk.len());
        if let (Some(to), Some(from)) = (chunk.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        count
    }

    /// Reads one piece and turns it into text.
    fn turn(&mut self, input: &mut impl Read) -> io::Result<()> {
        self.before = self.raw.get(self.raw.len().saturating_sub(REACH)..).unwrap_or_default().to_vec();
        self.raw.clear();
        let wanted = CHUNK_BYTES / 4;
        self.ended = input.by_ref().take(wanted as u64).read_to_end(&mut self.raw)? < wanted;
        (self.given, self.text) = (0, Vec::with_capacity(self.raw.len() * 2));
        let mut at = 0;
        loop {
            let rest = self.raw.get(at..).unwrap_or_default();
            let start = self.text.len();
            self.text
                .resize(start + self.decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(64), 0);
            let room = self.text.get_mut(start..).unwrap_or_default();
            let (result, read, wrote) = self.decoder.decode_to_utf8_without_replacement(rest, room, self.ended);
            self.text.truncate(start + wrote);
            if self.is_single {
                replace_controls(self.text.get_mut(start..).unwrap_or_default());
            }
            at += read;
            match result {
                DecoderResult::InputEmpty => return Ok(()),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(bad, after) => self.stand_in(at, usize::from(bad), usize::from(after)),
            }
        }
    }

    /// Puts stand-ins for the `bad` bytes that lie `after` bytes before `at`.
    fn stand_in(&mut self, at: usize, bad: usize, after: usize) {
        let end = self.before.len() + at - after.min(self.before.len() + at);
        for place in end.saturating_sub(bad)..end {
            let byte = match place.checked_sub(self.before.len()) {
                Some(place) => self.raw.get(place),
                None => self.before.get(place),
            };
            self.text.extend(stand_in(byte.copied().unwrap_or_default()));
        }
    }
}

/// Two bytes that are never UTF-8, for one that is no text.
pub(super) fn stand_in(byte: u8) -> [u8; 2] {
    [0xF8 | (byte >> 6), 0x80 | (byte & 0x3F)]
}

/// The byte that two bytes stand for.
pub(super) fn stood_for(pair: &[u8]) -> Option<u8> {
    match pair {
        [first @ 0xF8..=0xFB, second @ 0x80..=0xBF] => Some((first & 3) << 6 | (second & 0x3F)),
        _ => None,
    }
}

/// In an encoding of single bytes, those that would be control characters beyond ASCII are no text.
fn replace_controls(text: &mut [u8]) {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| memchr::memchr(0xC2, rest)) {
        let at = from + found;
        if let Some([first, second]) = text.get_mut(at..at + 2)
            && (0x80..=0x9F).contains(second)
        {
            [*first, *second] = stand_in(*second);
        }
        from = at + 2;
    }
}
