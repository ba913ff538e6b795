//! Whether a product may be shown as fitting: within class, term, type and target market.

use crate::Error;
use crate::facts::Known;
use crate::pack::Pack;
use crate::pack::fields::ProductField;
use crate::session::ProductSheet;
use crate::terms::{ClassIndex, Tier};

use super::fields::ProductFields;
use super::shelf::NotRanked;
use super::undeclared::undeclared;

/// What keeps a product from being shown as fitting; none where nothing does. What is not known keeps it out.
///
/// # Errors
/// [`Code::Reference`](crate::Code::Reference) when the sheet names something that the pack does not have.
pub(crate) fn suits(
    pack: &Pack,
    known: &Known,
    product: &ProductSheet,
    class: Option<ClassIndex>,
) -> Result<Option<NotRanked>, Error> {
    let compiled = pack.compiled();
    let sheet = ProductFields::of(pack, known, product, &[], class.map(|class| (class, Tier::Declared)))?;
    let target = product.figures.as_ref().map_or(&[] as &[_], |figures| &figures.target);
    for one in target {
        compiled.class_of(one).ok_or_else(|| undeclared(one, "/product/figures/target"))?;
    }
    let ways = [
        (ProductField::GradeFits, true, NotRanked::AboveClass),
        (ProductField::TermFits, compiled.term.is_some(), NotRanked::OtherTerm),
        (ProductField::TypeFits, compiled.kind.is_some(), NotRanked::OtherType),
    ];
    for (way, compares, why) in ways {
        match sheet.fits(way) {
            Some(true) => {}
            None if !compares => {}
            None => return Ok(Some(NotRanked::InsufficientEvidence)),
            Some(false) => return Ok(Some(why)),
        }
    }
    let class = class.and_then(|class| compiled.class(class));
    Ok(match class {
        _ if target.is_empty() => Some(NotRanked::UnknownFigures),
        Some(class) if target.contains(class) => None,
        _ => Some(NotRanked::OutsideTarget),
    })
}
