//! How a mouse moves and clicks. Only the last point is held, as long as the next one is not there.

use super::histogram::Histogram;
use super::input::{Moment, PointerKind};
use super::moments::Moments;
use super::root::root;
use super::typing::per_mille;

/// A rest of 200 ms, or a click, ends a movement.
const REST: u64 = 200_000;
/// Shorter movements have no shape: 48 CSS pixels, in sixteenths.
const SHORTEST: u64 = 48 * 16;
/// Fewer points have no shape.
const FEWEST_POINTS: u32 = 5;
/// Fewer movements say nothing.
const ENOUGH_MOVEMENTS: u64 = 5;
/// Fewer clicks say nothing.
const ENOUGH_CLICKS: u64 = 3;
/// So many moves before a click are an approach.
const APPROACH: u32 = 3;

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Pointer {
    pub(super) moves: u32,
    fractional: u32,
    last: Option<Point>,
    movement: Movement,
    straightness: Moments,
    speeds: Moments,
    intervals: Histogram,
    interval_moments: Moments,
    /// Moves since the last click, and whether they led away from it.
    since_click: u32,
    away: bool,
    clicks: u64,
    jumps: u64,
    centred: u64,
    pressed: Option<Moment>,
    holds: Histogram,
    hold_moments: Moments,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Point {
    at: Moment,
    x: i32,
    y: i32,
}

/// The movement that goes on: its path, and how far its end is from its start.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Movement {
    points: u32,
    path: u64,
    right: i64,
    down: i64,
}

impl Pointer {
    pub(super) const fn new() -> Self {
        Self {
            moves: 0,
            fractional: 0,
            last: None,
            movement: Movement { points: 0, path: 0, right: 0, down: 0 },
            straightness: Moments::new(),
            speeds: Moments::new(),
            intervals: Histogram::new(),
            interval_moments: Moments::new(),
            since_click: 0,
            away: false,
            clicks: 0,
            jumps: 0,
            centred: 0,
            pressed: None,
            holds: Histogram::new(),
            hold_moments: Moments::new(),
        }
    }

    pub(super) fn moved(&mut self, x: i32, y: i32, fractional: bool, now: Moment) {
        let Some(last) = self.last.replace(Point { at: now, x, y }) else { return };
        let (right, down) = (i64::from(x).saturating_sub(last.x.into()), i64::from(y).saturating_sub(last.y.into()));
        if (right, down) == (0, 0) {
            return;
        }
        self.moves = self.moves.saturating_add(1);
        self.fractional = self.fractional.saturating_add(u32::from(fractional));
        self.since_click = self.since_click.saturating_add(1);
        let distance = length(right, down);
        self.away |= distance >= 16;
        let interval = now.saturating_sub(last.at);
        if interval > REST {
            self.end_movement();
            return;
        }
        self.intervals.add(interval);
        self.interval_moments.add(interval);
        // Sixteenths of a pixel per second.
        if let Some(speed) = distance.saturating_mul(1_000_000).checked_div(interval) {
            self.speeds.add(speed);
        }
        let movement = &mut self.movement;
        movement.points = movement.points.saturating_add(1);
        movement.path = movement.path.saturating_add(distance);
        movement.right = movement.right.saturating_add(right);
        movement.down = movement.down.saturating_add(down);
    }

    fn end_movement(&mut self) {
        let Movement { points, path, right, down } = core::mem::take(&mut self.movement);
        if points >= FEWEST_POINTS && path >= SHORTEST {
            self.straightness.add(per_mille(length(right, down), path).unwrap_or(1000).min(1000));
        }
    }

    pub(super) fn pressed(&mut self, pointer: PointerKind, now: Moment) {
        self.end_movement();
        self.pressed = (pointer == PointerKind::Mouse).then_some(now);
    }

    pub(super) fn released(&mut self, now: Moment) {
        if let Some(pressed) = self.pressed.take() {
            let hold = now.saturating_sub(pressed);
            self.holds.add(hold);
            self.hold_moments.add(hold);
        }
    }

    /// A click with the mouse.
    pub(super) fn clicked(&mut self, centred: bool) {
        self.clicks = self.clicks.saturating_add(1);
        self.centred = self.centred.saturating_add(u64::from(centred));
        self.jumps = self.jumps.saturating_add(u64::from(self.away && self.since_click < APPROACH));
        self.since_click = 0;
        self.away = false;
    }

    /// Names and values of what is known.
    pub(super) fn signals(&self) -> [(&'static str, Option<u64>); 9] {
        let shaped = self.straightness.count() >= ENOUGH_MOVEMENTS;
        let of_moves = |value: Option<u64>| value.filter(|_| shaped);
        let of_clicks = |value: Option<u64>| value.filter(|_| self.clicks >= ENOUGH_CLICKS);
        [
            ("pointer-straightness", of_moves(self.straightness.mean())),
            ("pointer-interval-median", of_moves(self.intervals.quantile(500))),
            ("pointer-interval-variation", of_moves(self.interval_moments.variation())),
            ("pointer-speed-variation", of_moves(self.speeds.variation())),
            ("pointer-fractional", of_moves(per_mille(self.fractional.into(), self.moves.into()))),
            ("click-jumps", of_clicks(per_mille(self.jumps, self.clicks))),
            ("click-centred", of_clicks(per_mille(self.centred, self.clicks))),
            ("click-hold-median", of_clicks(self.holds.quantile(500))),
            ("click-hold-variation", of_clicks(self.hold_moments.variation())),
        ]
    }
}

/// Length of a vector, rounded down.
fn length(right: i64, down: i64) -> u64 {
    let (right, down) = (right.unsigned_abs(), down.unsigned_abs());
    root(right.saturating_mul(right).saturating_add(down.saturating_mul(down)))
}
