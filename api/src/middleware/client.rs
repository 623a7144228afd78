//! From which address does a request come? The peer's, or the one that a trusted proxy says it had from its own peer.

use crate::brake::Origin;
use crate::state::App;
use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Whoever is at the other end, as far as it can be known.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Origin);

/// Tells whoever handles the request.
pub(super) fn tell(app: &App, request: &mut Request) {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let address = believed(peer, request.headers(), &app.web.trusted_proxies);
    request.extensions_mut().insert(Client(Origin::of(address)));
}

/// Each proxy writes the address that it saw at the right end. Going left from there, the first that is no proxy of
/// ours is the client: everything further left is only its own word.
fn believed(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let is_ours = |address: IpAddr| {
        proxies
            .iter()
            .any(|net| net.contains(&address.to_canonical()))
    };
    let written: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .flat_map(|value| value.to_str().unwrap_or("?").split(','))
        .collect();
    let mut believed = peer;
    for said in written.into_iter().rev() {
        if !is_ours(believed) {
            break;
        }
        let Some(address) = address(said.trim()) else {
            break;
        };
        believed = address;
    }
    believed
}

/// Some proxies write the port too.
fn address(said: &str) -> Option<IpAddr> {
    let with_port = said.parse::<SocketAddr>().map(|with_port| with_port.ip());
    said.parse().or(with_port).ok()
}

impl Client {
    pub(super) fn of(extensions: &Extensions) -> Self {
        let known = extensions.get::<Self>().copied();
        known.unwrap_or(Self(Origin::of(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.extensions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn from(peer: &str, forwarded: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        let proxies = ["10.0.0.0/8", "::1/128"].map(|net| net.parse().expect("a network"));
        believed(peer.parse().expect("an address"), &headers, &proxies).to_string()
    }

    #[test]
    fn nobody_but_a_trusted_proxy_may_speak_for_others() {
        assert_eq!(from("192.0.2.1", &["198.51.100.9"]), "192.0.2.1");
        assert_eq!(from("10.0.0.1", &["198.51.100.9"]), "198.51.100.9");
        assert_eq!(from("::1", &["[2001:db8::9]:4711"]), "2001:db8::9");
    }

    #[test]
    fn what_a_client_wrote_itself_is_not_believed() {
        assert_eq!(
            from("10.0.0.1", &["1.1.1.1, 198.51.100.9, 10.0.0.2"]),
            "198.51.100.9"
        );
        assert_eq!(
            from("10.0.0.1", &["1.1.1.1", "198.51.100.9"]),
            "198.51.100.9"
        );
    }

    #[test]
    fn rubbish_leaves_the_last_address_that_is_known() {
        assert_eq!(from("10.0.0.1", &["198.51.100.9, rubbish"]), "10.0.0.1");
        assert_eq!(from("10.0.0.1", &[]), "10.0.0.1");
    }
}
