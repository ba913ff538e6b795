//! Flows, steps and documents; disclosure.

use crate::Code;
use crate::id::Id;
use crate::pack::limits::MAX_RULES;
use crate::pack::schema::{PackDocument, StepKind};

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    findings.unique("/documents", document.documents.iter().map(|document| &document.id));
    findings.unique("/flows", document.flows.iter().map(|flow| &flow.id));
    findings.unique("/notices", document.notices.iter().map(|notice| &notice.id));
    findings.at_most("/flows", document.flows.len(), MAX_RULES);
    for (n, flow) in document.flows.iter().enumerate() {
        let at = format!("/flows/{n}/steps");
        findings.ensure(!flow.steps.is_empty(), Code::Range, &at, "a flow has steps");
        findings.unique(&at, flow.steps.iter().map(|step| &step.id));
        for (m, step) in flow.steps.iter().enumerate() {
            let at = format!("{at}/{m}");
            let shows = matches!(step.kind, StepKind::Read | StepKind::Sign);
            findings.ensure(
                shows == step.document.is_some(),
                Code::Inconsistent,
                &at,
                "a document belongs to read and sign, and only there",
            );
            let waits = step.kind == StepKind::Wait;
            findings.ensure(
                waits == step.hours.is_some(),
                Code::Inconsistent,
                &at,
                "hours belong to wait, and only there",
            );
            let known =
                step.document.as_ref().is_none_or(|id| document.documents.iter().any(|document| document.id == *id));
            findings.ensure(known, Code::Reference, format!("{at}/document"), "this document is not declared");
        }
    }
    for (n, code) in document.disclosure.reasons.iter().enumerate() {
        let known = document.reason_codes().any(|declared| declared == code);
        findings.ensure(known, Code::Reference, format!("/disclosure/reasons/{n}"), "this reason code is not declared");
    }
}

impl PackDocument {
    /// Every reason code that the pack's own parts can give, in the order of the pack; the codes
    /// of dimensions and of missing things are the engine's.
    pub fn reason_codes(&self) -> impl Iterator<Item = &Id> {
        core::iter::once(&self.classes.lowest.id)
            .chain(self.classes.caps.iter().map(|cap| &cap.id))
            .chain(self.contradictions.iter().map(|contradiction| &contradiction.id))
            .chain(self.eligibility.iter().map(|rule| &rule.id))
            .chain(self.matching.rules.iter().map(|rule| &rule.id))
            .chain(self.gates.iter().map(|gate| &gate.id))
            .chain(self.fraud_rules().iter().map(|rule| &rule.id))
            .chain(self.fraud_bands().iter().map(|band| &band.id))
    }
}
