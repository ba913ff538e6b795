//! What a pack says of itself cannot steer the terminal that it is printed on.

use regex::Regex;
use serde_json::{Value, json};

use super::support::{packs, read_json, root};
use super::{Run, file, folder, run};

/// Clears the screen, fills the clipboard, starts a sequence in one character, deletes, goes back, turns the line; then
/// what is not seen: joined, filled, annotated, blank, and words in tags.
const STEERS: &str =
    "\u{1b}[2J\u{1b}]52;c;cHduZWQ=\u{7}\u{9b}2J\u{7f}\u{8}\r\u{202e}\u{2066}\u{200d}\u{3164}\u{fff9}\u{2800}\u{e0041}";

/// The same as it may be printed.
const SEEN: &str = r"\u{1b}[2J\u{1b}]52;c;cHduZWQ=\u{7}\u{9b}2J\u{7f}\u{8}\u{d}\u{202e}\u{2066}\u{200d}\u{3164}\u{fff9}\u{2800}\u{e0041}";

/// A pack whose texts steer, the names of its sources among them.
fn steering() -> Value {
    let mut pack = read_json(&root().join("packs/cn-bank.json"));
    let steer = |value: &mut Value| *value = json!(format!("{}{STEERS}", value.as_str().unwrap()));
    for texts in pack["texts"].as_object_mut().unwrap().values_mut() {
        texts.as_object_mut().unwrap().values_mut().for_each(steer);
    }
    pack
}

/// What a run printed that steers or is not seen, by the tables of another library.
fn steers(run: &Run) -> Vec<char> {
    let unseen = Regex::new(r"^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Zl}\p{Zp}\x{2800}--\n]$").unwrap();
    let all = run.out.chars().chain(run.err.chars());
    all.filter(|one| unseen.is_match(one.encode_utf8(&mut [0; 4]))).collect()
}

#[test]
fn a_pack_whose_texts_steer_is_refused_with_the_character_named() {
    let folder = folder("terminal");
    let pack = file(&folder, "pack.json", &steering().to_string());
    for args in [&["pack", "check", &pack][..], &["prove", &pack]] {
        let refused = run(args);
        assert_ne!(refused.code, 0, "{args:?}");
        assert_eq!(steers(&refused), Vec::<char>::new(), "{args:?}: {}{}", refused.out, refused.err);
        let said = format!("{}{}", refused.out, refused.err);
        assert!(said.contains("the character U+001B, which is a control character"), "{args:?}: {said}");
    }
}

#[test]
fn keys_of_a_pack_and_names_of_files_are_printed_visibly() {
    let folder = folder("terminal-keys");
    let mut pack = steering();
    pack["texts"]["en"][STEERS] = json!("x");
    pack[STEERS] = json!(1);
    let path = file(&folder, "\u{1b}[2Jpack.json", &pack.to_string());
    for args in [
        &["pack", "check", &path][..],
        &["prove", &path],
        &["screen", "--pack", &path, "--session", &path, "--case", &path],
    ] {
        let refused = run(args);
        assert_ne!(refused.code, 0);
        assert_eq!(steers(&refused), Vec::<char>::new(), "{args:?}: {}{}", refused.out, refused.err);
        let said = format!("{}{}", refused.out, refused.err);
        assert!(said.contains(SEEN) && said.contains(r"/\u{1b}[2Jpack.json"), "{args:?}: {said}");

        // In JSON it is escaped, and means what it was.
        let json = run(&[&["--json"], args].concat());
        assert_eq!(steers(&json), Vec::<char>::new(), "{args:?}: {}{}", json.out, json.err);
        let meant = texts(&json.json());
        assert!(
            meant.iter().any(|text| text.contains("\u{1b}[2Jpack.json") || text.contains(STEERS)),
            "{args:?}: {meant:?}"
        );
    }
}

#[test]
fn columns_of_rows_and_names_of_models_are_printed_visibly() {
    let folder = folder("terminal-rows");
    let model = r#"{"logistic": 1, "intercept": 0, "features": [{"name": "a", "weight": 1, "missing": 9}]}"#;
    let model = file(&folder, "\u{1b}[2Jmodel.json", model);
    let rows = file(&folder, "rows.csv", &format!("a,\"{STEERS}\"\n1,2\n"));
    let scored = run(&["model", "score", "--model", &model, "--rows", &rows]);
    assert_eq!((scored.code, steers(&scored)), (0, vec![]), "{}{}", scored.out, scored.err);
    assert!(scored.err.contains(SEEN), "{}", scored.err);
}

/// Every text in a value.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(values) => values.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn what_needs_no_change_is_printed_as_it_is() {
    let printed = run(&["pack", "check", root().join("packs/cn-bank.json").to_str().unwrap()]).out;
    assert!(
        printed.contains(
            &packs().iter().find(|pack| pack.document().id.as_str() == "cn-bank").unwrap().hash().to_string()
        )
    );
    assert!(!printed.contains(r"\u{"));
}
