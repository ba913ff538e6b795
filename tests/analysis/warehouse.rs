//! The statistics that engines count by our SQL, beside those that are counted from the events: the same in every number.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use prescreen::Code;
use prescreen::json::Json;
use prescreen_experiment::analysis::counted::{Cell, Counted};
use prescreen_experiment::analysis::event::Event;
use prescreen_experiment::analysis::people::People;
use prescreen_experiment::analysis::plan::Plan;
use prescreen_experiment::analysis::rows::Row;
use prescreen_experiment::analysis::sql::{Engine, statement};
use prescreen_experiment::analysis::statistics::Statistics;
use serde_json::{Value, json};

use super::draws::Draws;
use super::made::{USUAL, hour, people, person_at, plan, read};
use super::root;

const COLUMNS: [&str; 14] = [
    "event",
    "experiment",
    "unit",
    "received",
    "at",
    "seq",
    "variation",
    "question",
    "seconds",
    "class",
    "outcome",
    "careless",
    "goal",
    "amount",
];

/// A folder that is removed with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("prescreen-warehouse-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Two phases, an end of collecting, a segment whose name no engine takes unquoted.
fn two_phases() -> Value {
    let mut plan = plan();
    plan["phases"] = json!([
        { "id": "first", "from": "2026-11-02", "to": "2026-11-12", "weights": [1, 1] },
        { "id": "second-half", "from": "2026-11-12", "to": "2026-11-28", "weights": [1, 3] }
    ]);
    plan["segments"] = json!({ "browser": ["chrome", "safari", "other"], "line-of-2": ["phone"] });
    plan["collected_until"] = json!("2026-12-02");
    plan
}

/// A person whose events two senders numbered, who had been there before the exposure, and was exposed twice in one hour.
fn numbered_twice(n: usize) -> Vec<Value> {
    let event = |day: usize, seq: u32, kind: &str, more: &[(&str, Value)]| {
        let mut event = json!({
            "event": kind, "experiment": "words", "unit": format!("双-{n}"), "received": hour(day, 9), "seq": seq,
        });
        more.iter().for_each(|(name, value)| event[*name] = value.clone());
        event
    };
    vec![
        event(2, 0, "goal", &[("goal", json!("purchase")), ("amount", json!(50))]),
        event(2, 1, "completion", &[("class", json!("C1"))]),
        event(5, 2, "exposure", &[("variation", json!("plain")), ("segments", json!({ "browser": "safari" }))]),
        event(5, 2, "exposure", &[("variation", json!("plain")), ("segments", json!({ "browser": "chrome" }))]),
        event(5, 3, "completion", &[("class", json!("C3")), ("outcome", json!("refer"))]),
        event(5, 3, "completion", &[("class", json!("C2")), ("outcome", json!("proceed")), ("careless", json!(true))]),
        event(5, 3, "goal", &[("goal", json!("visit"))]),
        event(6, 4, "goal", &[("goal", json!("purchase")), ("amount", json!(2))]),
        event(6, 4, "goal", &[("goal", json!("purchase")), ("amount", json!(3))]),
        // By another sender who counts from 0 again: it comes behind the exposure all the same.
        event(6, 0, "question", &[("question", json!("loss")), ("seconds", json!(7))]),
    ]
}

