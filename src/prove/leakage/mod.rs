//! What a verdict tells about the answers: on an opening, on a purchase, and with further reasons.
//!
//! The facts are the server's own and are held still, at those under which no eligibility rule applies; what
//! varies is the answers. Answers that lead to the same verdict are walked together; what the verdict then
//! says is the engine's to say, for one of them.

mod purchase;
mod told;

use rustc_hash::FxHashMap;

use crate::assessment::Outcome;
use crate::condition::Truth;
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::schema::PackDocument;
use crate::session::{ProductSheet, Purpose};
use crate::verdict::disclosed;

use super::classes::ClassPart;
use super::counts::order;
use super::formula::Formula;
use super::model::Model;
use super::population::Population;
use super::regions::Assignment;
use super::report::{FieldLeakage, FurtherReason, Leakage, SessionsBound};
use super::walk::Path;
use super::witness::{Parts, applicant};
use told::{Says, Walk, conditions};

/// Most assignments of facts that are gone through to find those under which nothing applies.
const MAX_ASSIGNMENTS: usize = 20_000;

/// Numbers of sessions for which a bound is stated.
const SESSIONS: [u32; 4] = [1, 2, 5, 10];

/// The leakage of a pack's verdicts; none when it cannot be computed. Unless `whole`, without further reasons
/// and purchases.
pub fn of(pack: &Pack, population: &Population, whole: bool) -> Option<Leakage> {
    let told = opening(pack, population, None)?;
    let shadow = shadow_bits(pack.document());
    let most = libm::log2(told.tuples.len() as f64) + shadow;
    let mean_bits = entropy(told.tuples.values().copied());
    let bound = |sessions: u32| SessionsBound {
        sessions,
        at_most_bits: (most * f64::from(sessions)).min(libm::log2(told.combinations as f64)),
    };
    Some(Leakage {
        tuples: told.tuples.len(),
        at_most_bits: most,
        shadow_bits: shadow,
        mean_bits,
        fields: fields(&told.tuples),
        sessions: SESSIONS.map(bound).to_vec(),
        further: if whole { further(pack, population, mean_bits) } else { Vec::new() },
        purchase: if whole { purchase::of(pack, population) } else { None },
    })
}

/// The most that the class of a shadow pack can tell: each class of each listed pack, no class of it, or no
/// shadow pack at all.
fn shadow_bits(document: &PackDocument) -> f64 {
    let says = document.disclosure.shadow.iter().map(|shadow| shadow.classes.len().saturating_add(1));
    libm::log2(says.fold(1, usize::saturating_add) as f64)
}

/// What each reason would cost that a verdict does not carry yet.
fn further(pack: &Pack, population: &Population, before: f64) -> Vec<FurtherReason> {
    let document = pack.document();
    let codes = core::iter::once(&document.classes.lowest.id)
        .chain(document.classes.caps.iter().map(|cap| &cap.id))
        .chain(document.contradictions.iter().map(|contradiction| &contradiction.id));
    let of = |reason: &Id| {
        let told = opening(pack, population, Some(reason));
        let mean = told.as_ref().map(|told| entropy(told.tuples.values().copied()));
        FurtherReason {
            reason: reason.clone(),
            tuples: told.as_ref().map(|told| told.tuples.len()),
            at_most_bits: told.as_ref().map(|told| libm::log2(told.tuples.len() as f64) + shadow_bits(document)),
            mean_bits: mean,
            // Rounding may leave a trace below zero: another reason never tells less.
            costs_bits: mean.map(|mean| (mean - before).max(0.0)),
        }
    };
    codes.filter(|code| !document.disclosure.reasons.contains(code)).map(of).collect()
}

/// What a verdict says: class, outcome, reasons, flows.
type Tuple = [String; 4];

/// What verdicts say, with the weight of the answers that lead to each.
struct Told {
    tuples: FxHashMap<Tuple, f64>,
    combinations: u128,
}

/// What verdicts on an opening say, with one more reason disclosed.
fn opening(pack: &Pack, population: &Population, further: Option<&Id>) -> Option<Told> {
    let mut model = Model::new(&[pack]);
    let part = ClassPart::of(&mut model, 0);
    let conditions = conditions(&mut model, pack, further);
    let compiled = pack.compiled();
    let eligibility: Vec<Formula> =
        compiled.eligibility.iter().map(|clauses| model.condition(0, &clauses.when)).collect();
    // What may contradict has its facts too, though all it does may be a note.
    let mut read: Vec<Formula> = compiled.contradictions.iter().map(|(when, _)| model.condition(0, when)).collect();
    read.extend(conditions.iter().map(|(formula, _)| formula));
    model.settle();
    let facts = nothing_applies(&model, &eligibility, &read)?;
    let question = Question { part: &part, conditions: &conditions, facts: &facts };
    let mut document = pack.document().clone();
    document.disclosure.reasons.extend(further.cloned());
    let ends = ends(&mut model, &question, population)?;
    let tuples = said(&model, &ends, &facts, None, &document)?;
    Some(Told { tuples, combinations: model.combinations()? })
}

