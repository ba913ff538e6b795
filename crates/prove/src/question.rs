//! What is claimed of a pack, and the conditions that the claims are about.
//!
//! Takes a pack, gives its [`Claim`]s. What each asks is worked out elsewhere; here is which are asked.

use prescreen::pack::Pack;
use prescreen::pack::schema::{Mark, PackDocument, Rule};
use prescreen::terms::Outcome;

use super::classes::ClassPart;
use super::formula::{self, Formula};
use super::laws::{self, Doubt, claim, unproved};
use super::model::Model;
use super::products::{self, Way};
use super::reach::{self, Reach};
use super::report::{Claim, Verdict};
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
    named: Vec<(String, Formula)>,
    restricting: Vec<(String, Formula, Doubt)>,
    reach: Reach,
    /// Ways to buy above the reach of the lowest class, and above each promise's grade.
    above_lowest: Option<Vec<Way>>,
    above: Vec<Option<Vec<Way>>>,
}

impl<'p> Question<'p> {
    /// Translates a pack.
    pub fn of(pack: &'p Pack) -> Self {
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

    /// Every claim, in the order of the report. Asked once: conditions are taken out as they are answered.
    pub fn claims(&mut self, pack: &Pack) -> Vec<Claim> {
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
pub fn doubt_of(rule: &Rule) -> Doubt {
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
    let mut findings = prescreen::pack::check::Findings::default();
    prescreen::pack::check::bands(document, &mut findings);
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
