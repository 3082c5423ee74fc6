//! Keeping a project's lake in order.

use crate::error::Result;
use crate::moment;
use crate::surroundings::Surroundings;
pub use kam_lake::maintain::{Compacted, CompactedTable, Fault, Inspected, InspectedTable, Vacuumed, Verified};
use kam_lake::{Location, Reader, Writer};
use kam_project::Project;

/// What the lake holds. Changes nothing.
pub async fn inspect(project: &Project, around: &Surroundings) -> Result<Inspected> {
    Ok(kam_lake::maintain::inspect(&around.lake(project)?).await?)
}

/// Reads every object that any commit names, and compares it with what was written. Changes nothing.
pub async fn verify(project: &Project, around: &Surroundings) -> Result<Verified> {
    Ok(kam_lake::maintain::verify(&around.lake(project)?).await?)
}

/// Whether the lake's store keeps what a commit relies on.
pub async fn probe(project: &Project, around: &Surroundings) -> Result<()> {
    Ok(kam_lake::maintain::probe(&around.lake(project)?).await?)
}

/// Puts small files of tables together and writes checkpoints that are due. Holds the lake's lock meanwhile, as a run does.
pub async fn compact(project: &Project, around: &Surroundings, is_rehearsal: bool) -> Result<Compacted> {
    let mut writer = writer(&around.lake(project)?, around).await?;
    let compacted = kam_lake::maintain::compact(&mut writer, (around.now)(), is_rehearsal).await;
    writer.close().await;
    Ok(compacted?)
}

/// Takes away all but the newest `keep` commits and what only they named. Holds the lake's lock meanwhile, as a run does.
pub async fn vacuum(project: &Project, around: &Surroundings, keep: usize, is_rehearsal: bool) -> Result<Vacuumed> {
    let lake = around.lake(project)?;
    let writer = writer(&lake, around).await?;
    let vacuumed = kam_lake::maintain::vacuum(&lake, &writer, keep, is_rehearsal).await;
    writer.close().await;
    Ok(vacuumed?)
}

async fn writer(lake: &Location, around: &Surroundings) -> Result<Writer> {
    let now = moment::after(&Reader::open(lake).await?.head().run_id, (around.now)());
    Ok(Writer::open(lake, &moment::run_id(now), now).await?)
}
