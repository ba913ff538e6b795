//! Packs as the walk sees them: choices per item, conditions as formulas, points in a row.
//!
//! Takes one pack, or two whose items agree, gives a [`SymbolicPack`]. Conditions are translated first, because
//! what they ask decides which answers are alike.

pub mod choices;
pub mod formula;
pub mod regions;
pub mod tiers;

use prescreen::condition::{Condition, Node, Test, Value};
use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::{FitTable, ItemTable};
use prescreen::pack::fields::Role;
use prescreen::pack::schema::Mark;
use prescreen::session::Session;
use prescreen::terms::{FieldIndex, ItemIndex, OptionSet};

use crate::means::Favourable;
use crate::symbolic::choices::{Answer, Choice, ItemTest, choices, place};
use crate::symbolic::formula::{FALSE, Formula, Formulas, TRUE};
use crate::symbolic::regions::{FactRegions, FactTest};

/// Packs, ready to walk.
pub struct SymbolicPack<'p> {
    /// The packs.
    pub packs: Vec<&'p Pack>,
    /// Conditions.
    pub formulas: Formulas,
    /// Facts that conditions read.
    pub facts: FactRegions,
    /// Choices per item, in the first pack's order; none for an item with too many to be told apart.
    pub choices: Vec<Vec<Choice>>,
    tests: Vec<Vec<ItemTest>>,
    /// Per pack, facts with which nothing that it asks of means holds anybody back.
    favourable: Vec<Favourable>,
}

impl<'p> SymbolicPack<'p> {
    /// Packs whose items agree, still without choices.
    pub fn new(packs: &[&'p Pack]) -> Self {
        let items = packs.first().map_or(0, |pack| pack.compiled().items.len());
        Self {
            packs: packs.to_vec(),
            formulas: Formulas::new(),
            facts: FactRegions::default(),
            choices: Vec::new(),
            tests: vec![Vec::new(); items],
            favourable: packs.iter().map(|pack| Favourable::of(pack)).collect(),
        }
    }

    /// Facts with which nothing that a pack asks of means in a session holds anybody back, as far as there are any.
    pub fn favourable(&self, place: usize, session: &Session) -> Vec<(FieldIndex, Value)> {
        let found = self.favourable.get(place).zip(self.packs.get(place));
        found.map(|(favourable, pack)| favourable.asked(pack, session)).unwrap_or_default()
    }

    /// A pack beside itself, for two people who differ in these facts alone.
    pub fn beside_itself(pack: &'p Pack, apart: Vec<Id>) -> Self {
        Self { facts: FactRegions::apart(apart), ..Self::new(&[pack, pack]) }
    }

    /// Works out the choices, once every condition is translated.
    pub fn settle(&mut self) {
        let items = 0..self.tests.len();
        self.choices = items.zip(&self.tests).map(|(n, tests)| choices(&self.tables(n), tests)).collect();
    }

    /// All answer combinations; none beyond 128 bits.
    pub fn combinations(&self) -> Option<u128> {
        let of = |(item, choices): (usize, &Vec<Choice>)| match &choices[..] {
            // Too many kinds of subsets to be told apart are still so many subsets.
            [] => {
                let options = self.tables(item).first().map_or(0, |table| table.options.len());
                1_u128.checked_shl(u32::try_from(options).ok()?)?.checked_sub(1)
            }
            choices => choices.iter().try_fold(0_u128, |sum, choice| sum.checked_add(choice.count)),
        };
        self.choices.iter().enumerate().try_fold(1_u128, |product, item| product.checked_mul(of(item)?))
    }

    /// An item's tables in each pack.
    fn tables(&self, item: usize) -> Vec<&'p ItemTable> {
        let id = self.packs.first().and_then(|first| first.compiled().items.get(item)).map(|item| &item.id);
        let table = |pack: &&'p Pack| pack.compiled().items.iter().find(|item| Some(&item.id) == id);
        self.packs.iter().filter_map(table).collect()
    }

    /// The choice that an answer to an item belongs to.
    pub fn choice_of(&self, item: usize, answer: &Answer) -> Option<usize> {
        place(&self.tables(item), self.tests.get(item)?, self.choices.get(item)?, answer)
    }

    /// A condition over a person's fields of one of the packs.
    pub fn condition(&mut self, pack: usize, condition: &Condition) -> Formula {
        self.node(pack, condition.node())
    }

    /// That any of these marks is on a chosen option.
    pub fn marks(&mut self, pack: usize, marks: OptionSet) -> Formula {
        let Some(found) = self.packs.get(pack).copied() else { return FALSE };
        let mut parts = Vec::new();
        for (n, table) in found.compiled().items.iter().enumerate() {
            let options = table.options.iter().enumerate().filter(|(_, option)| option.marks.meets(marks));
            let options: OptionSet = options.map(|(n, _)| n).collect();
            if !options.is_empty() {
                let item = self.item(pack, ItemIndex::new(n));
                parts.push(self.answer(item, ItemTest::Chosen(options)));
            }
        }
        self.formulas.any(parts)
    }

