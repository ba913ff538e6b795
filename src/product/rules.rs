//! Rules that restrict: on true, and on unknown.

use crate::assessment::{Part, Reason};
use crate::condition::{Condition, Truth};
use crate::facts::{Evidenced, missing_in, operands};
use crate::pack::Pack;
use crate::pack::compile::RuleTable;
use crate::pack::fields::Role;
use crate::terms::{FieldIndex, Purpose, Tier};

use super::{Decision, Doubt};

impl Decision {
    pub(super) fn rules(
        &mut self,
        pack: &Pack,
        facts: &impl Evidenced,
        purpose: Purpose,
        doubt: Doubt,
        part: Part,
        rules: &[RuleTable],
    ) {
        for rule in rules.iter().filter(|rule| rule.applies(purpose)) {
            let when = rule.when.eval(facts);
            if when == Truth::False || lifted(rule, facts, doubt) {
                continue;
            }
            if when == Truth::True {
                self.contribution.restrict(&rule.id, part, rule.outcome);
                self.contribution.goes_through(rule.flow.as_ref());
            } else if doubt == Doubt::Restricts || stays_unknown(pack, facts, &rule.when) {
                self.contribution.lacks(missing_in(pack, facts, &rule.when));
                let outcome = Some(rule.if_unknown);
                self.contribution.add(Reason { unknown: true, ..Reason::of(&rule.id, part, outcome) });
                self.contribution.goes_through(rule.flow_if_unknown.as_ref());
            }
        }
    }
}

/// Whether no declaration can decide a condition that is unknown: all that it lacks is the firm's alone to give.
pub(super) fn stays_unknown(pack: &Pack, facts: &impl Evidenced, when: &Condition) -> bool {
    let compiled = pack.compiled();
    let unknown = |field: &FieldIndex| facts.value(*field).is_none();
    let of_firm = |field: FieldIndex| match compiled.layout.role(field) {
        Role::Fact(fact) => fact.of(&compiled.facts).is_some_and(|fact| !fact.from_person),
        Role::Item(_) | Role::Marks | Role::Product(_) => false,
    };
    when.fields().filter(|field| unknown(field) || *field == compiled.layout.marks()).all(|field| {
        let operands = operands(compiled, field);
        if operands.is_empty() { of_firm(field) } else { operands.into_iter().filter(unknown).all(of_firm) }
    })
}

/// What lifts a rule helps, so it has to be true at its tier. A server that sees only what the
/// session attests lets a weaker tier's fact stand as it may be.
pub(super) fn lifted(rule: &RuleTable, facts: &impl Evidenced, doubt: Doubt) -> bool {
    let Some((unless, tier)) = &rule.unless else { return false };
    match unless.eval(&facts.at_least(*tier)) {
        Truth::True => true,
        Truth::Unknown => doubt == Doubt::Ignored && *tier < Tier::Attested,
        Truth::False => false,
    }
}
