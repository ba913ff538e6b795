//! Rules that restrict: on true, and on unknown.

use crate::assessment::Part;
use crate::condition::Truth;
use crate::facts::Known;
use crate::pack::Pack;
use crate::pack::compile::Clauses;
use crate::pack::schema::Rule;
use crate::profile::missing_in;
use crate::terms::Outcome;
use crate::terms::{Purpose, Tier};

use super::{Decision, Doubt};

impl Decision {
    pub(super) fn rules(
        &mut self,
        pack: &Pack,
        known: &Known,
        purpose: Purpose,
        doubt: Doubt,
        part: Part,
        (written, compiled): (&[Rule], &[Clauses]),
    ) {
        let apply = |rule: &Rule| rule.purposes.is_empty() || rule.purposes.contains(&purpose);
        for (rule, clauses) in written.iter().zip(compiled).filter(|(rule, _)| apply(rule)) {
            let when = clauses.when.eval(known);
            if when == Truth::False || lifted(rule, clauses, known, doubt) {
                continue;
            }
            if when == Truth::True {
                self.restrict(&rule.id, part, rule.outcome, rule.flow.as_ref());
            } else if doubt == Doubt::Restricts {
                self.lacks(missing_in(pack, known, &clauses.when));
                let (outcome, flow) =
                    rule.if_unknown.as_ref().map_or((Outcome::InsufficientEvidence, None), |fallback| {
                        (fallback.outcome, fallback.flow.as_ref())
                    });
                self.restrict(&rule.id, part, outcome, flow);
            }
        }
    }
}

/// What lifts a rule helps, so it has to be true at its tier. A server that sees only what the
/// session attests lets a weaker tier's fact stand as it may be.
fn lifted(rule: &Rule, clauses: &Clauses, known: &Known, doubt: Doubt) -> bool {
    let Some(unless) = &clauses.unless else { return false };
    let tier = rule.unless_tier.unwrap_or(Tier::Attested);
    match unless.eval(&known.at_least(tier)) {
        Truth::True => true,
        Truth::Unknown => doubt == Doubt::Ignored && tier < Tier::Attested,
        Truth::False => false,
    }
}
