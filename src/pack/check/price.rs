//! The `price` part: dated costs, likelihoods that fall with points, a loss for every product, a cap.

use crate::Code;
use crate::id::Id;
use crate::pack::compile::WHOLE;
use crate::pack::limits::MAX_CLASSES;
use crate::pack::schema::{Costs, Credit, FactKind, PackDocument, Price, Rates};
use crate::terms::Purpose;
use crate::terms::rate::rounded_up;

use super::Findings;
use super::credit::{ends, reached};
use super::evidence::{bought, covers, fact, is_brought};
use super::head::dated;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let Some(price) = &document.price else { return };
    if document.credit.is_none() {
        found!(
            findings, Code::MissingField, "/credit";
            "a price rests on points, and nothing asks what a person can afford";
            "Give the part `credit`, or take the price out."
        );
    }
    let tags = price.losses.iter().enumerate().flat_map(|(n, loss)| {
        loss.tags.iter().enumerate().map(move |(m, tag)| (format!("/price/losses/{n}/tags/{m}"), tag))
    });
    let own = price.tags.iter().enumerate().map(|(n, tag)| (format!("/price/tags/{n}"), tag));
    for (at, tag) in own.chain(tags) {
        findings.declared(&at, "tag", tag, "/matching/tags", &mut document.matching.tags.iter());
    }
    bought(findings, "/price", &price.purposes, &price.tags);
    asked(document, findings, price);
    tiers(document, findings, price);
    coverage(document, findings, price);
    dated(findings, "/price/costs", document.effective.from, price.costs.iter().map(|costs| costs.from));
    for (n, costs) in price.costs.iter().enumerate() {
        let parts = [("funding", &costs.funding), ("operating", &costs.operating), ("margin", &costs.margin)];
        for (name, rates) in parts {
            between(findings, &format!("/price/costs/{n}/{name}"), rates);
        }
    }
    defaults(document, findings, price);
    losses(findings, price);
    let at = "/price/caps";
    findings.at_most(at, "caps", price.caps.len(), MAX_CLASSES);
    findings.unique("cap", at, "/id", &mut price.caps.iter().map(|cap| &cap.id));
    if price.caps.is_empty() {
        found!(
            findings, Code::Range, "{at}";
            "no cap is here; at least 1 is needed";
            "Give the most that the firm would show, and what the law caps."
        );
    }
    reachable(findings, price);
}

/// Points are counted where a price is asked for.
fn asked(document: &PackDocument, findings: &mut Findings, price: &Price) {
    let Some(credit) = &document.credit else { return };
    let apart = |one: &[Purpose], other: &[Purpose]| {
        !one.is_empty() && !other.is_empty() && !one.iter().any(|purpose| other.contains(purpose))
    };
    if apart(&price.purposes, &credit.purposes) {
        found!(
            findings, Code::Inconsistent, "/price/purposes";
            "a price rests on points, which are counted for none of these purposes: nobody would be shown one";
            "Name a purpose of /credit/purposes."
        );
    }
}

/// Whoever has the most points and the product with the least loss can be shown a price.
fn reachable(findings: &mut Findings, price: &Price) {
    let probability = price.defaults.iter().map(|one| one.probability.low).min();
    let loss = price.losses.iter().map(|loss| loss.share).min();
    let cap = price.caps.iter().map(|cap| cap.rate).min();
    let (Some(probability), Some(loss), Some(cap)) = (probability, loss, cap) else { return };
    for (n, Costs { funding, operating, margin, .. }) in price.costs.iter().enumerate() {
        let cost = [operating.low, margin.low].iter().try_fold(funding.low, |sum, rate| sum.checked_add(*rate));
        match cost.and_then(|cost| rounded_up(cost, probability, loss)) {
            None => found!(
                findings, Code::Inconsistent, "/price/costs/{n}";
                "all that is lent is lost by everybody, and no price covers that: nobody would be shown one";
                "Lower the likelihoods or the losses, or take the price out."
            ),
            Some(least) if least > cap.into() => found!(
                findings, Code::Inconsistent, "/price/costs/{n}";
                "the price is {least} basis points or more for everybody, and the cap is {cap}: nobody would be shown one";
                "Raise the cap, lower the costs, or take the price out."
            ),
            Some(_) => {}
        }
    }
}

/// Every fact of `credit` can come at the tier that a price needs.
fn tiers(document: &PackDocument, findings: &mut Findings, price: &Price) {
    let tier = price.evidence.tier;
    let weak = |id: &Id| fact(document, id).is_some_and(|fact| fact.derive.is_none() && !is_brought(fact, tier));
    if let Some(one) = document.credit.iter().flat_map(|credit| &credit.evidence).find(|one| weak(&one.fact)) {
        found!(
            findings, Code::Inconsistent, "/price/evidence/tier";
            "nobody who provides '{}' gives it at the tier {}: nobody would be shown a price", one.fact, tier.word();
            "Ask for a weaker tier, or let others provide the fact."
        );
    }
}

