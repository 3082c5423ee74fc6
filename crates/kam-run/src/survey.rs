//! Which deliveries are new: by the bytes of files, never by their names or dates.

use crate::error::Result;
use crate::ledger::{Landed, Ledger};
use crate::plan::Asked;
use crate::surroundings::Request;
use chrono::{DateTime, Utc};
use kam_ingest::{Fingerprint, FoundFile};
use kam_project::{AddsUp, Extract, OnResend};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What is landed as one: a file of facts or of changes, or all parts of a snapshot.
#[derive(Debug)]
pub(crate) struct Moment<'a> {
    pub extract: &'a Extract,
    pub known_from: DateTime<Utc>,
    pub deliveries: Vec<Delivery>,
    pub standing: Standing,
}

/// One new file, or member of one.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub id: String,
    pub found: FoundFile,
    pub fingerprint: Fingerprint,
}

/// A file, and what its fingerprint said.
pub(crate) type Seen<'a> = (&'a FoundFile, &'a Fingerprint);

impl Delivery {
    pub(crate) fn seen(&self) -> Seen<'_> {
        (&self.found, &self.fingerprint)
    }
}

/// How a moment stands to what has landed before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It adds to it.
    New,
    /// It takes the place of an earlier content of the same file.
    Replaces,
    /// Its file was landed before with other content, and the extract says to refuse that.
    Resent,
    /// A snapshot older than the newest one landed, and what followed it is not there to be read again.
    Late,
    /// A snapshot or changes that have landed, read again after what came late before them: what that changed, they change back.
    Restates,
    /// Its name or envelope dates it after this moment: a later run will land it.
    Early,
}

impl Moment<'_> {
    /// Why it is landed, for people.
    pub(crate) fn reason(&self) -> String {
        let files: Vec<String> = self.deliveries.iter().map(|d| d.found.shown()).collect();
        let files = files.join(", ");
        match self.standing {
            Standing::New => format!("new content in {files}"),
            Standing::Replaces => format!("new content in {files}, which takes the place of the old"),
            Standing::Resent => format!("{files} was landed before with other content"),
            Standing::Late => format!("{files} is older than the newest snapshot"),
            Standing::Restates => format!("{files} again, after what came late before it"),
            Standing::Early => format!("{files} is dated {}, which is yet to come", self.known_from),
        }
    }
}

/// Finds the new deliveries of a pipeline's extracts, oldest first.
pub(crate) fn survey<'a>(asked: &Asked<'a>, ledger: &Ledger) -> Result<Vec<Moment<'a>>> {
    let Asked { project, pipeline, request, around, now } = *asked;
    let mut moments = Vec::new();
    for extract in project.extracts.values().filter(|extract| pipeline.lands(&extract.table)) {
        let root = around.root(project, extract)?;
        let files = kam_ingest::find(extract, &root)?
            .into_iter()
            .map(|found| kam_ingest::fingerprint(&found).map(|fingerprint| (found, fingerprint)))
            .collect::<Result<Vec<_>, _>>()?;
        let survey = Survey { extract, landed: landed(ledger, extract), request, now };
        moments.extend(match extract.adds_up {
            AddsUp::Append => survey.facts(files),
            AddsUp::Snapshot => survey.snapshots(files),
            AddsUp::Upsert => survey.changes(files),
        });
    }
    Ok(moments)
}

fn landed<'a>(ledger: &'a Ledger, extract: &Extract) -> Vec<&'a Landed> {
    let name = extract.table.to_string();
    ledger.deliveries.iter().filter(|landed| landed.extract == name).collect()
}

/// The files of one moment.
type Parts = Vec<(FoundFile, Fingerprint)>;

struct Survey<'a, 'l> {
    extract: &'a Extract,
    landed: Vec<&'l Landed>,
    request: &'l Request,
    now: DateTime<Utc>,
}

