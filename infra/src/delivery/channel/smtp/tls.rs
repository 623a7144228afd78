//! How is the conversation with the mail server kept from others?

use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::wire::Stream;

/// Why TLS cannot be set up, before any server is asked.
#[derive(Debug, thiserror::Error)]
pub enum TlsFault {
    #[error("the trusted authority is no certificate in PEM: {0}")]
    Authority(#[from] rustls::pki_types::pem::Error),
    #[error("the trusted authority cannot be used: {0}")]
    Unusable(#[from] rustls::Error),
    #[error("the server's name is neither a host name nor an address")]
    Name,
}

/// Whom we trust, and under which name we expect the server.
pub(super) struct Tls {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl Tls {
    /// `authority`: certificates in PEM, trusted besides the system's.
    pub(super) fn new(host: &str, authority: Option<&[u8]>) -> Result<Self, TlsFault> {
        crate::cryptography::provide();
        let mut roots = RootCertStore::empty();
        // Whatever of the system's own cannot be read is not trusted; without any, only the given authority is.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(pem) = authority {
            for certificate in CertificateDer::pem_slice_iter(pem) {
                roots.add(certificate?)?;
            }
        }
        let config = ClientConfig::builder()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(host.to_owned()).map_err(|_| TlsFault::Name)?;
        Ok(Self {
            connector: TlsConnector::from(Arc::new(config)),
            name,
        })
    }

    pub(super) async fn over<S: Stream>(&self, stream: S) -> std::io::Result<TlsStream<S>> {
        self.connector.connect(self.name.clone(), stream).await
    }
}
