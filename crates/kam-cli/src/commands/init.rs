//! `kam init`: a small project that works, to change into one's own; or one on built-in systems.

use crate::arguments;
use crate::console::Console;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// One file of a new project: its path, and its text.
type File = (String, String);

/// The files of the starter project, by the path they get; `{name}` and `{title}` are filled in.
const FILES: [(&str, &str); 15] = [
    ("README.md", include_str!("../../starter/README.md")),
    (".gitignore", include_str!("../../starter/gitignore")),
    ("pipelines/project.toml", include_str!("../../starter/pipelines/project.toml")),
    ("pipelines/connections.toml", include_str!("../../starter/pipelines/connections.toml")),
    ("pipelines/quarterly.toml", include_str!("../../starter/pipelines/quarterly.toml")),
    ("pipelines/extracts/erp/customers.toml", include_str!("../../starter/pipelines/extracts/erp/customers.toml")),
    (
        "pipelines/extracts/erp/invoice_lines.toml",
        include_str!("../../starter/pipelines/extracts/erp/invoice_lines.toml"),
    ),
    ("sql/staging/erp/customers.sql", include_str!("../../starter/sql/staging/erp/customers.sql")),
    ("sql/staging/erp/accounts.sql", include_str!("../../starter/sql/staging/erp/accounts.sql")),
    ("sql/staging/erp/billed_lines.sql", include_str!("../../starter/sql/staging/erp/billed_lines.sql")),
    ("sql/staging/erp/invoice_lines.sql", include_str!("../../starter/sql/staging/erp/invoice_lines.sql")),
    ("deliveries/erp/customers.csv", include_str!("../../starter/deliveries/erp/customers.csv")),
    ("deliveries/erp/invoice_lines_2025Q1.csv", include_str!("../../starter/deliveries/erp/invoice_lines_2025Q1.csv")),
    ("deliveries/erp/invoice_lines_2025Q2.csv", include_str!("../../starter/deliveries/erp/invoice_lines_2025Q2.csv")),
    ("deliveries/erp/invoice_lines_2025Q3.csv", include_str!("../../starter/deliveries/erp/invoice_lines_2025Q3.csv")),
];

/// The files of a project on built-in systems.
const CONNECTED: [(&str, &str); 4] = [
    ("README.md", include_str!("../../connected/README.md")),
    (".gitignore", include_str!("../../starter/gitignore")),
    ("pipelines/project.toml", include_str!("../../connected/pipelines/project.toml")),
    ("pipelines/quarterly.toml", include_str!("../../connected/pipelines/quarterly.toml")),
];

/// Writes a project; a file that is there already stops it before the first is written.
pub(super) fn run(asked: &arguments::Init, console: Console) -> Result<ExitCode> {
    let folder = &asked.folder;
    if asked.systems.is_empty() {
        write_all(folder, &named(folder, FILES.into_iter()))?;
        console.say(&format!("made a project in `{}`; next: {}", folder.display(), next(folder)));
    } else {
        connected(folder, &asked.systems, None)?;
        let delivered = asked.systems.iter().map(|system| format!("`deliveries/{system}`")).collect::<Vec<_>>();
        let told = format!("made a project in `{}`; next: put extracts into ", folder.display());
        console.say(&format!("{told}{}, then {}", delivered.join(", "), next(folder)));
    }
    Ok(ExitCode::Done)
}

/// Writes a project on built-in systems, whose deliveries lie below its folder; for some quarters, or all that close.
pub(super) fn connected(folder: &Path, systems: &[String], quarters: Option<(&str, &str)>) -> Result<()> {
    known(systems)?;
    let (built, range) = match quarters {
        Some((first, last)) => {
            (format!("{first} to {last}"), format!("quarters = {{ first = \"{first}\", last = \"{last}\" }}"))
        }
        None => (
            "the last closed quarter".into(),
            "# quarters = { first = \"2025Q1\" }      # builds all since then".into(),
        ),
    };
    let mut files = named(folder, CONNECTED.into_iter());
    let listed = systems.iter().map(|system| format!("\"{system}\"")).collect::<Vec<_>>().join(", ");
    for (_, text) in &mut files {
        *text = text.replace("{systems}", &listed).replace("{built}", &built).replace("{quarters}", &range);
    }
    let connections = systems.iter().map(|system| connection(system)).collect::<Vec<_>>();
    files.push(("pipelines/connections.toml".into(), connections.join("\n")));
    write_all(folder, &files)
}

