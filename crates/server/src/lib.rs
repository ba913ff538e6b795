//! The reference server: sessions, attempts, tickets, verdicts, steps, receipts.
//!
//! Takes HTTP from the firm's back end (with the host credential) and from browsers, gives JSON and
//! RFC 9457 problems. It keeps the clock, counts attempts before a result is shown, and checks what
//! a tab sends against its own values. It never receives an answer, and logs no personal data.
//!
//! | file | what it is for |
//! |---|---|
//! | `config` | arguments, data directory, signing key, host credential |
//! | `routes` | addresses, and what every request passes |
//! | `host`, `browser`, `public` | the three kinds of caller |
//! | `flow` | a session after its verdict |
//! | `store`, `clock`, `attempts` | what is durable, server time, the count |
//! | `connections`, `body`, `limits`, `headers`, `problem` | what comes in and goes out, and how much |
//! | `logs`, `metrics` | what an operator sees |
//! | `packs`, `files`, `random` | what is loaded once; the system's randomness |

mod attempts;
mod body;
mod browser;
mod clock;
mod config;
mod connections;
mod files;
mod flow;
mod headers;
mod host;
mod limits;
mod logs;
mod metrics;
mod packs;
mod public;
mod random;
mod routes;
mod stand_in;
mod store;

pub mod problem;

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use prescreen::Session;
use prescreen::date::Instant;
use prescreen_es256::ServerKey;
use rusqlite::Transaction;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use config::{Data, HostCredential};
use files::Files;
use limits::Limits;
use metrics::Metrics;
use packs::{KnownPack, Packs};
use problem::{Kind, Problem};
use store::Store;

pub use body::JsonBody;
pub use config::Args;
pub use public::method_not_allowed;
pub use random::bytes as random_bytes;

/// Everything that requests share.
pub struct App {
    store: Store,
    packs: Packs,
    files: Files,
    key: ServerKey,
    credential: HostCredential,
    limits: Limits,
    metrics: Metrics,
    /// The origin that a verdict is for when the firm names none.
    origin: String,
    loopback: bool,
}

/// Why the server cannot start, said to whoever started it.
#[derive(Debug)]
pub struct Failure(String);

/// Runs the server until it is told to stop.
///
/// # Errors
/// When a pack, a file, the store or the address cannot be used.
pub fn run(args: &Args) -> Result<(), Failure> {
    logs::start();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::of)?;
    runtime.block_on(serve(args))
}

async fn serve(args: &Args) -> Result<(), Failure> {
    let packs = Packs::load(&args.packs)?;
    let files = args.site.as_deref().map_or_else(|| Ok(Files::default()), Files::load)?;
    let data = Data::open(&args.data)?;
    let credential = data.host_credential(args.host_credential_file.as_deref())?;
    let listener = TcpListener::bind(args.listen)
        .await
        .map_err(|error| Failure::new(format!("cannot listen on {}: {error}", args.listen)))?;
    let address = listener.local_addr().map_err(Failure::of)?;
    let origin = format!("http://{}", reachable(address));
    let broker = args.stand_in.then(|| stand_in::Broker::new(origin.clone(), credential.text()));
    let app = Arc::new(App {
        store: Store::open(&data.store())?,
        packs,
        files,
        key: data.signing_key()?,
        credential,
        limits: Limits::new(),
        metrics: Metrics::default(),
        origin: origin.clone(),
        loopback: address.ip().is_loopback(),
    });
    let behind = app.store.seconds_behind().map_err(Failure::of)?;
    if behind > 0 {
        tracing::warn!(
            behind,
            "the system clock is behind the highest time seen; time stands still until it catches up"
        );
    }
    tokio::spawn(Limits::forget(Arc::clone(&app)));
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::of)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::of)?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    println!("prescreen serves {origin}");
    connections::serve(listener, routes::router(app, args.page_origin.clone(), broker.map(Arc::new)), stop).await;
    Ok(())
}

/// The address at which this machine reaches a listener of all its addresses.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::from(([127, 0, 0, 1], address.port())),
        IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::from((std::net::Ipv6Addr::LOCALHOST, address.port())),
        _ => address,
    }
}

/// A JSON answer.
pub fn answer(status: StatusCode, json: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], json).into_response()
}

impl App {
    /// Runs one transaction off the asynchronous threads.
    async fn transaction<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &Transaction<'_>, Instant) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = Arc::clone(self);
        let done =
            tokio::task::spawn_blocking(move || app.store.transaction(|transaction, now| work(&app, transaction, now)));
        done.await.map_err(|_| Problem::new(Kind::Storage))?
    }

    /// The pack that a session is pinned to.
    fn pack(&self, session: &Session) -> Result<&Arc<KnownPack>, Problem> {
        self.packs.by_hash(&session.pack.hash).ok_or_else(|| Kind::UnknownPack.into())
    }
}

impl Failure {
    /// With a sentence.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// From any error.
    pub fn of(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }

    fn file(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("cannot {verb} {}: {error}", path.display()))
    }

    fn at(self, path: &Path) -> Self {
        Self(format!("{}: {}", path.display(), self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}
