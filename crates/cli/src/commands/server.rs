//! `server`: what an operator does with a server's data directory, most of it while the server runs.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use prescreen::date::Instant;
use prescreen_server::{Failure, operate};
use serde_json::json;

use super::{Answer, Done, InputError};

/// A server's data directory: its clock, copies, keys, and what is no longer kept
#[derive(Args)]
pub struct ServerArgs {
    #[command(subcommand)]
    command: ServerCommand,
}

/// Which data directory.
#[derive(Args)]
struct DataArgs {
    /// The server's data directory
    #[arg(long, value_name = "DIR", default_value = "prescreen-data")]
    data: PathBuf,
}

#[derive(Subcommand)]
enum ServerCommand {
    /// Show the clock that decides, and say that the system clock is right
    ///
    /// A clock that jumps ahead is not believed until it is confirmed; one that is behind stands still. With
    /// --confirm a running server believes the system clock from its next request on, and what bears a time in the
    /// future (attempts, acceptances, steps) bears the present one.
    Clock {
        #[command(flatten)]
        data: DataArgs,
        /// The system clock is right
        #[arg(long)]
        confirm: bool,
    },
}

impl ServerArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        match &self.command {
            ServerCommand::Clock { data, confirm } => clock(data, *confirm),
        }
        .map_err(|failure| InputError::operation(&failure.to_string()).into())
    }
}

fn clock(DataArgs { data }: &DataArgs, confirm: bool) -> Result<Answer, Failure> {
    let clock = if confirm { operate::confirm_clock(data)? } else { operate::clock(data)? };
    let ahead = clock.system.0.saturating_sub(clock.highest.0);
    let confirmed = clock.confirmed.map_or_else(|| "never".into(), written);
    let mut text = format!(
        "system clock                   {}\nlast time that was decided with {} ({})\nconfirmed                      {confirmed}\n",
        written(clock.system),
        written(clock.highest),
        if ahead < 0 { format!("{} s later", ahead.saturating_neg()) } else { format!("{ahead} s earlier") },
    );
    text += &format!("bear a later time              {}\n", clock.later);
    if confirm {
        text += "The system clock is confirmed; what bore a later time bears the present one.\n";
    } else if ahead < 0 {
        text += "If the system clock is right, say so with --confirm.\n";
    }
    let json = json!({
        "system": clock.system, "highest": clock.highest, "confirmed": clock.confirmed, "later": clock.later,
        "confirmed_now": confirm,
    });
    Ok(Answer::new(text, json))
}

/// A time as a person reads it, in UTC.
fn written(at: Instant) -> String {
    let day = at.day(0).map_or_else(|| at.0.to_string(), |day| day.to_string());
    let seconds = at.0.rem_euclid(86_400);
    let part = |divisor: i64, modulus: i64| seconds.div_euclid(divisor).rem_euclid(modulus);
    format!("{day} {:02}:{:02}:{:02} UTC", part(3600, 24), part(60, 60), part(1, 60))
}
