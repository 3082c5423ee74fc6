//! From files to a definition that reads them.

use super::adding_up::{AddsUp, adds_up, is_plausible};
use super::called::Called;
use super::column::Seen;
use super::draft::{Column, Draft, Entry};
use super::evidence::{counted, listed, quoted};
use super::file_names::{self, Names};
use super::form::{Naming, form, naming};
use super::guess::{Context, Guess, guess};
use super::moments::Order;
use super::proof::{Proof, prove};
use super::survey::{Survey, Surveyed};
use super::toml::{read, text, written};
use super::{Inferred, Wanted, identity, keys};
use crate::error::Error;
use crate::print::{Asked, Kind, Told};
use kam_project::ColumnType;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How often a draft is mended at most.
const MENDED: usize = 6;

/// Drafts one definition from files of one table.
pub(super) fn infer(files: &[PathBuf], wanted: &Wanted, tell: &mut dyn FnMut(Told)) -> Result<Inferred, Error> {
    let mut files = files.to_vec();
    files.sort();
    let name = Called::of(&files, wanted)?;
    check_zone(wanted)?;
    let mut survey = Survey::default();
    for (at, file) in files.iter().enumerate() {
        let mut ignore = |_| {};
        let asked = asked_of(file, &wanted.asked)?;
        survey.look(file, &asked, if at == 0 { &mut *tell } else { &mut ignore })?;
        alike(&survey, &files)?;
    }
    if survey.columns.is_empty() {
        let file = files.first().map(|file| file.display().to_string()).unwrap_or_default();
        return Err(Error::NoTable { file });
    }
    let mut drafting = Drafting::new(&survey, wanted, name, &files)?;
    let (mut toml, mut proof) = drafting.tried(&files)?;
    for _ in 0..MENDED {
        if !drafting.mend(&proof) {
            break;
        }
        (toml, proof) = drafting.tried(&files)?;
    }
    let Proof { rows, rejected, refused, .. } = proof;
    let place = drafting.called.place();
    Ok(Inferred { toml, place, doubts: drafting.doubts(), rows, rejected, refused })
}

/// What is asked of one file: of a workbook nobody spoke of, where its table begins.
fn asked_of(file: &Path, asked: &Asked) -> Result<Asked, Error> {
    let mut asked = asked.clone();
    if asked.preamble_lines.is_none() {
        asked.preamble_lines = crate::print::lines_above_table(file, asked.sheet.as_deref())?;
    }
    Ok(asked)
}

fn check_zone(wanted: &Wanted) -> Result<(), Error> {
    match wanted.zone.as_deref().filter(|zone| zone.parse::<chrono_tz::Tz>().is_err()) {
        Some(zone) => Err(Error::NoSuchZone { zone: zone.to_owned() }),
        None => Ok(()),
    }
}

/// Refuses a file that is written in another way than the first.
fn alike(survey: &Survey, files: &[PathBuf]) -> Result<(), Error> {
    let [first, .., last] = survey.files.as_slice() else { return Ok(()) };
    let shared = last.columns.iter().filter(|column| first.columns.contains(column)).count();
    let dialect = |file: &Surveyed| file.found.dialect.as_ref().map(crate::csv::Dialect::sentence);
    let header = |file: &Surveyed| match file.found.header_rows {
        0 => "no header",
        _ => "a header",
    };
    let finding = if first.found.kind != last.found.kind {
        "it is of another kind: text, JSON or a workbook".to_owned()
    } else if shared == 0 {
        "they have no column in common".to_owned()
    } else if header(first) != header(last) {
        format!("one has {}, the other {}", header(first), header(last))
    } else if dialect(first) != dialect(last) {
        let told = |file| dialect(file).unwrap_or_default().trim_end_matches('.').to_owned();
        format!("in one: {}; in the other: {}", told(first), told(last))
    } else {
        return Ok(());
    };
    let name = |at: usize| files.get(at).map(|file| file.display().to_string()).unwrap_or_default();
    Err(Error::NotAlike { file: name(survey.files.len() - 1), first: name(0), finding })
}

