//! `statement`: a person's own records, read as the tab reads them.
//!
//! Takes files of any name, gives statements: rows with exact amounts, sums, and whether each file's own figures hold. One
//! file that cannot be read does not keep the others from it.

use clap::{Args, Subcommand, ValueEnum};
use prescreen::date::Date;
use prescreen::json;
use prescreen_fusion::category::{self, Categories};
use prescreen_fusion::feature::{Activity, FeatureId, Features, Finding, Need, main_currency};
use prescreen_fusion::format::{Answers, Format, MAX_FORMAT_BYTES, shipped};
use prescreen_fusion::ledger::{Corrections, Flow, Ledger};
use prescreen_fusion::money::{Currency, NumberStyle};
use prescreen_fusion::problem::ShownProblem;
use prescreen_fusion::statement::{Direction, ShownStatement, Sum};
use prescreen_fusion::text::{Encoding, Host};
use prescreen_fusion::when::DateOrder;
use prescreen_fusion::{MAX_FILE_BYTES, Problem, ProblemKind, Statement};
use serde_json::{Value, json};

use super::checked;
use super::layout::CheckFormatArgs;
use super::packed::Reading;
use super::propose::ProposeArgs;
use super::{Answer, Document, Done, InputError, input, money, questions};

/// Largest document of corrections, in bytes.
const MAX_CORRECTIONS_BYTES: usize = 4 * 1024 * 1024;

/// Statements of banks, wallets and brokers, read on this machine; nothing of them leaves it.
#[derive(Args)]
pub struct StatementArgs {
    #[command(subcommand)]
    command: StatementCommand,
}

#[derive(Subcommand)]
enum StatementCommand {
    /// Read statements: rows, sums, and whether each file's own figures hold
    ///
    /// What a file is, its content tells, never its name. Amounts in JSON are whole minor units. "Consistent" says that a
    /// file's figures hold together, and which; it says nothing of who made the file. Exit code 1 when a file cannot be read.
    Read(ReadArgs),
    /// Check a layout of your own, and say row by row how it reads a sample
    ///
    /// Exit code 1 when the layout's parts do not agree, when the sample is not in it, or when a row cannot be read.
    CheckFormat(CheckFormatArgs),
    /// Show what the columns of an unknown table look like, and make its layout of what you say they are
    ///
    /// Nothing is decided for you: without --column the columns are listed, with it the layout is written, for
    /// 'statement read --format'.
    Propose(ProposeArgs),
}

#[derive(Args)]
struct ReadArgs {
    /// Files; '-' for standard input
    #[arg(required = true)]
    files: Vec<String>,
    /// The password of a locked file
    #[arg(long)]
    password: Option<String>,
    /// A layout of your own; may stand several times
    #[arg(long = "format", value_name = "FILE")]
    formats: Vec<String>,
    #[command(flatten)]
    said: Said,
    /// The first day that is asked for
    #[arg(long, requires = "to", value_name = "DAY")]
    from: Option<String>,
    /// The last day that is asked for
    #[arg(long, requires = "from", value_name = "DAY")]
    to: Option<String>,
    /// What the person says against the files: rows left out, own transfers, pairs, categories
    #[arg(long, value_name = "FILE")]
    corrections: Option<String>,
}

/// What the person says where a file does not tell.
#[derive(Args)]
pub(super) struct Said {
    /// Which part of a day comes first, where a file does not tell
    #[arg(long)]
    day_order: Option<DayOrder>,
    /// What divides decimals, where a file does not tell; before what a layout says
    #[arg(long)]
    decimals: Option<Decimals>,
    /// The currency, where a file does not name it: its code by ISO 4217, as EUR
    #[arg(long)]
    currency: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum DayOrder {
    Ymd,
    Dmy,
    Mdy,
}

#[derive(Clone, Copy, ValueEnum)]
enum Decimals {
    Point,
    Comma,
}

impl StatementArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        match &self.command {
            StatementCommand::Read(args) => args.run(),
            StatementCommand::CheckFormat(args) => args.run(),
            StatementCommand::Propose(args) => args.run(),
        }
    }
}

