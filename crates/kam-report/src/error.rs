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
}

/// Who has to act on an error; gives the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// The project's folders: someone edits a definition.
    Definition,
}

impl Error {
    /// Names who has to act. Everything this crate refuses is a definition: it touches nothing else.
    pub fn blame(&self) -> Blame {
        Blame::Definition
    }

    /// Shows the place: the template's lines with a mark under the mistake, and who called it.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Template { source, .. } => Some(source.to_string()),
            _ => None,
        }
    }

    /// Says what to type next, where that is certain.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Locale { locale } => {
                Some(format!("add `report-templates/locales/{locale}.ftl`, or take `{locale}` out of `locales`"))
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
