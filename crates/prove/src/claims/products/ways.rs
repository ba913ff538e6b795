//! Ways to buy: what has to hold of a person of some class for a product not to be barred.

use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::{FALSE, Formula, TRUE};
use crate::symbolic::tiers;
use prescreen::pack::compile::RuleTable;
use prescreen::pack::schema::Severity;
use prescreen::terms::sorted::each_once;
use prescreen::terms::{ClassIndex, GradeIndex, Outcome, Purpose};

use super::about::about;
use super::sheets::{Sheet, sheets};

/// What a purchase needs: conditions that hold, for a class and a sheet.
#[derive(Debug, Clone)]
pub struct Way {
    /// The class that buys.
    pub class: ClassIndex,
    /// What it buys.
    pub sheet: Sheet,
    /// What has to hold.
    pub needs: Vec<Formula>,
    /// What it needs besides where the answers are given: no contradiction that stops.
    pub with_answers: Vec<Formula>,
}

/// The ways to buy above a grade, for every class; before the symbolic pack settles. None when there are too many.
pub fn ways(symbolic: &mut SymbolicPack<'_>, above: GradeIndex) -> Option<Vec<Way>> {
    let compiled = symbolic.packs.first().copied()?.compiled();
    let sheets = sheets(symbolic.packs.first().copied()?, GradeIndex::new(above.get().saturating_add(1)))?;
    let mut with_answers = Vec::new();
    for contradiction in &compiled.contradictions {
        if matches!(contradiction.severity(true), Severity::Refer | Severity::Block) {
            let when = symbolic.condition(0, &contradiction.when);
            with_answers.push(symbolic.formulas.negate(when));
        }
    }
    let mut ways: Vec<Way> = Vec::new();
    for class in (0..compiled.classes.len()).map(ClassIndex::new) {
        for sheet in &sheets {
            let mut needs = Vec::new();
            for rule in compiled.eligibility.iter().chain(&compiled.rules) {
                needs.push(passes(symbolic, rule, class, *sheet));
            }
            needs.retain(|need| *need != TRUE);
            each_once(&mut needs);
            let known = ways.iter().any(|way| way.class == class && way.needs == needs);
            if !known && !needs.contains(&FALSE) {
                ways.push(Way { class, sheet: *sheet, needs, with_answers: with_answers.clone() });
            }
        }
    }
    Some(ways)
}

/// What keeps a rule from barring.
fn passes(symbolic: &mut SymbolicPack<'_>, rule: &RuleTable, class: ClassIndex, sheet: Sheet) -> Formula {
    let bars = |outcome: Outcome| outcome > Outcome::ProceedAfter;
    // A rule that bars on true only, or in doubt only, is left to the engine.
    if !rule.applies(Purpose::Purchase) || !bars(rule.outcome) || !bars(rule.if_unknown) {
        return TRUE;
    }
    let when = about(symbolic, 0, rule.when.node(), class, sheet);
    let mut parts = vec![symbolic.formulas.negate(when)];
    if let Some((unless, tier)) = &rule.unless {
        let unless = tiers::at_best(symbolic, unless.node(), *tier);
        let lifts = about(symbolic, 0, &unless, class, sheet);
        parts.push(tiers::facts(symbolic, lifts, *tier));
    }
    symbolic.formulas.any(parts)
}
