//! Every rule has a source with its confidence, or is the firm's own: exactly one of the two.

use crate::Code;
use crate::pack::schema::{Basis, PackDocument};

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    for (at, basis) in document.bases() {
        one(document, &at, basis, findings);
    }
}

fn one(document: &PackDocument, at: &str, basis: &Basis, findings: &mut Findings) {
    let at = format!("{at}/basis");
    match (&basis.source, &basis.firm) {
        (Some(id), None) => match document.sources.get(id) {
            None => findings.add(Code::Reference, at, "the source is not declared"),
            Some(source) => {
                let no_surer = basis.confidence.is_none_or(|confidence| confidence <= source.confidence);
                findings.ensure(no_surer, Code::Basis, at, "a rule cannot be surer than its source");
            }
        },
        (None, Some(_)) => {
            let bare = basis.at.is_none() && basis.confidence.is_none();
            findings.ensure(bare, Code::Basis, at, "the firm's own choice has a reason, and no article or confidence");
        }
        _ => findings.add(Code::Basis, at, "a rule has either a source or the firm's mark"),
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
        let sections = self.questionnaire.sections.iter().enumerate();
        let items = sections.flat_map(|(s, section)| {
            section.items.iter().enumerate().filter_map(move |(n, item)| {
                let basis = item.basis.as_ref()?;
                Some((format!("/questionnaire/sections/{s}/items/{n}"), basis))
            })
        });
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
