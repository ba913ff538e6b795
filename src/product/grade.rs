//! Which of a product's two grades counts.

use crate::id::Id;
use crate::pack::Pack;
use crate::terms::GradeIndex;

/// The grade that counts for a product: the higher of the issuer's and the seller's, in the pack's order of grades. None
/// when the pack does not have one of them.
#[must_use]
pub fn grade<'a>(pack: &'a Pack, issuer: &str, seller: &str) -> Option<&'a Id> {
    let grades = &pack.document().matching.grades;
    let place = |wanted| grades.iter().position(|grade| grade.as_str() == wanted);
    counting(place(issuer)?, place(seller)?).of(grades)
}

/// The higher of two grades, by their places.
pub(super) fn counting(issuer: usize, seller: usize) -> GradeIndex {
    GradeIndex::new(issuer.max(seller))
}
