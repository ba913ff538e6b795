//! Steps after a verdict: warnings, signatures, cooling-off, in order, by the server's clock.

use crate::date::{Date, Instant};
use crate::facts::OnFile;
use crate::id::Id;
use crate::pack::schema::{Flow, Step, StepKind};
use crate::pack::{FilledDocument, Fills, Pack};
use crate::product;
use crate::session::Session;
use crate::{Code, Error, Mismatch, objects};

use super::claims::Verdict;
use super::jws::{Claims, Kind, Opened};
use crate::terms::{Digest, Nonce, Outcome};

const SECONDS_PER_HOUR: i64 = 3600;

/// The claims of a confirmed step.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Confirmation {
    /// The session's id.
    pub session: Id,
    /// The session's nonce.
    pub nonce: Nonce,
    /// SHA-256 of the verdict's text.
    pub verdict: Digest,
    /// The flow.
    pub flow: Id,
    /// The step.
    pub step: Id,
    /// Hash of the document as it was shown, where the step has one.
    pub document: Option<Digest>,
    /// The locale it was shown in.
    pub locale: String,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Taken {
    /// The flow.
    pub flow: Id,
    /// The step.
    pub step: Id,
    /// Hash of the document as it was shown.
    pub document: Option<Digest>,
    /// The locale it was shown in; none for a step of the firm's back end.
    pub locale: Option<String>,
    /// Server time.
    pub at: Instant,
}

/// The step that comes next.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextStep {
    /// The flow.
    pub flow: Id,
    /// The step.
    pub step: Id,
    /// What it asks for.
    pub kind: StepKind,
    /// The document that is read or signed.
    pub document: Option<Id>,
    /// For `wait`: the first second, by the server's clock, at which it can be confirmed.
    pub not_before: Option<Instant>,
    /// The last second, by the server's clock, at which it can be confirmed: of the days of its flow, or of the pack's
    /// own where they end sooner. What the verdict rests on may end before.
    pub until: Instant,
}

/// How far a session has come since its verdict.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// The pack that the session was pinned to.
    pub pack: &'a Pack,
    /// The session as the server opened it.
    pub session: &'a Session,
    /// The accepted verdict.
    pub verdict: &'a Opened<Verdict>,
    /// When it was accepted, by the server's clock.
    pub accepted: Instant,
    /// The steps taken so far, in order.
    pub taken: &'a [Taken],
}

