//! A checked document in the form that screening walks: ids become positions, conditions are
//! typed, points stand in tables.

use crate::Code;
use crate::condition::Condition;
use crate::fraud::{self, ModelTable, Source};
use crate::id::Id;
use crate::json::Json;
use crate::pack::check::Findings;
use crate::pack::fields::Layout;
use crate::pack::schema::{Derive, Fit, Fraud, Item, ItemKind, PackDocument, Pick, Rule, Severity};

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
    /// Rules over signals.
    pub fraud: FraudTable,
}

/// The rules of the pack's `fraud` part; empty where it has none.
#[derive(Debug, Clone, Default)]
pub struct FraudTable {
    /// Condition and the one thing that it rests on, in the order of the pack.
    pub rules: Vec<(Condition, Source)>,
    /// The models that rules read.
    pub models: Vec<ModelTable>,
    /// Where the facts that they may read stand among the pack's fields.
    pub facts: Vec<usize>,
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
    /// The reason code of its class.
    pub code: Id,
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
    /// Compiles a document; adds what conditions get wrong, and whether a link leads nowhere, to `findings`.
    pub fn of(document: &PackDocument, findings: &mut Findings) -> Option<Self> {
        let layout = Layout::of(document);
        let mut links = Links { layout: &layout, lost: None };
        let classes = &document.classes;
        let matching = &document.matching;
        let basics: Vec<Id> =
            classes.dimensions.iter().filter(|d| d.sum_of.is_empty()).map(|dimension| dimension.id.clone()).collect();
        let person = |json: &Json, part: &[&str], n: usize, findings: &mut Findings| {
            findings.keep(Condition::compile(json, &layout.person, &pointer(part, n)))
        };

        let lowest = findings.keep(Condition::compile(&classes.lowest.when, &layout.person, "/classes/lowest/when"));
        let mut caps = Vec::new();
        for (n, cap) in classes.caps.iter().enumerate() {
            let when = person(&cap.when, &["/classes/caps/", "/when"], n, findings);
            let class = links.to(&classes.list, &cap.class_at_most);
            caps.extend(when.map(|when| (when, class)));
        }
        let mut contradictions = Vec::new();
        for (n, contradiction) in document.contradictions.iter().enumerate() {
            let when = person(&contradiction.when, &["/contradictions/", "/when"], n, findings);
            let class = contradiction.class_at_most.as_ref().map(|class| links.to(&classes.list, class));
            if class.is_none() && contradiction.can(Severity::Cap) {
                links.lose(&contradiction.id);
            }
            contradictions.extend(when.map(|when| (when, class)));
        }
        let mut gates = Vec::new();
        for (n, gate) in document.gates.iter().enumerate() {
            let requires = person(&gate.requires, &["/gates/", "/requires"], n, findings);
            let tags = links.bits(&matching.tags, &gate.tags);
            gates.extend(requires.map(|requires| (tags, requires)));
        }
        let mut never = Vec::new();
        for (n, promise) in document.never.iter().enumerate() {
            never.extend(person(&promise.when, &["/never/", "/when"], n, findings));
        }
        let fraud = document.fraud.as_ref().map(|fraud| fraud_table(document, fraud, &layout, findings));
        let eligibility = clauses(&document.eligibility, "/eligibility/", &layout.person, findings);
        let rules = clauses(&matching.rules, "/matching/rules/", &layout.product, findings);
        let mut reach = Vec::new();
        for class in &classes.list {
            match matching.reach.grades.get(class) {
                Some(grade) => reach.push(links.to(&matching.grades, grade)),
                None => links.lose(class),
            }
        }
        let items = document.items().map(|item| links.item(item, &basics)).collect();
        let derived =
            document.facts.iter().map(|fact| fact.derive.as_ref().map(|derive| links.derivation(derive))).collect();
        let measures = links.measures(document, &basics);
        let term = matching.term.as_ref().map(|fit| links.fit(document, fit, &matching.terms));
        let kind = matching.kind.as_ref().map(|fit| links.fit(document, fit, &matching.types));
        if let Some(id) = &links.lost {
            findings.add(
                Code::Reference,
                "",
                &["'", id.as_str(), "' leads to nothing that the pack declares"].concat(),
            );
        } else if !layout.is_plain() {
            findings.add(Code::Duplicate, "", "two fields have one name, or a field has more than 64 options");
        }
        let basics = basics.len();
        Some(Self {
            items,
            derived,
            basics,
            measures,
            lowest: lowest?,
            caps,
            contradictions,
            eligibility,
            rules,
            gates,
            reach,
            term,
            kind,
            never,
            fraud: fraud.unwrap_or_default(),
            layout,
        })
    }
}