/// Where one system's deliveries lie.
fn connection(system: &str) -> String {
    format!(
        "[{system}]\nroot = {{ path = \"deliveries/{system}\" }}      # or `env = \"…\"`, a folder from the environment\n"
    )
}

/// Refuses systems that are not built in.
fn known(systems: &[String]) -> Result<()> {
    let built_in = kam_project::overlay::built_in_systems();
    match systems.iter().find(|system| !built_in.contains(*system)) {
        Some(system) => Err(Error::NoSystem { system: system.clone(), built_in: built_in.into_iter().collect() }),
        None => Ok(()),
    }
}

/// Files with the project's name and title filled in.
fn named<'a>(folder: &Path, files: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<File> {
    let title = title(folder);
    let name = name(&title);
    let fill = |text: &str| text.replace("{name}", &name).replace("{title}", &title);
    files.map(|(path, text)| (path.to_owned(), fill(text))).collect()
}

/// Writes files below a folder, or none of them if one is there already.
fn write_all(folder: &Path, files: &[File]) -> Result<()> {
    let there: Vec<_> = files.iter().map(|(path, _)| path.clone()).filter(|path| exists(folder, path)).collect();
    if !there.is_empty() {
        return Err(Error::InTheWay { folder: folder.to_owned(), files: there });
    }
    files.iter().try_for_each(|(path, text)| write(&folder.join(path), text))
}

fn exists(folder: &Path, path: &str) -> bool {
    folder.join(path).symlink_metadata().is_ok()
}

/// Writes a new file; one that appears in the meantime is left alone.
fn write(path: &Path, text: &str) -> Result<()> {
    let folders = path.parent().map_or(Ok(()), fs::create_dir_all);
    let file = folders.and_then(|()| OpenOptions::new().write(true).create_new(true).open(path));
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// The folder's own name, however it is written, without what would end a TOML text.
fn title(folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| PathBuf::from(folder));
    let name: String = absolute
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .chars()
        .filter(|c| !c.is_control() && !"\"\\/".contains(*c))
        .collect();
    if name.is_empty() { "Example".into() } else { name }
}

/// The title as a name: lower-case letters, digits and underscores, a letter first.
fn name(title: &str) -> String {
    let letters = title.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
    let name: String = letters.skip_while(|c| !c.is_ascii_alphabetic()).collect();
    let name = name.trim_end_matches('_');
    if name.is_empty() { "example".into() } else { name.into() }
}

fn next(folder: &Path) -> String {
    if folder == Path::new(".") { "`kam run`".into() } else { format!("`kam run --project {}`", folder.display()) }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]
    use super::*;

    #[test]
    fn names_are_names() {
        assert_eq!(name("Acme & Söhne"), "acme___s_hne");
        assert_eq!(name("客户"), "example");
        assert_eq!(name("9 lives"), "lives");
        assert_eq!(title(Path::new("/a/\"b\"")), "b");
        assert_eq!(title(Path::new("/")), "Example");
    }

    fn problems(folder: &Path) -> String {
        let loaded = kam_project::load(folder);
        loaded.problems.iter().map(|problem| loaded.render(problem)).collect()
    }

    #[test]
    fn the_starter_project_holds_no_mistake() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write_all(folder.path(), &named(folder.path(), FILES.into_iter())).is_ok());
        assert_eq!(problems(folder.path()), "");
    }

    #[test]
    fn a_project_on_built_in_systems_holds_no_mistake() {
        let systems = ["kingdee".to_owned(), "udesk".to_owned()];
        for quarters in [None, Some(("2025Q1", "2026Q3"))] {
            let folder = tempfile::tempdir().unwrap();
            assert!(connected(folder.path(), &systems, quarters).is_ok());
            assert_eq!(problems(folder.path()), "");
        }
    }
}
