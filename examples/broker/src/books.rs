//! The broker's books, in memory: who is logged in, accounts, profiles, orders, requests.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value, json};

use crate::customers::Customer;
use crate::products::CURRENCY;
use crate::purpose::Purpose;
use crate::requests::{About, Asked, Requests};

/// Most logins and sessions that are remembered; when there are more, all are forgotten.
const MAX_REMEMBERED: usize = 10_000;

/// Most sessions of one customer that are looked after, the newest.
const MAX_OPEN: usize = 50;

/// The books.
#[derive(Default)]
pub struct Books {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    logins: BTreeMap<String, &'static str>,
    sessions: BTreeMap<String, OpenedSession>,
    accounts: BTreeMap<&'static str, Account>,
}

/// A screening session that the broker opened.
#[derive(Clone)]
pub struct OpenedSession {
    /// For whom.
    pub customer: &'static str,
    /// What for.
    pub purpose: Purpose,
    /// The product, for a purchase.
    pub product: Option<&'static str>,
    /// What is applied for, for a permission.
    pub permission: Option<String>,
    /// For how much, in minor units of the product's currency.
    pub amount: Option<u64>,
    /// The claim token, with which the same browser comes back to what waits.
    pub claim_token: String,
    /// When, in seconds since 1970.
    pub at: i64,
    /// Whether the person cancelled it.
    pub cancelled: bool,
    /// Whether what it came to is kept: an older assessment never takes the place of a newer one.
    pub kept: bool,
}

/// A decided session, as the broker read it back.
#[derive(Clone)]
struct Record {
    purpose: Purpose,
    product: Option<&'static str>,
    permission: Option<String>,
    at: i64,
    class: Value,
    outcome: Value,
}

/// An order that was placed.
#[derive(Clone)]
pub struct Order {
    /// The product's id.
    pub product: &'static str,
    /// In minor units of the product's currency.
    pub amount: u64,
    /// When it was placed, in seconds since 1970.
    pub at: i64,
    /// The day on which it is carried out, as `YYYY-MM-DD`.
    pub carried_out_on: String,
}

/// What the broker keeps about a customer.
#[derive(Clone)]
pub struct Account {
    /// Whether an account is open.
    pub open: bool,
    /// The profile on file, as the screening server gave it: handed back when the next session is opened.
    pub profile: Option<Value>,
    /// Permissions that were given, as the facts that hold them.
    pub given: Map<String, Value>,
    /// By session.
    orders: BTreeMap<String, Order>,
    /// By session.
    records: BTreeMap<String, Record>,
    requests: Requests,
}

impl Account {
    /// As the broker's pages show it, with what waits.
    pub fn shown(&self, customer: &Customer, waiting: &[Waiting]) -> Value {
        let placed = self.orders.iter().map(|(session, order)| {
            let Order { product, amount, at, carried_out_on } = order;
            let (currency, on) = (CURRENCY, carried_out_on);
            json!({
                "session": session, "product": product, "amount": amount, "currency": currency, "at": at,
                "state": "placed", "carried_out_on": on,
            })
        });
        let pending = waiting.iter().filter_map(|Waiting { session, opened, ready, steps, next }| {
            let OpenedSession { product, amount, at, .. } = opened;
            Some(json!({
                "session": session, "product": (*product)?, "amount": amount, "currency": CURRENCY, "at": at,
                "state": if *ready { "ready" } else { "pending" }, "steps": steps, "next": next,
            }))
        });
        let mut orders: Vec<Value> = placed.chain(pending).collect();
        orders.sort_by_key(|order| core::cmp::Reverse(order.get("at").and_then(Value::as_i64)));
        let said = |one: &Waiting| {
            json!({
                "session": one.session, "permission": one.opened.permission, "at": one.opened.at, "steps": one.steps,
                "next": one.next,
            })
        };
        let assessment = waiting.iter().find(|one| one.opened.is_assessment()).map(said);
        let applied = waiting.iter().filter(|one| one.opened.permission.is_some()).map(said);
        let applied: Vec<Value> = applied.collect();
        let mut records: Vec<_> = self.records.iter().collect();
        records.sort_by_key(|(_, record)| core::cmp::Reverse(record.at));
        let records: Vec<Value> = records
            .into_iter()
            .map(|(session, Record { purpose, product, permission, at, class, outcome })| {
                json!({
                    "session": session, "purpose": purpose, "product": product, "permission": permission, "at": at,
                    "class": class, "outcome": outcome,
                })
            })
            .collect();
        json!({
            "customer": customer.introduction(),
            "subject": customer.subject(),
            "account": if self.open { "open" } else { "none" },
            "profile": self.profile,
            "orders": orders,
            "records": records,
            "requests": self.requests.shown(),
            "waiting_assessment": assessment,
            "waiting_permissions": applied,
        })
    }
}

/// A session that was decided in favour and is not over.
pub struct Waiting {
    /// Its id.
    pub session: String,
    /// What it is.
    pub opened: OpenedSession,
    /// Whether every step is confirmed, so that an order can be placed.
    pub ready: bool,
    /// The steps that are confirmed, in order: flow, step and when.
    pub steps: Vec<Value>,
    /// The next one: from when and until when it can be confirmed; null where none is left.
    pub next: Value,
}

impl OpenedSession {
    /// Whether it is about the person, and about no product and no permission.
    pub fn is_assessment(&self) -> bool {
        matches!(self.purpose, Purpose::AccountOpening | Purpose::Assessment)
    }

