//! The order of products: what a pack and a sheet may not say, and that a sheet without figures is what it was.

use prescreen::json::Write as _;
use prescreen::session::read_products;
use prescreen::{Code, Pack};
use serde_json::{Value, json};

fn pack() -> Value {
    serde_json::from_str(include_str!("../../packs/cn-affordability.json")).unwrap()
}

/// The findings about the part, once something of it is changed.
fn found(change: impl FnOnce(&mut Value)) -> Vec<(Code, String, String)> {
    let mut pack = pack();
    change(&mut pack["shelf"]);
    let errors = Pack::check(&pack.to_string()).map(|_| Vec::new()).unwrap_or_else(|errors| errors);
    errors.into_iter().map(|error| (error.code, error.at, error.help)).collect()
}

fn one(change: impl FnOnce(&mut Value)) -> (Code, String) {
    let mut found = found(change);
    assert_eq!(found.len(), 1, "{found:?}");
    let (code, at, _) = found.remove(0);
    (code, at)
}

fn product() -> Value {
    json!({
        "id": "a", "name": { "en": "A" }, "issuer_grade": "own-money", "seller_grade": "own-money", "type": "bond-fund",
        "term": "half-year", "tags": [],
    })
}

#[test]
fn what_the_firm_earns_is_no_field_of_a_rule_or_a_product() {
    for name in ["commission", "commission_bp", "margin", "revenue", "rebate"] {
        let in_rule = found(|shelf| shelf["criteria"][0][name] = json!(1));
        assert_eq!((in_rule[0].0, in_rule[0].1.as_str()), (Code::UnknownField, &*format!("/shelf/criteria/0/{name}")));
        assert!(in_rule[0].2.contains("what a firm earns"), "{in_rule:?}");
        for at in ["", "figures"] {
            let mut sheet = product();
            sheet["figures"] = json!({ "cost": 1 });
            let place = if at.is_empty() { &mut sheet } else { &mut sheet[at] };
            place[name] = json!(1);
            let error = read_products(&json!([sheet]).to_string()).unwrap_err();
            assert_eq!(error.code, Code::UnknownField, "{error}");
            assert!(error.help.contains("what a firm earns"), "{error:?}");
        }
    }
    let typo = found(|shelf| shelf["criteria"][0]["endss"] = json!([1]));
    assert!(typo[0].2.contains("'ends'"), "{typo:?}");
}

#[test]
fn each_fault_of_the_part_is_found_where_it_stands() {
    assert_eq!(one(|shelf| shelf["criteria"][0]["ends"] = json!([])), (Code::Bands, "/shelf/criteria/0/ends".into()));
    assert_eq!(one(|shelf| shelf["criteria"][0]["ends"] = json!([0])), (Code::Bands, "/shelf/criteria/0/ends".into()));
    assert_eq!(
        one(|shelf| shelf["criteria"][1]["ends"] = json!([3, 3])),
        (Code::Bands, "/shelf/criteria/1/ends".into())
    );
    let near = found(|shelf| shelf["held"][1]["type"] = json!("bond-fond"));
    assert!(near[0].1 == "/shelf/held/1/type" && near[0].2.contains("'bond-fund'"), "{near:?}");
    assert_eq!((near[1].0, near[1].1.as_str()), (Code::MissingField, "/shelf/held"));
    let amount = found(|shelf| shelf["amount"] = json!("horizon-months"));
    assert_eq!((amount[0].0, amount[0].1.as_str()), (Code::Inconsistent, "/shelf/amount"));
    let twice = found(|shelf| shelf["criteria"][5]["by"] = json!("loss"));
    assert!(twice.contains(&(
        Code::Duplicate,
        "/shelf/criteria/5/by".into(),
        "Give all of its bands in one place.".into()
    )));
    let without = found(|shelf| shelf["horizon"] = Value::Null);
    assert!(
        without.iter().any(|(code, at, _)| (*code, at.as_str()) == (Code::MissingField, "/shelf/horizon")),
        "{without:?}"
    );
    let unread = found(|shelf| shelf["criteria"].as_array_mut().unwrap().truncate(1));
    assert!(unread.iter().any(|(_, at, _)| at == "/shelf/within"), "{unread:?}");
    let word = found(|shelf| shelf["criteria"][0]["by"] = json!("commission"));
    assert_eq!((word[0].0, word[0].1.as_str()), (Code::Range, "/shelf/criteria/0/by"));
}

#[test]
fn the_order_may_rest_on_nothing_about_age_sex_or_origin() {
    let mut pack = pack();
    let text = pack.to_string().replace("horizon-months", "age-in-months");
    pack = serde_json::from_str(&text).unwrap();
    let errors = Pack::check(&pack.to_string()).unwrap_err();
    assert!(
        errors.iter().any(|error| error.code == Code::Protected && error.at == "/shelf/evidence/0/fact"),
        "{errors:?}"
    );
}

#[test]
fn a_sheet_is_written_with_its_figures_and_without_as_before() {
    let of = |sheet: &Value| read_products(&json!([sheet]).to_string()).unwrap().remove(0).json().canonical();
    let mut sheet = product();
    let plain: Value = serde_json::from_str(&of(&sheet)).unwrap();
    assert_eq!(plain, sheet);
    sheet["figures"] = json!({ "cost": 1, "loss": null, "complex": true, "months": 2, "days": 3, "target": ["own"] });
    let whole: Value = serde_json::from_str(&of(&sheet)).unwrap();
    assert_eq!(whole, sheet);
}

#[test]
fn a_list_of_products_has_each_once_and_not_too_many() {
    let mut other = product();
    other["id"] = json!("b");
    assert_eq!(read_products(&json!([product(), other]).to_string()).unwrap().len(), 2);
    let error = read_products(&json!([product(), product()]).to_string()).unwrap_err();
    assert_eq!((error.code, error.at.as_str()), (Code::Duplicate, "/1/id"));
    let many: Vec<Value> = (0..201)
        .map(|n| {
            let mut one = product();
            one["id"] = json!(format!("p{n}"));
            one
        })
        .collect();
    assert_eq!(read_products(&json!(many[..200]).to_string()).unwrap().len(), 200);
    assert_eq!(read_products(&json!(many).to_string()).unwrap_err().code, Code::Limit);
}
