//! `compare --on-file`: where a new pack can lead the people who are on file with a class of the one in use.
//!
//! Takes a comparison and the classes on file. A firm has no answers of its people: what is told is where answers that gave
//! a class can lead, and what share of those who answer so; of one person only a new assessment tells.

mod on_file;

use minijinja::value::Serde;
use prescreen::Pack;
use prescreen::id::Id;
use prescreen::terms::PackRef;
use prescreen_prove::{Assumed, Comparison};
use serde::Serialize;
use serde_json::Value as Words;

use self::on_file::OnFile;
use super::{InputError, html, words};

/// The layout of the page, by the name that templates include one another by.
const TEMPLATES: [(&str, &str); 2] = [
    ("reclassification.html", include_str!("reclassification.html")),
    ("sheet.css", include_str!("../sheet/templates/sheet.css")),
];

/// Where everybody on file can come to.
#[derive(Serialize)]
pub struct Reclassification {
    /// How many people are on file.
    people: u64,
    /// Those whose class stays, whatever they answered; whose may change; and whose changes for certain.
    stay: u64,
    may_move: u64,
    move_for_certain: u64,
    /// Those who can come to a higher class.
    may_rise: u64,
    /// Each class on file, in the pack's order.
    classes: Vec<FromClass>,
}

/// The people with one class.
#[derive(Serialize)]
struct FromClass {
    class: Id,
    people: u64,
    /// What the new pack can make of it; empty where no answers give this class.
    to: Vec<ToClass>,
    /// The firm's names for them, where the file has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ids: Vec<String>,
}

/// A class that they can come to.
#[derive(Serialize)]
struct ToClass {
    /// None where their answers then contradict one another.
    class: Option<Id>,
    /// Of those with the class on file, the share who answer so, from 0 to 1.
    share: f64,
    /// That share of the people, rounded.
    expected: u64,
}

