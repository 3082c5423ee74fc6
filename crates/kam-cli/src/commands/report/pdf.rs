//! A PDF of a page, by the browser that is installed: without a window, a network, or anything of the user's own.

use crate::commands::wait;
use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::process::Command;
use url::Url;

/// The names browsers go by, the likeliest first.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Where a Mac keeps them.
const MAC: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// How long one page may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What every call says: no window, no network, nothing to ask and nothing to remember.
const FLAGS: [&str; 15] = [
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--no-pdf-header-footer",
];

/// A browser that can print.
#[derive(Debug)]
pub(super) struct Browser {
    program: PathBuf,
}

impl Browser {
    /// Finds the browser `CHROME` names, or one of the usual names in the folders of `PATH`.
    pub(super) fn find(variables: &BTreeMap<String, String>) -> Result<Self> {
        let folders: Vec<PathBuf> =
            variables.get("PATH").map(|path| std::env::split_paths(path).collect()).unwrap_or_default();
        let in_path = |name: &str| folders.iter().map(|folder| folder.join(name)).find(|program| program.is_file());
        if let Some(named) = variables.get("CHROME").filter(|named| !named.is_empty()) {
            let program = Some(PathBuf::from(named)).filter(|program| program.is_file()).or_else(|| in_path(named));
            return program
                .map(|program| Self { program })
                .ok_or_else(|| Error::NoBrowser { named: Some(named.clone()) });
        }
        let on_a_mac = || MAC.iter().map(PathBuf::from).find(|program| program.is_file());
        let program = NAMES.iter().find_map(|name| in_path(name)).or_else(on_a_mac);
        program.map(|program| Self { program }).ok_or(Error::NoBrowser { named: None })
    }

    /// Prints a page beside itself and returns the PDF's path.
    pub(super) fn print(&self, page: &Path) -> Result<PathBuf> {
        let unprinted = |reason: String| Error::Unprinted { page: page.into(), reason };
        let system = |source: std::io::Error| unprinted(format!("The system says: {source}."));
        let page_at = page.canonicalize().map_err(system)?;
        let address = Url::from_file_path(&page_at).map_err(|()| unprinted("Its path has no address.".into()))?;
        let desk = tempfile::tempdir().map_err(system)?;
        let (printed, said) = (desk.path().join("page.pdf"), desk.path().join("said.txt"));
        let mut command = Command::new(&self.program);
        command.args(FLAGS).arg(format!("--user-data-dir={}", desk.path().join("profile").display()));
        command.arg(format!("--print-to-pdf={}", printed.display())).arg(address.as_str());
        if is_root() {
            // A browser refuses to lock itself in when it is root; it sees no page but ours.
            command.arg("--no-sandbox");
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(fs::File::create(&said).map_err(system)?);
        let ended = wait(patiently(command))?.map_err(system)?;
        if !ended.is_some_and(|status| status.success()) || !printed.is_file() {
            return Err(unprinted(reason(&self.program, ended, &said)));
        }
        let (target, beside) = (page.with_extension("pdf"), page.with_extension("pdf.new"));
        fs::copy(&printed, &beside).and_then(|_| fs::rename(&beside, &target)).map_err(system)?;
        Ok(target)
    }
}

/// Every page among these paths: a folder stands for the pages in it.
pub(super) fn pages_of(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut pages = Vec::new();
    for path in paths {
        if !path.is_dir() {
            pages.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).map_err(|source| Error::Write { path: path.clone(), source })?;
        let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        found.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
        found.sort();
        pages.append(&mut found);
    }
    Ok(pages)
}

/// Waits for a process to end; ends it when it takes too long.
async fn patiently(mut command: Command) -> std::io::Result<Option<ExitStatus>> {
    let mut child = command.kill_on_drop(true).spawn()?;
    match tokio::time::timeout(PATIENCE, child.wait()).await {
        Ok(ended) => ended.map(Some),
        Err(_) => child.kill().await.map(|()| None),
    }
}

fn reason(program: &Path, ended: Option<ExitStatus>, said: &Path) -> String {
    let what = match ended {
        None => format!("did not end within {} s", PATIENCE.as_secs()),
        Some(status) if status.success() => "ended, but printed nothing".to_owned(),
        Some(status) => format!("ended with {status}"),
    };
    let said = fs::read(said).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    let last = last.map_or_else(String::new, |line| format!(" It said: {}", line.trim()));
    format!("`{}` {what}.{last}", program.display())
}

/// Whether this process is root's.
#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// Elsewhere there is no root.
#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_browser_named_comes_before_those_found() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["google-chrome", "chromium", "mine"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let path = folder.path().to_str().unwrap();
        let found = |pairs: &[(&str, &str)]| Browser::find(&variables(pairs)).unwrap().program;
        assert_eq!(found(&[("PATH", path)]), folder.path().join("chromium"));
        assert_eq!(found(&[("PATH", path), ("CHROME", "mine")]), folder.path().join("mine"));
        let whole = folder.path().join("mine");
        assert_eq!(found(&[("CHROME", whole.to_str().unwrap())]), whole);
    }

    #[test]
    fn without_a_browser_there_is_a_sentence() {
        let error = Browser::find(&variables(&[("PATH", "/nowhere"), ("CHROME", "/nowhere/chrome")])).unwrap_err();
        assert_eq!(error.exit_code(), crate::exit_code::ExitCode::Unreachable);
        assert_eq!(error.said().detail.as_deref(), Some("`CHROME` names `/nowhere/chrome`, which is no program."));
    }

    #[test]
    fn a_browser_that_fails_is_told_with_its_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page.html");
        fs::write(&page, "<p>").unwrap();
        let browser = Browser { program: "/bin/false".into() };
        let told = browser.print(&page).unwrap_err().said().detail.unwrap();
        assert_eq!(told, "`/bin/false` ended with exit status: 1.");
        let told = Browser { program: "/bin/true".into() }.print(&page).unwrap_err().said().detail.unwrap();
        assert_eq!(told, "`/bin/true` ended, but printed nothing.");
        assert!(!page.with_extension("pdf").exists());
    }
}
