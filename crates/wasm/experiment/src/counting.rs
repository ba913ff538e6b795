//! Events, or what an engine counted of them, to a report.

use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::{Code, Error};
use prescreen_boundary::answer;
use prescreen_experiment::analysis::counted::Counted;
use prescreen_experiment::analysis::event::MAX_EVENT_BYTES;
use prescreen_experiment::analysis::items::Items;
use prescreen_experiment::analysis::people::{People, USUAL_PEOPLE};
use prescreen_experiment::analysis::plan::Plan;
use prescreen_experiment::analysis::report::{Collecting, Report};
use prescreen_experiment::analysis::rows::{EVENT_HELP, MAX_RESULT_BYTES, RESULT_HELP, Row};
use prescreen_experiment::analysis::statistics::Statistics;
use prescreen_experiment::told;

use crate::plan::ExperimentPlan;
use crate::rows::{Form, Rows};

/// Files, while they come in.
#[wasm_bindgen]
pub struct Counting {
    plan: Rc<Plan>,
    rows: Rows,
    source: Source,
}

/// What the files hold.
enum Source {
    Events(People<Rc<Plan>>),
    Counts(Counted<Rc<Plan>>),
}

#[derive(Serialize)]
struct Reported {
    report: Report,
    /// The report as printed.
    texts: InLanguages<String>,
    said: InLanguages<Said>,
}

/// The same in each language.
#[derive(Serialize)]
struct InLanguages<T> {
    en: T,
    zh: T,
}

/// Sentences of a report, for a page that shows the rest in pictures.
#[derive(Serialize)]
struct Said {
    /// The conclusion.
    conclusion: Vec<String>,
    /// By phase, the causes of its sample ratio, and what was seen though it fits.
    causes: Vec<Vec<String>>,
}

impl<T> InLanguages<T> {
    fn of(said: impl Fn(&str) -> Result<T, Error>) -> Result<Self, Error> {
        Ok(Self { en: said("en")?, zh: said("zh")? })
    }
}

#[wasm_bindgen]
impl Counting {
    /// Events of a plan's experiment; of so many people at most, where the number is said.
    pub fn of_events(plan: &ExperimentPlan, people: Option<u32>) -> Counting {
        let most = people.and_then(|most| usize::try_from(most).ok()).unwrap_or(USUAL_PEOPLE);
        let plan = Rc::clone(&plan.plan);
        let rows = Rows::new(Form { max_bytes: MAX_EVENT_BYTES, help: EVENT_HELP });
        Self { source: Source::Events(People::new(Rc::clone(&plan), most)), rows, plan }
    }

    /// What an engine counted of them.
    pub fn of_counts(plan: &ExperimentPlan) -> Counting {
        let plan = Rc::clone(&plan.plan);
        let rows = Rows::new(Form { max_bytes: MAX_RESULT_BYTES, help: RESULT_HELP });
        Self { source: Source::Counts(Counted::new(Rc::clone(&plan))), rows, plan }
    }

    /// Takes the next piece of a file.
    pub fn push(&mut self, piece: &[u8]) -> JsValue {
        let source = &mut self.source;
        answer(self.rows.push(piece, &mut |row| source.take(row)))
    }

    /// The file is over; another may follow.
    pub fn end(&mut self) -> JsValue {
        let source = &mut self.source;
        answer(self.rows.end(&mut |row| source.take(row)))
    }

    /// The report of everything taken: `{report, texts, said}`. `items` is the JSON text of sums and counts of answers, or empty; `over`
    /// says that collecting is.
    pub fn report(self, items: &str, over: bool) -> JsValue {
        answer(self.reported(items, if over { Collecting::IsOver } else { Collecting::GoesOn }))
    }
}

impl Counting {
    fn reported(self, items: &str, collecting: Collecting) -> Result<Reported, Error> {
        let under_items = |error: Error| Error { at: ["/items", &error.at].concat(), ..error };
        let items = (!items.is_empty()).then(|| Items::read(items, &self.plan).map_err(under_items)).transpose()?;
        let (statistics, bytes) = self.source.statistics()?;
        let report = Report::of(&self.plan, &statistics, items.as_ref(), collecting);
        let looks = self.plan.looks;
        let texts = InLanguages::of(|locale| told::report(&report, looks, locale, bytes))?;
        let said = InLanguages::of(|locale| {
            let conclusion = told::concluded(&report, looks, locale)?;
            Ok(Said { conclusion, causes: told::causes(&report, looks, locale)? })
        })?;
        Ok(Reported { report, texts, said })
    }
}

impl Source {
    fn take(&mut self, row: Row<'_>) -> Result<(), Error> {
        match self {
            Self::Events(people) => people.add_row(row).map_err(|error| match (error.code, &*error.at) {
                (Code::Limit, "/unit") => error.help("raise the option `people`"),
                _ => error,
            }),
            Self::Counts(counted) => counted.add_row(row),
        }
    }

    /// The statistics; beside them the bytes that each person took, where events were counted.
    fn statistics(self) -> Result<(Statistics, Option<usize>), Error> {
        match self {
            Self::Events(people) => {
                let bytes = people.bytes_per_person();
                Ok((people.statistics(), Some(bytes)))
            }
            Self::Counts(counted) => counted.statistics().map(|statistics| (statistics, None)),
        }
    }
}
