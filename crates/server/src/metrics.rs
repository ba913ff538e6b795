//! Counters, in the Prometheus text format.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Reading;
use crate::wire::answers::ClockStanding;

/// What was counted since the start.
#[derive(Default)]
pub struct Metrics {
    counted: Mutex<Counted>,
}

#[derive(Default)]
struct Counted {
    requests: BTreeMap<(String, u16), Requests>,
    problems: BTreeMap<&'static str, u64>,
}

#[derive(Default)]
struct Requests {
    number: u64,
    time: Duration,
}

impl Metrics {
    /// Counts an answered request by its route template.
    pub fn count(&self, route: &str, status: u16, problem: Option<&'static str>, time: Duration) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let requests = counted.requests.entry((route.into(), status)).or_default();
        requests.number = requests.number.saturating_add(1);
        requests.time = requests.time.saturating_add(time);
        if let Some(code) = problem {
            let number = counted.problems.entry(code).or_default();
            *number = number.saturating_add(1);
        }
    }

    /// Everything as text, with what the server says of itself.
    pub fn text(&self, packs: usize, clock: &Reading) -> String {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        let mut line = |line: std::fmt::Arguments<'_>| {
            let _ = writeln!(text, "{line}");
        };
        line(format_args!("# HELP prescreen_requests_total Answered requests by route and status."));
        line(format_args!("# TYPE prescreen_requests_total counter"));
        for ((route, status), requests) in &counted.requests {
            line(format_args!("prescreen_requests_total{{route=\"{route}\",status=\"{status}\"}} {}", requests.number));
        }
        line(format_args!("# HELP prescreen_request_seconds_total Time spent on answered requests."));
        line(format_args!("# TYPE prescreen_request_seconds_total counter"));
        for ((route, status), requests) in &counted.requests {
            let seconds = requests.time.as_secs_f64();
            line(format_args!("prescreen_request_seconds_total{{route=\"{route}\",status=\"{status}\"}} {seconds}"));
        }
        line(format_args!("# HELP prescreen_problems_total Problems by code."));
        line(format_args!("# TYPE prescreen_problems_total counter"));
        for (code, number) in &counted.problems {
            line(format_args!("prescreen_problems_total{{code=\"{code}\"}} {number}"));
        }
        line(format_args!("# HELP prescreen_packs Packs that are loaded."));
        line(format_args!("# TYPE prescreen_packs gauge"));
        line(format_args!("prescreen_packs {packs}"));
        line(format_args!(
            "# HELP prescreen_clock_behind_seconds How far the system clock is behind the highest time ever seen."
        ));
        line(format_args!("# TYPE prescreen_clock_behind_seconds gauge"));
        line(format_args!("prescreen_clock_behind_seconds {}", clock.ahead.min(0).saturating_neg()));
        line(format_args!(
            "# HELP prescreen_clock_unconfirmed_seconds How far the system clock is ahead of what is believed."
        ));
        line(format_args!("# TYPE prescreen_clock_unconfirmed_seconds gauge"));
        let unconfirmed = if clock.standing == ClockStanding::Unconfirmed { clock.ahead } else { 0 };
        line(format_args!("prescreen_clock_unconfirmed_seconds {unconfirmed}"));
        text
    }
}