impl Progress<'_> {
    /// The step that comes next; none when all are taken.
    #[must_use]
    pub fn next(&self) -> Option<NextStep> {
        let (flow, step) = self.next_of_pack()?;
        let before = self.taken.last().map_or(self.accepted, |taken| taken.at);
        let after = |hours: u32| before.0.saturating_add(i64::from(hours).saturating_mul(SECONDS_PER_HOUR));
        Some(NextStep {
            flow: flow.id.clone(),
            step: step.id.clone(),
            kind: step.kind,
            document: step.document.clone(),
            not_before: step.hours.map(|hours| Instant(after(hours))),
            until: self.last_day_of(flow).map_or(self.accepted, |last| self.pack.last_second(last)),
        })
    }

    /// Whether the verdict goes on and no step is left.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.verdict.claims.outcome().goes_on() && self.next_of_pack().is_none()
    }

    /// Opens the confirmation of the next step and checks everything but its signature.
    ///
    /// `now` is the highest server time ever seen. A confirmation that was accepted before is not
    /// for this function: the same bytes get the stored answer.
    ///
    /// # Errors
    /// As [`verify::verdict`](super::verify::verdict) for the form, the key and the claims;
    /// [`Code::Step`] for a step that is not the next one or whose document is another;
    /// [`Code::TooEarly`] while a wait lasts; [`Code::Expired`] as [`Self::still_holds`].
    pub fn confirm(&self, jws: &str, now: Instant) -> Result<(Opened<Confirmation>, Taken), Error> {
        let confirmation = Opened::<Confirmation>::open(jws)?;
        let claims = &confirmation.claims;
        if confirmation.signer != self.verdict.signer {
            return Err(Error::new(Code::Key, "/header/jwk", "signed with another key than the session's"));
        }
        let verdict = &self.verdict.claims;
        let compared = [
            (Mismatch::Session, claims.session == *verdict.session()),
            (Mismatch::Nonce, claims.nonce == verdict.nonce()),
            (Mismatch::Verdict, claims.verdict == self.verdict.hash),
            (Mismatch::Locale, self.pack.document().locales.contains(&claims.locale)),
        ];
        if let Some((mismatch, _)) = compared.iter().find(|(_, same)| !same) {
            return Err(Error::mismatch(*mismatch, "this differs from what the server issued"));
        }
        let next = self.due(&claims.flow, &claims.step, now)?;
        if next.kind == StepKind::Host {
            return Err(out_of_order("/step", "the firm confirms this step"));
        }
        let shown = next.document.as_ref().map(|id| self.document(id, &claims.locale));
        if claims.document != shown.flatten() {
            return Err(Error::mismatch(Mismatch::Document, "the document of this step is another"));
        }
        let taken = Taken {
            flow: next.flow,
            step: next.step,
            document: claims.document,
            locale: Some(claims.locale.clone()),
            at: now,
        };
        Ok((confirmation, taken))
    }

    /// Takes a step that the firm's back end confirms.
    ///
    /// # Errors
    /// [`Code::Step`] when it is not the next one or not the firm's; [`Code::Expired`] as [`Self::still_holds`].
    pub fn confirm_by_host(&self, flow: &Id, step: &Id, now: Instant) -> Result<Taken, Error> {
        let next = self.due(flow, step, now)?;
        if next.kind != StepKind::Host {
            return Err(out_of_order("/step", "the investor confirms this step"));
        }
        Ok(Taken { flow: next.flow, step: next.step, document: None, locale: None, at: now })
    }

    /// Whether what the verdict rests on still holds at a time: the pack is in force, the class on file is valid, the
    /// days of the flow whose step comes next are not over, and class and attested facts lead to nothing stricter than
    /// the verdict, each on that day.
    ///
    /// # Errors
    /// [`Code::Expired`] with what holds no more; none is ever taken back by a later day.
    pub fn still_holds(&self, now: Instant) -> Result<(), Error> {
        let over = |at: &str, message: &str| {
            Err(Error::new(Code::Expired, at, message)
                .help("Open a new session: what was decided rests on an earlier day."))
        };
        let verdict = &self.verdict.claims;
        let Some(day) = self.pack.day(now).filter(|day| self.pack.in_force_on(*day)) else {
            return over("/pack", "the pack is not in force any more");
        };
        if verdict.class_on_file() && OnFile::of(self.pack, self.session, day).class().is_none() {
            return over("/class_on_file", "the profile on file is not valid any more");
        }
        if self.last_day().is_some_and(|last| last < day) {
            return over("/flow", "the days within which these steps end are over");
        }
        // The session's own time was for the verdict.
        let today = Session { now, expires: now.plus(1).unwrap_or(now), ..self.session.clone() };
        let class = verdict.class().and_then(|class| self.pack.compiled().class_of(class));
        let floor = product::floor(self.pack, &today, class, verdict.tier())?;
        if verdict.outcome() < floor.outcome {
            return over("/outcome", "class and attested facts lead to something stricter by now");
        }
        let missing = |flow: &Id| !verdict.flows().contains(flow);
        if verdict.outcome() == Outcome::ProceedAfter && floor.flows.iter().any(missing) {
            return over("/flows", "class and attested facts lead to a further flow by now");
        }
        Ok(())
    }

    /// The last day on which the next step can be confirmed, in the pack's time zone; none when all are taken.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.last_day_of(self.next_of_pack()?.0)
    }

    /// The last of a flow's days, or of the pack's where that is sooner; none outside the calendar.
    fn last_day_of(&self, flow: &Flow) -> Option<Date> {
        let days = i32::try_from(flow.last_of_days()).ok()?;
        let last = Date::from_days(self.pack.day(self.accepted)?.days().checked_add(days)?)?;
        Some(self.pack.document().effective.to.map_or(last, |to| to.min(last)))
    }

    fn due(&self, flow: &Id, step: &Id, now: Instant) -> Result<NextStep, Error> {
        let next = self.next().ok_or_else(|| out_of_order("/step", "every step is taken"))?;
        self.still_holds(now)?;
        if next.flow != *flow {
            return Err(out_of_order("/flow", "another flow comes next"));
        }
        if next.step != *step {
            return Err(out_of_order("/step", "another step comes next"));
        }
        match next.not_before {
            Some(not_before) if now < not_before => {
                Err(Error::new(Code::TooEarly, "/step", "this step can be confirmed later"))
            }
            _ => Ok(next),
        }
    }

    fn next_of_pack(&self) -> Option<(&Flow, &Step)> {
        let document = self.pack.document();
        let flows = self.verdict.claims.flows().iter().filter_map(|id| document.flow(id));
        let mut steps = flows.flat_map(|flow| flow.steps.iter().map(move |step| (flow, step)));
        steps.nth(self.taken.len())
    }

    fn document(&self, id: &Id, locale: &str) -> Option<Digest> {
        shown_document(self.pack, self.session, self.verdict.claims.class(), id.as_str(), locale)
            .map(|shown| shown.hash)
    }
}

/// A document as a session's investor sees it: filled with the class's short name, the id of the
/// product's grade and the product's name, each in the locale and empty where there is none.
/// None where the pack does not have the document, or not in this locale.
#[must_use]
pub fn shown_document(
    pack: &Pack,
    session: &Session,
    class: Option<&Id>,
    id: &str,
    locale: &str,
) -> Option<FilledDocument> {
    let product = session.product.as_ref();
    let fills = Fills {
        class: class.and_then(|class| pack.text(locale, &format!("class.{class}.short"))).unwrap_or_default(),
        grade: product
            .and_then(|sheet| product::grade(pack, sheet.issuer_grade.as_str(), sheet.seller_grade.as_str()))
            .map_or("", Id::as_str),
        product: product.map_or("", |sheet| sheet.name.get(locale).map_or(sheet.id.as_str(), String::as_str)),
    };
    pack.filled_document(id, locale, &fills)
}

impl Claims for Confirmation {
    const KIND: Kind = Kind::Step;
}

objects! {
    Confirmation { session, nonce, verdict, flow, step, document, locale }
    NextStep { flow, step, kind, document, not_before, until }
    Taken { flow, step, document, locale, at }
}

fn out_of_order(at: &str, message: &str) -> Error {
    Error::new(Code::Step, at, message)
}
