//! What a definition is called: as it was said, else after its file and the folder that lies in.

use super::{Wanted, identity};
use crate::error::Error;
use std::path::{Path, PathBuf};

/// What a definition is called.
pub(super) struct Called {
    pub(super) source: String,
    pub(super) table: String,
    /// The names of the files.
    pub(super) files: Vec<String>,
}

impl Called {
    pub(super) fn of(files: &[PathBuf], wanted: &Wanted) -> Result<Self, Error> {
        for name in [&wanted.source, &wanted.table].into_iter().flatten() {
            if !kam_project::name::is_name(name) {
                return Err(Error::NoName { name: name.clone() });
            }
        }
        let first = files.first().map(PathBuf::as_path).unwrap_or(Path::new(""));
        let whole = first.canonicalize().unwrap_or_else(|_| first.to_owned());
        let folder = whole.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let source = wanted.source.clone().or_else(|| identity::plain_name(&folder?));
        let names: Vec<String> =
            files.iter().filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect();
        let stem = names.first().map(|name| stem(name)).unwrap_or_default();
        let stem = wanted
            .asked
            .member
            .as_deref()
            .map_or(stem, |member| self::stem(member.rsplit('/').next().unwrap_or(member)));
        let table = wanted.table.clone().or_else(|| identity::plain_name(&stem));
        let (source, table) = (source.unwrap_or_else(|| "source".into()), table.unwrap_or_else(|| "rows".into()));
        // What every file of a folder is called after need not be said twice.
        let table = match table.strip_prefix(&format!("{source}_")) {
            Some(rest) if wanted.table.is_none() && kam_project::name::is_name(rest) => rest.to_owned(),
            _ => table,
        };
        Ok(Self { source, table, files: names })
    }

    /// Where its file belongs below a project.
    pub(super) fn place(&self) -> String {
        format!("pipelines/extracts/{}/{}.toml", self.source, self.table)
    }
}

/// A file's name without its endings, and without the digits of a day.
fn stem(name: &str) -> String {
    let lower = name.to_lowercase();
    let packed = [".gz", ".zip"].iter().find(|ending| lower.ends_with(**ending)).map_or(0, |ending| ending.len());
    let name = name.get(..name.len() - packed).unwrap_or(name);
    let name = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 6 => stem,
        _ => name,
    };
    name.trim_end_matches(|letter: char| !letter.is_alphabetic()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn endings_and_days_are_no_part_of_a_name() {
        for (file, name) in [
            ("Orders.csv", "Orders"),
            ("acc_20260930.csv.gz", "acc"),
            ("sales 2026-01.xlsx", "sales"),
            ("2010-12-01.csv", ""),
            ("table.keyed.json", "table.keyed"),
            ("readme", "readme"),
        ] {
            assert_eq!(stem(file), name, "{file}");
        }
    }
}
