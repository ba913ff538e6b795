//! Promises that a condition alone bars nobody: two people who differ in its facts alone, side by side.
//!
//! Takes a condition over facts. Looks for somebody who meets it and is barred from a product, while the same person
//! with other values of those facts, by which the condition is not met, is not barred. Gates are left aside: what one asks
//! is the product's own condition. The engine has the last word.

use prescreen::condition::Condition;
use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::{Derivation, RuleTable};
use prescreen::pack::fields::Role;
use prescreen::pack::schema::Severity;
use prescreen::terms::signals::CATALOGUE;
use prescreen::terms::{ClassIndex, FieldIndex, GradeIndex, Outcome, Purpose};

use crate::claims::claim::{Claim, Grounds};
use crate::claims::products::{Sheet, about, sheet, sheets};
use crate::claims::promises::{Found, somebody};
use crate::claims::property::Property;
use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::{FALSE, Formula};
use crate::symbolic::regions::Assignment;
use crate::symbolic::tiers;
use crate::walk::classes::{ClassMachine, ClassPart, NONE};
use crate::walk::measure::number_of;
use crate::walk::{Path, TooWide, first_path, layers};
use crate::witness::{Applicant, Bought, EVIDENCE, Evidence, Parts, applicant};

/// What the two people come to: the one who meets the condition, and the one who does not.
const MEETS: usize = 0;
const OTHER: usize = 1;

/// The claim that the condition bars nobody from a product up to the grade.
pub fn never_bars(pack: &Pack, when: &Condition, highest: GradeIndex, property: Property, grade: &Id) -> Claim {
    let Some(sheets) = sheets(pack, GradeIndex::new(0)) else { return Claim::new(property, Grounds::TooManyTags) };
    let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| sheet.grade <= highest).collect();
    let opening = sheets.first().map(|any| [(Purpose::AccountOpening, *any), (Purpose::Assessment, *any)]);
    let bought = sheets.iter().map(|sheet| (Purpose::Purchase, *sheet));
    let errands: Vec<Errand> = bought.chain(opening.into_iter().flatten()).collect();
    let mut pair = Pair::of(pack, when, &errands);
    if matches!(somebody(&mut pair.symbolic, None, &[pair.meets], i64::MIN), Found::Nobody) {
        return Claim::new(property, Grounds::NobodyMeant);
    }
    let mut open = false;
    for way in core::mem::take(&mut pair.ways) {
        match pair.found(&way) {
            Err(TooWide) => return Claim::new(property, Grounds::TooManyStates),
            Ok(None) => {}
            Ok(Some((path, facts, errand))) => match pair.confirmed(pack, errand, &path, &facts) {
                Some(applicant) => {
                    let grounds = Grounds::BarredByIt { grade: grade.clone() };
                    return Claim::new(property, grounds).shown_by(Some(applicant));
                }
                None => open = true,
            },
        }
    }
    let grounds = match open {
        true => Grounds::NotRepeated,
        false if read_elsewhere(pack, &pair.apart) => Grounds::ReadElsewhere,
        false => Grounds::BarredOtherwiseToo { grade: grade.clone() },
    };
    Claim::new(property, grounds)
}

/// Whether what is not gone through reads any of these facts: what signals mean, and what a person can afford.
fn read_elsewhere(pack: &Pack, apart: &[FieldIndex]) -> bool {
    let compiled = pack.compiled();
    let signals = compiled.fraud.iter().flat_map(|fraud| {
        let rules = fraud.rules.iter().flat_map(|rule| rule.when.fields());
        let fields = rules.chain(fraud.models.iter().flat_map(|model| model.features.iter().copied()));
        let behind = fields.filter_map(|field| field.get().checked_sub(CATALOGUE.len()));
        behind.filter_map(|place| fraud.facts.get(place).copied())
    });
    let credit = compiled.credit.iter().flat_map(|credit| &credit.evidence);
    let risk = compiled.risk.iter().flat_map(|risk| &risk.evidence);
    let evidence = credit.chain(risk).flat_map(|one| [Some(one.field), one.coverage.map(|(field, _)| field)]).flatten();
    signals.chain(evidence).any(|field| apart.contains(&field))
}

/// One way in which the condition may bar: what bars the one and nothing that bars the other.
struct Way {
    bars: Formula,
    passes: Formula,
    /// Classes of the one and of the other with which it is so, and what they come for.
    classes: Vec<(i64, i64, Errand)>,
}

/// What somebody comes for; the product counts where it is a purchase.
type Errand = (Purpose, Sheet);

/// The first answers, facts of both, and what they come for.
type End = (Path, Assignment, Errand);

