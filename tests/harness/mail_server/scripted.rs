//! What if a mail server misbehaves? One that follows a script line by line, and keeps a ledger of what it really took.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use super::ReceivedMail;

/// What the server has just been told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Heard {
    Connection,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// The content's first bytes.
    Content,
    /// The full stop behind the content.
    End,
    Quit,
}

/// What it does then.
#[derive(Clone, Debug)]
pub enum Act {
    /// A reply, which may have several lines. A 2yz after the full stop means that the message was taken.
    Say(&'static str),
    /// The same in bytes, with no line end added.
    Bytes(&'static [u8]),
    /// Digits without an end.
    Endless,
    /// One byte at a time, slower than anybody waits.
    Drip(&'static str),
    HangUp,
    StaySilent,
    /// Takes the message, and then does this.
    Take(Box<Act>),
}

impl Act {
    pub fn take_and(act: Act) -> Self {
        Self::Take(Box::new(act))
    }
}

/// How it answers to TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    #[default]
    Sound,
    /// A certificate that another authority signed.
    OfAStranger,
    /// Bytes that are no TLS.
    Garbage,
}

/// One way of answering, from the connection to the goodbye.
#[derive(Clone, Debug, Default)]
pub struct Script {
    acts: HashMap<Heard, Act>,
    tls: Tls,
    /// Only messages to this address are treated so, from RCPT on.
    only_to: Option<&'static str>,
}

impl Script {
    pub fn ordinary() -> Self {
        Self::default()
    }
    pub fn on(mut self, heard: Heard, act: Act) -> Self {
        self.acts.insert(heard, act);
        self
    }
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = tls;
        self
    }
    pub fn only_to(mut self, address: &'static str) -> Self {
        self.only_to = Some(address);
        self
    }

    /// It leaves the other side waiting for a reply.
    pub fn hangs(&self) -> bool {
        fn waits(act: &Act) -> bool {
            match act {
                Act::StaySilent | Act::Drip(_) => true,
                Act::Take(then) => waits(then),
                Act::Say(_) | Act::Bytes(_) | Act::Endless | Act::HangUp => false,
            }
        }
        self.acts.values().any(waits)
    }

    fn act(&self, heard: Heard, in_clear: bool) -> Act {
        if let Some(act) = self.acts.get(&heard) {
            return act.clone();
        }
        Act::Say(match heard {
            Heard::Connection => "220 mx.example ready",
            Heard::Ehlo if in_clear => "250-mx.example\r\n250-SIZE 1000000\r\n250 STARTTLS",
            Heard::Ehlo => "250-mx.example\r\n250-SIZE 1000000\r\n250 AUTH PLAIN LOGIN",
            Heard::StartTls => "220 go ahead",
            Heard::Auth => "235 2.7.0 welcome",
            Heard::Mail | Heard::Rcpt => "250 2.1.0 fine",
            Heard::Data => "354 go on",
            Heard::Content => "",
            Heard::End => "250 2.0.0 queued",
            Heard::Quit => "221 bye",
        })
    }
}

/// A message that the server took.
#[derive(Clone, Debug)]
pub struct Taken {
    pub to: Vec<String>,
    pub mail: ReceivedMail,
}

#[derive(Default)]
struct Shared {
    script: Script,
    ledger: Vec<Taken>,
    conversations: usize,
    open: usize,
    most_open: usize,
}

pub struct ScriptedMail {
    /// On 127.0.0.1; the certificate is for `localhost`.
    pub port: u16,
    shared: Arc<Mutex<Shared>>,
    folder: TempDir,
    _stranger: TempDir,
    serving: JoinHandle<()>,
}

impl ScriptedMail {
    /// An ordinary server, until it is told how to play.
    pub async fn start() -> Self {
        crate::http::install_crypto();
        let (folder, stranger) = tokio::join!(certified(), certified());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let shared = Arc::new(Mutex::new(Shared::default()));
        let ways = Arc::new([acceptor(&folder), acceptor(&stranger)]);
        let serving = tokio::spawn(serve(listener, shared.clone(), ways));
        Self {
            port,
            shared,
            folder,
            _stranger: stranger,
            serving,
        }
    }

    /// How conversations go from now on.
    pub fn plays(&self, script: Script) {
        self.lock().script = script;
    }

    /// Everything taken so far, oldest first.
    pub fn ledger(&self) -> Vec<Taken> {
        self.lock().ledger.clone()
    }

    /// How often somebody connected.
    pub fn conversations(&self) -> usize {
        self.lock().conversations
    }

    /// How many conversations went on at the same time, at most.
    pub fn most_at_once(&self) -> usize {
        self.lock().most_open
    }

    /// The authority that signed its proper certificate, as PEM.
    pub fn authority(&self) -> std::path::PathBuf {
        self.folder.path().join("authority.pem")
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shared> {
        self.shared.lock().expect("the server's notes")
    }
}

impl Drop for ScriptedMail {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn certified() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    super::make_certificates(folder.path()).await;
    folder
}

fn acceptor(folder: &TempDir) -> TlsAcceptor {
    use rustls::pki_types::pem::PemObject as _;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let certificate = CertificateDer::from_pem_file(folder.path().join("server.pem"));
    let key = PrivateKeyDer::from_pem_file(folder.path().join("server.key")).expect("a key");
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.expect("a certificate")], key)
        .expect("a certificate and its key");
    TlsAcceptor::from(Arc::new(config))
}

