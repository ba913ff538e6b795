//! What a verdict tells about the answers: on an opening, on a purchase, and with further reasons.
//!
//! The facts are the server's own and are held still, at those under which no eligibility rule applies because of them;
//! what varies is the answers. Answers that lead to the same verdict are walked together; what the verdict then
//! says is the engine's to say, for one of them.

mod credit;
mod purchase;
mod risk;
mod told;

use rustc_hash::FxHashMap;

use prescreen::Screening;
use prescreen::condition::{Condition, Truth, Value};
use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::schema::PackDocument;
use prescreen::session::Session;
use prescreen::terms::sorted::sorted;
use prescreen::terms::{Outcome, Purpose};
use prescreen::verdict::disclosed;

use crate::people::Population;
use crate::report::{FieldLeakage, FurtherReason, Leakage, NotComputed, PurchaseLeakage, SessionsBound};
use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::Formula;
use crate::symbolic::regions::Assignment;
use crate::walk::automaton::{Automaton, Place, Share};
use crate::walk::classes::ClassPart;
use crate::walk::{Path, Weights};
use crate::witness::{Bought, Documents, PLAIN, Parts, documents};
use told::{Origin, Says, Walk, conditions};

/// Most assignments of facts that are gone through to find those under which nothing applies.
const MAX_ASSIGNMENTS: usize = 20_000;

/// Numbers of sessions for which a bound is stated.
const SESSIONS: [u32; 4] = [1, 2, 5, 10];

/// The leakage of a pack's verdicts. Unless `whole`, without further reasons and purchases. What is
/// asked of means is not about the answers: it is left out, and what it can say is added to the bounds.
///
/// # Errors
/// Why it cannot be computed.
pub fn of(pack: &Pack, population: &Population, whole: bool) -> Result<Leakage, NotComputed> {
    let (credit, risk) = (credit::bits(pack), risk::bits(pack));
    let pack = &pack.without_means();
    let (mut symbolic, opening) = opening(pack, population)?;
    let told = opening.split(&mut symbolic, &[]).and_then(|ends| said(pack, &ends, None, pack.document()));
    let (Some(tuples), Some(combinations)) = (told, symbolic.combinations()) else {
        return Err(NotComputed::TooManyStates);
    };
    let bought = credit.on_purchase() + risk.on_purchase();
    let purchase = whole.then(|| purchase::of(pack, population)).transpose();
    let shadow = shadow_bits(pack.document());
    let most = libm::log2(tuples.len() as f64) + shadow;
    let of_means = credit.on_opening() + risk.on_opening();
    let mean_bits = entropy(tuples.values().copied());
    let bound = |sessions: u32| SessionsBound {
        sessions,
        at_most_bits: (most * f64::from(sessions)).min(libm::log2(combinations as f64))
            + of_means * f64::from(sessions),
    };
    Ok(Leakage {
        tuples: tuples.len(),
        at_most_bits: most + of_means,
        shadow_bits: shadow,
        credit_bits: credit.bits,
        risk_bits: risk.bits,
        mean_bits,
        fields: fields(&tuples),
        sessions: SESSIONS.map(bound).to_vec(),
        further: if whole { further(&mut symbolic, &opening, mean_bits, shadow + of_means) } else { Vec::new() },
        purchase_not_computed: purchase.as_ref().err().copied(),
        purchase: purchase
            .ok()
            .flatten()
            .map(|purchase| PurchaseLeakage { at_most_bits: purchase.at_most_bits + bought, ..purchase }),
    })
}

/// The most that the class of a shadow pack can tell: each class of each listed pack, no class of it, or no
/// shadow pack at all.
fn shadow_bits(document: &PackDocument) -> f64 {
    let says = document.disclosure.shadow.iter().map(|shadow| shadow.classes.len().saturating_add(1));
    libm::log2(says.fold(1, usize::saturating_add) as f64)
}

/// What each reason would cost that a verdict does not carry yet. `besides`: the bits that are not about answers.
fn further(symbolic: &mut SymbolicPack<'_>, opening: &Verdicts, before: f64, besides: f64) -> Vec<FurtherReason> {
    let Some(pack) = symbolic.packs.first().copied() else { return Vec::new() };
    let (document, compiled) = (pack.document(), pack.compiled());
    let reasons = core::iter::once((&compiled.lowest.id, &compiled.lowest.when))
        .chain(compiled.caps.iter().map(|cap| (&cap.id, &cap.when)))
        .chain(compiled.contradictions.iter().map(|contradiction| (&contradiction.id, &contradiction.when)));
    let of = |(reason, when): (&Id, &Condition)| {
        let tuples = with_reason(symbolic, opening, reason, when);
        let mean = tuples.as_ref().map(|tuples| entropy(tuples.values().copied()));
        FurtherReason {
            reason: reason.clone(),
            tuples: tuples.as_ref().map(FxHashMap::len),
            at_most_bits: tuples.as_ref().map(|tuples| libm::log2(tuples.len() as f64) + besides),
            mean_bits: mean,
            // Rounding may leave a trace below zero: another reason never tells less.
            costs_bits: mean.map(|mean| (mean - before).max(0.0)),
        }
    };
    reasons.filter(|(code, _)| !document.disclosure.reasons.contains(code)).map(of).collect()
}

