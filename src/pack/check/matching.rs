//! Matching: grades, terms, types, fits; rules and gates.

use core::ops::RangeInclusive;

use crate::Code;
use crate::id::Id;
use crate::pack::compile::links::position;
use crate::pack::limits::{MAX_CLASSES, MAX_OPTIONS, MAX_RULES};
use crate::pack::schema::{Fit, PackDocument, Rule};
use crate::terms::Outcome;

use super::{Findings, below};

/// For how many days an earlier class may be remembered.
const DAYS: RangeInclusive<u32> = 1..=3660;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let matching = &document.matching;
    findings.at_most("/matching/grades", "grades", matching.grades.len(), MAX_CLASSES);
    for (at, one, more, list) in [
        ("/matching/grades", "grade", "grades", &matching.grades),
        ("/matching/types", "type", "types", &matching.types),
        ("/matching/terms", "term", "terms", &matching.terms),
        ("/matching/tags", "tag", "tags", &matching.tags),
    ] {
        findings.unique(one, at, "", &mut list.iter());
        findings.at_most(at, more, list.len(), MAX_OPTIONS);
    }
    reach(document, findings);
    for (at, fit, one, place, of) in [
        ("/matching/term", &matching.term, "term", "/matching/terms", &matching.terms),
        ("/matching/type", &matching.kind, "type", "/matching/types", &matching.types),
    ] {
        if let Some(fit) = fit {
            one_fit(document, findings, at, fit, (one, place, of));
        }
    }
    if let Some(earlier) = matching.earlier.as_ref().filter(|earlier| !DAYS.contains(&earlier.within_days)) {
        found!(
            findings, Code::Range, "/matching/earlier/within_days";
            "earlier classes are remembered for {} days; it has to be from {} to {}", earlier.within_days, DAYS.start(), DAYS.end();
            "Give whole days, such as 30."
        );
    }
    rules(document, findings, "/eligibility", &document.eligibility);
    rules(document, findings, "/matching/rules", &matching.rules);
    gates(document, findings);
}

fn reach(document: &PackDocument, findings: &mut Findings) {
    let (reach, grades) = (&document.matching.reach.grades, &document.matching.grades);
    let at = "/matching/reach/grades";
    let mut highest: Option<(&Id, &Id)> = None;
    for class in &document.classes.list {
        let Some(grade) = reach.get(class) else {
            found!(
                findings, Code::MissingField, "{at}";
                "the class '{class}' has no grade here; every class needs its highest one";
                "Add \"{class}\" with a grade of /matching/grades."
            );
            continue;
        };
        findings.declared(&below(at, class.as_str()), "grade", grade, "/matching/grades", &mut grades.iter());
        if let Some((lower, reached)) = highest
            && position(grades, grade) < position(grades, reached)
        {
            found!(
                findings, Code::Inconsistent, "{}", below(at, class.as_str());
                "the class '{class}' reaches '{grade}', less than '{reached}' of the lower class '{lower}'";
                "Let it reach at least '{reached}'."
            );
        }
        highest = Some((class, grade));
    }
    for class in reach.keys() {
        findings.declared(
            &below(at, class.as_str()),
            "class",
            class,
            "/classes/list",
            &mut document.classes.list.iter(),
        );
    }
}

/// `of`: what the options fit, where that is declared, and its ids.
fn one_fit(document: &PackDocument, findings: &mut Findings, at: &str, fit: &Fit, of: (&str, &str, &[Id])) {
    let Some(item) = document.items().find(|item| item.id == fit.item) else {
        let mut items = document.items().map(|item| &item.id);
        findings.declared(&format_args!("{at}/item"), "question", &fit.item, "/questionnaire/sections", &mut items);
        return;
    };
    let (one, place, known) = of;
    let at = format!("{at}/fits");
    for option in item.options.iter().filter(|option| !fit.fits.contains_key(&option.id)) {
        found!(
            findings, Code::MissingField, "{at}";
            "the option '{}' of '{}' is missing; every option is needed", option.id, item.id;
            "Add it with a list of what fits it; an empty one if nothing does."
        );
    }
    for (option, ids) in &fit.fits {
        let at = below(&at, option.as_str());
        let mut options = item.options.iter().map(|option| &option.id);
        findings.declared(&at, "option", option, &format!("the options of '{}'", item.id), &mut options);
        for (n, id) in ids.iter().enumerate() {
            findings.declared(&format_args!("{at}/{n}"), one, id, place, &mut known.iter());
        }
    }
}

