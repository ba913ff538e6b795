//! What is claimed of the `credit` part, for everybody who brings any evidence.

use prescreen::credit::Weighed;
use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::{EvidenceTable, Height};
use prescreen::terms::protected::protected;
use prescreen::terms::{CreditOutcome, FieldIndex};

use crate::claims::claim::{Claim, Grounds};
use crate::claims::pairs::{covered_by_protected, limited};
use crate::claims::property::{Means, Property};
use crate::means::{Bearing, Everybody, Seen, TooMany, Values, Wanted};
use crate::witness::Applicant;

/// Every claim about credit; none where the pack does not ask what a person can afford.
pub fn claims(pack: &Pack) -> Vec<Claim> {
    let Some((everybody, table)) = Everybody::of(pack).zip(pack.compiled().credit.as_ref()) else { return Vec::new() };
    let mut claims = Vec::new();
    for seen in &everybody.seen {
        let covers = table.evidence.iter().any(|one| one.coverage.is_some_and(|(field, _)| field == seen.field));
        match seen.bearing {
            Bearing::Lowers => claims.push(rises(pack, &everybody, seen, false)),
            Bearing::Raises => claims.push(rises(pack, &everybody, seen, true)),
            Bearing::None if covers => claims.push(rises(pack, &everybody, seen, true)),
            Bearing::None => {}
        }
    }
    // What is read for its coverage alone can only make another fact count.
    let read = |field: &FieldIndex| everybody.seen.iter().any(|seen| seen.field == *field);
    let mut covering: Vec<FieldIndex> = Vec::new();
    for (field, _) in table.evidence.iter().filter_map(|one| one.coverage) {
        if !read(&field) && !covering.contains(&field) {
            covering.push(field);
        }
    }
    let names = covering.into_iter().filter_map(|field| pack.compiled().layout.person.name_of(field));
    claims.extend(names.map(|fact| Claim::new(Property::MoreNeverLowers { fact: fact.clone() }, Grounds::LimitRises)));
    claims.push(Claim::new(Property::WeakEvidenceNeverHelps { part: Means::Credit }, Grounds::InsufficientWithout));
    claims.push(protected_facts(pack, &table.evidence, &everybody));
    let own = table.limit.ceilings.iter().any(|ceiling| matches!(ceiling.height, Height::Amount(_)));
    let within = if own { Grounds::LeastOfCeilings } else { Grounds::NobodyReaches };
    claims.push(Claim::new(Property::WithinOwnLimit, within));
    claims.push(Claim::new(Property::OwnLimitReached, reached(pack, &everybody, |weighed| weighed.outcome(table))));
    claims
}

/// Whether somebody gets the firm's own limit, as the engine sees them.
fn reached(pack: &Pack, everybody: &Everybody<'_>, outcome: impl Fn(&Weighed) -> CreditOutcome) -> Grounds {
    let holds = |weighed: &Weighed| outcome(weighed) == CreditOutcome::Proceed;
    match everybody.somebody(&Wanted { fixed: &Values::new(), sum: everybody.enough(), holds: &holds }) {
        Ok(Some(values)) => match limited(pack, &values) {
            Some((Applicant { credit: Some(credit), .. }, _)) if credit.outcome == CreditOutcome::Proceed => {
                Grounds::SomebodyMeets
            }
            _ => Grounds::NotRepeated,
        },
        Ok(None) => Grounds::AllBelowOwnLimit,
        Err(TooMany) => Grounds::TooManyStates,
    }
}

/// Whether more of a fact, or less of it, never lowers the limit. The limit does so by its arithmetic; what is looked
/// for is an end of a bin at which points fall below what a limit takes.
fn rises(pack: &Pack, everybody: &Everybody<'_>, seen: &Seen<'_>, more: bool) -> Claim {
    let fact: Id = seen.id.clone();
    let property = if more { Property::MoreNeverLowers { fact } } else { Property::LessNeverLowers { fact } };
    for end in seen.ends() {
        let below = end.saturating_sub(1);
        // From the first to the second nobody should lose.
        let (from, to) = if more { (below, end) } else { (end, below) };
        match falls(everybody, seen, from, to) {
            Ok(None) => {}
            Ok(Some(pair)) => return shown(pack, everybody, property, pair),
            Err(TooMany) => return Claim::new(property, Grounds::TooManyStates),
        }
    }
    Claim::new(property, Grounds::LimitRises)
}

/// Somebody who has a limit with one value of a fact, and by too few points none with another.
fn falls(everybody: &Everybody<'_>, seen: &Seen<'_>, from: i64, to: i64) -> Result<Option<Pair>, TooMany> {
    let lost = seen.points(from).saturating_sub(seen.points(to));
    if lost <= 0 {
        return Ok(None);
    }
    let least = *everybody.enough().start();
    let sum = least..=least.saturating_add(lost).saturating_sub(1);
    let holds = |weighed: &Weighed| everybody.limited(weighed);
    let fixed = vec![(seen.field, from)];
    let better = everybody.somebody(&Wanted { fixed: &fixed, sum, holds: &holds })?;
    Ok(better.map(|better| Pair { worse: with(&better, seen.field, to), better }))
}

/// Two who differ in one fact.
struct Pair {
    worse: Values,
    better: Values,
}

fn with(values: &Values, field: FieldIndex, value: i64) -> Values {
    values.iter().map(|(own, old)| (*own, if *own == field { value } else { *old })).collect()
}

/// Whether facts about age, sex or origin change anything. The check of a pack lets none be read.
pub fn protected_facts(pack: &Pack, evidence: &[EvidenceTable], everybody: &Everybody<'_>) -> Claim {
    let property = || Property::ProtectedChangesNothing { part: Means::Credit };
    if covered_by_protected(pack, evidence) {
        return Claim::new(property(), Grounds::NotRepeated);
    }
    for seen in everybody.seen.iter().filter(|seen| protected(seen.id.as_str()).is_some()) {
        if seen.bearing != Bearing::None {
            return Claim::new(property(), Grounds::NotRepeated);
        }
        // Of two values that are told apart, two beside each other are.
        for end in seen.ends() {
            let below = end.saturating_sub(1);
            for (from, to) in [(below, end), (end, below)] {
                match falls(everybody, seen, from, to) {
                    Ok(None) => {}
                    Ok(Some(pair)) => return shown(pack, everybody, property(), pair),
                    Err(TooMany) => return Claim::new(property(), Grounds::TooManyStates),
                }
            }
        }
    }
    Claim::new(property(), Grounds::ReadsNoProtected)
}

/// Refuted by a pair, if the engine gives both what was worked out.
fn shown(pack: &Pack, everybody: &Everybody<'_>, property: Property, pair: Pair) -> Claim {
    let limits = [&pair.worse, &pair.better].map(|values| everybody.limit(values));
    match [&pair.worse, &pair.better].map(|values| limited(pack, values)) {
        [Some((worse, low)), Some((better, high))] if [low, high] == limits && low < high => {
            Claim::new(property, Grounds::PairDiffers).shown_by_pair((worse, better))
        }
        _ => Claim::new(property, Grounds::NotRepeated),
    }
}
