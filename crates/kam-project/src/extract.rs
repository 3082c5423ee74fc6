//! An extract: one landed table, where its deliveries come from and how they are read.

mod check;
mod drift;
mod encodings;
mod format;

use crate::columns::ColumnType;
use crate::name::{Layer, TableName};
use crate::problem::Problem;
use crate::shape::{self, ColumnWritten, ColumnsWritten};
use crate::spelling::Spelling;
use crate::written::Written;
use check::Checker;
use drift::{Declared, DriftWritten};
pub use drift::{DriftKind, DriftMode, DriftPolicy};
use format::FormatWritten;
pub use format::{CsvEscape, CsvFormat, FailedAnswer, Format, FormatKind, JsonFormat, NdjsonFormat, XlsxFormat};
use schemars::JsonSchema;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use toml::Spanned;

/// One file of `pipelines/extracts/<system>/`, checked.
#[derive(Debug, Clone)]
pub struct Extract {
    /// The landed table, `raw.<system>_<name>`.
    pub table: TableName,
    /// The system's folder.
    pub system: String,
    /// The definition's file, as shown to people.
    pub file: PathBuf,
    /// SHA-256 of the definition's text, the version of this shape.
    pub shape_version: String,
    /// What is landed here, in a sentence.
    pub description: String,
    /// Where deliveries are found.
    pub from: Source,
    /// How deliveries add up to a table.
    pub adds_up: AddsUp,
    /// How a file is read.
    pub format: Format,
    /// The landed names of the key columns, empty if none.
    pub key: Vec<String>,
    /// How the file's name tells when the sender knew it.
    pub known_from: Option<KnownFrom>,
    /// The share of rows that may be rejected, in parts per million.
    pub reject_limit_ppm: u32,
    /// The share of keys a snapshot may lose, in parts per million.
    pub loss_limit_ppm: u32,
    /// What to do with other content under a name already landed (`append` only).
    pub on_resend: OnResend,
    /// What is done where a delivery has another form.
    pub drift: DriftPolicy,
    /// The declared columns, in file order of the definition; then those taken over.
    pub columns: Vec<Column>,
    /// How many of the columns, counted from the last, nobody declared.
    pub taken_over: usize,
}

/// Where deliveries of an extract are found.
#[derive(Debug, Clone)]
pub struct Source {
    /// A name in `connections.toml`.
    pub connection: String,
    /// Path below the connection's root; `*` and `?` are allowed in its last part.
    pub path: String,
    /// The member wanted of each archive found there; `*` and `?` are allowed in its last part.
    pub member: Option<String>,
    /// Whether archives may lack it: then there is no delivery, and nothing is wrong.
    pub is_optional: bool,
}

impl Extract {
    /// Reads one definition by itself, as `pipelines/extracts/<system>/<name>.toml` would hold it; or all that is wrong with it.
    ///
    /// Whether its connection and its system are declared is for the whole project to say.
    pub fn alone(toml: &str, system: &str, name: &str) -> Result<Self, Vec<Problem>> {
        let file = PathBuf::from(format!("pipelines/extracts/{system}/{name}.toml"));
        let mut problems = Vec::new();
        match read(Written { file: &file, toml }, system, name, &mut problems) {
            Some(draft) if problems.is_empty() => Ok(draft.extract),
            _ => Err(problems),
        }
    }
}

/// How deliveries add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "adds_up")]
pub enum AddsUp {
    /// Facts: every delivery adds rows.
    Append,
    /// Each moment states all rows there are.
    Snapshot,
    /// Each delivery states rows that are new or changed, by key; all others stay.
    Upsert,
}

/// What to do when an `append` file arrives again with other content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "on_resend")]
pub enum OnResend {
    /// Refuse the delivery.
    Refuse,
    /// The new content takes the place of the old.
    Replace,
}

/// The moment of a delivery, read from its file's name.
#[derive(Debug, Clone)]
pub struct KnownFrom {
    /// A regular expression with one group, matched against the file's name.
    pub pattern: String,
    /// The strftime format of what the group holds, UTC.
    pub format: String,
}

/// One declared column of an extract or a given table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name in the file.
    pub source_name: String,
    /// Its name in the table.
    pub name: String,
    /// Its type.
    pub kind: ColumnType,
    /// Whether a NULL rejects the row.
    pub required: bool,
    /// A regular expression the whole text must match.
    pub pattern: Option<String>,
    /// The texts allowed, empty for any.
    pub one_of: Vec<String>,
    /// strftime formats, or names of [`NamedFormat`](crate::NamedFormat), tried in order (dates and timestamps); empty
    /// means ISO 8601.
    pub formats: Vec<String>,
    /// The IANA zone of a timestamp without an offset.
    pub zone: Option<String>,
    /// Texts that mean true.
    pub truths: Vec<String>,
    /// Texts that mean false.
    pub falsehoods: Vec<String>,
    /// Texts that mean NULL here.
    pub null: Option<Vec<String>>,
    /// The decimal mark of numbers, `.` unless said otherwise.
    pub decimal_mark: char,
    /// The mark between thousands, if any.
    pub thousands_mark: Option<char>,
    /// What else its values may look like.
    pub spelling: Spelling,
}