fn coverage(document: &PackDocument, findings: &mut Findings, price: &Price) {
    let Some(coverage) = &price.evidence.coverage else { return };
    let at = "/price/evidence/coverage";
    let counted = document.facts.iter().filter(|fact| fact.derive.is_none() && fact.kind == FactKind::Integer);
    let counted: Vec<_> = counted.map(|fact| &fact.id).collect();
    findings.declared(&format_args!("{at}/fact"), "fact", &coverage.fact, "/facts", &mut counted.into_iter());
    let covered = document.evidence().iter().filter_map(|one| one.coverage.as_ref());
    if fact(document, &coverage.fact).is_some() && !covered.into_iter().any(|one| one.fact == coverage.fact) {
        found!(
            findings, Code::Inconsistent, "{at}/fact";
            "'{}' covers no fact of /credit/evidence, and a price reads nothing else of a person", coverage.fact;
            "Name a fact by which evidence of `credit` is covered."
        );
    }
    covers(document, findings, at, coverage, price.evidence.tier);
}

/// The fewest and the most points of whoever has a limit.
fn priced(credit: &Credit) -> Option<(i64, i64)> {
    let (fewest, most) = reached(credit);
    let least = i64::from(credit.least_points.points).max(fewest);
    (least <= most).then_some((least, most))
}

/// Every sum of points has a likelihood, and more points none that is higher.
fn defaults(document: &PackDocument, findings: &mut Findings, price: &Price) {
    let (at, defaults) = ("/price/defaults", &price.defaults);
    findings.at_most(at, "likelihoods", defaults.len(), MAX_CLASSES);
    if defaults.is_empty() {
        found!(findings, Code::Range, "{at}"; "no likelihood is here; at least 1 is needed"; "Give one without `below`.");
    }
    ends(findings, at, "likelihood", &defaults.iter().map(|one| one.below).collect::<Vec<_>>());
    if let Some((least, most)) = document.credit.as_ref().and_then(priced) {
        for (n, end) in defaults.iter().enumerate().filter_map(|(n, one)| Some((n, one.below?))) {
            if end <= least || end > most {
                found!(
                    findings, Code::Bands, "{at}/{n}/below";
                    "no points are on both sides of {end}: whoever has a limit has from {least} to {most}";
                    "Let likelihoods end between the two."
                );
            }
        }
    }
    for (n, one) in defaults.iter().enumerate() {
        between(findings, &format!("{at}/{n}/probability"), &one.probability);
    }
    for (n, pair) in (1_usize..).zip(defaults.windows(2)) {
        if let [fewer, more] = pair
            && (more.probability.low > fewer.probability.low || more.probability.high > fewer.probability.high)
        {
            found!(
                findings, Code::Inconsistent, "{at}/{n}/probability";
                "more points are likelier to lose here than fewer";
                "Let it be no higher than the one before."
            );
        }
    }
}

/// The first that fits counts, and the last fits every product.
fn losses(findings: &mut Findings, price: &Price) {
    let (at, losses) = ("/price/losses", &price.losses);
    findings.at_most(at, "losses", losses.len(), MAX_CLASSES);
    let last = losses.len().saturating_sub(1);
    if losses.is_empty() {
        found!(findings, Code::Range, "{at}"; "no loss is here; at least 1 is needed"; "Give one without `tags`.");
    }
    for (n, loss) in losses.iter().enumerate() {
        if loss.tags.is_empty() != (n == last) {
            let is = if n == last { "the last, and has tags" } else { "not the last, and has no tags" };
            found!(
                findings, Code::Bands, "{at}/{n}";
                "the loss is {is}";
                "Give every loss but the last the tags that it is for."
            );
        }
        let earlier = || losses.iter().take(n).flat_map(|other| &other.tags);
        if !loss.tags.is_empty() && loss.tags.iter().all(|tag| earlier().any(|other| other == tag)) {
            found!(
                findings, Code::Duplicate, "{at}/{n}/tags";
                "a loss before this one counts for every product with these tags";
                "Give each loss tags of its own."
            );
        }
        if loss.share > WHOLE {
            found!(
                findings, Code::Range, "{at}/{n}/share";
                "the share is {} basis points; it has to be from 0 to {WHOLE}", loss.share;
                "Write 1000 for a tenth."
            );
        }
    }
}

fn between(findings: &mut Findings, at: &str, rates: &Rates) {
    let (low, high) = (rates.low, rates.high);
    if low > high || high > WHOLE {
        found!(
            findings, Code::Range, "{at}";
            "the rates are {low} and {high} basis points; they have to rise, and to be from 0 to {WHOLE}";
            "Write 350 for 3.5%."
        );
    }
}
