//! System tests: what only the whole shows. They share one binary, so that the engine is linked once.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot be set up should stop"
)]

mod again;
mod architecture;
mod at_once;
mod bad_network;
mod broken_deliveries;
mod browser;
mod changes;
mod chaos_proxy;
mod clock;
mod commands;
mod company;
mod damage;
mod disk;
mod drift;
mod encodings;
mod example;
mod extracts;
mod fault_page;
mod fault_store;
mod faults;
mod flaky_store;
mod full_disk;
mod histories;
mod infer;
mod kam;
mod kills;
mod kills_by_phase;
mod landing;
mod little_memory;
mod maintain;
mod maintenance_faults;
mod on_azure;
mod on_s3;
mod opening;
mod oracle;
mod packed;
mod paused;
mod power_cuts;
mod real;
mod regulars;
mod repository;
mod retail;
mod s3_server;
mod shop;
mod stopping;
mod strace;
mod strange_names;
mod till;
mod totals;
mod upkeep;
mod worked_examples;
