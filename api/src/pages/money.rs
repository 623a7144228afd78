//! How is an amount written?

/// `1 234,56 €`, as French typography wants it in every language of the pages: the sums are the agency's.
pub fn euros(cents: i64) -> String {
    let (sign, cents) = if cents < 0 {
        ("−", cents.unsigned_abs())
    } else {
        ("", cents.unsigned_abs())
    };
    let digits = (cents / 100).to_string();
    let mut whole = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n) % 3 == 0 {
            whole.push('\u{202f}');
        }
        whole.push(digit);
    }
    format!("{sign}{whole},{:02}\u{a0}€", cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(euros(123_456), "1\u{202f}234,56\u{a0}€");
        assert_eq!(euros(5), "0,05\u{a0}€");
    }
}
