//! The built-in definitions are sound by themselves.

use std::path::Path;

#[test]
fn the_built_in_definitions_have_no_problems() {
    let loaded = kam_project::load_builtins_only();
    let rendered: Vec<String> = loaded.problems.iter().map(|problem| loaded.render(problem)).collect();
    assert!(rendered.is_empty(), "{}", rendered.join("\n"));
}

#[test]
fn the_root_of_the_repository_is_a_project() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let loaded = kam_project::load(&root);
    let rendered: Vec<String> = loaded.problems.iter().map(|problem| loaded.render(problem)).collect();
    assert!(rendered.is_empty(), "{}", rendered.join("\n"));
}
