//! The answers as an automaton: item by item, what those given so far can still come to.
//!
//! Built once from a walk and made as small as the labels of its ends allow; asked often: together with few
//! conditions whose truth matters beside, or with one item's answers side by side. It must never merge ends
//! that were labelled apart.

use rustc_hash::FxHashMap;

use prescreen::terms::sorted::each_once;

use crate::symbolic::choices::Choice;
use crate::symbolic::formula::{Formula, Formulas};
use crate::walk::{Amount, MAX_STATES, Path, State, Weights};

/// A state's place in its layer.
pub type Place = u32;

/// Where each state of a layer leads, choice by choice of one item.
#[derive(Debug)]
struct Layer {
    item: usize,
    choices: usize,
    /// Per state and choice: the place in the next layer.
    to: Vec<Place>,
}

impl Layer {
    fn after(&self, place: Place, number: usize) -> Option<Place> {
        let at = usize::try_from(place).ok()?.checked_mul(self.choices)?.checked_add(number)?;
        self.to.get(at).copied()
    }
}

/// Sets of places, in order, with the number of ways of answering that lead to each.
pub type Sets = FxHashMap<Vec<Place>, u128>;

/// Adds ways of answering to a set, unless it is a single place.
fn add(sets: &mut Sets, mut set: Vec<Place>, count: u128) -> Option<()> {
    each_once(&mut set);
    if set.len() > 1 {
        let sum = sets.entry(set).or_insert(0);
        *sum = sum.checked_add(count)?;
    }
    Some(())
}

/// All ways of answering, from one start to the ends.
#[derive(Debug)]
pub struct Automaton {
    layers: Vec<Layer>,
}

/// An end: its state, and the first way to it, by item.
pub type End = (State, Path);

/// An end of [`Automaton::split`]: one of the ways of answering that lead there, and the weight of all of them.
pub type Share = (Path, f64);

impl Automaton {
    /// Goes through the items in this order; `step` writes the state after a choice, or stops. None where it
    /// stops, and beyond [`MAX_STATES`] states in all.
    pub fn of(
        start: State,
        items: &[Vec<Choice>],
        order: &[usize],
        mut step: impl FnMut(&[i64], usize, usize, &Choice, &mut Vec<i64>) -> Option<()>,
    ) -> Option<(Self, Vec<End>)> {
        let mut layers = Vec::with_capacity(order.len());
        let mut firsts: Vec<Vec<(Place, usize)>> = Vec::with_capacity(order.len());
        let mut states = vec![start];
        let mut walked = 0_usize;
        let mut next = Vec::new();
        for item in order {
            let choices = items.get(*item).filter(|choices| !choices.is_empty())?;
            let mut places: FxHashMap<State, Place> = FxHashMap::default();
            let (mut after, mut first) = (Vec::new(), Vec::new());
            let mut to = Vec::with_capacity(states.len().checked_mul(choices.len())?);
            for (from, state) in states.iter().enumerate() {
                for (number, choice) in choices.iter().enumerate() {
                    step(state, *item, number, choice, &mut next)?;
                    let known = places.get(next.as_slice()).copied();
                    let place = match known {
                        Some(place) => place,
                        None => {
                            let place = Place::try_from(after.len()).ok()?;
                            let state: State = next.as_slice().into();
                            after.push(state.clone());
                            first.push((Place::try_from(from).ok()?, number));
                            places.insert(state, place);
                            place
                        }
                    };
                    to.push(place);
                }
            }
            walked = walked.checked_add(after.len()).filter(|walked| *walked <= MAX_STATES)?;
            layers.push(Layer { item: *item, choices: choices.len(), to });
            firsts.push(first);
            states = after;
        }
        let automaton = Self { layers };
        let path = |end: usize| automaton.way(&firsts, Place::try_from(end).ok()?, items.len());
        let paths: Option<Vec<Path>> = (0..states.len()).map(path).collect();
        let ends = states.into_iter().zip(paths?).collect();
        Some((automaton, ends))
    }

    /// The first way to a place in the last layer, by item.
    fn way(&self, firsts: &[Vec<(Place, usize)>], end: Place, items: usize) -> Option<Path> {
        let mut path = vec![0; items];
        let mut place = end;
        for (layer, first) in self.layers.iter().zip(firsts).rev() {
            let (before, number) = *first.get(usize::try_from(place).ok()?)?;
            *path.get_mut(layer.item)? = number;
            place = before;
        }
        Some(path)
    }

    /// The smallest automaton that comes to the same labels; its ends are the labels.
    pub fn labelled(self, labels: Vec<Place>) -> Option<Self> {
        let mut classes = labels;
        let mut layers = Vec::with_capacity(self.layers.len());
        for layer in self.layers.into_iter().rev() {
            let mut places: FxHashMap<Vec<Place>, Place> = FxHashMap::default();
            let mut to = Vec::new();
            let mut before = Vec::new();
            let mut leads: Vec<Place> = Vec::with_capacity(layer.choices);
            for state in layer.to.chunks(layer.choices) {
                leads.clear();
                for place in state {
                    leads.push(*classes.get(usize::try_from(*place).ok()?)?);
                }
                let class = match places.get(&leads) {
                    Some(class) => *class,
                    None => {
                        let class = Place::try_from(places.len()).ok()?;
                        to.extend(&leads);
                        places.insert(leads.clone(), class);
                        class
                    }
                };
                before.push(class);
            }
            layers.push(Layer { to, ..layer });
            classes = before;
        }
        layers.reverse();
        Some(Self { layers })
    }

