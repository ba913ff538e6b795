//! What of a layout meets nothing in a table: for whoever writes one, who sees by it what a sample does not show.

use super::body::Body;
use super::recognise::clean;
use super::{Field, Match, Phrase, Words};
use crate::table::{Row, Table};

/// A part of a layout that meets nothing, by its JSON pointer, and what stands there.
pub type Unmet = (String, String);

/// The columns, words, rules and phrases of the layout that no cell and no line of the table is, in the layout's order.
#[must_use]
pub fn unmet(table: &Table, found: &Match<'_>) -> Vec<Unmet> {
    let format = found.format;
    let body = Body::of(table, found);
    let mut unmet = Vec::new();
    let columns = format.columns.iter().filter(|(field, _)| found.column(**field).is_none());
    unmet.extend(columns.map(|(field, names)| (format!("/columns/{}", field.word()), names.join("', '"))));
    let names: Vec<&str> = found
        .header
        .and_then(|header| table.row(header))
        .map(|row| row.cells().map(clean).collect())
        .unwrap_or_default();
    let cells = |field: Field| -> Vec<&str> {
        found.column(field).map(|column| body.cells(column).collect()).unwrap_or_default()
    };
    let first: Vec<&str> = table.rows().filter_map(first_cell).collect();
    let (ways, states) = (cells(Field::Direction), cells(Field::Status));
    let status = &format.status;
    let lists: [(&str, &Words, &[&str]); 11] = [
        ("ignored", &format.ignored, &names),
        ("incoming", &format.incoming, &ways),
        ("outgoing", &format.outgoing, &ways),
        ("neutral", &format.neutral, &ways),
        ("status/booked", &status.booked, &states),
        ("status/pending", &status.pending, &states),
        ("status/cancelled", &status.cancelled, &states),
        ("status/partly_refunded", &status.partly_refunded, &states),
        ("status/notice", &status.notice, &states),
        ("ends", &format.ends, &first),
        ("skips", &format.skips, &first),
    ];
    for (name, words, cells) in lists {
        unmet.extend(words.unmet(cells).map(|(place, word)| (format!("/{name}/{place}"), word.to_owned())));
    }
    for (place, rule) in format.kinds.iter().enumerate() {
        let fits = |row: Row<'_>| rule.when.iter().all(|(field, words)| words.matches(found.cell(row, *field)));
        if !body.rows().any(fits) {
            let when = rule.when.iter().map(|(_, words)| words.iter().collect::<Vec<_>>().join("', '"));
            unmet.push((format!("/kinds/{place}"), when.collect::<Vec<_>>().join("' with '")));
        }
    }
    let (preamble, stated) = (body.preamble(found), &format.stated);
    let phrases: [(&str, &[Phrase]); 10] = [
        ("rows", &stated.rows),
        ("incoming", &stated.incoming),
        ("outgoing", &stated.outgoing),
        ("neutral", &stated.neutral),
        ("period", &stated.period),
        ("month", &stated.month),
        ("opening", &stated.opening),
        ("closing", &stated.closing),
        ("account", &stated.account),
        ("currency", &stated.currency),
    ];
    for (name, phrases) in phrases {
        let absent = phrases.iter().enumerate().filter(|(_, phrase)| phrase.find(&preamble).is_none());
        unmet.extend(absent.map(|(place, phrase)| (format!("/stated/{name}/{place}"), phrase.to_string())));
    }
    unmet
}

fn first_cell(row: Row<'_>) -> Option<&str> {
    row.cells().map(clean).find(|cell| !cell.is_empty())
}
