//! Whether a product is within the reach of the classes that somebody had before.

use crate::Error;
use crate::date::Date;
use crate::pack::Pack;
use crate::session::EarlierClass;
use crate::terms::{ClassIndex, GradeIndex};

use super::undeclared::undeclared;

/// Whether a grade is within the reach of every class that somebody had within the pack's days, the one that held as they
/// began included: the last of its day, in the order of the list. None where the pack remembers none.
///
/// # Errors
/// [`Code::Reference`](crate::Code::Reference) for a class that the pack does not have.
pub(super) fn fits(
    pack: &Pack,
    earlier: &[EarlierClass],
    today: Date,
    grade: GradeIndex,
) -> Result<Option<bool>, Error> {
    let Some(remembered) = &pack.document().matching.earlier else { return Ok(None) };
    let days = i32::try_from(remembered.within_days).unwrap_or(i32::MAX);
    let since = Date::from_days(today.days().saturating_sub(days));
    let within = |one: &EarlierClass| since.is_none_or(|since| since <= one.assessed_on);
    let as_they_began = earlier.iter().filter(|one| !within(one)).max_by_key(|one| one.assessed_on);
    let compiled = pack.compiled();
    let mut fits = true;
    for one in earlier.iter().filter(|one| within(one)).chain(as_they_began) {
        let class: Option<ClassIndex> = compiled.class_of(&one.class);
        let reach = class.and_then(|class| class.of(&compiled.reach));
        let reach = reach.ok_or_else(|| undeclared(&one.class, "/earlier"))?;
        fits = fits && grade <= *reach;
    }
    Ok(Some(fits))
}
