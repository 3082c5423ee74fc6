//! What can go wrong with a run, and who is to blame.

pub use kam_lake::Blame;
use kam_project::Problem;

/// The crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong with a run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The lake failed or refused.
    #[error(transparent)]
    Lake(#[from] kam_lake::Error),
    /// A delivery could not be found or read.
    #[error(transparent)]
    Ingest(#[from] kam_ingest::Error),
    /// A report could not be rendered.
    #[error("could not render report `{report}` for {quarter} in `{locale}`")]
    Report {
        /// The report.
        report: String,
        /// The quarter.
        quarter: String,
        /// The locale.
        locale: String,
        /// The renderer's word.
        #[source]
        source: kam_report::Error,
    },
    /// The definitions hold mistakes that only planning shows.
    #[error("{} of the project's definitions cannot be used", problems.len())]
    Definitions {
        /// All of them.
        problems: Vec<Problem>,
    },
    /// The pipeline asked for is not there.
    #[error("there is no pipeline `{asked}`")]
    NoPipeline {
        /// The name asked for.
        asked: String,
        /// The names there are.
        known: String,
    },
    /// There are several pipelines and none was named.
    #[error("the project has several pipelines: {known}")]
    WhichPipeline {
        /// The names there are.
        known: String,
    },
    /// An extract names a connection that is not there.
    #[error("connection `{connection}` of `{table}` is not declared")]
    NoConnection {
        /// The connection.
        connection: String,
        /// The landed table.
        table: String,
    },
    /// A connection's root is in a variable that is not set.
    #[error("the root of connection `{connection}` is in `{variable}`, which is not set")]
    VariableNotSet {
        /// The variable.
        variable: String,
        /// The connection.
        connection: String,
    },
    /// A quarter's text is none, or lies outside what the pipeline builds.
    #[error("cannot build quarter `{quarter}`: {detail}")]
    Quarter {
        /// The text.
        quarter: String,
        /// Why not.
        detail: String,
    },
    /// A quarter has no report yet.
    #[error("there is no report for {wanted}")]
    NoReport {
        /// What was asked for.
        wanted: String,
    },
    /// A file outside the lake could not be written.
    #[error("could not write `{path}`")]
    Output {
        /// The path.
        path: String,
        /// The system's word.
        #[source]
        source: std::io::Error,
    },
    /// Rows of ours do not fit together.
    #[error("could not assemble rows of `{table}`")]
    Rows {
        /// The table.
        table: String,
        /// Arrow's word.
        #[source]
        source: arrow::error::ArrowError,
    },
    /// A delivery was refused.
    #[error("{}", refusal.detail)]
    Refused {
        /// Why, and what to do.
        refusal: Refused,
    },
    /// The account of a delivery does not balance.
    #[error("`{file}` has {read} rows, but {landed} landed, {rejected} rejected and {unchanged} unchanged")]
    Unbalanced {
        /// The file.
        file: String,
        /// Rows read.
        read: u64,
        /// Rows landed.
        landed: u64,
        /// Rows rejected.
        rejected: u64,
        /// Rows that said nothing new.
        unchanged: u64,
    },
    /// A part of the run died.
    #[error("a part of the run ended without a result: {part}")]
    Died {
        /// The part.
        part: String,
    },
}

impl Error {
    /// Who has to act.
    pub fn blame(&self) -> Blame {
        match self {
            Self::Lake(error) => error.blame(),
            Self::Ingest(error) => match error.blame() {
                kam_ingest::Blame::Definition => Blame::Definition,
                kam_ingest::Blame::Data => Blame::Data,
                kam_ingest::Blame::Source => Blame::Lake,
                kam_ingest::Blame::Bug => Blame::Bug,
            },
            Self::Refused { .. } => Blame::Data,
            Self::Output { .. } => Blame::Lake,
            Self::Rows { .. } | Self::Died { .. } | Self::Unbalanced { .. } => Blame::Bug,
            _ => Blame::Definition,
        }
    }

    /// More about it, in full sentences.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Lake(error) => error.detail(),
            Self::Ingest(error) => error.detail(),
            Self::Report { source, .. } => {
                Some(source.detail().map_or_else(|| source.to_string(), |detail| format!("{source}. {detail}")))
            }
            other => std::error::Error::source(other).map(ToString::to_string),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Lake(error) => error.hint().map(str::to_owned),
            Self::Ingest(error) => error.hint(),
            Self::Report { source, .. } => source.hint(),
            Self::NoPipeline { known, .. } => Some(format!("the pipelines are: {known}")),
            Self::WhichPipeline { .. } => Some("name one: `kam run PIPELINE`".to_owned()),
            Self::NoConnection { connection, .. } => {
                Some(format!("add `[{connection}]` to pipelines/connections.toml"))
            }
            Self::VariableNotSet { variable, .. } => Some(format!("set it: `export {variable}=/path/to/folder`")),
            Self::Refused { refusal } => refusal.hint.clone(),
            Self::NoReport { .. } => Some("build it with `kam run`".to_owned()),
            _ => None,
        }
    }
}

/// Why a delivery is refused, and what to do about it.
#[derive(Debug)]
pub struct Refused {
    pub(crate) detail: String,
    pub(crate) hint: Option<String>,
}

impl Refused {
    pub(crate) fn of(error: &kam_ingest::Error) -> Self {
        let detail = match error.detail() {
            Some(detail) => format!("{error}. {detail}"),
            None => error.to_string(),
        };
        Self { detail, hint: error.hint() }
    }
}
