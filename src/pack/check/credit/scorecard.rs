//! The points table: every value has points, and somebody has enough of them.

use crate::Code;
use crate::id::{Id, MAX_ID_LENGTH};
use crate::pack::schema::{Characteristic, Credit, Fact, FactKind, PackDocument, reason_code};

use super::super::Findings;
use super::super::evidence::fact;
use super::ends;

pub(super) fn check(document: &PackDocument, findings: &mut Findings, credit: &Credit) {
    let at = "/credit/scorecard/characteristics";
    let characteristics = &credit.scorecard.characteristics;
    findings.unique("fact", at, "/fact", &mut characteristics.iter().map(|one| &one.fact));
    for (n, one) in characteristics.iter().enumerate() {
        characteristic(document, findings, &format!("{at}/{n}"), one);
    }
    points(findings, credit);
}

/// A fact whose code is `credit.FACT` has room for it.
pub(super) fn named(findings: &mut Findings, at: &str, fact: &Id) {
    let length = reason_code(fact).as_str().len();
    if length > MAX_ID_LENGTH {
        found!(
            findings, Code::Limit, "{at}";
            "with 'credit.' before it the id has {length} bytes; at most {MAX_ID_LENGTH} are allowed";
            "Shorten the fact's id."
        );
    }
}

fn characteristic(document: &PackDocument, findings: &mut Findings, at: &str, one: &Characteristic) {
    named(findings, &format!("{at}/fact"), &one.fact);
    let Some(fact) = fact(document, &one.fact) else { return };
    let integer = fact.kind == FactKind::Integer;
    let (has, wants) = if integer { ("options", "bins") } else { ("bins", "options") };
    let (given, missing) = if integer {
        (!one.options.is_empty(), one.bins.is_empty())
    } else {
        (!one.bins.is_empty(), one.options.is_empty())
    };
    if given || missing {
        found!(
            findings, Code::Inconsistent, "{at}";
            "'{}' is of type {}, so it has `{wants}` and no `{has}`", one.fact, fact.kind.word();
            "Give `{wants}` alone."
        );
        return;
    }
    within(findings, at, one);
    if integer {
        ends(findings, &format!("{at}/bins"), "bin", &one.bins.iter().map(|bin| bin.below).collect::<Vec<_>>());
        empty(findings, at, one, fact);
        return;
    }
    let words: Vec<Id> =
        if fact.kind == FactKind::Choice { fact.options.clone() } else { ["false", "true"].map(Id::of_parts).into() };
    let at = format!("{at}/options");
    findings.unique("option", &at, "/option", &mut one.options.iter().map(|option| &option.option));
    for (n, option) in one.options.iter().enumerate() {
        let place = format!("the options of '{}'", one.fact);
        findings.declared(&format_args!("{at}/{n}/option"), "option", &option.option, &place, &mut words.iter());
    }
    for word in words.iter().filter(|word| !one.options.iter().any(|option| option.option == **word)) {
        found!(
            findings, Code::MissingField, "{at}";
            "the option '{word}' of '{}' has no points; every option is needed", one.fact;
            "Add it with its points."
        );
    }
}

/// A shortfall against more than anybody can have would be a fault of everybody, also of who could not be better.
fn within(findings: &mut Findings, at: &str, one: &Characteristic) {
    let (least, most) = ends_of(one);
    let reference = i64::from(one.reference);
    if !(least..=most).contains(&reference) {
        found!(
            findings, Code::Bands, "{at}/reference";
            "the reference of '{}' is {reference}, and its points are from {least} to {most}", one.fact;
            "Let it be the mean points of people who have a value."
        );
    }
}

/// A bin that no value of the fact can be in hides that nobody has enough points, or everybody.
fn empty(findings: &mut Findings, at: &str, one: &Characteristic, fact: &Fact) {
    let mut from = None;
    for (n, bin) in one.bins.iter().enumerate() {
        let ends_before = bin.below.zip(fact.min).is_some_and(|(below, min)| below <= min);
        let begins_behind = from.zip(fact.max).is_some_and(|(from, max)| from > max);
        if ends_before || begins_behind {
            found!(
                findings, Code::Bands, "{at}/bins/{n}";
                "no value of '{}' is in this bin", one.fact;
                "Take the bin out, or let the fact's `min` and `max` reach it."
            );
        }
        from = bin.below;
    }
}

/// The fewest points of a characteristic, and the most.
fn ends_of(one: &Characteristic) -> (i64, i64) {
    let bins = one.bins.iter().map(|bin| bin.points);
    let all = || bins.clone().chain(one.options.iter().map(|option| option.points)).map(i64::from);
    (all().min().unwrap_or_default(), all().max().unwrap_or_default())
}

/// The base with what each characteristic gives.
fn points_of(credit: &Credit, each: &dyn Fn(&Characteristic) -> i64) -> i64 {
    let card = &credit.scorecard;
    card.characteristics.iter().map(each).fold(i64::from(card.base), i64::saturating_add)
}

/// The fewest points that anybody can have, and the most.
pub(in crate::pack::check) fn reached(credit: &Credit) -> (i64, i64) {
    (points_of(credit, &|one| ends_of(one).0), points_of(credit, &|one| ends_of(one).1))
}

/// Somebody has enough points and somebody too few, and whoever has the reference everywhere has enough: too few points have a
/// shortfall to name.
fn points(findings: &mut Findings, credit: &Credit) {
    let (fewest, most) = reached(credit);
    let reference = points_of(credit, &|one| one.reference.into());
    let least = i64::from(credit.least_points.points);
    let at = "/credit/least_points/points";
    if least > most {
        found!(
            findings, Code::Bands, "{at}";
            "a limit takes {least} points, and nobody has more than {most}";
            "Let it be {most} or less."
        );
    } else if least > reference {
        found!(
            findings, Code::Inconsistent, "{at}";
            "a limit takes {least} points, and the references come to {reference}: who has them would be referred, and no shortfall says why";
            "Let it be {reference} or less; references are the mean of the people whom the card was made from."
        );
    } else if least <= fewest && !credit.scorecard.characteristics.is_empty() {
        found!(
            findings, Code::Bands, "{at}";
            "a limit takes {least} points, and everybody has {fewest} or more: points never decide";
            "Let it be above {fewest}: was the card made on another scale?"
        );
    }
}