    /// That the answer to the fit's item fits a product's term or type.
    pub fn fits(&mut self, pack: usize, table: &FitTable, wanted: usize) -> Formula {
        let options = table.fits.iter().enumerate().filter(|(_, fits)| fits.contains(wanted));
        let options = options.map(|(n, _)| n).collect();
        let item = self.item(pack, table.item);
        self.answer(item, ItemTest::Chosen(options))
    }

    /// That an item is answered.
    pub fn given(&mut self, pack: usize, item: ItemIndex) -> Formula {
        let item = self.item(pack, item);
        self.answer(item, ItemTest::Given)
    }

    /// What is left of a formula where an item is unanswered.
    pub fn unanswered(&mut self, formula: Formula, item: usize) -> Formula {
        let tests = self.tests.get(item).map(Vec::as_slice).unwrap_or_default();
        let presence: Vec<bool> = tests.iter().map(|test| *test == ItemTest::Given).collect();
        self.formulas.unanswered(formula, item, &presence)
    }

    pub(super) fn node(&mut self, pack: usize, node: &Node) -> Formula {
        match node {
            Node::All(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.node(pack, part)).collect();
                self.formulas.all(parts)
            }
            Node::Any(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.node(pack, part)).collect();
                self.formulas.any(parts)
            }
            Node::Not(part) => {
                let part = self.node(pack, part);
                self.formulas.negate(part)
            }
            Node::Exists(field) => self.exists(pack, *field),
            Node::Test(field, test) => self.test(pack, *field, test),
        }
    }

    fn exists(&mut self, pack: usize, field: FieldIndex) -> Formula {
        let Some(layout) = self.packs.get(pack).map(|pack| &pack.compiled().layout) else { return FALSE };
        match layout.role(field) {
            Role::Item(item) => return self.given(pack, item),
            // There may be none, and that is a value too.
            Role::Marks => return TRUE,
            Role::Fact(_) | Role::Product(_) => {}
        }
        let atom = self.facts.atom(&self.packs, pack, field, FactTest::Exists);
        self.formulas.fact(atom, false)
    }

    fn test(&mut self, pack: usize, field: FieldIndex, test: &Test) -> Formula {
        let Some(layout) = self.packs.get(pack).map(|pack| &pack.compiled().layout) else { return FALSE };
        match layout.role(field) {
            Role::Item(item) => {
                let item = self.item(pack, item);
                self.answer(item, ItemTest::Value(test.clone()))
            }
            Role::Marks => self.marks_pass(pack, test),
            Role::Fact(_) | Role::Product(_) => {
                let atom = self.facts.atom(&self.packs, pack, field, FactTest::Value(test.clone()));
                self.formulas.fact(atom, false)
            }
        }
    }

    fn marks_pass(&mut self, pack: usize, test: &Test) -> Formula {
        let each: Vec<OptionSet> = Mark::ALL.iter().map(|mark| mark.option()).collect();
        match test {
            Test::HasAny(marks) => self.marks(pack, *marks),
            Test::HasAll(marks) => {
                let wanted = each.into_iter().filter(|mark| marks.meets(*mark));
                let parts: Vec<Formula> = wanted.map(|mark| self.marks(pack, mark)).collect();
                self.formulas.all(parts)
            }
            Test::Size(least, most) => {
                let enough = self.at_least(pack, *least, &each);
                let more = most.checked_add(1).map_or(FALSE, |more| self.at_least(pack, more, &each));
                let no_more = self.formulas.negate(more);
                self.formulas.all([enough, no_more])
            }
            _ => FALSE,
        }
    }

    /// That so many marks are there: unknown just where marks that may still come decide it.
    fn at_least(&mut self, pack: usize, least: u32, each: &[OptionSet]) -> Formula {
        let sets = (0_u64..32).map(OptionSet::from_bits).filter(|set| set.len() == least);
        let mut ways = Vec::new();
        for set in sets {
            let there: Vec<Formula> =
                each.iter().filter(|mark| set.meets(**mark)).map(|mark| self.marks(pack, *mark)).collect();
            ways.push(self.formulas.all(there));
        }
        self.formulas.any(ways)
    }

    /// Where an item of a pack stands in the first pack.
    fn item(&self, pack: usize, item: ItemIndex) -> usize {
        let id = self.packs.get(pack).and_then(|pack| item.of(&pack.compiled().items)).map(|item| &item.id);
        let mut first = self.packs.iter().take(1).flat_map(|first| &first.compiled().items);
        first.position(|item| Some(&item.id) == id).unwrap_or(item.get())
    }

    fn answer(&mut self, item: usize, test: ItemTest) -> Formula {
        let Some(tests) = self.tests.get_mut(item) else { return FALSE };
        let number = tests.iter().position(|other| *other == test).unwrap_or_else(|| {
            tests.push(test);
            tests.len().saturating_sub(1)
        });
        self.formulas.answer(item, number, false)
    }
}
