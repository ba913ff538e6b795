//! The printable sheet of a pack: everything that a compliance officer approves, in words, with
//! what each rule rests on. One self-contained HTML page, every locale after the other, no script.
//!
//! Takes a loaded pack, gives HTML. What a sheet says is data here; how it is laid out stands in `templates/`, which
//! escape whatever comes from a pack. It must never say a rule in other numbers than the pack's.

mod classes;
mod conditions;
mod credit;
mod flows;
mod fraud;
mod head;
mod origins;
mod price;
mod products;
mod questions;
mod risk;
mod rules;
mod shelf;
mod wordings;

use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind};
use prescreen::Pack;
use prescreen::pack::schema::PackDocument;
use serde::Serialize;

use super::{html, money, words};

/// The layout, by the name that templates include or import one another by.
const TEMPLATES: [(&str, &str); 18] = [
    ("page.html", include_str!("templates/page.html")),
    ("sheet.css", include_str!("templates/sheet.css")),
    ("sheet.html", include_str!("templates/sheet.html")),
    ("parts.html", include_str!("templates/parts.html")),
    ("conditions.html", include_str!("templates/conditions.html")),
    ("head.html", include_str!("templates/head.html")),
    ("origins.html", include_str!("templates/origins.html")),
    ("questions.html", include_str!("templates/questions.html")),
    ("classes.html", include_str!("templates/classes.html")),
    ("products.html", include_str!("templates/products.html")),
    ("credit.html", include_str!("templates/credit.html")),
    ("risk.html", include_str!("templates/risk.html")),
    ("price.html", include_str!("templates/price.html")),
    ("shelf.html", include_str!("templates/shelf.html")),
    ("fraud.html", include_str!("templates/fraud.html")),
    ("flows.html", include_str!("templates/flows.html")),
    ("limits.html", include_str!("templates/limits.html")),
    ("promises.html", include_str!("templates/promises.html")),
];

/// The page of a pack, in these locales.
///
/// # Errors
/// When a template lacks what it lays out.
pub fn page(pack: &Pack, locales: &[&str]) -> Result<String, Error> {
    let sheets: Result<Vec<Sheet<'_>>, Error> =
        locales.iter().map(|locale| Sheet::of(Texts { pack, locale })).collect();
    environment()?.get_template("page.html")?.render(Serde(Page { sheets: sheets? }))
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = html::environment(&TEMPLATES)?;
    environment.add_filter("grouped", money::grouped);
    environment.add_filter("in_units", |minor_units: i64, currency: &str| money::in_units(minor_units, currency));
    environment.add_filter("in_percent", money::in_percent);
    Ok(environment)
}

#[derive(Serialize)]
struct Page<'a> {
    sheets: Vec<Sheet<'a>>,
}

/// One locale's sheet.
#[derive(Serialize)]
struct Sheet<'a> {
    locale: &'a str,
    words: serde_json::Value,
    head: head::Head<'a>,
    weak: Vec<origins::WeakRow<'a>>,
    sources: Vec<origins::Source<'a>>,
    notices: Vec<wordings::Notice<'a>>,
    questionnaire: questions::Questionnaire<'a>,
    facts: Vec<questions::Fact<'a>>,
    classes: classes::Classes<'a>,
    contradictions: Vec<classes::Contradiction<'a>>,
    eligibility: Vec<rules::Restriction<'a>>,
    matching: products::Matching<'a>,
    gates: Vec<products::Gate<'a>>,
    permissions: Vec<products::Permission<'a>>,
    credit: Option<credit::Credit<'a>>,
    risk: Option<risk::Risk<'a>>,
    price: Option<price::Price<'a>>,
    shelf: Option<shelf::Shelf<'a>>,
    fraud: Option<fraud::Fraud<'a>>,
    flows: Vec<flows::Flow<'a>>,
    documents: Vec<wordings::Wording<'a>>,
    attempts: Vec<flows::Attempts<'a>>,
    validity: Vec<flows::Validity<'a>>,
    promises: Vec<classes::Promise<'a>>,
    disclosure: flows::Disclosure<'a>,
}

impl<'a> Sheet<'a> {
    fn of(texts: Texts<'a>) -> Result<Self, Error> {
        let document = texts.document();
        let words = words::words(texts.locale)
            .map_err(|error| Error::new(ErrorKind::BadSerialization, "the words are not JSON").with_source(error))?;
        Ok(Self {
            locale: texts.locale,
            words,
            head: head::Head::of(texts),
            weak: origins::weak_rows(texts),
            sources: origins::sources(texts),
            notices: wordings::notices(texts),
            questionnaire: questions::Questionnaire::of(texts),
            facts: document.facts.iter().map(|fact| questions::Fact::of(texts, fact)).collect(),
            classes: classes::Classes::of(texts),
            contradictions: document.contradictions.iter().map(|one| classes::Contradiction::of(texts, one)).collect(),
            eligibility: rules::restrictions(texts, &document.eligibility),
            matching: products::Matching::of(texts),
            gates: document.gates.iter().map(|gate| products::Gate::of(texts, gate)).collect(),
            permissions: document.permissions.iter().map(|one| products::Permission::of(texts, one)).collect(),
            credit: document.credit.as_ref().map(|credit| credit::Credit::of(texts, credit)),
            risk: document.risk.as_ref().map(|risk| risk::Risk::of(texts, risk)),
            price: document.price.as_ref().map(|price| price::Price::of(texts, price)),
            shelf: document.shelf.as_ref().map(|shelf| shelf::Shelf::of(texts, shelf)),
            fraud: document.fraud.as_ref().map(|fraud| fraud::Fraud::of(texts, fraud)),
            flows: document.flows.iter().map(|flow| flows::Flow::of(texts, flow)).collect(),
            documents: wordings::documents(texts),
            attempts: document.attempts.iter().map(|entry| flows::Attempts::of(texts, entry)).collect(),
            validity: document.validity.iter().map(|entry| flows::Validity::of(texts, entry)).collect(),
            promises: document.never.iter().map(|promise| classes::Promise::of(texts, promise)).collect(),
            disclosure: flows::Disclosure::of(&document.disclosure),
        })
    }
}

/// A pack in one of its locales.
#[derive(Clone, Copy)]
struct Texts<'a> {
    pack: &'a Pack,
    locale: &'a str,
}

impl<'a> Texts<'a> {
    fn document(self) -> &'a PackDocument {
        self.pack.document()
    }

    fn text(self, key: &str) -> &'a str {
        self.pack.text(self.locale, key).unwrap_or_default()
    }

    /// A text in paragraphs, which an empty line separates, of lines.
    fn paragraphs(self, key: &str) -> Vec<Vec<&'a str>> {
        let paragraphs = self.text(key).split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
        paragraphs.map(|paragraph| paragraph.lines().collect()).collect()
    }
}
