//! What a customer asked of the broker's people, and what they withdrew. It has no room for free text.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::working_day;
use crate::purpose::Purpose;

/// Most requests of one customer that are kept, the newest.
const MAX_KEPT: usize = 50;

/// What a customer asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Asked {
    /// A call.
    Person,
    /// A second look at a result, by somebody else.
    Objection,
}

impl Asked {
    /// Within how many working days it is answered.
    fn days(self) -> u32 {
        match self {
            Self::Person => 2,
            Self::Objection => 5,
        }
    }
}

/// The session that a request is about, by what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The session's id.
    pub session: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The product, for a purchase.
    pub product: Option<&'static str>,
    /// What was applied for, for a permission.
    pub permission: Option<String>,
}

/// A request that was kept.
#[derive(Debug, Clone)]
struct Request {
    kind: Kind,
    about: Option<About>,
    /// In seconds since 1970.
    at: i64,
}

#[derive(Debug, Clone)]
enum Kind {
    /// It waits for the broker's people, until a day as `YYYY-MM-DD`.
    Asked(Asked, String),
    /// What waited was withdrawn, and nothing more has to be done.
    Withdrawal,
}

/// A customer's requests, in the order in which they came.
#[derive(Debug, Clone, Default)]
pub struct Requests(Vec<Request>);

impl Requests {
    /// Keeps what was asked for. While the same waits for an answer, asking again is no second request.
    pub fn ask(&mut self, asked: Asked, about: Option<About>, at: i64) {
        let same = |one: &Request| matches!(one.kind, Kind::Asked(kind, _) if kind == asked) && one.about == about;
        if !self.0.iter().any(same) {
            self.keep(Request { kind: Kind::Asked(asked, working_day(asked.days())), about, at });
        }
    }

    /// Keeps that something was withdrawn.
    pub fn withdraw(&mut self, about: About, at: i64) {
        self.keep(Request { kind: Kind::Withdrawal, about: Some(about), at });
    }

    fn keep(&mut self, request: Request) {
        if self.0.len() >= MAX_KEPT {
            self.0.remove(0);
        }
        self.0.push(request);
    }

    /// As the broker's pages show them, the newest first.
    pub fn shown(&self) -> Vec<Value> {
        let shown = self.0.iter().rev().map(|Request { kind, about, at }| {
            let (kind, state, answered_by) = match kind {
                Kind::Asked(asked, day) => (json!(asked), "received", Some(day)),
                Kind::Withdrawal => (json!("withdrawal"), "done", None),
            };
            json!({
                "kind": kind, "state": state, "at": at, "answered_by": answered_by,
                "session": about.as_ref().map(|about| &about.session),
                "purpose": about.as_ref().map(|about| about.purpose),
                "product": about.as_ref().and_then(|about| about.product),
                "permission": about.as_ref().and_then(|about| about.permission.as_ref()),
            })
        });
        shown.collect()
    }
}
