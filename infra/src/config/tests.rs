//! Does the documented file say everything, and are slips told in words?

use std::fs;

use secrecy::ExposeSecret;

use super::{ConfigFault, Settings, SmsProvider, load};

const DOCUMENTED: &str = include_str!("../../../api/config/default.toml");
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

fn secrets() -> Vec<(String, String)> {
    with(&[])
}

fn with(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all = vec![
        ("MAINCOURANTE_SECRETS_MASTER_KEY".to_owned(), KEY.to_owned()),
        (
            "MAINCOURANTE_SECRETS_LINK_SECRET".to_owned(),
            KEY.to_owned(),
        ),
        ("PATH".to_owned(), "/bin".to_owned()),
    ];
    all.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    all
}

fn loaded(more: &[(&str, &str)]) -> Settings {
    load(DOCUMENTED, None, with(more)).expect("valid settings")
}

fn complaints(more: &[(&str, &str)]) -> Vec<String> {
    match load(DOCUMENTED, None, with(more)) {
        Err(ConfigFault::Invalid(list)) => list.into_iter().map(|c| c.key.to_owned()).collect(),
        other => panic!("expected complaints, not {other:?}"),
    }
}

#[test]
fn the_defaults_need_only_the_two_secrets() {
    let settings = load(DOCUMENTED, None, secrets()).expect("valid settings");
    assert_eq!(settings.server.listen().expect("an address").port(), 8080);
    assert!(settings.secrets.master_key().is_some());
}

#[test]
fn without_secrets_both_are_asked_for_at_once() {
    match load(DOCUMENTED, None, []) {
        Err(ConfigFault::Invalid(list)) => {
            let keys: Vec<_> = list.iter().map(|c| c.key).collect();
            assert_eq!(keys, ["secrets.master_key", "secrets.link_secret"]);
        }
        other => panic!("expected complaints, not {other:?}"),
    }
}

#[test]
fn the_environment_goes_before_the_file_and_the_file_before_the_default() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.toml");
    fs::write(
        &path,
        "[server]\nlisten = \"127.0.0.1:9001\"\n[mail.smtp]\nhost = \"relay\"\n",
    )
    .expect("written");
    let environment = with(&[("MAINCOURANTE_SERVER_LISTEN", "127.0.0.1:9002")]);
    let settings = load(DOCUMENTED, Some(&path), environment).expect("valid settings");
    assert_eq!(settings.server.listen, "127.0.0.1:9002");
    assert_eq!(settings.mail.smtp.host, "relay");
    assert_eq!(settings.mail.smtp.port, 587);
}

#[test]
fn a_key_that_does_not_exist_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.toml");
    fs::write(&path, "[server]\nlissten = \"127.0.0.1:9001\"\n").expect("written");
    let told = load(DOCUMENTED, Some(&path), secrets())
        .expect_err("refused")
        .to_string();
    assert!(told.contains("lissten"), "{told}");
}

#[test]
fn an_unknown_variable_is_refused_by_name() {
    let told = load(
        DOCUMENTED,
        None,
        with(&[("MAINCOURANTE_SERVER_LISTTEN", "x")]),
    )
    .expect_err("refused")
    .to_string();
    assert!(told.contains("MAINCOURANTE_SERVER_LISTTEN"), "{told}");
}

#[test]
fn lists_in_the_environment_are_separated_by_semicolons() {
    let settings = loaded(&[("MAINCOURANTE_SMS_GATEWAY_ACCEPTED_STATUSES", "200; 204")]);
    assert_eq!(settings.sms.gateway.accepted_statuses, [200, 204]);
}

#[test]
fn a_gateway_needs_an_address() {
    assert_eq!(
        complaints(&[("MAINCOURANTE_SMS_PROVIDER", "gateway")]),
        ["sms.gateway.url"]
    );
    let settings = loaded(&[
        ("MAINCOURANTE_SMS_PROVIDER", "gateway"),
        ("MAINCOURANTE_SMS_GATEWAY_URL", "https://sms.example/send"),
    ]);
    assert_eq!(settings.sms.provider, SmsProvider::Gateway);
}

#[test]
fn a_password_never_travels_in_clear_text() {
    let keys = complaints(&[
        ("MAINCOURANTE_MAIL_TRANSPORT", "smtp"),
        ("MAINCOURANTE_MAIL_SMTP_TLS", "none"),
        ("MAINCOURANTE_MAIL_SMTP_USERNAME", "u"),
        ("MAINCOURANTE_MAIL_SMTP_PASSWORD", "p"),
    ]);
    assert_eq!(keys, ["mail.smtp.tls"]);
}

#[test]
fn secrets_are_not_shown() {
    let settings = loaded(&[("MAINCOURANTE_DATABASE_URL", "postgres://me:hunter2@db/mc")]);
    assert!(settings.database.url.expose_secret().contains("hunter2"));
    assert!(!format!("{settings:?}").contains("hunter2"));
    assert!(!format!("{settings:?}").contains(KEY));
}

#[test]
fn what_stands_in_the_file_is_not_repeated() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("own.toml");
    for wrong in [
        "[secrets]\nmaster_key = Wqxsecret\n",
        "[secrets]\nmaster_key = [\"Wqxsecret\"]\n",
        "[server]\nlisten = { Wqxsecret = 1 }\n",
    ] {
        std::fs::write(&file, wrong).expect("written");
        let fault = load(DOCUMENTED, Some(&file), []).expect_err("this is wrong");
        assert!(!fault.to_string().contains("Wqxsecret"), "{fault}");
    }
}

#[test]
fn a_bucket_needs_all_that_opens_it() {
    let missing = complaints(&[("MAINCOURANTE_FILES_STORE", "s3")]);
    assert_eq!(
        missing,
        [
            "files.s3.region",
            "files.s3.bucket",
            "files.s3.access_key",
            "files.s3.secret_key"
        ]
    );
    let garage = [
        ("MAINCOURANTE_FILES_STORE", "s3"),
        ("MAINCOURANTE_FILES_S3_ENDPOINT", "garage:3900"),
        ("MAINCOURANTE_FILES_S3_REGION", "garage"),
        ("MAINCOURANTE_FILES_S3_BUCKET", "files"),
        ("MAINCOURANTE_FILES_S3_ACCESS_KEY", "key"),
        ("MAINCOURANTE_FILES_S3_SECRET_KEY", "secret"),
    ];
    assert_eq!(complaints(&garage), ["files.s3.endpoint"]);
}