fn rules(document: &PackDocument, findings: &mut Findings, at: &str, rules: &[Rule]) {
    findings.at_most(at, "rules", rules.len(), MAX_RULES);
    for (n, rule) in rules.iter().enumerate() {
        let at = format!("{at}/{n}");
        if rule.outcome == Outcome::Proceed {
            found!(
                findings, Code::Range, "{at}/outcome";
                "the rule '{}' leads to \"proceed\", where everyone is without it", rule.id;
                "Let it restrict (proceed_after, pause, insufficient_evidence, refer, refuse), or take it out."
            );
        }
        leads_to(document, findings, &at, rule.outcome, rule.flow.as_ref());
        if rule.unless_tier.is_some() && rule.unless.is_none() {
            found!(
                findings, Code::Inconsistent, "{at}/unless_tier";
                "`unless_tier` is given, and `unless`, whose facts it is about, is not";
                "Give `unless` too, or leave it out."
            );
        }
        let Some(fallback) = &rule.if_unknown else { continue };
        let at = format!("{at}/if_unknown");
        if fallback.outcome == Outcome::Proceed {
            found!(
                findings, Code::Range, "{at}";
                "the rule '{}' leads to \"proceed\" when facts are missing", rule.id;
                "Ask, pause or refer: what is missing must not help. Leave `if_unknown` out for \"insufficient_evidence\"."
            );
        }
        if fallback.outcome == Outcome::Refuse {
            found!(
                findings, Code::Range, "{at}";
                "the rule '{}' refuses a person when facts are missing, and a doubt is no fact about them", rule.id;
                "Ask, pause or refer. Leave `if_unknown` out for \"insufficient_evidence\"."
            );
        }
        leads_to(document, findings, &at, fallback.outcome, fallback.flow.as_ref());
    }
}

/// `proceed_after` has a flow that is declared; any other outcome has none.
pub(super) fn leads_to(
    document: &PackDocument,
    findings: &mut Findings,
    at: &str,
    outcome: Outcome,
    flow: Option<&Id>,
) {
    match (outcome == Outcome::ProceedAfter, flow) {
        (true, None) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "the outcome is \"proceed_after\", and `flow` is missing";
                "Name the flow whose steps come before."
            );
        }
        (false, Some(flow)) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "the outcome is \"{}\", and the flow '{flow}' is given", outcome.word();
                "Leave out `flow`, or let the outcome be \"proceed_after\"."
            );
        }
        _ => {}
    }
    findings.flow(document, at, flow);
}

impl Findings {
    /// Adds a finding when a flow is named that the pack does not have.
    pub(super) fn flow(&mut self, document: &PackDocument, at: &str, flow: Option<&Id>) {
        if let Some(flow) = flow {
            self.declared(
                &format_args!("{at}/flow"),
                "flow",
                flow,
                "/flows",
                &mut document.flows.iter().map(|flow| &flow.id),
            );
        }
    }
}

fn gates(document: &PackDocument, findings: &mut Findings) {
    findings.at_most("/gates", "gates", document.gates.len(), MAX_RULES);
    for (n, gate) in document.gates.iter().enumerate() {
        let at = format!("/gates/{n}");
        if gate.tags.is_empty() {
            found!(
                findings, Code::Range, "{at}/tags";
                "the gate '{}' has no tag, so it stands before no product; at least 1 is needed", gate.id;
                "Name tags of /matching/tags."
            );
        }
        for (m, tag) in gate.tags.iter().enumerate() {
            findings.declared(
                &format_args!("{at}/tags/{m}"),
                "tag",
                tag,
                "/matching/tags",
                &mut document.matching.tags.iter(),
            );
        }
        if gate.unmet <= Outcome::ProceedAfter {
            found!(
                findings, Code::Range, "{at}/unmet";
                "the gate '{}' lets a person go on when it is unmet: \"{}\"", gate.id, gate.unmet.word();
                "Let `unmet` be pause, insufficient_evidence, refer or refuse."
            );
        }
        findings.flow(document, &at, gate.flow.as_ref());
    }
}
