//! Finds what is wrong with a project before anything runs.

use crate::alive::Scope;
use crate::compile;
use kam_project::{Problem, Project};
use kam_report::Renderer;

/// Plans every model, check and report query over empty tables, reads every given table, and every template in every
/// language.
///
/// Returns what loading alone cannot see: wrong columns and types, what does not fit an entity, and what no template may
/// call. Give it a project that loaded without problems.
pub async fn validate(project: &Project) -> Vec<Problem> {
    let mut problems = match compile::compile(project, Scope::Everything).await {
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
