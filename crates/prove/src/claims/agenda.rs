//! What is claimed of a pack, and the conditions that the claims are about.
//!
//! Takes a pack, gives its [`Claim`]s. What each asks is worked out elsewhere; here is which are asked.

use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::PromiseTable;
use prescreen::pack::schema::{Mark, PackDocument};

use crate::claims::barred;
use crate::claims::claim::{Claim, Conclusion, Grounds};
use crate::claims::missing::{self, OnFile, OnUnknown};
use crate::claims::products::{self, Way};
use crate::claims::promises;
use crate::claims::property::{PartKind, Property};
use crate::claims::reach::{self, Reach};
use crate::claims::{credit, price, risk, shelf};
use crate::combinations::Count;
use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::{self, Formula};
use crate::symbolic::tiers;
use crate::walk::TooWide;
use crate::walk::classes::{ClassPart, per_class};

/// A symbolic pack with every condition that claims are about.
pub struct Agenda<'p> {
    /// The symbolic pack.
    pub symbolic: SymbolicPack<'p>,
    /// The way to a class.
    pub part: ClassPart,
    /// Conditions that each mark stands for, for marks that some option has.
    pub marks: Vec<(Mark, Formula)>,
    promises: Vec<PromiseTable>,
    never: Vec<Formula>,
    lowest: Formula,
    /// Bears no loss, or falls under the lowest predicate.
    careful: Formula,
    named: Vec<(Property, Formula)>,
    restricting: Vec<(Property, Formula, OnUnknown)>,
    on_file: Vec<OnFile>,
    reach: Reach,
    counted: Option<Result<(Vec<u128>, usize), TooWide>>,
    /// Ways to buy above the reach of the lowest class, and above each promise's grade.
    above_lowest: Option<Vec<Way>>,
    above: Vec<Option<Vec<Way>>>,
}

impl<'p> Agenda<'p> {
    /// Translates a pack, with the promises of its author.
    pub fn of(pack: &'p Pack) -> Self {
        Self::with(pack, pack.compiled().never.clone())
    }

    /// Translates a pack, with promises that somebody made about it.
    pub fn with(pack: &'p Pack, promises: Vec<PromiseTable>) -> Self {
        let mut symbolic = SymbolicPack::new(&[pack]);
        let compiled = pack.compiled();
        let part = ClassPart::of(&mut symbolic, 0);
        let lowest = symbolic.condition(0, &compiled.lowest.when);
        let no_loss = symbolic.marks(0, Mark::NoLoss.option());
        let careful = symbolic.formulas.any([lowest, no_loss]);
        let marked = |mark: &Mark| (*mark, symbolic.marks(0, mark.option()));
        let marks = Mark::ALL.iter().map(marked).filter(|(_, when)| *when != formula::FALSE).collect();
        let never = promises.iter().map(|promise| symbolic.condition(0, &promise.when)).collect();
        let met = |part, id: &Id| Property::ConditionMet { part, id: id.clone() };
        let missing = |id: &Id, unless| Property::MissingNeverHelps { id: id.clone(), unless };
        let id = &compiled.lowest.id;
        let mut named = vec![(met(PartKind::Lowest, id), lowest)];
        let mut restricting = vec![(missing(id, false), lowest, OnUnknown::Restricts)];
        for cap in &compiled.caps {
            let when = symbolic.condition(0, &cap.when);
            named.push((met(PartKind::Cap, &cap.id), when));
            restricting.push((missing(&cap.id, false), when, OnUnknown::Restricts));
        }
        for contradiction in &compiled.contradictions {
            let when = symbolic.condition(0, &contradiction.when);
            named.push((met(PartKind::Contradiction, &contradiction.id), when));
            restricting.push((missing(&contradiction.id, false), when, OnUnknown::Restricts));
        }
        for rule in &compiled.eligibility {
            let when = symbolic.condition(0, &rule.when);
            named.push((met(PartKind::Eligibility, &rule.id), when));
            restricting.push((missing(&rule.id, false), when, OnUnknown::of(rule, pack)));
            if let Some((unless, tier)) = &rule.unless {
                let unless = tiers::condition(&mut symbolic, unless.node(), *tier);
                restricting.push((missing(&rule.id, true), unless, OnUnknown::Opens));
            }
        }
        for gate in compiled.gates.iter().chain(&compiled.permissions) {
            let requires = tiers::condition(&mut symbolic, gate.requires.node(), gate.tier);
            restricting.push((missing(&gate.id, false), requires, OnUnknown::Opens));
        }
        restricting.extend(products::restricting(&mut symbolic, pack));
        let on_file = products::on_file_asks(&mut symbolic, pack);
        let reach = Reach::of(&mut symbolic, pack);
        let above_lowest = compiled.reach.first().and_then(|reach| products::ways(&mut symbolic, *reach));
        let above = promises.iter();
        let above = above.map(|promise| promise.grade_at_most.and_then(|grade| products::ways(&mut symbolic, grade)));
        let above = above.collect();
        symbolic.settle();
        Self {
            symbolic,
            part,
            promises,
            never,
            lowest,
            careful,
            marks,
            named,
            restricting,
            on_file,
            reach,
            counted: None,
            above_lowest,
            above,
        }
    }

