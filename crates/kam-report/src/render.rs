//! A page from rows.

use crate::fan_out::{Account, EveryPage};
use crate::messages::Messages;
use crate::rows::{self, Rows};
use crate::scripts::Scripts;
use crate::{Error, examples, functions};
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

/// What a page is told beside its rows.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The report it is of.
    pub report: &'a Report,
    /// The company, as the page names it.
    pub company: &'a str,
    /// Whether accounts have pages of their own, of the same quarter in the same language, to link to.
    pub has_account_pages: bool,
}

impl Renderer {
    /// Reads the templates and the locale's texts.
    pub fn new(templates: &Templates, locale: &str) -> Result<Self, Error> {
        let texts = templates.messages.get(locale).ok_or_else(|| Error::Locale { locale: locale.to_owned() })?;
        let messages = Messages::read(locale, texts)?;
        let mut tera = Tera::new();
        functions::register(&mut tera, &messages, &templates.styles, Scripts::read(&templates.scripts)?);
        tera.add_raw_templates(templates.html.iter().map(|(name, text)| (name.as_str(), text.as_str())))?;
        Ok(Self { tera, locale: locale.to_owned() })
    }

    /// Writes a report: the rows of each query stand under its name.
    ///
    /// The page sees `company`, `locale`, `report` (`name`, `title`, `has_account_pages`) and those rows, nothing else.
    pub fn render(&self, about: &About<'_>, datasets: BTreeMap<String, Rows>) -> Result<String, Error> {
        let mut context = self.context(about);
        for (name, rows) in datasets {
            context.insert_value(name, rows::to_value(rows));
        }
        self.page(about, &context)
    }

    /// Writes one account's page: what is shared, the rows that are its own, and itself as `account`.
    ///
    /// Looks at every row first, and refuses to write anything if one is another's.
    pub fn render_account(
        &self,
        about: &About<'_>,
        account: Account,
        bound: BTreeMap<String, Rows>,
        shared: &EveryPage,
    ) -> Result<String, Error> {
        account.owns(&bound)?;
        let mut context = self.context(about);
        for (name, value) in shared.values() {
            context.insert_value(name.clone(), value.clone());
        }
        for (name, rows) in bound {
            context.insert_value(name, rows::to_value(rows));
        }
        context.insert_value("account", rows::row_to_value(account.row));
        self.page(about, &context)
    }

    /// Writes a gallery from the rows that stand in its own files.
    pub fn render_gallery(&self, about: &About<'_>) -> Result<String, Error> {
        let mut context = self.context(about);
        for (name, rows) in &about.report.rows {
            context.insert_value(name.clone(), examples::read(rows)?);
        }
        self.page(about, &context)
    }

    fn context(&self, about: &About<'_>) -> Context {
        let About { report, company, has_account_pages } = *about;
        let told = BTreeMap::from([
            ("name", Value::from(report.name.as_str())),
            ("title", Value::from(report.title.as_str())),
            ("has_account_pages", Value::from(has_account_pages)),
        ]);
        let mut context = Context::new();
        context.insert_value("report", Value::from(told));
        context.insert_value("company", Value::from(company));
        context.insert_value("locale", Value::from(self.locale.as_str()));
        context
    }

    fn page(&self, about: &About<'_>, context: &Context) -> Result<String, Error> {
        Ok(self.tera.render(&about.report.page, context)?)
    }
}

/// Shown without the templates: they are long.
impl std::fmt::Debug for Renderer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Renderer").field("locale", &self.locale).finish_non_exhaustive()
    }
}
