//! A project small enough to see through: a till that sends its sales, and a list of customers.

use crate::kam::{Ended, Kam};
use crate::real::below;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

const DEFINITIONS: [(&str, &str); 5] = [
    ("pipelines/project.toml", "name = \"till\"\ntitle = \"A till\"\nsystems = [\"till\"]\ncurrency = \"EUR\"\n"),
    ("pipelines/connections.toml", "[till]\nroot = { path = \"in\" }\n"),
    (
        "pipelines/quarterly.toml",
        "description = \"One quarter, no page.\"\nreports = []\nquarters = { first = \"2026Q1\", last = \"2026Q1\" }\n",
    ),
    ("pipelines/extracts/till/customers.toml", CUSTOMERS),
    (
        "pipelines/extracts/till/sales.toml",
        r#"description = "What was sold."
from = { connection = "till", path = "sales*.csv" }
adds_up = "append"
format = { kind = "csv" }
reject_limit = "0.5"

[columns]
sale = { type = "text", required = true }
sold_on = { type = "date" }
amount = { type = "decimal(18,2)", required = true }
"#,
    ),
];

/// A list of all customers, each known by its key.
pub(crate) const CUSTOMERS: &str = r#"description = "All customers there are."
from = { connection = "till", path = "customers.csv" }
adds_up = "snapshot"
format = { kind = "csv" }
key = ["customer"]
reject_limit = "0.2"

[columns]
customer = { type = "text", required = true }
city = { type = "text" }
credit = { type = "decimal(18,2)" }
"#;

/// The project, in a folder of its own.
pub(crate) struct Till {
    folder: TempDir,
}

impl Till {
    /// A till with forty customers and two sales, not yet run.
    pub(crate) fn new() -> Self {
        let till = Self { folder: tempdir().unwrap() };
        DEFINITIONS.iter().for_each(|(file, text)| till.write(file, text));
        till.write("in/customers.csv", &customers(1..=40));
        till.write("in/sales-1.csv", "sale,sold_on,amount\nS1,2026-01-05,10.00\nS2,2026-02-05,20.50\n");
        till
    }

    /// The same after its first run.
    pub(crate) fn that_has_run() -> Self {
        let till = Self::new();
        till.run("run").done();
        till
    }

    /// Writes a file below the project, its folders too.
    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Calls kam inside the project.
    pub(crate) fn run(&self, words: &str) -> Ended {
        Kam::inside(&self.folder).run(words)
    }

    /// Its definitions, to be run by the library.
    pub(crate) fn project(&self) -> kam_project::Project {
        let loaded = kam_project::load(self.folder.path());
        let problems: Vec<String> = loaded.problems.iter().map(|problem| loaded.render(problem)).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        loaded.project
    }

    /// The answer to a question, as CSV without its header.
    #[track_caller]
    pub(crate) fn ask(&self, sql: &str) -> String {
        crate::real::ask(&self.folder, sql)
    }

    /// A path below the project.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    /// All files of the lake with their content.
    pub(crate) fn lake(&self) -> Vec<(PathBuf, Vec<u8>)> {
        lake_at(&self.path("lake"))
    }
}

/// All files of a lake with their content, but for the lock: it names whoever took it last.
pub(crate) fn lake_at(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    contents(folder).into_iter().filter(|(file, _)| !file.ends_with("_kam/lock")).collect()
}

/// All files below a folder with their content.
pub(crate) fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    below(folder).into_iter().map(|file| (file.clone(), fs::read(folder.join(file)).unwrap())).collect()
}

/// A list of customers, `C01` to `C40`, in one city.
pub(crate) fn customers(numbers: impl IntoIterator<Item = u32>) -> String {
    let rows = numbers.into_iter().map(|number| format!("C{number:02},Ulm,{number}.00\n"));
    "customer,city,credit\n".to_owned() + &rows.collect::<String>()
}
