//! How do the people of the tests reach the product? Through the JSON API with a token, or through pages and forms.

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderMap, LOCATION};
use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::form::{EDGE, Form};

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self {
            status,
            headers,
            text: response.text().await.expect("a body"),
        }
    }

    /// # Panics
    /// When the body is no JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// # Panics
    /// When it is no success: prints what was said instead.
    #[must_use]
    pub fn succeeded(self) -> Self {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text);
        self
    }

    /// A problem's status, code and field.
    pub fn problem(&self) -> (u16, String, String) {
        assert_eq!(
            self.header(CONTENT_TYPE.as_str()),
            "application/problem+json",
            "{}",
            self.text
        );
        let problem = self.json();
        let word = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        (self.status.as_u16(), word("code"), word("field"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    pub fn etag(&self) -> &str {
        self.header(ETAG.as_str())
    }

    /// Where it leads to.
    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }
}

/// Somebody who calls the JSON API with a token.
#[derive(Clone)]
pub struct ApiCaller {
    client: reqwest::Client,
    url: String,
    token: String,
}

impl ApiCaller {
    pub fn new(url: &str, token: &str) -> Self {
        Self {
            client: crate::http::client(),
            url: url.to_owned(),
            token: token.to_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    /// With headers, such as `If-None-Match`.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, &[], Some(body)).await
    }

    /// With headers, such as `Idempotency-Key` or `If-Match`.
    pub async fn post_with(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        self.send(Method::POST, path, headers, Some(body)).await
    }

    /// A file, as a browser's script would send it.
    pub async fn upload(&self, path: &str, name: &str, content: &str) -> Answer {
        let url = format!("{}/api/v1{path}", self.url);
        let url = reqwest::Url::parse_with_params(&url, [("name", name)]).expect("an address");
        let request = self
            .client
            .post(url)
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
            .header(CONTENT_TYPE, "application/octet-stream")
            .body(content.to_owned());
        Answer::of(request.send().await.expect("an answer")).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let url = format!("{}/api/v1{path}", self.url);
        let mut request = self
            .client
            .request(method, &url)
            .header(AUTHORIZATION, format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        Answer::of(
            request
                .send()
                .await
                .unwrap_or_else(|error| panic!("{url}: {error}")),
        )
        .await
    }
}

/// Somebody at a browser without scripts. Keeps the cookies that it is given.
#[derive(Clone)]
pub struct Visitor {
    client: reqwest::Client,
    url: String,
    cookie: Option<String>,
}

impl Visitor {
    pub fn new(url: &str) -> Self {
        Self {
            client: crate::http::client(),
            url: url.to_owned(),
            cookie: None,
        }
    }

    /// What the browser shows of itself, once it is signed in.
    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    /// `path`, or a whole address on this server.
    pub async fn open(&self, path: &str) -> Answer {
        self.send(self.client.get(self.address(path))).await
    }

    /// The page's form whose action ends in `action`, as it stands there.
    ///
    /// # Panics
    /// When there is none.
    pub async fn form(&self, path: &str, action: &str) -> Form {
        let page = self.open(path).await.succeeded();
        form_of(&page, action)
    }

    /// Sends a form as a browser does, without following where the answer leads.
    pub async fn submit(&self, form: &Form) -> Answer {
        let request = self.client.post(self.address(&form.action));
        let request = if form.multipart {
            let kind = format!("multipart/form-data; boundary={EDGE}");
            request.header("Content-Type", kind).body(form.parts())
        } else {
            request.form(&form.fields)
        };
        // A browser says where a form comes from; a page without referrer says "null".
        let origin = if ["/r/", "/d/", "/a/"]
            .iter()
            .any(|page| form.action.starts_with(page))
        {
            "null"
        } else {
            self.url.as_str()
        };
        self.send(request.header("Origin", origin)).await
    }

    /// Signs in, and stays so.
    pub async fn sign_in(&mut self, email: &str, password: &str) {
        let form = self
            .form("/sign-in", "/sign-in")
            .await
            .with("email", email)
            .with("password", password);
        let answer = self.submit(&form).await;
        assert!(
            answer.status.is_redirection(),
            "{}: {}",
            answer.status,
            answer.text
        );
        let cookie = answer
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap_or_default();
        assert!(!cookie.is_empty(), "signing in gave no cookie");
        self.cookie = Some(cookie.to_owned());
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let request = match &self.cookie {
            Some(cookie) => request.header("Cookie", cookie),
            None => request,
        };
        Answer::of(request.send().await.expect("an answer")).await
    }

    fn address(&self, path: &str) -> String {
        if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.url)
        }
    }
}

/// The form of a page whose action ends in `action`.
pub fn form_of(page: &Answer, action: &str) -> Form {
    let forms = Form::all(&page.text);
    let found = forms
        .iter()
        .find(|form| form.action.ends_with(action))
        .cloned();
    found.unwrap_or_else(|| panic!("no form leads to {action}: {forms:?}\n{}", page.text))
}
