//! How many requests one host and one session may make: a burst, then a steady rate (GCRA).
//!
//! A host is the peer of the connection; behind a reverse proxy that is the proxy, and the limit is
//! for all who come through it. A session's limit is for browsers: a tab that floods its session
//! must not keep the firm from it.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use prescreen::id::Id;

use crate::problem::{Kind, Problem};

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, MonotonicClock, NoOpMiddleware<std::time::Instant>>;

/// Requests of one host: at once, and per second after that.
const HOST: (u32, u32) = (600, 200);
/// Requests for one session: at once, and per second after that.
const SESSION: (u32, u32) = (40, 5);
/// How often hosts and sessions with a full allowance are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// The allowances.
pub struct Limits {
    hosts: Keyed<IpAddr>,
    sessions: Keyed<Id>,
}

impl Limits {
    /// Full allowances for everyone.
    pub fn new() -> Self {
        Self { hosts: keyed(HOST), sessions: keyed(SESSION) }
    }

    /// Takes one from both allowances.
    pub fn check(&self, host: IpAddr, session: Option<&Id>) -> Result<(), Problem> {
        let now = MonotonicClock.now();
        let over = |wait: Duration| {
            let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX).saturating_add(1);
            Problem::new(Kind::RateLimited).retry_after(seconds)
        };
        self.hosts.check_key(&host).map_err(|until| over(until.wait_time_from(now)))?;
        if let Some(session) = session {
            self.sessions.check_key(session).map_err(|until| over(until.wait_time_from(now)))?;
        }
        Ok(())
    }

    /// Forgets, from time to time, whoever has a full allowance again.
    pub async fn forget(self: Arc<Self>) {
        loop {
            tokio::time::sleep(FORGET_EVERY).await;
            self.hosts.retain_recent();
            self.sessions.retain_recent();
        }
    }
}

fn keyed<K: std::hash::Hash + Eq + Clone>((burst, per_second): (u32, u32)) -> Keyed<K> {
    let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::per_second(at_least_one(per_second)).allow_burst(at_least_one(burst));
    RateLimiter::new(quota, DashMapStateStore::default(), MonotonicClock)
}
