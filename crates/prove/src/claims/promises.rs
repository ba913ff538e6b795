//! Promises about a class: who meets a condition never comes above it.

use prescreen::id::Id;
use prescreen::terms::Purpose;

use crate::claims::claim::{Claim, Grounds};
use crate::claims::property::Property;
use crate::symbolic::SymbolicPack;
use crate::symbolic::choices::Choice;
use crate::symbolic::formula::{Formula, Formulas};
use crate::symbolic::regions::{Assignment, FactRegions};
use crate::walk::classes::{ClassMachine, ClassPart};
use crate::walk::measure::number_of;
use crate::walk::{Path, TooWide, first_path, layers};
use crate::witness::{Applicant, PLAIN, Parts};

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
pub fn somebody(symbolic: &mut SymbolicPack<'_>, part: Option<&ClassPart>, when: &[Formula], above: i64) -> Found {
    let SymbolicPack { formulas, choices, facts, .. } = symbolic;
    match (Wanted { part, when, above, facts }).first(formulas, choices) {
        Ok(None) => Found::Nobody,
        Ok(Some((path, (facts, class)))) => Found::Somebody(path, facts, class),
        Err(TooWide) => Found::Open,
    }
}

/// Facts, and the class that they give.
type End = (Assignment, i64);

/// Who is looked for.
struct Wanted<'w> {
    part: Option<&'w ClassPart>,
    when: &'w [Formula],
    above: i64,
    facts: &'w FactRegions,
}

impl Wanted<'_> {
    fn met(&self, machine: &ClassMachine<'_>, state: &[i64]) -> Result<Option<End>, TooWide> {
        let ends = machine.classes(state, self.facts)?.into_iter();
        let mut ends = ends.map(|(facts, classes)| (facts, classes.first().copied()));
        let found = ends.find(|(_, class)| class.is_none_or(|class| class > self.above));
        Ok(found.map(|(facts, class)| (facts, class.unwrap_or(self.above))))
    }

    /// The first path to a final state with somebody, and the facts and class.
    fn first(&self, formulas: &mut Formulas, items: &[Vec<Choice>]) -> Result<Option<(Path, End)>, TooWide> {
        let parts: Vec<ClassPart> = self.part.into_iter().cloned().collect();
        let order = ClassPart::order(&parts, formulas, items, self.when);
        let machine = ClassMachine::new(formulas, parts, items, &order);
        let mut machine = machine.requiring(self.when.to_vec()).above(self.above);
        // Whether a state is wanted is asked when the walk is over, with all states at hand.
        let (way, last) = layers(&mut machine, items, &order)?;
        let mut results = Vec::with_capacity(last.len());
        for state in &last {
            results.push(self.met(&machine, state)?);
        }
        let wanted: Vec<bool> = results.iter().map(Option::is_some).collect();
        Ok(first_path(way, &order, &wanted).and_then(|(path, end)| Some((path, results.get(end)?.clone()?))))
    }
}

/// The claim that who meets the condition never comes above the class.
pub fn class_at_most(
    symbolic: &mut SymbolicPack<'_>,
    part: &ClassPart,
    when: Formula,
    property: Property,
    highest: (i64, &Id),
) -> Claim {
    match somebody(symbolic, Some(part), &[when], highest.0) {
        Found::Open => Claim::new(property, Grounds::TooManyStates),
        Found::Nobody => match somebody(symbolic, None, &[when], i64::MIN) {
            Found::Nobody => Claim::new(property, Grounds::NobodyMeant),
            _ => Claim::new(property, Grounds::NoneAbove { class: highest.1.clone() }),
        },
        Found::Somebody(path, facts, _) => match confirmed(symbolic, &path, &facts, highest.0) {
            Some((class, applicant)) => Claim::new(property, Grounds::ComesTo { class }).shown_by(Some(applicant)),
            None => Claim::new(property, Grounds::NotRepeated),
        },
    }
}

/// The class and the applicant, if the engine gives a class above this one.
fn confirmed(symbolic: &SymbolicPack<'_>, path: &Path, facts: &Assignment, above: i64) -> Option<(Id, Applicant)> {
    let (evidence, purpose) = (PLAIN, Purpose::AccountOpening);
    let parts = Parts { pack: 0, path: Some(path), facts, evidence, purpose, product: None, on_file: None };
    let (applicant, _) = crate::witness::applicant(symbolic, &parts)?;
    let id = applicant.class.clone()?;
    let class = symbolic.packs.first()?.compiled().class_of(&id)?;
    (number_of(class) > above).then_some((id, applicant))
}
