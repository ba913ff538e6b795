//! The order in which a row is told what it is for.
//!
//! The file's own words first, then the code, then the merchant's name, then rules with bounds; last, what the layout says
//! the row is. What none of them tells is unknown.

use prescreen::words;
use serde::Serialize;

use super::names::{Around, fold};
use super::schema::{Codes, Rule, WordTable};
use super::seen::Seen;
use super::{Category, Family, RuleFile};
use crate::format::{Field, Words};
use crate::silent::written_as_word;
use crate::sorted::sort;
use crate::statement::{AccountKind, Direction, Row, RowKind, Statement};
use crate::text::trimmed;

/// A category, and what told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Assigned {
    /// What the row is for.
    pub category: Category,
    /// What told it.
    pub by: By,
}

/// What told a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Nothing.
    Nothing,
    /// A closed word of the file.
    Word,
    /// The merchant category code.
    MerchantCode,
    /// The merchant's name.
    Merchant,
    /// A rule with bounds.
    Rule,
    /// The person.
    Person,
}

words! {
    By {
        Nothing = "nothing", Word = "word", MerchantCode = "merchant_code", Merchant = "merchant", Rule = "rule",
        Person = "person",
    }
}

written_as_word!(By);

/// Rule files, ready to be asked.
pub struct Categories {
    around: Around,
    files: Vec<Tables>,
}

/// One rule file with its words as keys, in order.
struct Tables {
    tables: Vec<WordTable>,
    /// Position of the table, by key.
    words: Keys<usize>,
    codes: Vec<(Codes, Category)>,
    merchants: Keys<()>,
    rules: Vec<Rule>,
}

/// Keys in rising order, each with its category and where it stands. A key that stands twice in one place is left out.
struct Keys<P>(Vec<(String, P, Category)>);

/// A row, and of what statement it is.
struct Asked<'a> {
    institution: &'a str,
    account: AccountKind,
    row: &'a Row,
    /// The name of the other side, or the description where the other side is a payment service or is not named.
    other_side: Option<&'a str>,
    /// The texts of the cells that tables and rules may name, as they stand.
    texts: [(Field, Option<&'a str>); 4],
}

/// Tells what rows are for, one after another. What it was told of a text it keeps.
pub struct Assigner<'c, 'a> {
    of: &'c Categories,
    /// Names behind the payment services that they begin with.
    names: Seen<'a, Option<&'a str>>,
    /// Where words stand in a file's list.
    words: Seen<'a, (usize, usize)>,
    /// What merchants of a file are.
    merchants: Seen<'a, Option<Category>>,
}

impl Categories {
    /// Makes rule files ready, in the order in which they are to be asked: a firm's own first.
    #[must_use]
    pub fn new(files: Vec<RuleFile>) -> Self {
        let mut around = Around::default();
        let tables = files.into_iter().map(|mut file| {
            around.channels.append(&mut file.channels);
            around.places.extend(file.places.drain(..).map(|place| fold(&place)));
            around.branches.append(&mut file.branches);
            around.surnames.push_str(&file.surnames);
            Tables::new(file)
        });
        let files = tables.collect();
        sort(&mut around.places);
        Self { around, files }
    }

    /// What a row of a statement is for.
    #[must_use]
    pub fn assign(&self, statement: &Statement, row: &Row) -> Assigned {
        let (names, words, merchants) = (Seen::not_kept(), Seen::not_kept(), Seen::not_kept());
        Assigner { of: self, names, words, merchants }.assign(statement, row)
    }

    /// The same for many rows.
    #[must_use]
    pub fn assigner<'a>(&self) -> Assigner<'_, 'a> {
        Assigner { of: self, names: Seen::kept(), words: Seen::kept(), merchants: Seen::kept() }
    }
}

