//! The `kam` binary: words in, words out.
//!
//! It reads the command line, calls `kam-run` and `kam-serve`, and says what came of it: data on standard
//! output, talk on standard error, one of five exit codes. It must never know what a table holds or how it is
//! stored; whatever can be decided without a terminal is decided in the crates below.

mod arguments;
mod columns;
mod commands;
mod console;
mod diagnostics;
mod error;
mod exit_code;
mod output;
mod progress;

fn main() -> std::process::ExitCode {
    exit_code::guard(commands::run).into()
}
