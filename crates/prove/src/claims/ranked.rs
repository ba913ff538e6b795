//! Two people who differ in one fact alone and see two products in different orders, as the engine puts them.
//!
//! Takes a fact that the order reads, gives the pair that differs least: the people by one, from the lowest value on, and the
//! products in one figure, or in their type. What is shown is what the engine repeats.

use prescreen::id::Id;
use prescreen::json::Json;
use prescreen::pack::Pack;
use prescreen::pack::compile::ShelfTable;
use prescreen::pack::schema::{Criterion, Fit, FitBy};
use prescreen::session::{Figures, ProductSheet};
use prescreen::terms::{FieldIndex, Purpose, Tier};

use crate::means::{Values, with_coverage};
use crate::witness::{Applicant, Bought, Brought, brought};

/// A share as a whole, in basis points.
const WHOLE: i64 = 10_000;
/// Most values of what a person has that are tried, until two beside each other are told apart.
const MOST_MEANS: i64 = 20_000;

/// Two people and two products.
pub struct Reordered {
    /// The people: of the first, the first product stands last.
    pub people: (Applicant, Applicant),
    /// The products.
    pub products: [ProductSheet; 2],
}

/// Two people who differ in this fact alone and see two products in different orders; none where the engine repeats none.
/// `answers`: somebody's, in case a class comes of answers.
pub fn reordered(pack: &Pack, table: &ShelfTable, fact: FieldIndex, answers: &[(String, Json)]) -> Option<Reordered> {
    table.criteria.iter().find_map(|criterion| {
        let tried = Tried { pack, table, fact, answers };
        match criterion.by {
            FitBy::Horizon if table.horizon == Some(fact) => {
                tried.beyond(criterion, |figures, count| figures.months = count)
            }
            FitBy::Liquidity if table.within == Some(fact) => {
                tried.beyond(criterion, |figures, count| figures.days = count)
            }
            FitBy::Concentration => tried.concentrated(criterion),
            _ => None,
        }
    })
}

/// What is tried.
struct Tried<'t> {
    pack: &'t Pack,
    table: &'t ShelfTable,
    fact: FieldIndex,
    answers: &'t [(String, Json)],
}

