//! `kam init`: a small project that works, to change into one's own.

use crate::arguments;
use crate::console::Console;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

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

/// Writes the starter project; a file that is there already stops it before the first is written.
pub(super) fn run(asked: &arguments::Init, console: Console) -> Result<ExitCode> {
    let folder = &asked.folder;
    let files: Vec<_> = FILES.iter().map(|(path, _)| (*path).to_owned()).filter(|path| exists(folder, path)).collect();
    if !files.is_empty() {
        return Err(Error::InTheWay { folder: folder.clone(), files });
    }
    let title = title(folder);
    let name = name(&title);
    for (path, text) in FILES {
        write(&folder.join(path), &text.replace("{name}", &name).replace("{title}", &title))?;
    }
    console.say(&format!("made a project in `{}`; next: {}", folder.display(), next(folder)));
    Ok(ExitCode::Done)
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

    #[test]
    fn the_starter_project_holds_no_mistake() {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in FILES {
            assert!(write(&folder.path().join(path), &text.replace("{name}", "x").replace("{title}", "X")).is_ok());
        }
        let loaded = kam_project::load(folder.path());
        let problems: String = loaded.problems.iter().map(|problem| loaded.render(problem)).collect();
        assert_eq!(problems, "");
    }
}
