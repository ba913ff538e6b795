//! `experiment assign`: a line for each person, and what is wrong with a file or a line.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Run, file, folder, root, run, run_with};

const FEATURES: &str = r#"{"features": {
    "look": {"defaultValue": {"layout": "pages"}, "rules": [
        {"key": "look", "variations": [{"layout": "pages"}, {"layout": "one"}], "condition": {"country": "CH"}}
    ]},
    "empty": {},
    "half": {"defaultValue": 1.50}
}}"#;

fn features(name: &str, text: &str) -> String {
    file(&folder(name), "features.json", text)
}

fn assign(features: &str, people: &str) -> Run {
    run_with(&["experiment", "assign", "--features", features, "--attributes", "-"], people)
}

#[test]
fn every_line_has_its_line_with_every_feature() {
    let features = features("assign-lines", FEATURES);
    let run =
        assign(&features, "{\"id\": \"1\", \"country\": \"CH\"}\n{\"id\": 2, \"country\": \"CH\"}\r\n{\"id\": \"é\"}");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    // By the definition of version 1, FNV-1a of "1look" and "2look" is 0.831 and 0.422; the country of "é" is not asked.
    assert_eq!(
        run.out,
        "{\"id\":\"1\",\"look\":{\"layout\":\"one\"},\"empty\":null,\"half\":1.5}\n\
         {\"id\":2,\"look\":{\"layout\":\"pages\"},\"empty\":null,\"half\":1.5}\n\
         {\"id\":\"é\",\"look\":{\"layout\":\"pages\"},\"empty\":null,\"half\":1.5}\n"
    );
}

#[test]
fn a_map_of_features_and_files_of_both_are_read() {
    let folder = folder("assign-map");
    let features = file(&folder, "features.json", r#"{"on": {"defaultValue": true}}"#);
    let people = file(&folder, "people.ndjson", "\u{feff}{\"id\": \"a\"}\n");
    let run = run(&["experiment", "assign", "--features", &features, "--attributes", &people]);
    assert_eq!((run.code, run.out.as_str()), (0, "{\"id\":\"a\",\"on\":true}\n"));
    let none = file(&folder, "none.ndjson", "");
    assert_eq!(super::run(&["experiment", "assign", "--features", &features, "--attributes", &none]).out, "");
}

#[test]
fn what_is_wrong_with_a_line_is_said_with_its_number_and_nothing_of_it() {
    let features = features("assign-wrong", FEATURES);
    let long = format!("{{\"id\": \"secret\", \"x\": \"{}\"}}", "y".repeat(1 << 20));
    for (line, code, word, column) in [
        ("", "syntax", "empty", 1),
        ("  \t", "syntax", "empty", 1),
        ("{\"id\": \"secret\"", "syntax", "JSON", 15),
        ("{\"id\": \"secret\"} {}", "syntax", "JSON", 18),
        ("{\"id\": \"\\ud800\"}", "syntax", "JSON", 15),
        ("[\"secret\"]", "type", "a list", 1),
        ("\"secret\"", "type", "a text", 1),
        ("{\"name\": \"secret\"}", "missing-field", "no 'id'", 1),
        ("{\"id\": \"\", \"name\": \"secret\"}", "type", "empty", 1),
        ("{\"id\": [\"secret\"]}", "type", "a list", 1),
        ("{\"id\": null}", "type", "null", 1),
        ("{\"id\": \"secret\", \"secret\": 1, \"secret\": 2}", "repeated-key", "twice", 1),
        (&long, "limit", "1 MiB", 1),
        // No event could name them: 86 signs of three bytes are 258, and 2^53 + 1 has the last digit of another number.
        (&format!("{{\"id\": \"{}\"}}", "\u{4eba}".repeat(86)), "range", "256 bytes", 1),
        ("{\"id\": 9007199254740993}", "range", "2^53", 1),
        ("{\"id\": 1e300}", "range", "2^53", 1),
    ] {
        let people = format!("{{\"id\": \"first\"}}\n{line}\n{{\"id\": \"third\"}}\n");
        let said = assign(&features, &people);
        let shown: String = line.chars().take(60).collect();
        assert_eq!(said.code, 2, "{shown}");
        // What was said before stands; nothing is said of what follows.
        assert_eq!(said.out.lines().count(), 1, "{shown}");
        assert!(said.out.starts_with("{\"id\":\"first\""), "{shown}");
        assert!(said.err.starts_with(&format!("standard input:2:{column}: ")), "{shown}: {}", said.err);
        assert!(said.err.contains(&format!("[{code}]")) && said.err.contains(word), "{shown}: {}", said.err);
        assert!(!said.err.contains("secret"), "{shown}: {}", said.err);
    }
}

#[test]
fn bytes_that_are_no_text_are_named_with_their_line() {
    let folder = folder("assign-bytes");
    let features = file(&folder, "features.json", FEATURES);
    let people = folder.join("people.ndjson");
    std::fs::write(&people, b"{\"id\": \"a\"}\n{\"id\": \"\xff\"}\n").unwrap();
    let said = run(&["experiment", "assign", "--features", &features, "--attributes", people.to_str().unwrap()]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("people.ndjson:2:1: ") && said.err.contains("UTF-8"), "{}", said.err);
}

#[test]
fn errors_in_json_stand_on_a_line_of_their_own() {
    let features = features("assign-json", FEATURES);
    let args = ["experiment", "assign", "--features", &features, "--attributes", "-", "--json"];
    let said = run_with(&args, "{\"id\": \"a\"}\n{}\n");
    assert_eq!((said.code, said.err.as_str()), (2, ""));
    let lines: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["id"], "a");
    assert_eq!(lines[1]["errors"][0]["line"], 2);
    assert_eq!(lines[1]["errors"][0]["code"], "missing-field");
}

