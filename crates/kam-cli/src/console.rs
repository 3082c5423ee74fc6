//! Standard error: everything said to whoever runs the command.

use crate::arguments::{Everywhere, LogFormat};
use crate::diagnostics::{ProblemLine, Said, paint};
use kam_project::{Loaded, Problem};
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// How talk is written, as the command line asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console {
    /// Whether only errors are told.
    pub(crate) quiet: bool,
    /// Text for people, or JSON for programs.
    pub(crate) format: LogFormat,
}

/// A sentence as one JSON object.
#[derive(Serialize)]
struct NoteLine<'a> {
    event: &'static str,
    message: &'a str,
}

/// An error as one JSON object.
#[derive(Serialize)]
struct ErrorLine<'a> {
    event: &'static str,
    message: &'a str,
    detail: Option<&'a str>,
    hint: Option<&'a str>,
}

impl Console {
    /// The console the command line asks for.
    pub(crate) fn new(everywhere: &Everywhere) -> Self {
        Self { quiet: everywhere.quiet, format: everywhere.log_format }
    }

    /// Whether a person watches.
    pub(crate) fn is_terminal(self) -> bool {
        std::io::stderr().is_terminal() && self.format == LogFormat::Text
    }

    /// Says a sentence, unless asked to be quiet.
    pub(crate) fn say(self, message: &str) {
        match (self.quiet, self.format) {
            (true, _) => {}
            (false, LogFormat::Text) => write(message),
            (false, LogFormat::Json) => self.line(&NoteLine { event: "noted", message }),
        }
    }

    /// Tells a mistake in a definition.
    pub(crate) fn problem(self, problem: &Problem, loaded: &Loaded) {
        match self.format {
            LogFormat::Text => write(&paint(&loaded.render(problem))),
            LogFormat::Json => self.line(&ProblemLine::new(problem, loaded)),
        }
    }

    /// Tells an error.
    pub(crate) fn error(self, said: &Said) {
        let Said { primary, detail, hint } = said;
        match self.format {
            LogFormat::Text => said.print(),
            LogFormat::Json => {
                let (detail, hint) = (detail.as_deref(), hint.as_deref());
                self.line(&ErrorLine { event: "error", message: primary, detail, hint });
            }
        }
    }

    /// Writes one JSON object on a line of its own.
    pub(crate) fn line(self, value: &impl Serialize) {
        if let Ok(line) = serde_json::to_string(value) {
            write(&line);
        }
    }
}

/// Writes a line; if nobody listens, nobody is told.
fn write(text: &str) {
    writeln!(anstream::stderr(), "{text}").ok();
}
