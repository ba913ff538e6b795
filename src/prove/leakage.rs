//! What a verdict on an opening tells about the answers.
//!
//! The facts are the server's own and are held still, at those under which no eligibility rule applies; what
//! varies is the answers. Answers that lead to the same verdict are walked together; what the verdict then
//! says is the engine's to say, for one of them.

use rustc_hash::FxHashMap;

use crate::assessment::Outcome;
use crate::condition::Truth;
use crate::pack::Pack;
use crate::pack::schema::Severity;
use crate::session::Purpose;
use crate::verdict::disclosed;

use super::choices::Choice;
use super::classes::{ClassPart, NONE};
use super::counts::order;
use super::formula::{FALSE, Formula, Formulas, TRUE};
use super::model::Model;
use super::regions::{Assignment, Facts};
use super::report::{FieldLeakage, Leakage};
use super::walk::{MAX_STATES, Path, State};
use super::witness::{Parts, applicant};

/// Most assignments of facts that are gone through to find those under which nothing applies.
const MAX_ASSIGNMENTS: usize = 20_000;

/// A condition that may change what a verdict says, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// The lowest class.
    Lowest,
    /// A class at most; may decide.
    Cap(i64),
    /// No class.
    Block,
    /// Refers; the first one decides.
    Refer,
    /// Listed in what the pack discloses.
    Listed,
}

/// The leakage of a pack's verdicts; none when it cannot be computed.
pub fn of(pack: &Pack) -> Option<Leakage> {
    let mut model = Model::new(&[pack]);
    let part = ClassPart::of(&mut model, 0);
    let conditions = conditions(&mut model, pack);
    let compiled = pack.compiled();
    let eligibility: Vec<Formula> =
        compiled.eligibility.iter().map(|clauses| model.condition(0, &clauses.when)).collect();
    // What may contradict has its facts too, though all it does may be a note.
    let mut read: Vec<Formula> = compiled.contradictions.iter().map(|(when, _)| model.condition(0, when)).collect();
    read.extend(conditions.iter().map(|(formula, _)| formula));
    model.settle();
    let facts = nothing_applies(&model, &eligibility, &read)?;
    let tuples = tuples(&mut model, &part, &conditions, &facts, pack)?;
    Some(summed(&tuples))
}

/// Everything whose truth a verdict may show, in the order in which the engine looks.
fn conditions(model: &mut Model<'_>, pack: &Pack) -> Vec<(Formula, Says)> {
    let (document, compiled) = (pack.document(), pack.compiled());
    let listed = |id| document.disclosure.reasons.contains(id);
    let signed = |class: usize| i64::try_from(class).unwrap_or(i64::MAX);
    let mut found = Vec::new();
    let mut add = |model: &mut Model<'_>, when, says: Option<Says>, listed: bool| {
        let formula = model.condition(0, when);
        found.extend(says.map(|says| (formula, says)));
        found.extend(listed.then_some((formula, Says::Listed)));
    };
    add(model, &compiled.lowest, Some(Says::Lowest), listed(&document.classes.lowest.id));
    for (cap, (when, class)) in document.classes.caps.iter().zip(&compiled.caps) {
        add(model, when, Some(Says::Cap(signed(*class))), listed(&cap.id));
    }
    for (contradiction, (when, class)) in document.contradictions.iter().zip(&compiled.contradictions) {
        let says = match contradiction.kept.unwrap_or(contradiction.then) {
            Severity::Cap => class.map(|class| Says::Cap(signed(class))),
            Severity::Refer => Some(Says::Refer),
            Severity::Block | Severity::Ask => Some(Says::Block),
            Severity::Note => None,
        };
        add(model, when, says, listed(&contradiction.id));
    }
    found
}

/// The first facts, all of them there, under which no eligibility rule applies.
fn nothing_applies(model: &Model<'_>, eligibility: &[Formula], read: &[Formula]) -> Option<Assignment> {
    let mut atoms = Vec::new();
    for formula in eligibility.iter().chain(read) {
        model.formulas.atoms(*formula, &mut atoms);
    }
    let all = model.facts.assignments(&model.facts.read_by(&atoms), MAX_ASSIGNMENTS)?;
    let truth =
        |formula: Formula, facts: &Assignment| model.formulas.truth(formula, &|atom| model.facts.truth(atom, facts));
    let mut whole = all.into_iter().filter(|facts| facts.iter().all(|(_, value)| value.is_some()));
    whole.find(|facts| eligibility.iter().all(|formula| truth(*formula, facts) == Truth::False))
}

