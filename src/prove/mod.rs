//! What holds for every applicant, with a counterexample where it does not.
//!
//! Takes a pack, gives a [`Proof`]; takes two packs whose questions agree, gives a [`Comparison`]. Nothing
//! is sampled: all answers are walked item by item, those alike together, and facts and products are gone
//! through by their regions. It must never claim what the engine does not repeat: a counterexample is
//! screened before it is shown, and what cannot be decided is said to be open.
//!
//! ```text
//! pack ─► Model: choices per item, conditions as formulas, regions of facts
//!            └─► walk: states that nothing tells apart are one ─► counts, paths ─► claims
//! ```

mod automaton;
mod choices;
mod classes;
mod compare;
mod counts;
mod formula;
mod laws;
mod leakage;
mod marginals;
mod model;
mod population;
mod products;
mod promises;
mod pulls;
mod reach;
mod regions;
mod report;
mod tiers;
mod walk;
mod witness;

use crate::Error;
use crate::assessment::Outcome;
use crate::pack::Pack;
use crate::pack::schema::{Mark, PackDocument, Rule};

pub use compare::{Comparison, Difference, Migration, compare};
pub use marginals::{MAX_MARGINALS_BYTES, Marginals, Pattern, Weighted};
pub use report::{
    Assumed, Claim, ClassCount, ClassShare, Count, Disorder, FieldLeakage, FurtherReason, Leakage, MarkCount, Proof,
    Pull, PurchaseLeakage, SessionsBound, Verdict,
};
pub use witness::Applicant;

use classes::ClassPart;
use formula::Formula;
use laws::{Doubt, claim, unproved};
use model::Model;
use population::Population;
use products::Way;
use reach::Reach;

/// Proves what can be proved of a pack; what is said of people assumes every combination alike.
#[must_use]
pub fn prove(pack: &Pack) -> Proof {
    under(pack, &Population::Uniform, true)
}

/// The same without what takes longest: what further reasons would cost, and what purchases tell. For an editor
/// that proves again at each change.
#[must_use]
pub fn prove_briefly(pack: &Pack) -> Proof {
    under(pack, &Population::Uniform, false)
}

/// The same, with what is said of people under marginals.
///
/// # Errors
/// What in the marginals does not fit the pack, with its JSON pointer.
pub fn prove_under(pack: &Pack, marginals: &Marginals) -> Result<Proof, Error> {
    Ok(under(pack, &Population::of(marginals, pack)?, true))
}

fn under(pack: &Pack, population: &Population, whole: bool) -> Proof {
    let mut question = Question::of(pack);
    let claims = question.claims(pack);
    let Question { model, part, marks, .. } = &mut question;
    let (sums, states) = counts::per_class(model, part, &[]).unwrap_or_default();
    let questions = pulls::pulls(model, part).unwrap_or_default();
    Proof {
        pack: pack.reference().clone(),
        combinations: Count(model.combinations().unwrap_or(u128::MAX)),
        classes: counts::named(model, &sums),
        marks: marks.iter().filter_map(|(mark, when)| counts::marked(model, part, *mark, *when)).collect(),
        questions,
        claims,
        orders: laws::orders(pack.document()),
        leakage: leakage::of(pack, population, whole),
        assumes: population.assumed(),
        distribution: counts::distribution(model, part, population).unwrap_or_default(),
        states,
    }
}

/// The claims alone: what a server asks before it serves a pack.
#[must_use]
pub fn claims(pack: &Pack) -> Vec<Claim> {
    Question::of(pack).claims(pack)
}

/// A pack's model with every condition that claims are about.
struct Question<'p> {
    model: Model<'p>,
    part: ClassPart,
    never: Vec<Formula>,
    lowest: Formula,
    /// Bears no loss, or falls under the lowest predicate.
    careful: Formula,
    marks: Vec<(Mark, Formula)>,
    named: Vec<(String, Formula)>,
    restricting: Vec<(String, Formula, Doubt)>,
    reach: Reach,
    /// Ways to buy above the reach of the lowest class, and above each promise's grade.
    above_lowest: Option<Vec<Way>>,
    above: Vec<Option<Vec<Way>>>,
}

