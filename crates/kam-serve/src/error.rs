//! What can go wrong with a question.

pub use kam_lake::Blame;

/// The crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong with a question or its answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The lake cannot be read, or the engine refused the question.
    #[error(transparent)]
    Lake(#[from] kam_lake::Error),
    /// The answer could not be written in the format asked for.
    #[error("could not write the answer as {format}")]
    Write {
        /// The format.
        format: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The answer could not be handed over.
    #[error("could not hand over the answer")]
    Output(#[from] std::io::Error),
}

impl Error {
    /// Who has to act.
    pub fn blame(&self) -> Blame {
        match self {
            Self::Lake(error) => error.blame(),
            Self::Output(_) => Blame::Lake,
            Self::Write { .. } => Blame::Bug,
        }
    }

    /// More about it, in full sentences.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Lake(error) => error.detail(),
            other => std::error::Error::source(other).map(ToString::to_string),
        }
    }

    /// A word to whoever tried to change something: the engine refuses all but SELECT by this phrase.
    fn only_reads(&self) -> Option<String> {
        let refused = |detail: &String| {
            ["DDL", "DML", "Statement"].iter().any(|kind| detail.contains(&format!("{kind} not supported")))
        };
        self.detail().filter(refused).map(|_| "`kam sql` only reads: ask with SELECT".to_owned())
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Lake(error) => error.hint().map_or_else(|| self.only_reads(), |hint| Some(hint.to_owned())),
            _ => None,
        }
    }
}
