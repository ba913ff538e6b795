//! Whether somebody meets what rules, gates and flows ask: a part that nobody meets is written in vain.
//!
//! A rule of matching is asked for every class that somebody reaches and every product sheet. A gate is asked
//! with the facts that can come with its tier.

use crate::id::Id;
use crate::pack::Pack;
use crate::pack::schema::{Provider, Rule};
use crate::session::Tier;

use super::classes::ClassPart;
use super::formula::{Formula, TRUE};
use super::laws::{claim, unproved};
use super::model::Model;
use super::products::{about, reached, sheets};
use super::promises::{Found, somebody};
use super::report::{Claim, Verdict};

/// What has to hold for somebody to meet a part, and for which class.
pub struct Reach {
    /// Matching rules: what each asks of a class; none when there are too many sheets.
    rules: Vec<Option<Vec<Formula>>>,
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
                    let on: Vec<Formula> =
                        sheets.iter().map(|sheet| about(model, clauses.when.node(), class, *sheet)).collect();
                    per_class.push(model.formulas.any(on));
                }
                per_class
            });
            rules.push(per_class);
        }
        let eligibility = compiled.eligibility.iter().map(|clauses| model.condition(0, &clauses.when)).collect();
        let mut gates = Vec::new();
        for (gate, (_, requires)) in pack.document().gates.iter().zip(&compiled.gates) {
            let requires = model.condition(0, requires);
            gates.push(at_tier(model, pack, requires, gate.tier));
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
            let verdict = met(model, *when);
            flows.extend(leads_to(rule).map(|flow| (flow, verdict)));
        }
        for (rule, per_class) in document.matching.rules.iter().zip(&self.rules) {
            let verdict = match (per_class, &classes) {
                (Some(per_class), Some(classes)) => {
                    let on: Vec<Formula> = classes.iter().filter_map(|class| per_class.get(*class)).copied().collect();
                    let when = model.formulas.any(on);
                    met(model, when)
                }
                _ => Verdict::NotProved,
            };
            flows.extend(leads_to(rule).map(|flow| (flow, verdict)));
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

/// The flows that a rule leads to.
fn leads_to(rule: &Rule) -> impl Iterator<Item = &Id> {
    rule.flow.iter().chain(rule.if_unknown.iter().filter_map(|fallback| fallback.flow.as_ref()))
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

/// A condition over facts that come at a tier: any weaker one counts as missing, and so does an answer.
fn at_tier(model: &mut Model<'_>, pack: &Pack, condition: Formula, tier: Tier) -> Formula {
    let Model { formulas, facts, .. } = model;
    let layout = &pack.compiled().layout;
    let comes = |field: usize| {
        let fact = field.checked_sub(layout.items).and_then(|fact| pack.document().facts.get(fact));
        fact.is_some_and(|fact| fact.provided_by.iter().any(|provider| best(*provider) >= tier))
    };
    let missing = |atom: usize| {
        let (field, presence) = facts.asked(atom)?;
        let operands = field.derived.as_ref().map_or_else(|| vec![field.field], |derivation| derivation.operands());
        (!operands.into_iter().all(comes)).then_some(presence)
    };
    let answers = tier > Tier::Declared;
    formulas.without(condition, &missing, answers)
}

/// The best tier of what a provider gives.
fn best(provider: Provider) -> Tier {
    match provider {
        Provider::Host => Tier::Attested,
        Provider::File => Tier::Consistent,
        Provider::Person => Tier::Declared,
    }
}
