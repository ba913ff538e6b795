//! What a session asks a person for: the questions, and the few facts that a rule may take from them.

use crate::condition::Condition;
use crate::facts::{Evidenced as _, operands, question_behind};
use crate::id::Id;
use crate::pack::compile::RuleTable;
use crate::pack::fields::Role;
use crate::pack::schema::Provider;
use crate::terms::{FactIndex, FieldIndex, ItemIndex, OptionSet, Tier};

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
        let compiled = self.pack().compiled();
        let mut conditions: Vec<&Condition> = Vec::new();
        if !self.class_on_file() {
            conditions.push(&compiled.lowest.when);
            conditions.extend(compiled.caps.iter().map(|cap| &cap.when));
            conditions.extend(compiled.contradictions.iter().map(|contradiction| &contradiction.when));
        }
        conditions.extend(self.rules(&compiled.eligibility));
        if let Some(product) = &self.session().product {
            conditions.extend(self.rules(&compiled.rules));
            let tags = &self.pack().document().matching.tags;
            let on: OptionSet =
                (0..tags.len()).filter(|n| tags.get(*n).is_some_and(|tag| product.tags.contains(tag))).collect();
            // A gate that needs evidence is not opened by typing.
            let gates = compiled.gates.iter().filter(|gate| gate.tier == Tier::Declared && gate.tags.meets(on));
            conditions.extend(gates.map(|gate| &gate.requires));
        }
        let mut read = Vec::new();
        for field in conditions.into_iter().flat_map(Condition::fields) {
            match compiled.layout.role(field) {
                Role::Product(place) => {
                    read.extend(question_behind(compiled, place).map(|item| compiled.layout.item(item)));
                }
                Role::Item(_) | Role::Fact(_) | Role::Marks => {
                    read.push(field);
                    read.extend(operands(compiled, field));
                }
            }
        }
        read
    }

    /// What rules of the session's purpose restrict by, and what a declaration lifts them by.
    fn rules<'r>(&self, rules: &'r [RuleTable]) -> impl Iterator<Item = &'r Condition> {
        let purpose = self.session().purpose;
        let applying = rules.iter().filter(move |rule| rule.applies(purpose));
        applying.flat_map(|rule| {
            let lifts = rule.unless.as_ref().filter(|(_, tier)| *tier == Tier::Declared).map(|(unless, _)| unless);
            core::iter::once(&rule.when).chain(lifts)
        })
    }
}
