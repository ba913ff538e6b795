//! `screen --products`: the order of the written cases, in both forms, and what is wrong with a list of sheets.

use serde_json::{Map, Value, json};

use crate::support::{Fill, answers, load, merge, pack_paths, read_json, root, session};
use crate::{file, folder, pack_path, run};

/// A written case as files: session, case and products.
struct Written {
    name: String,
    args: Vec<String>,
    expect: Value,
}

/// Every written case of a pack in which products are ranked, in a folder of a test's own.
fn written(test: &str, id: &str) -> Vec<Written> {
    let pack = load(&root().join(format!("packs/{id}.json")));
    let cases = read_json(&root().join(format!("packs/cases/{id}.json")));
    let folder = folder(&format!("ranking-{test}-{id}"));
    let ranking = cases["cases"].as_array().unwrap().iter().filter(|case| case["products"].is_object());
    let each = ranking.enumerate().map(|(n, one)| {
        let mut opened = session(&pack);
        merge(&mut opened, &cases["default"]);
        merge(&mut opened, &one["session"]);
        if opened["profile"].is_object() {
            opened["profile"]["pack"] = opened["pack"].clone();
        }
        let mut case = one["case"].clone();
        let mut given = case["answers"].as_object().cloned().unwrap_or_default();
        if let Some(pattern) = given.remove("*") {
            let mut all: Map<String, Value> = answers(&pack, Fill::named(pattern.as_str().unwrap()));
            all.extend(given);
            given = all;
        }
        case["answers"] = Value::Object(given);
        let sheets = one["products"].as_object().unwrap().iter().map(|(id, change)| {
            let mut sheet = cases["listed"].clone();
            merge(&mut sheet, change);
            sheet["id"] = json!(id);
            sheet
        });
        let name = |part: &str| format!("{n}-{part}.json");
        let (sheets, opened, case) = (json!(sheets.collect::<Vec<_>>()), opened.to_string(), case.to_string());
        let args = [
            "--pack".into(),
            pack_path(id),
            "--session".into(),
            file(&folder, &name("session"), &opened),
            "--case".into(),
            file(&folder, &name("case"), &case),
            "--products".into(),
            file(&folder, &name("products"), &sheets.to_string()),
        ];
        Written {
            name: one["name"].as_str().unwrap().into(),
            args: args.into(),
            expect: one["expect"]["shelf"].clone(),
        }
    });
    each.collect()
}

fn screened(written: &Written, more: &[&str]) -> crate::Run {
    let args: Vec<&str> = written.args.iter().map(String::as_str).collect();
    run(&[&["screen"], &args[..], more].concat())
}

#[test]
fn the_order_of_every_written_case_comes_out_as_data() {
    for id in ["cn-affordability", "cn-securities"] {
        let cases = written("data", id);
        assert!(cases.len() >= 30, "{id}");
        for one in &cases {
            let run = screened(one, &["--json"]);
            assert_eq!(run.code, 0, "{}: {}", one.name, run.err);
            let said = run.json();
            assert!(said["assessment"]["outcome"].is_string());
            let ranked = |at: &str| -> Value {
                let ranked = said["shelf"]["ranked"].as_array().unwrap().iter();
                ranked.map(|each| each.pointer(at).cloned().unwrap_or_default()).collect()
            };
            let left_out = said["shelf"]["left_out"].as_array().unwrap().iter();
            let left_out: Map<String, Value> =
                left_out.map(|each| (each["product"].as_str().unwrap().into(), each["why"].clone())).collect();
            let found = json!({
                "missing": said["shelf"]["missing"], "order": ranked("/product"), "ranks": ranked("/rank"),
                "by": ranked("/before/criterion"), "left_out": left_out,
            });
            for (key, wanted) in one.expect.as_object().unwrap() {
                assert_eq!(&found[key], wanted, "{}: {key}", one.name);
            }
        }
    }
}

#[test]
fn a_person_reads_the_order_with_its_reasons() {
    let cases = written("read", "cn-securities");
    let said = |name: &str| {
        let one = cases.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("{name}"));
        let run = screened(one, &["--locale", "en"]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out.split_once("\norder ").unwrap().1.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        said("shelf: loss below and at 1001"),
        [
            "place 1  b: fit.horizon 0 months; fit.liquidity 0 days; fit.concentration 1000 bp; fit.loss 1000 bp; fit.complexity plain; fit.cost 50 bp a year",
            "         before a by fit.loss, Smaller loss in the stated scenario: 1000 bp, the other 1001 bp",
            "place 2  a: fit.horizon 0 months; fit.liquidity 0 days; fit.concentration 1000 bp; fit.loss 1001 bp; fit.complexity plain; fit.cost 50 bp a year",
        ]
    );
    let above = said("shelf: above the class");
    assert_eq!(above.last().unwrap(), "out      a: it is of a higher grade than your class reaches");
    let gate = said("shelf: a gate that is not met");
    assert!(gate.last().unwrap().starts_with("out      a: a rule does not let you buy it, gate.star: "), "{gate:?}");
    let missing = said("shelf: without held_equity");
    assert_eq!(missing[0], "missing  held_equity: nothing is ranked without it");
    assert!(!missing.iter().any(|line| line.starts_with("place")));
}

#[test]
fn where_the_pack_ranks_nothing_that_is_said() {
    let folder = folder("ranking-none");
    let pack = load(pack_paths().iter().find(|path| path.ends_with("cn-bank.json")).unwrap());
    let opened = file(&folder, "session.json", &session(&pack).to_string());
    let case = file(&folder, "case.json", "{}");
    let products = file(&folder, "products.json", "[]");
    let args =
        ["screen", "--pack", &pack_path("cn-bank"), "--session", &opened, "--case", &case, "--products", &products];
    let told = run(&args);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.ends_with("\norder    none: the pack ranks no products in this session\n"), "{}", told.out);
    assert_eq!(run(&[&args[..], &["--json"]].concat()).json()["shelf"], Value::Null);
}

#[test]
fn an_error_in_a_list_of_sheets_has_its_line() {
    let folder = folder("ranking-wrong");
    let one = written("wrong", "cn-securities").swap_remove(0);
    let sheets: Value = read_json(one.args.last().unwrap().as_ref());
    for (change, code, at) in [
        (json!({ "type": "painting" }), "reference", "/1/type"),
        (json!({ "figures": { "target": ["nobody"] } }), "reference", "/1/figures/target"),
        (json!({ "id": "a" }), "duplicate", "/1/id"),
        (json!({ "commission": 30 }), "unknown-field", "/1/commission"),
    ] {
        let mut wrong = sheets.clone();
        merge(&mut wrong[1], &change);
        let mut args = one.args.clone();
        *args.last_mut().unwrap() = file(&folder, "products.json", &format!("{wrong:#}"));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let refused = run(&[&["screen", "--json"], &args[..]].concat());
        assert_eq!(refused.code, 2, "{}", refused.out);
        let told: Value = serde_json::from_str(&refused.out).unwrap_or_default();
        let problem = &told["errors"][0];
        assert_eq!((&problem["code"], &problem["at"]), (&json!(code), &json!(at)), "{}{}", refused.out, refused.err);
        assert!(problem["line"].as_u64().unwrap() > 1 && problem["file"].as_str().unwrap().ends_with("products.json"));
    }
}
