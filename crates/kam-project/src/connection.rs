//! `pipelines/connections.toml`: where the folders of deliveries are.

use crate::problem::Problem;
use crate::project::Connection;
use crate::written::Written;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// All connections as written, one table each.
pub(crate) type ConnectionsWritten = BTreeMap<Spanned<String>, ConnectionWritten>;

/// One connection as written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "connection")]
pub(crate) struct ConnectionWritten {
    /// The folder deliveries arrive in.
    root: RootWritten,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "root")]
struct RootWritten {
    /// The environment variable that names the folder.
    #[schemars(with = "Option<String>")]
    env: Option<Spanned<String>>,
    /// The folder when that variable is not set, relative to the project.
    default: Option<String>,
    /// A path below it.
    path: Option<String>,
}

/// Reads `connections.toml`.
pub(crate) fn read(written: Written<'_>, problems: &mut Vec<Problem>) -> BTreeMap<String, Connection> {
    let all: ConnectionsWritten = written.read(problems).unwrap_or_default();
    for connection in all.values() {
        if let Some(env) = &connection.root.env
            && !is_variable(env.get_ref())
        {
            let message = format!("`{}` cannot be the name of an environment variable", env.get_ref());
            let problem = Problem::new(written.file, message).at(env.span());
            problems.push(problem.with_hint("write capitals, digits and underscores: `KAM_REAL_DATA`"));
        }
    }
    all.into_iter().map(|(name, written)| (name.into_inner(), written.root.into())).collect()
}

impl From<RootWritten> for Connection {
    fn from(root: RootWritten) -> Self {
        Self { env: root.env.map(Spanned::into_inner), default: root.default, path: root.path }
    }
}

fn is_variable(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}
