//! The broker's books, in memory: who is logged in, accounts, profiles, orders.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::customers::Customer;

/// Most logins and sessions that are remembered; when there are more, all are forgotten.
const MAX_REMEMBERED: usize = 10_000;

/// What a customer is screened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The first assessment, with the opening of an account.
    AccountOpening,
    /// A new assessment.
    Assessment,
    /// Buying a product.
    Purchase,
}

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
    /// The claim token, with which the same browser comes back to an unfinished purchase.
    pub claim_token: String,
    /// When, in seconds since 1970.
    pub at: i64,
}

/// A decided session, as the broker read it back.
#[derive(Clone)]
struct Record {
    purpose: Purpose,
    at: i64,
    class: Value,
    outcome: Value,
}

/// An order that was placed.
#[derive(Clone)]
struct Order {
    product: &'static str,
    at: i64,
}

/// What the broker keeps about a customer.
#[derive(Clone)]
pub struct Account {
    /// Whether an account is open.
    pub open: bool,
    /// The profile on file, as the screening server gave it: handed back when the next session is opened.
    pub profile: Option<Value>,
    /// By session.
    orders: BTreeMap<String, Order>,
    /// By session.
    records: BTreeMap<String, Record>,
}

impl Account {
    /// As the broker's pages show it, with purchases whose steps are not all taken.
    pub fn shown(&self, customer: &Customer, pending: &[(String, OpenedSession)]) -> Value {
        let placed = self.orders.iter().map(|(session, order)| (session, order.product, order.at, "placed"));
        let pending =
            pending.iter().filter_map(|(session, opened)| Some((session, opened.product?, opened.at, "pending")));
        let mut orders: Vec<_> = placed.chain(pending).collect();
        orders.sort_by_key(|(.., at, _)| core::cmp::Reverse(*at));
        let orders: Vec<Value> = orders
            .into_iter()
            .map(|(session, product, at, state)| json!({ "session": session, "product": product, "at": at, "state": state }))
            .collect();
        let mut records: Vec<_> = self.records.iter().collect();
        records.sort_by_key(|(_, record)| core::cmp::Reverse(record.at));
        let records: Vec<Value> = records
            .into_iter()
            .map(|(session, Record { purpose, at, class, outcome })| {
                json!({ "session": session, "purpose": purpose, "at": at, "class": class, "outcome": outcome })
            })
            .collect();
        json!({
            "customer": customer.introduction(),
            "account": if self.open { "open" } else { "none" },
            "profile": self.profile,
            "orders": orders,
            "records": records,
        })
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

    /// Purchases of a customer that led to no order: the last one of each product.
    pub fn unfinished(&self, customer: &str) -> Vec<(String, OpenedSession)> {
        let inner = self.lock();
        let ordered = inner.accounts.get(customer).map(|account| &account.orders);
        let mut last: BTreeMap<&'static str, (String, OpenedSession)> = BTreeMap::new();
        for (session, opened) in &inner.sessions {
            let Some(product) = opened.product.filter(|_| opened.customer == customer) else { continue };
            let placed = ordered.is_some_and(|orders| orders.contains_key(session));
            if !placed && last.get(product).is_none_or(|(_, other)| other.at <= opened.at) {
                last.insert(product, (session.clone(), opened.clone()));
            }
        }
        last.into_values().collect()
    }

    /// A customer's account, if it was looked at before.
    pub fn account(&self, customer: &str) -> Option<Account> {
        self.lock().accounts.get(customer).cloned()
    }

    /// A customer's account; the first look makes it.
    pub fn account_or(&self, customer: &'static Customer, profile: Option<Value>) -> Account {
        let account =
            || Account { open: customer.has_account, profile, orders: BTreeMap::new(), records: BTreeMap::new() };
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

    /// Places an order, once per session.
    pub fn order(&self, customer: &str, session: &str, product: &'static str, at: i64) {
        self.change(customer, |account| {
            account.orders.entry(session.into()).or_insert(Order { product, at });
        });
    }

    /// Keeps what a session was decided to be.
    pub fn record(&self, session: &str, opened: &OpenedSession, class: Value, outcome: Value) {
        let record = Record { purpose: opened.purpose, at: opened.at, class, outcome };
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