/// Events with everything that goes wrong with events.
fn events() -> Vec<Value> {
    let mut draws = Draws::new(31);
    let mut all = people(&mut draws, 600, &USUAL, &USUAL);
    // Exposed to both, of other experiments, too late, with a clock three days ahead or behind.
    for n in 0..20 {
        all.extend(person_at(&mut draws, &format!("两-{n}"), "control", &USUAL, &hour(3, 9), "safari"));
        all.push(json!({
            "event": "exposure", "experiment": "words", "unit": format!("两-{n}"), "received": hour(4, 1), "seq": 200,
            "variation": "plain",
        }));
        all.push(json!({
            "event": "goal", "experiment": "other", "unit": format!("p-{n}"), "received": hour(4, 1), "seq": 0, "goal": "any",
        }));
        for (unit, at, received) in [("late", 4, 30), ("ahead", 9, 5), ("behind", 2, 6)] {
            let mut of_one = person_at(&mut draws, &format!("{unit}-{n}"), "plain", &USUAL, &hour(at, 7), "other");
            of_one.iter_mut().filter(|event| event["event"] != "before").for_each(|event| {
                event["received"] = if received > 28 { json!("2026-12-02T00") } else { json!(hour(received, 7)) };
            });
            all.extend(of_one);
        }
    }
    all.extend((0..20).flat_map(numbered_twice));
    // A number below the exposure's is missing: it may have been the first one.
    all.extend((20..30).flat_map(|n| numbered_twice(n).split_off(1)));
    let mut sent = Vec::new();
    for mut event in all {
        // Unknown times, reloaded questions, nothing said of careless answering, of the browser, of the amount.
        match event["event"].as_str().unwrap() {
            "question" if draws.happens(0.1) => event["seconds"] = Value::Null,
            "question" if draws.happens(0.1) => event["question"] = json!("loss"),
            "completion" if draws.happens(0.2) => event["careless"] = Value::Null,
            "completion" if draws.happens(0.1) => event["class"] = Value::Null,
            "exposure" if draws.happens(0.1) => event["segments"] = json!({}),
            "exposure" if draws.happens(0.5) => event["segments"]["line-of-2"] = json!("phone"),
            "goal" if draws.happens(0.1) => event["amount"] = json!(1_000_000_000_000_i64),
            _ => {}
        }
        event.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        // Lost, and received again hours later.
        if event["event"] != "before" && draws.happens(0.05) {
            let mut again = event.clone();
            again["received"] = json!(hour(27, 23));
            sent.push(again);
        }
        if event["event"] == "before" || !draws.happens(0.02) {
            sent.push(event);
        }
    }
    // In no order.
    for n in (1..sent.len()).rev() {
        sent.swap(n, draws.below(n + 1));
    }
    sent
}

fn counted(plan: &Plan, events: &[Value]) -> Statistics {
    let mut people = People::new(plan, 1_000_000);
    for event in events {
        let json = Json::parse(&event.to_string(), 10_000).unwrap();
        match Event::read(&json, plan).unwrap() {
            Some(event) => people.add(&event).unwrap(),
            None => people.pass_over(),
        }
    }
    people.statistics()
}

/// A table of events, as a warehouse has it.
fn table(plan: &Plan, events: &[Value]) -> String {
    let segments: Vec<&str> = plan.segments.iter().map(|(id, _)| id.as_str()).collect();
    let head: Vec<String> =
        COLUMNS.iter().map(ToString::to_string).chain(segments.iter().map(|id| format!("segment_{id}"))).collect();
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let row = |event: &Value| {
        let fields = COLUMNS.iter().map(|name| cell(&event[*name]));
        let words = segments.iter().map(|id| cell(&event["segments"][*id]));
        fields.chain(words).collect::<Vec<_>>().join(",")
    };
    let rows: Vec<String> = events.iter().map(row).collect();
    format!("{}\n{}\n", head.join(","), rows.join("\n"))
}

/// What a result says.
fn statistics(plan: &Plan, result: &str) -> Result<Statistics, prescreen::Error> {
    let mut lines = result.lines();
    assert_eq!(lines.next(), Some("phase,variation,part,item,bucket,value"));
    let mut counted = Counted::new(plan);
    for line in lines {
        let cells: Vec<&str> = line.split(',').map(|cell| cell.trim_matches('"')).collect();
        let [phase, variation, part, item, bucket, value] = cells[..] else { panic!("{line}") };
        counted.add(&Cell { phase, variation, part, item, bucket, value })?;
    }
    counted.statistics()
}

/// The result of an engine; none where it cannot be run here.
type Run = fn(&Path) -> Result<String, String>;

fn same(engine: Engine, run: Run) {
    let plan = read(&two_phases());
    let events = events();
    let folder = Folder::new(engine.word());
    fs::write(folder.0.join("events.csv"), table(&plan, &events)).unwrap();
    fs::write(folder.0.join("statement.sql"), statement(&plan, engine, "events").unwrap()).unwrap();
    match run(&folder.0) {
        Ok(result) => {
            let expected = counted(&plan, &events);
            let of = &expected.events;
            let odd = [of.same_number, of.before_exposure, of.first_exposure_lost];
            let all = [
                odd,
                [of.repeated, of.too_late, of.other_experiments],
                [of.without_exposure, of.outside_phases, of.people],
            ];
            assert!(
                all.as_flattened().iter().all(|count| *count > 0)
                    && expected.phases.iter().any(|phase| phase.crossed > 0),
                "{of:?}"
            );
            let found = format!("{:#?}", statistics(&plan, &result).unwrap());
            for (n, (found, expected)) in found.lines().zip(format!("{expected:#?}").lines()).enumerate() {
                assert_eq!(found, expected, "line {n} of the statistics");
            }
            assert_eq!(statistics(&plan, &result).unwrap(), expected);
        }
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "skipped warehouse::{}: {why}", engine.word());
        }
    }
}

