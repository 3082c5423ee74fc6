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
    /// A reader of system errors on writing this file.
    pub(crate) fn writing(path: &Path) -> impl Fn(io::Error) -> Self + '_ {
        move |source| Self::Write { path: path.to_owned(), source }
    }

    /// A reader of errors on making this workbook.
    pub(crate) fn making(path: &Path) -> impl Fn(XlsxError) -> Self + '_ {
        move |source| Self::Workbook { path: path.to_owned(), source }
    }
}
