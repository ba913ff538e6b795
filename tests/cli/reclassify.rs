//! `compare --on-file`: where a new pack can lead the people who are on file.

use std::fs;

use serde_json::{Value, json};

use crate::{file, folder, root, run};

fn compare(name: &str, on_file: &str, more: &[&str]) -> crate::Run {
    let folder = folder(&format!("reclassify-{name}"));
    let path = |pack: &str| root().join("examples/first-pack").join(pack).to_str().unwrap().to_owned();
    let on_file = file(&folder, "on-file.csv", on_file);
    let base = ["compare", &path("draft.json"), &path("pack.json"), "--on-file", &on_file];
    run(&[&base[..], more].concat())
}

/// By the guide, of 63 combinations: C1 → C1 22, C2 → C1 9, C2 → C2 9, C3 → C1 4, C3 → C3 19.
#[test]
fn the_people_of_each_class_are_led_where_the_combinations_lead() {
    let told = compare("counted", "class,count\nC1,100\nC2,40\nC3,230\n", &["--json"]).json()["on_file"].clone();
    assert_eq!(
        [&told["people"], &told["stay"], &told["may_move"], &told["move_for_certain"], &told["may_rise"]],
        [&json!(370), &json!(100), &json!(270), &json!(0), &json!(0)]
    );
    let to = |class: usize| -> Vec<(Value, u64)> {
        let to = told["classes"][class]["to"].as_array().unwrap();
        for one in to {
            assert!(told["classes"][class].get("ids").is_none() && one["share"].as_f64().unwrap() <= 1.0);
        }
        to.iter().map(|one| (one["class"].clone(), one["expected"].as_u64().unwrap())).collect()
    };
    assert_eq!(to(0), [("C1".into(), 100)]);
    assert_eq!(to(1), [("C1".into(), 20), ("C2".into(), 20)]);
    assert_eq!(to(2), [("C1".into(), 40), ("C3".into(), 190)]);
}

#[test]
fn with_the_firms_own_ids_each_class_names_its_people_and_the_page_does_not() {
    let folder = folder("reclassify-page");
    let page = folder.join("page.html").to_str().unwrap().to_owned();
    let on_file = "id,class\np-1,C3\np-2,C1\np-3,C3\n";
    let told = compare("named", on_file, &["--json", "--html", &page]).json();
    assert_eq!(told["on_file"]["classes"][1]["ids"], json!(["p-1", "p-3"]));
    let page = fs::read_to_string(page).unwrap();
    for said in
        ["Who on file moves where", "存量客户的类别会怎样变化", "17.39 %", "Of one person only a new assessment tells."]
    {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("p-1"), "nobody is named on it");
}

#[test]
fn a_file_that_does_not_fit_is_told_with_its_line() {
    for (on_file, line, code) in [
        ("", 1, "type"),
        ("klass,count\nC1,1\n", 1, "type"),
        ("class,count\nC9,1\n", 2, "reference"),
        ("class,count\nC1,1\nC1,2\n", 3, "duplicate"),
        ("class,count\nC1,many\n", 2, "number"),
        ("class,count\nC1,-1\n", 2, "number"),
        ("class,count\nC1\n", 2, "syntax"),
        ("id,class\np-1,C1\np-1,C2\n", 3, "duplicate"),
        ("id,class\n,C1\n", 2, "duplicate"),
    ] {
        let refused = compare("wrong", on_file, &["--json"]);
        let wrong = &refused.json()["errors"][0];
        assert_eq!(
            (refused.code, &wrong["line"], &wrong["code"]),
            (2, &line.into(), &code.into()),
            "{on_file}: {}",
            refused.out
        );
    }
}

#[test]
fn packs_that_ask_otherwise_say_nothing_of_who_is_on_file() {
    let folder = folder("reclassify-other");
    let on_file = file(&folder, "on-file.csv", "class,count\nC1,1\n");
    let path = |pack: &str| root().join(pack).to_str().unwrap().to_owned();
    let (a, b) = (path("examples/first-pack/pack.json"), path("packs/cn-bank.json"));
    let refused = run(&["compare", &a, &b, "--on-file", &on_file]);
    assert!(refused.code == 2 && refused.err.contains("assessed"), "{}", refused.err);
}
