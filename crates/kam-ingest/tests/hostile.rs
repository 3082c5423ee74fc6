//! Files that mean harm, or are broken: read within bounds, or refused.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "hostile/bombs.rs"]
mod bombs;
#[path = "hostile/bounds.rs"]
mod bounds;
#[path = "hostile/mutations.rs"]
mod mutations;
#[path = "hostile/sound.rs"]
mod sound;
#[path = "hostile/ways.rs"]
mod ways;
