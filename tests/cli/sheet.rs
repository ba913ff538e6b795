//! The printable sheet: everything that is approved, in words, in each language; amounts as their currency counts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use iso_currency::Currency;
use regex::Regex;
use serde_json::{Value, json};

use super::support::{all_pack_paths, load, pack_paths, packs, read, read_json, root};
use super::{file, folder, in_currency, pack_path, run};

/// What a reader sees of escaped text.
fn unescaped(html: &str) -> String {
    let text = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#x27;", "'").replace("&#x2f;", "/").replace("&amp;", "&")
}

/// The sheet of a changed pack, in one of its locales.
fn sheet_of(name: &str, pack: &Value, locale: &str) -> String {
    let path = file(&folder(name), "pack.json", &pack.to_string());
    let sheet = run(&["pack", "sheet", &path, "--locale", locale]);
    assert_eq!(sheet.code, 0, "{}", sheet.err);
    sheet.out
}

#[test]
fn a_sheet_says_everything_that_is_approved() {
    for (pack, path) in packs().iter().zip(pack_paths()) {
        let sheet = run(&["pack", "sheet", path.to_str().unwrap()]);
        assert_eq!(sheet.code, 0, "{}", sheet.err);
        let html = sheet.out;
        let said = unescaped(&html);
        let has = |text: &str| assert!(said.contains(text), "{}: {text}", pack.document().id);
        let document = pack.document();
        has(&pack.hash().to_string());
        for locale in &document.locales {
            let text = |key: String| String::from(pack.text(locale, &key).unwrap());
            for item in document.items() {
                has(&text(format!("item.{}", item.id)));
                item.options.iter().for_each(|option| has(&text(format!("option.{}.{}", item.id, option.id))));
            }
            for shown in &document.documents {
                text(format!("document.{}.body", shown.id)).lines().for_each(|line| has(line.trim()));
            }
            for notice in &document.notices {
                text(format!("notice.{}.body", notice.id)).lines().for_each(|line| has(line.trim()));
            }
            for flow in &document.flows {
                flow.steps.iter().for_each(|step| has(&text(format!("step.{}.{}", flow.id, step.id))));
            }
            document.sources.keys().for_each(|id| has(&text(format!("source.{id}"))));
            for (_, basis) in document.bases() {
                basis.firm.iter().chain(&basis.at).for_each(|id| has(&text(format!("basis.{id}"))));
            }
        }
        document.reason_codes().for_each(|code| has(code.as_str()));
        document.never.iter().for_each(|promise| has(promise.id.as_str()));
        assert!(
            !html.contains("<script") && !html.contains("$gte") && !html.contains("$in"),
            "conditions are in words"
        );
        for tag in ["table", "section", "div", "ul", "ol", "dl", "p", "td", "tr"] {
            let open = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
            assert_eq!(open, html.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}

#[test]
fn conditions_are_said_with_amounts_and_names() {
    let sheet = run(&["pack", "sheet", &pack_path("cn-securities"), "--locale", "en"]).out;
    assert!(sheet.contains("is at least CNY 500,000"), "the gate's amount");
    assert!(sheet.contains("is at least 24 months"), "the gate's months");
    let sheet = run(&["pack", "sheet", &pack_path("cn-securities"), "--locale", "zh-CN"]).out;
    assert!(sheet.contains("不低于人民币 500,000 元"));
}

#[test]
fn amounts_have_as_many_digits_as_their_currency() {
    for (currency, english, chinese) in [
        ("CNY", "is at least CNY 500,000", "不低于人民币 500,000 元"),
        ("JPY", "is at least JPY 50,000,000", "不低于50,000,000 JPY"),
        ("KWD", "is at least KWD 50,000", "不低于50,000 KWD"),
    ] {
        let pack = in_currency(currency);
        for (locale, said) in [("en", english), ("zh-CN", chinese)] {
            let sheet = sheet_of(&format!("{currency}-{locale}"), &pack, locale);
            assert!(sheet.contains(said), "{currency} {locale}");
        }
    }
}

#[test]
fn the_package_and_the_command_line_count_the_same_minor_units() {
    let source = read(&root().join("pkg/src/core/money.ts"));
    let row = Regex::new(r#"\[(\d), "([A-Z ]+)"\]"#).unwrap();
    let mut digits = BTreeMap::new();
    for row in row.captures_iter(&source) {
        digits.extend(row[2].split(' ').map(|code| (code.to_owned(), row[1].parse::<u16>().unwrap())));
    }
    let letters = || 'A'..='Z';
    let codes = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| format!("{a}{b}{c}"))));
    let mut currencies = 0;
    for code in codes {
        let known = Currency::from_code(&code).and_then(Currency::exponent);
        currencies += usize::from(known.is_some());
        assert_eq!(digits.get(&code).copied().unwrap_or(2), known.unwrap_or(2), "{code}");
    }
    assert!(currencies > 150, "{currencies}");
}

#[test]
fn a_signal_that_is_true_or_false_is_said_by_its_own_name() {
    for (locale, said) in [("en", "webdriver-frame: yes"), ("zh-CN", "webdriver-frame：是")] {
        let sheet = run(&["pack", "sheet", &pack_path("cn-securities"), "--locale", locale]).out;
        assert!(sheet.contains(said), "{locale}");
    }
}

#[test]
fn how_often_a_rule_held_wrongly_is_said_with_its_interval() {
    for (locale, none, some) in [
        (
            "en",
            "held wrongly 0 of 96; the true share is between 0 % and 3.77 % (Clopper–Pearson, 95 %)",
            "held wrongly 326 of 10000; the true share is between 2.92 % and 3.63 % (Clopper–Pearson, 95 %)",
        ),
        (
            "zh-CN",
            "误报 0 / 96；真实比例在 0 % 至 3.77 % 之间（Clopper–Pearson，95 %）",
            "误报 326 / 10000；真实比例在 2.92 % 至 3.63 % 之间（Clopper–Pearson，95 %）",
        ),
    ] {
        let sheet = unescaped(&run(&["pack", "sheet", &pack_path("cn-securities"), "--locale", locale]).out);
        assert!(sheet.contains(none) && sheet.contains(some), "{locale}");
    }
}

#[test]
fn a_packs_text_is_never_markup() {
    let mut pack = read_json(pack_path("cn-bank").as_ref());
    let hostile = "\"><script>alert('1')</script> & <b>";
    for (_, text) in pack["texts"]["en"].as_object_mut().unwrap() {
        *text = json!(format!("{} {hostile}", text.as_str().unwrap()));
    }
    pack["jurisdiction"] = json!("<b>");
    pack["sources"]["csrc-measures"]["url"] = json!("https://example.org/\"><b>");
    let sheet = sheet_of("markup", &pack, "en");
    let safe = "&quot;&gt;&lt;script&gt;alert(&#x27;1&#x27;)&lt;&#x2f;script&gt; &amp; &lt;b&gt;";
    let plain = sheet.replace(safe, "");
    assert_ne!(plain.len(), sheet.len());
    // No text is there unescaped, escaped twice, or out of its place.
    assert!(!plain.contains("script") && !plain.contains("<b>\"") && !plain.contains("&amp;"), "{plain}");
    assert!(sheet.contains("<dd>&lt;b&gt;</dd>"));
}

#[test]
fn a_pack_with_an_address_that_is_not_of_the_web_has_no_sheet() {
    let mut pack = read_json(pack_path("cn-bank").as_ref());
    pack["sources"]["csrc-measures"]["url"] = json!("javascript:alert(1)");
    let path = file(&folder("address"), "pack.json", &pack.to_string());
    let refused = run(&["pack", "sheet", &path]);
    assert_ne!(refused.code, 0);
    assert!(refused.err.contains("the address begins with javascript, expected https"), "{}", refused.err);
}

#[test]
fn every_word_of_a_closed_list_is_in_the_words_of_every_language() {
    let schema = run(&["schema", "pack"]).json();
    for language in ["en", "zh"] {
        let words = read_json(&root().join(format!("crates/cli/words/{language}.json")));
        for (list, at) in [
            ("Outcome", "/outcome"),
            ("Mark", "/mark"),
            ("Tier", "/tier"),
            ("Purpose", "/purpose"),
            ("Severity", "/severity"),
            ("StepKind", "/step"),
            ("Confidence", "/confidence"),
            ("Service", "/head/services"),
            ("RecordKeeper", "/head/records"),
            ("NoticeKind", "/notices/kind"),
            ("Provider", "/facts/provider"),
            ("Concern", "/signals/concern"),
        ] {
            let variants = schema["$defs"][list]["oneOf"].as_array().into_iter().flatten();
            // A variant with parts is an object with its word as the one key.
            let word = |variant: &'_ serde_json::Value| match variant["const"].as_str() {
                Some(word) => word.to_owned(),
                None => variant["required"][0].as_str().unwrap().to_owned(),
            };
            let variants: BTreeSet<String> = variants.map(word).collect();
            let said = words.pointer(at).unwrap().as_object().unwrap();
            assert_eq!(said.keys().cloned().collect::<BTreeSet<_>>(), variants, "{language}: {list}");
        }
    }
}

