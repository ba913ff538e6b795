//! From people to cells: counts and exact sums, one whole number a row.

use prescreen::terms::Outcome;

use super::super::counted::part;
use super::super::people::{LATE_HOURS, MOST_SECONDS};
use super::super::plan::{Metric, MetricKind, Plan};
use super::super::statistics::OUTCOMES;
use super::Engine;
use super::events::{WRONG_HOUR, and_in_time, goal, is_ours, is_wrong, segment, wrong_unit};

/// Whether something was received of a person that comes behind the exposure.
const WENT_ON: &str = "p_highest > p_shown";

/// Where a number stands in the result: its part, item and bucket.
pub(in super::super) struct Place(pub &'static str, pub String, pub &'static str);

impl Place {
    fn of(sum: Sum) -> Self {
        Self(sum.part, sum.item, sum.bucket)
    }
}

/// A number that a query adds up: where it stands in the result, and how it comes about.
#[derive(Clone)]
struct Sum {
    part: &'static str,
    item: String,
    bucket: &'static str,
    sum: String,
}

impl Sum {
    fn new(part: &'static str, item: &str, sum: impl Into<String>) -> Self {
        Self { part, item: item.to_owned(), bucket: "", sum: sum.into() }
    }
}

/// Rows that are counted by what they have in common.
struct Count<'a> {
    part: &'static str,
    /// The item and the bucket, by these names of columns or as texts.
    item: String,
    bucket: String,
    /// What phase, variation and the further columns are.
    columns: Vec<(&'a str, String)>,
    from: String,
}

/// The queries whose rows are cells.
pub(super) fn cells(plan: &Plan, engine: Engine) -> Vec<String> {
    let mut queries = vec![
        spread(engine, "events", false, &of_events(plan, engine)),
        spread(engine, "ordered", false, &of_timely()),
        spread(engine, "placed", false, &of_people()),
        spread(engine, "counted", true, &of_arms(plan, engine)),
    ];
    queries.extend(counts(plan, engine).iter().map(|count| count.query(engine)));
    queries
}

/// The rows that are there in any result, whichever engine counts them.
pub(in super::super) fn rows_of_all(plan: &Plan) -> Vec<Place> {
    [of_events(plan, Engine::Duckdb), of_timely(), of_people()].concat().into_iter().map(Place::of).collect()
}

/// The rows that are there of each variation with people in a phase; whichever engine counts them.
pub(in super::super) fn rows_of_arm(plan: &Plan) -> Vec<Place> {
    of_arms(plan, Engine::Duckdb).into_iter().map(Place::of).collect()
}

fn counts<'a>(plan: &Plan, engine: Engine) -> Vec<Count<'a>> {
    let same = |name: &'a str| (name, name.to_owned());
    let count = |part, item: &str, bucket: String, further: Vec<(&'a str, String)>, from: &str| Count {
        part,
        item: item.to_owned(),
        bucket,
        columns: [same("p_phase"), same("p_variation")].into_iter().chain(further).collect(),
        from: from.to_owned(),
    };
    let hour = || engine.text("p_hour");
    let went_on = &format!("counted WHERE {WENT_ON}");
    let mut all = vec![
        count(part::HOUR, "'people'", hour(), vec![same("p_hour")], "counted"),
        count(part::HOUR, "'went_on'", hour(), vec![same("p_hour")], went_on),
    ];
    let crossed = "placed WHERE p_phase IS NOT NULL AND p_variations > 1";
    let nobodys = vec![same("p_phase"), ("p_variation", "''".to_owned())];
    all.push(Count { columns: nobodys, ..count(part::CROSSED, "''", "''".to_owned(), Vec::new(), crossed) });
    for (place, (id, _)) in plan.segments.iter().enumerate() {
        let word = vec![("word", segment(place))];
        all.push(count(part::SEGMENT, &format!("'{id}'"), "COALESCE(word, '')".to_owned(), word, "counted"));
    }
    if !plan.questions.is_empty() {
        let left = "SELECT e_unit, e_question, SUM(e_seconds) AS e_time FROM ordered \
                    WHERE e_kind = 'question' AND e_copy = 1 AND e_early <> 1 GROUP BY e_unit, e_question";
        let from = format!("counted JOIN ({left}) AS questions ON p_unit = e_unit");
        let further = vec![
            same("e_question"),
            ("seconds", format!("CASE WHEN e_time > {MOST_SECONDS} THEN {MOST_SECONDS} ELSE e_time END")),
        ];
        let seconds = format!("COALESCE({}, '')", engine.text("seconds"));
        all.push(count(part::QUESTION, "e_question", seconds, further, &from));
    }
    all
}

impl Count<'_> {
    fn query(&self, engine: Engine) -> String {
        let named: Vec<String> = self.columns.iter().map(|(name, what)| format!("{what} AS {name}")).collect();
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let Self { part, item, bucket, from, .. } = self;
        format!(
            "SELECT p_phase, p_variation, '{part}', {item}, {bucket}, {}\n\
             FROM (SELECT {} FROM {from}) AS parts\nGROUP BY {}",
            engine.text("COUNT(*)"),
            named.join(", "),
            names.join(", ")
        )
    }
}

