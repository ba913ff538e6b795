//! Packs that are written in YAML: what they come to, and where in the author's file something is wrong.

use serde_json::Value;

use super::support::{all_pack_paths, read};
use super::{file, folder, run};

/// A new pack's file, with one text of it in another's place.
fn changed(name: &str, from: &str, to: &str) -> (String, String) {
    let begun = folder(name).join("pack.yaml").to_str().unwrap().to_owned();
    assert_eq!(run(&["pack", "new", name, "--out", &begun]).code, 0);
    let text = read(begun.as_ref());
    assert_eq!(text.matches(from).count(), 1, "{from}");
    let text = text.replace(from, to);
    (file(begun.rsplit_once('/').unwrap().0.as_ref(), "changed.yaml", &text), text)
}

/// Line and column of the only place of a text.
fn place(text: &str, of: &str) -> (u64, u64) {
    let (before, _) = text.split_once(of).unwrap();
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    (before.matches('\n').count() as u64 + 1, column as u64)
}

fn errors(path: &str) -> Vec<Value> {
    let told = run(&["--json", "pack", "build", path]);
    assert_eq!(told.code, 2, "{}{}", told.out, told.err);
    told.json()["errors"].as_array().unwrap().clone()
}

#[test]
fn a_pack_that_is_begun_is_built_and_proved_and_never_written_over() {
    let folder = folder("source-new");
    let [begun, built] = ["pack.yaml", "pack.json"].map(|name| folder.join(name).to_str().unwrap().to_owned());
    let new = run(&["pack", "new", "my-pack", "--out", &begun]);
    assert_eq!(new.code, 0, "{}", new.err);
    let build = run(&["--json", "pack", "build", &begun, "--out", &built]);
    assert_eq!(build.code, 0, "{}{}", build.out, build.err);
    assert_eq!(build.json()["pack"]["id"], "my-pack");
    let check = run(&["--json", "pack", "check", &built]);
    assert_eq!(check.code, 0, "{}", check.out);
    assert_eq!(check.json()["packs"][0]["warnings"], serde_json::json!([]), "nothing doubtful in it");
    let again = run(&["pack", "new", "other", "--out", &begun]);
    assert_eq!(again.code, 2);
    assert!(read(begun.as_ref()).contains("id: my-pack"));
    assert_eq!(run(&["pack", "new", "My pack", "--out", folder.join("b").to_str().unwrap()]).code, 2);
}

#[test]
fn what_is_built_of_json_is_the_same_pack() {
    for path in all_pack_paths() {
        let path = path.to_str().unwrap();
        let built = run(&["--json", "pack", "build", path]);
        assert_eq!(built.code, 0, "{path}: {}", built.out);
        let sheet = run(&["--json", "pack", "diff", path, path]).json();
        assert_eq!(built.json()["pack"]["hash"], sheet["after"]["hash"], "{path}");
    }
}

#[test]
fn what_is_no_pack_is_told_at_the_authors_own_line() {
    for (name, from, to, at, code, said) in [
        ("twice", "id: new-pack-twice\n", "id: new-pack-twice\nid: other\n", "id: other", "syntax", "a second 'id'"),
        ("float", "min: 0,", "min: 0.5,", "0.5", "syntax", "not whole"),
        ("zero", "max: 150,", "max: 0150,", "0150", "syntax", "may be a number or a text"),
        ("tag", "prescreen: 1", "prescreen: !!int 1", "!!int 1", "syntax", "a tag"),
        (
            "second",
            "\n# Everything that people read",
            "\n---\n# Everything that people read",
            "---\n",
            "syntax",
            "a second document",
        ),
        ("unknown", "if_unknown: *term", "if_unknown: *terms", "*terms", "syntax", "not YAML"),
        ("field", "per_day: 2", "per_days: 2", "per_days: 2", "unknown-field", "per_day"),
        ("reach", "C3: R3}", "C3: R9}", "C3: R9}", "reference", "R9"),
    ] {
        let name = &format!("new-pack-{name}");
        let (path, text) = changed(name, from, to);
        let errors = errors(&path);
        let found = errors.iter().find(|error| error["code"] == code).unwrap_or_else(|| panic!("{name}: {errors:?}"));
        let whole = format!("{} {}", found["message"], found["help"]);
        assert!(whole.contains(said), "{name}: {whole}");
        let (line, column) = place(&text, at);
        assert_eq!(found["line"], line, "{name}: {found}");
        // A parser of its own may tell the end of what it read.
        assert!(said == "not YAML" || said.starts_with("a tag") || found["column"] == column, "{name}: {found}");
        assert_eq!(found["file"], path.as_str());
    }
}

#[test]
fn what_is_said_once_is_told_where_it_is_said() {
    let (path, text) = changed(
        "new-pack-shared",
        "\n  outcome: proceed_after\n  flow: term",
        "\n  outcome: proceed_after\n  flow: nowhere",
    );
    let found = errors(&path);
    let found = found.iter().find(|error| error["code"] == "reference").unwrap();
    assert_eq!(found["line"], place(&text, "flow: nowhere").0, "{found}");
    assert!(found["at"].as_str().unwrap().starts_with("/matching/rules/"), "{found}");
}

#[test]
fn maps_are_merged_with_the_own_fields_first() {
    let (path, _) = changed(
        "new-pack-merged",
        "if_unknown: *term",
        "if_unknown: {<<: [*term, {flow: above}], outcome: proceed_after}",
    );
    let (plain, _) = changed("new-pack-plain", "id: new-pack-plain", "id: new-pack-merged");
    let hash = |path: &str| run(&["--json", "pack", "build", path]).json()["pack"]["hash"].clone();
    assert_eq!(hash(&path), hash(&plain));
}

#[test]
fn a_laugh_that_is_named_a_billion_times_ends_soon() {
    let mut bombs = [String::from("x-a0: &a0 [1, 1]\n"), String::from("x-m0: &m0 {a: 1}\n")];
    for n in 1..60 {
        let before = n - 1;
        bombs[0].push_str(&format!("x-a{n}: &a{n} [{}]\n", vec![format!("*a{before}"); 9].join(", ")));
        bombs[1].push_str(&format!("x-m{n}: &m{n} {{<<: [{}]}}\n", vec![format!("*m{before}"); 9].join(", ")));
    }
    bombs[0].push_str("texts: *a59\n");
    bombs[1].push_str("texts: *m59\n");
    let folder = folder("source-bombs");
    for (bomb, name) in bombs.iter().zip(["list.yaml", "merge.yaml"]) {
        let errors = errors(&file(&folder, name, bomb));
        assert!(errors[0]["message"].as_str().unwrap().contains("more than"), "{errors:?}");
    }
}
