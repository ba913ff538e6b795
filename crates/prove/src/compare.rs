//! Two packs on the same applicants: who moves where, and whether the second is at least as prudent.

use rustc_hash::FxHashMap;
use serde::Serialize;

use prescreen::Error;
use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::terms::sorted::sorted;
use prescreen::terms::{PackRef, Purpose};

use crate::claims::claim::{Claim, Conclusion, Grounds};
use crate::claims::property::Property;
use crate::combinations::Count;
use crate::people::marginals::Marginals;
use crate::people::{Assumed, People, Population};
use crate::symbolic::SymbolicPack;
use crate::walk::classes::{ClassMachine, ClassPart};
use crate::walk::{State, TooWide, count, first_path, layers};
use crate::witness::{PLAIN, Parts, applicant};

/// Two packs side by side.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The first pack.
    pub a: PackRef,
    /// The second pack.
    pub b: PackRef,
    /// Where their questions, classes or facts differ; then nothing else is claimed.
    pub differences: Vec<Difference>,
    /// Answer combinations.
    pub combinations: Option<Count>,
    /// What is assumed of how people answer in the shares of `migration`.
    pub assumes: Assumed,
    /// How many combinations move from a class of the first to a class of the second, with the facts that
    /// restrict the first least, then the second.
    pub migration: Vec<Migration>,
    /// Whether the second's class is at least as prudent, and whether it preserves every class; of classes alone.
    pub claims: Vec<Claim>,
}

impl Comparison {
    /// Whether the packs can be compared and every claim is proved.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.differences.is_empty() && self.claims.iter().all(|claim| claim.conclusion == Conclusion::Proved)
    }
}

/// Something that only one of two packs has, or that they order differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// Which part: `items`, `options/ITEM`, `alone/ITEM`, `kind/ITEM`, `intervals/ITEM` or `classes`.
    pub part: String,
    /// In the first pack.
    pub a: Vec<String>,
    /// In the second pack.
    pub b: Vec<String>,
}

/// Combinations that move from one class to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Migration {
    /// Class by the first pack; none where something contradicts.
    pub from: Option<Id>,
    /// Class by the second pack.
    pub to: Option<Id>,
    /// Combinations.
    pub combinations: Count,
    /// The share of the people who answer so, from 0 to 1. Rounded to doubles, about 12 digits are good.
    pub share: f64,
}

/// Compares two packs; shares are of combinations, every one alike.
#[must_use]
pub fn compare(a: &Pack, b: &Pack) -> Comparison {
    of_population(a, b, &Population::Uniform)
}

/// The same with the shares of people who answer as the marginals say.
///
/// # Errors
/// What in the marginals does not fit the first pack, with its JSON pointer.
pub fn compare_under(a: &Pack, b: &Pack, marginals: &Marginals) -> Result<Comparison, Error> {
    Ok(of_population(a, b, &Population::of(marginals, a)?))
}

fn of_population(a: &Pack, b: &Pack, population: &Population) -> Comparison {
    let differences = differences(a, b);
    let mut comparison = Comparison {
        a: a.reference().clone(),
        b: b.reference().clone(),
        differences,
        combinations: None,
        assumes: population.assumed(),
        migration: Vec::new(),
        claims: Vec::new(),
    };
    if !comparison.differences.is_empty() {
        return comparison;
    }
    let mut symbolic = SymbolicPack::new(&[a, b]);
    let parts = vec![ClassPart::of(&mut symbolic, 0), ClassPart::of(&mut symbolic, 1)];
    symbolic.settle();
    comparison.combinations = symbolic.combinations().map(Count);
    comparison.migration = migration(&mut symbolic, &parts, population).unwrap_or_default();
    comparison.claims = vec![
        of_all(&mut symbolic, &parts, Property::AtLeastAsPrudent, |a, b| b > a),
        of_all(&mut symbolic, &parts, Property::ClassPreserved, |a, b| b != a),
    ];
    comparison
}

fn differences(a: &Pack, b: &Pack) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |part: String, a: Vec<String>, b: Vec<String>| {
        if a != b {
            found.push(Difference { part, a, b });
        }
    };
    let items = |pack: &Pack| sorted(pack.document().items().map(|item| item.id.to_string()).collect());
    let classes = |pack: &Pack| pack.document().classes.list.iter().map(ToString::to_string).collect();
    compare("items".into(), items(a), items(b));
    compare("classes".into(), classes(a), classes(b));
    for item in a.document().items() {
        let Some(other) = b.document().items().find(|other| other.id == item.id) else { continue };
        let options =
            |item: &prescreen::pack::schema::Item| item.options.iter().map(|option| option.id.to_string()).collect();
        let ends = |item: &prescreen::pack::schema::Item| {
            item.options.iter().map(|option| format!("{} {}", end(option.from), end(option.to))).collect()
        };
        let alone = |item: &prescreen::pack::schema::Item| {
            item.options.iter().filter(|option| option.alone).map(|option| option.id.to_string()).collect()
        };
        compare(format!("options/{}", item.id), options(item), options(other));
        compare(format!("alone/{}", item.id), alone(item), alone(other));
        compare(format!("intervals/{}", item.id), ends(item), ends(other));
        compare(format!("kind/{}", item.id), vec![item.kind.word().into()], vec![other.kind.word().into()]);
    }
    found
}

