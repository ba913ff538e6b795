//! Which of many products a person may buy, each looked at as if it were bought in this session, and in which order they fit.

use crate::Error;
use crate::id::Id;
use crate::pack::compile::ShelfTable;
use crate::product::shelf::{Fit, LeftOut, NotRanked, measures, ranked};
use crate::product::suits;
use crate::session::{ProductSheet, Session};
use crate::terms::{FieldIndex, Outcome, Purpose};

use super::{Screening, assessed, profile};

/// A product's measures, or what keeps it out with the pack's reason.
type Fits = Result<Vec<i64>, (NotRanked, Option<Id>)>;

impl Screening<'_> {
    /// Products in the order in which they fit, for the person's own eyes: none where the pack ranks none in this session.
    /// A product is ranked only if its purchase would go on, now or after steps, and it is within class, term, type and
    /// target market. Nothing is ranked while a fact of the person's that counts is missing.
    ///
    /// # Errors
    /// [`Code::Reference`](crate::Code::Reference) when a sheet names a grade, type, term, tag or class that the pack does not have; `at` leads
    /// from the list to it.
    pub fn shelf(&self, products: &[ProductSheet]) -> Result<Option<Fit>, Error> {
        let Some(table) = self.pack().compiled().shelf.as_ref().filter(|table| table.applies(self.session())) else {
            return Ok(None);
        };
        let missing = self.known().lacking(self.pack(), &table.evidence);
        let (mut fitting, mut left_out) = (Vec::new(), Vec::new());
        for (n, product) in products.iter().enumerate() {
            match self.fits(table, product, &missing).map_err(|error| placed(n, error))? {
                Ok(measures) => fitting.push((product.id.clone(), measures)),
                Err((why, code)) => left_out.push(LeftOut { product: product.id.clone(), why, code }),
            }
        }
        Ok(Some(Fit { missing, ranked: ranked(&table.criteria, fitting), left_out }))
    }

    /// A product's measures, or what keeps it out.
    fn fits(&self, table: &ShelfTable, product: &ProductSheet, missing: &[Id]) -> Result<Fits, Error> {
        let (pack, known) = (self.pack(), self.known());
        let session = Session { purpose: Purpose::Purchase, product: Some(product.clone()), ..self.session().clone() };
        let profile = profile(pack, self.session(), known, self.on_file);
        let class = profile.class;
        let (_, bought) = assessed(pack, &session, self.case(), known, self.on_file, profile)?;
        let stopped = match bought.outcome {
            Outcome::Refuse => Some(NotRanked::Refuse),
            Outcome::Refer => Some(NotRanked::Refer),
            Outcome::Pause => Some(NotRanked::Pause),
            Outcome::InsufficientEvidence => Some(NotRanked::InsufficientEvidence),
            Outcome::Proceed | Outcome::ProceedAfter => None,
        };
        if let Some(why) = stopped {
            let deciding = bought.reasons.into_iter().find(|reason| reason.deciding);
            return Ok(Err((why, deciding.map(|reason| reason.code))));
        }
        if let Some(why) = suits(pack, known, product, class)? {
            return Ok(Err((why, None)));
        }
        if !missing.is_empty() {
            return Ok(Err((NotRanked::InsufficientEvidence, None)));
        }
        let value = |field: FieldIndex| known.counted(&table.evidence, field);
        Ok(measures(table, product, &value).ok_or((NotRanked::UnknownFigures, None)))
    }
}

/// An error about a product, at its place in the list.
fn placed(n: usize, mut error: Error) -> Error {
    if let Some(rest) = error.at.strip_prefix("/product") {
        error.at = ["/", &n.to_string(), rest].concat();
    }
    error
}
