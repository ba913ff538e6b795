//! Products in the order in which they fit a case, each with why it stands where it does.
//!
//! Takes a file of sheets and a screening, gives what the pack's part `shelf` comes to. It orders nothing itself, and
//! repeats nothing of the case but the measures that the order rests on.

use prescreen::pack::schema::FitBy;
use prescreen::product::shelf::{Compared, Fit, LeftOut, NotRanked, Ranked};
use prescreen::session::{MAX_PRODUCTS_BYTES, ProductSheet, read_products};
use prescreen::{Pack, Screening};

use super::{Document, InputError};

/// Sheets to put in order.
pub struct Products {
    file: Document,
    sheets: Vec<ProductSheet>,
}

impl Products {
    /// Reads a JSON list of sheets.
    pub fn read(path: &str) -> Result<Self, Vec<InputError>> {
        let file = Document::read(path, MAX_PRODUCTS_BYTES)?;
        let sheets = read_products(&file.text).map_err(|error| file.problem(error))?;
        Ok(Self { file, sheets })
    }

    /// The order; none where the pack ranks no products in this session.
    pub fn ranked(&self, screening: &Screening<'_>) -> Result<Option<Fit>, Vec<InputError>> {
        screening.shelf(&self.sheets).map_err(|error| self.file.problem(error).into())
    }
}

/// The order as a person reads it.
pub fn said(pack: &Pack, locale: &str, fit: Option<&Fit>) -> String {
    let Some(fit) = fit else { return "\norder    none: the pack ranks no products in this session\n".into() };
    let mut said = String::from("\norder    by the pack's rule; what a firm earns is no part of it\n");
    for fact in &fit.missing {
        said.push_str(&format!("missing  {fact}: nothing is ranked without it\n"));
    }
    for one in &fit.ranked {
        said.push_str(&place(pack, locale, one));
    }
    for LeftOut { product, why, code } in &fit.left_out {
        let reason = code.as_ref().map_or_else(String::new, |code| {
            let text = pack.text(locale, &format!("reason.{code}")).unwrap_or_default();
            format!(", {code}: {text}")
        });
        said.push_str(&format!("out      {product}: {}{reason}\n", out(*why)));
    }
    said
}

fn place(pack: &Pack, locale: &str, Ranked { product, rank, measures, before }: &Ranked) -> String {
    let criteria = pack.document().shelf.iter().flat_map(|shelf| &shelf.criteria);
    let measures = criteria.zip(measures).map(|(one, measure)| format!("{} {}", one.id, in_unit(one.by, *measure)));
    let measures: Vec<String> = measures.collect();
    let why = before.as_ref().map_or_else(String::new, |Compared { product, criterion, by, own, other }| {
        let text = pack.text(locale, &format!("criterion.{criterion}")).unwrap_or_default();
        let (own, other) = (in_unit(*by, *own), in_unit(*by, *other));
        format!("         before {product} by {criterion}, {text}: {own}, the other {other}\n")
    });
    format!("place {rank:<2} {product}: {}\n{why}", measures.join("; "))
}

/// A measure in its unit.
fn in_unit(by: FitBy, measure: i64) -> String {
    let unit = match by {
        FitBy::Horizon => "months",
        FitBy::Liquidity => "days",
        FitBy::Concentration | FitBy::Loss => "bp",
        FitBy::Cost => "bp a year",
        FitBy::Complexity => return (if measure == 0 { "plain" } else { "complex" }).into(),
    };
    format!("{measure} {unit}")
}

/// What keeps a product out, as the pack language says it.
fn out(why: NotRanked) -> &'static str {
    match why {
        NotRanked::Refuse => "a rule does not let you buy it",
        NotRanked::Refer => "a person at the firm decides first",
        NotRanked::Pause => "a purchase waits",
        NotRanked::InsufficientEvidence => "not enough is known of you",
        NotRanked::AboveClass => "it is of a higher grade than your class reaches",
        NotRanked::OtherTerm => "its term is another than you look for",
        NotRanked::OtherType => "its type is another than you look for",
        NotRanked::OutsideTarget => "it is not made for your class",
        NotRanked::UnknownFigures => "not enough is known of the product",
    }
}
