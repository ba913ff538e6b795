//! The command line: packs, cases, verdicts, records, models, statements, schemas, and the screening server.
//!
//! Exit codes: 0 as asked; 1 something was found (a pack that is not in order, a verdict or record
//! that does not hold, or whose signer was not checked); 2 a file or the command itself cannot be used.

mod commands;

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use commands::{Answer, InputError};
use prescreen::terms::Origin;
use prescreen_server::{visible, visible_json};

/// Suitability, appropriateness and risk pre-screening on the investor's own device
///
/// Exit codes: 0 as asked; 1 findings; 2 a file or the command cannot be used.
#[derive(Parser)]
#[command(name = "prescreen", version)]
struct Cli {
    /// Answer in JSON, errors too
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Pack(commands::pack::PackArgs),
    Case(commands::case::CaseArgs),
    Screen(commands::screen::ScreenArgs),
    Prove(commands::prove::ProveArgs),
    Compare(commands::prove::CompareArgs),
    Verify(commands::verify::VerifyArgs),
    Record(commands::record::RecordArgs),
    Model(commands::model::ModelArgs),
    Scorecard(commands::scorecard::ScorecardArgs),
    Statement(commands::statement::StatementArgs),
    Experiment(commands::experiment::ExperimentArgs),
    Schema(commands::schema::SchemaArgs),
    Serve(commands::serve::ServeArgs),
    Server(commands::server::ServerArgs),
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let said = without_addresses(error.render().to_string());
            if asks_for_json() {
                return print_problems(&[command_line(error.kind(), &said)], true);
            }
            eprint!("{}", visible(&said));
            return ExitCode::from(2);
        }
        Err(error) => error.exit(),
    };
    let outcome = match &cli.command {
        Command::Pack(args) => args.run(),
        Command::Case(args) => args.run(),
        Command::Screen(args) => args.run(),
        Command::Prove(args) => args.run(),
        Command::Compare(args) => args.run(),
        Command::Verify(args) => args.run(),
        Command::Record(args) => args.run(),
        Command::Model(args) => args.run(),
        Command::Scorecard(args) => args.run(),
        Command::Statement(args) => args.run(),
        Command::Experiment(args) => match (args.assign(), args.report()) {
            (Some(assign), _) => return run_lines(assign, cli.json),
            (_, Some(report)) => return run_report(report, cli.json),
            (None, None) => args.run(),
        },
        Command::Schema(args) => args.run(),
        Command::Server(args) => args.run(),
        Command::Serve(args) => return run_server(args, cli.json),
    };
    match outcome {
        Ok(answer) => print_answer(&answer, cli.json),
        Err(problems) => print_problems(&problems, cli.json),
    }
}

/// What is wrong with a command line, without the addresses in it: that of a store may hold a password, wherever it stands.
fn without_addresses(said: String) -> String {
    let arguments = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let values = arguments.map(|argument| match argument.split_once('=') {
        Some((flag, value)) if flag.starts_with('-') => value.to_string(),
        _ => argument,
    });
    let addresses = values.filter(|value| value.contains('@') || value.to_ascii_lowercase().starts_with("postgres"));
    addresses.fold(said, |said, address| said.replace(&address, "…"))
}

/// Whether a command line that cannot be read asks for JSON.
fn asks_for_json() -> bool {
    std::env::args_os().skip(1).take_while(|argument| argument != "--").any(|argument| argument == "--json")
}

/// What is wrong with a command line: the fault, then what helps.
fn command_line(kind: ErrorKind, said: &str) -> InputError {
    let (message, help) = match kind {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => ("the command line names no command", said),
        _ => said.split_once("\n\n").unwrap_or((said, "")),
    };
    let message = message.strip_prefix("error: ").unwrap_or(message).trim_end();
    InputError { help: help.trim_end().into(), ..InputError::usage(message) }
}

/// Says where it serves once it does.
fn run_server(args: &commands::serve::ServeArgs, json: bool) -> ExitCode {
    let ready = |origin: &Origin| match json {
        true => print(&format!("{}\n", serde_json::json!({ "serves": origin.to_string() }))),
        false => print(&format!("prescreen serves {origin}\n")),
    };
    match args.run(ready) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => print_problems(&problems, json),
    }
}

/// A command that prints a line for each that it reads: what it said stands when a later line cannot be used.
fn run_lines(args: &commands::experiment::AssignArgs, json: bool) -> ExitCode {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let outcome = args.run(&mut out, &mut std::io::stderr());
    drop(out);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) if json => {
            print(&visible_json(&format!("{}\n", serde_json::json!({ "errors": problems }))));
            ExitCode::from(2)
        }
        Err(problems) => print_problems(&problems, false),
    }
}

/// A command that writes a page beside what it prints: what it says stands though the page cannot be written.
fn run_report(args: &commands::experiment::ReportArgs, json: bool) -> ExitCode {
    match args.run() {
        Err(problems) => print_problems(&problems, json),
        Ok(reported) => {
            let code = print_answer(&reported.answer, json);
            reported.page.map_or_else(|problems| print_problems(&problems, false), |()| code)
        }
    }
}

fn print_answer(answer: &Answer, json: bool) -> ExitCode {
    if json {
        print(&visible_json(&format!("{:#}\n", answer.json)));
    } else {
        print(&visible(&answer.text));
    }
    if answer.findings { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

fn print_problems(problems: &[InputError], json: bool) -> ExitCode {
    if json {
        print(&visible_json(&format!("{:#}\n", serde_json::json!({ "errors": problems }))));
    } else {
        for problem in problems {
            eprint!("{}", visible(&format!("{problem}\n")));
        }
    }
    ExitCode::from(2)
}

/// A reader that went away, such as `head`, is no error of ours.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}
