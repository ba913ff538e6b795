//! Which of many products a person may buy, each looked at as if it were bought in this session, and in which order they fit.

use crate::Error;
use crate::id::Id;
use crate::pack::compile::ShelfTable;
use crate::product::shelf::{Fit, LeftOut, Measured, NotRanked, ranked};
use crate::product::suits;
use crate::session::{ProductSheet, Session};
use crate::terms::{FieldIndex, Outcome, Purpose};

use super::{Screening, assessed, profile};

/// What a product is put in order by, or what keeps it out with the pack's reason.
pub type Place = Result<Measured, (NotRanked, Option<Id>)>;

/// The facts that are missing, and a product's place; none where there is no product.
pub type Looked = (Vec<Id>, Option<Place>);

impl Screening<'_> {
    /// Products in the order in which they fit, for the person's own eyes: none where the pack ranks none in this session.
    /// A product is ranked only if its purchase would go on, now or after steps, and it is within class, term, type and
    /// target market. Nothing is ranked while a fact of the person's that counts is missing.
    ///
    /// # Errors
    /// [`Code::Reference`](crate::Code::Reference) when a sheet names a grade, type, term, tag or class that the pack does not have; `at` leads
    /// from the list to it.
    pub fn shelf(&self, products: &[ProductSheet]) -> Result<Option<Fit>, Error> {
        let Some(table) = self.shelf_table() else { return Ok(None) };
        let (mut fitting, mut left_out) = (Vec::new(), Vec::new());
        for (n, sheet) in products.iter().enumerate() {
            let product = sheet.id.clone();
            let session =
                Session { purpose: Purpose::Purchase, product: Some(sheet.clone()), ..self.session().clone() };
            match self.place_in(table, &session, sheet).map_err(|error| placed(n, error))? {
                Ok(Measured { key, measures }) => fitting.push((key, product, measures)),
                Err((why, code)) => left_out.push(LeftOut { product, why, code }),
            }
        }
        Ok(Some(Fit { missing: self.lacking(table), ranked: ranked(&table.criteria, fitting), left_out }))
    }

    /// The facts that are missing, and what [`Screening::shelf`] says of one product: for callers who put products in order
    /// themselves, by their keys and then their ids. `bought`: this session as the purchase of that product; without one,
    /// there is no place. None as there.
    ///
    /// # Errors
    /// [`Code::Reference`](crate::Code::Reference) as there, with `at` from the session.
    pub fn place(&self, bought: &Session) -> Result<Option<Looked>, Error> {
        let Some(table) = self.shelf_table() else { return Ok(None) };
        let sheet = bought.product.as_ref();
        let place = sheet.map(|sheet| self.place_in(table, bought, sheet)).transpose()?;
        Ok(Some((self.lacking(table), place)))
    }

    fn shelf_table(&self) -> Option<&ShelfTable> {
        self.pack().compiled().shelf.as_ref().filter(|table| table.applies(self.session()))
    }

    fn lacking(&self, table: &ShelfTable) -> Vec<Id> {
        self.known().lacking(self.pack(), &table.evidence)
    }

    fn place_in(&self, table: &ShelfTable, session: &Session, product: &ProductSheet) -> Result<Place, Error> {
        let (pack, known) = (self.pack(), self.known());
        let profile = profile(pack, self.session(), known, self.on_file);
        let class = profile.class;
        let (_, bought) = assessed(pack, session, self.case(), known, self.on_file, profile)?;
        let stopped = match bought.outcome {
            Outcome::Refuse => Some(NotRanked::Refuse),
            Outcome::Refer => Some(NotRanked::Refer),
            Outcome::Pause => Some(NotRanked::Pause),
            Outcome::InsufficientEvidence => Some(NotRanked::InsufficientEvidence),
            Outcome::Proceed | Outcome::ProceedAfter => None,
        };
        if let Some(why) = stopped {
            let deciding = bought.reasons.iter().find(|reason| reason.deciding);
            return Ok(Err((why, deciding.map(|reason| reason.code.clone()))));
        }
        if let Some(why) = suits(pack, known, product, class)? {
            return Ok(Err((why, None)));
        }
        if !self.lacking(table).is_empty() {
            return Ok(Err((NotRanked::InsufficientEvidence, None)));
        }
        let value = |field: FieldIndex| known.counted(&table.evidence, field);
        Ok(Measured::of(table, product, &value).ok_or((NotRanked::UnknownFigures, None)))
    }
}

/// An error about a product, at its place in the list.
fn placed(n: usize, mut error: Error) -> Error {
    if let Some(rest) = error.at.strip_prefix("/product") {
        error.at = ["/", &n.to_string(), rest].concat();
    }
    error
}
