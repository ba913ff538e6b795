//! Applicants for a pack, made of small draws: the same draws give the same session and case, here
//! and in `tests/parity/cases.mjs`, which follows this file line by line.

use std::collections::{BTreeMap, BTreeSet};

use prescreen::date::Date;
use serde_json::{Map, Value, json};

/// A pack's JSON with what the applicants need of it.
pub struct World<'a> {
    pack: &'a Value,
    hash: String,
    items: Vec<&'a Value>,
    years: Vec<i64>,
    /// What an integer fact may be drawn as.
    edges: BTreeMap<&'a str, Vec<i64>>,
}

/// A session and a case, and what the person's records say.
pub struct Applicant {
    pub session: Value,
    pub case: Value,
    /// By fact: `{"currency": …, "tier": …, "value": …}`, as the module of statements hands it over.
    pub found: Value,
}

/// The last where the pack has permissions.
const PURPOSES: [&str; 5] = ["account_opening", "assessment", "purchase", "purchase", "permission"];
const DAY: i64 = 86_400;

/// Amounts of one person that fit together, in minor units.
const PLAIN: [i64; 8] = [0, 0, 100_000, 500_000, 1_000_000, 2_000_000, 6_000_000, 12_000_000];

impl<'a> World<'a> {
    pub fn of(pack: &'a Value, hash: &str) -> Self {
        let sections = list(&pack["questionnaire"]["sections"]);
        let items = sections.iter().flat_map(|section| list(&section["items"])).collect();
        // The integers that rules compare with: drawn facts stand at their edges.
        let mut numbers = vec![0];
        for part in ["classes", "contradictions", "eligibility", "gates", "permissions", "credit", "risk", "price"] {
            collect(&pack[part], &mut numbers);
        }
        collect(&pack["matching"]["rules"], &mut numbers);
        let years = sorted(numbers.iter().copied().filter(|number| (1..=100).contains(number)));
        let around = sorted(numbers.iter().flat_map(|number| [number - 1, *number, number + 1]));
        let facts = list(&pack["facts"]).iter();
        let edges = facts.map(|fact| (fact["id"].as_str().unwrap(), within(&around, fact))).collect();
        Self { pack, hash: hash.into(), items, years, edges }
    }

    /// An applicant; `draw(n)` gives a number below `n`.
    pub fn applicant(&self, draw: &mut impl FnMut(usize) -> usize) -> Applicant {
        let purpose = PURPOSES[draw(if list(&self.pack["permissions"]).is_empty() { 4 } else { 5 })];
        let permission =
            if purpose == "permission" { one(&self.pack["permissions"], draw)["id"].clone() } else { Value::Null };
        let from = Date::parse(self.pack["effective"]["from"].as_str().unwrap()).unwrap();
        let days = i64::from(from.days()) + number(draw(400));
        let now = days * DAY + number(draw(86_400));
        let product = if purpose == "purchase" || draw(8) == 0 { self.product(draw) } else { Value::Null };
        let profile = if draw(3) == 0 { Value::Null } else { self.profile(days, draw) };
        // Of one in four everything is known, and of half of them amounts fit together, from records that do: rules that ask
        // for a dozen facts are reached.
        let (whole, plain) = (draw(4) == 0, draw(2) == 0);
        let plain = whole && plain;
        let session_facts = self.facts("host", if whole { 1 } else { 4 }, plain, days, draw);
        let session = json!({
            "id": "s-1",
            "nonce": "A".repeat(43),
            "audience": "https://broker.example",
            "subject": "p-1",
            "purpose": purpose,
            "pack": self.reference(),
            "variant": "base",
            "now": now,
            "expires": now + 3600,
            "product": product,
            "permission": permission,
            "profile": profile,
            "facts": session_facts,
        });
        let answers = self.answers(draw);
        let case_facts = self.facts("person", if whole { 1 } else { 2 }, plain, days, draw);
        let asked = list(&self.pack["contradictions"]).iter().filter(|one| one["then"] == "ask");
        let clarified: Vec<&Value> = asked.filter(|_| draw(2) == 0).map(|one| &one["id"]).collect();
        let case = json!({ "answers": answers, "facts": case_facts, "clarified": clarified });
        let chances = if whole { 1 } else { 2 * draw(2) };
        let mut found = if chances == 0 { Map::new() } else { self.facts("file", chances, plain, days, draw) };
        for (fact, value) in &mut found {
            let tier = if !plain && draw(8) == 0 { "parsed" } else { "consistent" };
            let currency = list(&self.pack["facts"]).iter().find(|one| one["id"] == **fact).map(|one| &one["currency"]);
            let mut of = json!({ "tier": tier, "value": value.take() });
            if let Some(code @ Value::String(_)) = currency {
                of["currency"] = code.clone();
            }
            *value = of;
        }
        Applicant { session, case, found: Value::Object(found) }
    }

    fn reference(&self) -> Value {
        json!({ "id": self.pack["id"], "version": self.pack["version"], "hash": self.hash })
    }

    fn product(&self, draw: &mut impl FnMut(usize) -> usize) -> Value {
        let matching = &self.pack["matching"];
        let (issuer, seller) = (one(&matching["grades"], draw), one(&matching["grades"], draw));
        let (kind, term) = (one(&matching["types"], draw), one(&matching["terms"], draw));
        let tags: Vec<&Value> = list(&matching["tags"]).iter().filter(|_| draw(4) == 0).collect();
        json!({
            "id": "x-1",
            "name": { "en": "X" },
            "issuer_grade": issuer,
            "seller_grade": seller,
            "type": kind,
            "term": term,
            "tags": tags,
        })
    }

