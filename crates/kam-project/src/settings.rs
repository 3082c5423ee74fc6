//! `pipelines/project.toml`, merged key by key over the built-in one.

use crate::calendar::Calendar;
use crate::problem::Problem;
use crate::project::Settings;
use crate::written::Written;
use bytesize::ByteSize;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The settings of a project as written; what is left out comes from the built-in ones.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingsWritten {
    /// The project's short name.
    name: Option<String>,
    /// The company, as reports print it.
    title: Option<String>,
    /// The systems whose extracts and staging models are active.
    #[schemars(with = "Option<Vec<String>>")]
    systems: Option<Vec<Spanned<String>>>,
    /// The functional currency, ISO 4217.
    #[schemars(with = "Option<String>")]
    currency: Option<Spanned<String>>,
    /// The lake: a folder relative to the project, or a URL.
    lake: Option<String>,
    /// The folder of finished reports, relative to the project.
    reports: Option<String>,
    /// The locales reports are rendered in.
    #[schemars(with = "Option<Vec<String>>")]
    locales: Option<Vec<Spanned<String>>>,
    /// How much memory all queries of a run may take together: `4GiB`. Half of the machine's where it is left out.
    #[schemars(with = "Option<String>")]
    memory: Option<Spanned<String>>,
    /// The fiscal calendar.
    #[serde(default)]
    calendar: CalendarWritten,
    /// What is switched off.
    #[serde(default)]
    off: OffWritten,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "calendar")]
struct CalendarWritten {
    /// The first month of the fiscal year, 1 to 12.
    #[schemars(with = "Option<u32>", range(min = 1, max = 12))]
    fiscal_year_start_month: Option<Spanned<u32>>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "off")]
struct OffWritten {
    /// Built-in models that are removed: `marts.x`.
    #[schemars(with = "Option<Vec<String>>")]
    models: Option<Vec<Spanned<String>>>,
}

/// Below this even small companies do not build.
const LEAST_MEMORY: ByteSize = ByteSize::mib(256);

/// Settings with the places of what is checked against other files.
#[derive(Debug, Default)]
pub(crate) struct SettingsDraft {
    pub(crate) settings: Settings,
    pub(crate) systems: Vec<Noted>,
    pub(crate) locales: Vec<Noted>,
    pub(crate) off: Vec<Noted>,
}

/// A word, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Noted {
    pub(crate) file: PathBuf,
    pub(crate) word: Spanned<String>,
}

impl SettingsDraft {
    /// Lays what one file says over what is known so far.
    pub(crate) fn read(&mut self, written: Written<'_>, problems: &mut Vec<Problem>) {
        let Some(said) = written.read::<SettingsWritten>(problems) else { return };
        self.check(written.file, &said, problems);
        let settings = &mut self.settings;
        replace(&mut settings.name, said.name);
        replace(&mut settings.title, said.title);
        replace(&mut settings.currency, said.currency.map(Spanned::into_inner));
        replace(&mut settings.lake, said.lake);
        replace(&mut settings.reports, said.reports);
        replace(&mut settings.fiscal_year_start_month, said.calendar.fiscal_year_start_month.map(Spanned::into_inner));
        if let Some(memory) = said.memory {
            settings.memory = memory.get_ref().parse::<ByteSize>().ok().map(|size| size.as_u64());
        }
        replace(&mut self.systems, noted(written.file, said.systems));
        replace(&mut self.locales, noted(written.file, said.locales));
        replace(&mut self.off, noted(written.file, said.off.models));
        settings.systems = words(&self.systems);
        settings.locales = words(&self.locales);
    }

    fn check(&self, file: &Path, said: &SettingsWritten, problems: &mut Vec<Problem>) {
        if let Some(month) = &said.calendar.fiscal_year_start_month
            && let Err(error) = Calendar::starting_in(*month.get_ref())
        {
            let problem = Problem::new(file, error.to_string()).at(month.span());
            problems.push(problem.with_hint("write 1 for January to 12 for December"));
        }
        if let Some(memory) = &said.memory
            && memory.get_ref().parse::<ByteSize>().map_or(true, |size| size < LEAST_MEMORY)
        {
            let problem =
                Problem::new(file, format!("`{}` is not enough memory, or none", memory.get_ref())).at(memory.span());
            problems.push(problem.with_hint("write a number and its unit, `4GiB`; at least 256MiB"));
        }
        if let Some(currency) = &said.currency
            && !(currency.get_ref().len() == 3 && currency.get_ref().bytes().all(|byte| byte.is_ascii_uppercase()))
        {
            let message = format!("`{}` is not a currency", currency.get_ref());
            let problem = Problem::new(file, message).at(currency.span());
            problems.push(problem.with_hint("write its three ISO 4217 letters: `CNY`, `EUR`, `USD`"));
        }
    }
}

fn replace<T>(old: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *old = new;
    }
}

fn noted(file: &Path, words: Option<Vec<Spanned<String>>>) -> Option<Vec<Noted>> {
    words.map(|words| words.into_iter().map(|word| Noted { file: file.into(), word }).collect())
}

fn words(noted: &[Noted]) -> Vec<String> {
    noted.iter().map(|noted| noted.word.get_ref().clone()).collect()
}