impl Reclassification {
    /// Of the people in a file.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn read(path: &str, pack: &Pack, comparison: &Comparison) -> Result<Self, Vec<InputError>> {
        if !comparison.differences.is_empty() {
            return Err(InputError::usage(
                "the packs do not ask the same questions, so that nothing can be said of who is on file: everybody is assessed \
                 anew",
            )
            .into());
        }
        Ok(Self::of(&OnFile::read(path, pack)?, pack, comparison))
    }

    fn of(on_file: &OnFile, pack: &Pack, comparison: &Comparison) -> Self {
        let list = &pack.document().classes.list;
        let rank = |class: &Id| list.iter().position(|one| one == class);
        let mut told = Self {
            people: on_file.total(),
            stay: 0,
            may_move: 0,
            move_for_certain: 0,
            may_rise: 0,
            classes: Vec::new(),
        };
        for class in list {
            let Some(people) = on_file.people.get(class).copied() else { continue };
            let to = destinations(class, people, comparison);
            let stays = to.iter().any(|one| one.class.as_ref() == Some(class));
            let moves = to.is_empty() || to.iter().any(|one| one.class.as_ref() != Some(class));
            let rises = to.iter().any(|one| one.class.as_ref().is_some_and(|to| rank(class) < rank(to)));
            let counted = match (stays, moves) {
                (_, false) => &mut told.stay,
                (true, true) => &mut told.may_move,
                (false, true) => &mut told.move_for_certain,
            };
            *counted = counted.saturating_add(people);
            if rises {
                told.may_rise = told.may_rise.saturating_add(people);
            }
            let ids = on_file.ids.get(class).cloned().unwrap_or_default();
            told.classes.push(FromClass { class: class.clone(), people, to, ids });
        }
        told
    }

    /// Lines for a person.
    pub fn lines(&self) -> String {
        let Self { people, stay, may_move, move_for_certain, may_rise, classes } = self;
        let mut text = format!(
            "\nOn file: {people} people. {stay} keep their class whatever they answered, {may_move} may move, {move_for_certain} \
             move for certain; {may_rise} may rise.\n"
        );
        for FromClass { class, people, to, .. } in classes {
            text.push_str(&format!("{class:>10}   {people} on file\n"));
            for ToClass { class, share, expected } in to {
                let class = class.as_ref().map_or("none", Id::as_str);
                text.push_str(&format!("           → {class:<10} {:>6.2} %, about {expected}\n", share * 100.0));
            }
        }
        text.push_str("Shares are of those who answer so. Of one person only a new assessment tells.\n");
        text
    }

    /// One printable page, once for each locale.
    ///
    /// # Errors
    /// When it cannot be laid out.
    pub fn page(&self, packs: [&Pack; 2], comparison: &Comparison) -> Result<String, Vec<InputError>> {
        let locales = packs[1].document().locales.iter();
        let laid_out = || {
            let sheets = locales.map(|locale| self.sheet(packs, locale)).collect::<Result<Vec<_>, serde_json::Error>>();
            let sheets = sheets.map_err(|error| error.to_string())?;
            let page =
                Page { a: &comparison.a, b: &comparison.b, uniform: comparison.assumes == Assumed::Uniform, sheets };
            let environment = html::environment(&TEMPLATES).map_err(|error| format!("{error:#}"))?;
            let template = environment.get_template("reclassification.html").map_err(|error| format!("{error:#}"))?;
            template.render(Serde(&page)).map_err(|error| format!("{error:#}"))
        };
        laid_out().map_err(|error: String| InputError::usage(&format!("the page cannot be laid out: {error}")).into())
    }

    fn sheet<'a>(&'a self, packs: [&Pack; 2], locale: &'a str) -> Result<Sheet<'a>, serde_json::Error> {
        let words = words::words(locale)?;
        let name = |class: &Id| {
            let key = format!("class.{class}.short");
            let text = packs.iter().find_map(|pack| pack.text(locale, &key));
            text.filter(|text| *text != class.as_str())
                .map_or_else(|| class.to_string(), |text| format!("{text} ({class})"))
        };
        let none = words.pointer("/reclassification/none").and_then(Words::as_str).unwrap_or_default().to_owned();
        let cell = |from: &FromClass, to: &ToClass| Cell {
            class: to.class.as_ref().map_or_else(|| none.clone(), name),
            moves: to.class.as_ref() != Some(&from.class),
            share: format!("{:.2}", to.share * 100.0),
            expected: to.expected,
        };
        let row = |from: &FromClass| Row {
            class: name(&from.class),
            people: from.people,
            to: from.to.iter().map(|to| cell(from, to)).collect(),
        };
        let rows = self.classes.iter().map(row).collect();
        Ok(Sheet { locale, words, told: self, rows })
    }
}

/// Where the new pack leads those with a class.
fn destinations(class: &Id, people: u64, comparison: &Comparison) -> Vec<ToClass> {
    let cells = || comparison.migration.iter().filter(|cell| cell.from.as_ref() == Some(class));
    let total: f64 = cells().map(|cell| cell.share).sum();
    let share = |cell: f64| if total > 0.0 { cell / total } else { 0.0 };
    cells()
        .map(|cell| ToClass {
            class: cell.to.clone(),
            share: share(cell.share),
            expected: rounded(share(cell.share) * in_float(people)),
        })
        .collect()
}

/// As a float, of which about 15 digits are good.
fn in_float(people: u64) -> f64 {
    people as f64
}

/// A count, half up; a share of a count is never negative.
fn rounded(people: f64) -> u64 {
    (people + 0.5) as u64
}

/// What one locale reads.
#[derive(Serialize)]
struct Sheet<'a> {
    locale: &'a str,
    words: Words,
    told: &'a Reclassification,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    class: String,
    people: u64,
    to: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    class: String,
    moves: bool,
    share: String,
    expected: u64,
}

#[derive(Serialize)]
struct Page<'a> {
    a: &'a PackRef,
    b: &'a PackRef,
    uniform: bool,
    sheets: Vec<Sheet<'a>>,
}
