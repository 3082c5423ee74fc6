//! What a file's bytes say of their encoding, gathered while they pass, in bounded memory.
//!
//! What is kept are *words*: stretches of bytes from 30 on that hold one that is no ASCII. Bytes below 30 (line ends, blanks,
//! quotes, commas, dots) are themselves in every encoding but UTF-16 and UTF-32, never part of another character, so no
//! word is cut within a character, and what is wrong in one says nothing of the next.

use super::judge::{judge, wide};
use super::{Finding, Known, TextEncoding};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::collections::BTreeSet;

/// How many bytes of a file's beginning are kept.
const HEAD: usize = 16 * 1024;

/// How many different words are kept of either kind, and how long one may be.
const WORDS: usize = 1024;
pub(super) const WORD_BYTES: usize = 256;

/// After so many characters that were UTF-8, more of them tell nothing new.
const SEEN_ENOUGH: u64 = 20_000;

/// The first byte that may be part of a character of several bytes.
const IN_WORD: u8 = 0x30;

/// The evidence of one file.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    pub(super) head: Vec<u8>,
    pub(super) bytes: u64,
    /// How many NUL bytes stand at even and at odd places.
    pub(super) nuls: [u64; 2],
    /// Words that are UTF-8, and words that are not.
    pub(super) proper: BTreeSet<Vec<u8>>,
    pub(super) strange: BTreeSet<Vec<u8>>,
    /// How many characters beyond ASCII were proper UTF-8, until enough of them were seen.
    pub(super) characters: u64,
    /// The word that the bytes seen so far end with.
    word: Vec<u8>,
}

impl Evidence {
    /// Takes in the next bytes of the file.
    pub(crate) fn look(&mut self, chunk: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len());
        self.head.extend(chunk.iter().take(room));
        for at in memchr::memchr_iter(0, chunk) {
            let is_odd = (self.bytes + at as u64) % 2 == 1;
            self.nuls[usize::from(is_odd)] += 1;
        }
        self.bytes += chunk.len() as u64;
        let rest = self.finish_word(chunk);
        let whole = rest.iter().rposition(|byte| *byte < IN_WORD).map_or(0, |last| last + 1);
        let (whole, begun) = rest.split_at(whole);
        if !self.pass_over(whole) {
            self.take_words(whole);
        }
        self.continue_word(begun);
    }

    /// Whether these bytes can be passed over: they are ASCII, or more of the UTF-8 that has been seen enough.
    fn pass_over(&mut self, bytes: &[u8]) -> bool {
        bytes.is_ascii() || self.characters >= SEEN_ENOUGH && Encoding::utf8_valid_up_to(bytes) == bytes.len()
    }

    fn take_words(&mut self, bytes: &[u8]) {
        for word in bytes.split(|byte| *byte < IN_WORD) {
            if !word.is_ascii() {
                self.take(word);
            }
        }
    }

    fn take(&mut self, word: &[u8]) {
        let word = word.get(..WORD_BYTES).unwrap_or(word);
        let is_cut = word.len() == WORD_BYTES;
        let is_proper = match std::str::from_utf8(word) {
            Ok(_) => true,
            Err(error) => is_cut && error.error_len().is_none(),
        };
        if is_proper {
            self.characters += characters(word);
        }
        let words = if is_proper { &mut self.proper } else { &mut self.strange };
        if words.len() < WORDS && !words.contains(word) {
            words.insert(word.to_vec());
        }
    }

    /// Takes the rest of the word begun before; gives what follows it.
    fn finish_word<'a>(&mut self, chunk: &'a [u8]) -> &'a [u8] {
        if self.word.is_empty() {
            return chunk;
        }
        let Some(end) = chunk.iter().position(|byte| *byte < IN_WORD) else {
            self.continue_word(chunk);
            return &[];
        };
        let (rest, after) = chunk.split_at(end);
        self.continue_word(rest);
        self.end_word();
        after
    }

    fn continue_word(&mut self, bytes: &[u8]) {
        let room = WORD_BYTES.saturating_sub(self.word.len());
        self.word.extend(bytes.iter().take(room));
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        if !word.is_ascii() {
            self.take(&word);
        }
    }

    /// What all the bytes say, given the encodings the extract declares, in the order it would have them tried.
    pub(crate) fn finding(mut self, declared: &[&'static Encoding]) -> Finding {
        self.end_word();
        let told = |encoding, known| Finding::Told(TextEncoding { encoding, known });
        match (self.mark(), declared) {
            (Some(Err(unread)), _) => Finding::WrongMark(unread),
            (Some(Ok(marked)), declared) if declared.is_empty() || declared.contains(&marked) => {
                told(marked, Known::Marked)
            }
            (Some(Ok(marked)), _) => Finding::WrongMark(marked.name()),
            (None, [only]) => told(only, Known::Declared),
            (None, []) => match judge(&self) {
                Ok(encoding) => told(encoding, Known::Found),
                Err(doubt) => Finding::Doubt(doubt),
            },
            (None, several) => told(self.first_that_fits(several), Known::Declared),
        }
    }

    /// Whether every word is proper UTF-8.
    pub(crate) fn is_utf8(&mut self) -> bool {
        self.end_word();
        self.strange.is_empty()
    }

    /// The encoding whose mark the file begins with, or the name of one that is not read.
    fn mark(&self) -> Option<Result<&'static Encoding, &'static str>> {
        if self.head.starts_with(b"\xFF\xFE\0\0") || self.head.starts_with(b"\0\0\xFE\xFF") {
            return Some(Err("UTF-32"));
        }
        Encoding::for_bom(&self.head).map(|(encoding, _)| Ok(encoding))
    }

    /// The first encoding in which every word is text; if none is, the one with the fewest that are not. UTF-16 has no words: it
    /// fits where it shows.
    fn first_that_fits(&self, encodings: &[&'static Encoding]) -> &'static Encoding {
        if let Some(wide) = wide(self).filter(|wide| encodings.contains(wide)) {
            return wide;
        }
        let faults = |encoding: &&'static Encoding| {
            let is_wide = [UTF_16LE, UTF_16BE].contains(encoding);
            let faults = self.words().filter(|word| is_wide || !is_text(word, encoding)).count();
            (faults, is_wide)
        };
        encodings.iter().copied().min_by_key(faults).unwrap_or(UTF_8)
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.strange.iter().chain(&self.proper)
    }
}

/// Whether a word is text in an encoding.
fn is_text(word: &[u8], encoding: &'static Encoding) -> bool {
    encoding.decode_without_bom_handling_and_without_replacement(word).is_some()
}

/// How many characters beyond ASCII begin in proper UTF-8.
fn characters(utf8: &[u8]) -> u64 {
    utf8.iter().filter(|byte| **byte >= 0xC0).count() as u64
}
