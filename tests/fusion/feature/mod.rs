//! What records say, against ledgers that are summed by hand and against another implementation.

mod by_hand;
mod catalogue;
mod corrected;
pub mod end_to_end;
mod from_ledger;
mod handed_over;
mod independent;
mod laws;

use prescreen::date::Date;
use prescreen::terms::Tier;
use prescreen_fusion::category::Category;
use prescreen_fusion::feature::activity::{AccountActivity, Activity, Movement, Side, Trade};
use prescreen_fusion::feature::{FeatureId, Features, Finding, Need};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::AccountKind;

/// A day.
pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|| panic!("a day: {text}"))
}

/// A ledger that is written down.
pub struct Ledger(pub Activity<'static>);

impl Ledger {
    /// Nothing, of an asked period.
    pub fn asked(from: &str, to: &str) -> Self {
        let (accounts, unread, movements, trades) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self(Activity { currency: Currency::CNY, asked: (day(from), day(to)), accounts, unread, movements, trades })
    }

    /// With one more account, consistent.
    pub fn account(mut self, kind: AccountKind, from: &str, to: &str) -> Self {
        let covered = vec![(day(from), day(to))];
        self.0.accounts.push(AccountActivity {
            kind,
            tier: Tier::Consistent,
            disproved: false,
            covered,
            balances: Vec::new(),
        });
        self
    }

    /// With a balance at the end of a day of the last account.
    pub fn balance(mut self, date: &str, amount: i64) -> Self {
        self.0.accounts.last_mut().expect("an account").balances.push((day(date), amount));
        self
    }

    /// With money that came to the last account.
    pub fn incoming(mut self, date: &str, amount: i64, category: Category, payer: &'static str) -> Self {
        self.push(date, amount, true, category, payer);
        self
    }

    /// With money that left the last account.
    pub fn outgoing(mut self, date: &str, amount: i64, category: Category) -> Self {
        self.push(date, amount, false, category, "");
        self
    }

    /// With a movement of the last account.
    pub fn push(&mut self, date: &str, amount: i64, incoming: bool, category: Category, other_side: &'static str) {
        let account = self.0.accounts.len() - 1;
        let (date, tier) = (day(date), Tier::Consistent);
        self.0.movements.push(Movement {
            account,
            date,
            amount,
            incoming,
            category,
            category_before: category,
            incoming_before: incoming,
            tier,
            left_out: false,
            other_side,
        });
    }

    /// With a trade of the last account: code, amount, units held after it, and price in cents.
    pub fn trade(mut self, date: &str, side: Side, code: &'static str, amount: i64, held: i64, price: i64) -> Self {
        let account = self.0.accounts.len() - 1;
        let (held, price) = (Some(held * 100_000_000), Some(price * 1_000_000));
        let (date, tier, left_out) = (day(date), Tier::Consistent, false);
        self.0.trades.push(Trade { account, date, amount, side, code, held, price, tier, left_out });
        self
    }

    /// What is found for a feature.
    pub fn found(&self, id: FeatureId) -> Finding {
        Features::of(&self.0).get(id).unwrap_or_else(|| panic!("it is computed: {id:?}"))
    }

    /// The value that is found.
    pub fn value(&self, id: FeatureId) -> Option<i64> {
        self.found(id).value()
    }

    /// What is missing.
    pub fn lacks(&self, id: FeatureId) -> Option<(Need, i64, i64)> {
        match self.found(id) {
            Finding::NotEnough { of, needs, has } => Some((of, needs, has)),
            Finding::Value { .. } => None,
        }
    }

    /// How well it is evidenced.
    pub fn tier(&self, id: FeatureId) -> Option<Tier> {
        match self.found(id) {
            Finding::Value { tier, .. } => Some(tier),
            Finding::NotEnough { .. } => None,
        }
    }
}

/// A year of a bank account, asked for and covered.
pub fn year() -> Ledger {
    Ledger::asked("2025-01-01", "2025-12-31").account(AccountKind::Bank, "2025-01-01", "2025-12-31")
}

/// The days of a month that months of 2025 begin with.
pub fn months(count: u8) -> impl Iterator<Item = String> {
    (1..=count).map(|month| format!("2025-{month:02}"))
}
