//! `server`: what an operator does with a server's data directory, most of it while the server runs.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::terms::Digest;
use prescreen_server::operate::{self, CopyReport, Deleted, GovernedBy, Log, Place, Retained};
use prescreen_server::wire::answers::ClockStanding;
use prescreen_server::{Config, Failure, Settings};
use serde_json::json;

use super::serve::store_of_flag;
use super::{Answer, Done, InputError, supervisor};

/// What is said where the system clock is far ahead of the last time that was decided with.
const UNCONFIRMED: &str = "A server that runs stores the time at least every 30 seconds: no server runs, or its store takes \
                           nothing, or it does not believe this clock. If the system clock is right, say so with \
                           `prescreen server clock --confirm`.\n";

/// A server's data directory: its clock, copies, keys, and what is no longer kept
#[derive(Args)]
pub struct ServerArgs {
    #[command(subcommand)]
    command: ServerCommand,
}

/// Which store.
#[derive(Args)]
struct PlaceArgs {
    /// The server's configuration file, for what the flags below leave out
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The server's data directory [default: prescreen-data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The database that servers share, where they share one: postgres://USER@HOST/DATABASE
    #[arg(long, value_name = "URL")]
    store: Option<String>,
}

impl PlaceArgs {
    fn place(&self) -> Result<Place, Vec<InputError>> {
        let store = store_of_flag(self.store.as_deref())?;
        let file = self.config.as_deref().map_or_else(|| Ok(Settings::default()), Settings::read);
        let file = file.map_err(InputError::from)?;
        let flags = Settings { data: self.data.clone(), store, ..Settings::default() };
        let Config { data, store, .. } = Config::from(flags.over(file));
        Ok(Place { data, store })
    }
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
        place: PlaceArgs,
        /// The system clock is right
        #[arg(long)]
        confirm: bool,
    },
    /// Copy the store into a new file, while the server runs
    ///
    /// A store that is damaged is not copied, and no file is written over.
    /// Signing key and host credential are not in the copy: keep a copy of them once, apart from it.
    Backup {
        #[command(flatten)]
        place: PlaceArgs,
        /// The file to make
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Bring a copy back into a data directory that has no store, and that no server uses
    Restore {
        #[command(flatten)]
        place: PlaceArgs,
        /// The copy
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Delete everything of a person, while the server runs: sessions, verdicts, steps and counted attempts
    ///
    /// Exits with 1 when nothing of this person is there, or when what was deleted stands in the store's log still; giving the
    /// command again overwrites that.
    Erase {
        #[command(flatten)]
        place: PlaceArgs,
        /// The person, as the firm's back end names them
        #[arg(long, value_name = "ID", allow_hyphen_values = true)]
        subject: String,
    },
    /// Delete what is over for longer than the firm keeps it, while the server runs
    ///
    /// A session is over with its last step, its verdict, or without one the end of its time. Counted attempts are
    /// kept for a year in any case, for as long as limits look back. Days are counted back from the time that decides: exits
    /// with 1 where the system clock does not, and with 2 where it is behind.
    Retain {
        #[command(flatten)]
        place: PlaceArgs,
        /// How many days it is kept
        #[arg(long, value_name = "N")]
        days: u32,
    },
    /// Write what is kept of a period or a person into one file, for a supervisor, while the server runs
    ///
    /// Packs with every question in every language, sessions with the facts that the firm attested, tickets, verdicts, steps
    /// and receipts, records as they are kept, and who opened the sealed ones. `prescreen record check` verifies it. Exits
    /// with 1 when no session is in it.
    Export {
        #[command(flatten)]
        place: PlaceArgs,
        /// The first day, YYYY-MM-DD, in the time zone of each session's pack
        #[arg(
            long,
            value_name = "DAY",
            requires = "to",
            required_unless_present = "subject",
            conflicts_with = "subject"
        )]
        from: Option<String>,
        /// The last day
        #[arg(long, value_name = "DAY", requires = "from")]
        to: Option<String>,
        /// The person, as the firm's back end names them
        #[arg(long, value_name = "ID", allow_hyphen_values = true)]
        subject: Option<String>,
        /// The access log of the archive
        #[arg(long, value_name = "FILE")]
        access_log: Option<PathBuf>,
        /// The folder of the packs that the server serves: who approved and withdrew them is written with them
        #[arg(long, value_name = "DIR", requires = "approvers")]
        packs: Option<PathBuf>,
        /// The list of who may approve packs, as the server has it
        #[arg(long, value_name = "FILE", requires = "packs")]
        approvers: Option<PathBuf>,
        /// The file to make
        #[arg(long, value_name = "FILE")]
        out: String,
    },
    /// Count the verdicts of a month that is over by class, outcome, reason and pack, with small counts hidden
    Report {
        #[command(flatten)]
        place: PlaceArgs,
        /// The month, YYYY-MM
        #[arg(long, value_name = "MONTH", required_unless_present = "definition")]
        month: Option<String>,
        /// Print what is counted and hidden: the text whose SHA-256 is in every report
        #[arg(long, conflicts_with = "month")]
        definition: bool,
    },
    /// Write the events of an experiment into one file, while the server runs: for `prescreen experiment report`
    ///
    /// Who claimed a session that was opened with an `assignment` to the experiment saw the variation; an accepted verdict is
    /// the completion, with its class and outcome. Nobody's name is in it, nor an answer. Exits with 1 where nobody is in it.
    Events {
        #[command(flatten)]
        place: PlaceArgs,
        /// The experiment's key
        #[arg(long, value_name = "KEY")]
        experiment: String,
        /// The file to make, of lines of JSON
        #[arg(long, value_name = "FILE")]
        out: String,
    },
    /// Draw a new mark for the cursors of the feed, while the server runs: none from before is taken any more
    ///
    /// For a store that was brought back by other means than `restore`, such as an image of the disk or a copy of a
    /// database: who follows the feed begins again, and misses nothing.
    RenewCursors {
        #[command(flatten)]
        place: PlaceArgs,
    },
    /// Draw a new signing key, for the next start; old public keys stay published
    RotateKey {
        #[command(flatten)]
        place: PlaceArgs,
    },
}

