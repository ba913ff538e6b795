//! `experiment plan` and `experiment report`: what a plan takes, what events show, and what is wrong with a file or a line.

use serde_json::{Value, json};

use super::made::{hour, plan};
use super::{file, folder, read_json, root, run, run_with, validator};

fn example(name: &str) -> String {
    root().join("examples/first-experiment").join(name).to_str().unwrap().into()
}

fn schema(name: &str) -> Value {
    run(&["schema", name]).json()
}

/// The rows of the example's table as lines of JSON.
fn lines() -> Vec<Value> {
    let table = std::fs::read_to_string(example("events.csv")).unwrap();
    let mut rows = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = rows.next().unwrap();
    let event = |row: Vec<&str>| {
        let mut event = json!({});
        for (name, cell) in head.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            match *name {
                "seq" | "seconds" => event[*name] = json!(cell.parse::<u32>().unwrap()),
                "careless" => event[*name] = json!(cell == "true"),
                "segment_browser" => event["segments"] = json!({ "browser": cell }),
                name => event[name] = json!(cell),
            }
        }
        event
    };
    rows.map(event).collect()
}

fn ndjson(events: &[Value]) -> String {
    events.iter().map(|event| format!("{event}\n")).collect()
}

#[test]
fn what_is_read_is_never_written_over() {
    let folder = folder("experiment-apart");
    let copy = |name: &str| file(&folder, name, &std::fs::read_to_string(example(name)).unwrap());
    let (plan, events) = (copy("plan.json"), copy("events.csv"));
    let people = file(&folder, "people.ndjson", "{\"id\":\"p-1\"}\n");
    let features = file(&folder, "features.json", "{\"features\":{}}");
    for (arguments, kept) in [
        (vec!["experiment", "report", &events, "--plan", &plan, "--html", &plan], &plan),
        (vec!["experiment", "report", &events, "--plan", &plan, "--html", &events], &events),
        (
            vec![
                "experiment",
                "assign",
                "--features",
                &features,
                "--attributes",
                &people,
                "--sticky-changed",
                &features,
            ],
            &features,
        ),
    ] {
        let before = std::fs::read_to_string(kept).unwrap();
        let refused = run(&arguments);
        assert!(refused.code == 2 && refused.err.contains("would be written over"), "{arguments:?}: {}", refused.err);
        assert_eq!(std::fs::read_to_string(kept).unwrap(), before);
    }
}

#[test]
fn a_table_and_lines_say_the_same_and_fit_their_schemas() {
    let events = lines();
    let form = validator(&schema("experiment-event"));
    for event in &events {
        assert!(form.is_valid(event), "{event}");
    }
    let mut with_answer = events[0].clone();
    with_answer["answer"] = json!("up-to-10");
    assert!(!form.is_valid(&with_answer), "an answer is no part of an event");
    let mut of_another_kind = events[0].clone();
    of_another_kind["goal"] = json!("purchase");
    assert!(!form.is_valid(&of_another_kind), "an exposure has no goal");
    assert!(validator(&schema("experiment-plan")).is_valid(&read_json(example("plan.json").as_ref())));

    let plan = example("plan.json");
    let table = run(&["experiment", "report", &example("events.csv"), "--plan", &plan, "--json"]);
    let piped = run_with(&["experiment", "report", "-", "--plan", &plan, "--json"], &ndjson(&events));
    assert_eq!((table.code, piped.code), (0, 0), "{}{}", table.err, piped.err);
    assert_eq!(table.json(), piped.json());
    let report = table.json();
    let wrong: Vec<String> =
        validator(&schema("experiment-report")).iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    // Two files, in another order: the same.
    let folder = folder("experiment-two");
    let (first, second) = events.split_at(events.len() / 3);
    let (first, second) = (file(&folder, "1.ndjson", &ndjson(first)), file(&folder, "2.ndjson", &ndjson(second)));
    assert_eq!(run(&["experiment", "report", &second, &first, "--plan", &plan, "--json"]).json(), report);
}

