//! The invented broker's books, in memory: who is logged in, accounts, profiles, orders.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use prescreen::session::ProfileOnFile;
use serde_json::{json, Value};

use super::customers::Customer;

/// Most logins and sessions that are remembered; when there are more, all are forgotten.
const MAX_REMEMBERED: usize = 10_000;

/// The books.
#[derive(Default)]
pub struct Books {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    logins: BTreeMap<String, &'static str>,
    sessions: BTreeMap<String, Opened>,
    accounts: BTreeMap<&'static str, Account>,
}

/// A screening session that the broker opened.
#[derive(Clone)]
pub struct Opened {
    /// For whom.
    pub customer: &'static str,
    /// The product, for a purchase.
    pub product: Option<&'static str>,
}

/// What the broker keeps about a customer.
#[derive(Clone)]
pub struct Account {
    /// Whether an account is open.
    pub open: bool,
    /// The profile on file.
    pub profile: Option<ProfileOnFile>,
    /// Session to product, for every order that was placed.
    orders: BTreeMap<String, &'static str>,
}

impl Account {
    /// As the broker's pages show it.
    pub fn shown(&self, customer: &Customer) -> Value {
        let orders: Vec<Value> =
            self.orders.iter().map(|(session, product)| json!({ "session": session, "product": product })).collect();
        json!({
            "customer": customer.introduction(),
            "account": if self.open { "open" } else { "none" },
            "profile": self.profile,
            "orders": orders,
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
    pub fn opened(&self, session: String, opened: Opened) {
        let mut inner = self.lock();
        if inner.sessions.len() >= MAX_REMEMBERED {
            inner.sessions.clear();
        }
        inner.sessions.insert(session, opened);
    }

    /// A session of a customer.
    pub fn session(&self, session: &str, customer: &str) -> Option<Opened> {
        self.lock().sessions.get(session).filter(|opened| opened.customer == customer).cloned()
    }

    /// A customer's account, if it was looked at before.
    pub fn account(&self, customer: &str) -> Option<Account> {
        self.lock().accounts.get(customer).cloned()
    }

    /// A customer's account; the first look makes it.
    pub fn account_or(&self, customer: &'static Customer, profile: Option<ProfileOnFile>) -> Account {
        let account = || Account { open: customer.has_account, profile, orders: BTreeMap::new() };
        self.lock().accounts.entry(customer.id).or_insert_with(account).clone()
    }

    /// Opens the account.
    pub fn open_account(&self, customer: &str) {
        self.change(customer, |account| account.open = true);
    }

    /// Keeps a profile on file.
    pub fn keep_profile(&self, customer: &str, profile: ProfileOnFile) {
        self.change(customer, |account| account.profile = Some(profile));
    }

    /// Places an order, once per session.
    pub fn order(&self, customer: &str, session: &str, product: &'static str) {
        self.change(customer, |account| {
            account.orders.insert(session.into(), product);
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
