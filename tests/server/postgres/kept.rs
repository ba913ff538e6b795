//! The store of a test, a database of a PostgreSQL that these tests start, looked at from outside.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use postgres::{Client, NoTls};

use crate::process::TempDir;

/// One for all tests; it ends when they do, because then nothing holds the pipe that its shell reads.
const UNTIL_THE_TESTS_END: &str = r#"
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=400 >"$2/log" 2>&1 &
read -r line
kill -INT $!
wait
rm -rf "$2"
"#;

/// A database.
#[derive(Clone)]
pub struct Kept {
    socket: PathBuf,
    name: String,
    named: bool,
    _own: Option<Arc<Cluster>>,
}

/// A PostgreSQL of its own, on a socket in a directory of its own.
pub struct Cluster {
    directory: PathBuf,
    child: Mutex<Child>,
    _removed: Option<TempDir>,
}

impl Kept {
    /// A new one, empty.
    pub fn new(_: &Path) -> Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        let cluster = SHARED.get_or_init(|| {
            let directory = std::env::temp_dir().join(format!("prescreen-postgres-{}", std::process::id()));
            fs::create_dir(&directory).unwrap();
            let mut shell = as_its_user("sh", &directory);
            shell.args(["-c", UNTIL_THE_TESTS_END, "sh"]).arg(programs()).arg(&directory).stdin(Stdio::piped());
            Cluster::start(directory, shell, None)
        });
        Self::database(cluster, None)
    }

    /// In a PostgreSQL of its own, which can be killed.
    pub fn alone() -> Self {
        let directory = TempDir::new();
        let path = directory.0.clone();
        let server = server(&path);
        let cluster = Arc::new(Cluster::start(path, server, Some(directory)));
        Self::database(&cluster, Some(Arc::clone(&cluster)))
    }

    /// In a PostgreSQL of its own with TLS, which is asked at an address of this machine, with a password; its key and
    /// certificate are two files in PEM.
    pub fn with_tls(address: &str, password: &str, key: &Path, certificate: &Path) -> Self {
        let directory = TempDir::new();
        let path = directory.0.clone();
        for (file, name) in [(key, "tls.key"), (certificate, "tls.crt")] {
            fs::copy(file, path.join(name)).unwrap();
            fs::set_permissions(path.join(name), fs::Permissions::from_mode(0o600)).unwrap();
            if let Some(user) = its_user() {
                chown(path.join(name), Some(user), None).unwrap();
            }
        }
        fs::write(path.join("hba"), "local all all trust\nhostssl all all 127.0.0.0/8 scram-sha-256\n").unwrap();
        let mut server = server(&path);
        for setting in [
            format!("listen_addresses={address}"),
            format!("hba_file={}", path.join("hba").display()),
            "ssl=on".into(),
            format!("ssl_key_file={}", path.join("tls.key").display()),
            format!("ssl_cert_file={}", path.join("tls.crt").display()),
            "password_encryption=scram-sha-256".into(),
        ] {
            server.arg("-c").arg(setting);
        }
        let cluster = Arc::new(Cluster::start(path, server, Some(directory)));
        let kept = Self::database(&cluster, Some(Arc::clone(&cluster)));
        kept.open().batch_execute(&format!("ALTER ROLE prescreen PASSWORD '{password}'")).unwrap();
        kept
    }

    /// Its name in the PostgreSQL that it is in.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn database(cluster: &Cluster, own: Option<Arc<Cluster>>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("t{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let socket = cluster.directory.clone();
        let mut client = connect(&socket, "postgres").expect("the database answers");
        client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).unwrap();
        Self { socket, name, named: true, _own: own }
    }

    /// The flags by which it is named.
    pub fn arguments(&self) -> Vec<String> {
        if self.named { vec!["--store".into(), self.url()] } else { Vec::new() }
    }

    /// Leaves it to a configuration file to name it.
    pub fn leave_unnamed(&mut self) {
        self.named = false;
    }

    /// A new database with everything of this one, as an operator copies it.
    pub fn dumped(&self) -> Self {
        let mut client = connect(&self.socket, "postgres").unwrap();
        let name = format!("{}_copy", self.name);
        client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).unwrap();
        let program = |name: &str, database: &str| {
            let mut command = Command::new(programs().join(name));
            command.arg("--host").arg(&self.socket).args(["--username", "prescreen", "--dbname", database]);
            command
        };
        let dumped = program("pg_dump", &self.name).args(["--format", "custom"]).output().unwrap();
        assert!(dumped.status.success(), "{dumped:?}");
        let mut restore = program("pg_restore", &name).stdin(Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut restore.stdin.take().unwrap(), &dumped.stdout).unwrap();
        assert!(restore.wait().unwrap().success());
        Self { name, ..self.clone() }
    }

    pub fn url(&self) -> String {
        format!("postgres:///{}?user=prescreen&host={}", self.name, self.socket.display())
    }

    pub fn open(&self) -> Client {
        connect(&self.socket, &self.name).unwrap()
    }

    /// Keeps everybody else from the clock, with which every transaction begins, until it is dropped.
    pub fn hold(&self) -> Client {
        let mut holder = self.open();
        holder.batch_execute("BEGIN; LOCK TABLE clock IN ACCESS EXCLUSIVE MODE").unwrap();
        holder
    }

    /// Whether somebody waits for a lock in it.
    pub fn is_waited_for(&self, _: u32) -> bool {
        let waiting = "SELECT count(*) FROM pg_stat_activity \
                       WHERE datname = current_database() AND wait_event_type = 'Lock'";
        self.number(waiting) > 0
    }

    /// Ends everybody's connection to it and removes it.
    pub fn remove(&self) {
        let mut client = connect(&self.socket, "postgres").unwrap();
        client.batch_execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).unwrap();
    }

    /// A number that is asked for.
    pub fn number(&self, query: &str) -> i64 {
        self.open().query_one(query, &[]).unwrap().get(0)
    }

    /// Whether every index fits its table.
    pub fn is_whole(&self) -> bool {
        let mut client = self.open();
        client.batch_execute("CREATE EXTENSION IF NOT EXISTS amcheck").unwrap();
        let checked = "SELECT count(*) FROM (SELECT bt_index_check(c.oid, true) FROM pg_class c \
                       JOIN pg_namespace n ON n.oid = c.relnamespace \
                       WHERE c.relkind = 'i' AND n.nspname = 'public') AS checked";
        client.query_one(checked, &[]).is_ok()
    }

    /// Whether a text is in any row.
    pub fn holds(&self, text: &str) -> bool {
        let tables = ["sessions", "attempts", "steps", "changes", "openings"];
        let count =
            |table| format!("SELECT count(*) FROM {table} WHERE strpos(row_to_json({table})::text, '{text}') > 0");
        tables.into_iter().any(|table| self.number(&count(table)) > 0)
    }

    /// The process of the database, the parent of those that work.
    pub fn process(&self) -> u32 {
        let file = fs::read_to_string(self.socket.join("data/postmaster.pid")).unwrap();
        file.lines().next().unwrap().parse().unwrap()
    }

    /// Kills the database under whoever uses it, as a power cut would, and starts it again.
    pub fn kill_and_start(&self) {
        let cluster = self._own.as_ref().expect("its own");
        let id = &self.process().to_string();
        let signal = |name: &str, to: &[&str]| Command::new("kill").arg(name).args(to).status().unwrap().success();
        // The whole family: no process of it gets to write anything more, and the parent makes no other.
        assert!(signal("-STOP", &[id]));
        let children = Command::new("ps").args(["-o", "pid=", "--ppid", id]).output().unwrap();
        let children = String::from_utf8(children.stdout).unwrap();
        assert!(signal("-KILL", &[id]));
        // One may have ended by itself.
        signal("-KILL", &children.split_whitespace().collect::<Vec<_>>());
        let mut child = cluster.child.lock().unwrap();
        child.wait().unwrap();
        let answers = (0..1500).any(|_| {
            // It does not start before the last of the family is gone.
            if child.try_wait().unwrap().is_some() {
                *child = server(&cluster.directory).spawn().unwrap();
            }
            std::thread::sleep(Duration::from_millis(20));
            connect(&cluster.directory, "postgres").is_ok()
        });
        assert!(answers, "the database answers within half a minute");
    }
}

