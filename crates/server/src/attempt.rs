//! A person's attempts under a pack: what is left of them is told at the claim, and one is counted at the commitment.

use prescreen::date::Instant;
use prescreen::facts::OnFile;
use prescreen::id::Id;
use prescreen::pack::Attempt;
use prescreen::pack::schema::Attempts;
use prescreen::{Pack, Session};

use crate::history;
use crate::problem::{Kind, Problem};
use crate::store::{Transaction, attempts};
use crate::wire::answers::{AttemptsLeft, MOST_LEFT};

/// What is left of a person's attempts; none where the class comes from a valid profile on file, which needs none, and on
/// a day before the pack's first.
pub fn left(
    transaction: &Transaction<'_>,
    pack: &Pack,
    session: &Session,
    now: Instant,
) -> Result<Option<AttemptsLeft>, Problem> {
    if is_on_file(pack, session)? {
        return Ok(None);
    }
    let mut past = past(transaction, pack, session, now)?;
    let Some(rule) = pack.day(now).and_then(|day| pack.attempts_on(day)) else { return Ok(None) };
    let offset = pack.document().time_zone.offset_minutes;
    let used = match without_end(rule).next(offset, now, &past) {
        Attempt::Allowed { number, .. } => number.saturating_sub(1),
        Attempt::Exhausted { .. } => return Ok(None),
    };
    let allowed = rule.per_12_months.or(rule.per_day);
    for left in 0..=MOST_LEFT {
        if let Attempt::Exhausted { retry_at } = rule.next(offset, now, &past) {
            let retry_on = retry_at.filter(|_| left == 0).and_then(|at| pack.day(at));
            return Ok(Some(AttemptsLeft { used, allowed, left: Some(left), retry_on }));
        }
        past.push(now);
    }
    Ok(Some(AttemptsLeft { used, allowed, left: None, retry_on: None }))
}

/// Counts the attempt: its number and how many there are. A purchase from a valid profile on file is none.
pub fn count(
    transaction: &Transaction<'_>,
    pack: &Pack,
    session: &Session,
    now: Instant,
) -> Result<(u32, Option<u32>), Problem> {
    if is_on_file(pack, session)? {
        history::check_on_file(transaction, pack, session)?;
        return Ok((0, None));
    }
    let past = past(transaction, pack, session, now)?;
    match pack.next_attempt(now, &past).ok_or(Kind::NotInForce)? {
        Attempt::Allowed { number, of } => {
            attempts::count(transaction, &session.id, &session.subject, &pack.reference().id, now)?;
            Ok((number, of))
        }
        Attempt::Exhausted { retry_at } => {
            Err(Problem::no_attempt_until(retry_at.and_then(|at| Some((at, pack.day(at)?))), now))
        }
    }
}

/// Whether the class comes from a profile on file that is valid on the session's day.
fn is_on_file(pack: &Pack, session: &Session) -> Result<bool, Problem> {
    let day = pack.day(session.now).ok_or(Kind::Storage)?;
    Ok(OnFile::of(pack, session, day).class().is_some())
}

/// What counts towards the pack's limits, in rising order.
fn past(transaction: &Transaction<'_>, pack: &Pack, session: &Session, now: Instant) -> Result<Vec<Instant>, Problem> {
    let together: Vec<&Id> = core::iter::once(&pack.reference().id).chain(&pack.document().attempts_with).collect();
    Ok(attempts::past(transaction, &session.subject, &together, now)?)
}

/// The same rule, which counts in the same window and never ends.
fn without_end(rule: &Attempts) -> Attempts {
    let endless = |limit: Option<u32>| limit.map(|_| u32::MAX);
    Attempts {
        per_day: endless(rule.per_day),
        per_12_months: endless(rule.per_12_months),
        immediate_retakes: None,
        ..rule.clone()
    }
}