#[test]
fn a_report_counts_what_stands_in_the_events() {
    let events = lines();
    let told = run(&["experiment", "report", &example("events.csv"), "--plan", &example("plan.json"), "--json"]).json();
    let mut seen = std::collections::BTreeSet::new();
    let distinct: Vec<&Value> =
        events.iter().filter(|event| seen.insert((event["unit"].to_string(), event["seq"].to_string()))).collect();
    assert_eq!(told["events"]["read"], json!(events.len()));
    assert_eq!(told["events"]["repeated"], json!(events.len() - distinct.len()));
    let shown: Vec<&&Value> = distinct.iter().filter(|event| event["event"] == "exposure").collect();
    for (n, variation) in ["pages", "one-page"].iter().enumerate() {
        let units: Vec<&Value> =
            shown.iter().filter(|event| event["variation"] == *variation).map(|event| &event["unit"]).collect();
        let completed =
            distinct.iter().filter(|event| event["event"] == "completion" && units.contains(&&event["unit"]));
        let measured = &told["phases"][0]["metrics"][0]["measured"][n];
        assert_eq!(measured["denominator"], json!(units.len() as f64));
        assert_eq!(measured["numerator"], json!(completed.count() as f64));
        assert_eq!(told["phases"][0]["sample_ratio"]["people"][n], json!(units.len()));
    }
}

#[test]
fn a_sample_ratio_that_does_not_fit_is_a_finding_and_no_result() {
    let kept: Vec<Value> = lines()
        .into_iter()
        .enumerate()
        .filter(|(n, event)| event["variation"] != "one-page" || n % 3 == 0)
        .map(|(_, event)| event)
        .collect();
    let plan = example("plan.json");
    let said = run_with(&["experiment", "report", "-", "--plan", &plan], &ndjson(&kept));
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.out.contains("sample ratio DOES NOT FIT"), "{}", said.out);
    assert!(said.out.contains("likely cause: Of ") && said.out.contains("There is no result"), "{}", said.out);
    assert!(!said.out.contains("completed (primary)"), "{}", said.out);
}

#[test]
fn what_is_wrong_with_an_event_is_said_with_its_line_and_nothing_of_it() {
    let plan = example("plan.json");
    let good = lines().remove(0);
    for (field, value, code, place) in [
        ("answer", json!("secret"), "unknown-field", "/answer"),
        ("class", json!("secret"), "unknown-field", "/class"),
        ("variation", json!("secret"), "reference", "/variation"),
        ("unit", json!(["secret"]), "type", "/unit"),
    ] {
        let mut wrong = good.clone();
        wrong[field] = value;
        let said = run_with(&["experiment", "report", "-", "--plan", &plan], &ndjson(&[good.clone(), wrong]));
        assert_eq!(said.code, 2, "{}", said.out);
        assert!(said.err.starts_with("standard input:2:1: "), "{}", said.err);
        assert!(said.err.contains(&format!("[{code}]")) && said.err.contains(place), "{}", said.err);
        assert!(said.err.contains("experiment-event") && !said.err.contains("secret"), "{}", said.err);
    }
    let broken = run_with(&["experiment", "report", "-", "--plan", &plan], &format!("{good}\n{{\"unit\": \"secret\n"));
    assert!(broken.code == 2 && broken.err.starts_with("standard input:2:") && !broken.err.contains("secret"));
    let folder = folder("experiment-wrong");
    let table = file(
        &folder,
        "events.csv",
        "event,experiment,unit,received,seq\nexposure,questionnaire,secret,2026-11-02T08\n",
    );
    let said = run(&["experiment", "report", &table, "--plan", &plan]);
    assert!(said.code == 2 && said.err.contains("events.csv:2:1: ") && !said.err.contains("secret"), "{}", said.err);
    let few = run(&["experiment", "report", &example("events.csv"), "--plan", &plan, "--people", "10"]);
    assert!(few.code == 2 && few.err.contains("more than 10 people") && few.err.contains("--people"), "{}", few.err);
}

