//! The regions of facts: between two thresholds all values are alike, and a fact may be missing.
//!
//! Takes the tests that conditions put to facts, gives a value for each region. Facts are gone through
//! one apart from another; where one is derived from another that is read as well, this goes through
//! more than there is, so that what is proved holds and what is refuted is tried on the engine first.

use prescreen::condition::{FieldKind, Test, Truth, Value};
use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::Derivation;
use prescreen::pack::fields::Role;
use prescreen::terms::FieldIndex;
use prescreen::terms::sorted::each_once;

use crate::symbolic::choices::cuts;

/// What is asked of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactTest {
    /// That it has a value.
    Exists,
    /// That its value passes.
    Value(Test),
}

impl FactTest {
    fn truth(&self, value: Option<Value>) -> Truth {
        match (self, value) {
            (Self::Exists, value) => value.is_some().into(),
            (Self::Value(_), None) => Truth::Unknown,
            (Self::Value(test), Some(value)) => test.eval(value),
        }
    }
}

/// A fact that a condition reads.
#[derive(Debug, Clone)]
pub struct FactField {
    /// Which pack declares it, among those compared.
    pub pack: usize,
    /// Its field in that pack.
    pub field: FieldIndex,
    /// How it is derived, if it is.
    pub derived: Option<Derivation>,
    kind: FieldKind,
}

/// The facts that conditions read, and what they ask.
#[derive(Debug, Default)]
pub struct FactRegions {
    /// Each fact once.
    pub fields: Vec<FactField>,
    /// Facts that may have another value in each pack.
    apart: Vec<Id>,
    atoms: Vec<(usize, FactTest)>,
}

/// One value, or none, for each of some facts.
pub type Assignment = Vec<(usize, Option<Value>)>;

impl FactRegions {
    /// Regions in which these facts may have another value in each pack.
    pub fn apart(facts: Vec<Id>) -> Self {
        Self { apart: facts, ..Self::default() }
    }

    /// The number of a test of a field. The same fact in another pack is the same fact, unless it is to be apart.
    pub fn atom(&mut self, packs: &[&Pack], pack: usize, field: FieldIndex, test: FactTest) -> usize {
        let fact = self.fact(packs, pack, field);
        let atom = (fact, test);
        self.atoms.iter().position(|other| *other == atom).unwrap_or_else(|| {
            self.atoms.push(atom);
            self.atoms.len().saturating_sub(1)
        })
    }

    fn fact(&mut self, packs: &[&Pack], pack: usize, field: FieldIndex) -> usize {
        let place = |pack: usize, field: FieldIndex| match packs.get(pack)?.compiled().layout.role(field) {
            Role::Fact(fact) => Some(fact),
            Role::Item(_) | Role::Marks | Role::Product(_) => None,
        };
        let declaration = |pack: usize, field: FieldIndex| {
            let fact = place(pack, field)?.of(&packs.get(pack)?.document().facts)?;
            Some((&fact.id, fact.kind, &fact.options, &fact.derive))
        };
        let wanted = declaration(pack, field);
        let apart = wanted.is_some_and(|(id, ..)| self.apart.contains(id));
        let same = |known: &FactField| declaration(known.pack, known.field) == wanted && !(apart && known.pack != pack);
        let known = self.fields.iter().position(same);
        known.unwrap_or_else(|| {
            let compiled = packs.get(pack).map(|pack| pack.compiled());
            let derived = compiled.and_then(|compiled| place(pack, field)?.of(&compiled.facts)?.derivation.clone());
            let kind = compiled.and_then(|compiled| compiled.layout.person.kind_of(field)).cloned();
            self.fields.push(FactField { pack, field, derived, kind: kind.unwrap_or(FieldKind::Boolean) });
            self.fields.len().saturating_sub(1)
        })
    }

    /// Whether a test passes under an assignment; a fact that it leaves out is missing.
    pub fn truth(&self, atom: usize, assignment: &Assignment) -> Truth {
        let Some((fact, test)) = self.atoms.get(atom) else { return Truth::Unknown };
        let value = assignment.iter().find(|(other, _)| other == fact).and_then(|(_, value)| *value);
        test.truth(value)
    }

    /// The fact that a test reads, and whether it asks for its presence alone.
    pub fn asked(&self, atom: usize) -> Option<(&FactField, bool)> {
        let (fact, test) = self.atoms.get(atom)?;
        Some((self.fields.get(*fact)?, *test == FactTest::Exists))
    }