impl<'a> Assigner<'_, 'a> {
    /// What a row of a statement is for.
    pub fn assign(&mut self, statement: &'a Statement, row: &'a Row) -> Assigned {
        if let Some(category) = settled(row) {
            return Assigned { category, by: By::Word };
        }
        let (asked, files) = (self.asked(statement, row), &self.of.files);
        for by in [By::Word, By::MerchantCode, By::Merchant, By::Rule] {
            let mut of_file =
                |(place, file)| self.step(by, place, file, &asked).filter(|category| agrees(row.kind, *category));
            if let Some(category) = files.iter().enumerate().find_map(&mut of_file) {
                return Assigned { category, by };
            }
        }
        match left(row) {
            Some(category) => Assigned { category, by: By::Word },
            None => Assigned { category: Category::Unknown, by: By::Nothing },
        }
    }

    fn asked(&mut self, statement: &'a Statement, row: &'a Row) -> Asked<'a> {
        let around = &self.of.around;
        let texts = [
            (Field::Category, text(&row.category)),
            (Field::Description, text(&row.description)),
            (Field::Counterparty, text(&row.counterparty)),
            (Field::Method, text(&row.method)),
        ];
        let mut asked = Asked {
            institution: &statement.institution,
            account: statement.account_kind,
            row,
            other_side: None,
            texts,
        };
        let mut name = |field| self.names.of(0, asked.text(field)?, |text| around.behind_channel(text));
        asked.other_side = name(Field::Counterparty).or_else(|| name(Field::Description));
        asked
    }

    fn step(&mut self, by: By, place: usize, file: &Tables, asked: &Asked<'a>) -> Option<Category> {
        match by {
            By::Word => {
                file.word(asked, |text| self.words.of(place, text, |text| file.words.range(&Around::registered(text))))
            }
            By::MerchantCode => file.code(asked.row),
            By::Merchant => self.merchant(place, file, asked),
            By::Rule => file.rules.iter().find(|rule| rule.fits(asked)).map(|rule| rule.category),
            By::Nothing | By::Person => None,
        }
    }

    /// By the name of the merchant who was paid.
    fn merchant(&mut self, place: usize, file: &Tables, asked: &Asked<'a>) -> Option<Category> {
        let (kind, around) = (asked.row.kind, &self.of.around);
        let paid = asked.row.direction == Direction::Out && !matches!(kind, RowKind::Transfer | RowKind::OwnTransfer);
        if !paid || file.merchants.0.is_empty() {
            return None;
        }
        // A purchase is of no person; what is said of its name is kept apart.
        let bought = kind == RowKind::Purchase;
        let by = place.saturating_mul(2).saturating_add(usize::from(bought));
        self.merchants.of(by, asked.other_side?, |name| {
            around.find(name, |key| {
                let (from, to) = file.merchants.range(key);
                let found = (from..to).next().and_then(|place| file.merchants.at(place));
                found.map(|(.., category)| *category).filter(|_| bought || !around.may_be_person(key))
            })
        })
    }
}

/// What a row is for, where the layout's own closed words settle it.
fn settled(row: &Row) -> Option<Category> {
    Some(match (row.kind, row.direction) {
        (RowKind::Fee | RowKind::Interest, Direction::Out) => Category::Fees,
        (RowKind::Salary, Direction::In | Direction::Neutral) => Category::Salary,
        (RowKind::Interest, Direction::In | Direction::Neutral) => Category::Interest,
        (RowKind::Dividend, Direction::In | Direction::Neutral) => Category::Dividends,
        (RowKind::Tax, _) => Category::Tax,
        (RowKind::Cash, _) => Category::Cash,
        (RowKind::Refund, _) => Category::Refund,
        (RowKind::Loan, Direction::In) => Category::Borrowed,
        (RowKind::Buy | RowKind::Sell | RowKind::MarginBuy | RowKind::ShortSell, _) => Category::Investment,
        _ => return None,
    })
}

/// What a row is for, where nothing tells more than the layout.
fn left(row: &Row) -> Option<Category> {
    match (row.kind, row.direction) {
        (RowKind::Repayment, Direction::Out | Direction::Neutral) => Some(Category::Repayment),
        (RowKind::OwnTransfer, _) => Some(Category::OwnTransfer),
        (RowKind::Transfer, _) => Some(Category::Transfer),
        _ => None,
    }
}

/// Whether a category may be of a row that the layout says is something: what is paid back is debt.
fn agrees(kind: RowKind, category: Category) -> bool {
    kind != RowKind::Repayment || category.family() == Family::Debt || category == Category::Mortgage
}

impl<'a> Asked<'a> {
    /// The text of a cell, as it stands.
    fn text(&self, field: Field) -> Option<&'a str> {
        self.texts.iter().find(|(of, _)| *of == field).and_then(|(_, text)| *text)
    }
}

/// The text of a cell; none where it is empty or a dash.
fn text(cell: &str) -> Option<&str> {
    let text = trimmed(cell);
    (!text.bytes().all(|byte| matches!(byte, b'-' | b'/'))).then_some(text)
}

