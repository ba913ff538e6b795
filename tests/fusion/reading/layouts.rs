//! A table of every layout that has names, written from the layout: two rows, one in and one out, read back to the cent.

use prescreen_fusion::format::{Answers, Field, Format, Sign};
use prescreen_fusion::money::{Currency, NumberStyle};
use prescreen_fusion::read_file;
use prescreen_fusion::text::NoHost;
use prescreen_fusion::when::DateOrder;

use crate::support::formats;

/// Layouts whose rows more than their names decide; their files are in `tests/vectors/statements` and `tests/fusion`.
const BY_FILES: &[&str] = &["ibkr", "cn-broker", "bocom-credit", "degiro"];

/// A cell that one of a layout's words fits.
fn word<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    words.map(|word| word.trim_matches('*')).find(|word| !word.is_empty()).map(str::to_owned)
}

/// A cell of a row of 12.34, in or out.
fn cell(format: &Format, field: Field, incoming: bool) -> String {
    let amount = match format.numbers {
        Some(NumberStyle::Comma) => "12,34",
        _ => "12.34",
    };
    let minus = match format.amounts.sign {
        Sign::Signed | Sign::SignedOrWords if format.columns.get(&Field::Direction).is_none() => !incoming,
        Sign::OutPositive => incoming,
        _ => false,
    };
    match field {
        Field::Date | Field::ValueDate => match format.day_order {
            Some(DateOrder::DayMonthYear) => "31.01.2026".into(),
            Some(DateOrder::MonthDayYear) => "01/31/2026".into(),
            _ => "2026-01-31".into(),
        },
        Field::Time => "10:11:12".into(),
        Field::Amount => [if minus { "-" } else { "" }, amount].concat(),
        Field::In if incoming => amount.into(),
        Field::Out if !incoming => amount.into(),
        Field::Direction => {
            let words = if incoming { &format.incoming } else { &format.outgoing };
            word(words.iter()).unwrap_or_default()
        }
        Field::Status => word(format.status.booked.iter()).unwrap_or_else(|| "done".into()),
        Field::Currency => {
            let own = format.currencies.iter().map(|(word, _)| word.as_str());
            word(own).unwrap_or_else(|| "CNY".into())
        }
        _ => String::new(),
    }
}

fn file(format: &Format) -> String {
    let fields: Vec<Field> = format.columns.keys().copied().collect();
    let names = fields.iter().map(|field| format.columns.get(field).unwrap()[0].replace("{currency}", "CNY"));
    let row = |incoming: bool| fields.iter().map(|field| cell(format, *field, incoming)).collect::<Vec<_>>().join("|");
    let above: String = format.contains.iter().map(|text| format!("{text}\n")).collect();
    format!("{above}{}\n{}\n{}\n", names.collect::<Vec<_>>().join("|"), row(true), row(false))
}

#[test]
fn every_layout_with_names_reads_a_table_of_its_own() {
    let mut wrong = Vec::new();
    let answers = Answers { currency: Currency::parse("CNY"), ..Answers::default() };
    for format in formats() {
        let id = format.id.to_string();
        if format.headerless || format.instead_of.is_some() || BY_FILES.contains(&id.as_str()) {
            continue;
        }
        let text = file(&format);
        let read = read_file(text.as_bytes(), core::slice::from_ref(&format), answers, &NoHost);
        let found = read.map(|statements| {
            let totals = statements[0].totals();
            (totals.incoming.amount, totals.outgoing.amount)
        });
        if !matches!(found, Ok((1_234, 1_234))) {
            wrong.push(format!("{id}: {found:?}\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
