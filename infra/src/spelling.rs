//! When do two spellings mean the same to somebody who searches? Whatever their case and accents.

/// Lower case, without accents, ligatures and typographic apostrophes. For searching and sorting only.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match ascii(letter) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(letter),
        }
    }
    plain
}

/// The letters of western and central European languages; what is not here is compared as it is.
fn ascii(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        '’' | '‘' => "'",
        // Combining marks, of text that comes decomposed (macOS), and the no-break spaces of French typography.
        '\u{300}'..='\u{36f}' => "",
        '\u{a0}' | '\u{202f}' => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn case_accents_and_ligatures_do_not_matter() {
        assert_eq!(
            plain("Dégât des eaux – NŒUD d’Œuvre"),
            "degat des eaux – noeud d'oeuvre"
        );
        assert_eq!(plain("e\u{301}tage"), plain("Étage"));
        assert_eq!(plain("n°\u{a0}1026"), "n° 1026");
    }
}
