//! What changed between two packs, in words.

use serde_json::{Value, json};

use super::support::read_json;
use super::{file, folder, pack_path, run};

/// The shipped pack, and it with changes, as files.
fn pair(name: &str, change: impl FnOnce(&mut Value)) -> (String, String) {
    let path = pack_path("cn-securities");
    let mut pack = read_json(path.as_ref());
    change(&mut pack);
    let after = file(&folder(name), "after.json", &pack.to_string());
    (path, after)
}

/// An element of a list of a pack.
fn of<'a>(list: &'a mut Value, id: &str) -> &'a mut Value {
    list.as_array_mut().unwrap().iter_mut().find(|element| element["id"] == id).unwrap()
}

fn changed(pack: &mut Value) {
    pack["version"] = json!("2.0.1");
    let finances = of(&mut pack["questionnaire"]["sections"], "finances");
    let debts = of(&mut finances["items"], "debts");
    of(&mut debts["options"], "mortgage")["points"]["capacity"] = json!(1);
    of(&mut pack["permissions"], "star")["requires"]["avg_assets_20d"]["$gte"] = json!(60_000_000);
    pack["never"].as_array_mut().unwrap().pop();
    pack["texts"]["en"]["fact.age"] = json!("Age <in years>");
}

#[test]
fn every_changed_value_is_named_by_the_packs_own_texts() {
    let (before, after) = pair("diff-words", changed);
    let diff = run(&["pack", "diff", &before, &after, "--locale", "en"]);
    assert_eq!(diff.code, 1, "{}", diff.err);
    for said in [
        "\nQuestions and points\n  “Finances” (finances) › “Do you have a large debt that is not paid off?” (debts) › \
         “A mortgage or another long-term loan with fixed …” (mortgage) › points › capacity\n",
        "    − 50,000,000 (CNY 500,000)\n    + 60,000,000 (CNY 600,000)\n",
        "\nTexts\n  en › fact.age\n    − Age in completed years\n    + Age <in years>\n",
        "\nPromises\n  age-bars-nobody\n    − age-bars-nobody\n",
        "\nVersion\n    − 2.0.0\n    + 2.0.1\n",
        " of them of a number.",
    ] {
        assert!(diff.out.contains(said), "{said}\n{}", diff.out);
    }
    let diff = run(&["pack", "diff", &before, &after, "--locale", "zh-CN"]);
    assert!(diff.out.contains("\n交易权限\n") && diff.out.contains("\n题目与分值\n"), "{}", diff.out);
}

#[test]
fn a_program_reads_places_and_values_as_the_packs_have_them() {
    let (before, after) = pair("diff-json", changed);
    let told = run(&["--json", "pack", "diff", &before, &after]).json();
    let at = |end: &str| {
        let all = told["changes"].as_array().unwrap();
        all.iter().find(|one| one["at"].as_array().unwrap().last().unwrap() == end).unwrap()
    };
    assert_eq!(at("version"), &json!({ "at": ["version"], "before": "2.0.0", "after": "2.0.1" }));
    let way =
        json!(["questionnaire", "sections", "finances", "items", "debts", "options", "mortgage", "points", "capacity"]);
    assert_eq!(at("capacity")["at"], way);
    assert!(
        told["changes"].as_array().unwrap().iter().any(|one| one["at"][0] == "never" && one.get("after").is_none())
    );
    let is_number = |change: &&Value| ["before", "after"].iter().any(|side| change[*side].is_number());
    assert_eq!(told["numbers"], told["changes"].as_array().unwrap().iter().filter(is_number).count());
}

#[test]
fn another_order_is_one_change_and_the_same_pack_none() {
    let (before, after) = pair("diff-order", |pack| {
        let finances = of(&mut pack["questionnaire"]["sections"], "finances");
        of(&mut finances["items"], "debts")["options"].as_array_mut().unwrap().reverse();
    });
    let told = run(&["--json", "pack", "diff", &before, &after]).json();
    let [change] = told["changes"].as_array().unwrap().as_slice() else { panic!("{told}") };
    assert_eq!(change["at"].as_array().unwrap().last().unwrap(), "options");
    assert_eq!(
        change["after"]["order"].as_array().unwrap().first(),
        change["before"]["order"].as_array().unwrap().last()
    );
    let same = run(&["pack", "diff", &before, &before]);
    assert_eq!(same.code, 0);
    assert!(same.out.ends_with("The packs are the same.\n"), "{}", same.out);
}

#[test]
fn the_page_has_each_language_and_escapes_what_packs_say() {
    let (before, after) = pair("diff-page", changed);
    let page = folder("diff-page-out").join("diff.html");
    let diff = run(&["pack", "diff", &before, &after, "--html", page.to_str().unwrap()]);
    assert_eq!(diff.code, 1, "{}", diff.err);
    let html = std::fs::read_to_string(page).unwrap();
    for said in
        ["lang=\"zh-CN\"", "lang=\"en\"", "Questions and points", "题目与分值", "Age &lt;in years&gt;", "60,000,000"]
    {
        assert!(html.contains(said), "{said}");
    }
    assert!(!html.contains("<in years>"));
}