impl<'p> Question<'p> {
    fn of(pack: &'p Pack) -> Self {
        let mut model = Model::new(&[pack]);
        let (document, compiled) = (pack.document(), pack.compiled());
        let part = ClassPart::of(&mut model, 0);
        let lowest = model.condition(0, &compiled.lowest);
        let no_loss = model.marks(0, Mark::NoLoss.bit());
        let careful = model.formulas.any([lowest, no_loss]);
        let marked = |mark: &Mark| (*mark, model.marks(0, mark.bit()));
        let marks = Mark::ALL.iter().map(marked).filter(|(_, when)| *when != formula::FALSE).collect();
        let never = compiled.never.iter().map(|when| model.condition(0, when)).collect();
        let mut named = vec![(format!("reach/lowest/{}", document.classes.lowest.id), lowest)];
        let mut restricting = vec![(format!("missing/{}", document.classes.lowest.id), lowest, Doubt::Restricts)];
        for (cap, (when, _)) in document.classes.caps.iter().zip(&compiled.caps) {
            let when = model.condition(0, when);
            named.push((format!("reach/cap/{}", cap.id), when));
            restricting.push((format!("missing/{}", cap.id), when, Doubt::Restricts));
        }
        for (contradiction, (when, _)) in document.contradictions.iter().zip(&compiled.contradictions) {
            let when = model.condition(0, when);
            named.push((format!("reach/contradiction/{}", contradiction.id), when));
            restricting.push((format!("missing/{}", contradiction.id), when, Doubt::Restricts));
        }
        for (rule, clauses) in document.eligibility.iter().zip(&compiled.eligibility) {
            let when = model.condition(0, &clauses.when);
            named.push((format!("reach/rule/{}", rule.id), when));
            restricting.push((format!("missing/{}", rule.id), when, doubt_of(rule)));
            if let Some(unless) = &clauses.unless {
                let unless = tiers::condition(&mut model, unless.node(), tiers::lifting(rule));
                restricting.push((format!("missing/{}/unless", rule.id), unless, Doubt::Opens));
            }
        }
        for (gate, (_, requires)) in document.gates.iter().zip(&compiled.gates) {
            let requires = tiers::condition(&mut model, requires.node(), gate.tier);
            restricting.push((format!("missing/{}", gate.id), requires, Doubt::Opens));
        }
        restricting.extend(products::restricting(&mut model, pack));
        let reach = Reach::of(&mut model, pack);
        let above_lowest = compiled.reach.first().and_then(|reach| products::ways(&mut model, *reach));
        let grade = |id| document.matching.grades.iter().position(|grade| grade == id);
        let above = document.never.iter().map(|promise| {
            promise.grade_at_most.as_ref().and_then(grade).and_then(|grade| products::ways(&mut model, grade))
        });
        let above = above.collect();
        model.settle();
        Self { model, part, never, lowest, careful, marks, named, restricting, reach, above_lowest, above }
    }

