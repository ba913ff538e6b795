//! What a verdict on a purchase tells about the answers given for it, on the product on which it tells most.
//!
//! Every answer that a rule asks for, for some class and kind of product, is told apart: which of them the
//! verdict shows is then the engine's to say.

use crate::claims::products::{Sheet, about, sheet, sheets};
use crate::people::Population;
use crate::report::{NotComputed, PurchaseLeakage};
use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::Formula;
use crate::symbolic::regions::Assignment;
use crate::walk::classes::ClassPart;
use crate::witness::Documents;
use prescreen::pack::Pack;
use prescreen::terms::sorted::each_once;
use prescreen::terms::{ClassIndex, GradeIndex};
use rustc_hash::FxHashMap;

use super::told::conditions;
use super::{Tuple, Verdicts, entropy, facts_of, fields, first, nothing_applies, said, shadow_bits};

/// Most purchases that are put to the engine.
const MAX_PURCHASES: usize = 200_000;

/// A kind of product: a sheet, and the answers that its rules ask for.
struct Kind {
    sheet: Sheet,
    asks: Vec<Formula>,
}

/// See [`PurchaseLeakage`].
///
/// # Errors
/// Why it cannot be computed.
pub fn of(pack: &Pack, population: &Population) -> Result<PurchaseLeakage, NotComputed> {
    let mut symbolic = SymbolicPack::new(&[pack]);
    let part = ClassPart::of(&mut symbolic, 0);
    let base = conditions(&mut symbolic, pack);
    let compiled = pack.compiled();
    let mut read: Vec<Formula> = base.iter().map(|(formula, _)| *formula).collect();
    read.extend(compiled.contradictions.iter().map(|contradiction| symbolic.condition(0, &contradiction.when)));
    for gate in &compiled.gates {
        let requires = symbolic.condition(0, &gate.requires);
        if symbolic.formulas.reads_items(requires) {
            return Err(NotComputed::GateAsksAnswer);
        }
        read.push(requires);
    }
    let eligibility: Vec<Formula> = compiled.eligibility.iter().map(|rule| symbolic.condition(0, &rule.when)).collect();
    let mut of_products = Vec::new();
    let kinds = kinds(&mut symbolic, pack, &mut of_products).filter(|kinds| !kinds.is_empty());
    let kinds = kinds.ok_or(NotComputed::NoProducts)?;
    symbolic.settle();
    let mut facts = nothing_applies(&symbolic, &eligibility, &read)?;
    and_of_products(&symbolic, &of_products, &mut facts)?;

    let verdicts = Verdicts::of(&mut symbolic, &part, &base, facts, population).ok_or(NotComputed::TooManyStates)?;
    let mut walked: FxHashMap<Vec<Formula>, Vec<(Documents, f64)>> = FxHashMap::default();
    let mut most: Option<(Sheet, FxHashMap<Tuple, f64>)> = None;
    let mut left = MAX_PURCHASES;
    for kind in &kinds {
        if !walked.contains_key(&kind.asks) {
            let ends = verdicts.split(&mut symbolic, &kind.asks).ok_or(NotComputed::TooManyStates)?;
            walked.insert(kind.asks.clone(), ends);
        }
        let Some(ends) = walked.get(&kind.asks) else { continue };
        left = left.checked_sub(ends.len()).ok_or(NotComputed::TooManyPurchases)?;
        let tuples = said(pack, ends, sheet(pack, kind.sheet).as_ref(), pack.document());
        let tuples = tuples.ok_or(NotComputed::TooManyStates)?;
        if most.as_ref().is_none_or(|(_, most)| tells(&tuples) > tells(most)) {
            most = Some((kind.sheet, tuples));
        }
    }
    let worst = most.and_then(|(worst, tuples)| Some((sheet(pack, worst)?, tuples)));
    let (product, tuples) = worst.ok_or(NotComputed::NoProducts)?;
    Ok(PurchaseLeakage {
        products: kinds.len(),
        product: product.product,
        tuples: tuples.len(),
        at_most_bits: libm::log2(tuples.len() as f64) + shadow_bits(pack.document()),
        mean_bits: entropy(tuples.values().copied()),
        fields: fields(&tuples),
    })
}

/// Adds the first value of each fact that only products' rules read, but of what others are derived from: that comes with them.
fn and_of_products(symbolic: &SymbolicPack<'_>, read: &[Formula], facts: &mut Assignment) -> Result<(), NotComputed> {
    let known: Vec<usize> = facts.iter().map(|(fact, _)| *fact).collect();
    let more: Vec<usize> = facts_of(symbolic, read).into_iter().filter(|fact| !known.contains(fact)).collect();
    let operands = symbolic.facts.operands(&[known, more.clone()].concat());
    for fact in more.into_iter().filter(|fact| !operands.contains(fact)) {
        facts.push(first(symbolic, fact)?);
    }
    Ok(())
}

/// By what products are compared: how much can be told, then how much is told on average.
fn tells(tuples: &FxHashMap<Tuple, f64>) -> (usize, f64) {
    (tuples.len(), entropy(tuples.values().copied()))
}

/// The sheets on which rules come to something else, the first of each kind.
fn kinds(symbolic: &mut SymbolicPack<'_>, pack: &Pack, read: &mut Vec<Formula>) -> Option<Vec<Kind>> {
    let classes = pack.document().classes.list.len();
    let mut known: FxHashMap<Vec<Formula>, u32> = FxHashMap::default();
    let mut kinds = Vec::new();
    for sheet in sheets(pack, GradeIndex::new(0))? {
        let mut formulas = Vec::new();
        for class in (0..classes).map(ClassIndex::new) {
            for clauses in compiled_conditions(pack) {
                formulas.push(about(symbolic, 0, clauses, class, sheet));
            }
        }
        let mut asks = Vec::new();
        for formula in &formulas {
            symbolic.formulas.answers(*formula, &mut asks);
        }
        each_once(&mut asks);
        read.extend(&formulas);
        if known.insert(formulas, 0).is_none() {
            kinds.push(Kind { sheet, asks });
        }
    }
    Some(kinds)
}

/// Every condition of eligibility and matching.
fn compiled_conditions(pack: &Pack) -> impl Iterator<Item = &prescreen::condition::Node> {
    let compiled = pack.compiled();
    let rules = compiled.eligibility.iter().chain(&compiled.rules);
    rules.flat_map(|rule| {
        let unless = rule.unless.as_ref().map(|(unless, _)| unless.node());
        core::iter::once(rule.when.node()).chain(unless)
    })
}