/// Hours of another form, of days that no calendar has, and from before 1970; and a unit of 258 bytes.
const WRONG_HOURS: [&str; 12] = [
    "2026-11-02T09:30:00+08:00",
    "2026-11-02T24",
    "2026-11-02T99",
    "2026-11-02 09",
    "2026-11-02T 9",
    "2026-11-2T09",
    "2026-02-30T09",
    "2026-02-29T09",
    "2100-02-29T09",
    "2026-13-01T09",
    "1800-01-01T09",
    "2026-11-02",
];

/// What [`Event::read`] refuses the engine counts as wrong, by its kind, and its result is refused.
fn refuses(engine: Engine, run: Run) {
    let plan = read(&two_phases());
    let event = |unit: &str, received: &str| json!({ "event": "exposure", "experiment": "words", "unit": unit, "received": received, "seq": 0, "variation": "plain" });
    let mut wrong: Vec<Value> = WRONG_HOURS.map(|hour| event("p", hour)).to_vec();
    wrong.extend(WRONG_HOURS.map(|hour| {
        let mut event = event("p", "2026-11-02T09");
        event["at"] = json!(hour);
        event
    }));
    wrong.push(event(&"人".repeat(86), "2026-11-02T09"));
    for event in &wrong {
        let json = Json::parse(&event.to_string(), 10_000).unwrap();
        assert!(Event::read(&json, &plan).is_err(), "{event}");
    }
    // The 29th of February of a leap year, the last hour, 255 bytes.
    let right = [event("p", "2028-02-29T09"), event("p", "2000-02-29T23"), event(&"人".repeat(85), "2026-11-02T00")];
    for event in &right {
        let json = Json::parse(&event.to_string(), 10_000).unwrap();
        assert!(Event::read(&json, &plan).is_ok(), "{event}");
    }
    let folder = Folder::new(&format!("{}-wrong", engine.word()));
    wrong.extend(right);
    fs::write(folder.0.join("events.csv"), table(&plan, &wrong)).unwrap();
    fs::write(folder.0.join("statement.sql"), statement(&plan, engine, "events").unwrap()).unwrap();
    // That the engine cannot be run is said by the other test of it.
    let Ok(result) = run(&folder.0) else { return };
    let error = statistics(&plan, &result).unwrap_err();
    assert_eq!(error.code, Code::Inconsistent);
    assert_eq!(
        error.message,
        "25 events are not of the plan's form; 24 of them have an hour of another form than 2026-11-02T09; 1 of them have a unit \
         that is empty or longer than 256 bytes"
    );
}

fn python(engine: &str, folder: &Path) -> Result<String, String> {
    let python = std::env::var("PRESCREEN_PYTHON").unwrap_or_else(|_| "python3".into());
    let package = if engine == "spark" { "pyspark" } else { engine };
    let there = Command::new(&python).args(["-c", &format!("import {package}")]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        return Err(format!("there is no Python with {package}"));
    }
    let script = root().join("tests/analysis/warehouse.py");
    let output = Command::new(python).arg(script).arg(engine).arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout).unwrap())
}

