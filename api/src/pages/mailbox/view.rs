//! What does the built-in mailbox show?

use askama::Template;

use crate::pages::frame::Frame;
use crate::pages::say::Say;
use crate::text::Language;

#[derive(Template)]
#[template(path = "mailbox/mailbox.html")]
pub struct MailboxPage {
    pub t: Language,
    pub frame: Frame,
    /// The ticket number that is filtered by; empty for all.
    pub ticket: String,
    pub rows: Vec<Row>,
}

pub struct Row {
    pub icon: &'static str,
    pub when: String,
    pub to: String,
    pub subject: String,
    pub href: String,
}

#[derive(Template)]
#[template(path = "mailbox/message.html")]
pub struct MessagePage {
    pub t: Language,
    pub frame: Frame,
    pub subject: String,
    pub to: String,
    pub when: String,
    pub ticket: String,
    pub ticket_href: String,
    pub is_sms: bool,
    /// The address of the HTML part; empty where there is none.
    pub body_href: String,
    pub pieces: Vec<Piece>,
}

/// A run of text, or a link in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub href: String,
}

impl Piece {
    /// Cuts a text so that the addresses in it can be followed.
    pub fn cut(text: &str) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest
            .find("http://")
            .or_else(|| rest.find("https://"))
            .map(|_| first_address(rest))
        {
            let (before, from) = rest.split_at(at);
            let end = from
                .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
                .unwrap_or(from.len());
            let address = from[..end].trim_end_matches(['.', ',', ')', ';']);
            pieces.push(Self {
                text: before.to_owned(),
                href: String::new(),
            });
            pieces.push(Self {
                text: address.to_owned(),
                href: address.to_owned(),
            });
            rest = &from[address.len()..];
        }
        pieces.push(Self {
            text: rest.to_owned(),
            href: String::new(),
        });
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    }
}

fn first_address(text: &str) -> usize {
    let found = [text.find("http://"), text.find("https://")];
    found.into_iter().flatten().min().unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_be_followed_without_the_full_stop_after_it() {
        let pieces = Piece::cut("Répondre : http://a.fr/r/x. Merci https://b.fr");
        let hrefs: Vec<&str> = pieces.iter().map(|p| p.href.as_str()).collect();
        assert_eq!(hrefs, ["", "http://a.fr/r/x", "", "https://b.fr"]);
        assert_eq!(pieces[2].text, ". Merci ");
    }
}
