//! Which codes of problems are there? Those that have a sentence; each problem's `type` leads to its line.

/// Code and sentence of each problem, in the order of the catalogue. Values stand as `{ $name }`.
pub(super) fn all() -> Vec<(String, String)> {
    let mut codes: Vec<(String, String)> = Vec::new();
    for line in include_str!("../../locales/en/problems.ftl").lines() {
        match line.split_once(" =") {
            Some((key, sentence)) if key.starts_with("problem-") => {
                codes.extend(code(key).map(|code| (code.to_owned(), sentence.trim().to_owned())));
            }
            // A sentence with cases begins on the line below its key.
            Some(_) | None => {
                if let Some((_, sentence)) = codes.last_mut().filter(|(_, it)| it.is_empty()) {
                    *sentence = line.split('{').next().unwrap_or_default().trim().to_owned();
                }
            }
        }
    }
    codes
}

/// `problem-title-404` is a heading and no code.
fn code(key: &str) -> Option<&str> {
    key.strip_prefix("problem-")
        .filter(|code| !code.starts_with("title-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_line() {
        let codes = all();
        assert!(codes.len() > 50, "only {}", codes.len());
        let closed = codes.iter().find(|(code, _)| code == "ticket_closed");
        assert!(closed.is_some_and(|(_, sentence)| sentence.starts_with("This ticket is closed")));
        let step = codes.iter().find(|(code, _)| code == "step_does_not_allow");
        assert!(step.is_some_and(|(_, sentence)| sentence.starts_with("The present step")));
        assert!(codes.iter().all(|(_, sentence)| !sentence.is_empty()));
    }
}
