//! What rows are for: one of a small closed list that affordability needs.
//!
//! Takes a row and rule files, gives a category and what it was told by. Wrong is worse than unknown: a name is compared
//! as a whole, never by likeness, and what is income, debt or gambling hangs on the closed words of an export, on a code
//! or on a whole registered name, never on a brand.
//!
//! | file | what it is for |
//! |---|---|
//! | [`schema`] | a rule file: closed words, codes, merchants, rules with bounds; a firm adds its own |
//! | `names` | a merchant's name without its channel, branch, place and number |
//! | `seen` | answers about names that come again |
//! | `assign` | the order in which a row is told |
//! | `shipped` | the rule files that are shipped, from `categories/` |

mod assign;
mod names;
pub mod schema;
mod seen;
#[cfg(feature = "shipped")]
mod shipped;

use prescreen::json::{Json, Key, Reader};
use prescreen::{Code, words};

use crate::silent::written_as_word;

pub use assign::{Assigned, Assigner, By, Categories};
pub use schema::{MAX_RULES_BYTES, RuleFile};
#[cfg(feature = "shipped")]
pub use shipped::shipped;

macro_rules! categories {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $family:ident;)*) => {
        /// What a row is for. Closed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
        pub enum Category { $($(#[$doc])* $name,)* }

        impl Category {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The group that affordability counts it in.
            #[must_use]
            pub fn family(self) -> Family {
                match self { $(Self::$name => Family::$family,)* }
            }
        }

        words! { Category { $($name = $word,)* } }
    };
}

categories! {
    /// Nothing told it.
    Unknown = "unknown", Unknown;
    /// Wages and salary.
    Salary = "salary", Income;
    /// A pension of the state or an employer.
    Pension = "pension", Income;
    /// Benefits of the state: unemployment, child, disability.
    Benefits = "benefits", Income;
    /// Interest on savings and income of money funds.
    Interest = "interest", Income;
    /// Dividends of shares and funds.
    Dividends = "dividends", Income;
    /// Rent from tenants.
    RentReceived = "rent_received", Income;
    /// Income by a word of the file, of no kind above.
    OtherIncome = "other_income", Income;
    /// Rent paid and the keeping of a home.
    Housing = "housing", Essential;
    /// A mortgage's instalment: essential, and an obligation.
    Mortgage = "mortgage", Essential;
    /// Electricity, water, gas, heating.
    Utilities = "utilities", Essential;
    /// Food for the household and everyday goods.
    Groceries = "groceries", Essential;
    /// Public transport, fuel, the keeping of a car.
    Transport = "transport", Essential;
    /// Medicine, doctors, hospitals.
    Health = "health", Essential;
    /// Premiums.
    Insurance = "insurance", Essential;
    /// Schools, courses, childcare.
    Education = "education", Essential;
    /// Telephone, internet, post.
    Communication = "communication", Essential;
    /// Whatever can be cut: eating out, clothes, leisure, travel.
    Discretionary = "discretionary", Discretionary;
    /// A consumer loan's instalment.
    LoanRepayment = "loan_repayment", Debt;
    /// A credit card paid off.
    CardRepayment = "card_repayment", Debt;
    /// A purchase paid later or in instalments, paid back.
    Bnpl = "bnpl", Debt;
    /// A short loan at a high rate, paid back.
    Payday = "payday", Debt;
    /// Something owed that was paid back; what, the file does not tell.
    Repayment = "repayment", Debt;
    /// Money lent by a lender: debt, never income.
    Borrowed = "borrowed", Debt;
    /// Bets, lotteries, casinos.
    Gambling = "gambling", Gambling;
    /// Cash taken out or paid in.
    Cash = "cash", Cash;
    /// Between two people.
    Transfer = "transfer", Transfers;
    /// Between the person's own accounts.
    OwnTransfer = "own_transfer", Transfers;
    /// Money given back for a purchase.
    Refund = "refund", Transfers;
    /// Securities, funds and wealth products, bought or sold; moves to and from a broker.
    Investment = "investment", Investments;
    /// Taxes and social contributions.
    Tax = "tax", Tax;
    /// Fees, charges and interest paid.
    Fees = "fees", Fees;
}

/// A group of categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Not told.
    Unknown,
    /// Money that was earned or granted.
    Income,
    /// What a household cannot do without.
    Essential,
    /// What it can.
    Discretionary,
    /// Borrowed and paid back.
    Debt,
    /// Bets.
    Gambling,
    /// Cash.
    Cash,
    /// Neither income nor spending.
    Transfers,
    /// Moved into or out of investments.
    Investments,
    /// Taxes.
    Tax,
    /// Fees.
    Fees,
}

words! {
    Family {
        Unknown = "unknown", Income = "income", Essential = "essential", Discretionary = "discretionary", Debt = "debt",
        Gambling = "gambling", Cash = "cash", Transfers = "transfers", Investments = "investments", Tax = "tax", Fees = "fees",
    }
}

impl Category {
    /// Whether it may be told by a closed word, a code or a whole registered name alone: a wrong one would raise or
    /// lower what a person is taken to afford.
    #[must_use]
    pub fn guarded(self) -> bool {
        matches!(self.family(), Family::Income | Family::Debt | Family::Gambling) || self == Self::Mortgage
    }
}

written_as_word!(Category);

impl Key for Category {
    fn of(key: &str, reader: &mut Reader<'_>) -> Self {
        let position = Self::WORDS.iter().position(|word| *word == key);
        position.and_then(|position| Self::ALL.get(position)).copied().unwrap_or_else(|| {
            let message = ["expected one of ", &Self::WORDS.join(", ")].concat();
            reader.fail_found(Code::Range, &message, &Json::Null, Self::WORDS);
            Self::Unknown
        })
    }
}