impl ServerArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        match &self.command {
            ServerCommand::Export { place, from, to, subject, access_log, packs, approvers, out } => {
                let days = from.as_deref().zip(to.as_deref());
                let subject = subject.as_deref().map(person).transpose()?;
                let governance = packs.clone().zip(approvers.clone());
                let governance = governance.map(|(packs, approvers)| GovernedBy { approvers, packs });
                let log = access_log.as_deref();
                return supervisor::export(&place.place()?, days, subject, log, governance.as_ref(), out);
            }
            ServerCommand::Report { month: None, .. } => Ok(supervisor::definition()),
            ServerCommand::Report { place, month: Some(month), .. } => {
                return supervisor::report(&place.place()?, month);
            }
            ServerCommand::Events { place, experiment, out } => {
                let experiment = Id::try_from(experiment.clone())
                    .map_err(|_| InputError::usage("--experiment: this is no key of an experiment"))?;
                return supervisor::events(&place.place()?, &experiment, out);
            }
            ServerCommand::Clock { place, confirm } => clock(&place.place()?, *confirm),
            ServerCommand::Backup { place, to } => operate::backup(&place.place()?, to).map(|copy| copied(&copy)),
            ServerCommand::Restore { place, from } => {
                operate::restore(&place.place()?, from).map(|copy| restored(&copy))
            }
            ServerCommand::Erase { place, subject } => {
                let subject = person(subject)?;
                operate::erase(&place.place()?, &subject).map(|done| erased(&done))
            }
            ServerCommand::Retain { place, days } => {
                operate::retain(&place.place()?, *days).map(|done| retained(&done))
            }
            ServerCommand::RenewCursors { place } => operate::renew_cursors(&place.place()?).map(|()| renewed()),
            ServerCommand::RotateKey { place } => operate::rotate_key(&place.place()?).map(|kid| rotated(&kid)),
        }
        .map_err(|failure| InputError::from(failure).into())
    }
}

fn clock(place: &Place, confirm: bool) -> Result<Answer, Failure> {
    let clock = if confirm { operate::confirm_clock(place)? } else { operate::clock(place)? };
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
    } else {
        text += match clock.standing {
            ClockStanding::Behind => {
                "Time stands still until the system clock catches up. If it is right, say so with --confirm.\n"
            }
            ClockStanding::Unconfirmed => UNCONFIRMED,
            ClockStanding::Believed => "",
        };
    }
    let json = json!({
        "system": clock.system, "highest": clock.highest, "confirmed": clock.confirmed, "standing": clock.standing.word(),
        "later": clock.later, "confirmed_now": confirm,
    });
    Ok(Answer::new(text, json))
}

fn copied(copy: &CopyReport) -> Answer {
    let text = format!("copied {} sessions, until {}\n", copy.sessions, written(copy.until));
    Answer::new(text, json!({ "sessions": copy.sessions, "until": copy.until }))
}

