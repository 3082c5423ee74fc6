//! What a table is built from, as a hash: it is out of date when this differs from what built it.

use crate::compile::Compiled;
use kam_lake::Head;
use kam_project::{Layer, Project, Report, TableName};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Changes when one of our SQL functions changes what it returns.
const FUNCTIONS: &str = "functions 2";

/// The fingerprint of every table, by name.
pub(crate) struct Fingerprints {
    by_table: BTreeMap<TableName, String>,
}

impl Fingerprints {
    /// Hashes every query with everything it reads, down to the versions of landed tables.
    ///
    /// Descriptions are no part of it: the header of a query can change without anything being rebuilt.
    pub(crate) fn of(project: &Project, compiled: &Compiled, head: &Head) -> Self {
        let mut found = Self { by_table: BTreeMap::new() };
        for extract in project.extracts.values() {
            let landed = head.version_of_rows(&extract.table);
            let text = format!("{} {landed:?}", extract.table);
            let history = TableName::new(Layer::History, extract.table.name.as_str());
            found.by_table.insert(history, hash([text.as_str()]));
        }
        for given in project.given.values() {
            let shape = format!("{:?} {:?}", given.key, given.columns);
            let texts = given.texts.iter().map(|(_, text)| text.as_str());
            found.by_table.insert(given.table.clone(), hash(std::iter::once(shape.as_str()).chain(texts)));
        }
        let calendar = format!("fiscal year from month {}", project.settings.fiscal_year_start_month);
        for relation in &compiled.relations {
            let grain = relation.grain.join(",");
            let kind = format!("{:?}", relation.kind);
            let own = [FUNCTIONS, &calendar, body(&relation.sql), &grain, &kind];
            let reads = relation.reads.iter().map(|read| found.table(read));
            let fingerprint = hash(own.into_iter().chain(reads));
            found.by_table.insert(relation.table.clone(), fingerprint);
        }
        found
    }

    /// The fingerprint of a table; run tables and a table's own past are no reason to rebuild.
    pub(crate) fn table(&self, table: &TableName) -> &str {
        self.by_table.get(table).map_or("", String::as_str)
    }

    /// The fingerprint of a report in one language.
    pub(crate) fn report(&self, project: &Project, report: &Report, locale: &str) -> String {
        let templates = &project.templates;
        let texts = templates
            .html
            .values()
            .chain(templates.styles.values())
            .chain(templates.scripts.values())
            .map(String::as_str);
        let messages = templates.messages.get(locale).into_iter().flatten().map(String::as_str);
        let queries = report.queries.values().flat_map(|query| {
            let reads = query.reads.iter().map(|read| self.table(read));
            std::iter::once(body(&query.sql)).chain(reads)
        });
        let own = [project.settings.title.as_str(), report.page.as_str(), report.title.as_str()];
        hash(own.into_iter().chain(texts).chain(messages).chain(queries))
    }
}

/// A query without its header.
fn body(sql: &str) -> &str {
    match sql.trim_start().strip_prefix("/*").and_then(|rest| rest.split_once("*/")) {
        Some((_, body)) => body.trim(),
        None => sql.trim(),
    }
}

fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
