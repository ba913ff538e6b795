//! Promises about a class: who meets a condition never comes above it.

use crate::id::Id;
use crate::session::Purpose;

use super::classes::{ClassMachine, ClassPart};
use super::formula::Formula;
use super::model::Model;
use super::regions::Assignment;
use super::report::{Claim, Verdict};
use super::walk::{Path, TooWide, first_path, layers};
use super::witness::{Applicant, Parts};

/// What came of looking for somebody.
pub enum Found {
    /// Nobody is there.
    Nobody,
    /// Somebody is.
    Somebody(Path, Assignment, i64),
    /// It could not be decided.
    Open,
}

/// Somebody who meets conditions and comes above a class of the part; without a part, somebody who meets them.
pub fn somebody(model: &mut Model<'_>, part: Option<&ClassPart>, when: &[Formula], above: i64) -> Found {
    let order: Vec<usize> = (0..model.choices.len()).collect();
    let parts: Vec<ClassPart> = part.into_iter().cloned().collect();
    let (choices, facts) = (&model.choices, &model.facts);
    let mut machine =
        ClassMachine::new(&mut model.formulas, parts, choices, &order).requiring(when.to_vec()).above(above);
    let met = |ends: Result<Vec<(Assignment, Vec<i64>)>, TooWide>| -> Result<Option<(Assignment, i64)>, TooWide> {
        let beyond = |(_, classes): &(Assignment, Vec<i64>)| classes.first().is_none_or(|class| *class > above);
        Ok(ends?.into_iter().find(beyond).map(|(facts, classes)| (facts, classes.first().copied().unwrap_or(above))))
    };
    let ends = match ends(&mut machine, choices, |machine, state| met(machine.classes(state, facts))) {
        Ok(ends) => ends,
        Err(TooWide) => return Found::Open,
    };
    match ends {
        None => Found::Nobody,
        Some((path, (facts, class))) => Found::Somebody(path, facts, class),
    }
}

type End = (Assignment, i64);

/// The first path to a final state in which `met` finds something, with what it finds.
fn ends(
    machine: &mut ClassMachine<'_>,
    choices: &[Vec<super::choices::Choice>],
    met: impl Fn(&ClassMachine<'_>, &[i64]) -> Result<Option<End>, TooWide>,
) -> Result<Option<(Path, End)>, TooWide> {
    // Whether a state is wanted is asked when the walk is over, with all states at hand.
    let (way, last) = layers(machine, choices)?;
    let mut results = Vec::with_capacity(last.len());
    for state in &last {
        results.push(met(machine, state)?);
    }
    let wanted: Vec<bool> = results.iter().map(Option::is_some).collect();
    Ok(first_path(&way, wanted).and_then(|(path, end)| Some((path, results.get(end)?.clone()?))))
}

/// The claim that who meets the condition never comes above the class.
pub fn class_at_most(
    model: &mut Model<'_>,
    part: &ClassPart,
    when: Formula,
    (id, says): (String, String),
    highest: (i64, &Id),
) -> Claim {
    let claim = |verdict, because: String, counterexample| Claim { id, says, verdict, because, counterexample };
    match somebody(model, Some(part), &[when], highest.0) {
        Found::Open => claim(Verdict::NotProved, "there are more states than are walked".into(), None),
        Found::Nobody => match somebody(model, None, &[when], i64::MIN) {
            Found::Nobody => claim(Verdict::Vacuous, "nobody meets the condition".into(), None),
            _ => claim(Verdict::Proved, format!("no answers that meet it come above {}", highest.1), None),
        },
        Found::Somebody(path, facts, _) => match confirmed(model, &path, &facts, highest.0) {
            Some(applicant) => {
                let class = applicant.class.as_ref().map(ToString::to_string).unwrap_or_default();
                claim(Verdict::Refuted, format!("these answers come to {class}"), Some(applicant))
            }
            None => claim(Verdict::NotProved, "facts that depend on one another are taken apart here, and the engine does not repeat the counterexample".into(), None),
        },
    }
}

/// The applicant, if the engine gives a class above this one.
fn confirmed(model: &Model<'_>, path: &Path, facts: &Assignment, above: i64) -> Option<Applicant> {
    let parts =
        Parts { pack: 0, path: Some(path), facts, purpose: Purpose::AccountOpening, product: None, on_file: None };
    let (applicant, _) = super::witness::applicant(model, &parts)?;
    let class = model.packs.first()?.document().class(applicant.class.as_ref()?)?;
    (i64::try_from(class).ok()? > above).then_some(applicant)
}
