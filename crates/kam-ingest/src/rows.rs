//! The seam between formats and typing: whatever a file is, it gives rows, and a row gives one text per column.

use crate::csv::{self, Dialect, Record, Records};
use crate::delivery::{Fingerprint, Hashed};
use crate::drift::{self, Drift};
use crate::encoding::{Decoded, TextEncoding, WrittenIn};
use crate::error::Error;
use crate::header::{Layout, Names};
use crate::json::{Document, Form, Lines, Plan, RawRecord};
use crate::rejected::{Objection, ReasonCode, RejectedRow, shortened};
use crate::workbook::{Sheet, SheetRow};
use kam_project::{Column, CsvFormat, DriftPolicy, Extract, FormatKind};
use std::borrow::Cow;
use std::io::Read;

/// A file's rows, by its format.
pub(crate) enum Rows<R> {
    Csv { records: Box<Records<Decoded<Hashed<R>>>>, layout: Layout },
    Json { document: Box<Document<Decoded<Hashed<R>>>>, plan: Plan },
    Lines { lines: Box<Lines<Decoded<Hashed<R>>>>, plan: Plan },
    Sheet { sheet: Box<Sheet>, layout: Layout },
}

/// One row, before it is typed.
pub(crate) enum Row<'a> {
    Csv(csv::Row<'a>),
    Json { record: RawRecord<'a>, plan: &'a mut Plan },
    Sheet { row: SheetRow<'a>, layout: &'a Layout, columns: &'a [Column] },
}

/// A row's texts, by declared column.
pub(crate) enum Fields<'a> {
    Csv { record: Record<'a>, layout: &'a Layout, text: &'a str },
    Decoded(Vec<Option<Cow<'a, str>>>),
}

impl<R: Read> Rows<R> {
    /// Opens a file whose text is in the given encoding, and checks its header if it has one.
    pub(crate) fn open(
        extract: &Extract,
        file: &str,
        input: Hashed<R>,
        encoding: Option<TextEncoding>,
    ) -> Result<Self, Error> {
        let Extract { columns, key, drift, .. } = extract;
        let written_in = encoding.map_or(WrittenIn::UTF_8, |text| WrittenIn(text.encoding));
        let decoded = |input| Decoded::new(input, written_in.0);
        match &extract.format.kind {
            FormatKind::Csv(csv) => {
                let mut records = Records::open(decoded(input), file, Dialect::of(csv))?.written_in(written_in);
                let layout = csv_layout(&mut records, csv, (columns, key, drift), file)?;
                records.hold_back(csv.footer_lines);
                Ok(Self::Csv { records: Box::new(records), layout })
            }
            FormatKind::Json(json) => {
                let form = if json.positional { Form::Positional } else { Form::Object };
                let document = Document::open(json, decoded(input), file)?.written_in(written_in);
                Ok(Self::Json { document: Box::new(document), plan: Plan::new(columns, form, drift) })
            }
            FormatKind::Ndjson(ndjson) => {
                let form = Form::Line { record: ndjson.record.clone() };
                let lines = Lines::open(decoded(input), file)?.written_in(written_in);
                Ok(Self::Lines { lines: Box::new(lines), plan: Plan::new(columns, form, drift) })
            }
            FormatKind::Xlsx(xlsx) => {
                let (sheet, layout) = Sheet::open(xlsx, (columns, key, drift), file, input)?;
                Ok(Self::Sheet { sheet: Box::new(sheet), layout })
            }
        }
    }

    /// The next row, or none at the end.
    pub(crate) fn advance(&mut self) -> Result<Option<Row<'_>>, Error> {
        Ok(match self {
            Self::Csv { records, layout } => records.advance()?.map(|record| Row::Csv(csv::Row { record, layout })),
            Self::Json { document, plan } => document.advance()?.map(|record| Row::Json { record, plan }),
            Self::Lines { lines, plan } => lines.advance()?.map(|record| Row::Json { record, plan }),
            Self::Sheet { sheet, layout } => sheet.advance()?.map(|(row, columns)| Row::Sheet { row, layout, columns }),
        })
    }

    /// How the file's names differ from those declared, as far as it was read: of so many rows.
    pub(crate) fn drifts(&self, rows_read: u64) -> Vec<Drift> {
        match self {
            Self::Csv { layout, .. } | Self::Sheet { layout, .. } => drift::of_rows(&layout.drifts, rows_read),
            Self::Json { plan, .. } | Self::Lines { plan, .. } => plan.drifts(rows_read),
        }
    }

    /// What was read.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Csv { records, .. } => records.input().input().fingerprint(),
            Self::Json { document, .. } => document.input().input().fingerprint(),
            Self::Lines { lines, .. } => lines.input().input().fingerprint(),
            Self::Sheet { sheet, .. } => sheet.fingerprint(),
        }
    }
}