/// An end of an interval, if it has one.
fn end(number: Option<i64>) -> String {
    number.map_or_else(|| "None".into(), |number| format!("Some({number})"))
}

fn migration(
    symbolic: &mut SymbolicPack<'_>,
    parts: &[ClassPart],
    population: &Population,
) -> Result<Vec<Migration>, TooWide> {
    let people = People::of(population, symbolic)?;
    let order = ClassPart::order(parts, &mut symbolic.formulas, &symbolic.choices, &[]);
    let (choices, facts) = (&symbolic.choices, &symbolic.facts);
    let mut machine = ClassMachine::new(&mut symbolic.formulas, parts.to_vec(), choices, &order);
    let counted = count(&mut machine, choices, &order, |_, _, choice| choice.count)?;
    let ends = people.ends(&mut machine, choices, &order)?;
    let best = |state: &State| {
        let classes = machine.classes(state, facts)?.into_iter().map(|(_, classes)| classes);
        Ok(State::from(classes.max().unwrap_or_default()))
    };
    let mut cells: FxHashMap<State, u128> = FxHashMap::default();
    for (state, number) in &counted.ends {
        let cell = cells.entry(best(state)?).or_insert(0);
        *cell = cell.checked_add(*number).ok_or(TooWide)?;
    }
    let mut shares: FxHashMap<State, f64> = FxHashMap::default();
    for (state, share) in &ends {
        *shares.entry(best(state)?).or_insert(0.0) += share;
    }
    let class = |pack: usize, class: Option<&i64>| {
        let class = class.and_then(|class| usize::try_from(*class).ok())?;
        symbolic.packs.get(pack)?.document().classes.list.get(class).cloned()
    };
    let cells = sorted(cells.into_iter().collect()).into_iter().map(|(classes, combinations)| Migration {
        from: class(0, classes.first()),
        to: class(1, classes.get(1)),
        combinations: Count(combinations),
        share: shares.get(&classes).copied().unwrap_or(0.0),
    });
    Ok(cells.collect())
}

/// The claim that no applicant's two classes are `bad`.
fn of_all(
    symbolic: &mut SymbolicPack<'_>,
    parts: &[ClassPart],
    property: Property,
    bad: impl Fn(i64, i64) -> bool,
) -> Claim {
    let order = ClassPart::order(parts, &mut symbolic.formulas, &symbolic.choices, &[]);
    let (choices, facts) = (&symbolic.choices, &symbolic.facts);
    let mut machine = ClassMachine::new(&mut symbolic.formulas, parts.to_vec(), choices, &order);
    let Ok((way, last)) = layers(&mut machine, choices, &order) else {
        return Claim::new(property, Grounds::TooManyStates);
    };
    let mut found = Vec::with_capacity(last.len());
    for state in &last {
        let Ok(classes) = machine.classes(state, facts) else { return Claim::new(property, Grounds::TooManyStates) };
        let worse = |classes: &[i64]| matches!(classes, [a, b] if bad(*a, *b));
        found.push(classes.into_iter().find(|(_, classes)| worse(classes)));
    }
    let wanted: Vec<bool> = found.iter().map(Option::is_some).collect();
    let Some((path, end)) = first_path(way, &order, &wanted) else {
        return Claim::new(property, Grounds::NobodyTellsOtherwise);
    };
    let facts = found.get(end).cloned().flatten().map(|(facts, _)| facts).unwrap_or_default();
    let of = |pack: usize| {
        let parts = Parts {
            pack,
            path: Some(&path),
            facts: &facts,
            evidence: PLAIN,
            purpose: Purpose::AccountOpening,
            product: None,
            on_file: None,
        };
        let applicant = applicant(symbolic, &parts)?.0;
        let class = applicant.class.as_ref().and_then(|class| symbolic.packs.get(pack)?.compiled().class_of(class));
        Some((class.map_or(crate::walk::classes::NONE, crate::walk::measure::number_of), applicant))
    };
    match (of(0), of(1)) {
        (Some((a, _)), Some((b, applicant))) if bad(a, b) => {
            let class = |class| symbolic.packs.first()?.document().classes.list.get(class).cloned();
            let before = usize::try_from(a).ok().and_then(class);
            let grounds = Grounds::Gives { a: before, b: applicant.class.clone() };
            Claim::new(property, grounds).shown_by(Some(applicant))
        }
        _ => Claim::new(property, Grounds::NotRepeated),
    }
}
