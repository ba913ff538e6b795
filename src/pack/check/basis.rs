//! Every rule has a source with its confidence, or is the firm's own: exactly one of the two.

use crate::Code;
use crate::pack::schema::{Basis, PackDocument};

use super::Findings;

const EITHER: &str =
    "Give either `source`, an id of /sources, or `firm`, the id of the text that gives the firm's own reason.";

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    for (at, basis) in document.bases() {
        one(document, &at, basis, findings);
    }
}

fn one(document: &PackDocument, at: &str, basis: &Basis, findings: &mut Findings) {
    let at = format!("{at}/basis");
    match (&basis.source, &basis.firm) {
        (Some(id), None) => {
            findings.declared(&format_args!("{at}/source"), "source", id, "/sources", &mut document.sources.keys());
            let highest = document.sources.get(id).map(|source| source.confidence);
            if let Some((confidence, highest)) = basis.confidence.zip(highest).filter(|(own, highest)| own > highest) {
                let (confidence, highest) = (confidence.word(), highest.word());
                found!(
                    findings, Code::Basis, "{at}";
                    "the confidence {confidence} is above {highest}, that of the source '{id}'";
                    "Lower it to {highest}, or rest it on a surer source."
                );
            }
        }
        (None, Some(_)) => {
            let given = [("at", basis.at.is_some()), ("confidence", basis.confidence.is_some())];
            for (field, _) in given.into_iter().filter(|(_, given)| *given) {
                found!(
                    findings, Code::Basis, "{at}";
                    "the firm's own choice has `{field}`, which belongs to a source";
                    "Leave out `{field}`, or give `source` in place of `firm`."
                );
            }
        }
        (None, None) => found!(
            findings, Code::Basis, "{at}";
            "the basis has neither `source` nor `firm`";
            "{EITHER}"
        ),
        (Some(_), Some(_)) => found!(
            findings, Code::Basis, "{at}";
            "the basis has both `source` and `firm`";
            "{EITHER}"
        ),
    }
}

impl PackDocument {
    /// Every basis with the pointer of what it belongs to, in the order of the pack.
    pub fn bases(&self) -> impl Iterator<Item = (String, &Basis)> {
        let mut all = Placed::default();
        all.each("/notices", &mut self.notices.iter().map(|notice| &notice.basis));
        all.one("/questionnaire", &self.questionnaire.basis);
        if let Some(basis) = &self.questionnaire.without_no_loss {
            all.one("/questionnaire/without_no_loss", basis);
        }
        for (at, item) in self.placed_items() {
            if let Some(basis) = &item.basis {
                all.one(&at, basis);
            }
        }
        all.one("/classes/lowest", &self.classes.lowest.basis);
        all.each("/classes/dimensions", &mut self.classes.dimensions.iter().map(|dimension| &dimension.basis));
        all.each("/classes/caps", &mut self.classes.caps.iter().map(|cap| &cap.basis));
        all.each("/contradictions", &mut self.contradictions.iter().map(|contradiction| &contradiction.basis));
        all.each("/eligibility", &mut self.eligibility.iter().map(|rule| &rule.basis));
        all.one("/matching/reach", &self.matching.reach.basis);
        for (at, fit) in [("/matching/term", &self.matching.term), ("/matching/type", &self.matching.kind)] {
            if let Some(fit) = fit {
                all.one(at, &fit.basis);
            }
        }
        if let Some(earlier) = &self.matching.earlier {
            all.one("/matching/earlier", &earlier.basis);
        }
        all.each("/matching/rules", &mut self.matching.rules.iter().map(|rule| &rule.basis));
        all.each("/gates", &mut self.gates.iter().map(|gate| &gate.basis));
        all.each("/permissions", &mut self.permissions.iter().map(|permission| &permission.basis));
        all.each("/documents", &mut self.documents.iter().map(|document| &document.basis));
        all.each("/flows", &mut self.flows.iter().map(|flow| &flow.basis));
        all.each("/attempts", &mut self.attempts.iter().map(|attempts| &attempts.basis));
        all.each("/validity", &mut self.validity.iter().map(|validity| &validity.basis));
        all.each("/fraud/models", &mut self.fraud_models().iter().map(|model| &model.basis));
        all.each("/fraud/rules", &mut self.fraud_rules().iter().map(|rule| &rule.basis));
        all.each("/fraud/bands", &mut self.fraud_bands().iter().map(|band| &band.basis));
        if let Some(credit) = &self.credit {
            all.each("/credit/evidence", &mut credit.evidence.iter().map(|evidence| &evidence.basis));
            all.one("/credit/least_points", &credit.least_points.basis);
            all.each("/credit/limit/stresses", &mut credit.limit.stresses.iter().map(|stress| &stress.basis));
            all.each("/credit/limit/ceilings", &mut credit.limit.ceilings.iter().map(|ceiling| &ceiling.basis));
        }
        if let Some(risk) = &self.risk {
            all.each("/risk/evidence", &mut risk.evidence.iter().map(|evidence| &evidence.basis));
            all.each("/risk/scenarios", &mut risk.scenarios.iter().map(|scenario| &scenario.basis));
            if let Some(margin) = &risk.margin {
                all.each("/risk/margin/securities", &mut margin.securities.iter().map(|one| &one.basis));
                all.each("/risk/margin/initial", &mut margin.initial.iter().map(|ratio| &ratio.basis));
                all.one("/risk/margin/call", &margin.call.basis);
                all.one("/risk/margin/close", &margin.close.basis);
                all.each("/risk/margin/daily_limits", &mut margin.daily_limits.iter().map(|limit| &limit.basis));
            }
            all.each("/risk/lines", &mut risk.lines.iter().map(|line| &line.basis));
        }
        if let Some(price) = &self.price {
            if let Some(off) = &price.off {
                all.one("/price/off", &off.basis);
            }
            all.one("/price/evidence", &price.evidence.basis);
            for (n, costs) in price.costs.iter().enumerate() {
                all.one(&format!("/price/costs/{n}/funding"), &costs.funding.basis);
                all.one(&format!("/price/costs/{n}/operating"), &costs.operating.basis);
                all.one(&format!("/price/costs/{n}/margin"), &costs.margin.basis);
            }
            for (n, one) in price.defaults.iter().enumerate() {
                all.one(&format!("/price/defaults/{n}/probability"), &one.probability.basis);
            }
            all.each("/price/losses", &mut price.losses.iter().map(|loss| &loss.basis));
            all.each("/price/caps", &mut price.caps.iter().map(|cap| &cap.basis));
        }
        if let Some(shelf) = &self.shelf {
            all.each("/shelf/evidence", &mut shelf.evidence.iter().map(|evidence| &evidence.basis));
            all.each("/shelf/criteria", &mut shelf.criteria.iter().map(|criterion| &criterion.basis));
        }
        all.0.into_iter()
    }
}

/// Bases with their pointers.
#[derive(Default)]
struct Placed<'a>(Vec<(String, &'a Basis)>);

impl<'a> Placed<'a> {
    fn one(&mut self, at: &str, basis: &'a Basis) {
        self.0.push((at.into(), basis));
    }

    /// Those of a list's parts.
    fn each(&mut self, at: &str, bases: &mut dyn Iterator<Item = &'a Basis>) {
        for (n, basis) in bases.enumerate() {
            self.0.push((format!("{at}/{n}"), basis));
        }
    }
}
