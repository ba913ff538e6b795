//! The command line as a person or a script meets it: answers, errors with their place, exit codes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod archive;
mod assign;
#[allow(dead_code, reason = "the tests of the documents use more of it")]
#[path = "../docs/blocks.rs"]
mod blocks;
mod collecting;
mod conditions;
#[path = "../support/data.rs"]
mod data;
mod diff;
#[allow(dead_code, reason = "the tests of the analysis use more of it")]
#[path = "../analysis/draws.rs"]
mod draws;
mod experiments;
mod found;
mod governance;
mod guide;
mod layouts;
mod lengths;
#[path = "../support/light.rs"]
mod light;
mod lint;
#[allow(dead_code, reason = "the tests of the analysis use more of it")]
#[path = "../analysis/made.rs"]
mod made;
mod manual;
mod parquet;
mod points;
mod prove;
mod ranking;
mod reclassify;
mod records;
mod rows;
mod scorecards;
mod scores;
mod shadow;
mod sheet;
mod source;
mod statements;
mod sticky;
#[path = "../support/mod.rs"]
mod support;
mod survey;
mod tables;
mod terminal;
mod told;
mod variants;
mod verdicts;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::{Fill, pack_paths, packs, read, read_json, root};

/// What a run gave.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

fn run(args: &[&str]) -> Run {
    run_with(args, "")
}

