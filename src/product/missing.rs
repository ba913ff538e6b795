//! What only the firm can give, did not, and a session cannot end well without.

use crate::Error;
use crate::condition::Truth;
use crate::facts::{Evidenced, Known, OnFile, missing_in};
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::{GateTable, RuleTable};
use crate::session::Session;
use crate::terms::{Purpose, Tier};

use super::fields::ProductFields;
use super::gates::permission;
use super::rules::{lifted, stays_unknown};
use super::{Doubt, tags};

/// Facts that only the firm can give, that the session does not attest, and without which a rule, a gate or a cap stops
/// every person in this session whatever they answer; in the order in which the pack declares its facts.
///
/// # Errors
/// As [`floor`](super::floor).
pub fn missing_of_firm(pack: &Pack, session: &Session) -> Result<Vec<Id>, Error> {
    let known = Known::attested(pack, session)?;
    let compiled = pack.compiled();
    let mut missing = Vec::new();
    missing.extend(of_rules(pack, &known, session.purpose, &compiled.eligibility));
    let mut gates: Vec<&GateTable> = permission(pack, session)?.into_iter().collect();
    if let Some(product) = &session.product {
        let sheet = ProductFields::of(pack, &known, product, &session.earlier, None)?;
        missing.extend(of_rules(pack, &sheet, session.purpose, &compiled.rules));
        let tags = tags(pack, product)?;
        gates.extend(compiled.gates.iter().filter(|gate| gate.tags.meets(tags)));
    }
    for gate in gates.into_iter().filter(|gate| gate.tier == Tier::Attested) {
        if gate.requires.eval(&known.at_least(gate.tier)) == Truth::Unknown {
            missing.extend(missing_in(pack, &known, &gate.requires));
        }
    }
    if OnFile::of(pack, session, known.day()).class().is_none() {
        for cap in &compiled.caps {
            if cap.when.eval(&known) == Truth::Unknown && stays_unknown(pack, &known, &cap.when) {
                missing.extend(missing_in(pack, &known, &cap.when));
            }
        }
    }
    let facts = compiled.facts.iter().map(|fact| &fact.id);
    Ok(facts.filter(|fact| missing.contains(fact)).cloned().collect())
}

/// What rules lack that stop in doubt.
fn of_rules(pack: &Pack, facts: &impl Evidenced, purpose: Purpose, rules: &[RuleTable]) -> Vec<Id> {
    let stops = |rule: &&RuleTable| {
        rule.applies(purpose)
            && !rule.if_unknown.goes_on()
            && rule.when.eval(facts) == Truth::Unknown
            && !lifted(rule, facts, Doubt::Ignored)
            && stays_unknown(pack, facts, &rule.when)
    };
    rules.iter().filter(stops).flat_map(|rule| missing_in(pack, facts, &rule.when)).collect()
}
