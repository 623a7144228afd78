//! What if the store on the other side has begun an upload and has not said so yet?

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::Method;
use infra::config::Files;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Past this, what is awaited is not coming.
const LIMIT: Duration = Duration::from_secs(20);

/// A bucket that begins every upload at once, and says so only when it is told to. It keeps nothing.
pub struct HesitantS3 {
    port: u16,
    doings: Arc<Doings>,
    serving: JoinHandle<()>,
}

struct Doings {
    begun: Semaphore,
    may_answer: Semaphore,
    taken_back: Semaphore,
}

impl HesitantS3 {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let doings = Arc::new(Doings {
            begun: Semaphore::new(0),
            may_answer: Semaphore::new(0),
            taken_back: Semaphore::new(0),
        });
        let router = Router::new().fallback(answer).with_state(doings.clone());
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("served");
        });
        Self {
            port,
            doings,
            serving,
        }
    }

    pub fn bucket(&self) -> Files {
        super::settings(self.port, "files", 25)
    }

    /// Waits until an upload was begun.
    pub async fn begun(&self) {
        happened(&self.doings.begun, "an upload is begun").await;
    }

    pub fn answers(&self) {
        self.doings.may_answer.add_permits(1);
    }

    /// Waits until an upload was taken back.
    pub async fn taken_back(&self) {
        happened(&self.doings.taken_back, "the upload is taken back").await;
    }
}

impl Drop for HesitantS3 {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn happened(what: &Semaphore, name: &str) {
    let waited = timeout(LIMIT, what.acquire()).await;
    let waited = waited.unwrap_or_else(|_| panic!("waited {LIMIT:?} in vain: {name}"));
    waited.expect("never closed").forget();
}

async fn answer(State(doings): State<Arc<Doings>>, method: Method) -> String {
    if method == Method::POST {
        doings.begun.add_permits(1);
        happened(&doings.may_answer, "the bucket may answer").await;
    } else if method == Method::DELETE {
        doings.taken_back.add_permits(1);
    }
    "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"
        .to_owned()
}
