//! A checked document in the form that screening walks: ids become positions, conditions are
//! typed, points stand in tables.

use crate::condition::Condition;
use crate::id::Id;
use crate::json::Json;
use crate::pack::check::Findings;
use crate::pack::fields::Layout;
use crate::pack::schema::{Derive, Fit, Item, ItemKind, PackDocument, Pick, Rule};

/// What screening needs of a pack.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// Where fields stand.
    pub layout: Layout,
    /// Items in commitment order.
    pub items: Vec<ItemTable>,
    /// Derived facts, by position of the fact.
    pub derived: Vec<Option<Derivation>>,
    /// Number of basic dimensions.
    pub basics: usize,
    /// Dimensions with bands, in the order of the pack.
    pub measures: Vec<Measure>,
    /// The predicate of the lowest class.
    pub lowest: Condition,
    /// Caps: condition and highest class.
    pub caps: Vec<(Condition, usize)>,
    /// Contradictions: condition and, for a cap, the highest class.
    pub contradictions: Vec<(Condition, Option<usize>)>,
    /// Who may be served online.
    pub eligibility: Vec<Clauses>,
    /// How class meets product.
    pub rules: Vec<Clauses>,
    /// Gates: tags and condition.
    pub gates: Vec<(u64, Condition)>,
    /// Class to the highest matching grade.
    pub reach: Vec<usize>,
    /// Which terms match an answer.
    pub term: Option<FitTable>,
    /// Which types match an answer.
    pub kind: Option<FitTable>,
    /// Promises' conditions, in the order of the pack.
    pub never: Vec<Condition>,
}

/// An item's points and marks.
#[derive(Debug, Clone)]
pub struct ItemTable {
    /// How it is answered.
    pub kind: ItemKind,
    /// How several options score.
    pub pick: Option<Pick>,
    /// Options in order.
    pub options: Vec<OptionTable>,
    /// All marks of its options.
    pub marks: u64,
}

/// An option's points and marks.
#[derive(Debug, Clone)]
pub struct OptionTable {
    /// Points per basic dimension.
    pub points: Vec<i32>,
    /// Marks, as bits.
    pub marks: u64,
    /// The interval of a number, both ends included.
    pub interval: (i64, i64),
}

/// A dimension with bands.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Position among the document's dimensions.
    pub dimension: usize,
    /// Basic dimensions that add up.
    pub parts: Vec<usize>,
    /// Least points, most points, class; in rising order.
    pub bands: Vec<(i64, i64, usize)>,
}

/// A rule's conditions.
#[derive(Debug, Clone)]
pub struct Clauses {
    /// Restricts.
    pub when: Condition,
    /// Lifts.
    pub unless: Option<Condition>,
}

/// Which product terms or types match each option of an item.
#[derive(Debug, Clone)]
pub struct FitTable {
    /// The item's position.
    pub item: usize,
    /// Option to terms or types, as bits.
    pub fits: Vec<u64>,
}

/// A derived fact, over field positions.
#[derive(Debug, Clone)]
pub enum Derivation {
    /// Completed years since the date.
    AgeOn(usize),
    /// Completed months since the date.
    MonthsSince(usize),
    /// The least.
    Min(Vec<usize>),
    /// The greatest.
    Max(Vec<usize>),
    /// Basis points.
    ShareBp(usize, usize),
}

impl Derivation {
    /// The fields that it is made from.
    #[must_use]
    pub fn operands(&self) -> Vec<usize> {
        match self {
            Self::AgeOn(field) | Self::MonthsSince(field) => vec![*field],
            Self::Min(fields) | Self::Max(fields) => fields.clone(),
            Self::ShareBp(part, whole) => vec![*part, *whole],
        }
    }
}

impl Compiled {
    /// Compiles a document whose parts were checked; adds what conditions get wrong to `findings`.
    pub fn of(document: &PackDocument, findings: &mut Findings) -> Option<Self> {
        let layout = Layout::of(document);
        let basics: Vec<&Id> =
            document.classes.dimensions.iter().filter(|d| d.sum_of.is_empty()).map(|d| &d.id).collect();
        let person = |json: &Json, at: String, findings: &mut Findings| {
            findings.keep(Condition::compile(json, &layout.person, &at))
        };
        let class = |id: &Id| document.class(id);

        let lowest = person(&document.classes.lowest.when, "/classes/lowest/when".into(), findings);
        let mut caps = Vec::new();
        for (n, cap) in document.classes.caps.iter().enumerate() {
            let when = person(&cap.when, format!("/classes/caps/{n}/when"), findings);
            caps.extend(when.zip(class(&cap.class_at_most)));
        }
        let mut contradictions = Vec::new();
        for (n, contradiction) in document.contradictions.iter().enumerate() {
            let when = person(&contradiction.when, format!("/contradictions/{n}/when"), findings);
            contradictions.extend(when.map(|when| (when, contradiction.class_at_most.as_ref().and_then(class))));
        }
        let mut gates = Vec::new();
        for (n, gate) in document.gates.iter().enumerate() {
            let requires = person(&gate.requires, format!("/gates/{n}/requires"), findings);
            gates.extend(requires.map(|requires| (bits(&document.matching.tags, &gate.tags), requires)));
        }
        let mut never = Vec::new();
        for (n, promise) in document.never.iter().enumerate() {
            never.extend(person(&promise.when, format!("/never/{n}/when"), findings));
        }
        let eligibility = clauses(&document.eligibility, "/eligibility", &layout.person, findings);
        let rules = clauses(&document.matching.rules, "/matching/rules", &layout.product, findings);
        let reach = document
            .classes
            .list
            .iter()
            .filter_map(|class| document.matching.reach.grades.get(class))
            .filter_map(|grade| position(&document.matching.grades, grade))
            .collect();
        Some(Self {
            items: document.items().map(|item| ItemTable::of(item, &basics)).collect(),
            derived: document.facts.iter().map(|fact| fact.derive.as_ref().map(|d| derivation(d, &layout))).collect(),
            basics: basics.len(),
            measures: measures(document, &basics),
            lowest: lowest?,
            caps,
            contradictions,
            eligibility,
            rules,
            gates,
            reach,
            term: document.matching.term.as_ref().map(|fit| fit_table(document, fit, &document.matching.terms)),
            kind: document.matching.kind.as_ref().map(|fit| fit_table(document, fit, &document.matching.types)),
            never,
            layout,
        })
    }
}

