//! Who gets a limit, among all who have every fact.

use core::ops::RangeInclusive;
use std::collections::BTreeMap;

use prescreen::credit::Weighed;
use prescreen::id::Id;
use prescreen::json::MAX_INTEGER;
use prescreen::pack::Pack;
use prescreen::pack::compile::{CharacteristicTable, CreditTable, EvidenceTable, Height};
use prescreen::pack::fields::Role;
use prescreen::pack::schema::{Fact, FactKind, Provider};
use prescreen::terms::FieldIndex;

/// Most sums, and most ways of the limit's facts, that are gone through.
const MAX_WAYS: usize = 100_000;

/// More sums or ways than are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany;

/// Facts with their numbers, in the order of the evidence.
pub type Values = Vec<(FieldIndex, i64)>;

/// How a fact bears on the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// More of it never lowers the limit by itself.
    Raises,
    /// Less of it never lowers the limit by itself.
    Lowers,
    /// The limit does not read it.
    None,
}

/// A fact that credit reads.
pub struct Seen<'p> {
    /// The field.
    pub field: FieldIndex,
    /// Its name.
    pub id: &'p Id,
    /// What it adds points by; none where it does not.
    pub characteristic: Option<&'p CharacteristicTable>,
    /// How it bears on the limit.
    pub bearing: Bearing,
    /// What it can be.
    pub range: RangeInclusive<i64>,
}

impl Seen<'_> {
    /// Points of a value.
    pub fn points(&self, value: i64) -> i64 {
        self.characteristic.and_then(|one| one.points(value)).unwrap_or_default().into()
    }

    /// The values at which points may change, each the first of its bin.
    pub fn ends(&self) -> impl Iterator<Item = i64> {
        let bins = self.characteristic.into_iter().flat_map(|one| &one.bins);
        bins.map(|bin| bin.below).filter(|end| self.range.start() < end && end <= self.range.end())
    }

    /// Of each bin the value with the highest limit.
    fn candidates(&self) -> Vec<i64> {
        let (first, last) = (*self.range.start(), *self.range.end());
        if self.bearing == Bearing::Raises {
            self.ends().filter_map(|end| end.checked_sub(1)).chain([last]).collect()
        } else {
            core::iter::once(first).chain(self.ends()).collect()
        }
    }
}

/// Everybody who has every fact.
pub struct Everybody<'p> {
    table: &'p CreditTable,
    /// Facts in the order of the evidence.
    pub seen: Vec<Seen<'p>>,
}

/// Who is looked for.
pub struct Wanted<'w> {
    /// Facts that are fixed.
    pub fixed: &'w Values,
    /// What their points come to with all others.
    pub sum: RangeInclusive<i64>,
    /// What else has to hold.
    pub holds: &'w dyn Fn(&Weighed) -> bool,
}

impl<'p> Everybody<'p> {
    /// Of a pack; none where it does not ask what a person can afford.
    pub fn of(pack: &'p Pack) -> Option<Self> {
        let table = pack.compiled().credit.as_ref()?;
        let seen = table.evidence.iter().filter_map(|one| seen(pack, table, one.field)).collect();
        Some(Self { table, seen })
    }

    /// Those of them whose fact of this field is this or more; everybody where it is not read.
    pub fn with_at_least(mut self, field: FieldIndex, least: i64) -> Self {
        for seen in self.seen.iter_mut().filter(|seen| seen.field == field) {
            let first = least.max(*seen.range.start());
            seen.range = first..=first.max(*seen.range.end());
        }
        self
    }

    /// The least sum from which there is a limit, up to any.
    pub fn enough(&self) -> RangeInclusive<i64> {
        self.table.least_points.into()..=i64::MAX
    }

    /// Whether a limit is given, as far as points do not decide.
    pub fn limited(&self, weighed: &Weighed) -> bool {
        weighed.suffices(self.table)
    }

    /// The limit of values; nothing where a person decides.
    pub fn limit(&self, values: &Values) -> i64 {
        let weighed = self.weigh(values).filter(|weighed| weighed.outcome(self.table).outcome().goes_on());
        weighed.map_or(0, |weighed| weighed.limit)
    }

    /// What values come to.
    pub fn weigh(&self, values: &Values) -> Option<Weighed> {
        let value = |field: FieldIndex| values.iter().find(|(own, _)| *own == field).map(|(_, value)| *value);
        Weighed::of(self.table, &|one| one.points(value(one.field)?), &value)
    }

