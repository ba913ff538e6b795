//! A report as one self-contained HTML page, every language after the other, no script.
//!
//! Takes the report's JSON, gives HTML. The layout stands in `report.html`, the words in the crate of experiments.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use prescreen_experiment::analysis::plan::Looks;
use prescreen_experiment::analysis::report::Report;
use prescreen_experiment::told::{self, p_relation, percent, probability, signed_percent};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    locale: &'static str,
    words: serde_json::Value,
    /// The conclusion's sentences.
    said: Vec<String>,
    /// For each phase, its causes.
    causes: Vec<Vec<String>>,
}

/// The page of a report, whose JSON is given too.
///
/// # Errors
/// When the layout lacks what it shows.
pub fn page(report: &Report, json: &serde_json::Value, looks: Looks) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment
        .set_auto_escape_callback(|name| if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None });
    environment.add_filter("whole", |number: f64| format!("{number:.0}"));
    environment.add_filter("plain", plain);
    environment.add_filter("percent", percent);
    environment.add_filter("probability", probability);
    environment.add_filter("p_relation", p_relation);
    environment.add_filter("option", |mean: Option<f64>| mean.map_or_else(|| "–".to_owned(), |mean| plain(mean + 1.0)));
    environment.add_filter("change", change);
    environment.add_filter("bar", |bounds: Value| bar(&bounds));
    environment.add_filter("curve", |found: Value| curve(&found));
    environment.add_template("report.html", include_str!("report.html"))?;
    environment.add_template("sheet.css", include_str!("../sheet/templates/sheet.css"))?;
    let pages: Result<Vec<Page>, Error> =
        told::LANGUAGES.into_iter().map(|locale| of_locale(report, looks, locale)).collect();
    let whole = serde_json::json!({ "report": json, "pages": pages? });
    environment.get_template("report.html")?.render(Serde(whole))
}

fn of_locale(report: &Report, looks: Looks, locale: &'static str) -> Result<Page, Error> {
    let not_json = || Error::new(ErrorKind::BadSerialization, "the words are not JSON");
    Ok(Page {
        locale,
        words: serde_json::from_str(told::words(locale)).map_err(|error| not_json().with_source(error))?,
        said: told::concluded(report, looks, locale).map_err(|_| not_json())?,
        causes: told::causes(report, looks, locale).map_err(|_| not_json())?,
    })
}

/// A number with as many digits as it needs, four at most.
fn plain(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A difference: in percent of the control's value, or in the metric's unit where there is none.
fn change(difference: f64, of_control: Value) -> String {
    if of_control.is_none() { format!("{difference:+.4}") } else { signed_percent(difference) }
}

/// Both intervals as a bar with a line at 0.
fn bar(bounds: &Value) -> Result<String, Error> {
    let number = |name: &str, n: usize| f64::try_from(bounds.get_attr(name)?.get_item(&Value::from(n))?);
    let (low, high) = (number("fixed", 0)?, number("fixed", 1)?);
    let (lowest, highest) = (number("always_valid", 0)?, number("always_valid", 1)?);
    let (from, to) = (lowest.min(low).min(0.0), highest.max(high).max(0.0));
    let place = |value: f64| 100.0 * (value - from) / (to - from).max(f64::MIN_POSITIVE);
    let span = |class: &str, low: f64, high: f64| {
        format!("<i class=\"{class}\" style=\"left:{:.1}%;width:{:.1}%\"></i>", place(low), place(high) - place(low))
    };
    Ok(format!(
        "<div class=\"bar\">{}{}<b style=\"left:{:.1}%\"></b></div>",
        span("always", lowest, highest),
        span("once", low, high),
        place(0.0)
    ))
}

/// Width and height of an item's curve.
const CURVE: [f64; 2] = [240.0, 80.0];

/// How high each group answers an item at each score: a line for each, and a point for each mean.
fn curve(found: &Value) -> Result<String, Error> {
    let points: Vec<Value> = found.get_attr("curve")?.try_iter()?.collect();
    let scores: Vec<f64> =
        points.iter().map(|point| f64::try_from(point.get_attr("score")?)).collect::<Result<_, Error>>()?;
    let (first, last) = (scores.first().copied().unwrap_or(0.0), scores.last().copied().unwrap_or(0.0));
    let highest = (f64::try_from(found.get_attr("options")?)? - 1.0).max(1.0);
    let [width, height] = CURVE;
    let mut drawn = String::new();
    for group in ["reference", "focal"] {
        let mut places: Vec<String> = Vec::new();
        let mut dots = String::new();
        for (point, score) in points.iter().zip(&scores) {
            let mean = point.get_attr(group)?.get_attr("mean")?;
            if mean.is_none() {
                continue;
            }
            let x = width * (score - first) / (last - first).max(1.0);
            let y = height * (1.0 - f64::try_from(mean)? / highest);
            places.push(format!("{x:.1},{y:.1}"));
            dots.push_str(&format!("<circle class=\"{group}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2\"/>"));
        }
        drawn.push_str(&format!("<polyline class=\"{group}\" points=\"{}\"/>{dots}", places.join(" ")));
    }
    Ok(drawn)
}
