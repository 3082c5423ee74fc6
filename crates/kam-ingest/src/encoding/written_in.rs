//! What decoded text was in its file: how long, and which bytes stand behind what is no text.

use super::decoded::stood_for;
use super::name;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use std::sync::LazyLock;

/// The encoding that decoded text had in its file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrittenIn(pub(crate) &'static Encoding);

/// Something in decoded text that is none.
pub(crate) struct NoText {
    /// Where in the decoded bytes.
    pub(crate) at: usize,
    /// What it is, as the end of a sentence.
    pub(crate) verdict: String,
}

/// The character that stands for one that was lost.
const LOST: char = '\u{FFFD}';

impl WrittenIn {
    /// UTF-8, which needs no decoding.
    pub(crate) const UTF_8: Self = Self(UTF_8);

    /// Whether the text is as it stands in its file.
    pub(crate) fn is_utf_8(self) -> bool {
        self.0 == UTF_8
    }

    /// The first thing in a stretch of decoded bytes that is no text; `offset` is where the stretch begins in the file, if known.
    pub(crate) fn no_text(self, decoded: &[u8], offset: Option<u64>) -> Option<NoText> {
        let (at, is_lost) = match std::str::from_utf8(decoded) {
            Ok(_) if self.0 == UTF_8 => return None,
            Ok(text) => (text.find(LOST)?, true),
            Err(error) => (error.valid_up_to(), false),
        };
        let before = self.length(decoded.get(..at).unwrap_or_default());
        let place = offset
            .map_or_else(|| "what stands there".to_owned(), |offset| format!("byte {} of the file", offset + before));
        let bad = decoded.get(at..).unwrap_or_default();
        let verdict = if is_lost {
            format!("holds U+FFFD, which stands for a letter that was lost before: {place}")
        } else if self.0 == UTF_8 {
            format!("is not UTF-8: {place} is {:02X}", bad.first().copied().unwrap_or_default())
        } else {
            let bytes: Vec<String> = bad.chunks(2).map_while(stood_for).map(|byte| format!("{byte:02X}")).collect();
            format!("is not {}: at {place} stands {}", name(self.0), bytes.join(" "))
        };
        Some(NoText { at, verdict })
    }

    /// Bytes as text one can read: what is no text, and NUL, is written `\xNN`, as it stood in the file.
    pub(crate) fn legible(self, decoded: &[u8]) -> String {
        let mut text = String::with_capacity(decoded.len());
        let mut before = None;
        for chunk in decoded.utf8_chunks() {
            text.push_str(&chunk.valid().replace('\0', "\\x00"));
            for &byte in chunk.invalid() {
                // Each half of a stand-in is a chunk of its own.
                let shown = if self.0 == UTF_8 { Some(byte) } else { stood_for(&[before.unwrap_or_default(), byte]) };
                if let Some(shown) = shown {
                    text.push_str(&format!("\\x{shown:02X}"));
                }
                before = Some(byte);
            }
        }
        text
    }

    /// How many bytes of the file decoded bytes were.
    pub(crate) fn length(self, decoded: &[u8]) -> u64 {
        if self.0 == UTF_8 {
            return decoded.len() as u64;
        }
        let mut length = 0;
        for chunk in decoded.utf8_chunks() {
            length += chunk.valid().chars().map(|letter| self.of_letter(letter)).sum::<u64>();
            // One byte for each stand-in, counted by its first half.
            length += chunk.invalid().iter().filter(|byte| **byte >= 0xF8).count() as u64;
        }
        length
    }

    fn of_letter(self, letter: char) -> u64 {
        let encoding = self.0;
        if encoding == UTF_16LE || encoding == UTF_16BE {
            return 2 * letter.len_utf16() as u64;
        }
        if letter.is_ascii() || encoding.is_single_byte() {
            return 1;
        }
        if encoding == GB18030 || encoding == GBK {
            return PAIRS_OF_GBK.length(letter);
        }
        let is_half_width = ('\u{FF61}'..='\u{FF9F}').contains(&letter);
        match encoding {
            _ if encoding == SHIFT_JIS && (is_half_width || letter == '\u{80}') => 1,
            _ if encoding == SHIFT_JIS || encoding == BIG5 || encoding == EUC_KR || encoding == EUC_JP => 2,
            _ => 1,
        }
    }
}

/// Which characters GB18030 writes with two bytes; all others but ASCII take four.
struct PairsOfGbk {
    is_pair: Vec<bool>,
}

static PAIRS_OF_GBK: LazyLock<PairsOfGbk> = LazyLock::new(|| {
    let mut is_pair = vec![false; 0x1_0000];
    for lead in 0x81..=0xFEu8 {
        for trail in (0x40..=0xFEu8).filter(|trail| *trail != 0x7F) {
            let pair = [lead, trail];
            let letter = GB18030.decode_without_bom_handling_and_without_replacement(&pair);
            let letter = letter.and_then(|text| text.chars().next()).map_or(0, u32::from);
            if let Some(known) = is_pair.get_mut(letter as usize).filter(|_| letter >= 0x80) {
                *known = true;
            }
        }
    }
    PairsOfGbk { is_pair }
});

impl PairsOfGbk {
    fn length(&self, letter: char) -> u64 {
        match self.is_pair.get(u32::from(letter) as usize) {
            Some(true) => 2,
            // The euro sign of code page 936 is one byte, 80, and two in GB18030: the two are in the table.
            _ => 4,
        }
    }
}
