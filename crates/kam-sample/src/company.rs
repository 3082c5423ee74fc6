//! The customers of a vendor of industrial goods, and what happened with each of them.
//!
//! One customer is simulated alone, from the seed and its number, and in no other customer's light: a bigger sample
//! has the same first customers, and nobody needs to hold more than one history at a time. Simulating is cheap enough
//! to be done once per file. Nothing here is a fraction of binary digits: quantities, prices and chances are whole
//! numbers, so that every machine tells the same story.
//!
//! A customer that is about to leave buys less, pays later, complains more and is less satisfied; some leave without
//! any of that, and some who stay go through the same and recover. Nothing else says who leaves.

pub mod agreements;
pub mod catalogue;
pub mod fen;
pub mod history;
pub mod identity;
pub mod money;
pub mod quarter;
pub mod sales;
pub mod service;
pub mod settings;
pub mod trade;
pub mod vendor;

pub use agreements::Contract;
pub use catalogue::{PRODUCTS, Product};
pub use fen::Fen;
pub use history::CompanyHistory;
pub use identity::{Company, CrmAccount, ErpAccount, ServiceOrganization};
pub use quarter::{Month, Quarter};
pub use settings::Settings;

mod billing;
mod bookkeeping;
mod brand_words;
mod chance;
mod contracting;
mod course;
mod credit_code;
mod deals;
mod industries;
mod keys;
mod naming;
mod ordering;
mod paying;
mod people;
mod people_names;
mod places;
mod presence;
mod register;
mod settling;
mod sizes;
mod tickets;
mod touches;
mod workdays;
mod working;
