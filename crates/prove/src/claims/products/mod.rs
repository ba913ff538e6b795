//! Promises about purchases: who meets a condition never buys above a grade, steps included.
//!
//! Goes through every product sheet that the rules tell apart, with the answers that gave the class and
//! with a class on file. What may open a purchase is taken at its best; the engine has the last word.

mod about;
mod sheets;
mod ways;

use std::borrow::Cow;

use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::RuleTable;
use prescreen::terms::sorted::each_once;
use prescreen::terms::{ClassIndex, GradeIndex, OptionSet, Outcome, Purpose, Tier};

use crate::claims::claim::{Claim, Grounds};
use crate::claims::missing::{OnFile, OnUnknown};
use crate::claims::promises::{Found, somebody};
use crate::claims::property::Property;
use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::Formula;
use crate::symbolic::regions::Assignment;
use crate::symbolic::tiers;
use crate::walk::classes::{ClassMachine, ClassPart};
use crate::walk::{Path, count};
use crate::witness::{Applicant, EVIDENCE, Parts, applicant};

pub use about::about;
pub use sheets::{Sheet, sheet, sheets};
pub use ways::{Way, ways};

/// What rules of matching ask of a person, for each class and sheet, and what each does in doubt.
pub fn restricting(symbolic: &mut SymbolicPack<'_>, pack: &Pack) -> Vec<(Property, Formula, OnUnknown)> {
    let mut found: Vec<(Property, Formula, OnUnknown)> = Vec::new();
    let sheets = sheets(pack, GradeIndex::new(0)).unwrap_or_default();
    for rule in &pack.compiled().rules {
        let unless =
            rule.unless.as_ref().map(|(unless, tier)| (tiers::without_answers(symbolic, unless.node(), *tier), *tier));
        let parts = [
            Some((Cow::Borrowed(rule.when.node()), Tier::Declared, false, OnUnknown::of(rule, pack))),
            unless.map(|(unless, tier)| (unless, tier, true, OnUnknown::Opens)),
        ];
        for (condition, tier, unless, on_unknown) in parts.into_iter().flatten() {
            let mut all = Vec::new();
            for class in (0..pack.compiled().classes.len()).map(ClassIndex::new) {
                for sheet in &sheets {
                    let formula = about(symbolic, 0, &condition, class, *sheet);
                    all.push(tiers::facts(symbolic, formula, tier));
                }
            }
            each_once(&mut all);
            all.retain(|formula| symbolic.formulas.reads_facts(*formula));
            let property = Property::MissingNeverHelps { id: rule.id.clone(), unless };
            found.extend(all.into_iter().map(|formula| (property.clone(), formula, on_unknown)));
        }
    }
    found
}

/// What rules and gates ask of somebody who buys with a class on file, where that reads answers.
pub fn on_file_asks(symbolic: &mut SymbolicPack<'_>, pack: &Pack) -> Vec<OnFile> {
    let compiled = pack.compiled();
    let any = Sheet { grade: GradeIndex::new(0), kind: 0, term: 0, tags: OptionSet::EMPTY, earlier: None };
    let lowest = ClassIndex::new(0);
    let sheets = sheets(pack, GradeIndex::new(0)).unwrap_or_default();
    let classes = (0..compiled.classes.len()).map(ClassIndex::new);
    let bought: Vec<(ClassIndex, Sheet)> =
        classes.flat_map(|class| sheets.iter().map(move |sheet| (class, *sheet))).collect();
    let mut found: Vec<OnFile> = Vec::new();
    let mut add = |symbolic: &SymbolicPack<'_>, asked: OnFile| {
        let known = found.iter().any(|one| one.when == asked.when && one.property == asked.property);
        if !known && symbolic.formulas.reads_items(asked.when) {
            found.push(asked);
        }
    };
    // An eligibility rule reads nothing of the product.
    let eligibility = compiled.eligibility.iter().map(|rule| (rule, vec![(lowest, any)]));
    let matching = compiled.rules.iter().map(|rule| (rule, bought.clone()));
    for (rule, on) in eligibility.chain(matching).filter(|(rule, _)| rule.applies(Purpose::Purchase)) {
        let unless = rule.unless.as_ref().map(|(unless, tier)| (unless, *tier, true, OnUnknown::Opens));
        let when = (&rule.when, Tier::Declared, false, OnUnknown::of(rule, pack));
        for (condition, tier, unless, on_unknown) in core::iter::once(when).chain(unless) {
            let condition = tiers::without_answers(symbolic, condition.node(), tier);
            for (class, sheet) in &on {
                let when = about(symbolic, 0, &condition, *class, *sheet);
                let when = tiers::facts(symbolic, when, tier);
                let property = Property::MissingNeverHelps { id: rule.id.clone(), unless };
                add(symbolic, OnFile { property, when, on_unknown, class: *class, sheet: *sheet });
            }
        }
    }
    for gate in &compiled.gates {
        let when = tiers::condition(symbolic, gate.requires.node(), gate.tier);
        let property = Property::MissingNeverHelps { id: gate.id.clone(), unless: false };
        let sheet = Sheet { tags: gate.tags, ..any };
        add(symbolic, OnFile { property, when, on_unknown: OnUnknown::Opens, class: lowest, sheet });
    }
    found
}

