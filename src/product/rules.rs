//! Rules that restrict: on true, and on unknown.

use crate::assessment::{Part, Reason};
use crate::condition::Truth;
use crate::facts::{Evidenced, missing_in};
use crate::pack::Pack;
use crate::pack::compile::RuleTable;
use crate::terms::{Purpose, Tier};

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
            } else if doubt == Doubt::Restricts {
                self.contribution.lacks(missing_in(pack, facts, &rule.when));
                let outcome = Some(rule.if_unknown);
                self.contribution.add(Reason { unknown: true, ..Reason::of(&rule.id, part, outcome) });
                self.contribution.goes_through(rule.flow_if_unknown.as_ref());
            }
        }
    }
}

/// What lifts a rule helps, so it has to be true at its tier. A server that sees only what the
/// session attests lets a weaker tier's fact stand as it may be.
fn lifted(rule: &RuleTable, facts: &impl Evidenced, doubt: Doubt) -> bool {
    let Some((unless, tier)) = &rule.unless else { return false };
    match unless.eval(&facts.at_least(*tier)) {
        Truth::True => true,
        Truth::Unknown => doubt == Doubt::Ignored && *tier < Tier::Attested,
        Truth::False => false,
    }
}