fn csv_layout<R: Read>(
    records: &mut Records<R>,
    format: &CsvFormat,
    (columns, key, drift): (&[Column], &[String], &DriftPolicy),
    file: &str,
) -> Result<Layout, Error> {
    if records.is_empty() {
        return Err(Error::Empty { file: file.to_owned() });
    }
    records.skip_lines(u64::from(format.preamble_lines))?;
    if format.header_lines == 0 {
        return Ok(Layout::declared(columns));
    }
    let mut names: Option<Names> = None;
    for _ in 0..format.header_lines {
        let Some(header) = records.advance()? else { break };
        let more = Names::of(file, &header)?;
        names = Some(match names {
            Some(names) => names.above(&more),
            None => more,
        });
    }
    match names {
        Some(names) => Layout::of_names(file, names, columns, key, drift),
        None => Err(Error::Empty { file: file.to_owned() }),
    }
}

impl<'a> Row<'a> {
    /// About how many bytes it holds.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Csv(row) => row.record.raw.len(),
            Self::Json { record, .. } => record.raw.len(),
            Self::Sheet { row, .. } => row.size(),
        }
    }

    /// Its texts, or why it has none.
    pub(crate) fn fields(&mut self) -> Result<Fields<'a>, Objection> {
        match self {
            Self::Csv(row) => {
                let text = row.checked_text()?;
                drift::unwelcome(&row.layout.unwelcome, |place| row.record.field(text, place))?;
                Ok(Fields::Csv { record: row.record, layout: row.layout, text })
            }
            Self::Json { record, plan } => plan.values(record).map(Fields::Decoded),
            Self::Sheet { row, layout, columns } => Sheet::values(*row, layout, columns).map(Fields::Decoded),
        }
    }

    /// The row with its place and what is held against it.
    pub(crate) fn rejected(&self, row_number: i64, objection: Objection) -> RejectedRow {
        let (line, offset, original) = match self {
            Self::Csv(row) => (row.record.line, Some(row.record.offset), row.record.original()),
            Self::Json { record, .. } => (record.line, record.offset_in_file(), record.written_in.legible(record.raw)),
            Self::Sheet { row, .. } => (u64::from(row.line), None, row.original()),
        };
        RejectedRow {
            row_number,
            line: signed(line),
            byte_offset: offset.map(signed),
            column: objection.column,
            value: objection.value,
            reason_code: objection.code,
            reason: objection.reason,
            original,
        }
    }
}

impl<'a> Fields<'a> {
    /// The text of the declared column at `at`; none if it is NULL or not there.
    pub(crate) fn get(&self, at: usize) -> Option<Cow<'_, str>> {
        match self {
            Self::Csv { record, layout, text } => {
                let place = layout.places.get(at).copied().flatten()?;
                record.field(text, place)
            }
            Self::Decoded(values) => values.get(at)?.as_deref().map(Cow::Borrowed),
        }
    }
}

/// An objection to a value before its rule has seen it.
pub(crate) fn place_objection(column: &Column, value: &str, code: ReasonCode, verdict: &str) -> Objection {
    let name = &column.source_name;
    let reason = format!("`{}` in column `{name}` {verdict}", shortened(value));
    Objection { column: Some(name.clone()), value: Some(value.to_owned()), code, reason }
}

/// A count as the tables store it; no file has 2^63 of anything.
pub(crate) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
