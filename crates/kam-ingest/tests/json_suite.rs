//! The public JSON test suite: what is JSON loads, what is none is refused with its place, and nothing crashes.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use kam_ingest::{Error, Totals, read_from};
use kam_project::Extract;
use std::fs;
use std::path::PathBuf;

/// The folder of real data, if it is here.
fn suite() -> Option<PathBuf> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = workspace.join(std::env::var_os("KAM_REAL_DATA").unwrap_or_else(|| "../shared/data".into()));
    let folder = data.join("json-suite/test_parsing");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "`{}` is absent", folder.display());
    let _ =
        std::io::Write::write_all(&mut std::io::stderr(), b"skipped: set KAM_REAL_DATA to the folder of real data\n");
    None
}

/// An extract of the answers a system gives as JSON.
fn extract(columns: &str) -> Extract {
    let project = tempfile::tempdir().unwrap();
    let pipelines = project.path().join("pipelines");
    fs::create_dir_all(pipelines.join("extracts/desk")).unwrap();
    fs::write(pipelines.join("project.toml"), "name = \"desk\"\nsystems = [\"desk\"]\n").unwrap();
    fs::write(pipelines.join("connections.toml"), "[desk]\nroot = { default = \".\" }\n").unwrap();
    let definition = format!(
        "description = \"Answers.\"\nfrom = {{ connection = \"desk\", path = \"answers.json\" }}\nadds_up = \"append\"\nformat = {{ kind = \"json\" }}\n\n[columns]\n{columns}\n"
    );
    fs::write(pipelines.join("extracts/desk/answers.toml"), definition).unwrap();
    let loaded = kam_project::load_over(&kam_project::overlay::Files::new(), project.path());
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded.project.extracts.into_values().next().unwrap()
}

fn whole(extract: &Extract, file: &str, bytes: &[u8]) -> Result<Totals, Error> {
    let mut reader = read_from(extract, file, bytes)?;
    for portion in reader.by_ref() {
        portion?;
    }
    Ok(reader.finish())
}

#[test]
fn what_is_json_loads_and_what_is_none_is_refused_with_its_place() {
    let Some(folder) = suite() else { return };
    let extract = extract("a = { type = \"text\" }");
    let (mut loaded, mut refused, mut either) = (0, 0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let result = whole(&extract, &name, &fs::read(&path).unwrap());
        match (name.as_bytes()[0], result) {
            (b'y', Ok(_)) => loaded += 1,
            (b'n', Err(error @ Error::Malformed { .. })) => {
                assert!(error.to_string().starts_with(&format!("`{name}` is not JSON from line ")), "{error}");
                refused += 1;
            }
            (b'i', _) => either += 1,
            (_, result) => assert!(result.is_ok() && result.is_err(), "{name}: {result:?}"),
        }
    }
    assert_eq!((loaded, refused), (95, 188));
    assert!(either > 0);
}
