//! Who computes TLS's cryptography in this program?

/// Says so to rustls, which must know before it is first used. A second time changes nothing.
pub(crate) fn provide() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
