//! Why a sample was not written.

use rust_xlsxwriter::XlsxError;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a sample was not written.
#[derive(Debug, Error)]
pub enum Error {
    /// A setting is outside of what a sample can be.
    #[error("`{setting}` is {value}, but must be from {lowest} to {highest}")]
    OutOfRange {
        /// The setting, as the command line calls it.
        setting: &'static str,
        /// What was asked for.
        value: String,
        /// The least there may be.
        lowest: &'static str,
        /// The most there may be.
        highest: &'static str,
    },
    /// The folder holds something that no sample wrote.
    #[error("`{}` holds files that are not of a sample", folder.display())]
    InTheWay {
        /// The folder.
        folder: PathBuf,
        /// Some of the files, relative to it.
        files: Vec<String>,
    },
    /// What lies in the folder cannot be looked at.
    #[error("could not read `{}`", path.display())]
    Read {
        /// The folder or file.
        path: PathBuf,
        /// The system's word.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("could not write `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's word.
        source: io::Error,
    },
    /// A workbook could not be made.
    #[error("could not make the workbook `{}`", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// The library's word.
        source: XlsxError,
    },
}

impl Error {
    /// Whether asking otherwise would help; else the system stood in the way.
    pub fn is_of_the_request(&self) -> bool {
        matches!(self, Self::OutOfRange { .. } | Self::InTheWay { .. })
    }

    /// More about it, in full sentences.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::OutOfRange { .. } => None,
            Self::InTheWay { files, .. } => Some(format!("Among them are: {}.", files.join(", "))),
            Self::Read { source, .. } | Self::Write { source, .. } => Some(source.to_string()),
            Self::Workbook { source, .. } => Some(source.to_string()),
        }
    }

    /// What to do.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::InTheWay { .. } => {
                Some("choose a new folder; what a sample left half written may be removed by hand")
            }
            _ => None,
        }
    }

    /// A reader of system errors on writing this file.
    pub(crate) fn writing(path: &Path) -> impl Fn(io::Error) -> Self + '_ {
        move |source| Self::Write { path: path.to_owned(), source }
    }

    /// A reader of errors on making this workbook.
    pub(crate) fn making(path: &Path) -> impl Fn(XlsxError) -> Self + '_ {
        move |source| Self::Workbook { path: path.to_owned(), source }
    }
}
