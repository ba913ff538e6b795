//! The order of suitable products: on small drawn packs what comparing every two products says, and of the shipped pack.

use prescreen::session::{ProductSheet, read_products};
use prescreen::terms::{Outcome, Purpose};
use prescreen::{Case, Pack, Screening, Session};
use prescreen_prove::{Conclusion, claims, prove_first};
use serde_json::{Map, Value, json};

use super::brute::profile_of;
use super::random::{self, Draw, basis};
use super::root::root;

/// Facts that are read, with how many values are drawn of each; the last is read by nothing.
const FACTS: [(&str, usize); 6] = [("stay", 4), ("needed", 4), ("sum", 5), ("all", 9), ("held", 4), ("gender", 2)];
const FIGURES: [&str; 5] = ["months", "days", "loss", "complex", "cost"];
const CRITERIA: [&str; 6] = ["horizon", "liquidity", "concentration", "loss", "complexity", "cost"];

#[test]
fn on_two_thousand_small_packs_the_order_is_what_comparing_every_two_says() {
    let (mut tried, mut ranked, mut left_out, mut alike, mut moved, mut told) = (0, 0, 0, 0, 0, 0);
    for seed in 0.. {
        let mut draw = Draw::new(seed);
        let Some(json) = drawn(&mut draw) else { continue };
        let pack = Pack::load_checked(&json.to_string()).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        for id in ["shelf/permitted", "shelf/cost", "shelf/missing", "shelf/protected"] {
            let holds =
                tried > 20 || claims(&pack).iter().any(|one| one.id == id && one.conclusion == Conclusion::Proved);
            assert!(holds, "{id}");
        }
        let person = Person::draw(&mut draw, &json);
        let products: Vec<Value> = (0..8).map(|n| product(&mut draw, n)).collect();
        let fit = person.fit(&pack, &products);
        ranked += list(&fit, "ranked").len();
        left_out += list(&fit, "left_out").len();
        alike += in_order(&json, &person, &products, &fit);
        permitted(&pack, &person, &products, &fit);
        placed_by_key(&pack, &person, &products, &fit);
        moved += costs_more(&mut draw, &pack, &person, &products, &fit);
        missing_never_helps(&mut draw, &pack, &person, &products, &fit);
        told += weaker_never_helps(&mut draw, &json, &person, &products, &fit);
        let mut other = person.clone();
        other.facts["gender"] = json!(1 - person.facts["gender"].as_i64().unwrap());
        assert_eq!(other.fit(&pack, &products), fit, "seed {seed}: a protected fact changes the order");
        tried += 1;
        if tried == 2_000 {
            break;
        }
    }
    let counts = [ranked, left_out, alike, moved, told];
    assert!(counts.iter().all(|count| *count > 100), "hardly anything happens: {counts:?}");
}

/// Somebody's answers and facts.
#[derive(Clone)]
struct Person {
    answers: Value,
    facts: Value,
}

impl Person {
    fn draw(draw: &mut Draw, pack: &Value) -> Self {
        let items = pack["questionnaire"]["sections"][0]["items"].as_array().unwrap();
        let answer = |item: &Value| {
            let options = item["options"].as_array().unwrap();
            let one = options[draw.below(options.len())]["id"].clone();
            (item["id"].as_str().unwrap().to_owned(), if item["kind"] == "single" { one } else { json!([one]) })
        };
        let answers = items.iter().map(answer).collect::<Map<_, _>>();
        let facts = FACTS.into_iter().map(|(id, values)| (id.to_owned(), json!(draw.below(values))));
        Self { answers: json!(answers), facts: Value::Object(facts.collect()) }
    }

    fn session(&self, pack: &Pack) -> Session {
        let mut facts = self.facts.clone();
        facts["n"] = json!(1);
        facts["b"] = json!(true);
        let session = json!({
            "id": "s", "nonce": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "audience": "https://broker.example",
            "subject": "u", "purpose": "account_opening", "pack": pack.reference(), "variant": "base",
            "now": 1_795_406_400, "expires": 1_795_410_000, "product": null, "profile": null, "facts": facts,
        });
        Session::read(&session.to_string()).unwrap()
    }

    fn case(&self) -> Case {
        Case::read(&json!({ "answers": self.answers }).to_string()).unwrap()
    }

