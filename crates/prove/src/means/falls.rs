//! Who is beyond a line of what a fall would do, among all who have every fact.

use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::{LineTable, RiskTable};
use prescreen::pack::fields::Role;
use prescreen::pack::schema::FactKind;
use prescreen::risk::Measures;
use prescreen::session::ProductSheet;
use prescreen::terms::{FieldIndex, Outcome};

use super::search::{Values, least_coverage, range};

/// Most ways in which facts can be that are gone through.
const MAX_WAYS: usize = 100_000;

/// A fact with no more values than this is gone through whole.
const FEW: i64 = 8;

/// How a fact bears on the measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bears {
    /// More of it makes no measure worse, by the arithmetic of each.
    Better,
    /// More of it makes no measure better.
    Worse,
    /// It is counted on both sides.
    Both,
    /// It is no amount: the contract's day.
    Day,
}

/// A fact that is read.
pub struct Borne<'p> {
    /// The field.
    pub field: FieldIndex,
    /// Its name.
    pub id: &'p Id,
    /// How it bears.
    pub bears: Bears,
    /// Whether it is money at hand, or margin, and not what a market values.
    pub buffer: bool,
    /// Numbers that stand for it, in rising order.
    candidates: Vec<i64>,
    /// Whether they are all that it can be.
    whole: bool,
}

/// Everybody who has every fact.
pub struct Falls<'p> {
    /// What is measured by.
    pub table: &'p RiskTable,
    /// Facts in the order of the evidence.
    pub seen: Vec<Borne<'p>>,
    day: i64,
}

/// Whether somebody is beyond a line.
pub enum Reached {
    /// Somebody with these values.
    By(Values),
    /// Nobody: everybody was tried.
    ByNobody,
    /// It was not found out.
    Open,
}

/// Whether one more of a fact, or one less, can make the outcome stricter.
pub enum Stricter {
    /// Nobody's, by the arithmetic of each measure.
    NobodyByArithmetic,
    /// Nobody's: everybody was tried.
    Nobody,
    /// That of the second, who differs from the first in the fact alone.
    Pair(Values, Values),
    /// It was not found out.
    Open,
}

impl<'p> Falls<'p> {
    /// Of a pack; none where it does not ask.
    pub fn of(pack: &'p Pack) -> Option<Self> {
        let table = pack.compiled().risk.as_ref()?;
        let day = i64::from(pack.document().effective.from.days());
        let seen = table.evidence.iter().filter_map(|one| borne(pack, table, one.field, day)).collect();
        Some(Self { table, seen, day })
    }

    /// The lines that somebody is beyond, by their positions.
    pub fn beyond(&self, product: Option<&ProductSheet>, values: &Values) -> Vec<usize> {
        let lines = self.table.lines.iter().enumerate();
        lines.filter(|(_, line)| self.is_beyond(product, values, line)).map(|(n, _)| n).collect()
    }

    /// The strictest outcome that a line leads to.
    pub fn outcome(&self, product: Option<&ProductSheet>, values: &Values) -> Outcome {
        let beyond = self.table.lines.iter().filter(|line| self.is_beyond(product, values, line));
        beyond.map(|line| line.outcome).max().unwrap_or(Outcome::Proceed)
    }

    /// Values with which measures are as good as they can be.
    pub fn favourable(&self) -> Values {
        self.each(|seen| if seen.bears == Bears::Better { seen.candidates.last() } else { seen.candidates.first() })
    }

    /// Whether somebody is beyond a line.
    pub fn reached(&self, product: Option<&ProductSheet>, line: &LineTable) -> Reached {
        let worst = |both_most: bool| {
            self.each(|seen| match seen.bears {
                Bears::Worse => seen.candidates.last(),
                Bears::Both if both_most => seen.candidates.last(),
                _ => seen.candidates.first(),
            })
        };
        let somebody = |values: &&Values| self.is_beyond(product, values, line);
        let worst = [false, true].map(worst);
        if let Some(values) = worst.iter().find(somebody) {
            return Reached::By(values.clone());
        }
        let Some((ways, whole)) = self.ways() else { return Reached::Open };
        match ways.iter().find(somebody) {
            Some(values) => Reached::By(values.clone()),
            None if whole && self.is_of_every_session() => Reached::ByNobody,
            None => Reached::Open,
        }
    }

    /// Whether more of a fact, or less of it, makes somebody's outcome stricter.
    pub fn stricter(&self, product: Option<&ProductSheet>, fact: &Borne<'_>, more: bool) -> Stricter {
        let by_arithmetic = if more { Bears::Better } else { Bears::Worse };
        if fact.bears == by_arithmetic {
            return Stricter::NobodyByArithmetic;
        }
        let outcome = |values: &Values| self.outcome(product, values);
        if more {
            self.told_apart(fact, &|less, more| outcome(less) < outcome(more))
        } else {
            match self.told_apart(fact, &|less, more| outcome(more) < outcome(less)) {
                Stricter::Pair(less, more) => Stricter::Pair(more, less),
                none => none,
            }
        }
    }

