//! Behind a real nginx with TLS and a prefix: the site and the configuration that the example shows.
//!
//! Needs the programs nginx, curl and openssl (Debian packages of the same names).

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::governing;
use crate::process::{Home, Server};
use crate::tab::{Key, Tab, text};
use crate::trial::{self, assessment};

const SITE: &str = include_str!("../../examples/operation/nginx.conf");
const CONFIGURATION: &str = include_str!("../../examples/operation/prescreen.toml");

/// nginx before a server, until the test ends.
struct Proxy {
    child: Child,
    port: u16,
    certificate: String,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn missing() -> Option<&'static str> {
    let there = |program: &&str| {
        let folders = std::env::var("PATH").unwrap();
        folders.split(':').chain(["/usr/sbin"]).any(|folder| Path::new(folder).join(program).exists())
    };
    ["nginx", "curl", "openssl"].into_iter().find(|program| !there(program))
}

/// The example's configuration with this test's directories; the server listens where it likes.
fn configured() -> Home {
    let mut home = Home::new(&[trial::plain()]);
    let path = |name: &str| home.directory.0.join(name).display().to_string();
    let text = CONFIGURATION
        .replace("/var/lib/prescreen", &path("data"))
        .replace("/etc/prescreen/packs", &path("packs"))
        .replace("/etc/prescreen/approvers.json", &path("approvers.json"));
    governing::approve(&home);
    let file = home.directory.write("prescreen.toml", &text);
    home.arguments.extend(["--config".into(), file.display().to_string()]);
    home
}

fn start(home: &Home, server: &Server) -> Proxy {
    let folder = home.directory.0.join("nginx");
    fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).display().to_string();
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"])
        .args(["-subj", "/CN=broker.example", "-addext", "subjectAltName=DNS:broker.example"])
        .args(["-keyout", &path("key.pem"), "-out", &path("certificate.pem")])
        .stderr(Stdio::null())
        .status();
    assert!(made.unwrap().success());
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let site = SITE
        .replace("listen 443 ssl;", &format!("listen 127.0.0.1:{port} ssl;"))
        .replace("/etc/ssl/broker.example.pem", &path("certificate.pem"))
        .replace("/etc/ssl/private/broker.example.key", &path("key.pem"))
        .replace("http://127.0.0.1:8787", &server.url);
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {};\n", path(name)))
        .concat();
    let whole = format!(
        "daemon off; master_process off; pid {}; error_log {} warn;\nevents {{}}\nhttp {{ access_log off;\n{temporary}{site}}}\n",
        path("pid"),
        path("error.log"),
    );
    fs::write(folder.join("nginx.conf"), whole).unwrap();
    let nginx = if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" };
    let child = Command::new(nginx).args(["-c", &path("nginx.conf"), "-p", &path("")]).stderr(Stdio::null()).spawn();
    let proxy = Proxy { child: child.unwrap(), port, certificate: path("certificate.pem") };
    let there = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
    });
    assert!(there, "nginx: {}", fs::read_to_string(folder.join("error.log")).unwrap_or_default());
    proxy
}

impl Proxy {
    /// Asks under the prefix; status and body.
    fn ask(&self, path: &str, headers: &[&str], body: Option<&str>) -> (u16, Value) {
        let mut curl = Command::new("curl");
        curl.args(self.reached()).args(["--write-out", "\n%{http_code}"]);
        for header in headers {
            curl.args(["--header", header]);
        }
        if body.is_some() {
            curl.args(["--data-binary", "@-"]);
        }
        curl.arg(format!("https://broker.example:{}/screening{path}", self.port));
        let mut curl = curl.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        curl.stdin.take().unwrap().write_all(body.unwrap_or_default().as_bytes()).unwrap();
        let output = String::from_utf8(curl.wait_with_output().unwrap().stdout).unwrap();
        let (body, status) = output.rsplit_once('\n').unwrap();
        (status.parse().unwrap(), serde_json::from_str(body).unwrap_or_default())
    }

    /// The head of an answer, in lower case but for its values.
    fn head(&self, path: &str) -> String {
        let address = format!("https://broker.example:{}/screening{path}", self.port);
        let output = Command::new("curl").args(self.reached()).args(["--head", &address]).output().unwrap();
        let head = String::from_utf8(output.stdout).unwrap();
        let lines = head.split("\r\n").map(|line| match line.split_once(": ") {
            Some((name, value)) => format!("{}: {value}\r\n", name.to_ascii_lowercase()),
            None => format!("{line}\r\n"),
        });
        lines.collect()
    }

    /// How curl reaches the site. What an address spells as a folder is sent as it is spelled.
    fn reached(&self) -> Vec<String> {
        let resolve = format!("broker.example:{}:127.0.0.1", self.port);
        ["--silent", "--path-as-is", "--noproxy", "*", "--cacert", &self.certificate, "--resolve", &resolve]
            .map(String::from)
            .into()
    }

