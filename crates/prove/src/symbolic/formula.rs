//! Conditions over answers and facts as shared formulas, resolved one answer at a time.
//!
//! Takes atoms, gives numbers for formulas: two that are written alike have the same number, so a
//! state of the walk holds numbers only. Nothing here knows what an atom asks.

use rustc_hash::FxHashMap;

use prescreen::condition::Truth;
use prescreen::terms::sorted::each_once;

/// A formula's number.
pub type Formula = u32;

/// Never holds.
pub const FALSE: Formula = 0;
/// Always holds.
pub const TRUE: Formula = 1;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Node {
    Constant,
    /// A test of an item's answer, and whether it is negated. Answers are complete: it holds or not.
    Answer {
        item: usize,
        test: usize,
        negated: bool,
    },
    /// A test of a fact, and whether it is negated. A fact may be missing: it may be unknown.
    Fact {
        atom: usize,
        negated: bool,
    },
    All(Vec<Formula>),
    Any(Vec<Formula>),
}

/// All formulas of one question.
#[derive(Debug)]
pub struct Formulas {
    nodes: Vec<Node>,
    numbers: FxHashMap<Node, Formula>,
    /// Items that a formula reads, as bits.
    items: Vec<u128>,
    resolved: FxHashMap<(Formula, usize, usize), Formula>,
}

impl Formulas {
    /// None but the constants.
    pub fn new() -> Self {
        let nodes = vec![Node::Constant, Node::Constant];
        Self { nodes, numbers: FxHashMap::default(), items: vec![0, 0], resolved: FxHashMap::default() }
    }

    /// A test of an item's answer.
    pub fn answer(&mut self, item: usize, test: usize, negated: bool) -> Formula {
        let bit = u32::try_from(item).ok().and_then(|item| 1_u128.checked_shl(item)).unwrap_or(0);
        self.number(Node::Answer { item, test, negated }, bit)
    }

    /// A test of a fact.
    pub fn fact(&mut self, atom: usize, negated: bool) -> Formula {
        self.number(Node::Fact { atom, negated }, 0)
    }

    /// Every part holds.
    pub fn all(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        self.combine(parts, TRUE, FALSE)
    }

    /// At least one part holds.
    pub fn any(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        self.combine(parts, FALSE, TRUE)
    }

    /// The formula does not hold (Kleene: unknown stays unknown).
    pub fn negate(&mut self, formula: Formula) -> Formula {
        match self.node(formula).clone() {
            Node::Constant if formula == TRUE => FALSE,
            Node::Constant => TRUE,
            Node::Answer { item, test, negated } => self.answer(item, test, !negated),
            Node::Fact { atom, negated } => self.fact(atom, !negated),
            Node::All(parts) => {
                let parts: Vec<Formula> = parts.into_iter().map(|part| self.negate(part)).collect();
                self.any(parts)
            }
            Node::Any(parts) => {
                let parts: Vec<Formula> = parts.into_iter().map(|part| self.negate(part)).collect();
                self.all(parts)
            }
        }
    }

    /// What is left of a formula once an item's answer is known: `holds` says of each of the item's tests
    /// whether it passes.
    pub fn resolve(&mut self, formula: Formula, item: usize, choice: usize, holds: &[bool]) -> Formula {
        if formula <= TRUE || !self.reads(formula, item) {
            return formula;
        }
        if let Some(known) = self.resolved.get(&(formula, item, choice)) {
            return *known;
        }
        let rest = match self.node(formula).clone() {
            Node::Answer { test, negated, .. } => {
                let passes = holds.get(test).copied().unwrap_or(false);
                if passes == negated { FALSE } else { TRUE }
            }
            Node::All(parts) => {
                let parts: Vec<Formula> =
                    parts.into_iter().map(|part| self.resolve(part, item, choice, holds)).collect();
                self.all(parts)
            }
            Node::Any(parts) => {
                let parts: Vec<Formula> =
                    parts.into_iter().map(|part| self.resolve(part, item, choice, holds)).collect();
                self.any(parts)
            }
            Node::Constant | Node::Fact { .. } => formula,
        };
        self.resolved.insert((formula, item, choice), rest);
        rest
    }

    /// The formula with its facts settled; what stays unknown counts as true, since what restricts does so then.
    pub fn with_facts(&mut self, formula: Formula, atom: &impl Fn(usize) -> Truth) -> Formula {
        match self.node(formula).clone() {
            Node::Constant | Node::Answer { .. } => formula,
            Node::Fact { atom: n, negated } => {
                let truth = if negated { atom(n).negate() } else { atom(n) };
                if truth == Truth::False { FALSE } else { TRUE }
            }
            Node::All(parts) => {
                let parts: Vec<Formula> = parts.into_iter().map(|part| self.with_facts(part, atom)).collect();
                self.all(parts)
            }
            Node::Any(parts) => {
                let parts: Vec<Formula> = parts.into_iter().map(|part| self.with_facts(part, atom)).collect();
                self.any(parts)
            }
        }
    }

    /// Whether it holds, given each fact's atoms; a test of an answer that is not given is unknown.
    pub fn truth(&self, formula: Formula, atom: &impl Fn(usize) -> Truth) -> Truth {
        match self.node(formula) {
            Node::Constant => (formula == TRUE).into(),
            Node::Answer { .. } => Truth::Unknown,
            Node::Fact { atom: n, negated: false } => atom(*n),
            Node::Fact { atom: n, negated: true } => atom(*n).negate(),
            Node::All(parts) => parts.iter().fold(Truth::True, |truth, part| truth.and(self.truth(*part, atom))),
            Node::Any(parts) => parts.iter().fold(Truth::False, |truth, part| truth.or(self.truth(*part, atom))),
        }
    }