#[test]
fn too_many_events_of_one_person_are_not_helped_by_room_for_more_people() {
    let (plan, folder) = (example("plan.json"), folder("experiment-many"));
    let event = |n: usize| {
        format!(
            "{{\"event\":\"question\",\"experiment\":\"questionnaire\",\"unit\":\"p\",\"seq\":{},\"received\":\"2026-11-02T09\",\
             \"question\":\"loss\",\"seconds\":{}}}\n",
            n % 256,
            n / 256
        )
    };
    let events = |n: usize| file(&folder, "many.ndjson", &(0..n).map(event).collect::<String>());
    let said = |n: usize| run(&["experiment", "report", &events(n), "--plan", &plan]);
    // It is read to its end, where it turns out that nobody was exposed.
    assert_eq!(said(1024).code, 1);
    let refused = said(1025);
    assert!(refused.code == 2 && refused.err.contains("1024 different events of one person"), "{}", refused.err);
    assert!(refused.err.contains("in one sequence") && !refused.err.contains("--people"), "{}", refused.err);
}

#[test]
fn a_column_stands_in_a_table_once_and_a_whole_number_has_one_form() {
    let (plan, folder) = (example("plan.json"), folder("experiment-tables"));
    let events = |name: &str, head: &str, cells: &str| {
        let head = format!("event,experiment,unit,received,question,{head}\n");
        let table =
            file(&folder, name, &format!("{head}question,questionnaire,secret,2026-11-02T08,horizon,{cells}\n"));
        run(&["experiment", "report", &table, "--plan", &plan])
    };
    assert_ne!(events("fine.csv", "seq,seconds", "10,0").code, 2);
    let twice = events("twice.csv", "seq,seconds,seq", "1,2,");
    assert!(twice.code == 2 && twice.err.contains("twice.csv: the column 'seq' stands there twice"), "{}", twice.err);
    // Without its head, a file has somebody's words in its place.
    let bare = events("bare.csv", "secret,seq,secret", ",1,");
    assert!(bare.code == 2 && bare.err.contains("column 6 and column 8 have one name"), "{}", bare.err);
    assert!(!bare.err.contains("secret"), "{}", bare.err);
    // A segment's column has one name, in files as in a warehouse.
    let dotted = events("dotted.csv", "seq,segments.browser", "1,safari");
    assert!(dotted.code == 2 && dotted.err.contains("no such field here"), "{}", dotted.err);
    assert!(dotted.err.contains("dotted.csv:2:1: ") && dotted.err.contains("at /segments.browser\n"), "{}", dotted.err);
    for (seq, seconds, at) in
        [("+1", "2", "/seq"), ("01", "2", "/seq"), (" 1", "2", "/seq"), ("1", "2 ", "/seconds"), ("-0", "2", "/seq")]
    {
        let refused = events("odd.csv", "seq,seconds", &format!("{seq},{seconds}"));
        assert!(refused.code == 2 && refused.err.contains("odd.csv:2:1: "), "{seq}: {}", refused.err);
        assert!(
            refused.err.contains("in its one form") && refused.err.contains(&format!("at {at}\n")),
            "{}",
            refused.err
        );
    }

    let counted = std::fs::read_to_string(example("counted.csv")).unwrap();
    let result = |name: &str, text: &str| {
        let table = file(&folder, name, text);
        run(&["experiment", "report", "--statistics", &table, "--plan", &plan])
    };
    let (head, rows) = counted.split_once('\n').unwrap();
    let more: String = rows.lines().map(|row| format!("{row},\n")).collect();
    let twice = result("twice.csv", &format!("{head},value\n{more}"));
    assert!(twice.code == 2 && twice.err.contains("the column 'value' stands there twice"), "{}", twice.err);
    for odd in ["+", "0", " "] {
        let (before, value) = counted.trim_end().rsplit_once(',').unwrap();
        let refused = result("odd.csv", &format!("{before},{odd}{value}\n"));
        assert!(refused.code == 2 && refused.err.contains("at /value\n"), "{odd}: {}", refused.err);
        let hour = counted.lines().find(|line| line.contains(",hour,")).unwrap();
        let mut cells: Vec<String> = hour.split(',').map(String::from).collect();
        cells[4] = format!("{odd}{}", cells[4]);
        let refused = result("odd.csv", &counted.replace(hour, &cells.join(",")));
        assert!(refused.code == 2 && refused.err.contains("at /bucket\n"), "{odd}: {}", refused.err);
    }
}

