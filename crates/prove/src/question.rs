//! What is claimed of a pack, and the conditions that the claims are about.
//!
//! Takes a pack, gives its [`Claim`]s. What each asks is worked out elsewhere; here is which are asked.

use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::schema::{Mark, PackDocument};

use super::claim::{Claim, Conclusion, Reason};
use super::classes::ClassPart;
use super::formula::{self, Formula};
use super::laws::{self, OnUnknown};
use super::model::Model;
use super::products::{self, Way};
use super::reach::{self, Reach};
use super::report::Count;
use super::statement::{Part, Statement};
use super::{counts, promises, tiers};

/// A pack's model with every condition that claims are about.
pub struct Question<'p> {
    /// The model.
    pub model: Model<'p>,
    /// The way to a class.
    pub part: ClassPart,
    /// Conditions that each mark stands for, for marks that some option has.
    pub marks: Vec<(Mark, Formula)>,
    never: Vec<Formula>,
    lowest: Formula,
    /// Bears no loss, or falls under the lowest predicate.
    careful: Formula,
    named: Vec<(Statement, Formula)>,
    restricting: Vec<(Statement, Formula, OnUnknown)>,
    reach: Reach,
    /// Ways to buy above the reach of the lowest class, and above each promise's grade.
    above_lowest: Option<Vec<Way>>,
    above: Vec<Option<Vec<Way>>>,
}

impl<'p> Question<'p> {
    /// Translates a pack.
    pub fn of(pack: &'p Pack) -> Self {
        let mut model = Model::new(&[pack]);
        let compiled = pack.compiled();
        let part = ClassPart::of(&mut model, 0);
        let lowest = model.condition(0, &compiled.lowest.when);
        let no_loss = model.marks(0, Mark::NoLoss.option());
        let careful = model.formulas.any([lowest, no_loss]);
        let marked = |mark: &Mark| (*mark, model.marks(0, mark.option()));
        let marks = Mark::ALL.iter().map(marked).filter(|(_, when)| *when != formula::FALSE).collect();
        let never = compiled.never.iter().map(|promise| model.condition(0, &promise.when)).collect();
        let met = |part, id: &Id| Statement::ConditionMet { part, id: id.clone() };
        let missing = |id: &Id, unless| Statement::MissingNeverHelps { id: id.clone(), unless };
        let id = &compiled.lowest.id;
        let mut named = vec![(met(Part::Lowest, id), lowest)];
        let mut restricting = vec![(missing(id, false), lowest, OnUnknown::Restricts)];
        for cap in &compiled.caps {
            let when = model.condition(0, &cap.when);
            named.push((met(Part::Cap, &cap.id), when));
            restricting.push((missing(&cap.id, false), when, OnUnknown::Restricts));
        }
        for contradiction in &compiled.contradictions {
            let when = model.condition(0, &contradiction.when);
            named.push((met(Part::Contradiction, &contradiction.id), when));
            restricting.push((missing(&contradiction.id, false), when, OnUnknown::Restricts));
        }
        for rule in &compiled.eligibility {
            let when = model.condition(0, &rule.when);
            named.push((met(Part::Eligibility, &rule.id), when));
            restricting.push((missing(&rule.id, false), when, OnUnknown::of(rule)));
            if let Some((unless, tier)) = &rule.unless {
                let unless = tiers::condition(&mut model, unless.node(), *tier);
                restricting.push((missing(&rule.id, true), unless, OnUnknown::Opens));
            }
        }
        for gate in &compiled.gates {
            let requires = tiers::condition(&mut model, gate.requires.node(), gate.tier);
            restricting.push((missing(&gate.id, false), requires, OnUnknown::Opens));
        }
        restricting.extend(products::restricting(&mut model, pack));
        let reach = Reach::of(&mut model, pack);
        let above_lowest = compiled.reach.first().and_then(|reach| products::ways(&mut model, *reach));
        let above = compiled.never.iter();
        let above = above.map(|promise| promise.grade_at_most.and_then(|grade| products::ways(&mut model, grade)));
        let above = above.collect();
        model.settle();
        Self { model, part, never, lowest, careful, marks, named, restricting, reach, above_lowest, above }
    }

