//! Conditions over what comes at a tier: anything weaker counts as missing, and every answer is the person's own.
//!
//! Takes a condition, gives a formula that holds where the condition does; where the condition is unknown, the
//! formula is false. It must not be asked what fails.

use std::borrow::Cow;

use prescreen::condition::Node;
use prescreen::pack::Pack;
use prescreen::pack::fields::{ProductField, Role};
use prescreen::pack::schema::Provider;
use prescreen::terms::{FieldIndex, Tier};

use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::Formula;

/// A condition over a person's fields that come at a tier.
pub fn condition(symbolic: &mut SymbolicPack<'_>, node: &Node, tier: Tier) -> Formula {
    let node = without_answers(symbolic, node, tier);
    let formula = symbolic.node(0, &node);
    facts(symbolic, formula, tier)
}

/// The same with what a person answers taken out: unknown, however it is asked for, unless the tier takes answers.
pub fn without_answers<'n>(symbolic: &SymbolicPack<'_>, node: &'n Node, tier: Tier) -> Cow<'n, Node> {
    match symbolic.packs.first() {
        Some(pack) if tier > Tier::Declared => Cow::Owned(rest(pack, node, false)),
        _ => Cow::Borrowed(node),
    }
}

/// What has to hold of a condition, or of its negation, where answers are missing.
fn rest(pack: &Pack, node: &Node, negated: bool) -> Node {
    let each = |parts: &[Node]| parts.iter().map(|part| rest(pack, part, negated)).collect();
    match node {
        Node::All(parts) if negated => Node::Any(each(parts)),
        Node::All(parts) => Node::All(each(parts)),
        Node::Any(parts) if negated => Node::All(each(parts)),
        Node::Any(parts) => Node::Any(each(parts)),
        Node::Not(part) => rest(pack, part, !negated),
        // What is missing is not there; a test of it is unknown, and so is its negation.
        Node::Exists(field) if answered(pack, *field) && negated => Node::All(Vec::new()),
        Node::Exists(field) | Node::Test(field, _) if answered(pack, *field) => Node::Any(Vec::new()),
        Node::Exists(_) | Node::Test(..) if negated => Node::Not(Box::new(node.clone())),
        Node::Exists(_) | Node::Test(..) => node.clone(),
    }
}

/// Whether a field is an answer, or follows from answers.
fn answered(pack: &Pack, field: FieldIndex) -> bool {
    match pack.compiled().layout.role(field) {
        Role::Item(_) | Role::Marks => true,
        Role::Fact(_) => false,
        Role::Product(place) => {
            matches!(ProductField::ALL.get(place), Some(ProductField::TermFits | ProductField::TypeFits))
        }
    }
}

/// The same with facts that come below the tier taken out.
pub fn facts(symbolic: &mut SymbolicPack<'_>, formula: Formula, tier: Tier) -> Formula {
    let SymbolicPack { packs, formulas, facts, .. } = symbolic;
    let Some(pack) = packs.first().filter(|_| tier > Tier::Declared) else { return formula };
    let layout = &pack.compiled().layout;
    let comes = |field: FieldIndex| {
        let fact = match layout.role(field) {
            Role::Fact(fact) => fact.of(&pack.document().facts),
            Role::Item(_) | Role::Marks | Role::Product(_) => None,
        };
        fact.is_some_and(|fact| fact.provided_by.iter().any(|provider| best(*provider) >= tier))
    };
    let missing = |atom: usize| {
        let (field, presence) = facts.asked(atom)?;
        let operands = field.derived.as_ref().map_or_else(|| vec![field.field], |derivation| derivation.operands());
        (!operands.into_iter().all(comes)).then_some(presence)
    };
    formulas.without(formula, &missing)
}

/// The best tier of what a provider gives.
fn best(provider: Provider) -> Tier {
    match provider {
        Provider::Host => Tier::Attested,
        Provider::File => Tier::Consistent,
        Provider::Person => Tier::Declared,
    }
}
