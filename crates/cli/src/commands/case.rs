//! `case template`: a blank case and a blank session with everything that the pack asks for.
//!
//! A placeholder says what belongs in its place and is itself no valid value, so that a forgotten
//! one is refused with its pointer instead of being scored.

use clap::{Args, Subcommand};
use prescreen::Pack;
use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::json::Entries;
use prescreen::pack::schema::{Fact, FactKind, Item, ItemKind, Provider, Unit};
use prescreen::terms::Purpose;
use prescreen::terms::reference::PackRef;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Answer, Done, InputError, input, load, locale, money};

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
        /// What the investor is here for; a purchase has a product, a permission its id
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
    /// Applying for a permission
    Permission,
}

impl From<For> for Purpose {
    fn from(purpose: For) -> Self {
        match purpose {
            For::AccountOpening => Self::AccountOpening,
            For::Assessment => Self::Assessment,
            For::Purchase => Self::Purchase,
            For::Permission => Self::Permission,
        }
    }
}

impl CaseArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let CaseCommand::Template { pack, case, session, purpose, locale: asked } = &self.command;
        let pack = load(pack)?;
        let locale = locale(&pack, asked.as_deref())?;
        let blank_case = blank_case(&pack, locale);
        let blank_session = blank_session(&pack, locale, (*purpose).into());
        let mut text = String::new();
        for (path, document) in [(case, pretty(&blank_case)?), (session, pretty(&blank_session)?)] {
            if let Some(path) = path {
                input::write(path, &document)?;
                text.push_str(&format!("{path}: written\n"));
            }
        }
        if case.is_some() || session.is_some() {
            return Ok(Answer::new(text, json!({ "case": case, "session": session })));
        }
        let both = Both { case: &blank_case, session: &blank_session };
        Ok(Answer::new(pretty(&both)?, json!(both)))
    }
}

/// A case and its session, as one document.
#[derive(Serialize)]
struct Both<'a> {
    case: &'a BlankCase,
    session: &'a BlankSession<'a>,
}

/// A case whose values are placeholders.
#[derive(Serialize)]
struct BlankCase {
    answers: Entries<Id, Value>,
    facts: Entries<Id, Value>,
    clarified: Vec<Value>,
}

/// A session whose facts and product are placeholders.
#[derive(Serialize)]
struct BlankSession<'a> {
    id: &'static str,
    nonce: String,
    audience: &'static str,
    subject: &'static str,
    purpose: Purpose,
    pack: &'a PackRef,
    variant: &'static str,
    now: i64,
    expires: i64,
    product: Option<BlankProduct>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<String>,
    profile: Value,
    facts: Entries<Id, Value>,
}

/// A product sheet whose values are placeholders.
#[derive(Serialize)]
struct BlankProduct {
    id: &'static str,
    name: Entries<String, &'static str>,
    issuer_grade: String,
    seller_grade: String,
    #[serde(rename = "type")]
    kind: String,
    term: String,
    tags: [String; 1],
}

fn pretty(document: &impl Serialize) -> Result<String, Vec<InputError>> {
    let text = serde_json::to_string_pretty(document);
    text.map(|text| text + "\n").map_err(|_| InputError::usage("the template cannot be written as JSON").into())
}

fn blank_case(pack: &Pack, locale: &str) -> BlankCase {
    let answers = pack.document().items().map(|item| (item.id.clone(), blank_answer(pack, locale, item)));
    BlankCase { answers: answers.collect(), facts: facts_of(pack, locale, Provider::Person), clarified: Vec::new() }
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

fn facts_of(pack: &Pack, locale: &str, provider: Provider) -> Entries<Id, Value> {
    let facts = pack.document().facts.iter().filter(|fact| fact.provided_by.contains(&provider));
    facts.map(|fact| (fact.id.clone(), blank_fact(pack, locale, fact))).collect()
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
                Some(Unit::MinorUnits) => minor_units_of(fact.currency.as_deref().unwrap_or_default()),
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

/// What a whole number counts that is an amount.
fn minor_units_of(currency: &str) -> String {
    match money::minor_digits(currency) {
        0 => format!(" of {currency}"),
        2 => format!(" of hundredths of {currency}"),
        3 => format!(" of thousandths of {currency}"),
        digits => format!(" of {currency} with {digits} digits after the point, without the point"),
    }
}

fn blank_session<'a>(pack: &'a Pack, locale: &str, purpose: Purpose) -> BlankSession<'a> {
    let Instant(now) = now_in_force(pack);
    let permissions: Vec<Id> = pack.document().permissions.iter().map(|one| one.id.clone()).collect();
    BlankSession {
        id: "trial",
        // A trial outside a server: 256 zero bits, which no server issues.
        nonce: "A".repeat(43),
        audience: "http://127.0.0.1",
        subject: "trial",
        purpose,
        pack: pack.reference(),
        variant: "base",
        now,
        expires: now.saturating_add(3600),
        product: (purpose == Purpose::Purchase).then(|| blank_product(pack)),
        permission: (purpose == Purpose::Permission).then(|| one_of(&permissions)),
        profile: Value::Null,
        facts: facts_of(pack, locale, Provider::Host),
    }
}

fn one_of(ids: &[Id]) -> String {
    format!("<one of: {}>", joined(ids))
}

fn blank_product(pack: &Pack) -> BlankProduct {
    let matching = &pack.document().matching;
    BlankProduct {
        id: "PRODUCT-1",
        name: pack.document().locales.iter().map(|locale| (locale.clone(), "<name>")).collect(),
        issuer_grade: one_of(&matching.grades),
        seller_grade: one_of(&matching.grades),
        kind: one_of(&matching.types),
        term: one_of(&matching.terms),
        tags: [format!("<any of: {}; or an empty list>", joined(&matching.tags))],
    }
}

fn joined(ids: &[Id]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" | ")
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
