//! Why a command ended without doing what it was asked.

use crate::diagnostics::Said;
use crate::exit_code::ExitCode;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// The crate's result.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a command ended.
#[derive(Debug, Error)]
pub(crate) enum Error {
    /// No folder from here up is a project.
    #[error("there is no kam project in `{}` or in any folder above it", folder.display())]
    NoProject {
        /// The folder the search began in.
        folder: PathBuf,
    },
    /// The folder one stands in cannot be named.
    #[error("the folder this command was started in cannot be read")]
    NoFolder {
        /// The system's word.
        source: io::Error,
    },
    /// The definitions hold mistakes, each of them told already.
    #[error("the definitions hold {count} {}", if *count == 1 { "mistake" } else { "mistakes" })]
    Problems {
        /// How many.
        count: usize,
    },
    /// A new project would be written over files.
    #[error("`{}` already holds files that a new project would write", folder.display())]
    InTheWay {
        /// The folder.
        folder: PathBuf,
        /// The files, relative to it.
        files: Vec<String>,
    },
    /// `init` was asked for a system that is not built in.
    #[error("there is no built-in system `{system}`")]
    NoSystem {
        /// The name asked for.
        system: String,
        /// Those there are.
        built_in: Vec<String>,
    },
    /// `init` could not write a file.
    #[error("could not write `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's word.
        source: io::Error,
    },
    /// The query could not be read from standard input.
    #[error("could not read the query from standard input")]
    NoQuery {
        /// The system's word.
        source: io::Error,
    },
    /// There is no query.
    #[error("the query is empty")]
    EmptyQuery,
    /// A file format for programs was asked for on a terminal.
    #[error("parquet is not written to a terminal")]
    Binary,
    /// Standard output could not be written.
    #[error("could not write to standard output")]
    Output {
        /// The system's word.
        #[from]
        source: io::Error,
    },
    /// Whoever read standard output has gone: nothing is wrong, and nobody is left to tell.
    #[error("the reader of standard output has gone")]
    ReaderGone,
    /// The program could not start its threads.
    #[error("could not start working threads")]
    Threads {
        /// The system's word.
        source: io::Error,
    },
    /// There is no browser to print with.
    #[error("there is no Chromium or Chrome to print a PDF with")]
    NoBrowser {
        /// What `CHROME` names, if it is set and names no program.
        named: Option<String>,
    },
    /// The browser printed nothing.
    #[error("`{}` could not be printed", page.display())]
    Unprinted {
        /// The page.
        page: PathBuf,
        /// What became of it.
        reason: String,
    },
    /// There is nothing to watch.
    #[error("there is no folder `{}` to watch", folder.display())]
    Unwatched {
        /// The folder.
        folder: PathBuf,
    },
    /// A run was ended where it stood.
    #[error("the run was stopped at once")]
    Stopped,
    /// A file could not be read.
    #[error(transparent)]
    Read(Box<kam_ingest::Error>),
    /// A run failed.
    #[error(transparent)]
    Run(#[from] kam_run::Error),
    /// A query failed.
    #[error(transparent)]
    Serve(#[from] kam_serve::Error),
    /// A sample was not written.
    #[error(transparent)]
    Sample(#[from] kam_sample::Error),
}

impl Error {
    /// What the process ends with.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::ReaderGone => ExitCode::Done,
            Self::Write { .. }
            | Self::Output { .. }
            | Self::Threads { .. }
            | Self::NoFolder { .. }
            | Self::NoBrowser { .. }
            | Self::Stopped
            | Self::Unprinted { .. } => ExitCode::Unreachable,
            Self::Read(error) => match error.blame() {
                kam_ingest::Blame::Data => ExitCode::Refused,
                kam_ingest::Blame::Source => ExitCode::Unreachable,
                kam_ingest::Blame::Definition => ExitCode::Wrong,
                kam_ingest::Blame::Bug => ExitCode::Bug,
            },
            Self::Run(error) => error.blame().into(),
            Self::Serve(error) => error.blame().into(),
            Self::Sample(error) if !error.is_of_the_request() => ExitCode::Unreachable,
            _ => ExitCode::Wrong,
        }
    }

    /// The three parts people get to see.
    pub(crate) fn said(&self) -> Said {
        Said { primary: self.to_string(), detail: self.detail(), hint: self.hint() }
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::InTheWay { files, .. } => Some(format!("They are: {}.", files.join(", "))),
            Self::NoSystem { built_in, .. } => Some(format!("Built in are: {}.", built_in.join(", "))),
            Self::NoBrowser { named: Some(named) } => Some(format!("`CHROME` names `{named}`, which is no program.")),
            Self::NoBrowser { named: None } => Some(
                "Looked for chromium, chromium-browser, google-chrome and google-chrome-stable in the folders of `PATH`."
                    .into(),
            ),
            Self::Unprinted { reason, .. } => Some(reason.clone()),
            Self::Read(error) => error.detail(),
            Self::Run(error) => error.detail(),
            Self::Serve(error) => error.detail(),
            Self::Sample(error) => error.detail(),
            other => std::error::Error::source(other).map(ToString::to_string),
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoProject { .. } => "`kam init` makes a project here; `--project` names the folder of another",
            Self::Problems { .. } => "`kam validate` looks again once they are mended",
            Self::InTheWay { .. } => "name an empty folder, as the word after the command",
            Self::NoSystem { .. } => {
                "name one of those; `kam init` without `--system` begins with a system of your own"
            }
            Self::EmptyQuery => "write it as the first word after `kam sql`, or send it to standard input",
            Self::Binary => "send it to a file: `kam sql … --format parquet > rows.parquet`",
            Self::NoBrowser { .. } => {
                "install one: `apt install chromium` on Debian, `brew install --cask chromium` on a Mac; \
                 or print the page from a browser of your own"
            }
            Self::Unwatched { .. } => {
                "make the folder, with a file of the same path as the built-in one it is to replace"
            }
            Self::Stopped => "run it again: it takes up where this one stopped",
            Self::Read(error) => return read_hint(error),
            Self::Run(error) => return error.hint(),
            Self::Serve(error) => return error.hint(),
            Self::Sample(error) => return error.hint().map(Into::into),
            _ => return None,
        };
        Some(hint.into())
    }
}

/// What to do about a file that `kam read` could not read: there is no definition to mend.
fn read_hint(error: &kam_ingest::Error) -> Option<String> {
    match error {
        kam_ingest::Error::BadDialect { .. } => {
            Some("mend `--encoding`, `--delimiter`, `--quote`, `--escape` or `--row-end`".into())
        }
        kam_ingest::Error::UnclearEncoding { .. } | kam_ingest::Error::WrongMark { .. } => {
            Some("say which with `--encoding`".into())
        }
        kam_ingest::Error::NoSheet { .. } => Some("name one of them with `--sheet`".into()),
        kam_ingest::Error::Unreadable { .. } => Some("check the path, and that the file may be read".into()),
        _ => error.hint(),
    }
}