/// All that is known before anything is written.
struct Drafting<'a> {
    survey: &'a Survey,
    called: Called,
    guesses: Vec<Guess>,
    landed: Vec<String>,
    null: Vec<String>,
    adds_up: AddsUp,
    names: Names,
    format: Vec<Entry>,
    proof: Vec<String>,
}

impl<'a> Drafting<'a> {
    fn new(survey: &'a Survey, wanted: &Wanted, called: Called, files: &[PathBuf]) -> Result<Self, Error> {
        let guesses = guesses(&survey.columns, wanted.zone.as_deref());
        let source_names = source_names(survey);
        let landed = identity::landed_names(&source_names);
        let mut keys = keys::single(&survey.columns, &guesses, &called.table);
        if !keys.first().is_some_and(|key| is_plausible(key, survey.rows)) && survey.rows > 1 {
            let asked = files.iter().map(|file| Ok((file.clone(), asked_of(file, &wanted.asked)?)));
            let asked: Vec<(PathBuf, Asked)> = asked.collect::<Result<_, Error>>()?;
            let together = keys::together(&asked, &survey.columns, &guesses, &called.table)?;
            if keys.is_empty() || together.first().is_some_and(|key| is_plausible(key, survey.rows)) {
                keys = together;
            }
        }
        let names = file_names::names(&called.files);
        let adds_up = adds_up(survey, &keys, &landed, names.known_from.is_some());
        let null = null_texts(&survey.columns, &guesses);
        let records = survey.files.first().map(|file| file.found.records.clone()).unwrap_or_default();
        let format = form(survey, wanted.asked.sheet.as_deref(), &records, &null);
        Ok(Self { survey, called, guesses, landed, null, adds_up, names, format, proof: Vec::new() })
    }

    /// The definition as text, and what came of reading the files by it.
    fn tried(&mut self, files: &[PathBuf]) -> Result<(String, Proof), Error> {
        self.proof.clear();
        let extract = |toml: &str| {
            let file = self.called.place();
            read(toml, &self.called.source, &self.called.table).map_err(|finding| Error::Undrafted { file, finding })
        };
        let proof = prove(&extract(&written(&self.draft()))?, files);
        self.proof = told(&proof);
        Ok((written(&self.draft()), proof))
    }

    /// Makes text of columns whose type rejects rows; whether any was one.
    fn mend(&mut self, proof: &Proof) -> bool {
        let mut is_mended = false;
        let names = source_names(self.survey);
        for (name, (count, reason)) in proof.reasons.iter().filter(|(name, _)| !name.is_empty()) {
            let Some(at) = names.iter().position(|source| source == name) else { continue };
            if let Some(guess) = self.guesses.get_mut(at).filter(|guess| guess.kind != ColumnType::Text) {
                let doubt = format!("As `{}` it would reject {} rows, such as {reason}.", guess.kind, counted(*count));
                let mut text = Guess::of_text(std::mem::take(&mut guess.evidence));
                text.doubts = vec![doubt];
                *guess = text;
                is_mended = true;
            }
        }
        is_mended
    }

    fn draft(&self) -> Draft {
        let mut heading = vec![format!(
            "Drafted from {}: {} rows, {} columns. Behind each `#` stands what was seen; mend what is wrong, and keep or drop the comments.",
            self.of_files(),
            counted(self.survey.rows),
            self.survey.columns.len()
        )];
        heading.push(format!(
            "It belongs to {} and lands raw.{}_{}; `--source` and `--table` name it otherwise.",
            self.called.place(),
            self.called.source,
            self.called.table
        ));
        heading.extend(self.proof.iter().cloned());
        heading.extend(self.of_tables());
        let (format, of_columns) = (self.format.clone(), self.of_zones().into_iter().collect());
        Draft { heading, opening: self.opening(), format, of_columns, columns: self.columns() }
    }