/// Sums of a table as cells, a row each; of each phase and variation, or of all.
fn spread(engine: Engine, table: &str, by_arm: bool, sums: &[Sum]) -> String {
    let (phase, variation, grouped) =
        if by_arm { ("p_phase", "p_variation", " GROUP BY p_phase, p_variation") } else { ("''", "''", "") };
    let columns: Vec<String> = sums.iter().enumerate().map(|(n, sum)| format!("{} AS c_{n}", sum.sum)).collect();
    let name = |(n, sum): (usize, &Sum)| {
        format!("SELECT {n} AS k, '{}' AS part, '{}' AS item, '{}' AS bucket", sum.part, sum.item, sum.bucket)
    };
    let names: Vec<String> = sums.iter().enumerate().map(name).collect();
    let value = |n: usize| format!("WHEN {n} THEN COALESCE({}, '')", engine.text(&format!("c_{n}")));
    let values: Vec<String> = (0..sums.len()).map(value).collect();
    format!(
        "SELECT phase, variation, part, item, bucket, CASE k\n  {}\nEND AS value\n\
         FROM (SELECT {phase} AS phase, {variation} AS variation,\n  {}\n  FROM {table}{grouped}) AS sums\n\
         CROSS JOIN (\n  {}\n) AS names",
        values.join("\n  "),
        columns.join(",\n  "),
        names.join("\n  UNION ALL ")
    )
}

fn of_events(plan: &Plan, engine: Engine) -> Vec<Sum> {
    let (ours, in_time) = (is_ours(plan), and_in_time(plan));
    let counted = |item, condition: &str| Sum::new(part::EVENTS, item, how_many(condition));
    let mut sums = vec![
        Sum::new(part::EVENTS, "plan", plan.mark().to_string()),
        counted("read", &ours),
        counted("other_experiments", &format!("NOT ({ours})")),
        counted("wrong", &format!("e_experiment IS NULL OR ({ours}) AND ({})", is_wrong(plan, engine))),
        counted("wrong_hours", &format!("({ours}) AND ({WRONG_HOUR})")),
        counted("wrong_units", &format!("({ours}) AND ({})", wrong_unit(engine))),
        Sum::new(
            part::EVENTS,
            "last",
            format!("MAX(CASE WHEN {ours}{in_time} AND e_kind <> 'before' THEN e_hour END)"),
        ),
    ];
    if let Some(end) = in_time.strip_prefix(" AND ") {
        sums.push(counted("too_late", &format!("{ours} AND NOT ({end})")));
    }
    sums
}

fn of_timely() -> Vec<Sum> {
    let counted = |item, condition: &str| Sum::new(part::EVENTS, item, how_many(condition));
    vec![
        counted("repeated", "e_kind <> 'before' AND e_copy > 1"),
        counted("before_exposure", "e_copy = 1 AND e_early = 1"),
    ]
}

fn of_people() -> Vec<Sum> {
    let counted = |item, condition: &str| Sum::new(part::EVENTS, item, how_many(condition));
    vec![
        Sum::new(part::EVENTS, "people", "COUNT(*)"),
        Sum::new(part::EVENTS, "same_number", "SUM(p_different - p_received)"),
        counted("without_exposure", "p_variations = 0"),
        counted("first_exposure_lost", "p_first_lost = 1"),
        counted("outside_phases", "p_variations > 0 AND p_phase IS NULL"),
    ]
}

fn of_arms(plan: &Plan, engine: Engine) -> Vec<Sum> {
    let arm = |item, sum: &str| Sum::new(part::ARM, item, sum);
    let counted = |item, condition: &str| Sum::new(part::ARM, item, how_many(condition));
    let mut sums = vec![
        arm("people", "COUNT(*)"),
        counted("went_on", WENT_ON),
        arm("answered", "SUM(p_answered)"),
        arm("completed", "SUM(p_completed)"),
        counted("careless_known", "p_careless IS NOT NULL"),
        counted("careless", "p_careless = 1"),
        arm("sent", "SUM(COALESCE(p_highest + 1, 0))"),
        arm("lost", "SUM(COALESCE(p_highest + 1 - p_received, 0))"),
        counted("incomplete", "p_highest + 1 > p_received"),
        counted("ahead", "p_least_offset < -1"),
        counted("behind", &format!("p_least_offset > {LATE_HOURS}")),
        counted("late", &format!("p_least_offset <= {LATE_HOURS} AND p_greatest_offset > {LATE_HOURS}")),
    ];
    for class in &plan.classes {
        sums.push(Sum::new(part::CLASS, class.as_str(), how_many(&format!("p_class = '{class}'"))));
    }
    for outcome in OUTCOMES.iter().map(Outcome::word) {
        sums.push(Sum::new(part::OUTCOME, outcome, how_many(&format!("p_outcome = '{outcome}'"))));
    }
    sums.extend(plan.metrics.iter().flat_map(|metric| of_metric(plan, engine, metric)));
    sums
}

fn of_metric(plan: &Plan, engine: Engine, metric: &Metric) -> Vec<Sum> {
    let columns = |named: &Option<_>| plan.goals.iter().position(|other| Some(other) == named.as_ref()).map(goal);
    let [during, before, reached] = columns(&metric.goal).unwrap_or_default();
    let (value, beside) = match metric.kind {
        MetricKind::Completion => ("p_completed".to_owned(), None),
        MetricKind::Goal => (reached, None),
        MetricKind::Amount => (during, Some(before)),
        MetricKind::Ratio => (during, columns(&metric.per).map(|[during, ..]| during)),
    };
    let value = engine.exact(&value);
    let beside = beside.map(|beside| engine.exact(&beside));
    let product = |a: &str, b: &str| format!("SUM({a} * {b})");
    let mut sums = vec![("sum", format!("SUM({value})")), ("sum_squares", product(&value, &value))];
    if let Some(beside) = beside {
        sums.push(("other_sum", format!("SUM({beside})")));
        sums.push(("other_squares", product(&beside, &beside)));
        sums.push(("products", product(&value, &beside)));
    }
    let of_it = |(bucket, sum)| Sum { bucket, ..Sum::new(part::METRIC, metric.id.as_str(), sum) };
    sums.into_iter().map(of_it).collect()
}

fn how_many(condition: &str) -> String {
    format!("SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)")
}