async fn serve(listener: TcpListener, shared: Arc<Mutex<Shared>>, ways: Arc<[TlsAcceptor; 2]>) {
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        let script = {
            let mut shared = shared.lock().expect("the server's notes");
            shared.conversations += 1;
            shared.open += 1;
            shared.most_open = shared.most_open.max(shared.open);
            shared.script.clone()
        };
        let (shared, ways) = (shared.clone(), ways.clone());
        tokio::spawn(async move {
            let conversation = Conversation {
                script,
                shared: shared.clone(),
                to: Vec::new(),
            };
            let _over = conversation.hold(stream, &ways).await;
            shared.lock().expect("the server's notes").open -= 1;
        });
    }
}

trait Both: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Both for T {}
type Line = BufReader<Box<dyn Both>>;

/// The conversation is over, for whatever reason.
struct Over;

impl From<std::io::Error> for Over {
    fn from(_: std::io::Error) -> Self {
        Self
    }
}

struct Conversation {
    script: Script,
    shared: Arc<Mutex<Shared>>,
    to: Vec<String>,
}

impl Conversation {
    async fn hold(mut self, stream: TcpStream, ways: &[TlsAcceptor; 2]) -> Result<(), Over> {
        let mut stream: Line = BufReader::new(Box::new(stream));
        let mut in_clear = true;
        self.does(&mut stream, Heard::Connection, in_clear).await?;
        loop {
            let line = read_line(&mut stream).await?;
            let heard = heard(&line).ok_or(Over)?;
            if heard == Heard::Rcpt {
                self.hears_recipient(&line);
            }
            self.does(&mut stream, heard, in_clear).await?;
            if heard == Heard::StartTls {
                stream = self.secure(stream, ways).await?;
                in_clear = false;
            }
            if heard == Heard::Data {
                self.takes_content(&mut stream).await?;
            }
        }
    }

    fn hears_recipient(&mut self, line: &str) {
        if self.script.only_to.is_some_and(|only| !line.contains(only)) {
            self.script = Script::ordinary();
        }
        let address = line.split(['<', '>']).nth(1).unwrap_or_default();
        self.to.push(address.to_owned());
    }

    async fn secure(&self, stream: Line, ways: &[TlsAcceptor; 2]) -> Result<Line, Over> {
        let mut stream = stream.into_inner();
        let acceptor = match self.script.tls {
            Tls::Sound => &ways[0],
            Tls::OfAStranger => &ways[1],
            Tls::Garbage => {
                let mut first = [0; 1];
                stream.read_exact(&mut first).await?;
                stream.write_all(b"this is no handshake\r\n").await?;
                // Until the other side has had enough: a torn connection would say something else.
                tokio::io::copy(&mut stream, &mut tokio::io::sink()).await?;
                return Err(Over);
            }
        };
        Ok(BufReader::new(Box::new(acceptor.accept(stream).await?)))
    }

    async fn takes_content(&mut self, stream: &mut Line) -> Result<(), Over> {
        self.does(stream, Heard::Content, false).await?;
        let mut content = String::new();
        loop {
            let line = read_line(stream).await?;
            if line == ".\r\n" {
                break;
            }
            content.push_str(line.strip_prefix('.').unwrap_or(&line));
        }
        let act = self.script.act(Heard::End, false);
        if matches!(&act, Act::Say(reply) if reply.starts_with('2')) || matches!(act, Act::Take(_))
        {
            let taken = Taken {
                to: std::mem::take(&mut self.to),
                mail: ReceivedMail::parse(content.as_bytes()),
            };
            let mut shared = self.shared.lock().expect("the server's notes");
            shared.ledger.push(taken);
        }
        perform(stream, &act).await
    }

    async fn does(&self, stream: &mut Line, heard: Heard, in_clear: bool) -> Result<(), Over> {
        perform(stream, &self.script.act(heard, in_clear)).await
    }
}

async fn perform(stream: &mut Line, act: &Act) -> Result<(), Over> {
    let act = if let Act::Take(then) = act { then } else { act };
    match act {
        Act::Say("") => {}
        Act::Say(reply) => stream.write_all(format!("{reply}\r\n").as_bytes()).await?,
        Act::Bytes(bytes) => stream.write_all(bytes).await?,
        Act::Endless => loop {
            stream.write_all(&[b'2'; 16 * 1024]).await?;
        },
        Act::Drip(reply) => {
            for byte in reply.as_bytes() {
                stream.write_all(&[*byte]).await?;
                stream.flush().await?;
                tokio::time::sleep(Duration::from_millis(300)).await;
            }
        }
        Act::StaySilent => {
            // Until the other side has had enough.
            while !read_line(stream).await?.is_empty() {}
        }
        Act::HangUp | Act::Take(_) => {
            stream.shutdown().await?;
            return Err(Over);
        }
    }
    Ok(stream.flush().await?)
}

async fn read_line(stream: &mut Line) -> Result<String, Over> {
    let mut line = Vec::new();
    if stream.read_until(b'\n', &mut line).await? == 0 {
        return Err(Over);
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}

fn heard(line: &str) -> Option<Heard> {
    let word = line.split([' ', '\r']).next().unwrap_or_default();
    Some(match word {
        "EHLO" => Heard::Ehlo,
        "STARTTLS" => Heard::StartTls,
        "AUTH" => Heard::Auth,
        "MAIL" => Heard::Mail,
        "RCPT" => Heard::Rcpt,
        "DATA" => Heard::Data,
        "QUIT" => Heard::Quit,
        _ => return None,
    })
}
