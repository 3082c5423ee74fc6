//! The pages of `docs/reference` that say what the command line says.

use super::Arguments;
use crate::exit_code::ExitCode;
use clap::CommandFactory;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

#[test]
fn the_page_of_commands_is_current() {
    compare("commands.md", &commands());
}

#[test]
fn the_page_of_exit_codes_is_current() {
    compare("exit_codes.md", &exit_codes());
}

fn compare(page: &str, text: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference");
    let file = folder.join(page);
    if env::var_os("KAM_BLESS").is_some() {
        assert!(fs::create_dir_all(&folder).and_then(|()| fs::write(&file, text)).is_ok(), "writing {page} failed");
    }
    let current = fs::read_to_string(&file).unwrap_or_default();
    assert!(current == text, "docs/reference/{page} is out of date: run `KAM_BLESS=1 cargo test -p kam-cli`");
}

fn commands() -> String {
    let mut page = String::from("# Commands\n\nGenerated from the command line's own help; see `CONTRIBUTING.md`.\n");
    let mut kam = Arguments::command().term_width(100);
    kam.build();
    write!(page, "\n```text\n{}\n```\n", help(&mut kam)).ok();
    for command in kam.get_subcommands() {
        let mut own = command.clone().mut_args(|argument| {
            let is_everywhere = argument.is_global_set();
            argument.hide(is_everywhere)
        });
        write!(page, "\n## kam {}\n\n```text\n{}\n```\n", command.get_name(), help(&mut own)).ok();
    }
    page
}

/// The help as a terminal shows it, without its colours.
fn help(command: &mut clap::Command) -> String {
    let help = command.render_long_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

fn exit_codes() -> String {
    let mut page = String::from("# Exit codes\n\nGenerated from the code; see `CONTRIBUTING.md`.\n\n");
    page.push_str("| code | means | what to do |\n|---:|---|---|\n");
    for code in ExitCode::ALL {
        writeln!(page, "| {} | {} | {} |", code.number(), code.meaning(), code.remedy()).ok();
    }
    page
}
