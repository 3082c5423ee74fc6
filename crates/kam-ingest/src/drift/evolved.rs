//! An extract as it is once it has taken over the columns that a moment's files have and nobody declared.

use super::{Drift, of_names};
use crate::delivery::{Fingerprint, FoundFile};
use crate::error::Error;
use crate::read::{Reader, read};
use kam_project::{Column, ColumnType, DriftKind, DriftMode, Extract, FormatKind};
use std::io::Read;

/// An extract with the columns it took over, and what is to be told of each file.
#[derive(Debug)]
pub struct Evolved {
    /// The extract by which all files are read.
    pub extract: Extract,
    /// The columns that are new, by the place of the file that brought them.
    pub new: Vec<(usize, Drift)>,
}

/// Looks for columns that are not declared and that the extract takes over. They land as text, behind the declared ones. Beside each
/// file stands what its [`fingerprint`](crate::fingerprint()) said.
///
/// `extract` may have taken over columns before: they are found again by the name they landed under.
pub fn evolved(extract: &Extract, files: &[(&FoundFile, &Fingerprint)]) -> Result<Evolved, Error> {
    let mut evolved = Evolved::from(extract);
    for (place, (found, fingerprint)) in files.iter().enumerate() {
        evolved.take_over_all(place, &found.shown(), read(&evolved.extract, found, fingerprint)?)?;
    }
    Ok(evolved)
}

/// The name that a column nobody declared lands under; none if its own holds nothing a table could call it.
fn landed_name(source_name: &str) -> Option<String> {
    let plain = source_name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let words = source_name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = if plain { source_name.to_owned() } else { words.collect::<Vec<_>>().join("_").to_lowercase() };
    let name = name.trim_start_matches('_').to_owned();
    (!name.is_empty()).then_some(name)
}

impl Evolved {
    /// Of JSON it is known which keys there are once all of it was read.
    pub(super) fn take_over_all<R: Read>(
        &mut self,
        place: usize,
        file: &str,
        mut reader: Reader<R>,
    ) -> Result<(), Error> {
        if matches!(self.extract.format.kind, FormatKind::Json(_) | FormatKind::Ndjson(_)) {
            reader.by_ref().try_for_each(|portion| portion.map(drop))?;
        }
        let drifts = reader.drifts();
        let is_absent = |name: &str| drifts.iter().any(|it| it.kind == DriftKind::Missing && it.column == name);
        for Drift { column, .. } in drifts.iter().filter(|drift| drift.kind == DriftKind::Added) {
            if self.extract.drift.mode(column, DriftKind::Added, false) == DriftMode::Evolve {
                self.take_over(place, file, column, is_absent)?;
            }
        }
        Ok(())
    }

    fn take_over(
        &mut self,
        place: usize,
        file: &str,
        source_name: &str,
        is_absent: impl Fn(&str) -> bool,
    ) -> Result<(), Error> {
        let Some(name) = landed_name(source_name) else { return Ok(()) };
        let was_taken_over = |column: &&mut Column| column.source_name == column.name && column.name == name;
        // It bears the name it landed under until a file says how it spells it.
        if let Some(column) = self.extract.taken_over_mut().iter_mut().find(was_taken_over)
            && is_absent(&column.name)
        {
            source_name.clone_into(&mut column.source_name);
            return Ok(());
        }
        if let Some(other) = self.extract.columns.iter().find(|other| other.name.eq_ignore_ascii_case(&name)) {
            let finding =
                format!("Its column `{source_name}` would land as `{name}`, where `{}` lands", other.source_name);
            let (file, column) = (file.to_owned(), source_name.to_owned());
            return Err(Error::Frozen { file, kind: DriftKind::Added, column, finding });
        }
        let detail =
            format!("the file has a column `{source_name}` that is not declared: it lands as text, as `{name}`");
        self.new.push((place, of_names(DriftKind::Added, source_name, DriftMode::Evolve, detail)));
        self.extract.take_over(source_name, &name, ColumnType::Text);
        Ok(())
    }
}

impl From<&Extract> for Evolved {
    /// Nothing new yet; what was taken over before goes by the names it landed under, however the last file spelled it.
    fn from(extract: &Extract) -> Self {
        let mut extract = extract.clone();
        for column in extract.taken_over_mut() {
            column.source_name.clone_from(&column.name);
        }
        Self { extract, new: Vec::new() }
    }
}
