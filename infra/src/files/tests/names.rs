//! What a file may be called.

use crate::files::{Kind, neutral};

#[test]
fn a_name_is_kept_where_it_deceives_nobody() {
    for name in [
        "photo.jpg",
        "Dégât des eaux – 3e étage.jpeg",
        "2026-03-02 (1).JPG",
    ] {
        assert_eq!(neutral(name, Kind::Jpeg), name);
    }
}

#[test]
fn a_path_is_cut_to_its_last_part() {
    assert_eq!(neutral("../../etc/passwd", Kind::Text), "passwd.txt");
    assert_eq!(neutral(r"C:\Users\x\photo.jpg", Kind::Jpeg), "photo.jpg");
    assert_eq!(neutral("../..", Kind::Jpeg), "document.jpg");
    assert_eq!(neutral("a/../", Kind::Jpeg), "document.jpg");
}

#[test]
fn what_is_not_seen_is_not_kept() {
    let turned = "facture\u{202e}fdp.exe";
    assert_eq!(neutral(turned, Kind::Pdf), "facturefdp.exe.pdf");
    let hidden = "pho\u{200b}to\u{feff}\u{2066}\u{ad}\u{0}\u{1b}\r\n.jpg";
    assert_eq!(neutral(hidden, Kind::Jpeg), "photo.jpg");
    assert_eq!(neutral("a\u{a0}b\u{2028}.jpg", Kind::Jpeg), "a b.jpg");
    assert_eq!(neutral("\u{200b}\u{202e}", Kind::Png), "document.png");
}

#[test]
fn it_ends_as_what_it_is() {
    assert_eq!(neutral("photo.exe", Kind::Jpeg), "photo.exe.jpg");
    assert_eq!(neutral("photo", Kind::Jpeg), "photo.jpg");
    assert_eq!(neutral(".htaccess", Kind::Text), "htaccess.txt");
    assert_eq!(neutral("facture.pdf. . .", Kind::Pdf), "facture.pdf");
}

#[test]
fn it_can_stand_on_any_disk() {
    assert_eq!(neutral("a<b>:\"|?*.jpg", Kind::Jpeg), "a_b______.jpg");
    assert_eq!(neutral("NUL.jpg", Kind::Jpeg), "_NUL.jpg");
    assert_eq!(neutral("con", Kind::Text), "_con.txt");
    // The same letters, composed: two names that look alike are alike.
    assert_eq!(neutral("de\u{301}.jpg", Kind::Jpeg), "dé.jpg");
}

#[test]
fn a_long_name_is_cut_and_keeps_its_ending() {
    for letter in ["a", "é", "漢", "🏠"] {
        let long = format!("{}.jpg", letter.repeat(300 / letter.len()));
        let short = neutral(&long, Kind::Jpeg);
        assert!(short.len() <= 200 && short.len() > 195, "{}", short.len());
        assert!(short.ends_with(".jpg") && long.starts_with(short.trim_end_matches(".jpg")));
    }
    let endless = format!("a.{}", "b".repeat(300));
    assert!(neutral(&endless, Kind::Jpeg).ends_with("b.jpg"));
}

#[test]
fn a_good_name_stays_as_it_is() {
    for name in [
        "../x\u{202e}y.exe",
        "NUL",
        "a.b.c",
        "é".repeat(200).as_str(),
    ] {
        let once = neutral(name, Kind::Pdf);
        assert_eq!(neutral(&once, Kind::Pdf), once);
    }
}
