//! Is a ticket found however it is spelled, and does every order page through?

use super::*;

pub async fn search_forgives_case_accents_and_order(on: Kind) {
    let listed = Listed::new(on).await;
    let ticket = listed.open("Dégât des eaux – Œil-de-bœuf").await;
    listed.open("100 % du reste").await;
    listed.follow().await;
    for words in [
        "degat",
        "EAUX dégât",
        "oeil-de-boeuf",
        "quetsche degat",
        "bateliers eaux",
        "tilleuls degat",
    ] {
        assert_eq!(listed.found(words).await, 1, "{words}");
    }
    // The number, the description, and what means something to the database only.
    for (words, expected) in [
        ("1", 2),
        ("coule hier", 2),
        ("100 %", 1),
        ("%", 1),
        ("_", 0),
        ("fenêtre", 0),
    ] {
        assert_eq!(listed.found(words).await, expected, "{words}");
    }
    let row = listed
        .list
        .row(listed.bench.agency, ticket)
        .await
        .expect("read")
        .expect("a row");
    assert_eq!(
        row.matches("DEGAT quetsche coule"),
        [
            MatchedIn::Subject,
            MatchedIn::Contractor,
            MatchedIn::Description
        ]
    );
}

pub async fn every_column_sorts_and_pages_without_gap_or_repeat(on: Kind) {
    let listed = Listed::new(on).await;
    for subject in [
        "Échelle", "ecran", "Zinc", "abri", "Écran", "porte", "Porte",
    ] {
        listed.open(subject).await;
    }
    listed.follow().await;
    for sort in Sort::ALL {
        for direction in [Direction::Ascending, Direction::Descending] {
            let whole = ListQuery {
                sort,
                direction,
                ..listed.all()
            };
            let expected = listed.rows(&whole).await;
            assert_eq!(expected.len(), 7);
            assert_eq!(
                paged(&listed, whole).await,
                expected,
                "{sort:?} {direction:?}"
            );
        }
    }
    let by_subject = ListQuery {
        sort: Sort::Subject,
        direction: Direction::Ascending,
        ..listed.all()
    };
    let sorted: Vec<_> = listed
        .subjects(&by_subject)
        .await
        .iter()
        .map(|s| s.to_lowercase())
        .collect();
    assert_eq!(sorted[..2], ["abri", "échelle"]);
    assert_eq!(sorted[6], "zinc");
}

/// The same rows, two at a time, each cursor through its text form.
async fn paged(listed: &Listed, mut query: ListQuery) -> Vec<TicketRow> {
    query.limit = 2;
    let mut rows = Vec::new();
    loop {
        let page = listed.list.page(&query).await.expect("a page");
        rows.extend(page.rows);
        let Some(next) = page.next else { return rows };
        query.after = Some(next.to_string().parse().expect("our own cursor"));
    }
}
