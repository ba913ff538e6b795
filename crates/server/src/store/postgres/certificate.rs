//! Certificates of databases that are trusted without their name, and why one was refused.

use std::fmt;
use std::io;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_cert_signed_by_trust_anchor;
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

/// Accepts a certificate of one of the authorities, where there are any, whatever name is in it. That the other side has
/// its key is always checked.
#[derive(Debug)]
pub struct Nameless {
    roots: Option<RootCertStore>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Nameless {
    /// With authorities; without any, whoever connects has another proof of the database.
    pub fn new(roots: Option<RootCertStore>, provider: &CryptoProvider) -> Self {
        Self { roots, algorithms: provider.signature_verification_algorithms }
    }
}

impl ServerCertVerifier for Nameless {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let Some(roots) = &self.roots {
            let certificate = ParsedCertificate::try_from(end_entity)?;
            verify_server_cert_signed_by_trust_anchor(&certificate, roots, intermediates, now, self.algorithms.all)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// Why a connection is not as safe as its address asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsafe {
    /// The other side has no TLS.
    NoTls,
    /// The certificate is for another name.
    Name,
    /// The certificate is of an authority that is not trusted.
    Authority,
    /// The certificate is an authority's own.
    SelfSigned,
    /// The certificate's time is over.
    Expired,
    /// The certificate's time has not come.
    Early,
    /// The certificate is not in order in another way.
    Certificate,
    /// The two sides did not agree on TLS.
    Handshake,
    /// The other side did not prove that it knows the password.
    Unproved,
}

impl Unsafe {
    /// Reads it out of what the client says; none where it is about something else.
    pub fn of(error: &postgres::Error) -> Option<Self> {
        let source = std::error::Error::source(error)?;
        if let Some(tls) =
            source.downcast_ref::<io::Error>().and_then(io::Error::get_ref).and_then(|inner| inner.downcast_ref())
        {
            return Some(Self::of_tls(tls));
        }
        match source.to_string().as_str() {
            "server does not support TLS" => Some(Self::NoTls),
            "server did not use channel binding" => Some(Self::Unproved),
            _ => None,
        }
    }

    fn of_tls(error: &Error) -> Self {
        let Error::InvalidCertificate(why) = error else { return Self::Handshake };
        match why {
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Self::Name,
            // One of another authority with the same name has a signature that its key did not make.
            CertificateError::UnknownIssuer | CertificateError::BadSignature => Self::Authority,
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => Self::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Self::Early,
            CertificateError::Other(other) if other.0.to_string() == "CaUsedAsEndEntity" => Self::SelfSigned,
            _ => Self::Certificate,
        }
    }

    /// Its name in the log.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoTls => "no-tls",
            Self::Name => "certificate-name",
            Self::Authority => "certificate-authority",
            Self::SelfSigned => "certificate-self-signed",
            Self::Expired => "certificate-expired",
            Self::Early => "certificate-early",
            Self::Certificate => "certificate",
            Self::Handshake => "tls",
            Self::Unproved => "password-unproved",
        }
    }
}

impl fmt::Display for Unsafe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoTls => "the database offers no TLS; set ssl = on there",
            Self::Name => {
                "the database's certificate is not for the host in the address; name a host that is in its \
                 subjectAltName, or give it a certificate for this one"
            }
            Self::Authority => {
                "the database's certificate is of an authority that is not trusted; name the file of that authority's \
                 certificate with sslrootcert"
            }
            Self::SelfSigned => {
                "the database's certificate is an authority's own; let that authority issue one for the database \
                 (basicConstraints CA:FALSE)"
            }
            Self::Expired => "the database's certificate has expired; renew it",
            Self::Early => "the database's certificate is not valid yet; set the clocks right, or wait",
            Self::Certificate => {
                "the database's certificate is not in order; give it one of version 3 for servers (serverAuth), \
                 signed with SHA-256 or better"
            }
            Self::Handshake => "TLS with the database failed; it needs TLS 1.2 or 1.3",
            Self::Unproved => {
                "the database did not prove that it knows the password; let it authenticate with scram-sha-256, or \
                 use sslmode=verify-full"
            }
        })
    }
}
