//! What can go wrong between rows and a page, and who mends it.

/// The ways a report fails to be written.
///
/// Rows cannot fail: any cell can be printed. What fails is a definition, and each variant names its place.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The locale's name cannot be read, or nothing is written in it.
    #[error("report locale `{locale}` has no texts")]
    Locale {
        /// The locale as asked for.
        locale: String,
    },
    /// A Fluent file cannot be read.
    #[error("text of locale `{locale}` cannot be read at `{excerpt}`: {reason}")]
    Text {
        /// The locale.
        locale: String,
        /// The line with the mistake.
        excerpt: String,
        /// What the parser says.
        reason: String,
    },
    /// A template cannot be read, or cannot be filled from the rows it was handed.
    #[error("template `{template}`, line {line}, column {column}: {reason}")]
    Template {
        /// The template, as below `report-templates/`.
        template: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong, lower case.
        reason: String,
        /// The same with the template's text around it.
        source: Box<tera::Error>,
    },
    /// The templates do not fit together.
    #[error("report templates do not fit together: {reason}")]
    Templates {
        /// What is wrong, lower case.
        reason: String,
        /// What the template engine says.
        source: Box<tera::Error>,
    },
    /// A page was handed a row that is not its account's.
    #[error("query `{query}` handed a row of {owner} to the page of customer {page} (`{name}`)")]
    ForeignRow {
        /// The query.
        query: String,
        /// Whose row it is: `customer 7`, or `nobody`.
        owner: String,
        /// Whose page it is.
        page: i64,
        /// What that account is called.
        name: String,
    },
    /// A query whose rows all pages share tells one account from another.
    #[error("query `{query}` hands its rows to every page, but they say whose they are")]
    SharedRow {
        /// The query.
        query: String,
    },
    /// A script would end before its end.
    #[error("script `{name}` holds `{ending}`, which a browser would take for the page's own")]
    Script {
        /// The script, as below `report-templates/`.
        name: String,
        /// What it holds.
        ending: &'static str,
    },
    /// The rows of a gallery cannot be read.
    #[error("the rows in `{file}` cannot be read: {reason}")]
    Examples {
        /// The file.
        file: String,
        /// Why not, lower case.
        reason: String,
    },
}

/// Who has to act on an error; gives the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// The project's folders: someone edits a definition.
    Definition,
    /// Ours: rows were cut wrongly.
    Bug,
}

impl Error {
    /// Names who has to act. What this crate refuses is a definition, but for rows on the wrong page: queries are
    /// checked before they are asked, so whoever cut their rows is at fault.
    pub fn blame(&self) -> Blame {
        match self {
            Self::ForeignRow { .. } | Self::SharedRow { .. } => Blame::Bug,
            _ => Blame::Definition,
        }
    }

    /// The file below `report-templates/` that holds the mistake, where one does.
    pub fn file(&self) -> Option<String> {
        match self {
            Self::Locale { locale } | Self::Text { locale, .. } => Some(format!("locales/{locale}.ftl")),
            Self::Template { template, .. } => Some(template.clone()),
            Self::Script { name, .. } => Some(name.clone()),
            _ => None,
        }
    }

    /// Shows the place: the template's lines with a mark under the mistake, and who called it.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Template { source, .. } => Some(source.to_string()),
            Self::ForeignRow { .. } | Self::SharedRow { .. } => Some(
                "Nothing of this run becomes visible: no page may show what belongs to another account.".to_owned(),
            ),
            _ => None,
        }
    }

    /// Says what to type next, where that is certain.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Locale { locale } => {
                Some(format!("add `report-templates/locales/{locale}.ftl`, or take `{locale}` out of `locales`"))
            }
            Self::Examples { .. } => {
                Some("numbers with a fraction are written as text, exactly: `\"1.50\"`".to_owned())
            }
            Self::Script { .. } => Some("write it in two parts, as `\"<\" + \"/script\"`".to_owned()),
            Self::ForeignRow { .. } | Self::SharedRow { .. } => {
                Some("report it, with this message: kam cut the rows of a query wrongly".to_owned())
            }
            _ => None,
        }
    }
}

impl From<tera::Error> for Error {
    fn from(source: tera::Error) -> Self {
        let text = source.to_string();
        let Some(place) = place(&source, &text) else {
            return Self::Templates { reason: lower_first(&text), source: Box::new(source) };
        };
        Self::Template {
            template: place.template.to_owned(),
            line: place.line,
            column: place.column,
            reason: lower_first(place.reason),
            source: Box::new(source),
        }
    }
}

/// Where a template is wrong, and how.
struct Place<'a> {
    template: &'a str,
    line: usize,
    column: usize,
    reason: &'a str,
}

fn place<'a>(error: &'a tera::Error, text: &'a str) -> Option<Place<'a>> {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => Some(Place {
            template: report.filename(),
            line: report.span().start_line,
            column: report.span().start_col + 1,
            reason: report.message(),
        }),
        _ => printed_place(text),
    }
}

/// Unknown filters, functions and components come as text only: `error: …`, then `--> page.html:1:13`.
fn printed_place(text: &str) -> Option<Place<'_>> {
    let mut lines = text.lines();
    let reason = lines.next()?.strip_prefix("error: ")?;
    let mut parts = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(Place { template: parts.next()?, line, column, reason })
}

/// Tera begins with a capital and ends with a full stop; our messages do neither.
fn lower_first(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut characters = message.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
