//! `prove` and `compare` with `--marginals FILE`: what is said of people who answer as a file says.

use serde_json::{Value, json};

use super::support::{read_json, root};
use super::{file, folder, run, run_with};

/// The item of the pack whose option means that no loss can be borne, that option, and the others.
fn no_loss(pack: &Value) -> (String, String, Vec<String>) {
    let sections = pack["questionnaire"]["sections"].as_array().unwrap().iter();
    let mut items = sections.flat_map(|section| section["items"].as_array().unwrap());
    let marked = |option: &Value| option["marks"].as_array().is_some_and(|marks| marks.contains(&json!("no_loss")));
    let item = items.find(|item| item["options"].as_array().unwrap().iter().any(marked)).unwrap();
    let id = |option: &Value| option["id"].as_str().unwrap().to_owned();
    let (meant, others): (Vec<&Value>, Vec<&Value>) =
        item["options"].as_array().unwrap().iter().partition(|option| marked(option));
    (item["id"].as_str().unwrap().to_owned(), id(meant[0]), others.into_iter().map(id).collect())
}

#[test]
fn marginals_say_how_people_answer() {
    let path = root().join("packs/cn-securities.json");
    let pack = path.to_str().unwrap();
    let json = read_json(&path);
    let (item, meant, others) = no_loss(&json);
    let lowest = json["classes"]["list"][0].clone();
    let folder = folder("marginals");
    // One person in ten bears no loss: by the lowest predicate just they come to the lowest class.
    let mut weights: Vec<Value> = others.iter().map(|other| json!({ "answer": other, "weight": 9 })).collect();
    weights.push(json!({ "answer": meant, "weight": others.len() }));
    let marginals =
        file(&folder, "marginals.json", &json!({ "marginals": 1, "items": { &item: weights } }).to_string());
    let found = run(&["prove", pack, "--marginals", &marginals, "--json"]);
    assert!(found.code <= 1, "{}{}", found.out, found.err);
    let found = found.json();
    assert_eq!(found["assumes"], "independent");
    let shares = found["distribution"].as_array().unwrap();
    let share = |class: &Value| shares.iter().find(|one| one["class"] == *class).unwrap()["share"].as_f64().unwrap();
    assert!((share(&lowest) - 0.1).abs() < 1e-9, "{shares:?}");
    assert!((shares.iter().map(|one| one["share"].as_f64().unwrap()).sum::<f64>() - 1.0).abs() < 1e-9);
    // Counts are of combinations, whoever gives them.
    let alike = run(&["prove", pack, "--json"]).json();
    assert_eq!((&alike["assumes"], &alike["classes"]), (&json!("uniform"), &found["classes"]));
    assert_ne!(alike["leakage"]["mean_bits"], found["leakage"]["mean_bits"]);
    assert_eq!(alike["leakage"]["at_most_bits"], found["leakage"]["at_most_bits"]);
    let said = run(&["prove", pack, "--marginals", &marginals]).out;
    assert!(said.contains("classes of people who answer as the marginals say"), "{said}");
    assert!(said.contains(&format!("{:<10}  10.00 %", lowest.as_str().unwrap())), "{said}");
}

