//! What a points table does not say of its model, in sentences that name the feature.

use prescreen::pack::PackDocument;
use prescreen_model::points::{FeaturePoints, LeftOut, Points, Span};

use super::facts;

/// How much smaller another unit is: minor units than an amount's own, basis points than a share, and one beyond.
const UNITS: [f64; 3] = [100.0, 10_000.0, 1_000_000.0];

/// The notes of a table, of which the pack is known or not.
pub fn notes(points: &Points, pack: Option<&PackDocument>) -> Vec<String> {
    let mut notes = missing(points);
    for one in &points.features {
        let name = &one.name;
        if pack.is_some_and(|pack| facts::integer(pack, name).is_none()) {
            notes.push(format!("'{name}': the pack declares no integer of this name, so that its `min` is not known"));
        }
        notes.extend(one.left_out.iter().filter_map(|left_out| note(one, left_out)));
        notes.extend(negative(one));
    }
    notes
}

/// What the model says of missing values, one sentence for all features of a kind.
fn missing(points: &Points) -> Vec<String> {
    let of = |alone: bool| {
        let minds = |one: &&FeaturePoints| one.left_out.contains(&LeftOut::Missing { alone });
        let names: Vec<String> = points.features.iter().filter(minds).map(|one| format!("'{}'", one.name)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let alone = of(true).map(|names| {
        format!(
            "{names}: what the model has for missing values alone is left out; a fact without a value has no points"
        )
    });
    let along = of(false).map(|names| {
        format!("{names}: a missing value goes the way of some number in the model; here it has no points")
    });
    alone.into_iter().chain(along).collect()
}

/// What else is left out of a feature.
fn note(one: &FeaturePoints, left_out: &LeftOut) -> Option<String> {
    let name = &one.name;
    Some(match left_out {
        LeftOut::Missing { .. } => return None,
        LeftOut::Code(code) => {
            let mut note = format!("'{name}': the points of the code {code} are left out; a code is no number");
            if one.span.has(*code) && *code == code.floor() {
                note.push_str("; let the fact's `min` or `max` keep it out, and name the pack with --pack");
            }
            note
        }
        LeftOut::Below(least) => {
            format!("'{name}': bins of what is below {least} are left out, because the fact's `min` is {least}")
        }
        LeftOut::Above(most) => {
            format!("'{name}': bins of what is above {most} are left out, because the fact's `max` is {most}")
        }
        LeftOut::Merged { below, ends } => merged(name, *below, ends),
    })
}

fn merged(name: &str, below: i64, ends: &[f64]) -> String {
    let told: Vec<String> = ends.iter().map(|end| round(*end).to_string()).collect();
    format!(
        "'{name}': the ends {} became one, {below}, because facts are whole numbers, and what the model says between them is \
         lost; in a unit {} times smaller they stay apart (an amount in minor units is 100 times smaller, a share in basis \
         points 10000 times)",
        told.join(", "),
        unit(ends)
    )
}

/// As many digits as tell ends apart; no −0.
fn round(end: f64) -> f64 {
    (end * 1e6).round() / 1e6 + 0.0
}

/// How much smaller a unit has to be to keep ends apart: the least of [`UNITS`] that does.
fn unit(ends: &[f64]) -> f64 {
    let apart = |unit: &f64| {
        ends.windows(2).all(|pair| matches!(pair, [one, other] if (one * unit).ceil() < (other * unit).ceil()))
    };
    let [.., smallest] = UNITS;
    UNITS.into_iter().find(apart).unwrap_or(smallest)
}

/// Numbers below zero alone may be codes, of which nothing says that they are none.
fn negative(one: &FeaturePoints) -> Option<String> {
    let end = one.bins.first()?.below.filter(|end| *end <= 0 && one.span.least == Span::ALL.least)?;
    Some(format!(
        "'{}': there are points for what is below {end}, and the reference counts it; where that is a code, as the −9 of a \
         bureau's file, let the fact have a `min`, and name its pack with --pack",
        one.name
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_as_small_as_it_takes() {
        // 35 and 60 of a hundred; 31.2 and 31.7 of a hundred are between the same two, 3120 and 3170 of ten thousand are not.
        assert_eq!((unit(&[0.35, 0.6]), unit(&[0.312, 0.317]), unit(&[0.000_01, 0.000_02])), (100.0, 1e4, 1e6));
        assert_eq!(round(-1e-35).to_string(), "0");
        assert_eq!(round(f64::from(0.35_f32)).to_string(), "0.35");
    }
}
