//! In which encoding a file's text is: declared, told by a mark, or found from its bytes; and the text as UTF-8.
//!
//! ```text
//! fingerprint pass ─► Evidence ─► Finding            read ─► settled ─► Decoded ─► UTF-8 ─► csv, json
//! ```
//!
//! Every byte of a delivery is read once before it is read as rows, to identify it. That pass gathers the evidence too,
//! so a letter that comes after a gigabyte of plain ASCII still counts, and nothing is decided before all is seen.
//! Bytes that are valid UTF-8 pass through untouched. What the bytes do not tell is asked, never guessed.

mod decoded;
mod evidence;
mod judge;
mod letters;
mod lost;
mod usual;
mod written_in;

use crate::error::Error;
use encoding_rs::{Encoding, UTF_8};

pub(crate) use decoded::Decoded;
pub(crate) use evidence::Evidence;
pub(crate) use lost::Lost;
pub(crate) use written_in::WrittenIn;

/// The encoding a file was read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding {
    pub(crate) encoding: &'static Encoding,
    /// How it is known.
    pub known: Known,
}

/// How a file's encoding is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// The extract declares it.
    Declared,
    /// The file begins with its mark.
    Marked,
    /// The file's bytes tell.
    Found,
}

impl TextEncoding {
    /// Its name in the WHATWG standard, in small letters. What others call Latin-1 is `windows-1252` there, which has more letters.
    pub fn name(&self) -> String {
        name(self.encoding)
    }
}

/// What a file's bytes say of its encoding, given what its extract declares.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Finding {
    /// Nobody has looked.
    #[default]
    Unseen,
    /// It is told.
    Told(TextEncoding),
    /// The file begins with the mark of an encoding that is not the declared one, or that is not read.
    WrongMark(&'static str),
    /// Two readings are about as likely.
    Doubt(Box<Doubt>),
}

/// Two readings of a file, neither of which can be ruled out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The likeliest encodings, the likelier first, each with how the sample reads in it.
    pub readings: [(String, String); 2],
    /// A value of the file that they read differently, its bytes that are no ASCII written `\xNN`.
    pub sample: String,
}

impl Finding {
    /// The encoding to read a file in, or why it is refused.
    pub(crate) fn settled(&self, declared: &[&'static Encoding], file: &str) -> Result<TextEncoding, Error> {
        match self {
            Self::Told(encoding) => Ok(*encoding),
            Self::Unseen => Ok(match declared.first() {
                Some(encoding) => TextEncoding { encoding, known: Known::Declared },
                None => TextEncoding { encoding: UTF_8, known: Known::Found },
            }),
            Self::WrongMark(mark) => Err(Error::WrongMark {
                file: file.to_owned(),
                mark,
                declared: declared.iter().map(|encoding| name(encoding)).collect(),
            }),
            Self::Doubt(doubt) => Err(Error::UnclearEncoding { file: file.to_owned(), doubt: doubt.clone() }),
        }
    }

    /// The name of the encoding, if it is told.
    pub(crate) fn name(&self) -> Option<String> {
        match self {
            Self::Told(encoding) => Some(encoding.name()),
            _ => None,
        }
    }
}

/// An encoding's name in small letters.
pub(crate) fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
