//! The order of the items in which a walk carries the fewest states along.
//!
//! A state holds the sums so far and what is left of each condition. So items that conditions read together go
//! next to each other, and those of one dimension too. Any order comes to the same answers: here only time is
//! at stake. It must give the same order each time it is asked.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use prescreen::terms::sorted::{each_once, sorted};

use crate::symbolic::choices::Choice;
use crate::symbolic::formula::{Formula, Formulas, TRUE};
use crate::walk::measure::Measure;

/// So many beginnings of an order are kept beside each other.
const BEGINNINGS: usize = 8;

/// Past so many rests, a condition is not looked at more closely.
const MAX_RESTS: usize = 256;

/// An order of the items for a walk that carries these sums and conditions.
pub fn order<'m>(
    formulas: &mut Formulas,
    items: &[Vec<Choice>],
    measures: impl Iterator<Item = &'m Measure>,
    conditions: &[Formula],
) -> Vec<usize> {
    let mut conditions: Vec<Formula> = conditions.iter().copied().filter(|one| formulas.reads_items(*one)).collect();
    each_once(&mut conditions);
    let sums = Sums::of(measures, items);
    let kinds: Vec<f64> = items.iter().map(|choices| kinds(choices)).collect();
    let read = |item: usize| conditions.iter().any(|condition| formulas.reads(*condition, item));
    let twins: Vec<Option<usize>> =
        (0..items.len()).map(|item| if read(item) { None } else { twin(items, item) }).collect();
    let mut beginnings = vec![Beginning {
        items: Vec::new(),
        rests: conditions.iter().map(|condition| Rc::from([*condition])).collect(),
        walked: 0.0,
    }];
    // Where no condition is open there is little to choose: the cheapest next item is taken.
    let kept = if conditions.is_empty() { 1 } else { BEGINNINGS };
    for _ in items {
        let mut longer: FxHashMap<Vec<usize>, Beginning> = FxHashMap::default();
        for beginning in &beginnings {
            let waits = |item: &usize| beginning.waits(*item, twins.get(*item).copied().flatten());
            for item in (0..items.len()).filter(waits) {
                let choices = items.get(item).map(Vec::as_slice).unwrap_or_default();
                let next = beginning.then(item, choices, formulas, &conditions, &sums, &kinds);
                let set = sorted(next.items.clone());
                // The same items in another order: what follows is the same.
                if longer.get(&set).is_none_or(|known| next.goes_before(known)) {
                    longer.insert(set, next);
                }
            }
        }
        let mut longer: Vec<Beginning> = longer.into_values().collect();
        beginnings = (0..kept).map_while(|_| take_first(&mut longer)).collect();
    }
    beginnings.into_iter().next().map(|beginning| beginning.items).unwrap_or_default()
}

/// Takes out the beginning that goes before all others.
fn take_first(beginnings: &mut Vec<Beginning>) -> Option<Beginning> {
    let first = (0..beginnings.len()).reduce(|first, other| match (beginnings.get(first), beginnings.get(other)) {
        (Some(one), Some(next)) if next.goes_before(one) => other,
        _ => first,
    })?;
    Some(beginnings.swap_remove(first))
}

/// The item before this one that scores like it, and that no test tells apart.
fn twin(items: &[Vec<Choice>], item: usize) -> Option<usize> {
    let told = |choices: &Vec<Choice>| choices.iter().any(|choice| !choice.holds.is_empty());
    let points = |choices: &Vec<Choice>| choices.iter().map(|choice| choice.points.clone()).collect::<Vec<_>>();
    let own = items.get(item).filter(|choices| !told(choices)).map(points)?;
    items.iter().take(item).rposition(|choices| !told(choices) && points(choices) == own)
}

/// Kinds of answers to an item that conditions tell apart.
fn kinds(choices: &[Choice]) -> f64 {
    let mut kinds: Vec<&[bool]> = choices.iter().map(|choice| choice.holds.as_slice()).collect();
    each_once(&mut kinds);
    kinds.len() as f64
}

/// The sums that a walk carries.
struct Sums {
    /// Each dimension with bands, and the basic dimensions that it sums up.
    measures: Vec<(Sum, Vec<usize>)>,
    basics: Vec<Sum>,
}

