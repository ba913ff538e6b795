//! `experiment variant`: the packs of a feature's variations, written once all of them hold.

use serde_json::{Value, json};

use super::{file, folder, read_json, root, run};

/// The shipped pack, with what an experiment may vary, and an item of it with its options.
fn control(name: &str, knobs: &[&str]) -> (std::path::PathBuf, String, String, Vec<String>) {
    let folder = folder(name);
    let mut pack = read_json(&root().join("packs/cn-bank.json"));
    pack["knobs"] = json!(knobs);
    let item = pack["questionnaire"]["sections"][0]["items"][0].clone();
    let options = item["options"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned());
    let path = file(&folder, "control.json", &pack.to_string());
    (folder, path, item["id"].as_str().unwrap().to_owned(), options.collect())
}

fn backwards(options: &[String]) -> Vec<&String> {
    options.iter().rev().collect()
}

#[test]
fn every_variation_of_a_feature_is_tried_and_its_pack_written() {
    let (folder, pack, item, options) = control("variants-feature", &["options", "texts"]);
    let key = format!("item.{item}");
    let features = json!({ "features": { "questionnaire": {
        "defaultValue": {},
        "rules": [
            { "key": "order", "variations": [{}, { "id": "bank-b", "options": { &item: backwards(&options) } }] },
            { "force": { "id": "bank-c", "texts": {
                "en": { &key: "Asked in other words" }, "zh-CN": { &key: "换一种问法" },
            } } },
        ],
    } } });
    let features = file(&folder, "features.json", &features.to_string());
    // The folder is made.
    let out = folder.join("made/here");
    let told =
        run(&["experiment", "variant", &pack, &features, "--feature", "questionnaire", "--out", out.to_str().unwrap()]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    assert!(told.out.contains("which varies options\n") && told.out.contains("which varies texts\n"), "{}", told.out);
    let may = "People may be assigned to it";
    assert_eq!(told.out.matches(&format!("{may}: every promise is kept")).count(), 1, "{}", told.out);
    let once = format!("{may} once somebody has read the 2 texts above: every promise is kept");
    assert_eq!(told.out.matches(&once).count(), 1, "{}", told.out);
    // Every text in other words is printed, and nobody takes it for proved.
    let was = read_json(std::path::Path::new(&pack))["texts"]["en"][&key].as_str().unwrap().to_owned();
    let worded = format!("worded   {key} (en): control {was:?}, variant \"Asked in other words\"\n");
    assert!(told.out.contains(&worded), "{}", told.out);
    assert_eq!(told.out.matches("\nworded ").count(), 2, "{}", told.out);
    assert_eq!(told.out.matches("Wording is not proved: somebody has to read").count(), 1, "{}", told.out);
    for id in ["bank-b", "bank-c"] {
        let made = out.join(format!("{id}.json"));
        assert_eq!(run(&["pack", "check", made.to_str().unwrap()]).code, 0);
        assert_eq!(read_json(&made)["id"], id);
    }
    // What is there is never written over.
    let again =
        run(&["experiment", "variant", &pack, &features, "--feature", "questionnaire", "--out", out.to_str().unwrap()]);
    assert!(again.code == 2 && again.err.contains("never written over"), "{}", again.err);
    // Nor is what a link points to, which looks as if nothing were there; and of several packs none is left.
    let linked = folder.join("linked");
    std::fs::create_dir_all(&linked).unwrap();
    std::os::unix::fs::symlink(folder.join("elsewhere"), linked.join("bank-c.json")).unwrap();
    let to = linked.to_str().unwrap();
    let told = run(&["experiment", "variant", &pack, &features, "--feature", "questionnaire", "--out", to]);
    assert!(told.code == 2 && told.err.contains("never written over"), "{}", told.err);
    assert!(!folder.join("elsewhere").exists() && !linked.join("bank-b.json").exists());
    let json = run(&["--json", "experiment", "variant", &pack, &features, "--feature", "questionnaire"]).json();
    assert_eq!(json["variants"][0]["knobs"], json!(["options"]));
    assert_eq!(json["variants"][1]["holds"], true);
    assert_eq!((&json["variants"][0]["to_read"], &json["variants"][1]["to_read"]), (&json!(0), &json!(2)));
    assert_eq!(json["variants"][0]["texts"], json!([]));
    assert_eq!(
        json["variants"][1]["texts"][0],
        json!({ "key": key, "locale": "en", "control": was, "variant": "Asked in other words" })
    );
}

#[test]
fn what_is_wrong_with_a_variant_is_said_at_its_place_and_nothing_is_written() {
    let (folder, pack, item, options) = control("variants-wrong", &["options"]);
    let out = folder.join("made");
    std::fs::create_dir_all(&out).unwrap();
    let written = out.to_str().unwrap();
    let variant = |json: Value| file(&folder, "variant.json", &json.to_string());
    let refused = run(&[
        "experiment",
        "variant",
        &pack,
        &variant(json!({ "id": "b", "options": { &item: [&options[0]] } })),
        "--out",
        written,
    ]);
    assert!(refused.code == 2 && refused.err.contains("these are not those of the pack, each once"), "{}", refused.err);
    // A folder that cannot be made, and a variant that is the control.
    let order = variant(json!({ "id": "b", "options": { &item: backwards(&options) } }));
    for taken in [&*pack, &*format!("{pack}/made")] {
        let refused = run(&["experiment", "variant", &pack, &order, "--out", taken]);
        assert!(
            refused.code == 2 && refused.err.starts_with(taken) && refused.err.contains("[file]"),
            "{}",
            refused.err
        );
    }
    let refused =
        run(&["experiment", "variant", &pack, &variant(json!({ "id": "b", "options": { &item: &options } }))]);
    assert!(
        refused.code == 2 && refused.err.contains("changes nothing: it is the control in everything"),
        "{}",
        refused.err
    );
    let refused = run(&["experiment", "variant", &pack, &variant(json!({ "id": "b", "layout": { "a": "b" } }))]);
    assert!(
        refused.code == 2 && refused.err.contains("varies `layout`, which is not among the knobs"),
        "{}",
        refused.err
    );
    let features = file(&folder, "features.json", r#"{"features": {"look": {"defaultValue": {}}}}"#);
    let refused = run(&["experiment", "variant", &pack, &features, "--feature", "look"]);
    assert!(refused.code == 2 && refused.err.contains("has no variant: every value is the control"), "{}", refused.err);
    let refused = run(&["experiment", "variant", &pack, &features, "--feature", "lock"]);
    assert!(refused.code == 2 && refused.err.contains("there is no feature 'lock'"), "{}", refused.err);

    // Two of one name would be one file.
    let same = json!({ "features": { "q": { "defaultValue": {}, "rules": [{ "key": "q", "variations": [
        { "id": "b", "options": { &item: &options } }, { "id": "b", "options": { &item: backwards(&options) } },
    ] }] } } });
    let same = file(&folder, "same.json", &same.to_string());
    let refused = run(&["experiment", "variant", &pack, &same, "--feature", "q"]);
    assert!(refused.code == 2 && refused.err.contains("two variants have the id 'b'"), "{}", refused.err);

    // A promise that the control breaks is broken in the variant: nobody is assigned, and no pack is written.
    let mut broken = read_json(std::path::Path::new(&pack));
    let any: Vec<Value> = options.iter().map(|option| json!({ &item: { "$in": [option] } })).collect();
    let lowest = broken["classes"]["list"][0].clone();
    let never = json!({ "id": "nobody-above", "when": { "$or": any }, "class_at_most": lowest });
    broken["never"].as_array_mut().unwrap().push(never);
    let broken = file(&folder, "broken.json", &broken.to_string());
    let told = run(&[
        "experiment",
        "variant",
        &broken,
        &variant(json!({ "id": "b", "options": { &item: backwards(&options) } })),
        "--out",
        written,
    ]);
    assert!(
        told.code == 1 && told.out.contains("never/nobody-above/class") && told.out.contains("Nobody may be assigned"),
        "{}",
        told.out
    );
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 0);
    // A folder that was made for it is not left behind.
    let new = folder.join("new/below");
    let order = variant(json!({ "id": "b", "options": { &item: backwards(&options) } }));
    let told = run(&["experiment", "variant", &broken, &order, "--out", new.to_str().unwrap()]);
    assert!(told.code == 1 && !folder.join("new").exists(), "{}", told.out);
}
