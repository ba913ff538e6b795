//! The numbers and sums that a CAMT statement states of its entries.
//!
//! Banks count booked entries or all, and sign what undoes an entry either way: what is stated has to be so in one manner
//! for all of it.

use super::super::draft;
use super::super::tree::Element;
use crate::statement::{StatedSum, Statement, Unequal};

/// What an entry adds to the sums.
pub(super) struct Entry {
    /// Minor units, as its own indicator signs them.
    pub signed: i64,
    /// Whether it is booked.
    pub booked: bool,
    /// Whether it is in the statement's currency.
    pub own: bool,
    /// Whether it undoes another.
    pub reversal: bool,
}

/// All entries, money in, money out.
const PARTS: [&str; 3] = ["TtlNtries", "TtlCdtNtries", "TtlDbtNtries"];

/// Numbers of all, in and out, their sums, and in less out.
type Figures<T> = [T; 7];

/// Takes what is stated, and compares it with the entries.
pub(super) fn compare(element: Element<'_, '_>, entries: &[Entry], statement: &mut Statement) {
    let Some(summary) = element.at("TxsSummry") else { return };
    let mut doubt = element.each("TxsSummry").nth(1).map(|again| again.line());
    let mut figure = |path: &str, read: &dyn Fn(&str) -> Option<i64>| {
        let text = summary.text(path);
        let value = read(&text).filter(|_| !text.is_empty());
        if value.is_none() && !text.is_empty() {
            doubt = doubt.or(Some(summary.at(path).unwrap_or(summary).line()));
        }
        value
    };
    let currency = statement.currency;
    let number = |text: &str| text.parse::<u32>().ok().map(i64::from);
    let amount = |text: &str| draft::minor(text, currency).ok();
    let rows = PARTS.map(|part| figure(&[part, "/NbOfNtries"].concat(), &number));
    let sums = PARTS.map(|part| figure(&[part, "/Sum"].concat(), &amount));
    let net = ["TtlNtries/TtlNetNtry/Amt", "TtlNtries/TtlNetNtryAmt"].map(|path| figure(path, &amount));
    let [named, older] = net;
    let sign = summary.first(&["TtlNtries/TtlNetNtry/CdtDbtInd", "TtlNtries/CdtDbtInd"]);
    let net = named.or(older).map(|net| if sign == "DBIT" { net.saturating_neg() } else { net });
    let ([all, incoming, outgoing], [whole, received, spent]) = (rows, sums);
    let stated = [all, incoming, outgoing, whole, received, spent, net];
    let several = entries.iter().any(|entry| !entry.own);
    if several && stated.iter().skip(3).any(Option::is_some) {
        doubt = doubt.or(Some(summary.line()));
    }
    let details = i64::try_from(statement.rows.len()).unwrap_or(i64::MAX);
    let unlike = |booked: bool, turned: bool| {
        let found = figures(entries, booked, turned);
        let [.., of_net] = found;
        stated.iter().zip(found).enumerate().find_map(|(place, (stated, found))| {
            let stated = (*stated)?;
            let fits = match place {
                // The parts of entries may be counted.
                0 => [found, details].contains(&stated),
                1 | 2 => found == stated,
                _ if several => true,
                3 => [found, of_net.saturating_abs()].contains(&stated.saturating_abs()),
                // A net without a sign tells how much.
                6 if sign.is_empty() => found.saturating_abs() == stated.saturating_abs(),
                _ => found == stated,
            };
            (!fits).then_some((place, stated, found))
        })
    };
    let manners = [(true, false), (false, false), (true, true), (false, true)];
    let unlike = manners.map(|(booked, turned)| unlike(booked, turned));
    if let [Some((place, whole, parts)), ..] = unlike
        && unlike.iter().all(Option::is_some)
    {
        let line = summary.line();
        match place {
            0..=2 => doubt = doubt.or(Some(line)),
            _ => statement.stated.unequal = Some(Unequal { line, whole, parts }),
        }
    }
    statement.stated.doubt = statement.stated.doubt.or(doubt);
    let rows_too = statement.rows.len() == entries.len();
    if rows_too && statement.rows.iter().all(|row| row.moved() && row.currency == currency) {
        let rows = rows.map(|rows| rows.and_then(|rows| u32::try_from(rows).ok()));
        let sum = |rows, amount| {
            let sum = StatedSum { rows, amount };
            (sum != StatedSum::default()).then_some(sum)
        };
        let [all, incoming, outgoing] = rows;
        statement.stated.rows = all;
        (statement.stated.incoming, statement.stated.outgoing) = (sum(incoming, received), sum(outgoing, spent));
    }
}

/// What entries come to. `booked`: no others are counted. `turned`: what undoes an entry is signed as the entry was.
fn figures(entries: &[Entry], booked: bool, turned: bool) -> Figures<i64> {
    let mut figures = [0_i64; 7];
    let [all, incoming, outgoing, whole, received, spent, net] = &mut figures;
    let add = |to: &mut i64, more: i64| *to = to.saturating_add(more);
    for entry in entries.iter().filter(|entry| entry.booked || !booked) {
        let signed = if turned && entry.reversal { entry.signed.saturating_neg() } else { entry.signed };
        add(all, 1);
        add(whole, signed.saturating_abs());
        add(net, signed);
        let (rows, sum) = if signed < 0 { (&mut *outgoing, &mut *spent) } else { (&mut *incoming, &mut *received) };
        add(rows, 1);
        add(sum, signed.saturating_abs());
    }
    figures
}
