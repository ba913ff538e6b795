//! `screen --shadow` over the verdict vectors: the pair of classes, and that the first decides.

use serde_json::{Value, json};

use crate::support::{read_json, root};
use crate::{file, folder, run};

fn vector(name: &str) -> String {
    root().join("tests/vectors/verdict").join(name).to_str().unwrap().into()
}

#[test]
fn a_shadow_pack_says_its_class_and_the_first_one_decides() {
    let objects = read_json(vector("positive.json").as_ref());
    let mut beside =
        objects["objects"].as_array().unwrap().iter().filter(|object| object["claims"]["shadow"].is_object());
    let object = beside.next().unwrap();
    let folder = folder("shadow");
    let (session, case) =
        (file(&folder, "s.json", &object["session"].to_string()), file(&folder, "c.json", &object["case"].to_string()));
    let (pack, shadow) = (vector("pack.json"), vector("shadow.json"));
    let base = ["screen", "--pack", &pack, "--session", &session, "--case", &case];

    let alone = run(&[&base[..], &["--json"]].concat()).json();
    let both = run(&[&base[..], &["--shadow", &shadow, "--json"]].concat());
    assert_eq!(both.code, 0, "{}", both.err);
    let both = both.json();
    assert_eq!(both["assessment"], alone);
    assert_eq!(both["shadow"], object["claims"]["shadow"]);
    assert_eq!(
        (&both["assessment"]["class"], &both["shadow"]["class"], &both["reported"]),
        (&json!("C2"), &json!("P1"), &json!(true))
    );

    let said = run(&[&base[..], &["--shadow", &shadow]].concat()).out;
    let line = said.lines().find(|line| line.starts_with("beside")).unwrap();
    assert_eq!(
        line,
        "beside   C2 by verdict-vectors@1.0.0, which decides; P1 by verdict-vectors-shadow@1.0.0, which decides nothing (a verdict may report it)"
    );

    let mut unlisted: Value = read_json(shadow.as_ref());
    unlisted["id"] = json!("unlisted");
    let unlisted = file(&folder, "unlisted.json", &unlisted.to_string());
    let told = run(&[&base[..], &["--shadow", &unlisted, "--json"]].concat()).json();
    assert_eq!(
        (&told["assessment"], &told["shadow"]["class"], &told["reported"]),
        (&alone, &json!("P1"), &json!(false))
    );
    assert_eq!(run(&[&base[..], &["--shadow", "/nowhere/pack.json"]].concat()).code, 2);
}
