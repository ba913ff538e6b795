//! Answers to an investor class.
//!
//! Takes what is known, gives a [`Profile`]: hard predicates first, then scores, then whatever
//! holds the class down. Nothing here can raise a class.

pub mod arithmetic;
mod score;

use crate::assessment::{DimensionClass, Outcome, Part, Reason};
use crate::case::Case;
use crate::condition::{Condition, Truth};
use crate::facts::Known;
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::{Derivation, Measure};
use crate::pack::fields::ProductField;
use crate::pack::schema::{Contradiction, Severity};

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
    pub fn of(pack: &Pack, known: &Known, case: &Case) -> Self {
        let mut profile = Self::default();
        let compiled = pack.compiled();
        profile.missing_answers(pack, known);
        let lowest = compiled.lowest.eval(known);
        if lowest == Truth::Unknown {
            profile.missing_in(pack, known, &compiled.lowest);
        }
        let contradictions = profile.contradictions(pack, known, case);
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
            return profile;
        }
        profile.measure(pack, known);
        profile.hold_down(pack, known, &contradictions);
        profile
    }

    /// Notes what every contradiction does; gives those that cap, with their class.
    fn contradictions(&mut self, pack: &Pack, known: &Known, case: &Case) -> Vec<(Id, usize)> {
        let mut caps = Vec::new();
        let written = pack.document().contradictions.iter();
        for (contradiction, (when, class)) in written.zip(&pack.compiled().contradictions) {
            if when.eval(known) != Truth::True {
                continue;
            }
            match severity(contradiction, case) {
                Severity::Ask => {
                    self.asks.push(contradiction.id.clone());
                    self.restricting(&contradiction.id, Outcome::InsufficientEvidence);
                }
                Severity::Note => self.reason(&contradiction.id, Part::Contradiction, None),
                Severity::Cap => caps.extend(class.map(|class| (contradiction.id.clone(), class))),
                Severity::Refer => self.restricting(&contradiction.id, Outcome::Refer),
                Severity::Block => self.restricting(&contradiction.id, Outcome::InsufficientEvidence),
            }
        }
        caps
    }

    fn measure(&mut self, pack: &Pack, known: &Known) {
        let points = score::basics(pack, known);
        let document = pack.document();
        for measure in &pack.compiled().measures {
            let Some(dimension) = document.classes.dimensions.get(measure.dimension) else { continue };
            let Some(class) = class_of(measure, &points) else { continue };
            let code = code(&["class.", dimension.id.as_str()]);
            self.dimensions.extend(
                document
                    .classes
                    .list
                    .get(class)
                    .map(|id| DimensionClass { dimension: dimension.id.clone(), class: id.clone() }),
            );
            self.reason(&code, Part::Dimension, None);
            if self.class.is_none_or(|lowest| class < lowest) {
                self.class = Some(class);
                self.deciding = Some(code);
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
        self.restricting(&code(&[engine_code]), Outcome::InsufficientEvidence);
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

fn severity(contradiction: &Contradiction, case: &Case) -> Severity {
    match contradiction.kept {
        Some(kept) if case.clarified.contains(&contradiction.id) => kept,
        _ => contradiction.then,
    }
}

fn class_of(measure: &Measure, points: &[i64]) -> Option<usize> {
    let score = score::sum(measure, points);
    let band = measure.bands.iter().find(|(least, most, _)| *least <= score && score <= *most)?;
    Some(band.2)
}

/// A reason code that the engine makes of known parts.
///
/// INVARIANT: the parts are ids and fixed words, so the code is an id; one too long for an id is
/// cut at the id's length, which the pack's texts then name as well.
pub(crate) fn code(parts: &[&str]) -> Id {
    let mut text: String = parts.concat();
    text.truncate(crate::id::MAX_ID_LENGTH);
    Id::of_parts(text)
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
    ids.filter_map(|field| layout.person.name_of(field))
        .filter_map(|name| Id::try_from(String::from(name)).ok())
        .collect()
}
