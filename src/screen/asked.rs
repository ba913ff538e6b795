//! What a session asks a person for: the questions, and the few facts that a rule may take from them.

use crate::condition::Condition;
use crate::facts::{Evidenced as _, operands, question_behind};
use crate::id::Id;
use crate::pack::compile::{Compiled, RuleTable, ShelfTable};
use crate::pack::fields::Role;
use crate::pack::schema::Provider;
use crate::product::tags;
use crate::terms::{FactIndex, FieldIndex, ItemIndex, Purpose, Tier};

use super::Screening;

/// Questions and facts that a session asks for, in commitment order. It tells nothing of the class.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Asked {
    /// Whether the profile on file answers for the questionnaire: then only what is compared with the product is asked.
    pub class_on_file: bool,
    /// Questions.
    pub items: Vec<Id>,
    /// Facts that a rule of this session reads, that typing in can settle, and that the firm does not hold.
    pub facts: Vec<Id>,
}

impl Screening<'_> {
    /// What the session asks for. What was answered already is asked for all the same.
    #[must_use]
    pub fn asked(&self) -> Asked {
        let (pack, on_file) = (self.pack(), self.class_on_file());
        let compiled = pack.compiled();
        let read = self.read();
        let items = compiled.items.iter().enumerate();
        let items = items.filter(|(n, _)| !on_file || read.contains(&compiled.layout.item(ItemIndex::new(*n))));
        let facts = pack.document().facts.iter().enumerate();
        let facts = facts.filter(|(n, fact)| {
            let field = compiled.layout.fact(FactIndex::new(*n));
            let typed = fact.derive.is_none() && fact.provided_by.contains(&Provider::Person);
            typed && read.contains(&field) && self.known().tier(field) != Some(Tier::Attested)
        });
        Asked {
            class_on_file: on_file,
            items: items.map(|(_, item)| item.id.clone()).collect(),
            facts: facts.map(|(_, fact)| fact.id.clone()).collect(),
        }
    }

    /// Every field that a rule of this session reads and that a declaration can settle, down to what is given; some
    /// stand in it more than once.
    fn read(&self) -> Vec<FieldIndex> {
        let (compiled, session) = (self.pack().compiled(), self.session());
        let mut reading = Reading { compiled, fields: Vec::new() };
        if !self.class_on_file() {
            reading.condition(&compiled.lowest.when);
            compiled.caps.iter().for_each(|cap| reading.condition(&cap.when));
            compiled.contradictions.iter().for_each(|contradiction| reading.condition(&contradiction.when));
        }
        reading.rules(&compiled.eligibility, session.purpose);
        if let Some(product) = &session.product {
            reading.rules(&compiled.rules, session.purpose);
            // INVARIANT: the sheet's tags are the pack's, or there would be no screening.
            let on = tags(self.pack(), product).unwrap_or_default();
            // A gate that needs evidence is not opened by typing.
            let gates = compiled.gates.iter().filter(|gate| gate.tier == Tier::Declared && gate.tags.meets(on));
            gates.for_each(|gate| reading.condition(&gate.requires));
        }
        let credit = compiled.credit.as_ref().filter(|credit| credit.applies(session)).map(|one| &one.evidence);
        let risk = compiled.risk.as_ref().filter(|risk| risk.applies(session)).map(|one| &one.evidence);
        // The purchase of one product waits for no order of others.
        let ranks = |shelf: &&ShelfTable| session.product.is_none() && shelf.applies(session);
        let shelf = compiled.shelf.as_ref().filter(ranks).map(|one| &one.evidence);
        for evidence in [credit, risk, shelf].into_iter().flatten() {
            let declared = evidence.iter().filter(|one| one.tier == Tier::Declared);
            reading.fields.extend(declared.map(|one| one.field));
        }
        reading.fields
    }
}

/// Fields that conditions read.
struct Reading<'a> {
    compiled: &'a Compiled,
    fields: Vec<FieldIndex>,
}

impl Reading<'_> {
    fn condition(&mut self, condition: &Condition) {
        for field in condition.fields() {
            match self.compiled.layout.role(field) {
                Role::Product(place) => {
                    let item = question_behind(self.compiled, place);
                    self.fields.extend(item.map(|item| self.compiled.layout.item(item)));
                }
                Role::Item(_) | Role::Fact(_) | Role::Marks => {
                    self.fields.push(field);
                    self.fields.extend(operands(self.compiled, field));
                }
            }
        }
    }

    /// What rules of a purpose restrict by, and what a declaration lifts them by.
    fn rules(&mut self, rules: &[RuleTable], purpose: Purpose) {
        for rule in rules.iter().filter(|rule| rule.applies(purpose)) {
            self.condition(&rule.when);
            if let Some((unless, Tier::Declared)) = &rule.unless {
                self.condition(unless);
            }
        }
    }
}
