//! The walk over all answers: item by item, with answers merged as soon as nothing tells them apart.
//!
//! Takes a [`Machine`], which says what a state is and what follows from an answer; counts how many
//! answers end in each final state, and finds the first answers that end where they should not.

pub mod automaton;
pub mod classes;
pub mod measure;
mod order;

use rustc_hash::FxHashMap;

use prescreen::terms::sorted::each_once;

use crate::symbolic::choices::Choice;

/// What the walk carries from item to item: few numbers, whose meaning is the machine's.
pub type State = Box<[i64]>;

/// What a state is and what follows from an answer.
pub trait Machine {
    /// Before the first answer.
    fn start(&mut self) -> Option<State>;

    /// Writes the state after an answer; none for what need not be followed further.
    fn step(&mut self, state: &[i64], item: usize, number: usize, choice: &Choice, next: &mut Vec<i64>) -> Option<()>;
}

/// More states than this are not walked: the question is answered with *not proved*.
pub const MAX_STATES: usize = 1_000_000;

/// The walk would need more states than [`MAX_STATES`], more answers than are counted in 128 bits, or
/// an item with too many kinds of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooWide;

/// What answers are counted in: one by one, as shares of a population, or not at all.
pub trait Amount: Copy {
    /// A single one.
    const ONE: Self;

    /// The product; none when it is too great.
    fn times(self, other: Self) -> Option<Self>;

    /// The sum; none when it is too great.
    fn plus(self, other: Self) -> Option<Self>;
}

impl Amount for u128 {
    const ONE: Self = 1;

    // One copy of it serves all: on a machine of 32 bits it is long.
    #[inline(never)]
    fn times(self, other: Self) -> Option<Self> {
        self.checked_mul(other)
    }

    fn plus(self, other: Self) -> Option<Self> {
        self.checked_add(other)
    }
}

impl Amount for f64 {
    const ONE: Self = 1.0;

    fn times(self, other: Self) -> Option<Self> {
        Some(self * other)
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(self + other)
    }
}

impl Amount for () {
    const ONE: Self = ();

    fn times(self, (): Self) -> Option<Self> {
        Some(())
    }

    fn plus(self, (): Self) -> Option<Self> {
        Some(())
    }
}

/// How often each final state is reached, and how many states were walked.
pub struct Counted<A> {
    /// Final states and amounts of answers.
    pub ends: Vec<(State, A)>,
    /// States in all layers.
    pub states: usize,
}

/// Counts answers per final state. `order` says in which order items are gone through, `amount` what a choice
/// of an item counts.
pub fn count<A: Amount>(
    machine: &mut impl Machine,
    items: &[Vec<Choice>],
    order: &[usize],
    amount: impl Fn(usize, usize, &Choice) -> A,
) -> Result<Counted<A>, TooWide> {
    let mut layer: FxHashMap<State, A> = FxHashMap::default();
    layer.extend(machine.start().map(|state| (state, A::ONE)));
    let mut states = layer.len();
    let mut after = Vec::new();
    for item in order {
        let mut next: FxHashMap<State, A> = FxHashMap::default();
        let choices = items.get(*item).filter(|choices| !choices.is_empty()).ok_or(TooWide)?;
        for (state, count) in &layer {
            for (number, choice) in choices.iter().enumerate() {
                let Some(()) = machine.step(state, *item, number, choice, &mut after) else { continue };
                let more = count.times(amount(*item, number, choice)).ok_or(TooWide)?;
                match next.get_mut(after.as_slice()) {
                    Some(sum) => *sum = sum.plus(more).ok_or(TooWide)?,
                    None => {
                        next.insert(after.as_slice().into(), more);
                    }
                }
            }
        }
        layer = next;
        states = states.saturating_add(layer.len());
        if states > MAX_STATES {
            return Err(TooWide);
        }
    }
    Ok(Counted { ends: layer.into_iter().collect(), states })
}

/// The number of a choice for each item, in the order of the walk.
pub type Path = Vec<usize>;