    /// Every claim, in the order of the report. Agenda once: conditions are taken out as they are answered.
    pub fn claims(&mut self, pack: &Pack) -> Vec<Claim> {
        let document = pack.document();
        let mut claims = vec![bands(document)];
        claims.extend(self.reach(pack));
        claims.push(no_loss(&mut self.symbolic, &self.part, document, self.careful));
        claims.extend(self.lowest(document));
        claims.extend(self.never(pack));
        for (property, when, on_unknown) in core::mem::take(&mut self.restricting) {
            worst(&mut claims, missing::missing(&mut self.symbolic, property, when, on_unknown));
        }
        for asked in core::mem::take(&mut self.on_file) {
            worst(&mut claims, missing::on_file(&mut self.symbolic, &asked));
        }
        claims.extend(products::too_many_tags(pack));
        claims.extend(by_construction());
        claims.extend(credit::claims(pack));
        claims.extend(risk::claims(pack));
        claims.extend(price::claims(pack));
        claims.extend(shelf::claims(&mut self.symbolic, pack));
        claims
    }

    /// Combinations per class, the last for none, and the number of states; walked once.
    pub fn per_class(&mut self) -> &Result<(Vec<u128>, usize), TooWide> {
        let Self { symbolic, part, counted, .. } = self;
        counted.get_or_insert_with(|| per_class(symbolic, part, &[]))
    }

    /// Every class and every condition is met by somebody.
    fn reach(&mut self, pack: &Pack) -> Vec<Claim> {
        let document = pack.document();
        let counted = self.per_class().clone();
        let mut claims = Vec::new();
        for (n, class) in document.classes.list.iter().enumerate() {
            let grounds = match &counted {
                Err(_) => Grounds::TooManyStates,
                Ok((sums, _)) => match sums.get(n) {
                    Some(0) | None => Grounds::NobodyReaches,
                    Some(sum) => Grounds::Combinations { combinations: Count(*sum) },
                },
            };
            claims.push(Claim::new(Property::ClassReached { class: class.clone() }, grounds));
        }
        for (property, when) in core::mem::take(&mut self.named) {
            let grounds = reach::met(&mut self.symbolic, when);
            claims.push(Claim::new(property, grounds));
        }
        claims.extend(self.reach.claims(&mut self.symbolic, &self.part, pack));
        claims
    }

