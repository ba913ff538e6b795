//! `statement propose`: what the columns of an unknown table look like, and the layout that comes of saying what they are.
//!
//! Takes a table in no known layout. Says of each column what all of its cells can be and decides nothing; with
//! `--column`, gives the layout, for `--format`.

use clap::Args;
use prescreen::json::{self, Json};
use prescreen::terms::nearest::did_you_mean;
use prescreen_fusion::format::{
    Answers, Chain, Column, Field, Format, Lack, Mapped, Mapping, Moves, Proposal, ShownProposal, propose,
};
use prescreen_fusion::{MAX_FILE_BYTES, Problem, ProblemKind};
use serde_json::{Value, json};

use super::packed::{self, Reading};
use super::statement::{Native, Said, own_and_shipped, told_problem};
use super::{Answer, Done, InputError, input};

#[derive(Args)]
pub struct ProposeArgs {
    /// A table in no known layout; '-' for standard input
    file: String,
    /// What a column is: a field of a layout and the column's number from 1, as in date=1; once for each
    #[arg(long = "column", value_name = "FIELD=NUMBER")]
    columns: Vec<String>,
    /// What kind of account it is of
    #[arg(long, default_value = "bank", value_parser = ["bank", "wallet", "card", "broker"])]
    kind: String,
    /// What the sign of an amount says
    #[arg(long, default_value = "signed", value_parser = ["signed", "unsigned", "out_positive", "signed_or_words"])]
    sign: String,
    /// A word of the direction's column for money in; may stand several times
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    incoming: Vec<String>,
    /// A word of the direction's column for money out; may stand several times
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    outgoing: Vec<String>,
    /// A word of the direction's column for neither; may stand several times
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    neutral: Vec<String>,
    /// A word of the status's column for money that moved; may stand several times
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    booked: Vec<String>,
    /// A word of the status's column for money that has not moved yet; may stand several times
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    pending: Vec<String>,
    /// A word of the status's column for money that will not move; may stand several times
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    cancelled: Vec<String>,
    /// A fee of its own column is taken beside the amount
    #[arg(long)]
    fee_beside: bool,
    #[command(flatten)]
    said: Said,
    /// Where to write the layout; standard output when left out
    #[arg(long, requires = "columns")]
    out: Option<String>,
}

impl ProposeArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let answers = self.said.answers()?;
        let bytes = input::bytes(&self.file, MAX_FILE_BYTES)?;
        let formats = own_and_shipped(&[])?;
        let tables = match packed::tables(&bytes, &formats) {
            Ok(tables) => tables,
            Err(problem) => return Ok(self.refused(&problem)),
        };
        let Some(proposal) = tables.iter().find_map(|table| propose(table, &formats)) else {
            return Ok(
                self.refused(&Problem::new(ProblemKind::UnknownFormat).expected("rows with a day and an amount"))
            );
        };
        if self.columns.is_empty() {
            return Ok(Answer::new(self.told(&proposal), shown(&proposal)));
        }
        self.layout(&proposal, answers, &bytes)
    }

    fn refused(&self, problem: &Problem) -> Answer {
        let json = json!({ "errors": [super::statement::error(&self.file, problem)] });
        Answer { text: told_problem(&self.file, problem), json, findings: true }
    }

    /// The columns as they look, and how to say what they are.
    fn told(&self, proposal: &Proposal) -> String {
        let (file, count) = (&self.file, proposal.columns.len());
        let names = if proposal.header.is_some() { "with a row of names" } else { "without a row of names" };
        let mut text = format!("{file}: {count} columns, {names}\n");
        if proposal.more > 0 {
            text.push_str(&format!("  {} more columns are not looked at\n", proposal.more));
        }
        text.extend(proposal.columns.iter().map(told_column));
        text.extend(proposal.chains.first().map(told_chain));
        text.push_str("say what they are, as in --column date=1 --column amount=2 --out layout.json; fields: ");
        text.push_str(&words());
        text.push('\n');
        text
    }

    fn layout(&self, proposal: &Proposal, answers: Answers, bytes: &[u8]) -> Done {
        let mapping = Mapping {
            fields: self.fields(proposal)?,
            kind: Some(word(&self.kind)?),
            sign: Some(word(&self.sign)?),
            fee_beside: Some(self.fee_beside),
            incoming: self.incoming.clone(),
            outgoing: self.outgoing.clone(),
            neutral: self.neutral.clone(),
            booked: self.booked.clone(),
            pending: self.pending.clone(),
            cancelled: self.cancelled.clone(),
            currency: answers.currency,
            day_order: answers.day_order,
            numbers: answers.numbers,
            ..Mapping::default()
        };
        let Mapped { lacks, misfits, layout } = Mapped::of(&mapping, proposal);
        let Some(document) = layout else { return Ok(self.lacking(&lacks, &misfits)) };
        // Each finding names a part of the layout that an option says.
        let format =
            Format::check(&document).map_err(|errors| errors.into_iter().map(InputError::of).collect::<Vec<_>>())?;
        let reading = Reading { formats: &[format], answers, password: None, host: &Native };
        if let Some(problem) = reading.read(bytes).problems.first() {
            return Ok(self.refused(problem));
        }
        let json: Value = serde_json::from_str(&document).unwrap_or_default();
        let text = format!("{json:#}\n");
        let Some(out) = &self.out else { return Ok(Answer::new(text, json)) };
        input::write(out, &text)?;
        let told = format!("{out}: written; read by: prescreen statement read --format {out} {}\n", self.file);
        Ok(Answer::new(told, json!({ "written": out, "layout": json })))
    }

    /// What is still to be said before there is a layout.
    fn lacking(&self, lacks: &[Lack], misfits: &[usize]) -> Answer {
        let file = &self.file;
        let mut text = format!("{file}: no layout comes of this yet\n");
        text.extend(
            misfits.iter().map(|column| format!("  column {column} has cells that are not what it is said to be\n")),
        );
        text.extend(lacks.iter().filter_map(|lack| still(*lack)).map(|still| format!("  {still}\n")));
        Answer { text, json: json!({ "lacks": lacks, "misfits": misfits }), findings: true }
    }

    /// What the options say of columns.
    fn fields(&self, proposal: &Proposal) -> Result<Vec<(Field, usize)>, Vec<InputError>> {
        let mut fields: Vec<(Field, usize)> = Vec::new();
        for said in &self.columns {
            let usage = |message: &str| Vec::from(InputError::usage(&format!("'--column {said}': {message}")));
            let (name, number) = said.split_once('=').ok_or_else(|| usage("expected FIELD=NUMBER, as in date=1"))?;
            let known = Field::ALL.map(|field| field.word());
            let field = Field::ALL.into_iter().find(|field| field.word() == name);
            let near = || format!("there is no field '{name}'. {} Fields: {}", did_you_mean(name, &known), words());
            let field = field.ok_or_else(|| usage(&near()))?;
            let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let place = place.filter(|place| proposal.column(*place).is_some());
            let columns = proposal.columns.len();
            let place = place.ok_or_else(|| usage(&format!("expected a column from 1 to {columns}")))?;
            if fields.iter().any(|(other, at)| *other == field || *at == place) {
                return Err(usage("a field is one column, and a column one field"));
            }
            fields.push((field, place));
        }
        Ok(fields)
    }
}