    /// How often each set of labels is what the answers to an item lead to, the others given; sets of one are left
    /// out. By item; none beyond [`MAX_STATES`] sets, or 128 bits.
    pub fn side_by_side(&self, items: &[Vec<Choice>]) -> Option<Vec<(usize, Sets)>> {
        let mut before: FxHashMap<Place, u128> = FxHashMap::default();
        before.insert(0, 1);
        let mut found = Vec::with_capacity(self.layers.len());
        for (n, layer) in self.layers.iter().enumerate() {
            let mut sets = Sets::default();
            for (place, count) in &before {
                let all: Option<Vec<Place>> = (0..layer.choices).map(|number| layer.after(*place, number)).collect();
                add(&mut sets, all?, *count)?;
            }
            for later in self.layers.get(n.checked_add(1)?..)? {
                let mut next = Sets::default();
                for (set, count) in &sets {
                    for (number, choice) in items.get(later.item)?.iter().enumerate() {
                        let after: Option<Vec<Place>> = set.iter().map(|place| later.after(*place, number)).collect();
                        add(&mut next, after?, count.times(choice.count)?)?;
                    }
                }
                sets = next;
                if sets.len() > MAX_STATES {
                    return None;
                }
            }
            found.push((layer.item, sets));
            let mut after: FxHashMap<Place, u128> = FxHashMap::default();
            for (place, count) in &before {
                for (number, choice) in items.get(layer.item)?.iter().enumerate() {
                    let sum = after.entry(layer.after(*place, number)?).or_insert(0);
                    *sum = sum.checked_add(count.times(choice.count)?)?;
                }
            }
            before = after;
        }
        Some(found)
    }

    /// The ends told apart by the truth of conditions besides, whose facts are settled: each with its weight,
    /// or with that of the given ways of answering where there are any.
    pub fn split(
        &self,
        formulas: &mut Formulas,
        conditions: &[Formula],
        items: &[Vec<Choice>],
        weights: &Weights,
        patterns: &[Share],
    ) -> Option<Vec<Share>> {
        let mut rests = Rests::of(conditions);
        let mut reached = vec![(0, 0, 1.0)];
        let mut places: FxHashMap<(u32, Place), usize> = FxHashMap::default();
        let mut firsts: Vec<Vec<(Place, usize)>> = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            let leads = rests.after(formulas, layer.item, items.get(layer.item)?)?;
            let mut after: Vec<(u32, Place, f64)> = Vec::new();
            let mut first = Vec::new();
            places.clear();
            for (from, (rest, place, weight)) in reached.iter().enumerate() {
                let from = Place::try_from(from).ok()?;
                for (number, rest) in leads.get(usize::try_from(*rest).ok()?)?.iter().enumerate() {
                    let (rest, place) = (*rest, layer.after(*place, number)?);
                    let more = weight * weights.of(layer.item, number);
                    let known = *places.entry((rest, place)).or_insert(after.len());
                    match after.get_mut(known) {
                        Some((.., sum)) => *sum += more,
                        None => {
                            after.push((rest, place, more));
                            first.push((from, number));
                        }
                    }
                }
            }
            firsts.push(first);
            reached = after;
            if reached.len() > MAX_STATES {
                return None;
            }
        }
        if !patterns.is_empty() {
            reached.iter_mut().for_each(|(.., weight)| *weight = 0.0);
        }
        for (path, weight) in patterns {
            let mut place = 0;
            let mut left = conditions.to_vec();
            for layer in &self.layers {
                let number = *path.get(layer.item)?;
                place = layer.after(place, number)?;
                let choice = items.get(layer.item)?.get(number)?;
                left.iter_mut().for_each(|one| *one = formulas.resolve(*one, layer.item, number, &choice.holds));
            }
            let end = places.get(&(*rests.numbers.get(&left)?, place))?;
            reached.get_mut(*end)?.2 += weight;
        }
        let share = |(end, (.., weight)): (usize, &(u32, Place, f64))| {
            Some((self.way(&firsts, Place::try_from(end).ok()?, items.len())?, *weight))
        };
        reached.iter().enumerate().map(share).collect()
    }
}

/// What can be left of conditions after a layer, by number.
struct Rests {
    numbers: FxHashMap<Vec<Formula>, u32>,
    all: Vec<Vec<Formula>>,
}

impl Rests {
    fn of(conditions: &[Formula]) -> Self {
        Self { numbers: FxHashMap::default(), all: vec![conditions.to_vec()] }
    }

    /// Goes on by an item: for each rest before and each choice the number of the rest after.
    fn after(&mut self, formulas: &mut Formulas, item: usize, choices: &[Choice]) -> Option<Vec<Vec<u32>>> {
        let before = core::mem::take(&mut self.all);
        self.numbers.clear();
        let mut leads = Vec::with_capacity(before.len());
        for rest in &before {
            let mut of_rest = Vec::with_capacity(choices.len());
            for (number, choice) in choices.iter().enumerate() {
                let resolve = |one: &Formula| formulas.resolve(*one, item, number, &choice.holds);
                let left: Vec<Formula> = rest.iter().map(resolve).collect();
                let next = u32::try_from(self.all.len()).ok()?;
                let known = *self.numbers.entry(left).or_insert_with_key(|left| {
                    self.all.push(left.clone());
                    next
                });
                of_rest.push(known);
            }
            leads.push(of_rest);
        }
        Some(leads)
    }
}