/// What verdicts on an opening say with one more reason disclosed.
fn with_reason(
    symbolic: &mut SymbolicPack<'_>,
    opening: &Verdicts,
    reason: &Id,
    when: &Condition,
) -> Option<FxHashMap<Tuple, f64>> {
    let when = symbolic.condition(0, when);
    let ends = opening.split(symbolic, &[when])?;
    let pack = symbolic.packs.first()?;
    let mut document = pack.document().clone();
    document.disclosure.reasons.push(reason.clone());
    said(pack, &ends, None, &document)
}

/// What a verdict says: class, outcome, reasons, flows.
type Tuple = [String; 4];

/// Verdicts on openings.
fn opening<'p>(pack: &'p Pack, population: &Population) -> Result<(SymbolicPack<'p>, Verdicts), NotComputed> {
    let mut symbolic = SymbolicPack::new(&[pack]);
    let part = ClassPart::of(&mut symbolic, 0);
    let conditions = conditions(&mut symbolic, pack);
    let compiled = pack.compiled();
    let eligibility: Vec<Formula> = compiled.eligibility.iter().map(|rule| symbolic.condition(0, &rule.when)).collect();
    // What may contradict has its facts too, though all it does may be a note.
    let mut read: Vec<Formula> =
        compiled.contradictions.iter().map(|contradiction| symbolic.condition(0, &contradiction.when)).collect();
    read.extend(conditions.iter().map(|(formula, _)| formula));
    symbolic.settle();
    let facts = nothing_applies(&symbolic, &eligibility, &read)?;
    let verdicts = Verdicts::of(&mut symbolic, &part, &conditions, facts, population);
    Ok((symbolic, verdicts.ok_or(NotComputed::TooManyStates)?))
}

/// The first facts, all of them there, under which no eligibility rule applies because of them; of those that no
/// eligibility rule reads, the first there are.
fn nothing_applies(
    symbolic: &SymbolicPack<'_>,
    eligibility: &[Formula],
    read: &[Formula],
) -> Result<Assignment, NotComputed> {
    let asked = facts_of(symbolic, eligibility);
    let all = symbolic.facts.assignments(&asked, MAX_ASSIGNMENTS).ok_or(NotComputed::TooManyFacts)?;
    let truth = |formula: Formula, facts: &Assignment| {
        symbolic.formulas.truth(formula, &|atom| symbolic.facts.truth(atom, facts))
    };
    // With every fact there, a rule is unknown only because of what is answered.
    let applies = |facts: &Assignment| eligibility.iter().any(|formula| truth(*formula, facts) == Truth::True);
    let mut whole = all.into_iter().filter(|facts| facts.iter().all(|(_, value)| value.is_some()));
    let mut found = whole.find(|facts| !applies(facts)).ok_or(NotComputed::RuleAlwaysApplies)?;
    for fact in facts_of(symbolic, read).into_iter().filter(|fact| !asked.contains(fact)) {
        found.push(first(symbolic, fact)?);
    }
    Ok(found)
}

/// The facts that formulas read.
fn facts_of(symbolic: &SymbolicPack<'_>, formulas: &[Formula]) -> Vec<usize> {
    let mut atoms = Vec::new();
    formulas.iter().for_each(|formula| symbolic.formulas.atoms(*formula, &mut atoms));
    symbolic.facts.read_by(&atoms)
}

/// The first value of a fact that is there.
fn first(symbolic: &SymbolicPack<'_>, fact: usize) -> Result<(usize, Option<Value>), NotComputed> {
    let first = symbolic.facts.regions(fact).into_iter().find(Option::is_some);
    Ok((fact, first.ok_or(NotComputed::TooManyFacts)?))
}

/// What verdicts on an opening say, under which facts, of whom.
struct Verdicts {
    /// Its ends are the tuples, and besides what says which reasons are looked at.
    automaton: Automaton,
    facts: Assignment,
    weights: Weights,
    patterns: Vec<Share>,
}

