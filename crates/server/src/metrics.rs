//! Counters, latencies and states, in the OpenMetrics text format.
//!
//! Takes what happens, gives the text that a monitoring system fetches. It must never hold a label whose values a
//! stranger chooses.

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::clock::Reading;
use crate::log_writer;
use crate::wire::answers::ClockStanding;

/// Bounds of the buckets of latencies, in seconds: a millisecond to the longest time that a request may take.
const SECONDS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// What was counted since the start.
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    problems: Family<Problem, Counter>,
    refused_connections: Counter<u64, AtomicU64>,
    displaced_connections: Counter<u64, AtomicU64>,
    packs: Gauge,
    reloads: Family<Reload, Counter>,
    clock_behind: Gauge,
    clock_unconfirmed: Gauge,
    clock_gap: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Problem {
    code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reload {
    result: &'static str,
}

/// The lines that the log dropped, which it counts by itself.
#[derive(Debug)]
struct DroppedLines;

impl Default for Metrics {
    /// Nothing counted.
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("prescreen"),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            problems: Family::default(),
            refused_connections: Counter::default(),
            displaced_connections: Counter::default(),
            packs: Gauge::default(),
            reloads: Family::default(),
            clock_behind: Gauge::default(),
            clock_unconfirmed: Gauge::default(),
            clock_gap: Gauge::default(),
        };
        let registry = &mut metrics.registry;
        registry.register("requests", "Answered requests by route and status", metrics.requests.clone());
        registry.register("request_seconds", "Time from a request's head to its answer", metrics.seconds.clone());
        registry.register("problems", "Problems by code", metrics.problems.clone());
        registry.register(
            "connections_refused",
            "Connections for which there was no place",
            metrics.refused_connections.clone(),
        );
        registry.register(
            "connections_displaced",
            "Connections of strangers that gave way to others",
            metrics.displaced_connections.clone(),
        );
        registry.register("packs", "Packs that are known", metrics.packs.clone());
        registry.register("pack_reloads", "Times that the packs were read again, by result", metrics.reloads.clone());
        registry.register(
            "clock_behind_seconds",
            "How far the system clock is behind the highest time ever seen",
            metrics.clock_behind.clone(),
        );
        registry.register(
            "clock_unconfirmed_seconds",
            "How far the system clock is ahead of what is believed",
            metrics.clock_unconfirmed.clone(),
        );
        registry.register(
            "clock_gap_seconds",
            "For how long the store had seen no time when the server started",
            metrics.clock_gap.clone(),
        );
        registry.register_collector(Box::new(DroppedLines));
        metrics
    }
}

impl Metrics {
    /// Counts an answered request by its route template.
    pub fn count(&self, route: &str, status: u16, problem: Option<&'static str>, time: Duration) {
        self.requests.get_or_create(&Request { route: route.into(), status }).inc();
        self.seconds.get_or_create(&Route { route: route.into() }).observe(time.as_secs_f64());
        if let Some(code) = problem {
            self.problems.get_or_create(&Problem { code }).inc();
        }
    }

    /// Counts a connection that was not taken.
    pub fn refuse_connection(&self) {
        self.refused_connections.inc();
    }

    /// Counts a connection that gave way.
    pub fn displace_connection(&self) {
        self.displaced_connections.inc();
    }

    /// Counts a time that the packs were read again.
    pub fn reload(&self, done: bool) {
        let result = if done { "done" } else { "refused" };
        self.reloads.get_or_create(&Reload { result }).inc();
    }

    /// Everything as text, with what the server says of itself.
    pub fn text(&self, packs: usize, clock: &Reading, gap: i64) -> Result<String, fmt::Error> {
        self.clock_gap.set(gap);
        self.packs.set(i64::try_from(packs).unwrap_or(i64::MAX));
        self.clock_behind.set(clock.ahead.min(0).saturating_neg());
        let unconfirmed = if clock.standing == ClockStanding::Unconfirmed { clock.ahead } else { 0 };
        self.clock_unconfirmed.set(unconfirmed);
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

impl Collector for DroppedLines {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let dropped = ConstCounter::new(log_writer::dropped());
        let help = "Lines of the log that nobody took";
        dropped.encode(encoder.encode_descriptor("log_lines_dropped", help, None, MetricType::Counter)?)
    }
}