#[test]
fn what_is_wrong_with_the_features_is_said_with_its_place() {
    for (text, code, word) in [
        ("{", "syntax", "features.json:1:"),
        ("[]", "type", "an object"),
        ("{\"features\": {\n\"f\": {\"rules\": [{\"weights\": \"0.5\"}]}}}", "type", "features.json:2:"),
        (r#"{"id": {"defaultValue": 1}}"#, "duplicate", "'id'"),
        (r#"{"encryptedFeatures": "x.y"}"#, "key", "PRESCREEN_FEATURES_KEY"),
    ] {
        let features = features("assign-features", text);
        let said = assign(&features, "{\"id\": \"a\"}\n");
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{text}");
        assert!(said.err.contains(&format!("[{code}]")) && said.err.contains(word), "{text}: {}", said.err);
    }
}

#[test]
fn one_standard_input_stands_for_one_file() {
    let said = run(&["experiment", "assign", "--features", "-", "--attributes", "-"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("only one file can be '-'"), "{}", said.err);
}

/// A case of GrowthBook's shared suite: its text, its key, and a key that is not its own.
const SEALED: &str = "m5ylFM6ndyOJA2OPadubkw==.Uu7ViqgKEt/dWvCyhI46q088PkAEJbnXKf3KPZjf9IEQQ+A8fojNoxw4wIbPX3aj";
const KEY: &str = "Zvwv/+uhpFDznZ6SX28Yjg==";
const OTHER_KEY: &str = "Zvwv/+uhpFDznZ6SX39Yjg==";

#[test]
fn a_key_is_read_from_a_file_or_the_environment_and_never_said() {
    let folder = folder("assign-key");
    let features = file(&folder, "features.json", &json!({ "encryptedFeatures": SEALED }).to_string());
    let people = file(&folder, "people.ndjson", "{\"id\": \"a\"}\n");
    let (key, other) = (file(&folder, "key", &format!("{KEY}\n")), file(&folder, "other", OTHER_KEY));
    let assign = |variable: Option<&str>, key_file: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_prescreen"));
        command.args(["experiment", "assign", "--features", &features, "--attributes", &people]);
        command.args(key_file.map(|file| ["--key-file", file]).into_iter().flatten());
        command.env_remove("PRESCREEN_FEATURES_KEY").envs(variable.map(|key| ("PRESCREEN_FEATURES_KEY", key)));
        let output = command.stdin(Stdio::null()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    let opened = (0, "{\"id\":\"a\",\"feature\":true}\n".to_owned(), String::new());
    assert_eq!(assign(Some(KEY), None), opened);
    assert_eq!(assign(None, Some(&key)), opened);
    assert_eq!(assign(Some(OTHER_KEY), Some(&key)), opened, "the file comes before the environment");
    for (variable, key_file) in
        [(Some(OTHER_KEY), None), (None, Some(other.as_str())), (Some("short"), None), (Some(""), None)]
    {
        let (code, out, err) = assign(variable, key_file);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("/encryptedFeatures") && !err.contains(OTHER_KEY) && !err.contains("short"), "{err}");
    }
}

/// A file of any length passes through a few kilobytes: it is written while it is read.
#[test]
fn lines_are_said_while_others_are_still_written() {
    use std::io::{BufRead, BufReader, Write};
    let features = features("assign-stream", FEATURES);
    let mut child = Command::new(env!("CARGO_BIN_EXE_prescreen"))
        .args(["experiment", "assign", "--features", &features, "--attributes", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    let mut from = BufReader::new(child.stdout.take().unwrap());
    // More than every buffer between the two holds; then the first line is there, though the input is open.
    for n in 0..2_000 {
        writeln!(to, "{{\"id\": \"person-{n}\"}}").unwrap();
    }
    let mut line = String::new();
    from.read_line(&mut line).unwrap();
    assert!(line.starts_with("{\"id\":\"person-0\""), "{line}");
    drop(to);
    assert_eq!(from.lines().count(), 1_999);
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_examples_people_come_to_each_variant() {
    let example = |name: &str| root().join("examples/first-experiment").join(name).to_str().unwrap().to_owned();
    let (features, people) = (example("features.json"), example("people.ndjson"));
    let told = run(&["experiment", "assign", "--features", &features, "--attributes", &people]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    let lines: Vec<Value> = told.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["questionnaire"]["layout"], "one-page", "who is in the saved group sees it");
    for layout in ["pages", "one-page"] {
        assert!(lines[1..].iter().any(|line| line["questionnaire"]["layout"] == layout), "{layout}");
    }
}
