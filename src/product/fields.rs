//! The product's fields: what the sheet says, and whether it fits.

use crate::Error;
use crate::condition::{Facts, Truth, Value};
use crate::facts::{Evidenced, Known};
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::FitTable;
use crate::pack::compile::links::position;
use crate::pack::fields::{Layout, ProductField, Role};
use crate::session::{EarlierClass, ProductSheet};
use crate::terms::{ClassIndex, FieldIndex, OptionSet, Tier};

use super::earlier;
use super::grade::counting;
use super::undeclared::undeclared;

/// What is known, and over it the fields of one product. Nothing of the product is written into what is known.
pub(super) struct ProductFields<'a> {
    layout: &'a Layout,
    known: &'a Known,
    tags: OptionSet,
    fields: [Option<(Value, Tier)>; ProductField::ALL.len()],
}

impl<'a> ProductFields<'a> {
    /// A product beside what is known, earlier classes and, where there is one, the class with its tier.
    ///
    /// # Errors
    /// When the sheet, or an earlier class, names something that the pack does not have.
    pub(super) fn of(
        pack: &'a Pack,
        known: &'a Known,
        sheet: &ProductSheet,
        earlier: &[EarlierClass],
        class: Option<(ClassIndex, Tier)>,
    ) -> Result<Self, Error> {
        let matching = &pack.document().matching;
        let compiled = pack.compiled();
        let issuer = find(&matching.grades, &sheet.issuer_grade, "issuer_grade")?;
        let seller = find(&matching.grades, &sheet.seller_grade, "seller_grade")?;
        let grade = counting(issuer, seller);
        let kind = find(&matching.types, &sheet.kind, "type")?;
        let term = find(&matching.terms, &sheet.term, "term")?;
        let tags = tags(pack, sheet)?;

        let mut fields = [None; ProductField::ALL.len()];
        let mut set = |field: ProductField, value, tier| {
            if let Some(slot) = fields.get_mut(field as usize) {
                *slot = Some((value, tier));
            }
        };
        set(ProductField::Grade, choice(grade.get()), Tier::Attested);
        set(ProductField::Type, choice(kind), Tier::Attested);
        set(ProductField::Term, choice(term), Tier::Attested);
        set(ProductField::Tags, Value::Set { has: tags, open: OptionSet::EMPTY }, Tier::Attested);
        if let Some(fits) = earlier::fits(pack, earlier, known.day(), grade)? {
            set(ProductField::EarlierFits, Value::Boolean(fits), Tier::Attested);
        }
        if let Some((class, tier)) = class {
            let fits = class.of(&compiled.reach).is_some_and(|reach| grade <= *reach);
            set(ProductField::Class, choice(class.get()), tier);
            set(ProductField::GradeFits, Value::Boolean(fits), tier);
        }
        let fits = [(ProductField::TermFits, &compiled.term, term), (ProductField::TypeFits, &compiled.kind, kind)];
        for (field, table, wanted) in fits {
            if let Some(fits) = table.as_ref().and_then(|table| fit(known, table, wanted)) {
                set(field, Value::Boolean(fits), Tier::Declared);
            }
        }
        Ok(Self { layout: &compiled.layout, known, tags, fields })
    }

    /// The product's tags.
    #[must_use]
    pub(super) fn tags(&self) -> OptionSet {
        self.tags
    }

    /// Whether the product fits in one way; none where that is not known, or nothing is compared.
    #[must_use]
    pub(super) fn fits(&self, way: ProductField) -> Option<bool> {
        match self.fields.get(way as usize).copied().flatten()? {
            (Value::Boolean(fits), _) => Some(fits),
            _ => None,
        }
    }

    /// A field of the product with its tier; none for a field of the person.
    fn product(&self, field: FieldIndex) -> Option<Option<(Value, Tier)>> {
        match self.layout.role(field) {
            Role::Product(place) => Some(self.fields.get(place).copied().flatten()),
            Role::Item(_) | Role::Fact(_) | Role::Marks => None,
        }
    }
}

impl Facts for ProductFields<'_> {
    fn value(&self, field: FieldIndex) -> Option<Value> {
        match self.product(field) {
            Some(given) => given.map(|(value, _)| value),
            None => self.known.value(field),
        }
    }

    fn exists(&self, field: FieldIndex) -> Truth {
        match self.product(field) {
            Some(Some(_)) => Truth::True,
            Some(None) if self.whole() => Truth::False,
            Some(None) => Truth::Unknown,
            None => self.known.exists(field),
        }
    }
}

impl Evidenced for ProductFields<'_> {
    fn tier(&self, field: FieldIndex) -> Option<Tier> {
        match self.product(field) {
            Some(given) => given.map(|(_, tier)| tier),
            None => self.known.tier(field),
        }
    }

    fn whole(&self) -> bool {
        self.known.whole()
    }
}

/// A product's tags, among the pack's.
///
/// # Errors
/// [`Code::Reference`](crate::Code::Reference) when the pack does not have one of them.
pub(crate) fn tags(pack: &Pack, sheet: &ProductSheet) -> Result<OptionSet, Error> {
    sheet.tags.iter().map(|tag| find(&pack.document().matching.tags, tag, "tags")).collect()
}

/// Whether any chosen option fits; none while the item is unanswered.
fn fit(known: &Known, table: &FitTable, wanted: usize) -> Option<bool> {
    let chosen = known.chosen(table.item);
    if chosen.is_empty() {
        return None;
    }
    let mut options = table.fits.iter().enumerate().filter(|(n, _)| chosen.contains(*n));
    Some(options.any(|(_, fits)| fits.contains(wanted)))
}

fn choice(position: usize) -> Value {
    Value::Choice(u16::try_from(position).unwrap_or(u16::MAX))
}

fn find(list: &[Id], id: &Id, field: &str) -> Result<usize, Error> {
    position(list, id).ok_or_else(|| undeclared(id, &["/product/", field].concat()))
}
