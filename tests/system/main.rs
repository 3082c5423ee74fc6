//! System tests: what only the whole shows. They share one binary, so that the engine is linked once.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up should stop")]

mod architecture;
mod commands;
mod example;
mod fault_store;
mod faults;
mod kam;
mod repository;
mod worked_examples;