fn fraud_table(document: &PackDocument, fraud: &Fraud, layout: &Layout, findings: &mut Findings) -> FraudTable {
    let fields = fraud::fields(document);
    let models = fraud::models(document, &fields);
    let facts = fraud::facts(document).map(|(fact, _)| layout.fact(fact)).collect();
    let mut table = FraudTable { rules: Vec::new(), models, facts };
    for (n, rule) in fraud.rules.iter().enumerate() {
        let at = pointer(&["/fraud/rules/", "/when"], n);
        let Some(when) = findings.keep(Condition::compile(&rule.when, &fields, &at)) else { continue };
        match fraud::source_of(&when, &fields, &table.models) {
            Some(source) => table.rules.push((when, source)),
            None => findings.add(
                Code::Inconsistent,
                at,
                "a fraud rule reads signals of one family or one model, and does not ask whether a signal is there",
            ),
        }
    }
    table
}

fn clauses(rules: &[Rule], at: &str, fields: &crate::condition::Fields, findings: &mut Findings) -> Vec<Clauses> {
    let mut compiled = Vec::with_capacity(rules.len());
    for (n, rule) in rules.iter().enumerate() {
        let mut compile =
            |json: &Json, part: &str| findings.keep(Condition::compile(json, fields, &pointer(&[at, part], n)));
        let when = compile(&rule.when, "/when");
        let unless = rule.unless.as_ref().and_then(|json| compile(json, "/unless"));
        compiled.extend(when.map(|when| Clauses { when, unless }));
    }
    compiled
}

/// The pointer of the n-th part of a list: what stands before and after the number.
fn pointer(around: &[&str], n: usize) -> String {
    around.join(&n.to_string())
}

/// Ids to positions; remembers the first that leads nowhere. Where it stands is `check`'s to say.
struct Links<'a> {
    layout: &'a Layout,
    lost: Option<Id>,
}

impl Links<'_> {
    fn lose(&mut self, id: &Id) {
        self.lost.get_or_insert_with(|| id.clone());
    }

    fn to(&mut self, list: &[Id], id: &Id) -> usize {
        position(list, id).unwrap_or_else(|| {
            self.lose(id);
            0
        })
    }

    fn bits(&mut self, list: &[Id], ids: &[Id]) -> u64 {
        ids.iter().fold(0, |bits, id| bits | bit(self.to(list, id)))
    }

    fn item(&mut self, item: &Item, basics: &[Id]) -> ItemTable {
        let mut options = Vec::with_capacity(item.options.len());
        let mut all = 0;
        for option in &item.options {
            let mut points = vec![0; basics.len()];
            for (id, given) in &option.points {
                let basic = self.to(basics, id);
                if let Some(slot) = points.get_mut(basic) {
                    *slot = *given;
                }
            }
            let marks = option.marks.iter().fold(0, |bits, mark| bits | mark.bit());
            all |= marks;
            let interval = (option.from.unwrap_or(i64::MIN), option.to.unwrap_or(i64::MAX));
            options.push(OptionTable { points, marks, interval });
        }
        ItemTable { kind: item.kind, pick: item.pick, options, marks: all }
    }

    fn measures(&mut self, document: &PackDocument, basics: &[Id]) -> Vec<Measure> {
        let mut measures = Vec::new();
        for (position, dimension) in document.classes.dimensions.iter().enumerate() {
            if dimension.bands.is_empty() {
                continue;
            }
            let itself = core::slice::from_ref(&dimension.id);
            let parts = if dimension.sum_of.is_empty() { itself } else { &dimension.sum_of };
            let bands = dimension.bands.iter().map(|band| {
                let from = band.from.map_or(i64::MIN, i64::from);
                let to = band.to.map_or(i64::MAX, i64::from);
                (from, to, self.to(&document.classes.list, &band.class))
            });
            let bands = bands.collect();
            let parts = parts.iter().map(|id| self.to(basics, id)).collect();
            measures.push(Measure { dimension: position, code: dimension.reason_code(), parts, bands });
        }
        measures
    }

    fn fit(&mut self, document: &PackDocument, fit: &Fit, of: &[Id]) -> FitTable {
        let Some((position, item)) = document.items().enumerate().find(|(_, item)| item.id == fit.item) else {
            self.lose(&fit.item);
            return FitTable { item: 0, fits: Vec::new() };
        };
        let fits = item.options.iter().map(|option| match fit.fits.get(&option.id) {
            Some(ids) => self.bits(of, ids),
            None => {
                self.lose(&option.id);
                0
            }
        });
        FitTable { item: position, fits: fits.collect() }
    }

    fn derivation(&mut self, derive: &Derive) -> Derivation {
        match derive {
            Derive::AgeOn(id) => Derivation::AgeOn(self.field(id)),
            Derive::MonthsSince(id) => Derivation::MonthsSince(self.field(id)),
            Derive::Min(ids) => Derivation::Min(ids.iter().map(|id| self.field(id)).collect()),
            Derive::Max(ids) => Derivation::Max(ids.iter().map(|id| self.field(id)).collect()),
            Derive::ShareBp { part, whole } => Derivation::ShareBp(self.field(part), self.field(whole)),
        }
    }

    fn field(&mut self, id: &Id) -> usize {
        self.layout.person.index_of(id.as_str()).unwrap_or_else(|| {
            self.lose(id);
            0
        })
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