impl Verdicts {
    fn of(
        symbolic: &mut SymbolicPack<'_>,
        part: &ClassPart,
        conditions: &[(Formula, Says)],
        facts: Assignment,
        population: &Population,
    ) -> Option<Self> {
        let pack = symbolic.packs.first().copied()?;
        let told: Vec<Formula> = conditions.iter().map(|(formula, _)| *formula).collect();
        let order = ClassPart::order(core::slice::from_ref(part), &mut symbolic.formulas, &symbolic.choices, &told);
        let mut walk =
            Walk::new(&mut symbolic.formulas, &symbolic.facts, part, conditions, &facts, &symbolic.choices, &order);
        let (automaton, ends) = walk.automaton(&symbolic.choices, &order)?;
        let origins: Vec<Origin> = ends.iter().map(|(state, _)| walk.origin(state)).collect();
        let mut labels: FxHashMap<(Tuple, Origin), Place> = FxHashMap::default();
        let mut labelled = Vec::with_capacity(ends.len());
        for ((_, path), origin) in ends.iter().zip(origins) {
            let next = Place::try_from(labels.len()).ok()?;
            let told = tuple(pack, &opens(symbolic, path, &facts)?, None, pack.document())?;
            labelled.push(*labels.entry((told, origin)).or_insert(next));
        }
        let automaton = automaton.labelled(labelled)?;
        let (weights, patterns) = (population.weights(symbolic)?, population.paths(symbolic)?);
        Some(Self { automaton, facts, weights, patterns })
    }

    /// Somebody for each of what verdicts tell apart where they also say whether these conditions hold, with
    /// the weight of all who are told the same.
    fn split(&self, symbolic: &mut SymbolicPack<'_>, conditions: &[Formula]) -> Option<Vec<(Documents, f64)>> {
        let SymbolicPack { formulas, facts, choices, .. } = &mut *symbolic;
        let known = |atom: usize| facts.truth(atom, &self.facts);
        let conditions: Vec<Formula> =
            conditions.iter().map(|condition| formulas.with_facts(*condition, &known)).collect();
        let ends = self.automaton.split(formulas, &conditions, choices, &self.weights, &self.patterns)?;
        ends.iter().map(|(path, weight)| Some((opens(symbolic, path, &self.facts)?, *weight))).collect()
    }
}

/// Somebody who answers so and opens an account.
fn opens(symbolic: &SymbolicPack<'_>, path: &Path, facts: &Assignment) -> Option<Documents> {
    let (evidence, purpose) = (PLAIN, Purpose::AccountOpening);
    documents(symbolic, &Parts { pack: 0, path: Some(path), facts, evidence, purpose, product: None, on_file: None })
}

/// What the engine's verdicts say, on an opening or on a purchase of this product.
fn said(
    pack: &Pack,
    ends: &[(Documents, f64)],
    product: Option<&Bought>,
    document: &PackDocument,
) -> Option<FxHashMap<Tuple, f64>> {
    let mut tuples: FxHashMap<Tuple, f64> = FxHashMap::default();
    for (applicant, weight) in ends {
        *tuples.entry(tuple(pack, applicant, product, document)?).or_insert(0.0) += weight;
    }
    Some(tuples)
}

/// What the engine's verdict on somebody says.
fn tuple(pack: &Pack, applicant: &Documents, product: Option<&Bought>, document: &PackDocument) -> Option<Tuple> {
    let Documents { session, case, .. } = applicant;
    let screening = match product {
        None => Screening::of(pack, session, case),
        Some(Bought { product, earlier }) => {
            let (product, earlier) = (Some(product.clone()), earlier.clone());
            Screening::of(pack, Session { purpose: Purpose::Purchase, product, earlier, ..session.clone() }, case)
        }
    };
    let screening = screening.ok()?;
    let told = screening.assessment();
    let list = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
    let flows = if told.outcome == Outcome::ProceedAfter { list(&told.flows) } else { String::new() };
    let class = told.class.as_ref().map(ToString::to_string).unwrap_or_default();
    Some([class, told.outcome.word().into(), list(&disclosed(document, &told.reasons)), flows])
}

/// Each field alone.
fn fields(tuples: &FxHashMap<Tuple, f64>) -> Vec<FieldLeakage> {
    let names = ["class", "outcome", "reasons", "flows"];
    let field = |(n, name): (usize, &&str)| {
        let mut values: FxHashMap<Tuple, f64> = FxHashMap::default();
        for (tuple, weight) in tuples {
            let mut alone = Tuple::default();
            if let Some((place, value)) = alone.get_mut(n).zip(tuple.get(n)) {
                place.clone_from(value);
            }
            *values.entry(alone).or_insert(0.0) += weight;
        }
        FieldLeakage { field: (*name).into(), values: values.len(), mean_bits: entropy(values.into_values()) }
    };
    names.iter().enumerate().map(field).collect()
}

/// Shannon's entropy of weights, in bits.
fn entropy(weights: impl Iterator<Item = f64>) -> f64 {
    // What has no weight tells nothing; one order of summing, whatever the order of the table.
    // Positive numbers are in the order of their bits.
    let weights = sorted(weights.filter(|weight| *weight > 0.0).map(f64::to_bits).collect());
    let weights: Vec<f64> = weights.into_iter().map(f64::from_bits).collect();
    let all: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / all).map(|share| share * libm::log2(share)).sum::<f64>().abs()
}