/// An extract as written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExtractWritten {
    /// What is landed here, in a sentence.
    description: String,
    /// Where deliveries are found.
    from: SourceWritten,
    /// How deliveries add up: `append` for facts, `snapshot` when each states all rows there are,
    /// `upsert` when each states those that are new or changed.
    #[schemars(with = "AddsUp")]
    adds_up: Spanned<AddsUp>,
    /// How a file is read.
    #[serde(default)]
    format: FormatWritten,
    /// The columns that identify a row, by their landed names; a snapshot and an upsert need them.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    key: Vec<Spanned<String>>,
    /// How the file's name tells when the sender knew it.
    known_from: Option<KnownFromWritten>,
    /// The share of rows that may be rejected, a decimal in quotes: `"0.005"` if not given.
    #[schemars(with = "Option<String>")]
    reject_limit: Option<Spanned<String>>,
    /// The share of keys a snapshot may lose, a decimal in quotes: `"0.05"` if not given.
    #[schemars(with = "Option<String>")]
    loss_limit: Option<Spanned<String>>,
    /// What to do when an `append` file arrives again with other content.
    #[schemars(with = "Option<OnResend>")]
    on_resend: Option<Spanned<OnResend>>,
    /// What is done where a delivery has another form than declared.
    #[serde(default)]
    drift: DriftWritten,
    /// The columns by their names in the file.
    #[schemars(with = "std::collections::BTreeMap<String, ColumnWritten>")]
    columns: ColumnsWritten<ColumnWritten>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "from")]
struct SourceWritten {
    /// A name in `connections.toml`.
    #[schemars(with = "String")]
    connection: Spanned<String>,
    /// Path below the connection's root; `*` and `?` are allowed in its last part. A file ending in `.gz` is unpacked.
    #[schemars(with = "String")]
    path: Spanned<String>,
    /// The member wanted of each ZIP archive found there; `*` and `?` are allowed in its last part.
    #[schemars(with = "Option<String>")]
    member: Option<Spanned<String>>,
    /// Whether archives may lack the member; then there is no delivery, and nothing is wrong.
    #[schemars(with = "Option<bool>")]
    optional: Option<Spanned<bool>>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "known_from")]
struct KnownFromWritten {
    /// A regular expression with one group, matched against the file's name.
    #[schemars(with = "String")]
    pattern: Spanned<String>,
    /// The strftime format of what the group holds, UTC.
    #[schemars(with = "String")]
    format: Spanned<String>,
}

/// An extract with the place of what is checked against other files.
#[derive(Debug)]
pub(crate) struct ExtractDraft {
    pub(crate) extract: Extract,
    pub(crate) connection: Spanned<String>,
}

/// Reads one file of `pipelines/extracts/<system>/`.
pub(crate) fn read(
    written: Written<'_>,
    system: &str,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Option<ExtractDraft> {
    let ExtractWritten {
        description,
        from,
        adds_up,
        format,
        key,
        known_from,
        reject_limit,
        loss_limit,
        on_resend,
        drift,
        columns,
    } = written.read(problems)?;
    let mut checker = Checker { file: written.file, problems };
    checker.adding_up(&adds_up, &key, loss_limit.as_ref(), on_resend.as_ref());
    checker.path(&from.path);
    checker.member(&from.path, from.member.as_ref());
    checker.optional(from.optional.as_ref(), from.member.as_ref());
    let columns = shape::columns(written.file, &columns, checker.problems);
    shape::key(written.file, &key, &columns, checker.problems);
    let format = format.checked(checker.file, checker.problems);
    let key: Vec<String> = key.into_iter().map(Spanned::into_inner).collect();
    let declared = Declared { file: written.file, format: &format, columns: &columns, key: &key };
    let drift = drift.checked(&declared, checker.problems);
    let extract = Extract {
        table: TableName::new(Layer::Raw, format!("{system}_{name}")),
        system: system.into(),
        file: written.file.into(),
        shape_version: hash(written.toml),
        description,
        from: Source {
            connection: from.connection.get_ref().clone(),
            path: from.path.into_inner(),
            member: from.member.map(Spanned::into_inner),
            is_optional: from.optional.is_some_and(Spanned::into_inner),
        },
        adds_up: adds_up.into_inner(),
        format,
        key,
        known_from: known_from.map(|known_from| checker.known_from(known_from)),
        reject_limit_ppm: checker.share(reject_limit.as_ref(), 5_000),
        loss_limit_ppm: checker.share(loss_limit.as_ref(), 50_000),
        on_resend: on_resend.map_or(OnResend::Refuse, Spanned::into_inner),
        drift,
        columns,
        taken_over: 0,
    };
    Some(ExtractDraft { extract, connection: from.connection })
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
