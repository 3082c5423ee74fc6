//! Landed rows: every version is kept, and the current ones are a query over them.

use crate::columns::{arrow_field, spelled};
use crate::delta::TableState;
use crate::error::{Error, Result};
use arrow::datatypes::{Field, Schema, SchemaRef};
use kam_project::{AddsUp, ColumnType, Extract, Layer, OnResend, TableName};
use std::sync::Arc;

/// The columns kam adds to every landed row, in order.
pub const ORIGIN: [(&str, ColumnType); 7] = [
    ("_delivery_id", ColumnType::Text),
    ("_file", ColumnType::Text),
    ("_member", ColumnType::Text),
    ("_row_number", ColumnType::Bigint),
    ("_op", ColumnType::Text),
    ("_known_from", ColumnType::Timestamp),
    ("_loaded_at", ColumnType::Timestamp),
];

/// All columns of a landed table: the declared ones, then [`ORIGIN`].
pub fn landed_schema(extract: &Extract) -> SchemaRef {
    let declared = extract.columns.iter().map(|column| arrow_field(&column.name, column.kind));
    let origin = ORIGIN.iter().map(|(name, kind)| arrow_field(name, *kind));
    Arc::new(Schema::new(declared.chain(origin).collect::<Vec<Field>>()))
}

/// The stored table of a landed table's versions: `history.x` reads what `raw/x` holds.
pub fn history(raw: &TableName) -> TableName {
    TableName::new(Layer::History, raw.name.as_str())
}

/// Which landed rows count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Those known at the run's single `known_at`: what models see.
    AtTheRun,
    /// All of them: what landing compares with, and what analysts ask for.
    Now,
}

impl Known {
    fn condition(self) -> &'static str {
        match self {
            Self::AtTheRun => "_known_from <= (select max(quarters.known_at) from run.quarters as quarters)",
            Self::Now => "true",
        }
    }
}

/// The query behind `raw.x`: the current rows among those known.
pub fn current_rows(extract: &Extract, known: Known) -> String {
    match extract.adds_up {
        AddsUp::Append => appended_rows(extract, known.condition()),
        AddsUp::Snapshot | AddsUp::Upsert => newest_versions(extract, known.condition()),
    }
}

/// The query of all versions of a landed table: the declared columns, then some of [`ORIGIN`].
pub fn versions(extract: &Extract, origin: &[&str]) -> String {
    let declared = extract.columns.iter().map(|column| column.name.as_str());
    format!("select {} from {}", quoted(declared.chain(origin.iter().copied())), history(&extract.table))
}

/// The query of all versions of a landed table with the time each was the last word: `[_known_from, _known_to)`.
///
/// A version's time ends where the next of its key begins, one that says the key is gone included. A fact is withdrawn by
/// another content of its file, or never. `_known_to` is NULL for what still stands.
pub fn intervals(extract: &Extract, stored: &TableName) -> String {
    let (columns, stored) = (columns(extract), format!("{}.\"{}\"", stored.layer.as_str(), stored.name));
    match (extract.adds_up, extract.on_resend) {
        (AddsUp::Append, OnResend::Refuse) => {
            format!("select {columns}, cast(null as timestamp) as _known_to from {stored}")
        }
        (AddsUp::Append, OnResend::Replace) => {
            let all = names(extract)
                .map(|column| format!("versions.\"{}\"", column.replace('"', "\"\"")))
                .collect::<Vec<_>>();
            format!(
                "with

contents as (
    select
        _file as content_file,
        coalesce(_member, '') as content_member,
        _loaded_at as content_loaded_at,
        lead(min(_known_from)) over (partition by _file, coalesce(_member, '') order by _loaded_at) as _known_to
    from {stored}
    group by _file, coalesce(_member, ''), _loaded_at
)

select {}, contents._known_to
from {stored} as versions
left join contents
    on versions._file = contents.content_file
    and coalesce(versions._member, '') = contents.content_member
    and versions._loaded_at = contents.content_loaded_at",
                all.join(", ")
            )
        }
        (AddsUp::Snapshot | AddsUp::Upsert, _) => {
            let key = quoted(extract.key.iter().map(String::as_str));
            format!(
                "select {columns}, lead(_known_from) over \
                 (partition by {key} order by _known_from, _loaded_at, _file, _delivery_id) as _known_to from {stored}"
            )
        }
    }
}