    /// What is left of a formula where an item is unanswered: `presence` says of each of its tests whether it asks
    /// for the answer's presence. Any other test is unknown then, and so is its negation.
    pub fn unanswered(&mut self, formula: Formula, item: usize, presence: &[bool]) -> Formula {
        if !self.reads(formula, item) {
            return formula;
        }
        match self.node(formula).clone() {
            Node::Answer { test, negated, .. } => match (presence.get(test), negated) {
                (Some(true), true) => TRUE,
                (Some(true), false) => FALSE,
                (_, negated) => self.unknown(negated),
            },
            Node::All(parts) => {
                let parts: Vec<Formula> = parts.into_iter().map(|part| self.unanswered(part, item, presence)).collect();
                self.all(parts)
            }
            Node::Any(parts) => {
                let parts: Vec<Formula> = parts.into_iter().map(|part| self.unanswered(part, item, presence)).collect();
                self.any(parts)
            }
            Node::Constant | Node::Fact { .. } => formula,
        }
    }

    /// Unknown, whatever the facts are.
    pub fn unknown(&mut self, negated: bool) -> Formula {
        self.fact(usize::MAX, negated)
    }

    /// The facts' atoms that a formula reads.
    pub fn atoms(&self, formula: Formula, to: &mut Vec<usize>) {
        match self.node(formula) {
            Node::Constant | Node::Answer { .. } => {}
            Node::Fact { atom, .. } => to.push(*atom),
            Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| self.atoms(*part, to)),
        }
    }

    /// The tests of answers that a formula reads.
    pub fn answers(&self, formula: Formula, to: &mut Vec<Formula>) {
        match self.node(formula) {
            Node::Constant | Node::Fact { .. } => {}
            Node::Answer { .. } => to.push(formula),
            Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| self.answers(*part, to)),
        }
    }

    /// What is left to be true of a formula where some facts are missing. `missing` gives for a test of a missing
    /// fact whether it asks for the fact's presence.
    pub fn without(&mut self, formula: Formula, missing: &impl Fn(usize) -> Option<bool>) -> Formula {
        match self.node(formula).clone() {
            Node::Constant | Node::Answer { .. } => formula,
            Node::Fact { atom, negated } => match missing(atom) {
                None => formula,
                // A test of what is missing is unknown, and so is its negation.
                Some(presence) => {
                    if presence && negated {
                        TRUE
                    } else {
                        FALSE
                    }
                }
            },
            Node::All(parts) => {
                let parts: Vec<Formula> = parts.into_iter().map(|part| self.without(part, missing)).collect();
                self.all(parts)
            }
            Node::Any(parts) => {
                let parts: Vec<Formula> = parts.into_iter().map(|part| self.without(part, missing)).collect();
                self.any(parts)
            }
        }
    }

    /// Whether a formula reads any fact.
    pub fn reads_facts(&self, formula: Formula) -> bool {
        let mut atoms = Vec::new();
        self.atoms(formula, &mut atoms);
        !atoms.is_empty()
    }

    /// Whether a formula reads any item.
    pub fn reads_items(&self, formula: Formula) -> bool {
        self.items.get(formula as usize).is_some_and(|items| *items != 0)
    }

    /// Whether a formula reads this item.
    pub fn reads(&self, formula: Formula, item: usize) -> bool {
        let items = self.items.get(formula as usize).copied().unwrap_or(0);
        u32::try_from(item).ok().and_then(|item| items.checked_shr(item)).is_some_and(|bits| bits & 1 == 1)
    }

    fn node(&self, formula: Formula) -> &Node {
        self.nodes.get(formula as usize).unwrap_or(&Node::Constant)
    }

    /// Parts without the neutral one and without repetition; one absorbing part is the whole.
    fn combine(&mut self, parts: impl IntoIterator<Item = Formula>, neutral: Formula, absorbing: Formula) -> Formula {
        let mut flat = Vec::new();
        for part in parts {
            match self.node(part) {
                Node::All(inner) if neutral == TRUE => flat.extend(inner.iter().copied()),
                Node::Any(inner) if neutral == FALSE => flat.extend(inner.iter().copied()),
                _ => flat.push(part),
            }
        }
        if flat.contains(&absorbing) {
            return absorbing;
        }
        flat.retain(|part| *part != neutral);
        each_once(&mut flat);
        match flat.as_slice() {
            [] => neutral,
            [only] => *only,
            _ => {
                let items =
                    flat.iter().fold(0, |bits, part| bits | self.items.get(*part as usize).copied().unwrap_or(0));
                self.number(if neutral == TRUE { Node::All(flat) } else { Node::Any(flat) }, items)
            }
        }
    }

    fn number(&mut self, node: Node, items: u128) -> Formula {
        if let Some(number) = self.numbers.get(&node) {
            return *number;
        }
        let number = Formula::try_from(self.nodes.len()).unwrap_or(Formula::MAX);
        self.nodes.push(node.clone());
        self.items.push(items);
        self.numbers.insert(node, number);
        number
    }
}