    fn ok(&self, path: &str, headers: &[&str], body: Option<&str>) -> Value {
        let (status, json) = self.ask(path, headers, body);
        assert!((200..300).contains(&status), "{path}: {status} {json}");
        json
    }
}

#[test]
fn the_example_serves_a_whole_flow_behind_nginx_with_tls_and_a_prefix() {
    if let Some(program) = missing() {
        let name = "nginx::the_example_serves_a_whole_flow_behind_nginx_with_tls_and_a_prefix";
        writeln!(std::io::stderr(), "skipped {name}: {program} is not there").unwrap();
        return;
    }
    let home = configured();
    let server = home.start();
    let proxy = start(&home, &server);
    let credential = format!("authorization: Bearer {}", server.credential);
    let json_body = "content-type: application/json";
    let jose = ["content-type: application/jose"];

    let mut opening = assessment("a");
    opening["audience"] = json!("https://broker.example");
    let opened = proxy.ok("/v1/sessions", &[&credential, json_body], Some(&opening.to_string()));
    let id = text(&opened, "session");
    let (key, token) = (Key::new(), text(&opened, "claim_token"));
    let claim = json!({ "token": token, "jkt": key.jkt() }).to_string();
    let claimed = proxy.ok(&format!("/v1/sessions/{id}/claim"), &[json_body], Some(&claim));
    let tab = Tab::of(key, token, claimed);
    let commit = tab.key.seal("commit", &tab.commit_claims("answers"));
    let ticket = text(&proxy.ok(&tab.path("/commit"), &jose, Some(&commit)), "ticket");
    proxy.ok(&tab.path("/verdict"), &jose, Some(&tab.verdict(&ticket)));
    let state = proxy.ok(&tab.path(""), &[&credential], None);
    assert_eq!(state["state"], "complete");
    assert_eq!(proxy.ok("/healthz", &[], None)["status"], "ok");
    assert_eq!(proxy.ask("/metrics", &[], None).0, 404, "the operator's alone");
}

#[test]
fn every_person_can_be_listed_through_nginx_and_the_clock_is_the_servers() {
    if let Some(program) = missing() {
        let name = "nginx::every_person_can_be_listed_through_nginx_and_the_clock_is_the_servers";
        writeln!(std::io::stderr(), "skipped {name}: {program} is not there").unwrap();
        return;
    }
    let home = configured().at("2026-09-01 02:00:00");
    let server = home.start();
    let proxy = start(&home, &server);
    let credential = format!("authorization: Bearer {}", server.credential);
    let open = |subject: &str| {
        let opening = assessment(subject).to_string();
        proxy.ask("/v1/sessions", &[&credential, "content-type: application/json"], Some(&opening))
    };
    // Every kind of character that an id is made of, and what looks like a folder or a file.
    for subject in ["...", ".a", "a..b", "A-z_0.9", "-", "_", &"x".repeat(64)] {
        let (status, opened) = open(subject);
        assert_eq!(status, 201, "{subject}: {opened}");
        let listed = proxy.ok(&format!("/v1/subjects/{subject}/sessions"), &[&credential], None);
        assert_eq!(listed["sessions"][0]["session"], opened["session"], "{subject}");
    }
    for folder in [".", ".."] {
        assert_eq!(open(folder).0, 400, "{folder}");
    }
    // nginx would put its own time in the place of the server's, which a page counts down by.
    assert!(proxy.head("/version").contains("\r\ndate: Tue, 01 Sep 2026 02:00:00 GMT\r\n"));
}

#[test]
fn behind_nginx_a_stranger_who_floods_leaves_the_others_and_the_firm_theirs() {
    if let Some(program) = missing() {
        let name = "nginx::behind_nginx_a_stranger_who_floods_leaves_the_others_and_the_firm_theirs";
        writeln!(std::io::stderr(), "skipped {name}: {program} is not there").unwrap();
        return;
    }
    let home = configured();
    let server = home.start();
    let proxy = start(&home, &server);
    let urls = format!("https://broker.example:{}/screening/nothing?[1-1500]", proxy.port);
    // curl's own source address is the stranger; what it says of itself counts for nothing.
    let flood = Command::new("curl")
        .args(["--silent", "--noproxy", "*", "--cacert", &proxy.certificate, "--interface", "127.0.0.2", "--parallel"])
        .args(["--resolve", &format!("broker.example:{}:127.0.0.1", proxy.port), "--write-out", "%{http_code}\n"])
        .args(["--header", "x-forwarded-for: 198.51.100.7", "--output", "/dev/null", &urls])
        .output()
        .unwrap();
    let statuses = String::from_utf8(flood.stdout).unwrap();
    assert!(statuses.contains("429"), "the stranger has an allowance and used it up");
    let credential = format!("authorization: Bearer {}", server.credential);
    let opening = assessment("a").to_string();
    proxy.ok("/v1/sessions", &[&credential, "content-type: application/json"], Some(&opening));
    proxy.ok("/packs/current/trial", &[], None);
}
