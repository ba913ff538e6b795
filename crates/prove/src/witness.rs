//! A counterexample as documents that `prescreen screen` reads, and what files give beside them, tried on the engine before it is shown.
//!
//! Takes the choices of a path and an assignment of facts, gives a session and a case. What they come to
//! is the engine's to say: a claim is refuted only by what the engine repeats.

use serde::Serialize;

use prescreen::assessment::Affordability;
use prescreen::case::Found;
use prescreen::condition::{FieldKind, Value};
use prescreen::date::{Date, Instant};
use prescreen::id::Id;
use prescreen::json::{Entries, Json};
use prescreen::pack::Pack;
use prescreen::pack::compile::{Derivation, ItemTable};
use prescreen::pack::fields::Role;
use prescreen::pack::schema::{Fact, ItemKind, Provider};
use prescreen::session::{EarlierClass, FactValue, ProductSheet, Session};
use prescreen::terms::{FieldIndex, FileTier, Nonce, Origin, Outcome, Purpose, Tier};
use prescreen::{Assessment, Case, Screening};

use crate::symbolic::SymbolicPack;
use crate::symbolic::choices::Choice;
use crate::symbolic::regions::Assignment;
use crate::walk::Path;

/// Somebody who breaks a promise, or shows that something can happen.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Applicant {
    /// A session for `prescreen screen`.
    pub session: Session,
    /// A case for `prescreen screen`.
    #[serde(serialize_with = "shown")]
    #[cfg_attr(feature = "schema", schemars(with = "Case"))]
    pub case: Json,
    /// Facts that come from a file, which no case can hold: for `prescreen screen --as-if-found`.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<String, FoundFact>"))]
    pub found: Entries<Id, FoundFact>,
    /// The class that the engine gives; none where something is missing.
    pub class: Option<Id>,
    /// The outcome that the engine gives.
    pub outcome: Outcome,
    /// What the engine says that they can afford; none where the pack does not ask.
    pub credit: Option<Affordability>,
}

/// A made-up fact of a made-up file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FoundFact {
    /// The value.
    pub value: FactValue,
    /// `parsed` or `consistent`.
    pub tier: Tier,
}

/// A made-up case, which is nobody's and may be shown.
fn shown<S: serde::Serializer>(json: &Json, serializer: S) -> Result<S::Ok, S::Error> {
    match json {
        Json::Null | Json::Float(_) => serializer.serialize_unit(),
        Json::Bool(value) => serializer.serialize_bool(*value),
        Json::Int(value) => serializer.serialize_i64(*value),
        Json::Text(value) => serializer.serialize_str(value),
        Json::List(values) => serializer.collect_seq(values.iter().map(Shown)),
        Json::Map(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, Shown(value)))),
    }
}

struct Shown<'a>(&'a Json);

impl Serialize for Shown<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        shown(self.0, serializer)
    }
}

/// At which tier facts come: the first of these that one of a fact's providers gives.
pub type Evidence = [Tier; 4];

/// As session and case alone can hold them, as far as they can.
pub const PLAIN: Evidence = [Tier::Attested, Tier::Declared, Tier::Consistent, Tier::Parsed];

/// Each as well evidenced as it can be.
const BEST: Evidence = [Tier::Attested, Tier::Consistent, Tier::Parsed, Tier::Declared];

/// What is tried where tiers decide: what is plain, then letting go of one tier after the other.
pub const EVIDENCE: [Evidence; 5] = {
    use Tier::{Attested, Consistent, Declared, Parsed};
    [
        PLAIN,
        BEST,
        [Consistent, Parsed, Declared, Attested],
        [Parsed, Declared, Consistent, Attested],
        [Declared, Parsed, Consistent, Attested],
    ]
};

/// A sheet as a session names it, and what the session says of earlier classes.
#[derive(Debug, Clone)]
pub struct Bought {
    /// The product.
    pub product: ProductSheet,
    /// Classes before, each of the session's day.
    pub earlier: Vec<EarlierClass>,
}