impl ItemTable {
    fn of(item: &Item, basics: &[&Id]) -> Self {
        let options: Vec<OptionTable> = item
            .options
            .iter()
            .map(|option| OptionTable {
                points: basics.iter().map(|id| option.points.get(*id).copied().unwrap_or(0)).collect(),
                marks: option.marks.iter().fold(0, |bits, mark| bits | mark.bit()),
                interval: (option.from.unwrap_or(i64::MIN), option.to.unwrap_or(i64::MAX)),
            })
            .collect();
        let marks = options.iter().fold(0, |bits, option| bits | option.marks);
        Self { kind: item.kind, pick: item.pick, options, marks }
    }
}

fn clauses(rules: &[Rule], at: &str, fields: &crate::condition::Fields, findings: &mut Findings) -> Vec<Clauses> {
    let mut compiled = Vec::with_capacity(rules.len());
    for (n, rule) in rules.iter().enumerate() {
        let when = findings.keep(Condition::compile(&rule.when, fields, &format!("{at}/{n}/when")));
        let unless = rule
            .unless
            .as_ref()
            .and_then(|json| findings.keep(Condition::compile(json, fields, &format!("{at}/{n}/unless"))));
        compiled.extend(when.map(|when| Clauses { when, unless }));
    }
    compiled
}

fn measures(document: &PackDocument, basics: &[&Id]) -> Vec<Measure> {
    let basic = |id: &Id| basics.iter().position(|basic| *basic == id);
    let banded = document.classes.dimensions.iter().enumerate().filter(|(_, d)| !d.bands.is_empty());
    banded
        .map(|(position, dimension)| Measure {
            dimension: position,
            parts: if dimension.sum_of.is_empty() {
                basic(&dimension.id).into_iter().collect()
            } else {
                dimension.sum_of.iter().filter_map(basic).collect()
            },
            bands: dimension
                .bands
                .iter()
                .filter_map(|band| {
                    let from = band.from.map_or(i64::MIN, i64::from);
                    let to = band.to.map_or(i64::MAX, i64::from);
                    document.class(&band.class).map(|class| (from, to, class))
                })
                .collect(),
        })
        .collect()
}

fn fit_table(document: &PackDocument, fit: &Fit, of: &[Id]) -> FitTable {
    let found = document.items().enumerate().find(|(_, item)| item.id == fit.item);
    FitTable {
        item: found.map_or(usize::MAX, |(position, _)| position),
        fits: found.map_or_else(Vec::new, |(_, item)| {
            item.options.iter().map(|option| fit.fits.get(&option.id).map_or(0, |ids| bits(of, ids))).collect()
        }),
    }
}

fn derivation(derive: &Derive, layout: &Layout) -> Derivation {
    let field = |id: &Id| layout.person.index_of(id.as_str()).unwrap_or(usize::MAX);
    let fields = |ids: &[Id]| ids.iter().map(field).collect();
    match derive {
        Derive::AgeOn(id) => Derivation::AgeOn(field(id)),
        Derive::MonthsSince(id) => Derivation::MonthsSince(field(id)),
        Derive::Min(ids) => Derivation::Min(fields(ids)),
        Derive::Max(ids) => Derivation::Max(fields(ids)),
        Derive::ShareBp { part, whole } => Derivation::ShareBp(field(part), field(whole)),
    }
}

/// The position of an id in a list.
pub(crate) fn position(list: &[Id], id: &Id) -> Option<usize> {
    list.iter().position(|other| other == id)
}

/// The ids that stand in a list, as bits of their positions.
pub(crate) fn bits(list: &[Id], ids: &[Id]) -> u64 {
    ids.iter().filter_map(|id| position(list, id)).fold(0, |bits, n| bits | bit(n))
}

/// The bit of a position; none beyond the 64th.
pub(crate) fn bit(position: usize) -> u64 {
    u32::try_from(position).ok().and_then(|n| 1_u64.checked_shl(n)).unwrap_or(0)
}
