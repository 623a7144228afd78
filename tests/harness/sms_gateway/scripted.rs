//! What if an SMS gateway misbehaves? One that speaks HTTP as badly as it is told to, and keeps a ledger of what it took.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;

/// How the gateway answers.
#[derive(Clone, Debug)]
pub enum Reply {
    /// As a gateway of this kind should.
    Proper,
    /// Status and reason, header lines, body.
    Http(&'static str, &'static [&'static str], &'static str),
    /// The beginning of a proper answer that promises more than it brings.
    Truncated,
    /// A success whose body goes on for ten megabytes.
    TenMegabytes,
    HangUp,
    /// The connection is torn down.
    Reset,
    /// The connection is torn down before the request was read.
    ResetAtOnce,
    StaySilent,
}

/// What it does with a request.
#[derive(Clone, Debug)]
pub struct Play {
    pub takes: bool,
    pub reply: Reply,
}

impl Play {
    pub fn ordinary() -> Self {
        Self::takes(Reply::Proper)
    }
    /// Takes the SMS, whatever it says then.
    pub fn takes(reply: Reply) -> Self {
        Self { takes: true, reply }
    }
    /// It leaves the other side waiting for an answer.
    pub fn hangs(&self) -> bool {
        matches!(self.reply, Reply::StaySilent)
    }
    /// Takes nothing.
    pub fn refuses(reply: Reply) -> Self {
        Self {
            takes: false,
            reply,
        }
    }
}

/// An SMS that the gateway took.
#[derive(Clone, Debug)]
pub struct TakenSms {
    /// Our own, as the request gave it.
    pub reference: String,
    /// The gateway's, whether or not it came to tell.
    pub id: u64,
    pub body: Value,
}

struct Shared {
    play: Play,
    ledger: Vec<TakenSms>,
    requests: usize,
    /// Bytes of answers that were really taken by the other side.
    answered: usize,
}

pub struct ScriptedSms {
    /// `http://127.0.0.1:port`.
    pub url: String,
    shared: Arc<Mutex<Shared>>,
    serving: JoinHandle<()>,
}

impl ScriptedSms {
    /// An ordinary gateway, until it is told how to play.
    pub async fn start() -> Self {
        // What nobody reads is not kept for long: what went out says what was read.
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_send_buffer_size(16 * 1024).expect("its buffer");
        let address = "127.0.0.1:0".parse().expect("an address");
        socket.bind(address).expect("a free port");
        let listener = socket.listen(64).expect("a listener");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let shared = Arc::new(Mutex::new(Shared {
            play: Play::ordinary(),
            ledger: Vec::new(),
            requests: 0,
            answered: 0,
        }));
        let serving = tokio::spawn(serve(listener, shared.clone()));
        Self {
            url,
            shared,
            serving,
        }
    }

    /// How requests are treated from now on.
    pub fn plays(&self, play: Play) {
        self.lock().play = play;
    }

    /// Everything taken so far, oldest first.
    pub fn ledger(&self) -> Vec<TakenSms> {
        self.lock().ledger.clone()
    }

    /// How many requests for an SMS came.
    pub fn requests(&self) -> usize {
        self.lock().requests
    }

    /// How many bytes of its answers went out.
    pub fn answered(&self) -> usize {
        self.lock().answered
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shared> {
        self.shared.lock().expect("the gateway's notes")
    }
}

impl Drop for ScriptedSms {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(listener: TcpListener, shared: Arc<Mutex<Shared>>) {
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        let shared = shared.clone();
        tokio::spawn(async move {
            let _ = answer(stream, &shared).await;
        });
    }
}

async fn answer(stream: TcpStream, shared: &Mutex<Shared>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let at_once = matches!(
        shared.lock().expect("the gateway's notes").play.reply,
        Reply::ResetAtOnce
    );
    if at_once {
        shared.lock().expect("the gateway's notes").requests += 1;
        return stream.get_ref().set_zero_linger();
    }
    let (path, body) = read_request(&mut stream).await?;
    // OVHcloud is asked for its time before anything else.
    if path.ends_with("/auth/time") {
        let now = http("200 OK", &[], "1772438400");
        return stream.write_all(now.as_bytes()).await;
    }
    let (play, id) = {
        let mut shared = shared.lock().expect("the gateway's notes");
        shared.requests += 1;
        let (play, id) = (shared.play.clone(), 1_000 + shared.requests as u64);
        if play.takes {
            let reference = [&body["reference"], &body["tag"]]
                .into_iter()
                .find_map(Value::as_str);
            let reference = reference.unwrap_or_default().to_owned();
            shared.ledger.push(TakenSms {
                reference,
                id,
                body: body.clone(),
            });
        }
        (play, id)
    };
    let sent = perform(&mut stream, &play.reply, &proper(&path, &body, id)).await?;
    shared.lock().expect("the gateway's notes").answered += sent;
    Ok(())
}

async fn read_request(stream: &mut BufReader<TcpStream>) -> std::io::Result<(String, Value)> {
    let (mut path, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let line = line.trim_end();
        if path.is_empty() {
            path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or_default();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok((path, serde_json::from_slice(&body).unwrap_or_default()))
}

/// What a gateway answers that took the SMS: Brevo, OVHcloud, and any other.
fn proper(path: &str, body: &Value, id: u64) -> String {
    let said = if path.ends_with("/transactionalSMS/send") {
        json!({ "reference": "x", "messageId": id, "smsCount": 1 })
    } else if path.ends_with("/jobs") {
        json!({ "ids": [id], "validReceivers": body["receivers"], "invalidReceivers": [] })
    } else {
        json!({ "status": "accepted", "id": id })
    };
    said.to_string()
}

fn http(status: &str, headers: &[&str], body: &str) -> String {
    let mut answer = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    for header in headers {
        answer += &format!("{header}\r\n");
    }
    answer += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
    answer
}

async fn perform(
    stream: &mut BufReader<TcpStream>,
    reply: &Reply,
    proper: &str,
) -> std::io::Result<usize> {
    let answer = match reply {
        Reply::Proper => http("200 OK", &["Content-Type: application/json"], proper),
        Reply::Http(status, headers, body) => http(status, headers, body),
        Reply::Truncated => {
            let whole = http("200 OK", &[], proper);
            whole[..whole.len() - proper.len() / 2].to_owned()
        }
        Reply::TenMegabytes => http("200 OK", &[], &"x".repeat(10_000_000)),
        Reply::HangUp => String::new(),
        Reply::Reset | Reply::ResetAtOnce => {
            stream.get_ref().set_zero_linger()?;
            return Ok(0);
        }
        Reply::StaySilent => {
            // Until the other side has had enough.
            let _ = stream.read_u8().await;
            return Ok(0);
        }
    };
    let mut sent = 0;
    for piece in answer.as_bytes().chunks(16 * 1024) {
        if stream.write_all(piece).await.is_err() {
            break;
        }
        sent += piece.len();
    }
    stream.shutdown().await?;
    Ok(sent)
}
