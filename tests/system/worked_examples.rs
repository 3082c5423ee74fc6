//! Every worked example: rows enter as entities and leave through the shipped SQL.

use crate::example::{Example, Question, parse};
use crate::repository::{files, text};
use arrow::array::{Array, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use chrono::DateTime;
use kam_lake::Session;
use kam_project::{Column, ColumnType, Given, Layer, Project, Spelling, TableName};
use kam_run::{Props, Rehearsal};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// A row as text.
type Row = Vec<String>;

#[test]
fn every_worked_example_comes_out_as_reckoned_by_hand() {
    let examples = files("tests/sql", ".slt");
    let (asked, mistakes) = Runtime::new().unwrap().block_on(run_all(&examples));
    println!("{} worked examples, {asked} questions", examples.len());
    assert!(!examples.is_empty() && asked >= examples.len());
    assert!(mistakes.is_empty(), "\n{}\n", mistakes.join("\n\n"));
}

/// Runs examples side by side; how many questions they asked, and every answer that differs.
async fn run_all(files: &[String]) -> (usize, Vec<String>) {
    let stage = Arc::new(Stage::open().await);
    let mut running = JoinSet::new();
    for file in files {
        let (file, stage) = (file.clone(), Arc::clone(&stage));
        running.spawn(async move { (run(&stage, &text(&file)).await, file) });
    }
    let (mut asked, mut mistakes) = (0, Vec::new());
    for (result, file) in running.join_all().await {
        let (questions, wrong) = result.unwrap_or_else(|reason| (0, vec![reason]));
        asked += questions;
        mistakes.extend(wrong.into_iter().map(|wrong| format!("{file}: {wrong}")));
    }
    mistakes.sort();
    (asked, mistakes)
}

/// The built-in definitions, read and planned once.
struct Stage {
    project: Project,
    rehearsal: Rehearsal,
}

impl Stage {
    async fn open() -> Self {
        let project = kam_project::load_builtins_only().project;
        let rehearsal = Rehearsal::of(&project).await.unwrap_or_else(|error| panic!("{error}: {:?}", error.detail()));
        Self { project, rehearsal }
    }
}

/// Runs one example; how many questions it asked, and what is wrong with the answers.
async fn run(stage: &Stage, text: &str) -> Result<(usize, Vec<String>), String> {
    let example = parse(text)?;
    let session = computed(stage, &example).await?;
    let mut wrong = Vec::new();
    for question in &example.questions {
        if let Err(reason) = ask(&session, question).await {
            wrong.push(format!("query {}\n{reason}", question.title));
        }
    }
    Ok((example.questions.len(), wrong))
}

/// Computes the tables an example asks for over its rows.
async fn computed(stage: &Stage, example: &Example) -> Result<Session, String> {
    let mut project = stage.project.clone();
    let mut rows = BTreeMap::new();
    for (table, csv) in &example.rows {
        match project.given.get_mut(table) {
            // Given rows stand over the built-in ones, as a project's own do.
            Some(given) => given.texts.push(("example".into(), csv.clone())),
            None => drop(rows.insert(table.clone(), typed(table, columns(&project, table)?, csv)?)),
        }
    }
    let calendar = project.settings.calendar();
    let (first, last) = example.quarters.as_ref().ok_or("it names no quarters")?;
    let quarter = |label: &str| calendar.quarter(label).map_err(|error| error.to_string());
    let quarters = calendar.quarters_between(quarter(first)?, quarter(last)?);
    // Long after every row became known.
    let known_at = DateTime::from_timestamp(4_000_000_000, 0).ok_or("no such time")?;
    let wanted = example.questions.iter().flat_map(|question| tables_of(&question.sql)).collect();
    let props = Props { project: &project, rows: &rows, quarters: &quarters, known_at };
    let session = stage.rehearsal.compute(&props, &wanted).await;
    session.map_err(|error| format!("{error}: {}", error.detail().unwrap_or_default()))
}

/// The tables a query names: words of a layer and a name.
fn tables_of(sql: &str) -> impl Iterator<Item = TableName> {
    let words = sql.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
    words.filter_map(|word| word.parse().ok())
}

/// The columns of an entity as declared, or of a table's past as its header says.
fn columns(project: &Project, table: &TableName) -> Result<Vec<Column>, String> {
    if let Some(entity) = project.entities.get(table) {
        return Ok(entity.columns.iter().map(|of| column(&of.name, of.kind, of.required)).collect());
    }
    let mut layers = [Layer::Conformed, Layer::Marts].into_iter().filter(|_| table.layer == Layer::Previous);
    let model = layers.find_map(|layer| project.models.get(&TableName::new(layer, table.name.as_str())));
    let model = model.ok_or_else(|| format!("rows of {table} cannot be given"))?;
    let noted = model.header.columns.iter();
    Ok(noted.filter_map(|(name, note)| Some(column(name, note.kind?, false))).collect())
}

fn column(name: &str, kind: ColumnType, required: bool) -> Column {
    Column {
        source_name: name.into(),
        name: name.into(),
        kind,
        required,
        pattern: None,
        one_of: Vec::new(),
        formats: Vec::new(),
        zone: None,
        truths: vec!["true".into()],
        falsehoods: vec!["false".into()],
        null: None,
        decimal_mark: '.',
        thousands_mark: None,
        spelling: Spelling::default(),
    }
}

/// CSV with a header as rows, typed by the code that types deliveries.
fn typed(table: &TableName, columns: Vec<Column>, csv: &str) -> Result<RecordBatch, String> {
    let header = csv.lines().next().unwrap_or_default();
    if let Some(unknown) = header.split(',').find(|name| !columns.iter().any(|column| column.name == *name)) {
        return Err(format!("rows {table}: there is no column `{unknown}`"));
    }
    let texts = vec![("example".into(), csv.to_owned())];
    let (file, description, key) = ("example".into(), String::new(), Vec::new());
    let given = Given { table: table.clone(), file, description, key, columns, texts };
    let all = |problems: Vec<kam_project::Problem>| problems.into_iter().map(|problem| problem.message);
    kam_ingest::admit_given(&given)
        .map_err(|problems| format!("rows {table}: {}", all(problems).collect::<Vec<_>>().join("; ")))
}

/// Asks one question; tells the first row that is not as expected.
async fn ask(session: &Session, question: &Question) -> Result<(), String> {
    let answer = session.query(&question.title, &question.sql).await;
    let (schema, batches) = answer.map_err(|error| format!("{error}: {}", error.detail().unwrap_or_default()))?;
    let expected = expected_rows(&question.expected, schema.fields().len())?;
    let found = batches.iter().map(shown).collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?.concat();
    let most = expected.len().max(found.len());
    let line = |rows: &[Row], at: usize| rows.get(at).map_or_else(|| "no more rows".into(), |row| row.join(","));
    match (0..most).find(|at| expected.get(*at) != found.get(*at)) {
        None => Ok(()),
        Some(at) => Err(format!("row {}\n  expected {}\n  found    {}", at + 1, line(&expected, at), line(&found, at))),
    }
}

fn expected_rows(csv: &str, width: usize) -> Result<Vec<Row>, String> {
    let fields = (0..width).map(|at| Field::new(at.to_string(), DataType::Utf8, true));
    let reader =
        arrow::csv::ReaderBuilder::new(Arc::new(Schema::new(fields.collect::<Vec<_>>()))).build(csv.as_bytes());
    let batches = reader.and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let rows = batches.and_then(|batches| batches.iter().map(shown).collect::<Result<Vec<_>, _>>());
    rows.map(|rows| rows.concat()).map_err(|error| format!("expected rows: {error}"))
}

/// Rows as text, NULL as `NULL`.
fn shown(batch: &RecordBatch) -> Result<Vec<Row>, arrow::error::ArrowError> {
    let options = FormatOptions::new().with_null("NULL");
    let columns = batch.columns().iter().map(|column| ArrayFormatter::try_new(column.as_ref() as &dyn Array, &options));
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    Ok((0..batch.num_rows()).map(|row| columns.iter().map(|column| column.value(row).to_string()).collect()).collect())
}

/// A small example and its right answers.
const EXAMPLE: &str = "
quarters 2024Q4 2024Q4

rows entity.accounts
source_system,source_key,account_name
erp,A,Alpha

query conformed.customers names it
select customer_id, customer_name, country from conformed.customers order by customer_id
----
1,Alpha,NULL

query marts.value_contribution has no revenue
select count(*) as rows, sum(net_revenue_q_amount) as revenue from marts.value_contribution
----
1,
";

#[test]
fn a_wrong_expectation_is_noticed() {
    let runtime = Runtime::new().unwrap();
    let mut example = parse(EXAMPLE).unwrap();
    let stage = runtime.block_on(Stage::open());
    let session = runtime.block_on(computed(&stage, &example)).unwrap();
    let mut told = |question: usize, expected: &str| {
        example.questions[question].expected = expected.into();
        runtime.block_on(ask(&session, &example.questions[question])).err().unwrap_or_default()
    };
    assert_eq!(told(0, "1,Alpha,NULL\n"), "");
    assert_eq!(told(0, "1,Alpha,China\n"), "row 1\n  expected 1,Alpha,China\n  found    1,Alpha,NULL");
    assert_eq!(told(0, "1,Alpha,\n2,Beta,\n"), "row 2\n  expected 2,Beta,NULL\n  found    no more rows");
    assert!(told(0, "1,Alpha\n").starts_with("expected rows: "));
    assert_eq!(told(1, "1,\n"), "");
    assert_eq!(told(1, ""), "row 1\n  expected no more rows\n  found    1,NULL");
    example.rows[0].1 = example.rows[0].1.replace("account_name", "account_nmae");
    let refused = runtime.block_on(computed(&stage, &example)).err();
    assert_eq!(refused.as_deref(), Some("rows entity.accounts: there is no column `account_nmae`"));
}