impl Cluster {
    fn start(directory: PathBuf, mut command: Command, removed: Option<TempDir>) -> Self {
        if let Some(user) = its_user() {
            chown(&directory, Some(user), None).unwrap();
        }
        let made = as_its_user(programs().join("initdb"), &directory)
            .args(["--auth=trust", "--username=prescreen", "--encoding=UTF8", "--locale=C.UTF-8", "-D"])
            .arg(directory.join("data"))
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let cluster = Self { child: Mutex::new(command.spawn().unwrap()), directory, _removed: removed };
        cluster.wait();
        cluster
    }

    fn wait(&self) {
        let answers = (0..1500).any(|_| {
            std::thread::sleep(Duration::from_millis(20));
            connect(&self.directory, "postgres").is_ok()
        });
        assert!(answers, "the database answers within half a minute");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn server(directory: &Path) -> Command {
    let mut command = as_its_user(programs().join("postgres"), directory);
    command.arg("-D").arg(directory.join("data")).arg("-k").arg(directory).args(["-c", "listen_addresses="]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn connect(socket: &Path, database: &str) -> Result<Client, postgres::Error> {
    Client::connect(&format!("host={} user=prescreen dbname={database}", socket.display()), NoTls)
}

/// The programs of the newest PostgreSQL (Debian package `postgresql`).
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let folders = versions.map(|version| version.path().join("bin")).filter(|folder| folder.join("initdb").exists());
    let version = |folder: &PathBuf| folder.parent()?.file_name()?.to_str()?.parse::<u32>().ok();
    folders.max_by_key(version).expect("install the package 'postgresql': these tests start it")
}

/// PostgreSQL does not run for the administrator.
fn its_user() -> Option<u32> {
    let id = |arguments: &[&str]| -> Option<u32> {
        String::from_utf8(Command::new("id").args(arguments).output().ok()?.stdout).ok()?.trim().parse().ok()
    };
    if id(&["-u"])? == 0 { id(&["-u", "postgres"]) } else { None }
}

fn as_its_user(program: impl AsRef<std::ffi::OsStr>, directory: &Path) -> Command {
    let mut command = Command::new(program);
    if let Some(user) = its_user() {
        command.uid(user);
    }
    command.current_dir(directory);
    command
}