    /// Every claim, in the order of the report. Asked once: conditions are taken out as they are answered.
    pub fn claims(&mut self, pack: &Pack) -> Vec<Claim> {
        let document = pack.document();
        let mut claims = vec![bands(document)];
        claims.extend(self.reach(pack));
        claims.push(laws::no_loss(&mut self.model, &self.part, document, self.careful));
        claims.extend(self.lowest(document));
        claims.extend(self.never(pack));
        for (states, when, on_unknown) in core::mem::take(&mut self.restricting) {
            let claim = laws::missing(&mut self.model, states, when, on_unknown);
            // A rule of matching asks several things, for different products: what fails is said.
            match claims.iter_mut().find(|known| known.id == claim.id) {
                None => claims.push(claim),
                Some(known) if known.conclusion == Conclusion::Proved => *known = claim,
                Some(_) => {}
            }
        }
        claims.extend(by_construction());
        claims
    }

    /// Every class and every condition is met by somebody.
    fn reach(&mut self, pack: &Pack) -> Vec<Claim> {
        let document = pack.document();
        let counted = counts::per_class(&mut self.model, &self.part, &[]);
        let mut claims = Vec::new();
        for (n, class) in document.classes.list.iter().enumerate() {
            let reason = match &counted {
                Err(_) => Reason::TooManyStates,
                Ok((sums, _)) => match sums.get(n) {
                    Some(0) | None => Reason::NobodyReaches,
                    Some(sum) => Reason::Combinations { combinations: Count(*sum) },
                },
            };
            claims.push(Claim::new(Statement::ClassReached { class: class.clone() }, reason));
        }
        for (states, when) in core::mem::take(&mut self.named) {
            let reason = reach::met(&mut self.model, when);
            claims.push(Claim::new(states, reason));
        }
        claims.extend(self.reach.claims(&mut self.model, &self.part, pack));
        claims
    }

    /// Nobody who bears no loss, or falls under the lowest predicate, gets further.
    fn lowest(&mut self, document: &PackDocument) -> Vec<Claim> {
        let Some(first) = document.classes.list.first() else { return Vec::new() };
        let Self { model, part, .. } = self;
        let lowest = promises::class_at_most(model, part, self.lowest, Statement::LowestStaysLowest, (0, first));
        let Some(grade) = document.matching.reach.grades.get(first) else { return vec![lowest] };
        let ways = self.above_lowest.as_deref();
        let above = products::grade_at_most(model, part, self.careful, ways, Statement::LowestBuysLowest, grade);
        vec![lowest, above]
    }

    fn never(&mut self, pack: &Pack) -> Vec<Claim> {
        let mut claims = Vec::new();
        let (compiled, grades) = (pack.compiled(), &pack.document().matching.grades);
        for (n, promise) in compiled.never.iter().enumerate() {
            let Some(when) = self.never.get(n).copied() else { continue };
            if let Some((class, id)) = promise.class_at_most.and_then(|class| Some((class, compiled.class(class)?))) {
                let highest = i64::try_from(class.get()).unwrap_or(0);
                let class = id;
                let states = Statement::NeverAboveClass { promise: promise.id.clone(), class: class.clone() };
                claims.push(promises::class_at_most(&mut self.model, &self.part, when, states, (highest, class)));
            }
            if let Some(grade) = promise.grade_at_most.and_then(|grade| grade.of(grades)) {
                let states = Statement::NeverAboveGrade { promise: promise.id.clone(), grade: grade.clone() };
                let ways = self.above.get(n).and_then(Option::as_deref);
                claims.push(products::grade_at_most(&mut self.model, &self.part, when, ways, states, grade));
            }
        }
        claims
    }
}

/// Bands follow each other, and the check of the pack finds nothing wrong with them.
fn bands(document: &PackDocument) -> Claim {
    let mut findings = prescreen::pack::check::Findings::default();
    prescreen::pack::check::bands(document, &mut findings);
    let finding = findings.none().err().and_then(|errors| errors.into_iter().next());
    Claim::new(Statement::Bands, finding.map_or(Reason::BandsCover, |finding| Reason::BandsFail { finding }))
}

/// What the engine's way of combining makes true of every pack.
fn by_construction() -> [Claim; 2] {
    [Claim::new(Statement::OnlyLower, Reason::Strictest), Claim::new(Statement::TiersHold, Reason::BelowTierIsMissing)]
}
