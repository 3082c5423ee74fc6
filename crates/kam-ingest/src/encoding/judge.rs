//! The likeliest reading of bytes that nobody has declared, or the question between the two likeliest.

use super::evidence::{Evidence, WORD_BYTES};
use super::letters::{Script, points};
use super::{Doubt, name};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, ISO_8859_2, ISO_8859_15, KOI8_R, MACINTOSH, SHIFT_JIS, UTF_8,
    UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
};
use std::borrow::Cow;

/// The encodings compared, what they are used for, and how much is said for them beforehand.
static CANDIDATES: [(&Encoding, Script, i64); 16] = [
    (UTF_8, Script::Any, 6),
    (WINDOWS_1252, Script::Latin, 0),
    (GB18030, Script::Simplified, 0),
    (BIG5, Script::Traditional, 0),
    (SHIFT_JIS, Script::Japanese, 0),
    (EUC_KR, Script::Korean, 0),
    (EUC_JP, Script::Japanese, -2),
    (WINDOWS_1250, Script::Latin, -4),
    (WINDOWS_1251, Script::Cyrillic, -2),
    (ISO_8859_15, Script::Latin, -4),
    (WINDOWS_1254, Script::Latin, -5),
    (ISO_8859_2, Script::Latin, -6),
    (WINDOWS_1253, Script::Greek, -4),
    (KOI8_R, Script::Cyrillic, -5),
    (IBM866, Script::Cyrillic, -6),
    (MACINTOSH, Script::Latin, -10),
];

/// What a word costs that is no text in an encoding.
const NO_TEXT: i64 = -20;

/// How far the likeliest must be ahead of the next to be believed, and how good it must be by itself.
const AHEAD: i64 = 5;
const GOOD: i64 = 2;

/// A file read in one encoding.
struct Reading<'a> {
    encoding: &'static Encoding,
    words: Vec<Option<Cow<'a, str>>>,
    points: i64,
}

/// The encoding of a file without mark.
pub(super) fn judge(evidence: &Evidence) -> Result<&'static Encoding, Box<Doubt>> {
    if let Some(encoding) = wide(evidence) {
        return Ok(encoding);
    }
    if evidence.strange.is_empty() && (evidence.proper.is_empty() || evidence.characters >= ENOUGH) {
        return Ok(UTF_8);
    }
    let words: Vec<&Vec<u8>> = evidence.words().collect();
    let mut readings: Vec<Reading> = CANDIDATES.iter().map(|candidate| Reading::of(candidate, &words)).collect();
    // A stable sort: of equals, the one that stands first above.
    readings.sort_by_key(|reading| -reading.points);
    decided(&readings, &words)
}

/// So many characters that are UTF-8, and not one that is not, are no chance.
const ENOUGH: u64 = 60;

