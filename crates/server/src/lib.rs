//! The screening server: sessions, attempts, tickets, verdicts, steps, receipts.
//!
//! Takes HTTP from the firm's back end (with the host credential) and from browsers, gives JSON and
//! RFC 9457 problems. It keeps the clock, counts attempts before a result is shown, and checks what
//! a tab sends against its own values. It never receives an answer, and logs no personal data.
//!
//! ```no_run
//! use prescreen_server::{Config, run};
//!
//! # fn main() -> Result<(), prescreen_server::Failure> {
//! let config = Config { packs: "packs".into(), ..Config::default() };
//! run(&config, |origin| println!("serves {origin}"))
//! # }
//! ```
//!
//! | file | what it is for |
//! |---|---|
//! | `config`, `serve`, `failure` | what it is started with, start and stop, why it cannot start |
//! | `routes`, `gate` | addresses, and what every request passes |
//! | `host`, `browser`, `public` | the three kinds of caller |
//! | `audience` | for the page of which origin a session is |
//! | `declared` | which words a pack has where a firm sent another |
//! | `feed`, `page`, `idempotency` | sessions as they are decided; a part of a list; a request that the firm sends twice |
//! | `state`, `flow` | a session as the firm reads it; a session after its verdict |
//! | `record` | what the firm keeps beside a verdict |
//! | `attempt`, `excuse` | what is left of a person's attempts, and one that is counted; one that was lost |
//! | `reliance`, `history` | what attempts leave of a class; the same of those in the store |
//! | [`wire`] | every body, answer and problem, declared once, and the OpenAPI document of them |
//! | `app` | what requests share |
//! | `store`, `clock` | what is durable, and server time |
//! | [`operate`] | what an operator does with a data directory |
//! | `governance`, `standings` | who stands for the packs; what the log says of it |
//! | `data`, `files`, `packs`, `reload`, `random` | keys and credential, how files are made, the packs and reading them again, the system's randomness |
//! | `connections`, `places`, `paced`, `client`, `body`, `limits`, `headers`, `answer`, `problem` | what comes in and goes out, and how much |
//! | `ready`, `observe`, `log_writer`, `visible`, `metrics` | what an operator sees |

mod answer;
mod app;
mod attempt;
mod audience;
mod body;
mod browser;
mod client;
mod clock;
mod config;
mod connections;
mod credential;
mod data;
mod declared;
mod excuse;
mod failure;
mod feed;
mod files;
mod flow;
mod gate;
mod governance;
mod headers;
mod history;
mod host;
mod idempotency;
mod limits;
mod log_writer;
mod metrics;
mod observe;
mod on_file;
pub mod operate;
mod paced;
mod packs;
mod page;
mod places;
mod problem;
mod public;
mod random;
mod ready;
mod record;
mod reliance;
mod reload;
mod routes;
mod serve;
mod standings;
mod state;
mod store;
mod visible;
pub mod wire;

pub use client::{ForwardedHeader, Proxies, trusted_network};
pub use config::{Config, Settings, listen_address, max_connections};
pub use failure::Failure;
pub use governance::statements_of;
pub use ipnet::IpNet as Network;
pub use log_writer::{LogLevel, LogWriter, to_standard_error as log_to_standard_error};
pub use serve::run;
pub use store::postgres::Address as StoreAddress;
pub use visible::{visible, visible_json};
