//! Answers to an investor class.
//!
//! Takes what is known, gives a profile: hard predicates first, then scores, then whatever
//! holds the class down. Nothing here can raise a class.

mod arithmetic;
mod score;

use crate::assessment::{Contribution, DimensionClass, Part, Reason};
use crate::condition::{Condition, Truth};
use crate::facts::{Known, missing_in};
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::{BandTable, Measure};
use crate::pack::schema::Severity;
use crate::terms::{ClassIndex, EngineCode, ItemIndex, Outcome};

pub(crate) use arithmetic::arithmetic;
pub use arithmetic::{Arithmetic, DimensionScore, ItemPoints};

/// What the answers come to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profile {
    /// The class; none while something needed is missing.
    pub class: Option<ClassIndex>,
    /// The reason that decided the class.
    pub decided_class: Option<Id>,
    /// Class per dimension with bands.
    pub dimensions: Vec<DimensionClass>,
    /// Contradictions that wait for the person's clarification.
    pub asks: Vec<Id>,
    /// What bore on the class, and what the answers by themselves lead to, class apart.
    pub contribution: Contribution,
}

impl Profile {
    /// A class that the firm holds: nothing is added to it.
    #[must_use]
    pub(crate) fn on_file(class: ClassIndex) -> Self {
        Self { class: Some(class), ..Self::default() }
    }

    /// Classifies what is known.
    #[must_use]
    pub(crate) fn of(pack: &Pack, known: &Known) -> Self {
        let mut profile = Self::default();
        profile.contribution.reasons.reserve(16);
        let compiled = pack.compiled();
        profile.missing_answers(pack, known);
        let answers_missing = !profile.contribution.missing.is_empty();
        let lowest = compiled.lowest.when.eval(known);
        // What may lower the class is settled first: a class never rests on a doubt.
        let lowering = core::iter::once(&compiled.lowest.when).chain(compiled.caps.iter().map(|cap| &cap.when));
        for when in lowering.filter(|when| when.eval(known) == Truth::Unknown) {
            profile.missing_in(pack, known, when);
        }
        let Contradicted { caps, doubts } = profile.contradictions(pack, known);
        if !profile.contribution.missing.is_empty() {
            let engine = if answers_missing { EngineCode::AnswersMissing } else { EngineCode::FactsMissing };
            profile.insufficient(engine);
            return profile;
        }
        let stopped = |reason: &Reason| reason.outcome == Some(Outcome::InsufficientEvidence);
        if profile.contribution.reasons.iter().any(stopped) {
            return profile;
        }
        if lowest == Truth::True {
            profile.class = Some(ClassIndex::LOWEST);
            profile.decided_class = Some(compiled.lowest.id.clone());
            profile.contribution.note(&compiled.lowest.id, Part::Lowest);
        } else {
            profile.measure(pack, known);
            profile.hold_down(pack, known, &caps);
        }
        if !doubts.is_empty() {
            doubts.iter().for_each(|when| profile.missing_in(pack, known, when));
            profile.insufficient(EngineCode::FactsMissing);
        }
        profile
    }

    /// Says that no profile on file could be used, where the answers do not make up for it: until they are
    /// given, that is the reason, not each question.
    pub(crate) fn without_profile(&mut self, engine: EngineCode) {
        let reasons = &mut self.contribution.reasons;
        // A contradiction that stands before what is missing is a reason by itself.
        let missing = reasons.iter().position(|reason| reason.part == Part::Missing);
        if let Some(place) = missing.filter(|_| self.class.is_none() && self.asks.is_empty()) {
            let outcome = Some(Outcome::InsufficientEvidence);
            reasons.insert(place, Reason::of(&engine.id(), Part::Profile, outcome));
        }
    }