    fn fit(&self, pack: &Pack, products: &[Value]) -> Value {
        let (session, case) = (self.session(pack), self.case());
        let screening = Screening::of(pack, &session, &case).unwrap();
        json!(screening.shelf(&sheets(products)).unwrap().unwrap())
    }

    fn number(&self, fact: &str) -> i64 {
        self.facts[fact].as_i64().unwrap()
    }
}

fn sheets(products: &[Value]) -> Vec<ProductSheet> {
    read_products(&json!(products).to_string()).unwrap()
}

fn list<'a>(fit: &'a Value, name: &str) -> &'a Vec<Value> {
    fit[name].as_array().unwrap()
}

fn place(fit: &Value, id: &Value) -> Option<i64> {
    list(fit, "ranked").iter().find(|one| one["product"] == *id)?["rank"].as_i64()
}

/// What a criterion measures, from the documents alone: a share is counted up until it covers.
fn measured(by: &str, person: &Person, product: &Value) -> i64 {
    let figures = &product["figures"];
    let figure = |name: &str| figures[name].as_i64().unwrap();
    match by {
        "horizon" => (figure("months") - person.number("stay")).max(0),
        "liquidity" => (figure("days") - person.number("needed")).max(0),
        "concentration" => {
            let (held, all) =
                (i128::from(person.number("held") + person.number("sum")), i128::from(person.number("all")));
            if held == 0 {
                0
            } else {
                (0..100_000).find(|share| share * all >= held * 10_000).map_or(i64::MAX, |share| share as i64)
            }
        }
        "complexity" => i64::from(figures["complex"] == true),
        by => figure(by),
    }
}

/// Whether the order is what comparing every two products says; how many fit alike.
fn in_order(pack: &Value, person: &Person, products: &[Value], fit: &Value) -> usize {
    let criteria = pack["shelf"]["criteria"].as_array().unwrap();
    let sheet = |one: &Value| products.iter().find(|product| product["id"] == one["product"]).unwrap();
    // Below 0 where the first fits better.
    let compare = |one: &Value, other: &Value| {
        for criterion in criteria {
            let by = criterion["by"].as_str().unwrap();
            let [own, others] = [one, other].map(|product| {
                let measure = measured(by, person, sheet(product));
                let ends = criterion["ends"].as_array().unwrap().iter();
                ends.map(|end| end.as_i64().unwrap()).position(|end| measure < end).unwrap_or(usize::MAX)
            });
            if own != others {
                return (if own < others { -1 } else { 1 }, criterion["id"].clone());
            }
        }
        (0, Value::Null)
    };
    let ranked = list(fit, "ranked");
    let mut alike = 0;
    for (n, one) in ranked.iter().enumerate() {
        let better = ranked.iter().filter(|other| compare(other, one).0 < 0).count() as i64;
        assert_eq!(one["rank"].as_i64(), Some(better + 1));
        if let Some(next) = ranked.get(n + 1) {
            let (way, criterion) = compare(one, next);
            let by_id = one["product"].as_str() < next["product"].as_str();
            assert!(way < 0 || way == 0 && by_id, "{fit}");
            assert_eq!(one["before"].get("criterion").unwrap_or(&Value::Null), &criterion);
            alike += usize::from(way == 0);
        } else {
            assert_eq!(one["before"], Value::Null);
        }
    }
    alike
}

/// What is ranked may be bought by whoever has the class on file, and is within class and target market.
fn permitted(pack: &Pack, person: &Person, products: &[Value], fit: &Value) {
    let opening = person.session(pack);
    let case = person.case();
    let class = Screening::of(pack, &opening, &case).unwrap().assessment().class.clone();
    for product in products.iter().filter(|product| place(fit, &product["id"]).is_some()) {
        let class = class.as_ref().unwrap();
        let position = pack.document().classes.list.iter().position(|one| one == class).unwrap();
        let grade = ["R1", "R2", "R3"].iter().position(|one| product["issuer_grade"] == *one).unwrap();
        assert!(grade <= position, "above the class");
        assert!(product["figures"]["target"].as_array().unwrap().contains(&json!(class)), "outside the target market");
        let bought = Session {
            purpose: Purpose::Purchase,
            product: sheets(core::slice::from_ref(product)).pop(),
            profile: Some(profile_of(pack, position as i64)),
            ..opening.clone()
        };
        let outcome = Screening::of(pack, &bought, &case).unwrap().assessment().outcome;
        assert!(outcome <= Outcome::ProceedAfter, "{outcome:?}");
    }
}

