//! Finds what is wrong with a project before anything runs.

use crate::alive::Scope;
use crate::compile;
use kam_project::{Problem, Project};

/// Plans every model, check and report query over empty tables, and reads every given table.
///
/// Returns what loading alone cannot see: wrong columns and types, and what does not fit an entity. Give it
/// a project that loaded without problems.
pub async fn validate(project: &Project) -> Vec<Problem> {
    match compile::compile(project, Scope::Everything).await {
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    }
}
