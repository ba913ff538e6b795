//! `case template`: a blank case and a blank session with everything that the pack asks for.
//!
//! A placeholder says what belongs in its place and is itself no valid value, so that a forgotten
//! one is refused with its pointer instead of being scored.

use clap::{Args, Subcommand};
use prescreen::Pack;
use prescreen::date::Instant;
use prescreen::pack::schema::{Fact, FactKind, Item, ItemKind, Provider, Unit};
use prescreen::terms::Purpose;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{Answer, Outcome, Problem, input, load, locale};

/// Cases and sessions to fill in.
#[derive(Args)]
pub struct CaseArgs {
    #[command(subcommand)]
    command: CaseCommand,
}

#[derive(Subcommand)]
enum CaseCommand {
    /// Print a blank case and a blank session with every question, option and fact
    ///
    /// Replace each placeholder, or delete its line: what is left out is unanswered or unknown.
    Template {
        /// Pack file; '-' for standard input
        #[arg(long)]
        pack: String,
        /// Where to write the case
        #[arg(long)]
        case: Option<String>,
        /// Where to write the session
        #[arg(long)]
        session: Option<String>,
        /// What the investor is here for; a purchase has a product
        #[arg(long, value_enum, default_value_t = For::AccountOpening)]
        purpose: For,
        /// The language of the questions
        #[arg(long)]
        locale: Option<String>,
    },
}

/// The purposes of a session.
#[derive(Clone, Copy, clap::ValueEnum)]
enum For {
    /// First assessment, with the opening of an account
    AccountOpening,
    /// A new assessment of a known investor
    Assessment,
    /// Buying a product
    Purchase,
}

impl From<For> for Purpose {
    fn from(purpose: For) -> Self {
        match purpose {
            For::AccountOpening => Self::AccountOpening,
            For::Assessment => Self::Assessment,
            For::Purchase => Self::Purchase,
        }
    }
}

impl CaseArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let CaseCommand::Template { pack, case, session, purpose, locale: asked } = &self.command;
        let pack = load(pack)?;
        let locale = locale(&pack, asked.as_deref())?;
        let blank_case = blank_case(&pack, locale);
        let blank_session = blank_session(&pack, locale, (*purpose).into());
        let mut text = String::new();
        for (path, document) in [(case, &blank_case), (session, &blank_session)] {
            if let Some(path) = path {
                input::write(path, &pretty(document)?)?;
                text.push_str(&format!("{path}: written\n"));
            }
        }
        if case.is_some() || session.is_some() {
            return Ok(Answer::new(text, json!({ "case": case, "session": session })));
        }
        let both = Ordered(vec![("case".into(), blank_case.into()), ("session".into(), blank_session.into())]);
        Ok(Answer::new(pretty(&both)?, json!(both)))
    }
}

/// A JSON object in the order in which it is written down.
struct Ordered(Vec<(String, Node)>);

enum Node {
    Value(Value),
    Object(Ordered),
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

impl From<Ordered> for Node {
    fn from(object: Ordered) -> Self {
        Self::Object(object)
    }
}

impl Serialize for Ordered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, node) in &self.0 {
            match node {
                Node::Value(value) => map.serialize_entry(key, value)?,
                Node::Object(object) => map.serialize_entry(key, object)?,
            }
        }
        map.end()
    }
}

fn pretty(document: &Ordered) -> Result<String, Vec<Problem>> {
    let text = serde_json::to_string_pretty(document);
    text.map(|text| text + "\n").map_err(|_| Problem::usage("the template cannot be written as JSON").into())
}

fn blank_case(pack: &Pack, locale: &str) -> Ordered {
    let answers = pack.document().items().map(|item| (item.id.to_string(), blank_answer(pack, locale, item).into()));
    Ordered(vec![
        ("answers".into(), Ordered(answers.collect()).into()),
        ("facts".into(), facts_of(pack, locale, Provider::Person).into()),
        ("clarified".into(), json!([]).into()),
    ])
}