/// What a counterexample is put together from.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// The pack, by its place in the symbolic pack.
    pub pack: usize,
    /// The choices made, one per item in the symbolic pack's order; none for no answers.
    pub path: Option<&'a Path>,
    /// The facts.
    pub facts: &'a Assignment,
    /// At which tier they come.
    pub evidence: Evidence,
    /// What the person is here for.
    pub purpose: Purpose,
    /// The product, for a purchase.
    pub product: Option<&'a Bought>,
    /// The class on file with its tier, for a purchase without answers.
    pub on_file: Option<(&'a Id, Tier)>,
}

/// Somebody's documents, ready for the engine.
pub struct Documents {
    /// The session.
    pub session: Session,
    /// The case as it is shown.
    json: Json,
    /// What files give, as it is shown.
    found: Entries<Id, FoundFact>,
    /// The case, with what files give.
    pub case: Case,
}

/// The applicant, as the engine sees them; none when the facts cannot be so, or the engine refuses them.
pub fn applicant(symbolic: &SymbolicPack<'_>, parts: &Parts<'_>) -> Option<(Applicant, Assessment)> {
    let Documents { session, json, found, case } = documents(symbolic, parts)?;
    let assessment = Screening::of(*symbolic.packs.get(parts.pack)?, &session, case).ok()?.assessment().clone();
    let Assessment { class, outcome, credit, .. } = assessment.clone();
    Some((Applicant { session, case: json, found, class, outcome, credit }, assessment))
}

/// What somebody brings to a screening.
pub struct Brought<'a> {
    /// Facts, each as well evidenced as it can be.
    pub values: &'a [(FieldIndex, Value)],
    /// Answers, by item.
    pub answers: Vec<(String, Json)>,
    /// What the person is here for.
    pub purpose: Purpose,
    /// The product.
    pub product: Option<&'a Bought>,
    /// The class on file with its tier.
    pub on_file: Option<(&'a Id, Tier)>,
}

