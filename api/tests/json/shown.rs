//! Who gets which file, and which photo: each crossing between those who look at one ticket.

use crate::stage::{Reply, Stage};
use axum::body::Body;
use domain::ids::{AssignmentId, TicketId};
use infra::links::{Grant, RequesterGrant};
use serde_json::{Value, json};

/// The ways to one ticket: the agency's, two contractors' and the requester's.
pub struct Ways {
    pub stage: Stage,
    pub ticket: String,
    pub plumber: String,
    locksmith: String,
    requester: String,
    plumber_s_part: String,
}

pub const PHOTO: &[u8] = include_bytes!("photo.jpg");

impl Ways {
    /// A request that was validated and became an order to two contractors.
    pub async fn set() -> Self {
        let stage = Stage::set().await;
        let asked = json!({
            "module": "syndic", "property": stage.property.uuid(), "subject": "De l'eau",
            "description": "Il y a de l'eau.",
            "requester": { "name": "Léa Petit", "email": "lea.petit@courriel.example" },
        });
        let done = stage.post("/requests", asked).await.succeeded().body;
        let id = done["ticket"].as_str().expect("an id").to_owned();
        let ticket = format!("/tickets/{id}");
        let sent = json!({ "contractor": { "contractor": stage.contractor.uuid() } });
        let validations = format!("{ticket}/validations");
        stage.post(&validations, sent).await.succeeded();
        let by_hand = json!({ "contractor": { "name": "Serrurerie Colin", "email": "contact@colin.example",
            "channels": { "email": true } }, "others": "keep" });
        let assignments = format!("{ticket}/assignments");
        stage.post(&assignments, by_hand).await.succeeded();
        let view = stage.get(&ticket).await.succeeded().body;
        let part = |n: usize| {
            view["assignments"][n]["id"]
                .as_str()
                .expect("a part")
                .to_owned()
        };
        let id: TicketId = id.parse().expect("an id");
        Self {
            plumber: link(&stage, id, &part(0)).await,
            locksmith: link(&stage, id, &part(1)).await,
            requester: requester_link(&stage, id).await,
            plumber_s_part: part(0),
            ticket,
            stage,
        }
    }

    /// Sends a file on that way; gives its identifier.
    async fn sends(&self, way: &str, query: &str, content: &[u8]) -> String {
        let path = format!("{way}/attachments?{query}");
        let request = self.stage.request("POST", &path, &self.stage.manager, &[]);
        let request = request.body(Body::from(content.to_vec()));
        self.stage
            .send(request.expect("a request"))
            .await
            .succeeded();
        let view = self.stage.get(&self.ticket).await.succeeded().body;
        let files = view["attachments"].as_array().expect("files");
        let last: &Value = files.last().expect("a file");
        last["id"].as_str().expect("an id").to_owned()
    }

    async fn fetch(&self, way: &str, file: &str) -> Reply {
        self.stage.get(&format!("{way}/attachments/{file}")).await
    }

    /// On which ways it can be fetched; on the others nobody is told that it is there. What is listed says the same.
    async fn seen_by(&self, file: &str) -> Vec<&str> {
        let mut seen_by = Vec::new();
        for way in [
            &self.ticket,
            &self.plumber,
            &self.locksmith,
            &self.requester,
        ] {
            let reply = self.fetch(way, file).await;
            let listed = self.stage.get(way).await.succeeded().body["attachments"].clone();
            let listed = listed.as_array().expect("files");
            let is_listed = listed.iter().any(|listed| listed["id"] == file);
            assert_eq!(is_listed, reply.status == 200);
            if is_listed {
                seen_by.push(way.as_str());
            } else {
                assert_eq!(reply.problem(), (404, "not_found", None));
            }
        }
        seen_by
    }
}

async fn link(stage: &Stage, ticket: TicketId, part: &str) -> String {
    let assignment: AssignmentId = part.parse().expect("an id");
    let (agency, generation) = (stage.agency, 1);
    let grant = Grant {
        agency,
        ticket,
        assignment,
        generation,
    };
    let links = &stage.app.links;
    let mut tx = stage.app.database.begin().await.expect("a transaction");
    let now = stage.clock.now();
    links.issue(&mut tx, &grant, now).await.expect("a link");
    tx.commit().await.expect("a commit");
    format!("/links/{}", links.token(&grant).reveal())
}

async fn requester_link(stage: &Stage, ticket: TicketId) -> String {
    let grant = RequesterGrant {
        agency: stage.agency,
        ticket,
    };
    let links = &stage.app.links;
    let mut tx = stage.app.database.begin().await.expect("a transaction");
    let now = stage.clock.now();
    let issued = links.issue_to_requester(&mut tx, &grant, now).await;
    issued.expect("a link");
    tx.commit().await.expect("a commit");
    let url = links.requester_url(&grant);
    let token = url.rsplit('/').next().expect("a token");
    format!("/requests/links/{token}")
}

