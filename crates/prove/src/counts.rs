//! How many combinations come to each class, and how a population is distributed over them.

use prescreen::pack::schema::Mark;

use super::classes::{ClassMachine, ClassPart, NONE};
use super::formula::Formula;
use super::model::Model;
use super::population::Population;
use super::regions::Facts;
use super::report::{ClassCount, ClassShare, Count, MarkCount};
use super::walk::{Machine, State, TooWide, count};

/// Combinations per class among those that meet the conditions, the last for none; and the number of states.
pub fn per_class(model: &mut Model<'_>, part: &ClassPart, when: &[Formula]) -> Result<(Vec<u128>, usize), TooWide> {
    let parts = vec![part.clone()];
    let order = ClassPart::order(&parts, &mut model.formulas, &model.choices, when);
    let (choices, facts) = (&model.choices, &model.facts);
    let machine = ClassMachine::new(&mut model.formulas, parts, choices, &order).at_best(facts);
    let mut machine = machine.requiring(when.to_vec());
    let counted = count(&mut machine, choices, &order, |_, _, choice| choice.count)?;
    let classes = model.packs.first().map_or(0, |pack| pack.document().classes.list.len());
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
pub fn best(machine: &ClassMachine<'_>, state: &[i64], facts: &Facts) -> Result<i64, TooWide> {
    let classes = machine.classes(state, facts)?;
    Ok(classes.iter().filter_map(|(_, classes)| classes.first()).copied().max().unwrap_or(NONE))
}

/// How a population is distributed over the classes, the last for none.
pub fn distribution(
    model: &mut Model<'_>,
    part: &ClassPart,
    population: &Population,
) -> Result<Vec<ClassShare>, TooWide> {
    let parts = vec![part.clone()];
    let order = ClassPart::order(&parts, &mut model.formulas, &model.choices, &[]);
    let weights = population.weights(model).ok_or(TooWide)?;
    let patterns = population.paths(model).ok_or(TooWide)?;
    let (choices, facts) = (&model.choices, &model.facts);
    let mut machine = ClassMachine::new(&mut model.formulas, parts, choices, &order).at_best(facts);
    let mut ends: Vec<(State, f64)> = Vec::new();
    if patterns.is_empty() {
        ends = count(&mut machine, choices, &order, |item, number, _| weights.of(item, number))?.ends;
    } else if choices.iter().any(Vec::is_empty) {
        return Err(TooWide);
    }
    for (path, weight) in &patterns {
        let mut state = machine.start().ok_or(TooWide)?.into_vec();
        let mut next = Vec::new();
        for item in &order {
            let number = path.get(*item).copied().ok_or(TooWide)?;
            let choice = choices.get(*item).and_then(|choices| choices.get(number)).ok_or(TooWide)?;
            machine.step(&state, *item, number, choice, &mut next).ok_or(TooWide)?;
            core::mem::swap(&mut state, &mut next);
        }
        ends.push((state.into(), *weight));
    }
    // The places of classes, the last for none.
    let ids = || model.packs.first().into_iter().flat_map(|pack| &pack.document().classes.list);
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
pub fn named(model: &Model<'_>, sums: &[u128]) -> Vec<ClassCount> {
    let Some(pack) = model.packs.first() else { return Vec::new() };
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
pub fn marked(model: &mut Model<'_>, part: &ClassPart, mark: Mark, when: Formula) -> Option<MarkCount> {
    let (sums, _) = per_class(model, part, &[when]).ok()?;
    let all = sums.iter().try_fold(0_u128, |all, sum| all.checked_add(*sum))?;
    Some(MarkCount { mark, combinations: Count(all), classes: named(model, &sums) })
}

/// A part of a whole, as the nearest float.
pub fn share(part: u128, whole: u128) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
