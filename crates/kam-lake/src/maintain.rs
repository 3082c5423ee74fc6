//! What keeps a lake in order over the years: looking at it, proving it whole, and taking away what no commit needs.

mod inspect;
mod named;
mod probe;
mod vacuum;
mod verify;

pub use inspect::{Inspected, InspectedTable, inspect};
pub use named::Fault;
pub use probe::probe;
pub use vacuum::{Vacuumed, vacuum};
pub use verify::{Verified, verify};
