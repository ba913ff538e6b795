//! `scorecard`: from rows to bins, a card, a points table, a model and a page; and what is wrong with rows.

use std::path::Path;

use serde_json::{Value, json};

use super::support::{read_json, root};
use super::{Run, file, folder, run};

fn example(name: &str) -> String {
    root().join("examples/first-scorecard").join(name).to_str().unwrap().to_owned()
}

fn at(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

#[track_caller]
fn ran(args: &[&str]) -> Run {
    let run = run(args);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    run
}

/// Bins and card of the example, in a folder of this test's own.
fn fitted(name: &str, more: &[&str]) -> (String, String) {
    let folder = folder(&format!("scorecard-{name}"));
    let (rows, bins, card) = (example("rows.csv"), at(&folder, "bins.json"), at(&folder, "card.json"));
    let first =
        ["scorecard", "bin", &rows, "--target", "outcome", "--bad", "late", "--special=-9", "--leave-out", "region"];
    ran(&[first.as_slice(), &["--out", &bins], more].concat());
    ran(&["scorecard", "fit", &rows, "--bins", &bins, "--out", &card]);
    (bins, card)
}

#[test]
fn a_model_made_of_a_card_gives_the_points_of_the_card() {
    let folder = folder("scorecard-model");
    let (rows, bins) = (example("rows.csv"), at(&folder, "bins.json"));
    let columns = ["--column", "buffer_months", "--column", "obligations_bp"];
    let first = ["scorecard", "bin", &rows, "--target", "outcome", "--bad", "late", "--special=-9", "--out", &bins];
    ran(&[first.as_slice(), &columns].concat());
    let model = at(&folder, "model.json");
    let card = ran(&["--json", "scorecard", "fit", &rows, "--bins", &bins, "--model", &model]).json();
    let people = file(&folder, "people.csv", "buffer_months,obligations_bp\n-9,1599\n,1600\n1,9000\n11,0\n2.5,4200\n");
    let scored = ran(&["--json", "model", "score", "--model", &model, "--rows", &people]).json();
    let points = |characteristic: usize, place: &Value| -> i64 {
        let all = card["card"]["characteristics"][characteristic]["points"].as_array().unwrap();
        all.iter().find(|one| one["place"] == *place).unwrap()["points"].as_i64().unwrap()
    };
    let bin = |place: u64| json!({ "bin": place });
    let expected: Vec<f64> = [
        (json!({ "special": 0 }), bin(0)),
        (json!("missing"), bin(1)),
        (bin(0), bin(4)),
        (bin(3), bin(0)),
        (bin(1), bin(3)),
    ]
    .iter()
    .map(|(buffer, obligations)| {
        (card["card"]["base"].as_i64().unwrap() + points(0, buffer) + points(1, obligations)) as f64
    })
    .collect();
    let raw: Vec<f64> = scored["scores"].as_array().unwrap().iter().map(|one| one["raw"].as_f64().unwrap()).collect();
    assert_eq!(raw, expected);
}

#[test]
fn a_points_table_is_of_integers_and_has_none_for_what_is_missing() {
    let folder = folder("scorecard-part");
    let (bins, _) = fitted("for-part", &[]);
    let part = at(&folder, "part.json");
    ran(&["scorecard", "fit", &example("rows.csv"), "--bins", &bins, "--part", &part]);
    let part = read_json(Path::new(&part));
    assert_eq!(part["characteristics"][0]["fact"], "buffer-months");
    fn integers(value: &Value) -> bool {
        match value {
            Value::Number(number) => number.is_i64(),
            Value::Array(list) => list.iter().all(integers),
            Value::Object(fields) => !fields.contains_key("missing") && fields.values().all(integers),
            _ => true,
        }
    }
    assert!(integers(&part), "{part}");
    // A share of one is no integer.
    let rows: String = (0..80).map(|row| format!("0.{},{}\n", row % 10, row * row % 7 % 2)).collect();
    let rows = file(&folder, "shares.csv", &format!("share,outcome\n{rows}"));
    let bins = at(&folder, "shares.json");
    ran(&["scorecard", "bin", &rows, "--target", "outcome", "--bad", "1", "--out", &bins]);
    let refused = run(&["scorecard", "fit", &rows, "--bins", &bins, "--part", &at(&folder, "no.json")]);
    assert!(refused.code == 2 && refused.err.contains("[not-an-integer]"), "{}", refused.err);
}

#[test]
fn a_report_is_one_page_in_two_languages_with_its_pictures_and_nothing_to_load() {
    let (_, card) = fitted("page", &[]);
    let folder = folder("scorecard-pages");
    let page = at(&folder, "report.html");
    let args = ["scorecard", "report", &example("rows.csv"), "--card", &card, "--test", &example("later.csv")];
    let more = ["--group", "region", "--least", "480", "--html", &page];
    let report = ran(&[["--json"].as_slice(), &args, &more].concat()).json();
    let html = std::fs::read_to_string(&page).unwrap();
    for text in [
        "<article lang=\"en\">",
        "<article lang=\"zh\">",
        "Gaps between groups",
        "群体间差距",
        "prefers-color-scheme: dark",
        "@media print",
    ] {
        assert!(html.contains(text), "{text}");
    }
    let pictures = html.matches("<svg viewBox").count();
    assert_eq!(pictures, 2 * (4 + 4 + 1), "fit, test and bands, in each language");
    for loads in ["<script", "<link", "<img", "http:", "https:", "url(", "@import", "NaN", "inf,"] {
        assert!(!html.contains(loads), "{loads}");
    }
    for tag in ["article", "section", "figure", "svg", "table", "tbody", "tr", "td", "th", "p", "h2", "h3"] {
        let open = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
        assert_eq!(open, html.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    let ranking = &report["sample"]["ranking"];
    let auc = ranking["auc"].as_f64().unwrap();
    let bands = report["sample"]["bands"].as_array().unwrap();
    let ends = [&bands[0]["from"], &bands[bands.len() - 1]["to"]].map(|end| end.as_f64().unwrap());
    assert!((ends[0]..ends[1]).contains(&ranking["ks_at"].as_f64().unwrap()), "in points");
    assert!(html.contains(&format!("{auc:.4}")));
    assert_eq!(report["fairness"][0]["groups"].as_array().unwrap().len(), 2);
    assert!(report["stability"].as_f64().unwrap() > 0.0);
    ran(&[args.as_slice(), &["--html", &page, "--locale", "zh"]].concat());
    assert!(!std::fs::read_to_string(&page).unwrap().contains("<article lang=\"en\">"));
}

#[test]
fn what_a_column_or_category_is_called_cannot_end_a_tag() {
    let folder = folder("scorecard-escaped");
    let rows: String = (0..80).map(|row| format!("{},{}\n", ["<b>x", "y&", "z"][row % 3], row * row % 7 % 2)).collect();
    let rows = file(&folder, "rows.csv", &format!("\"<script>a\",outcome\n{rows}"));
    let [bins, card, page] = ["bins.json", "card.json", "page.html"].map(|name| at(&folder, name));
    ran(&["scorecard", "bin", &rows, "--target", "outcome", "--bad", "1", "--method", "quantile", "--out", &bins]);
    run(&["scorecard", "fit", &rows, "--bins", &bins, "--out", &card]);
    ran(&["scorecard", "report", &rows, "--card", &card, "--html", &page]);
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(!html.contains("<script") && !html.contains("<b>x") && html.contains("&lt;b&gt;x"));
}

#[test]
fn columns_about_age_sex_or_origin_are_left_out_and_a_card_with_one_is_a_finding() {
    let folder = folder("scorecard-protected");
    let rows: String = (0..90).map(|row| format!("{},{},{}\n", 20 + row % 40, row % 7, row * row % 11 % 2)).collect();
    let rows = file(&folder, "rows.csv", &format!("customerAge,accounts,outcome\n{rows}"));
    let bins = at(&folder, "bins.json");
    let args = [
        "--json",
        "scorecard",
        "bin",
        &rows,
        "--target",
        "outcome",
        "--bad",
        "1",
        "--method",
        "quantile",
        "--out",
        &bins,
    ];
    let left = ran(&args).json();
    assert_eq!(left["age_sex_or_origin"], json!(["customerAge"]));
    assert_eq!(left["characteristics"].as_array().unwrap().len(), 1);
    ran(&[args.as_slice(), &["--with-protected"]].concat());
    let card = run(&["--json", "scorecard", "fit", &rows, "--bins", &bins]);
    assert_eq!(card.code, 1, "{}", card.err);
    let found = card.json()["findings"].clone();
    assert!(
        found.as_array().unwrap().iter().any(|one| one["code"] == "protected" && one["column"] == "customerAge"),
        "{found}"
    );
}

#[test]
fn what_is_wrong_with_rows_is_said_with_its_line_and_without_the_cell() {
    let folder = folder("scorecard-wrong");
    const SECRET: &str = "secret-7731";
    for (name, text, line, code) in [
        ("number", format!("a,outcome\n1,0\n{SECRET},1\n3,0\n"), Some(3), "not-a-number"),
        ("ragged", format!("a,outcome\n1,0\n2,1,{SECRET}\n"), Some(3), "ragged"),
        ("class", format!("a,outcome\n1,0\n2,1\n3,{SECRET}\n"), Some(4), "several-classes"),
        ("one", "a,outcome\n1,0\n2,0\n".into(), None, "one-class"),
        ("twice", "a,a,outcome\n1,2,0\n2,1,1\n".into(), Some(1), "repeated-header"),
        ("again", "a,outcome\n1,0\na,outcome\n2,1\n".into(), Some(3), "header-among-rows"),
        ("none", "a,outcome\n".into(), None, "no-rows"),
        ("empty", String::new(), None, "no-rows"),
        ("constant", "a,outcome\n1,0\n1,1\n".into(), None, "constant"),
        ("code", "a,outcome\n1,0\n-9,1\n2,0\n".into(), None, "undeclared-code"),
        ("comma", "a,outcome\n\"1007,50\",0\n3,1\n".into(), Some(2), "not-a-number"),
        ("thousands", "a,outcome\n3,1\n\"1,007.50\",0\n".into(), Some(3), "not-a-number"),
        ("semicolons", "a;outcome\n1;0\n".into(), Some(1), "form"),
    ] {
        let rows = file(&folder, &format!("{name}.csv"), &text);
        let refused = run(&["scorecard", "bin", &rows, "--target", "outcome", "--bad", "1"]);
        let place = line.map_or_else(|| format!("{name}.csv: "), |line: u32| format!("{name}.csv:{line}:1: "));
        assert_eq!(refused.code, 2, "{name}");
        assert!(refused.err.contains(&place) && refused.err.contains(&format!("[{code}]")), "{name}: {}", refused.err);
        assert!(!refused.err.contains(SECRET) && refused.err.lines().count() > 1, "{name}: {}", refused.err);
    }
    let not_text = folder.join("latin.csv");
    std::fs::write(&not_text, b"a,outcome\n\xff,1\n").unwrap();
    let refused = run(&["scorecard", "bin", not_text.to_str().unwrap(), "--target", "outcome", "--bad", "1"]);
    assert!(refused.code == 2 && refused.err.contains("latin.csv:2:1: the file is not UTF-8 text"), "{}", refused.err);
}

#[test]
fn a_file_of_bins_or_a_card_that_is_none_is_refused_where_it_is_wrong() {
    let (bins, card) = fitted("files", &[]);
    let folder = folder("scorecard-changed");
    let rows = example("rows.csv");
    let with = |path: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{from}");
        file(&folder, "changed.json", &text.replacen(from, to, 1))
    };
    for (from, to, code) in [
        ("\"version\": 1", "\"version\": 2", "form"),
        ("\"breaks\"", "\"brakes\"", "form"),
        ("\"obligations_bp\"", "\"buffer_months\"", "bins"),
        ("\"own\"", "\"rent\"", "form"),
        ("\"rent\"", "\"hotel\"", "bins"),
    ] {
        let changed = with(&bins, from, to);
        let refused = run(&["scorecard", "fit", &rows, "--bins", &changed]);
        assert!(refused.code == 2 && refused.err.contains(&format!("[{code}]")), "{from}: {}", refused.err);
    }
    for (from, to) in
        [("\"version\": 1", "\"version\": 2"), ("\"double\": 50", "\"double\": 0"), ("\"missing\"", "{\"special\": 7}")]
    {
        let changed = with(&card, from, to);
        let refused = run(&["scorecard", "report", &rows, "--card", &changed]);
        assert_eq!(refused.code, 2, "{from}: {}", refused.err);
    }
}

#[test]
fn what_says_nothing_of_its_own_is_named_and_left_out_by_step() {
    let folder = folder("scorecard-nothing");
    let row = |n: usize| {
        let bad = (n % 7 < 3 && n.is_multiple_of(3)) || n.is_multiple_of(11) || n % 6 == 1;
        format!("{},{},{},id{n},{}\n", n % 7, n % 7, n % 2, if bad { "late" } else { "paid" })
    };
    let rows =
        file(&folder, "rows.csv", &format!("week,copy,even,person,outcome\n{}", (0..462).map(row).collect::<String>()));
    let bins = folder.join("bins.json");
    let bins = bins.to_str().unwrap();
    let asked = ["scorecard", "bin", &rows, "--target", "outcome", "--bad", "late", "--method", "quantile"];
    let told = ran(&[&asked[..], &["--out", bins]].concat());
    assert!(told.out.contains("note: 'person': 462 categories in 462 rows"), "{}", told.out);
    let edited = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(bins).unwrap()).unwrap();
        let list = json["characteristics"].as_array_mut().unwrap();
        list.retain(|one| one["name"] != "person");
        list.sort_by_key(|one| one["name"].to_string());
        change(&mut json);
        file(&folder, "edited.json", &json.to_string())
    };
    // Alphabetically: copy, even, week.
    let twice = edited(&|_| {});
    let refused = run(&["scorecard", "fit", &rows, "--bins", &twice]);
    assert!(refused.code == 2 && refused.err.contains("column 'week': the characteristic follows"), "{}", refused.err);
    let flat = edited(&|json| {
        json["characteristics"].as_array_mut().unwrap().retain(|one| one["name"] != "copy");
        json["characteristics"][0]["breaks"] = serde_json::json!([]);
    });
    let refused = run(&["scorecard", "fit", &rows, "--bins", &flat]);
    assert!(
        refused.code == 2 && refused.err.contains("column 'even': every row has the same weight"),
        "{}",
        refused.err
    );
    let card = ran(&["scorecard", "fit", &rows, "--bins", &flat, "--step"]);
    assert!(card.out.contains("left out: 'even', by --step"), "{}", card.out);
}

