//! Promises about purchases: who meets a condition never buys above a grade, steps included.
//!
//! Goes through every product sheet that the rules tell apart, with the answers that gave the class and
//! with a class on file. What may open a purchase is taken at its best; the engine has the last word.

use crate::assessment::Outcome;
use crate::condition::{Node, Test, Truth, Value};
use crate::id::Id;
use crate::json::Entries;
use crate::pack::Pack;
use crate::pack::compile::{Clauses, bit};
use crate::pack::fields::ProductField;
use crate::pack::schema::{Fallback, Rule, Severity};
use crate::session::{ProductSheet, Purpose};

use super::classes::{ClassMachine, ClassPart};
use super::formula::{FALSE, Formula, TRUE};
use super::model::Model;
use super::promises::{Found, somebody};
use super::regions::Assignment;
use super::report::{Claim, Verdict};
use super::walk::{Path, count};
use super::witness::{Applicant, Parts, applicant};

/// Most tags that rules may read, for every set of them to be gone through.
const MAX_TAGS: usize = 8;

/// A product sheet, as far as rules tell sheets apart.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    grade: usize,
    kind: usize,
    term: usize,
    tags: u64,
}

/// What a purchase needs: conditions that hold, for a class and a sheet.
#[derive(Debug, Clone)]
pub struct Way {
    class: usize,
    sheet: Sheet,
    needs: Vec<Formula>,
    /// What it needs besides where the answers are given: no contradiction that stops.
    with_answers: Vec<Formula>,
}

/// Every sheet above a grade that the rules tell apart; none when there are too many.
fn sheets(pack: &Pack, above: usize) -> Option<Vec<Sheet>> {
    let matching = &pack.document().matching;
    let read = tags_read(pack);
    if read.len() > MAX_TAGS {
        return None;
    }
    let mut tags = vec![0_u64];
    for tag in read {
        let with: Vec<u64> = tags.iter().map(|tags| tags | bit(tag)).collect();
        tags.extend(with);
    }
    let mut sheets = Vec::new();
    for grade in above.saturating_add(1)..matching.grades.len() {
        for kind in 0..matching.types.len() {
            for term in 0..matching.terms.len() {
                sheets.extend(tags.iter().map(|tags| Sheet { grade, kind, term, tags: *tags }));
            }
        }
    }
    Some(sheets)
}

/// The tags that rules, not gates, read: a gate bars, so a product without its tag is bought more easily.
fn tags_read(pack: &Pack) -> Vec<usize> {
    let field = pack.compiled().layout.product_field(ProductField::Tags);
    let mut bits = 0;
    for clauses in &pack.compiled().rules {
        for condition in core::iter::once(&clauses.when).chain(&clauses.unless) {
            tested(condition.node(), field, &mut bits);
        }
    }
    (0..pack.document().matching.tags.len()).filter(|n| bits & bit(*n) != 0).collect()
}

fn tested(node: &Node, field: usize, bits: &mut u64) {
    match node {
        Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| tested(part, field, bits)),
        Node::Not(part) => tested(part, field, bits),
        Node::Test(at, Test::HasAny(tags) | Test::HasAll(tags)) if *at == field => *bits |= tags,
        // How many tags there are: every tag counts.
        Node::Test(at, Test::Size(..)) if *at == field => *bits = u64::MAX,
        Node::Test(..) | Node::Exists(_) => {}
    }
}

