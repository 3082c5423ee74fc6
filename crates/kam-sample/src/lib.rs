//! A believable company, delivered as its three systems would deliver it, with its truth beside it.
//!
//! [`company`] knows what happened: who the customers are, what they bought, how they paid, what they complained about
//! and why they left. It never knows a file format. Whatever writes deliveries reads histories and never invents a
//! fact, so that the [`truth`] written beside them is the truth of what was delivered.

pub mod company;
mod deliver;
mod dirt;
mod error;
mod folder;
mod sample;
pub mod truth;

pub use company::Settings;
pub use deliver::delivery::Delivered;
pub use error::{Error, Result};
pub use sample::{Progress, Request, Summary, write};