#[test]
fn every_word_is_said_in_some_template() {
    let commands = root().join("crates/cli/src/commands");
    let folders = ["sheet", "scorecard"].map(|page| commands.join(page).join("templates"));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let pages = ["experiment/report.html", "diff/diff.html", "reclassify/reclassification.html"];
    let pages = pages.map(|page| commands.join(page));
    let files = files.map(|file| file.unwrap().path()).chain(pages);
    // What is said in Rust as well is named by a JSON pointer there.
    let experiment = root().join("crates/experiment");
    let pointed = |file: &Path, list: &str| {
        let named = |text: &str| match text.starts_with(&format!("/{list}/")) {
            true => format!("words{}", text.replace("/{", "[").replace('/', ".")),
            false => text.to_owned(),
        };
        read(file).split('"').map(named).collect::<Vec<_>>().join("\"")
    };
    let told = |file: &str, list: &str| pointed(&experiment.join("src/told").join(file), list);
    let pointers = [
        pointed(&commands.join("diff/said.rs"), "diff"),
        told("cause.rs", "told"),
        told("conclusion.rs", "told"),
        told("conclusion.rs", "experiment"),
        told("items.rs", "told"),
        told("report.rs", "told"),
        told("phrases.rs", "told"),
        told("plan.rs", "planned"),
        pointed(&commands.join("reclassify/mod.rs"), "reclassification"),
    ];
    let templates: String = files.map(|file| read(&file)).chain(pointers).collect();
    let mut paths = Vec::new();
    let words = [root().join("crates/cli/words/en.json"), experiment.join("words/en.json")];
    let mut open: Vec<(String, Value)> = words.map(|file| (String::from("words"), read_json(&file))).into();
    while let Some((at, words)) = open.pop() {
        match words {
            Value::Object(parts) => open.extend(parts.into_iter().map(|(name, part)| (format!("{at}.{name}"), part))),
            _ => paths.push(at),
        }
    }
    for path in paths {
        let (list, name) = path.rsplit_once('.').unwrap();
        let lists = list.match_indices('.').map(|(end, _)| &list[..end]).chain([list]);
        let by_variable = lists.into_iter().any(|list| templates.contains(&format!("{list}[")));
        let as_lead = matches!(name, "heading" | "lead") && templates.contains(&format!("lead({list})"));
        let by_name = templates.match_indices(&path).any(|(at, _)| {
            let next = templates[at + path.len()..].chars().next();
            next.is_some_and(|next| !next.is_ascii_alphanumeric() && next != '_')
        });
        assert!(by_name || by_variable || as_lead, "{path} is in the files and on no sheet");
    }
}

#[test]
fn a_pack_with_every_part_has_a_sheet_in_each_of_its_languages() {
    for path in all_pack_paths() {
        for locale in &load(&path).document().locales {
            let sheet = run(&["pack", "sheet", path.to_str().unwrap(), "--locale", locale]);
            assert_eq!(sheet.code, 0, "{}", sheet.err);
            assert!(sheet.out.contains(&format!("<article class=\"sheet\" lang=\"{locale}\">")));
        }
    }
}
