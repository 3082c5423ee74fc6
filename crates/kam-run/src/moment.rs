//! When a run happens: after every run before it, whatever the clock says.

use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeDelta, Utc};

/// Sorted as text, runs stand in the order of their moments.
const RUN_ID: &str = "%Y%m%dT%H%M%S%.6fZ";

/// The name of the run of a moment.
pub(crate) fn run_id(moment: DateTime<Utc>) -> String {
    moment.format(RUN_ID).to_string()
}

/// A moment as tables of ours and `run_results.json` write it.
pub(crate) fn written(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The moment of a new run: now, or right after the last run where the clock was set back since.
///
/// Which content of a file is the later one, and which snapshot, is told by these moments.
pub(crate) fn after(last_run_id: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    of(last_run_id).map_or(now, |last| now.max(last + TimeDelta::microseconds(1)))
}

/// What to say where the clock was set back.
pub(crate) fn note(last_run_id: &str, now: DateTime<Utc>) -> Option<String> {
    let now = of(last_run_id).filter(|last| *last >= now).map(|_| now.format("%Y-%m-%d %H:%M:%S UTC"));
    now.map(|now| {
        format!("the clock shows {now}, which is before the last run, {last_run_id}; this run counts as right after it")
    })
}

fn of(run_id: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(run_id, RUN_ID).ok().map(|moment| moment.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_never_runs_backwards() {
        let noon: DateTime<Utc> = "2026-10-01T12:00:00Z".parse().unwrap_or_default();
        let earlier = noon - TimeDelta::hours(1);
        assert_eq!(after("", noon), noon);
        assert_eq!(after(&run_id(earlier), noon), noon);
        assert_eq!(after(&run_id(noon), earlier), noon + TimeDelta::microseconds(1));
        assert!(run_id(noon) < run_id(after(&run_id(noon), earlier)));
    }
}