impl ReadArgs {
    fn run(&self) -> Done {
        input::one_standard_input(&self.files.iter().map(String::as_str).collect::<Vec<_>>())?;
        let (formats, answers) = (own_and_shipped(&self.formats)?, self.said.answers()?);
        let reading = Reading { formats: &formats, answers, password: self.password.as_deref(), host: &Native };
        let (mut statements, mut problems) = (Vec::new(), Vec::new());
        for file in &self.files {
            let bytes = input::bytes(file, MAX_FILE_BYTES)?;
            let found = reading.read(&bytes);
            statements.extend(found.statements.into_iter().map(|statement| (file.as_str(), statement)));
            problems.extend(found.problems.into_iter().map(|problem| (file.as_str(), problem)));
        }
        let mut text: String = statements.iter().map(|(file, statement)| told(file, statement)).collect();
        let statements: Vec<Statement> = statements.into_iter().map(|(_, statement)| statement).collect();
        let ledger = self.ledger(&statements)?;
        let features = features(&ledger, &statements)?;
        let shown: Vec<ShownStatement<'_>> = statements.iter().map(ShownStatement::from).collect();
        let errors: Vec<Value> = problems.iter().map(|(file, problem)| error(file, problem)).collect();
        text.push_str(&told_flows(&ledger));
        text.push_str(&features.as_ref().map(|(currency, found)| told_income(found, *currency)).unwrap_or_default());
        text.push_str(&questions::told(&ledger, &statements));
        text.extend(problems.iter().map(|(file, problem)| told_problem(file, problem)));
        let json = json!({ "statements": shown, "ledger": ledger, "features": features.map(|(currency, found)| json!({ "currency": currency, "found": found })), "errors": errors });
        Ok(Answer { text, json, findings: !problems.is_empty() })
    }

    /// The first and last day that are asked for.
    fn asked(&self) -> Result<Option<(Date, Date)>, Vec<InputError>> {
        let (Some(from), Some(to)) = (&self.from, &self.to) else { return Ok(None) };
        match (Date::parse(from), Date::parse(to)) {
            (Some(from), Some(to)) if from <= to => Ok(Some((from, to))),
            _ => {
                Err(InputError::usage("'--from' and '--to' expect days, YYYY-MM-DD, the first before the last").into())
            }
        }
    }

    /// The statements as one, with what the person says against them.
    fn ledger(&self, statements: &[Statement]) -> Result<Ledger, Vec<InputError>> {
        let asked = self.asked()?;
        let Some(path) = &self.corrections else {
            return Ok(Ledger::of(statements, asked, &Corrections::default()).map_err(InputError::of)?);
        };
        let file = Document::read(path, MAX_CORRECTIONS_BYTES)?;
        let corrections = json::read_text(&file.text, MAX_CORRECTIONS_BYTES);
        let ledger = corrections.and_then(|corrections| Ledger::of(statements, asked, &corrections));
        Ok(ledger.map_err(|error| file.problem(error))?)
    }
}

impl Said {
    /// As the reading takes it.
    pub(super) fn answers(&self) -> Result<Answers, Vec<InputError>> {
        let read = |code| Currency::parse(code).ok_or_else(|| Currency::expected(code));
        let currency = self.currency.as_deref().map(read).transpose();
        let currency = currency.map_err(|expected| InputError::usage(&format!("'--currency' expects {expected}")))?;
        Ok(Answers {
            day_order: self.day_order.map(|order| match order {
                DayOrder::Ymd => DateOrder::YearMonthDay,
                DayOrder::Dmy => DateOrder::DayMonthYear,
                DayOrder::Mdy => DateOrder::MonthDayYear,
            }),
            numbers: self.decimals.map(|decimals| match decimals {
                Decimals::Point => NumberStyle::Point,
                Decimals::Comma => NumberStyle::Comma,
            }),
            currency,
        })
    }
}

/// The layouts of files of the person's own, before the shipped ones.
pub(super) fn own_and_shipped(paths: &[String]) -> Result<Vec<Format>, Vec<InputError>> {
    let mut formats = Vec::new();
    for path in paths {
        let file = Document::read(path, MAX_FORMAT_BYTES)?;
        let explained = |error| {
            let errors = Format::check(&file.text).err().unwrap_or_else(|| vec![error]);
            errors.into_iter().map(|error| file.problem(error)).collect::<Vec<_>>()
        };
        formats.push(Format::load(&file.text).map_err(explained)?);
    }
    formats.extend(shipped().map_err(InputError::of)?);
    Ok(formats)
}

/// Which way a row goes.
pub(super) const fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::In => "in",
        Direction::Out => "out",
        Direction::Neutral => "neither",
    }
}

/// The encodings of a browser's `TextDecoder`.
pub(super) struct Native;

impl Host for Native {
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(encoding.label().as_bytes())?;
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some(text.into_owned())
    }
}

