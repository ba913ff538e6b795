//! The steps from events to people: each a query over the one before, with short names that no engine reserves.
//!
//! | step | what a row is |
//! |---|---|
//! | `events` | an event, of any experiment |
//! | `timely` | one of this experiment, received in time; `e_copy` numbers those of one person, number and content |
//! | `shown` | the same; `e_shown` is 1 at the first exposure of a person, `e_nth` is 1 once for each number of a person |
//! | `exposed` | the same; `e_early` is 1 where it happened before that, and 2 where a number is missing there: it may have been the first exposure |
//! | `ordered` | the same; `e_done` is 1 at the first completion of a person |
//! | `people` | a person |
//! | `placed` | a person, with the phase of their first exposure |
//! | `counted` | a person who was exposed to one variation in a phase |

use prescreen::terms::Outcome;

use super::super::event::{Hour, MAX_AMOUNT, MAX_SECONDS, MAX_SEQUENCE, MAX_UNIT_BYTES};
use super::super::kept::NONE;
use super::super::plan::Plan;
use super::super::rows::SEGMENT;
use super::super::statistics::OUTCOMES;
use super::{Engine, list};

/// The steps in their order, each with its name.
pub(super) fn steps(plan: &Plan, engine: Engine, table: &str) -> [(&'static str, String); 8] {
    [
        ("events", events(plan, engine, table)),
        ("timely", timely(plan)),
        ("shown", shown(plan)),
        ("exposed", exposed()),
        ("ordered", ordered(plan)),
        ("people", people(plan)),
        ("placed", placed(plan)),
        ("counted", "SELECT * FROM placed WHERE p_phase IS NOT NULL AND p_variations = 1".to_owned()),
    ]
}

/// Column of the word of a segment.
pub(super) fn segment(place: usize) -> String {
    format!("p_segment_{place}")
}

/// Columns of a person's amounts of a goal: during the experiment, before it, and whether it was reached.
pub(super) fn goal(place: usize) -> [String; 3] {
    ["during", "before", "reached"].map(|what| format!("p_{what}_{place}"))
}

/// Whether an event is of the experiment.
pub(super) fn is_ours(plan: &Plan) -> String {
    format!("e_experiment = '{}'", plan.experiment)
}

/// Whether an event was received in time, behind an `AND`; nothing where a plan does not say.
pub(super) fn and_in_time(plan: &Plan) -> String {
    plan.collected_until.map(|end| format!(" AND e_hour < {}", Hour::of_day(end).0)).unwrap_or_default()
}

fn events(plan: &Plan, engine: Engine, table: &str) -> String {
    let mut columns: Vec<String> = Vec::new();
    for (column, name) in [("experiment", "e_experiment"), ("event", "e_kind"), ("unit", "e_unit")] {
        columns.push(format!("{} AS {name}", engine.name(column)));
    }
    for (column, name) in [("received", "e_hour"), ("at", "e_device")] {
        columns.push(format!("{} AS {name}", engine.hours(&engine.name(column))));
    }
    columns.push(format!("{} AS e_at", engine.name("at")));
    for field in ["seq", "variation", "question", "seconds", "class", "outcome", "careless", "goal", "amount"] {
        columns.push(format!("{} AS e_{field}", engine.name(field)));
    }
    for (place, (id, _)) in plan.segments.iter().enumerate() {
        columns.push(format!("{} AS e_segment_{place}", engine.name(&format!("{SEGMENT}{id}"))));
    }
    format!("SELECT\n  {}\nFROM {table}", columns.join(",\n  "))
}

fn timely(plan: &Plan) -> String {
    // The segments of an exposure are no part of what it is.
    let content =
        "e_kind, e_variation, e_question, e_seconds, e_class, e_outcome, e_careless, e_goal, COALESCE(e_amount, 1)";
    let (ours, in_time) = (is_ours(plan), and_in_time(plan));
    format!(
        "SELECT *, ROW_NUMBER() OVER (PARTITION BY e_unit, e_seq, {content} ORDER BY e_hour) AS e_copy\n\
         FROM events WHERE {ours}{in_time}"
    )
}

fn shown(plan: &Plan) -> String {
    let segments = plan.segments.iter().enumerate();
    let order = segments.filter_map(|(place, (_, words))| position(&format!("e_segment_{place}"), words, 0));
    format!(
        "SELECT *, ROW_NUMBER() OVER (PARTITION BY e_unit ORDER BY CASE WHEN e_kind = 'exposure' THEN 0 ELSE 1 END, \
         e_hour, e_seq{}) AS e_shown,\n  ROW_NUMBER() OVER (PARTITION BY e_unit, e_seq ORDER BY e_hour) AS e_nth\nFROM timely",
        order.map(|order| format!(", {order}")).collect::<String>()
    )
}

fn exposed() -> String {
    let first = |column: &str| {
        format!("MAX(CASE WHEN e_kind = 'exposure' AND e_shown = 1 THEN {column} END) OVER (PARTITION BY e_unit)")
    };
    let (number, hour) = (first("e_seq"), first("e_hour"));
    let below = "SUM(CASE WHEN e_nth = 1 AND e_seq < e_first_seq THEN 1 ELSE 0 END) OVER (PARTITION BY e_unit)";
    format!(
        "SELECT *, CASE WHEN e_seq < e_first_seq AND e_hour < e_first_hour THEN\n  \
         CASE WHEN e_below = e_first_seq THEN 1 ELSE 2 END ELSE 0 END AS e_early\n\
         FROM (SELECT *, {below} AS e_below\n\
         FROM (SELECT *, {number} AS e_first_seq, {hour} AS e_first_hour FROM shown) AS firsts) AS belows"
    )
}

fn ordered(plan: &Plan) -> String {
    let last = usize::from(NONE);
    let order = [
        position("e_class", &plan.classes, last),
        position("e_outcome", &OUTCOMES.map(|outcome| outcome.word()), last),
    ];
    let order: String = order.into_iter().flatten().map(|order| format!("{order}, ")).collect();
    format!(
        "SELECT *, ROW_NUMBER() OVER (PARTITION BY e_unit ORDER BY CASE WHEN {COMPLETED} THEN 0 ELSE 1 END, e_seq, \
         {order}CASE WHEN e_careless THEN 1 WHEN NOT e_careless THEN 0 ELSE {last} END) AS e_done\nFROM exposed"
    )
}

/// A completion that counts.
const COMPLETED: &str = "e_kind = 'completion' AND e_copy = 1 AND e_early <> 1";

/// Where a word stands in its list, from a number on; another one where it is none of them. Nothing of an empty list, whose
/// words all stand alike: some engines let no constant decide an order.
fn position<W: core::fmt::Display>(column: &str, words: &[W], otherwise: usize) -> Option<String> {
    if words.is_empty() {
        return None;
    }
    let first = usize::from(otherwise == 0);
    let cases = words.iter().enumerate().map(|(n, word)| format!(" WHEN '{word}' THEN {}", n.saturating_add(first)));
    Some(format!("CASE {column}{} ELSE {otherwise} END", cases.collect::<String>()))
}

fn people(plan: &Plan) -> String {
    let (shown, done) = ("e_kind = 'exposure' AND e_shown = 1", &format!("{COMPLETED} AND e_done = 1"));
    let of = |which: &str, column: &str, name: &str| format!("MAX(CASE WHEN {which} THEN {column} END) AS {name}");
    let mut columns = vec![
        "COUNT(DISTINCT CASE WHEN e_kind = 'exposure' THEN e_variation END) AS p_variations".to_owned(),
        of(shown, "e_variation", "p_variation"),
        of(shown, "e_hour", "p_hour"),
        of(shown, "e_seq", "p_shown"),
        "MAX(e_seq) AS p_highest".to_owned(),
        "COUNT(DISTINCT e_seq) AS p_received".to_owned(),
        "COUNT(CASE WHEN e_copy = 1 THEN e_seq END) AS p_different".to_owned(),
        "MAX(CASE WHEN e_early = 2 THEN 1 ELSE 0 END) AS p_first_lost".to_owned(),
        "MIN(e_hour - e_device) AS p_least_offset".to_owned(),
        "MAX(e_hour - e_device) AS p_greatest_offset".to_owned(),
        format!("MAX(CASE WHEN {done} THEN 1 ELSE 0 END) AS p_completed"),
        "COUNT(DISTINCT CASE WHEN e_kind = 'question' AND e_copy = 1 AND e_early <> 1 THEN e_question END) AS p_answered".to_owned(),
        of(done, "e_class", "p_class"),
        of(done, "e_outcome", "p_outcome"),
        of(done, "CASE WHEN e_careless THEN 1 WHEN NOT e_careless THEN 0 END", "p_careless"),
    ];
    for place in 0..plan.segments.len() {
        columns.push(of(shown, &format!("e_segment_{place}"), &segment(place)));
    }
    for (place, id) in plan.goals.iter().enumerate() {
        let [during, before, reached] = goal(place);
        let amount = "COALESCE(e_amount, 1)";
        let was = format!("e_kind = 'goal' AND e_copy = 1 AND e_early <> 1 AND e_goal = '{id}'");
        columns.push(format!("SUM(CASE WHEN {was} THEN {amount} ELSE 0 END) AS {during}"));
        let had = format!("e_kind = 'before' AND e_goal = '{id}'");
        columns.push(format!("MAX(CASE WHEN {had} THEN {amount} ELSE 0 END) AS {before}"));
        columns.push(format!("MAX(CASE WHEN {was} THEN 1 ELSE 0 END) AS {reached}"));
    }
    format!("SELECT\n  e_unit AS p_unit,\n  {}\nFROM ordered GROUP BY e_unit", columns.join(",\n  "))
}

fn placed(plan: &Plan) -> String {
    let phase = |phase: &super::super::plan::Phase| {
        let (from, to) = (Hour::of_day(phase.from).0, Hour::of_day(phase.to).0);
        format!("WHEN p_hour >= {from} AND p_hour < {to} THEN '{}'", phase.id)
    };
    let phases: Vec<String> = plan.phases.iter().map(phase).collect();
    format!("SELECT *, CASE {} END AS p_phase FROM people", phases.join(" "))
}

/// Whether an hour of an event is none: the collector's, or the device's where there is one.
pub(super) const WRONG_HOUR: &str = "e_hour IS NULL OR e_at IS NOT NULL AND e_device IS NULL";

/// Whether the unit of an event is none.
pub(super) fn wrong_unit(engine: Engine) -> String {
    format!("e_unit IS NULL OR e_unit = '' OR {} > {MAX_UNIT_BYTES}", engine.bytes("e_unit"))
}

/// Whether an event is none of the plan's form, and a report of its file would end there.
pub(super) fn is_wrong(plan: &Plan, engine: Engine) -> String {
    let words = |column: &str, words: &mut dyn Iterator<Item = &str>| match list(words) {
        none if none.is_empty() => format!("{column} IS NOT NULL"),
        words => format!("{column} NOT IN ({words})"),
    };
    let ids = |column: &str, ids: &[prescreen::id::Id]| words(column, &mut ids.iter().map(|id| id.as_str()));
    let outside = |column: &str, most: i64| format!("{column} < 0 OR {column} > {most}");
    let only = |kinds: &str, columns: &[&str]| {
        let there: Vec<String> = columns.iter().map(|column| format!("{column} IS NOT NULL")).collect();
        format!("e_kind NOT IN ({kinds}) AND ({})", there.join(" OR "))
    };
    let kinds = "'exposure', 'question', 'completion', 'goal', 'before'";
    let mut wrong = vec![
        format!("e_kind IS NULL OR e_kind NOT IN ({kinds})"),
        wrong_unit(engine),
        WRONG_HOUR.to_owned(),
        "(e_kind = 'before') <> (e_seq IS NULL)".to_owned(),
        outside("e_seq", MAX_SEQUENCE.into()),
        "e_kind = 'exposure' AND e_variation IS NULL".to_owned(),
        ids("e_variation", &plan.variations),
        "e_kind = 'question' AND e_question IS NULL".to_owned(),
        ids("e_question", &plan.questions),
        outside("e_seconds", MAX_SECONDS.into()),
        ids("e_class", &plan.classes),
        words("e_outcome", &mut OUTCOMES.iter().map(Outcome::word)),
        "e_kind IN ('goal', 'before') AND e_goal IS NULL".to_owned(),
        ids("e_goal", &plan.goals),
        outside("e_amount", MAX_AMOUNT),
        only("'exposure'", &["e_variation"]),
        only("'question'", &["e_question", "e_seconds"]),
        only("'completion'", &["e_class", "e_outcome", "e_careless"]),
        only("'goal', 'before'", &["e_goal", "e_amount"]),
    ];
    for (place, (_, known)) in plan.segments.iter().enumerate() {
        let column = format!("e_segment_{place}");
        wrong.push(ids(&column, known));
        wrong.push(only("'exposure'", &[&column]));
    }
    let wrong: Vec<String> = wrong.into_iter().map(|one| format!("({one})")).collect();
    wrong.join("\n    OR ")
}