/// Facts add up. Where a file may be sent again, a `delete` row withdraws all earlier rows of its file
/// and member.
fn appended_rows(extract: &Extract, known: &str) -> String {
    let (columns, table) = (columns(extract), history(&extract.table));
    let inserted = format!("select {columns}\nfrom {table}\nwhere _op = 'insert' and {known}");
    match extract.on_resend {
        OnResend::Refuse => inserted,
        OnResend::Replace => format!(
            "with\n\nwithdrawn as (\n    select _file as withdrawn_file, coalesce(_member, '') as withdrawn_member, max(_loaded_at) as withdrawn_at\n    from {table}\n    where _op = 'delete' and {known}\n    group by _file, coalesce(_member, '')\n)\n\nselect {columns}\nfrom {table}\nleft join withdrawn\n    on _file = withdrawn_file and coalesce(_member, '') = withdrawn_member\nwhere _op = 'insert' and {known} and (withdrawn_at is null or _loaded_at >= withdrawn_at)"
        ),
    }
}

/// Of each key the newest version, unless that says it is gone. Of one run the later file's name is the later word.
///
/// Most keys have one version: only the others are ranked, since a window over every row of a wide table is slow. The few
/// keys stand first in each join: the engine holds that side and streams the other, as long as no filter of its own makes
/// the other seem smaller; hence the `case`.
fn newest_versions(extract: &Extract, known: &str) -> String {
    let (columns, versions) = (columns(extract), history(&extract.table));
    let key = quoted(extract.key.iter().map(String::as_str));
    let of = |table: &str, column: &str| format!("{table}.{}", quoted([column].into_iter()));
    let same = |column: &String| format!("{} = {}", of("keys_repeated", column), of("versions_known", column));
    let is_repeated = extract.key.iter().map(same).collect::<Vec<_>>().join(" and ");
    let is_alone = extract.key.first().map_or_else(String::new, |column| of("keys_repeated", column));
    let all = names(extract).map(|column| of("versions_known", column)).collect::<Vec<_>>().join(", ");
    format!(
        "with

versions_known as (
    select {columns}
    from {versions}
    where {known}
),

keys_repeated as (
    select {key}
    from versions_known
    group by {key}
    having count(*) > 1
),

versions_alone as (
    select {all}
    from keys_repeated
    right join versions_known on {is_repeated}
    where case when {is_alone} is null then versions_known._op end <> 'delete'
),

versions_ranked as (
    select
        {columns},
        row_number() over (partition by {key} order by _known_from desc, _loaded_at desc, _file desc, _delivery_id desc) as _version
    from (
        select {all}
        from keys_repeated
        inner join versions_known on {is_repeated}
    ) as versions_repeated
)

select {columns}
from versions_alone
union all
select {columns}
from versions_ranked
where _version = 1 and _op <> 'delete'"
    )
}

/// A table with the columns declared today, whatever columns its files have.
///
/// A column declared since is NULL in older rows, one no longer declared is not read, and one of another type
/// is refused. Without files where there is no table.
pub(crate) fn with_columns(table: &TableName, declared: SchemaRef, state: Option<TableState>) -> Result<TableState> {
    let Some(state) = state else {
        return Ok(TableState { version: 0, schema: declared, files: Vec::new(), id: String::new() });
    };
    for field in declared.fields() {
        same_type(table, &state.schema, field)?;
    }
    Ok(TableState { schema: declared, ..state })
}

/// The columns of a table that new rows are added to: its own, then those it did not have.
pub(crate) fn merged_columns(table: &TableName, base: Option<&TableState>, new: &SchemaRef) -> Result<SchemaRef> {
    let Some(base) = base else {
        return Ok(Arc::clone(new));
    };
    let mut fields: Vec<Arc<Field>> = base.schema.fields().iter().cloned().collect();
    for field in new.fields() {
        same_type(table, &base.schema, field)?;
        if base.schema.field_with_name(field.name()).is_err() {
            fields.push(Arc::clone(field));
        }
    }
    Ok(Arc::new(Schema::new(fields)))
}

fn same_type(table: &TableName, stored: &Schema, declared: &Field) -> Result<()> {
    match stored.field_with_name(declared.name()) {
        Ok(stored) if stored.data_type() != declared.data_type() => Err(Error::TypeChanged {
            table: table.to_string(),
            column: declared.name().clone(),
            stored: spelled(stored.data_type()),
            declared: spelled(declared.data_type()),
        }),
        _ => Ok(()),
    }
}

fn columns(extract: &Extract) -> String {
    quoted(names(extract))
}

/// The names of a landed table's columns.
fn names(extract: &Extract) -> impl Iterator<Item = &str> {
    extract.columns.iter().map(|column| column.name.as_str()).chain(ORIGIN.iter().map(|(name, _)| *name))
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("\"{}\"", name.replace('"', "\"\""))).collect::<Vec<_>>().join(", ")
}
