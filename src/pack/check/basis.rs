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
            findings.declared(format_args!("{at}/source"), "source", id, "/sources", &mut document.sources.keys());
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
        fn each<'a, T>(
            at: &'static str,
            list: &'a [T],
            basis: fn(&T) -> &Basis,
        ) -> impl Iterator<Item = (String, &'a Basis)> {
            list.iter().enumerate().map(move |(n, part)| (format!("{at}/{n}"), basis(part)))
        }
        let items = self.placed_items().filter_map(|(at, item)| Some((at, item.basis.as_ref()?)));
        let fits = [("/matching/term", &self.matching.term), ("/matching/type", &self.matching.kind)];
        each("/notices", &self.notices, |notice| &notice.basis)
            .chain([("/questionnaire".into(), &self.questionnaire.basis)])
            .chain(
                self.questionnaire.without_no_loss.iter().map(|basis| ("/questionnaire/without_no_loss".into(), basis)),
            )
            .chain(items)
            .chain([("/classes/lowest".into(), &self.classes.lowest.basis)])
            .chain(each("/classes/dimensions", &self.classes.dimensions, |dimension| &dimension.basis))
            .chain(each("/classes/caps", &self.classes.caps, |cap| &cap.basis))
            .chain(each("/contradictions", &self.contradictions, |contradiction| &contradiction.basis))
            .chain(each("/eligibility", &self.eligibility, |rule| &rule.basis))
            .chain([("/matching/reach".into(), &self.matching.reach.basis)])
            .chain(fits.into_iter().filter_map(|(at, fit)| Some((String::from(at), &fit.as_ref()?.basis))))
            .chain(each("/matching/rules", &self.matching.rules, |rule| &rule.basis))
            .chain(each("/gates", &self.gates, |gate| &gate.basis))
            .chain(each("/documents", &self.documents, |document| &document.basis))
            .chain(each("/flows", &self.flows, |flow| &flow.basis))
            .chain(each("/attempts", &self.attempts, |attempts| &attempts.basis))
            .chain(each("/validity", &self.validity, |validity| &validity.basis))
            .chain(each("/fraud/models", self.fraud_models(), |model| &model.basis))
            .chain(each("/fraud/rules", self.fraud_rules(), |rule| &rule.basis))
            .chain(each("/fraud/bands", self.fraud_bands(), |band| &band.basis))
    }
}
