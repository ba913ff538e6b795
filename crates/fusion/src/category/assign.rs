//! The order in which a row is told what it is for.
//!
//! The file's own words first, then the code, then the merchant's name, then rules with bounds; last, what the layout says
//! the row is. What none of them tells is unknown.

use prescreen::words;
use serde::{Serialize, Serializer};

use super::names::{Around, fold};
use super::schema::{Codes, Rule, WordTable};
use super::{Category, Family, RuleFile};
use crate::format::{Field, Words};
use crate::statement::{AccountKind, Direction, Row, RowKind, Statement};

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

impl Serialize for By {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Rule files, ready to be asked.
pub struct Categories {
    around: Around,
    files: Vec<Tables>,
}

/// One rule file with its words as keys, in order.
struct Tables {
    words: Vec<(WordTable, Keys)>,
    codes: Vec<(Codes, Category)>,
    merchants: Keys,
    rules: Vec<Rule>,
}

/// Keys in rising order, each with its category; a key with two categories is in none.
struct Keys(Vec<(String, Category)>);

/// Of what statement a row is.
#[derive(Clone, Copy)]
struct Source<'a> {
    institution: &'a str,
    account: AccountKind,
}

impl Categories {
    /// Makes rule files ready, in the order in which they are to be asked: a firm's own first.
    #[must_use]
    pub fn new(files: Vec<RuleFile>) -> Self {
        let mut around = Around::default();
        let tables = files.into_iter().map(|mut file| {
            around.channels.append(&mut file.channels);
            around.places.append(&mut file.places);
            around.branches.append(&mut file.branches);
            around.surnames.push_str(&file.surnames);
            Tables::new(file)
        });
        let files = tables.collect();
        Self { around, files }
    }

    /// What a row of a statement is for.
    #[must_use]
    pub fn assign(&self, statement: &Statement, row: &Row) -> Assigned {
        let source = Source { institution: &statement.institution, account: statement.account_kind };
        if let Some(category) = settled(row) {
            return Assigned { category, by: By::Word };
        }
        for by in [By::Word, By::MerchantCode, By::Merchant, By::Rule] {
            let of_file = |file| self.step(by, file, source, row).filter(|category| agrees(row.kind, *category));
            if let Some(category) = self.files.iter().find_map(of_file) {
                return Assigned { category, by };
            }
        }
        match left(row) {
            Some(category) => Assigned { category, by: By::Word },
            None => Assigned { category: Category::Unknown, by: By::Nothing },
        }
    }

    fn step(&self, by: By, file: &Tables, source: Source<'_>, row: &Row) -> Option<Category> {
        match by {
            By::Word => self.word(file, source, row),
            By::MerchantCode => file.code(row),
            By::Merchant => self.merchant(file, row),
            By::Rule => file.rules.iter().find(|rule| rule.fits(source, row)).map(|rule| rule.category),
            By::Nothing | By::Person => None,
        }
    }

    /// By a closed word or a whole registered name.
    fn word(&self, file: &Tables, source: Source<'_>, row: &Row) -> Option<Category> {
        file.words.iter().filter(|(table, _)| table.fits(source, row)).find_map(|(table, keys)| {
            table.fields.iter().find_map(|field| {
                let text = if *field == Field::Counterparty { self.other_side(row) } else { text(row, *field) };
                keys.find(&Around::registered(text?))
            })
        })
    }

    /// By the name of the merchant who was paid.
    fn merchant(&self, file: &Tables, row: &Row) -> Option<Category> {
        let paid = row.direction == Direction::Out && !matches!(row.kind, RowKind::Transfer | RowKind::OwnTransfer);
        if !paid || file.merchants.0.is_empty() {
            return None;
        }
        self.around.find(self.other_side(row)?, |key| {
            let person = row.kind != RowKind::Purchase && self.around.may_be_person(key);
            file.merchants.find(key).filter(|_| !person)
        })
    }

    /// The name of the other side, or the description where the other side is a payment service or is not named.
    fn other_side<'a>(&self, row: &'a Row) -> Option<&'a str> {
        let name = |field| text(row, field).and_then(|text| self.around.behind_channel(text));
        name(Field::Counterparty).or_else(|| name(Field::Description))
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

/// The text of a cell; none where it is empty or a dash.
fn text(row: &Row, field: Field) -> Option<&str> {
    let text = match field {
        Field::Category => &row.category,
        Field::Description => &row.description,
        Field::Counterparty => &row.counterparty,
        Field::Method => &row.method,
        _ => return None,
    };
    let text = text.trim();
    (!text.trim_matches(['-', '/']).is_empty()).then_some(text)
}

impl Tables {
    fn new(file: RuleFile) -> Self {
        let keys = |category: Category, words: &[String], key: fn(&str) -> String| {
            words.iter().map(|word| (key(word), category)).collect::<Vec<_>>()
        };
        let words = file.words.into_iter().map(|table| {
            let entries = table.words.iter().flat_map(|(category, words)| keys(*category, words, Around::registered));
            let found = Keys::new(entries.collect());
            (table, found)
        });
        let codes = file.codes.iter().flat_map(|(category, codes)| codes.iter().map(|codes| (*codes, *category)));
        let merchants = file.merchants.iter().flat_map(|(category, names)| keys(*category, names, fold));
        Self {
            words: words.collect(),
            codes: codes.collect(),
            merchants: Keys::new(merchants.collect()),
            rules: file.rules,
        }
    }

    fn code(&self, row: &Row) -> Option<Category> {
        let code = row.merchant_code.filter(|_| row.direction == Direction::Out)?;
        let found = self.codes.iter().find(|(codes, _)| (codes.first..=codes.last).contains(&code));
        found.map(|(_, category)| *category)
    }
}

impl Keys {
    fn new(mut keys: Vec<(String, Category)>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        let mut kept: Vec<(String, Category)> = Vec::with_capacity(keys.len());
        let mut twice = false;
        for (key, category) in keys {
            match kept.last() {
                Some((last, _)) if *last == key => twice = true,
                _ => {
                    if twice {
                        // Another key than the last two: what stood in two categories is left out.
                        kept.pop();
                        twice = false;
                    }
                    kept.push((key, category));
                }
            }
        }
        if twice {
            kept.pop();
        }
        Self(kept)
    }

    fn find(&self, key: &str) -> Option<Category> {
        let position = self.0.binary_search_by(|(other, _)| other.as_str().cmp(key)).ok()?;
        self.0.get(position).map(|(_, category)| *category)
    }
}

/// Whether a row is of a statement and a direction that a table or rule is for.
fn is_for(
    institutions: &[String],
    accounts: &[AccountKind],
    direction: Option<Direction>,
    source: Source<'_>,
    row: &Row,
) -> bool {
    (institutions.is_empty() || institutions.iter().any(|institution| institution == source.institution))
        && (accounts.is_empty() || accounts.contains(&source.account))
        && direction.is_none_or(|direction| direction == row.direction)
}

impl WordTable {
    fn fits(&self, source: Source<'_>, row: &Row) -> bool {
        is_for(&self.institutions, &self.accounts, self.direction, source, row)
    }
}

impl Rule {
    fn fits(&self, source: Source<'_>, row: &Row) -> bool {
        let words = |(field, words): (&Field, &Words)| text(row, *field).is_some_and(|text| words.matches(text));
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
            && is_for(&self.institutions, &self.accounts, self.direction, source, row)
            && self.when.iter().all(words)
    }
}