/// Somebody who brings facts alone, and what is read of their screening.
pub fn of_values<T>(
    pack: &Pack,
    values: &[(FieldIndex, Value)],
    purpose: Purpose,
    product: Option<&Bought>,
    read: impl FnOnce(&Screening<'_>) -> T,
) -> Option<(Applicant, T)> {
    brought(pack, Brought { values, answers: Vec::new(), purpose, product, on_file: None }, read)
}

/// Somebody as the engine sees them, and what is read of their screening.
pub fn brought<T>(
    pack: &Pack,
    Brought { values, answers, purpose, product, on_file }: Brought<'_>,
    read: impl FnOnce(&Screening<'_>) -> T,
) -> Option<(Applicant, T)> {
    let day = pack.document().effective.from;
    let facts = Assignment::default();
    let parts = Parts { pack: 0, path: None, facts: &facts, evidence: BEST, purpose, product, on_file };
    let values: Vec<Valued> = values.iter().map(|(field, value)| (*field, *value, BEST)).collect();
    let given = provided(pack, &values)?;
    let mut session = session(pack, &parts, day);
    session.facts = given.attested;
    let mut members = vec![("facts".into(), Json::Map(given.declared))];
    if !answers.is_empty() {
        members.insert(0, ("answers".into(), Json::Map(answers)));
    }
    let json = Json::Map(members);
    let mut case = Case::read(&json.canonical()).ok()?;
    set_found(&mut case, pack, &given.found);
    let screening = Screening::of(pack, &session, &case).ok()?;
    let Assessment { class, outcome, credit, .. } = screening.assessment().clone();
    let told = read(&screening);
    Some((Applicant { session: session.clone(), case: json, found: given.found, class, outcome, credit }, told))
}

fn set_found(case: &mut Case, pack: &Pack, found: &Entries<Id, FoundFact>) {
    for (fact, FoundFact { value, tier }) in found {
        let tier = if *tier == Tier::Parsed { FileTier::Parsed } else { FileTier::Consistent };
        case.set_found(fact, Found::supposed(value.clone(), tier, pack.currency_of(fact)));
    }
}

/// The documents, with what the engine asks to be clarified kept as it is.
pub fn documents(symbolic: &SymbolicPack<'_>, parts: &Parts<'_>) -> Option<Documents> {
    let pack = symbolic.packs.get(parts.pack)?;
    let day = pack.document().effective.from;
    let mut session = session(pack, parts, day);
    let Given { attested, found, declared } = facts(symbolic, parts, &session, day)?;
    session.facts = attested;
    let answers = parts.path.map_or_else(Vec::new, |path| answers(symbolic, pack, path));
    let case = |clarified: &[Id]| {
        let clarified = clarified.iter().map(|id| Json::Text(id.as_str().into())).collect();
        Json::Map(vec![
            ("answers".into(), Json::Map(answers.clone())),
            ("facts".into(), Json::Map(declared.clone())),
            ("clarified".into(), Json::List(clarified)),
        ])
    };
    let read = |json: &Json| {
        let mut case = Case::read(&json.canonical()).ok()?;
        set_found(&mut case, pack, &found);
        Some(case)
    };
    let json = case(&[]);
    let unclarified = read(&json)?;
    let asks = Screening::of(*pack, &session, &unclarified).ok()?.readiness().asks;
    if asks.is_empty() {
        return Some(Documents { session, json, found, case: unclarified });
    }
    let json = case(&asks);
    let case = read(&json)?;
    Some(Documents { session, json, found, case })
}

/// A session in which the firm attests nothing.
fn session(pack: &Pack, parts: &Parts<'_>, day: Date) -> Session {
    let document = pack.document();
    let now = pack.noon(day);
    Session {
        id: Id::of_parts("applicant"),
        nonce: Nonce::from_bytes([0; 32]),
        audience: document.origins.first().cloned().unwrap_or_else(Origin::example),
        subject: Id::of_parts("applicant"),
        purpose: parts.purpose,
        pack: pack.reference().clone(),
        variant: Id::of_parts("base"),
        now,
        expires: Instant(now.0.saturating_add(3600)),
        product: parts.product.map(|bought| bought.product.clone()),
        permission: None,
        profile: parts.on_file.map(|(class, tier)| prescreen::session::ProfileOnFile {
            class: class.clone(),
            assessed_on: day,
            valid_until: day,
            pack: pack.reference().clone(),
            tier,
            suspended: false,
            overtaken: false,
        }),
        facts: Entries::default(),
        earlier: parts.product.map(|bought| bought.earlier.clone()).unwrap_or_default(),
    }
}

/// The answers of a path, by the pack's own items.
pub fn answers(symbolic: &SymbolicPack<'_>, pack: &Pack, path: &Path) -> Vec<(String, Json)> {
    let Some(first) = symbolic.packs.first() else { return Vec::new() };
    let items = first.compiled().items.iter().zip(&symbolic.choices).zip(path);
    let answer = |((item, choices), number): ((&ItemTable, &Vec<Choice>), &usize)| {
        let choice = choices.get(*number)?;
        let mut chosen = item.chosen(choice.options).map(|option| Json::text(&option.id));
        let value = match item.kind {
            ItemKind::Single => chosen.next()?,
            ItemKind::Multiple => Json::List(chosen.collect()),
            ItemKind::Number => Json::Int(choice.number?),
        };
        pack.compiled().items.iter().any(|own| own.id == item.id).then(|| (item.id.as_str().into(), value))
    };
    items.filter_map(answer).collect()
}

/// Facts by who gives them.
struct Given {
    attested: Entries<Id, FactValue>,
    found: Entries<Id, FoundFact>,
    declared: Vec<(String, Json)>,
}

/// Facts at the tiers at which they are to come; where means are asked about, with such others that nobody is held back.
fn facts(symbolic: &SymbolicPack<'_>, parts: &Parts<'_>, session: &Session, day: Date) -> Option<Given> {
    let pack = symbolic.packs.get(parts.pack)?;
    let layout = &pack.compiled().layout;
    let mut values: Vec<Valued> = Vec::new();
    let mut told: Vec<FieldIndex> = Vec::new();
    for (fact, value) in parts.facts {
        let field = symbolic.facts.fields.get(*fact)?;
        let name = symbolic.packs.get(field.pack)?.compiled().layout.person.name_of(field.field)?;
        let own = layout.person.index_of(name.as_str())?;
        told.push(own);
        let Some(value) = value else { continue };
        match &field.derived {
            None => values.push((own, *value, parts.evidence)),
            Some(derivation) => {
                let operands = operands(derivation, *value, day)?.into_iter();
                values.extend(operands.map(|(field, value)| (field, value, parts.evidence)));
            }
        }
    }
    told.extend(values.iter().map(|(field, ..)| *field));
    let others = symbolic.favourable(parts.pack, session).into_iter().filter(|(field, _)| !told.contains(field));
    values.extend(others.map(|(field, value)| (field, value, BEST)));
    provided(pack, &values)
}

/// A fact's value, and at which tier it comes.
type Valued = (FieldIndex, Value, Evidence);

/// Facts by who gives them.
fn provided(pack: &Pack, values: &[Valued]) -> Option<Given> {
    let layout = &pack.compiled().layout;
    let (mut attested, mut found, mut declared) = (Vec::new(), Vec::new(), Vec::new());
    for (n, (field, value, evidence)) in values.iter().enumerate() {
        if values.iter().take(n).any(|(other, before, _)| other == field && before != value) {
            return None;
        }
        let Role::Fact(fact) = layout.role(*field) else { return None };
        let fact = fact.of(&pack.document().facts)?;
        let given = given(layout.person.kind_of(*field)?, *value)?;
        match evidence.iter().find(|tier| comes(fact, **tier))? {
            Tier::Attested => attested.push((fact.id.clone(), given)),
            Tier::Declared => declared.push((fact.id.as_str().into(), json(&given))),
            tier => found.push((fact.id.clone(), FoundFact { value: given, tier: *tier })),
        }
    }
    Some(Given { attested: attested.into_iter().collect(), found: found.into_iter().collect(), declared })
}

/// Whether somebody who provides a fact gives it at this tier.
fn comes(fact: &Fact, tier: Tier) -> bool {
    fact.provided_by.contains(match tier {
        Tier::Attested => &Provider::Host,
        Tier::Consistent | Tier::Parsed => &Provider::File,
        Tier::Declared => &Provider::Person,
    })
}

fn given(kind: &FieldKind, value: Value) -> Option<FactValue> {
    Some(match (kind, value) {
        (_, Value::Boolean(value)) => FactValue::Boolean(value),
        (_, Value::Integer(value)) => FactValue::Integer(value),
        (_, Value::Date(days)) => FactValue::Text(Date::from_days(days)?.to_string()),
        (FieldKind::Choice(options), Value::Choice(n)) => FactValue::Text(options.get(usize::from(n))?.to_string()),
        _ => return None,
    })
}

fn json(value: &FactValue) -> Json {
    match value {
        FactValue::Boolean(value) => Json::Bool(*value),
        FactValue::Integer(value) => Json::Int(*value),
        FactValue::Text(value) => Json::Text(value.clone()),
    }
}

/// Values from which a derived fact comes out as wanted.
fn operands(derivation: &Derivation, wanted: Value, day: Date) -> Option<Vec<(FieldIndex, Value)>> {
    let Value::Integer(wanted) = wanted else { return None };
    let months = |months: i64| day.add_months(i32::try_from(months.checked_neg()?).ok()?);
    let date = |date: Date| Value::Date(date.days());
    Some(match derivation {
        Derivation::AgeOn(field) => vec![(*field, date(months(wanted.checked_mul(12)?)?))],
        Derivation::MonthsSince(field) => vec![(*field, date(months(wanted)?))],
        Derivation::Min(fields) | Derivation::Max(fields) => {
            fields.iter().map(|field| (*field, Value::Integer(wanted))).collect()
        }
        // In halves of a basis point.
        Derivation::ShareBp(part, whole) => vec![(*part, Value::Integer(wanted)), (*whole, Value::Integer(20_000))],
    })
}
