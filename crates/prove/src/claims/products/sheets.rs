//! Product sheets, as far as the rules of a pack tell them apart.

use prescreen::condition::{Node, Test};
use prescreen::id::Id;
use prescreen::json::Entries;
use prescreen::pack::Pack;
use prescreen::pack::compile::RuleTable;
use prescreen::pack::fields::ProductField;
use prescreen::session::{EarlierClass, ProductSheet};
use prescreen::terms::{ClassIndex, FieldIndex, GradeIndex, OptionSet};

use crate::witness::Bought;

/// Most tags that rules may read, for every set of them to be gone through.
const MAX_TAGS: usize = 8;

/// A product sheet, as far as rules tell sheets apart.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    /// Its grade.
    pub grade: GradeIndex,
    /// Its type's place.
    pub kind: usize,
    /// Its term's place.
    pub term: usize,
    /// Its tags.
    pub tags: OptionSet,
    /// An earlier class, remembered by the pack, whose reach the grade is beyond; none where all reach it.
    pub earlier: Option<ClassIndex>,
}

/// Every sheet from a grade on that the rules tell apart; none when there are too many.
pub fn sheets(pack: &Pack, from: GradeIndex) -> Option<Vec<Sheet>> {
    let matching = &pack.document().matching;
    let read = tags_read(pack);
    if read.len() > MAX_TAGS {
        return None;
    }
    let mut tags = vec![OptionSet::EMPTY];
    for tag in read {
        let with: Vec<OptionSet> = tags.iter().map(|tags| *tags | OptionSet::one(tag)).collect();
        tags.extend(with);
    }
    let lowest = pack.compiled().reach.first().filter(|_| earlier_read(pack));
    let mut sheets = Vec::new();
    for grade in (from.get()..matching.grades.len()).map(GradeIndex::new) {
        let beyond = lowest.filter(|reach| **reach < grade).map(|_| ClassIndex::new(0));
        for kind in 0..matching.types.len() {
            for term in 0..matching.terms.len() {
                for earlier in core::iter::once(None).chain(beyond.map(Some)) {
                    sheets.extend(tags.iter().map(|tags| Sheet { grade, kind, term, tags: *tags, earlier }));
                }
            }
        }
    }
    Some(sheets)
}

/// The tags that rules, not gates, read: a gate bars, so a product without its tag is bought more easily.
fn tags_read(pack: &Pack) -> Vec<usize> {
    let field = pack.compiled().layout.product_field(ProductField::Tags);
    let mut read = OptionSet::EMPTY;
    for rule in &pack.compiled().rules {
        for condition in core::iter::once(&rule.when).chain(rule.unless.as_ref().map(|(unless, _)| unless)) {
            tested(condition.node(), field, &mut read);
        }
    }
    (0..pack.document().matching.tags.len()).filter(|n| read.contains(*n)).collect()
}

/// Whether rules hold a purchase against earlier classes that the pack remembers.
fn earlier_read(pack: &Pack) -> bool {
    let field = pack.compiled().layout.product_field(ProductField::EarlierFits);
    let mut rules = pack.compiled().rules.iter();
    let conditions = |rule: &RuleTable| {
        rule.when.fields().chain(rule.unless.iter().flat_map(|(unless, _)| unless.fields())).any(|read| read == field)
    };
    pack.document().matching.earlier.is_some() && rules.any(conditions)
}

fn tested(node: &Node, field: FieldIndex, read: &mut OptionSet) {
    match node {
        Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| tested(part, field, read)),
        Node::Not(part) => tested(part, field, read),
        Node::Test(at, Test::HasAny(tags) | Test::HasAll(tags)) if *at == field => *read |= *tags,
        // How many tags there are: every tag counts.
        Node::Test(at, Test::Size(..)) if *at == field => *read = OptionSet::from_bits(u64::MAX),
        Node::Test(..) | Node::Exists(_) => {}
    }
}

/// A sheet as a session on the pack's first day names it.
pub fn sheet(pack: &Pack, sheet: Sheet) -> Option<Bought> {
    let matching = &pack.document().matching;
    let grade = sheet.grade.of(&matching.grades)?;
    let product = ProductSheet {
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
            .filter(|(n, _)| sheet.tags.contains(*n))
            .map(|(_, tag)| tag.clone())
            .collect(),
        figures: None,
    };
    let classes = sheet.earlier.map(|class| pack.compiled().class(class)).into_iter().flatten().cloned();
    let assessed_on = pack.document().effective.from;
    Some(Bought { product, earlier: classes.map(|class| EarlierClass { class, assessed_on }).collect() })
}
