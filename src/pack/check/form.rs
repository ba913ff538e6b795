//! What else is wrong with a pack whose form is wrong.
//!
//! Takes the pack and what is wrong with its form; reads it once more as it was probably meant, and gives what the
//! other checks find in that. What follows from a part that cannot be read is not said: a finding is about what stands
//! there, or about what was probably meant by it.

use crate::json::{self, Json};
use crate::pack::compile::Compiled;
use crate::pack::schema::PackDocument;
use crate::{Code, Error};

use super::{Findings, MAX_FINDINGS, explain, last_step, remedy};

/// Parts that no other part reads.
const ENDS: [&str; 11] = [
    "version",
    "jurisdiction",
    "regulator",
    "service",
    "time_zone",
    "effective",
    "record",
    "attempts",
    "validity",
    "never",
    "disclosure",
];

/// Everything that can be said of a pack whose form is wrong: that first, then the rest.
pub(crate) fn despite(pack: &Json, faults: Vec<Error>) -> Vec<Error> {
    let mut meant = pack.clone();
    let renamed: Vec<Renamed> = faults.iter().filter_map(|fault| mend(&mut meant, fault)).collect();
    let (document, left): (PackDocument, _) = json::read_explained(&meant, explain);
    let mut findings = Findings::default();
    super::document(&document, &mut findings);
    if left.is_empty() && findings.errors.is_empty() {
        Compiled::of(&document, &mut findings);
    }
    let taken_out = |fault: &Error| fault.code == Code::UnknownField && explain::meant(fault).is_none();
    let whole = left.is_empty() && !faults.iter().any(taken_out);
    let readable = |finding: &Error| whole || is_apart(finding, &left);
    let others = findings.errors.into_iter().filter(readable).collect::<Vec<_>>();
    // What is wrong in a value that was read as it was probably meant is wrong because it was not meant.
    let guessed = |error: &Error| {
        let within = |fault: &Error| json::is_within(&error.at, &fault.at) && fault.code != Code::UnknownField;
        faults.iter().any(within)
    };
    let left: Vec<Error> = left.into_iter().filter(|error| !guessed(error)).map(remedy).collect();
    let mut told: Vec<Error> = faults.into_iter().map(remedy).collect();
    for mut other in left.into_iter().chain(others) {
        renamed.iter().for_each(|renamed| renamed.as_written(&mut other.at));
        if !told.iter().any(|known| known.at == other.at && known.code == other.code) {
            told.push(other);
        }
    }
    told.truncate(MAX_FINDINGS);
    told
}

/// Whether a finding is true whatever was meant where the form is wrong.
fn is_apart(finding: &Error, faults: &[Error]) -> bool {
    // Which texts are shown, and which reasons there are, follows from all parts.
    let follows = finding.code == Code::Text || part(&finding.at) == "disclosure";
    let apart = |fault: &Error| {
        let by_itself = ENDS.contains(&part(&fault.at)) || part(&fault.at) == "texts";
        match fault.at.split_once("/basis") {
            Some((place, _)) => !finding.at.starts_with(&[place, "/basis"].concat()),
            None => by_itself && part(&fault.at) != part(&finding.at),
        }
    };
    !follows && faults.iter().all(apart)
}

/// The part of the pack that a pointer leads into.
fn part(pointer: &str) -> &str {
    pointer.split('/').nth(1).unwrap_or_default()
}

/// A field as it was probably meant, and as it is written.
struct Renamed {
    meant: String,
    written: String,
}

impl Renamed {
    /// The pointer into the pack as it is written.
    fn as_written(&self, pointer: &mut String) {
        if let Some(rest) = pointer.strip_prefix(&self.meant).filter(|_| json::is_within(pointer.as_str(), &self.meant))
        {
            *pointer = [&self.written, rest].concat();
        }
    }
}

/// Puts what was probably meant where the form is wrong, if that can be told.
fn mend(pack: &mut Json, fault: &Error) -> Option<Renamed> {
    let (above, _) = fault.at.rsplit_once('/')?;
    let key = last_step(&fault.at);
    if fault.code == Code::UnknownField {
        let Json::Map(entries) = at(pack, above)? else { return None };
        let place = entries.iter().position(|(known, _)| *known == key)?;
        match explain::meant(fault).filter(|meant| entries.iter().all(|(known, _)| known != meant)) {
            Some(meant) => entries.get_mut(place)?.0 = meant.into(),
            None => drop(entries.remove(place)),
        }
        let mut pointer = String::from(above);
        json::push_step(&mut pointer, explain::meant(fault)?);
        return Some(Renamed { meant: pointer, written: fault.at.clone() });
    }
    let value = at(pack, &fault.at)?;
    if let Some(mended) = explain::meant(fault).map(Json::text).or_else(|| explain::as_expected(fault, value)) {
        *value = mended;
    }
    None
}

/// The value that a pointer leads to.
fn at<'j>(json: &'j mut Json, pointer: &str) -> Option<&'j mut Json> {
    let mut steps: Vec<String> = Vec::new();
    let mut rest = pointer;
    while let Some((above, _)) = rest.rsplit_once('/') {
        steps.push(last_step(rest));
        rest = above;
    }
    steps.iter().rev().try_fold(json, |json, step| match json {
        Json::Map(entries) => entries.iter_mut().find(|(key, _)| key == step).map(|(_, value)| value),
        Json::List(values) => values.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })
}
