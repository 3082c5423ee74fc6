//! Finds what is wrong with a project before anything runs.

use crate::alive::Scope;
use crate::compile;
use kam_project::{Problem, Project};
use kam_report::Renderer;

/// Plans every model, check and report query that a definition of the project's own makes or reaches over empty tables, reads every
/// given table, and every template in every language. What is built in and read by nothing of the project is planned by kam's tests.
///
/// Returns what loading alone cannot see: wrong columns and types, what does not fit an entity, and what no template may
/// call. Give it a project that loaded without problems.
pub async fn validate(project: &Project) -> Vec<Problem> {
    let mut problems = match compile::compile(project, Scope::Doubtful).await {
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    };
    problems.extend(templates(project));
    problems
}

/// What is wrong with the templates; a mistake that is one in every language is told once.
fn templates(project: &Project) -> Vec<Problem> {
    let mut problems = Vec::new();
    for locale in &project.settings.locales {
        let Err(error) = Renderer::new(&project.templates, locale) else { continue };
        let file =
            error.file().map_or_else(|| "report-templates".to_owned(), |file| format!("report-templates/{file}"));
        let problem = Problem::new(file, error.to_string()).with_hint_if(error.hint());
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    problems
}
