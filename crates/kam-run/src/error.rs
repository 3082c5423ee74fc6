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
    /// An account's page could not be rendered.
    #[error("could not render `{page}`")]
    AccountPage {
        /// Quarter, locale, report and customer.
        page: String,
        /// The renderer's word.
        #[source]
        source: kam_report::Error,
    },
    /// Rows that all accounts' pages were to share are some account's.
    #[error("could not render report `{report}`")]
    EveryPage {
        /// The report.
        report: String,
        /// The renderer's word.
        #[source]
        source: kam_report::Error,
    },
    /// A gallery could not be rendered.
    #[error("could not render `{report}` in `{locale}`")]
    Gallery {
        /// The gallery.
        report: String,
        /// The locale.
        locale: String,
        /// The renderer's word.
        #[source]
        source: kam_report::Error,
    },
    /// No page is written in that language.
    #[error("no report is written in `{asked}`")]
    NoLocale {
        /// The locale asked for.
        asked: String,
        /// Those of the project.
        known: String,
    },
    /// No report is a gallery.
    #[error("there is no gallery to show")]
    NoGallery,
    /// The templates of a locale cannot be read.
    #[error("could not read the templates in `{locale}`")]
    Templates {
        /// The locale.
        locale: String,
        /// The renderer's word.
        #[source]
        source: kam_report::Error,
    },
    /// The customer asked for is not there.
    #[error("there is no customer `{asked}` in {quarter}")]
    NoCustomer {
        /// As asked for.
        asked: String,
        /// The quarter.
        quarter: String,
        /// Customers whose number or name is near.
        near: Vec<String>,
    },
    /// The rows of a query cannot be cut by customer.
    #[error("query `{query}` of report `{report}` {detail}")]
    Slice {
        /// The report.
        report: String,
        /// The query.
        query: String,
        /// What is wrong.
        detail: String,
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
    /// Somebody asked the run to stop.
    #[error("the run was stopped")]
    Stopped,
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
        if let Some(source) = self.of_a_page() {
            return match source.blame() {
                kam_report::Blame::Definition => Blame::Definition,
                kam_report::Blame::Bug => Blame::Bug,
            };
        }
        match self {
            Self::Lake(error) => error.blame(),
            Self::Ingest(error) => match error.blame() {
                kam_ingest::Blame::Definition => Blame::Definition,
                kam_ingest::Blame::Data => Blame::Data,
                kam_ingest::Blame::Source => Blame::Lake,
                kam_ingest::Blame::Bug => Blame::Bug,
            },
            Self::Refused { .. } => Blame::Data,
            Self::Output { .. } | Self::Stopped => Blame::Lake,
            Self::Rows { .. } | Self::Died { .. } | Self::Unbalanced { .. } => Blame::Bug,
            _ => Blame::Definition,
        }
    }

    /// The renderer's word, if it is the renderer's.
    fn of_a_page(&self) -> Option<&kam_report::Error> {
        match self {
            Self::Report { source, .. }
            | Self::AccountPage { source, .. }
            | Self::EveryPage { source, .. }
            | Self::Gallery { source, .. }
            | Self::Templates { source, .. } => Some(source),
            _ => None,
        }
    }

    /// More about it, in full sentences.
    pub fn detail(&self) -> Option<String> {
        if let Some(source) = self.of_a_page() {
            return Some(source.detail().map_or_else(|| source.to_string(), |detail| format!("{source}. {detail}")));
        }
        match self {
            Self::Lake(error) => error.detail(),
            Self::Ingest(error) => error.detail(),
            other => std::error::Error::source(other).map(ToString::to_string),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        if let Some(source) = self.of_a_page() {
            return source.hint();
        }
        match self {
            Self::NoCustomer { near, .. } if near.is_empty() => {
                Some("name a customer by its number, the `customer_id` of the tables; `kam sql` finds it by name".to_owned())
            }
            Self::NoCustomer { near, .. } => Some(format!("did you mean {}?", near.join(" or "))),
            Self::Lake(error) => error.hint().map(str::to_owned),
            Self::Ingest(error) => error.hint(),
            Self::Slice { .. } => Some(
                "a query of a report per customer returns known customers, in rising order; the one that lists them, each once"
                    .to_owned(),
            ),
            Self::NoPipeline { known, .. } => Some(format!("the pipelines are: {known}")),
            Self::WhichPipeline { .. } => Some("name one: `kam run PIPELINE`".to_owned()),
            Self::NoConnection { connection, .. } => {
                Some(format!("add `[{connection}]` to pipelines/connections.toml"))
            }
            Self::VariableNotSet { variable, .. } => Some(format!("set it: `export {variable}=/path/to/folder`")),
            Self::Refused { refusal } => refusal.hint.clone(),
            Self::NoLocale { known, .. } => {
                Some(format!("the languages of this project are {known}: `locales` in pipelines/project.toml"))
            }
            Self::NoGallery => Some("a gallery is a report with `kind = \"gallery\"` and rows in `rows/*.json`".to_owned()),
            Self::Stopped => Some("run it again: it takes up where this one stopped".to_owned()),
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
    /// The drift it is refused for, by kind and column.
    pub(crate) drift: Option<(&'static str, String)>,
}

impl Refused {
    pub(crate) fn of(error: &kam_ingest::Error) -> Self {
        let detail = match error.detail() {
            Some(detail) => format!("{error}. {detail}"),
            None => error.to_string(),
        };
        let drift = error.drift().map(|(kind, column)| (kind, column.to_owned()));
        Self { detail, hint: error.hint(), drift }
    }
}