    /// What is said of times whose zone nothing tells.
    fn of_zones(&self) -> Option<String> {
        let guessed = self.survey.columns.iter().zip(&self.guesses).filter(|(_, guess)| guess.is_zone_guessed);
        let names: Vec<&str> = guessed.map(|(seen, _)| seen.name.as_str()).collect();
        (!names.is_empty()).then(|| {
            let names = listed(&names, 8);
            format!(
                "Nothing in {names} says in which zone the clock stood, and UTC is a guess: `--zone Asia/Shanghai` says another.")
        })
    }

    fn of_files(&self) -> String {
        match self.called.files.as_slice() {
            [file] => file.clone(),
            [first, .., last] => format!("{} files, {first} to {last}", counted(self.called.files.len() as u64)),
            [] => "nothing".to_owned(),
        }
    }

    /// What of the files is not of the table.
    fn of_tables(&self) -> Vec<String> {
        let mut said = Vec::new();
        for (file, name) in self.survey.files.iter().zip(&self.called.files) {
            if let Some(line) = file.found.next_table {
                said.push(format!(
                    "In {name} another table begins on line {line}: a definition of its own would not reach it."
                ));
            }
        }
        said
    }

    fn opening(&self) -> Vec<Entry> {
        let Called { source, files, .. } = &self.called;
        let rows = format!("Rows of {}.", self.names.path);
        let mut entries = vec![Entry::new("description", text(&rows), "say what one row is")];
        let member = self.survey.files.first().and_then(|file| file.found.member.clone());
        let member = member.map_or_else(String::new, |member| format!(", member = {}", text(&member)));
        let from = format!("{{ connection = {}, path = {}{member} }}", text(source), text(&self.names.path));
        let several = if self.names.path.contains('*') {
            format!("; matches {}", quoted(&files.join(", ")))
        } else {
            String::new()
        };
        entries.push(Entry::new("from", from, format!("`{source}` of connections.toml leads to the folder{several}")));
        entries.extend(self.adds_up.entries.iter().cloned());
        if let Some((pattern, format)) = &self.names.known_from {
            let toml = format!("{{ pattern = {}, format = {} }}", text(pattern), text(format));
            entries.push(Entry::new("known_from", toml, "the day in the file's name, taken for when its rows were so"));
        }
        entries
    }

    fn columns(&self) -> Vec<Column> {
        let source_names = source_names(self.survey);
        let all =
            self.survey.columns.iter().zip(&self.guesses).zip(source_names.into_iter().zip(&self.landed)).enumerate();
        all.map(|(at, ((seen, guess), (source_name, name)))| {
            let is_key = self.adds_up.key.contains(&at);
            let is_named = identity::is_identifier(&seen.name) && !identity::is_never_key(&seen.name);
            let lacking = lacking(seen, &self.null);
            let mut own = self.null.clone();
            own.extend(guess.null.iter().cloned());
            Column {
                source_name,
                name: name.clone(),
                guess: guess.clone(),
                required: lacking == 0 && seen.rows > 0 && (is_key || is_named),
                null: (!guess.null.is_empty()).then_some(own),
                rows: seen.rows,
                lacking,
            }
        })
        .collect()
    }

    /// All that is uncertain, a sentence each.
    fn doubts(&self) -> Vec<String> {
        let draft = self.draft();
        let entries = draft.opening.iter().flat_map(|entry| entry.doubts.iter().cloned());
        let columns = draft.columns.iter();
        let columns = columns.flat_map(|column| {
            column.guess.doubts.iter().map(|doubt| format!("column {}: {doubt}", quoted(&column.source_name)))
        });
        let mut seen = BTreeSet::new();
        entries
            .chain(draft.of_columns.iter().cloned())
            .chain(columns)
            .filter(|doubt| seen.insert(doubt.clone()))
            .collect()
    }
}

