//! The shipped packs: they load, their expected cases come out, and their points and bands are the
//! published ones, compared with a classifier that knows only the published tables.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::path::{Path, PathBuf};

use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::pack::schema::{Confidence, ItemKind, Pick};
use prescreen::product::floor;
use prescreen::session::read_products;
use prescreen::terms::{FactValue, FileTier, Outcome};
use prescreen::{Case, Pack, Screening, Session};
use serde_json::{Map, Value, json};
use support::{Fill, Random, answer, answers, load, merge, pack_paths, read_json, root, screen, session};

/// Pack, table, bands within the table.
const PUBLISHED: [(&str, &str, Option<&str>); 3] = [
    ("cn-securities", "sac-template-points", Some("that same system")),
    ("cn-securities-firm-a", "sac-template-points", Some("firm A")),
    ("cn-bank", "bank-points", None),
];

/// Answer sets per pack that are compared with the published tables.
const COMPARED: usize = 20_000;

#[test]
fn every_shipped_pack_loads() {
    for path in pack_paths() {
        let pack = load(&path);
        assert_eq!(
            path.file_stem().unwrap().to_str(),
            Some(pack.document().id.as_str()),
            "the file is named by the pack"
        );
    }
}

/// `H` is the rule's own text: whoever doubts it has to be able to open it. What has no address was read second-hand.
#[test]
fn the_highest_confidence_has_an_address() {
    for path in pack_paths() {
        let pack = load(&path);
        let sources = &pack.document().sources;
        let without = sources.iter().filter(|(_, source)| source.confidence == Confidence::H && source.url.is_none());
        let ids: Vec<&str> = without.map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, [] as [&str; 0], "{}", path.display());
    }
}

/// Nor is a text that somebody signs said to be a rule's own where it is the firm's.
#[test]
fn no_text_to_sign_has_the_highest_confidence_of_a_source_that_does_not_hold_it() {
    for path in pack_paths() {
        let pack = read_json(&path);
        for document in pack["documents"].as_array().into_iter().flatten() {
            let basis = &document["basis"];
            let source = basis["source"].as_str().map(|id| &pack["sources"][id]["confidence"]);
            let confidence = basis.get("confidence").or(source);
            assert_ne!(confidence, Some(&json!("H")), "{}: {}", path.display(), document["id"]);
        }
    }
}

#[test]
fn what_a_rule_rests_on_has_words_in_every_locale() {
    for (key, at) in [("basis.article-20-r5", "/texts/zh-CN"), ("source.csrc-measures", "/texts/en")] {
        let mut pack = read_json(&root().join("packs/cn-securities.json"));
        let locale = at.rsplit('/').next().unwrap();
        pack["texts"][locale].as_object_mut().unwrap().remove(key).unwrap();
        let errors = Pack::check(&pack.to_string()).unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!((errors[0].code.as_str(), errors[0].at.as_str()), ("text", at));
        assert!(errors[0].message.contains(key));
    }
}

#[test]
fn every_expected_case_comes_out() {
    let cases = |path: &PathBuf| path.parent().unwrap().join("cases").join(path.file_name().unwrap());
    for path in pack_paths() {
        all_come_out(&path, &cases(&path));
    }
}

#[test]
fn every_part_of_a_pack_does_what_it_says() {
    let folder = root().join("tests/vectors/every-part");
    all_come_out(&folder.join("pack.json"), &folder.join("cases.json"));
}

