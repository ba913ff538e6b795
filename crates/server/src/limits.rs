//! How many requests the firm, one host and one session may make: a burst, then a steady rate (GCRA).
//!
//! Takes who asks, gives leave or the seconds to wait. A stranger's requests must never use up the firm's allowance, nor
//! that of a session whose token or key they do not hold; nor may a tab that floods its session keep the firm from it.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{NotUntil, Quota, RateLimiter};
use prescreen::id::Id;

use crate::client::Host;
use crate::problem::{Kind, Problem};

type Single = RateLimiter<NotKeyed, InMemoryState, MonotonicClock, NoOpMiddleware<std::time::Instant>>;
type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, MonotonicClock, NoOpMiddleware<std::time::Instant>>;

/// Requests with the host credential: at once, and per second after that; more than the sessions that one server decides.
const FIRM: (u32, u32) = (10_000, 5000);
/// Requests of one host: at once, and per second after that.
const HOST: (u32, u32) = (600, 200);
/// Requests that show a session's token or key: at once, and per second after that.
const SESSION: (u32, u32) = (40, 5);
/// Requests of one host to the operator's addresses: at once, and per second after that.
const OPERATOR: (u32, u32) = (20, 5);
/// How often hosts and sessions with a full allowance are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// The allowances.
pub struct Limits {
    firm: Single,
    hosts: Keyed<Host>,
    sessions: Keyed<Id>,
    operators: Keyed<Host>,
}

impl Limits {
    /// Full allowances for everyone.
    pub fn new() -> Self {
        Self {
            firm: RateLimiter::direct_with_clock(quota(FIRM), MonotonicClock),
            hosts: keyed(HOST),
            sessions: keyed(SESSION),
            operators: keyed(OPERATOR),
        }
    }

    /// Takes one from the firm's allowance.
    pub fn firm(&self) -> Result<(), Problem> {
        self.firm.check().map_err(|until| over(&until))
    }

    /// Takes one from a host's allowance.
    pub fn host(&self, host: Host) -> Result<(), Problem> {
        self.hosts.check_key(&host).map_err(|until| over(&until))
    }

    /// Takes one from a session's allowance, for a request that showed the session's token or key. What shows neither
    /// is counted for its host alone: who knows a session's id must not be able to lock its owner out.
    pub fn session(&self, session: &Id) -> Result<(), Problem> {
        self.sessions.check_key(session).map_err(|until| over(&until))
    }

    /// Takes one from what a host has for the operator's addresses.
    pub fn operator(&self, host: Host) -> Result<(), Problem> {
        self.operators.check_key(&host).map_err(|until| over(&until))
    }

    /// Forgets, from time to time, whoever has a full allowance again.
    pub async fn forget(self: Arc<Self>) {
        loop {
            tokio::time::sleep(FORGET_EVERY).await;
            self.hosts.retain_recent();
            self.sessions.retain_recent();
            self.operators.retain_recent();
        }
    }
}

fn keyed<K: std::hash::Hash + Eq + Clone>(allowance: (u32, u32)) -> Keyed<K> {
    RateLimiter::new(quota(allowance), DashMapStateStore::default(), MonotonicClock)
}

fn quota((burst, per_second): (u32, u32)) -> Quota {
    let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(at_least_one(per_second)).allow_burst(at_least_one(burst))
}

fn over(until: &NotUntil<std::time::Instant>) -> Problem {
    let wait = until.wait_time_from(MonotonicClock.now());
    let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX).saturating_add(1);
    Problem::new(Kind::RateLimited).retry_after(seconds)
}
