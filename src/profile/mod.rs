//! Answers to an investor class.
//!
//! Takes what is known, gives a [`Profile`]: hard predicates first, then scores, then whatever
//! holds the class down. Nothing here can raise a class.

pub mod arithmetic;
mod score;

use crate::assessment::{DimensionClass, Part, Reason};
use crate::condition::{Condition, Truth};
use crate::facts::Known;
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::{Derivation, Measure};
use crate::pack::fields::ProductField;
use crate::pack::schema::{Contradiction, Severity};
use crate::terms::Outcome;

pub use arithmetic::{Arithmetic, arithmetic};

/// What the answers come to.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// The class, counted from the lowest; none while something needed is missing.
    pub class: Option<usize>,
    /// What bore on it.
    pub reasons: Vec<Reason>,
    /// The reason that decided the class.
    pub deciding: Option<Id>,
    /// Class per dimension with bands.
    pub dimensions: Vec<DimensionClass>,
    /// Contradictions that wait for the person's clarification.
    pub asks: Vec<Id>,
    /// Items and facts whose absence left something undecided.
    pub missing: Vec<Id>,
    /// What the answers by themselves lead to, class apart; none when nothing restricts.
    pub outcome: Option<Outcome>,
}

impl Profile {
    /// Classifies what is known.
    #[must_use]
    pub fn of(pack: &Pack, known: &Known) -> Self {
        let mut profile = Self { reasons: Vec::with_capacity(16), ..Self::default() };
        let compiled = pack.compiled();
        profile.missing_answers(pack, known);
        let lowest = compiled.lowest.eval(known);
        if lowest == Truth::Unknown {
            profile.missing_in(pack, known, &compiled.lowest);
        }
        let Contradicted { caps, doubts } = profile.contradictions(pack, known);
        if !profile.missing.is_empty() {
            let answers = profile.missing.iter().any(|id| pack.document().items().any(|item| item.id == *id));
            profile.insufficient(if answers { "answers.missing" } else { "facts.missing" });
            return profile;
        }
        if profile.reasons.iter().any(|reason| reason.outcome == Some(Outcome::InsufficientEvidence)) {
            return profile;
        }
        if lowest == Truth::True {
            profile.decide(0, &pack.document().classes.lowest.id, Part::Lowest);
        } else {
            profile.measure(pack, known);
            profile.hold_down(pack, known, &caps);
        }
        if !doubts.is_empty() {
            doubts.iter().for_each(|when| profile.missing_in(pack, known, when));
            profile.insufficient("facts.missing");
        }
        profile
    }

