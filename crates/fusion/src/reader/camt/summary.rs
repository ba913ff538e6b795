//! The numbers and sums that a CAMT statement states of its entries: of all, and of those of a bank transaction code.
//!
//! Banks count booked entries or all, and sign what undoes an entry either way: what is stated has to be so in one manner
//! for all of it.

use std::borrow::Cow;

use super::super::draft;
use super::super::tree::Element;
use super::is_true;
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
    /// How many rows it is.
    pub rows: usize,
}

/// Numbers of all, in and out, their sums, and in less out.
type Figures<T> = [T; 7];

/// What is stated of some of the entries.
struct Stated<'e> {
    line: u32,
    figures: Figures<Option<i64>>,
    /// Whether it is said which way the net goes.
    signed: bool,
    of: Vec<&'e Entry>,
    /// Those of them that go the way that stands beside a code's totals, which may be of that way alone.
    one_way: Vec<&'e Entry>,
}

/// Takes what is stated, and compares it with the entries.
pub(super) fn compare(element: Element<'_, '_>, entries: &[Entry], statement: &mut Statement) {
    let Some(summary) = element.at("TxsSummry") else { return };
    let mut doubt = element.each("TxsSummry").nth(1).map(|again| again.line());
    let [all, incoming, outgoing] = ["TtlNtries", "TtlCdtNtries", "TtlDbtNtries"].map(|part| summary.at(part));
    let mut stated = vec![read(summary, [all, incoming, outgoing], entries.iter().collect(), statement, &mut doubt)];
    let mut groups = summary.each("TtlNtriesPerBkTxCd").filter(|group| !is_true(*group, "FcstInd")).peekable();
    let codes: Vec<Code<'_>> = match groups.peek() {
        Some(_) => element.each("Ntry").map(code_of_entry).collect(),
        None => Vec::new(),
    };
    // An entry without a code may be of any.
    let coded = codes.iter().all(|code| code.iter().any(|part| !part.is_empty()));
    for group in groups.filter(|_| coded) {
        let listed = code(group);
        // What names none is of no code; a coarse one is of all that are finer.
        let is_of =
            |of: &[Cow<'_, str>; 4]| of.iter().zip(&listed).all(|(of, listed)| listed.is_empty() || of == listed);
        let of = entries.iter().zip(&codes).filter(|(_, code)| is_of(code)).map(|(entry, _)| entry).collect();
        let mut of_code =
            read(group, [Some(group), group.at("CdtNtries"), group.at("DbtNtries")], of, statement, &mut doubt);
        if let Some(way) = group.at("CdtDbtInd") {
            let debit = way.value() == "DBIT";
            of_code.one_way.extend(of_code.of.iter().filter(|entry| (entry.signed < 0) == debit));
        }
        stated.push(of_code);
    }
    let several = entries.iter().any(|entry| !entry.own);
    let sums = |stated: &&Stated<'_>| stated.figures.iter().skip(3).any(Option::is_some);
    if let Some(stated) = stated.iter().filter(|_| several).find(sums) {
        doubt = doubt.or(Some(stated.line));
    }
    let manners = [(true, false), (false, false), (true, true), (false, true)];
    let unlike = manners.map(|manner| stated.iter().find_map(|stated| stated.unlike(manner, several)));
    if let [Some((place, unequal)), ..] = unlike
        && unlike.iter().all(Option::is_some)
    {
        match place {
            0..=2 => doubt = doubt.or(Some(unequal.line)),
            _ => statement.stated.unequal = Some(unequal),
        }
    }
    statement.stated.doubt = statement.stated.doubt.or(doubt);
    let rows_too = statement.rows.len() == entries.len();
    if rows_too && statement.rows.iter().all(|row| row.moved() && row.currency == statement.currency) {
        let [all, incoming, outgoing, _, received, spent, _] =
            stated.first().map(|all| all.figures).unwrap_or_default();
        let rows = |rows: Option<i64>| rows.and_then(|rows| u32::try_from(rows).ok());
        let sum = |number, amount| {
            let sum = StatedSum { rows: rows(number), amount };
            (sum != StatedSum::default()).then_some(sum)
        };
        statement.stated.rows = rows(all);
        (statement.stated.incoming, statement.stated.outgoing) = (sum(incoming, received), sum(outgoing, spent));
    }
}

