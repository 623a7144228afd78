//! What may a file be called? What its sender called it, without anything that deceives a reader or a computer.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::kind::Kind;

/// Bytes of the longest name. File systems take 255; a copy of the file must find room for its number.
const LONGEST: usize = 200;
/// Bytes of the longest ending that is kept when a name is shortened.
const LONGEST_ENDING: usize = 10;
const NAMELESS: &str = "document";

/// Endings by which a computer would run a text.
const SCRIPTS: [&str; 33] = [
    "app", "bash", "bat", "cmd", "com", "command", "cpl", "desktop", "exe", "hta", "htm", "html",
    "inf", "jar", "js", "jse", "lnk", "mjs", "msi", "php", "pif", "pl", "ps1", "py", "rb", "reg",
    "scr", "sh", "svg", "url", "vbe", "vbs", "wsf",
];
/// Names that stand for devices on Windows, whatever follows the first dot.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The name under which a file of this kind is kept and given out: one component of a path, of characters that are seen and
/// stand where they are seen, at most 200 bytes, with an ending that tells the truth.
pub fn neutral(name: &str, kind: Kind) -> String {
    let component = last_component(name);
    let ends_well = ending(&component).is_some_and(|ending| kind.endings().contains(&&*ending));
    let named = match component.as_str() {
        "" => NAMELESS.to_owned(),
        _ => component,
    };
    let named = match (ends_well, kind.endings().first()) {
        (false, Some(proper)) => format!("{named}.{proper}"),
        (true, _) | (_, None) => named,
    };
    let first = named.split('.').next().unwrap_or_default();
    let named = if DEVICES.contains(&&*first.to_ascii_lowercase()) {
        format!("_{named}")
    } else {
        named
    };
    shortened(&named)
}

/// Whether a computer would run a text of this name.
pub(super) fn is_of_script(name: &str) -> bool {
    ending(&last_component(name)).is_some_and(|ending| SCRIPTS.contains(&&*ending))
}

fn last_component(name: &str) -> String {
    let composed: String = name.nfc().filter_map(visible).collect();
    let last = composed.rsplit(['/', '\\']).next().unwrap_or_default();
    last.trim_matches(|c: char| c == '.' || c.is_whitespace())
        .to_owned()
}

/// Neither controls nor marks without a shape of their own, nor what changes the direction of reading; spaces are plain
/// spaces, and what a file system or a shell reads otherwise becomes a line.
fn visible(character: char) -> Option<char> {
    let category = character.general_category();
    if category == GeneralCategory::SpaceSeparator {
        return Some(' ');
    }
    let is_line = matches!(
        category,
        GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator
    );
    if is_line || character.general_category_group() == GeneralCategoryGroup::Other {
        return None;
    }
    match character {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => Some('_'),
        other => Some(other),
    }
}

/// What stands behind the last dot, in small letters.
fn ending(name: &str) -> Option<String> {
    let (before, ending) = name.rsplit_once('.')?;
    (!before.is_empty()).then(|| ending.to_lowercase())
}

/// Cut before its ending, between two characters.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let dot = name.rfind('.').unwrap_or(name.len());
    let ending = &name[dot..];
    let ending = if ending.len() > LONGEST_ENDING {
        ""
    } else {
        ending
    };
    let room = LONGEST - ending.len();
    let cut = (0..=room).rev().find(|at| name.is_char_boundary(*at));
    let kept = name[..cut.unwrap_or_default()].trim_end_matches(['.', ' ']);
    format!("{kept}{ending}")
}
