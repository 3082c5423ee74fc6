//! Extracts as their tables have evolved: with the columns that landed though nobody declared them.
//!
//! The table itself remembers them. They change with the rows that brought them, in one commit, and nothing else has to agree.

use crate::columns::spelled;
use crate::delta::TableState;
use crate::error::Result;
use crate::history::ORIGIN;
use crate::read::Reader;
use kam_project::{Extract, Project};
use std::borrow::Cow;

impl Reader {
    /// A project whose extracts have the columns their tables took over; as it is where none takes any over.
    pub async fn evolved<'p>(&self, project: &'p Project) -> Result<Cow<'p, Project>> {
        let mut evolved = Cow::Borrowed(project);
        for (table, extract) in project.extracts.iter().filter(|(_, extract)| extract.drift.adds_columns()) {
            let Some(state) = self.table(table).await? else { continue };
            let extract = with_stored(extract, &state);
            evolved.to_mut().extracts.insert(table.clone(), extract);
        }
        Ok(evolved)
    }
}

/// The declared columns, then those the table has besides. Until a file says how it spells them, they go by their landed name.
fn with_stored(extract: &Extract, state: &TableState) -> Extract {
    let mut extract = extract.clone();
    for field in state.schema.fields() {
        let name = field.name();
        let is_ours = ORIGIN.iter().any(|(ours, _)| ours == name);
        let is_there = extract.columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
        if let (false, false, Ok(kind)) = (is_ours, is_there, spelled(field.data_type()).parse()) {
            extract.take_over(name, name, kind);
        }
    }
    extract
}
