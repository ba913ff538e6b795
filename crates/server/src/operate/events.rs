//! The events of an experiment: who saw which variation, and what came of it, for the experiment's report.
//!
//! Takes the store as it is, gives lines as `prescreen experiment report` reads them. Nobody's name is in them, nor an answer:
//! the server has none. A claim is the exposure: it is the page's first step, it is answered before the first question is
//! shown, and it happens once.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::terms::{Digest, Outcome};
use prescreen::verdict::{Opened, Verdict};
use serde_json::json;

use super::Place;
use crate::failure::Failure;
use crate::store::sessions::InExperiment;
use crate::store::{Error, sessions};

/// The last number that an event of a person can have.
const LAST: u32 = 255;

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Events {
    /// People.
    pub people: u64,
    /// Exposures.
    pub exposures: u64,
    /// Completions.
    pub completions: u64,
    /// Events that are not written: a person has 256 at most.
    pub left_out: u64,
}

/// Writes the events of an experiment, while servers run.
///
/// # Errors
/// When the store is damaged or cannot be read, or the file cannot be written.
pub fn events(place: &Place, experiment: &Id, to: &mut dyn Write) -> Result<Events, Failure> {
    let all = place.open_whole()?.read(sessions::in_experiments)?;
    let mut happened: Vec<(Instant, Digest, What)> = Vec::new();
    for one in all.into_iter().filter(|one| one.assigned.experiment == *experiment) {
        let unit = one.assigned.unit;
        happened.extend(of(one).map_err(Failure::of)?.into_iter().map(|(at, what)| (at, unit, what)));
    }
    // In the order in which the server heard of them, which is that of each person's numbers.
    happened.sort_by_key(|(at, ..)| *at);
    let mut written = Events::default();
    let mut next: BTreeMap<Digest, u32> = BTreeMap::new();
    for (at, unit, what) in happened {
        let seq = next.entry(unit).or_default();
        if *seq > LAST {
            written.left_out = written.left_out.saturating_add(1);
            continue;
        }
        let (unit, received) = (unit.text(), hour(at));
        let event = match what {
            What::Exposure(variation) => {
                written.exposures = written.exposures.saturating_add(1);
                json!({ "event": "exposure", "experiment": experiment, "unit": unit, "seq": seq, "received": received, "variation": variation })
            }
            What::Completion { class, outcome } => {
                written.completions = written.completions.saturating_add(1);
                json!({ "event": "completion", "experiment": experiment, "unit": unit, "seq": seq, "received": received, "class": class, "outcome": outcome.word() })
            }
        };
        *seq = seq.saturating_add(1);
        writeln!(to, "{event}").map_err(|error| Failure::file("write", Path::new("the events"), &error))?;
    }
    written.people = next.len().try_into().unwrap_or(u64::MAX);
    Ok(written)
}

/// What happened in a session.
enum What {
    Exposure(Id),
    Completion { class: Option<Id>, outcome: Outcome },
}

/// What happened in a session, and when; nothing before its claim.
fn of(session: InExperiment) -> Result<Vec<(Instant, What)>, Error> {
    let Some(claimed) = session.claimed else { return Ok(Vec::new()) };
    let mut events = vec![(claimed, What::Exposure(session.assigned.variation))];
    if let Some((verdict, accepted)) = session.decided {
        let verdict = Opened::<Verdict>::open(&verdict).map_err(|_| Error::Content)?.claims;
        events.push((accepted, What::Completion { class: verdict.class().cloned(), outcome: verdict.outcome() }));
    }
    Ok(events)
}

/// The hour, UTC, such as `2026-11-02T09`.
fn hour(at: Instant) -> String {
    let hour = at.0.rem_euclid(86_400).div_euclid(3600);
    at.day(0).map_or_else(String::new, |day| format!("{day}T{hour:02}"))
}
