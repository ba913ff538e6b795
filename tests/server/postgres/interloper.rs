//! Who stands between a server and its database, and pretends to be that.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::certificates::Certified;

/// What a client of PostgreSQL begins with: a length of 8 bytes, and the number that asks for TLS.
const ASKS_FOR_TLS: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];
/// `AuthenticationCleartextPassword`: type, length, kind 3.
const ASKS_FOR_PASSWORD: [u8; 9] = [b'R', 0, 0, 0, 8, 0, 0, 0, 3];

/// It takes one connection; where it is asked is its port.
pub struct Interloper {
    pub port: u16,
    heard: JoinHandle<Vec<u8>>,
}

impl Interloper {
    fn new(play: impl FnOnce(TcpStream) -> io::Result<Vec<u8>> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = std::thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
            play(stream).unwrap()
        });
        Self { port, heard }
    }

    /// Says that it has no TLS; hears what comes then.
    pub fn without_tls() -> Self {
        Self::new(|mut stream| {
            let mut heard = asked_for_tls(&mut stream, b'N')?;
            heard.extend(rest(&mut stream));
            Ok(heard)
        })
    }

    /// Has TLS with a certificate of its own, and asks for the password as it is; hears what comes then.
    pub fn asking_for_the_password(own: &Certified) -> Self {
        let own = server(own);
        Self::new(move |mut stream| {
            asked_for_tls(&mut stream, b'S')?;
            let mut stream = StreamOwned::new(ServerConnection::new(own).unwrap(), stream);
            let mut heard = [0; 4096];
            let length = stream.read(&mut heard)?;
            stream.write_all(&ASKS_FOR_PASSWORD)?;
            let mut heard = heard[..length].to_vec();
            heard.extend(rest(&mut stream));
            Ok(heard)
        })
    }

    /// Has TLS with a certificate of its own, and passes on what both sides say; hears what the database says.
    pub fn before(database: &str, name: &str, roots: &str, own: &Certified) -> Self {
        let own = server(own);
        let (client, name) = (client(roots), ServerName::try_from(name.to_string()).unwrap());
        let mut beyond = TcpStream::connect((database, 5432)).unwrap();
        Self::new(move |mut near| {
            asked_for_tls(&mut near, b'S')?;
            beyond.write_all(&ASKS_FOR_TLS)?;
            beyond.read_exact(&mut [0])?;
            for stream in [&near, &beyond] {
                stream.set_read_timeout(Some(Duration::from_millis(50)))?;
            }
            let mut near = StreamOwned::new(ServerConnection::new(own).unwrap(), near);
            let mut beyond = StreamOwned::new(ClientConnection::new(client, name).unwrap(), beyond);
            let mut heard = Vec::new();
            for _ in 0..100 {
                if pass_on(&mut near, &mut beyond, &mut Vec::new())
                    .and(pass_on(&mut beyond, &mut near, &mut heard))
                    .is_none()
                {
                    break;
                }
            }
            Ok(heard)
        })
    }

    /// Everything that it heard.
    pub fn heard(self) -> Vec<u8> {
        self.heard.join().unwrap()
    }
}

/// Answers whoever asks for TLS; gives what it asked with.
fn asked_for_tls(stream: &mut TcpStream, answer: u8) -> io::Result<Vec<u8>> {
    let mut asked = [0; 8];
    stream.read_exact(&mut asked)?;
    assert_eq!(asked, ASKS_FOR_TLS);
    stream.write_all(&[answer])?;
    Ok(asked.to_vec())
}

/// What comes until the other side ends, in whichever way it does.
fn rest(stream: &mut impl Read) -> Vec<u8> {
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    rest
}

/// Passes on what is there, and notes it; none at the end.
fn pass_on(from: &mut impl Read, to: &mut impl Write, heard: &mut Vec<u8>) -> Option<()> {
    let mut buffer = [0; 4096];
    match from.read(&mut buffer) {
        Ok(0) => None,
        Ok(length) => {
            heard.extend(&buffer[..length]);
            to.write_all(&buffer[..length]).ok()
        }
        Err(error) => matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut).then_some(()),
    }
}

fn server(own: &Certified) -> Arc<ServerConfig> {
    let certificate = CertificateDer::from_pem_file(&own.certificate).unwrap();
    let key = PrivateKeyDer::from_pem_file(&own.key).unwrap();
    let builder = ServerConfig::builder_with_provider(default_provider().into()).with_safe_default_protocol_versions();
    Arc::new(builder.unwrap().with_no_client_auth().with_single_cert(vec![certificate], key).unwrap())
}

fn client(roots: &str) -> Arc<ClientConfig> {
    let mut trusted = RootCertStore::empty();
    trusted.add(CertificateDer::from_pem_file(roots).unwrap()).unwrap();
    let builder = ClientConfig::builder_with_provider(default_provider().into()).with_safe_default_protocol_versions();
    Arc::new(builder.unwrap().with_root_certificates(trusted).with_no_client_auth())
}