fn restored(copy: &CopyReport) -> Answer {
    let mut text = format!("brought back {} sessions, until {}\n", copy.sessions, written(copy.until));
    text += "Attempts and verdicts since then are forgotten: treat it as an incident.\n";
    if !copy.has_key {
        text += "The signing key is not there: put it back from your copy, or run `prescreen server rotate-key`.\n";
    }
    if !copy.has_credential {
        text += "The host credential is not there: put it back from your copy.\n";
    }
    text += "Cursors of the feed from before are refused: who follows begins again.\n";
    Answer::new(
        text,
        json!({ "sessions": copy.sessions, "until": copy.until, "has_key": copy.has_key,
        "has_credential": copy.has_credential }),
    )
}

/// Nothing that was deleted is a finding: the id may be mistyped.
fn erased(done: &Deleted) -> Answer {
    let answer = deleted(done);
    if !done.is_nothing() {
        return answer;
    }
    let text = "nothing of this person is there, and nothing was deleted now: check the id, and which store this is, unless \
                this command was given before\n";
    Answer { text: text.to_owned() + &overwritten(done), findings: true, ..answer }
}

/// What was kept for want of a clock that decides is a finding.
fn retained(done: &Retained) -> Answer {
    let mut answer = deleted(&done.deleted);
    answer.text += &format!("counted back from {}\n", written(done.counted_from));
    if done.standing == ClockStanding::Unconfirmed {
        answer.text += "That is the last time that was decided with: what became over since then is kept still.\n";
        answer.text += UNCONFIRMED;
        answer.findings = true;
    }
    let counted = [
        ("counted_from", json!(done.counted_from)),
        ("system", json!(done.system)),
        ("clock", json!(done.standing.word())),
    ];
    if let Some(members) = answer.json.as_object_mut() {
        members.extend(counted.map(|(name, value)| (name.into(), value)));
    }
    answer
}

fn deleted(done: &Deleted) -> Answer {
    let Deleted { sessions, steps, attempts, log, .. } = done;
    let text =
        format!("deleted {sessions} sessions, {steps} steps, {attempts} counted attempts\n") + &overwritten(done);
    let fault = if let Log::NotEmptied(why) = log { Some(why.to_string()) } else { None };
    let json = json!({
        "sessions": sessions, "steps": steps, "attempts": attempts, "overwritten": matches!(log, Log::Emptied),
        "still_read": matches!(log, Log::Read), "log_fault": fault,
    });
    Answer { findings: matches!(log, Log::Read | Log::NotEmptied(_)), ..Answer::new(text, json) }
}

/// Whether what was deleted is overwritten, and what to do where it is not.
fn overwritten(done: &Deleted) -> String {
    match &done.log {
        Log::NotEmptied(why) => format!(
            "What was deleted stands in the store's log still, which could not be emptied: {why}. Giving this command again \
             overwrites it, also where nobody is found any more.\n"
        ),
        Log::Read => "Another program reads the store, such as a backup: what was deleted stands in its log until that has \
                      ended and this command was given again, which overwrites it also where nobody is found any more.\n"
            .into(),
        Log::OfDatabase => "PostgreSQL overwrites what was deleted when its vacuum ran and the room is used again; its log, \
                            archives and copies hold it for as long as they are kept.\n"
            .into(),
        _ => "What was deleted, now or before, is overwritten, and stands in no log of the store.\n".into(),
    }
}

fn renewed() -> Answer {
    let text = "cursors of the feed from before are refused from now on: who follows begins again\n";
    Answer::new(text.into(), json!({ "renewed": true }))
}

/// A person's id. What was given is not repeated.
fn person(text: &str) -> Result<Id, Vec<InputError>> {
    let id = Id::try_from(text.to_string()).ok().filter(operate::names_a_person);
    id.ok_or_else(|| {
        InputError::usage(
            "--subject: this cannot be a person's id: one is 1 to 64 of the characters A-Z a-z 0-9 _ . -, and no dots alone",
        )
        .into()
    })
}

fn rotated(kid: &Digest) -> Answer {
    Answer::new(format!("the next start signs with {kid}\n"), json!({ "kid": kid.to_string() }))
}

/// A time as a person reads it, in UTC.
fn written(at: Instant) -> String {
    let day = at.day(0).map_or_else(|| at.0.to_string(), |day| day.to_string());
    let seconds = at.0.rem_euclid(86_400);
    let part = |divisor: i64, modulus: i64| seconds.div_euclid(divisor).rem_euclid(modulus);
    format!("{day} {:02}:{:02}:{:02} UTC", part(3600, 24), part(60, 60), part(1, 60))
}
