//! A database on another machine, played by one at an address of this machine: what proves that it is the one that is
//! meant, and what is refused before it hears a password.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use super::certificates::{Authority, Certified};
use super::interloper::Interloper;
use super::shared::refusal;
use crate::kept::Kept;
use crate::process::Home;
use crate::tab::Tab;
use crate::trial::{self, assessment};

const PASSWORD: &str = "secret-7";
const NAME: &str = "db.example";

/// A database with a certificate, and a server's home that has yet to be told how to reach it.
struct Remote {
    home: Home,
    address: String,
}

impl Remote {
    fn new(certified: &Certified) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(100);
        // One address for each, so that all have the usual port.
        let [_, _, high, low] = std::process::id().to_be_bytes();
        let address = format!("127.{}.{high}.{low}", COUNT.fetch_add(1, Ordering::Relaxed));
        let mut kept = Kept::with_tls(&address, PASSWORD, &certified.key, &certified.certificate);
        kept.leave_unnamed();
        Self { home: Home::new(&[trial::plain()]).on(kept), address }
    }

    /// Names the database in a configuration file: by a host's name, and what is said of TLS.
    fn named(&mut self, host: &str, tls: &str) -> &Home {
        let database = self.home.kept.name();
        let to = &self.address;
        let url = format!("postgres://prescreen:{PASSWORD}@{host}/{database}?hostaddr={to}&{tls}");
        name(&mut self.home, &url);
        &self.home
    }

    fn refused(&mut self, host: &str, tls: &str, said: &str) {
        let refused = refusal(self.named(host, tls));
        assert!(refused.contains(said) && !refused.contains(PASSWORD), "{tls}: {refused}");
    }

    /// A whole flow at a server that reaches the database so; every connection to it has TLS.
    fn works(&mut self, host: &str, tls: &str) {
        let home = self.named(host, tls);
        let server = home.start();
        // One person has one attempt.
        let mode = tls.split(['=', '&']).nth(1).unwrap();
        let tab = Tab::open(&server, &assessment(mode));
        let verdict = tab.verdict(&tab.ticket(&server));
        server.jose(&tab.path("/verdict"), &verdict).ok();
        let plain = "SELECT count(*) FROM pg_stat_activity a JOIN pg_stat_ssl s USING (pid) \
                     WHERE a.application_name = 'prescreen' AND NOT s.ssl";
        let secure = plain.replace("NOT s.ssl", "s.ssl");
        assert_eq!((home.kept.number(plain), home.kept.number(&secure) > 0), (0, true));
        assert!(server.stop());
        assert!(!home.log().contains(PASSWORD), "{}", home.log());
    }
}

/// Lets a home name its database by an address.
fn name(home: &mut Home, url: &str) {
    let file = home.directory.write("prescreen.toml", &format!("store = \"{url}\"\n"));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    home.arguments = vec!["--config".into(), file.display().to_string()];
}

fn unnamed() -> Home {
    let mut home = Home::new(&[trial::plain()]);
    home.kept.leave_unnamed();
    home
}

#[test]
fn a_database_with_the_right_name_of_a_known_authority_is_used_and_any_other_is_refused() {
    let authority = Authority::new();
    let strangers = [Authority::named("stranger"), Authority::new()];
    let known = authority.roots();
    let mut remote = Remote::new(&authority.certify(NAME));
    remote.works(NAME, &format!("sslmode=verify-full&sslrootcert={known}"));
    remote.works("other.example", &format!("sslmode=verify-ca&sslrootcert={known}"));
    remote.works("other.example", &format!("sslmode=require&sslrootcert={known}"));

    let elsewhere = "is not for the host in the address";
    remote.refused("other.example", &format!("sslmode=verify-full&sslrootcert={known}"), elsewhere);
    // A name that an address is resolved to is none of the certificate.
    let to = remote.address.clone();
    remote.refused(&to, &format!("sslmode=verify-full&sslrootcert={known}"), elsewhere);
    for unknown in strangers.iter().map(Authority::roots) {
        for mode in ["require", "verify-ca", "verify-full"] {
            remote.refused(NAME, &format!("sslmode={mode}&sslrootcert={unknown}"), "an authority that is not trusted");
        }
    }
    remote.refused(NAME, "sslmode=verify-full", "an authority that is not trusted");
    remote.refused(NAME, "sslmode=verify-full&sslrootcert=/nowhere.pem", "cannot read /nowhere.pem");
    let key = authority.own().key.display().to_string();
    remote.refused(NAME, &format!("sslmode=verify-full&sslrootcert={key}"), "there is no certificate in it");
    let broken =
        remote.home.directory.write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    remote.refused(NAME, &format!("sslmode=verify-full&sslrootcert={}", broken.display()), "cannot be read");
}

#[test]
fn a_certificate_that_expired_or_is_an_authoritys_own_is_refused() {
    let authority = Authority::new();
    let roots = authority.roots();
    for (certified, said) in [
        (authority.certify_at(NAME, Some("-9d")), "the database's certificate has expired; renew it"),
        (authority.certify_at(NAME, Some("+9d")), "the database's certificate is not valid yet"),
        (authority.own(), "the database's certificate is an authority's own"),
    ] {
        let mut remote = Remote::new(&certified);
        for mode in ["verify-ca", "verify-full"] {
            remote.refused(NAME, &format!("sslmode={mode}&sslrootcert={roots}"), said);
        }
    }
}