/// What is lacking, and the option that says it; none where the columns themselves are named.
const fn still(lack: Lack) -> Option<&'static str> {
    Some(match lack {
        Lack::Day => "no column is the day: --column date=NUMBER",
        Lack::Amount => "no column is money: --column amount=NUMBER, or --column in=NUMBER --column out=NUMBER",
        Lack::AmountTwice => "a column is money of either direction, and another of one: leave out one of them",
        Lack::OtherSide => "money in and money out are a column each: say both",
        Lack::Cells => return None,
        Lack::Sign => "what the sign of an amount says: --sign",
        Lack::Direction => "which way each word of the direction says: --incoming, --outgoing, --neutral",
        Lack::Status => "what each word of the status says: --booked, --pending, --cancelled",
        Lack::DayOrder => "which part of a day comes first: --day-order",
        Lack::Numbers => "what divides decimals: --decimals",
        Lack::Fee => "whether a fee is taken beside the amount: --fee-beside",
        Lack::Currency => "the currency: --currency, or --column currency=NUMBER",
        Lack::Kind => "what kind of account it is of: --kind",
    })
}

/// A closed word, which the arguments have been checked for.
fn word<T: json::Read>(text: &str) -> Result<T, Vec<InputError>> {
    Ok(json::read_text(&Json::text(text).canonical(), text.len().saturating_add(2)).map_err(InputError::of)?)
}

fn words() -> String {
    Field::ALL.map(|field| field.word()).join(", ")
}

fn told_column(column: &Column) -> String {
    let mut looks = Vec::new();
    if !column.days.is_empty() {
        let orders: Vec<&str> = column.days.iter().map(|order| order.word()).collect();
        looks.push(format!("days ({})", orders.join(" or ")));
    } else if column.is_amount() {
        let styles: Vec<&str> = column.amounts.iter().map(|style| style.word()).collect();
        let negative = if column.negative { ", some negative" } else { "" };
        looks.push(format!("amounts (decimals by {}{negative})", styles.join(" or ")));
    } else if let Some(currency) = column.currency {
        looks.push(format!("the currency {}", currency.as_str()));
    } else if !column.words.is_empty() {
        looks.push(format!("the words '{}'", column.words.join("', '")));
    } else {
        looks.push(if column.filled == 0 { "empty" } else { "texts" }.to_owned());
    }
    if !column.known_as.is_empty() {
        let known: Vec<&str> = column.known_as.iter().map(|field| field.word()).collect();
        looks.push(format!("in known layouts {}", known.join(" or ")));
    }
    format!("  column {} '{}': {}\n", column.place.saturating_add(1), column.shown_name(), looks.join("; "))
}

/// Which column its own arithmetic proves to be the balance.
fn told_chain(chain: &Chain) -> String {
    let place = |place: usize| place.saturating_add(1);
    let balance = place(chain.balance);
    let moves = match &chain.moves {
        Moves::Signed(amount, sign) => format!("column {} (--sign {})", place(*amount), sign.word()),
        Moves::InOut(into, out) => format!("column {} in, column {} out", place(*into), place(*out)),
        Moves::Worded(amount, way, word) => {
            format!("column {}, in where column {} is '{word}' (--sign unsigned)", place(*amount), place(*way))
        }
    };
    format!("  column {balance} is the balance before and {moves}, in all {} rows that link\n", chain.links)
}

fn shown(proposal: &Proposal) -> Value {
    serde_json::to_value(ShownProposal::from(proposal)).unwrap_or_default()
}
