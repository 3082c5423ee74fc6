//! An answer, and the ways to write it down.

use crate::error::{Error, Result};
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use std::io::Write;

/// The rows that answer a question.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The columns.
    pub schema: SchemaRef,
    /// The rows.
    pub batches: Vec<RecordBatch>,
}

impl Answer {
    /// The columns without a row: what a format that draws or names columns needs.
    fn no_rows(&self) -> RecordBatch {
        RecordBatch::new_empty(std::sync::Arc::clone(&self.schema))
    }
}

/// How to write an answer down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A drawn table, for people.
    Table,
    /// CSV with a header line; NULL is empty.
    Csv,
    /// One JSON object per line; exact numbers as text.
    Json,
    /// One Parquet file.
    Parquet,
}

/// Writes an answer down.
pub fn write(answer: &Answer, format: Format, to: &mut dyn Write) -> Result<()> {
    match format {
        Format::Table => table(answer, to),
        Format::Csv => csv(answer, to),
        Format::Json => json(answer, to),
        Format::Parquet => parquet(answer, to),
    }
}

fn table(answer: &Answer, to: &mut dyn Write) -> Result<()> {
    let options = arrow::util::display::FormatOptions::default();
    let batches = if answer.batches.is_empty() { vec![answer.no_rows()] } else { answer.batches.clone() };
    let drawn = arrow::util::pretty::pretty_format_batches_with_options(&batches, &options);
    writeln!(to, "{}", drawn.map_err(|e| failed("table", e))?)?;
    Ok(())
}

fn csv(answer: &Answer, to: &mut dyn Write) -> Result<()> {
    let mut writer = arrow::csv::WriterBuilder::new().with_header(true).build(to);
    if answer.batches.is_empty() {
        return writer.write(&answer.no_rows()).map_err(|e| failed("csv", e));
    }
    answer.batches.iter().try_for_each(|batch| writer.write(batch).map_err(|e| failed("csv", e)))
}

fn json(answer: &Answer, to: &mut dyn Write) -> Result<()> {
    let mut writer = arrow::json::LineDelimitedWriter::new(to);
    for batch in &answer.batches {
        writer.write(batch).map_err(|e| failed("json", e))?;
    }
    writer.finish().map_err(|e| failed("json", e))
}

fn parquet(answer: &Answer, to: &mut dyn Write) -> Result<()> {
    let mut file = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut file, std::sync::Arc::clone(&answer.schema), None)
        .map_err(|e| failed("parquet", e))?;
    for batch in &answer.batches {
        writer.write(batch).map_err(|e| failed("parquet", e))?;
    }
    writer.close().map_err(|e| failed("parquet", e))?;
    to.write_all(&file)?;
    Ok(())
}

/// A broken pipe inside a writer is still a broken pipe.
fn failed(format: &'static str, source: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Write { format, source: Box::new(source) }
}