impl Sums {
    fn of<'m>(measures: impl Iterator<Item = &'m Measure>, items: &[Vec<Choice>]) -> Self {
        let row = items.iter().flatten().map(|choice| choice.points.len()).max().unwrap_or(0);
        let basic = |part: usize| Sum::of(items, |choice| choice.points.get(part).copied().unwrap_or(0));
        Self {
            measures: measures.map(|one| (Sum::of(items, |choice| one.points(choice)), one.parts().to_vec())).collect(),
            basics: (0..row).map(basic).collect(),
        }
    }

    /// How many different sums come of these items, at most: of the dimensions to which other items still add, or of
    /// the basic ones that they sum up.
    fn values(&self, items: &[usize]) -> f64 {
        let live = || self.measures.iter().filter(|(sum, _)| sum.grows_after(items));
        let summed = |basic: &usize| live().any(|(_, parts)| parts.contains(basic));
        let basics = self.basics.iter().enumerate().filter(|(basic, _)| summed(basic));
        let apart: f64 = basics.map(|(_, sum)| sum.values(items)).product();
        live().map(|(sum, _)| sum.values(items)).product::<f64>().min(apart)
    }
}

/// What each item does to a sum.
struct Sum {
    /// Between the least and the most points of an item.
    spreads: Vec<f64>,
    /// How many different points an item has.
    points: Vec<f64>,
}

impl Sum {
    fn of(items: &[Vec<Choice>], points: impl Fn(&Choice) -> i64) -> Self {
        let mut sum = Self { spreads: Vec::new(), points: Vec::new() };
        for choices in items {
            let mut points: Vec<i64> = choices.iter().map(&points).collect();
            each_once(&mut points);
            let (least, most) = (points.first().copied().unwrap_or(0), points.last().copied().unwrap_or(0));
            sum.spreads.push(most.saturating_sub(least) as f64);
            sum.points.push(points.len() as f64);
        }
        sum
    }

    fn spread(&self, items: &[usize]) -> f64 {
        items.iter().filter_map(|item| self.spreads.get(*item)).sum()
    }

    fn grows_after(&self, items: &[usize]) -> bool {
        self.spread(items) < self.spreads.iter().sum()
    }

    fn values(&self, items: &[usize]) -> f64 {
        let ways: f64 = items.iter().filter_map(|item| self.points.get(*item)).product();
        ways.min(self.spread(items) + 1.0)
    }
}

/// The first items of an order.
struct Beginning {
    items: Vec<usize>,
    /// What these leave of each condition.
    rests: Vec<Rc<[Formula]>>,
    /// About how many states were walked.
    walked: f64,
}

impl Beginning {
    /// Whether an item may come next: of items that are alike, the first one.
    fn waits(&self, item: usize, twin: Option<usize>) -> bool {
        !self.items.contains(&item) && twin.is_none_or(|twin| self.items.contains(&twin))
    }

    fn goes_before(&self, other: &Self) -> bool {
        self.walked.total_cmp(&other.walked).then_with(|| self.items.cmp(&other.items)).is_lt()
    }

    fn then(
        &self,
        item: usize,
        choices: &[Choice],
        formulas: &mut Formulas,
        conditions: &[Formula],
        sums: &Sums,
        kinds: &[f64],
    ) -> Self {
        let mut items = self.items.clone();
        items.push(item);
        let mut rests = Vec::with_capacity(self.rests.len());
        let (mut left, mut open) = (1.0, Vec::new());
        for (rest, condition) in self.rests.iter().zip(conditions) {
            let rest =
                if formulas.reads(*condition, item) { after(rest, item, choices, formulas) } else { Rc::clone(rest) };
            let undecided = rest.iter().filter(|formula| **formula > TRUE).count();
            if undecided > 0 {
                // Decided or not counts as one more: a condition that came true has left its mark elsewhere.
                left *= undecided as f64 + f64::from(u8::from(undecided < rest.len()));
                open.push(*condition);
            }
            rests.push(rest);
        }
        // However many conditions are open, they know no more than was answered.
        let told = items.iter().filter(|item| open.iter().any(|condition| formulas.reads(*condition, **item)));
        let told: f64 = told.filter_map(|item| kinds.get(*item)).product();
        let states = sums.values(&items) * told.min(left);
        Self { items, rests, walked: self.walked + states }
    }
}

/// What an answer to an item leaves of any of the rests; the constants are one.
fn after(rests: &[Formula], item: usize, choices: &[Choice], formulas: &mut Formulas) -> Rc<[Formula]> {
    let mut after: Vec<Formula> = Vec::new();
    for rest in rests {
        for (number, choice) in choices.iter().enumerate() {
            after.push(formulas.resolve(*rest, item, number, &choice.holds).max(TRUE));
        }
        each_once(&mut after);
    }
    after.truncate(MAX_RESTS);
    after.into()
}
