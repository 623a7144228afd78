//! Which routes are there? Read from the router itself, so that none can be left out.
//!
//! axum tells its table only through `Debug`. If it one day tells it otherwise, these tests fail and say so.

use std::collections::BTreeMap;

/// A method of a route.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub method: String,
    /// As the router knows it: `/tickets/{id}`.
    pub path: String,
}

impl Route {
    pub fn reads(&self) -> bool {
        self.method == "GET"
    }
    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/v1/")
    }
    /// Whether a personal link's token in the address is what lets in.
    pub fn is_by_link(&self) -> bool {
        let contractors = self.path.starts_with("/r/") || self.path.starts_with("/api/v1/links/");
        contractors || self.is_requesters() || self.is_approvers()
    }
    /// Of a requester's link.
    pub fn is_requesters(&self) -> bool {
        self.path.starts_with("/d/") || self.path.starts_with("/api/v1/requests/links/")
    }
    /// Of an approver's link.
    pub fn is_approvers(&self) -> bool {
        self.path.starts_with("/a/") || self.path.starts_with("/api/v1/approvals/links/")
    }
    /// About quotes that somebody was asked to decide on.
    pub fn is_about_an_approval(&self) -> bool {
        self.is_approvers() || self.path.contains("/approvals/{approval}/")
    }
    /// About a client's request that waits for a decision.
    pub fn is_decision(&self) -> bool {
        ["/validate", "/validations", "/dismiss", "/dismissals"]
            .iter()
            .any(|end| self.path.ends_with(end))
    }
    /// Only the gateway knows the token in the address, and without its setting there is nothing.
    pub fn is_for_the_gateway(&self) -> bool {
        self.path.starts_with("/api/v1/sms/reports/")
    }
    /// An erasure repeats itself: it reads neither keys nor versions.
    pub fn needs_no_key(&self) -> bool {
        self.path.ends_with("/erase")
    }
    /// The body is a file of any kind.
    pub fn takes_a_file(&self) -> bool {
        self.method == "POST" && self.path.ends_with("/attachments")
    }
    pub fn takes_json(&self) -> bool {
        self.is_api() && !self.reads() && !self.takes_a_file()
    }
    pub fn takes_a_form(&self) -> bool {
        !self.is_api() && !self.reads()
    }
}

/// Every method of every route, but HEAD, which is GET without its body.
pub fn all() -> Vec<Route> {
    let table = format!("{:?}", api::router::table());
    // After it stands the table of fallbacks, which is axum's own and counts anew.
    let (table, _) = table.split_once("fallback_router").expect("the two tables");
    let (routes, paths) = (methods(table), paths(table));
    assert_eq!(routes.len(), paths.len(), "a route without an address");
    let mut all: Vec<_> = routes
        .iter()
        .flat_map(|(id, methods)| {
            let path = paths.get(id).expect("the address of a route");
            methods.iter().map(move |method| Route {
                method: method.clone(),
                path: path.clone(),
            })
        })
        .collect();
    all.sort();
    all
}

/// `RouteId(7): MethodRouter(… allow_header: Bytes(b"GET,HEAD") …)`
fn methods(table: &str) -> BTreeMap<u32, Vec<String>> {
    let pieces = table.split("RouteId(").skip(1);
    let routes = pieces.filter_map(|piece| {
        let (id, rest) = piece.split_once("): MethodRouter(")?;
        let allowed = rest.split_once("allow_header: Bytes(b\"")?.1;
        let allowed = allowed.split_once('"')?.0.split(',');
        let methods = allowed
            .filter(|method| *method != "HEAD")
            .map(str::to_owned);
        Some((id.parse().ok()?, methods.collect()))
    });
    routes.collect()
}

/// `RouteId(7): "/tickets/{id}"`
fn paths(table: &str) -> BTreeMap<u32, String> {
    let pieces = table.split("RouteId(").skip(1);
    let paths = pieces.filter_map(|piece| {
        let (id, rest) = piece.split_once("): \"")?;
        Some((id.parse().ok()?, rest.split_once('"')?.0.to_owned()))
    });
    paths.collect()
}
