//! A checked document in the form that screening and proving walk: ids become positions, conditions are typed,
//! points stand in tables.
//!
//! Takes a document, gives [`Compiled`]. It holds everything that a class, a decision and a band need, so that
//! nobody has to walk the document beside it.

mod credit;
mod evidence;
pub(crate) mod links;
mod price;
mod risk;
mod shelf;
pub(crate) mod signals;
pub(crate) mod sources;
mod tables;

use crate::Code;
use crate::condition::{Condition, Fields};
use crate::id::Id;
use crate::json::Json;
use crate::pack::check::Findings;
use crate::pack::fields::Layout;
use crate::pack::schema::{Fraud, PackDocument, Rule, Severity};
use crate::terms::{ClassIndex, GradeIndex, OptionSet, Outcome, Tier};

use links::Links;

pub use credit::{
    BinTable, CeilingTable, CharacteristicTable, CreditTable, Height, LimitBandTable, LimitTable, StressTable, WHOLE,
};
pub use evidence::EvidenceTable;
pub(crate) use evidence::meets;
pub use price::{CostsTable, PriceTable, RatesTable};
pub use risk::{ConcentrationTable, LineTable, MarginTable, RiskTable};
pub use shelf::ShelfTable;
pub use signals::{CERTAIN, ModelTable, PREFIX};
pub use sources::{Source, independent};
pub use tables::{
    BandTable, CapTable, ContradictionTable, Derivation, FactTable, FitTable, FraudRuleTable, FraudTable, GateTable,
    ItemTable, LowestTable, Measure, OptionTable, PromiseTable, RuleTable, ThresholdTable,
};

/// What screening and proving need of a pack.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// Where fields stand.
    pub layout: Layout,
    /// Items in commitment order.
    pub items: Vec<ItemTable>,
    /// Facts in commitment order.
    pub facts: Vec<FactTable>,
    /// Classes from the lowest.
    pub classes: Vec<Id>,
    /// Basic dimensions.
    pub basics: Vec<Id>,
    /// Dimensions with bands, in the order of the pack.
    pub measures: Vec<Measure>,
    /// The predicate of the lowest class.
    pub lowest: LowestTable,
    /// What holds a class down, in the order of the pack.
    pub caps: Vec<CapTable>,
    /// Answers that are unusual together, in the order of the pack.
    pub contradictions: Vec<ContradictionTable>,
    /// Who may be served online.
    pub eligibility: Vec<RuleTable>,
    /// How class meets product.
    pub rules: Vec<RuleTable>,
    /// Access conditions.
    pub gates: Vec<GateTable>,
    /// What permissions ask for, before no product.
    pub permissions: Vec<GateTable>,
    /// For each class, the highest grade that matches.
    pub reach: Vec<GradeIndex>,
    /// Which terms match an answer.
    pub term: Option<FitTable>,
    /// Which types match an answer.
    pub kind: Option<FitTable>,
    /// What the author promises, in the order of the pack.
    pub never: Vec<PromiseTable>,
    /// What signals mean; none where the pack reads none.
    pub fraud: Option<FraudTable>,
    /// What a person can afford; none where the pack does not ask.
    pub credit: Option<CreditTable>,
    /// What a fall would do; none where the pack does not ask.
    pub risk: Option<RiskTable>,
    /// What borrowing would cost; none where the pack shows no price.
    pub price: Option<PriceTable>,
    /// By what suitable products are ranked; none where the pack ranks none.
    pub shelf: Option<ShelfTable>,
}

