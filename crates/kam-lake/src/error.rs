//! What can go wrong with the lake, and who is to blame.

use crate::memory;
use bytesize::ByteSize;
use datafusion::error::DataFusionError;
use deltalake::DeltaTableError;

/// The crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong with the lake. The text says what was attempted and on which thing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The lake's address names no store we know.
    #[error("lake `{address}` is not a folder or an object store address: {detail}")]
    Location {
        /// The address as declared.
        address: String,
        /// What the store says of it.
        detail: String,
    },
    /// The store did not answer, or refused.
    #[error("could not {action} `{path}` in the lake")]
    Store {
        /// A verb: read, write, list.
        action: &'static str,
        /// The object, relative to the lake.
        path: String,
        /// The store's word.
        #[source]
        source: object_store::Error,
    },
    /// A data file could not be written.
    #[error("could not write data file `{path}`")]
    Write {
        /// The file, relative to the lake.
        path: String,
        /// The writer's word.
        #[source]
        source: Box<parquet::errors::ParquetError>,
    },
    /// A query needs more memory than all may take together.
    #[error("could not {action} `{name}` within {limit} of memory")]
    Exhausted {
        /// A verb.
        action: &'static str,
        /// The table or query.
        name: String,
        /// What all queries may take together.
        limit: ByteSize,
        /// The engine's word: who holds how much.
        #[source]
        source: Box<DataFusionError>,
    },
    /// The store does not keep what a commit relies on.
    #[error("this store cannot hold a lake: {detail}")]
    Unfit {
        /// The promise it broke.
        detail: String,
    },
    /// Another run holds the lake.
    #[error("the lake is busy: {holder} holds `{lock}`")]
    Busy {
        /// The run, and on this machine its process.
        holder: String,
        /// The lock's path.
        lock: String,
    },
    /// Another run planned the same commit first.
    #[error("commit {number} was planned by another run while this one was working")]
    Stale {
        /// The commit's number.
        number: u64,
    },
    /// Somebody else wrote to one of our tables.
    #[error("version {version} of `{table}` was written by another program")]
    Foreign {
        /// The table's folder.
        table: String,
        /// The Delta version.
        version: u64,
    },
    /// A record of ours cannot be read.
    #[error("`{path}` is damaged: {detail}")]
    Damaged {
        /// The object, relative to the lake.
        path: String,
        /// What is wrong with it.
        detail: String,
    },
    /// A record of ours was cut short by a crash.
    #[error("`{path}` was cut short while it was written")]
    Torn {
        /// The object, relative to the lake.
        path: String,
    },
    /// A data file a table names is not there.
    #[error("data file `{path}` of table `{table}` is missing")]
    MissingFile {
        /// The table.
        table: String,
        /// The file, relative to the lake.
        path: String,
    },
    /// A data file has another length than its table says.
    #[error("data file `{path}` of table `{table}` has {found} bytes instead of {expected}")]
    ChangedFile {
        /// The table.
        table: String,
        /// The file, relative to the lake.
        path: String,
        /// Its length by the table's log.
        expected: u64,
        /// Its length now.
        found: u64,
    },
    /// A Delta table cannot be opened or written.
    #[error("could not {action} Delta table `{table}`")]
    Delta {
        /// A verb.
        action: &'static str,
        /// The table.
        table: String,
        /// The library's word.
        #[source]
        source: Box<DeltaTableError>,
    },
    /// The engine refused a query or failed in it.
    #[error("could not {action} `{name}`")]
    Query {
        /// A verb: plan, compute, read.
        action: &'static str,
        /// The table or query.
        name: String,
        /// The engine's word.
        #[source]
        source: Box<DataFusionError>,
    },
    /// Two rows of a table share what must be unique, or lack it.
    #[error("table `{table}` {detail}")]
    Grain {
        /// The table.
        table: String,
        /// The grain and the offending values.
        detail: String,
    },
    /// A table's columns changed but not all of its quarters are being replaced.
    #[error("the columns of `{table}` changed, but only some of its quarters are being rebuilt")]
    ColumnsChanged {
        /// The table.
        table: String,
    },
    /// A column of a landed table is declared with another type than its rows have.
    #[error("column `{column}` of `{table}` is declared {declared}, but its rows were landed as {stored}")]
    TypeChanged {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The type of the rows.
        stored: String,
        /// The type declared now.
        declared: String,
    },
    /// A query yields a column no table may hold.
    #[error("column `{column}` of `{table}` has type {found}, which tables do not hold")]
    ColumnType {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The type found.
        found: String,
    },
}

