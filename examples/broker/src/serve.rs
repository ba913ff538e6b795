//! Start and stop.

use std::fmt;
use std::fs;
use std::future::Future;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::broker::Broker;
use crate::experiment::Experiment;
use crate::files::Files;
use crate::routes::router;
use crate::screening::Screening;
use crate::shared::Shared;

/// An invented broker's back end and site, in front of the screening server
#[derive(Debug, Clone, clap::Parser)]
pub struct Config {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The screening server's address
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8787")]
    pub screening: String,
    /// The host credential of the screening server; it makes the file at its first start
    #[arg(long, value_name = "FILE", default_value = "prescreen-data/host-credential")]
    pub credential_file: PathBuf,
    /// The site's files, read once at the start; none when left out
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// An experiment with the questionnaire: {"experiment": KEY, "people": {CUSTOMER: {"variation": KEY, "pack": ID}}}
    #[arg(long, value_name = "FILE")]
    pub experiment: Option<PathBuf>,
}

/// Why the broker cannot start, said to whoever started it.
#[derive(Debug)]
pub struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// Serves until the process is told to stop (SIGINT or SIGTERM). `ready` gets the address once it can be asked.
///
/// # Errors
/// When the credential, the site or the address cannot be used.
pub fn run(config: &Config, ready: impl FnOnce(&str)) -> Result<(), Failure> {
    let failed = |what: &str, error: std::io::Error| Failure(format!("{what}: {error}"));
    let path = &config.credential_file;
    let credential = fs::read_to_string(path).map_err(|error| failed(&path.display().to_string(), error))?;
    let files = match &config.site {
        Some(site) => Files::load(site).map_err(|error| failed(&site.display().to_string(), error))?,
        None => Files::default(),
    };
    let experiment = config.experiment.as_ref().map(|path| read_experiment(path)).transpose()?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| failed("no threads", error))?;
    runtime.block_on(async {
        let listener = TcpListener::bind(config.listen)
            .await
            .map_err(|error| failed(&format!("cannot listen on {}", config.listen), error))?;
        let address = listener.local_addr().map_err(|error| failed("no address", error))?;
        let url = format!("http://{address}");
        let screening = Screening::new(config.screening.clone(), credential.trim());
        let shared = Shared { broker: Broker::new(screening, url.clone(), experiment), files };
        let stopped = stop().map_err(|error| failed("no signals", error))?;
        ready(&url);
        let service = router(Arc::new(shared)).into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(listener, service).with_graceful_shutdown(stopped);
        served.await.map_err(|error| failed("stopped", error))
    })
}

fn read_experiment(path: &Path) -> Result<Experiment, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure(format!("{}: {error}", path.display())))?;
    serde_json::from_str(&text).map_err(|error| Failure(format!("{}: no experiment: {error}", path.display())))
}

fn stop() -> std::io::Result<impl Future<Output = ()>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
