//! One question to the newest commit.

use crate::answer::Answer;
use crate::error::Result;
use kam_lake::{Location, Reader, Session, SessionSettings, calendar, history};
use kam_project::{Layer, Project, TableName};
use std::collections::BTreeMap;

/// Asks the project's lake one question; nothing can be changed by it.
///
/// It sees the stored tables of `conformed`, `marts` and `run`, landed rows as `raw` (current) and `history`
/// (all versions, each with its time), and the calendar. `variables` is the environment, where an object store finds its settings.
pub async fn query(project: &Project, variables: &BTreeMap<String, String>, sql: &str) -> Result<Answer> {
    let location = Location::open(&project.settings.lake, &project.root, variables)?;
    let reader = Reader::open(&location).await?;
    let session = Session::open(&SessionSettings::default())?;
    register(&*reader.evolved(project).await?, &reader, &session).await?;
    let (schema, batches) = session.query("your query", sql).await?;
    Ok(Answer { schema, batches })
}

async fn register(project: &Project, reader: &Reader, session: &Session) -> Result<()> {
    register_calendar(project, session)?;
    for table in reader.tables() {
        let is_landed = table.layer == Layer::Raw && project.extracts.contains_key(&table);
        if !is_landed {
            reader.register(session, &table).await?;
        }
    }
    for extract in project.extracts.values() {
        reader.register_intervals(session, extract).await?;
        session.register_view(&extract.table, &history::current_rows(extract, history::Known::Now)).await?;
    }
    Ok(())
}

/// The calendar of the project, and no quarters until some are built.
fn register_calendar(project: &Project, session: &Session) -> Result<()> {
    let run = |name: &str| TableName::new(Layer::Run, name);
    let tables = calendar::Tables::of(project.settings.calendar())?;
    session.register_rows(&run("quarters"), calendar::quarter_schema(), Vec::new())?;
    session.register_rows(&run("calendar"), tables.quarters.schema(), vec![tables.quarters])?;
    session.register_rows(&run("months"), tables.months.schema(), vec![tables.months])?;
    Ok(())
}
