//! The answers to one item, as far as anything tells them apart.
//!
//! Takes an item's tables and the tests that conditions put to it, gives its [`Choice`]s: options of a
//! single choice, parts of a number's intervals, and the subsets of a multiple choice, those alike merged
//! with their number.

use rustc_hash::FxHashMap;

use prescreen::condition::{Test, Truth, Value};
use prescreen::pack::compile::ItemTable;
use prescreen::pack::schema::{ItemKind, Pick};
use prescreen::terms::OptionSet;
use prescreen::terms::sorted::{each_once, sorted};

/// What is asked of an item's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemTest {
    /// A condition's test of the answer.
    Value(Test),
    /// Any of these options is chosen.
    Chosen(OptionSet),
    /// That there is one.
    Given,
}

/// One answer, as options or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The options chosen, as bits; for a number, its interval.
    pub options: OptionSet,
    /// The number, for an item that asks for one.
    pub number: Option<i64>,
}

/// Answers that nothing tells apart.
#[derive(Debug, Clone)]
pub struct Choice {
    /// How many answers; a part of a number's interval counts as one.
    pub count: u128,
    /// Points per basic dimension, all packs' dimensions in a row.
    pub points: Vec<i64>,
    /// Whether each test passes.
    pub holds: Vec<bool>,
    /// One of the answers: its options.
    pub options: OptionSet,
    /// The number, for an item that asks for one.
    pub number: Option<i64>,
}

/// The choices of an item. `tables` are the same item in each pack. Empty when a multiple choice has
/// more than [`MAX_SUBSETS`] kinds of subsets: no walk goes through such an item.
pub fn choices(tables: &[&ItemTable], tests: &[ItemTest]) -> Vec<Choice> {
    let Some(first) = tables.first() else { return Vec::new() };
    match first.kind {
        ItemKind::Single => (0..first.options.len()).map(|n| single(tables, tests, n)).collect(),
        ItemKind::Number => numbers(tables, tests),
        ItemKind::Multiple => subsets(tables, tests).unwrap_or_default(),
    }
}

fn single(tables: &[&ItemTable], tests: &[ItemTest], n: usize) -> Choice {
    let value = Value::Choice(u16::try_from(n).unwrap_or(u16::MAX));
    let options = OptionSet::one(n);
    Choice { count: 1, points: points(tables, n), holds: passes(tests, value, options), options, number: None }
}

fn points(tables: &[&ItemTable], option: usize) -> Vec<i64> {
    let options = tables.iter().filter_map(|table| table.options.get(option));
    options.flat_map(|option| &option.points).map(|points| i64::from(*points)).collect()
}

fn passes(tests: &[ItemTest], value: Value, options: OptionSet) -> Vec<bool> {
    let pass = |test: &ItemTest| match test {
        ItemTest::Value(test) => test.eval(value) == Truth::True,
        ItemTest::Chosen(wanted) => wanted.meets(options),
        ItemTest::Given => true,
    };
    tests.iter().map(pass).collect()
}

/// Each interval, cut where a test changes.
fn numbers(tables: &[&ItemTable], tests: &[ItemTest]) -> Vec<Choice> {
    let mut cuts: Vec<i64> = tests
        .iter()
        .flat_map(|test| match test {
            ItemTest::Value(test) => cuts(test),
            ItemTest::Chosen(_) | ItemTest::Given => Vec::new(),
        })
        .collect();
    each_once(&mut cuts);
    let mut found = Vec::new();
    let options = tables.first().map(|table| &table.options[..]).unwrap_or_default();
    for (n, option) in options.iter().enumerate() {
        let (from, to) = option.interval;
        let inside = cuts.iter().copied().filter(|cut| from < *cut && *cut <= to);
        for start in core::iter::once(from).chain(inside) {
            // An interval open below is represented by its end.
            let number =
                if start == i64::MIN { cuts.first().map_or(to, |cut| to.min(cut.saturating_sub(1))) } else { start };
            let options = OptionSet::one(n);
            let holds = passes(tests, Value::Integer(number), options);
            found.push(Choice { count: 1, points: points(tables, n), holds, options, number: Some(number) });
        }
    }
    found
}

/// The first numbers of the intervals between which a test's result may change.
pub fn cuts(test: &Test) -> Vec<i64> {
    match test {
        Test::Within(least, most) => {
            let least = (*least > i64::MIN).then_some(*least);
            [least, most.checked_add(1)].into_iter().flatten().collect()
        }
        Test::Among(list) => list.iter().flat_map(|n| [Some(*n), n.checked_add(1)]).flatten().collect(),
        Test::OneOf(_) | Test::Is(_) | Test::HasAny(_) | Test::HasAll(_) | Test::Size(..) => Vec::new(),
    }
}

/// What tells subsets apart while options are gone through one by one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Partial {
    points: Vec<Option<i64>>,
    /// Per test: any wanted option chosen, or no wanted option left out; that there is an answer.
    flags: Vec<bool>,
    /// Options chosen, as far as a test counts them.
    size: u32,
    chosen: bool,
    /// Whether what is chosen is chosen alone.
    alone: bool,
}

/// Most kinds of subsets of one multiple choice that are told apart: past it, nothing is walked.
pub const MAX_SUBSETS: usize = 20_000;

