//! Columns of days and times.

use super::{Context, Guess, toml_text};
use crate::infer::column::Seen;
use crate::infer::identity;
use crate::infer::moments::{MomentShape, NoMoment, unclear};
use crate::infer::toml::list;
use kam_project::ColumnType;

/// The fewest values of eight digits that are taken for days under a name that does not speak of any.
const FEW: u64 = 5;

/// A column whose values are all moments, or stand for none.
pub(super) fn of_moments(seen: &Seen, context: Context<'_>) -> Option<Guess> {
    let no_days: u64 = seen.no_days.values().sum();
    if seen.moments.read == 0 || seen.moments.read + no_days < seen.values {
        return None;
    }
    let is_told = identity::is_of_moments(&seen.name) || seen.values >= FEW;
    if seen.moments.are_compact() && (identity::is_identifier(&seen.name) || !is_told) {
        return None;
    }
    Some(match seen.moments.shape(context.order) {
        Ok(shape) => of_shape(seen, shape, context),
        Err(NoMoment::Mixed) => Guess::of_text(vec!["dates".to_owned()]).doubting(
            "Some values have a first number above 12, others a second one: days and months stand in either order, so \
             that neither order reads all of them."
                .to_owned(),
        ),
        Err(NoMoment::Unclear(ways)) => {
            let kind = if seen.moments.has_times() { "timestamp" } else { "date" };
            let ways: Vec<String> =
                ways.iter().map(|formats| format!("`type = \"{kind}\", formats = {}`", list(formats))).collect();
            let told = unclear(seen.moments.read);
            let doubt = format!("Ask whoever sends it: {told}. It is {}.", ways.join(" or "));
            Guess::of_text(vec!["dates whose order is open".to_owned()]).doubting(doubt)
        }
    })
}

fn of_shape(seen: &Seen, shape: MomentShape, context: Context<'_>) -> Guess {
    let mut guess = Guess::new(shape.kind, shape.evidence);
    if !shape.formats.is_empty() {
        guess = guess.with("formats", list(&shape.formats));
    }
    guess.null = seen.no_days.keys().map(|text| (*text).to_owned()).collect();
    if shape.formats.iter().any(|format| format.contains("%y")) {
        guess.evidence.push("70 to 99 are years of the last century, unless `first_year` says otherwise".to_owned());
    }
    if shape.kind == ColumnType::Timestamp { zoned(guess, &shape.formats, shape.has_offset, context) } else { guess }
}

/// The zone of times: what was said, else UTC; which is told as a guess where the values do not tell.
pub(super) fn zoned(guess: Guess, formats: &[String], has_offset: bool, context: Context<'_>) -> Guess {
    let tells = |format: &String| format.contains("%z") || format.contains("%:z") || format.starts_with("epoch");
    if !formats.is_empty() && formats.iter().all(tells) {
        return guess;
    }
    let mut guess = guess.with("zone", toml_text(context.zone.unwrap_or("UTC")));
    if context.zone.is_none() && !has_offset {
        guess.is_zone_guessed = true;
        guess.evidence.push("UTC is a guess".to_owned());
    }
    guess
}