    /// Whether two who differ in a fact alone are beyond other lines.
    pub fn apart(&self, product: Option<&ProductSheet>, fact: &Borne<'_>) -> Stricter {
        self.told_apart(fact, &|less, more| self.beyond(product, less) != self.beyond(product, more))
    }

    /// Two with neighbouring numbers of a fact, the lower one first, of whom something is so.
    fn told_apart(&self, fact: &Borne<'_>, is_so: &dyn Fn(&Values, &Values) -> bool) -> Stricter {
        let Some((ways, whole)) = self.ways() else { return Stricter::Open };
        for values in ways {
            let own = values.iter().find(|(field, _)| *field == fact.field).map(|(_, value)| *value);
            let next = fact.candidates.iter().copied().find(|next| Some(*next) > own);
            let Some(next) = next else { continue };
            let other: Values =
                values.iter().map(|(field, old)| (*field, if *field == fact.field { next } else { *old })).collect();
            if is_so(&values, &other) {
                return Stricter::Pair(values, other);
            }
        }
        if whole && self.is_of_every_session() { Stricter::Nobody } else { Stricter::Open }
    }

    fn is_beyond(&self, product: Option<&ProductSheet>, values: &Values, line: &LineTable) -> bool {
        let value = |field: FieldIndex| values.iter().find(|(own, _)| *own == field).map(|(_, value)| *value);
        let measures = Measures { table: self.table, product, day: self.day, value: &value };
        measures.of(line.measure, line.of).is_some_and(|measured| line.is_beyond(measured))
    }

    fn each<'s>(&'s self, pick: impl Fn(&'s Borne<'p>) -> Option<&'s i64>) -> Values {
        self.seen.iter().filter_map(|seen| Some((seen.field, *pick(seen)?))).collect()
    }

    /// Every way in which facts can be, the smallest numbers first, and whether these are all; none where they are too
    /// many.
    fn ways(&self) -> Option<(Vec<Values>, bool)> {
        let mut ways = vec![Values::new()];
        for seen in &self.seen {
            let longer = |way: &Values| {
                let each = seen.candidates.iter();
                each.map(|value| way.iter().copied().chain([(seen.field, *value)]).collect()).collect::<Vec<Values>>()
            };
            ways = ways.iter().flat_map(longer).collect();
            if ways.len() > MAX_WAYS {
                return None;
            }
        }
        Some((ways, self.seen.iter().all(|seen| seen.whole)))
    }

    /// Whether falls, price limits and the least margin are the same for every product and on every day.
    fn is_of_every_session(&self) -> bool {
        let limits = self.table.margin.iter().flat_map(|margin| &margin.daily_limits);
        self.table.scenarios.iter().all(|one| one.tags.is_empty())
            && limits.into_iter().all(|one| one.tags.is_empty())
            && self.table.margin.iter().flat_map(|margin| &margin.initial).all(|(from, _)| *from <= self.day)
    }
}

fn borne<'p>(pack: &'p Pack, table: &'p RiskTable, field: FieldIndex, day: i64) -> Option<Borne<'p>> {
    let Role::Fact(place) = pack.compiled().layout.role(field) else { return None };
    let fact = place.of(&pack.document().facts)?;
    let margin = table.margin.as_ref();
    let among = |fields: &[FieldIndex]| fields.contains(&field);
    let at_hand = among(&table.liquid)
        || margin.is_some_and(|margin| among(&margin.cash) || margin.securities.iter().any(|(own, _)| *own == field));
    let taken = among(&table.owed)
        || [table.spending, Some(table.amount), table.financed].contains(&Some(field))
        || table.concentrations.iter().any(|one| among(&one.held))
        || margin.is_some_and(|margin| margin.used == Some(field) || margin.owed == field);
    let bears = match (at_hand, taken, among(&table.invested)) {
        (true, false, false) => Bears::Better,
        (false, true, false) => Bears::Worse,
        (false, false, false) => Bears::Day,
        _ => Bears::Both,
    };
    let (candidates, whole) = if fact.kind == FactKind::Date {
        let first = margin.into_iter().flat_map(|margin| &margin.initial).map(|(from, _)| *from);
        let mut days: Vec<i64> =
            first.filter(|from| *from > i64::MIN).flat_map(|from| [from.saturating_sub(1), from]).collect();
        days.push(day);
        days.sort_unstable();
        days.dedup();
        (days, true)
    } else {
        let (first, last) = range(fact);
        let first = first.max(least_coverage(pack, &table.evidence, field)).min(last);
        let whole = last.saturating_sub(first) < FEW;
        let few = || [0, 1, 2, 3].into_iter().filter(|one| (first..=last).contains(one)).chain([first, last]);
        let mut candidates: Vec<i64> = if whole { (first..=last).collect() } else { few().collect() };
        candidates.sort_unstable();
        candidates.dedup();
        (candidates, whole)
    };
    Some(Borne { field, id: &fact.id, bears, buffer: at_hand && !among(&table.invested), candidates, whole })
}