    /// Notes what every contradiction does. What may contradict is not settled in the person's favour.
    fn contradictions<'p>(&mut self, pack: &'p Pack, known: &Known) -> Contradicted<'p> {
        let (mut caps, mut doubts) = (Vec::new(), Vec::new());
        for (n, contradiction) in pack.compiled().contradictions.iter().enumerate() {
            match contradiction.when.eval(known) {
                Truth::True => {}
                Truth::Unknown if contradiction.bears_on_class() => {
                    self.missing_in(pack, known, &contradiction.when);
                    continue;
                }
                Truth::Unknown if contradiction.then != Severity::Note => {
                    doubts.push(&contradiction.when);
                    continue;
                }
                Truth::Unknown | Truth::False => continue,
            }
            let restrict = |profile: &mut Self, outcome| {
                profile.contribution.restrict(&contradiction.id, Part::Contradiction, outcome);
            };
            match contradiction.severity(known.clarified(n)) {
                Severity::Ask => {
                    self.asks.push(contradiction.id.clone());
                    restrict(self, Outcome::InsufficientEvidence);
                }
                Severity::Note => self.contribution.note(&contradiction.id, Part::Contradiction),
                Severity::Cap => caps.extend(contradiction.class.map(|class| (&contradiction.id, class))),
                Severity::Refer => restrict(self, Outcome::Refer),
                Severity::Block => restrict(self, Outcome::InsufficientEvidence),
            }
        }
        Contradicted { caps, doubts }
    }

    fn measure(&mut self, pack: &Pack, known: &Known) {
        let points = score::basics(pack, known);
        let compiled = pack.compiled();
        for measure in &compiled.measures {
            let Some(BandTable { class, .. }) = measure.band(score::sum(measure, &points)).copied() else {
                self.unmeasured(measure);
                return;
            };
            if let Some(class) = compiled.class(class) {
                self.dimensions.push(DimensionClass { dimension: measure.dimension.clone(), class: class.clone() });
            }
            self.contribution.note(&measure.code, Part::Dimension);
            if self.class.is_none_or(|lowest| class < lowest) {
                self.class = Some(class);
                self.decided_class = Some(measure.code.clone());
            }
        }
    }

    /// A score that is in no band, which the full check of a pack refuses: a person looks at it.
    fn unmeasured(&mut self, measure: &Measure) {
        self.class = None;
        self.decided_class = None;
        self.contribution.restrict(&measure.code, Part::Dimension, Outcome::Refer);
    }

    /// Holds the class down: by the pack's caps, then by contradictions.
    fn hold_down(&mut self, pack: &Pack, known: &Known, contradictions: &[Cap<'_>]) {
        for cap in pack.compiled().caps.iter().filter(|cap| cap.when.eval(known) == Truth::True) {
            self.cap((&cap.id, cap.class), Part::Cap);
        }
        for cap in contradictions {
            self.cap(*cap, Part::Contradiction);
        }
    }

    fn cap(&mut self, (id, class): Cap<'_>, part: Part) {
        if self.class.is_some_and(|before| class < before) {
            self.class = Some(class);
            self.decided_class = Some(id.clone());
        }
        self.contribution.note(id, part);
    }

    fn missing_answers(&mut self, pack: &Pack, known: &Known) {
        let items = pack.compiled().items.iter().enumerate();
        let open = items.filter(|(n, _)| known.chosen(ItemIndex::new(*n)).is_empty());
        self.contribution.missing.extend(open.map(|(_, item)| item.id.clone()));
    }

    fn missing_in(&mut self, pack: &Pack, known: &Known, condition: &Condition) {
        self.contribution.lacks(missing_in(pack, known, condition));
    }

    fn insufficient(&mut self, engine: EngineCode) {
        self.contribution.restrict(&engine.id(), Part::Missing, Outcome::InsufficientEvidence);
    }
}

/// What holds the class down: its reason code, and the highest class that it leaves.
type Cap<'p> = (&'p Id, ClassIndex);

/// What contradictions leave to be done.
struct Contradicted<'p> {
    /// Those that hold the class down.
    caps: Vec<Cap<'p>>,
    /// Conditions that could not be settled for want of a fact, and that leave the class as it is.
    doubts: Vec<&'p Condition>,
}
