//! What the statements about a pack come to, at any time.

use prescreen::Pack;
use prescreen::date::{Date, Instant};

use super::approvers::Approvers;
use super::statement::{Act, Signed};
use crate::Signatures;
use crate::findings::sentences;

/// How many different persons approve a pack before it is served.
pub const APPROVALS: usize = 2;

/// How far a pack has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Fewer than two persons' approvals hold: nothing is opened under it.
    Draft,
    /// It is approved, and its first day is to come.
    Approved,
    /// Sessions are opened under it.
    Active,
    /// What was begun is accepted up to a day; nothing new is opened.
    AcceptedUntil,
    /// Nothing is accepted under it.
    Withdrawn,
}

prescreen::words! {
    State {
        Draft = "draft", Approved = "approved", Active = "active", AcceptedUntil = "accepted_until", Withdrawn = "withdrawn",
    }
}

sentences! {
    /// Why a statement does not count, or a pack is a draft.
    Refusal {
        TooFew = "too-few", "fewer than two persons approved it: let another person sign it (`prescreen pack sign`)";
        SamePerson = "same-person", "one person signed it twice: let a second person sign it with their own key";
        MissingKey = "missing-key", "who signed is not in the list of approvers: add the person's public key there, or let somebody sign who is";
        WrongKey = "wrong-key", "it was signed with another key than the list of approvers has for this person: sign with that key, or correct the list";
        Signature = "signature", "the signature does not fit what was signed: take the line out, and let its person sign again";
        ChangedPack = "changed-pack", "the pack was changed after it was signed: put the signed content back, or let two persons sign the new one";
        Expired = "expired", "an approval, or the key of who gave it, was over: let the person sign again, with a later day";
    }
}

/// A statement that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its line in the file, from 1.
    pub line: usize,
    /// Whose it says that it is.
    pub by: String,
    /// Why.
    pub why: Refusal,
}

/// An approval that holds until its day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Approval {
    by: String,
    until: Option<Date>,
}

/// What was said of a pack, as far as it was signed by who may.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    approvals: Vec<Approval>,
    /// The last day of what was begun; none inside for no such day.
    withdrawn: Option<Option<Date>>,
    refused: Vec<Refused>,
    /// Whether it is served without approvals too.
    waived: bool,
}

/// A pack's state at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackState {
    /// How far it has come.
    pub state: State,
    /// The last day of this state, where one is known.
    pub until: Option<Date>,
    /// Why it is a draft.
    pub why: Option<Refusal>,
}

impl Standing {
    /// Of a pack that nobody has to approve. What is withdrawn is so all the same.
    #[must_use]
    pub fn waived(self) -> Self {
        Self { waived: true, ..self }
    }

    /// What the statements about a pack come to.
    #[must_use]
    pub fn of(pack: &Pack, statements: &[Signed], approvers: &Approvers, signatures: &dyn Signatures) -> Self {
        let mut standing = Self::default();
        for (n, signed) in statements.iter().enumerate() {
            let statement = &signed.statement;
            match refusal(pack, signed, approvers, signatures) {
                Some(why) => {
                    let line = n.saturating_add(1);
                    standing.refused.push(Refused { line, by: statement.by.clone(), why });
                }
                None => match statement.act {
                    Act::Approve => {
                        standing.approvals.push(Approval { by: statement.by.clone(), until: statement.until });
                    }
                    Act::Withdraw => standing.withdraw(statement.until),
                },
            }
        }
        standing
    }

    /// The statements of a list that count: those of persons who may, about this pack as it is.
    pub fn counting<'s>(
        pack: &Pack,
        statements: &'s [Signed],
        approvers: &Approvers,
        signatures: &dyn Signatures,
    ) -> impl Iterator<Item = &'s Signed> {
        statements.iter().filter(|signed| refusal(pack, signed, approvers, signatures).is_none())
    }

    /// Of several withdrawals the strictest counts.
    fn withdraw(&mut self, until: Option<Date>) {
        let strictest = match (self.withdrawn, until) {
            (None, until) => until,
            (Some(before), until) => before.zip(until).map(|(before, until)| before.min(until)),
        };
        self.withdrawn = Some(strictest);
    }

    /// The statements that do not count.
    #[must_use]
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// The different persons whose approvals hold on a day.
    #[must_use]
    pub fn approved_by(&self, day: Date) -> Vec<&str> {
        let mut persons: Vec<&str> = Vec::new();
        for approval in self.approvals.iter().filter(|approval| approval.until.is_none_or(|until| day <= until)) {
            if !persons.contains(&approval.by.as_str()) {
                persons.push(&approval.by);
            }
        }
        persons
    }

    /// The state of its pack at a time, by the days of the pack's time zone.
    #[must_use]
    pub fn state(&self, pack: &Pack, now: Instant) -> PackState {
        let effective = &pack.document().effective;
        let as_of = |state, until| PackState { state, until, why: None };
        let Some(day) = pack.day(now) else { return as_of(State::Withdrawn, None) };
        match self.withdrawn {
            Some(Some(until)) if day <= until => return as_of(State::AcceptedUntil, Some(until)),
            Some(_) => return as_of(State::Withdrawn, None),
            None => {}
        }
        if effective.to.is_some_and(|to| to < day) {
            return as_of(State::Withdrawn, None);
        }
        if !self.waived && self.approved_by(day).len() < APPROVALS {
            return PackState { state: State::Draft, until: None, why: Some(self.lacking(day)) };
        }
        if day < effective.from {
            return as_of(State::Approved, day_before(effective.from));
        }
        as_of(State::Active, effective.to)
    }

    /// Whether what was begun under its pack is still accepted.
    #[must_use]
    pub fn accepts(&self, pack: &Pack, now: Instant) -> bool {
        // Of what ended by the pack's own last day, the core says so by itself.
        self.withdrawn.is_none() || self.state(pack, now).state != State::Withdrawn
    }

    /// Why fewer than two approvals hold on a day.
    fn lacking(&self, day: Date) -> Refusal {
        let over = self.approvals.iter().any(|approval| approval.until.is_some_and(|until| until < day));
        let twice = self.approvals.len() > self.approved_by(day).len();
        match (self.refused.first(), over, twice) {
            (_, true, _) => Refusal::Expired,
            (Some(refused), ..) => refused.why,
            (None, _, true) => Refusal::SamePerson,
            (None, _, false) => Refusal::TooFew,
        }
    }
}

fn day_before(day: Date) -> Option<Date> {
    Date::from_days(day.days().checked_sub(1)?)
}

/// Why a statement does not count.
fn refusal(pack: &Pack, signed: &Signed, approvers: &Approvers, signatures: &dyn Signatures) -> Option<Refusal> {
    let statement = &signed.statement;
    let Some(approver) = approvers.named(&statement.by) else { return Some(Refusal::MissingKey) };
    if approver.key.thumbprint() != statement.key {
        return Some(Refusal::WrongKey);
    }
    if signed.check(signatures, &approver.key).is_err() {
        return Some(Refusal::Signature);
    }
    if statement.pack != *pack.reference() {
        return Some(Refusal::ChangedPack);
    }
    let signed_on = pack.day(statement.at);
    approver.until.is_some_and(|until| signed_on.is_none_or(|day| until < day)).then_some(Refusal::Expired)
}