/// Whoever sorts the keys of single products, and then their ids, has the same order.
fn placed_by_key(pack: &Pack, person: &Person, products: &[Value], fit: &Value) {
    let (opening, case) = (person.session(pack), person.case());
    let screening = Screening::of(pack, &opening, &case).unwrap();
    let (mut placed, mut left_out) = (Vec::new(), Vec::new());
    for sheet in sheets(products) {
        let id = sheet.id.clone();
        let bought = Session { purpose: Purpose::Purchase, product: Some(sheet), ..opening.clone() };
        let (missing, place) = screening.place(&bought).unwrap().unwrap();
        assert_eq!(json!(missing), fit["missing"]);
        match place.unwrap() {
            Ok(measured) => placed.push((measured.key, id, measured.measures)),
            Err((why, code)) => left_out.push(json!({ "product": id, "why": why, "code": code })),
        }
    }
    placed.sort();
    let placed = placed.into_iter().map(|(_, product, measures)| json!([product, measures]));
    let ranked = list(fit, "ranked").iter().map(|one| json!([one["product"], one["measures"]]));
    assert_eq!(placed.collect::<Vec<_>>(), ranked.collect::<Vec<_>>());
    assert_eq!(left_out, *list(fit, "left_out"));
    assert_eq!(screening.place(&opening).unwrap().unwrap().1, None);
}

/// A product that costs more keeps its place or falls, and nothing else enters or leaves; whether it fell.
fn costs_more(draw: &mut Draw, pack: &Pack, person: &Person, products: &[Value], fit: &Value) -> usize {
    let mut dearer = products.to_vec();
    let n = draw.below(dearer.len());
    let Some(cost) = dearer[n]["figures"]["cost"].as_i64() else { return 0 };
    dearer[n]["figures"]["cost"] = json!(cost + 1 + draw.below(4) as i64);
    let (was, is) = (place(fit, &products[n]["id"]), place(&person.fit(pack, &dearer), &products[n]["id"]));
    assert_eq!(was.is_some(), is.is_some());
    assert!(is >= was, "a product that costs more moved up");
    usize::from(is > was)
}

/// Without a fact of the person nothing is ranked; without a figure of a product it is not ranked, and no other moves up
/// but by its leaving.
fn missing_never_helps(draw: &mut Draw, pack: &Pack, person: &Person, products: &[Value], fit: &Value) {
    let mut without = person.clone();
    let (fact, _) = FACTS[draw.below(5)];
    without.facts.as_object_mut().unwrap().remove(fact);
    let none = without.fit(pack, products);
    assert!(list(&none, "ranked").is_empty() && list(&none, "missing") == &[json!(fact)], "{none}");
    let (n, figure) = (draw.below(products.len()), FIGURES[draw.below(FIGURES.len())]);
    let mut unknown = products.to_vec();
    unknown[n]["figures"][figure] = Value::Null;
    let less = person.fit(pack, &unknown);
    assert_eq!(place(&less, &products[n]["id"]), None);
    let others = |fit: &Value| -> Vec<Value> {
        let all = list(fit, "ranked").iter().map(|one| one["product"].clone());
        all.filter(|id| *id != products[n]["id"]).collect()
    };
    assert_eq!(others(&less), others(fit));
}

