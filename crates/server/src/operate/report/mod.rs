//! The de-identified report of a month: how many verdicts came to which class and outcome, for which reason, by pack.
//!
//! Takes the store as it is, gives counts, with those of few people hidden, and the hash of the definition that says what they
//! count. It must never give a count that tells a hidden one, nor one of a month that is not over: the difference of two
//! reports of it would be a report of one day.

mod suppression;
mod table;

use std::collections::BTreeMap;

use prescreen::Pack;
use prescreen::date::{Date, Instant};
use prescreen::terms::{Digest, PackRef};
use prescreen::verdict::{Opened, Verdict};
use serde_json::{Value, json};

use super::{Place, ZONES};
use crate::clock;
use crate::failure::Failure;
use crate::store::{Error, Transaction, packs, sessions};

use table::{Cell, Named, Of, Table};

/// What the report counts, and how: the text whose hash is in it.
pub const DEFINITION: &str = include_str!("definition.md");

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    first: Date,
    next: Date,
}

impl Month {
    /// Reads `YYYY-MM`; none where it is no month.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let first = Date::parse(&[text, "-01"].concat())?;
        Some(Self { first, next: first.add_months(1)? })
    }

    /// `YYYY-MM`.
    #[must_use]
    pub fn text(self) -> String {
        self.first.text().chars().take("YYYY-MM".len()).collect()
    }

    fn has(self, day: Date) -> bool {
        self.first <= day && day < self.next
    }
}

/// Counts the verdicts of a month, while servers run.
///
/// # Errors
/// When the month is not over, or the store cannot be read.
pub fn report(place: &Place, month: Month) -> Result<Value, Failure> {
    let now = clock::system();
    let tables = place.open()?.read(|transaction| counted(transaction, month, now))?;
    let Some(tables) = tables else {
        let message = "the month is not over: what came later would show by comparison; ask when it is over in every \
                       pack's time zone";
        return Err(Failure::new(message));
    };
    let tables: Vec<Value> =
        tables.iter().map(|(pack, table)| json!({ "pack": pack, "cells": shown(table) })).collect();
    let definition = Digest::of(DEFINITION.as_bytes()).text();
    Ok(json!({ "prescreen_report": 1, "month": month.text(), "definition": definition, "tables": tables }))
}

/// The counts by pack; none where the month is not over.
fn counted(transaction: &Transaction<'_>, month: Month, now: Instant) -> Result<Option<Vec<(PackRef, Table)>>, Error> {
    let loaded: Result<Vec<Pack>, Error> =
        packs::texts(transaction)?.iter().map(|text| Pack::load(text).map_err(|_| Error::Content)).collect();
    let loaded: BTreeMap<Digest, Pack> = loaded?.into_iter().map(|pack| (pack.hash(), pack)).collect();
    if loaded.values().any(|pack| pack.day(now).is_none_or(|today| today < month.next)) {
        return Ok(None);
    }
    let (from, to) = (month.first.midnight(ZONES.0), month.next.midnight(ZONES.1));
    let mut tables: BTreeMap<(String, String), (PackRef, Table)> = BTreeMap::new();
    for (text, accepted) in sessions::verdicts(transaction, from, to)? {
        let verdict = Opened::<Verdict>::open(&text).map_err(|_| Error::Content)?.claims;
        let pack = verdict.pack();
        let known = loaded.get(&pack.hash).ok_or(Error::Content)?;
        if known.day(accepted).is_none_or(|day| !month.has(day)) {
            continue;
        }
        let name = (pack.id.to_string(), pack.version.clone());
        let (_, table) = tables.entry(name).or_insert_with(|| (pack.clone(), Table::default()));
        let named = |id: Option<&prescreen::id::Id>| id.map(ToString::to_string);
        table.count(&named(verdict.class()), verdict.outcome().word(), &named(verdict.reasons().first()), 1);
    }
    Ok(Some(tables.into_values().collect()))
}

/// The cells of a table, the hidden ones without their count.
fn shown(table: &Table) -> Vec<Value> {
    let hidden = suppression::hidden(table);
    table.cells().map(|(cell, count)| written(cell, (!hidden.contains(cell)).then_some(count))).collect()
}

fn written(cell: &Cell, count: Option<u64>) -> Value {
    let mut members = serde_json::Map::new();
    let mut put = |name: &str, value: Value| _ = members.insert(name.into(), value);
    let named = |name: &Named| json!(name);
    if let Of::One(class) = &cell.class {
        put("class", named(class));
    }
    if let Of::One((outcome, reason)) = &cell.outcome {
        put("outcome", json!(outcome));
        if let Of::One(reason) = reason {
            put("reason", named(reason));
        }
    }
    put("count", json!(count));
    Value::Object(members)
}
