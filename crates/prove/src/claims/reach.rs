//! Whether somebody meets what rules, gates and flows ask: a part that nobody meets is written in vain.
//!
//! A rule of matching is asked for every class that somebody reaches and every product sheet. A gate is asked
//! with the facts that can come with its tier.

use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::RuleTable;
use prescreen::terms::sorted::each_once;
use prescreen::terms::{ClassIndex, GradeIndex, Purpose};

use crate::claims::claim::{Claim, Grounds};
use crate::claims::missing::doubted;
use crate::claims::products::{about, reached, sheets};
use crate::claims::promises::{Found, somebody};
use crate::claims::property::{PartKind, Property};
use crate::claims::risk;
use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::{Formula, TRUE};
use crate::symbolic::tiers;
use crate::walk::classes::ClassPart;

/// What has to hold for somebody to meet a part, and for which class.
pub struct Reach {
    /// Matching rules: what each asks of a class, on each kind of sheet; none when there are too many.
    rules: Vec<Option<Vec<Vec<Formula>>>>,
    /// Eligibility rules.
    eligibility: Vec<Formula>,
    /// Gates, then permissions.
    gates: Vec<Formula>,
}

impl Reach {
    /// Translates a pack, before the symbolic pack settles.
    pub fn of(symbolic: &mut SymbolicPack<'_>, pack: &Pack) -> Self {
        let compiled = pack.compiled();
        let sheets = sheets(pack, GradeIndex::new(0));
        let mut rules = Vec::new();
        for rule in &compiled.rules {
            let per_class = sheets.as_ref().map(|sheets| {
                let mut per_class = Vec::with_capacity(compiled.classes.len());
                for class in (0..compiled.classes.len()).map(ClassIndex::new) {
                    let mut on: Vec<Formula> =
                        sheets.iter().map(|sheet| about(symbolic, 0, rule.when.node(), class, *sheet)).collect();
                    each_once(&mut on);
                    per_class.push(on);
                }
                per_class
            });
            rules.push(per_class);
        }
        let eligibility = compiled.eligibility.iter().map(|rule| symbolic.condition(0, &rule.when)).collect();
        let mut gates = Vec::new();
        for gate in compiled.gates.iter().chain(&compiled.permissions) {
            gates.push(tiers::condition(symbolic, gate.requires.node(), gate.tier));
        }
        Self { rules, eligibility, gates }
    }

    /// One claim for each rule of matching, gate and flow.
    pub fn claims(&self, symbolic: &mut SymbolicPack<'_>, part: &ClassPart, pack: &Pack) -> Vec<Claim> {
        let (document, compiled) = (pack.document(), pack.compiled());
        let classes = reached(symbolic, part, TRUE);
        let mut claims = Vec::new();
        let lined = risk::flows(pack);
        let mut flows: Vec<(&Id, Grounds)> = lined.iter().map(|(flow, grounds)| (flow, grounds.clone())).collect();
        for (rule, when) in compiled.eligibility.iter().zip(&self.eligibility) {
            lead_to(rule, symbolic, &[*when], &mut flows);
        }
        for (rule, per_class) in compiled.rules.iter().zip(&self.rules) {
            let grounds = match (per_class, &classes) {
                (Some(per_class), Some(classes)) => {
                    let on: Vec<Formula> =
                        classes.iter().filter_map(|class| class.of(per_class)).flatten().copied().collect();
                    lead_to(rule, symbolic, &on, &mut flows)
                }
                (None, _) => open(rule, Grounds::TooManyTags, &mut flows),
                (_, None) => open(rule, Grounds::TooManyStates, &mut flows),
            };
            claims.push(Claim::new(Property::ConditionMet { part: PartKind::Matching, id: rule.id.clone() }, grounds));
        }
        for (gate, requires) in compiled.gates.iter().chain(&compiled.permissions).zip(&self.gates) {
            let grounds = met(symbolic, *requires);
            flows.extend(gate.flow.iter().map(|flow| (flow, grounds.clone())));
            claims.push(Claim::new(Property::GateOpened { gate: gate.id.clone() }, grounds));
        }
        // Signals are no answers: whether weights reach a band, and so its steps, is the pack check's to say.
        let by_signals = |flow: &Id| document.fraud_bands().iter().any(|band| band.flow.as_ref() == Some(flow));
        for flow in document.flows.iter().filter(|flow| !by_signals(&flow.id)) {
            let leading = || flows.iter().filter(|(id, _)| **id == flow.id).map(|(_, grounds)| grounds);
            let met = leading().find(|grounds| **grounds == Grounds::SomebodyMeets);
            let open = || leading().find(|grounds| **grounds != Grounds::NobodyMeets);
            let grounds = met.or_else(open).cloned().unwrap_or(Grounds::NobodyMeets);
            claims.push(Claim::new(Property::FlowEntered { flow: flow.id.clone() }, grounds));
        }
        claims
    }
}

/// Notes that it is not known who is led to a rule's flows.
fn open<'r>(rule: &'r RuleTable, grounds: Grounds, flows: &mut Vec<(&'r Id, Grounds)>) -> Grounds {
    flows.extend(in_any_case(rule).map(|flow| (flow, grounds.clone())));
    grounds
}

/// The flows that a rule leads to.
fn in_any_case(rule: &RuleTable) -> impl Iterator<Item = &Id> {
    rule.flow.iter().chain(&rule.flow_if_unknown)
}

/// Notes who is led to a rule's flows where any of these conditions holds, or is unknown; gives whether one holds.
fn lead_to<'r>(
    rule: &'r RuleTable,
    symbolic: &mut SymbolicPack<'_>,
    on: &[Formula],
    flows: &mut Vec<(&'r Id, Grounds)>,
) -> Grounds {
    let when = symbolic.formulas.any(on.iter().copied());
    let grounds = met(symbolic, when);
    flows.extend(rule.flow.iter().map(|flow| (flow, grounds.clone())));
    if let Some(flow) = &rule.flow_if_unknown {
        // A purchase with a class on file needs no answers: what asks for one is unknown then.
        let unanswered = rule.applies(Purpose::Purchase);
        let doubts: Vec<Grounds> = on.iter().map(|when| doubted(symbolic, *when, unanswered)).collect();
        flows.extend(doubts.into_iter().map(|grounds| (flow, grounds)));
    }
    grounds
}

/// Whether somebody meets the condition.
pub fn met(symbolic: &mut SymbolicPack<'_>, when: Formula) -> Grounds {
    match somebody(symbolic, None, &[when], i64::MIN) {
        Found::Somebody(..) => Grounds::SomebodyMeets,
        Found::Nobody => Grounds::NobodyMeets,
        Found::Open => Grounds::TooManyStates,
    }
}