impl Tried<'_> {
    /// Two products of which one asks for one month, or day, more: it is beyond the first end for the lower value alone.
    fn beyond(&self, criterion: &Criterion, set: impl Fn(&mut Figures, Option<u32>)) -> Option<Reordered> {
        let end = i64::from(*criterion.ends.first()?);
        let kind = self.pack.document().matching.types.first()?;
        let lowest = self.lowest(self.fact);
        let sheet = |id: &str, count: i64| {
            let mut sheet = self.sheet(id, kind)?;
            set(sheet.figures.as_mut()?, Some(u32::try_from(count).ok()?));
            Some(sheet)
        };
        let last = lowest.checked_add(end)?;
        let products = [sheet("a", last)?, sheet("b", last.checked_sub(1)?)?];
        self.shown(&self.others(), lowest, products)
    }

    /// Two products of different types, of which one alone comes to be beyond the first end.
    fn concentrated(&self, criterion: &Criterion) -> Option<Reordered> {
        let table = self.table;
        let end = i64::from(*criterion.ends.first()?);
        let (amount, means) = table.amount.zip(table.means)?;
        let below = end.checked_sub(1)?;
        // The least of a whole that is beyond the end.
        let beyond = |whole: i64| below.checked_mul(whole)?.checked_div(WHOLE)?.checked_add(1);
        let pairs = table.held.iter().flat_map(|one| table.held.iter().map(move |other| (one, other)));
        pairs.filter(|((_, one), (_, other))| one != other).find_map(|((kind, held), (other, others))| {
            let products = || Some([self.sheet("a", kind)?, self.sheet("b", other)?]);
            let least = self.lowest(amount).checked_add(self.lowest(*held))?;
            let value = if self.fact == means {
                let first = self.lowest(means).max(1);
                (first..first.checked_add(MOST_MEANS)?).find(|whole| {
                    let crossed = beyond(*whole).zip(whole.checked_add(1).and_then(beyond));
                    crossed.is_some_and(|(before, after)| before < after && before >= least)
                })?
            } else {
                self.lowest(means).max(WHOLE)
            };
            let wanted = beyond(value)?;
            let mut values = self.others();
            let mut set = |field: FieldIndex, value: i64| {
                values.retain(|(own, _)| *own != field);
                values.push((field, value));
            };
            set(means, value);
            if self.fact == means {
                set(*held, wanted.checked_sub(self.lowest(amount))?);
                return self.shown(&values, value, products()?);
            }
            if self.fact == *held {
                let last = wanted.checked_sub(self.lowest(amount))?.checked_sub(1)?;
                return self.shown(&values, last, products()?);
            }
            if self.fact == amount {
                // One more is held of the first type than of the other.
                set(*held, self.lowest(*others).checked_add(1)?);
                let last = wanted.checked_sub(self.lowest(*others))?.checked_sub(2)?;
                return self.shown(&values, last, products()?);
            }
            None
        })
    }

    /// The lowest value of a fact, 0 or more.
    fn lowest(&self, field: FieldIndex) -> i64 {
        let name = self.pack.compiled().layout.person.name_of(field);
        let fact = self.pack.document().facts.iter().find(|fact| Some(&fact.id) == name);
        fact.and_then(|fact| fact.min).unwrap_or(0).max(0)
    }

    /// Every fact that the order reads, at its lowest, and what a person has at 1 or more.
    fn others(&self) -> Values {
        let fields = self.table.evidence.iter().map(|one| one.field);
        let least =
            |field| if self.table.means == Some(field) { self.lowest(field).max(1) } else { self.lowest(field) };
        fields.map(|field| (field, least(field))).collect()
    }

    /// A product of the lowest grade that everybody may buy, if they buy any.
    fn sheet(&self, id: &str, kind: &Id) -> Option<ProductSheet> {
        let document = self.pack.document();
        let grade = document.matching.grades.first()?;
        Some(ProductSheet {
            id: Id::try_from(id.to_owned()).ok()?,
            name: Default::default(),
            issuer_grade: grade.clone(),
            seller_grade: grade.clone(),
            kind: kind.clone(),
            term: document.matching.terms.first()?.clone(),
            tags: Vec::new(),
            figures: Some(Figures {
                cost: Some(0),
                loss: Some(0),
                complex: Some(false),
                months: Some(0),
                days: Some(0),
                target: document.classes.list.clone(),
            }),
        })
    }

    /// Two people with a value of the fact and with one more, if the engine puts the products in different orders.
    fn shown(&self, others: &Values, value: i64, products: [ProductSheet; 2]) -> Option<Reordered> {
        let (one, first) = self.person(others, value, &products)?;
        let (other, second) = self.person(others, value.checked_add(1)?, &products)?;
        let both = first.len() == products.len() && second.len() == products.len();
        (both && first != second).then_some(())?;
        let falls = first.last() == products.first().map(|product| &product.id);
        let people = if falls { (one, other) } else { (other, one) };
        Some(Reordered { people, products })
    }

    /// Somebody as the engine sees them, with the order.
    fn person(&self, others: &Values, value: i64, products: &[ProductSheet; 2]) -> Option<(Applicant, Vec<Id>)> {
        let document = self.pack.document();
        let purposes = &self.table.purposes;
        let buys = purposes.is_empty() || purposes.contains(&Purpose::Purchase);
        let purpose = if buys { Purpose::Purchase } else { *purposes.first()? };
        let highest = document.classes.list.last()?;
        let [first, _] = products;
        let bought = Bought { product: first.clone(), earlier: Vec::new() };
        let values =
            others.iter().map(|(field, own)| (*field, if *field == self.fact { value } else { *own })).collect();
        let values = with_coverage(self.pack, &self.table.evidence, &values);
        let looked_for = [
            (&document.matching.term, vec![&first.term]),
            (&document.matching.kind, products.iter().map(|product| &product.kind).collect()),
        ];
        let mut answers = if buys { Vec::new() } else { self.answers.to_vec() };
        for (fit, wanted) in looked_for {
            let Some(Fit { item, fits, .. }) = fit else { continue };
            answers.retain(|(own, _)| own != item.as_str());
            answers.push((item.as_str().into(), self.looks_for(item, fits, &wanted)?));
        }
        let person = Brought {
            values: &values,
            answers,
            purpose,
            product: buys.then_some(&bought),
            on_file: buys.then_some((highest, Tier::Attested)),
        };
        let (applicant, fit) = brought(self.pack, person, |screening| screening.shelf(products))?;
        let ranked = fit.ok()??.ranked;
        // Products that fit alike stand in the order of their ids.
        Some((applicant, ranked.into_iter().map(|one| one.product).collect()))
    }

    /// The answer that looks for all of these.
    fn looks_for(&self, item: &Id, fits: &prescreen::json::Entries<Id, Vec<Id>>, wanted: &[&Id]) -> Option<Json> {
        let single =
            self.pack.document().items().find(|one| one.id == *item)?.kind == prescreen::pack::schema::ItemKind::Single;
        let (option, _) = fits.into_iter().find(|(_, fits)| wanted.iter().all(|one| fits.contains(one)))?;
        let option = Json::text(option);
        Some(if single { option } else { Json::List(vec![option]) })
    }
}