impl Way {
    fn errand(&self, classes: &[i64]) -> Option<Errand> {
        let [one, other] = classes else { return None };
        let found = self.classes.iter().find(|(a, b, _)| a == one && b == other);
        found.map(|(_, _, errand)| *errand)
    }
}

/// Two people who differ in the condition's facts alone.
struct Pair<'p> {
    symbolic: SymbolicPack<'p>,
    parts: Vec<ClassPart>,
    /// The facts in which they differ, with what is derived from them and what they are derived from.
    apart: Vec<FieldIndex>,
    meets: Formula,
    does_not: Formula,
    ways: Vec<Way>,
}

impl<'p> Pair<'p> {
    fn of(pack: &'p Pack, when: &Condition, errands: &[Errand]) -> Self {
        let apart = apart(pack, when);
        let layout = &pack.compiled().layout;
        let names = apart.iter().filter_map(|field| layout.person.name_of(*field).cloned()).collect();
        let mut symbolic = SymbolicPack::beside_itself(pack, names);
        let parts = [MEETS, OTHER].map(|one| ClassPart::of(&mut symbolic, one)).to_vec();
        let meets = symbolic.condition(MEETS, when);
        let met = symbolic.condition(OTHER, when);
        let does_not = symbolic.formulas.negate(met);
        let mut ways: Vec<Way> = Vec::new();
        let classes: Vec<i64> = (0..pack.compiled().classes.len()).map(|n| number_of(ClassIndex::new(n))).collect();
        for errand in errands {
            for one in core::iter::once(NONE).chain(classes.iter().copied()) {
                let bars = bars(&mut symbolic, pack, one, *errand);
                for other in &classes {
                    let passes = passes(&mut symbolic, pack, *other, *errand);
                    if bars == FALSE || passes == FALSE {
                        continue;
                    }
                    match ways.iter_mut().find(|way| way.bars == bars && way.passes == passes) {
                        Some(way) => way.classes.push((one, *other, *errand)),
                        None => ways.push(Way { bars, passes, classes: vec![(one, *other, *errand)] }),
                    }
                }
            }
        }
        symbolic.settle();
        Self { symbolic, parts, apart, meets, does_not, ways }
    }

    fn found(&mut self, way: &Way) -> Result<Option<End>, TooWide> {
        let SymbolicPack { formulas, choices, facts, .. } = &mut self.symbolic;
        let required = vec![self.meets, self.does_not, way.bars, way.passes];
        let order = ClassPart::order(&self.parts, formulas, choices, &required);
        let machine = ClassMachine::new(formulas, self.parts.clone(), choices, &order);
        let mut machine = machine.requiring(required);
        let (steps, last) = layers(&mut machine, choices, &order)?;
        let mut results = Vec::with_capacity(last.len());
        for state in &last {
            let ends = machine.classes(state, facts)?;
            results.push(ends.into_iter().find_map(|(facts, classes)| Some((facts, way.errand(&classes)?))));
        }
        let wanted: Vec<bool> = results.iter().map(Option::is_some).collect();
        let found = first_path(steps, &order, &wanted);
        Ok(found.and_then(|(path, end)| results.get(end)?.clone().map(|(facts, errand)| (path, facts, errand))))
    }

    /// The one who is barred, if the engine bars them, and lets the other through.
    fn confirmed(&self, pack: &Pack, errand: Errand, path: &Path, facts: &Assignment) -> Option<Applicant> {
        let (purpose, product) = (errand.0, sheet(pack, errand.1)?);
        let (one, other) = (self.facts_of(MEETS, facts), self.facts_of(OTHER, facts));
        EVIDENCE.into_iter().find_map(|evidence| {
            let so = |facts: &Assignment| self.screened(path, facts, evidence, purpose, &product);
            let barred = so(&one)?;
            let passes = so(&other)?.outcome <= Outcome::ProceedAfter;
            (passes && barred.outcome > Outcome::ProceedAfter).then_some(barred)
        })
    }

    fn screened(
        &self,
        path: &Path,
        facts: &Assignment,
        evidence: Evidence,
        purpose: Purpose,
        product: &Bought,
    ) -> Option<Applicant> {
        let product = (purpose == Purpose::Purchase).then_some(product);
        let parts = Parts { pack: 0, path: Some(path), facts, evidence, purpose, product, on_file: None };
        applicant(&self.symbolic, &parts).map(|(applicant, _)| applicant)
    }

    /// What one of the two has.
    fn facts_of(&self, who: usize, facts: &Assignment) -> Assignment {
        let own = |(fact, _): &&(usize, Option<_>)| {
            let field = self.symbolic.facts.fields.get(*fact);
            field.is_some_and(|field| field.pack == who || !self.apart.contains(&field.field))
        };
        facts.iter().filter(own).copied().collect()
    }
}

