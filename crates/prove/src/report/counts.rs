//! How many combinations come to each class, and how a population is distributed over them.

use prescreen::pack::schema::Mark;

use crate::combinations::Count;
use crate::people::{People, Population};
use crate::report::{ClassCount, ClassShare, MarkCount};
use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::Formula;
use crate::walk::TooWide;
use crate::walk::classes::{ClassMachine, ClassPart, best, per_class};

/// How a population is distributed over the classes, the last for none.
pub fn distribution(
    symbolic: &mut SymbolicPack<'_>,
    part: &ClassPart,
    population: &Population,
) -> Result<Vec<ClassShare>, TooWide> {
    let parts = vec![part.clone()];
    let order = ClassPart::order(&parts, &mut symbolic.formulas, &symbolic.choices, &[]);
    let people = People::of(population, symbolic)?;
    let (choices, facts) = (&symbolic.choices, &symbolic.facts);
    let mut machine = ClassMachine::new(&mut symbolic.formulas, parts, choices, &order).at_best(facts);
    let ends = people.ends(&mut machine, choices, &order)?;
    // The places of classes, the last for none.
    let ids = || symbolic.packs.first().into_iter().flat_map(|pack| &pack.document().classes.list);
    let mut shares = vec![0.0; ids().count().saturating_add(1)];
    let none = shares.len().saturating_sub(1);
    for (state, weight) in &ends {
        let place = usize::try_from(best(&machine, state, facts)?).unwrap_or(none);
        if let Some(share) = shares.get_mut(place) {
            *share += weight;
        }
    }
    let named = ids().cloned().map(Some).chain([None]).zip(shares);
    Ok(named
        .filter(|(class, share)| class.is_some() || *share > 0.0)
        .map(|(class, share)| ClassShare { class, share })
        .collect())
}

/// Counts with names and shares.
pub fn named(symbolic: &SymbolicPack<'_>, sums: &[u128]) -> Vec<ClassCount> {
    let Some(pack) = symbolic.packs.first() else { return Vec::new() };
    let all = sums.iter().fold(0_u128, |all, sum| all.saturating_add(*sum));
    let ids = pack.document().classes.list.iter().map(Some).chain([None]);
    let of = |(class, sum): (Option<&prescreen::id::Id>, &u128)| {
        (class.is_some() || *sum > 0).then(|| ClassCount {
            class: class.cloned(),
            combinations: Count(*sum),
            share: share(*sum, all),
        })
    };
    ids.zip(sums).filter_map(of).collect()
}

/// The classes of combinations with a mark.
pub fn marked(symbolic: &mut SymbolicPack<'_>, part: &ClassPart, mark: Mark, when: Formula) -> Option<MarkCount> {
    let (sums, _) = per_class(symbolic, part, &[when]).ok()?;
    let all = sums.iter().try_fold(0_u128, |all, sum| all.checked_add(*sum))?;
    Some(MarkCount { mark, combinations: Count(all), classes: named(symbolic, &sums) })
}

/// A part of a whole, as the nearest float.
pub fn share(part: u128, whole: u128) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