#[test]
fn a_column_that_tells_the_outcome_and_a_code_that_was_forgotten_are_noted() {
    let folder = folder("scorecard-notes");
    let row = |n: usize| {
        let bad = n.is_multiple_of(4);
        let score = if n == 7 { "-8".to_owned() } else { (300 + n % 500).to_string() };
        // Each value once, and all of one outcome below all of the other.
        let rank = if bad { n } else { 1_000 + n };
        format!("{},{score},{rank},{}\n", u8::from(bad), if bad { "late" } else { "paid" })
    };
    let rows =
        file(&folder, "rows.csv", &format!("copy,score,rank,outcome\n{}", (0..600).map(row).collect::<String>()));
    let asked = ["scorecard", "bin", &rows, "--target", "outcome", "--bad", "late", "--special=-9"];
    let told = ran(&asked);
    assert!(
        told.out.contains("note: 'copy': 600 rows have values that always go with the same outcome"),
        "{}",
        told.out
    );
    assert!(
        told.out.contains("note: 'rank': 600 rows have values that always go with the same outcome"),
        "{}",
        told.out
    );
    assert!(told.out.contains("note: 'score': -8 stands among numbers"), "{}", told.out);
    let notes = ran(&[&["--json"], &asked[..]].concat()).json()["notes"].clone();
    assert_eq!(notes.as_array().map(Vec::len), Some(3), "{notes}");
}

#[test]
fn nothing_is_written_where_one_of_the_files_cannot_be_made() {
    let folder = folder("scorecard-whole");
    let rows = example("rows.csv");
    let (bins, part, model) = (at(&folder, "bins.json"), at(&folder, "part.json"), at(&folder, "model.json"));
    let first = ["scorecard", "bin", &rows, "--target", "outcome", "--bad", "late", "--special=-9", "--out", &bins];
    ran(&[&first[..], &["--column", "buffer_months", "--column", "region", "--category", "region"]].concat());
    let refused = run(&["scorecard", "fit", &rows, "--bins", &bins, "--part", &part, "--model", &model]);
    assert_eq!(refused.code, 2, "{}", refused.out);
    assert!(!Path::new(&part).exists() && !Path::new(&model).exists());
}
