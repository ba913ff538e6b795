//! Whether somebody meets what rules, gates and flows ask: a part that nobody meets is written in vain.
//!
//! A rule of matching is asked for every class that somebody reaches and every product sheet. A gate is asked
//! with the facts that can come with its tier.

use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::schema::Rule;
use prescreen::terms::Purpose;

use super::classes::ClassPart;
use super::formula::{Formula, TRUE};
use super::laws::{claim, doubted, unproved};
use super::model::Model;
use super::products::{about, reached, sheets};
use super::promises::{Found, somebody};
use super::report::{Claim, Verdict};
use super::tiers;

/// What has to hold for somebody to meet a part, and for which class.
pub struct Reach {
    /// Matching rules: what each asks of a class, on each kind of sheet; none when there are too many.
    rules: Vec<Option<Vec<Vec<Formula>>>>,
    /// Eligibility rules.
    eligibility: Vec<Formula>,
    /// Gates.
    gates: Vec<Formula>,
}

impl Reach {
    /// Translates a pack, before the model settles.
    pub fn of(model: &mut Model<'_>, pack: &Pack) -> Self {
        let compiled = pack.compiled();
        let classes = pack.document().classes.list.len();
        let sheets = sheets(pack, 0);
        let mut rules = Vec::new();
        for clauses in &compiled.rules {
            let per_class = sheets.as_ref().map(|sheets| {
                let mut per_class = Vec::with_capacity(classes);
                for class in 0..classes {
                    let mut on: Vec<Formula> =
                        sheets.iter().map(|sheet| about(model, clauses.when.node(), class, *sheet)).collect();
                    on.sort_unstable();
                    on.dedup();
                    per_class.push(on);
                }
                per_class
            });
            rules.push(per_class);
        }
        let eligibility = compiled.eligibility.iter().map(|clauses| model.condition(0, &clauses.when)).collect();
        let mut gates = Vec::new();
        for (gate, (_, requires)) in pack.document().gates.iter().zip(&compiled.gates) {
            gates.push(tiers::condition(model, requires.node(), gate.tier));
        }
        Self { rules, eligibility, gates }
    }

    /// One claim for each rule of matching, gate and flow.
    pub fn claims(&self, model: &mut Model<'_>, part: &ClassPart, pack: &Pack) -> Vec<Claim> {
        let document = pack.document();
        let classes = reached(model, part, TRUE);
        let mut claims = Vec::new();
        let mut flows: Vec<(&Id, Verdict)> = Vec::new();
        for (rule, when) in document.eligibility.iter().zip(&self.eligibility) {
            lead_to(rule, model, &[*when], &mut flows);
        }
        for (rule, per_class) in document.matching.rules.iter().zip(&self.rules) {
            let verdict = match (per_class, &classes) {
                (Some(per_class), Some(classes)) => {
                    let on: Vec<Formula> =
                        classes.iter().filter_map(|class| per_class.get(*class)).flatten().copied().collect();
                    lead_to(rule, model, &on, &mut flows)
                }
                _ => {
                    flows.extend(in_any_case(rule).map(|flow| (flow, Verdict::NotProved)));
                    Verdict::NotProved
                }
            };
            let says = "Somebody meets this condition on some product.";
            claims.push(said(format!("reach/rule/{}", rule.id), says, verdict));
        }
        for (gate, requires) in document.gates.iter().zip(&self.gates) {
            let verdict = met(model, *requires);
            flows.extend(gate.flow.iter().map(|flow| (flow, verdict)));
            claims.push(said(format!("reach/gate/{}", gate.id), "Somebody opens this gate.", verdict));
        }
        // Signals are no answers: whether weights reach a band, and so its steps, is the pack check's to say.
        let by_signals = |flow: &Id| document.fraud_bands().iter().any(|band| band.flow.as_ref() == Some(flow));
        for flow in document.flows.iter().filter(|flow| !by_signals(&flow.id)) {
            let leading = || flows.iter().filter(|(id, _)| **id == flow.id).map(|(_, verdict)| *verdict);
            let verdict = match leading().any(|verdict| verdict == Verdict::Proved) {
                true => Verdict::Proved,
                false if leading().any(|verdict| verdict == Verdict::NotProved) => Verdict::NotProved,
                false => Verdict::Vacuous,
            };
            let says = "Somebody meets a rule or opens a gate that leads to these steps.";
            claims.push(said(format!("reach/flow/{}", flow.id), says, verdict));
        }
        claims
    }
}

/// The flow of a rule in doubt.
fn in_doubt(rule: &Rule) -> Option<&Id> {
    rule.if_unknown.as_ref().and_then(|fallback| fallback.flow.as_ref())
}

/// The flows that a rule leads to.
fn in_any_case(rule: &Rule) -> impl Iterator<Item = &Id> {
    rule.flow.iter().chain(in_doubt(rule))
}

/// Notes who is led to a rule's flows where any of these conditions holds, or is unknown; gives whether one holds.
fn lead_to<'r>(rule: &'r Rule, model: &mut Model<'_>, on: &[Formula], flows: &mut Vec<(&'r Id, Verdict)>) -> Verdict {
    let when = model.formulas.any(on.iter().copied());
    let verdict = met(model, when);
    flows.extend(rule.flow.iter().map(|flow| (flow, verdict)));
    if let Some(flow) = in_doubt(rule) {
        // A purchase with a class on file needs no answers: what asks for one is unknown then.
        let unanswered = rule.purposes.is_empty() || rule.purposes.contains(&Purpose::Purchase);
        let doubts: Vec<Verdict> = on.iter().map(|when| doubted(model, *when, unanswered)).collect();
        flows.extend(doubts.into_iter().map(|verdict| (flow, verdict)));
    }
    verdict
}

/// Proved where somebody meets the condition, vacuous where nobody does.
pub fn met(model: &mut Model<'_>, when: Formula) -> Verdict {
    match somebody(model, None, &[when], i64::MIN) {
        Found::Somebody(..) => Verdict::Proved,
        Found::Nobody => Verdict::Vacuous,
        Found::Open => Verdict::NotProved,
    }
}

/// A claim that somebody meets something.
pub fn said(id: String, says: &str, verdict: Verdict) -> Claim {
    let because = match verdict {
        Verdict::Proved => "there are such answers",
        Verdict::Vacuous | Verdict::Refuted => "no answers and facts meet it",
        Verdict::NotProved => unproved(),
    };
    claim(id, says, verdict, because)
}
