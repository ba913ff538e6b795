//! Flows, steps and documents; disclosure.

use crate::Code;
use crate::id::Id;
use crate::pack::limits::MAX_RULES;
use crate::pack::schema::{Flow, PackDocument, Step, StepKind};

use super::Findings;

/// How long steps may take, in days after the verdict.
const WITHIN_DAYS: core::ops::RangeInclusive<u32> = 1..=366;
const HOURS_PER_DAY: u64 = 24;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    findings.unique("document", "/documents", "/id", &mut document.documents.iter().map(|document| &document.id));
    findings.unique("flow", "/flows", "/id", &mut document.flows.iter().map(|flow| &flow.id));
    findings.unique("notice", "/notices", "/id", &mut document.notices.iter().map(|notice| &notice.id));
    findings.at_most("/flows", "flows", document.flows.len(), MAX_RULES);
    for (n, flow) in document.flows.iter().enumerate() {
        let at = format!("/flows/{n}/steps");
        if flow.steps.is_empty() {
            found!(
                findings, Code::Range, "{at}";
                "the flow '{}' has no step; at least 1 is needed", flow.id;
                "Add steps, or take the flow out."
            );
        }
        within_days(findings, n, flow);
        findings.unique("step", &at, "/id", &mut flow.steps.iter().map(|step| &step.id));
        for (m, step) in flow.steps.iter().enumerate() {
            one_step(document, findings, &format!("{at}/{m}"), step);
        }
    }
    findings.unique("reason code", "/disclosure/reasons", "", &mut document.disclosure.reasons.iter());
    for (n, code) in document.disclosure.reasons.iter().enumerate() {
        let at = format!("/disclosure/reasons/{n}");
        let means: Vec<Id> = document.credit_codes().collect();
        let mut codes = document.reason_codes().chain(&means);
        findings.declared(
            &at,
            "reason code",
            code,
            "a rule, cap, gate, band, ceiling, line or characteristic",
            &mut codes,
        );
    }
}

/// Whether the steps can end within the days that they have.
fn within_days(findings: &mut Findings, n: usize, flow: &Flow) {
    let days = flow.last_of_days();
    if !WITHIN_DAYS.contains(&days) {
        found!(
            findings, Code::Range, "/flows/{n}/within_days";
            "the steps end within {days} days here; it has to be from 1 to {}", WITHIN_DAYS.end();
            "Give whole days, such as 30."
        );
        return;
    }
    let waits = flow.steps.iter().filter_map(|step| step.hours).map(u64::from).fold(0_u64, u64::saturating_add);
    let needed = waits.div_ceil(HOURS_PER_DAY);
    if needed > u64::from(days) {
        found!(
            findings, Code::Inconsistent, "/flows/{n}/within_days";
            "the steps wait for {waits} hours, and have to end within {days} days";
            "Let `within_days` be {needed} or more, or shorten the waits."
        );
    }
}

fn one_step(document: &PackDocument, findings: &mut Findings, at: &str, step: &Step) {
    let kind = step.kind.word();
    let shows = matches!(step.kind, StepKind::Read | StepKind::Sign);
    for (field, needed, given, of) in [
        ("document", shows, step.document.is_some(), "\"read\" or \"sign\""),
        ("hours", step.kind == StepKind::Wait, step.hours.is_some(), "\"wait\""),
    ] {
        if needed && !given {
            found!(findings, Code::Inconsistent, "{at}"; "a step of kind {kind} has no `{field}`"; "Give `{field}`.");
        }
        if given && !needed {
            found!(
                findings, Code::Inconsistent, "{at}";
                "a step of kind {kind} has `{field}`, which belongs to {of}";
                "Leave out `{field}`, or let the kind be {of}."
            );
        }
    }
    if let Some(id) = &step.document {
        let mut documents = document.documents.iter().map(|document| &document.id);
        findings.declared(&format_args!("{at}/document"), "document", id, "/documents", &mut documents);
    }
}

impl PackDocument {
    /// Every reason code that the pack's own parts can give, in the order of the pack; the codes
    /// of dimensions and of missing things are the engine's.
    pub fn reason_codes(&self) -> impl Iterator<Item = &Id> {
        // A list rather than a chain: whatever walks a chain is compiled once for each of its links.
        let mut codes = vec![&self.classes.lowest.id];
        codes.extend(self.classes.caps.iter().map(|cap| &cap.id));
        codes.extend(self.contradictions.iter().map(|contradiction| &contradiction.id));
        codes.extend(self.eligibility.iter().map(|rule| &rule.id));
        codes.extend(self.matching.rules.iter().map(|rule| &rule.id));
        codes.extend(self.gates.iter().map(|gate| &gate.id));
        codes.extend(self.permissions.iter().map(|permission| &permission.id));
        codes.extend(self.fraud_rules().iter().map(|rule| &rule.id));
        codes.extend(self.fraud_bands().iter().map(|band| &band.id));
        codes.extend(self.ceilings().iter().map(|ceiling| &ceiling.id));
        codes.extend(self.lines().iter().map(|line| &line.id));
        codes.into_iter()
    }

    /// The pointer of the n-th of [`reason_codes`](Self::reason_codes).
    pub(super) fn reason_place(&self, n: usize) -> String {
        let Some(mut n) = n.checked_sub(1) else { return "/classes/lowest/id".into() };
        for (at, count) in [
            ("/classes/caps", self.classes.caps.len()),
            ("/contradictions", self.contradictions.len()),
            ("/eligibility", self.eligibility.len()),
            ("/matching/rules", self.matching.rules.len()),
            ("/gates", self.gates.len()),
            ("/permissions", self.permissions.len()),
            ("/fraud/rules", self.fraud_rules().len()),
            ("/fraud/bands", self.fraud_bands().len()),
            ("/credit/limit/ceilings", self.ceilings().len()),
            ("/risk/lines", self.lines().len()),
        ] {
            match n.checked_sub(count) {
                Some(beyond) => n = beyond,
                None => return format!("{at}/{n}/id"),
            }
        }
        String::new()
    }
}
