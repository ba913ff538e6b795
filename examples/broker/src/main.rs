//! The invented broker as a program.

use std::process::ExitCode;

use clap::Parser;
use prescreen_example_broker::{Config, run};

fn main() -> ExitCode {
    match run(&Config::parse(), |url| println!("broker serves {url}")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("broker: {failure}");
            ExitCode::from(2)
        }
    }
}
