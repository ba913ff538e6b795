//! Server time: never back, and never further ahead than time has passed since the start.
//!
//! Takes the system clock, the machine's own count of seconds and what the store remembers; gives the time that
//! decides. It must never believe a jump ahead before the operator confirmed it, nor any client's time.

use std::cmp::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::{self, SystemTime, UNIX_EPOCH};

use prescreen::date::Instant;

use crate::wire::answers::ClockStanding;

/// How far ahead of its own count a clock may be set, in seconds: what a time service corrects.
const MAX_STEP: i64 = 300;
/// One second in so many may be gained beside it: more than any clock in order drifts.
const DRIFT: i64 = 1000;
/// The longest time for which a store may have stood still, in seconds, before the clock needs to be confirmed: 30 days.
const MAX_PAUSE: i64 = 30 * 86_400;
/// How far the clocks of two machines are apart that a time service keeps, at most, in seconds.
const MAX_SKEW: i64 = 2;
/// How long after it was confirmed the system clock is taken at its word, in seconds.
const CONFIRMED_FOR: i64 = 3600;

/// The clock of a running server.
pub struct Clock {
    state: Mutex<State>,
    gap: i64,
}

struct State {
    /// A time that is believed, and when it was.
    anchor: Instant,
    since: time::Instant,
    /// The highest time that was given.
    highest: Instant,
    /// How often the operator confirmed the clock.
    confirmations: i64,
}

/// What the clock says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The time that decides.
    pub now: Instant,
    /// The system clock less that time, in seconds.
    pub ahead: i64,
    /// Whether the system clock is believed.
    pub standing: ClockStanding,
}

/// What the store remembers of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remembered {
    /// The highest time that was stored.
    pub highest: Instant,
    /// The system clock when the operator confirmed it last.
    pub confirmed: Instant,
    /// How often that was.
    pub confirmations: i64,
}

impl Clock {
    /// The clock at the start.
    pub fn start(remembered: &Remembered) -> Self {
        let Remembered { highest, confirmed, confirmations } = *remembered;
        let system = system();
        let known = highest.0 > 0;
        let jumped = known && system.0.saturating_sub(highest.0) > MAX_PAUSE && !just_confirmed(system, confirmed);
        let anchor = if jumped { highest } else { system.max(highest) };
        let state = State { anchor, since: time::Instant::now(), highest, confirmations };
        let gap = if known { system.0.saturating_sub(highest.0).max(0) } else { 0 };
        Self { state: Mutex::new(state), gap }
    }

    /// For how many seconds the store had seen no time when the server started, by the system clock: nothing but that
    /// clock says so. 0 for a new store, and where the clock was behind.
    pub fn gap(&self) -> i64 {
        self.gap
    }

    /// The time that decides, as far as this server knows it without its store: what other servers on the same store
    /// decided with since it last looked is not in it.
    pub fn now(&self) -> Instant {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let known = Remembered { highest: state.highest, confirmed: Instant(0), confirmations: state.confirmations };
        state.reading(system(), &known).now
    }

    /// Reads the clock; stores nothing. What a transaction decides by it is stored with it.
    pub fn read(&self, remembered: &Remembered) -> Reading {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.reading(system(), remembered)
    }
}

impl State {
    fn reading(&mut self, system: Instant, remembered: &Remembered) -> Reading {
        match remembered.confirmations.cmp(&self.confirmations) {
            // Read before the last confirmation that is known: what it says of time was repaired since.
            Ordering::Less => {}
            Ordering::Equal => self.highest = self.highest.max(remembered.highest),
            Ordering::Greater => {
                self.confirmations = remembered.confirmations;
                if just_confirmed(system, remembered.confirmed) {
                    (self.anchor, self.since) = (system, time::Instant::now());
                    self.highest = remembered.highest;
                }
            }
        }
        let elapsed = i64::try_from(self.since.elapsed().as_secs()).unwrap_or(i64::MAX);
        let counted = self.anchor.0.saturating_add(elapsed);
        let believable = counted.saturating_add(MAX_STEP).saturating_add(elapsed.checked_div(DRIFT).unwrap_or(0));
        let believed = system.0 <= believable;
        let now = Instant(if believed { system.0 } else { counted }).max(self.highest);
        self.highest = now;
        let ahead = system.0.saturating_sub(now.0);
        let standing = match (believed, ahead.saturating_add(MAX_SKEW)) {
            (false, _) => ClockStanding::Unconfirmed,
            (true, ..0) => ClockStanding::Behind,
            (true, _) => ClockStanding::Believed,
        };
        Reading { now, ahead, standing }
    }
}

