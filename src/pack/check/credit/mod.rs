//! The `credit` part: facts that it may read, points that somebody reaches, a limit that can be given.

mod evidence;
mod limit;
mod scorecard;

use crate::Code;
use crate::id::Id;
use crate::pack::limits::MAX_FACTS;
use crate::pack::schema::{Credit, Fact, PackDocument};

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let Some(credit) = &document.credit else { return };
    findings.at_most("/credit/evidence", "facts", credit.evidence.len(), MAX_FACTS);
    findings.unique("fact", "/credit/evidence", "/fact", &mut credit.evidence.iter().map(|one| &one.fact));
    for (n, one) in credit.evidence.iter().enumerate() {
        evidence::check(document, findings, credit, &format!("/credit/evidence/{n}"), one);
    }
    for (n, tag) in credit.tags.iter().enumerate() {
        let mut tags = document.matching.tags.iter();
        findings.declared(&format_args!("/credit/tags/{n}"), "tag", tag, "/matching/tags", &mut tags);
    }
    scorecard::check(document, findings, credit);
    limit::check(document, findings, credit);
}

fn fact<'a>(document: &'a PackDocument, id: &Id) -> Option<&'a Fact> {
    document.facts.iter().find(|fact| fact.id == *id)
}

/// Adds a finding when a fact is read that the pack does not say how well has to be evidenced.
fn evidenced(findings: &mut Findings, credit: &Credit, at: &str, id: &Id) {
    findings.declared(&at, "fact", id, "/credit/evidence", &mut credit.evidence.iter().map(|one| &one.fact));
}

/// Ends rise, and only the last part has none: every value falls in exactly one.
fn ends(findings: &mut Findings, at: &str, what: &str, ends: &[Option<i64>]) {
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
