//! The texts of one locale.

use crate::Error;
use crate::format::{self, Decimal, Sign};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use std::sync::Arc;
use unic_langid::LanguageIdentifier;

/// Fluent messages of one locale, built-in first and the project's over them.
#[derive(Clone)]
pub(crate) struct Messages {
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl Messages {
    /// Reads the locale's texts; a later text replaces a message of an earlier one.
    pub(crate) fn read(locale: &str, texts: &[String]) -> Result<Self, Error> {
        let language: LanguageIdentifier = locale.parse().map_err(|_| Error::Locale { locale: locale.to_owned() })?;
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| grouped(value)));
        for text in texts {
            bundle.add_resource_overriding(parsed(locale, text)?);
        }
        Ok(Self { bundle: Arc::new(bundle) })
    }

    /// Whether there is a message of that id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.bundle.get_message(id).is_some_and(|message| message.value().is_some())
    }

    /// Writes a message. A missing message, argument or reference is an error, never a gap in the page.
    pub(crate) fn text(&self, id: &str, arguments: &[(&str, FluentValue<'_>)]) -> Result<String, tera::Error> {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return Err(tera::Error::message(format!("there is no message `{id}`")));
        };
        let arguments: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut problems = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut problems);
        match problems.first() {
            None => Ok(text.into_owned()),
            Some(FluentError::ResolverError(problem)) => Err(unwritten(id, problem)),
            Some(problem) => Err(unwritten(id, problem)),
        }
    }
}

fn unwritten(id: &str, problem: &dyn std::fmt::Display) -> tera::Error {
    tera::Error::message(format!("message `{id}` cannot be written: {problem}"))
}

fn parsed(locale: &str, text: &str) -> Result<FluentResource, Error> {
    FluentResource::try_new(text.to_owned()).map_err(|(_, problems)| {
        let problem = problems.first();
        let unread = problem.and_then(|problem| problem.slice.clone()).and_then(|slice| text.get(slice));
        Error::Text {
            locale: locale.to_owned(),
            excerpt: unread.and_then(|unread| unread.trim().lines().next()).unwrap_or_default().to_owned(),
            reason: problem.map(ToString::to_string).unwrap_or_default(),
        }
    })
}

/// Writes whole numbers inside messages as the page does: grouped, and never with a locale's float rules.
/// Only whole numbers below 2^53 get here (see `functions`), so the way through `f64` is exact.
fn grouped(value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(format::number(Decimal::new(number.value as i128, 0), 0, Sign::Plain)),
        _ => None,
    }
}