/// Where the way of a net stands.
const SIGN: [&str; 2] = ["TtlNetNtry/CdtDbtInd", "CdtDbtInd"];

/// A bank transaction code: domain, family, part of the family, the bank's own.
type Code<'a> = [Cow<'a, str>; 4];

fn code<'a>(holder: Element<'_, 'a>) -> Code<'a> {
    let paths = ["BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd", "BkTxCd/Prtry/Cd"];
    paths.map(|path| holder.text(path))
}

/// An entry's own, else that of the first of its parts.
fn code_of_entry<'a>(entry: Element<'_, 'a>) -> Code<'a> {
    let parts = entry.at("NtryDtls/TxDtls").filter(|_| entry.at("BkTxCd").is_none());
    code(parts.unwrap_or(entry))
}

/// Reads what is stated of entries. `parts`: of all of them, of money in, of money out.
fn read<'e>(
    holder: Element<'_, '_>,
    parts: [Option<Element<'_, '_>>; 3],
    of: Vec<&'e Entry>,
    statement: &Statement,
    doubt: &mut Option<u32>,
) -> Stated<'e> {
    let mut figure = |part: Option<Element<'_, '_>>, path: &str, read: &dyn Fn(&str) -> Option<i64>| {
        let found = part?.at(path)?;
        let text = found.value();
        let value = read(&text).filter(|_| !text.is_empty());
        if value.is_none() && !text.is_empty() {
            *doubt = doubt.or(Some(found.line()));
        }
        value
    };
    let number = |text: &str| text.parse::<u32>().ok().map(i64::from);
    let amount = |text: &str| draft::minor(text, statement.currency).ok();
    let [all, incoming, outgoing] = parts.map(|part| figure(part, "NbOfNtries", &number));
    let [whole, received, spent] = parts.map(|part| figure(part, "Sum", &amount));
    let [part, ..] = parts;
    let net = figure(part, "TtlNetNtry/Amt", &amount).or(figure(part, "TtlNetNtryAmt", &amount));
    let sign = part.map(|part| part.first(&SIGN)).unwrap_or_default();
    let net = net.map(|net| if sign == "DBIT" { net.saturating_neg() } else { net });
    let figures = [all, incoming, outgoing, whole, received, spent, net];
    Stated { line: holder.line(), figures, signed: !sign.is_empty(), of, one_way: Vec::new() }
}

impl Stated<'_> {
    /// The place of the first figure that is not what it is stated of, with both.
    fn unlike(&self, manner: (bool, bool), several: bool) -> Option<(usize, Unequal)> {
        let of_all = self.unlike_of(&self.of, manner, several)?;
        if self.one_way.is_empty() {
            return Some(of_all);
        }
        // Of two readings the one whose figures hold further.
        let of_one_way = self.unlike_of(&self.one_way, manner, several)?;
        Some(if of_one_way.0 > of_all.0 { of_one_way } else { of_all })
    }

    fn unlike_of(&self, entries: &[&Entry], (booked, turned): (bool, bool), several: bool) -> Option<(usize, Unequal)> {
        let found = figures(entries, booked, turned);
        let [.., of_net] = found;
        let rows = entries.iter().map(|entry| entry.rows).fold(0, usize::saturating_add);
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        self.figures.iter().zip(found).enumerate().find_map(|(place, (stated, found))| {
            let whole = (*stated)?;
            let fits = match place {
                // The parts of entries may be counted.
                0 => [found, rows].contains(&whole),
                1 | 2 => found == whole,
                _ if several => true,
                3 => [found, of_net.saturating_abs()].contains(&whole.saturating_abs()),
                // A net without a sign tells how much.
                6 if !self.signed => found.saturating_abs() == whole.saturating_abs(),
                _ => found == whole,
            };
            (!fits).then_some((place, Unequal { line: self.line, whole, parts: found }))
        })
    }
}

/// What entries come to. `booked`: no others are counted. `turned`: what undoes an entry is signed as the entry was.
fn figures(entries: &[&Entry], booked: bool, turned: bool) -> Figures<i64> {
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
