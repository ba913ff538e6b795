//! A card in other forms: the points table as a part of a pack, and as a plain model.
//!
//! Both hold integers alone. A part names facts, so that column names become ids; its bins are of integers, because a
//! pack's facts are; and it has no points for missing and special values, because a pack says what is done about a fact
//! that is not known.

use serde::Serialize;

use crate::card::Characteristic;
use crate::{Card, Cuts, Kind, Place, Problem};

/// The points table of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Points that everybody starts with.
    pub base: i32,
    /// The characteristics.
    pub characteristics: Vec<PartCharacteristic>,
}

/// A characteristic of a pack's points table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartCharacteristic {
    /// The fact's id: the column's name in small letters, with `-` for what else stands between them.
    pub fact: String,
    /// Mean points of the sample's rows that have a value, rounded down: what a shortfall is measured against.
    pub reference: i32,
    /// Bins of an integer, with rising ends that belong to the next bin; the last has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bins: Vec<PartBin>,
    /// Points of a choice, each option once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<PartOption>,
}

/// A bin of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PartBin {
    /// Its end, which belongs to the next bin; none of the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<i64>,
    /// Its points.
    pub points: i32,
}

/// An option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartOption {
    /// The option's id.
    pub option: String,
    /// Its points.
    pub points: i32,
}

/// A plain model, as `prescreen model convert` reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlainModel {
    scorecard: u32,
    base: i32,
    anchor_points: i32,
    anchor_odds: f64,
    double_odds: i32,
    features: Vec<PlainFeature>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct PlainFeature {
    name: String,
    missing: i32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    special: Vec<PlainSpecial>,
    bins: Vec<PlainBin>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct PlainSpecial {
    value: f64,
    points: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct PlainBin {
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<f64>,
    points: i32,
}

impl Part {
    /// The points table of a card.
    ///
    /// # Errors
    /// With numbers that are no integers, or names of which no id, or the same one twice, can be made.
    pub fn of(card: &Card) -> Result<Self, Problem> {
        let mut characteristics: Vec<PartCharacteristic> = Vec::new();
        for one in &card.characteristics {
            let part = PartCharacteristic::of(one)?;
            if characteristics.iter().any(|other| other.fact == part.fact) {
                return Err(no_id(&one.bins.name, "two columns become the same id"));
            }
            characteristics.push(part);
        }
        Ok(Self { base: card.base, characteristics })
    }
}

impl PartCharacteristic {
    fn of(one: &Characteristic) -> Result<Self, Problem> {
        let name = &one.bins.name;
        let (mut bins, mut options) = (Vec::new(), Vec::new());
        match &one.bins.cuts {
            Cuts::Numbers(breaks) => {
                if !one.integers {
                    let message = "the column has numbers that are no integers, and the facts of a pack are";
                    let help = "count in smaller units, such as basis points or minor units, and bin it anew";
                    return Err(Problem::new(Kind::NotAnInteger, message, help).of(name));
                }
                for place in 0..one.bins.count() {
                    let below = breaks.get(place).map(|end| integer(name, *end)).transpose()?;
                    // No integer is between two breaks that become the same one.
                    if below.is_none() || bins.last().is_none_or(|last: &PartBin| last.below != below) {
                        bins.push(PartBin { below, points: one.points_of(Place::Bin(place)) });
                    }
                }
            }
            Cuts::Groups(groups) => {
                for (place, option) in
                    groups.iter().enumerate().flat_map(|(place, group)| group.iter().map(move |one| (place, one)))
                {
                    let points = one.points_of(Place::Bin(place));
                    let option = id(option)
                        .ok_or_else(|| no_id(name, "a category has no letter or digit of which an id is made"))?;
                    if options.iter().any(|other: &PartOption| other.option == option) {
                        return Err(no_id(name, "two categories become the same id"));
                    }
                    options.push(PartOption { option, points });
                }
            }
        }
        let fact = id(name).ok_or_else(|| no_id(name, "the name has no letter or digit of which an id is made"))?;
        // INVARIANT: a mean of numbers of 32 bits is one.
        let reference = libm::floor(one.mean_points()) as i32;
        Ok(Self { fact, reference, bins, options })
    }
}

impl PlainModel {
    /// The plain model of a card.
    ///
    /// # Errors
    /// With a characteristic that has categories: a model reads numbers.
    pub fn of(card: &Card) -> Result<Self, Problem> {
        let mut features = Vec::new();
        for one in &card.characteristics {
            let Cuts::Numbers(breaks) = &one.bins.cuts else {
                let message = "the characteristic has categories; a model reads numbers";
                let help = "number the categories before they are binned, or write a part of a pack";
                return Err(Problem::new(Kind::NotANumber, message, help).of(&one.bins.name));
            };
            let bin =
                |place: usize| PlainBin { below: breaks.get(place).copied(), points: one.points_of(Place::Bin(place)) };
            let special = one.bins.special.iter().enumerate();
            features.push(PlainFeature {
                name: one.bins.name.clone(),
                missing: one.points_of(Place::Missing),
                special: special
                    .map(|(place, value)| PlainSpecial { value: *value, points: one.points_of(Place::Special(place)) })
                    .collect(),
                bins: (0..one.bins.count()).map(bin).collect(),
            });
        }
        let scale = &card.scale;
        let (anchor_points, anchor_odds, double_odds) = (scale.points, scale.odds, scale.double);
        Ok(Self { scorecard: 1, base: card.base, anchor_points, anchor_odds, double_odds, features })
    }
}

/// A name as an id: small letters and digits, with one `-` for what stands between them, and a word for a sign that a number
/// is nothing without. None where nothing is left.
///
/// ```
/// use prescreen_scorecard::export::id;
///
/// assert_eq!(id("buffer_months").as_deref(), Some("buffer-months"));
/// assert_eq!(id("< 0 DM").as_deref(), Some("under-0-dm"));
/// assert_eq!(id("余额"), None);
/// ```
#[must_use]
pub fn id(name: &str) -> Option<String> {
    let mut spelled = name.to_ascii_lowercase();
    for (sign, word) in SIGNS {
        spelled = spelled.replace(sign, word);
    }
    let words: Vec<&str> =
        spelled.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join("-"))
}

/// Signs that tell one range from another, the longer ones first.
const SIGNS: [(&str, &str); 8] = [
    ("<=", " up to "),
    (">=", " from "),
    ("≤", " up to "),
    ("≥", " from "),
    ("<", " under "),
    (">", " over "),
    ("+", " plus "),
    ("%", " percent "),
];

fn no_id(name: &str, message: &str) -> Problem {
    Problem::new(Kind::Form, message, "name the columns and categories as ids: small letters, digits and '-'").of(name)
}

/// The integer of a break: for integers, a bin up to 2.5 is one up to 3.
fn integer(name: &str, end: f64) -> Result<i64, Problem> {
    let whole = libm::ceil(end);
    // 2^53: every integer up to here is a number of 64 bits, and a pack takes none beyond.
    if whole.abs() < 9_007_199_254_740_992.0 {
        return Ok(whole as i64);
    }
    let message = "a break is beyond the integers of a pack, ±(2^53 − 1)";
    Err(Problem::new(Kind::NotAnInteger, message, "count in larger units").of(name))
}
