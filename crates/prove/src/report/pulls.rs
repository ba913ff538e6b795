//! What each question alone can do: in how many combinations of the other answers it decides the class.
//!
//! All classes are worked out once, as an automaton; the answers to one question are then followed side by side.

use crate::combinations::Count;
use crate::report::Pull;
use crate::report::counts::share;
use crate::symbolic::SymbolicPack;
use crate::walk::Amount;
use crate::walk::Machine;
use crate::walk::automaton::{Automaton, Place};
use crate::walk::classes::{ClassMachine, ClassPart, best};

/// One for each question, in the order of the pack; none when there are too many states.
pub fn pulls(symbolic: &mut SymbolicPack<'_>, part: &ClassPart) -> Option<Vec<Pull>> {
    let SymbolicPack { formulas, choices, facts, packs, .. } = symbolic;
    let parts = vec![part.clone()];
    let order = ClassPart::order(&parts, formulas, choices, &[]);
    let mut machine = ClassMachine::new(formulas, parts, choices, &order).at_best(facts);
    let start = machine.start()?;
    let (automaton, ends) = Automaton::of(start, choices, &order, |state, item, number, choice, next| {
        machine.step(state, item, number, choice, next)
    })?;
    let mut labels: Vec<Place> = Vec::with_capacity(ends.len());
    for (state, _) in &ends {
        // No class is one less than the lowest.
        labels.push(Place::try_from(best(&machine, state, facts).ok()?.checked_add(1)?).ok()?);
    }
    let sets = automaton.labelled(labels)?.side_by_side(choices)?;
    let mut found = Vec::with_capacity(sets.len());
    for (n, item) in packs.first()?.document().items().enumerate() {
        let others = choices.iter().enumerate().filter(|(other, _)| *other != n);
        let mut all = 1_u128;
        for (_, choices) in others {
            let answers = choices.iter().try_fold(0_u128, |sum, choice| sum.checked_add(choice.count))?;
            all = all.times(answers)?;
        }
        let (_, sets) = sets.iter().find(|(other, _)| *other == n)?;
        let decisive = sets.values().try_fold(0_u128, |sum, count| sum.checked_add(*count))?;
        let moves = sets.keys().filter_map(|set| set.last()?.checked_sub(*set.first()?)).max();
        found.push(Pull {
            item: item.id.clone(),
            moves: moves.unwrap_or(0),
            decisive: Count(decisive),
            share: share(decisive, all),
        });
    }
    Some(found)
}
