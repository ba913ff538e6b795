//! The `credit` part: facts that it may read, points that somebody reaches, a limit that can be given.

mod limit;
mod scorecard;

pub(super) use scorecard::reached;

use crate::Code;
use crate::pack::schema::PackDocument;

use super::Findings;
use super::evidence::{self, Reads};

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let Some(credit) = &document.credit else { return };
    let characteristics = credit.scorecard.characteristics.iter().enumerate();
    let weighed = characteristics.map(|(n, one)| (format!("/credit/scorecard/characteristics/{n}/fact"), &one.fact));
    let reads = Reads {
        part: "/credit",
        what: "what a person can afford",
        evidence: &credit.evidence,
        read: weighed.chain(limit::roles(credit)).collect(),
        date: None,
    };
    evidence::check(document, findings, &reads);
    evidence::bought(findings, "/credit", &credit.purposes, &credit.tags);
    for (n, tag) in credit.tags.iter().enumerate() {
        let mut tags = document.matching.tags.iter();
        findings.declared(&format_args!("/credit/tags/{n}"), "tag", tag, "/matching/tags", &mut tags);
    }
    scorecard::check(document, findings, credit);
    limit::check(document, findings, credit);
}

/// Ends rise, and only the last part has none: every value falls in exactly one.
pub(super) fn ends(findings: &mut Findings, at: &str, what: &str, ends: &[Option<i64>]) {
    let last = ends.len().saturating_sub(1);
    for (n, end) in ends.iter().enumerate().filter(|(n, end)| end.is_none() != (*n == last)) {
        let is = if end.is_some() { "the last, and has an end" } else { "not the last, and has no end" };
        found!(
            findings, Code::Bands, "{at}/{n}";
            "the {what} is {is}";
            "Give every {what} but the last its `below`."
        );
    }
    for (n, pair) in (1_usize..).zip(ends.windows(2)) {
        if let [Some(before), Some(end)] = pair
            && before >= end
        {
            found!(
                findings, Code::Bands, "{at}/{n}/below";
                "the {what} ends below {end}, where the one before it ends below {before}";
                "Put them in rising order, each end once."
            );
        }
    }
}
