//! Ways to buy: what has to hold of a person of some class for a product not to be barred.

use crate::formula::{FALSE, Formula, TRUE};
use crate::model::Model;
use prescreen::pack::compile::Clauses;
use prescreen::pack::schema::{Fallback, Rule, Severity};
use prescreen::terms::{Outcome, Purpose};

use super::about::about;
use super::sheets::{Sheet, sheets};

/// What a purchase needs: conditions that hold, for a class and a sheet.
#[derive(Debug, Clone)]
pub struct Way {
    /// The class that buys.
    pub class: usize,
    /// What it buys.
    pub sheet: Sheet,
    /// What has to hold.
    pub needs: Vec<Formula>,
    /// What it needs besides where the answers are given: no contradiction that stops.
    pub with_answers: Vec<Formula>,
}

/// The ways to buy above a grade, for every class; before the model settles. None when there are too many.
pub fn ways(model: &mut Model<'_>, above: usize) -> Option<Vec<Way>> {
    let pack = model.packs.first().copied()?;
    let compiled = pack.compiled();
    let document = pack.document();
    let sheets = sheets(pack, above.saturating_add(1))?;
    let mut with_answers = Vec::new();
    for (contradiction, (when, _)) in document.contradictions.iter().zip(&compiled.contradictions) {
        if matches!(contradiction.kept.unwrap_or(contradiction.then), Severity::Refer | Severity::Block) {
            let when = model.condition(0, when);
            with_answers.push(model.formulas.negate(when));
        }
    }
    let mut ways: Vec<Way> = Vec::new();
    for class in 0..document.classes.list.len() {
        for sheet in &sheets {
            let mut needs = Vec::new();
            let rules = document.matching.rules.iter().zip(&compiled.rules);
            for (rule, clauses) in document.eligibility.iter().zip(&compiled.eligibility).chain(rules) {
                needs.push(passes(model, rule, clauses, class, *sheet));
            }
            needs.retain(|need| *need != TRUE);
            needs.sort_unstable();
            needs.dedup();
            let known = ways.iter().any(|way| way.class == class && way.needs == needs);
            if !known && !needs.contains(&FALSE) {
                ways.push(Way { class, sheet: *sheet, needs, with_answers: with_answers.clone() });
            }
        }
    }
    Some(ways)
}

/// What keeps a rule from barring.
fn passes(model: &mut Model<'_>, rule: &Rule, clauses: &Clauses, class: usize, sheet: Sheet) -> Formula {
    let bars = |outcome: Outcome| outcome > Outcome::ProceedAfter;
    let applies = rule.purposes.is_empty() || rule.purposes.contains(&Purpose::Purchase);
    let in_doubt = rule.if_unknown.as_ref().is_none_or(|Fallback { outcome, .. }| bars(*outcome));
    // A rule that bars on true only, or in doubt only, is left to the engine.
    if !applies || !bars(rule.outcome) || !in_doubt {
        return TRUE;
    }
    let when = about(model, clauses.when.node(), class, sheet);
    let mut parts = vec![model.formulas.negate(when)];
    if let Some(unless) = &clauses.unless {
        parts.push(about(model, unless.node(), class, sheet));
    }
    model.formulas.any(parts)
}