/// What cannot be said of rules of matching where they read too many tags.
pub fn too_many_tags(pack: &Pack) -> Vec<Claim> {
    if sheets(pack, GradeIndex::new(0)).is_some() {
        return Vec::new();
    }
    let rules = pack.compiled().rules.iter();
    let parts = rules.flat_map(|rule| [Some((rule, false)), rule.unless.as_ref().map(|_| (rule, true))]).flatten();
    let property = |(rule, unless): (&RuleTable, bool)| Property::MissingNeverHelps { id: rule.id.clone(), unless };
    parts.map(|part| Claim::new(property(part), Grounds::TooManyTags)).collect()
}

/// The claim that who meets the condition never buys above the grade.
pub fn grade_at_most(
    symbolic: &mut SymbolicPack<'_>,
    part: &ClassPart,
    when: Formula,
    ways: Option<&[Way]>,
    property: Property,
    grade: &Id,
) -> Claim {
    let Some(ways) = ways else { return Claim::new(property, Grounds::TooManyTags) };
    let Some(reached) = reached(symbolic, part, when) else { return Claim::new(property, Grounds::TooManyStates) };
    if reached.is_empty() && matches!(somebody(symbolic, None, &[when], i64::MIN), Found::Nobody) {
        return Claim::new(property, Grounds::NobodyMeant);
    }
    let mut open = false;
    for way in ways.iter().filter(|way| reached.contains(&way.class)) {
        for found in [with_answers(symbolic, part, when, way), on_file(symbolic, way)] {
            match found {
                Tried::Nobody => {}
                Tried::Bought(applicant) => {
                    let grounds = Grounds::PurchaseNotStopped { grade: grade.clone() };
                    return Claim::new(property, grounds).shown_by(Some(*applicant));
                }
                Tried::Open => open = true,
            }
        }
    }
    let stopped = Grounds::PurchasesStopped { grade: grade.clone() };
    Claim::new(property, if open { Grounds::PurchaseNotRepeated } else { stopped })
}

/// The classes that somebody who meets the condition reaches; none when it cannot be said.
pub fn reached(symbolic: &mut SymbolicPack<'_>, part: &ClassPart, when: Formula) -> Option<Vec<ClassIndex>> {
    let parts = vec![part.clone()];
    let order = ClassPart::order(&parts, &mut symbolic.formulas, &symbolic.choices, &[when]);
    let (choices, facts) = (&symbolic.choices, &symbolic.facts);
    let machine = ClassMachine::new(&mut symbolic.formulas, parts, choices, &order);
    let mut machine = machine.requiring(vec![when]);
    let counted = count(&mut machine, choices, &order, |_, _, _| ()).ok()?;
    let mut reached = Vec::new();
    for (state, ()) in &counted.ends {
        for (_, classes) in machine.classes(state, facts).ok()? {
            let class = classes.first().and_then(|class| usize::try_from(*class).ok());
            reached.extend(class.map(ClassIndex::new));
        }
        each_once(&mut reached);
    }
    Some(reached)
}

/// How well a class on file may be evidenced: better than every rule asks, and worse.
const CLASS_EVIDENCE: [Tier; 2] = [Tier::Attested, Tier::Declared];

enum Tried {
    Nobody,
    Bought(Box<Applicant>),
    Open,
}

/// With the answers that meet the condition and give the class.
fn with_answers(symbolic: &mut SymbolicPack<'_>, part: &ClassPart, when: Formula, way: &Way) -> Tried {
    let needs: Vec<Formula> = way.needs.iter().chain(&way.with_answers).copied().chain([when]).collect();
    let class = i64::try_from(way.class.get()).unwrap_or(i64::MAX);
    match somebody(symbolic, Some(part), &needs, class.saturating_sub(1)) {
        Found::Somebody(path, facts, reached) if reached == class => bought(symbolic, way, &path, &facts, None),
        // A higher class has ways of its own.
        Found::Somebody(..) | Found::Nobody => Tried::Nobody,
        Found::Open => Tried::Open,
    }
}

/// With the class on file, whatever is answered today.
fn on_file(symbolic: &mut SymbolicPack<'_>, way: &Way) -> Tried {
    let class = symbolic.packs.first().and_then(|pack| pack.compiled().class(way.class)).cloned();
    match somebody(symbolic, None, &way.needs, i64::MIN) {
        Found::Somebody(path, facts, _) => bought(symbolic, way, &path, &facts, class),
        Found::Nobody => Tried::Nobody,
        Found::Open => Tried::Open,
    }
}

/// What the engine says of the purchase.
fn bought(symbolic: &SymbolicPack<'_>, way: &Way, path: &Path, facts: &Assignment, on_file: Option<Id>) -> Tried {
    let Some(pack) = symbolic.packs.first() else { return Tried::Open };
    let product = sheet(pack, way.sheet);
    // A fact may open at one tier, and at another not be there where its presence bars; so may the class on file.
    let each = EVIDENCE.into_iter().flat_map(|evidence| CLASS_EVIDENCE.map(|tier| (evidence, tier)));
    let each = each.filter(|(_, tier)| on_file.is_some() || *tier == Tier::Declared);
    let tried = each.filter_map(|(evidence, tier)| {
        let (product, purpose) = (product.as_ref(), Purpose::Purchase);
        let on_file = on_file.as_ref().map(|class| (class, tier));
        applicant(symbolic, &Parts { pack: 0, path: Some(path), facts, evidence, purpose, product, on_file })
    });
    let bought = tried.map(|(applicant, _)| applicant).find(|applicant| applicant.outcome <= Outcome::ProceedAfter);
    bought.map_or(Tried::Open, |applicant| Tried::Bought(Box::new(applicant)))
}
