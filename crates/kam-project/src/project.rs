//! A project: everything its folders say, as checked values.

use crate::calendar::Calendar;
use crate::entity::Entity;
use crate::extract::Extract;
use crate::given::Given;
use crate::model::Model;
use crate::name::TableName;
use crate::pipeline::Pipeline;
use crate::report::{Report, Templates};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Everything a project's folders and the built-ins say.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// The project's folder.
    pub root: PathBuf,
    /// `pipelines/project.toml`.
    pub settings: Settings,
    /// `pipelines/connections.toml`.
    pub connections: BTreeMap<String, Connection>,
    /// Pipelines by name.
    pub pipelines: BTreeMap<String, Pipeline>,
    /// Extracts of active systems, by landed table.
    pub extracts: BTreeMap<TableName, Extract>,
    /// Entities by table.
    pub entities: BTreeMap<TableName, Entity>,
    /// Staging, conformed and mart models, and checks, by table.
    pub models: BTreeMap<TableName, Model>,
    /// Given tables.
    pub given: BTreeMap<TableName, Given>,
    /// Reports by name.
    pub reports: BTreeMap<String, Report>,
    /// What rendering needs.
    pub templates: Templates,
    /// `sql/functions/<engine>.sql`: stand-ins for our SQL functions in another engine, by its name.
    pub functions: BTreeMap<String, String>,
}

/// `pipelines/project.toml`.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The project's short name.
    pub name: String,
    /// The company, as reports print it.
    pub title: String,
    /// The systems whose extracts and staging models are active.
    pub systems: Vec<String>,
    /// The functional currency, ISO 4217.
    pub currency: String,
    /// The lake: a folder relative to the root, or a URL.
    pub lake: String,
    /// The folder of finished reports, relative to the root.
    pub reports: String,
    /// The locales reports are rendered in.
    pub locales: Vec<String>,
    /// How many bytes of memory all queries of a run may take together; half of the machine's where it is not said.
    pub memory: Option<u64>,
    /// The first month of the fiscal year, 1 to 12.
    pub fiscal_year_start_month: u32,
}

/// One connection of `pipelines/connections.toml`.
#[derive(Debug, Clone)]
pub struct Connection {
    /// The environment variable that names the root folder, if any.
    pub env: Option<String>,
    /// The folder when that variable is not set.
    pub default: Option<String>,
    /// A path below it.
    pub path: Option<String>,
}

impl Settings {
    /// The fiscal calendar.
    pub fn calendar(&self) -> Calendar {
        Calendar::starting_in(self.fiscal_year_start_month).unwrap_or_default()
    }
}
