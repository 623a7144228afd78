//! How is the outside met: whose word on an address counts, and how much may anybody ask of this process?

use std::net::IpAddr;
use std::time::Duration;

use ipnet::IpNet;
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Web {
    /// Each an address or a network; checked when the settings were loaded.
    pub trusted_proxies: Vec<String>,
}

impl Web {
    /// The proxies as networks; none of those that are not written as one.
    pub fn trusted_proxies(&self) -> Vec<IpNet> {
        let networks = self.trusted_proxies.iter().filter_map(|text| network(text));
        networks.collect()
    }
}

/// An address alone is a network of one.
pub(super) fn network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    let alone = text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or(alone).ok()
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub connections: usize,
    pub head_seconds: u64,
    pub body_seconds: u64,
    pub upload_seconds: u64,
    pub stalled_seconds: u64,
    pub sign_ins_at_once: u32,
    pub sign_ins_a_minute: u32,
    pub wrong_tokens_at_once: u32,
    pub wrong_tokens_a_minute: u32,
}

impl Limits {
    /// For the head of a request, and between two requests.
    pub fn head(&self) -> Duration {
        Duration::from_secs(self.head_seconds)
    }
    /// For a body that is no file.
    pub fn body(&self) -> Duration {
        Duration::from_secs(self.body_seconds)
    }
    /// For a file.
    pub fn upload(&self) -> Duration {
        Duration::from_secs(self.upload_seconds)
    }
    /// For the reader of an answer to take a further piece of it.
    pub fn stalled(&self) -> Duration {
        Duration::from_secs(self.stalled_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_an_address_or_a_network() {
        assert_eq!(network("10.0.0.7"), "10.0.0.7/32".parse().ok());
        assert_eq!(network(" fd00::/8 "), "fd00::/8".parse().ok());
        assert_eq!(network("proxy.example"), None);
        assert_eq!(network("10.0.0.0/33"), None);
    }
}