    fn claims(&mut self, pack: &Pack) -> Vec<Claim> {
        let document = pack.document();
        let mut claims = vec![bands(document)];
        claims.extend(self.reach(pack));
        claims.push(laws::no_loss(&mut self.model, &self.part, document, self.careful));
        claims.extend(self.lowest(document));
        claims.extend(self.never(document));
        for (id, when, doubt) in core::mem::take(&mut self.restricting) {
            let claim = laws::missing(&mut self.model, id, when, doubt);
            // A rule of matching asks several things, for different products: what fails is said.
            match claims.iter_mut().find(|known| known.id == claim.id) {
                None => claims.push(claim),
                Some(known) if known.verdict == Verdict::Proved => *known = claim,
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
            let says = "Somebody comes to this class.";
            let (verdict, because) = match &counted {
                Err(_) => (Verdict::NotProved, String::from(unproved())),
                Ok((sums, _)) => match sums.get(n) {
                    Some(0) | None => (Verdict::Refuted, "no answers come to it".into()),
                    Some(sum) => (Verdict::Proved, format!("{sum} combinations come to it")),
                },
            };
            claims.push(claim(format!("reach/class/{class}"), says, verdict, because));
        }
        for (id, when) in core::mem::take(&mut self.named) {
            let verdict = reach::met(&mut self.model, when);
            claims.push(reach::said(id, "Somebody meets this condition.", verdict));
        }
        claims.extend(self.reach.claims(&mut self.model, &self.part, pack));
        claims
    }

    /// Nobody who bears no loss, or falls under the lowest predicate, gets further.
    fn lowest(&mut self, document: &PackDocument) -> Vec<Claim> {
        let Some(first) = document.classes.list.first() else { return Vec::new() };
        let lowest = promises::class_at_most(
            &mut self.model,
            &self.part,
            self.lowest,
            ("lowest/class".into(), "Nobody under the lowest predicate leaves the lowest class.".into()),
            (0, first),
        );
        let Some(grade) = document.matching.reach.grades.get(first) else { return vec![lowest] };
        let says = "Nobody who bears no loss or falls under the lowest predicate buys above the lowest class's grade, by any path.";
        let above = products::grade_at_most(
            &mut self.model,
            &self.part,
            self.careful,
            self.above_lowest.as_deref(),
            ("lowest/grade".into(), says.into()),
            grade,
        );
        vec![lowest, above]
    }

    fn never(&mut self, document: &PackDocument) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (n, promise) in document.never.iter().enumerate() {
            let Some(when) = self.never.get(n).copied() else { continue };
            if let Some(class) = &promise.class_at_most {
                let highest = document.class(class).and_then(|class| i64::try_from(class).ok()).unwrap_or(0);
                let named = (
                    format!("never/{}/class", promise.id),
                    format!("Who meets {} never comes above {class}.", promise.id),
                );
                claims.push(promises::class_at_most(&mut self.model, &self.part, when, named, (highest, class)));
            }
            if let Some(grade) = &promise.grade_at_most {
                let named = (
                    format!("never/{}/grade", promise.id),
                    format!("Who meets {} never buys above {grade}.", promise.id),
                );
                let ways = self.above.get(n).and_then(Option::as_deref);
                claims.push(products::grade_at_most(&mut self.model, &self.part, when, ways, named, grade));
            }
        }
        claims
    }
}

/// What a rule does in doubt.
fn doubt_of(rule: &Rule) -> Doubt {
    let through = |outcome: Outcome| outcome <= Outcome::ProceedAfter;
    let fallback = rule.if_unknown.as_ref().map(|fallback| fallback.outcome);
    match fallback {
        Some(fallback) if through(fallback) && !through(rule.outcome) => Doubt::LetsThrough,
        _ => Doubt::Restricts,
    }
}

/// Every reachable score falls in exactly one band, and more points never mean a lower class.
fn bands(document: &PackDocument) -> Claim {
    let says = "Every reachable score falls in exactly one band, and more points never lower the class.";
    let mut findings = crate::pack::check::Findings::default();
    crate::pack::check::bands(document, &mut findings);
    match findings.none() {
        Ok(()) => claim(
            "bands",
            says,
            Verdict::Proved,
            "bands follow each other without gap or overlap, rise with the points, and cover every sum that answers reach",
        ),
        Err(errors) => {
            let because = errors.first().map(ToString::to_string).unwrap_or_default();
            claim("bands", says, Verdict::Refuted, because)
        }
    }
}

/// What the engine's way of combining makes true of every pack.
fn by_construction() -> [Claim; 2] {
    [
        claim(
            "only-lower",
            "The lowest predicate, caps and contradictions only ever lower the class, and rules only ever restrict; no two of them contradict.",
            Verdict::Proved,
            "the class is the minimum, the outcome the strictest, of what applies",
        ),
        claim(
            "tiers",
            "A fact below a gate's tier never opens it.",
            Verdict::Proved,
            "a gate reads a fact below its tier as missing, and a missing fact opens no gate (claims missing/GATE)",
        ),
    ]
}
