//! How many combinations come to each class.

use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::Formula;
use crate::symbolic::regions::FactRegions;
use crate::walk::{TooWide, count};

use super::{ClassMachine, ClassPart, NONE};

/// Combinations per class among those that meet the conditions, the last for none; and the number of states.
pub fn per_class(
    symbolic: &mut SymbolicPack<'_>,
    part: &ClassPart,
    when: &[Formula],
) -> Result<(Vec<u128>, usize), TooWide> {
    let parts = vec![part.clone()];
    let order = ClassPart::order(&parts, &mut symbolic.formulas, &symbolic.choices, when);
    let (choices, facts) = (&symbolic.choices, &symbolic.facts);
    let machine = ClassMachine::new(&mut symbolic.formulas, parts, choices, &order).at_best(facts);
    let mut machine = machine.requiring(when.to_vec());
    let counted = count(&mut machine, choices, &order, |_, _, choice| choice.count)?;
    let classes = symbolic.packs.first().map_or(0, |pack| pack.document().classes.list.len());
    let mut sums = vec![0_u128; classes.saturating_add(1)];
    for (state, number) in &counted.ends {
        let place = usize::try_from(best(&machine, state, facts)?).unwrap_or(classes);
        if let Some(sum) = sums.get_mut(place) {
            *sum = sum.checked_add(*number).ok_or(TooWide)?;
        }
    }
    Ok((sums, counted.states))
}

/// The class under the facts that restrict least.
pub fn best(machine: &ClassMachine<'_>, state: &[i64], facts: &FactRegions) -> Result<i64, TooWide> {
    let classes = machine.classes(state, facts)?;
    Ok(classes.iter().filter_map(|(_, classes)| classes.first()).copied().max().unwrap_or(NONE))
}