#[tokio::test]
async fn each_sees_what_is_theirs_and_nothing_else() {
    let ways = Ways::set().await;
    let [ticket, plumber, locksmith, requester] = [
        ways.ticket.as_str(),
        &ways.plumber,
        &ways.locksmith,
        &ways.requester,
    ];
    let to_one = format!("name=n&to={}", ways.plumber_s_part);
    let crossings = [
        (ticket, "name=n", vec![ticket]),
        (ticket, "name=n&to=agency", vec![ticket]),
        (
            ticket,
            "name=n&to=contractors",
            vec![ticket, plumber, locksmith],
        ),
        (ticket, &to_one, vec![ticket, plumber]),
        (plumber, "name=n", vec![ticket, plumber]),
        (locksmith, "name=n", vec![ticket, locksmith]),
        (
            requester,
            "name=n",
            vec![ticket, plumber, locksmith, requester],
        ),
    ];
    for (n, (by, query, seen_by)) in crossings.into_iter().enumerate() {
        let content = format!("Facture {n}");
        let file = ways.sends(by, query, content.as_bytes()).await;
        assert_eq!(ways.seen_by(&file).await, seen_by, "{n}");
    }
}

#[tokio::test]
async fn a_link_opens_no_file_of_another_ticket() {
    let ways = Ways::set().await;
    let (other, _) = ways.stage.opened().await;
    let path = format!("{other}/attachments?name=n&to=contractors");
    let request = ways.stage.request("POST", &path, &ways.stage.manager, &[]);
    let request = request.body(Body::from("Facture"));
    let sent = ways.stage.send(request.expect("a request")).await;
    sent.succeeded();
    let view = ways.stage.get(&other).await.succeeded().body;
    let file = view["attachments"][0]["id"].as_str().expect("an id");
    for way in [&ways.ticket, &ways.plumber, &ways.requester] {
        assert_eq!(ways.fetch(way, file).await.problem().0, 404);
    }
}

#[tokio::test]
async fn nobody_is_sent_a_file_who_is_not_there() {
    let ways = Ways::set().await;
    let stranger = AssignmentId::new(uuid::Uuid::now_v7());
    for (to, code) in [
        ("everybody".to_owned(), (422, "unknown_value", Some("to"))),
        (stranger.to_string(), (404, "unknown_assignment", None)),
    ] {
        let path = format!("{}/attachments?name=n&to={to}", ways.ticket);
        let request = ways.stage.request("POST", &path, &ways.stage.manager, &[]);
        let request = request.body(Body::from("x")).expect("a request");
        assert_eq!(ways.stage.send(request).await.problem(), code);
    }
}

/// The photo says where it was taken, beside its picture and twice.
#[tokio::test]
async fn a_photo_leaves_the_agency_without_its_place() {
    let ways = Ways::set().await;
    let file = ways
        .sends(&ways.ticket, "name=p.jpg&to=contractors", PHOTO)
        .await;
    let kept = ways
        .stage
        .raw(&format!("{}/attachments/{file}", ways.ticket))
        .await;
    assert_eq!(kept, PHOTO);
    let copy = ways
        .stage
        .raw(&format!("{}/attachments/{file}", ways.plumber))
        .await;
    let says = |bytes: &[u8]| bytes.windows(8).any(|at| at == b"+48.8566");
    assert!(says(&kept) && !says(&copy));
    assert!(copy.starts_with(b"\xff\xd8") && copy.ends_with(b"\xff\xd9"));
    let reply = ways.fetch(&ways.plumber, &file).await;
    assert_eq!(reply.header("content-length"), copy.len().to_string());
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_ne!(
        reply.header("etag"),
        ways.fetch(&ways.ticket, &file).await.header("etag")
    );
}

#[tokio::test]
async fn a_photo_that_is_none_stays_in_the_agency() {
    let ways = Ways::set().await;
    let broken = b"\xff\xd8\xff\xe0\0\x10JFIF\0 and no picture";
    let file = ways.sends(&ways.plumber, "name=p.jpg", broken).await;
    let refused = ways.fetch(&ways.plumber, &file).await;
    assert_eq!(refused.problem(), (403, "file_not_shown", None));
    assert_eq!(ways.fetch(&ways.ticket, &file).await.status, 200);
}

/// Whoever may see the photo sees it small; whoever may not, does not. Pixels say nothing of places.
#[tokio::test]
async fn a_thumbnail_is_for_those_whom_the_photo_is_for() {
    let ways = Ways::set().await;
    let file = ways.sends(&ways.plumber, "name=p.jpg", PHOTO).await;
    let small = |way: &str| format!("{way}/attachments/{file}/thumbnail");
    for way in [&ways.ticket, &ways.plumber] {
        let reply = ways.stage.get(&small(way)).await;
        assert_eq!(reply.header("content-type"), "image/jpeg");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        let bytes = ways.stage.raw(&small(way)).await;
        assert!(bytes.starts_with(b"\xff\xd8") && bytes.len() < 20_000);
        assert!(!bytes.windows(8).any(|at| at == b"+48.8566"));
    }
    for way in [&ways.locksmith, &ways.requester] {
        let reply = ways.stage.get(&small(way)).await;
        assert_eq!(reply.problem(), (404, "not_found", None));
    }
    let file = ways.sends(&ways.ticket, "name=n.txt", b"Facture").await;
    let none = format!("{}/attachments/{file}/thumbnail", ways.ticket);
    assert_eq!(ways.stage.get(&none).await.problem().0, 404);
}