/// What a verdict says: class, outcome, reasons, flows.
type Tuple = [String; 4];

fn tuples(
    model: &mut Model<'_>,
    part: &ClassPart,
    conditions: &[(Formula, Says)],
    facts: &Assignment,
    pack: &Pack,
) -> Option<FxHashMap<Tuple, u128>> {
    let order = order(&model.choices);
    let mut walk = Walk::new(&mut model.formulas, &model.facts, part, conditions, facts, &model.choices, &order);
    let ends = walk.ends(&model.choices, &order)?;
    let mut tuples: FxHashMap<Tuple, u128> = FxHashMap::default();
    for (path, count) in ends {
        let parts =
            Parts { pack: 0, path: Some(&path), facts, purpose: Purpose::AccountOpening, product: None, on_file: None };
        let (_, told) = applicant(model, &parts)?;
        let list = |ids: &[crate::id::Id]| ids.iter().map(crate::id::Id::as_str).collect::<Vec<_>>().join(" ");
        let flows = if told.outcome == Outcome::ProceedAfter { list(&told.flows) } else { String::new() };
        let class = told.class.as_ref().map(ToString::to_string).unwrap_or_default();
        let reasons = list(&disclosed(pack.document(), &told.reasons));
        let sum = tuples.entry([class, told.outcome.word().into(), reasons, flows]).or_insert(0);
        *sum = sum.checked_add(count)?;
    }
    Some(tuples)
}

/// Answers by what a verdict can say of them.
struct Walk<'m> {
    formulas: &'m mut Formulas,
    part: &'m ClassPart,
    conditions: Vec<(Formula, Says)>,
    rest: Vec<Vec<(i64, i64)>>,
    whole: Vec<(i64, i64)>,
}

/// A sum that can no longer decide.
const IDLE: i64 = i64::MIN;
/// A class that is settled: this much above [`IDLE`].
const SETTLED: i64 = i64::MIN + 1;
/// The highest settled class's number, far below any sum.
const SETTLED_END: i64 = i64::MIN + 1_000;

impl<'m> Walk<'m> {
    fn new(
        formulas: &'m mut Formulas,
        known: &Facts,
        part: &'m ClassPart,
        conditions: &[(Formula, Says)],
        facts: &Assignment,
        items: &[Vec<Choice>],
        order: &[usize],
    ) -> Self {
        let mut still = Vec::new();
        for (formula, says) in conditions {
            still.push((formulas.with_facts(*formula, &|atom| known.truth(atom, facts)), *says));
        }
        let (rest, whole) = part.ranges(items, order);
        Self { formulas, part, conditions: still, rest, whole }
    }

    /// For each end: one path, by item, and how many answers.
    fn ends(&mut self, items: &[Vec<Choice>], order: &[usize]) -> Option<Vec<(Path, u128)>> {
        let mut start: Vec<i64> = self.part.measures().map(|_| 0).collect();
        start.extend(self.conditions.iter().map(|(formula, _)| i64::from(*formula)));
        self.forget(&mut start, None);
        let mut layer: FxHashMap<State, (Path, u128)> = FxHashMap::default();
        layer.insert(start.into(), (vec![0; items.len()], 1));
        for item in order {
            let mut next: FxHashMap<State, (Path, u128)> = FxHashMap::default();
            for (state, (path, count)) in &layer {
                for (number, choice) in items.get(*item)?.iter().enumerate() {
                    let after = self.step(state, *item, number, choice);
                    let more = count.checked_mul(choice.count)?;
                    let entry = next.entry(after).or_insert_with(|| {
                        let mut path = path.clone();
                        if let Some(slot) = path.get_mut(*item) {
                            *slot = number;
                        }
                        (path, 0)
                    });
                    entry.1 = entry.1.checked_add(more)?;
                }
            }
            layer = next;
            if layer.len() > MAX_STATES {
                return None;
            }
        }
        Some(layer.into_values().collect())
    }

    fn step(&mut self, state: &[i64], item: usize, number: usize, choice: &Choice) -> State {
        let mut next = state.to_vec();
        let mut slots = next.iter_mut();
        for (measure, sum) in self.part.measures().zip(slots.by_ref()) {
            if *sum >= SETTLED_END {
                *sum = sum.saturating_add(measure.points(choice));
            }
        }
        for residual in slots {
            let formula = Formula::try_from(*residual).unwrap_or(FALSE);
            *residual = i64::from(self.formulas.resolve(formula, item, number, &choice.holds));
        }
        self.forget(&mut next, Some(item));
        next.into()
    }