fn postgres(folder: &Path) -> Result<String, String> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let programs = versions.map(|version| version.path().join("bin")).find(|folder| folder.join("initdb").exists());
    let programs = programs.ok_or("there is no PostgreSQL")?;
    let head = fs::read_to_string(folder.join("events.csv")).unwrap();
    let kind = |name: &str| match name {
        "seq" | "seconds" => "integer",
        "amount" => "bigint",
        "careless" => "boolean",
        _ => "text",
    };
    let columns: Vec<String> =
        head.lines().next().unwrap().split(',').map(|name| format!("\"{name}\" {}", kind(name))).collect();
    let script = root().join("tests/analysis/warehouse_postgres.sh");
    let output = Command::new("sh").arg(script).arg(programs).arg(folder).arg(columns.join(", ")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn duckdb_counts_the_same() {
    same(Engine::Duckdb, |folder| python("duckdb", folder));
    refuses(Engine::Duckdb, |folder| python("duckdb", folder));
}

#[test]
fn postgres_counts_the_same() {
    same(Engine::Postgres, postgres);
    refuses(Engine::Postgres, postgres);
}

#[test]
fn spark_counts_the_same() {
    if Command::new("java").arg("-version").output().is_err() {
        let _ = writeln!(std::io::stderr(), "skipped warehouse::spark: there is no Java");
        return;
    }
    same(Engine::Spark, |folder| python("spark", folder));
    refuses(Engine::Spark, |folder| python("spark", folder));
}

#[test]
fn the_order_of_events_that_come_again_changes_nothing() {
    let plan = read(&two_phases());
    let mut events = events();
    let forwards = counted(&plan, &events);
    events.reverse();
    assert_eq!(counted(&plan, &events), forwards);
}

#[test]
fn a_result_that_is_not_whole_is_refused() {
    let plan = read(&plan());
    let cell = |part, item, bucket, value| Cell { phase: "main", variation: "plain", part, item, bucket, value };
    let mut counted = Counted::new(&plan);
    for (part, item, bucket, value) in
        [("arm", "people", "", "2"), ("hour", "people", "498000", "2"), ("segment", "browser", "", "2")]
    {
        counted.add(&cell(part, item, bucket, value)).unwrap();
    }
    assert_eq!(counted.add(&cell("arm", "people", "", "2")).unwrap_err().code, Code::Duplicate);
    for (wrong, at) in [
        (cell("arm", "persons", "", "1"), "/item"),
        (cell("class", "C9", "", "1"), "/item"),
        (cell("metric", "completed", "cubes", "1"), "/bucket"),
        (cell("person", "", "", "1"), "/part"),
        (Cell { phase: "other", ..cell("arm", "completed", "", "1") }, "/phase"),
        (Cell { variation: "other", ..cell("arm", "completed", "", "1") }, "/variation"),
        (cell("arm", "completed", "", "-1"), "/value"),
        (cell("arm", "careless", "", "1.0"), "/value"),
    ] {
        assert_eq!(counted.add(&wrong).unwrap_err().at, at, "{wrong:?}");
    }
    // Without the row that says whose statement it was.
    let error = counted.statistics().unwrap_err();
    assert!(error.code == Code::Inconsistent && error.message.contains("an earlier version"), "{error}");
    assert_eq!(Counted::new(&plan).statistics().unwrap_err().code, Code::MissingField, "an empty file");
}

/// The rows of `events.csv` in the folder of vectors, counted by ourselves, and DuckDB's result of counting them.
fn recorded() -> (Statistics, Vec<[String; 6]>) {
    let plan = read(&two_phases());
    let file = |name: &str| fs::read_to_string(root().join("tests/vectors/experiment").join(name)).unwrap();
    let rows = |text: &str| -> Vec<Vec<String>> {
        text.lines().map(|line| line.trim_end().split(',').map(ToString::to_string).collect()).collect()
    };
    let events = rows(&file("events.csv"));
    let (head, events) = events.split_first().unwrap();
    let names: Vec<String> = head.clone();
    let mut people = People::new(&plan, 1000);
    events.iter().for_each(|cells| people.add_row(Row::Cells(&names, cells)).unwrap());
    let result = rows(&file("result.csv")).split_off(1);
    (people.statistics(), result.into_iter().map(|row| row.try_into().unwrap()).collect())
}

fn counted_by(plan: &Plan, rows: &[[String; 6]]) -> Result<Statistics, prescreen::Error> {
    let mut counted = Counted::new(plan);
    for row in rows {
        let [phase, variation, part, item, bucket, value] = row.each_ref().map(String::as_str);
        counted.add(&Cell { phase, variation, part, item, bucket, value })?;
    }
    counted.statistics()
}

#[test]
fn a_result_without_one_of_its_rows_or_with_one_twice_is_refused() {
    let (expected, rows) = recorded();
    let plan = read(&two_phases());
    assert_eq!(counted_by(&plan, &rows).unwrap(), expected);
    for n in 0..rows.len() {
        let mut without = rows.clone();
        let row = without.remove(n);
        let error = counted_by(&plan, &without).expect_err(&row.join(","));
        assert!(!error.help.is_empty() && [Code::MissingField, Code::Inconsistent].contains(&error.code), "{error}");
        let mut twice = rows.clone();
        twice.push(row);
        assert_eq!(counted_by(&plan, &twice).unwrap_err().code, Code::Duplicate);
    }
}

#[test]
fn a_result_of_another_plan_is_refused() {
    let (_, rows) = recorded();
    for (at, value) in [
        ("/experiment", json!("other")),
        ("/phases/0/from", json!("2026-11-01")),
        ("/collected_until", json!("2026-12-03")),
        ("/metrics/1/goal", json!("visit")),
        ("/metrics/2/kind", json!("amount")),
        ("/classes/0", json!("C4")),
    ] {
        let mut other = two_phases();
        *other.pointer_mut(at).unwrap() = value;
        if at == "/metrics/2/kind" {
            other["metrics"][2].as_object_mut().unwrap().remove("per");
        }
        let error = counted_by(&read(&other), &rows).unwrap_err();
        assert!([Code::Inconsistent, Code::Reference].contains(&error.code), "{at}: {error}");
        assert!(at == "/classes/0" || error.message.contains("another plan"), "{at}: {error}");
    }
    // How the result is looked at is no part of the statement.
    let mut looked = two_phases();
    (looked["looks"], looked["alpha_bp"], looked["phases"][0]["weights"]) = (json!("once"), json!(100), json!([2, 1]));
    counted_by(&read(&looked), &rows).unwrap();
}

#[test]
fn a_result_whose_numbers_contradict_each_other_is_refused() {
    let (_, rows) = recorded();
    let plan = read(&two_phases());
    for (part, item, bucket, value, said) in [
        ("arm", "lost", "", "100000", "more events were lost than sent"),
        ("arm", "incomplete", "", "100000", "more people lack events"),
        ("arm", "completed", "", "100000", "more people completed"),
        ("arm", "careless", "", "100000", "careless"),
        ("class", "C1", "", "100000", "class"),
        ("outcome", "refuse", "", "100000", "outcome"),
        ("arm", "ahead", "", "100000", "clocks"),
        ("metric", "completed", "sum", "0", "sums of completed"),
        ("metric", "bought", "sum_squares", "0", "sums of bought"),
        ("metric", "purchases", "sum_squares", "1", "sums of purchases"),
        ("metric", "purchases", "products", "100000000", "sums of purchases"),
        ("events", "people", "", "1", "all people"),
        ("events", "read", "", "1", "read"),
        ("events", "repeated", "", "100000", "read"),
        // A sum of nothing is empty: where there were events and people, there was something to add up.
        ("events", "wrong", "", "", "events wrong is empty"),
        ("events", "read", "", "", "events read is empty"),
        ("events", "repeated", "", "", "events repeated is empty"),
        ("events", "outside_phases", "", "", "events outside_phases is empty"),
    ] {
        let mut wrong = rows.clone();
        let is_it = |row: &&mut [String; 6]| row[2] == part && row[3] == item && row[4] == bucket;
        wrong.iter_mut().find(is_it).unwrap()[5] = value.into();
        let error = counted_by(&plan, &wrong).expect_err(said);
        assert!(error.code == Code::Inconsistent && error.message.contains(said), "{item}: {error}");
    }
}

#[test]
fn a_count_of_a_variation_is_never_empty() {
    let (_, rows) = recorded();
    let plan = read(&two_phases());
    for part in ["arm", "class", "outcome", "metric", "question", "hour", "segment"] {
        let mut wrong = rows.clone();
        wrong.iter_mut().find(|row| row[2] == part).unwrap()[5] = String::new();
        let error = counted_by(&plan, &wrong).expect_err(part);
        assert_eq!((error.code, &*error.at), (Code::Type, "/value"), "{part}");
    }
}

#[test]
fn a_table_without_amounts_is_refused_where_a_metric_adds_them_up() {
    let names = |more: &[&str]| -> Vec<String> {
        ["event", "experiment", "unit", "received", "seq", "goal"].iter().chain(more).map(ToString::to_string).collect()
    };
    let row = |goal: &str, more: &[&str]| -> Vec<String> {
        ["goal", "words", "p", "2026-11-03T09", "1", goal].iter().chain(more).map(ToString::to_string).collect()
    };
    let take = |plan: &Value, names: &[String], cells: &[String]| {
        People::new(read(plan), 10).add_row(Row::Cells(names, cells)).map_err(|error| (error.code, error.at))
    };
    let missing = Err((Code::MissingField, "/amount".to_owned()));
    // Both goals are added up, by `purchases` and `per-visit`.
    for goal in ["purchase", "visit"] {
        assert_eq!(take(&plan(), &names(&[]), &row(goal, &[])), missing, "{goal}");
        assert_eq!(take(&plan(), &names(&["amount"]), &row(goal, &[""])), Ok(()), "{goal}");
    }
    // Where it is counted alone whether a goal was reached, there is nothing to add up.
    let mut shares = plan();
    shares["metrics"].as_array_mut().unwrap().truncate(2);
    assert_eq!(take(&shares, &names(&[]), &row("purchase", &[])), Ok(()));
}

#[test]
fn events_that_are_not_of_the_plan_are_counted_and_refused() {
    let plan = read(&two_phases());
    let (_, mut rows) = recorded();
    rows.iter_mut().find(|row| row[3] == "wrong").unwrap()[5] = "3".into();
    let error = counted_by(&plan, &rows).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (Code::Inconsistent, "3 events are not of the plan's form"));
}

