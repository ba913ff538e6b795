//! The product's fields: what the sheet says, and whether it fits.

use crate::condition::Value;
use crate::facts::Known;
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::{FitTable, bit, bits, position};
use crate::pack::fields::ProductField;
use crate::session::{ProductSheet, Tier};
use crate::{Code, Error};

impl Known {
    /// Adds a product's fields and gives its tags, as bits.
    ///
    /// # Errors
    /// When the sheet names something that the pack does not have.
    pub(super) fn add_product(
        &mut self,
        pack: &Pack,
        sheet: &ProductSheet,
        class: Option<usize>,
        class_tier: Tier,
    ) -> Result<u64, Error> {
        let matching = &pack.document().matching;
        let issuer = find(&matching.grades, &sheet.issuer_grade, "issuer_grade")?;
        let seller = find(&matching.grades, &sheet.seller_grade, "seller_grade")?;
        let grade = issuer.max(seller);
        let kind = find(&matching.types, &sheet.kind, "type")?;
        let term = find(&matching.terms, &sheet.term, "term")?;
        for tag in &sheet.tags {
            find(&matching.tags, tag, "tags")?;
        }
        let tags = bits(&matching.tags, &sheet.tags);
        let compiled = pack.compiled();

        self.set_product(pack, ProductField::Grade, choice(grade), Tier::Attested);
        self.set_product(pack, ProductField::Type, choice(kind), Tier::Attested);
        self.set_product(pack, ProductField::Term, choice(term), Tier::Attested);
        self.set_product(pack, ProductField::Tags, Value::Set { has: tags, open: 0 }, Tier::Attested);
        if let Some(class) = class {
            let reaches = compiled.reach.get(class).is_some_and(|reach| grade <= *reach);
            self.set_product(pack, ProductField::Class, choice(class), class_tier);
            self.set_product(pack, ProductField::GradeFits, Value::Boolean(reaches), class_tier);
        }
        let fits = [(ProductField::TermFits, &compiled.term, term), (ProductField::TypeFits, &compiled.kind, kind)];
        for (field, table, wanted) in fits {
            if let Some(fits) = table.as_ref().and_then(|table| fit(self, table, wanted)) {
                self.set_product(pack, field, Value::Boolean(fits), Tier::Declared);
            }
        }
        Ok(tags)
    }
}

/// The grade that counts for a sheet: the higher of the issuer's and the seller's.
#[must_use]
pub fn grade<'a>(pack: &'a Pack, sheet: &ProductSheet) -> Option<&'a Id> {
    let grades = &pack.document().matching.grades;
    let higher = position(grades, &sheet.issuer_grade)?.max(position(grades, &sheet.seller_grade)?);
    grades.get(higher)
}

/// Whether any chosen option fits; none while the item is unanswered.
fn fit(known: &Known, table: &FitTable, wanted: usize) -> Option<bool> {
    let chosen = known.chosen(table.item);
    if chosen == 0 {
        return None;
    }
    let mut options = table.fits.iter().enumerate().filter(|(n, _)| chosen & bit(*n) != 0);
    Some(options.any(|(_, fits)| fits & bit(wanted) != 0))
}

fn choice(position: usize) -> Value {
    Value::Choice(u16::try_from(position).unwrap_or(u16::MAX))
}

fn find(list: &[Id], id: &Id, field: &str) -> Result<usize, Error> {
    position(list, id).ok_or_else(|| {
        let message = ["the pack does not declare '", id.as_str(), "'"].concat();
        Error::new(Code::Reference, ["/product/", field].concat(), message)
    })
}