/// A fact that is declared, not attested, moves no product up: where the order takes a declaration it is the same, and where
/// it does not, nothing is ranked. How many products lose their place.
fn weaker_never_helps(draw: &mut Draw, json: &Value, person: &Person, products: &[Value], fit: &Value) -> usize {
    let (fact, _) = FACTS[draw.below(5)];
    let takes = draw.below(2) == 0;
    let mut weaker = json.clone();
    for one in weaker["facts"].as_array_mut().unwrap().iter_mut().filter(|one| one["id"] == fact) {
        one["provided_by"] = json!(["host", "person"]);
    }
    if takes {
        for one in weaker["shelf"]["evidence"].as_array_mut().unwrap().iter_mut().filter(|one| one["fact"] == fact) {
            one["tier"] = json!("declared");
        }
    }
    let pack = Pack::load_checked(&weaker.to_string()).unwrap();
    assert_eq!(&person.fit(&pack, products), fit, "who attests it sees the same");
    let mut without = person.clone();
    let value = without.facts.as_object_mut().unwrap().remove(fact).unwrap();
    let case = json!({ "answers": person.answers, "facts": { fact: value } });
    let (session, case) = (without.session(&pack), Case::read(&case.to_string()).unwrap());
    let screening = Screening::of(&pack, &session, &case).unwrap();
    let told = json!(screening.shelf(&sheets(products)).unwrap().unwrap());
    for product in products {
        let (was, is) = (place(fit, &product["id"]), place(&told, &product["id"]));
        assert!(is.is_none() || is == was, "a weaker fact moved a product");
    }
    if takes {
        assert_eq!(list(&told, "ranked"), list(fit, "ranked"));
    } else {
        assert!(list(&told, "ranked").is_empty() && list(&told, "missing") == &[json!(fact)], "{told}");
    }
    list(fit, "ranked").len() - list(&told, "ranked").len()
}

/// A pack that ranks products by every criterion, in a drawn order with drawn ends.
fn drawn(draw: &mut Draw) -> Option<Value> {
    let mut pack = random::pack(draw)?;
    for (id, _) in FACTS {
        let amount = ["sum", "all", "held"].contains(&id);
        let mut fact =
            json!({ "id": id, "type": "integer", "unit": "count", "min": 0, "max": 10, "provided_by": ["host"] });
        if amount {
            fact["unit"] = json!("minor_units");
            fact["currency"] = json!("EUR");
        }
        pack["facts"].as_array_mut().unwrap().push(fact);
    }
    let mut left = CRITERIA.to_vec();
    let criteria = core::iter::from_fn(|| {
        let by = (!left.is_empty()).then(|| left.remove(draw.below(left.len())))?;
        let step = if by == "concentration" { 2_000 } else { 1 };
        let mut ends: Vec<usize> = (0..1 + draw.below(3)).map(|_| (1 + draw.below(4)) * step).collect();
        ends.sort_unstable();
        ends.dedup();
        Some(json!({ "id": by, "by": by, "ends": ends, "basis": basis() }))
    });
    let criteria: Vec<Value> = criteria.collect();
    let read = FACTS.into_iter().take(5).map(|(fact, _)| json!({ "fact": fact, "tier": "attested", "basis": basis() }));
    pack["shelf"] = json!({
        "evidence": read.collect::<Vec<Value>>(), "horizon": "stay", "within": "needed", "amount": "sum", "means": "all",
        "held": [{ "type": "t", "fact": "held" }], "criteria": criteria,
    });
    Some(pack)
}

/// A product of a drawn grade and term; a figure is now and then not known, and all figures are seldom.
fn product(draw: &mut Draw, n: usize) -> Value {
    let grade = *draw.one(&["R1", "R1", "R2", "R3"]);
    let term = *draw.one(&["short", "long"]);
    let mut figures = json!({
        "months": draw.below(3), "days": draw.below(3), "loss": draw.below(2), "complex": draw.below(2) == 0,
        "cost": draw.below(3), "target": if draw.below(4) == 0 { json!(["B"]) } else { json!(["A", "B", "C"]) },
    });
    if draw.below(8) == 0 {
        figures[*draw.one(&FIGURES)] = Value::Null;
    }
    json!({
        "id": format!("p{n}"), "name": {}, "issuer_grade": grade, "seller_grade": "R1", "type": "t", "term": term,
        "tags": [], "figures": figures,
    })
}

#[test]
fn the_shipped_pack_keeps_what_is_claimed_of_its_order() {
    let text = std::fs::read_to_string(root().join("packs/cn-affordability.json")).unwrap();
    let proof = prove_first(&Pack::load(&text).unwrap());
    let shelf = proof.claims.iter().filter(|claim| claim.id.starts_with("shelf/"));
    let shelf: Vec<(&str, Conclusion)> = shelf.map(|claim| (claim.id.as_str(), claim.conclusion)).collect();
    let claimed = ["shelf/permitted", "shelf/cost", "shelf/missing", "shelf/protected"];
    assert_eq!(shelf, claimed.map(|id| (id, Conclusion::Proved)));
}