fn decided(readings: &[Reading<'_>], words: &[&Vec<u8>]) -> Result<&'static Encoding, Box<Doubt>> {
    let Some((best, others)) = readings.split_first() else { return Ok(UTF_8) };
    let Some(next) = others.iter().find(|other| other.words != best.words) else { return Ok(best.encoding) };
    let is_good = best.points >= GOOD && best.points >= words.len() as i64;
    if is_good && best.points - next.points >= AHEAD {
        return Ok(best.encoding);
    }
    Err(Box::new(doubt(best, next, words)))
}

impl<'a> Reading<'a> {
    fn of((encoding, script, prior): &(&'static Encoding, Script, i64), words: &[&'a Vec<u8>]) -> Self {
        let read = words.iter().map(|word| text(word, encoding)).collect::<Vec<_>>();
        let each = read.iter().map(|text| match text {
            Some(text) if *encoding == UTF_8 => points(text, *script) + structure(text),
            Some(text) => points(text, *script),
            None => NO_TEXT,
        });
        let points = prior + each.sum::<i64>();
        Self { encoding, words: read, points }
    }
}

/// A word's text, if it is text; its end may be missing if it is as long as words are kept.
fn text<'a>(word: &'a [u8], encoding: &'static Encoding) -> Option<Cow<'a, str>> {
    let text = |word: &'a [u8]| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(word)?;
        let is_text = !(encoding.is_single_byte() && text.contains(|letter| ('\u{80}'..='\u{9F}').contains(&letter)));
        is_text.then_some(text)
    };
    text(word).or_else(|| {
        let is_cut = word.len() == WORD_BYTES;
        (1..4).filter(|_| is_cut).find_map(|short| text(word.get(..word.len() - short)?))
    })
}

/// What is said for UTF-8 by its form alone: other bytes seldom have it.
fn structure(text: &str) -> i64 {
    let said = |letter: char| match letter.len_utf8() {
        1 => 0,
        2 => 3,
        3 => 6,
        _ => 8,
    };
    text.chars().map(said).sum()
}

/// UTF-16 without a mark: it shows by NUL bytes beside ASCII characters, always on the same side.
pub(super) fn wide(evidence: &Evidence) -> Option<&'static Encoding> {
    let [even, odd] = evidence.nuls;
    if (even + odd) * 50 < evidence.bytes || even + odd < 2 {
        return None;
    }
    let (pairs, _) = evidence.head.as_chunks::<2>();
    let little = pairs.iter().filter(|unit| is_plain(u16::from_le_bytes(**unit))).count();
    let big = pairs.iter().filter(|unit| is_plain(u16::from_be_bytes(**unit))).count();
    let units = evidence.head.len() / 2;
    // Of text that is a table, every fiftieth character at least is a comma, a digit or a line end.
    let encoding = match (little, big) {
        (most, least) if most * 50 >= units && most >= least * 4 => UTF_16LE,
        (least, most) if most * 50 >= units && most >= least * 4 => UTF_16BE,
        _ => return None,
    };
    let head = evidence.head.get(..units * 2 - 2).unwrap_or_default();
    is_sound(head, encoding).then_some(encoding)
}

/// Whether a unit of UTF-16 ends a line or a field, or is a digit. Letters do not count: the other way round, a usual Chinese
/// character is one.
fn is_plain(unit: u16) -> bool {
    let is_structure = |byte: u8| byte.is_ascii_digit() || b"\t\r\n ,;|\"".contains(&byte);
    u8::try_from(unit).is_ok_and(is_structure)
}

/// Whether UTF-16 holds no half characters, no NUL, and nothing for private use.
fn is_sound(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    // The last character may be cut.
    let text = text.trim_end_matches('\u{FFFD}');
    !text.contains(|letter: char| matches!(letter, '\0' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'))
}

fn doubt(best: &Reading<'_>, next: &Reading<'_>, words: &[&Vec<u8>]) -> Doubt {
    let differing = words.iter().zip(best.words.iter().zip(&next.words)).filter(|(_, (best, next))| best != next);
    // A whole word that both can read, and not too short, shows most.
    let shows = |word: &&Vec<u8>, both: bool| (!both, word.len() < 4, word.len());
    let sample = differing.min_by_key(|(word, (best, next))| shows(word, best.is_some() && next.is_some()));
    let (word, (first, second)) = match sample {
        Some((word, (first, second))) => (word.as_slice(), (first, second)),
        None => (&[][..], (&None, &None)),
    };
    let read = |text: &Option<Cow<'_, str>>| text.as_deref().map_or_else(|| "no text".to_owned(), str::to_owned);
    Doubt { readings: [(name(best.encoding), read(first)), (name(next.encoding), read(second))], sample: shown(word) }
}

/// A word of a file nobody can read yet: bytes that are no ASCII are written `\xNN`.
fn shown(word: &[u8]) -> String {
    let letter = |byte: &u8| if byte.is_ascii() { char::from(*byte).to_string() } else { format!("\\x{byte:02X}") };
    word.iter().map(letter).collect()
}
