//! What keeps a lake in order over the years: looking at it, proving it whole, putting small files together,
//! and taking away what no commit needs.

mod checkpoints;
mod compact;
mod inspect;
mod named;
mod probe;
mod small_files;
mod vacuum;
mod verify;

pub use compact::{Compacted, CompactedTable, compact};
pub use inspect::{Inspected, InspectedTable, inspect};
pub use named::Fault;
pub use probe::probe;
pub use vacuum::{Vacuumed, vacuum};
pub use verify::{Verified, verify};
