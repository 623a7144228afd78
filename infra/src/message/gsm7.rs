//! Does a text fit into one SMS, and what must change so that it does?
//!
//! 3GPP TS 23.038 §6.2.1: one part holds 160 septets of the default alphabet; a single letter outside it turns the whole
//! text into UCS-2, of which a part holds 70. `é à è ù ò ì Ç É` are inside; `ç ê î ô û ë ï â œ ’ « » …` are not.

/// Septets in an SMS of one part.
pub const ONE_PART: usize = 160;

/// The default alphabet, without the escape to the extension.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Letters behind the escape: two septets each.
const EXTENSION: &str = "^{}\\[~]|€";

/// Length in septets; none if a letter is outside the alphabet.
pub fn septets(text: &str) -> Option<usize> {
    text.chars().map(of_letter).sum()
}

fn of_letter(letter: char) -> Option<usize> {
    if BASIC.contains(letter) {
        Some(1)
    } else if EXTENSION.contains(letter) {
        Some(2)
    } else {
        None
    }
}

/// The same text in the alphabet: accents that it lacks are dropped, typographic signs become plain ones.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if of_letter(letter).is_some() {
            plain.push(letter);
        } else {
            plain.push_str(replacement(letter));
        }
    }
    plain
}

fn replacement(letter: char) -> &'static str {
    match letter {
        'á' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' => "a",
        'À' | 'Á' | 'Â' | 'Ã' | 'Ā' | 'Ă' | 'Ą' => "A",
        'ç' | 'ć' | 'č' => "c",
        'Ć' | 'Č' => "C",
        'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'È' | 'Ê' | 'Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => "E",
        'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'Ì' | 'Í' | 'Î' | 'Ï' | 'Ī' | 'Į' | 'İ' => "I",
        'ó' | 'ô' | 'õ' | 'ō' | 'ő' => "o",
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ō' | 'Ő' => "O",
        'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
        'Ù' | 'Ú' | 'Û' | 'Ū' | 'Ů' | 'Ű' => "U",
        'ý' | 'ÿ' => "y",
        'Ý' | 'Ÿ' => "Y",
        'ń' | 'ň' => "n",
        'Ń' | 'Ň' => "N",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'Ś' | 'Š' | 'Ş' | 'Ș' => "S",
        'ź' | 'ž' | 'ż' => "z",
        'Ź' | 'Ž' | 'Ż' => "Z",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ď' => "d",
        'Đ' | 'Ď' => "D",
        'ğ' => "g",
        'Ğ' => "G",
        'ř' => "r",
        'Ř' => "R",
        'ţ' | 'ț' | 'ť' => "t",
        'Ţ' | 'Ț' | 'Ť' => "T",
        'œ' => "oe",
        'Œ' => "OE",
        '’' | '‘' | '´' | '`' | '′' | 'ʼ' => "'",
        '«' | '»' | '“' | '”' | '„' | '″' => "\"",
        '–' | '—' | '‐' | '‑' | '−' | '•' | '·' => "-",
        '…' => "...",
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => " ",
        '°' | 'º' => "o",
        'ª' => "a",
        '²' => "2",
        '³' => "3",
        '×' => "x",
        '½' => "1/2",
        '¼' => "1/4",
        '→' => "->",
        // Pictures and other scripts: a question mark for each would say less than nothing.
        _ => "",
    }
}

/// The start of a text that takes at most so many septets, cut between words where there is a gap to cut at.
pub fn shortened(text: &str, septets: usize) -> String {
    const ELLIPSIS: usize = 3;
    if self::septets(text).is_some_and(|length| length <= septets) {
        return text.to_owned();
    }
    let Some(room) = septets.checked_sub(ELLIPSIS) else {
        return String::new();
    };
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|letter| {
            used += of_letter(*letter).unwrap_or(ELLIPSIS);
            used <= room
        })
        .collect();
    let kept = match kept.rfind(' ') {
        Some(gap) if gap * 2 > kept.len() => &kept[..gap],
        Some(_) | None => kept.as_str(),
    };
    let kept = kept.trim_end_matches([' ', ',', '-', '.', ':', ';']);
    if kept.is_empty() {
        String::new()
    } else {
        format!("{kept}...")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_has_as_many_letters_as_the_standard() {
        assert_eq!(BASIC.chars().count(), 127);
        assert_eq!(septets("Été à l'hôtel"), None);
        assert_eq!(septets("10 € [ok]"), Some(9 + 3));
    }

    #[test]
    fn a_text_becomes_one_that_the_alphabet_holds() {
        let said = "Fuite d’eau : « évier » bouché… n° 3, cœur d'îlot – reçu à 8 h\u{a0}30 😀";
        let plain = plain(said);
        assert_eq!(
            plain,
            "Fuite d'eau : \"évier\" bouché... no 3, coeur d'ilot - recu à 8 h 30 "
                .replace("\"évier\"", "\" évier \"")
        );
        assert_eq!(septets(&plain), Some(plain.chars().count()));
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(
            shortened("Fuite d'eau dans la cuisine", 40),
            "Fuite d'eau dans la cuisine"
        );
        assert_eq!(
            shortened("Fuite d'eau dans la cuisine", 20),
            "Fuite d'eau dans..."
        );
        assert_eq!(shortened("Anticonstitutionnellement", 10), "Anticon...");
        assert_eq!(shortened("Fuite d'eau", 2), "");
        assert_eq!(shortened("€€€€", 7), "€€...");
    }
}
