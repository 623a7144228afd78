//! How is a letter laid out, as text and as HTML?

use askama::Template;

use super::address_book::Letterhead;
use super::letter::Letter;

/// Used where an agency's colour cannot be read.
const FALLBACK: (u8, u8, u8) = (0x1f, 0x4b, 0x6e);

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    letter: &'a Letter,
    agency: &'a str,
    colour: String,
    /// What can be read on the colour.
    ink: &'static str,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Text<'a> {
    letter: &'a Letter,
}

pub(super) fn html(letter: &Letter, head: &Letterhead) -> Result<String, askama::Error> {
    let colour = parse(&head.colour).unwrap_or(FALLBACK);
    let (red, green, blue) = colour;
    let page = Html {
        letter,
        agency: &head.name,
        colour: format!("#{red:02x}{green:02x}{blue:02x}"),
        ink: ink_on(colour),
    };
    page.render()
}

pub(super) fn text(letter: &Letter) -> Result<String, askama::Error> {
    Text { letter }.render()
}

fn parse(colour: &str) -> Option<(u8, u8, u8)> {
    let digits = colour
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some((part(0)?, part(2)?, part(4)?))
}

/// Black or white, whichever stands out more (WCAG 2.2, relative luminance; both are equal at about 0.18).
fn ink_on((red, green, blue): (u8, u8, u8)) -> &'static str {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    if luminance > 0.179 {
        "#111111"
    } else {
        "#ffffff"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_on_the_agencys_colour_can_be_read() {
        assert_eq!(ink_on((0x1f, 0x4b, 0x6e)), "#ffffff");
        assert_eq!(ink_on((0xff, 0xd5, 0x4f)), "#111111");
    }

    #[test]
    fn a_colour_that_is_none_is_replaced() {
        for wrong in ["", "red", "#12", "#gggggg", "#ééé", "#1234567"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(parse("#a0B1c2"), Some((0xa0, 0xb1, 0xc2)));
    }
}