fn all_come_out(pack: &Path, cases: &Path) {
    let pack = load(pack);
    let file = read_json(cases);
    let mut usual = session(&pack);
    merge(&mut usual, &file["default"]);
    let cases = file["cases"].as_array().unwrap();
    assert!(!cases.is_empty());
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|expected| {
            let message = comes_out(&pack, usual.clone(), &file, expected).err()?;
            Some(format!("{}: {message}", expected["name"]))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

fn comes_out(pack: &Pack, mut session: Value, file: &Value, expected: &Value) -> Result<(), String> {
    merge(&mut session, &expected["session"]);
    if session["profile"]["pack"].is_null() && session["profile"].is_object() {
        session["profile"]["pack"] = session["pack"].clone();
    }
    let case = filled(pack, &expected["case"]);
    let expect = &expected["expect"];
    let opened = Session::read(&session.to_string()).unwrap();
    let mut case = Case::read(&case.to_string()).map_err(|error| error.to_string())?;
    let mut found = file["found"].clone();
    merge(&mut found, &expected["found"]);
    for (fact, found) in found.as_object().into_iter().flatten().filter(|(_, found)| !found.is_null()) {
        set_found(&mut case, pack, fact, found);
    }
    // A price that counsel has not agreed to yet is worked out all the same, to be looked at.
    let shown = expected.get("price_shown").and_then(|_| pack.with_price_shown());
    let pack = shown.as_ref().unwrap_or(pack);
    let screening = Screening::of(pack, &opened, case).map_err(|error| error.to_string())?;
    let assessment = screening.assessment().clone();
    let got = serde_json::to_value(&assessment).unwrap();
    for key in ["class", "outcome", "flows", "class_on_file", "missing", "asks", "credit"] {
        let Some(wanted) = expect.get(key) else { continue };
        if got[key] != *wanted {
            return Err(format!("{key} is {}, not {wanted}; reasons {}", got[key], got["reasons"]));
        }
    }
    let limit = json!(screening.credit_arithmetic().map(|arithmetic| arithmetic.limit));
    if let Some(wanted) = expect.get("limit").filter(|wanted| limit != **wanted) {
        return Err(format!("the limit is {limit}, not {wanted}"));
    }
    if let Some(wanted) = expect.get("price").and_then(Value::as_object) {
        let price = json!(screening.price());
        for (key, wanted) in wanted {
            let got = if key == "none" { &price["none"] } else { &price["band"][key] };
            if got != wanted {
                return Err(format!("the price's {key} is {got}, not {wanted}"));
            }
        }
    }
    if let Some(wanted) = expect.get("shelf").and_then(Value::as_object) {
        let got = shelf(&screening, &file["listed"], &expected["products"]);
        if let Some((key, wanted)) = wanted.iter().find(|(key, wanted)| got[*key] != **wanted) {
            return Err(format!("the shelf's {key} is {}, not {wanted}", got[key]));
        }
    }
    let reasons = got["reasons"].as_array().unwrap();
    if let Some(wanted) = expect.get("deciding") {
        let deciding =
            reasons.iter().find(|reason| reason["deciding"] == true).map_or(&Value::Null, |reason| &reason["code"]);
        if deciding != wanted {
            return Err(format!("deciding is {deciding}, not {wanted}; reasons {}", got["reasons"]));
        }
    }
    for wanted in expect["reasons_include"].as_array().into_iter().flatten() {
        if !reasons.iter().any(|reason| reason["code"] == *wanted) {
            return Err(format!("{wanted} is not among the reasons {}", got["reasons"]));
        }
    }
    let class = assessment.class.as_ref().and_then(|class| pack.compiled().class_of(class));
    let floor = floor(pack, &opened, class, assessment.tier).unwrap();
    if floor.outcome > assessment.outcome {
        return Err(format!("the server asks for {:?} of an honest tab", floor.outcome));
    }
    let known = [
        "class",
        "outcome",
        "flows",
        "class_on_file",
        "missing",
        "asks",
        "credit",
        "price",
        "shelf",
        "limit",
        "deciding",
        "reasons_include",
    ];
    let unread = expect.as_object().unwrap().keys().find(|key| !known.contains(&key.as_str()));
    unread.map_or(Ok(()), |key| Err(format!("nothing reads the expectation '{key}'")))
}

/// Products in their order, with their ranks and by which criterion each stands before the next; and what keeps others out.
fn shelf(screening: &Screening<'_>, usual: &Value, products: &Value) -> Value {
    let products = products.as_object().unwrap().iter().map(|(id, product)| {
        let mut sheet = usual.clone();
        sheet["id"] = json!(id);
        merge(&mut sheet, product);
        sheet
    });
    let products = read_products(&products.collect::<Value>().to_string()).unwrap();
    let fit = json!(screening.shelf(&products).unwrap().unwrap());
    let ranked = |at: &str| {
        let each = fit["ranked"].as_array().unwrap().iter().map(|one| one.pointer(at).cloned().unwrap_or_default());
        each.collect::<Value>()
    };
    let left_out = fit["left_out"].as_array().unwrap().iter();
    let left_out = left_out.map(|one| (one["product"].as_str().unwrap().to_owned(), one["why"].clone()));
    json!({
        "missing": fit["missing"], "order": ranked("/product"), "ranks": ranked("/rank"),
        "by": ranked("/before/criterion"), "left_out": Value::Object(left_out.collect()),
    })
}

/// Sets what a file would give: a value, and `parsed` or `consistent`.
fn set_found(case: &mut Case, pack: &Pack, fact: &str, found: &Value) {
    let fact = Id::try_from(fact.to_owned()).unwrap();
    let tier = if found["tier"] == "parsed" { FileTier::Parsed } else { FileTier::Consistent };
    let value = FactValue::Integer(found["value"].as_i64().unwrap());
    case.set_found(&fact, Found::supposed(value, tier, pack.currency_of(&fact)));
}

/// A case with its pattern `"*"` filled in.
fn filled(pack: &Pack, case: &Value) -> Value {
    let mut case = case.clone();
    let mut given = case["answers"].as_object().cloned().unwrap_or_default();
    if let Some(pattern) = given.remove("*") {
        let mut all = answers(pack, Fill::named(pattern.as_str().unwrap()));
        all.extend(given);
        given = all;
    }
    // An answer that the pattern fills in is left out again with null.
    given.retain(|_, answer| !answer.is_null());
    if case.is_object() {
        case["answers"] = Value::Object(given);
        case
    } else {
        json!({ "answers": given })
    }
}

/// A table as it was published: points per option, which items add their highest option, bands.
struct Published {
    points: Vec<Vec<i64>>,
    multiple: Vec<bool>,
    bands: Vec<(i64, i64, String)>,
}

impl Published {
    fn read(file: &str, bands: Option<&str>) -> Self {
        let table = read_json(&root().join(format!("tests/vectors/suitability/{file}.json")));
        let items = table["items"].as_array().unwrap();
        let points =
            |item: &Value| item["points"].as_array().unwrap().iter().map(|points| points.as_i64().unwrap()).collect();
        let bands = bands.map_or(&table["bands"], |firm| &table["bands_by_firm"][firm]);
        let band =
            |band: &Value| (band[0].as_i64().unwrap(), band[1].as_i64().unwrap(), band[2].as_str().unwrap().into());
        Self {
            points: items.iter().map(points).collect(),
            multiple: items.iter().map(|item| item["multiple"] == true).collect(),
            bands: bands.as_array().unwrap().iter().map(band).collect(),
        }
    }

    /// Score and class of chosen options, item by item: nothing but the published arithmetic.
    fn classify(&self, chosen: &[Vec<usize>]) -> (i64, &str) {
        let each = self.points.iter().zip(chosen);
        let score = each.map(|(points, chosen)| chosen.iter().map(|option| points[*option]).max().unwrap()).sum();
        let band = self.bands.iter().find(|(from, to, _)| (*from..=*to).contains(&score)).unwrap();
        (score, &band.2)
    }
}

fn published() -> impl Iterator<Item = (Pack, Published)> {
    PUBLISHED.into_iter().map(|(id, file, bands)| {
        (load(&root().join(format!("tests/vectors/published/{id}.json"))), Published::read(file, bands))
    })
}

/// The dimension that counts every item's points.
fn total(pack: &Pack) -> &prescreen::pack::schema::Dimension {
    let dimensions = &pack.document().classes.dimensions;
    let basics = dimensions.iter().filter(|dimension| dimension.sum_of.is_empty()).count();
    dimensions.iter().find(|dimension| dimension.sum_of.len() == basics || basics == 1).unwrap()
}

#[test]
fn points_are_the_published_ones() {
    for (pack, published) in published() {
        let items: Vec<_> = pack.document().items().collect();
        assert_eq!(items.len(), published.points.len(), "{}", pack.document().id);
        for ((item, points), multiple) in items.iter().zip(&published.points).zip(&published.multiple) {
            let own: Vec<i64> = item
                .options
                .iter()
                .map(|option| option.points.values().map(|points| i64::from(*points)).sum())
                .collect();
            assert_eq!(own, *points, "{} of {}", item.id, pack.document().id);
            assert_eq!(item.kind == ItemKind::Multiple, *multiple, "{}", item.id);
            assert_eq!(item.pick, multiple.then_some(Pick::Max), "{}", item.id);
        }
    }
}

#[test]
fn bands_are_the_published_ones() {
    for (pack, published) in published() {
        let own: Vec<(i64, i64, String)> = total(&pack)
            .bands
            .iter()
            .zip(&published.bands)
            .map(|(band, (least, most, _))| {
                let end = |end: Option<i32>, open: i64| end.map_or(open, i64::from);
                (end(band.from, *least), end(band.to, *most), band.class.to_string())
            })
            .collect();
        assert_eq!(total(&pack).bands.len(), published.bands.len());
        assert_eq!(own, published.bands, "{}", pack.document().id);
    }
}

#[test]
fn the_engine_scores_as_the_published_tables_do() {
    let mut random = Random(20_261_123);
    for (pack, published) in published() {
        let total = total(&pack).id.clone();
        let session = Session::read(&session(&pack).to_string()).unwrap();
        let asked: Vec<&Id> = pack.document().contradictions.iter().map(|one| &one.id).collect();
        let mut summed = 0;
        // Answers that contradict each other come to no class, and so to no sums.
        for _ in 0..20 * COMPARED {
            if summed == COMPARED {
                break;
            }
            let mut chosen = Vec::new();
            let mut answers = Map::new();
            for item in pack.document().items() {
                let mut options = vec![random.below(item.options.len())];
                if item.kind == ItemKind::Multiple {
                    options.extend((0..item.options.len()).filter(|_| random.one_in(3)));
                    options.sort_unstable();
                    options.dedup();
                }
                answers.insert(item.id.to_string(), answer(item, &options));
                chosen.push(options);
            }
            let case = Case::read(&json!({ "answers": answers, "clarified": asked }).to_string()).unwrap();
            let (score, class) = published.classify(&chosen);

            let screening = Screening::of(&pack, &session, &case).unwrap();
            let Some(arithmetic) = screening.arithmetic() else { continue };
            summed += 1;
            let measured = arithmetic.dimensions.iter().find(|dimension| dimension.dimension == total).unwrap();
            assert_eq!((measured.score, measured.class.as_str()), (score, class), "{}: {chosen:?}", pack.document().id);
            let items: i64 = arithmetic.items.iter().map(|item| item.points).sum();
            assert_eq!(items, score, "the lines of the sum add up");

            // What screening says of the dimension is the same, and nothing raises the class above it.
            let assessment = screening.assessment();
            if let Some(dimension) = assessment.dimensions.iter().find(|dimension| dimension.dimension == total) {
                assert_eq!(dimension.class.as_str(), class);
            }
            let position = |id: &str| pack.document().classes.list.iter().position(|class| class.as_str() == id);
            if let Some(reached) = &assessment.class {
                assert!(position(reached.as_str()) <= position(class));
            }
        }
        assert_eq!(summed, COMPARED, "{}", pack.document().id);
    }
}

/// Answers at the maximum, but with the first option for some items, counted from 1.
fn hazard(pack: &Pack, first: &[usize]) -> (Vec<Vec<usize>>, Value) {
    let mut chosen = Vec::new();
    let mut answers = Map::new();
    for (item, n) in pack.document().items().zip(1..) {
        let points = |option: &usize| item.options[*option].points.values().sum::<i32>();
        let best = (0..item.options.len()).rev().max_by_key(points).unwrap();
        let option = if first.contains(&n) { 0 } else { best };
        answers.insert(item.id.to_string(), answer(item, &[option]));
        chosen.push(vec![option]);
    }
    (chosen, json!({ "answers": answers }))
}

#[test]
fn an_investor_who_cannot_bear_any_loss_is_lowest_class_whatever_the_score() {
    let hazards: [(&str, &[usize], i64); 5] = [
        ("cn-securities-firm-a", &[15], 94),
        ("cn-securities-firm-a", &[13, 14, 15], 84),
        ("cn-securities", &[15], 94),
        ("cn-securities", &[13, 14, 15], 84),
        ("cn-bank", &[6], 90),
    ];
    for (id, first, naive) in hazards {
        let (pack, published) = published().find(|(pack, _)| pack.document().id.as_str() == id).unwrap();
        let (chosen, case) = hazard(&pack, first);
        assert_eq!(published.classify(&chosen), (naive, "C5"), "the naive reading of the published table");
        let mut session = session(&pack);
        // The lowest class also depends on facts that the firm attests.
        for fact in pack.document().facts.iter().filter(|fact| fact.id.as_str() == "civil_capacity") {
            session["facts"][fact.id.as_str()] = json!(true);
        }
        let assessment = screen(&pack, &session, &case).unwrap();
        // A question about the answers may still be open; it is answered by keeping them.
        let mut case = case;
        case["clarified"] = json!(assessment.asks);
        let assessment = screen(&pack, &session, &case).unwrap();
        let lowest = pack.document().classes.list.first();
        assert_eq!(assessment.class.as_ref(), lowest, "{id} {first:?}: {:?}", assessment.reasons);
    }
}

#[test]
fn what_only_the_firm_can_give_does_not_keep_a_person_from_confirming() {
    let pack = load(&root().join("packs/cn-securities.json"));
    let session = session(&pack);
    let case = json!({ "answers": answers(&pack, Fill::Most) });
    let (opened, given) = (Session::read(&session.to_string()).unwrap(), Case::read(&case.to_string()).unwrap());
    assert!(Screening::of(&pack, &opened, &given).unwrap().readiness().missing.is_empty());

    // The result still says what is missing, and what one can do about it.
    let assessment = screen(&pack, &session, &case).unwrap();
    assert!(assessment.missing.iter().any(|id| id.as_str() == "civil_capacity"));
    assert_eq!((assessment.class, assessment.outcome), (None, Outcome::InsufficientEvidence));
    let deciding = assessment.reasons.iter().find(|reason| reason.deciding).unwrap();
    assert_eq!(deciding.code.as_str(), "facts.missing");
    for locale in &pack.document().locales {
        assert!(pack.text(locale, "reason.facts.missing.next").is_some());
    }

    // A question that is left out does stand in the way.
    let mut case = case;
    case["answers"].as_object_mut().unwrap().remove("assets");
    let given = Case::read(&case.to_string()).unwrap();
    let missing = Screening::of(&pack, &opened, &given).unwrap().readiness().missing;
    assert_eq!(missing.iter().map(Id::as_str).collect::<Vec<_>>(), ["assets"]);
}

#[test]
fn a_fit_that_cannot_be_decided_names_the_question_behind_it() {
    let pack = load(&root().join("packs/cn-securities.json"));
    let mut session = session(&pack);
    session["purpose"] = json!("purchase");
    session["facts"] = json!({ "birth_date": "1990-05-01", "civil_capacity": true, "category": "ordinary" });
    session["product"] = json!({
        "id": "fund", "name": { "en": "Fund" }, "issuer_grade": "R1", "seller_grade": "R1",
        "type": "equity", "term": "long", "tags": [],
    });
    session["profile"] = json!({
        "class": "C3", "assessed_on": "2026-06-01", "valid_until": "2099-01-01", "pack": session["pack"],
    });
    let missing = |answers: Value| {
        let assessment = screen(&pack, &session, &json!({ "answers": answers })).unwrap();
        assessment.missing.iter().map(Id::to_string).collect::<Vec<_>>()
    };
    assert_eq!(missing(json!({})), ["horizon", "product-types"]);
    assert_eq!(missing(json!({ "horizon": "no-limit" })), ["product-types"]);
    assert!(missing(json!({ "horizon": "no-limit", "product-types": ["equity"] })).is_empty());
}

#[test]
fn the_known_hazards_of_the_published_table_are_the_ones_tested() {
    let table = read_json(&root().join("tests/vectors/suitability/sac-template-points.json"));
    let hazards = table["known_hazards"].as_array().unwrap();
    assert_eq!(hazards.iter().map(|hazard| hazard["score"].as_i64().unwrap()).collect::<Vec<_>>(), [94, 84]);
}