/// What the records of the main currency say, as facts for a pack; none where there are none.
fn features(ledger: &Ledger, statements: &[Statement]) -> Result<Option<(Currency, Features)>, Vec<InputError>> {
    let Some(currency) = main_currency(ledger) else { return Ok(None) };
    let categories = Categories::new(category::shipped().map_err(InputError::of)?);
    let activity = Activity::of(ledger, statements, &categories, currency);
    Ok(activity.map(|activity| (currency, Features::of(&activity))))
}

/// The fact of a pack that is most easily taken for a sum of the joined ledger: a month's median, not all rows.
fn told_income(found: &Features, currency: Currency) -> String {
    let (code, id) = (currency.as_str(), FeatureId::IncomeMonthly);
    let percent = |points| format!("{} %", money::in_percent(points));
    let told = match found.get(id) {
        Some(Finding::Value { value, tier }) => format!("{} {code}, {}", money::in_units(value, code), tier.word()),
        Some(Finding::NotEnough { of, needs, has }) => {
            let (needs, has, of) = match of {
                Need::ToldIncome => (percent(needs), percent(has), "money in whose purpose is told"),
                Need::FiguresThatHold => (needs.to_string(), has.to_string(), "accounts whose figures hold"),
                _ => (needs.to_string(), has.to_string(), of.word()),
            };
            format!("unknown: not enough {of}, needs {needs}, has {has}")
        }
        None => return String::new(),
    };
    format!("  as a fact for a pack, {} (the median of whole months): {told}\n", id.fact())
}

/// What the joined ledger comes to, a line for each currency.
fn told_flows(ledger: &Ledger) -> String {
    let line = |flow: &Flow| {
        let code = flow.currency.as_str();
        let money = |sum: Sum| money::in_units(sum.amount, code);
        format!(
            "joined, {code}: of all rows, income {} ({} with transfers); spending {}; own transfers {}\n",
            money(flow.income),
            money(flow.income_with_transfers),
            money(flow.spending),
            money(flow.own_transfers),
        )
    };
    ledger.flows.iter().map(line).collect()
}

pub(super) fn error(file: &str, problem: &Problem) -> Value {
    let mut error = shown_problem(problem);
    if let Some(fields) = error.as_object_mut() {
        fields.insert("file".into(), json!(file));
    }
    error
}

/// A problem with its English words.
pub(super) fn shown_problem(problem: &Problem) -> Value {
    let mut shown = json!(ShownProblem::from(problem));
    if let Some(fields) = shown.as_object_mut() {
        fields.insert("message".into(), json!(problem.kind.message()));
        fields.insert("help".into(), json!(problem.kind.help()));
    }
    shown
}

/// A statement in a few lines.
pub(super) fn told(file: &str, statement: &Statement) -> String {
    let code = statement.currency.as_str();
    let sum = |sum: Sum| format!("{} rows {} {code}", sum.rows, money::in_units(sum.amount, code));
    let totals = statement.totals();
    let days = match (statement.rows.iter().map(|row| row.date).min(), statement.rows.iter().map(|row| row.date).max())
    {
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    format!(
        "{file}: {} {}, {} rows{days}\n  in {}; out {}; neither {}\n  {}\n",
        statement.format,
        code,
        statement.rows.len(),
        sum(totals.incoming),
        sum(totals.outgoing),
        sum(totals.neutral),
        checked::told(statement, code),
    )
}

/// What is wrong with a file, with what stands there: it is the person's own terminal.
pub(super) fn told_problem(file: &str, problem: &Problem) -> String {
    let found = problem.shown().map(|found| format!(", found '{found}'")).unwrap_or_default();
    let option = option(problem.kind).map(|option| format!("  {option}\n")).unwrap_or_default();
    format!("{file}: {problem}{found} [{}]\n  {}\n{option}", problem.kind.word(), problem.kind.help())
}

/// What of the command line says what a file does not tell.
const fn option(kind: ProblemKind) -> Option<&'static str> {
    Some(match kind {
        ProblemKind::UnknownFormat => {
            "'prescreen statement propose FILE' shows its columns and makes a layout of what you say, for '--format'."
        }
        ProblemKind::AmbiguousDay => "Say it with '--day-order dmy', '--day-order mdy' or '--day-order ymd'.",
        ProblemKind::AmbiguousAmount => "Say it with '--decimals point' or '--decimals comma'.",
        ProblemKind::Currency => "Where the file names none, say it with '--currency', as in '--currency EUR'.",
        ProblemKind::PasswordNeeded | ProblemKind::PasswordWrong => "Give it with '--password'.",
        _ => return None,
    })
}
