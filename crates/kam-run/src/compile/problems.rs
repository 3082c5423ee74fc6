//! What is wrong with a query that cannot be planned, or that feeds what it does not fit.

use kam_lake::dry_run::Refusal;
use kam_project::{ColumnType, Entity, Model, Problem, TableName, suggest};
use std::path::Path;

pub(super) fn wrong_type(entity: &Entity, model: &Model, column: &str, found: &str, wanted: ColumnType) -> Problem {
    Problem::new(&model.file, format!("column `{column}` of `{}` is {found}", model.table))
        .with_detail(format!("It feeds `{}`, where that column is {wanted}.", entity.table))
        .with_hint(format!("cast it: `cast({column} as {wanted}) as {column}`"))
}

pub(super) fn extra_column(entity: &Entity, model: &Model, column: &str) -> Problem {
    let known = entity.columns.iter().map(|column| column.name.as_str());
    let near = suggest::nearest(column, known);
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("drop it, or add it to `{}`", entity.file.display()),
    };
    Problem::new(
        &model.file,
        format!("model `{}` feeds a column `{column}` that `{}` does not have", model.table, entity.table),
    )
    .with_hint(hint)
}

/// The engine's refusal as a problem of the file, with its place if the engine knows it.
pub(super) fn problem(file: &Path, sql: &str, table: &TableName, refusal: &Refusal) -> Problem {
    let mut problem = Problem::new(file, format!("cannot plan `{table}`: {}", refusal.message));
    if let Some(offset) = refusal.place.and_then(|(line, column)| offset_of(sql, line, column)) {
        let rest = sql.get(offset..).unwrap_or_default();
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
        problem = problem.at(offset..offset + word.max(1));
    }
    if !refusal.notes.is_empty() {
        problem = problem.with_hint(refusal.notes.join("; "));
    }
    problem
}

/// The byte offset of a line and column, both from 1.
fn offset_of(text: &str, line: u64, column: u64) -> Option<usize> {
    let index = usize::try_from(line.checked_sub(1)?).ok()?;
    let start: usize = text.split_inclusive('\n').take(index).map(str::len).sum();
    let within = usize::try_from(column.checked_sub(1)?).ok()?;
    let (offset, _) = text.get(start..)?.char_indices().nth(within)?;
    Some(start + offset)
}