    fn profile(&self, days: i64, draw: &mut impl FnMut(usize) -> usize) -> Value {
        let class = one(&self.pack["classes"]["list"], draw);
        let assessed = days - number(draw(900));
        let until = days - 200 + number(draw(400));
        json!({ "class": class, "assessed_on": written(assessed), "valid_until": written(until), "pack": self.reference() })
    }

    /// Facts of a provider: all but one in so many, and all of them where that is 1; with amounts that fit together, or at edges.
    fn facts(
        &self,
        provider: &str,
        chances: usize,
        plain: bool,
        days: i64,
        draw: &mut impl FnMut(usize) -> usize,
    ) -> Map<String, Value> {
        let mut facts = Map::new();
        for fact in list(&self.pack["facts"]) {
            if list(&fact["provided_by"]).iter().any(|by| by == provider) && (chances == 1 || draw(chances) != 0) {
                let is_amount = fact["type"] == "integer" && fact["max"].is_null();
                let value = if plain && is_amount { json!(PLAIN[draw(8)]) } else { self.value(fact, days, draw) };
                facts.insert(fact["id"].as_str().unwrap().into(), value);
            }
        }
        facts
    }

    fn value(&self, fact: &Value, days: i64, draw: &mut impl FnMut(usize) -> usize) -> Value {
        match fact["type"].as_str().unwrap() {
            "boolean" => json!(draw(2) == 1),
            "choice" => one(&fact["options"], draw).clone(),
            "date" if draw(3) == 0 => json!(written(days - number(draw(36_000)))),
            // Around an anniversary, so that completed years are at their edge.
            "date" => {
                let back = if self.years.is_empty() { 30 } else { self.years[draw(self.years.len())] };
                let today = written(days);
                let year: i64 = today[..4].parse().unwrap();
                // The 29th and later do not stand in every month.
                let day = if &today[8..] > "28" { "28" } else { &today[8..] };
                let anniversary = Date::parse(&format!("{:04}-{}-{day}", year - back, &today[5..7])).unwrap();
                json!(written(i64::from(anniversary.days()) - 1 + number(draw(3))))
            }
            _ => {
                let edges = &self.edges[fact["id"].as_str().unwrap()];
                let edge = edges[draw(edges.len())];
                // Amounts of a person are of different sizes.
                json!(if fact["max"].is_null() { edge * [1, 1, 30, 1_000][draw(4)] } else { edge })
            }
        }
    }

    fn answers(&self, draw: &mut impl FnMut(usize) -> usize) -> Map<String, Value> {
        let sparse = draw(4) == 0;
        let style = draw(5);
        let mut answers = Map::new();
        for item in &self.items {
            if sparse && draw(8) == 0 {
                continue;
            }
            answers.insert(item["id"].as_str().unwrap().into(), answer(item, style, draw));
        }
        answers
    }
}

fn answer(item: &Value, style: usize, draw: &mut impl FnMut(usize) -> usize) -> Value {
    let options = list(&item["options"]);
    let usual = match style {
        1 => 0,
        2 => options.len() - 1,
        3 => best(options),
        _ => draw(options.len()),
    };
    let option = if draw(8) == 0 { draw(options.len()) } else { usual };
    match item["kind"].as_str().unwrap() {
        "single" => options[option]["id"].clone(),
        "multiple" => {
            let chosen = options.iter().enumerate().filter(|(n, _)| *n == option || draw(4) == 0);
            chosen.map(|(_, option)| option["id"].clone()).collect()
        }
        _ => {
            let ends: Vec<&Value> =
                ["from", "to"].iter().map(|end| &options[option][end]).filter(|end| !end.is_null()).collect();
            ends[draw(ends.len())].clone()
        }
    }
}

/// The first option with the most points.
fn best(options: &[Value]) -> usize {
    let points = |option: &Value| {
        option["points"].as_object().into_iter().flatten().map(|(_, points)| points.as_i64().unwrap()).sum::<i64>()
    };
    let mut best = 0;
    for (n, option) in options.iter().enumerate() {
        if points(option) > points(&options[best]) {
            best = n;
        }
    }
    best
}

/// The numbers that a fact's limits allow.
fn within(numbers: &[i64], fact: &Value) -> Vec<i64> {
    let (least, most) = (fact["min"].as_i64(), fact["max"].as_i64());
    let fits = |edge: &i64| least.is_none_or(|least| least <= *edge) && most.is_none_or(|most| *edge <= most);
    numbers.iter().copied().filter(fits).collect()
}

fn sorted(numbers: impl Iterator<Item = i64>) -> Vec<i64> {
    numbers.collect::<BTreeSet<_>>().into_iter().collect()
}

fn collect(json: &Value, numbers: &mut Vec<i64>) {
    match json {
        Value::Number(number) => numbers.extend(number.as_i64()),
        Value::Array(list) => list.iter().for_each(|json| collect(json, numbers)),
        Value::Object(map) => map.values().for_each(|json| collect(json, numbers)),
        _ => {}
    }
}

fn one<'a>(json: &'a Value, draw: &mut impl FnMut(usize) -> usize) -> &'a Value {
    let list = list(json);
    &list[draw(list.len())]
}

fn list(json: &Value) -> &[Value] {
    json.as_array().map_or(&[], Vec::as_slice)
}

fn number(drawn: usize) -> i64 {
    i64::try_from(drawn).unwrap()
}

fn written(days: i64) -> String {
    Date::from_days(i32::try_from(days).unwrap()).unwrap().to_string()
}