    /// Forgets what can no longer change what a verdict says.
    fn forget(&self, state: &mut [i64], item: Option<usize>) {
        let measures = self.part.measures().count();
        let ranges = item.and_then(|item| self.rest.get(item)).unwrap_or(&self.whole);
        let Some((sums, residuals)) = state.split_at_mut_checked(measures) else { return };
        let holds = |wanted: fn(Says) -> Option<i64>, residuals: &[i64]| {
            let pairs = self.conditions.iter().zip(residuals);
            pairs.filter(|(_, residual)| **residual == i64::from(TRUE)).filter_map(|((_, says), _)| wanted(*says)).min()
        };
        let no_class = holds(|says| (says == Says::Block).then_some(NONE), residuals);
        let lowest = holds(|says| (says == Says::Lowest).then_some(0), residuals).or(no_class);
        let cap = holds(|says| if let Says::Cap(class) = says { Some(class) } else { None }, residuals);
        // What each sum can still come to, and the highest that the least of them can be.
        let mut highest = i64::MAX;
        for ((measure, sum), (least, most)) in self.part.measures().zip(sums.iter_mut()).zip(ranges) {
            if *sum >= SETTLED_END {
                let (low, high) = (measure.class(sum.saturating_add(*least)), measure.class(sum.saturating_add(*most)));
                highest = highest.min(high);
                if low == high {
                    *sum = SETTLED.saturating_add(low);
                }
            } else if *sum != IDLE {
                highest = highest.min(sum.saturating_sub(SETTLED));
            }
        }
        for ((measure, sum), (least, _)) in self.part.measures().zip(sums.iter_mut()).zip(ranges) {
            let low = match *sum {
                IDLE => continue,
                sum if sum >= SETTLED_END => measure.class(sum.saturating_add(*least)),
                settled => settled.saturating_sub(SETTLED),
            };
            if lowest.is_some() || low > highest || cap.is_some_and(|cap| low > cap) {
                *sum = IDLE;
            }
        }
        // A cap that a lower one, or an earlier one as low, goes before; a second referral.
        let (mut earlier_cap, mut referred) = (i64::MAX, false);
        for ((_, says), residual) in self.conditions.iter().zip(residuals) {
            let true_now = *residual == i64::from(TRUE);
            match *says {
                Says::Cap(class) => {
                    let idle = lowest.is_some()
                        || class >= highest
                        || class >= earlier_cap
                        || cap.is_some_and(|cap| class > cap);
                    if idle {
                        *residual = i64::from(FALSE);
                    } else if true_now {
                        earlier_cap = class;
                    }
                }
                Says::Refer if referred => *residual = i64::from(FALSE),
                Says::Refer => referred = true_now,
                Says::Lowest if no_class.is_some() => *residual = i64::from(FALSE),
                Says::Lowest | Says::Block | Says::Listed => {}
            }
        }
    }
}

fn summed(tuples: &FxHashMap<Tuple, u128>) -> Leakage {
    let names = ["class", "outcome", "reasons", "flows"];
    let field = |(n, name): (usize, &&str)| {
        let mut values: FxHashMap<&str, u128> = FxHashMap::default();
        for (tuple, count) in tuples {
            if let Some(value) = tuple.get(n) {
                let sum = values.entry(value).or_insert(0);
                *sum = sum.saturating_add(*count);
            }
        }
        FieldLeakage { field: (*name).into(), values: values.len(), mean_bits: entropy(values.into_values()) }
    };
    Leakage {
        tuples: tuples.len(),
        at_most_bits: libm::log2(tuples.len() as f64),
        mean_bits: entropy(tuples.values().copied()),
        fields: names.iter().enumerate().map(field).collect(),
    }
}

/// Shannon's entropy of counts, in bits.
fn entropy(counts: impl Iterator<Item = u128>) -> f64 {
    let mut counts: Vec<u128> = counts.collect();
    // One order of summing, whatever the order of the table.
    counts.sort_unstable();
    let all: f64 = counts.iter().map(|count| *count as f64).sum();
    counts.iter().map(|count| *count as f64 / all).map(|share| share * libm::log2(share)).sum::<f64>().abs()
}
