//! In which cells do two pages differ?

use std::collections::BTreeMap;

/// Section, row and column of a cell; a line that is no table's has its words only.
type Place = (String, String, String);

/// One line for each cell that differs, or for each line outside of the tables.
pub(super) fn differences(committed: &str, derived: &str) -> Vec<String> {
    let (committed, derived) = (cells(committed), cells(derived));
    let places: Vec<&Place> = committed.keys().chain(derived.keys()).collect();
    let mut lines: Vec<String> = places
        .into_iter()
        .filter(|place| committed.get(*place) != derived.get(*place))
        .map(|place| {
            let (section, row, column) = place;
            let was = committed.get(place).map_or("nothing", String::as_str);
            let is = derived.get(place).map_or("nothing", String::as_str);
            format!("  {section}: {row} × {column}: the page says “{was}”, decided is “{is}”")
        })
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

fn cells(page: &str) -> BTreeMap<Place, String> {
    let mut found = BTreeMap::new();
    let mut section = String::new();
    let mut head: Option<Vec<&str>> = None;
    for (nth, line) in page.lines().enumerate() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title.to_owned();
        }
        let Some(row) = line.strip_prefix("| ") else {
            head = None;
            let place = (
                section.clone(),
                format!("line {}", nth + 1),
                "text".to_owned(),
            );
            found.insert(place, line.to_owned());
            continue;
        };
        let row: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
        let Some(head) = &head else {
            let place = (section.clone(), "head".to_owned(), "all".to_owned());
            found.insert(place, line.to_owned());
            head = Some(row);
            continue;
        };
        for (column, cell) in head.iter().zip(&row).skip(1) {
            let place = (section.clone(), row[0].to_owned(), (*column).to_owned());
            // Rows of the same name, as where a step leads, are told apart by what stands in them.
            let all = found.entry(place).or_insert_with(String::new);
            if !all.is_empty() {
                all.push_str("; ");
            }
            all.push_str(cell);
        }
    }
    found
}

#[test]
fn a_cell_that_was_changed_is_named() {
    let page = "# T\n\n## Steps\n\n| command | `planned` | `on_site` |\n| --- | --- | --- |\n| `AcceptOrder` | = | · |\n| `RemindNow` | M | M |\n";
    assert_eq!(differences(page, page), Vec::<String>::new());
    assert_eq!(
        differences(page, &page.replace("| = |", "| M |")),
        ["  Steps: `AcceptOrder` × `planned`: the page says “=”, decided is “M”"]
    );
}

#[test]
fn a_row_that_is_missing_and_a_sentence_that_was_changed_are_named() {
    let page = "# T\n\n## Steps\n\n| command | `planned` |\n| --- | --- |\n| `RemindNow` | M |\n";
    assert_eq!(
        differences(
            "# T\n\n## Steps\n\n| command | `planned` |\n| --- | --- |\n",
            page
        ),
        ["  Steps: `RemindNow` × `planned`: the page says “nothing”, decided is “M”"]
    );
    assert_eq!(
        differences(page, &page.replace("# T", "# U")),
        ["  : line 1 × text: the page says “# T”, decided is “# U”"]
    );
}