#[test]
fn marginals_that_do_not_fit_are_refused_with_file_and_place() {
    let path = root().join("packs/cn-bank.json");
    let pack = path.to_str().unwrap();
    let folder = folder("marginals-refused");
    let marginals = file(&folder, "marginals.json", r#"{"marginals": 1, "items": {"nowhere": []}}"#);
    let refused = run(&["prove", pack, "--marginals", &marginals]);
    assert_eq!(refused.code, 2, "{}", refused.out);
    assert!(refused.err.contains("marginals.json") && refused.err.contains("/items/nowhere"), "{}", refused.err);
    let missing = folder.join("nothing.json");
    assert_eq!(run(&["prove", pack, "--marginals", missing.to_str().unwrap()]).code, 2);
    // One standard input cannot be two files.
    let twice = run_with(&["prove", "-", "--marginals", "-"], "{}");
    assert_eq!(twice.code, 2, "{}{}", twice.out, twice.err);
    let read = run_with(&["prove", pack, "--marginals", "-"], r#"{"marginals": 1}"#);
    assert_eq!(read.code, 2, "{}{}", read.out, read.err);
}

/// The first pack's draft has no cap for money that is needed within a year. Of four people one can bear no loss, two a small
/// one and one a large one; of two one needs the money within a year, the other after three; of four three own shares, one
/// funds. By the points (0, 4, 8; 0, 6; 4, 2) and the bands (C2 from 6, C3 from 12):
///
/// | loss | money needed | owned | of 32 | draft | pack |
/// |---|---|---|---|---|---|
/// | none | any | any | 8 | C1 | C1 |
/// | small | within a year | shares 8, funds 6 | 8 | C2 | C1 |
/// | small | after three | shares 14, funds 12 | 8 | C3 | C3 |
/// | large | within a year | shares 12 | 3 | C3 | C1 |
/// | large | within a year | funds 10 | 1 | C2 | C1 |
/// | large | after three | shares 18, funds 16 | 4 | C3 | C3 |
#[test]
fn marginals_say_how_many_people_move_from_class_to_class() {
    let path = |name: &str| root().join("examples/first-pack").join(name).to_str().unwrap().to_owned();
    let (draft, pack) = (path("draft.json"), path("pack.json"));
    let folder = folder("marginals-compared");
    let answer = |answer: Value, weight: u32| json!({ "answer": answer, "weight": weight });
    let items = json!({
        "loss": [answer(json!("none"), 1), answer(json!("small"), 2), answer(json!("large"), 1)],
        "horizon": [answer(json!("within-1y"), 1), answer(json!("over-3y"), 1)],
        "owned": [answer(json!(["shares"]), 3), answer(json!(["funds"]), 1)],
    });
    let marginals = file(&folder, "marginals.json", &json!({ "marginals": 1, "items": items }).to_string());
    let told = run(&["compare", &draft, &pack, "--marginals", &marginals, "--json"]).json();
    assert_eq!(told["assumes"], "independent");
    let cells = told["migration"].as_array().unwrap();
    let share = |from: &str, to: &str| {
        let cell = cells.iter().find(|cell| cell["from"] == from && cell["to"] == to);
        cell.map_or(0.0, |cell| cell["share"].as_f64().unwrap())
    };
    for (from, to, of_32) in [("C1", "C1", 8.0), ("C2", "C1", 9.0), ("C3", "C1", 3.0), ("C3", "C3", 12.0)] {
        assert!((share(from, to) - of_32 / 32.0).abs() < 1e-12, "{from} to {to}: {cells:?}");
    }
    assert!((cells.iter().map(|cell| cell["share"].as_f64().unwrap()).sum::<f64>() - 1.0).abs() < 1e-12);
    // Combinations are counted whoever gives them, and claims are about everybody.
    let alike = run(&["compare", &draft, &pack, "--json"]).json();
    let counts = |told: &Value| {
        let cells = told["migration"].as_array().unwrap().iter();
        let mut counts: Vec<String> = cells
            .filter(|cell| cell["combinations"] != json!("0"))
            .map(|cell| format!("{} {} {}", cell["from"], cell["to"], cell["combinations"]))
            .collect();
        counts.sort();
        counts
    };
    assert_eq!((&alike["assumes"], counts(&alike)), (&json!("uniform"), counts(&told)));
    assert_eq!(alike["claims"], told["claims"]);
    let said = run(&["compare", &draft, &pack, "--marginals", &marginals]).out;
    assert!(said.contains("  25.00 % of people\n") && said.contains("  37.50 % of people\n"), "{said}");
    // What does not fit the packs is refused with its place in the file.
    let refused = file(&folder, "refused.json", r#"{"marginals": 1, "items": {"nowhere": []}}"#);
    let refused = run(&["compare", &draft, &pack, "--marginals", &refused]);
    assert_eq!(refused.code, 2, "{}", refused.out);
    assert!(refused.err.contains("refused.json") && refused.err.contains("/items/nowhere"), "{}", refused.err);
}

#[test]
fn a_comparison_names_the_parts_that_it_says_nothing_of() {
    let folder = folder("not-compared");
    let path = root().join("packs/cn-affordability.json");
    let mut looser = read_json(&path);
    looser["version"] = json!("9.0.0");
    looser["credit"]["least_points"]["points"] = json!(10);
    let looser = file(&folder, "looser.json", &looser.to_string());
    let pack = path.to_str().unwrap();
    let told = run(&["compare", pack, &looser]);
    assert!(told.out.contains("proved     prudent: no answers and facts tell otherwise"), "{}{}", told.out, told.err);
    let (head, claims) = told.out.split_once("proved ").unwrap();
    assert!(
        head.contains("Classes alone are compared. Not compared, though the packs differ there: credit\n"),
        "{head}"
    );
    assert!(!claims.contains("ot compared") && !head.contains("one id and version"), "{}", told.out);
    let mut again = read_json(&path);
    again["credit"]["least_points"]["points"] = json!(80);
    let again = file(&folder, "again.json", &again.to_string());
    let told = run(&["compare", pack, &again]);
    assert!(told.out.contains("give the later one a version of its own"), "{}", told.out);
    assert_eq!(run(&["--json", "compare", pack, &looser]).json()["not_compared"], json!(["credit"]));
    assert_eq!(run(&["--json", "compare", pack, pack]).json()["not_compared"], json!([]));
}

#[test]
fn a_trial_says_how_a_limit_came_about() {
    let folder = folder("amounts");
    let path = root().join("packs/cn-affordability.json");
    let cases = read_json(&root().join("packs/cases/cn-affordability.json"));
    let mut session = cases["default"].clone();
    let pack = prescreen::Pack::load(&read_json(&path).to_string()).unwrap();
    let reference = pack.reference();
    session["pack"] = json!({ "id": reference.id, "version": reference.version, "hash": reference.hash.text() });
    let found = cases["found"].clone();
    let files = [("session.json", &session), ("case.json", &json!({})), ("found.json", &found)];
    let [session, case, found] = files.map(|(name, json)| file(&folder, name, &json.to_string()));
    let base = ["screen", "--pack", path.to_str().unwrap(), "--session", &session, "--case", &case];
    let told = run(&[&base[..], &["--as-if-found", &found, "--amounts"]].concat());
    // Worked out on paper: 2,000,000 less a quarter, less 800,000, is 700,000 a month; the firm's own ceiling is the least.
    for line in
        ["160 points, a limit from 70", "left of a month under income: 7,000", "limit 50,000 CNY, given from 1,000"]
    {
        assert!(told.out.contains(line), "{line}\n{}{}", told.out, told.err);
    }
    // 0 + 0 + 30 + 30 points are fewer than 70.
    let mut few = cases["found"].clone();
    (few["found-buffer-days"]["value"], few["found-obligations-to-income"]["value"]) = (json!(0), json!(5000));
    let few = file(&folder, "few.json", &few.to_string());
    let told = run(&[&base[..], &["--as-if-found", &few, "--amounts"]].concat()).out;
    assert!(told.contains("60 points, a limit from 70") && told.contains("no limit: too few points"), "{told}");
    // Without evidence there is no limit; a price is switched off in the shipped pack for everybody.
    let thin = run(&[&base[..], &["--amounts"]].concat()).out;
    assert!(thin.contains("price    none: off") && !thin.contains("limit "), "{thin}");
}