/// The facts that a condition reads, what those are derived from, and what is derived from any of them.
fn apart(pack: &Pack, when: &Condition) -> Vec<FieldIndex> {
    let compiled = pack.compiled();
    let mut apart: Vec<FieldIndex> = when.fields().collect();
    let operands = |field: FieldIndex| match compiled.layout.role(field) {
        Role::Fact(fact) => {
            fact.of(&compiled.facts).and_then(|fact| fact.derivation.as_ref()).map(Derivation::operands)
        }
        Role::Item(_) | Role::Marks | Role::Product(_) => None,
    };
    let read: Vec<FieldIndex> = apart.iter().filter_map(|field| operands(*field)).flatten().collect();
    apart.extend(read);
    let facts = pack.document().facts.iter().enumerate();
    let fields: Vec<FieldIndex> =
        facts.map(|(n, _)| compiled.layout.fact(prescreen::terms::FactIndex::new(n))).collect();
    for field in fields {
        let follows = operands(field).is_some_and(|operands| operands.iter().any(|operand| apart.contains(operand)));
        if follows && !apart.contains(&field) {
            apart.push(field);
        }
    }
    apart
}

/// That a rule or a contradiction bars the one who meets the condition. Doubt is left aside: what is missing is missing
/// for both.
fn bars(symbolic: &mut SymbolicPack<'_>, pack: &Pack, class: i64, (purpose, sheet): Errand) -> Formula {
    let mut parts = Vec::new();
    for contradiction in &pack.compiled().contradictions {
        if matches!(contradiction.severity(true), Severity::Refer | Severity::Block) {
            parts.push(symbolic.condition(MEETS, &contradiction.when));
        }
    }
    let Ok(class) = usize::try_from(class).map(ClassIndex::new) else { return symbolic.formulas.any(parts) };
    for rule in rules(pack, purpose).filter(|rule| bars_by(rule.outcome)) {
        let (when, lifts) = clauses(symbolic, MEETS, rule, class, sheet);
        let stays = symbolic.formulas.negate(lifts);
        parts.push(symbolic.formulas.all([when, stays]));
    }
    symbolic.formulas.any(parts)
}

/// That nothing bars the other, in doubt neither.
fn passes(symbolic: &mut SymbolicPack<'_>, pack: &Pack, class: i64, (purpose, sheet): Errand) -> Formula {
    let Ok(class) = usize::try_from(class).map(ClassIndex::new) else { return FALSE };
    let mut parts = Vec::new();
    for rule in rules(pack, purpose).filter(|rule| bars_by(rule.outcome) || bars_by(rule.if_unknown)) {
        let (when, lifts) = clauses(symbolic, OTHER, rule, class, sheet);
        let free = if bars_by(rule.outcome) { symbolic.formulas.negate(when) } else { known(symbolic, when) };
        parts.push(symbolic.formulas.any([free, lifts]));
    }
    for contradiction in pack.compiled().contradictions.iter().filter(|one| one.then != Severity::Note) {
        let when = symbolic.condition(OTHER, &contradiction.when);
        let refers = contradiction.severity(true) == Severity::Refer;
        parts.push(if refers { symbolic.formulas.negate(when) } else { known(symbolic, when) });
    }
    symbolic.formulas.all(parts)
}

/// The rules that are asked of somebody who comes for this.
fn rules(pack: &Pack, purpose: Purpose) -> impl Iterator<Item = &RuleTable> {
    let matching = pack.compiled().rules.iter().filter(move |_| purpose == Purpose::Purchase);
    pack.compiled().eligibility.iter().chain(matching).filter(move |rule| rule.applies(purpose))
}

fn bars_by(outcome: Outcome) -> bool {
    outcome > Outcome::ProceedAfter
}

/// That a condition is not in doubt.
fn known(symbolic: &mut SymbolicPack<'_>, when: Formula) -> Formula {
    let otherwise = symbolic.formulas.negate(when);
    symbolic.formulas.any([when, otherwise])
}

/// A rule's condition, and what lifts it.
fn clauses(
    symbolic: &mut SymbolicPack<'_>,
    who: usize,
    rule: &RuleTable,
    class: ClassIndex,
    sheet: Sheet,
) -> (Formula, Formula) {
    let when = about(symbolic, who, rule.when.node(), class, sheet);
    let Some((unless, tier)) = &rule.unless else { return (when, FALSE) };
    let unless = tiers::at_best(symbolic, unless.node(), *tier);
    let lifts = about(symbolic, who, &unless, class, sheet);
    (when, tiers::facts(symbolic, lifts, *tier))
}