impl<'a> Survey<'a, '_> {
    /// Facts: a file is known by its bytes, whatever it is called.
    fn facts(&self, files: Vec<(FoundFile, Fingerprint)>) -> Vec<Moment<'a>> {
        let mut moments = match self.extract.on_resend {
            OnResend::Refuse => self.added_facts(files),
            OnResend::Replace => self.standing_facts(files),
        };
        moments.sort_by_key(|moment| moment.known_from);
        moments
    }

    /// Changes: a file's newest content stands, whatever it said before; of one day the later name is the later word.
    ///
    /// Of one that comes late only what no later one says may stand; a later one that repeated what was known has left no rows, so
    /// those that follow are read again, as far as they are still there.
    fn changes(&self, files: Vec<(FoundFile, Fingerprint)>) -> Vec<Moment<'a>> {
        let again = self.read_again(&files);
        let mut moments = self.standing_facts(files);
        moments.iter_mut().filter(|moment| moment.standing == Standing::Replaces).for_each(|moment| {
            // What it said before is not taken back: this is simply newer.
            moment.standing = Standing::New;
        });
        let earliest = moments.iter().map(|moment| moment.known_from).min();
        moments
            .extend(again.into_iter().filter(|moment| earliest.is_some_and(|earliest| moment.known_from > earliest)));
        let name = |moment: &Moment<'_>| moment.deliveries.first().map(|delivery| delivery.found.name.clone());
        moments.sort_by_cached_key(|moment| (moment.known_from, name(moment)));
        moments
    }

    /// The files that have landed as they are, each as it would be read again.
    fn read_again(&self, files: &[(FoundFile, Fingerprint)]) -> Vec<Moment<'a>> {
        let again = files.iter().filter_map(|(found, fingerprint)| {
            let is_this = |landed: &&&Landed| landed_as(landed) == found_as(found) && !landed.is_late;
            let landed = self.landed.iter().rev().find(is_this)?;
            let is_same = landed.sha256 == fingerprint.sha256 && landed.shape_version == self.extract.shape_version;
            let delivery =
                Delivery { id: landed.delivery_id.clone(), found: found.clone(), fingerprint: fingerprint.clone() };
            is_same.then(|| Moment {
                extract: self.extract,
                known_from: landed.known_from,
                deliveries: vec![delivery],
                standing: Standing::Restates,
            })
        });
        again.collect()
    }

    /// Every content counts once, for ever.
    fn added_facts(&self, files: Vec<(FoundFile, Fingerprint)>) -> Vec<Moment<'a>> {
        let mut known: BTreeSet<String> = self.landed.iter().map(|landed| landed.sha256.clone()).collect();
        let mut moments = Vec::new();
        for (found, fingerprint) in files {
            if known.insert(fingerprint.sha256.clone()) {
                let is_resent = self.landed.iter().any(|landed| landed_as(landed) == found_as(&found));
                let standing = if is_resent { Standing::Resent } else { Standing::New };
                moments.push(self.fact(found, fingerprint, standing));
            }
        }
        moments
    }

    /// A file's newest content stands; known is what stands, under this name or, renamed, under another.
    fn standing_facts(&self, files: Vec<(FoundFile, Fingerprint)>) -> Vec<Moment<'a>> {
        let landed = self.landed.iter().map(|landed| (landed_as(landed), landed.sha256.clone()));
        let mut stands: BTreeMap<(String, String), String> = landed.collect();
        let (again, first): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(found, _)| stands.contains_key(&found_as(found)));
        let mut moments = Vec::new();
        for (found, fingerprint) in again {
            let before = stands.insert(found_as(&found), fingerprint.sha256.clone());
            if before.as_ref() != Some(&fingerprint.sha256) {
                moments.push(self.fact(found, fingerprint, Standing::Replaces));
            }
        }
        for (found, fingerprint) in first {
            if !stands.values().any(|sha256| *sha256 == fingerprint.sha256) {
                stands.insert(found_as(&found), fingerprint.sha256.clone());
                moments.push(self.fact(found, fingerprint, Standing::New));
            }
        }
        moments
    }

    fn fact(&self, found: FoundFile, fingerprint: Fingerprint, standing: Standing) -> Moment<'a> {
        let known_from = self.known_from(&found);
        // A content that comes back after another took its place is a delivery of its own.
        let comes_back = self.extract.adds_up == AddsUp::Upsert || self.extract.on_resend == OnResend::Replace;
        let moment = comes_back.then_some(self.now);
        let delivery = self.delivery(found, fingerprint, moment);
        let standing = if known_from > self.now { Standing::Early } else { standing };
        Moment { extract: self.extract, known_from, deliveries: vec![delivery], standing }
    }

    /// Snapshots: all files of one moment are its parts; the same parts as at that moment are known.
    ///
    /// One that comes late lands at its own time, and so that it changes nothing after it, the next one is read again.
    fn snapshots(&self, files: Vec<(FoundFile, Fingerprint)>) -> Vec<Moment<'a>> {
        let mut moments: BTreeMap<DateTime<Utc>, Parts> = BTreeMap::new();
        for (found, fingerprint) in files {
            moments.entry(self.known_from(&found)).or_default().push((found, fingerprint));
        }
        let newest = self.landed.iter().map(|landed| landed.known_from).max();
        let (mut new, mut restated) = (Vec::new(), BTreeSet::new());
        for (known_from, parts) in &moments {
            let is_dated =
                self.request.extracted_at.is_some() || parts.iter().any(|(found, _)| found.known_from.is_some());
            let compared = if is_dated { Some(*known_from) } else { newest };
            if self.is_known(parts, compared) {
                continue;
            }
            let landed = self.landed.iter().filter(|landed| !landed.is_late).map(|landed| landed.known_from);
            let next = landed.filter(|landed| landed > known_from).min();
            let standing = match next {
                // Landed, it would make every real one late until its day comes.
                _ if *known_from > self.now => Standing::Early,
                None => Standing::New,
                Some(next) if moments.get(&next).is_some_and(|parts| self.is_known(parts, Some(next))) => {
                    restated.insert(next);
                    Standing::New
                }
                Some(_) => Standing::Late,
            };
            new.push((*known_from, standing));
        }
        new.extend(restated.into_iter().map(|known_from| (known_from, Standing::Restates)));
        new.sort_by_key(|(known_from, _)| *known_from);
        new.into_iter()
            .map(|(known_from, standing)| {
                let parts = moments.remove(&known_from).unwrap_or_default().into_iter();
                let deliveries = parts.map(|(found, fingerprint)| self.delivery(found, fingerprint, Some(known_from)));
                Moment { extract: self.extract, known_from, deliveries: deliveries.collect(), standing }
            })
            .collect()
    }

    /// Whether these are the parts, read by this shape, that were landed last for a moment.
    fn is_known(&self, parts: &Parts, at: Option<DateTime<Utc>>) -> bool {
        let moment = || self.landed.iter().filter(|landed| Some(landed.known_from) == at);
        let newest_run = moment().map(|landed| landed.run_id.as_str()).max();
        let last = || moment().filter(|landed| Some(landed.run_id.as_str()) == newest_run);
        let landed: BTreeSet<&str> = last().map(|landed| landed.sha256.as_str()).collect();
        let parts: BTreeSet<&str> = parts.iter().map(|(_, fingerprint)| fingerprint.sha256.as_str()).collect();
        landed == parts && last().all(|landed| landed.shape_version == self.extract.shape_version)
    }

    /// When the sender knew it: by the file's name, else as told, else now. Never by the file's date.
    fn known_from(&self, found: &FoundFile) -> DateTime<Utc> {
        found.known_from.or(self.request.extracted_at).unwrap_or(self.now)
    }

    fn delivery(&self, found: FoundFile, fingerprint: Fingerprint, moment: Option<DateTime<Utc>>) -> Delivery {
        let moment = moment.map(|moment| moment.to_rfc3339()).unwrap_or_default();
        // Parts of a snapshot may have equal bytes; a fact file is the same under any name.
        let name = if self.extract.adds_up == AddsUp::Snapshot { found.shown() } else { String::new() };
        let identity = format!("{}\n{name}\n{}\n{moment}", self.extract.table, fingerprint.sha256);
        let digest = Sha256::digest(identity.as_bytes());
        let id = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Delivery { id, found, fingerprint }
    }
}

/// The name something was landed under: its file and, within it, its member.
fn landed_as(landed: &Landed) -> (String, String) {
    (landed.file.clone(), landed.member.clone())
}

/// The name something found would land under.
fn found_as(found: &FoundFile) -> (String, String) {
    (found.name.clone(), found.member.clone().unwrap_or_default())
}
