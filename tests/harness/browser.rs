//! How do the pages look and work in a real browser?
//!
//! Debian's Chromium, driven by its ChromeDriver, with a profile of its own that goes away with it. Chromium
//! is told to leave the network alone: the pages under test come from this machine and need nothing else.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::prelude::*;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// The two widths every page is looked at: a small phone, and a desk.
pub const WIDTHS: [u32; 2] = [360, 1440];

/// How long a page may take to show what is awaited.
const LIMIT: Duration = Duration::from_secs(10);

const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--accept-lang=fr-FR,fr",
];

/// Whether the pages' scripts run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

pub struct Browser {
    pub driver: WebDriver,
    /// Put before the name of each picture.
    album: &'static str,
    _chromedriver: Child,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser whose pictures carry the name of `album`.
    pub async fn start(album: &'static str, scripts: Scripts) -> Self {
        crate::http::install_crypto();
        let (chromedriver, port) = start_chromedriver().await;
        let profile = tempfile::tempdir().expect("a temporary folder");
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in ARGUMENTS {
            capabilities.add_arg(argument).expect("an argument");
        }
        let folder = format!("--user-data-dir={}", profile.path().display());
        capabilities.add_arg(&folder).expect("an argument");
        capabilities
            .set_binary("/usr/bin/chromium")
            .expect("a path");
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities)
            .await
            .expect("a session of Debian's chromium");
        let browser = Self {
            driver,
            album,
            _chromedriver: chromedriver,
            _profile: profile,
        };
        browser.look_at(WIDTHS[1]).await;
        if scripts == Scripts::Off {
            browser
                .tell(
                    "Emulation.setScriptExecutionDisabled",
                    json!({ "value": true }),
                )
                .await;
        }
        browser
    }

    pub async fn open(&self, url: &str) {
        self.driver
            .goto(url)
            .await
            .unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// The first element that answers to a CSS selector, awaited with a limit.
    pub async fn find(&self, css: &str) -> WebElement {
        let found = self
            .driver
            .query(By::Css(css))
            .wait(LIMIT, Duration::from_millis(50))
            .first()
            .await;
        match found {
            Ok(element) => element,
            Err(_) => panic!(
                "nothing answers to {css} on the page:\n{}",
                self.text().await
            ),
        }
    }

    pub async fn click(&self, css: &str) {
        self.find(css)
            .await
            .click()
            .await
            .unwrap_or_else(|error| panic!("click on {css}: {error}"));
    }

    /// The button or link with this text.
    pub async fn press(&self, text: &str) {
        let path = format!(
            "//*[self::button or self::a or self::summary or self::label][contains(normalize-space(.), \"{text}\")]"
        );
        let found = self
            .driver
            .query(By::XPath(path))
            .wait(LIMIT, Duration::from_millis(50))
            .first()
            .await;
        let Ok(element) = found else {
            panic!(
                "no button or link says {text:?} on the page:\n{}",
                self.text().await
            );
        };
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("press {text:?}: {error}"));
    }

    /// Chooses a file of the repository in the field of this name.
    pub async fn attach(&self, name: &str, file: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
        let file = file.canonicalize().expect("a file of the repository");
        let field = self.find(&format!("input[type=file][name='{name}']")).await;
        let path = file.to_str().expect("a path");
        field
            .send_keys(path)
            .await
            .unwrap_or_else(|error| panic!("choose {path} in {name}: {error}"));
    }

    /// Types into the field of this name, in place of what it held.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.find(&format!("[name='{name}']")).await;
        let kind = field.attr("type").await.ok().flatten().unwrap_or_default();
        if matches!(kind.as_str(), "date" | "time" | "datetime-local") {
            // These fields are typed into by parts, in an order that depends on the locale: set them whole.
            self.set_value(&field, text).await;
            return;
        }
        field.clear().await.expect("an editable field");
        field
            .send_keys(text)
            .await
            .unwrap_or_else(|error| panic!("type into {name}: {error}"));
    }

    /// Chooses a value in the list of this name.
    pub async fn choose(&self, name: &str, value: &str) {
        self.click(&format!("select[name='{name}'] option[value='{value}']"))
            .await;
    }

    async fn set_value(&self, field: &WebElement, text: &str) {
        let script = "arguments[0].value = arguments[1]; \
                      arguments[0].dispatchEvent(new Event('input', { bubbles: true })); \
                      arguments[0].dispatchEvent(new Event('change', { bubbles: true }));";
        let arguments = vec![field.to_json().expect("an element"), json!(text)];
        self.driver
            .execute(script, arguments)
            .await
            .expect("a field that takes a value");
    }

    /// What a person reads on the page.
    pub async fn text(&self) -> String {
        match self.driver.find(By::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Awaits that the page says `text`.
    pub async fn reads(&self, text: &str) {
        let path = format!("//body[contains(normalize-space(.), \"{text}\")]");
        let found = self
            .driver
            .query(By::XPath(path))
            .wait(LIMIT, Duration::from_millis(50))
            .first()
            .await;
        if found.is_err() {
            panic!("the page does not say {text:?}:\n{}", self.text().await);
        }
    }

    /// Awaits that the page no longer says `text`.
    pub async fn reads_no(&self, text: &str) {
        let path = format!("//body[not(contains(normalize-space(.), \"{text}\"))]");
        let query = self
            .driver
            .query(By::XPath(path))
            .wait(LIMIT, Duration::from_millis(50));
        assert!(query.first().await.is_ok(), "the page still says {text:?}");
    }

    /// Takes a picture of the whole page at each width, into `target/screenshots`, and checks that nothing sticks
    /// out sideways.
    pub async fn picture(&self, name: &str) {
        for width in WIDTHS {
            self.look_at(width).await;
            let size =
                self.tell("Page.getLayoutMetrics", json!({})).await["cssContentSize"].clone();
            // A screen as high as the page: what sticks to an edge then stands where the page ends.
            let height = size["height"]
                .as_f64()
                .expect("a height")
                .max(usual_height(width));
            self.look_through(width, height).await;
            let picture = self.tell("Page.captureScreenshot", json!({})).await;
            let file = screenshots().join(format!("{}-{name}-{width}.png", self.album));
            let data = picture["data"].as_str().expect("a picture");
            std::fs::write(&file, base64(data))
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let wide = size["width"].as_f64().expect("a width");
            assert!(
                wide <= f64::from(width),
                "{name} is {wide} px wide on a screen of {width} px"
            );
        }
        self.look_at(WIDTHS[1]).await;
    }

    async fn look_at(&self, width: u32) {
        self.look_through(width, usual_height(width)).await;
    }

    async fn look_through(&self, width: u32, height: f64) {
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.tell("Emulation.setDeviceMetricsOverride", screen)
            .await;
    }

    async fn tell(&self, command: &str, arguments: Value) -> Value {
        let answer = self.driver.cdp().send_raw(command, arguments).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Ends the session; without it Chromium would outlive the test.
    pub async fn quit(self) {
        self.driver.clone().quit().await.expect("an orderly end");
    }
}

fn usual_height(width: u32) -> f64 {
    if width < 600 { 740.0 } else { 900.0 }
}

fn base64(text: &str) -> Vec<u8> {
    data_encoding::BASE64
        .decode(text.as_bytes())
        .expect("base64")
}

fn screenshots() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    std::fs::create_dir_all(&folder).expect("a folder for the pictures");
    folder
}

/// ChromeDriver on a port that it chooses itself.
async fn start_chromedriver() -> (Child, u16) {
    let mut child = Command::new("/usr/bin/chromedriver")
        .arg("--port=0")
        .env("LANGUAGE", "fr")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("Debian's chromedriver");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    while let Some(line) = lines.next_line().await.expect("chromedriver's output") {
        let started = line.strip_prefix("ChromeDriver was started successfully on port ");
        if let Some(port) = started.and_then(|port| port.trim_end_matches('.').parse().ok()) {
            // What it says further on is of no interest, but must not fill the pipe.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return (child, port);
        }
    }
    panic!("chromedriver did not start");
}