/// The choice that an answer belongs to: nothing tells it from the others of that choice.
pub fn place(tables: &[&ItemTable], tests: &[ItemTest], choices: &[Choice], answer: &Answer) -> Option<usize> {
    let Answer { options, number } = answer;
    let first = tables.first()?;
    match (first.kind, number) {
        (ItemKind::Single, _) => choices.iter().position(|choice| choice.options == *options),
        (ItemKind::Number, Some(number)) => {
            let holds = passes(tests, Value::Integer(*number), *options);
            choices.iter().position(|choice| choice.options == *options && choice.holds == holds)
        }
        (ItemKind::Number, None) => None,
        (ItemKind::Multiple, _) => {
            let counted = counted(tests);
            let chosen = (0..first.options.len()).fold(start(tables, tests), |partial, n| {
                if options.contains(n) { partial.with(tables, tests, n, counted) } else { partial.without(tests, n) }
            });
            let wanted = chosen.choice(tests, 1, *options);
            choices.iter().position(|choice| choice.points == wanted.points && choice.holds == wanted.holds)
        }
    }
}

/// Whether any test counts the options chosen.
fn counted(tests: &[ItemTest]) -> bool {
    tests.iter().any(|test| matches!(test, ItemTest::Value(Test::Size(..))))
}

/// Before the first option.
fn start(tables: &[&ItemTable], tests: &[ItemTest]) -> Partial {
    Partial {
        points: vec![None; points(tables, 0).len()],
        flags: tests.iter().map(|test| matches!(test, ItemTest::Value(Test::HasAll(_)) | ItemTest::Given)).collect(),
        size: 0,
        chosen: false,
        alone: false,
    }
}

/// None when more than [`MAX_SUBSETS`] kinds are told apart.
fn subsets(tables: &[&ItemTable], tests: &[ItemTest]) -> Option<Vec<Choice>> {
    let options = tables.first().map_or(0, |table| table.options.len());
    let alone = tables.iter().fold(OptionSet::EMPTY, |alone, table| alone | table.alone);
    let counted = counted(tests);
    let mut partials: FxHashMap<Partial, (u128, OptionSet)> = FxHashMap::default();
    partials.insert(start(tables, tests), (1, OptionSet::EMPTY));
    for n in 0..options {
        let mut next = FxHashMap::default();
        for (partial, (count, mask)) in partials {
            let goes_alone = alone.contains(n);
            if !(partial.alone || goes_alone && partial.chosen) {
                let with = Partial { alone: goes_alone, ..partial.with(tables, tests, n, counted) };
                add(&mut next, with, count, mask | OptionSet::one(n));
            }
            add(&mut next, partial.without(tests, n), count, mask);
        }
        partials = next;
        if partials.len() > MAX_SUBSETS {
            return None;
        }
    }
    let chosen = partials.into_iter().filter(|(partial, _)| partial.chosen);
    let chosen = sorted(chosen.map(|(partial, (count, mask))| (mask.len(), mask, count, partial)).collect());
    Some(chosen.into_iter().map(|(_, mask, count, partial)| partial.choice(tests, count, mask)).collect())
}

/// Keeps the smallest subset as the one shown: fewest options, then the first ones.
fn add(to: &mut FxHashMap<Partial, (u128, OptionSet)>, partial: Partial, count: u128, mask: OptionSet) {
    let size = |mask: OptionSet| (mask.len(), mask);
    to.entry(partial)
        .and_modify(|(sum, shown)| {
            *sum = sum.saturating_add(count);
            if size(mask) < size(*shown) {
                *shown = mask;
            }
        })
        .or_insert((count, mask));
}

impl Partial {
    fn with(&self, tables: &[&ItemTable], tests: &[ItemTest], n: usize, counted: bool) -> Self {
        let mut next = self.clone();
        let picks = tables.iter().flat_map(|table| {
            let pick = table.pick;
            table
                .options
                .get(n)
                .into_iter()
                .flat_map(move |option| option.points.iter().map(move |points| (pick, i64::from(*points))))
        });
        for (slot, (pick, points)) in next.points.iter_mut().zip(picks) {
            *slot = Some(match (*slot, pick) {
                (None, _) => points,
                (Some(before), Some(Pick::Max)) => before.max(points),
                (Some(before), _) => before.saturating_add(points),
            });
        }
        for (flag, test) in next.flags.iter_mut().zip(tests) {
            if let ItemTest::Value(Test::HasAny(wanted)) | ItemTest::Chosen(wanted) = test {
                *flag |= wanted.contains(n);
            }
        }
        next.size = next.size.saturating_add(u32::from(counted));
        next.chosen = true;
        next
    }

    fn without(&self, tests: &[ItemTest], n: usize) -> Self {
        let mut next = self.clone();
        for (flag, test) in next.flags.iter_mut().zip(tests) {
            if let ItemTest::Value(Test::HasAll(wanted)) = test {
                *flag &= !wanted.contains(n);
            }
        }
        next
    }

    fn choice(self, tests: &[ItemTest], count: u128, options: OptionSet) -> Choice {
        let hold = |(flag, test): (&bool, &ItemTest)| match test {
            ItemTest::Value(Test::Size(least, most)) => *least <= self.size && self.size <= *most,
            _ => *flag,
        };
        let holds = self.flags.iter().zip(tests).map(hold).collect();
        let points = self.points.iter().map(|points| points.unwrap_or(0)).collect();
        Choice { count, points, holds, options, number: None }
    }
}
