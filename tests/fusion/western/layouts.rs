//! What is wrong with a layout, said to whoever writes it.

use prescreen::Code;
use prescreen_fusion::format::Format;
use serde_json::{Value, json};

fn layout() -> Value {
    json!({
        "id": "a-bank", "version": 1, "institution": "a-bank", "kind": "bank", "names": { "en": "A bank" },
        "columns": { "date": ["Day"], "amount": ["Amount"], "status": ["State"] },
        "required": ["date", "amount"],
        "status": { "booked": ["done"] }
    })
}

fn with(pointer: &str, value: Value) -> Value {
    let mut layout = layout();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    layout.pointer_mut(parent).unwrap()[name] = value;
    layout
}

#[test]
fn parts_that_do_not_agree_are_found_in_their_place() {
    let amount_only = json!({ "date": ["Day"], "amount": ["Amount"] });
    let cases = [
        (with("/columns", json!({ "amount": ["Amount"] })), Code::MissingField, "/columns"),
        (with("/columns", json!({ "date": ["Day"] })), Code::MissingField, "/columns"),
        (with("/required", json!([])), Code::Range, "/required"),
        (with("/required", json!(["date", "balance"])), Code::Reference, "/required/1"),
        (with("/columns/balance", json!(["Amount"])), Code::Duplicate, "/columns/balance"),
        (with("/status", json!({})), Code::Inconsistent, "/columns/status"),
        (with("/columns/direction", json!(["Way"])), Code::Inconsistent, "/columns/direction"),
        (with("/amounts", json!({ "sign": "unsigned" })), Code::Inconsistent, "/amounts/sign"),
        (with("/amounts", json!({ "fee_beside": true })), Code::Inconsistent, "/amounts/fee_beside"),
        (
            with("/kinds", json!([{ "when": { "category": ["x"] }, "kind": "fee" }])),
            Code::Reference,
            "/kinds/0/when/category",
        ),
        (with("/kinds", json!([{ "when": { "date": ["x"] } }])), Code::Inconsistent, "/kinds/0"),
        (with("/stated", json!({ "closing": ["Balance {amuont}"] })), Code::Range, "/stated/closing/0"),
        (with("/stated", json!({ "rows": ["some rows"] })), Code::Range, "/stated/rows/0"),
        (with("/headerless", json!(true)), Code::MissingField, "/cells"),
        (with("/colums", json!({})), Code::UnknownField, "/colums"),
        (with("/columns", json!({ "dat": ["Day"] })), Code::Range, "/columns/dat"),
        (with("/kind", json!("bnak")), Code::Range, "/kind"),
        (with("/version", json!("1")), Code::Type, "/version"),
        (with("/day_order", json!("dym")), Code::Range, "/day_order"),
        (with("/currency", json!("euro")), Code::Range, "/currency"),
    ];
    for (layout, code, at) in cases {
        let Err(errors) = Format::check(&layout.to_string()) else { panic!("{layout} is no layout") };
        let found = errors.iter().find(|error| error.at == at).unwrap_or_else(|| panic!("{at}: {errors:?}"));
        assert_eq!(found.code, code, "{at}");
        assert!(!found.message.is_empty() && (!found.help.is_empty() || code == Code::Reference), "{found:?}");
    }
    let places = json!({ "date": ["#1"], "amount": ["#4", "Amount"] });
    let mut headerless = with("/columns", places);
    (headerless["headerless"], headerless["cells"]) = (json!(true), json!(3));
    let errors = Format::check(&headerless.to_string()).err().unwrap();
    let places: Vec<&str> = errors.iter().map(|error| error.at.as_str()).collect();
    assert_eq!(places, ["/columns/amount/0", "/columns/amount/1"]);
    assert!(Format::check(&with("/columns", amount_only).to_string()).is_ok());
    assert!(Format::check(&layout().to_string()).is_ok());
}

#[test]
fn a_word_that_is_nearly_right_is_named() {
    let help = |layout: Value| Format::check(&layout.to_string()).err().unwrap()[0].help.clone();
    assert_eq!(help(with("/kind", json!("bnak"))), "Did you mean 'bank'?");
    assert_eq!(help(with("/colums", json!({}))), "Did you mean 'columns'?");
    assert_eq!(help(with("/stated", json!({ "closing": ["Balance {amuont}"] }))), "Did you mean 'amount'?");
}

#[test]
fn every_shipped_layout_agrees_with_itself() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../formats");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let checked = Format::check(&std::fs::read_to_string(&path).unwrap());
        let id = checked.map(|format| format.id.as_str().to_owned());
        assert_eq!(id.as_deref(), Ok(path.file_stem().unwrap().to_str().unwrap()), "{}", path.display());
        count += 1;
    }
    assert_eq!(count, crate::support::formats().len(), "every file of formats/ is shipped");
}