impl Remembered {
    /// What a command beside the server decides with, which counts no seconds itself. A server that runs stores the time at
    /// least every half minute: where the system clock is further ahead than a time service corrects, no server runs, or
    /// it does not believe that clock.
    pub fn reading(&self, system: Instant) -> Reading {
        let ahead = system.0.saturating_sub(self.highest.0);
        let standing = if ahead.saturating_add(MAX_SKEW) < 0 {
            ClockStanding::Behind
        } else if ahead <= MAX_STEP || just_confirmed(system, self.confirmed) {
            ClockStanding::Believed
        } else {
            ClockStanding::Unconfirmed
        };
        let now = if standing == ClockStanding::Unconfirmed { self.highest } else { system.max(self.highest) };
        Reading { now, ahead, standing }
    }

    /// From the columns of the clock's row.
    pub fn new(highest: i64, confirmed: i64, confirmations: i64) -> Self {
        Self { highest: Instant(highest), confirmed: Instant(confirmed), confirmations }
    }
}

fn just_confirmed(system: Instant, confirmed: Instant) -> bool {
    system.0.saturating_sub(confirmed.0).saturating_abs() <= CONFIRMED_FOR
}

/// The system clock; 1970 when it is before that.
pub fn system() -> Instant {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant(i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_800_000_000;

    fn state() -> State {
        State { anchor: Instant(NOON), since: time::Instant::now(), highest: Instant(NOON), confirmations: 0 }
    }

    fn remembered(highest: i64, confirmed: i64, confirmations: i64) -> Remembered {
        Remembered { highest: Instant(highest), confirmed: Instant(confirmed), confirmations }
    }

    #[test]
    fn steps_that_add_up_to_a_jump_are_not_believed() {
        let mut state = state();
        let readings: Vec<Reading> =
            (1..=100).map(|n| state.reading(Instant(NOON + 200 * n), &remembered(NOON, 0, 0))).collect();
        assert!(readings.iter().all(|reading| reading.now.0 <= NOON + MAX_STEP + 5));
        assert_eq!(readings[99].standing, ClockStanding::Unconfirmed);
    }

    #[test]
    fn a_confirmation_is_for_the_clock_that_was_confirmed() {
        let (year, mut state) = (365 * 86_400, state());
        let other = state.reading(Instant(NOON + 2 * year), &remembered(NOON, NOON + year, 1));
        assert_eq!(other.standing, ClockStanding::Unconfirmed);
        let confirmed = state.reading(Instant(NOON + year + 5), &remembered(NOON, NOON + year, 2));
        assert_eq!((confirmed.now.0, confirmed.standing), (NOON + year + 5, ClockStanding::Believed));
    }

    #[test]
    fn what_was_read_before_a_confirmation_changes_nothing_after_it() {
        let mut state = state();
        let future = NOON + 5 * 365 * 86_400;
        let stale = remembered(future, 0, 0);
        assert_eq!(state.reading(Instant(NOON), &stale).now.0, future);
        let repaired = remembered(NOON + 1, NOON + 1, 1);
        for _ in 0..2 {
            assert_eq!(state.reading(Instant(NOON + 1), &repaired).now.0, NOON + 1);
            // Another thread, whose transaction began before.
            for _ in 0..2 {
                let late = state.reading(Instant(NOON + 1), &stale);
                assert_eq!((late.now.0, late.standing), (NOON + 1, ClockStanding::Believed));
            }
        }
        // One confirmation is believed once: a jump after it is not, whoever reads meanwhile.
        state.reading(Instant(NOON + 1), &stale);
        assert_eq!(state.reading(Instant(NOON + 2000), &repaired).standing, ClockStanding::Unconfirmed);
    }

    #[test]
    fn time_that_was_repaired_goes_on_from_the_right_one() {
        let mut state = state();
        state.highest = Instant(NOON + 86_400);
        assert_eq!(state.reading(Instant(NOON), &remembered(NOON, 0, 0)).standing, ClockStanding::Behind);
        let repaired = state.reading(Instant(NOON + 1), &remembered(NOON, NOON, 1));
        assert_eq!((repaired.now.0, repaired.standing), (NOON + 1, ClockStanding::Believed));
    }
}