/// Per item and state: the choices that lead on, with the place of the state they lead to.
pub type Layers = Vec<Vec<Vec<(usize, usize)>>>;

/// Walks the items in this order and keeps the way; gives the final states with it.
pub fn layers(
    machine: &mut impl Machine,
    items: &[Vec<Choice>],
    order: &[usize],
) -> Result<(Layers, Vec<State>), TooWide> {
    let mut layers = Layers::new();
    let mut layer: Vec<State> = machine.start().into_iter().collect();
    let mut states = layer.len();
    let mut after = Vec::new();
    for item in order {
        let choices = items.get(*item).filter(|choices| !choices.is_empty()).ok_or(TooWide)?;
        let mut places: FxHashMap<State, usize> = FxHashMap::default();
        let mut next: Vec<State> = Vec::new();
        let mut edges = Vec::with_capacity(layer.len());
        for state in &layer {
            let mut leads = Vec::new();
            for (number, choice) in choices.iter().enumerate() {
                let Some(()) = machine.step(state, *item, number, choice, &mut after) else { continue };
                let known = places.get(after.as_slice()).copied();
                let place = known.unwrap_or_else(|| {
                    let state: State = after.as_slice().into();
                    places.insert(state.clone(), next.len());
                    next.push(state);
                    next.len().saturating_sub(1)
                });
                leads.push((number, place));
            }
            edges.push(leads);
        }
        layers.push(edges);
        layer = next;
        states = states.saturating_add(layer.len());
        if states > MAX_STATES {
            return Err(TooWide);
        }
    }
    Ok((layers, layer))
}

/// The first answers, in the order of items and choices, that lead to a final state that is wanted, and
/// the place of that state. `order` is that of the walk, which need not be that of the items.
pub fn first_path(mut layers: Layers, order: &[usize], wanted: &[bool]) -> Option<(Path, usize)> {
    let mut path = vec![0; order.len()];
    leave_what_leads_on(&mut layers, wanted);
    for (item, slot) in path.iter_mut().enumerate() {
        let at = order.iter().position(|other| *other == item)?;
        let reached = reached(&layers, at);
        let edges = layers.get_mut(at)?;
        let leads = reached.iter().filter_map(|place| edges.get(*place)).flatten();
        let first = leads.map(|(number, _)| *number).min()?;
        edges.iter_mut().for_each(|leads| leads.retain(|(number, _)| *number == first));
        *slot = first;
        leave_what_leads_on(&mut layers, wanted);
    }
    let end = layers.iter().try_fold(0, |place, edges| edges.get(place)?.first().map(|(_, next)| *next))?;
    (wanted.get(end) == Some(&true)).then_some((path, end))
}

/// Takes out what leads to no final state that is wanted.
fn leave_what_leads_on(layers: &mut Layers, wanted: &[bool]) {
    let mut alive = wanted.to_vec();
    for edges in layers.iter_mut().rev() {
        edges.iter_mut().for_each(|leads| leads.retain(|(_, place)| alive.get(*place) == Some(&true)));
        alive = edges.iter().map(|leads| !leads.is_empty()).collect();
    }
}

/// The places before this layer to which any way leads.
fn reached(layers: &Layers, before: usize) -> Vec<usize> {
    let mut reached = vec![0];
    for edges in layers.iter().take(before) {
        reached = reached.iter().filter_map(|place| edges.get(*place)).flatten().map(|(_, next)| *next).collect();
        each_once(&mut reached);
    }
    reached
}

/// Weights of choices, per item.
#[derive(Debug)]
pub struct Weights(Vec<Vec<f64>>);

impl Weights {
    /// By item and choice.
    pub fn of_choices(weights: Vec<Vec<f64>>) -> Self {
        Self(weights)
    }

    /// The weight of a choice.
    pub fn of(&self, item: usize, number: usize) -> f64 {
        self.0.get(item).and_then(|weights| weights.get(number)).copied().unwrap_or(0.0)
    }
}