/// The ways to buy above a grade, for every class; before the model settles. None when there are too many.
pub fn ways(model: &mut Model<'_>, above: usize) -> Option<Vec<Way>> {
    let pack = model.packs.first().copied()?;
    let compiled = pack.compiled();
    let document = pack.document();
    let sheets = sheets(pack, above)?;
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

/// A condition over a person's and a product's fields, for one class and sheet.
fn about(model: &mut Model<'_>, node: &Node, class: usize, sheet: Sheet) -> Formula {
    match node {
        Node::All(parts) => {
            let parts: Vec<Formula> = parts.iter().map(|part| about(model, part, class, sheet)).collect();
            model.formulas.all(parts)
        }
        Node::Any(parts) => {
            let parts: Vec<Formula> = parts.iter().map(|part| about(model, part, class, sheet)).collect();
            model.formulas.any(parts)
        }
        Node::Not(part) => {
            let part = about(model, part, class, sheet);
            model.formulas.negate(part)
        }
        Node::Exists(field) | Node::Test(field, _) => match of_product(model, *field, class, sheet) {
            None => model.node(0, node),
            Some(Of::Formula(formula)) => match node {
                Node::Test(_, Test::Is(false)) => model.formulas.negate(formula),
                Node::Test(..) => formula,
                _ => TRUE,
            },
            Some(Of::Value(value)) => match node {
                Node::Test(_, test) if test.eval(value) == Truth::True => TRUE,
                Node::Test(..) => FALSE,
                _ => TRUE,
            },
            // Without a table of fits nothing fits or does not fit: unknown.
            Some(Of::Nothing) => match node {
                Node::Test(..) => model.formulas.fact(usize::MAX, false),
                _ => FALSE,
            },
        },
    }
}

/// A field of the product: its value, what it depends on, or nothing.
enum Of {
    Value(Value),
    Formula(Formula),
    Nothing,
}

fn of_product(model: &mut Model<'_>, field: usize, class: usize, sheet: Sheet) -> Option<Of> {
    let pack = model.packs.first().copied()?;
    let compiled = pack.compiled();
    let is = |wanted: ProductField| compiled.layout.product_field(wanted) == field;
    let choice = |n: usize| Of::Value(Value::Choice(u16::try_from(n).unwrap_or(u16::MAX)));
    Some(if is(ProductField::Class) {
        choice(class)
    } else if is(ProductField::Grade) {
        choice(sheet.grade)
    } else if is(ProductField::Type) {
        choice(sheet.kind)
    } else if is(ProductField::Term) {
        choice(sheet.term)
    } else if is(ProductField::Tags) {
        Of::Value(Value::Set { has: sheet.tags, open: 0 })
    } else if is(ProductField::GradeFits) {
        Of::Value(Value::Boolean(compiled.reach.get(class).is_some_and(|reach| sheet.grade <= *reach)))
    } else if is(ProductField::TermFits) {
        compiled.term.as_ref().map_or(Of::Nothing, |table| Of::Formula(model.fits(0, table, sheet.term)))
    } else if is(ProductField::TypeFits) {
        compiled.kind.as_ref().map_or(Of::Nothing, |table| Of::Formula(model.fits(0, table, sheet.kind)))
    } else {
        return None;
    })
}

/// The claim that who meets the condition never buys above the grade.
pub fn grade_at_most(
    model: &mut Model<'_>,
    part: &ClassPart,
    when: Formula,
    ways: Option<&[Way]>,
    (id, says): (String, String),
    grade: &Id,
) -> Claim {
    let claim = |verdict, because: String, counterexample| Claim { id, says, verdict, because, counterexample };
    let Some(ways) = ways else {
        return claim(Verdict::NotProved, "the rules read too many tags".into(), None);
    };
    let Some(reached) = reached(model, part, when) else {
        return claim(Verdict::NotProved, "there are more states than are walked".into(), None);
    };
    if reached.is_empty() && matches!(somebody(model, None, &[when], i64::MIN), Found::Nobody) {
        return claim(Verdict::Vacuous, "nobody meets the condition".into(), None);
    }
    let mut open = false;
    for way in ways.iter().filter(|way| reached.contains(&way.class)) {
        for found in [with_answers(model, part, when, way), on_file(model, way)] {
            match found {
                Tried::Nobody => {}
                Tried::Bought(applicant) => {
                    let because = format!("this purchase above {grade} is not stopped");
                    return claim(Verdict::Refuted, because, Some(*applicant));
                }
                Tried::Open => open = true,
            }
        }
    }
    if open {
        return claim(Verdict::NotProved, "there may be a purchase that the engine does not repeat".into(), None);
    }
    claim(Verdict::Proved, format!("every purchase above {grade} is stopped, with answers or a class on file"), None)
}

/// The classes that somebody who meets the condition reaches; none when it cannot be said.
fn reached(model: &mut Model<'_>, part: &ClassPart, when: Formula) -> Option<Vec<usize>> {
    let order: Vec<usize> = (0..model.choices.len()).collect();
    let (choices, facts) = (&model.choices, &model.facts);
    let machine = ClassMachine::new(&mut model.formulas, vec![part.clone()], choices, &order);
    let mut machine = machine.requiring(vec![when]);
    let counted = count(&mut machine, choices, &order).ok()?;
    let mut reached = Vec::new();
    for (state, _) in &counted.ends {
        for (_, classes) in machine.classes(state, facts).ok()? {
            reached.extend(classes.first().and_then(|class| usize::try_from(*class).ok()));
        }
        reached.sort_unstable();
        reached.dedup();
    }
    Some(reached)
}

enum Tried {
    Nobody,
    Bought(Box<Applicant>),
    Open,
}

/// With the answers that meet the condition and give the class.
fn with_answers(model: &mut Model<'_>, part: &ClassPart, when: Formula, way: &Way) -> Tried {
    let needs: Vec<Formula> = way.needs.iter().chain(&way.with_answers).copied().chain([when]).collect();
    let class = i64::try_from(way.class).unwrap_or(i64::MAX);
    match somebody(model, Some(part), &needs, class.saturating_sub(1)) {
        Found::Somebody(path, facts, reached) if reached == class => bought(model, way, &path, &facts, None),
        // A higher class has ways of its own.
        Found::Somebody(..) | Found::Nobody => Tried::Nobody,
        Found::Open => Tried::Open,
    }
}

/// With the class on file, whatever is answered today.
fn on_file(model: &mut Model<'_>, way: &Way) -> Tried {
    let class = model.packs.first().and_then(|pack| pack.document().classes.list.get(way.class)).cloned();
    match somebody(model, None, &way.needs, i64::MIN) {
        Found::Somebody(path, facts, _) => bought(model, way, &path, &facts, class),
        Found::Nobody => Tried::Nobody,
        Found::Open => Tried::Open,
    }
}

/// What the engine says of the purchase.
fn bought(model: &Model<'_>, way: &Way, path: &Path, facts: &Assignment, on_file: Option<Id>) -> Tried {
    let Some(pack) = model.packs.first() else { return Tried::Open };
    let product = sheet(pack, way.sheet);
    let parts = Parts { pack: 0, path: Some(path), facts, purpose: Purpose::Purchase, product, on_file };
    match applicant(model, &parts) {
        Some((applicant, _)) if applicant.outcome <= Outcome::ProceedAfter => Tried::Bought(Box::new(applicant)),
        _ => Tried::Open,
    }
}

fn sheet(pack: &Pack, sheet: Sheet) -> Option<ProductSheet> {
    let matching = &pack.document().matching;
    let grade = matching.grades.get(sheet.grade)?;
    Some(ProductSheet {
        id: Id::of_parts("product"),
        name: Entries::default(),
        issuer_grade: grade.clone(),
        seller_grade: grade.clone(),
        kind: matching.types.get(sheet.kind)?.clone(),
        term: matching.terms.get(sheet.term)?.clone(),
        tags: matching
            .tags
            .iter()
            .enumerate()
            .filter(|(n, _)| sheet.tags & bit(*n) != 0)
            .map(|(_, tag)| tag.clone())
            .collect(),
    })
}