/// Every column's guess; where one does not tell day from month, another with the same mark may.
fn guesses(columns: &[Seen], zone: Option<&str>) -> Vec<Guess> {
    let order = |mark: Option<char>| -> Option<(Order, &str)> {
        let told: Vec<(Order, &str)> = columns
            .iter()
            .filter(|column| column.moments.read > 0 && column.no_moment.is_none())
            .filter_map(|column| {
                let (order, own_mark) = column.moments.own_order()?;
                (Some(own_mark) == mark).then_some((order, column.name.as_str()))
            })
            .collect();
        let (first, _) = told.first()?;
        told.iter().all(|(order, _)| order == first).then(|| told.first().copied()).flatten()
    };
    let is_comma = |column: &&Seen| column.values > 0 && column.numbers.read == column.values;
    let decimal_mark = columns.iter().filter(is_comma).filter_map(|column| column.numbers.shape().ok());
    let decimal_mark = decimal_mark.map(|shape| shape.decimal_mark).find(|mark| *mark != '.');
    let one = |column: &Seen| guess(column, Context { order: order(column.moments.mark()), zone, decimal_mark });
    columns.iter().map(one).collect()
}

/// The texts that mean NULL in all columns: no text, and words for nothing that stand where a type knows no such word.
fn null_texts(columns: &[Seen], guesses: &[Guess]) -> Vec<String> {
    const ALWAYS: [&str; 5] = ["NULL", "null", "(null)", "\\N", "#N/A"];
    let mut null = vec![String::new()];
    let mut add = |text: &str| {
        if !null.iter().any(|known| known == text) {
            null.push(text.to_owned());
        }
    };
    for (column, guess) in columns.iter().zip(guesses) {
        let is_typed = guess.kind != ColumnType::Text || column.values == 0 || column.numbers.read == column.values;
        column.nothing.keys().filter(|word| is_typed || ALWAYS.contains(*word)).for_each(|word| add(word));
        if guess.kind != ColumnType::Text {
            column.blank.keys().for_each(|blank| add(blank));
        }
    }
    null
}

/// The rows in which a column is NULL, given the texts that mean it.
fn lacking(seen: &Seen, null: &[String]) -> u64 {
    let is_null = |text: &str| null.iter().any(|known| known == text);
    let words: u64 = seen.nothing.iter().filter(|(word, _)| is_null(word)).map(|(_, count)| *count).sum();
    let blanks: u64 = seen.blank.iter().filter(|(blank, _)| is_null(blank)).map(|(_, count)| *count).sum();
    seen.empty + words + blanks + seen.no_days.values().sum::<u64>()
}

/// The columns' names in the file, by their places here.
fn source_names(survey: &Survey) -> Vec<String> {
    let mut names: Vec<String> = survey.columns.iter().map(|column| column.name.clone()).collect();
    for file in survey.files.iter().rev().filter(|file| naming(file) == Naming::ByName) {
        for (place, raw) in file.columns.iter().zip(&file.found.names) {
            let is_said = file.found.kind == Kind::Text || !raw.is_empty() && !names.contains(raw);
            if let Some(name) = names.get_mut(*place).filter(|_| is_said) {
                name.clone_from(raw);
            }
        }
    }
    names
}

/// What came of reading the files by the draft, in sentences.
fn told(proof: &Proof) -> Vec<String> {
    if let Some(error) = &proof.refused {
        let detail = error.detail().map_or_else(String::new, |detail| format!(" {detail}"));
        return vec![format!("This definition cannot read them: {error}.{detail}")];
    }
    if proof.rejected == 0 {
        return vec![format!("Read by this definition: {} rows, none rejected.", counted(proof.rows))];
    }
    let mut said =
        vec![format!("Read by this definition: {} rows, {} rejected:", counted(proof.rows), counted(proof.rejected))];
    said.extend(
        proof.reasons.values().take(5).map(|(count, reason)| format!("  {} such as {reason}", counted(*count))),
    );
    said
}