#[test]
fn a_file_in_which_no_event_stands_is_named() {
    let (plan, folder) = (example("plan.json"), folder("experiment-empty"));
    let (lines, head) =
        (file(&folder, "empty.ndjson", ""), file(&folder, "head.csv", "event,experiment,unit,received\n"));
    let nothing = file(&folder, "nothing.csv", "");
    let all = [&*lines, &*head, &*nothing, "/dev/null"];
    let of = |paths: &[&str]| run(&[&["experiment", "report", "--plan", &plan][..], paths].concat());
    let named = |err: &str, path: &str| err.contains(&format!("{path}: no event stands in it [no-rows]"));
    for path in all {
        let said = of(&[path]);
        assert!(said.code == 2 && named(&said.err, path), "{}", said.err);
        // Warehouses write parts that are empty: where another file holds events, they are no fault.
        let beside = of(&[path, &example("events.csv"), path]);
        assert_eq!((beside.code, beside.out), (0, of(&[&example("events.csv")]).out), "{}", beside.err);
    }
    let said = of(&all);
    assert!(said.code == 2 && all.iter().all(|path| named(&said.err, path)), "{}", said.err);
    let piped = run_with(&["experiment", "report", "-", "--plan", &plan], "");
    assert!(piped.code == 2 && piped.err.contains("standard input: no event stands in it"), "{}", piped.err);
}

#[test]
fn a_plan_says_what_it_takes_and_where_it_is_wrong() {
    let mut plan = read_json(example("plan.json").as_ref());
    let folder = folder("experiment-plan");
    let told = run(&["experiment", "plan", &file(&folder, "short.json", &plan.to_string()), "--json"]);
    assert_eq!((told.code, told.json()["enough"].clone()), (1, json!(false)), "{}", told.err);
    // From 0.7 to 0.77: (1.959964 + 0.841621)² (0.21 + 0.1771) / 0.07² = 620.1 in each variation.
    let comparison = &told.json()["phases"][0]["comparisons"][0];
    assert_eq!(comparison["people_once"], json!(1241.0));
    assert_eq!(comparison["days_once"], json!(83.0));
    assert!(comparison["people_always"].as_f64().unwrap() > 1241.0);
    plan["people_per_day"] = json!(1000);
    assert_eq!(run(&["experiment", "plan", &file(&folder, "long.json", &plan.to_string())]).code, 0);
    plan["phases"][0]["weights"] = json!([1, 0]);
    let said = run(&["experiment", "plan", &file(&folder, "wrong.json", &format!("{plan:#}"))]);
    assert!(said.code == 2 && said.err.contains("[range]") && said.err.contains("/phases/0/weights"), "{}", said.err);
}