/// Who has to act on an error; gives the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// Mend the definitions.
    Definition,
    /// Talk to the owner of the data.
    Data,
    /// Wait and try again.
    Lake,
    /// It is ours.
    Bug,
}

impl Error {
    /// Who has to act.
    pub fn blame(&self) -> Blame {
        match self {
            Self::Location { .. }
            | Self::ColumnsChanged { .. }
            | Self::ColumnType { .. }
            | Self::TypeChanged { .. } => Blame::Definition,
            Self::Grain { .. } => Blame::Data,
            Self::Query { source, .. } => query_blame(source),
            _ => Blame::Lake,
        }
    }

    /// What lies beneath it: the words of the store or the engine.
    pub fn detail(&self) -> Option<String> {
        // The advice around it names settings of the engine that nobody here can reach.
        if let Self::Exhausted { source, .. } = self
            && let DataFusionError::ResourcesExhausted(text) = source.find_root()
        {
            return Some(text.clone());
        }
        let mut texts: Vec<String> = Vec::new();
        let mut source = std::error::Error::source(self);
        while let Some(inner) = source {
            let text = inner.to_string();
            // Wrapping errors often repeat what they wrap.
            if !texts.last().is_some_and(|last| last.contains(&text)) {
                texts.push(text);
            }
            source = inner.source();
        }
        (!texts.is_empty()).then(|| texts.join(": "))
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Location { .. } => {
                "set `lake` in pipelines/project.toml to a folder or a URL such as `s3://bucket/prefix`"
            }
            Self::Exhausted { .. } => {
                "give it more with `--memory` or `memory` in pipelines/project.toml; what does not fit is spilled to the temporary \
                 folder, which needs room too"
            }
            Self::Unfit { .. } => {
                "use a folder, or a store with conditional writes: S3, Azure Blob Storage, Google Cloud Storage"
            }
            Self::Busy { .. } => "wait for the other run to end; the lock goes with its process",
            Self::Stale { .. } => "run again: the work of the other run will be taken into account",
            Self::Foreign { .. } => {
                "kam must be the only writer of its lake; restore the table to the version named by the newest `_kam/commit` object"
            }
            Self::Torn { .. } => "run `kam run`: it completes or replaces what a crash cut short",
            Self::Damaged { .. } => "restore the object from a backup of the lake",
            Self::MissingFile { .. } | Self::ChangedFile { .. } => {
                "restore the file from a backup, or rebuild the table with `kam run --force`"
            }
            Self::Grain { .. } => "make the model's rows unique by its grain, or name the missing column in `grain`",
            Self::ColumnsChanged { .. } => "run without `--quarter`, so that every quarter gets the new columns",
            Self::TypeChanged { .. } => {
                "keep the type and cast in staging, or land the column under another name with `as`"
            }
            Self::ColumnType { .. } => "cast it to text, bigint, boolean, date, timestamp or decimal(p,s)",
            Self::Store { .. } | Self::Write { .. } | Self::Delta { .. } | Self::Query { .. } => return None,
        })
    }

    pub(crate) fn query(action: &'static str, name: impl Into<String>, source: DataFusionError) -> Self {
        match lake_error(source) {
            Ok(own) => own,
            Err(source) if matches!(source.find_root(), DataFusionError::ResourcesExhausted(_)) => Self::Exhausted {
                action,
                name: name.into(),
                limit: ByteSize::b(memory::limit() as u64),
                source: Box::new(source),
            },
            Err(source) => Self::Query { action, name: name.into(), source: Box::new(source) },
        }
    }
}

/// Takes our own error back out of the engine's wrapping: a missing file found during a scan.
fn lake_error(source: DataFusionError) -> std::result::Result<Error, DataFusionError> {
    match source {
        DataFusionError::External(inner) => match inner.downcast::<Error>() {
            Ok(own) => Ok(*own),
            Err(inner) => Err(DataFusionError::External(inner)),
        },
        DataFusionError::Context(text, inner) => match lake_error(*inner) {
            Ok(own) => Ok(own),
            Err(inner) => Err(DataFusionError::Context(text, Box::new(inner))),
        },
        other => Err(other),
    }
}

fn query_blame(source: &DataFusionError) -> Blame {
    match source.find_root() {
        DataFusionError::Plan(_) | DataFusionError::SchemaError(..) | DataFusionError::SQL(..) => Blame::Definition,
        // Every delivery was admitted: what cannot be read again was harmed below the lake.
        DataFusionError::ObjectStore(_) | DataFusionError::IoError(_) | DataFusionError::ParquetError(_) => Blame::Lake,
        DataFusionError::Internal(_) => Blame::Bug,
        _ => Blame::Data,
    }
}