/// The first facts, all of them there, under which no eligibility rule applies; of those that no eligibility
/// rule reads, the first there are.
fn nothing_applies(model: &Model<'_>, eligibility: &[Formula], read: &[Formula]) -> Option<Assignment> {
    let facts_of = |formulas: &[Formula]| {
        let mut atoms = Vec::new();
        formulas.iter().for_each(|formula| model.formulas.atoms(*formula, &mut atoms));
        model.facts.read_by(&atoms)
    };
    let asked = facts_of(eligibility);
    let all = model.facts.assignments(&asked, MAX_ASSIGNMENTS)?;
    let truth =
        |formula: Formula, facts: &Assignment| model.formulas.truth(formula, &|atom| model.facts.truth(atom, facts));
    let mut whole = all.into_iter().filter(|facts| facts.iter().all(|(_, value)| value.is_some()));
    let mut found = whole.find(|facts| eligibility.iter().all(|formula| truth(*formula, facts) == Truth::False))?;
    for fact in facts_of(read).into_iter().filter(|fact| !asked.contains(fact)) {
        found.push((fact, model.facts.regions(fact).into_iter().find(Option::is_some)?));
    }
    Some(found)
}

/// What is asked of a verdict: what it may show, under which facts.
struct Question<'q> {
    part: &'q ClassPart,
    conditions: &'q [(Formula, Says)],
    facts: &'q Assignment,
}

/// Ways of answering, one of each that verdicts tell apart, with the weight of those like it.
type Ends = Vec<(Path, f64)>;

fn ends(model: &mut Model<'_>, question: &Question<'_>, population: &Population) -> Option<Ends> {
    let order = order(&model.choices);
    let weights = population.weights(model)?;
    let patterns = population.paths(model)?;
    let Question { part, conditions, facts } = question;
    let mut walk = Walk::new(&mut model.formulas, &model.facts, part, conditions, facts, &model.choices, &order);
    let mut ends = walk.ends(&model.choices, &order, &weights)?;
    if !patterns.is_empty() {
        ends.values_mut().for_each(|(_, weight)| *weight = 0.0);
        for (path, weight) in &patterns {
            let end = walk.end(&model.choices, &order, path)?;
            ends.get_mut(&end)?.1 += weight;
        }
    }
    Some(ends.into_values().collect())
}

/// What the engine's verdicts say.
fn said(
    model: &Model<'_>,
    ends: &Ends,
    facts: &Assignment,
    product: Option<&ProductSheet>,
    document: &PackDocument,
) -> Option<FxHashMap<Tuple, f64>> {
    let purpose = if product.is_some() { Purpose::Purchase } else { Purpose::AccountOpening };
    let mut tuples: FxHashMap<Tuple, f64> = FxHashMap::default();
    for (path, weight) in ends {
        let parts = Parts { pack: 0, path: Some(path), facts, purpose, product: product.cloned(), on_file: None };
        let (_, told) = applicant(model, &parts)?;
        let list = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
        let flows = if told.outcome == Outcome::ProceedAfter { list(&told.flows) } else { String::new() };
        let class = told.class.as_ref().map(ToString::to_string).unwrap_or_default();
        let reasons = list(&disclosed(document, &told.reasons));
        *tuples.entry([class, told.outcome.word().into(), reasons, flows]).or_insert(0.0) += weight;
    }
    Some(tuples)
}

/// Each field alone.
fn fields(tuples: &FxHashMap<Tuple, f64>) -> Vec<FieldLeakage> {
    let names = ["class", "outcome", "reasons", "flows"];
    let field = |(n, name): (usize, &&str)| {
        let mut values: FxHashMap<&str, f64> = FxHashMap::default();
        for (tuple, weight) in tuples {
            if let Some(value) = tuple.get(n) {
                *values.entry(value).or_insert(0.0) += weight;
            }
        }
        FieldLeakage { field: (*name).into(), values: values.len(), mean_bits: entropy(values.into_values()) }
    };
    names.iter().enumerate().map(field).collect()
}

/// Shannon's entropy of weights, in bits.
fn entropy(weights: impl Iterator<Item = f64>) -> f64 {
    // What has no weight tells nothing; one order of summing, whatever the order of the table.
    let mut weights: Vec<f64> = weights.filter(|weight| *weight > 0.0).collect();
    weights.sort_unstable_by(f64::total_cmp);
    let all: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / all).map(|share| share * libm::log2(share)).sum::<f64>().abs()
}