impl Tables {
    fn new(file: RuleFile) -> Self {
        let words = file.words.iter().enumerate().flat_map(|(table, words)| {
            words.words.iter().flat_map(move |(category, words)| {
                words.iter().map(move |word| (Around::registered(word), table, *category))
            })
        });
        let words = Keys::new(words.collect());
        let codes = file.codes.iter().flat_map(|(category, codes)| codes.iter().map(|codes| (*codes, *category)));
        let merchants =
            file.merchants.iter().flat_map(|(category, names)| names.iter().map(|name| (fold(name), (), *category)));
        let (codes, merchants) = (codes.collect(), Keys::new(merchants.collect()));
        Self { tables: file.words, words, codes, merchants, rules: file.rules }
    }

    /// By a closed word or a whole registered name: the first table that has one, and in it the first of its cells.
    fn word<'a>(&self, asked: &Asked<'a>, mut range: impl FnMut(&'a str) -> (usize, usize)) -> Option<Category> {
        let mut first: Option<(usize, usize, Category)> = None;
        for (field, text) in &asked.texts {
            let Some(text) = (if *field == Field::Counterparty { asked.other_side } else { *text }) else { continue };
            if !self.tables.iter().any(|words| words.fields.contains(field)) {
                continue;
            }
            let (from, to) = range(text);
            for (_, table, category) in (from..to).filter_map(|place| self.words.at(place)) {
                let words = self.tables.get(*table).filter(|words| words.fits(asked));
                let place = words.and_then(|words| words.fields.iter().position(|other| other == field));
                let found = place.map(|place| (*table, place, *category));
                first = first.into_iter().chain(found).min();
            }
        }
        first.map(|(.., category)| category)
    }

    fn code(&self, row: &Row) -> Option<Category> {
        let code = row.merchant_code.filter(|_| row.direction == Direction::Out)?;
        let found = self.codes.iter().find(|(codes, _)| (codes.first..=codes.last).contains(&code));
        found.map(|(_, category)| *category)
    }
}

impl<P: Copy + Ord> Keys<P> {
    fn new(mut keys: Vec<(String, P, Category)>) -> Self {
        sort(&mut keys);
        keys.dedup();
        let place = |key: &(String, P, Category)| (key.0.clone(), key.1);
        let twice: Vec<(String, P)> = keys
            .iter()
            .zip(keys.iter().skip(1))
            .filter(|(one, next)| one.0 == next.0 && one.1 == next.1)
            .map(|(one, _)| place(one))
            .collect();
        keys.retain(|key| twice.binary_search(&place(key)).is_err());
        Self(keys)
    }

    /// The places of a key in the list, from one to another.
    fn range(&self, key: &str) -> (usize, usize) {
        let from = self.0.partition_point(|(other, ..)| other.as_str() < key);
        let behind = self.0.get(from..).unwrap_or_default();
        (from, from.saturating_add(behind.iter().take_while(|(other, ..)| other == key).count()))
    }

    fn at(&self, place: usize) -> Option<&(String, P, Category)> {
        self.0.get(place)
    }
}

/// Whether a row is of a statement and a direction that a table or rule is for.
fn is_for(institutions: &[String], accounts: &[AccountKind], direction: Option<Direction>, asked: &Asked<'_>) -> bool {
    direction.is_none_or(|direction| direction == asked.row.direction)
        && (accounts.is_empty() || accounts.contains(&asked.account))
        && (institutions.is_empty() || institutions.iter().any(|institution| institution == asked.institution))
}

impl WordTable {
    fn fits(&self, asked: &Asked<'_>) -> bool {
        is_for(&self.institutions, &self.accounts, self.direction, asked)
    }
}

impl Rule {
    fn fits(&self, asked: &Asked<'_>) -> bool {
        let row = asked.row;
        let words = |(field, words): (&Field, &Words)| asked.text(*field).is_some_and(|text| words.matches(text));
        let amount = self.at_least.is_none_or(|least| row.amount >= least)
            && self.at_most.is_none_or(|most| row.amount <= most)
            && self.currency.is_none_or(|currency| currency == row.currency);
        let time = match (self.from, self.to) {
            (None, None) => true,
            (from, to) => {
                row.time.is_some_and(|time| from.is_none_or(|from| time >= from) && to.is_none_or(|to| time <= to))
            }
        };
        amount
            && time
            && is_for(&self.institutions, &self.accounts, self.direction, asked)
            && self.when.iter().all(words)
    }
}