    /// Nobody who bears no loss, or falls under the lowest predicate, gets further.
    fn lowest(&mut self, document: &PackDocument) -> Vec<Claim> {
        let Some(first) = document.classes.list.first() else { return Vec::new() };
        let Self { symbolic, part, .. } = self;
        let lowest = promises::class_at_most(symbolic, part, self.lowest, Property::LowestStaysLowest, (0, first));
        let Some(grade) = document.matching.reach.grades.get(first) else { return vec![lowest] };
        let ways = self.above_lowest.as_deref();
        let above = products::grade_at_most(symbolic, part, self.careful, ways, Property::LowestBuysLowest, grade);
        vec![lowest, above]
    }

    /// What is promised.
    pub fn never(&mut self, pack: &Pack) -> Vec<Claim> {
        let mut claims = Vec::new();
        let (compiled, grades) = (pack.compiled(), &pack.document().matching.grades);
        for (n, promise) in core::mem::take(&mut self.promises).iter().enumerate() {
            let Some(when) = self.never.get(n).copied() else { continue };
            if let Some((class, id)) = promise.class_at_most.and_then(|class| Some((class, compiled.class(class)?))) {
                let highest = i64::try_from(class.get()).unwrap_or(0);
                let class = id;
                let property = Property::NeverAboveClass { promise: promise.id.clone(), class: class.clone() };
                claims.push(promises::class_at_most(&mut self.symbolic, &self.part, when, property, (highest, class)));
            }
            if let Some(grade) = promise.grade_at_most.and_then(|grade| grade.of(grades)) {
                let property = Property::NeverAboveGrade { promise: promise.id.clone(), grade: grade.clone() };
                let ways = self.above.get(n).and_then(Option::as_deref);
                claims.push(products::grade_at_most(&mut self.symbolic, &self.part, when, ways, property, grade));
            }
            if let Some((highest, grade)) = promise.never_bars.and_then(|highest| Some((highest, highest.of(grades)?)))
            {
                let property = Property::NeverBars { promise: promise.id.clone(), grade: grade.clone() };
                claims.push(barred::never_bars(pack, &promise.when, highest, property, grade));
            }
        }
        claims
    }
}

/// Adds a claim. A rule asks several things, for different products, with answers or without: what fails is said.
fn worst(claims: &mut Vec<Claim>, claim: Claim) {
    let rank = |claim: &Claim| match claim.conclusion {
        Conclusion::Proved | Conclusion::Vacuous => 0,
        Conclusion::NotProved => 1,
        Conclusion::Refuted => 2,
    };
    match claims.iter_mut().find(|known| known.id == claim.id) {
        None => claims.push(claim),
        Some(known) if rank(&claim) > rank(known) => *known = claim,
        Some(_) => {}
    }
}

/// Bands follow each other, and the check of the pack finds nothing wrong with them.
fn bands(document: &PackDocument) -> Claim {
    let mut findings = prescreen::pack::check::Findings::default();
    prescreen::pack::check::bands(document, &mut findings);
    let finding = findings.none().err().and_then(|errors| errors.into_iter().next());
    Claim::new(Property::Bands, finding.map_or(Grounds::BandsCover, |finding| Grounds::BandsFail { finding }))
}

/// What the engine's way of combining makes true of every pack.
fn by_construction() -> [Claim; 2] {
    [Claim::new(Property::OnlyLower, Grounds::Strictest), Claim::new(Property::TiersHold, Grounds::BelowTierIsMissing)]
}

/// Nobody who bears no loss leaves the lowest class.
pub fn no_loss(symbolic: &mut SymbolicPack<'_>, part: &ClassPart, document: &PackDocument, marked: Formula) -> Claim {
    let property = Property::NoLossStaysLowest;
    let marks = document.items().flat_map(|item| &item.options).any(|option| option.marks.contains(&Mark::NoLoss));
    match (marks, &document.questionnaire.without_no_loss, document.classes.list.first()) {
        (true, _, Some(lowest)) => promises::class_at_most(symbolic, part, marked, property, (0, lowest)),
        (false, Some(_), _) => Claim::new(property, Grounds::NoLossExplained),
        _ => Claim::new(property, Grounds::NoLossUnmarked),
    }
}