    /// The first of those looked for; none where there is nobody.
    pub fn somebody(&self, wanted: &Wanted<'_>) -> Result<Option<Values>, TooMany> {
        let fixed = |seen: &&Seen<'_>| wanted.fixed.iter().any(|(field, _)| *field == seen.field);
        let free = || self.seen.iter().filter(|seen| !fixed(seen));
        let sums = sums(free().filter(|seen| seen.bearing == Bearing::None))?;
        let ways = ways(free().filter(|seen| seen.bearing != Bearing::None))?;
        let base = |values: &Values| {
            let each = values.iter().map(|(field, value)| self.points_of(*field, *value));
            each.fold(i64::from(self.table.base), i64::saturating_add)
        };
        for way in ways {
            let mut values = wanted.fixed.clone();
            values.extend(way);
            let before = base(&values);
            let (from, to) = (wanted.sum.start().saturating_sub(before), wanted.sum.end().saturating_sub(before));
            if from > to {
                continue;
            }
            let Some((_, rest)) = sums.range(from..=to).next() else { continue };
            values.extend(rest);
            values.sort_by_key(|(field, _)| self.place(*field));
            if self.weigh(&values).is_some_and(|weighed| (wanted.holds)(&weighed)) {
                return Ok(Some(values));
            }
        }
        Ok(None)
    }

    fn points_of(&self, field: FieldIndex, value: i64) -> i64 {
        self.seen.iter().find(|seen| seen.field == field).map_or(0, |seen| seen.points(value))
    }

    fn place(&self, field: FieldIndex) -> Option<usize> {
        self.seen.iter().position(|seen| seen.field == field)
    }
}

/// Every sum of points that facts outside of the limit come to, with the first values of each.
fn sums<'s>(facts: impl Iterator<Item = &'s Seen<'s>>) -> Result<BTreeMap<i64, Values>, TooMany> {
    let mut sums = BTreeMap::from([(0, Values::new())]);
    for seen in facts {
        let mut next = BTreeMap::new();
        for (sum, values) in &sums {
            for value in seen.candidates() {
                let longer = || values.iter().copied().chain([(seen.field, value)]).collect();
                next.entry(seen.points(value).saturating_add(*sum)).or_insert_with(longer);
            }
        }
        if next.len() > MAX_WAYS {
            return Err(TooMany);
        }
        sums = next;
    }
    Ok(sums)
}

/// Every way in which the limit's facts can be.
fn ways<'s>(facts: impl Iterator<Item = &'s Seen<'s>>) -> Result<Vec<Values>, TooMany> {
    let mut ways = vec![Values::new()];
    for seen in facts {
        let longer = |way: &Values| {
            let each = seen.candidates().into_iter();
            let of = |value| way.iter().copied().chain([(seen.field, value)]).collect::<Values>();
            each.map(of).collect::<Vec<Values>>()
        };
        ways = ways.iter().flat_map(longer).collect();
        if ways.len() > MAX_WAYS {
            return Err(TooMany);
        }
    }
    Ok(ways)
}

fn seen<'p>(pack: &'p Pack, table: &'p CreditTable, field: FieldIndex) -> Option<Seen<'p>> {
    let Role::Fact(place) = pack.compiled().layout.role(field) else { return None };
    let fact = place.of(&pack.document().facts)?;
    let limit = &table.limit;
    let raises = limit.income == field
        || limit.ceilings.iter().any(|one| matches!(one.height, Height::Share(other, _) if other == field));
    let bearing = if raises {
        Bearing::Raises
    } else if limit.outgoings().any(|other| other == field) {
        Bearing::Lowers
    } else {
        Bearing::None
    };
    let (first, last) = range(fact);
    let first = first.max(least_coverage(pack, &table.evidence, field));
    let characteristic = table.characteristics.iter().find(|one| one.field == field);
    Some(Seen { field, id: &fact.id, characteristic, bearing, range: first..=last.max(first) })
}

/// The least and the greatest number that a fact can be.
pub fn range(fact: &Fact) -> (i64, i64) {
    let options = i64::try_from(fact.options.len()).unwrap_or(i64::MAX);
    match fact.kind {
        FactKind::Integer | FactKind::Date => (fact.min.unwrap_or(-MAX_INTEGER), fact.max.unwrap_or(MAX_INTEGER)),
        FactKind::Boolean => (0, 1),
        FactKind::Choice => (0, options.saturating_sub(1)),
    }
}

/// The least that a fact has to cover for every other to count; what the firm can attest needs no coverage.
pub fn least_coverage(pack: &Pack, evidence: &[EvidenceTable], field: FieldIndex) -> i64 {
    let attested = |field: FieldIndex| match pack.compiled().layout.role(field) {
        Role::Fact(place) => {
            place.of(&pack.document().facts).is_some_and(|fact| fact.provided_by.contains(&Provider::Host))
        }
        Role::Item(_) | Role::Marks | Role::Product(_) => false,
    };
    let needing = evidence.iter().filter(|one| !attested(one.field)).filter_map(|one| one.coverage);
    needing.filter(|(coverage, _)| *coverage == field).map(|(_, least)| least).max().unwrap_or(i64::MIN)
}
