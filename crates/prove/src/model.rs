//! Packs as the walk sees them: choices per item, conditions as formulas, points in a row.
//!
//! Takes one pack, or two whose items agree, gives a [`Model`]. Conditions are translated first, because
//! what they ask decides which answers are alike.

use prescreen::condition::{Condition, Node, Test};
use prescreen::pack::Pack;
use prescreen::pack::compile::{FitTable, ItemTable, bit};
use prescreen::pack::schema::Mark;

use super::choices::{Choice, ItemTest, choices, place};
use super::formula::{FALSE, Formula, Formulas, TRUE};
use super::marginals::Answer;
use super::regions::{FactTest, Facts};

/// Packs, ready to walk.
pub struct Model<'p> {
    /// The packs.
    pub packs: Vec<&'p Pack>,
    /// Conditions.
    pub formulas: Formulas,
    /// Facts that conditions read.
    pub facts: Facts,
    /// Choices per item, in the first pack's order; none for an item with too many to be told apart.
    pub choices: Vec<Vec<Choice>>,
    tests: Vec<Vec<ItemTest>>,
}

impl<'p> Model<'p> {
    /// A model of packs whose items agree, still without choices.
    pub fn new(packs: &[&'p Pack]) -> Self {
        let items = packs.first().map_or(0, |pack| pack.compiled().items.len());
        Self {
            packs: packs.to_vec(),
            formulas: Formulas::new(),
            facts: Facts::default(),
            choices: Vec::new(),
            tests: vec![Vec::new(); items],
        }
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
        let id = self.packs.first().and_then(|first| first.document().items().nth(item)).map(|item| &item.id);
        let place = |pack: &&'p Pack| pack.document().items().position(|item| Some(&item.id) == id);
        let table = |pack: &&'p Pack| pack.compiled().items.get(place(pack)?);
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
    pub fn marks(&mut self, pack: usize, marks: u64) -> Formula {
        let Some(found) = self.packs.get(pack).copied() else { return FALSE };
        let mut parts = Vec::new();
        for (n, table) in found.compiled().items.iter().enumerate() {
            let options = table.options.iter().enumerate().filter(|(_, option)| option.marks & marks != 0);
            let options = options.fold(0, |bits, (n, _)| bits | bit(n));
            if options != 0 {
                let item = self.item(pack, n);
                parts.push(self.answer(item, ItemTest::Chosen(options)));
            }
        }
        self.formulas.any(parts)
    }

    /// That the answer to the fit's item fits a product's term or type.
    pub fn fits(&mut self, pack: usize, table: &FitTable, wanted: usize) -> Formula {
        let options = table.fits.iter().enumerate().filter(|(_, fits)| *fits & bit(wanted) != 0);
        let options = options.fold(0, |bits, (n, _)| bits | bit(n));
        let item = self.item(pack, table.item);
        self.answer(item, ItemTest::Chosen(options))
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

    fn exists(&mut self, pack: usize, field: usize) -> Formula {
        let Some(layout) = self.packs.get(pack).map(|pack| &pack.compiled().layout) else { return FALSE };
        if field < layout.items || field == layout.marks() {
            // All items are answered here.
            return TRUE;
        }
        let atom = self.facts.atom(&self.packs, pack, field, FactTest::Exists);
        self.formulas.fact(atom, false)
    }

    fn test(&mut self, pack: usize, field: usize, test: &Test) -> Formula {
        let Some(layout) = self.packs.get(pack).map(|pack| &pack.compiled().layout) else { return FALSE };
        if field < layout.items {
            let item = self.item(pack, field);
            return self.answer(item, ItemTest::Value(test.clone()));
        }
        if field == layout.marks() {
            return self.marks_pass(pack, test);
        }
        let atom = self.facts.atom(&self.packs, pack, field, FactTest::Value(test.clone()));
        self.formulas.fact(atom, false)
    }

    fn marks_pass(&mut self, pack: usize, test: &Test) -> Formula {
        let each: Vec<u64> = Mark::ALL.iter().map(|mark| mark.bit()).collect();
        match test {
            Test::HasAny(marks) => self.marks(pack, *marks),
            Test::HasAll(marks) => {
                let wanted = each.into_iter().filter(|mark| marks & mark != 0);
                let parts: Vec<Formula> = wanted.map(|mark| self.marks(pack, mark)).collect();
                self.formulas.all(parts)
            }
            Test::Size(least, most) => {
                let sets = (0_u64..32).filter(|set| (*least..=*most).contains(&set.count_ones()));
                let sets: Vec<Formula> = sets.map(|set| self.exactly(pack, set, &each)).collect();
                self.formulas.any(sets)
            }
            _ => FALSE,
        }
    }

    /// That just these marks are there.
    fn exactly(&mut self, pack: usize, set: u64, each: &[u64]) -> Formula {
        let one = |model: &mut Self, mark: u64| {
            let there = model.marks(pack, mark);
            if set & mark == 0 { model.formulas.negate(there) } else { there }
        };
        let parts: Vec<Formula> = each.iter().map(|mark| one(self, *mark)).collect();
        self.formulas.all(parts)
    }

    /// Where an item of a pack stands in the first pack.
    fn item(&self, pack: usize, position: usize) -> usize {
        let id = self.packs.get(pack).and_then(|pack| pack.document().items().nth(position)).map(|item| &item.id);
        let first = self.packs.first().and_then(|first| first.document().items().position(|item| Some(&item.id) == id));
        first.unwrap_or(position)
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