    /// Notes what every contradiction does. What may contradict is not settled in the person's favour.
    fn contradictions<'p>(&mut self, pack: &'p Pack, known: &Known) -> Contradicted<'p> {
        let (mut caps, mut doubts) = (Vec::new(), Vec::new());
        let written = pack.document().contradictions.iter();
        for (n, (contradiction, (when, class))) in written.zip(&pack.compiled().contradictions).enumerate() {
            let cap = class.map(|class| (contradiction.id.clone(), class));
            match when.eval(known) {
                Truth::True => {}
                Truth::Unknown if contradiction.can(Severity::Block) => {
                    self.missing_in(pack, known, when);
                    continue;
                }
                Truth::Unknown if contradiction.then != Severity::Note => {
                    caps.extend(cap);
                    doubts.push(when);
                    continue;
                }
                Truth::Unknown | Truth::False => continue,
            }
            match severity(contradiction, known.clarified(n)) {
                Severity::Ask => {
                    self.asks.push(contradiction.id.clone());
                    self.restricting(&contradiction.id, Outcome::InsufficientEvidence);
                }
                Severity::Note => self.reason(&contradiction.id, Part::Contradiction, None),
                Severity::Cap => caps.extend(cap),
                Severity::Refer => self.restricting(&contradiction.id, Outcome::Refer),
                Severity::Block => self.restricting(&contradiction.id, Outcome::InsufficientEvidence),
            }
        }
        Contradicted { caps, doubts }
    }

    fn measure(&mut self, pack: &Pack, known: &Known) {
        let points = score::basics(pack, known);
        let classes = &pack.document().classes;
        for measure in &pack.compiled().measures {
            let class = class_of(measure, &points);
            if let Some((dimension, class)) = classes.dimensions.get(measure.dimension).zip(classes.list.get(class)) {
                self.dimensions.push(DimensionClass { dimension: dimension.id.clone(), class: class.clone() });
            }
            self.reason(&measure.code, Part::Dimension, None);
            if self.class.is_none_or(|lowest| class < lowest) {
                self.class = Some(class);
                self.deciding = Some(measure.code.clone());
            }
        }
    }

    fn hold_down(&mut self, pack: &Pack, known: &Known, contradictions: &[(Id, usize)]) {
        for (cap, (when, class)) in pack.document().classes.caps.iter().zip(&pack.compiled().caps) {
            match when.eval(known) {
                Truth::False => continue,
                Truth::Unknown => self.missing_in(pack, known, when),
                Truth::True => {}
            }
            self.cap(&cap.id, *class, Part::Cap);
        }
        for (id, class) in contradictions {
            self.cap(id, *class, Part::Contradiction);
        }
    }

    fn cap(&mut self, id: &Id, class: usize, part: Part) {
        if self.class.is_some_and(|before| class < before) {
            self.decide(class, id, part);
        } else {
            self.reason(id, part, None);
        }
    }

    fn decide(&mut self, class: usize, id: &Id, part: Part) {
        self.class = Some(class);
        self.deciding = Some(id.clone());
        self.reason(id, part, None);
    }

    fn missing_answers(&mut self, pack: &Pack, known: &Known) {
        let items = pack.document().items().enumerate();
        self.missing.extend(items.filter(|(n, _)| known.chosen(*n) == 0).map(|(_, item)| item.id.clone()));
    }

    fn missing_in(&mut self, pack: &Pack, known: &Known, condition: &Condition) {
        for id in missing_in(pack, known, condition) {
            if !self.missing.contains(&id) {
                self.missing.push(id);
            }
        }
    }

    fn insufficient(&mut self, engine_code: &str) {
        self.restricting(&Id::of_parts(engine_code), Outcome::InsufficientEvidence);
        if let Some(reason) = self.reasons.last_mut() {
            reason.part = Part::Missing;
        }
    }

    fn restricting(&mut self, id: &Id, outcome: Outcome) {
        self.reason(id, Part::Contradiction, Some(outcome));
        self.outcome = self.outcome.max(Some(outcome));
    }

    fn reason(&mut self, id: &Id, part: Part, outcome: Option<Outcome>) {
        self.reasons.push(Reason { code: id.clone(), part, outcome, deciding: false });
    }
}

/// What contradictions leave to be done.
struct Contradicted<'p> {
    /// Those that hold the class down, with their class.
    caps: Vec<(Id, usize)>,
    /// Conditions that could not be settled for want of a fact.
    doubts: Vec<&'p Condition>,
}

fn severity(contradiction: &Contradiction, clarified: bool) -> Severity {
    match contradiction.kept {
        Some(kept) if clarified => kept,
        _ => contradiction.then,
    }
}

/// The class of the band that the score falls in. A checked pack has one; without one, doubt does not help.
fn class_of(measure: &Measure, points: &[i64]) -> usize {
    let score = score::sum(measure, points);
    let band = measure.bands.iter().find(|(least, most, _)| *least <= score && score <= *most);
    band.map_or(0, |(_, _, class)| *class)
}

/// Items and facts that a condition reads and that have no value, in commitment order; for a derived
/// fact, what it is derived from; for `term_fits` and `type_fits`, the question behind them.
pub(crate) fn missing_in(pack: &Pack, known: &Known, condition: &Condition) -> Vec<Id> {
    use crate::condition::Facts as _;
    let compiled = pack.compiled();
    let layout = &compiled.layout;
    let unknown = |field: &usize| known.value(*field).is_none();
    let mut missing = Vec::new();
    for field in condition.fields().filter(unknown) {
        let fits = [(ProductField::TermFits, &compiled.term), (ProductField::TypeFits, &compiled.kind)];
        let asked = fits.into_iter().filter(|(fits, _)| layout.product_field(*fits) == field);
        missing.extend(asked.filter_map(|(_, table)| Some(table.as_ref()?.item)));
        let derivation = field.checked_sub(layout.items).and_then(|fact| compiled.derived.get(fact)?.as_ref());
        let before = missing.len();
        missing.extend(derivation.map_or_else(Vec::new, Derivation::operands).into_iter().filter(unknown));
        // Operands that are all there can still give nothing, such as a share of nothing.
        if missing.len() == before {
            missing.push(field);
        }
    }
    let ids = (0..layout.marks()).filter(|field| missing.contains(field));
    ids.filter_map(|field| layout.person.name_of(field)).cloned().collect()
}