fn blank_answer(pack: &Pack, locale: &str, item: &Item) -> Value {
    let question = text(pack, locale, &format!("item.{}", item.id));
    let options: Vec<String> = item
        .options
        .iter()
        .map(|option| format!("{} ({})", option.id, text(pack, locale, &format!("option.{}.{}", item.id, option.id))))
        .collect();
    let options = options.join(" | ");
    match item.kind {
        ItemKind::Single => json!(format!("<{question} One of: {options}>")),
        ItemKind::Multiple => json!([format!("<{question} One or more of: {options}>")]),
        ItemKind::Number => json!(format!("<{question} A whole number; intervals: {options}>")),
    }
}

fn facts_of(pack: &Pack, locale: &str, provider: Provider) -> Ordered {
    let facts = pack.document().facts.iter().filter(|fact| fact.provided_by.contains(&provider));
    Ordered(facts.map(|fact| (fact.id.to_string(), blank_fact(pack, locale, fact).into())).collect())
}

fn blank_fact(pack: &Pack, locale: &str, fact: &Fact) -> Value {
    let name = text(pack, locale, &format!("fact.{}", fact.id));
    let form = match fact.kind {
        FactKind::Boolean => String::from("true or false"),
        FactKind::Date => String::from("a date, YYYY-MM-DD, in quotes"),
        FactKind::Choice => {
            let option = |id| format!("{id} ({})", text(pack, locale, &format!("fact.{}.{id}", fact.id)));
            let options: Vec<String> = fact.options.iter().map(option).collect();
            format!("one of: {}", options.join(" | "))
        }
        FactKind::Integer => {
            let unit = match fact.unit {
                Some(Unit::MinorUnits) => format!(" of hundredths of {}", fact.currency.as_deref().unwrap_or_default()),
                Some(Unit::Months) => String::from(" of months"),
                Some(Unit::Years) => String::from(" of years"),
                Some(Unit::BasisPoints) => String::from(" of hundredths of a percent"),
                Some(Unit::Count) | None => String::new(),
            };
            format!("a whole number{unit}")
        }
    };
    json!(format!("<{name}: {form}>"))
}

fn blank_session(pack: &Pack, locale: &str, purpose: Purpose) -> Ordered {
    let Instant(now) = now_in_force(pack);
    let matching = &pack.document().matching;
    let one_of = |ids: &[prescreen::id::Id]| json!(format!("<one of: {}>", joined(ids)));
    let product = if purpose == Purpose::Purchase {
        let names = pack.document().locales.iter().map(|locale| (locale.clone(), json!("<name>").into())).collect();
        Node::Object(Ordered(vec![
            ("id".into(), json!("PRODUCT-1").into()),
            ("name".into(), Ordered(names).into()),
            ("issuer_grade".into(), one_of(&matching.grades).into()),
            ("seller_grade".into(), one_of(&matching.grades).into()),
            ("type".into(), one_of(&matching.types).into()),
            ("term".into(), one_of(&matching.terms).into()),
            ("tags".into(), json!([format!("<any of: {}; or an empty list>", joined(&matching.tags))]).into()),
        ]))
    } else {
        Value::Null.into()
    };
    let reference = pack.reference();
    Ordered(vec![
        ("id".into(), json!("trial").into()),
        // A trial outside a server: 256 zero bits, which no server issues.
        ("nonce".into(), json!("A".repeat(43)).into()),
        ("audience".into(), json!("http://127.0.0.1").into()),
        ("subject".into(), json!("trial").into()),
        ("purpose".into(), json!(purpose).into()),
        ("pack".into(), json!({ "id": reference.id, "version": reference.version, "hash": reference.hash }).into()),
        ("variant".into(), json!("base").into()),
        ("now".into(), json!(now).into()),
        ("expires".into(), json!(now.saturating_add(3600)).into()),
        ("product".into(), product),
        ("profile".into(), Value::Null.into()),
        ("facts".into(), facts_of(pack, locale, Provider::Host).into()),
    ])
}

fn joined(ids: &[prescreen::id::Id]) -> String {
    ids.iter().map(prescreen::id::Id::as_str).collect::<Vec<_>>().join(" | ")
}

/// The present, or the pack's first day when it is not in force at present.
fn now_in_force(pack: &Pack) -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = Instant(since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or_default());
    if pack.day(now).is_some_and(|day| pack.in_force_on(day)) {
        return now;
    }
    pack.noon(pack.document().effective.from)
}

fn text<'a>(pack: &'a Pack, locale: &str, key: &str) -> &'a str {
    pack.text(locale, key).unwrap_or_default()
}