fn run_with(args: &[&str], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_prescreen"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads no input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file and gives its path.
fn file(folder: &std::path::Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().into()
}

/// The pack of securities with all of its amounts in another currency.
fn in_currency(currency: &str) -> Value {
    let mut pack = read_json(pack_path("cn-securities").as_ref());
    for fact in pack["facts"].as_array_mut().unwrap() {
        if fact["unit"] == "minor_units" {
            fact["currency"] = json!(currency);
        }
    }
    pack
}

fn pack_path(id: &str) -> String {
    root().join(format!("packs/{id}.json")).to_str().unwrap().into()
}

#[test]
fn every_shipped_pack_passes_its_check() {
    let paths: Vec<String> = pack_paths().iter().map(|path| path.to_str().unwrap().into()).collect();
    let mut args = vec!["pack", "check"];
    args.extend(paths.iter().map(String::as_str));
    let run_text = run(&args);
    assert_eq!(run_text.code, 0, "{}{}", run_text.out, run_text.err);
    args.push("--json");
    let told = run(&args).json();
    for (pack, told) in packs().iter().zip(told["packs"].as_array().unwrap()) {
        assert_eq!(told["hash"], json!(pack.reference().hash));
        assert!(run_text.out.contains(&pack.hash().to_string()));
        assert_eq!(told["counts"]["items"], json!(pack.document().items().count()));
        let firm = pack.document().bases().filter(|(_, basis)| basis.firm.is_some()).count();
        let listed = told["below_h"].as_array().unwrap();
        assert_eq!(listed.iter().filter(|one| one["basis"] == "firm").count(), firm);
        assert!(listed.iter().all(|one| one["confidence"] != "H"), "only what is below H is listed");
    }
}

#[test]
fn a_finding_names_its_line() {
    let text = read(&root().join("packs/cn-bank.json"));
    let folder = folder("finding");
    let mut pack: Value = serde_json::from_str(&text).unwrap();
    pack["classes"]["caps"][0]["class_at_most"] = json!("C9");
    pack["gates"] = json!([]);
    let path = file(&folder, "pack.json", &format!("{pack:#}"));
    let told = run(&["pack", "check", &path, "--json"]);
    assert_eq!(told.code, 1, "{}", told.out);
    let told = told.json();
    let error = &told["packs"][0]["errors"][0];
    assert_eq!(error["at"], "/classes/caps/0/class_at_most");
    assert_eq!(error["code"], "reference");
    let line = usize::try_from(error["line"].as_u64().unwrap()).unwrap();
    assert!(format!("{pack:#}").lines().nth(line - 1).unwrap().contains("C9"));
    let said = run(&["pack", "check", &path]);
    assert!(said.out.contains(&format!("pack.json:{line}:")), "{}", said.out);
    assert_eq!(said.code, 1);
}

#[test]
fn a_finding_says_what_was_found_and_what_was_probably_meant() {
    let folder = folder("nearest");
    let text = read(&root().join("packs/cn-bank.json"));
    let mut pack: Value = serde_json::from_str(&text).unwrap();
    let flow = pack["flows"][0]["steps"][0]["document"].as_str().unwrap().to_owned();
    pack["flows"][0]["steps"][0]["document"] = json!(format!("{flow}s"));
    let misspelt = run(&["pack", "check", &file(&folder, "misspelt.json", &format!("{pack:#}"))]);
    assert!(misspelt.out.contains(&format!("the document '{flow}s' is not declared [reference]")), "{}", misspelt.out);
    assert!(misspelt.out.contains("  at /flows/0/steps/0/document\n"), "{}", misspelt.out);
    assert!(misspelt.out.contains(&format!("  Did you mean '{flow}'?")), "{}", misspelt.out);
    let broken =
        run(&["pack", "check", &file(&folder, "broken.json", "{\n  \"id\": \"a\"\n  \"version\": \"1.0.0\"\n}")]);
    assert!(broken.out.contains("broken.json:3:3: not valid JSON: expected `,` or `}`"), "{}", broken.out);
    assert_eq!((misspelt.code, broken.code), (1, 1));
}

#[test]
fn what_cannot_be_read_is_exit_code_2() {
    for args in [
        &["pack", "check", "/nowhere/pack.json"][..],
        &["pack", "check", "-", "-"],
        &["pack", "sheet", "/nowhere/pack.json"],
        &["screen", "--pack", "/nowhere/p.json", "--session", "s", "--case", "c"],
        &["schema", "no-such-document"],
        &["no-such-command"],
        &["record", "check", "/nowhere/record.json"],
    ] {
        let said = run(args);
        assert_eq!(said.code, 2, "{args:?}: {}", said.out);
        assert!(!said.err.is_empty(), "{args:?}");
    }
    let told = run(&["pack", "sheet", "/nowhere/pack.json", "--json"]);
    assert_eq!(told.json()["errors"][0]["code"], "file");
    assert_eq!(run_with(&["pack", "check", "-"], "{ not json").code, 1);
}

#[test]
fn a_template_is_refused_until_it_is_filled_in() {
    for (pack, path) in packs().iter().zip(pack_paths()) {
        let folder = folder(&format!("template-{}", pack.document().id));
        let at = |name: &str| folder.join(name).to_str().unwrap().to_string();
        let (case, session) = (at("case.json"), at("session.json"));
        let path = path.to_str().unwrap();
        let made = run(&["case", "template", "--pack", path, "--case", &case, "--session", &session]);
        assert_eq!(made.code, 0, "{}", made.err);
        let shown = run(&["case", "template", "--pack", path, "--json"]).json();
        assert_eq!(shown["case"], read_json(case.as_ref()));

        let screened = run(&["screen", "--pack", path, "--session", &session, "--case", &case, "--json"]);
        assert_eq!(screened.code, 2, "{}", screened.out);

        let mut filled = read_json(session.as_ref());
        filled["facts"] = json!({});
        std::fs::write(&session, filled.to_string()).unwrap();
        let refused = run(&["screen", "--pack", path, "--session", &session, "--case", &case, "--json"]);
        let refused = refused.json();
        let error = &refused["errors"][0];
        let first = pack.document().items().next().unwrap();
        assert_eq!(error["at"], json!(format!("/answers/{}", first.id)), "{error}");
        assert!(error["line"].is_u64() && error["file"] == json!(case), "{error}");

        let mut filled = read_json(case.as_ref());
        for item in pack.document().items() {
            assert!(filled["answers"][item.id.as_str()].is_string() || filled["answers"][item.id.as_str()].is_array());
            filled["answers"][item.id.as_str()] = Fill::Least.answer(item);
        }
        filled["facts"] = json!({});
        let screened =
            run_with(&["screen", "--pack", path, "--session", &session, "--case", "-", "--json"], &filled.to_string());
        assert_eq!(screened.code, 0, "{}", screened.out);
        assert_eq!(screened.json()["pack"]["hash"], json!(pack.reference().hash));
        let said = run_with(&["screen", "--pack", path, "--session", &session, "--case", "-"], &filled.to_string());
        assert!(said.out.contains("outcome"), "{}", said.out);
    }
}

#[test]
fn a_rule_of_which_one_of_several_conditions_holds_is_not_said_as_if_all_did() {
    let folder = folder("either");
    let path = root().join("packs/cn-bank.json");
    let pack = path.to_str().unwrap();
    let at = |name: &str| folder.join(name).to_str().unwrap().to_string();
    let (case, session) = (at("case.json"), at("session.json"));
    assert_eq!(run(&["case", "template", "--pack", pack, "--case", &case, "--session", &session]).code, 0);
    let document = packs().into_iter().find(|pack| pack.document().id.as_str() == "cn-bank").unwrap();
    let mut filled = read_json(case.as_ref());
    for item in document.document().items() {
        filled["answers"][item.id.as_str()] = Fill::Most.answer(item);
    }
    filled["facts"] = json!({});
    // The pack's cap joins attitude and anxiety by $or: only the second holds, and the words speak of the first.
    filled["answers"]["anxiety"] = json!("up-to-10");
    let opened = read_json(session.as_ref());
    let line = |facts: Value, code: &str| {
        let mut opened = opened.clone();
        opened["facts"] = facts;
        std::fs::write(&session, opened.to_string()).unwrap();
        let args = ["screen", "--pack", pack, "--session", &session, "--case", "-", "--locale", "en"];
        let said = run_with(&args, &filled.to_string()).out;
        said.lines().find(|line| line.contains(code)).unwrap_or_else(|| panic!("{code} in {said}")).to_owned()
    };
    let known = json!({ "birth_date": "1985-05-17", "civil_capacity": true, "months_trading": 120 });
    let held = line(known, "cap.some-loss");
    assert!(held.contains("one or another of its conditions holds: You accept a loss of up to 10%"), "{held}");
    // What could not be decided is the rule's own word, not the person's.
    let undecided = line(json!({}), "eligibility.civil-capacity");
    assert!(undecided.contains("(unknown)") && undecided.contains(": the rule says: Your guardian"), "{undecided}");
}

#[test]
fn a_template_says_what_the_whole_numbers_of_an_amount_count() {
    for (currency, counts) in [("CNY", "of hundredths of CNY"), ("JPY", "of JPY"), ("KWD", "of thousandths of KWD")] {
        let pack = in_currency(currency);
        let path = file(&folder(&format!("counts-{currency}")), "pack.json", &pack.to_string());
        let made = run(&["case", "template", "--pack", &path]);
        assert!(made.out.contains(&format!(": a whole number {counts}>")), "{currency}: {}{}", made.out, made.err);
    }
}

#[test]
fn an_error_of_the_session_is_not_blamed_on_the_case() {
    let pack = &packs()[0];
    let path = pack_paths()[0].to_str().unwrap().to_string();
    let folder = folder("blame");
    let mut session = support::session(pack);
    session["expires"] = session["now"].clone();
    let session = file(&folder, "session.json", &session.to_string());
    let case = file(&folder, "case.json", "{}");
    let told = run(&["screen", "--pack", &path, "--session", &session, "--case", &case, "--json"]).json();
    assert_eq!(told["errors"][0]["file"], json!(session));
    assert_eq!(told["errors"][0]["code"], "expired");
}

fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

#[test]
fn real_documents_fit_their_schemas() {
    let schema = |name: &str| run(&["schema", name]).json();
    let fits = |name: &str, document: &Value| {
        let wrong: Vec<String> =
            validator(&schema(name)).iter_errors(document).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
    };
    for (pack, path) in packs().iter().zip(pack_paths()) {
        fits("pack", &read_json(&path));
        let session = support::session(pack);
        fits("session", &session);
        let case = json!({ "answers": support::answers(pack, Fill::Most), "facts": {}, "clarified": [] });
        fits("case", &case);
        fits("assessment", &serde_json::to_value(support::screen(pack, &session, &case).unwrap()).unwrap());
    }
    let vectors = read_json(&root().join("tests/vectors/verdict/positive.json"));
    fits("record", &vectors["record"]);
    fits("opening", &vectors["opening"]);
    fits("pack", &read_json(&root().join("tests/vectors/verdict/pack.json")));
    fits("pack", &read_json(&root().join("tests/vectors/verdict/shadow.json")));
    for object in vectors["objects"].as_array().unwrap() {
        fits("session", &object["session"]);
        fits("case", &object["case"]);
        let mut claims = object["claims"].clone();
        claims["suite"] = json!(prescreen::verdict::jws::SUITE);
        fits("verdict-claims", &claims);
    }
    let mut pack = read_json(&pack_paths()[0]);
    pack["classes"]["lowest"]["extra"] = json!(1);
    assert!(!validator(&schema("pack")).is_valid(&pack), "an unknown field is not let in");
}

#[test]
fn schemas_are_listed_and_written() {
    let listed = run(&["schema", "--list", "--json"]).json();
    let out = folder("schemas");
    assert_eq!(run(&["schema", "--out", out.to_str().unwrap()]).code, 0);
    for name in listed.as_array().unwrap() {
        read_json(&out.join(format!("{}.schema.json", name.as_str().unwrap())));
    }
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), listed.as_array().unwrap().len());
}