#[test]
fn the_authorities_of_this_machine_count_where_none_is_named() {
    let authority = Authority::new();
    let mut remote = Remote::new(&authority.certify(NAME));
    for (tls, store, said) in [
        ("sslmode=verify-full", authority.roots(), None),
        ("sslmode=verify-full&sslrootcert=system", authority.roots(), None),
        ("sslmode=verify-full", "/dev/null".into(), Some("this machine trusts no authority")),
    ] {
        let home = remote.named(NAME, tls);
        // A command of the operator reaches the database as the server does.
        let config = home.arguments[1].clone();
        if said.is_none() {
            let mut server = home.command();
            let started =
                server.env("SSL_CERT_FILE", &store).env_remove("SSL_CERT_DIR").stdout(std::process::Stdio::piped());
            let mut child = started.stderr(std::process::Stdio::null()).spawn().unwrap();
            let mut line = String::new();
            std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line).unwrap();
            let ended = Command::new("kill").arg(child.id().to_string()).status().unwrap();
            assert!(line.contains("http://127.0.0.1:") && ended.success() && child.wait().unwrap().success());
        }
        let mut clock = home.operation(&["clock", "--config", &config]);
        let output = clock.env("SSL_CERT_FILE", &store).env_remove("SSL_CERT_DIR").output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.success(), said.is_none(), "{told}");
        assert!(told.contains(said.unwrap_or("system")) && !told.contains(PASSWORD), "{told}");
    }
}

#[test]
fn a_database_without_tls_hears_neither_name_nor_password() {
    let authority = Authority::new();
    for tls in ["sslmode=require".into(), format!("sslmode=verify-full&sslrootcert={}", authority.roots())] {
        let (mut home, interloper) = (unnamed(), Interloper::without_tls());
        let port = interloper.port;
        name(&mut home, &format!("postgres://who:{PASSWORD}@{NAME}:{port}/b?hostaddr=127.0.0.1&{tls}"));
        let refused = refusal(&home);
        assert!(refused.contains("the database offers no TLS") && !refused.contains(PASSWORD), "{refused}");
        assert_eq!(interloper.heard(), [0, 0, 0, 8, 4, 210, 22, 47]);
    }
}

#[test]
fn with_any_certificate_the_database_proves_that_it_knows_the_password() {
    let authority = Authority::new();
    let mut remote = Remote::new(&authority.own());
    remote.works("other.example", "sslmode=require");

    // Somebody else with TLS asks for the password itself.
    let (mut home, interloper) = (unnamed(), Interloper::asking_for_the_password(&authority.own()));
    let port = interloper.port;
    name(&mut home, &format!("postgres://who:{PASSWORD}@{NAME}:{port}/b?hostaddr=127.0.0.1&sslmode=require"));
    let refused = refusal(&home);
    assert!(refused.contains("did not prove that it knows the password") && !refused.contains(PASSWORD), "{refused}");
    let heard = interloper.heard();
    assert!(!heard.windows(PASSWORD.len()).any(|part| part == PASSWORD.as_bytes()));
}

#[test]
fn who_passes_on_what_server_and_database_say_is_found() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let remote = Remote::new(&authority.certify(NAME));
    let interloper = Interloper::before(&remote.address, NAME, &authority.roots(), &stranger.certify(NAME));
    let (mut home, port) = (unnamed(), interloper.port);
    let database = remote.home.kept.name();
    let url = format!("postgres://prescreen:{PASSWORD}@{NAME}:{port}/{database}?hostaddr=127.0.0.1&sslmode=require");
    name(&mut home, &url);
    let refused = refusal(&home);
    assert!(refused.contains("SCRAM channel binding check failed") && !refused.contains(PASSWORD), "{refused}");
    let heard = String::from_utf8_lossy(&interloper.heard()).into_owned();
    assert!(heard.contains("SCRAM-SHA-256-PLUS"), "the database offered the proof: {heard}");
}

#[test]
fn an_address_that_is_not_safe_or_contradicts_itself_is_refused() {
    let elsewhere = "the database is on another machine, and its address does not ask for TLS";
    for (address, said) in [
        ("postgres://a:secret-7@db.example/b", elsewhere),
        ("postgres://a:secret-7@db.example/b?sslmode=disable", elsewhere),
        ("postgres://a:secret-7@db.example/b?sslmode=allow", elsewhere),
        ("postgres://a:secret-7@db.example/b?ssl%6dode=prefer", elsewhere),
        ("postgres://a:secret-7@localhost,db.example/b", elsewhere),
        // It is where the connection goes that counts.
        ("postgres://a:secret-7@localhost/b?hostaddr=192.0.2.1", elsewhere),
        ("postgres://a:secret-7@127.0.0.1/b?hostaddr=192.0.2.1&sslmode=disable", elsewhere),
        ("postgres://a@db.example/b?sslmode=require", "the address has none"),
        ("postgres://a:secret-7@db.example/b?sslmode=verify-ca", "vouches for anybody's name"),
        ("postgres://a:secret-7@db.example/b?sslmode=verify-ca&sslrootcert=system", "vouches for anybody's name"),
        ("postgres://a:secret-7@db.example/b?sslmode=require&sslrootcert=system", "vouches for anybody's name"),
        ("postgres://a:secret-7@db.example/b?sslmode=secret-7", "sslmode is verify-full, verify-ca or require"),
        ("postgres://a:secret-7@db.example/b?sslmode=require&sslmode=disable", "sslmode is given twice"),
        ("postgres://a:secret-7@localhost/b?sslrootcert=/roots.pem", "of no use without TLS"),
        ("postgres:///b?user=a&host=/run/postgresql&sslmode=verify-full", "the socket of a database has no TLS"),
    ] {
        let mut home = unnamed();
        name(&mut home, address);
        let refused = refusal(&home);
        assert!(
            refused.contains("store") && refused.contains(said) && !refused.contains(PASSWORD),
            "{address}: {refused}"
        );
    }
}
