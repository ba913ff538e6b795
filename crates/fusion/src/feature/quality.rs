//! How much was seen in this currency, and how far it may be trusted: beside the other features, never in them.

use prescreen::terms::Tier;

use super::Finding;
use super::activity::{Activity, Movement};
use super::catalogue::FeatureId;
use super::coverage::Days;
use super::sample::CASH;
use super::statistics::share;
use crate::category::Category;
use crate::statement::AccountKind;

/// All kinds of accounts.
const KINDS: [AccountKind; 4] = [AccountKind::Bank, AccountKind::Wallet, AccountKind::Card, AccountKind::Broker];

pub fn find(activity: &Activity<'_>, found: &mut Vec<(FeatureId, Finding)>) {
    let cash = activity.accounts.iter().enumerate().filter(|(_, account)| CASH.contains(&account.kind));
    let accounts: Vec<usize> = cash.map(|(position, _)| position).collect();
    let days = Days::of(activity, &accounts);
    let count = i64::try_from(accounts.len()).unwrap_or(i64::MAX);
    let weakest = activity.weakest(&KINDS);
    let movements = activity.movements.iter().map(Movement::evidence);
    let (asked, received) = (days.asked(), days.count());
    let mut put = |id, has, value: i64, tier| found.push((id, Finding::enough(id, has, tier, || Ok(value))));
    put(FeatureId::DaysAsked, asked, asked, weakest);
    put(FeatureId::DaysReceived, count, received, weakest);
    put(FeatureId::DaysMissing, count, asked.saturating_sub(received), weakest);
    let sources = i64::try_from(activity.accounts.len()).unwrap_or(i64::MAX);
    put(FeatureId::SourceCount, sources, sources, weakest);
    put(
        FeatureId::Confidence,
        count,
        confidence(activity, asked, received),
        weakest.map(|tier| movements.fold(tier, Tier::min)),
    );
}

/// The least of three shares; nothing of nothing is no confidence.
fn confidence(activity: &Activity<'_>, asked: i64, received: i64) -> i64 {
    let (mut rows, mut consistent, mut amounts, mut told) = (0_i64, 0_i64, 0_i64, 0_i64);
    for movement in &activity.movements {
        let account = activity.accounts.get(movement.account).map_or(Tier::Declared, |account| account.tier);
        let tier = account.min(movement.evidence());
        rows = rows.saturating_add(1);
        consistent = consistent.saturating_add(i64::from(tier >= Tier::Consistent));
        amounts = amounts.saturating_add(movement.amount);
        if movement.category != Category::Unknown {
            told = told.saturating_add(movement.amount);
        }
    }
    let shares = [share(received, asked), share(consistent, rows), share(told, amounts)];
    shares.into_iter().map(|share| share.unwrap_or(0)).min().unwrap_or(0)
}
