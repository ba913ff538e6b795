//! What a page shows of records to the person whose they are: what a file came to, and all files as one.

use serde::Serialize;

use crate::category::{Categories, Category};
use crate::feature::{Activity, Features, main_currency};
use crate::ledger::Ledger;
use crate::money::Currency;
use crate::problem::{Problem, ShownProblem};
use crate::statement::{ShownStatement, Statement};

/// What one file came to: statements, or a problem.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct FileRead<'a> {
    /// SHA-256 of the file, base64url; of an archive's files, with blanks between. Empty where it stays shut.
    file: String,
    /// What it says, without its rows.
    statements: Vec<ShownStatement<'a>>,
    /// What is wrong with it, where it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ShownProblem<'a>>,
}

impl<'a> FileRead<'a> {
    /// What was read of a file. `file`: its digest, base64url.
    #[must_use]
    pub fn of(file: String, read: Result<&'a [Statement], &'a Problem>) -> Self {
        match read {
            Ok(statements) => {
                let statements = statements.iter().map(ShownStatement::without_rows).collect();
                Self { file, statements, problem: None }
            }
            Err(problem) => Self { file, statements: Vec::new(), problem: Some(problem.into()) },
        }
    }
}

/// The ledger, what each of its rows is for, and what that says as features.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Joined {
    /// All statements as one.
    pub ledger: Ledger,
    /// What each entry is for, in the order of the ledger's; null where no money moved, or it is counted elsewhere.
    pub purposes: Vec<Option<Category>>,
    /// Null where there is nothing to compute from.
    pub features: Option<InCurrency>,
}

/// Features in the currency that most rows have.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct InCurrency {
    /// The currency of all amounts.
    pub currency: Currency,
    /// Each feature's value, or what is missing for it.
    pub found: Features,
}

impl Joined {
    /// A ledger of statements with what it says.
    #[must_use]
    pub fn of(ledger: Ledger, statements: &[Statement], categories: &Categories) -> Self {
        let currency = main_currency(&ledger);
        let (purposes, activity) = Activity::with_purposes(&ledger, statements, categories, currency);
        let features = activity.map(|of| InCurrency { currency: of.currency, found: Features::of(&of) });
        Self { ledger, purposes, features }
    }
}