impl Compiled {
    /// Compiles a document; adds what conditions get wrong, and whether a link leads nowhere, to `findings`. None where it
    /// added one.
    pub fn of(document: &PackDocument, findings: &mut Findings) -> Option<Self> {
        let layout = Layout::of(document);
        let classes = &document.classes;
        let matching = &document.matching;
        let basic = classes.dimensions.iter().filter(|dimension| dimension.sum_of.is_empty());
        let basics: Vec<Id> = basic.map(|dimension| dimension.id.clone()).collect();
        let mut links = Links { document, layout: &layout, basics: &basics, lost: None };
        let person = |json: &Json, part: &[&str], n: usize, findings: &mut Findings| {
            findings.keep(Condition::compile(json, &layout.person, &pointer(part, n)))
        };

        let lowest = findings.keep(Condition::compile(&classes.lowest.when, &layout.person, "/classes/lowest/when"));
        let mut caps = Vec::with_capacity(classes.caps.len());
        for (n, cap) in classes.caps.iter().enumerate() {
            let when = person(&cap.when, &["/classes/caps/", "/when"], n, findings);
            let class = links.class(&cap.class_at_most);
            caps.extend(when.map(|when| CapTable { id: cap.id.clone(), when, class }));
        }
        let mut contradictions = Vec::with_capacity(document.contradictions.len());
        for (n, written) in document.contradictions.iter().enumerate() {
            let when = person(&written.when, &["/contradictions/", "/when"], n, findings);
            let class = written.class_at_most.as_ref().map(|class| links.class(class));
            let (id, then, kept) = (written.id.clone(), written.then, written.kept);
            contradictions.extend(when.map(|when| ContradictionTable { id, when, then, kept, class }));
        }
        for table in contradictions.iter().filter(|table: &&ContradictionTable| table.can(Severity::Cap)) {
            if table.class.is_none() {
                links.lose(&table.id);
            }
        }
        let mut gates = Vec::with_capacity(document.gates.len());
        for (n, gate) in document.gates.iter().enumerate() {
            let requires = person(&gate.requires, &["/gates/", "/requires"], n, findings);
            let tags = links.options(&matching.tags, &gate.tags);
            let (id, tier, unmet, flow) = (gate.id.clone(), gate.tier, gate.unmet, gate.flow.clone());
            gates.extend(requires.map(|requires| GateTable { id, tags, tier, requires, unmet, flow }));
        }
        let mut permissions = Vec::with_capacity(document.permissions.len());
        for (n, one) in document.permissions.iter().enumerate() {
            let requires = person(&one.requires, &["/permissions/", "/requires"], n, findings);
            let (id, tags, tier, unmet, flow) =
                (one.id.clone(), OptionSet::EMPTY, one.tier, one.unmet, one.flow.clone());
            permissions.extend(requires.map(|requires| GateTable { id, tags, tier, requires, unmet, flow }));
        }
        let mut never = Vec::with_capacity(document.never.len());
        for (n, promise) in document.never.iter().enumerate() {
            let when = person(&promise.when, &["/never/", "/when"], n, findings);
            let class_at_most = promise.class_at_most.as_ref().map(|class| links.class(class));
            let grade_at_most = promise.grade_at_most.as_ref().map(|grade| links.grade(grade));
            let never_bars = promise.never_bars.as_ref().map(|grade| links.grade(grade));
            let id = promise.id.clone();
            never.extend(when.map(|when| PromiseTable { id, when, class_at_most, grade_at_most, never_bars }));
        }
        let fraud = document.fraud.as_ref().map(|fraud| fraud_table(document, fraud, &layout, findings));
        let eligibility = rules(&document.eligibility, "/eligibility/", &layout.person, findings);
        let matched = rules(&matching.rules, "/matching/rules/", &layout.product, findings);
        let credit = document.credit.as_ref().map(|credit| links.credit(credit));
        let risk = document.risk.as_ref().map(|risk| links.risk(risk));
        let price = document.price.as_ref().map(|price| links.price(price));
        let shelf = document.shelf.as_ref().map(|shelf| links.shelf(shelf));
        let reach = links.reach();
        let items = document.items().map(|item| links.item(item)).collect();
        let facts = document.facts.iter().map(|fact| links.fact(fact)).collect();
        let measures = classes.dimensions.iter().filter_map(|dimension| links.measure(dimension)).collect();
        let term = matching.term.as_ref().map(|fit| links.fit(fit, &matching.terms));
        let kind = matching.kind.as_ref().map(|fit| links.fit(fit, &matching.types));
        if let Some(id) = &links.lost {
            let message = ["'", id.as_str(), "' leads to nothing that the pack declares"].concat();
            findings.add(Code::Reference, "", &message);
        } else if !layout.is_plain() {
            findings.add(Code::Duplicate, "", "two fields have one name, or a field has more than 64 options");
        }
        Some(Self {
            items,
            facts,
            classes: classes.list.clone(),
            measures,
            lowest: LowestTable { id: classes.lowest.id.clone(), when: lowest? },
            caps,
            contradictions,
            eligibility,
            rules: matched,
            gates,
            permissions,
            reach,
            term,
            kind,
            never,
            fraud,
            credit,
            risk,
            price,
            shelf,
            basics,
            layout,
        })
    }

