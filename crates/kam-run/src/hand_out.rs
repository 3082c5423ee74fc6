//! Brings the reports folder to what a commit says.

use crate::error::{Error, Result};
use crate::surroundings::Surroundings;
use kam_lake::Reader;
use kam_project::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Which reports to hand out.
#[derive(Debug, Clone, Default)]
pub struct ReportRequest {
    /// Of this quarter only.
    pub quarter: Option<String>,
    /// In this language only.
    pub locale: Option<String>,
}

/// Copies the committed pages to the reports folder again, and returns their paths; that of a folder for the pages of
/// all accounts in it.
pub async fn report(project: &Project, wanted: &ReportRequest, around: &Surroundings) -> Result<Vec<PathBuf>> {
    locales(project, wanted.locale.as_deref())?;
    let reader = Reader::open(&around.lake(project)?).await?;
    let paths = hand_out(project, &reader, wanted).await?;
    if paths.is_empty() {
        let parts = [wanted.quarter.as_deref(), wanted.locale.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let wanted = if parts.is_empty() { "any quarter".to_owned() } else { parts.join(", ") };
        return Err(Error::NoReport { wanted });
    }
    Ok(paths)
}

/// The languages asked for: one of the project's, or all.
pub(crate) fn locales<'a>(project: &'a Project, asked: Option<&str>) -> Result<Vec<&'a String>> {
    let all = &project.settings.locales;
    let wanted: Vec<&String> = all.iter().filter(|locale| asked.is_none_or(|asked| asked == *locale)).collect();
    match asked {
        Some(asked) if wanted.is_empty() => {
            let known: Vec<String> = all.iter().map(|locale| format!("`{locale}`")).collect();
            Err(Error::NoLocale { asked: asked.to_owned(), known: known.join(", ") })
        }
        _ => Ok(wanted),
    }
}

impl ReportRequest {
    fn covers(&self, key: &str) -> bool {
        let mut parts = key.split('/');
        let (quarter, locale) = (parts.next(), parts.next());
        self.quarter.as_deref().is_none_or(|asked| Some(asked) == quarter)
            && self.locale.as_deref().is_none_or(|asked| Some(asked) == locale)
    }
}

/// Brings the reports folder to what the newest commit says; only what differs is written, and account pages that are
/// no more are taken away.
pub(crate) async fn hand_out(project: &Project, reader: &Reader, wanted: &ReportRequest) -> Result<Vec<PathBuf>> {
    let folder = project.root.join(&project.settings.reports);
    let known = &reader.head().reports;
    let mut kept: BTreeMap<PathBuf, BTreeSet<String>> = account_folders(project, &folder, known.keys(), wanted);
    let mut paths = Vec::new();
    for (key, path) in known.iter().filter(|(key, _)| wanted.covers(key)) {
        let target = folder.join(key.trim_end_matches('/'));
        if !key.ends_with('/') {
            copy(reader, path, &target).await?;
            paths.push(target);
            continue;
        }
        let pages = reader.pages(path).await?;
        for (name, path) in &pages {
            copy(reader, path, &target.join(name)).await?;
        }
        kept.insert(target.clone(), pages.into_iter().map(|(name, _)| name).collect());
        paths.push(target);
    }
    for (folder, pages) in &kept {
        take_away(folder, pages)?;
    }
    Ok(paths)
}

/// The folders account pages may lie in, of every quarter and language that has any report.
fn account_folders<'a>(
    project: &Project,
    folder: &Path,
    keys: impl Iterator<Item = &'a String>,
    wanted: &ReportRequest,
) -> BTreeMap<PathBuf, BTreeSet<String>> {
    let mut folders = BTreeMap::new();
    for key in keys.filter(|key| wanted.covers(key)) {
        let mut parts = key.split('/');
        let (Some(quarter), Some(locale)) = (parts.next(), parts.next()) else { continue };
        for report in project.reports.values().filter(|report| report.fan_out.is_some()) {
            let key = crate::pages::key(&report.name, true, quarter, locale);
            folders.insert(folder.join(key.trim_end_matches('/')), BTreeSet::new());
        }
    }
    folders
}

async fn copy(reader: &Reader, path: &str, target: &Path) -> Result<()> {
    let html = reader.report_file(path).await?;
    let html = html.ok_or_else(|| Error::NoReport { wanted: path.to_owned() })?;
    write_if_different(target, &html)
}

/// Removes the pages of accounts that are not among these: files whose name is a customer's number, and no others.
fn take_away(folder: &Path, kept: &BTreeSet<String>) -> Result<()> {
    let failed = |source| Error::Output { path: folder.display().to_string(), source };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_account = name.strip_suffix(".html").is_some_and(|id| id.parse::<i64>().is_ok());
        if is_account && !kept.contains(name) {
            std::fs::remove_file(&path).map_err(failed)?;
        }
    }
    if kept.is_empty() {
        // Something else in it is not ours to take away.
        std::fs::remove_dir(folder).ok();
    }
    Ok(())
}

/// Writes beside the target, syncs and renames, so that a file is never seen half-written, after a power cut neither.
pub(crate) fn write_if_different(target: &Path, text: &str) -> Result<()> {
    if std::fs::read(target).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    let failed = |source| Error::Output { path: target.display().to_string(), source };
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let beside = target.with_extension("new");
    let mut file = File::create(&beside).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    std::fs::rename(&beside, target).map_err(failed)
}
