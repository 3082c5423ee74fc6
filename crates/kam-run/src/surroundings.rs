//! What a run is asked for, and everything around it that a library may not read by itself.

use crate::clock;
use crate::error::{Error, Result};
use crate::stop::Stop;
use chrono::{DateTime, Utc};
use kam_lake::Location;
use kam_project::{Connection, Extract, Pipeline, Project};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What a run is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The pipeline; may be left out where there is only one.
    pub pipeline: Option<String>,
    /// Build this quarter only.
    pub quarter: Option<String>,
    /// Build even what is up to date.
    pub force: bool,
    /// When the sender knew the deliveries, where their names do not tell.
    pub extracted_at: Option<DateTime<Utc>>,
    /// Accept a snapshot that loses more keys than its limit.
    pub accept_loss: bool,
}

/// Everything around a run that it may not read by itself.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The environment: roots of connections, settings of object stores.
    pub variables: BTreeMap<String, String>,
    /// The clock.
    pub now: fn() -> DateTime<Utc>,
    /// Whether somebody wishes it to stop.
    pub stop: Stop,
    /// A lake in place of the declared one.
    pub lake: Option<Location>,
    /// Changes what was cut for an account's page, to see whether that is noticed.
    #[cfg(test)]
    pub(crate) planted: Option<fn(&mut crate::slices::Slice)>,
}

impl Surroundings {
    /// The surroundings of a process with this environment.
    pub fn of(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            variables: variables.into_iter().collect(),
            now: clock::now,
            stop: Stop::default(),
            lake: None,
            #[cfg(test)]
            planted: None,
        }
    }

    /// The project's lake.
    pub(crate) fn lake(&self, project: &Project) -> Result<Location> {
        match &self.lake {
            Some(lake) => Ok(lake.clone()),
            None => Ok(Location::open(&project.settings.lake, &project.root, &self.variables)?),
        }
    }

    /// The root folder of an extract's connection.
    pub(crate) fn root(&self, project: &Project, extract: &Extract) -> Result<PathBuf> {
        let name = &extract.from.connection;
        let connection = project
            .connections
            .get(name)
            .ok_or_else(|| Error::NoConnection { connection: name.clone(), table: extract.table.to_string() })?;
        let base = self.base(project, name, connection)?;
        Ok(match &connection.path {
            Some(path) => base.join(path),
            None => base,
        })
    }

    fn base(&self, project: &Project, name: &str, connection: &Connection) -> Result<PathBuf> {
        let Some(variable) = &connection.env else {
            return Ok(project.root.join(connection.default.as_deref().unwrap_or("")));
        };
        let set = self.variables.get(variable).filter(|value| !value.is_empty());
        match (set, &connection.default) {
            (Some(folder), _) => Ok(PathBuf::from(folder)),
            (None, Some(folder)) => Ok(project.root.join(folder)),
            (None, None) => Err(Error::VariableNotSet { variable: variable.clone(), connection: name.to_owned() }),
        }
    }
}

impl Request {
    /// The pipeline asked for, or the only one.
    pub(crate) fn pipeline<'a>(&self, project: &'a Project) -> Result<&'a Pipeline> {
        let names = || project.pipelines.keys().cloned().collect::<Vec<_>>().join(", ");
        match &self.pipeline {
            Some(name) => {
                project.pipelines.get(name).ok_or_else(|| Error::NoPipeline { asked: name.clone(), known: names() })
            }
            None => {
                let mut all = project.pipelines.values();
                match (all.next(), all.next()) {
                    (Some(only), None) => Ok(only),
                    _ => Err(Error::WhichPipeline { known: names() }),
                }
            }
        }
    }
}