    /// The id of a class.
    #[must_use]
    pub fn class(&self, class: ClassIndex) -> Option<&Id> {
        class.of(&self.classes)
    }

    /// A class by its id.
    #[must_use]
    pub fn class_of(&self, id: &Id) -> Option<ClassIndex> {
        links::position(&self.classes, id).map(ClassIndex::new)
    }
}

fn fraud_table(document: &PackDocument, fraud: &Fraud, layout: &Layout, findings: &mut Findings) -> FraudTable {
    let fields = signals::fields(document);
    let models = signals::models(document, &fields);
    let facts = signals::facts(document).map(|(fact, _)| layout.fact(fact)).collect();
    let mut rules = Vec::with_capacity(fraud.rules.len());
    for (n, rule) in fraud.rules.iter().enumerate() {
        let at = pointer(&["/fraud/rules/", "/when"], n);
        let Some(when) = findings.keep(Condition::compile(&rule.when, &fields, &at)) else { continue };
        let Some(source) = sources::source_of(&when, &fields, &models) else {
            findings.add(
                Code::Inconsistent,
                at,
                "a fraud rule reads signals of one family or one model, and does not ask whether a signal is there",
            );
            continue;
        };
        let (id, purposes) = (rule.id.clone(), rule.purposes.clone());
        rules.push(FraudRuleTable { id, concern: rule.concern, purposes, when, source, weight: rule.weight });
    }
    let bands = fraud.bands.iter().map(|level| ThresholdTable {
        id: level.id.clone(),
        band: level.band,
        concern: level.concern(),
        from: level.from,
        sources: level.families,
        flow: level.flow.clone(),
    });
    FraudTable { rules, bands: bands.collect(), models, facts }
}

fn rules(written: &[Rule], at: &str, fields: &Fields, findings: &mut Findings) -> Vec<RuleTable> {
    let mut compiled = Vec::with_capacity(written.len());
    for (n, rule) in written.iter().enumerate() {
        let mut compile =
            |json: &Json, part: &str| findings.keep(Condition::compile(json, fields, &pointer(&[at, part], n)));
        let when = compile(&rule.when, "/when");
        let unless = rule.unless.as_ref().and_then(|json| compile(json, "/unless"));
        let fallback = rule.if_unknown.as_ref();
        compiled.extend(when.map(|when| RuleTable {
            id: rule.id.clone(),
            purposes: rule.purposes.clone(),
            when,
            unless: unless.map(|unless| (unless, rule.unless_tier.unwrap_or(Tier::Attested))),
            outcome: rule.outcome,
            flow: rule.flow.clone(),
            if_unknown: fallback.map_or(Outcome::InsufficientEvidence, |fallback| fallback.outcome),
            flow_if_unknown: fallback.and_then(|fallback| fallback.flow.clone()),
        }));
    }
    compiled
}

/// The pointer of the n-th part of a list: what stands before and after the number.
fn pointer(around: &[&str], n: usize) -> String {
    around.join(&n.to_string())
}