#[test]
fn a_page_shows_the_report_in_both_languages_without_a_script() {
    let folder = folder("experiment-page");
    let path = folder.join("report.html");
    let said = run(&[
        "experiment",
        "report",
        &example("events.csv"),
        "--plan",
        &example("plan.json"),
        "--html",
        path.to_str().unwrap(),
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    let page = std::fs::read_to_string(path).unwrap();
    for shown in [
        "lang=\"en\"",
        "lang=\"zh\"",
        "Sample ratio",
        "样本比例",
        "one-page",
        "No measurable difference",
        "没有可测的差异",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(!page.contains("<script") && !page.contains("http"), "self-contained");
}

/// The events of so many people of each variation, of whom so many completed with a class.
fn of_each(each: &[(&str, usize, usize)], class: &str) -> Vec<Value> {
    let mut events = Vec::new();
    for (variation, people, completes) in each {
        for n in 0..*people {
            let unit = format!("{variation}-{n}");
            let event = |kind: &str, seq: u32| json!({ "event": kind, "experiment": "words", "unit": unit, "received": hour(3, 9), "seq": seq });
            let mut exposure = event("exposure", 0);
            exposure["variation"] = json!(variation);
            events.push(exposure);
            if n < *completes {
                let mut completion = event("completion", 1);
                completion["class"] = json!(if *variation == "control" { "C1" } else { class });
                events.push(completion);
            }
        }
    }
    events
}

#[test]
fn a_page_is_made_of_every_kind_of_conclusion() {
    let folder = folder("experiment-page-kinds");
    let even = of_each(&[("control", 500, 350), ("plain", 500, 360)], "C1");
    let mut damaged = of_each(&[("control", 500, 350), ("plain", 500, 350)], "C1");
    damaged.iter_mut().filter(|event| event["unit"].as_str().unwrap().starts_with("plain")).for_each(|event| {
        // What stood between is lost.
        if event["event"] == "completion" {
            event["seq"] = json!(3);
        }
    });
    let outside: Vec<Value> = even
        .iter()
        .cloned()
        .map(|mut event| {
            event["received"] = json!("2027-01-04T09");
            event
        })
        .collect();
    for (verdict, looks, arguments, code, events) in [
        ("no_data", "always", &[][..], 1, &outside),
        ("blocked", "always", &[], 1, &of_each(&[("control", 500, 300), ("plain", 300, 200)], "C1")),
        ("damaged", "always", &[], 1, &damaged),
        ("guardrail_moved", "always", &[], 1, &of_each(&[("control", 500, 350), ("plain", 500, 350)], "C2")),
        ("ready", "always", &[], 0, &of_each(&[("control", 500, 350), ("plain", 500, 0)], "C1")),
        ("inconclusive", "always", &[], 0, &even),
        ("inconclusive", "once", &["--collected"], 0, &even),
        ("inconclusive", "once", &["--collected"], 0, &of_each(&[("control", 3, 1), ("plain", 1, 1)], "C1")),
        ("too_early", "once", &[], 0, &even),
    ] {
        let mut of = plan();
        of["looks"] = json!(looks);
        let (plan, events) = (file(&folder, "plan.json", &of.to_string()), file(&folder, "e.ndjson", &ndjson(events)));
        let page = folder.join("page.html");
        let _ = std::fs::remove_file(&page);
        let mut all = vec!["experiment", "report", &events, "--plan", &plan, "--html", page.to_str().unwrap()];
        all.extend_from_slice(arguments);
        let told = run(&all);
        assert_eq!((told.code, &*told.err), (code, ""), "{verdict}: {}", told.out);
        let json = run(&[&all[..], &["--json"]].concat()).json();
        assert_eq!(json["conclusion"]["verdict"], json!(verdict), "{}", told.out);
        let page = std::fs::read_to_string(&page).unwrap();
        // The page says what the text says, in both languages.
        for locale in ["en", "zh"] {
            let text = run(&[&all[..], &["--locale", locale]].concat()).out;
            for sentence in text.rsplit_once("\n\n").unwrap().1.lines().skip(1) {
                let escaped = sentence.trim().replace('\'', "&#x27;");
                assert!(page.contains(&escaped), "{verdict}: {sentence}");
            }
        }
    }
}

#[test]
fn a_report_is_printed_though_its_page_cannot_be_written() {
    let (events, plan) = (example("events.csv"), example("plan.json"));
    let folder = folder("experiment-no-page");
    let nowhere = folder.join("nowhere").join("page.html");
    let told = run(&["experiment", "report", &events, "--plan", &plan, "--html", nowhere.to_str().unwrap()]);
    assert!(told.code == 2 && told.err.contains("page.html"), "{}", told.err);
    assert_eq!(told.out, run(&["experiment", "report", &events, "--plan", &plan]).out);
}

#[test]
fn events_of_another_experiment_alone_are_no_report() {
    let folder = folder("experiment-other");
    let mut of = read_json(example("plan.json").as_ref());
    of["experiment"] = json!("another");
    let plan = file(&folder, "plan.json", &of.to_string());
    let told = run(&["experiment", "report", &example("events.csv"), "--plan", &plan]);
    assert_eq!(told.code, 2, "{}", told.out);
    assert!(
        told.err.contains("events.csv: no event of experiment another stands in it") && told.err.contains("[no-rows]")
    );
    // An engine that counted an empty table.
    let counted = std::fs::read_to_string(example("counted.csv")).unwrap();
    let empty: String = counted
        .lines()
        .filter(|row| row.starts_with("phase,") || row.starts_with(",,"))
        .map(|row| match row.rsplit_once(',') {
            Some((before, _)) if row.contains("events,") && !before.contains("events,plan") => {
                format!("{before},{}\n", if before.contains("events,last") { "" } else { "0" })
            }
            _ => format!("{row}\n"),
        })
        .collect();
    let counted = file(&folder, "counted.csv", &empty);
    let told = run(&["experiment", "report", "--statistics", &counted, "--plan", &example("plan.json")]);
    assert_eq!(told.code, 2, "{}", told.out);
    assert!(told.err.contains("counted.csv: no event was counted [no-rows]"), "{}", told.err);
}

#[test]
fn every_word_of_a_report_is_said_in_both_languages() {
    let schema = schema("experiment-report");
    for language in ["en", "zh"] {
        let words = read_json(&root().join(format!("crates/experiment/words/{language}.json")));
        for (list, at) in [
            ("Verdict", "/experiment/verdict"),
            ("Says", "/told/said/reading"),
            ("Moved", "/experiment/moved"),
            ("Moved", "/told/moved"),
            ("GuardrailKind", "/experiment/guardrail"),
            ("GuardrailKind", "/told/guardrail"),
            ("GuardrailKind", "/told/said/moved"),
            ("CauseKind", "/told/caused"),
            ("Others", "/told/others"),
        ] {
            let variants = schema["$defs"][list]["oneOf"].as_array().unwrap();
            let mut variants: Vec<&str> = variants.iter().map(|variant| variant["const"].as_str().unwrap()).collect();
            let mut said: Vec<&str> =
                words.pointer(at).unwrap().as_object().unwrap().keys().map(String::as_str).collect();
            variants.sort_unstable();
            said.sort_unstable();
            assert_eq!(said, variants, "{language}: {list}");
        }
    }
}

#[test]
fn a_page_shows_the_items_and_a_ratio_that_does_not_fit() {
    let folder = folder("experiment-page-blocked");
    let sums = |variation: &str| {
        json!({ "variation": variation, "people": 5, "sums": [8, 9, 11],
            "products": [[18, 18, 22], [21, 24], [31]] })
    };
    let items = json!({ "experiment_items": 1, "experiment": "questionnaire",
        "reliability": [sums("pages"), sums("one-page")],
        "differential": [{ "item": "loss", "by": "variation", "reference": "pages", "focal": "one-page",
            "strata": [{ "score": 1, "reference": [9, 4], "focal": [5, 8] }, { "score": 2, "reference": [3, 5], "focal": [2, 7] }] }] });
    let kept: Vec<Value> = lines().into_iter().filter(|event| event["variation"] != "one-page").collect();
    let events = file(&folder, "events.ndjson", &ndjson(&kept));
    let items = file(&folder, "items.json", &items.to_string());
    let page = folder.join("report.html");
    let plan = example("plan.json");
    let page_path = page.to_str().unwrap();
    let said = run(&["experiment", "report", &events, "--plan", &plan, "--items", &items, "--html", page_path]);
    assert_eq!(said.code, 1, "{}", said.err);
    let page = std::fs::read_to_string(page).unwrap();
    for shown in ["does not fit: there is no result", "Look at exposures that are sent"] {
        assert!(page.contains(shown), "{shown}");
    }
    for hidden in ["One planned look", "alpha", "loss, variation"] {
        assert!(!page.contains(hidden), "nothing by variation is shown: {hidden}");
    }

    // Where it fits, the items are.
    let all = file(&folder, "all.ndjson", &ndjson(&lines()));
    let page = folder.join("fits.html");
    let said =
        run(&["experiment", "report", &all, "--plan", &plan, "--items", &items, "--html", page.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    let page = std::fs::read_to_string(page).unwrap();
    // 4 of 13 and 8 of 13 chose the second of two options, then 5 of 8 and 7 of 9.
    let curve = "aria-label=\"1: pages 1.3077, one-page 1.6154; 2: pages 1.625, one-page 1.7778\"";
    for shown in [
        "alpha",
        "α 系数",
        "loss, variation",
        curve,
        "Dashed: pages. Solid: one-page.",
        "虚线是 pages，实线是 one-page。",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
}

#[test]
fn what_an_engine_counted_gives_the_same_report_as_the_events() {
    let plan = example("plan.json");
    let of_events = run(&["experiment", "report", &example("events.csv"), "--plan", &plan, "--json"]);
    let table = example("counted.csv");
    let of_statistics = run(&["experiment", "report", "--statistics", &table, "--plan", &plan, "--json"]);
    assert_eq!((of_events.code, of_statistics.code), (0, 0), "{}{}", of_events.err, of_statistics.err);
    assert_eq!(of_events.json(), of_statistics.json());

    // The same as lines of JSON, in another order, numbers as numbers.
    let text = std::fs::read_to_string(&table).unwrap();
    let mut rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = rows.next().unwrap();
    let line = |row: Vec<&str>| {
        let cell = |(name, cell): (&&str, &str)| match cell.parse::<u64>() {
            Ok(number) if *name == "value" => ((*name).to_owned(), json!(number)),
            _ if cell.is_empty() => ((*name).to_owned(), Value::Null),
            _ => ((*name).to_owned(), json!(cell)),
        };
        Value::Object(head.iter().zip(row).map(cell).collect())
    };
    let mut lines: Vec<Value> = rows.map(line).collect();
    lines.reverse();
    let piped = run_with(&["experiment", "report", "--statistics", "-", "--plan", &plan, "--json"], &ndjson(&lines));
    assert_eq!(piped.json(), of_events.json(), "{}", piped.err);

    // A row too few, a row of another plan.
    let folder = folder("experiment-counted");
    let cut =
        file(&folder, "cut.csv", &text.lines().filter(|line| !line.contains(",hour,")).collect::<Vec<_>>().join("\n"));
    let refused = run(&["experiment", "report", "--statistics", &cut, "--plan", &plan]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("do not add up") && refused.err.contains("whole result"), "{}", refused.err);
    let other = file(&folder, "other.csv", &text.replace("november", "december"));
    let refused = run(&["experiment", "report", "--statistics", &other, "--plan", &plan]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("/phase") && !refused.err.contains("december"), "{}", refused.err);
}

#[test]
fn the_statement_names_its_table_and_refuses_what_is_no_name() {
    let plan = example("plan.json");
    let printed = run(&["experiment", "sql", "--engine", "postgres", "--plan", &plan, "--table", "warehouse.events"]);
    assert_eq!(printed.code, 0, "{}", printed.err);
    assert!(printed.out.contains("FROM \"warehouse\".\"events\""), "{}", printed.out);
    let refused = run(&["experiment", "sql", "--engine", "postgres", "--plan", &plan, "--table", "a; DROP TABLE b"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--table"), "{}", refused.err);
}
