//! The page of signals, against the catalogue: every signal once, in its order, with its values and family.

use prescreen::terms::Family;
use prescreen::terms::signals::{CATALOGUE, Signal, SignalKind, SignalUnit};

use super::{cells, page};

#[test]
fn the_page_of_signals_says_what_the_catalogue_says() {
    let page = page("signals.md");
    let rows: Vec<Vec<String>> = rows(&page);
    let stated: Vec<[&str; 4]> = rows.iter().map(|row| [&*row[0], &*row[1], &*row[2], &*row[3]]).collect();
    let values: Vec<[String; 2]> = CATALOGUE.iter().map(values).collect();
    let kept: Vec<[&str; 4]> = CATALOGUE
        .iter()
        .zip(&values)
        .map(|(signal, [values, unit])| [signal.id, family(signal.family), &**values, &**unit])
        .collect();
    assert_eq!(stated, kept);
}

#[test]
fn every_signal_has_a_meaning() {
    let page = page("signals.md");
    for row in rows(&page) {
        assert_eq!(row.len(), 5, "{row:?}");
        assert!(row[4].len() >= 20 && row[4].ends_with('.'), "{row:?}");
    }
}

/// The rows of the page's tables, without their heads.
fn rows(page: &str) -> Vec<Vec<String>> {
    let signals = page.lines().filter(|line| line.starts_with("| `"));
    signals.map(cells).filter(|cells| cells.len() == 5).collect()
}

fn family(family: Family) -> &'static str {
    match family {
        Family::Typing => "typing",
        Family::Pointer => "pointer",
        Family::FieldEntry => "field entry",
        Family::SessionTiming => "session timing",
        Family::Answering => "answering",
        Family::Automation => "automation",
        Family::Coherence => "coherence",
        Family::Influence => "influence",
        Family::Context => "context",
        Family::Record => "record",
    }
}

/// The values that a signal can take, and their unit.
fn values(signal: &Signal) -> [String; 2] {
    match signal.kind {
        SignalKind::Integer { min, max, unit } => {
            let unit = match unit {
                SignalUnit::Count => "count",
                SignalUnit::PerMille => "per mille",
                SignalUnit::Microseconds => "µs",
            };
            [format!("{min} to {max}"), unit.into()]
        }
        SignalKind::Choice(words) => [words.join(", "), "word".into()],
        SignalKind::Boolean => ["true, false".into(), "yes or no".into()],
    }
}
