//! A page from rows.

use crate::messages::Messages;
use crate::rows::{self, Rows};
use crate::{Error, functions};
use kam_project::{Report, Templates};
use std::collections::BTreeMap;
use tera::{Context, Tera, Value};

/// Writes reports in one language.
///
/// Made once per locale. Making it reads every template and text, so a missing component, an unknown
/// filter or a Fluent mistake is found before there is any row.
pub struct Renderer {
    tera: Tera,
    locale: String,
}

impl Renderer {
    /// Reads the templates and the locale's texts.
    pub fn new(templates: &Templates, locale: &str) -> Result<Self, Error> {
        let texts = templates.messages.get(locale).ok_or_else(|| Error::Locale { locale: locale.to_owned() })?;
        let messages = Messages::read(locale, texts)?;
        let mut tera = Tera::new();
        functions::register(&mut tera, &messages, &templates.styles);
        tera.add_raw_templates(templates.html.iter().map(|(name, text)| (name.as_str(), text.as_str())))?;
        Ok(Self { tera, locale: locale.to_owned() })
    }

    /// Writes a report: `company` as the page names it, and the rows of each query under its name.
    ///
    /// The page sees `company`, `locale`, `report` (name and title) and those rows, nothing else.
    pub fn render(&self, report: &Report, company: &str, datasets: BTreeMap<String, Rows>) -> Result<String, Error> {
        let mut context = Context::new();
        for (name, rows) in datasets {
            context.insert_value(name, rows::to_value(rows));
        }
        let about = BTreeMap::from([("name", report.name.as_str()), ("title", report.title.as_str())]);
        context.insert_value("report", Value::from(about));
        context.insert_value("company", Value::from(company));
        context.insert_value("locale", Value::from(self.locale.as_str()));
        Ok(self.tera.render(&report.page, &context)?)
    }
}

/// Shown without the templates: they are long.
impl std::fmt::Debug for Renderer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Renderer").field("locale", &self.locale).finish_non_exhaustive()
    }
}