#[test]
fn a_table_has_a_name_that_can_be_quoted() {
    let plan = read(&plan());
    assert!(
        statement(&plan, Engine::Bigquery, "firm-1.events.of_2026").unwrap().contains("`firm-1`.`events`.`of_2026`")
    );
    for name in ["", "a b", "a;b", "a..b", "\"a\"", "a`b"] {
        assert_eq!(statement(&plan, Engine::Duckdb, name).unwrap_err().code, Code::Syntax, "{name}");
    }
}

/// Writes what [`recorded`] reads, where DuckDB is there and the variable says so.
#[test]
fn the_recorded_result_is_duckdbs() {
    let plan = read(&two_phases());
    let mut draws = Draws::new(5);
    let mut few = people(&mut draws, 30, &USUAL, &USUAL);
    few.extend(numbered_twice(1));
    few.extend(numbered_twice(2).split_off(1));
    few.extend(person_at(&mut draws, "late", "plain", &USUAL, "2026-12-02T00", "other"));
    few.extend(few[..9].to_vec());
    let folder = Folder::new("recorded");
    fs::write(folder.0.join("events.csv"), table(&plan, &few)).unwrap();
    fs::write(folder.0.join("statement.sql"), statement(&plan, Engine::Duckdb, "events").unwrap()).unwrap();
    let vectors = root().join("tests/vectors/experiment");
    match python("duckdb", &folder.0) {
        Ok(result) if std::env::var_os("PRESCREEN_RECORD").is_some() => {
            fs::write(vectors.join("events.csv"), table(&plan, &few)).unwrap();
            fs::write(vectors.join("result.csv"), result.replace('\r', "")).unwrap();
        }
        Ok(result) => {
            let sorted = |text: &str| {
                let mut rows: Vec<String> = text.lines().map(|line| line.trim_end().to_owned()).collect();
                rows.sort();
                rows
            };
            assert_eq!(sorted(&fs::read_to_string(vectors.join("result.csv")).unwrap()), sorted(&result));
        }
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "skipped warehouse::recorded: {why}");
        }
    }
}

#[test]
fn no_constant_decides_an_order_where_the_plan_has_no_classes() {
    let mut none = plan();
    none["classes"] = json!([]);
    let order = |plan: &Value| {
        let statement = statement(&read(plan), Engine::Bigquery, "events").unwrap();
        let (_, order) = statement.split_once("THEN 0 ELSE 1 END, e_seq, ").unwrap();
        order.split_once(')').unwrap().0.to_owned()
    };
    assert!(order(&plan()).starts_with("CASE e_class WHEN 'C1' THEN 0"), "{}", order(&plan()));
    assert!(order(&none).starts_with("CASE e_outcome WHEN "), "{}", order(&none));
}
