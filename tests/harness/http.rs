//! With what do the tests speak HTTP?

use std::time::Duration;

/// Makes ring the process's provider of cryptography, once: reqwest is built without one of its own.
pub fn install_crypto() {
    // A second call finds it installed, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// A client that follows no redirect by itself: where an answer leads to is part of what is tested.
pub fn client() -> reqwest::Client {
    install_crypto();
    reqwest::Client::builder()
        // The product is spoken to in the clear; reading the machine's certificates takes longer than most tests talk.
        .tls_certs_only([])
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(30))
        .build()
        .expect("a client")
}
