//! Rows in the order in which their balances link, and the links that do not hold.
//!
//! A balance need not stand in every row: what happened between two that are stated is one link.

use crate::statement::Row;

/// By how much a row changes the account's balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// By this.
    Known(i64),
    /// By this much, in or out, or not at all: the file does not tell.
    Open(i64),
}

/// A row as the chain sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// The line of the file.
    pub line: u32,
    /// Days since 1970-01-01.
    pub day: i32,
    pub effect: Effect,
    pub balance: Option<i64>,
}

impl Step {
    /// A row that moved; none for one that did not.
    pub(super) fn of(row: &Row, owed: bool) -> Option<Self> {
        if !row.moved() {
            return None;
        }
        let effect = match row.effect {
            Some(effect) if owed => Effect::Known(effect.saturating_neg()),
            Some(effect) => Effect::Known(effect),
            None => Effect::Open(row.amount),
        };
        Some(Self { line: row.line, day: row.date.days(), effect, balance: row.balance })
    }

    /// The balance that it starts from.
    pub(super) fn before(&self) -> Option<i64> {
        match (self.balance, self.effect) {
            (Some(balance), Effect::Known(effect)) => balance.checked_sub(effect),
            _ => None,
        }
    }
}

/// A link that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Break {
    /// The first step since the balance before.
    pub from: usize,
    /// The step whose balance does not follow; the number of steps for the closing.
    pub at: usize,
    pub expected: i64,
    pub found: i64,
}

impl Break {
    /// By how much the balance is off.
    pub(super) fn difference(&self) -> i64 {
        self.found.saturating_sub(self.expected)
    }
}

/// What a walk along the balances found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Links between balances of rows, and from the opening, that hold.
    pub links: u32,
    /// Links that do not, in order; the one to the closing among them.
    pub breaks: Vec<Break>,
    /// Whether the closing follows; none where it is not stated or nothing leads to it.
    pub closing: Option<bool>,
    /// How many steps at the beginning no link covers.
    pub head: usize,
    /// How many steps at the end no link covers.
    pub tail: usize,
    /// Whether a link between could not be made.
    pub open: bool,
}

impl Walk {
    /// Whether links cover every step, but for the first one where no opening is stated.
    pub fn covers(&self, steps: &[Step]) -> bool {
        !self.open && self.tail == 0 && self.head <= 1 && self.head < steps.len()
    }
}

/// What is known of the balance on the way from one that is stated.
#[derive(Clone, Copy)]
struct Since {
    balance: i64,
    from: usize,
    /// One movement whose direction is open.
    open: Option<i64>,
    /// More than one: no link can be made.
    lost: bool,
}

impl Since {
    fn start(balance: i64, from: usize) -> Self {
        Self { balance, from, open: None, lost: false }
    }

    fn then(mut self, effect: Effect) -> Self {
        match effect {
            Effect::Known(effect) => match self.balance.checked_add(effect) {
                Some(balance) => self.balance = balance,
                None => self.lost = true,
            },
            Effect::Open(0) => {}
            Effect::Open(_) if self.open.is_some() => self.lost = true,
            Effect::Open(amount) => self.open = Some(amount),
        }
        self
    }

    /// Whether a balance follows; none where that cannot be told.
    fn leads_to(&self, balance: i64) -> Option<bool> {
        if self.lost {
            return None;
        }
        let off = balance.checked_sub(self.balance)?;
        Some(off == 0 || self.open.is_some_and(|amount| off.checked_abs() == Some(amount)))
    }
}

/// Walks from the opening along all steps to the closing.
pub(super) fn walk(steps: &[Step], opening: Option<i64>, closing: Option<i64>) -> Walk {
    let mut walk = Walk::default();
    let mut since = opening.map(|balance| Since::start(balance, 0));
    for (position, step) in steps.iter().enumerate() {
        let there = since.map(|since| since.then(step.effect));
        let Some(balance) = step.balance else {
            since = there;
            continue;
        };
        match there.map(|there| (there, there.leads_to(balance))) {
            None => walk.head = position.saturating_add(1),
            // A row that may have moved it either way or not at all fits three balances: that is no link.
            Some((there, Some(true))) if there.open.is_some() => walk.open = true,
            Some((_, Some(true))) => walk.links = walk.links.saturating_add(1),
            Some((there, Some(false))) => {
                walk.breaks.push(Break { from: there.from, at: position, expected: there.balance, found: balance });
            }
            Some((_, None)) => walk.open = true,
        }
        since = Some(Since::start(balance, position.saturating_add(1)));
    }
    match (since, closing) {
        (Some(there), Some(closing)) => match there.leads_to(closing) {
            Some(true) if there.open.is_some() => walk.open = true,
            Some(holds) => {
                walk.closing = Some(holds);
                if !holds {
                    let (from, at) = (there.from, steps.len());
                    walk.breaks.push(Break { from, at, expected: there.balance, found: closing });
                }
            }
            None => walk.open = true,
        },
        (Some(there), None) => walk.tail = steps.len().saturating_sub(there.from),
        (None, _) => walk.head = steps.len(),
    }
    walk
}
