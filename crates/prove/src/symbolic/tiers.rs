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
    rest(symbolic, node, tier, |pack, field| if answered(pack, field) { Below::Always } else { Below::Never })
}

/// The same, taken at its best: what comes below the tier in some way may be missing where that helps.
pub fn at_best<'n>(symbolic: &SymbolicPack<'_>, node: &'n Node, tier: Tier) -> Cow<'n, Node> {
    rest(symbolic, node, tier, |pack, field| below(pack, field, tier))
}

/// Whether a field's value comes below a tier.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Always,
    /// In one way of giving it, and not in another.
    Sometimes,
    Never,
}

fn rest<'n>(
    symbolic: &SymbolicPack<'_>,
    node: &'n Node,
    tier: Tier,
    below: impl Fn(&Pack, FieldIndex) -> Below,
) -> Cow<'n, Node> {
    match symbolic.packs.first() {
        Some(pack) if tier > Tier::Declared => Cow::Owned(left(node, false, &|field| below(pack, field))),
        _ => Cow::Borrowed(node),
    }
}

/// What has to hold of a condition, or of its negation, where what comes below is missing.
fn left(node: &Node, negated: bool, below: &impl Fn(FieldIndex) -> Below) -> Node {
    let each = |parts: &[Node]| parts.iter().map(|part| left(part, negated, below)).collect();
    match node {
        Node::All(parts) if negated => Node::Any(each(parts)),
        Node::All(parts) => Node::All(each(parts)),
        Node::Any(parts) if negated => Node::All(each(parts)),
        Node::Any(parts) => Node::Any(each(parts)),
        Node::Not(part) => left(part, !negated, below),
        // What is missing is not there; a test of it is unknown, and so is its negation.
        Node::Exists(field) if negated && below(*field) != Below::Never => Node::All(Vec::new()),
        Node::Exists(field) | Node::Test(field, _) if below(*field) == Below::Always => Node::Any(Vec::new()),
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

/// How a field comes below a tier that takes no answers.
fn below(pack: &Pack, field: FieldIndex, tier: Tier) -> Below {
    let sometimes = match pack.compiled().layout.role(field) {
        Role::Fact(fact) => {
            let compiled = fact.of(&pack.compiled().facts);
            let derivation = compiled.and_then(|fact| fact.derivation.as_ref());
            let operands = derivation.map_or_else(|| vec![field], |derivation| derivation.operands());
            operands.into_iter().any(|operand| providers(pack, operand).any(|provider| worst(provider) < tier))
        }
        // A class that comes of answers is declared; one on file is attested.
        Role::Product(place) => {
            matches!(ProductField::ALL.get(place), Some(ProductField::Class | ProductField::GradeFits))
        }
        Role::Item(_) | Role::Marks => false,
    };
    match (answered(pack, field), sometimes) {
        (true, _) => Below::Always,
        (false, true) => Below::Sometimes,
        (false, false) => Below::Never,
    }
}

/// Who brings a fact; nobody for any other field.
fn providers(pack: &Pack, field: FieldIndex) -> impl Iterator<Item = Provider> {
    let fact = match pack.compiled().layout.role(field) {
        Role::Fact(fact) => fact.of(&pack.document().facts),
        Role::Item(_) | Role::Marks | Role::Product(_) => None,
    };
    fact.into_iter().flat_map(|fact| fact.provided_by.iter().copied())
}

/// The same with facts that come below the tier taken out.
pub fn facts(symbolic: &mut SymbolicPack<'_>, formula: Formula, tier: Tier) -> Formula {
    let SymbolicPack { packs, formulas, facts, .. } = symbolic;
    let Some(pack) = packs.first().filter(|_| tier > Tier::Declared) else { return formula };
    let comes = |field: FieldIndex| providers(pack, field).any(|provider| best(provider) >= tier);
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

/// The worst tier of what a provider gives.
fn worst(provider: Provider) -> Tier {
    match provider {
        Provider::Host => Tier::Attested,
        Provider::File => Tier::Parsed,
        Provider::Person => Tier::Declared,
    }
}
