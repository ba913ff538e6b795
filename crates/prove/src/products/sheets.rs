//! Product sheets, as far as the rules of a pack tell them apart.

use prescreen::condition::{Node, Test};
use prescreen::id::Id;
use prescreen::json::Entries;
use prescreen::pack::Pack;
use prescreen::pack::compile::bit;
use prescreen::pack::fields::ProductField;
use prescreen::session::ProductSheet;

/// Most tags that rules may read, for every set of them to be gone through.
const MAX_TAGS: usize = 8;

/// A product sheet, as far as rules tell sheets apart.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    /// Its grade's place.
    pub grade: usize,
    /// Its type's place.
    pub kind: usize,
    /// Its term's place.
    pub term: usize,
    /// Its tags, as bits.
    pub tags: u64,
}

/// Every sheet from a grade on that the rules tell apart; none when there are too many.
pub fn sheets(pack: &Pack, from: usize) -> Option<Vec<Sheet>> {
    let matching = &pack.document().matching;
    let read = tags_read(pack);
    if read.len() > MAX_TAGS {
        return None;
    }
    let mut tags = vec![0_u64];
    for tag in read {
        let with: Vec<u64> = tags.iter().map(|tags| tags | bit(tag)).collect();
        tags.extend(with);
    }
    let mut sheets = Vec::new();
    for grade in from..matching.grades.len() {
        for kind in 0..matching.types.len() {
            for term in 0..matching.terms.len() {
                sheets.extend(tags.iter().map(|tags| Sheet { grade, kind, term, tags: *tags }));
            }
        }
    }
    Some(sheets)
}

/// The tags that rules, not gates, read: a gate bars, so a product without its tag is bought more easily.
fn tags_read(pack: &Pack) -> Vec<usize> {
    let field = pack.compiled().layout.product_field(ProductField::Tags);
    let mut bits = 0;
    for clauses in &pack.compiled().rules {
        for condition in core::iter::once(&clauses.when).chain(&clauses.unless) {
            tested(condition.node(), field, &mut bits);
        }
    }
    (0..pack.document().matching.tags.len()).filter(|n| bits & bit(*n) != 0).collect()
}

fn tested(node: &Node, field: usize, bits: &mut u64) {
    match node {
        Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| tested(part, field, bits)),
        Node::Not(part) => tested(part, field, bits),
        Node::Test(at, Test::HasAny(tags) | Test::HasAll(tags)) if *at == field => *bits |= tags,
        // How many tags there are: every tag counts.
        Node::Test(at, Test::Size(..)) if *at == field => *bits = u64::MAX,
        Node::Test(..) | Node::Exists(_) => {}
    }
}

/// A sheet as a session names it.
pub fn sheet(pack: &Pack, sheet: Sheet) -> Option<ProductSheet> {
    let matching = &pack.document().matching;
    let grade = matching.grades.get(sheet.grade)?;
    Some(ProductSheet {
        id: Id::of_parts("product"),
        name: Entries::default(),
        issuer_grade: grade.clone(),
        seller_grade: grade.clone(),
        kind: matching.types.get(sheet.kind)?.clone(),
        term: matching.terms.get(sheet.term)?.clone(),
        tags: matching
            .tags
            .iter()
            .enumerate()
            .filter(|(n, _)| sheet.tags & bit(*n) != 0)
            .map(|(_, tag)| tag.clone())
            .collect(),
    })
}
