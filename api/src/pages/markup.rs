//! How does a note typed without an editor become HTML? Bold between two stars, lists by dashes, lines as lines.

/// Everything typed is escaped; only what the two rules above ask for becomes mark-up.
pub fn to_html(typed: &str) -> String {
    let mut html = String::new();
    let mut in_list = false;
    for line in typed.lines() {
        let item = line.trim_start().strip_prefix("- ");
        if item.is_some() != in_list {
            html.push_str(if in_list { "</ul>" } else { "<ul>" });
            in_list = item.is_some();
        }
        match item {
            Some(item) => html.push_str(&format!("<li>{}</li>", inline(item))),
            None => html.push_str(&format!("{}<br>", inline(line))),
        }
    }
    if in_list {
        html.push_str("</ul>");
    }
    html.trim_end_matches("<br>").to_owned()
}

fn inline(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let mut html = String::new();
    let pieces: Vec<&str> = escaped.split("**").collect();
    // An odd number of pieces means that every mark has its partner.
    let paired = pieces.len() % 2 == 1;
    for (n, piece) in pieces.iter().enumerate() {
        let bold = paired && n % 2 == 1;
        let mark = if paired || n == 0 { "" } else { "**" };
        html.push_str(&if bold {
            format!("<b>{piece}</b>")
        } else {
            format!("{mark}{piece}")
        });
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_its_lines_lists_and_bold_words() {
        assert_eq!(
            to_html("Vu **trois** fois\n- clef\n- code <12>"),
            "Vu <b>trois</b> fois<br><ul><li>clef</li><li>code &lt;12&gt;</li></ul>"
        );
    }

    #[test]
    fn a_lonely_mark_stays_as_it_was_typed() {
        assert_eq!(to_html("2 ** 3"), "2 ** 3");
    }
}