    /// The facts that these tests read, each once.
    pub fn read_by(&self, atoms: &[usize]) -> Vec<usize> {
        let mut facts: Vec<usize> =
            atoms.iter().filter_map(|atom| self.atoms.get(*atom)).map(|(fact, _)| *fact).collect();
        each_once(&mut facts);
        facts
    }

    /// What some of these facts are derived from: their values come with the derived ones.
    pub fn operands(&self, facts: &[usize]) -> Vec<usize> {
        let of = |fact: &usize| {
            let field = self.fields.get(*fact)?;
            let operands = field.derived.as_ref()?.operands();
            Some(self.fields.iter().map(move |one| one.pack == field.pack && operands.contains(&one.field)))
        };
        let each = facts.iter().filter_map(of).flat_map(|are| are.enumerate().filter(|(_, is)| *is).map(|(n, _)| n));
        each.collect()
    }

    /// A value for each region of a fact; first of all, missing. Of an age, those of grown-ups come first, and of children who are
    /// all alike the oldest: whoever is shown is somebody who could be there.
    pub fn regions(&self, fact: usize) -> Vec<Option<Value>> {
        let Some(field) = self.fields.get(fact) else { return vec![None] };
        let tests = self.atoms.iter().filter(|(other, _)| *other == fact);
        let mut starts: Vec<i64> = tests
            .flat_map(|(_, test)| match test {
                FactTest::Value(test) => cuts(test),
                FactTest::Exists => Vec::new(),
            })
            .collect();
        each_once(&mut starts);
        let mut regions = vec![None];
        match &field.kind {
            FieldKind::Boolean => regions.extend([Some(Value::Boolean(false)), Some(Value::Boolean(true))]),
            FieldKind::Choice(options) => {
                regions
                    .extend((0..options.len()).filter_map(|n| u16::try_from(n).ok()).map(|n| Some(Value::Choice(n))));
            }
            FieldKind::Integer { min, max }
                if matches!(field.derived, Some(Derivation::AgeOn(_)))
                    && min.is_none_or(|min| min < GROWN_UP)
                    && max.is_none_or(|max| max >= GROWN_UP) =>
            {
                regions.extend(integers(&starts, Some(GROWN_UP), *max));
                let oldest = GROWN_UP.saturating_sub(1);
                let alike = starts.iter().all(|start| *start >= GROWN_UP);
                regions.extend(integers(&starts, if alike { Some(oldest) } else { *min }, Some(oldest)));
            }
            FieldKind::Integer { min, max } => regions.extend(integers(&starts, *min, *max)),
            FieldKind::Share { min, max } => {
                let halves = |end: &Option<i64>| end.map(|end| end.saturating_mul(2));
                regions.extend(integers(&starts, halves(min), halves(max)));
            }
            FieldKind::Date => {
                let days = ends(&starts, None).into_iter().filter_map(|n| i32::try_from(n).ok());
                regions.extend(days.map(|days| Some(Value::Date(days))));
            }
            FieldKind::Set(_) => {}
        }
        regions
    }

    /// Every assignment of these facts; none when there are more than `limit`.
    pub fn assignments(&self, facts: &[usize], limit: usize) -> Option<Vec<Assignment>> {
        let mut all: Vec<Assignment> = vec![Vec::new()];
        for fact in facts {
            let regions = self.regions(*fact);
            if all.len().checked_mul(regions.len())? > limit {
                return None;
            }
            let longer = all.iter().flat_map(|assignment| {
                regions.iter().map(|value| {
                    let mut longer = assignment.clone();
                    longer.push((*fact, *value));
                    longer
                })
            });
            all = longer.collect();
        }
        Some(all)
    }
}

/// One integer for each stretch between starts.
fn integers(starts: &[i64], min: Option<i64>, max: Option<i64>) -> impl Iterator<Item = Option<Value>> {
    let within = move |n: &i64| max.is_none_or(|max| *n <= max);
    ends(starts, min).into_iter().filter(within).map(|n| Some(Value::Integer(n)))
}

/// In years.
const GROWN_UP: i64 = 18;

/// One number for each stretch between starts: the least there is, or one before the first start, and
/// each start after it.
fn ends(starts: &[i64], least: Option<i64>) -> Vec<i64> {
    let first = least.or_else(|| starts.first()?.checked_sub(1)).unwrap_or(0);
    core::iter::once(first).chain(starts.iter().copied().filter(|start| *start > first)).collect()
}