    /// What a request about it is about.
    fn about(&self, session: &str) -> About {
        let permission = self.permission.clone();
        About { session: session.into(), purpose: self.purpose, product: self.product, permission }
    }
}

impl Books {
    /// Notes a login.
    pub fn log_in(&self, token: String, customer: &'static str) {
        let mut inner = self.lock();
        if inner.logins.len() >= MAX_REMEMBERED {
            inner.logins.clear();
        }
        inner.logins.insert(token, customer);
    }

    /// Forgets a login.
    pub fn log_out(&self, token: &str) {
        self.lock().logins.remove(token);
    }

    /// Who is logged in.
    pub fn logged_in(&self, token: &str) -> Option<&'static str> {
        self.lock().logins.get(token).copied()
    }

    /// Notes a session.
    pub fn opened(&self, session: String, opened: OpenedSession) {
        let mut inner = self.lock();
        if inner.sessions.len() >= MAX_REMEMBERED {
            inner.sessions.clear();
        }
        inner.sessions.insert(session, opened);
    }

    /// A session of a customer.
    pub fn session(&self, session: &str, customer: &str) -> Option<OpenedSession> {
        self.lock().sessions.get(session).filter(|opened| opened.customer == customer).cloned()
    }

    /// A customer's sessions that led to no order and were not cancelled, the newest first.
    pub fn open_sessions(&self, customer: &str) -> Vec<(String, OpenedSession)> {
        let inner = self.lock();
        let ordered = inner.accounts.get(customer).map(|account| &account.orders);
        let over = |id: &String| ordered.is_some_and(|orders| orders.contains_key(id));
        let done = |one: &OpenedSession| one.cancelled || (one.kept && one.product.is_none());
        let of = inner.sessions.iter().filter(|(id, one)| one.customer == customer && !done(one) && !over(id));
        let mut open: Vec<_> = of.map(|(id, one)| (id.clone(), one.clone())).collect();
        open.sort_by_key(|(_, one)| core::cmp::Reverse(one.at));
        open.truncate(MAX_OPEN);
        open
    }

    /// Notes that what a session came to is kept; false where it was before.
    pub fn settle(&self, session: &str) -> bool {
        let mut inner = self.lock();
        inner.sessions.get_mut(session).is_some_and(|opened| !core::mem::replace(&mut opened.kept, true))
    }

    /// Keeps a customer's request; of a session that is not known to be theirs it says nothing.
    pub fn ask(&self, customer: &str, asked: Asked, session: Option<&str>, at: i64) {
        let about = session.and_then(|id| Some(self.session(id, customer)?.about(id)));
        self.change(customer, |account| account.requests.ask(asked, about, at));
    }

    /// Keeps that a customer withdrew what waited.
    pub fn withdraw(&self, opened: &OpenedSession, session: &str, at: i64) {
        self.change(opened.customer, |account| account.requests.withdraw(opened.about(session), at));
    }

    /// Cancels a session that led to no order; false where it was cancelled before, or led to one.
    pub fn cancel(&self, customer: &str, session: &str) -> bool {
        let mut inner = self.lock();
        if inner.accounts.get(customer).is_some_and(|account| account.orders.contains_key(session)) {
            return false;
        }
        inner.sessions.get_mut(session).is_some_and(|opened| !core::mem::replace(&mut opened.cancelled, true))
    }

    /// A customer's account, if it was looked at before.
    pub fn account(&self, customer: &str) -> Option<Account> {
        self.lock().accounts.get(customer).cloned()
    }

    /// A customer's account; the first look makes it.
    pub fn account_or(&self, customer: &'static Customer, profile: Option<Value>) -> Account {
        let account = || Account {
            open: customer.has_account,
            profile,
            given: Map::new(),
            orders: BTreeMap::new(),
            records: BTreeMap::new(),
            requests: Requests::default(),
        };
        self.lock().accounts.entry(customer.id).or_insert_with(account).clone()
    }

    /// Opens the account.
    pub fn open_account(&self, customer: &str) {
        self.change(customer, |account| account.open = true);
    }

    /// Keeps a profile on file.
    pub fn keep_profile(&self, customer: &str, profile: Value) {
        self.change(customer, |account| account.profile = Some(profile));
    }

    /// Keeps a permission that was given, as the fact that holds it. A lower level never takes the place of a higher one.
    pub fn give(&self, customer: &str, fact: &str, held: Value) {
        self.change(customer, |account| {
            let before = account.given.get(fact).and_then(Value::as_i64);
            if before.is_none_or(|level| held.as_i64().is_some_and(|now| level < now)) {
                account.given.insert(fact.into(), held);
            }
        });
    }

    /// Places an order, once per session.
    pub fn order(&self, customer: &str, session: &str, order: Order) {
        self.change(customer, |account| {
            account.orders.entry(session.into()).or_insert(order);
        });
    }

    /// Keeps what a session was decided to be.
    pub fn record(&self, session: &str, opened: &OpenedSession, class: Value, outcome: Value) {
        let OpenedSession { purpose, product, ref permission, at, .. } = *opened;
        let record = Record { purpose, product, permission: permission.clone(), at, class, outcome };
        self.change(opened.customer, |account| {
            account.records.insert(session.into(), record);
        });
    }

    fn change(&self, customer: &str, change: impl FnOnce(&mut Account)) {
        if let Some(account) = self.lock().accounts.get_mut(customer) {
            change(account);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
